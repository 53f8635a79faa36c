//! The glossary as it is asked.

use std::collections::BTreeMap;

use super::{Entry, Glossary, Kind, clashes, plain};

fn names(found: &[(std::ops::Range<usize>, &Entry)]) -> Vec<String> {
    found.iter().map(|(_, e)| e.term.clone()).collect()
}

#[test]
fn a_term_is_known_however_it_is_written_one_or_many() {
    assert_eq!(plain("haemoptysis"), Some("coughing up blood"));
    assert_eq!(plain("Haemoptysis"), Some("coughing up blood"));
    assert_eq!(plain("bradycardias"), Some("a slow heartbeat"));
    assert_eq!(plain("desk"), None);
    assert_eq!(Glossary::shipped().named("atria")[0].term, "atrium");
}

#[test]
fn an_abbreviation_is_known_as_it_is_written_and_says_its_clashes() {
    assert_eq!(plain("AF"), Some("an irregular heartbeat"));
    assert_eq!(plain("af"), None, "small letters are another thing");
    assert_eq!(clashes("CNS").len(), 3);
    assert_eq!(clashes("PE")[0], "pulmonary embolism");
    assert!(clashes("FBC").is_empty() && clashes("XQZ").is_empty());
}

#[test]
fn the_longest_term_is_found_on_each_of_its_words() {
    let text = "Seen with atrial fibrillation.\nNo chest pain, c/o SOB.";
    let glossary = Glossary::shipped();
    for word in ["atrial", "fibrillation"] {
        let (range, entry) = glossary.at(text, text.find(word).unwrap() + 2).unwrap();
        assert_eq!((&text[range], entry.term.as_str()), ("atrial fibrillation", "atrial fibrillation"));
    }
    assert!(glossary.at(text, text.find("Seen").unwrap()).is_none());
    assert_eq!(names(&glossary.in_text(text)), ["atrial fibrillation", "c/o", "SOB"]);
}

#[test]
fn a_place_inside_a_letter_of_several_bytes_stops_nothing() {
    let text = "é’s haemoptysis – 漢 AF";
    for at in 0..=text.len() + 3 {
        Glossary::shipped().at(text, at);
    }
    assert_eq!(names(&Glossary::shipped().in_text(text)), ["haemoptysis", "AF"]);
}

#[test]
fn what_is_typed_finds_the_name_first_then_what_begins_so_then_what_means_it() {
    let found = |typed: &str| Glossary::shipped().search(typed).iter().map(|e| e.term.clone()).collect::<Vec<_>>();
    assert_eq!(found("pe")[0], "PE");
    assert_eq!(found("#")[0], "#");
    assert_eq!(found("haemopt")[0], "haemoptysis");
    assert!(found("coughing up").contains(&"haemoptysis".to_owned()));
    assert_eq!(found("").len(), Glossary::shipped().len());
    assert!(found("qqqq").is_empty());
}

#[test]
fn what_a_patient_knows_is_no_jargon() {
    let glossary = Glossary::shipped();
    let found = glossary.jargon("Your asthma and your dyspnoea; the CRP was normal. On stable doses.");
    assert_eq!(
        found.iter().map(|(_, plain)| *plain).collect::<Vec<_>>(),
        ["shortness of breath", "a blood test for inflammation"]
    );
    assert_eq!(
        glossary.plain("asthma"),
        Some("narrowed airways that make you wheeze"),
        "and is explained all the same"
    );
}

#[test]
fn the_own_words_come_first() {
    let own = Entry { meaning: "patient education".into(), ..Entry::new("PE", Kind::Abbreviation) };
    let glossary = Glossary::with(vec![own]);
    assert_eq!(glossary.named("PE")[0].meaning, "patient education");
    assert_eq!(glossary.named("pe").len(), 2);
}

#[test]
fn the_files_are_sound() {
    let glossary = Glossary::shipped();
    let mut unknown = Vec::new();
    let everyday = super::lines::lines(include_str!("../../assets/words/everyday.txt"));
    for line in everyday {
        let known = glossary.named(line.field(0)).iter().any(|e| e.everyday);
        assert!(known, "{} is no term of the glossary", line.field(0));
    }
    let mut seen: BTreeMap<(Kind, String), usize> = BTreeMap::new();
    for entry in glossary.entries() {
        assert!(!entry.term.is_empty() && !entry.subject.is_empty(), "{entry:?}");
        assert!(!entry.meaning.is_empty(), "{} has no meaning", entry.term);
        for name in entry.names() {
            *seen.entry((entry.kind, name.to_owned())).or_default() += 1;
        }
        for part in &entry.parts {
            let known = glossary.named(part).iter().any(|e| e.kind == Kind::Part && e.names().any(|n| n == part));
            if !known {
                unknown.push(format!("{} in {}", part, entry.term));
            }
        }
    }
    let of = |kind: Kind| seen.keys().filter(|(of, _)| *of == kind).count();
    let counts = (of(Kind::Term), of(Kind::Abbreviation), of(Kind::Part));
    assert!(counts.0 >= 600 && counts.1 >= 400 && counts.2 >= 150, "{counts:?}");
    assert!(unknown.is_empty(), "not in parts.txt: {unknown:?}");
    let twice: Vec<_> = seen.iter().filter(|(_, count)| **count > 1).map(|(name, _)| name).collect();
    assert!(twice.is_empty(), "stand twice: {twice:?}");
}
