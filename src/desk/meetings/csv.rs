//! Meetings, actions and series as tables for a spreadsheet.

use chrono::{NaiveDate, NaiveDateTime};

use super::MeetingsPane;
use super::model::{Logged, Meeting, Series};
use super::view::Page;
use crate::app::{Cx, ask_new_file};
use crate::exchange::csv::write_csv_with_bom;
use crate::keys::Done;

/// The meetings.
pub fn meetings(all: &[&Meeting], now: NaiveDateTime) -> Vec<u8> {
    let head = ["Start", "End", "Meeting", "Number", "State", "Next", "Where", "Agenda due", "Minutes due"];
    let row = |m: &&Meeting| {
        let day = |d: &Option<String>| d.clone().unwrap_or_default();
        vec![
            m.start.clone(),
            m.ends.clone(),
            m.title.clone(),
            m.number.clone(),
            m.state_words(),
            m.next_step(now),
            m.place.clone(),
            day(&m.agenda_due),
            day(&m.minutes_due),
        ]
    };
    write_csv_with_bom(&head, all.iter().map(row))
}

/// The action log. What is confidential stands in it as that.
pub fn actions(all: &[&Logged], today: NaiveDate) -> Vec<u8> {
    let head = ["Number", "Meeting", "Who", "What", "By", "State", "Overdue", "Closed", "Outcome"];
    let row = |l: &&Logged| {
        let a = &l.action;
        let text = if a.confidential { "Confidential".to_owned() } else { a.text.clone() };
        vec![
            a.number.clone(),
            l.meeting.clone(),
            a.owner.clone(),
            text,
            a.due.clone().unwrap_or_default(),
            l.state().to_owned(),
            if l.is_overdue(today) { "yes".into() } else { String::new() },
            l.done_at.clone().unwrap_or_default(),
            l.outcome.clone().unwrap_or_default(),
        ]
    };
    write_csv_with_bom(&head, all.iter().map(row))
}

/// The series.
pub fn series(all: &[&Series]) -> Vec<u8> {
    let head = ["Series", "Meets", "Begins", "Minutes", "Room", "Quorum", "Chair", "People", "On every agenda"];
    let row = |s: &&Series| {
        vec![
            s.name.clone(),
            s.frequency.clone(),
            s.starts_at.clone(),
            s.length.to_string(),
            s.room.clone(),
            s.quorum.to_string(),
            s.with_part("chair").map(|c| c.name.clone()).unwrap_or_default(),
            s.roll.iter().map(|p| p.name.clone()).collect::<Vec<_>>().join("; "),
            s.standing.iter().map(|i| i.title.clone()).collect::<Vec<_>>().join("; "),
        ]
    };
    write_csv_with_bom(&head, all.iter().map(row))
}

/// Saves the page that is shown.
pub(super) fn save(pane: &mut MeetingsPane, cx: &mut Cx) -> Done {
    let today = cx.today();
    let (name, bytes) = match pane.page {
        Page::Meetings => {
            ("meetings", meetings(&pane.meetings.all().iter().map(|r| &r.meeting).collect::<Vec<_>>(), cx.now))
        }
        Page::Actions => ("actions", actions(&pane.actions.all().iter().map(|r| &r.logged).collect::<Vec<_>>(), today)),
        Page::Series => ("series", series(&pane.series.all().iter().map(|r| &r.series).collect::<Vec<_>>())),
    };
    ask_new_file("csv", bytes, &format!("{name}-{today}.csv"), cx)
}
