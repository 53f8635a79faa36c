//! The rows of a session: its slots, whoever sits beyond them, and at the end who was cancelled.

use chrono::NaiveDateTime;

use crate::app::Cx;
use crate::desk::clinics::foot;
use crate::desk::clinics::model::{Appointment, Session};
use crate::desk::clinics::rules_plan::later;
use crate::desk::clinics::rules_session::{Place, seat_parts};
use crate::desk::people::Patient;
use crate::desk::people::model::short_line;
use crate::desk::people::repo::Marks;
use crate::desk::tasks::model::Press;
use crate::store::Refusal;
use crate::text::{dates, names};
use crate::ui::Meaning;
use crate::ui::list::Line;

/// A row: a slot, a patient, or both.
pub(super) struct Seat {
    /// What it is remembered by.
    pub id: String,
    /// The slot; none for whoever sits beyond the slots or was cancelled.
    pub place: Option<Place>,
    /// Who sits there.
    pub one: Option<Appointment>,
    patient: Option<Patient>,
    held: Option<String>,
}

impl Seat {
    /// When it begins: `09:00`.
    pub fn at(&self) -> &str {
        match (&self.place, &self.one) {
            (Some(place), _) => &place.slot.at,
            (None, Some(one)) => one.at(),
            (None, None) => "",
        }
    }

    /// When it ends.
    pub fn ends(&self) -> String {
        let minutes = self.place.as_ref().map(|p| p.slot.minutes).or(self.one.as_ref().map(|o| o.minutes));
        later(self.at(), minutes.unwrap_or(0))
    }

    /// Everything of it, for below the list.
    pub fn foot(&self, now: NaiveDateTime) -> String {
        let (Some(one), Some(patient)) = (&self.one, &self.patient) else {
            return match &self.held {
                Some(who) => format!("{}: held for {who}. h frees it.", self.at()),
                None => format!("{}: free. n books somebody, h holds it.", self.at()),
            };
        };
        let mut parts = vec![short_line(patient, now)];
        parts.extend(foot::of(one));
        parts.push(one.state_words());
        parts.join(" · ")
    }

    fn is_gone(&self) -> bool {
        self.one.as_ref().is_some_and(Appointment::is_cancelled)
    }

    /// Its line at a moment; who could be taken for somebody else bears the mark.
    pub fn line(&self, marks: &Marks, now: NaiveDateTime) -> Line {
        let kind = self
            .one
            .as_ref()
            .map_or_else(|| self.place.as_ref().map(|p| p.slot.kind.clone()).unwrap_or_default(), |o| o.kind.clone());
        let Some(one) = &self.one else {
            let free = self.held.as_ref().map_or_else(|| "free".into(), |h| format!("held for {h}"));
            let meaning = if self.held.is_some() { Meaning::Paused } else { Meaning::None };
            return Line::new(self.id.clone(), meaning, [self.at().to_owned(), kind, free]);
        };
        let known = self.patient.as_ref();
        let name = known.map_or_else(|| "patient not found".into(), Patient::name);
        let name = names::marked(name, marks.of(Some(&one.patient_id)));
        let born = known.and_then(Patient::born_on).map(|b| format!("Born {}", dates::screen(b))).unwrap_or_default();
        let nhs = known.map(Patient::nhs_shown).unwrap_or_default();
        let needs: Vec<&str> = one.needs.iter().map(|n| n.what.as_str()).collect();
        let beyond = if self.place.is_none() && !self.is_gone() { " (beyond the slots)" } else { "" };
        let needs = [needs.join(", "), one.reason.clone()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>();
        let state = format!("{}{beyond}", one.state_words());
        let cells = [one.at().to_owned(), kind, name, born, nhs, needs.join(" · "), state];
        Line::new(self.id.clone(), meaning(one.press(now)), cells)
    }
}

/// The sign of how pressing it is.
pub(in crate::desk::clinics) fn meaning(press: Press) -> Meaning {
    match press {
        Press::ActNow => Meaning::ActNow,
        Press::ToDo => Meaning::ToDo,
        Press::Paused => Meaning::Paused,
        Press::Done => Meaning::Done,
    }
}

/// The rows of a session, by time; the cancelled ones last.
pub(super) fn seats(session: &Session, all: Vec<Appointment>, cx: &Cx) -> Result<Vec<Seat>, Refusal> {
    let mut out: Vec<Seat> = Vec::new();
    let (mut live, gone): (Vec<Appointment>, Vec<Appointment>) = all.into_iter().partition(|a| !a.is_cancelled());
    for place in session.places() {
        let sits = |a: &Appointment| a.seat.as_deref().and_then(seat_parts) == Some((place.slot.at.as_str(), place.n));
        let one = live.iter().position(sits).map(|at| live.remove(at));
        let held = place.slot.held_on(session.day(), cx.today()).map(str::to_owned);
        let id = place.id(&session.id);
        out.push(Seat { id, held, patient: patient(one.as_ref(), cx)?, place: Some(place), one });
    }
    for one in live {
        out.push(alone(one, cx)?);
    }
    out.sort_by(|a, b| a.at().cmp(b.at()));
    for one in gone {
        out.push(alone(one, cx)?);
    }
    Ok(out)
}

fn alone(one: Appointment, cx: &Cx) -> Result<Seat, Refusal> {
    let patient = patient(Some(&one), cx)?;
    Ok(Seat { id: one.id.clone(), place: None, patient, held: None, one: Some(one) })
}

fn patient(one: Option<&Appointment>, cx: &Cx) -> Result<Option<Patient>, Refusal> {
    one.map_or(Ok(None), |o| cx.db().get(&o.patient_id))
}

/// Writes the heading above the first cancelled one.
pub(super) fn group(lines: &mut [Line], seats: &[Seat]) {
    if let Some(at) = seats.iter().position(Seat::is_gone) {
        lines[at].group = Some("Cancelled".into());
    }
}
