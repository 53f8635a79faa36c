//! The answer card: what can be told a caller, phrased so that it can be read aloud.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Query, repo};
use crate::desk::diary::Entry;
use crate::desk::letters::Letter;
use crate::desk::tasks::Task;
use crate::store::{Db, Refusal};
use crate::text::dates;
use crate::ui::prose::Para;

/// What of a record may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Scope {
    /// Appointments.
    pub appointments: bool,
    /// Letters.
    pub letters: bool,
    /// Results.
    pub results: bool,
    /// The record itself: dates, numbers, queries, promises.
    pub rest: bool,
}

impl Scope {
    /// Everything: the patient asks.
    pub const WHOLE: Self = Self { appointments: true, letters: true, results: true, rest: true };

    /// What the words of a consent allow.
    pub fn of(words: &str) -> Self {
        let words = words.to_lowercase();
        let has = |part: &str| words.contains(part);
        if ["everything", "all", "anything", "full"].iter().any(|w| words.split_whitespace().any(|p| p == *w)) {
            return Self::WHOLE;
        }
        Self { appointments: has("appointment"), letters: has("letter"), results: has("result"), rest: false }
    }

    /// Whether anything at all may be told.
    pub fn any(self) -> bool {
        self.appointments || self.letters || self.results || self.rest
    }
}

/// What a record has to tell.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    letter: Option<Letter>,
    next: Option<Entry>,
    open: Vec<Query>,
    results: Vec<Task>,
}

impl Told {
    /// Reads it.
    pub fn read(db: Db<'_>, patient: &str, now: NaiveDateTime) -> Result<Self, Refusal> {
        Ok(Self {
            letter: repo::last_letter(db, patient)?,
            next: repo::next_entry(db, patient, now)?,
            open: repo::open_of(db, patient)?,
            results: repo::results_awaited(db, patient)?,
        })
    }

    /// The sentences, each with what it is about, without the query that is being written just now.
    pub fn paras(&self, scope: Scope, but: &str, now: NaiveDateTime) -> Vec<Para> {
        let mut paras = Vec::new();
        let today = now.date();
        if scope.letters {
            paras.push(Para::fact("Letter", self.letter.as_ref().map_or_else(no_letter, letter_words)));
        }
        if scope.appointments {
            paras.push(Para::fact("Appointment", self.next.as_ref().map_or_else(no_appointment, entry_words)));
        }
        if scope.results {
            paras.extend(self.results.iter().map(|t| Para::fact("Result", result_words(t, today))));
        }
        if scope.rest {
            let open = self.open.iter().filter(|q| q.id != but && !q.is_restricted());
            paras.extend(open.map(|q| Para::fact("Query", query_words(q, now))));
        }
        paras
    }
}

/// The answer card of a patient.
pub(super) fn card(
    db: Db<'_>,
    patient: &str,
    scope: Scope,
    but: &str,
    now: NaiveDateTime,
) -> Result<Vec<Para>, Refusal> {
    Ok(Told::read(db, patient, now)?.paras(scope, but, now))
}

fn no_letter() -> String {
    "I can see no letter here.".into()
}

fn no_appointment() -> String {
    "I can see no appointment booked here.".into()
}

fn day(iso: &str) -> String {
    let date = iso.get(..10).and_then(|d| d.parse::<NaiveDate>().ok());
    date.map_or_else(|| iso.to_owned(), dates::letter)
}

fn letter_words(letter: &Letter) -> String {
    let who = if letter.author.is_empty() { "the consultant" } else { &letter.author };
    let begun = day(&letter.created_at);
    let state = match letter.state.as_str() {
        "dictated" => format!("was dictated on {begun} and waits to be typed"),
        "drafting" => format!("is being typed; it was begun on {begun}"),
        "awaiting_approval" => format!("is typed and waits for {who} to sign it"),
        "approved" => format!("is signed by {who} and is about to be sent"),
        "sent" => format!("was sent on {}", letter.sent_at.as_deref().map_or(begun, day)),
        other => format!("is {other}"),
    };
    let held = match (letter.held, &letter.hold_until) {
        (true, Some(until)) => format!(" It is on hold until {}.", day(until)),
        (true, None) => " It is on hold.".into(),
        _ => String::new(),
    };
    format!("Your last letter ({}) {state}.{held}", letter.title.to_lowercase())
}

