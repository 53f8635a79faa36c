//! The rules of a contact (domain 4.2): `active -> closed`; closed practices stay on old letters.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Contact, Phone};
use crate::clock::stamp;
use crate::store::new_id;
use crate::text::{dates, names, ods, phone, postcode};

/// The kinds of contacts.
pub const KINDS: &[&str] = &["gp", "practice", "consultant", "ward", "department", "secretary", "supplier", "other"];

impl Contact {
    /// A contact of a kind.
    pub fn new(kind: &str, now: NaiveDateTime) -> Self {
        Self { id: new_id(), kind: kind.into(), created_at: stamp(now), ..Self::default() }
    }

    /// A GP practice, known by its code or by its name.
    pub fn practice(code: &str, name: &str, now: NaiveDateTime) -> Self {
        let code = ods::tidy(code).0;
        let name = if name.trim().is_empty() { format!("Practice {code}") } else { name.trim().to_owned() };
        let ods_code = (!code.is_empty()).then_some(code);
        Self { name: name.clone(), organisation: name, ods_code, ..Self::new("practice", now) }
    }

    /// Whether it is a person rather than an organisation.
    pub fn is_person(&self) -> bool {
        !self.surname.is_empty() || !self.forename.is_empty()
    }

    /// The address with its postcode, a line each.
    pub fn full_address(&self) -> String {
        let lines = self.address.iter().chain(std::iter::once(&self.postcode));
        lines.filter(|l| !l.trim().is_empty()).cloned().collect::<Vec<_>>().join("\n")
    }

    /// When it closed.
    pub fn closed(&self) -> Option<NaiveDate> {
        self.closed_on.as_deref()?.parse().ok()
    }

    /// The record of one that closed on this day.
    ///
    /// # Errors
    /// It is closed already.
    pub fn closed_since(&self, on: NaiveDate) -> Result<Self, String> {
        match self.closed() {
            Some(since) => Err(format!("{} is closed since {}.", self.name, dates::screen(since))),
            None => Ok(Self { closed_on: Some(on.to_string()), ..self.clone() }),
        }
    }

    /// The record of one that is open after all.
    ///
    /// # Errors
    /// It is not closed.
    pub fn open_again(&self) -> Result<Self, String> {
        if self.closed_on.is_none() {
            return Err(format!("{} is not closed.", self.name));
        }
        Ok(Self { closed_on: None, ..self.clone() })
    }

    /// The record in the bin.
    #[must_use]
    pub fn binned(&self, now: NaiveDateTime) -> Self {
        Self { binned_at: Some(stamp(now)), ..self.clone() }
    }

    /// The record as it is saved: a name to be shown by, the code in capitals, numbers and postcode as they are written.
    #[must_use]
    pub fn tidied(&self) -> Self {
        let one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let code = ods::tidy(self.ods_code.as_deref().unwrap_or_default()).0;
        let phones = self.phones.iter().filter(|p| !p.number.trim().is_empty());
        let mut tidy = Self {
            title: one(&self.title),
            forename: one(&self.forename),
            surname: one(&self.surname),
            organisation: one(&self.organisation),
            department: one(&self.department),
            ods_code: (!code.is_empty()).then_some(code),
            address: self.address.iter().map(|l| one(l)).filter(|l| !l.is_empty()).collect(),
            postcode: postcode::tidy(&self.postcode).unwrap_or_else(|_| one(&self.postcode).to_uppercase()),
            phones: phones.map(|p| Phone { label: one(&p.label), number: phone::tidy(&p.number) }).collect(),
            bypass: phone::tidy(&self.bypass),
            ..self.clone()
        };
        tidy.name = tidy.shown_name();
        tidy
    }

    /// The name it is shown by: of a person as patients' names are, else the organisation with its department.
    fn shown_name(&self) -> String {
        if self.is_person() {
            return names::display(&self.surname, &self.forename, &self.title);
        }
        let said = if self.organisation.is_empty() { self.name.trim() } else { &self.organisation };
        match self.department.as_str() {
            "" => said.to_owned(),
            department if said.is_empty() => department.to_owned(),
            department => format!("{said}, {department}"),
        }
    }

    /// What stands beside the name in lists: kind, organisation, code, place, closed.
    pub fn detail(&self) -> String {
        let organisation = if self.is_person() { self.organisation.as_str() } else { "" };
        let town = self.address.last().map_or("", String::as_str);
        let parts = [&self.job_title, organisation, self.ods_code.as_deref().unwrap_or_default(), town, &self.postcode];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// The words for its kind.
    pub fn kind_word(&self) -> &str {
        if self.kind == "gp" { "GP" } else { &self.kind }
    }
}
