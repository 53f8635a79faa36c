//! Doses that have been misread, with harm: the error-prone abbreviations, symbols and dose designations of the ISMP
//! (2024), which the rules of the British National Formulary for prescription writing say too: micrograms, nanograms
//! and units in full, no zero behind the point, always one before it.

use std::ops::Range;

use super::{Facts, Finding, Mend};

/// Units of which doses are made.
const UNITS: &[&str] = &["mg", "g", "kg", "micrograms", "microgram", "mcg", "ml", "units", "unit", "nanograms", "mmol"];

/// A number in a text with what stands right behind it.
struct Dose<'a> {
    number: Range<usize>,
    unit: &'a str,
    unit_at: Range<usize>,
}

fn doses(text: &str) -> Vec<Dose<'_>> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let begins =
            bytes[at].is_ascii_digit() || (bytes[at] == b'.' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit));
        if !begins || text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '/')) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while bytes.get(end).is_some_and(u8::is_ascii_digit)
            || (bytes.get(end).is_some_and(|b| matches!(b, b'.' | b','))
                && bytes.get(end + 1).is_some_and(u8::is_ascii_digit))
        {
            end += 1;
        }
        let unit_from = end + usize::from(bytes.get(end) == Some(&b' '));
        let rest = &text[unit_from..];
        let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        all.push(Dose { number: at..end, unit: &rest[..len], unit_at: unit_from..unit_from + len });
        at = end;
    }
    all
}

/// Doses that have been misread.
pub(super) fn findings(facts: &Facts<'_>) -> Vec<Finding> {
    let body = facts.body;
    doses(body).iter().flat_map(|dose| [written_out(body, dose), zeros(body, dose)]).flatten().collect()
}

fn written_out(body: &str, dose: &Dose<'_>) -> Option<Finding> {
    let full = match dose.unit {
        "mcg" | "ug" | "\u{b5}g" | "\u{3bc}g" => "micrograms",
        "ng" => "nanograms",
        "U" | "u" | "IU" | "iu" => "units",
        "cc" => "ml",
        _ => return None,
    };
    if is_of_a_test(body, dose) {
        return None;
    }
    let words = &body[dose.number.start..dose.unit_at.end];
    let text = format!("“{words}” has been misread with harm: write “{} {full}”.", &body[dose.number.clone()]);
    let gap = if dose.unit_at.start == dose.number.end { " " } else { "" };
    let mend = Mend::put(&dose.unit_at, format!("{gap}{full}"));
    Some(Finding::stop_at("unit", text, dose.number.start..dose.unit_at.end, words).or_kept().mended(Some(mend)))
}

/// Concentrations of laboratories are no doses: `4.0 g/l`, `5 ng/ml`.
fn is_of_a_test(body: &str, dose: &Dose<'_>) -> bool {
    let rest = &body[dose.unit_at.end..];
    rest.strip_prefix('/').is_some_and(|r| r.to_lowercase().starts_with(['l', 'd', 'm'])) || dose.unit == "mmol"
}

fn zeros(body: &str, dose: &Dose<'_>) -> Option<Finding> {
    let number = &body[dose.number.clone()];
    if !UNITS.contains(&dose.unit) && !matches!(dose.unit, "\u{b5}g" | "\u{3bc}g" | "ug" | "ng")
        || is_of_a_test(body, dose)
    {
        return None;
    }
    let words = &body[dose.number.start..dose.unit_at.end];
    let whole = number.rsplit_once('.').filter(|(_, end)| !end.is_empty() && end.bytes().all(|b| b == b'0'));
    let (right, why) = match whole {
        Some((whole, _)) => (whole.to_owned(), "is read as ten times as much where the point is missed"),
        None if number.starts_with('.') => {
            (format!("0{number}"), "is read as a whole number where the point is missed")
        }
        None => return None,
    };
    let text = format!("“{words}” {why}: write “{right} {}”.", dose.unit);
    let mend = Mend::put(&dose.number, right);
    Some(Finding::stop_at("zero", text, dose.number.start..dose.unit_at.end, words).or_kept().mended(Some(mend)))
}
