//! The speller on real notes of UK consultations, whose typing errors are true ones.
//!
//! `ERRORS` was made by reading the notes: every form in them that is no right spelling here, American forms included.
//! Right words in the wrong place (`sings` for signs) are none of a speller's, and are counted apart. The notes are sample
//! data (see CONTRIBUTING.md); where they are absent the test says so and is skipped.

use std::collections::BTreeMap;
use std::path::Path;

use rolltop::words::{Dictionary, Sources, Speller};

/// The forms that are wrong, as they stand in the notes.
const ERRORS: &[&str] = &[
    "Diarrhea",
    "Hss",
    "Lapriso",
    "MOM",
    "Mom",
    "Pln",
    "aneamia",
    "anitibiotics",
    "bilous",
    "cant",
    "cetraban",
    "diarhoea",
    "diarolyte",
    "diarrhea",
    "disgnosis",
    "disturbace",
    "fexofenatidine",
    "generalized",
    "hayfever",
    "headches",
    "hospitalized",
    "hs",
    "labrynthitis",
    "localized",
    "odema",
    "organize",
    "stemitil",
    "thyoids",
    "upto",
    "wheezying",
];

/// Right words in the wrong place: old for told, sings for signs (twice), od for of, sometime for something, pace for face.
const WRONG_PLACE: usize = 6;

/// The notes of the table: its fourth column.
fn notes() -> Option<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/messages/primock57_days1-3.csv");
    let Ok(mut table) = csv::Reader::from_path(&path) else {
        println!("skipped: {} is not there", path.display());
        return None;
    };
    Some(table.records().filter_map(Result::ok).filter_map(|row| row.get(3).map(str::to_owned)).collect())
}

/// Whole words of a text, cut more simply than the speller does.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’')).filter(|word| word.chars().count() > 1)
}

#[test]
fn true_errors_are_found_and_good_words_let_be() {
    let Some(notes) = notes() else { return };
    let dictionary = Dictionary::read(&Sources::default());
    let (mut found, mut wrong) = (0, BTreeMap::<String, usize>::new());
    for note in &notes {
        for marked in Speller::default().check(note, &dictionary) {
            let word = &note[marked.range];
            if ERRORS.contains(&word) { found += 1 } else { *wrong.entry(word.to_owned()).or_default() += 1 }
        }
    }
    let all: Vec<&str> = notes.iter().flat_map(|note| words(note)).collect();
    let errors = all.iter().filter(|word| ERRORS.contains(word)).count();
    let good = all.len() - errors;
    let marked: usize = wrong.values().sum();
    let share = |part: usize, of: usize| 100.0 * part as f64 / of as f64;
    println!("{errors} errors of spelling, {found} found: {:.1} %", share(found, errors));
    println!("with {WRONG_PLACE} right words in the wrong place: {:.1} %", share(found, errors + WRONG_PLACE));
    println!("{good} good words, {marked} marked: {:.2} %: {wrong:?}", share(marked, good));
    assert!(share(found, errors) >= 95.0, "{found} of {errors} found");
    assert!(share(marked, good) <= 1.0, "{marked} of {good} good words marked: {wrong:?}");
}
