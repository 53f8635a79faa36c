//! NHS numbers: ten digits, the last a check of the nine before it, shown 3-3-4.

/// What separates the digits where people type or paste them.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.' | '/')
}

/// The ten digits of a number as typed, with any spacing or dashes; else a sentence that says what is wrong.
pub fn parse(typed: &str) -> Result<String, String> {
    let digits: String = typed.chars().filter(|c| !is_gap(*c)).collect();
    if digits.is_empty() {
        return Err("Type the ten digits of the NHS number.".to_owned());
    }
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err("An NHS number is ten digits, with no letters or signs: type the digits alone.".to_owned());
    }
    if digits.len() != 10 {
        return Err(format!("An NHS number has ten digits; {} were typed.", digits.len()));
    }
    checked(digits)
}

fn checked(digits: String) -> Result<String, String> {
    let all_equal = digits.bytes().all(|b| digits.as_bytes().first() == Some(&b));
    if all_equal {
        return Err(format!("NHS number {} is ten equal digits, which nobody has: ask for it again.", show(&digits)));
    }
    if make(&digits[..9]).as_ref() == Some(&digits) {
        Ok(digits)
    } else {
        Err(format!("NHS number {} fails its check digit: read it again, digit by digit.", show(&digits)))
    }
}

/// `943 476 5919`. What is not ten digits is given back as it was.
pub fn show(number: &str) -> String {
    if number.len() == 10 && number.bytes().all(|b| b.is_ascii_digit()) {
        format!("{} {} {}", &number[..3], &number[3..6], &number[6..])
    } else {
        number.to_owned()
    }
}

/// Whether a number is in the range kept for tests (999 000 0000 and up), which is never issued.
pub fn is_test_range(number: &str) -> bool {
    number.chars().filter(|c| !is_gap(*c)).collect::<String>().starts_with("999")
}

/// The number of ten digits that begins with nine given ones; `None` where they have no check digit (1 in 11), or are
/// not nine digits.
pub fn make(stem: &str) -> Option<String> {
    if stem.len() != 9 || !stem.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let sum: u32 = stem.bytes().zip((2..=10).rev()).map(|(b, weight)| u32::from(b - b'0') * weight).sum();
    match 11 - sum % 11 {
        10 => None,
        11 => Some(format!("{stem}0")),
        check => Some(format!("{stem}{check}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn any_spacing_is_read() {
        for typed in ["9434765919", "943 476 5919", " 943-476-5919 ", "943\u{a0}476\u{2011}5919", "94 34 76 59 19"] {
            assert_eq!(parse(typed).as_deref(), Ok("9434765919"), "{typed:?}");
        }
        assert_eq!(show("9434765919"), "943 476 5919");
        assert_eq!(show("12"), "12");
    }

    #[test]
    fn each_fault_has_its_own_sentence() {
        for (typed, wanted) in [
            ("", "Type the ten digits"),
            ("943 476 591", "has ten digits; 9 were typed"),
            ("943 476 5919 1", "has ten digits; 11 were typed"),
            ("943 476 591O", "no letters"),
            ("٩٤٣ ٤٧٦ ٥٩١٩", "no letters"),
            ("943 476 5918", "NHS number 943 476 5918 fails its check digit"),
            ("123 456 7890", "fails its check digit"),
            ("999 123 4560", "fails its check digit"),
            ("111 111 1111", "ten equal digits"),
            ("000 000 0000", "ten equal digits"),
        ] {
            let said = parse(typed).unwrap_err();
            assert!(said.contains(wanted), "{typed}: {said}");
        }
    }

    #[test]
    fn the_known_test_numbers_pass() {
        for number in ["9990000018", "9990000026", "9990000034", "9990000107", "9990000123", "6541003238"] {
            assert_eq!(parse(number).as_deref(), Ok(number));
        }
        assert!(is_test_range("999 000 0018") && !is_test_range("9434765919"));
    }

    proptest! {
        #[test]
        fn what_is_made_is_read_and_shown(stem in 0u32..1_000_000_000) {
            let stem = format!("{stem:09}");
            let Some(number) = make(&stem) else { return Ok(()) };
            prop_assume!(number.bytes().any(|b| b != number.as_bytes()[0]));
            prop_assert_eq!(parse(&show(&number)), Ok(number.clone()));
        }

        #[test]
        fn one_wrong_digit_never_passes(stem in 0u32..1_000_000_000, place in 0usize..10, by in 1u8..10) {
            let Some(number) = make(&format!("{stem:09}")) else { return Ok(()) };
            let mut digits = number.into_bytes();
            digits[place] = b'0' + (digits[place] - b'0' + by) % 10;
            prop_assert!(parse(&String::from_utf8(digits).unwrap()).is_err());
        }

        #[test]
        fn nothing_typed_makes_it_panic(typed in "\\PC{0,20}") {
            let _ = parse(&typed);
            let _ = show(&typed);
            let _ = make(&typed);
        }
    }
}
