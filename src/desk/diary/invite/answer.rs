//! The answer to an invitation: what it does in the diary, and the e-mail draft that carries it.

use chrono::NaiveDateTime;
use serde_json::Value;

use super::{Kind, Message, live_of, utc_stamp};
use crate::desk::diary::export::event_of;
use crate::desk::diary::import::{base_uid, parted};
use crate::desk::diary::rules::time_of;
use crate::desk::diary::rules_series::{Place, Scope};
use crate::desk::diary::{Calendar, Entry, Occurrence, repo};
use crate::desk::settings;
use crate::exchange::eml::{self, Invite, Party};
use crate::exchange::ics::{self, Answer, CalEvent, Override, address, answer_of, is_same, with_answer};
use crate::store::{Change, Db, Edit, Record, Refusal, row_of};
use crate::text::names;

/// An answer, ready to be written down and sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// What it does in the diary.
    pub change: Change,
    /// The e-mail draft.
    pub eml: Vec<u8>,
    /// What was answered, in words: `Accepted: MDT`.
    pub words: String,
    /// A name for the file of the draft.
    pub file: String,
}

/// The words of an answer: what is said, what is written to the organiser, the state in the diary.
fn words(answer: Answer) -> (&'static str, &'static str, &'static str) {
    match answer {
        Answer::Accepted => ("Accepted", "accepts", "confirmed"),
        Answer::Tentative => ("Tentative", "may come to", "proposed"),
        Answer::Declined => ("Declined", "declines", "cancelled"),
    }
}

/// Under which address somebody is invited; none where it cannot be told.
///
/// The address that was given last for this calendar counts, then who bears the calendar's name, then the only one who
/// is invited. Whoever sits at the desk is not meant: a secretary answers for others.
pub fn me(db: Db<'_>, calendar: &str, invited: &[String]) -> Result<Option<String>, Refusal> {
    let known = settings::get(db, &setting(calendar))?.unwrap_or_default();
    let by = |fits: &dyn Fn(&str) -> bool| invited.iter().find(|person| fits(person)).cloned();
    if !known.is_empty() {
        return Ok(by(&|person| is_same(person, &known)).or(Some(known)));
    }
    let of = |person: &str| names::fold(person.split_once('<').map_or(person, |(name, _)| name)).trim().to_owned();
    let found = by(&|person| of(person) == names::fold(calendar.trim()));
    Ok(found.or_else(|| (invited.len() == 1).then(|| invited[0].clone())).filter(|person| !address(person).is_empty()))
}

fn setting(calendar: &str) -> String {
    format!("mail of {}", names::fold(calendar))
}

/// The change that remembers under which address a calendar's owner is invited; nothing where it is known.
pub fn remember(db: Db<'_>, calendar: &str, address: &str) -> Result<Option<Change>, Refusal> {
    let known = settings::get(db, &setting(calendar))?;
    if known.as_deref() == Some(address) {
        return Ok(None);
    }
    settings::set(db, &setting(calendar), address, "Address").map(Some)
}

/// An e-mail address as it is typed.
pub fn read_address(typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim();
    let fits = typed.contains('@') && !typed.contains(|c: char| c.is_whitespace() || c.is_control());
    if fits { Ok(typed.to_owned()) } else { Err(Refusal::rule("Type an e-mail address: a.patel@example.org.")) }
}

/// Answers a message: takes in what it changes, and the answer with it.
pub fn of_message(
    db: Db<'_>,
    message: &Message,
    answer: Answer,
    me: &str,
    (who, now): (&str, NaiveDateTime),
) -> Result<Answered, Refusal> {
    if message.kind != Kind::Request {
        return Err(Refusal::rule("Only an invitation can be answered."));
    }
    if message.outdated {
        return Err(Refusal::rule(message.told.join(" ")));
    }
    let (calendar, _) = repo::ensure_calendar(db, &message.calendar, None, now)?;
    let whole = !message.source.events.is_empty();
    let mut rows = rows_after(db, message, &calendar)?;
    let touched: Vec<String> = message.change.edits.iter().map(|e| e.id.clone()).collect();
    let meant = |row: &Entry| whole || touched.is_empty() || is_told(row, message, &touched);
    let mut told = Vec::new();
    for (_, row) in &mut rows {
        if meant(row) && row.binned_at.is_none() {
            *row = answered(row, me, answer);
            told.push(row.clone());
        }
    }
    let change = with_rows(&message.change, &rows);
    let all: Vec<Entry> = rows.into_iter().map(|(_, row)| row).collect();
    finish(change, &all, if whole { &[] } else { &told }, &calendar, answer, me, (who, now))
}

