//! Rows into people and organisations.

use super::{Column, Field, Kind, Mapping};
use crate::exchange::csv::{Row, Table};
use crate::exchange::person::dates::{self, Order};
use crate::exchange::person::{KindHint, PersonCard, Status, tidy_line, tidy_text};
use std::collections::BTreeMap;

/// All people of a table, in the order of the file. Rows without a word are passed over.
pub fn apply(mapping: &Mapping, table: &Table) -> Vec<PersonCard> {
    cards(mapping, table).collect()
}

/// The same one after the other, for files too large to hold twice.
pub fn cards<'a>(mapping: &'a Mapping, table: &'a Table) -> impl Iterator<Item = PersonCard> + 'a {
    let reader = Reader { mapping, orders: mapping.orders(table), groups: groups(mapping) };
    table.rows.iter().filter(|row| !row.cells.is_blank()).map(move |row| reader.card(row))
}

struct Reader<'a> {
    mapping: &'a Mapping,
    orders: BTreeMap<usize, Order>,
    groups: Vec<String>,
}

/// The addresses of a file, the one that is wanted first: a patient's home, a contact's place of work.
fn groups(mapping: &Mapping) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for column in mapping.columns.iter().filter(|c| c.field.is_address()) {
        if !found.contains(&column.label) {
            found.push(column.label.clone());
        }
    }
    let (first, last) = if mapping.kind == Kind::Patients { ("Home", "Work") } else { ("Work", "Home") };
    let place = |group: &str| match group {
        g if g == first => 0,
        "" => 1,
        "Other" => 3,
        g if g == last => 4,
        _ => 2,
    };
    found.sort_by_key(|group| place(group));
    found
}

/// Google writes several values into one cell.
fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(":::")
}

impl Reader<'_> {
    fn card(&self, row: &Row) -> PersonCard {
        let mut card = PersonCard { line: row.line, ..PersonCard::default() };
        for column in &self.mapping.columns {
            let cell = row.cells.get(column.column);
            if !cell.trim().is_empty() {
                self.take(&mut card, column, cell, row);
            }
        }
        self.take_address(&mut card, row);
        settle_practice(&mut card);
        card.kind_hint = self.kind(&card, row);
        card
    }

    fn take(&self, card: &mut PersonCard, column: &Column, cell: &str, row: &Row) {
        let order = self.orders.get(&column.column).copied().unwrap_or_default();
        match column.field {
            Field::FullName => card.set_name(cell),
            Field::Born => card.set_born(cell, order),
            Field::Died => {
                card.died_text = tidy_line(cell);
                card.died = dates::date(&card.died_text, order);
            }
            Field::OpenedOn => card.opened_on = dates::any_date(cell, order),
            Field::ClosedOn => card.closed_on = dates::any_date(cell, order),
            Field::Status => card.status = status(cell),
            Field::Phone => {
                let named = column.label_column.map(|c| row.cells.get(c)).filter(|l| !l.trim().is_empty());
                let label = named.map_or(column.label.clone(), google_label);
                several(cell).for_each(|number| card.add_phone(&label, number));
            }
            Field::Email => several(cell).for_each(|email| card.add_email(email)),
            Field::Categories => cell.replace(":::", ";").split(';').for_each(|c| add_category(card, c)),
            Field::Notes => card.notes = tidy_text(&format!("{}\n{cell}", card.notes)),
            _ => {
                if let Some(place) = plain(card, column.field) {
                    *place = tidy_line(cell);
                }
            }
        }
    }

    /// Takes the first address of which anything is written.
    fn take_address(&self, card: &mut PersonCard, row: &Row) {
        for group in &self.groups {
            let cells = || {
                let columns = self.mapping.columns.iter().filter(|c| c.field.is_address() && c.label == *group);
                columns.map(|c| (c.field, several(row.cells.get(c.column)).next().unwrap_or_default()))
            };
            if cells().all(|(field, cell)| cell.trim().is_empty() || field == Field::Country) {
                continue;
            }
            cells().for_each(|(field, cell)| add_to_address(card, field, cell));
            join_house_number(&mut card.address);
            return;
        }
    }

    fn kind(&self, card: &PersonCard, row: &Row) -> KindHint {
        if self.mapping.kind == Kind::Patients {
            return KindHint::Patient;
        }
        let said = self.mapping.line(row, Field::OrganisationKind).to_lowercase();
        match () {
            () if said.contains("practice") || said.contains("surgery") => KindHint::Practice,
            () if card.has_person_name() || card.organisation.is_empty() => KindHint::Contact,
            () if said.is_empty() && is_practice_code(&card.ods_code) => KindHint::Practice,
            () => KindHint::Organisation,
        }
    }
}

