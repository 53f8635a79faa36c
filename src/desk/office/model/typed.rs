//! The lines of an order as people type them: `10 Headed paper @ 6.50`, `2 x Toner @ £59.99 no vat`.

use super::OrderLine;
use crate::text::money;

/// Value added tax where none is typed, in percent: the standard rate (VAT Act 1994, s 2).
const STANDARD: i64 = 20;

/// A line as it is typed.
pub fn shown(line: &OrderLine) -> String {
    let vat = match line.vat_percent {
        STANDARD => String::new(),
        0 => " no vat".into(),
        n => format!(" vat {n}%"),
    };
    format!("{} {} @ {}{vat}", line.quantity, line.what, money::plain(line.unit_pence))
}

/// All lines, one each.
pub fn all_shown(lines: &[OrderLine]) -> String {
    lines.iter().map(shown).collect::<Vec<_>>().join("\n")
}

/// The lines that were typed; what is called as before stays the same line.
///
/// # Errors
/// The line, and what is wrong with it.
pub fn read(text: &str, before: &[OrderLine]) -> Result<Vec<OrderLine>, String> {
    let mut all: Vec<OrderLine> = Vec::new();
    for typed in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let line = read_one(typed)?;
        let known = before.iter().find(|b| b.what == line.what && all.iter().all(|a| a.id != b.id));
        all.push(match known {
            Some(known) => OrderLine {
                quantity: line.quantity,
                unit_pence: line.unit_pence,
                vat_percent: line.vat_percent,
                ..known.clone()
            },
            None => line,
        });
    }
    Ok(all)
}

fn read_one(typed: &str) -> Result<OrderLine, String> {
    let bad =
        |what: &str| format!("“{typed}”: {what}. Type how many, what, @ and the price of one: 10 Headed paper @ 6.50.");
    let (rest, vat_percent) = without_vat(typed);
    let (first, rest) = rest.split_once(' ').ok_or_else(|| bad("there is only one word"))?;
    let quantity: i64 = first
        .trim_end_matches(['x', 'X', '×'])
        .parse()
        .ok()
        .filter(|n| (1..=100_000).contains(n))
        .ok_or_else(|| bad("it does not begin with how many"))?;
    let rest = rest.trim_start();
    let rest = rest.strip_prefix(['x', 'X', '×']).filter(|r| r.starts_with(' ')).unwrap_or(rest).trim();
    let (what, price) = rest.rsplit_once('@').unwrap_or((rest, "0"));
    let what = what.trim();
    if what.is_empty() {
        return Err(bad("it does not say what"));
    }
    let unit_pence = money::parse(price).map_err(|e| format!("“{typed}”: {e}"))?;
    if unit_pence < 0 {
        return Err(bad("a price is not below nothing"));
    }
    Ok(OrderLine { vat_percent, ..OrderLine::new(what, quantity, unit_pence) })
}

/// The line without what is said of tax at its end, and the rate.
fn without_vat(typed: &str) -> (&str, i64) {
    let lower = typed.to_ascii_lowercase();
    if lower.len() == typed.len() && lower.ends_with("no vat") {
        return (typed[..typed.len() - 6].trim_end(), 0);
    }
    let rate = lower.rsplit_once("vat ").filter(|_| lower.len() == typed.len());
    let rate = rate.and_then(|(head, n)| Some((head.len(), n.trim().trim_end_matches('%').trim().parse().ok()?)));
    match rate {
        Some((at, percent)) if (0..=100).contains(&percent) => (typed[..at].trim_end(), percent),
        _ => (typed, STANDARD),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(text: &str) -> Vec<(i64, String, i64, i64)> {
        let all = read(text, &[]).unwrap();
        all.into_iter().map(|l| (l.quantity, l.what, l.unit_pence, l.vat_percent)).collect()
    }

    #[test]
    fn lines_are_read_as_people_type_them() {
        assert_eq!(
            said("10 Headed paper A4 @ 6.50\n\n 2 x Toner @ £59.99 no vat\n3x Labels @ 85p vat 5%"),
            [(10, "Headed paper A4".into(), 650, 20), (2, "Toner".into(), 5_999, 0), (3, "Labels".into(), 85, 5)]
        );
        assert_eq!(said("1 Xerox drum"), [(1, "Xerox drum".into(), 0, 20)]);
        assert!(read("Headed paper", &[]).unwrap_err().contains("does not begin with how many"));
        assert!(read("10", &[]).unwrap_err().contains("only one word"));
        assert!(read("10 Paper @ six", &[]).unwrap_err().contains("“six” is no amount"));
    }

    #[test]
    fn a_line_that_is_called_as_before_stays_the_same() {
        let before = read("10 Paper @ 6.50\n1 Toner @ 60", &[]).unwrap();
        let after = read("1 Toner @ 61\n12 Paper @ 6.50", &before).unwrap();
        assert_eq!((&after[0].id, &after[1].id), (&before[1].id, &before[0].id));
        assert_eq!((after[0].unit_pence, after[1].quantity), (6_100, 12));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(n in 1i64..1000, pence in 0i64..1_000_000, vat in 0i64..=30, what in "[A-Za-z][A-Za-z0-9 ]{0,20}[a-z]") {
            let line = OrderLine { vat_percent: vat, ..OrderLine::new(what.trim(), n, pence) };
            prop_assume!(!what.to_lowercase().contains("vat") && !what.to_lowercase().starts_with("x "));
            let back = read(&shown(&line), std::slice::from_ref(&line)).unwrap();
            let squeezed = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(squeezed(&back[0].what), squeezed(&line.what));
            prop_assert_eq!((back[0].quantity, back[0].unit_pence, back[0].vat_percent), (n, pence, vat));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,60}") {
            let _ = read(&text, &[]);
        }
    }
}
