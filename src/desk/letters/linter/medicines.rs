//! Medicines that no list knows: perhaps a name that was misheard or mistyped.

use std::ops::Range;

use super::words::{near, words};
use super::{Facts, Finding, Mend};
use crate::paper::marks;

/// Headings below which each line is a medicine.
const HEADINGS: &[&str] = &[
    "Changes to medicines",
    "Current medication",
    "Medication",
    "Medications",
    "Medications and medical devices",
    "Medicines",
    "Your medicines",
];

/// Words of a line of medicines that are none.
const NO_MEDICINES: &[&str] = &[
    "none",
    "nil",
    "no",
    "unchanged",
    "changes",
    "stopped",
    "started",
    "new",
    "please",
    "see",
    "as",
    "before",
    "your",
    "continue",
    "take",
    "we",
    "you",
    "there",
    "are",
    "the",
    "all",
    "other",
    "regular",
    "current",
    "name",
    "medicine",
    "not",
    "start",
    "stop",
    "increase",
    "reduce",
    "change",
    "changed",
    "add",
    "increased",
    "reduced",
    "added",
];

/// The lines below the headings of medicines, as byte ranges.
pub(super) fn lines(body: &str) -> Vec<Range<usize>> {
    let wanted = |title: &str| HEADINGS.iter().any(|h| marks::same_words(h, title));
    let mut all = Vec::new();
    for section in marks::outline(body).into_iter().filter(|s| wanted(&s.title)) {
        let mut at = section.content.start;
        for line in body[section.content].split_inclusive('\n') {
            let text = line.trim_end();
            let heading = marks::heading_of(text).is_some();
            if !text.is_empty() && !heading && !text.contains("{{") && !is_head(text) {
                all.push(at..at + text.len());
            }
            at += line.len();
        }
    }
    // A heading below another of medicines has its lines in both.
    all.sort_by_key(|line: &Range<usize>| line.start);
    all.dedup();
    all
}

/// The row that names the columns of a table.
fn is_head(line: &str) -> bool {
    let first = marks::table::cells(line).and_then(|cells| cells.first().map(|c| c.to_lowercase()));
    first.is_some_and(|c| {
        ["medicine", "medicines", "medication", "drug", "name"].contains(&c.as_str()) || c.starts_with("--")
    })
}

/// The first word of each line of medicines that no list knows, with a name that is near.
pub(super) fn findings(facts: &Facts<'_>) -> Vec<Finding> {
    let lists = facts.lists;
    if !lists.has_medicines() {
        return Vec::new();
    }
    let mut all = Vec::new();
    for line in lines(facts.body) {
        let text = &facts.body[line.clone()];
        let named: Vec<_> =
            words(text).into_iter().filter(|w| w.text.len() > 3 && !w.text.contains(char::is_numeric)).collect();
        let first = named.iter().find(|w| !NO_MEDICINES.contains(&w.text.to_lowercase().as_str()));
        let known = named.iter().any(|w| lists.is_medicine(&w.text.to_lowercase()));
        // A sentence is no line of medicines.
        let Some(first) = first.filter(|_| !known && named.len() <= 8 && is_item(text)) else { continue };
        let range = line.start + first.range.start..line.start + first.range.end;
        all.push(unknown(facts, range, first.text));
    }
    all
}

/// A line with a mark of a list, a dose, or a row of a table.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("- ")
        || line.starts_with('\u{2022}')
        || line.contains('|')
        || line.contains(|c: char| c.is_ascii_digit())
}

fn unknown(facts: &Facts<'_>, range: Range<usize>, word: &str) -> Finding {
    let close = facts.lists.medicines().find(|m| near(m, &word.to_lowercase(), if word.len() > 7 { 2 } else { 1 }));
    let asked = close.map(|m| format!(" Is it {m}?")).unwrap_or_default();
    let text = format!("“{word}” is in no list of medicines: read it again, letter by letter.{asked}");
    let mend = close.map(|m| Mend::put(&range, m));
    Finding::stop_at("medicine", text, range, word).or_kept().mended(mend)
}
