//! The national lists of organisations: practices (`epraccur`) and trusts (`etr`) as the Organisation Data Service
//! publishes them, 27 columns without headings, and the older set of NHS Choices, with headings and one row for each
//! telephone and e-mail address. Known by their looks: users give the file and need not say what it is.

#[cfg(test)]
mod tests;

use super::csv::{Cells, Row, Table};
use super::mapping::{self, Kind};
use super::person::dates::{Order, any_date};
use super::person::{KindHint, PersonCard, Status, tidy_line};
use std::collections::HashMap;

/// Which list a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// GP practices and other prescribing places.
    Practices,
    /// Trusts.
    Trusts,
    /// NHS Choices: practices, clinics, hospitals or trusts.
    Choices,
}

// The columns of the lists without headings, from 0.
const CODE: usize = 0;
const NAME: usize = 1;
const ADDRESS: std::ops::RangeInclusive<usize> = 4..=8;
const POSTCODE: usize = 9;
const OPEN: usize = 10;
const CLOSE: usize = 11;
const STATUS: usize = 12;
const TELEPHONE: usize = 17;
const SETTING: usize = 25;
const WIDTH: usize = 27;

/// Which list a table is, if any.
pub fn list(table: &Table) -> Option<List> {
    if is_epraccur(table) {
        Some(List::Practices)
    } else if is_etr(table) {
        Some(List::Trusts)
    } else if is_choices(table) {
        Some(List::Choices)
    } else {
        None
    }
}

/// Whether it is the list of practices.
pub fn is_epraccur(table: &Table) -> bool {
    is_list(table) && nearly_all(table, |cells| matches!(cells.get(STATUS).trim(), "A" | "C" | "D" | "P"))
}

/// Whether it is the list of trusts, which leaves the status empty.
pub fn is_etr(table: &Table) -> bool {
    is_list(table) && nearly_all(table, |cells| cells.get(STATUS).trim().is_empty())
}

/// Whether it is a list of NHS Choices.
pub fn is_choices(table: &Table) -> bool {
    ["OrganisationCode", "OrganisationType", "OrganisationName"].iter().all(|h| table.headings.iter().any(|t| t == h))
}

fn is_list(table: &Table) -> bool {
    table.headings.is_empty()
        && table.width() == WIDTH
        && nearly_all(table, |cells| {
            let code = cells.get(CODE).trim();
            let written = (3..=8).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
            written && day(cells.get(OPEN)).is_some()
        })
}

fn nearly_all(table: &Table, is: impl Fn(&Cells) -> bool) -> bool {
    let sample = &table.rows[..table.rows.len().min(100)];
    !sample.is_empty() && sample.iter().filter(|r| is(&r.cells)).count() * 20 >= sample.len() * 19
}

fn day(text: &str) -> Option<chrono::NaiveDate> {
    any_date(text, Order::DayFirst)
}

/// The organisations of a list, or nothing where the table is none.
pub fn cards(table: &Table) -> Option<Vec<PersonCard>> {
    Some(match list(table)? {
        List::Practices => table.rows.iter().map(|row| organisation(row, KindHint::Practice)).collect(),
        List::Trusts => table.rows.iter().map(|row| organisation(row, KindHint::Organisation)).collect(),
        List::Choices => choices(table),
    })
}

fn organisation(row: &Row, kind_hint: KindHint) -> PersonCard {
    let cell = |column| tidy_line(row.cells.get(column));
    let closed_on = day(row.cells.get(CLOSE));
    let mut card = PersonCard {
        kind_hint,
        ods_code: cell(CODE),
        organisation: cell(NAME),
        postcode: cell(POSTCODE),
        opened_on: day(row.cells.get(OPEN)),
        closed_on,
        status: Some(status(&cell(STATUS), closed_on.is_some())),
        line: row.line,
        ..PersonCard::default()
    };
    ADDRESS.for_each(|column| card.add_address(row.cells.get(column)));
    card.add_phone("", row.cells.get(TELEPHONE));
    if kind_hint == KindHint::Practice {
        card.add_category(setting(row.cells.get(SETTING)));
    }
    card
}

fn status(letter: &str, has_closed: bool) -> Status {
    match letter {
        "C" => Status::Closed,
        "D" => Status::Dormant,
        "P" => Status::Proposed,
        "" if has_closed => Status::Closed,
        _ => Status::Active,
    }
}

/// Where prescriptions are written: the list of practices holds prisons and hospices as well.
fn setting(code: &str) -> &'static str {
    match code.trim() {
        "0" => "Other prescribing place",
        "1" => "Walk-in centre",
        "2" => "Out-of-hours service",
        "3" => "Walk-in centre and out-of-hours service",
        "4" => "GP practice",
        "8" => "Public health service",
        "9" => "Community health service",
        "10" => "Hospital service",
        "11" => "Optometry service",
        "12" => "Urgent and emergency care",
        "13" => "Hospice",
        "14" => "Care home",
        "15" => "Border Force",
        "16" => "Young offender institution",
        "17" => "Secure training centre",
        "18" => "Secure children's home",
        "19" => "Immigration removal centre",
        "20" => "Court",
        "21" => "Police custody",
        "22" => "Sexual assault referral centre",
        "24" => "Other justice estate",
        "25" => "Prison",
        _ => "",
    }
}

/// The rows of NHS Choices by the columns' names, those of one organisation brought together.
fn choices(table: &Table) -> Vec<PersonCard> {
    let mapping = mapping::offer(&table.headings, Kind::Contacts);
    let parents = parent_names(table);
    let mut found: Vec<PersonCard> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for mut card in mapping::cards(&mapping, table) {
        if let Some(at) = known.get(&card.ods_code).filter(|_| !card.ods_code.is_empty()) {
            merge(&mut found[*at], &card);
            continue;
        }
        known.insert(card.ods_code.clone(), found.len());
        if let Some(parent) = parents.get(&card.line) {
            card.notes = format!("Part of {parent}");
        }
        found.push(card);
    }
    found
}

fn merge(card: &mut PersonCard, other: &PersonCard) {
    other.phones.iter().for_each(|p| card.add_phone(&p.label, &p.number));
    other.emails.iter().for_each(|e| card.add_email(e));
}

/// The trust of each hospital, by line.
fn parent_names(table: &Table) -> HashMap<usize, String> {
    let Some(column) = table.headings.iter().position(|h| h == "ParentName") else { return HashMap::new() };
    let named = table.rows.iter().map(|r| (r.line, tidy_line(r.cells.get(column))));
    named.filter(|(_, name)| !name.is_empty()).collect()
}
