//! People and organisations into cards.

use crate::exchange::person::{KindHint, PersonCard, Phone, Status};
use calcard::vcard::{
    VCard, VCardEntry, VCardParameter, VCardParameterName, VCardParameterValue, VCardProperty, VCardType, VCardValue,
    VCardValueType, VCardVersion,
};
use chrono::NaiveDate;

/// Which version to write.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Version {
    /// 3.0, which Outlook and old telephones read.
    V3,
    /// 4.0.
    #[default]
    V4,
}

/// The cards as a file: UTF-8, Windows line ends, long lines folded.
pub fn write(cards: &[PersonCard], version: Version) -> Vec<u8> {
    let number = if version == Version::V3 { VCardVersion::V3_0 } else { VCardVersion::V4_0 };
    let mut out = String::new();
    for card in cards {
        let writer = Writer { card, version, out: VCard::default(), groups: 0 };
        writer.entries().write_to(&mut out, number).expect("writing to memory does not fail");
    }
    out.into_bytes()
}

/// What a telephone is called for its types. The first that fits is taken.
const LABELS: [(&str, &[&str]); 11] = [
    ("Work fax", &["work", "fax"]),
    ("Home fax", &["home", "fax"]),
    ("Fax", &["fax"]),
    ("Pager", &["pager"]),
    ("Textphone", &["textphone"]),
    ("Work mobile", &["work", "cell"]),
    ("Home mobile", &["home", "cell"]),
    ("Mobile", &["cell"]),
    ("Main", &["main"]),
    ("Work", &["work"]),
    ("Home", &["home"]),
];

/// The label for a property's types, in small letters. A type of the user's own is its own label.
pub fn label(types: &[String]) -> String {
    const SILENT: [&str; 12] =
        ["voice", "pref", "msg", "video", "text", "internet", "car", "isdn", "modem", "bbs", "pcs", "main-number"];
    let fits = |wanted: &[&str]| wanted.iter().all(|w| types.iter().any(|t| t == w));
    if let Some((label, _)) = LABELS.iter().find(|(_, wanted)| fits(wanted)) {
        return (*label).to_owned();
    }
    let own = types.iter().find(|t| !SILENT.contains(&&***t) && t.chars().all(|c| c.is_alphanumeric() || c == '-'));
    let mut label = own.cloned().unwrap_or_default();
    if let Some(first) = label.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    label
}

struct Writer<'a> {
    card: &'a PersonCard,
    version: Version,
    out: VCard,
    groups: usize,
}

