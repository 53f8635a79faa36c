//! The list of a clinic as data: its slots in order, and who comes in each.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Value, json};

use super::day_sheet::{printed, weekday_date};
use super::engine::{Options, PaperError, typeset};
use super::view::{long_date, one};

const LAYOUT: &str = include_str!("../../assets/paper/clinic-list.typ");

/// A session with its slots.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClinicList {
    /// Hospital and department.
    pub head: String,
    /// The clinic's name and code.
    pub clinic: String,
    /// Whose clinic.
    pub of: String,
    /// Site and room.
    pub place: String,
    /// The day.
    pub date: NaiveDate,
    /// `09:00–12:30`.
    pub times: String,
    /// `open`, `reduced`, `cancelled`.
    pub state: String,
    /// `new 2/4, follow-up 7/8`.
    pub counts: String,
    /// The slots in order.
    pub slots: Vec<ClinicSlot>,
    /// When it was printed.
    pub printed_at: NaiveDateTime,
    /// Who printed it.
    pub printed_by: String,
}

/// A slot, and who comes in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClinicSlot {
    /// `09:15`.
    pub time: String,
    /// `new`, `follow-up`, `urgent` …
    pub kind: String,
    /// `SURNAME, Forename (Title)`; empty for a free slot.
    pub patient: String,
    /// `14-Aug-1980 (45y)`.
    pub born: String,
    /// `943 476 5919`.
    pub nhs: String,
    /// The hospital number.
    pub hospital: String,
    /// What the patient needs: interpreter, hoist, large print. Never what is restricted.
    pub needs: String,
    /// `booked`, `arrived`, `did not attend` …
    pub state: String,
    /// Whether it was cancelled.
    pub off: bool,
}

impl ClinicList {
    /// The list as an accessible PDF.
    ///
    /// # Errors
    /// A text that no accessible PDF can hold.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let title = format!("{} on {}", self.clinic, long_date(self.date));
        let author = if self.head.is_empty() { self.printed_by.clone() } else { self.head.clone() };
        typeset(LAYOUT, &self.data(), &Options { title, author, date: self.printed_at.date() })
    }

    fn data(&self) -> Value {
        let facts = [("Consultant", &self.of), ("Place", &self.place), ("Times", &self.times), ("State", &self.state)];
        let facts = facts.iter().filter(|(_, value)| !value.trim().is_empty());
        json!({
            "head": one(&self.head),
            "clinic": one(&self.clinic),
            "date": weekday_date(self.date),
            "facts": facts.map(|(label, value)| json!({ "label": label, "value": one(value) })).collect::<Vec<_>>(),
            "counts": one(&self.counts),
            "slots": self.slots.iter().map(slot).collect::<Vec<_>>(),
            "printed": printed(self.printed_at, &self.printed_by),
        })
    }
}

fn slot(slot: &ClinicSlot) -> Value {
    json!({
        "time": one(&slot.time),
        "kind": one(&slot.kind),
        "patient": one(&slot.patient),
        "born": one(&slot.born),
        "nhs": one(&slot.nhs),
        "hospital": one(&slot.hospital),
        "needs": one(&slot.needs),
        "state": one(&slot.state),
        "off": slot.off,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clinic_is_set_full_free_and_empty() {
        let taken = ClinicSlot {
            time: "09:00".into(),
            kind: "new".into(),
            patient: "OKAFOR, Grace (Mrs)".into(),
            born: "03-Mar-1950 (76y)".into(),
            nhs: "999 000 0018".into(),
            needs: "British Sign Language interpreter".into(),
            state: "booked".into(),
            ..ClinicSlot::default()
        };
        let free = ClinicSlot { time: "09:30".into(), kind: "follow-up".into(), ..ClinicSlot::default() };
        let gone = ClinicSlot { off: true, state: "cancelled".into(), ..taken.clone() };
        let date = NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
        for slots in [Vec::new(), vec![taken.clone(), free, gone], vec![taken; 90]] {
            let list = ClinicList { clinic: "Clinic A".into(), date, slots, ..ClinicList::default() };
            assert!(list.pdf().unwrap().starts_with(b"%PDF-1."));
        }
    }
}
