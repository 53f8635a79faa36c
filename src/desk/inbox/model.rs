//! A query and its rules (domain 4.3):
//!
//! ```text
//! new --take--> open --wait(on whom, chase date)--> waiting --(chase date | answer)--> open
//! new, open, waiting --alarm or safeguarding--> escalated --accepted(by whom, at)--> open
//! open, waiting --outcome--> done          done --reopen | same matter again--> open
//! ```
//!
//! Whoever lets a new query wait, or closes it, takes it with that. Each rule gives the query as it is to be, or a
//! sentence why not.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use super::alarms::{self, Alarms, Hit};
use crate::clock::stamp;
use crate::store::{Record, new_id};

mod steps;
#[cfg(test)]
mod tests;

/// What a query can be about.
pub const KINDS: &[&str] = &[
    "other",
    "appointment",
    "results",
    "letter",
    "prescription",
    "transport",
    "complaint",
    "clinical",
    "safeguarding",
    "referral",
];

/// How a caller can sound.
pub const TONES: &[&str] = &["calm", "worried", "upset", "angry"];

/// How a query can come in.
pub const MODES: &[&str] = &["phone", "answerphone", "email", "post", "person"];

/// Within so many days a new call may be about the same matter.
pub const SAME_MATTER_DAYS: i64 = 14;

/// A query: a call, a message, a letter that wants an answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Query {
    /// Identifier.
    pub id: String,
    /// `new`, `open`, `waiting`, `escalated` or `done`.
    pub state: String,
    /// A call card that was left with Esc and not saved yet.
    pub draft: bool,
    /// `in` or `out`.
    pub direction: String,
    /// `phone`, `answerphone`, `email`, `post` or `person`.
    pub mode: String,
    /// Who called.
    pub caller: String,
    /// `patient`, or what they are to the patient.
    pub relation: String,
    /// Number to ring back.
    pub number: String,
    /// Whether a message may be left there.
    pub message_ok: bool,
    /// The patient, where known.
    pub patient_id: Option<String>,
    /// Identifiers that were given right.
    pub ticked: Vec<String>,
    /// `appointment`, `results`, `letter`, `prescription`, `transport`, `complaint`, `clinical`, `safeguarding`, `referral` or `other`.
    pub kind: String,
    /// The caller's own words.
    pub words: String,
    /// How they sounded: `calm`, `worried`, `upset` or `angry`.
    pub tone: String,
    /// Whose it is: the name of a member.
    pub owner: String,
    /// The consultant it concerns.
    pub consultant: String,
    /// When it came, ISO time.
    pub received_at: String,
    /// When an answer was promised by, ISO time.
    pub promised_by: Option<String>,
    /// On whom it waits.
    pub waiting_on: String,
    /// When to chase, ISO date.
    pub chase_on: Option<String>,
    /// To whom it was escalated.
    pub escalated_to: String,
    /// When, ISO time.
    pub escalated_at: Option<String>,
    /// Who accepted it.
    pub accepted_by: String,
    /// When, ISO time.
    pub accepted_at: Option<String>,
    /// What came of it.
    pub outcome: String,
    /// When it was closed, ISO time.
    pub closed_at: Option<String>,
    /// The earlier query about the same matter.
    pub repeat_of: Option<String>,
    /// Alarm words that were matched and not negated.
    pub alarm: Vec<String>,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for Query {
    const TABLE: &'static str = "query";
    fn id(&self) -> &str {
        &self.id
    }
}

/// How pressing a query is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Press {
    /// An alarm nobody has accepted, a promise for today or broken, a chase date that has passed.
    ActNow,
    /// Open.
    ToDo,
    /// Waits on somebody, and the chase date is still to come.
    Paused,
    /// Done.
    Done,
}

impl Press {
    /// The word of the command line: `act_now`, `to_do`, `paused`, `done`.
    pub fn word(self) -> &'static str {
        match self {
            Self::ActNow => "act_now",
            Self::ToDo => "to_do",
            Self::Paused => "paused",
            Self::Done => "done",
        }
    }
}

/// Which of a query's clocks runs, the worst kind first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clock {
    /// Since this time an alarm stands that nobody has accepted.
    Alarm(NaiveDateTime),
    /// An answer is promised by this time.
    Promised(NaiveDateTime),
    /// Somebody is to be chased on this day.
    Chase(NaiveDate),
    /// It has waited since this time.
    Age(NaiveDateTime),
}

impl Clock {
    /// The moment it is about.
    pub fn at(self) -> NaiveDateTime {
        match self {
            Self::Alarm(at) | Self::Promised(at) | Self::Age(at) => at,
            Self::Chase(on) => on.and_time(NaiveTime::MIN),
        }
    }
}

fn moment(iso: &str) -> Option<NaiveDateTime> {
    iso.parse().ok().or_else(|| iso.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0))
}

fn empty() -> String {
    String::new()
}

impl Query {
    /// A query that comes in now by telephone, with nothing known of it yet.
    pub fn new(now: NaiveDateTime) -> Self {
        Self {
            id: new_id(),
            state: "new".into(),
            direction: "in".into(),
            mode: "phone".into(),
            kind: "other".into(),
            tone: "calm".into(),
            received_at: stamp(now),
            created_at: stamp(now),
            ..Self::default()
        }
    }

    /// When it came.
    pub fn received(&self) -> NaiveDateTime {
        moment(&self.received_at).unwrap_or_default()
    }