/// The place for a field that is taken as it is.
fn plain(card: &mut PersonCard, field: Field) -> Option<&mut String> {
    Some(match field {
        Field::Title => &mut card.title,
        Field::Forename => &mut card.forename,
        Field::Middle => &mut card.middle,
        Field::Surname => &mut card.surname,
        Field::Suffix => &mut card.suffix,
        Field::PreferredName => &mut card.preferred_name,
        Field::Gender => &mut card.gender,
        Field::NhsNumber => &mut card.nhs_number,
        Field::HospitalNumber => &mut card.hospital_number,
        Field::Organisation => &mut card.organisation,
        Field::Department => &mut card.department,
        Field::JobTitle => &mut card.job_title,
        Field::OdsCode => &mut card.ods_code,
        Field::PracticeCode => &mut card.practice_code,
        Field::PracticeName => &mut card.practice_name,
        Field::Uid => &mut card.uid,
        _ => return None,
    })
}

fn add_to_address(card: &mut PersonCard, field: Field, cell: &str) {
    match field {
        Field::Postcode => card.postcode = tidy_line(cell),
        Field::Country if is_home_country(cell) => {}
        Field::AddressBlock => add_block(card, cell),
        _ => card.add_address(cell),
    }
}

/// A whole address in one cell: on lines, or with commas; the postcode at its end stands apart.
fn add_block(card: &mut PersonCard, cell: &str) {
    let text = tidy_text(cell);
    let lines: Vec<&str> = if text.contains('\n') { text.lines().collect() } else { text.split(',').collect() };
    for line in lines.into_iter().map(str::trim).filter(|l| !l.is_empty() && !is_home_country(l)) {
        if is_postcode(line) { line.clone_into(&mut card.postcode) } else { card.add_address(line) }
    }
}

fn is_home_country(text: &str) -> bool {
    matches!(
        &*text.trim().to_lowercase(),
        "gb" | "uk" | "united kingdom" | "great britain" | "england" | "scotland" | "wales" | "northern ireland"
    )
}

/// Whether it is written like a British postcode.
fn is_postcode(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = text.as_bytes();
    let [outward @ .., digit, one, two] = bytes else { return false };
    (2..=4).contains(&outward.len())
        && outward[0].is_ascii_alphabetic()
        && outward.iter().any(u8::is_ascii_digit)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && digit.is_ascii_digit()
        && one.is_ascii_alphabetic()
        && two.is_ascii_alphabetic()
}

/// "12" above "Mill Lane" is "12 Mill Lane".
fn join_house_number(lines: &mut Vec<String>) {
    let is_number = |line: &str| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < line.len() && rest.len() < 2 && rest.chars().all(char::is_alphabetic)
    };
    if let Some(at) = lines.iter().position(|l| is_number(l)).filter(|at| at + 1 < lines.len()) {
        let street = lines.remove(at + 1);
        lines[at] = format!("{} {street}", lines[at]);
    }
}

/// A practice's code that stands under the heading of its name.
fn settle_practice(card: &mut PersonCard) {
    if card.practice_code.is_empty() && is_practice_code(&card.practice_name) {
        card.practice_code = std::mem::take(&mut card.practice_name);
    }
}

/// A letter and five digits.
fn is_practice_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 6 && bytes[0].is_ascii_alphabetic() && bytes[1..].iter().all(u8::is_ascii_digit)
}

fn google_label(label: &str) -> String {
    tidy_line(label).trim_start_matches("* ").to_owned()
}

/// Google files everybody under "myContacts", which says nothing.
fn add_category(card: &mut PersonCard, category: &str) {
    let category = category.trim().trim_start_matches("* ");
    if category != "myContacts" {
        card.add_category(category);
    }
}

fn status(cell: &str) -> Option<Status> {
    match &*cell.trim().to_lowercase() {
        "a" | "active" | "open" | "visible" => Some(Status::Active),
        "c" | "closed" | "inactive" => Some(Status::Closed),
        "d" | "dormant" => Some(Status::Dormant),
        "p" | "proposed" => Some(Status::Proposed),
        _ => None,
    }
}
