//! Snippets as a table, out and in: a spreadsheet edits them, and the same file again changes nothing.

use chrono::NaiveDateTime;

use super::Snippet;
use super::model::tidy_typed;
use crate::clock::stamp;
use crate::exchange::csv::{sniff, unguard, write_csv_with_bom};
use crate::store::{Change, Db, Refusal, new_id};

const HEADINGS: &[&str] = &["Typed", "Name", "Words"];

/// The snippets as a table.
pub(super) fn csv(all: &[Snippet]) -> Vec<u8> {
    write_csv_with_bom(HEADINGS, all.iter().map(|s| [s.typed.clone(), s.name.clone(), s.body.clone()]))
}

/// What a file would change, and in words: `2 new, 1 changed, 3 the same`.
pub(super) fn plan(db: Db<'_>, bytes: &[u8], now: NaiveDateTime) -> Result<(Change, String), Refusal> {
    let found = read(bytes)?;
    let own = super::repo::own(db)?;
    let (mut new, mut changed, mut same) = (0, 0, 0);
    let mut change = Change::new("");
    for row in found {
        match own.iter().find(|o| o.typed == row.typed) {
            Some(old) if says_the_same(old, &row) => same += 1,
            Some(old) => {
                changed += 1;
                change = change.update(old, &Snippet { name: row.name, body: row.body, ..old.clone() });
            }
            None if super::model::shipped().iter().any(|s| says_the_same(s, &row)) => same += 1,
            None => {
                new += 1;
                change = change.insert(&Snippet { id: new_id(), created_at: stamp(now), ..row });
            }
        }
    }
    let said = format!("{new} new, {changed} changed, {same} the same");
    Ok((Change { label: format!("Imported snippets: {said}"), ..change }, said))
}

fn says_the_same(a: &Snippet, b: &Snippet) -> bool {
    (&a.typed, &a.name, &a.body) == (&b.typed, &b.name, &b.body)
}

/// The rows of a file, all of them or a sentence with the line that is wrong.
fn read(bytes: &[u8]) -> Result<Vec<Snippet>, Refusal> {
    let table = sniff(bytes);
    // Words that name no column of people, tasks or diaries are to be read as the first row.
    let first = table.rows.first().filter(|_| table.headings.is_empty());
    let headings: Vec<&str> = match first {
        Some(row) => row.cells.iter().collect(),
        None => table.headings.iter().map(String::as_str).collect(),
    };
    let column = |name: &str| headings.iter().position(|h| h.trim().eq_ignore_ascii_case(name));
    let (Some(typed), Some(body)) = (column("Typed"), column("Words")) else {
        return Err(Refusal::rule("The first line of the file must name the columns: Typed, Name, Words."));
    };
    if let Some(problem) = table.problems.first() {
        return Err(Refusal::rule(format!("Line {}: {}. Nothing was imported.", problem.line, problem.reason)));
    }
    let name = column("Name");
    let mut all: Vec<Snippet> = Vec::new();
    for row in table.rows.iter().skip(usize::from(first.is_some())) {
        let cell = |at: usize| unguard(row.cells.get(at)).replace("\r\n", "\n").trim_end().to_owned();
        let refused = |why: String| Refusal::rule(format!("Line {}: {why} Nothing was imported.", row.line));
        let typed = tidy_typed(&cell(typed)).map_err(refused)?;
        let body = cell(body);
        if body.trim().is_empty() {
            return Err(refused(format!("{typed} has no words.")));
        }
        if all.iter().any(|s| s.typed == typed) {
            return Err(refused(format!("{typed} stands in the file twice.")));
        }
        all.push(Snippet { typed, name: name.map(cell).unwrap_or_default(), body, ..Snippet::default() });
    }
    Ok(all)
}
