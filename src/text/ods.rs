//! ODS codes of trusts, sites and practices: capitals, and a warning rather than a refusal.

/// The code in capitals without spaces, and a sentence where it does not look like one. Newer codes break old
/// patterns, so nothing is refused.
pub fn tidy(typed: &str) -> (String, Option<String>) {
    let code: String = typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    let warning = warning(&code);
    (code, warning)
}

fn warning(code: &str) -> Option<String> {
    if code.is_empty() {
        None
    } else if !code.bytes().all(|b| b.is_ascii_alphanumeric()) {
        Some("An ODS code is letters and digits only: check it.".to_owned())
    } else if !(3..=10).contains(&code.len()) {
        Some("An ODS code has 3 to 10 characters, 6 for a practice such as L81008: check it.".to_owned())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_capitals_and_only_warned_about() {
        assert_eq!(tidy(" l81008 "), ("L81008".to_owned(), None));
        assert_eq!(tidy("tak"), ("TAK".to_owned(), None));
        assert_eq!(tidy("rh 802"), ("RH802".to_owned(), None));
        assert_eq!(tidy(""), (String::new(), None));
        assert!(tidy("l8").1.unwrap().contains("3 to 10"));
        assert!(tidy("l8-1008").1.unwrap().contains("letters and digits"));
        assert!(tidy("ABCDEFGHIJK").1.is_some());
    }
}
