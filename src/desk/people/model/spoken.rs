//! Telephones and people who may be spoken to, as lines that people type.

use chrono::NaiveDate;

use super::{Phone, Spokesperson};
use crate::text::{dates, phone};

/// `mobile 07700 900401`.
pub fn phone_line(phone: &Phone) -> String {
    format!("{} {}", phone.label, phone.number).trim().to_owned()
}

/// The telephones of several lines, each a label and a number or a number alone.
///
/// # Errors
/// A line without a number.
pub fn read_phones(text: &str) -> Result<Vec<Phone>, String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(read_phone).collect()
}

fn read_phone(line: &str) -> Result<Phone, String> {
    let number = |c: char| c.is_ascii_digit() || c == '+' || c == '(';
    let extension = ["x", "ext"].iter().any(|x| line.to_lowercase().starts_with(x) && line.contains(number));
    let at = if extension { Some(0) } else { line.find(number) };
    let Some(at) = at else {
        return Err(format!("“{line}” has no number: write a line as mobile 07700 900401."));
    };
    let label = line[..at].trim().trim_end_matches(':').trim();
    Ok(Phone { label: label.to_owned(), number: phone::tidy(&line[at..]) })
}

/// `John Okafor; husband; everything; 01-Mar-2027`.
pub fn spokesperson_line(who: &Spokesperson) -> String {
    let until = who.until.parse().map_or_else(|_| who.until.clone(), dates::screen);
    format!("{}; {}; {}; {until}", who.name, who.relation, who.scope).trim_end_matches([';', ' ']).to_owned()
}

/// The people of several lines, each "name; relation; scope; until". `day` reads the date.
///
/// # Errors
/// A line without a name or a relation, or a date that cannot be read.
pub fn read_spokespeople(
    text: &str,
    day: impl Fn(&str) -> Result<Option<String>, String>,
) -> Result<Vec<Spokesperson>, String> {
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    lines.map(|line| read_spokesperson(line, &day)).collect()
}

fn read_spokesperson(line: &str, day: impl Fn(&str) -> Result<Option<String>, String>) -> Result<Spokesperson, String> {
    let parts: Vec<&str> = line.split(';').map(str::trim).collect();
    let part = |i: usize| parts.get(i).copied().unwrap_or_default();
    if part(0).is_empty() || part(1).is_empty() {
        return Err(format!("“{line}”: write name; relation; what may be told; until when (or nothing)."));
    }
    if parts.len() > 4 {
        return Err(format!("“{line}” has more than four parts: name; relation; what may be told; until when."));
    }
    let scope = if part(2).is_empty() { "everything" } else { part(2) };
    let until = day(part(3)).map_err(|e| format!("{}: {e}", part(0)))?;
    Ok(Spokesperson {
        name: part(0).into(),
        relation: part(1).into(),
        scope: scope.into(),
        until: until.unwrap_or_default(),
    })
}

impl Spokesperson {
    /// Whether they may still be spoken to on this day.
    pub fn holds(&self, today: NaiveDate) -> bool {
        self.until.is_empty() || self.until.parse::<NaiveDate>().is_ok_and(|until| until >= today)
    }

    /// In words: "John Okafor, husband: everything, until 01-Mar-2027".
    pub fn words(&self) -> String {
        let until = self.until.parse().map_or_else(|_| String::new(), |d| format!(", until {}", dates::screen(d)));
        format!("{}, {}: {}{until}", self.name, self.relation, self.scope)
    }
}
