//! Messages about entries (RFC 5546) other than requests: a cancellation, and the answer of somebody invited.

use super::fold::{Rows, Said, Took, base_uid, is_older, occurrence};
use super::plan::Work;
use super::rows::entry_of;
use crate::desk::diary::rules_series::Scope;
use crate::desk::diary::{Entry, repo};
use crate::exchange::ics::{CalEvent, Override, answer_of, is_same, with_answer};
use crate::store::{Edit, Refusal};

impl Work<'_> {
    /// Calls a whole entry off, all its occurrences with it.
    pub(super) fn cancel(&mut self, event: &CalEvent) -> Result<(), Refusal> {
        let said = entry_of(event, self.given);
        let known = repo::of_uid(self.db, &event.uid, &self.given.calendar.id)?;
        let live: Vec<&Entry> = known.iter().filter(|row| row.binned_at.is_none()).collect();
        let Some(head) = live.iter().find(|row| occurrence(row).is_none()).or(live.first()) else {
            self.not_here(event);
            return Ok(());
        };
        if is_older(&said, head) {
            self.older(head, said.sequence);
            return Ok(());
        }
        let off = |row: &&&Entry| row.state != "cancelled";
        let edits: Vec<Edit> = live.iter().filter(off).map(|row| Edit::update(*row, &called_off(row, &said))).collect();
        self.done("Cancelled", head, edits);
        Ok(())
    }

    /// The changes of a message to single occurrences of one series that the message does not have.
    pub(super) fn occurrences(&mut self, uid: &str, changes: &[&Override], cancelled: bool) -> Result<(), Refusal> {
        let known = repo::of_uid(self.db, uid, &self.given.calendar.id)?;
        let (mut rows, older) = (Rows::of(&known), self.plan.older.len());
        for change in changes {
            let own = entry_of(&change.event, self.given);
            let cancelled = cancelled || own.state == "cancelled" && own.title == NO_TITLE;
            let said =
                Said { own: &self.asked(own), at: change.recurrence_id, later: change.this_and_future, cancelled };
            match rows.take(&said, self.given.now)? {
                Took::Laid => {}
                Took::Older(revision) => {
                    self.older(&Entry { sequence: revision, ..said.own.clone() }, change.event.sequence);
                }
                Took::NoSeries if cancelled => self.not_here(&change.event),
                Took::NoSeries => self.orphan(change, &known),
            }
        }
        let edits = rows.edits();
        if let (Some(change), true) = (changes.first(), edits.is_empty()) {
            let laid = rows.place(&entry_of(&change.event, self.given), change.recurrence_id).is_some();
            self.plan.unchanged += usize::from(laid && self.plan.older.len() == older);
        } else if let Some(shown) = rows.rows.iter().rev().find(|row| edits.iter().any(|e| e.id == row.id)).cloned() {
            self.done(if cancelled { "Cancelled" } else { "Changed" }, &shown, edits);
        }
        Ok(())
    }

    /// Notes what somebody who was invited has answered.
    pub(super) fn answered(&mut self, event: &CalEvent, at: Option<&Override>) -> Result<(), Refusal> {
        let known = repo::of_uid(self.db, &event.uid, &self.given.calendar.id)?;
        let mut rows = Rows::of(&known);
        let Some(head) = rows.rows.iter().find(|row| occurrence(row).is_none()).cloned() else {
            self.not_here(event);
            return Ok(());
        };
        if event.sequence < head.sequence {
            self.older(&head, event.sequence);
            return Ok(());
        }
        let note =
            |row: &Entry| event.attendees.iter().fold(row.clone(), |row, person| noted(&row, person, &event.extra));
        match at {
            None => rows
                .rows
                .iter_mut()
                .filter(|row| base_uid(&row.uid) == base_uid(&event.uid))
                .for_each(|row| *row = note(row)),
            Some(change) => {
                let own = entry_of(event, self.given);
                let Some(place) = rows.place(&own, change.recurrence_id) else { return Ok(()) };
                let base = place.base(Scope::This)?;
                let edits = place.save(Scope::This, &note(&base), self.given.now)?;
                rows.put(&edits);
            }
        }
        for person in &event.attendees {
            let word = answer_of(&event.extra, person).unwrap_or_default();
            self.plan.told.push(format!("{person} {} {}.", answer_words(&word), head.label()));
        }
        self.done("Answer noted", &head, rows.edits());
        Ok(())
    }
}

/// The title of an entry that came without one.
pub(super) const NO_TITLE: &str = "(no title)";

fn called_off(row: &Entry, said: &Entry) -> Entry {
    let sequence = said.sequence.max(row.sequence);
    let stamped_at = said.stamped_at.clone().or_else(|| row.stamped_at.clone());
    Entry { state: "cancelled".into(), sequence, stamped_at, ..row.clone() }
}

/// A row with the answer of one who was invited, or who came along uninvited.
fn noted(row: &Entry, person: &str, extra: &str) -> Entry {
    let word = answer_of(extra, person).unwrap_or_else(|| "NEEDS-ACTION".into());
    let mut row = row.clone();
    let own = row.attendees.iter().find(|a| is_same(a, person)).cloned();
    let name = own.unwrap_or_else(|| {
        row.attendees.push(person.to_owned());
        person.to_owned()
    });
    row.extra = with_answer(&row.extra, &name, &word);
    row
}

/// What somebody did, as the middle of a sentence.
pub(in crate::desk::diary) fn answer_words(word: &str) -> &'static str {
    match word {
        "ACCEPTED" => "accepted",
        "DECLINED" => "declined",
        "TENTATIVE" => "may come to",
        "DELEGATED" => "sends somebody else to",
        _ => "has not answered",
    }
}
