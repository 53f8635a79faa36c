//! Names in a letter's text that are another patient's, and titles that do not fit.

use std::collections::BTreeSet;

use super::words::{Word, words};
use super::{Facts, Finding};
use crate::text::{dates, names};

/// Forename and surname as they stand beside each other in a text, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub surname: String,
    pub forename: String,
    start: usize,
    end: usize,
}

/// Every two capitalised words that may be a name: `Grace Okafor`, `OKAFOR, Grace`, `Jan van der Berg`.
pub(super) fn pairs(text: &str) -> Vec<Pair> {
    let all = words(text);
    let mut found = BTreeSet::new();
    for (at, first) in all.iter().enumerate().filter(|(_, w)| w.is_capital()) {
        let mut last = at;
        while last < at + 3 && last + 1 < all.len() && follows(text, &all[last], &all[last + 1]) {
            last += 1;
            if all[last].is_capital() {
                let rest = &text[all[at + 1].range.start..all[last].range.end];
                found.insert(pair(rest, first.text, first, &all[last]));
            }
        }
        let listed = |n: &&Word<'_>| n.is_capital() && &text[first.range.end..n.range.start] == ", ";
        found.extend(all.get(at + 1).filter(listed).map(|next| pair(first.text, next.text, first, next)));
    }
    found.into_iter().collect()
}

/// Whether two words stand side by side with only a space between them.
fn follows(text: &str, a: &Word<'_>, b: &Word<'_>) -> bool {
    matches!(&text[a.range.end..b.range.start], " " | "\u{a0}")
}

fn pair(surname: &str, forename: &str, first: &Word<'_>, last: &Word<'_>) -> Pair {
    let own = |name: &str| name.trim_end_matches("'s").trim_end_matches("’s").replace('’', "'");
    Pair { surname: own(surname), forename: own(forename), start: first.range.start, end: last.range.end }
}

/// Patients of this desk, other than the letter's, whose names stand in its text.
pub(super) fn findings(facts: &Facts<'_>) -> Vec<Finding> {
    let folded = |surname: &str, forename: &str| (names::fold(surname), names::fold(forename));
    let mut known: BTreeSet<(String, String)> = facts.known.iter().map(|n| split(n)).collect();
    if let Some(patient) = facts.patient {
        known.insert(folded(&patient.surname, &patient.forename));
        known.insert(folded(&patient.surname, &patient.preferred_name));
    }
    let mut said = BTreeSet::new();
    let mut all = Vec::new();
    for pair in pairs(facts.body) {
        let key = folded(&pair.surname, &pair.forename);
        let of = |o: &&super::Other| folded(&o.surname, &o.forename) == key;
        let Some(other) = facts.others.iter().find(of).filter(|_| !known.contains(&key)) else { continue };
        if !said.insert(key) {
            continue;
        }
        let words = facts.body[pair.start..pair.end].to_owned();
        let born = other.born.as_deref().and_then(|b| b.parse().ok()).map(|b| format!(", born {}", dates::screen(b)));
        let text = format!("“{words}” is the name of another patient, {}{}.", other.name(), born.unwrap_or_default());
        all.push(Finding::stop_at("other-patient", text, pair.start..pair.end, &words).or_kept());
    }
    all
}

/// Surname and forename of a full name, folded.
fn split(full: &str) -> (String, String) {
    let (_, forename, surname) = names::split_full(full);
    (names::fold(&surname), names::fold(&forename))
}

/// The letter greets the patient by another name.
pub(super) fn salutation(facts: &Facts<'_>) -> Option<Finding> {
    let patient = facts.patient.filter(|_| facts.to_patient && !facts.salutation.contains("{{"))?;
    let greeted = names::fold(facts.salutation);
    let own = [&patient.surname, &patient.forename, &patient.preferred_name];
    let named = own.iter().any(|n| !n.is_empty() && greeted.contains(&names::fold(n)));
    let parent = ["parent", "guardian", "family", "carer"].iter().any(|w| greeted.contains(w));
    if named || parent || greeted.is_empty() {
        return None;
    }
    let text = format!("“{}” does not greet the patient, {}.", facts.salutation, patient.name());
    Some(Finding { words: facts.salutation.to_owned(), rule: "salutation", ..Finding::stop_in_details(text) }.or_kept())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_people_write_them() {
        let found = |text: &str| {
            pairs(text).into_iter().map(|p| format!("{}/{}", p.surname, p.forename)).collect::<BTreeSet<_>>()
        };
        let all = found("saw Grace Okafor's son and HALL, John with Jan van der Berg.");
        for name in ["Okafor/Grace", "HALL/John", "van der Berg/Jan"] {
            assert!(all.contains(name), "{name}: {all:?}");
        }
        assert!(found("took the tablets. Then he left, John").is_empty());
        assert!(!found("See Grace. Okafor came").contains("Okafor/Grace"));
    }
}
