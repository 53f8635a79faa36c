//! What a heading means.

use super::field::{Field, Kind};
use super::words::spellings;

/// A guess, with the words that tell it from others of its field ("Mobile", "Home").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The field.
    pub field: Field,
    /// How far down its spelling stands in the list; less is better.
    pub rank: usize,
    /// Which telephone, or which address.
    pub label: String,
}

impl Guess {
    fn new(field: Field, rank: usize, label: impl Into<String>) -> Self {
        Self { field, rank, label: label.into() }
    }
}

/// Words that make a column say something about another column.
const ABOUT: [&str; 15] = [
    "consent",
    "display",
    "label",
    "method",
    "phonetic",
    "preference",
    "reminder",
    "status",
    "type",
    "verified",
    "yomi",
    "web",
    "url",
    "photo",
    "checked",
];
const TELEPHONE: [&str; 18] = [
    "phone",
    "phones",
    "telephone",
    "telephones",
    "tel",
    "telno",
    "mobile",
    "mob",
    "cell",
    "fax",
    "pager",
    "bleep",
    "bypass",
    "landline",
    "extension",
    "ext",
    "telex",
    "isdn",
];

/// What a heading in plain words means for a kind of import.
pub fn guess(heading: &str, kind: Kind) -> Option<Guess> {
    let without =
        ["patients ", "patient ", "pt ", "contact ", "contacts "].iter().find_map(|p| heading.strip_prefix(p));
    guess_exactly(heading, kind).or_else(|| guess_exactly(without?, kind))
}

fn guess_exactly(heading: &str, kind: Kind) -> Option<Guess> {
    let known = spellings(kind).into_iter().flatten().find_map(|(field, words)| {
        let rank = words.iter().position(|w| *w == heading)?;
        Some(Guess::new(*field, rank, ""))
    });
    let people = matches!(kind, Kind::Patients | Kind::Contacts);
    known.or_else(|| people.then(|| reach(heading))?)
}

/// Telephone, e-mail and address columns have too many names for a list.
fn reach(heading: &str) -> Option<Guess> {
    let words: Vec<&str> = heading.split(' ').collect();
    if words.iter().any(|w| ABOUT.contains(w)) {
        return None;
    }
    if words.contains(&"email") {
        return Some(Guess::new(Field::Email, 0, ""));
    }
    if words.iter().any(|w| TELEPHONE.contains(w)) || matches!(heading, "number" | "contact number" | "contact no") {
        return Some(Guess::new(Field::Phone, 0, phone_label(&words)));
    }
    address(heading)
}

/// What the words of a heading say of the telephone: "business fax" is "Work fax".
pub fn phone_label(words: &[&str]) -> String {
    let said = words.iter().filter_map(|word| match *word {
        "phone" | "phones" | "telephone" | "telephones" | "tel" | "telno" | "number" | "no" | "num" | "value"
        | "contact" | "line" => None,
        "business" | "work" | "office" => Some("work"),
        "mobile" | "mob" | "cell" => Some("mobile"),
        "landline" => Some("home"),
        "ext" => Some("extension"),
        "assistants" => Some("assistant"),
        number if number.bytes().all(|b| b.is_ascii_digit()) => None,
        other => Some(other),
    });
    let mut label = said.collect::<Vec<_>>().join(" ");
    if let Some(first) = label.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    label
}

fn address(heading: &str) -> Option<Guess> {
    let (group, rest) = address_group(heading);
    let bare = rest.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let field = match bare {
        "address" | "full address" | "formatted" | "address formatted" if bare == rest => Field::AddressBlock,
        "address" | "address line" | "addr" | "addr line" | "add" | "street" | "street address" | "house"
        | "house name" | "house number" | "house name number" | "house no" | "flat" | "building"
        | "extended address" | "po box" | "locality" | "village" | "district" | "line" => Field::Address,
        "town" | "city" | "post town" | "town city" | "city town" => Field::Town,
        "county" | "state" | "region" | "state province" => Field::County,
        "postcode" | "post code" | "postal code" | "zip" | "zip code" | "pcode" | "zip postal code" => Field::Postcode,
        "country" | "country region" => Field::Country,
        _ => return None,
    };
    Some(Guess::new(field, 0, group))
}

/// Which of several addresses a heading belongs to, and what is left of it.
fn address_group(heading: &str) -> (String, &str) {
    if let Some((number, rest)) = heading.strip_prefix("address ").and_then(|h| h.split_once(' '))
        && number.bytes().all(|b| b.is_ascii_digit())
    {
        return (format!("Address {number}"), rest);
    }
    for (word, group) in [("home ", "Home"), ("business ", "Work"), ("work ", "Work"), ("other ", "Other")] {
        if let Some(rest) = heading.strip_prefix(word) {
            return (
                group.to_owned(),
                rest.strip_prefix("address ").filter(|r| !r.starts_with(char::is_numeric)).unwrap_or(rest),
            );
        }
    }
    let rest = ["correspondence ", "current ", "permanent ", "main ", "mailing ", "postal ", "address "]
        .iter()
        .find_map(|word| heading.strip_prefix(word).filter(|r| r.starts_with(char::is_alphabetic) && *r != "code"));
    (String::new(), rest.filter(|r| *r != "line").unwrap_or(heading))
}
