//! Machines and materials: what everybody has, lacks and has asked for.

use super::super::model::{Note, NoteLine, Section};
use super::super::{repo, repo_told};
use super::At;
use crate::desk::office::{self, Equipment};
use crate::store::Refusal;
use crate::text::dates;

/// What everybody of the team has and lacks.
///
/// # Errors
/// The desk cannot be read.
pub fn things(at: At<'_>) -> Result<Note, Refusal> {
    let all = repo_told::machines(at.db, "")?;
    let title = format!("Machines and materials · {}", dates::stamp_weekday(at.now));
    let waits = |m: &Equipment| m.wishes.iter().map(|w| lacks(m, w, at)).collect::<Vec<_>>();
    let faulty = all.iter().filter(|m| m.fault().is_some()).map(|m| machine(m, at)).collect();
    let mut sections = vec![
        Section::new("Who lacks what", "Nobody waits for a machine.", all.iter().flat_map(waits).collect()),
        Section::new("Faulty", "No machine is faulty.", faulty),
        low(at)?,
    ];
    for member in repo::all(at.db)?.iter().filter(|m| !m.is_author()) {
        let has: Vec<NoteLine> = all.iter().filter(|m| has(m, &member.name)).map(|m| machine(m, at)).collect();
        sections.push(Section::new(format!("{} has", member.name), "No machine is lent to them.", has));
    }
    sections.push(asked(at, "")?);
    Ok(Note { title, lead: Vec::new(), sections })
}

/// What one member has, lacks and has asked for; only what there is.
pub(super) fn of(at: At<'_>, who: &str) -> Result<Vec<Section>, Refusal> {
    let all = repo_told::machines(at.db, who)?;
    let held = all.iter().filter(|m| has(m, who)).map(|m| machine(m, at)).collect();
    let own = |m: &Equipment| {
        m.wishes.iter().filter(|w| w.who.eq_ignore_ascii_case(who)).map(|w| lacks(m, w, at)).collect::<Vec<_>>()
    };
    let sections = vec![
        Section::new("Machines they have", "", held),
        Section::new("Machines they lack", "", all.iter().flat_map(own).collect()),
        asked(at, who)?,
    ];
    Ok(sections.into_iter().filter(|s| !s.lines.is_empty()).collect())
}

fn has(machine: &Equipment, who: &str) -> bool {
    machine.loan().is_some_and(|l| l.who.eq_ignore_ascii_case(who))
}

pub(super) fn machine(one: &Equipment, at: At<'_>) -> NoteLine {
    let what = format!("{} · {}", one.label(), one.note(at.today()));
    NoteLine::new(one.state.replace('_', " "), what, one.place.clone())
        .late(one.is_late(at.today()))
        .opens("equipment", &one.id)
}

fn lacks(one: &Equipment, wish: &office::model::Wish, at: At<'_>) -> NoteLine {
    let days = wish.since.parse().map_or(0, |since: chrono::NaiveDate| (at.today() - since).num_days());
    let why = if wish.why.is_empty() { String::new() } else { format!(" ({})", wish.why) };
    NoteLine::new(format!("waits {days}d"), format!("{}{why}", one.label()), wish.who.clone())
        .opens("equipment", &one.id)
}

/// What is low or out.
pub(super) fn low(at: At<'_>) -> Result<Section, Refusal> {
    let all = office::repo::stock(at.db)?.into_iter().filter(|l| matches!(l.word(), "out" | "low"));
    let line = |l: office::model::Level| {
        let what = format!("{} · {} there, minimum {}", l.item.name, l.there, l.item.minimum);
        NoteLine::new(l.word(), what, l.item.supplier.clone()).late(l.word() == "out").opens("stock_item", &l.item.id)
    };
    Ok(Section::new("Stationery that is low", "Nothing is low.", all.map(line).collect()).at_most(20))
}

/// What was asked for and has not all come.
fn asked(at: At<'_>, who: &str) -> Result<Section, Refusal> {
    let all = office::repo::orders(at.db, 0)?.into_iter();
    let own = all.filter(|o| who.is_empty() || o.requested_by.eq_ignore_ascii_case(who));
    let line = |o: office::Order| {
        let lines: Vec<String> = o.lines.iter().map(|l| format!("{} {}", l.quantity, l.what)).collect();
        let late = o.is_late(at.today());
        NoteLine::new(o.state.replace('_', " "), lines.join(", "), o.requested_by.clone())
            .late(late)
            .opens("purchase", &o.id)
    };
    Ok(Section::new("Stationery that was asked for", "Nothing is on order.", own.map(line).collect()).at_most(40))
}