    /// Whether it is done.
    pub fn is_over(&self) -> bool {
        self.state == "done"
    }

    /// Whether only its owner and those it was escalated to may read the words (domain 2.10).
    pub fn is_restricted(&self) -> bool {
        self.kind == "safeguarding"
    }

    /// Whether this member of the team may read the words.
    pub fn may_be_read_by(&self, who: &str) -> bool {
        let own = [&self.owner, &self.escalated_to, &self.accepted_by];
        !self.is_restricted() || self.owner.is_empty() || own.iter().any(|o| o.eq_ignore_ascii_case(who))
    }

    /// Whether a named clinician (for safeguarding: the lead) must accept it before it can be closed.
    pub fn needs_acceptance(&self) -> bool {
        let alarmed = self.state == "escalated" || !self.alarm.is_empty() || self.is_restricted();
        alarmed && self.accepted_at.is_none()
    }

    /// Which of its clocks runs. A promise runs also while the query waits on somebody.
    pub fn clock(&self) -> Clock {
        let promised = self.promised_by.as_deref().and_then(moment).map(Clock::Promised);
        let chase = self.chase_on.as_deref().and_then(|d| d.parse().ok()).map(Clock::Chase);
        if self.needs_acceptance() && !self.is_over() {
            return Clock::Alarm(self.escalated_at.as_deref().and_then(moment).unwrap_or_else(|| self.received()));
        }
        let chase = chase.filter(|_| self.state == "waiting");
        promised.or(chase).unwrap_or_else(|| Clock::Age(self.received()))
    }

    /// How pressing it is now. Nothing waits unseen: a chase date that comes makes it open again.
    pub fn press(&self, now: NaiveDateTime) -> Press {
        let today = now.date();
        if self.is_over() {
            return Press::Done;
        }
        match self.clock() {
            Clock::Alarm(_) => Press::ActNow,
            Clock::Promised(at) if at.date() <= today => Press::ActNow,
            _ => match self.chase_on.as_deref().and_then(|d| d.parse::<NaiveDate>().ok()) {
                Some(on) if self.state == "waiting" && on > today => Press::Paused,
                Some(on) if self.state == "waiting" && on < today => Press::ActNow,
                _ => Press::ToDo,
            },
        }
    }

    /// The order of the list: what presses most, alarms before all, then the worst clock, then the oldest.
    pub fn order(&self, now: NaiveDateTime) -> (Press, bool, NaiveDateTime, String) {
        let clock = self.clock();
        (self.press(now), !matches!(clock, Clock::Alarm(_)), clock.at(), self.received_at.clone())
    }

    /// The query with its words held against the alarm words. New alarms want a new acceptance.
    #[must_use]
    pub fn scanned(&self, list: &Alarms) -> Self {
        let raised: Vec<Hit> = list.scan(&self.words).into_iter().filter(|h| !h.negated).collect();
        let mut found: Vec<String> = Vec::new();
        for hit in &raised {
            if !found.contains(&hit.phrase) {
                found.push(hit.phrase.clone());
            }
        }
        let mut after = self.clone();
        if found.iter().any(|f| !self.alarm.contains(f)) && self.accepted_at.is_some() {
            (after.accepted_at, after.accepted_by) = (None, empty());
        }
        after.alarm = found;
        after
    }

    /// The query as it is filed: no draft any more, and escalated where its words or its kind ask for it.
    #[must_use]
    pub fn filed(&self, list: &Alarms, now: NaiveDateTime) -> Self {
        let mut after = Self { draft: false, ..self.scanned(list) };
        let alarmed = !after.alarm.is_empty() || after.is_restricted();
        if alarmed && after.accepted_at.is_none() && after.state != "escalated" {
            after.state = "escalated".into();
            after.escalated_at = Some(stamp(now));
            (after.waiting_on, after.chase_on) = (empty(), None);
            (after.outcome, after.closed_at) = (empty(), None);
        }
        after
    }

    /// Whether a call at `now` may be about the same matter as this earlier query.
    pub fn may_be_same_matter(&self, now: NaiveDateTime) -> bool {
        let last = self.closed_at.as_deref().and_then(moment).unwrap_or_else(|| self.received());
        !self.draft && self.direction == "in" && now - last <= Duration::days(SAME_MATTER_DAYS)
    }

    /// What of it may be shown in a list: never words about safeguarding.
    pub fn gist(&self) -> String {
        let words = self.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = if words.is_empty() { self.kind.clone() } else { words };
        let words = if self.is_restricted() { "safeguarding (restricted)".into() } else { words };
        let lead = match self.state.as_str() {
            _ if self.draft => "draft call".into(),
            "done" => return if self.is_restricted() { words } else { format!("{}: {words}", self.outcome) },
            "escalated" if self.escalated_to.is_empty() => "ESCALATE".into(),
            "escalated" => return format!("{words} · with {}", self.escalated_to),
            "waiting" => format!("waits on {}", self.waiting_on),
            _ if self.promised_by.is_some() => "promised".into(),
            _ => return words,
        };
        format!("{lead}: {words}")
    }
}

/// Whether any of these hits, not denied, is one for the safeguarding lead.
pub fn is_safeguarding(hits: &[Hit]) -> bool {
    hits.iter().any(|h| !h.negated && h.kind == alarms::Kind::Safeguarding)
}
