//! Telephone numbers as the NHS shows them: no +44, a space after the area code, `x1234` for an extension.

/// The areas of five digits and a nought; their numbers are shorter than others'.
const LONG_AREAS: [&str; 12] = [
    "013873", "015242", "015394", "015395", "015396", "016973", "016974", "016977", "017683", "017684", "017687",
    "019467",
];

/// The number as it is shown. United Kingdom numbers are grouped by their area; foreign ones keep their own spacing;
/// what is not a number alone is given back as typed, on one line.
pub fn tidy(typed: &str) -> String {
    let line = super::safe::line(typed);
    let plain = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let (number, extension) = split_extension(&plain);
    if !number.chars().all(is_dialled) || !plain.chars().any(|c| c.is_ascii_digit()) {
        return plain;
    }
    let number = if number.is_empty() { String::new() } else { grouped(number) };
    match (number.is_empty(), extension) {
        (_, None) => number,
        (true, Some(ext)) => format!("x{ext}"),
        (false, Some(ext)) => format!("{number} x{ext}"),
    }
}

/// The digits to search by, without the extension: `+44` and `0044` become the `0` that people dial.
pub fn digits(typed: &str) -> String {
    let plain = typed.trim();
    match split_extension(plain) {
        ("", Some(extension)) => extension.to_owned(),
        (number, _) => national(number).unwrap_or_else(|| only_digits(&foreign(number))),
    }
}

fn is_dialled(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, ' ' | '+' | '(' | ')' | '-' | '.' | '/' | '\u{2010}'..='\u{2015}')
}

fn only_digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The number and its extension, written `x1234`, `ext 1234`, `ext. 1234`, `extension 1234` or `#1234`.
fn split_extension(text: &str) -> (&str, Option<&str>) {
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let extension = &text[head.len()..];
    let mark = head.trim_end();
    if extension.is_empty() {
        return (text, None);
    }
    for word in ["extension", "extn.", "extn", "ext.", "ext", "x", "#"] {
        if let Some(number) = strip_end(mark, word) {
            return (number.trim_end_matches([' ', ',', ';']), Some(extension));
        }
    }
    (text, None)
}

/// `text` without a last word in any case.
fn strip_end<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(word.len())?;
    let tail = text.get(at..)?;
    tail.eq_ignore_ascii_case(word).then(|| &text[..at])
}

/// The digits as dialled within the United Kingdom; `None` for a foreign number.
fn national(number: &str) -> Option<String> {
    let digits = only_digits(number);
    let foreign = number.trim_start().starts_with('+');
    let after = if let Some(rest) = digits.strip_prefix("0044") {
        Some(rest)
    } else if foreign || (digits.len() == 12 && !digits.starts_with("440")) {
        // Spreadsheets drop the plus sign: twelve digits that begin with 44 are such a number.
        digits.strip_prefix("44")
    } else {
        None
    };
    match after {
        Some(rest) if rest.len() >= 7 => Some(format!("0{}", rest.trim_start_matches('0'))),
        _ if foreign || digits.starts_with("00") => None,
        _ => Some(digits),
    }
}

fn grouped(number: &str) -> String {
    match national(number) {
        Some(digits) => split_uk(&digits).unwrap_or_else(|| number.to_owned()),
        None => foreign(number),
    }
}

/// A foreign number keeps its own groups; the international `00` is shown as `+`.
fn foreign(number: &str) -> String {
    match number.strip_prefix("00") {
        Some(rest) if !rest.starts_with(['0', '+']) && !rest.is_empty() => format!("+{}", rest.trim_start()),
        _ => number.to_owned(),
    }
}

