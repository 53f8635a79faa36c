//! Properties into a person or an organisation.

use super::lines::RawCard;
use crate::exchange::person::dates::{Order, date};
use crate::exchange::person::{KindHint, PersonCard, Problem, Status, tidy_line, tidy_text};
use calcard::common::IanaString;
use calcard::vcard::{VCard, VCardEntry, VCardParameterName, VCardParameterValue, VCardValue};
use calcard::{Entry, Parser};
use std::collections::HashMap;

/// Reads one card.
pub fn read(raw: &RawCard) -> Result<PersonCard, Problem> {
    // Version 2.1 has been made 3.0 on the way here, but for the types, which both write alike.
    let version = if raw.version == "4.0" { "4.0" } else { "3.0" };
    let mut text = format!("BEGIN:VCARD\r\nVERSION:{version}\r\n");
    raw.properties.iter().for_each(|p| p.push_to(&mut text));
    text.push_str("END:VCARD\r\n");
    let Entry::VCard(vcard) = Parser::new(&text).entry() else {
        return Err(Problem::new(raw.line, "the card that begins here cannot be read"));
    };
    let card = Builder::new(raw.line, &vcard).build(&vcard);
    if card.is_blank() {
        return Err(Problem::new(raw.line, "the card that begins here has neither a name nor a number nor an address"));
    }
    Ok(card)
}

#[derive(Default)]
struct Builder {
    card: PersonCard,
    formatted: String,
    role: String,
    organisation_only: bool,
    kind: Option<KindHint>,
    /// Addresses with how much each is wanted.
    addresses: Vec<(u8, Address)>,
    /// An address as it would stand on an envelope, for cards without its parts.
    envelope: String,
    /// What Apple and Google call the properties of a group.
    names: HashMap<String, String>,
}

#[derive(Default)]
struct Address {
    lines: Vec<String>,
    postcode: String,
}

impl Builder {
    fn new(line: usize, vcard: &VCard) -> Self {
        let mut names = HashMap::new();
        for entry in vcard.entries.iter().filter(|e| e.name.as_str().eq_ignore_ascii_case("X-ABLABEL")) {
            let name = part(entry, 0);
            let name = name.strip_prefix("_$!<").and_then(|n| n.strip_suffix(">!$_")).unwrap_or(&name);
            names.extend(entry.group.clone().map(|group| (group, tidy_line(name))));
        }
        Self { card: PersonCard { line, ..PersonCard::default() }, names, ..Self::default() }
    }

    fn build(mut self, vcard: &VCard) -> PersonCard {
        for entry in &vcard.entries {
            self.take(entry);
        }
        self.settle_name();
        self.settle_address();
        if self.card.job_title.is_empty() {
            self.card.job_title = self.role;
        }
        let nobody = !self.card.has_person_name() && !self.card.organisation.is_empty();
        self.card.kind_hint = match self.kind {
            Some(kind) => kind,
            None if !self.card.nhs_number.is_empty() => KindHint::Patient,
            None if nobody => KindHint::Organisation,
            None => KindHint::Contact,
        };
        self.card
    }

    fn take(&mut self, entry: &VCardEntry) {
        let name = entry.name.as_str().to_ascii_uppercase();
        match &*name {
            "N" => self.take_name(entry),
            "FN" if self.formatted.is_empty() => self.formatted = tidy_line(&part(entry, 0)),
            "ORG" if self.card.organisation.is_empty() => {
                self.card.organisation = tidy_line(&part(entry, 0));
                let parts: Vec<String> = (1..entry.values.len()).map(|i| tidy_line(&part(entry, i))).collect();
                self.card.department = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
            }
            "BDAY" if self.card.born_text.is_empty() => self.card.set_born(&part(entry, 0), Order::DayFirst),
            "DEATHDATE" | "X-DEATHDATE" => {
                self.card.died_text = tidy_line(&part(entry, 0));
                self.card.died = date(&self.card.died_text, Order::DayFirst);
            }
            "GENDER" | "X-GENDER" if self.card.gender.is_empty() => {
                let said = [part(entry, 0), part(entry, 1)].map(|p| tidy_line(&p));
                self.card.gender = said.into_iter().find(|p| !p.is_empty()).unwrap_or_default();
            }
            "TEL" => self.take_phone(entry),
            "EMAIL" => self.card.add_email(without(&part(entry, 0), "mailto:")),
            "ADR" => self.take_address(entry),
            "LABEL" if self.envelope.is_empty() => self.envelope = part(entry, 0),
            "NOTE" => self.card.notes = tidy_text(&format!("{}\n{}", self.card.notes, part(entry, 0))),
            "CATEGORIES" => {
                let words = (0..entry.values.len()).map(|i| part(entry, i)).collect::<Vec<_>>().join(",");
                words.split(',').for_each(|c| self.card.add_category(c));
            }
            "ROLE" => self.role = tidy_line(&part(entry, 0)),
            "KIND" => self.organisation_only |= part(entry, 0).eq_ignore_ascii_case("org"),
            "X-ABSHOWAS" => self.organisation_only |= part(entry, 0).eq_ignore_ascii_case("company"),
            "X-ROLLTOP-KIND" => self.kind = kind(&part(entry, 0)),
            _ => self.take_own(&name, &part(entry, 0)),
        }
    }

