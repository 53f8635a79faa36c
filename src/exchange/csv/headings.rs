//! Whether a first row names the columns, and how a heading is compared with others.

use super::{Cells, Row};
use crate::exchange::person::dates;

/// A heading in plain words: `NHSNumber`, `nhs_number` and "NHS number" are all "nhs number".
pub fn normal(heading: &str) -> String {
    let mut out = String::with_capacity(heading.len() + 4);
    let heading = heading.replace("(s)", "s");
    let chars: Vec<char> = heading.chars().filter(|c| !matches!(c, '\'' | '’' | '.')).collect();
    for (i, c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            out.push(' ');
            continue;
        }
        if i > 0 && is_seam(chars[i - 1], *c, chars.get(i + 1).copied()) {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace("e mail", "email")
}

/// Whether a new word begins at a letter: `dobText`, `NHSNumber`, `address1`.
fn is_seam(before: char, here: char, after: Option<char>) -> bool {
    let into_capital = here.is_uppercase() && (before.is_lowercase() || after.is_some_and(char::is_lowercase));
    let into_number = here.is_numeric() && before.is_alphabetic();
    (into_capital && before.is_alphanumeric()) || into_number
}

const WORDS: [&str; 59] = [
    "address",
    "birth",
    "born",
    "categories",
    "category",
    "city",
    "code",
    "comments",
    "company",
    "country",
    "county",
    "date",
    "department",
    "description",
    "dob",
    "due",
    "email",
    "end",
    "fax",
    "first",
    "forename",
    "gender",
    "given",
    "gp",
    "hospital",
    "id",
    "known",
    "last",
    "location",
    "mobile",
    "mrn",
    "name",
    "nhs",
    "no",
    "note",
    "notes",
    "number",
    "organisation",
    "organization",
    "owner",
    "phone",
    "place",
    "postcode",
    "postal",
    "practice",
    "prefix",
    "priority",
    "sex",
    "start",
    "status",
    "street",
    "subject",
    "surname",
    "task",
    "tel",
    "telephone",
    "time",
    "title",
    "town",
];

/// Whether the first row reads like the names of columns.
pub fn looks_like_headings(first: &Cells, rest: &[Row]) -> bool {
    let filled: Vec<&str> = first.iter().map(str::trim).filter(|c| !c.is_empty()).collect();
    if filled.is_empty() || filled.len() * 2 < first.len() || !filled.iter().all(|c| could_be_heading(c)) {
        return false;
    }
    let known = filled.iter().filter(|c| normal(c).split(' ').any(|w| WORDS.binary_search(&w).is_ok())).count();
    known * 2 >= filled.len() || (0..first.len()).any(|column| column_differs(first, rest, column))
}

fn could_be_heading(cell: &str) -> bool {
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let long = cell.chars().count() > 80 || cell.contains('\n');
    letters > digits && !long && !cell.contains('@') && dates::any_date(cell, dates::Order::DayFirst).is_none()
}

/// Whether a column of numbers, dates or addresses has a plain word above it.
fn column_differs(first: &Cells, rest: &[Row], column: usize) -> bool {
    let marked = |cell: &str| cell.contains('@') || cell.chars().any(|c| c.is_ascii_digit());
    let below: Vec<&str> = rest.iter().take(50).map(|r| r.cells.get(column).trim()).filter(|c| !c.is_empty()).collect();
    let heading = first.get(column).trim();
    let differing = below.iter().filter(|c| marked(c)).count();
    !heading.is_empty() && !marked(heading) && differing > 1 && differing * 5 >= below.len() * 4
}
