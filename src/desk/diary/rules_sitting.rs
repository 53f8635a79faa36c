//! A session of a clinic as the diary shows it: how full it is, and who sits in each slot.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime};

use super::rules_occurrence::Occurrence;
use crate::desk::clinics::model::{Appointment, Session};
use crate::desk::clinics::rules_plan::short_kind;
use crate::desk::clinics::rules_session::Taken;

/// A session as the diary shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sitting {
    /// The session.
    pub id: String,
    /// `new 2/4  f-up 7/8`; of a cancelled one how many are to be rebooked.
    pub counts: String,
    /// `reduced: theatre list`; empty while it is open.
    pub state: String,
    /// How many slots can be had.
    pub free: usize,
    /// How many patients were not reached yet.
    pub left: usize,
    /// Its slots, where they were read: free ones too.
    pub slots: Vec<SlotRow>,
}

/// A slot, and who sits in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SlotRow {
    /// `09:15`.
    pub at: String,
    /// The kind of the slot.
    pub kind: String,
    /// `SURNAME, Forename (Title)`; empty for a free one.
    pub patient: String,
    /// Who sits there; nobody in a free one.
    pub patient_id: Option<String>,
    /// `booked`, `arrived` …; `free`, `held for Ward 7`.
    pub state: String,
    /// What must be arranged: `interpreter, hoist`.
    pub needs: String,
    /// Whether it was cancelled.
    pub off: bool,
}

impl SlotRow {
    /// As one line: `09:15 new  OKAFOR, Grace (Mrs)  booked · interpreter`.
    pub fn line(&self) -> String {
        let who = if self.patient.is_empty() { self.state.clone() } else { self.patient.clone() };
        let state = if self.patient.is_empty() || self.state == "booked" { "" } else { self.state.as_str() };
        let more: Vec<&str> = [state, self.needs.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
        let more = if more.is_empty() { String::new() } else { format!(" · {}", more.join(" · ")) };
        format!("{} {:<4} {who}{more}", self.at, short_kind(&self.kind))
    }
}

impl Sitting {
    /// A session with who sits in it. `left` are those of it who were not reached yet.
    pub fn new(session: &Session, taken: &Taken, left: usize, now: NaiveDateTime) -> Self {
        let counts = match (session.is_live(), left) {
            (true, 0) => session.fullness(taken),
            (true, left) => format!("{}  {left} to rebook", session.fullness(taken)),
            (false, 0) => "nobody to rebook".into(),
            (false, left) => format!("{left} to rebook"),
        };
        let free = session.free(taken, None, now).len();
        Self { id: session.id.clone(), counts, state: session.state_words(), free, left, slots: Vec::new() }
    }

    /// With its slots: `all` are its appointments, cancelled ones too, `names` those of their patients.
    #[must_use]
    pub fn with_slots(
        mut self,
        session: &Session,
        all: &[Appointment],
        names: &HashMap<String, String>,
        now: NaiveDateTime,
    ) -> Self {
        let mut used: HashSet<&str> = HashSet::new();
        let mut rows: Vec<SlotRow> = Vec::new();
        // Of one that does not take place only the patients matter.
        let places = if session.is_live() { session.places() } else { Vec::new() };
        for place in places {
            let seat = session.seat(&place.slot.at, place.n);
            let sits = all.iter().find(|a| a.is_live() && a.seat.as_deref() == Some(&seat));
            used.extend(sits.map(|a| a.id.as_str()));
            rows.push(match sits {
                Some(one) => SlotRow { kind: place.slot.kind.clone(), ..row_of(one, names) },
                None => SlotRow {
                    at: place.slot.at.clone(),
                    kind: place.slot.kind.clone(),
                    state: match place.slot.held_on(session.day(), now.date()) {
                        Some(who) => format!("held for {who}"),
                        None => "free".into(),
                    },
                    ..SlotRow::default()
                },
            });
        }
        // Beyond the slots, and of a cancelled session those who are still to be rebooked.
        let more = all.iter().filter(|a| !used.contains(a.id.as_str()) && (a.is_live() || a.reach == "to_reach"));
        rows.extend(more.map(|a| row_of(a, names)));
        rows.sort_by(|a, b| a.at.cmp(&b.at));
        self.slots = rows;
        self
    }
}

fn row_of(one: &Appointment, names: &HashMap<String, String>) -> SlotRow {
    let needs: Vec<&str> = one.needs.iter().map(|n| n.what.as_str()).collect();
    SlotRow {
        at: one.at().to_owned(),
        kind: one.kind.clone(),
        patient_id: Some(one.patient_id.clone()),
        patient: names.get(&one.patient_id).cloned().unwrap_or_else(|| "a patient".into()),
        state: if one.reach == "to_reach" { "to rebook".into() } else { one.state_words() },
        needs: needs.join(", "),
        off: one.is_cancelled(),
    }
}

/// The clinics of a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClinicDay {
    /// How many.
    pub clinics: usize,
    /// How many slots of theirs can be had; none where no slots are known.
    pub free: Option<usize>,
    /// How many patients of cancelled ones are to be rebooked.
    pub left: usize,
}

