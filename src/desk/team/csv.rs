//! The pages of the team as tables for a spreadsheet.

use chrono::NaiveDate;

use super::TeamPane;
use super::model::{Absence, Backlog, Member, turns_said};
use super::view::Page;
use crate::app::{Cx, ask_new_file};
use crate::exchange::csv::write_csv_with_bom;
use crate::keys::Done;

/// The members.
pub fn members(all: &[Member]) -> Vec<u8> {
    let head = ["Name", "Role", "State", "Telephone", "Hours", "Types for", "Skills", "Covers for", "Left", "Notes"];
    let row = |m: &Member| {
        vec![
            m.name.clone(),
            m.role.clone(),
            m.state.clone(),
            m.phone.clone(),
            m.hours.clone(),
            m.types_for.join(", "),
            m.skills.join(", "),
            m.deputies.join(", "),
            m.left_on.clone().unwrap_or_default(),
            m.notes.clone(),
        ]
    };
    write_csv_with_bom(&head, all.iter().map(row))
}

/// What waits with everybody.
pub fn backlog(all: &[Backlog], today: NaiveDate) -> Vec<u8> {
    let head = [
        "Whose",
        "Letters",
        "Letters late",
        "Queries",
        "Queries late",
        "Tasks",
        "Tasks late",
        "Dictations to type",
        "Minutes to type",
        "Oldest in days",
    ];
    let row = |b: &Backlog| {
        let who = if b.who.is_empty() { "nobody".into() } else { b.who.clone() };
        let counts = [b.letters.items, b.letters.over, b.queries.items, b.queries.over, b.tasks.items, b.tasks.over];
        let audio = [b.dictations, (b.audio_ms + 59_999) / 60_000, b.oldest_days(today)];
        std::iter::once(who).chain(counts.iter().chain(&audio).map(ToString::to_string)).collect::<Vec<String>>()
    };
    write_csv_with_bom(&head, all.iter().map(row))
}

/// The absences.
pub fn absences(all: &[Absence]) -> Vec<u8> {
    let head = ["Who", "Kind", "From", "Until", "Cover", "Back", "Note"];
    let row = |a: &Absence| {
        vec![
            a.member.clone(),
            a.kind.clone(),
            a.from_at.clone(),
            a.until_at.clone().unwrap_or_default(),
            turns_said(&a.turns),
            a.returned_at.clone().unwrap_or_default(),
            a.note.clone(),
        ]
    };
    write_csv_with_bom(&head, all.iter().map(row))
}

/// The page that is shown, as a file that is not there yet.
pub(super) fn save(pane: &mut TeamPane, cx: &mut Cx) -> Done {
    let today = cx.today();
    let (name, bytes) = match pane.page {
        Page::People => ("team", members(&pane.people.all().iter().map(|r| r.member.clone()).collect::<Vec<_>>())),
        Page::Backlog => {
            ("backlog", backlog(&pane.backlog.all().iter().map(|r| r.of.clone()).collect::<Vec<_>>(), today))
        }
        Page::Away => {
            let all: Vec<Absence> = pane.away.all().iter().filter_map(|r| r.away.absence.clone()).collect();
            ("absences", absences(&all))
        }
    };
    ask_new_file("csv", bytes, &format!("{name}-{today}.csv"), cx)
}
