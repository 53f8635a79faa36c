//! The answer card: what can be read aloud to a patient who rings, in sentences, and nothing that only a clinician may say.

use chrono::NaiveDateTime;

use super::Patient;
use crate::desk::clinics::model::Appointment;
use crate::desk::diary::model::Entry;
use crate::desk::inbox::model::Query;
use crate::desk::letters::model::Letter;
use crate::desk::tasks::model::Task;
use crate::text::dates;

/// What can be told to a patient, in sentences that can be read aloud.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct AnswerCard {
    /// For the secretary, not to be read out: the patient died, safe contact, needs.
    pub heed: Vec<String>,
    /// The last letter and its state.
    pub letter: String,
    /// The next appointment.
    pub appointment: String,
    /// Queries that are open.
    pub queries: Vec<String>,
    /// What was promised, with its time.
    pub promises: Vec<String>,
    /// Results that are awaited.
    pub results: Vec<String>,
}

impl AnswerCard {
    /// All that may be read out, in order.
    pub fn sentences(&self) -> Vec<&str> {
        let lists = [&self.queries, &self.promises, &self.results].into_iter().flatten();
        [&self.letter, &self.appointment]
            .into_iter()
            .chain(lists)
            .map(String::as_str)
            .filter(|s| !s.is_empty())
            .collect()
    }

    /// The card of a patient from the last letter, the next appointment, the open queries and the awaited results.
    pub fn of(
        patient: &Patient,
        letter: Option<&Letter>,
        next: Option<&Entry>,
        queries: &[Query],
        results: &[Task],
        now: NaiveDateTime,
    ) -> Self {
        Self {
            heed: heed(patient, now),
            letter: letter.map_or_else(|| "There is no letter for you here at present.".into(), letter_sentence),
            appointment: next.map_or_else(
                || "No appointment is booked for you in this diary at present.".into(),
                |entry| appointment_sentence(entry, now),
            ),
            queries: queries.iter().map(query_sentence).collect(),
            promises: queries.iter().filter_map(|q| promise_sentence(q, now)).collect(),
            results: results.iter().map(result_sentence).collect(),
        }
    }
}

impl AnswerCard {
    /// With the next appointment in a clinic, where that is the first to come, and what waits for a date.
    #[must_use]
    pub fn with_clinics(mut self, booked: Option<&Entry>, waiting: &[Appointment], now: NaiveDateTime) -> Self {
        if let Some(entry) = booked {
            self.appointment = appointment_sentence(entry, now);
        }
        self.queries.splice(0..0, waiting.iter().map(waiting_sentence));
        self
    }
}

fn waiting_sentence(one: &Appointment) -> String {
    let what = if one.kind == "follow-up" { "a follow-up appointment" } else { "an appointment" };
    let since = day(&one.added_on);
    match &one.aim_on {
        Some(aim) => format!("You are on the list for {what}, due about {}.", day(aim)),
        None => format!("You have been on the list for {what} since {since}; no date is booked yet."),
    }
}

fn heed(patient: &Patient, now: NaiveDateTime) -> Vec<String> {
    let mut said = super::banner(patient, "", now).flags;
    let people = patient.may_speak_today(now.date());
    said.extend(people.into_iter().map(|s| format!("May be spoken to: {}", s.words())));
    said
}

fn day(iso: &str) -> String {
    let date = iso.get(..10).and_then(|d| d.parse().ok());
    date.map_or_else(|| iso.to_owned(), dates::letter)
}

fn clinician(letter: &Letter) -> &str {
    if letter.author.is_empty() { "the doctor" } else { &letter.author }
}