/// The clinics of each day.
pub fn clinic_days(all: &[Occurrence]) -> HashMap<NaiveDate, ClinicDay> {
    let mut days: HashMap<NaiveDate, ClinicDay> = HashMap::new();
    for one in all.iter().filter(|o| o.entry.kind == "clinic") {
        let day = days.entry(one.start.date()).or_default();
        day.clinics += usize::from(one.is_live());
        if let Some(sitting) = &one.sitting {
            day.free = Some(day.free.unwrap_or(0) + sitting.free);
            day.left += sitting.left;
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::clinics::model::Need;
    use crate::desk::clinics::rules_plan::read_slots;

    fn now() -> NaiveDateTime {
        "2026-03-03T08:00:00".parse().unwrap()
    }

    fn session() -> Session {
        Session {
            id: "c.20260310".into(),
            name: "Clinic A".into(),
            on_date: "2026-03-10".into(),
            starts: "09:00".into(),
            ends: "12:00".into(),
            state: "open".into(),
            slots: read_slots(
                "2 new 30m, 2 follow-up 15m, 11:00 urgent 15m held for Ward 7 until 2 days before",
                "09:00",
            )
            .unwrap(),
            ..Session::default()
        }
    }

    fn booked(session: &Session, at: &str, state: &str) -> Appointment {
        Appointment {
            patient_id: "p".into(),
            kind: "new".into(),
            state: state.into(),
            start: Some(format!("2026-03-10T{at}:00")),
            seat: Some(session.seat(at, 0)),
            needs: vec![Need { what: "interpreter".into(), task_id: None }],
            id: format!("a{at}"),
            ..Appointment::default()
        }
    }

    #[test]
    fn free_held_and_taken_slots_are_told_apart() {
        let session = session();
        let one = booked(&session, "09:00", "booked");
        let names = HashMap::from([("p".to_owned(), "OKAFOR, Grace (Mrs)".to_owned())]);
        let all = [one];
        let sitting = Sitting::new(&session, &Taken::of(&all), 0, now()).with_slots(&session, &all, &names, now());
        assert_eq!((sitting.counts.as_str(), sitting.free), ("new 1/2  f-up 0/2  urg 0/1", 3));
        let lines: Vec<String> = sitting.slots.iter().map(SlotRow::line).collect();
        let expected = [
            "09:00 new  OKAFOR, Grace (Mrs) · interpreter",
            "09:30 new  free",
            "10:00 f-up free",
            "10:15 f-up free",
            "11:00 urg  held for Ward 7",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_cancelled_session_says_how_many_are_left_to_rebook() {
        let gone = Session { state: "cancelled".into(), reason: "consultant ill".into(), ..session() };
        let one = Appointment { reach: "to_reach".into(), seat: None, ..booked(&gone, "09:00", "cancelled_hospital") };
        let all = [one];
        let sitting = Sitting::new(&gone, &Taken::of(&all), 1, now()).with_slots(&gone, &all, &HashMap::new(), now());
        assert_eq!((sitting.counts.as_str(), sitting.state.as_str()), ("1 to rebook", "cancelled: consultant ill"));
        assert!(sitting.slots.iter().any(|s| s.off && s.state == "to rebook"));
    }
}
