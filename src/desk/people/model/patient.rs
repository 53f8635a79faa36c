//! The rules of a patient (domain 4.1).

use chrono::{Months, NaiveDate, NaiveDateTime};

use super::{Patient, Spokesperson};
use crate::clock::stamp;
use crate::store::new_id;
use crate::text::{dates, names, nhs, phone, postcode};

/// The words for gender: never codes.
pub const GENDERS: &[&str] = &["Female", "Male", "Not Known", "Not Specified"];

/// Accessible-information needs are reviewed once a year.
const REVIEW_MONTHS: u32 = 12;

/// The key under which names that may be taken for each other stand together: the sound of the surname, and the
/// family of letters that the forename begins with (Catherine and Kathryn, Jean and Gene).
pub fn like_key(surname: &str, forename: &str) -> String {
    let folded = names::fold(surname);
    let heard = names::sound(&folded);
    let first = names::fold(forename).chars().next().map_or('-', |c| match c {
        'c' | 'k' | 'q' | 's' | 'x' | 'z' => 'c',
        'f' | 'p' | 'v' => 'f',
        'g' | 'j' => 'g',
        other => other,
    });
    format!("{}/{first}", if heard.is_empty() { folded } else { heard })
}

impl Patient {
    /// A patient of whom nothing is known yet.
    pub fn new(now: NaiveDateTime) -> Self {
        Self {
            id: new_id(),
            gender: "Not Known".into(),
            nhs_status: "none".into(),
            created_at: stamp(now),
            ..Self::default()
        }
    }

    /// `SURNAME, Forename (Title)`.
    pub fn name(&self) -> String {
        names::display(&self.surname, &self.forename, &self.title)
    }

    /// As a letter addresses them: `Mrs Grace Okafor`.
    pub fn full_name(&self) -> String {
        [&self.title, &self.forename, &self.surname]
            .into_iter()
            .filter(|p| !p.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The address with its postcode, a line each.
    pub fn full_address(&self) -> String {
        let lines = self.address.iter().chain(std::iter::once(&self.postcode));
        lines.filter(|l| !l.trim().is_empty()).cloned().collect::<Vec<_>>().join("\n")
    }

    /// Date of birth.
    pub fn born_on(&self) -> Option<NaiveDate> {
        self.born.as_deref()?.parse().ok()
    }

    /// Date of death.
    pub fn died(&self) -> Option<NaiveDate> {
        self.died_on.as_deref()?.parse().ok()
    }

    /// `943 476 5919`, or words where there is none.
    pub fn nhs_shown(&self) -> String {
        self.nhs_number.as_deref().map_or_else(|| "not known".into(), nhs::show)
    }

    /// Whether the record stands in lists: not in the bin, not merged into another.
    pub fn is_listed(&self) -> bool {
        self.binned_at.is_none() && self.merged_into.is_none()
    }

    /// The four kinds of accessible-information need, those that there are, each with its label.
    pub fn needs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("Communication support", &self.need_support),
            ("Communication professional", &self.need_professional),
            ("Contact method", &self.need_contact),
            ("Information format", &self.need_format),
        ];
        all.into_iter().filter(|(_, need)| !need.is_empty()).map(|(label, need)| (label, need.as_str())).collect()
    }

    /// Whether letters must be in large print.
    pub fn wants_large_print(&self) -> bool {
        self.need_format.to_lowercase().contains("large")
    }

    /// Whether needs are known and were not reviewed within a year.
    pub fn needs_review(&self, today: NaiveDate) -> bool {
        let reviewed = self.needs_reviewed_on.as_deref().and_then(|d| d.parse::<NaiveDate>().ok());
        let due = reviewed.and_then(|d| d.checked_add_months(Months::new(REVIEW_MONTHS)));
        !self.needs().is_empty() && due.is_none_or(|d| d <= today)
    }

    /// When post came back from the address, where it was not confirmed since.
    pub fn address_bad(&self) -> Option<NaiveDate> {
        let bad: NaiveDate = self.address_bad_on.as_deref()?.parse().ok()?;
        self.address_checked().is_none_or(|checked| checked < bad).then_some(bad)
    }

    /// When the address was last confirmed.
    pub fn address_checked(&self) -> Option<NaiveDate> {
        self.address_checked_on.as_deref()?.parse().ok()
    }

    /// Whether the address was confirmed once, but not in the last months.
    pub fn address_is_old(&self, months: u32, today: NaiveDate) -> bool {
        let due = self.address_checked().and_then(|d| d.checked_add_months(Months::new(months)));
        months > 0 && due.is_some_and(|d| d <= today)
    }

    /// Those who may be spoken to today.
    pub fn may_speak_today(&self, today: NaiveDate) -> Vec<&Spokesperson> {
        self.may_speak.iter().filter(|s| s.holds(today)).collect()
    }