/// Whether a row is one that the message tells of, not one that only follows from it.
fn is_told(row: &Entry, message: &Message, touched: &[String]) -> bool {
    let fresh = message.change.edits.iter().find(|e| e.id == row.id).is_some_and(|e| e.before.is_none());
    touched.contains(&row.id) && (row.recurrence_id.is_some() || parted(&row.uid).is_some() || fresh)
}

/// The live rows of the message's meetings as they are after it, each with the row as it stands.
fn rows_after(db: Db<'_>, message: &Message, calendar: &Calendar) -> Result<Vec<(Option<Entry>, Entry)>, Refusal> {
    let mut rows: Vec<(Option<Entry>, Entry)> = Vec::new();
    let mut uids: Vec<&str> = super::entries(&message.source).map(|e| e.uid.as_str()).collect();
    uids.dedup();
    for uid in uids {
        rows.extend(live_of(db, uid, calendar)?.into_iter().map(|row| (Some(row.clone()), row)));
    }
    for edit in message.change.edits.iter().filter(|e| e.table == Entry::TABLE) {
        let entry = |row: &crate::store::Row| serde_json::from_value::<Entry>(Value::Object(row.clone())).ok();
        let Some(after) = edit.after.as_ref().and_then(entry) else { continue };
        match rows.iter_mut().find(|(_, row)| row.id == after.id) {
            Some((_, row)) => *row = after,
            None => rows.push((edit.before.as_ref().and_then(entry), after)),
        }
    }
    Ok(rows)
}

/// The change with these rows in the place of what it had of them.
fn with_rows(change: &Change, rows: &[(Option<Entry>, Entry)]) -> Change {
    let mut change = change.clone();
    for (before, row) in rows {
        if let Some(edit) = change.edits.iter_mut().find(|e| e.id == row.id) {
            edit.after = Some(row_of(row));
        } else if let Some(before) = before.as_ref().filter(|b| *b != row) {
            change.edits.push(Edit::update(before, row));
        }
    }
    change
}

/// A row with one's own answer. What the organiser called off stays called off.
fn answered(row: &Entry, me: &str, answer: Answer) -> Entry {
    let mut row = row.clone();
    let known = row.attendees.iter().find(|a| is_same(a, me)).cloned();
    let name = known.unwrap_or_else(|| {
        row.attendees.push(me.to_owned());
        me.to_owned()
    });
    let called_off = row.state == "cancelled" && answer_of(&row.extra, &name).as_deref() != Some("DECLINED");
    row.extra = with_answer(&row.extra, &name, answer.word());
    if !called_off {
        words(answer).2.clone_into(&mut row.state);
    }
    row
}

/// Whether there is somebody to answer.
pub fn may_answer(entry: &Entry) -> Result<(), Refusal> {
    if entry.organizer.is_empty() {
        return Err(Refusal::rule(format!("Nobody invited you to {}: it has no organiser.", entry.label())));
    }
    Ok(())
}

/// Answers an entry that stands in the diary: the whole of it, or one occurrence.
pub fn of_entry(
    db: Db<'_>,
    one: &Occurrence,
    only_this: bool,
    answer: Answer,
    me: &str,
    (who, now): (&str, NaiveDateTime),
) -> Result<Answered, Refusal> {
    let entry = &*one.entry;
    may_answer(entry)?;
    let calendar: Calendar = db.must(&entry.calendar_id)?;
    let mut change = Change::new("");
    let mut rows = live_of(db, base_uid(&entry.uid), &calendar)?;
    let place = repo::place_of(db, one)?.filter(|_| only_this || entry.recurrence_id.is_some());
    if let Some(place) = place {
        return of_place(&place, rows, &calendar, answer, me, (who, now));
    }
    for row in &mut rows {
        let new = answered(row, me, answer);
        change = change.update(row, &new);
        *row = new;
    }
    finish(change, &rows, &[], &calendar, answer, me, (who, now))
}

