//! Words of the other sex than the patient's.

use super::words::{Word, before, sentence, words};
use super::{Facts, Finding, Mend};
use std::ops::Range;

const OF_MEN: &[&str] = &["he", "him", "his", "himself", "he's", "he'll", "he'd"];
const OF_WOMEN: &[&str] = &["she", "her", "hers", "herself", "she's", "she'll", "she'd"];
const TITLES_OF_MEN: &[&str] = &["mr", "master", "sir"];
const TITLES_OF_WOMEN: &[&str] = &["mrs", "miss", "ms", "lady", "madam"];

/// Words after which "he" or "she" may well be somebody else.
const OTHERS: &[&str] = &[
    "husband",
    "wife",
    "partner",
    "son",
    "daughter",
    "mother",
    "father",
    "mum",
    "dad",
    "brother",
    "sister",
    "carer",
    "friend",
    "grandson",
    "granddaughter",
    "grandmother",
    "grandfather",
    "aunt",
    "uncle",
    "niece",
    "nephew",
    "baby",
    "boyfriend",
    "girlfriend",
    "neighbour",
    "surgeon",
    "consultant",
    "doctor",
    "dr",
    "gp",
    "nurse",
    "colleague",
    "registrar",
    "physiotherapist",
    "midwife",
    "interpreter",
    "relative",
    "child",
    "parent",
    "cousin",
    "prof",
];

/// Words behind which "her" is no possession.
const NO_THINGS: &[&str] = &[
    "to", "and", "but", "or", "at", "in", "on", "with", "for", "from", "by", "as", "that", "who", "when", "if",
    "again", "today", "about", "up", "out", "back", "now", "well", "off", "over", "through", "because", "before",
    "after", "not",
];

/// Words of the other sex, each word once with all its places.
pub(super) fn findings(facts: &Facts<'_>) -> Vec<Finding> {
    let Some((wrong, titles, is)) = facts.patient.and_then(|p| sides(&p.gender)) else { return Vec::new() };
    let body = facts.body;
    let all = words(body);
    let mut found = Vec::new();
    for wanted in wrong {
        let places: Vec<usize> = (0..all.len()).filter(|i| plain(&all[*i]).eq_ignore_ascii_case(wanted)).collect();
        let (sure, perhaps): (Vec<usize>, Vec<usize>) =
            places.into_iter().partition(|i| !facts.to_patient && !of_another(body, all[*i].range.start));
        found.extend(finding(wanted, is, &all, &sure, true));
        found.extend(finding(wanted, is, &all, &perhaps, false));
    }
    found.extend(titled(facts, &all, titles, is));
    found
}

fn sides(gender: &str) -> Option<(&'static [&'static str], &'static [&'static str], &'static str)> {
    match gender {
        "Female" => Some((OF_MEN, TITLES_OF_MEN, "female")),
        "Male" => Some((OF_WOMEN, TITLES_OF_WOMEN, "male")),
        _ => None,
    }
}

fn plain(word: &Word<'_>) -> String {
    word.text.replace('’', "'")
}

/// Whether the sentence, or the one before it, names somebody else, or is a quotation.
fn of_another(body: &str, at: usize) -> bool {
    let here = sentence(body, at);
    let near = [&body[here.clone()], before(body, here.start)];
    let names_another = |text: &str| words(text).iter().any(|w| OTHERS.contains(&w.text.to_lowercase().as_str()));
    let quoted = body[here.start..at].matches(['"', '“', '”']).count() % 2 == 1;
    quoted || near.into_iter().any(names_another)
}

fn finding(wanted: &str, is: &str, all: &[Word<'_>], places: &[usize], sure: bool) -> Option<Finding> {
    let first = &all[*places.first()?];
    let often = if places.len() == 1 { "stands here".into() } else { format!("stands {} times", places.len()) };
    let text = if sure {
        format!("“{wanted}” {often}, and the patient is {is}.")
    } else {
        format!("“{wanted}” {often}: is somebody else meant? The patient is {is}.")
    };
    let puts: Vec<(Range<usize>, String)> = places.iter().filter_map(|i| put(all, *i)).collect();
    let mend = (puts.len() == places.len()).then_some(Mend::Put(puts));
    let base = Finding::stop_at("sex", text, first.range.clone(), wanted).or_kept().mended(mend);
    Some(if sure { base } else { Finding { stops: false, rule: "sex-perhaps", ..base } })
}

/// The word of the right sex in place of this one, with its capital.
fn put(all: &[Word<'_>], at: usize) -> Option<(Range<usize>, String)> {
    let word = &all[at];
    let thing = all
        .get(at + 1)
        .is_some_and(|n| n.range.start == word.range.end + 1 && !NO_THINGS.contains(&n.text.to_lowercase().as_str()));
    let with = match plain(word).to_lowercase().as_str() {
        "he" => "she",
        "him" => "her",
        "his" if thing => "her",
        "his" => "hers",
        "himself" => "herself",
        "he's" => "she's",
        "he'll" => "she'll",
        "he'd" => "she'd",
        "she" => "he",
        "her" if thing => "his",
        "her" => "him",
        "hers" => "his",
        "herself" => "himself",
        "she's" => "he's",
        "she'll" => "he'll",
        "she'd" => "he'd",
        _ => return None,
    };
    let with = if word.is_capital() { capital(with) } else { with.to_owned() };
    Some((word.range.clone(), with))
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// The patient's surname behind a title of the other sex.
fn titled(facts: &Facts<'_>, all: &[Word<'_>], titles: &[&str], is: &str) -> Vec<Finding> {
    let Some(patient) = facts.patient.filter(|p| !p.surname.is_empty()) else { return Vec::new() };
    let own = crate::text::names::fold(&patient.surname);
    let fits = |pair: &&[Word<'_>]| {
        titles.iter().any(|t| pair[0].is(t))
            && crate::text::names::fold(pair[1].text.trim_end_matches("'s").trim_end_matches("’s")) == own
    };
    let one = |pair: &[Word<'_>]| {
        let words = &facts.body[pair[0].range.start..pair[1].range.end];
        let text = format!("“{words}”: the patient is {is}.");
        let mend = (!patient.title.is_empty()).then(|| Mend::put(&pair[0].range, patient.title.as_str()));
        let found = Finding::stop_at("title", text, pair[0].range.start..pair[1].range.end, words).or_kept();
        let perhaps = of_another(facts.body, pair[0].range.start);
        Finding { stops: !perhaps, ..found.mended(mend) }
    };
    all.windows(2).filter(fits).map(one).collect()
}
