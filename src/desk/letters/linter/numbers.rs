//! Numbers in a letter's text that are not the patient's.

use std::ops::Range;

use super::{Facts, Finding, Mend};
use crate::text::nhs;

/// A number of a text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Its digits (and letters).
    pub value: String,
    pub range: Range<usize>,
}

/// Ten digits, in one piece or with single spaces or hyphens between them, neither preceded nor followed by more.
pub(super) fn tens(text: &str) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = run(bytes, at);
        let value: String = text[at..end].chars().filter(char::is_ascii_digit).collect();
        let joined = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || matches!(bytes[at - 1], b'+' | b'.'));
        if value.len() == 10 && !joined {
            all.push(Number { value, range: at..end });
        }
        at = end;
    }
    all
}

/// Where a run of digits ends that only single spaces and hyphens divide.
fn run(bytes: &[u8], from: usize) -> usize {
    let mut end = from;
    loop {
        while bytes.get(end).is_some_and(u8::is_ascii_digit) {
            end += 1;
        }
        let gap = bytes.get(end).is_some_and(|b| matches!(b, b' ' | b'-'));
        if !gap || !bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            return end;
        }
        end += 1;
    }
}

/// What may be a hospital number: letters and digits in one piece, at least four of them digits.
pub(super) fn codes(text: &str) -> Vec<Number> {
    let is_code = |word: &&super::words::Word<'_>| {
        let digits = word.text.bytes().filter(u8::is_ascii_digit).count();
        (4..=9).contains(&digits) && word.text.len() <= 14 && word.text.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let all = super::words::words(text);
    all.iter().filter(is_code).map(|w| Number { value: w.text.to_owned(), range: w.range.clone() }).collect()
}

/// NHS numbers that are not the patient's, and those that nobody can have.
pub(super) fn findings(facts: &Facts<'_>) -> Vec<Finding> {
    let Some(patient) = facts.patient else { return Vec::new() };
    let own = patient.nhs_number.as_deref().unwrap_or_default();
    let other =
        |n: &Number| n.value != own && (nhs::parse(&n.value).is_ok() || is_called_nhs(facts.body, n.range.start));
    tens(facts.body).into_iter().filter(other).map(|n| not_theirs(facts, n, own)).collect()
}

fn not_theirs(facts: &Facts<'_>, number: Number, own: &str) -> Finding {
    let shown = nhs::show(&number.value);
    let whose = facts.others.iter().find(|o| o.nhs.as_deref() == Some(number.value.as_str()));
    let text = match whose {
        Some(other) => format!("NHS No. {shown} is that of {}, not of this letter's patient.", other.name()),
        None if nhs::parse(&number.value).is_err() => format!("{shown} is no NHS number: its check digit is wrong."),
        None if own.is_empty() => format!("NHS No. {shown}: the patient's record has no NHS number to compare with."),
        None => format!("NHS No. {shown} is not the patient's, which is {}.", nhs::show(own)),
    };
    let mend = (!own.is_empty()).then(|| Mend::put(&number.range, nhs::show(own)));
    Finding::stop_at("nhs-number", text, number.range, &number.value).or_kept().mended(mend)
}

/// Whether the words before a number call it one of the NHS.
fn is_called_nhs(text: &str, at: usize) -> bool {
    let mut from = at.saturating_sub(16);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text[from..at].to_ascii_lowercase().contains("nhs")
}

/// Hospital numbers of other patients.
pub(super) fn hospital(facts: &Facts<'_>) -> Vec<Finding> {
    let Some(patient) = facts.patient else { return Vec::new() };
    let own = patient.hospital_number.as_deref().unwrap_or_default();
    let mut all = Vec::new();
    for number in codes(facts.body) {
        let whose =
            facts.others.iter().find(|o| o.hospital.as_deref().is_some_and(|h| h.eq_ignore_ascii_case(&number.value)));
        if let Some(other) = whose.filter(|_| !number.value.eq_ignore_ascii_case(own)) {
            let text = format!("Hospital number {} is that of {}.", number.value, other.name());
            let mend = (!own.is_empty()).then(|| Mend::put(&number.range, own));
            all.push(Finding::stop_at("hospital-number", text, number.range, &number.value).or_kept().mended(mend));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_digits_are_found_however_they_are_written() {
        let found = |text: &str| tens(text).into_iter().map(|n| n.value).collect::<Vec<_>>();
        assert_eq!(found("NHS 999 000 0018, 9990000026 and 999-000-0034."), ["9990000018", "9990000026", "9990000034"]);
        assert!(found("020 7946 0123, 07700 900401, +44 1632 960 123, H9990000018, 1.9990000018").is_empty());
    }

    #[test]
    fn codes_have_letters_or_digits_in_one_piece() {
        let found: Vec<String> =
            codes("H100234 on 2026 mg10 a-1000 X1234567890123").into_iter().map(|n| n.value).collect();
        assert_eq!(found, ["H100234", "2026"]);
    }
}