fn entry_words(entry: &Entry) -> String {
    let Ok(start) = entry.start.parse::<NaiveDateTime>() else {
        return format!("Your next appointment is on {}.", day(&entry.start));
    };
    let place = if entry.place.is_empty() { String::new() } else { format!(", {}", entry.place) };
    let (weekday, date) = (start.format("%A"), dates::letter(start.date()));
    if entry.all_day {
        return format!("Your next appointment is on {weekday} {date}{place}.");
    }
    format!("Your next appointment is on {weekday} {date} at {}{place}.", dates::time(start.time()))
}

/// Never what a result says.
fn result_words(task: &Task, today: NaiveDate) -> String {
    let what = if task.test.is_empty() { &task.title } else { &task.test };
    if task.back_at.is_some() {
        return format!("The result of the {} is back, and the doctor has it to look at.", what.to_lowercase());
    }
    let by = task.expected_by.as_deref().and_then(|d| d.parse::<NaiveDate>().ok());
    let expected = match by {
        Some(on) if on < today => format!("; it was expected by {}, and we are asking for it", dates::letter(on)),
        Some(on) => format!("; it is expected by {}", dates::letter(on)),
        None => String::new(),
    };
    format!("We are waiting for the result of the {}{expected}.", what.to_lowercase())
}

fn query_words(query: &Query, now: NaiveDateTime) -> String {
    let about = if query.kind == "other" {
        "your question".to_owned()
    } else {
        format!("your question about {}", plain(&query.kind))
    };
    let since = dates::letter(query.received().date());
    let promise = query.promised_by.as_deref().and_then(|p| p.parse::<NaiveDateTime>().ok());
    let promised = match promise {
        Some(at) if at.date() == now.date() => {
            format!(" We promised you an answer by {} today.", dates::time(at.time()))
        }
        Some(at) => {
            format!(" We promised you an answer by {} on {}.", dates::time(at.time()), dates::letter(at.date()))
        }
        None => String::new(),
    };
    match query.state.as_str() {
        "waiting" => format!("We have asked {} about {about} of {since}.{promised}", query.waiting_on),
        _ => format!("We have {about} of {since} in hand.{promised}"),
    }
}

fn plain(kind: &str) -> &str {
    match kind {
        "clinical" => "how you are",
        "appointment" => "an appointment",
        "letter" => "a letter",
        "prescription" => "a prescription",
        "complaint" => "a complaint",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_letter_is_told_by_its_state_and_never_by_its_text() {
        let letter = |state: &str| Letter {
            state: state.into(),
            title: "Clinic letter".into(),
            author: "Dr A Patel".into(),
            body: "secret".into(),
            created_at: "2026-02-24T10:00:00".into(),
            sent_at: Some("2026-03-02T16:00:00".into()),
            ..Letter::default()
        };
        assert_eq!(letter_words(&letter("sent")), "Your last letter (clinic letter) was sent on 2 March 2026.");
        assert!(letter_words(&letter("awaiting_approval")).contains("waits for Dr A Patel to sign it"));
        for state in ["dictated", "drafting", "awaiting_approval", "approved", "sent"] {
            assert!(!letter_words(&letter(state)).contains("secret"));
        }
    }

    #[test]
    fn a_scope_lets_through_what_it_names() {
        let told = Told::default();
        let labels = |scope: Scope| -> Vec<String> {
            told.paras(scope, "", at("2026-03-03T09:41:00")).into_iter().map(|p| p.label).collect()
        };
        assert_eq!(labels(Scope::of("appointments only")), ["Appointment"]);
        assert_eq!(labels(Scope::of("letters and appointments")), ["Letter", "Appointment"]);
        assert!(labels(Scope::of("nothing")).is_empty() && !Scope::of("nothing").any());
        assert_eq!(Scope::of("everything"), Scope::WHOLE);
    }

    #[test]
    fn what_was_promised_is_said_with_its_time() {
        let query = Query {
            kind: "letter".into(),
            state: "open".into(),
            promised_by: Some("2026-03-03T15:00:00".into()),
            ..Query::new(at("2026-03-02T10:00:00"))
        };
        assert_eq!(
            query_words(&query, at("2026-03-03T09:41:00")),
            "We have your question about a letter of 2 March 2026 in hand. We promised you an answer by 15:00 today."
        );
    }
}