    /// Whether a letter, a reminder or an appointment may go out.
    ///
    /// # Errors
    /// The patient died and no reason is given, or the record was merged into another.
    pub fn goes_out(&self, died_reason: &str) -> Result<(), String> {
        if self.merged_into.is_some() {
            return Err(format!("The record of {} was merged into another; use that one.", self.name()));
        }
        match self.died() {
            Some(on) if died_reason.trim().is_empty() => Err(format!(
                "{} died on {}. Nothing goes out unless you say why it must.",
                self.name(),
                dates::screen(on)
            )),
            _ => Ok(()),
        }
    }

    /// The record of one who died on this day.
    ///
    /// # Errors
    /// A day in the future or before the birth.
    pub fn with_death(&self, on: NaiveDate, today: NaiveDate) -> Result<Self, String> {
        if on > today {
            return Err(format!("{} is still to come: type the day of death.", dates::screen(on)));
        }
        let dead = Self { died_on: Some(on.to_string()), ..self.clone() };
        dead.check_days()?;
        Ok(dead)
    }

    /// The record with a death that was entered wrongly taken out.
    ///
    /// # Errors
    /// No death is entered.
    pub fn without_death(&self) -> Result<Self, String> {
        if self.died_on.is_none() {
            return Err(format!("No death is entered for {}.", self.name()));
        }
        Ok(Self { died_on: None, ..self.clone() })
    }

    /// Birth before death.
    ///
    /// # Errors
    /// A sentence with both days.
    pub fn check_days(&self) -> Result<(), String> {
        match (self.born_on(), self.died()) {
            (Some(born), Some(died)) if died < born => Err(format!(
                "The day of death, {}, is before the day of birth, {}.",
                dates::screen(died),
                dates::screen(born)
            )),
            _ => Ok(()),
        }
    }

    /// The record as it is saved: names in single spaces, the NHS number's status fitting it, the key of like names.
    #[must_use]
    pub fn tidied(&self) -> Self {
        let one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let nhs_status = match (&self.nhs_number, self.nhs_status.as_str()) {
            (None, _) => "none",
            (Some(_), "verified") => "verified",
            (Some(_), _) => "unverified",
        };
        let phones = self.phones.iter().filter(|p| !p.number.trim().is_empty());
        Self {
            title: one(&self.title),
            forename: one(&self.forename),
            middle: one(&self.middle),
            surname: one(&self.surname),
            preferred_name: one(&self.preferred_name),
            nhs_status: nhs_status.into(),
            hospital_number: self.hospital_number.as_deref().map(one).filter(|n| !n.is_empty()),
            address: self.address.iter().map(|l| one(l)).filter(|l| !l.is_empty()).collect(),
            postcode: postcode::tidy(&self.postcode).unwrap_or_else(|_| one(&self.postcode).to_uppercase()),
            phones: phones.map(|p| super::Phone { label: one(&p.label), number: phone::tidy(&p.number) }).collect(),
            like_key: like_key(&self.surname, &self.forename),
            ..self.clone()
        }
    }

    /// The record in the bin.
    #[must_use]
    pub fn binned(&self, now: NaiveDateTime) -> Self {
        Self { binned_at: Some(stamp(now)), ..self.clone() }
    }

    /// Whether this could be taken for another: like names or the same date of birth.
    pub fn is_like(&self, other: &Self) -> bool {
        self.id != other.id && (self.has_like_name(other) || self.has_same_birth(other))
    }

    /// Whether the names could be taken for each other.
    pub fn has_like_name(&self, other: &Self) -> bool {
        names::alike((&self.surname, &self.forename), (&other.surname, &other.forename))
    }

    /// Whether both were born on the same day.
    pub fn has_same_birth(&self, other: &Self) -> bool {
        self.born.is_some() && self.born == other.born
    }

    /// What tells this patient from one who is like: "born 14-Aug-1980 and 03-Mar-1955, postcode LS1 4AP and SW8 4QQ".
    pub fn differs_from(&self, other: &Self) -> String {
        let born = |p: &Self| p.born_on().map_or_else(|| "not known".into(), dates::screen);
        let or = |text: &str| if text.is_empty() { "not known".to_owned() } else { text.to_owned() };
        let pairs = [
            ("surname", self.surname.clone(), other.surname.clone()),
            ("forename", or(&self.forename), or(&other.forename)),
            ("born", born(self), born(other)),
            ("gender", self.gender.clone(), other.gender.clone()),
            ("NHS No.", self.nhs_shown(), other.nhs_shown()),
            ("postcode", or(&self.postcode), or(&other.postcode)),
        ];
        let differ = pairs.into_iter().filter(|(_, a, b)| a != b);
        let said: Vec<String> = differ.map(|(what, a, b)| format!("{what} {a} here, {b} there")).collect();
        if said.is_empty() {
            "nothing tells them apart; perhaps they are one: M merges two".into()
        } else {
            said.join("; ")
        }
    }
}
