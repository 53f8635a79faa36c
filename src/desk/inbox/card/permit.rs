//! Who may be told what: identity before disclosure (domain 2.8).

use chrono::NaiveDate;

use super::super::answer::Scope;
use crate::desk::people::Patient;
use crate::text::{dates, names, nhs, phone, postcode, when};

/// The identifiers a caller can give: key, name in the record of the call, words.
pub(super) const TICKS: &[(char, &str, &str)] = &[
    ('n', "name", "full name"),
    ('d', "born", "date of birth"),
    ('a', "address", "first line of the address"),
    ('p', "postcode", "postcode"),
    ('h', "nhs_number", "NHS number"),
    ('t', "phone", "telephone"),
    ('o', "hospital_number", "hospital number"),
];

/// Callers who are known by their work; they are rung back on a number that is known before anything is told.
const COLLEAGUES: &[&str] = &[
    "gp",
    "ward",
    "secretary",
    "nurse",
    "doctor",
    "consultant",
    "practice",
    "hospital",
    "pharmacy",
    "department",
    "registrar",
];

/// What may be told to this caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Permit {
    /// Identifiers still to be given.
    pub left: usize,
    /// What may be told once they are.
    pub scope: Scope,
    /// What to know about this caller, in a sentence or two.
    pub says: String,
}

impl Permit {
    /// Whether dates may be told and booked with this caller.
    pub fn may_book(&self) -> bool {
        self.left == 0 && self.scope.appointments
    }

    /// Why they may not, in a sentence.
    pub fn lacks(&self) -> String {
        match self.left {
            0 => "Appointments are not for this caller.".into(),
            left => format!("Hidden: {left} more to be given by the caller and ticked first."),
        }
    }

    /// Whether the record, or what of it may be told, is shown.
    pub fn is_open(&self) -> bool {
        self.left == 0 && self.scope.any()
    }
}

/// Whether the caller is somebody else than the patient.
pub(super) fn is_other(patient: &Patient, caller: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let folded = names::fold(&text.replace([',', '(', ')'], " "));
        let mut all: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
        all.retain(|w| *w != names::fold(&patient.title));
        all.sort();
        all
    };
    !caller.trim().is_empty() && words(caller) != words(&format!("{} {}", patient.forename, patient.surname))
}

/// What may be told to a caller who has given so many identifiers.
pub(super) fn permit(
    patient: &Patient,
    caller: &str,
    relation: &str,
    ticked: usize,
    need: usize,
    today: NaiveDate,
) -> Permit {
    let left = need.saturating_sub(ticked);
    let itself = matches!(names::fold(relation).as_str(), "patient" | "self");
    if itself || !is_other(patient, caller) {
        return Permit { left, scope: Scope::WHOLE, says: String::new() };
    }
    let relation = names::fold(relation);
    if COLLEAGUES.iter().any(|c| relation.split_whitespace().any(|w| w == *c)) {
        let says = format!("{caller} is a colleague: ring back on a number you know before you tell anything.");
        return Permit { left, scope: Scope::WHOLE, says };
    }
    let named = |name: &str| names::alike(split(name), split(caller)) || names::fold(name) == names::fold(caller);
    let known = patient.may_speak.iter().find(|s| named(&s.name));
    let over = |until: &str| until.parse::<NaiveDate>().is_ok_and(|u| u < today);
    match known {
        Some(who) if over(&who.until) => listen(left, &format!("{caller} could be spoken to, and not any more.")),
        Some(who) => {
            let until = who
                .until
                .parse::<NaiveDate>()
                .map_or_else(|_| String::new(), |u| format!(", until {}", dates::screen(u)));
            let scope = if who.scope.is_empty() { "nothing that is written down" } else { &who.scope };
            let says = format!("{caller} ({}) may be told: {scope}{until}. Nothing else.", who.relation);
            Permit { left, scope: Scope::of(&who.scope), says }
        }
        None => listen(left, &format!("{caller} is not among those who may be spoken to.")),
    }
}

fn listen(left: usize, why: &str) -> Permit {
    let says = format!(
        "{why} You may listen and write down; you may not confirm that this is a patient here, nor anything about \
         appointments, letters or results."
    );
    Permit { left, scope: Scope::default(), says }
}

/// A name as surname and forename.
fn split(name: &str) -> (&str, &str) {
    name.trim().rsplit_once(' ').map_or((name.trim(), ""), |(forename, surname)| (surname, forename))
}

