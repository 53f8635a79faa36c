//! The files are whole, and say what they promise.

use super::*;
use crate::desk::inbox::alarms::Alarms;
use std::collections::HashSet;

const TEMPLATES: [&str; 5] = ["clinic-letter", "did-not-attend", "result-to-patient", "reply-to-gp", "referral"];

/// Every blank a demo text may hold.
const BLANKS: &[&str] = &[
    "name",
    "first",
    "surname",
    "title",
    "born",
    "nhs",
    "doctor",
    "gp",
    "practice",
    "date",
    "attended",
    "next",
    "secretary",
    "ward",
];

#[test]
fn every_line_is_read() {
    let words = words();
    assert_eq!(words.calls.len(), 120);
    assert_eq!(words.tasks.len(), 60);
    assert_eq!(words.letters.len(), 12);
    assert_eq!(words.entries.len(), lines(DIARY).count());
    assert_eq!((words.practices.len(), words.towns.len()), (30, 18));
    assert!(words.streets.len() > 100 && words.reasons.len() > 30);
    assert!(words.hospital.wards.contains(&"Ward 7 (General Medicine)"));
}

#[test]
fn names_are_many_and_of_many_heritages() {
    let groups = &words().groups;
    assert!(groups.len() >= 10);
    assert!(groups.iter().map(|group| group.surname.len()).sum::<usize>() > 400);
    for group in groups {
        assert!(group.share > 0 && group.female.len() >= 10 && group.male.len() >= 10 && group.surname.len() >= 12);
        for names in [&group.female, &group.male, &group.surname] {
            assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len(), "{} has a name twice", group.heritage);
        }
    }
}

#[test]
fn calls_are_of_every_kind_and_tone() {
    let calls = &words().calls;
    let kinds: HashSet<&str> = calls.iter().map(|call| call.kind).collect();
    let tones: HashSet<&str> = calls.iter().map(|call| call.tone).collect();
    let all = [
        "appointment",
        "results",
        "letter",
        "prescription",
        "transport",
        "complaint",
        "clinical",
        "safeguarding",
        "other",
    ];
    assert_eq!(kinds, HashSet::from(all));
    assert_eq!(tones, HashSet::from(["calm", "worried", "upset", "angry"]));
    assert_eq!(calls.iter().map(|call| call.words).collect::<HashSet<_>>().len(), calls.len());
}

#[test]
fn the_marked_calls_are_those_the_alarm_words_see() {
    let alarms = Alarms::shipped();
    let wrong: Vec<&str> = words()
        .calls
        .iter()
        .filter(|call| call.alarm == alarms.scan(call.words).is_empty())
        .map(|call| call.words)
        .collect();
    assert_eq!(wrong, Vec::<&str>::new());
}

#[test]
fn every_blank_is_one_that_is_filled() {
    let filled: Vec<(&str, &str)> = BLANKS.iter().map(|name| (*name, "X")).collect();
    let words = words();
    let texts = words.calls.iter().map(|call| call.words).chain(words.tasks.iter().map(|task| task.title));
    let bodies = words.letters.iter().flat_map(|letter| &letter.sections).map(|section| section.text.as_str());
    for text in texts.chain(bodies) {
        assert!(!fill(text, &filled).contains('{'), "{text}");
    }
}

#[test]
fn letters_have_what_their_template_needs() {
    for letter in words().letters.iter().filter(|letter| letter.template == "clinic-letter") {
        let headings: Vec<&str> = letter.sections.iter().map(|section| section.heading).collect();
        for needed in ["Clinical summary", "Allergies and adverse reactions", "Plan and requested actions"] {
            assert!(headings.contains(&needed), "{} lacks {needed}", letter.name);
        }
    }
    for letter in &words().letters {
        assert!(letter.sections.iter().all(|section| !section.text.is_empty()), "{}", letter.name);
        assert!(TEMPLATES.contains(&letter.template));
    }
}

#[test]
fn blanks_are_filled_and_the_unknown_left() {
    assert_eq!(fill("{name} {nobody} {", &[("name", "A")]), "A {nobody} {");
    assert_eq!(fill("é{name}é", &[("name", "{name}")]), "é{name}é");
}