/// Area code, then the rest, with a space before the last four of seven digits or more; `None` for other lengths.
fn split_uk(digits: &str) -> Option<String> {
    if !digits.starts_with('0') || digits.starts_with("00") {
        return None;
    }
    let area = area_length(digits);
    match digits.len() {
        8 if digits.starts_with("0800") => Some(spaced(digits, &[4])),
        10 if digits.starts_with("0800") || digits.starts_with("0500") => Some(spaced(digits, &[4])),
        10 | 11 if area == 6 => Some(spaced(digits, &[6])),
        10 if digits.starts_with("01") && area == 5 => Some(spaced(digits, &[5])),
        11 if area == 5 => Some(spaced(digits, &[5])),
        11 => Some(spaced(digits, &[area, 7])),
        _ => None,
    }
}

fn area_length(digits: &str) -> usize {
    let at = |i: usize| digits.as_bytes().get(i).copied();
    match (at(1), at(2), at(3)) {
        (Some(b'2'), ..) => 3,
        (Some(b'1'), Some(b'1'), _) | (Some(b'1'), _, Some(b'1')) => 4,
        (Some(b'1'), ..) if LONG_AREAS.iter().any(|area| digits.starts_with(area)) => 6,
        (Some(b'1' | b'7'), ..) => 5,
        _ => 4,
    }
}

fn spaced(digits: &str, cuts: &[usize]) -> String {
    let mut groups = Vec::new();
    let mut from = 0;
    for cut in cuts {
        groups.push(&digits[from..*cut]);
        from = *cut;
    }
    groups.push(&digits[from..]);
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_grouped_by_their_area() {
        for (typed, wanted) in [
            ("+44 (0)161 496 0123", "0161 496 0123"),
            ("0044 161 4960123", "0161 496 0123"),
            ("447700900123", "07700 900123"),
            ("07700900123", "07700 900123"),
            ("(020)79460123", "020 7946 0123"),
            ("0113-496-0123", "0113 496 0123"),
            ("01632960123", "01632 960123"),
            ("03001234567", "0300 123 4567"),
            ("0800 123 456", "0800 123456"),
            ("08001111", "0800 1111"),
            ("0120461234", "01204 61234"),
            ("016977 2345", "016977 2345"),
            ("01539456789", "015394 56789"),
            ("0161 496 0123 ext. 4521", "0161 496 0123 x4521"),
            ("01614960123 Extension 4521", "0161 496 0123 x4521"),
            ("01614960123#4521", "0161 496 0123 x4521"),
            ("x4521", "x4521"),
            ("ext 4521", "x4521"),
            ("4521", "4521"),
            ("+1 212 555 0123", "+1 212 555 0123"),
            ("0033 1 99 00 12 34", "+33 1 99 00 12 34"),
            ("  ward phone, ask for Pat ", "ward phone, ask for Pat"),
            ("01632 960123 after 6", "01632 960123 after 6"),
            ("", ""),
        ] {
            assert_eq!(tidy(typed), wanted, "{typed}");
        }
    }

    #[test]
    fn one_number_has_one_set_of_digits() {
        for typed in ["+44 (0)161 496 0123", "0044 161 496 0123", "0161 496 0123", "441614960123", "0161 4960123 x9"] {
            assert_eq!(digits(typed), "01614960123", "{typed}");
        }
        assert_eq!(digits("x4521"), "4521");
        assert_eq!(digits("+1 212 555 0123"), "12125550123");
        assert_eq!(digits("00 1 212 555 0123"), "12125550123");
        assert_eq!(digits("none"), "");
    }

    fn typed() -> impl Strategy<Value = String> {
        prop_oneof!["[0-9+() .x#ext-]{0,22}", "\\PC{0,20}", "(\\+44|0044|0)[1-9][0-9 ]{8,12}( ?(x|ext) ?[0-9]{1,5})?"]
    }

    proptest! {
        #[test]
        fn tidy_twice_is_tidy_once(text in typed()) {
            let once = tidy(&text);
            prop_assert_eq!(tidy(&once), once);
        }

        #[test]
        fn tidying_keeps_what_is_searched_for(text in "(\\+44|0044|0)[1-9][0-9 ]{8,12}") {
            prop_assert_eq!(digits(&tidy(&text)), digits(&text));
        }
    }
}
