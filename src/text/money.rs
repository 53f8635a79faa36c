//! Money in pence: shown as £1,234.56, read as people type it.

/// Largest amount that is read: ten million pounds. More is a slip of the finger.
const MOST: i64 = 1_000_000_000;

/// Pence as people read them: `£1,234.56`, `-£0.05`.
pub fn show(pence: i64) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    let all = pence.unsigned_abs();
    format!("{sign}£{}.{:02}", grouped(all / 100), all % 100)
}

/// Pence without the pound sign and commas, for files: `1234.56`.
pub fn plain(pence: i64) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    let all = pence.unsigned_abs();
    format!("{sign}{}.{:02}", all / 100, all % 100)
}

/// A number with commas between the thousands.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// An amount as typed, in pence: `12`, `12.5`, `£1,200`, `1200.00`, `85p`, `-3.20`.
///
/// # Errors
/// A sentence that says how an amount is typed.
pub fn parse(typed: &str) -> Result<i64, String> {
    let bad = || format!("“{}” is no amount: type pounds and pence, as in 12.50 or 1,200.", typed.trim());
    let text: String = typed.trim().replace(['£', ' '], "");
    let (negative, text) = text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
    let pence = match text.strip_suffix(['p', 'P']) {
        Some(pence) => digits(pence).ok_or_else(bad)?,
        None => pounds(text).ok_or_else(bad)?,
    };
    if pence > MOST {
        return Err(format!("{} is more than this desk keeps: at most {}.", show(pence), show(MOST)));
    }
    Ok(if negative { -pence } else { pence })
}

fn pounds(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.contains(',') && !commas_fit(whole) {
        return None;
    }
    let whole = if whole.is_empty() && !part.is_empty() { 0 } else { digits(&whole.replace(',', ""))? };
    let part = match part.len() {
        0 => 0,
        1 => digits(part)? * 10,
        2 => digits(part)?,
        _ => return None,
    };
    whole.checked_mul(100)?.checked_add(part)
}

/// Commas stand between thousands, not where a decimal point was meant: `1,200` and not `12,50`.
fn commas_fit(whole: &str) -> bool {
    let mut parts = whole.split(',');
    let first = parts.next().is_some_and(|p| (1..=3).contains(&p.len()));
    first && parts.all(|p| p.len() == 3)
}

fn digits(text: &str) -> Option<i64> {
    let fits = !text.is_empty() && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// What so many pieces cost with value added tax, rounded half up to the penny (HMRC VAT Notice 700, 17.5: a line may
/// be rounded to the nearest penny).
pub fn with_vat(quantity: i64, unit_pence: i64, vat_percent: i64) -> i64 {
    let net = i128::from(quantity) * i128::from(unit_pence) * i128::from(100 + vat_percent);
    i64::try_from((net + 50).div_euclid(100)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        let read = |t: &str| parse(t).ok();
        assert_eq!(read("12"), Some(1200));
        assert_eq!(read(" £1,200.5 "), Some(120_050));
        assert_eq!(read("85p"), Some(85));
        assert_eq!(read(".99"), Some(99));
        assert_eq!(read("-3.20"), Some(-320));
        for bad in ["", "£", "12,50", "1.234", "12.5.0", "1,20", "abc", "1e5", "٣", ".", "-", "99999999999"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        assert_eq!(parse("12,50").unwrap_err(), "“12,50” is no amount: type pounds and pence, as in 12.50 or 1,200.");
    }

    #[test]
    fn tax_is_rounded_to_the_penny() {
        assert_eq!(with_vat(3, 333, 20), 1199);
        assert_eq!(with_vat(1, 1, 20), 1);
        assert_eq!(with_vat(1, 3, 20), 4);
        assert_eq!(with_vat(0, 500, 20), 0);
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(pence in -1_000_000_000i64..=1_000_000_000) {
            prop_assert_eq!(parse(&show(pence)), Ok(pence));
            prop_assert_eq!(parse(&plain(pence)), Ok(pence));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,20}") {
            let _ = parse(&text);
        }
    }
}
