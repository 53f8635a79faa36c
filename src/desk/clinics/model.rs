//! Clinics, their sessions and the appointments in them (domain 4.5, 4.6). The rules stand in the files beside this one.

use serde::{Deserialize, Serialize};

use crate::store::Record;

/// A slot of a plan or of a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// When it begins: `09:00`.
    pub at: String,
    /// How long it is.
    pub minutes: i64,
    /// One of [`super::rules_plan::KINDS`].
    pub kind: String,
    /// For whom it is held; empty: for nobody.
    #[serde(default)]
    pub held_for: String,
    /// So many days before the session a held slot becomes free for all.
    #[serde(default)]
    pub release_days: i64,
}

/// At most so many of a kind in one session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// The kind.
    pub kind: String,
    /// How many.
    pub most: i64,
}

/// When a clinic is held and how its time is cut, for a span of dates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The first day, ISO date.
    pub since: String,
    /// The last day, ISO date; none: no end.
    pub until: Option<String>,
    /// The weekdays: `mon` to `sun`.
    pub weekdays: Vec<String>,
    /// Which of the month: `1` to `5`, `last`; none: all.
    pub weeks: Vec<String>,
    /// When it begins: `09:00`.
    pub from: String,
    /// When it ends: `12:30`.
    pub to: String,
    /// Its slots, in order.
    pub slots: Vec<Slot>,
    /// At most so many of a kind, whatever the slots.
    pub limits: Vec<Limit>,
    /// At most so many patients beyond the slots, taken in knowingly.
    pub overbook: i64,
    /// Days on which it is not held, ISO dates.
    pub excluded: Vec<String>,
    /// Sessions further off than this are drafts: not offered yet. 0: all are open.
    pub open_weeks: i64,
}

/// A clinic: the template of its sessions. A change from a date on is a new plan; the past keeps its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clinic {
    /// Identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its code in the hospital's system.
    pub code: String,
    /// The consultant.
    pub consultant: String,
    /// The consultant's calendar.
    pub calendar_id: String,
    /// Site.
    pub site: String,
    /// Room.
    pub room: String,
    /// Its plans, the earliest first; never two for one day.
    pub plans: Vec<Plan>,
    /// Notes.
    pub notes: String,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for Clinic {
    const TABLE: &'static str = "clinic";
    fn id(&self) -> &str {
        &self.id
    }
}

/// A session: a clinic on a day. Kept only when it differs from its plan, or stands on its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Identifier: `clinic.20260303`, or any where it stands on its own.
    pub id: String,
    /// Its clinic; none where it stands on its own.
    pub clinic_id: Option<String>,
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: String,
    /// The consultant.
    pub consultant: String,
    /// The consultant's calendar.
    pub calendar_id: String,
    /// Site.
    pub site: String,
    /// Room.
    pub room: String,
    /// The day, ISO date.
    pub on_date: String,
    /// When it begins: `09:00`.
    pub starts: String,
    /// When it ends: `12:30`.
    pub ends: String,
    /// `draft`, `open`, `reduced`, `cancelled` or `closed`.
    pub state: String,
    /// Its slots, in order.
    pub slots: Vec<Slot>,
    /// At most so many of a kind.
    pub limits: Vec<Limit>,
    /// At most so many patients beyond the slots.
    pub overbook: i64,
    /// Why it was cancelled or reduced.
    pub reason: String,
    /// How many whole weeks' notice was given of that.
    pub notice_weeks: Option<i64>,
    /// Notes.
    pub notes: String,
    /// When it was cancelled or reduced, ISO time.
    pub cancelled_at: Option<String>,
    /// When it was written down, ISO time; empty while it only follows its plan.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for Session {
    const TABLE: &'static str = "session";
    fn id(&self) -> &str {
        &self.id
    }
}

/// A date that was offered to a patient (two reasonable offers are counted; domain 2.5).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// When it was offered, ISO time.
    pub at: String,
    /// The time that was offered, ISO time.
    pub start: String,
    /// `taken`, `declined`, or `open` while the patient thinks it over.
    pub answer: String,
    /// The patient agreed that the notice, shorter than three weeks, was reasonable.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub agreed: bool,
}