/// Letters are named by the day of the attendance they are about, else the day they were begun.
fn letter_sentence(letter: &Letter) -> String {
    let whose = match &letter.attended_on {
        Some(on) => format!("Your letter about your visit on {}", day(on)),
        None => format!("Your letter of {}", day(&letter.created_at)),
    };
    let state = match letter.state.as_str() {
        "dictated" => "has been dictated and is waiting to be typed".into(),
        "drafting" => "is being typed".into(),
        "awaiting_approval" => format!("is waiting for {}'s approval", clinician(letter)),
        "approved" => "has been approved and is about to be sent".into(),
        "sent" => {
            format!("was sent{}", letter.sent_at.as_deref().map_or_else(String::new, |at| format!(" on {}", day(at))))
        }
        _ => "was cancelled".into(),
    };
    let held = match &letter.hold_until {
        _ if !letter.held || letter.state == "sent" || letter.state == "cancelled" => String::new(),
        Some(until) => format!("; it is being held until {}", day(until)),
        None => "; it is being held for the moment".into(),
    };
    format!("{whose} {state}{held}.")
}

fn appointment_sentence(entry: &Entry, now: NaiveDateTime) -> String {
    let start = entry.start.parse::<NaiveDateTime>();
    let when = match start {
        Ok(at) if entry.all_day => spoken_day(at, now),
        Ok(at) => format!("{} at {}", spoken_day(at, now), dates::time(at.time())),
        Err(_) => day(&entry.start),
    };
    let place = if entry.place.is_empty() { String::new() } else { format!(", {}", entry.place) };
    let firm = if matches!(entry.state.as_str(), "hold" | "proposed") { "; it is not confirmed yet" } else { "" };
    format!("Your next appointment is on {when}{place}{firm}.")
}

fn spoken_day(at: NaiveDateTime, now: NaiveDateTime) -> String {
    let weekday = at.format("%A");
    let today = if at.date() == now.date() { "today, " } else { "" };
    format!("{today}{weekday} {}", dates::letter(at.date()))
}

/// What the query was about in one word; nothing of what was said, and of safeguarding nothing at all.
fn matter(query: &Query) -> &'static str {
    match query.kind.as_str() {
        "appointment" => "an appointment",
        "results" => "your results",
        "letter" => "a letter",
        "prescription" => "a prescription",
        "transport" => "transport",
        "complaint" => "your complaint",
        _ => "your question",
    }
}

fn query_sentence(query: &Query) -> String {
    let of = format!("Your message of {} about {}", day(&query.received_at), matter(query));
    let stands = match query.state.as_str() {
        "waiting" if query.waiting_on.is_empty() => "is waiting for an answer".into(),
        "waiting" => match &query.chase_on {
            Some(on) => format!("is waiting for an answer from {}; we ask again on {}", query.waiting_on, day(on)),
            None => format!("is waiting for an answer from {}", query.waiting_on),
        },
        "escalated" => "has been passed on to be looked at".into(),
        _ if query.owner.is_empty() => "is here and has not been answered yet".into(),
        _ => format!("is with {} and has not been answered yet", query.owner),
    };
    format!("{of} {stands}.")
}

fn promise_sentence(query: &Query, now: NaiveDateTime) -> Option<String> {
    let by = query.promised_by.as_deref()?;
    let at = by.parse::<NaiveDateTime>().ok();
    let when = at.map_or_else(|| day(by), |at| format!("{} at {}", spoken_day(at, now), dates::time(at.time())));
    let late = if at.is_some_and(|at| at < now) { " That is overdue, and we are sorry." } else { "" };
    Some(format!("You were promised an answer about {} by {when}.{late}", matter(query)))
}

/// That a result is back is said, and by whom it is to be looked at; never what it says.
fn result_sentence(task: &Task) -> String {
    let test = if task.test.is_empty() { "your test" } else { &task.test };
    match (&task.back_at, &task.seen_at) {
        (None, _) => match &task.expected_by {
            Some(by) => format!("The result of {test} is not back yet; it is expected by {}.", day(by)),
            None => format!("The result of {test} is not back yet."),
        },
        (Some(_), None) => format!("The result of {test} has come back and is waiting to be looked at by a clinician."),
        (Some(_), Some(_)) => {
            format!("The result of {test} has been seen by {}; what it says is for them to tell you.", task.seen_by)
        }
    }
}
