//! Abbreviations that can be misread, and words that a patient need not know.

use std::collections::BTreeSet;

use super::words::{Word, words};
use super::{Facts, Finding, Mend};

/// Those that are known to have been misread with harm: among some 4,500 abbreviations of the NHS about thirty clash
/// dangerously (NHS Common User Interface, abbreviations). They stop a letter until they are written out or kept.
const DANGEROUS: &[(&str, &[&str])] = &[
    ("AE", &["adverse event", "air entry"]),
    ("CMV", &["cytomegalovirus", "controlled mechanical ventilation"]),
    ("CNS", &["central nervous system", "clinical nurse specialist", "coagulase-negative staphylococcus"]),
    ("CP", &["chest pain", "cerebral palsy", "chondromalacia patellae"]),
    ("CRC", &["colorectal cancer", "concentrated red cells"]),
    ("CVS", &["cardiovascular system", "chorionic villus sampling"]),
    ("FH", &["family history", "familial hypercholesterolaemia"]),
    ("IUD", &["intrauterine device", "intrauterine death"]),
    ("LA", &["left atrium", "local anaesthetic"]),
    ("LDH", &["lactate dehydrogenase", "low-dose heparin"]),
    ("MR", &["modified release", "mitral regurgitation", "magnetic resonance", "medial rectus"]),
    ("PD", &["Parkinson's disease", "peritoneal dialysis", "postural drainage"]),
    ("PE", &["pulmonary embolism", "phenytoin equivalent", "pre-eclampsia", "physical education"]),
    ("PF", &["peak flow", "plantar fasciitis", "pulmonary fibrosis"]),
];

/// How often a medicine is taken, in words; the patient need not know the Latin.
const TIMES: &[(&str, &str)] = &[
    ("bd", "twice a day"),
    ("bid", "twice a day"),
    ("tds", "three times a day"),
    ("tid", "three times a day"),
    ("qds", "four times a day"),
    ("qid", "four times a day"),
    ("od", "once a day"),
    ("om", "every morning"),
    ("nocte", "at night"),
    ("mane", "in the morning"),
    ("prn", "when needed"),
    ("stat", "at once"),
    ("qod", "every other day"),
    ("qd", "once a day"),
];

/// "od" and "qd" have been read for each other, and for the right eye, whoever reads them.
const MISREAD: &[&str] = &["qd", "qod", "QD", "QOD"];

/// Abbreviations in the text and medical words, each at its first place.
pub(super) fn findings(facts: &Facts<'_>) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let lower = facts.body.to_lowercase();
    let all = words(facts.body);
    let first = all.iter().filter(|word| seen.insert(word.text));
    let mut found: Vec<Finding> = first.filter_map(|word| of_word(facts, word)).collect();
    found.extend(jargon(facts, &lower));
    found
}

fn of_word(facts: &Facts<'_>, word: &Word<'_>) -> Option<Finding> {
    let bare = word.text;
    if let Some((_, meanings)) = DANGEROUS.iter().find(|(abbr, _)| *abbr == bare) {
        let meanings: Vec<String> = meanings.iter().map(|m| (*m).to_owned()).collect();
        return (!is_written_out(facts.body, word, &meanings)).then(|| clash(word, &meanings, true));
    }
    let meanings: Vec<String> = facts.lists.clashes(bare).into_iter().map(str::to_owned).collect();
    if meanings.len() > 1 && bare.chars().filter(|c| c.is_uppercase()).count() > 1 {
        return (!is_written_out(facts.body, word, &meanings)).then(|| clash(word, &meanings, false));
    }
    latin(facts, word)
}

fn clash(word: &Word<'_>, meanings: &[String], stops: bool) -> Finding {
    let text = format!("“{}” can be read as {}: write it out.", word.text, meanings.join(", or "));
    let found = Finding::stop_at("abbreviation", text, word.range.clone(), word.text).or_kept();
    Finding { stops, ..found.mended(Some(Mend::OneOf(word.range.clone(), meanings.to_vec()))) }
}

/// Whether the text says what is meant: the long form stands beside the short one in brackets, or anywhere before it.
fn is_written_out(body: &str, word: &Word<'_>, meanings: &[String]) -> bool {
    let before = body[..word.range.start].to_lowercase();
    let bracketed = body[..word.range.start].ends_with('(') || body[word.range.end..].starts_with(" (");
    let near = body[word.range.end..].chars().take(80).collect::<String>().to_lowercase();
    meanings.iter().map(|m| m.to_lowercase()).any(|m| before.contains(&m) || (bracketed && near.contains(&m)))
}

fn latin(facts: &Facts<'_>, word: &Word<'_>) -> Option<Finding> {
    let (_, plain) = TIMES.iter().find(|(short, _)| *short == word.text || short.to_uppercase() == word.text)?;
    let misread = MISREAD.contains(&word.text);
    // "OM", "OD" and "STAT" in capitals are other things too: only behind a dose they are times.
    let dose = facts.body[..word.range.start].trim_end().ends_with(|c: char| c.is_alphanumeric());
    if !dose || !(misread || facts.to_patient) {
        return None;
    }
    let text = format!("“{}” in plain words: {plain}.", word.text);
    let found = Finding::stop_at("latin", text, word.range.clone(), word.text).or_kept();
    Some(Finding { stops: misread, ..found.mended(Some(Mend::put(&word.range, *plain))) })
}

/// Medical words in a letter to the patient for which there is a plain one that the letter does not say.
fn jargon(facts: &Facts<'_>, lower: &str) -> Vec<Finding> {
    if !facts.to_patient {
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for (range, plain) in facts.lists.plain(facts.body) {
        let word = &facts.body[range.clone()];
        let clash = DANGEROUS.iter().any(|(abbr, _)| *abbr == word) || TIMES.iter().any(|(short, _)| *short == word);
        // A heading is the letter's form, and what is explained is explained.
        let bracketed = facts.body[..range.start].ends_with('(') && facts.body[range.end..].starts_with(')');
        let said = clash || bracketed || in_heading(facts.body, range.start) || lower.contains(&plain.to_lowercase());
        if said || !seen.insert(word.to_lowercase()) {
            continue;
        }
        let text = format!("“{word}” in plain words: {plain}.");
        let put = Mend::put(&range, format!("{word} ({plain})"));
        let found = Finding::stop_at("plain", text, range, word).or_kept().mended(Some(put));
        all.push(Finding { stops: false, ..found });
    }
    all
}

fn in_heading(body: &str, at: usize) -> bool {
    let start = body[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = body[start..].lines().next().unwrap_or_default();
    crate::paper::marks::heading_of(line).is_some()
}
