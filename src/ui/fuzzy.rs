//! Finds rows by any mix of their words, best first.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// The texts by which a row is found.
#[derive(Debug, Clone, Copy, Default)]
pub struct Found<'a> {
    /// What it is called; a hit here counts most.
    pub label: &'a str,
    /// What else is said about it.
    pub detail: &'a str,
    /// The keys it is on; typed exactly, they win.
    pub keys: &'a str,
}

/// The numbers of the rows that hold all the words of `query`, best first; all of them, in order, for an empty one.
pub fn rank<'a>(query: &str, rows: impl Iterator<Item = Found<'a>>) -> Vec<usize> {
    let query = query.trim();
    if query.is_empty() {
        return (0..rows.count()).collect();
    }
    let pattern = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut hits: Vec<(u32, usize)> = rows
        .enumerate()
        .filter_map(|(at, row)| Some((score(query, &pattern, row, &mut matcher, &mut buffer)?, at)))
        .collect();
    hits.sort_by_key(|&(score, at)| (std::cmp::Reverse(score), at));
    hits.into_iter().map(|(_, at)| at).collect()
}

fn score(query: &str, pattern: &Pattern, row: Found, matcher: &mut Matcher, buffer: &mut Vec<char>) -> Option<u32> {
    if row.keys.split(' ').any(|key| key == query) {
        return Some(u32::MAX);
    }
    let whole = format!("{} {} {}", row.label, row.detail, row.keys);
    let all = pattern.score(Utf32Str::new(&whole, buffer), matcher)?;
    let label = pattern.score(Utf32Str::new(row.label, buffer), matcher).unwrap_or(0);
    Some(all + 2 * label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank_labels(query: &str, labels: &[&str]) -> Vec<usize> {
        rank(query, labels.iter().map(|label| Found { label, ..Found::default() }))
    }

    #[test]
    fn words_in_any_order_and_best_first() {
        let labels = ["Start a letter", "Book an appointment", "Letter templates"];
        assert_eq!(rank_labels("letter start", &labels), [0]);
        assert_eq!(rank_labels("letter", &labels).len(), 2);
        assert_eq!(rank_labels("", &labels), [0, 1, 2]);
        assert!(rank_labels("zebra", &labels).is_empty());
    }

    #[test]
    fn accents_are_forgiven_and_labels_count_most() {
        assert_eq!(rank_labels("zoe", &["Zoë Smith"]), [0]);
        let rows = [
            Found { label: "Print", detail: "the letter", keys: "p" },
            Found { label: "Letter", detail: "new", keys: "l" },
        ];
        assert_eq!(rank("letter", rows.into_iter()), [1, 0]);
    }

    #[test]
    fn a_key_typed_exactly_wins() {
        let rows = [
            Found { label: "call card", detail: "", keys: "x" },
            Found { label: "Zoom", detail: "", keys: "c Ctrl-T" },
        ];
        assert_eq!(rank("c", rows.into_iter())[0], 1);
    }
}
