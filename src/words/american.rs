//! American forms, and names that have been given up: what is written here instead.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::lines::lines;

const LIST: &str = include_str!("../../assets/words/spelling/british.txt");

/// Why another word is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is the American form.
    American,
    /// It is a name that was used here and has been given up.
    Old,
    /// It is hardly ever what was meant.
    Slip,
}

/// What is written here instead of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Better {
    /// The word to write.
    pub word: String,
    /// Why.
    pub why: Why,
}

/// Letters of American forms and what stands here for them. A form counts only where the word it makes is known and the
/// word itself is not, so that `academia` and `fetal` are left alone.
const RULES: &[(&str, &str)] = &[
    ("hema", "haema"),
    ("hemo", "haemo"),
    ("hemorr", "haemorr"),
    ("emia", "aemia"),
    ("emic", "aemic"),
    ("edema", "oedema"),
    ("esoph", "oesoph"),
    ("estr", "oestr"),
    ("pedi", "paedi"),
    ("gynec", "gynaec"),
    ("rrhea", "rrhoea"),
    ("rrhe", "rrhoe"),
    ("pnea", "pnoea"),
    ("pneic", "pnoeic"),
    ("cesar", "caesar"),
    ("esthe", "aesthe"),
    ("fec", "faec"),
    ("etiol", "aetiol"),
    ("defec", "defaec"),
    ("chem", "chaem"),
    ("crem", "craem"),
    ("melen", "melaen"),
    ("pheo", "phaeo"),
    ("ceal", "caeal"),
    ("cecal", "caecal"),
    ("glycem", "glycaem"),
    ("lem", "laem"),
    ("nev", "naev"),
    ("eon", "aeon"),
    ("caliber", "calibre"),
    ("center", "centre"),
    ("fiber", "fibre"),
    ("liter", "litre"),
    ("meter", "metre"),
    ("theater", "theatre"),
    ("goiter", "goitre"),
    ("luster", "lustre"),
    ("ize", "ise"),
    ("izing", "ising"),
    ("ization", "isation"),
    ("yze", "yse"),
    ("yzing", "ysing"),
    ("yzer", "yser"),
    ("eled", "elled"),
    ("eling", "elling"),
    ("elor", "ellor"),
    ("aled", "alled"),
    ("aling", "alling"),
    ("olor", "olour"),
    ("umor", "umour"),
    ("avor", "avour"),
    ("abor", "abour"),
    ("ehavior", "ehaviour"),
    ("onor", "onour"),
    ("igor", "igour"),
    ("dor", "dour"),
    ("eighbor", "eighbour"),
    ("arbor", "arbour"),
    ("apor", "apour"),
    ("ense", "ence"),
    ("leuk", "leuc"),
    ("orthoped", "orthopaed"),
];

fn list() -> &'static HashMap<&'static str, Better> {
    static READ: OnceLock<HashMap<&'static str, Better>> = OnceLock::new();
    READ.get_or_init(|| {
        let why = |field: &str| match field {
            "old" => Why::Old,
            "slip" => Why::Slip,
            _ => Why::American,
        };
        lines(LIST)
            .map(|line| (line.field(0), Better { word: line.field(1).to_owned(), why: why(line.field(2)) }))
            .collect()
    })
}

/// What is written here instead of a word in small letters; none where it is right, or nothing is known of it.
/// `accepts`: whether a word is right here.
pub(super) fn better(word: &str, accepts: impl Fn(&str) -> bool) -> Option<Better> {
    if let Some(known) = list().get(word) {
        return Some(known.clone());
    }
    if !word.is_ascii() || accepts(word) {
        return None;
    }
    by_rules(word, &accepts).map(|word| Better { word, why: Why::American })
}

/// One rule, or two together as in `hypoglycemic anesthetization`.
fn by_rules(word: &str, accepts: &impl Fn(&str) -> bool) -> Option<String> {
    let once = turned(word);
    once.iter().find(|made| accepts(made)).cloned().or_else(|| {
        let twice = once.iter().flat_map(|made| turned(made)).filter(|made| made.len() <= word.len() + 2);
        twice.into_iter().find(|made| accepts(made))
    })
}

/// The word with each rule at each place.
fn turned(word: &str) -> Vec<String> {
    let places = RULES.iter().flat_map(|(from, to)| {
        let done = move |at: usize| word[at..].starts_with(to) || at > 0 && word[at - 1..].starts_with(to);
        word.match_indices(from).filter(move |(at, _)| !done(*at)).map(move |(at, _)| {
            let mut made = word.to_owned();
            made.replace_range(at..at + from.len(), to);
            made
        })
    });
    places.collect()
}
