//! The word lists that the rules read.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use crate::words::Glossary;

/// Medicines by their British names, and the brands that letters name.
const MEDICINES: &str = include_str!("../../../../assets/words/spelling/medicines.txt");

/// Words that patients know, or that name who writes to them.
const KNOWN: &[&str] = &[
    "GP",
    "GPs",
    "NHS",
    "A&E",
    "X-ray",
    "CT",
    "MRI",
    "cardiology",
    "cardiologist",
    "clinic",
    "consultant",
    "pulse",
    "blood pressure",
    "outpatient",
    "outpatients",
    "inpatient",
    "ward",
    "surgery",
    "surgeon",
    "dose",
    "tablet",
    "symptoms",
    "symptom",
    "diagnosis",
    "diagnoses",
    "allergy",
    "allergies",
    "referral",
    "prescription",
    "pharmacist",
    "physiotherapist",
    "physiotherapy",
    "dermatology",
    "dermatologist",
    "neurology",
    "neurologist",
    "rheumatology",
    "rheumatologist",
    "paediatrics",
    "cancer",
    "diabetes",
    "asthma",
    "infection",
    "antibiotic",
    "antibiotics",
    "scan",
    "vaccine",
    "stroke",
    "medication",
];

/// The word lists.
#[derive(Debug)]
pub struct Lists {
    medicines: BTreeSet<String>,
    glossary: &'static Glossary,
}

impl Lists {
    /// Those that come with the program, read once.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Lists> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let lines = MEDICINES.lines().filter(|line| !line.starts_with("//"));
            Self::of(&lines.flat_map(str::split_whitespace).map(str::to_lowercase).collect::<Vec<_>>())
        })
    }

    /// Lists with these medicines.
    pub fn of<S: AsRef<str>>(medicines: &[S]) -> Self {
        Self { medicines: medicines.iter().map(|m| m.as_ref().to_owned()).collect(), glossary: Glossary::shipped() }
    }

    /// Whether there is a list of medicines at all.
    pub fn has_medicines(&self) -> bool {
        !self.medicines.is_empty()
    }

    /// Whether this word, in small letters, is a medicine.
    pub fn is_medicine(&self, word: &str) -> bool {
        self.medicines.contains(word)
    }

    /// All medicines.
    pub fn medicines(&self) -> impl Iterator<Item = &str> {
        self.medicines.iter().map(String::as_str)
    }

    /// What an abbreviation can stand for, where that is more than one thing.
    pub fn clashes(&self, abbreviation: &str) -> Vec<&str> {
        self.glossary.clashes(abbreviation)
    }

    /// The terms and abbreviations of a text for which there is a plain word that not everybody knows, with that.
    pub fn plain<'a>(&'a self, text: &str) -> Vec<(Range<usize>, &'a str)> {
        let found = self.glossary.in_text(text).into_iter();
        let known = |range: &Range<usize>| KNOWN.iter().any(|k| k.eq_ignore_ascii_case(&text[range.clone()]));
        found
            .filter(|(range, e)| !e.plain.is_empty() && !known(range))
            .map(|(range, e)| (range, e.plain.as_str()))
            .collect()
    }
}