/// Which identifiers what the caller said is right for. Never tells what would be right.
pub(super) fn fits(patient: &Patient, said: &str, today: NaiveDate) -> Vec<&'static str> {
    let mut all = Vec::new();
    let folded = names::fold(said);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let has = |name: &str| names::fold(name).split_whitespace().all(|w| words.contains(&w)) && !name.is_empty();
    if has(&patient.surname) && has(&patient.forename) {
        all.push("name");
    }
    let born = patient.born.as_deref().and_then(|b| b.parse::<NaiveDate>().ok());
    let pieces = pieces(said);
    if born.is_some_and(|b| pieces.iter().any(|p| when::parse_birth(p, today).is_ok_and(|found| found.contains(&b)))) {
        all.push("born");
    }
    if patient.address.first().is_some_and(|line| line.len() > 2 && folded.contains(&names::fold(line))) {
        all.push("address");
    }
    let code = postcode::tidy(&patient.postcode).ok();
    if code.is_some() && pieces.iter().any(|p| postcode::tidy(p).ok() == code) {
        all.push("postcode");
    }
    if patient.nhs_number.is_some() && pieces.iter().any(|p| nhs::parse(p).ok() == patient.nhs_number) {
        all.push("nhs_number");
    }
    let digits: Vec<String> = pieces.iter().map(|p| phone::digits(p)).filter(|d| d.len() >= 6).collect();
    if patient.phones.iter().any(|p| digits.contains(&phone::digits(&p.number))) {
        all.push("phone");
    }
    let hospital = patient.hospital_number.as_deref().unwrap_or_default();
    if !hospital.is_empty() && pieces.iter().any(|p| p.eq_ignore_ascii_case(hospital)) {
        all.push("hospital_number");
    }
    all
}

/// Every run of one to four words.
fn pieces(said: &str) -> Vec<String> {
    let words: Vec<&str> = said.split([' ', ',']).filter(|w| !w.is_empty()).take(12).collect();
    (0..words.len())
        .flat_map(|from| (1..=4).map(move |n| (from, n)))
        .filter(|(from, n)| from + n <= words.len())
        .map(|(from, n)| words[from..from + n].join(" "))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::people::model::{Phone, Spokesperson};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn grace() -> Patient {
        let speaks = |name: &str, scope: &str, until: &str| Spokesperson {
            name: name.into(),
            relation: "daughter".into(),
            scope: scope.into(),
            until: until.into(),
        };
        Patient {
            title: "Mrs".into(),
            forename: "Grace".into(),
            surname: "Okafor".into(),
            born: Some("1980-08-14".into()),
            nhs_number: Some("9990000018".into()),
            hospital_number: Some("H100234".into()),
            address: vec!["12 Acacia Road".into(), "Leeds".into()],
            postcode: "LS1 4AP".into(),
            phones: vec![Phone { label: "mobile".into(), number: "07700 900401".into() }],
            may_speak: vec![speaks("Ada Okafor", "appointments", ""), speaks("Ben Okafor", "everything", "2026-01-01")],
            ..Patient::default()
        }
    }

    fn of(caller: &str, relation: &str, ticked: usize) -> Permit {
        permit(&grace(), caller, relation, ticked, 3, day("2026-03-03"))
    }

    #[test]
    fn the_patient_is_told_all_after_three_identifiers() {
        assert_eq!(of("", "", 2).left, 1);
        assert!(!of("", "", 2).is_open());
        assert!(of("", "", 3).is_open() && of("Grace Okafor", "", 3).scope == Scope::WHOLE);
        assert_eq!(of("OKAFOR, Grace (Mrs)", "patient", 3).scope, Scope::WHOLE);
    }

    #[test]
    fn a_relative_is_told_what_was_agreed_to_and_nobody_else_anything() {
        let ada = of("Ada Okafor", "daughter", 3);
        assert!(ada.is_open() && ada.scope.appointments && !ada.scope.letters && !ada.scope.rest);
        assert!(!of("Ada Okafor", "daughter", 2).is_open());
        for (caller, relation) in [("Ben Okafor", "son"), ("Chidi Okafor", "husband"), ("A man", "")] {
            let none = of(caller, relation, 7);
            assert!(!none.is_open() && none.says.contains("You may listen and write down"), "{caller}");
        }
    }

    #[test]
    fn a_colleague_is_rung_back_first() {
        let gp = of("Dr Lee", "GP", 3);
        assert!(gp.is_open() && gp.says.contains("ring back"));
    }

    #[test]
    fn what_the_caller_says_fits_or_does_not() {
        let right = |said: &str| fits(&grace(), said, day("2026-03-03"));
        assert_eq!(right("okafor grace 14/8/80"), ["name", "born"]);
        assert_eq!(right("14 aug 1980"), ["born"]);
        assert_eq!(right("ls1 4ap"), ["postcode"]);
        assert_eq!(right("999 000 0018"), ["nhs_number"]);
        assert_eq!(right("07700 900401"), ["phone"]);
        assert_eq!(right("h100234, 12 acacia road"), ["address", "hospital_number"]);
        assert!(right("15/8/80").is_empty() && right("").is_empty() && right("okafor").is_empty());
    }
}