fn of_place(
    place: &Place,
    mut rows: Vec<Entry>,
    calendar: &Calendar,
    answer: Answer,
    me: &str,
    given: (&str, NaiveDateTime),
) -> Result<Answered, Refusal> {
    let wanted = answered(&place.base(Scope::This)?, me, answer);
    let mut change = Change::new("");
    change.edits = place.save(Scope::This, &wanted, given.1)?;
    rows.retain(|row| row.id != wanted.id);
    rows.push(wanted.clone());
    finish(change, &rows, &[wanted], calendar, answer, me, given)
}

/// The change with its label, and the draft. `told` are the occurrences that are answered; none for the whole.
fn finish(
    change: Change,
    rows: &[Entry],
    told: &[Entry],
    calendar: &Calendar,
    answer: Answer,
    me: &str,
    (who, now): (&str, NaiveDateTime),
) -> Result<Answered, Refusal> {
    let live = || rows.iter().filter(|row| row.binned_at.is_none());
    let master = live().find(|row| row.recurrence_id.is_none() && parted(&row.uid).is_none());
    let head = master.or_else(|| live().next()).ok_or("There is nothing to answer in this message.")?;
    let shown = told.first().unwrap_or(head);
    if shown.organizer.is_empty() && head.organizer.is_empty() {
        return Err(Refusal::rule(format!("{} has no organiser, so there is nobody to answer.", head.label())));
    }
    let event =
        |row: &Entry| CalEvent { uid: base_uid(&row.uid).to_owned(), ..event_of(row, calendar, &calendar.name) };
    let occurrences: Vec<Override> = told.iter().map(|row| occurrence(row, event(row))).collect();
    let text = ics::reply(&event(head), &occurrences, me, answer, &utc_stamp(now));
    let label = format!("{}: {}", words(answer).0, shown.label());
    let eml = letter(shown, calendar, &text, answer, me, (who, now));
    let file = format!("{}-{}.eml", words(answer).0.to_lowercase(), super::super::vdir::safe_name(&shown.title));
    Ok(Answered { change: Change { label: label.clone(), ..change }, eml, words: label, file })
}

fn occurrence(row: &Entry, event: CalEvent) -> Override {
    let of_series = row.recurrence_id.as_deref().map(time_of);
    let (at, later) = match (of_series, parted(&row.uid)) {
        (Some(at), _) => (at, false),
        (None, Some((_, at))) => (at, true),
        (None, None) => (row.starts_at(), false),
    };
    Override { recurrence_id: at, this_and_future: later, event: Box::new(event) }
}

/// The draft to the organiser, with the answer as its calendar part.
fn letter(
    row: &Entry,
    calendar: &Calendar,
    reply: &str,
    answer: Answer,
    me: &str,
    (who, now): (&str, NaiveDateTime),
) -> Vec<u8> {
    let one = super::sides::at(row, calendar, row.starts_at());
    let (said, does, _) = words(answer);
    let organizer = party(&row.organizer);
    let name = party(me).name;
    let name = if name.is_empty() { calendar.name.clone() } else { name };
    let sender = if names::fold(&name) == names::fold(who) { name.clone() } else { format!("{who}, for {name}") };
    let body = format!("{name} {does} {}, {}.\n\n{sender}\n", row.title, one.times());
    eml::draft(&eml::Draft {
        to: &[organizer],
        subject: &format!("{said}: {}", row.title),
        body: &body,
        from: Some(&party(me)),
        date_rfc2822: &crate::clock::utc_of(now).format("%a, %d %b %Y %H:%M:%S +0000").to_string(),
        message_id_seed: &format!("{}{}{}{}", row.uid, row.sequence, said, utc_stamp(now)),
        invite: Some(Invite { method: "REPLY", text: reply }),
        ..eml::Draft::default()
    })
}

fn party(person: &str) -> Party {
    let name = person.split_once('<').map_or("", |(name, _)| name).trim();
    Party::new(name, address(person))
}
