//! The glossary as it is asked.

use std::collections::BTreeMap;

use super::{Dictionary, Entry, Glossary, Kind, Sources, Speller, clashes, plain};

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

/// A folder with a small dictionary of a machine, which takes an American form for right.
fn machine() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("en_GB.aff"), "SET UTF-8\n").unwrap();
    std::fs::write(folder.path().join("en_GB.dic"), "1\nmachineword\n").unwrap();
    std::fs::write(folder.path().join("en_med_glut.dic"), "2\nanemia\nglutword\n").unwrap();
    folder
}

fn marked<'a>(text: &'a str, dictionary: &Dictionary) -> Vec<&'a str> {
    Speller::default().check(text, dictionary).into_iter().map(|m| &text[m.range]).collect()
}

#[test]
fn the_dictionaries_of_the_machine_and_lists_are_read_and_american_forms_are_marked_all_the_same() {
    let folder = machine();
    let list = folder.path().join("medicines.csv");
    std::fs::write(&list, "name,kind\nStelloprazole 20mg tablets,ingredient\n").unwrap();
    let none = folder.path().join("none.txt");
    let sources = Sources { system: Some(folder.path().to_owned()), lists: vec![list, none] };
    let with = Dictionary::read(&sources);
    let text = "machineword glutword stelloprazole anemia";
    assert_eq!(marked(text, &with), ["anemia"]);
    assert_eq!(with.better("Anemia").unwrap().word, "Anaemia");
    assert_eq!(with.problems.len(), 1);
    assert!(with.problems[0].contains("none.txt could not be read"), "{:?}", with.problems);
    assert_eq!(marked(text, &Dictionary::read(&Sources::default())).len(), 4);
}

#[test]
fn american_forms_and_old_names_are_told_from_what_is_right() {
    let dictionary = Dictionary::read(&Sources::default());
    for (wrong, right) in [
        ("hematuria", "haematuria"),
        ("esophageal", "oesophageal"),
        ("hypoglycemic", "hypoglycaemic"),
        ("orthopedic", "orthopaedic"),
        ("diarrhea", "diarrhoea"),
        ("tumors", "tumours"),
        ("center", "centre"),
        ("counseling", "counselling"),
        ("hospitalized", "hospitalised"),
        ("catheterization", "catheterisation"),
        ("acetaminophen", "paracetamol"),
        ("frusemide", "furosemide"),
    ] {
        let better = dictionary.better(wrong).map(|b| b.word);
        assert_eq!(better.as_deref(), Some(right), "{wrong}");
        assert!(dictionary.better(right).is_none() && dictionary.accepts(right), "{right}");
    }
    for right in
        ["academia", "fetal", "hemiplegia", "humoral", "size", "meter", "specialty", "Orthopaedics", "programme"]
    {
        assert_eq!(marked(right, &dictionary), [""; 0], "{right}");
    }
}

#[test]
fn capitals_hyphens_possessives_and_plurals_are_seen() {
    let dictionary = Dictionary::read(&Sources::default());
    let right = "GPs ECGs U&Es p.c. c/o HbA1c co-amoxiclav follow-up post-operatively Crohn’s Patel's haemorrhoids pre-eclampsia XYZ";
    assert_eq!(marked(right, &dictionary), [""; 0]);
    assert_eq!(marked("DIAGNSIS well-beeing fbc", &dictionary), ["DIAGNSIS", "beeing", "fbc"]);
    assert_eq!(dictionary.suggest("fbc")[0], "FBC");
}

#[test]
fn what_is_checked_again_is_the_same_as_checked_anew() {
    let dictionary = Dictionary::read(&Sources::default());
    let mut speller = Speller::default();
    let mut text = String::from("One wrongg word.\n\nTwo more wordss, p.c. and p.cc here.");
    for (n, c) in "haemoptisis and é漢 \nanemia. ".chars().cycle().take(90).enumerate() {
        let mut at = n * 7 % (text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.insert(at, c);
        assert_eq!(speller.check(&text, &dictionary), Speller::default().check(&text, &dictionary), "{text}");
    }
}