    /// Properties that are taken as they are, those of our own among them.
    fn take_own(&mut self, name: &str, text: &str) {
        let card = &mut self.card;
        let place = match name {
            "NICKNAME" => &mut card.preferred_name,
            "TITLE" => &mut card.job_title,
            "UID" => &mut card.uid,
            "X-NHS-NUMBER" => &mut card.nhs_number,
            "X-HOSPITAL-NUMBER" => &mut card.hospital_number,
            "X-ODS-CODE" => &mut card.ods_code,
            "X-PRACTICE-CODE" => &mut card.practice_code,
            "X-PRACTICE-NAME" => &mut card.practice_name,
            "X-OPENED-ON" => return card.opened_on = date(text, Order::DayFirst),
            "X-CLOSED-ON" => return card.closed_on = date(text, Order::DayFirst),
            "X-STATUS" => return card.status = status(text),
            _ => return,
        };
        if place.is_empty() {
            *place = tidy_line(text);
        }
    }

    fn take_name(&mut self, entry: &VCardEntry) {
        let parts = [0, 1, 2, 3, 4].map(|i| tidy_line(&part(entry, i)));
        let card = &mut self.card;
        [card.surname, card.forename, card.middle, card.title, card.suffix] = parts;
    }

    /// A card without N, or with an empty one, has its name in FN, be it a person's or a firm's.
    fn settle_name(&mut self) {
        let card = &mut self.card;
        let named = [&card.surname, &card.forename, &card.middle].into_iter().any(|part| !part.is_empty());
        let formatted = std::mem::take(&mut self.formatted);
        let is_number = card.emails.contains(&formatted) || card.phones.iter().any(|p| p.number == formatted);
        if named || formatted.is_empty() || is_number {
            return;
        }
        if self.organisation_only && card.organisation.is_empty() {
            card.organisation = formatted;
        } else if !self.organisation_only && card.organisation != formatted {
            card.set_name(&formatted);
        }
    }

    fn take_phone(&mut self, entry: &VCardEntry) {
        let text = part(entry, 0);
        let number = without(&text, "tel:").replace(";ext=", " ext ");
        let named = entry.group.as_ref().and_then(|group| self.names.get(group)).cloned();
        self.card.add_phone(&named.unwrap_or_else(|| super::write::label(&types(entry))), &number);
    }

    fn take_address(&mut self, entry: &VCardEntry) {
        let mut address = Address::default();
        let mut taken = PersonCard::default();
        for component in 0..5 {
            taken.add_address(&part(entry, component));
        }
        let country = part(entry, 6);
        if !matches!(&*country.trim().to_lowercase(), "uk" | "gb" | "united kingdom" | "england" | "great britain") {
            taken.add_address(&country);
        }
        address.lines = taken.address;
        address.postcode = tidy_line(&part(entry, 5));
        let types = types(entry);
        let wanted = 2 * u8::from(types.iter().any(|t| t == "pref")) + u8::from(types.iter().any(|t| t == "work"));
        self.addresses.push((wanted, address));
        if let Some(VCardParameterValue::Text(label)) = entry.parameters(&VCardParameterName::Label).next() {
            self.envelope = label.replace("^n", "\n").replace("^'", "\"").replace("^^", "^");
        }
    }

    fn settle_address(&mut self) {
        let filled = self.addresses.drain(..).filter(|(_, a)| !a.lines.is_empty() || !a.postcode.is_empty());
        let best = filled.reduce(|best, next| if next.0 > best.0 { next } else { best });
        match best {
            Some((_, address)) => (self.card.address, self.card.postcode) = (address.lines, address.postcode),
            None => self.card.add_address(&std::mem::take(&mut self.envelope)),
        }
    }
}

/// The text of one part of a value.
fn part(entry: &VCardEntry, index: usize) -> String {
    match entry.values.get(index) {
        Some(VCardValue::Text(text)) => text.clone(),
        Some(VCardValue::Component(parts)) => {
            let mark = if entry.name.as_str() == "N" && index < 4 { " " } else { ", " };
            parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(mark)
        }
        Some(VCardValue::Sex(sex)) => sex.as_str().to_owned(),
        Some(VCardValue::Kind(kind)) => kind.as_str().to_owned(),
        Some(VCardValue::Integer(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// The types of a property in small letters; "pref" is one, however it is written.
fn types(entry: &VCardEntry) -> Vec<String> {
    let mut all = Vec::new();
    for param in &entry.params {
        match (&param.name, &param.value) {
            (VCardParameterName::Type, VCardParameterValue::Type(known)) => all.push(known.as_str().to_lowercase()),
            (VCardParameterName::Type, VCardParameterValue::Text(own)) => {
                all.extend(own.split(',').map(|t| t.trim().to_lowercase()));
            }
            (VCardParameterName::Pref, _) => all.push("pref".to_owned()),
            (VCardParameterName::Other(bare), VCardParameterValue::Null) => all.push(bare.to_lowercase()),
            _ => {}
        }
    }
    all
}

fn without<'t>(text: &'t str, scheme: &str) -> &'t str {
    text.get(..scheme.len()).filter(|s| s.eq_ignore_ascii_case(scheme)).map_or(text, |_| &text[scheme.len()..])
}

fn kind(text: &str) -> Option<KindHint> {
    match &*text.trim().to_lowercase() {
        "patient" => Some(KindHint::Patient),
        "contact" => Some(KindHint::Contact),
        "practice" => Some(KindHint::Practice),
        "organisation" => Some(KindHint::Organisation),
        _ => None,
    }
}

fn status(text: &str) -> Option<Status> {
    match &*text.trim().to_lowercase() {
        "active" => Some(Status::Active),
        "closed" => Some(Status::Closed),
        "dormant" => Some(Status::Dormant),
        "proposed" => Some(Status::Proposed),
        _ => None,
    }
}