/// A need that must be arranged for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// `interpreter`, `transport`, `hoist`, `chaperone`, or in words.
    pub what: String,
    /// The task in which it is arranged.
    #[serde(default)]
    pub task_id: Option<String>,
}

/// An appointment, from the waiting list to the outcome.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Appointment {
    /// Identifier.
    pub id: String,
    /// The patient; an edit never changes it (hazard H2).
    pub patient_id: String,
    /// The session; none while it waits for a date.
    pub session_id: Option<String>,
    /// The clinic that is wished for, or that it is in.
    pub clinic_id: Option<String>,
    /// Whose patient.
    pub consultant: String,
    /// One of [`super::rules_plan::KINDS`].
    pub kind: String,
    /// `waiting`, `booked`, `arrived`, `seen`, `left_unseen`, `dna`, `cancelled_patient` or `cancelled_hospital`.
    pub state: String,
    /// When it begins, ISO time; none while it waits.
    pub start: Option<String>,
    /// How long it is.
    pub minutes: i64,
    /// The seat it has: `2026-03-03T09:00 session 0`; none where it has none.
    pub seat: Option<String>,
    /// What for.
    pub reason: String,
    /// One of [`super::rules_breach::PATHWAYS`].
    pub pathway: String,
    /// When the clock of the pathway began, ISO date.
    pub referred_on: Option<String>,
    /// Who referred the patient, a contact.
    pub referrer_id: Option<String>,
    /// The last day that keeps the pathway's limit, ISO date.
    pub breach_on: Option<String>,
    /// 1 (urgent) to 3 (routine).
    pub priority: i64,
    /// Who booked it.
    pub booked_by: String,
    /// When, ISO time.
    pub booked_at: Option<String>,
    /// How: `telephone`, `post`, `email`, `in person`.
    pub method: String,
    /// How the patient learns of it: `letter`, `telephone`, or empty while nobody has said.
    pub told: String,
    /// What must be arranged.
    pub needs: Vec<Need>,
    /// Comes at short notice.
    pub short_notice: bool,
    /// How many days' notice the patient needs for that.
    pub notice_days: i64,
    /// Days and halves of days that suit: `mon`, `tue am`; none: all.
    pub suits: Vec<String>,
    /// When the patient is away: `2026-03-02/2026-03-13`.
    pub away: Vec<String>,
    /// Since when it waits, ISO date.
    pub added_on: String,
    /// When the patient is to come, about; ISO date.
    pub aim_on: Option<String>,
    /// When it is to be booked by, ISO date (partial booking: five weeks before the aim).
    pub book_by: Option<String>,
    /// Dates that were offered.
    pub offers: Vec<Offer>,
    /// When the patient arrived, ISO time.
    pub arrived_at: Option<String>,
    /// When the patient was seen, ISO time.
    pub seen_at: Option<String>,
    /// Arrived late.
    pub late: bool,
    /// What came of it: `discharged`, `follow-up`, `test`, `referred`, `admitted`, or in words.
    pub outcome: String,
    /// Follow-up in so many weeks.
    pub follow_weeks: Option<i64>,
    /// When it was cancelled, missed or left, ISO time.
    pub ended_at: Option<String>,
    /// Why.
    pub end_reason: String,
    /// Of a cancelled clinic: `to_reach`, `reached`, `unreachable`; empty otherwise.
    pub reach: String,
    /// The slot that is proposed instead.
    pub proposed: Option<String>,
    /// The appointment that this one takes the place of.
    pub rebooked_from: Option<String>,
    /// The appointment that takes this one's place.
    pub rebooked_as: Option<String>,
    /// Why it stands although the patient died.
    pub died_reason: String,
    /// Notes.
    pub notes: String,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for Appointment {
    const TABLE: &'static str = "appointment";
    fn id(&self) -> &str {
        &self.id
    }
}