impl Writer<'_> {
    fn entries(mut self) -> VCard {
        let card = self.card;
        self.push(VCardProperty::Fn, &[&formatted(card)]);
        self.push_parts(VCardProperty::N, &[&card.surname, &card.forename, &card.middle, &card.title, &card.suffix]);
        self.push_kind();
        if !card.organisation.is_empty() || !card.department.is_empty() {
            let parts: &[&str] = if card.department.is_empty() {
                &[&card.organisation]
            } else {
                &[&card.organisation, &card.department]
            };
            self.push_parts(VCardProperty::Org, parts);
        }
        self.push(VCardProperty::Title, &[&card.job_title]);
        self.push(VCardProperty::Nickname, &[&card.preferred_name]);
        self.push_gender();
        self.push_date(VCardProperty::Bday, &card.born_text, card.born);
        let death = if self.version == Version::V4 { VCardProperty::Deathdate } else { own("X-DEATHDATE") };
        self.push_date(death, &card.died_text, card.died);
        card.phones.iter().for_each(|phone| self.push_phone(phone));
        card.emails.iter().for_each(|email| self.push(VCardProperty::Email, &[email]));
        self.push_address();
        self.push(VCardProperty::Note, &[&card.notes]);
        let categories: Vec<&str> = card.categories.iter().map(String::as_str).collect();
        self.push(VCardProperty::Categories, &categories);
        self.push(VCardProperty::Uid, &[&card.uid]);
        self.push_own();
        self.out
    }

    /// A property whose values are all there are; none where there is no word.
    fn push(&mut self, name: VCardProperty, values: &[&str]) {
        if values.iter().any(|v| !v.is_empty()) {
            self.push_parts(name, values);
        }
    }

    fn push_parts(&mut self, name: VCardProperty, values: &[&str]) {
        let values = values.iter().map(|v| VCardValue::Text((*v).to_owned())).collect();
        self.out.entries.push(VCardEntry::new(name).with_values(values));
    }

    fn push_kind(&mut self) {
        let alone = !self.card.has_person_name() && !self.card.organisation.is_empty();
        if self.version == Version::V4 && alone {
            self.push(VCardProperty::Kind, &["org"]);
        }
        let word = match self.card.kind_hint {
            KindHint::Patient => "patient",
            KindHint::Contact => "contact",
            KindHint::Practice => "practice",
            KindHint::Organisation => "organisation",
        };
        self.push(own("X-ROLLTOP-KIND"), &[word]);
    }

    fn push_gender(&mut self) {
        let gender = &*self.card.gender;
        match (self.version, gender) {
            (Version::V3, _) => self.push(own("X-GENDER"), &[gender]),
            (Version::V4, "M" | "F" | "O" | "N" | "U") => self.push(VCardProperty::Gender, &[gender]),
            (Version::V4, _) => self.push(VCardProperty::Gender, &["", gender]),
        }
    }

    fn push_date(&mut self, name: VCardProperty, text: &str, date: Option<NaiveDate>) {
        let form = if self.version == Version::V4 { "%Y%m%d" } else { "%Y-%m-%d" };
        let written = date.map_or(text.to_owned(), |d| d.format(form).to_string());
        if written.is_empty() {
            return;
        }
        let mut entry = VCardEntry::new(name).with_value(written);
        if date.is_none() {
            entry.add_param(VCardParameter::value(VCardValueType::Text));
        }
        self.out.entries.push(entry);
    }

    fn push_phone(&mut self, phone: &Phone) {
        let mut entry = VCardEntry::new(VCardProperty::Tel).with_value(phone.number.clone());
        let types = LABELS.iter().find(|(label, _)| *label == phone.label).map_or(&[][..], |(_, types)| types);
        for word in types {
            entry.add_param(typed(word));
        }
        if types.is_empty() && !phone.label.is_empty() {
            self.groups += 1;
            let group = Some(format!("item{}", self.groups));
            let label = VCardEntry::new(own("X-ABLabel")).with_value(phone.label.clone()).with_group(group.clone());
            self.out.entries.extend([entry.with_group(group), label]);
        } else {
            self.out.entries.push(entry);
        }
    }

    fn push_address(&mut self) {
        let lines = &self.card.address;
        if lines.is_empty() && self.card.postcode.is_empty() {
            return;
        }
        let (street, town) = match &lines[..] {
            [street @ .., town] if !street.is_empty() => (street.join("\n"), &**town),
            rest => (rest.join("\n"), ""),
        };
        self.push_parts(VCardProperty::Adr, &["", "", &street, town, "", &self.card.postcode, ""]);
    }

    fn push_own(&mut self) {
        let card = self.card;
        let day = |date: Option<NaiveDate>| date.map(|d| d.to_string()).unwrap_or_default();
        let status = match card.status {
            None => "",
            Some(Status::Active) => "active",
            Some(Status::Closed) => "closed",
            Some(Status::Dormant) => "dormant",
            Some(Status::Proposed) => "proposed",
        };
        for (name, value) in [
            ("X-NHS-NUMBER", &*card.nhs_number),
            ("X-HOSPITAL-NUMBER", &card.hospital_number),
            ("X-ODS-CODE", &card.ods_code),
            ("X-PRACTICE-CODE", &card.practice_code),
            ("X-PRACTICE-NAME", &card.practice_name),
            ("X-OPENED-ON", &day(card.opened_on)),
            ("X-CLOSED-ON", &day(card.closed_on)),
            ("X-STATUS", status),
        ] {
            self.push(own(name), &[value]);
        }
    }
}

fn own(name: &str) -> VCardProperty {
    VCardProperty::Other(name.to_owned())
}

fn typed(word: &str) -> VCardParameter {
    let known = match word {
        "work" => VCardType::Work,
        "home" => VCardType::Home,
        "fax" => VCardType::Fax,
        "pager" => VCardType::Pager,
        "textphone" => VCardType::Textphone,
        "cell" => VCardType::Cell,
        other => return VCardParameter::new(VCardParameterName::Type, VCardParameterValue::Text(other.to_owned())),
    };
    VCardParameter::typ(known)
}

/// The name as it is shown. A card must have one.
fn formatted(card: &PersonCard) -> String {
    let parts = [&card.title, &card.forename, &card.middle, &card.surname, &card.suffix];
    let name = parts.into_iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    let shown = if card.has_person_name() { name } else { card.organisation.clone() };
    let first = |texts: Option<&String>| texts.cloned().unwrap_or_default();
    [shown, first(card.emails.first()), first(card.phones.first().map(|p| &p.number))]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_else(|| "Unnamed".to_owned())
}
