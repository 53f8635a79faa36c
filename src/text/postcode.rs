//! Postcodes: capitals with one space before the last three.

/// `LS1 4AP` from whatever spacing and case was typed; a sentence where it cannot be a United Kingdom postcode.
pub fn tidy(typed: &str) -> Result<String, String> {
    let code: String = typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    if code.is_empty() {
        return Err("Type a postcode, such as LS1 4AP.".to_owned());
    }
    if !code.is_ascii() || !(5..=7).contains(&code.len()) {
        return Err(refused(typed));
    }
    let (area, rest) = code.split_at(code.len() - 3);
    if is_inward(rest) && (is_outward(area) || code == "GIR0AA") {
        Ok(format!("{area} {rest}"))
    } else {
        Err(refused(typed))
    }
}

fn refused(typed: &str) -> String {
    let shown = super::safe::line(typed.trim());
    format!(
        "{} cannot be a postcode: type one such as LS1 4AP, and look for O and 0, I and 1.",
        super::safe::ellipsis(&shown, 12)
    )
}

/// A digit and two letters; C I K M O V are never among them.
fn is_inward(text: &str) -> bool {
    let letter = |b: u8| b.is_ascii_uppercase() && !b"CIKMOV".contains(&b);
    matches!(text.as_bytes(), [digit, a, b] if digit.is_ascii_digit() && letter(*a) && letter(*b))
}

/// One of A9 A99 AA9 AA99 A9A AA9A.
fn is_outward(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '9' } else { 'A' }).collect();
    let letters = text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let first = !matches!(text.as_bytes().first(), Some(b'Q' | b'V' | b'X'));
    letters && first && matches!(shape.as_str(), "A9" | "A99" | "AA9" | "AA99" | "A9A" | "AA9A")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn postcodes_are_in_capitals_with_one_space() {
        for (typed, wanted) in [
            ("ls14ap", "LS1 4AP"),
            (" m1  1ae", "M1 1AE"),
            ("B33 8TH", "B33 8TH"),
            ("cr26xh", "CR2 6XH"),
            ("dn551pt", "DN55 1PT"),
            ("w1a1hq", "W1A 1HQ"),
            ("e c 1 a 1 b b", "EC1A 1BB"),
            ("gir0aa", "GIR 0AA"),
        ] {
            assert_eq!(tidy(typed).as_deref(), Ok(wanted));
        }
    }

    #[test]
    fn what_cannot_be_one_is_refused_in_a_sentence() {
        for typed in ["LS1", "LS1 4A", "LSI 4AP", "LS1 4CP", "12345", "Q1 1AA", "LS123 4AP", "LS1 44P", "é1 1AA"] {
            let said = tidy(typed).unwrap_err();
            assert!(said.contains("cannot be a postcode"), "{typed}: {said}");
        }
        assert!(tidy(" ").unwrap_err().starts_with("Type a postcode"));
        assert!(!tidy("\u{1b}[31mX").unwrap_err().contains('\u{1b}'));
    }

    proptest! {
        #[test]
        fn tidy_twice_is_tidy_once(typed in "[A-Za-z]{1,2}[0-9]{1,2}[A-Z]? ?[0-9][A-Za-z]{2}") {
            if let Ok(once) = tidy(&typed) {
                prop_assert_eq!(tidy(&once), Ok(once.clone()));
            }
        }

        #[test]
        fn nothing_typed_makes_it_panic(typed in "\\PC{0,12}") {
            let _ = tidy(&typed);
        }
    }
}
