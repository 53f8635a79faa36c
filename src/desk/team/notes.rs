//! The pages of the team: handover, start and end of a day, machines and materials. Gathered here; shown, printed and
//! written elsewhere.

mod day;
mod handover;
mod things;

pub use day::{end, start};
pub use handover::handover;
pub use things::things;

use chrono::{NaiveDate, NaiveDateTime};

use super::model::{Item, ItemKind, Note, NoteLine};
use crate::config::Config;
use crate::desk::letters::House;
use crate::paper::TeamNote;
use crate::store::{Db, Refusal, Store};
use crate::text::dates;

/// What a page is made from.
#[derive(Clone, Copy)]
pub struct At<'a> {
    /// The desk.
    pub db: Db<'a>,
    /// The settings.
    pub config: &'a Config,
    /// The moment.
    pub now: NaiveDateTime,
}

impl At<'_> {
    fn today(&self) -> NaiveDate {
        self.now.date()
    }
}

/// How late an item is, or when it is due, or since when it has waited.
fn when(item: &Item, today: NaiveDate) -> String {
    match item.due_at() {
        Some(at) if item.late && at.date() < today => format!("{}d late", (today - at.date()).num_days()),
        Some(at) if at.date() == today && item.due.as_ref().is_some_and(|d| d.len() > 10) => dates::time(at.time()),
        Some(at) => dates::relative(today, at.date()),
        None => format!("waits {}d", item.days(today)),
    }
}

/// An item as a line: kind, whom it is about, what, on whom it waits, for whom its owner has it.
fn line(item: &Item, today: NaiveDate, whose: &str) -> NoteLine {
    let known = item.name.is_empty() || item.what.contains(&item.name);
    let about = if known { String::new() } else { format!("{}: ", item.name) };
    // What a query waits on stands in its words.
    let told = item.waits_on.is_empty() || item.kind == ItemKind::Query;
    let waits = if told { String::new() } else { format!(", waits on {}", item.waits_on) };
    let state = if item.kind == ItemKind::Letter { format!(" ({})", item.state) } else { String::new() };
    let of = if item.for_name.is_empty() { String::new() } else { format!(", for {}", item.for_name) };
    let what = format!("{} {about}{}{state}{waits}{of}", capital(item.kind.table()), item.what);
    NoteLine::new(when(item, today), what, whose).late(item.late).opens(item.kind.table(), &item.id)
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A page on paper.
///
/// # Errors
/// The settings or the text cannot be set.
pub fn pdf(note: &Note, store: &Store, config: &Config, (who, now): (&str, NaiveDateTime)) -> Result<Vec<u8>, Refusal> {
    let house = House::of(store, config)?;
    let head = [house.head.trust.as_str(), house.department.as_str()];
    let sections = note.sections.iter().map(|s| {
        let lines = s.lines.iter().map(|l| [sign(l), l.when.clone(), l.what.clone(), l.whose.clone()]).collect();
        (s.heading.clone(), s.none.clone(), lines)
    });
    let sheet = TeamNote {
        head: head.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", "),
        title: note.title.clone(),
        lead: note.lead.clone(),
        sections: sections.collect(),
        printed_at: now,
        printed_by: who.to_owned(),
    };
    sheet.pdf().map_err(|e| Refusal::rule(e.to_string()))
}

fn sign(line: &NoteLine) -> String {
    if line.late { "!".into() } else { String::new() }
}
