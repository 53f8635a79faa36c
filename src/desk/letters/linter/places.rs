//! Places that were left to be filled in, in whatever way people leave them.

use super::{Facts, Finding};

/// Signs for something to come that people type: `XXX`, `???`, `____`, `[name]`, `TBC`.
pub(super) fn findings(facts: &Facts<'_>) -> Vec<Finding> {
    let mut all = Vec::new();
    for (start, piece) in pieces(facts.body) {
        let bare = piece.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '(' | ')'));
        let at = start + piece.find(bare).unwrap_or(0);
        let left = is_left(bare);
        if left || matches!(bare, "TBC" | "TBA") {
            let text = format!("“{bare}” stands where something is to be filled in.");
            let found = Finding::stop_at("place", text, at..at + bare.len(), bare).or_kept();
            all.push(Finding { stops: left, ..found });
        }
    }
    all
}

/// The pieces between blanks, with where they begin.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive(char::is_whitespace)
        .scan(0, |at, piece| {
            let start = *at;
            *at += piece.len();
            Some((start, piece.trim_end()))
        })
        .filter(|(_, piece)| !piece.is_empty())
}

fn is_left(piece: &str) -> bool {
    let all = |sign: char, least: usize| piece.len() >= least && piece.chars().all(|c| c == sign);
    let bracketed =
        piece.len() > 2 && piece.starts_with('[') && piece.ends_with(']') && !piece.contains(char::is_numeric);
    all('X', 3) || all('x', 3) || all('?', 2) || all('_', 3) || all('*', 3) || bracketed
}
