//! Who is offered a slot that has become free: those who come at short notice and whom it fits, by priority, then by
//! the longest wait. Offered, never booked by itself.

use chrono::{NaiveDateTime, Timelike};

use super::model::{Appointment, Session};
use super::rules_clash::{is_in, notice_of};
use super::rules_plan::weekday_of;
use crate::text::names;

/// So many are offered a slot.
pub const BEST: usize = 3;

/// A slot that has become free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freed {
    /// The session.
    pub session_id: String,
    /// The clinic, by identifier.
    pub clinic_id: Option<String>,
    /// The clinic's name.
    pub clinic: String,
    /// The consultant.
    pub consultant: String,
    /// The kind of the slot.
    pub kind: String,
    /// The time of day.
    pub at: String,
    /// Its number among those of the same time.
    pub n: usize,
    /// When it begins.
    pub start: NaiveDateTime,
    /// Whose it was.
    pub patient_id: String,
}

impl Freed {
    /// The slot that an appointment leaves; none where it has no slot of its own.
    pub fn of(one: &Appointment, session: &Session) -> Option<Self> {
        let n = one.seat.as_deref()?.rsplit(' ').next()?.parse().ok()?;
        let place = session.place(one.at(), n)?;
        Some(Self {
            session_id: session.id.clone(),
            clinic_id: session.clinic_id.clone(),
            clinic: session.name.clone(),
            consultant: session.consultant.clone(),
            kind: place.slot.kind,
            at: one.at().to_owned(),
            n,
            start: one.starts()?,
            patient_id: one.patient_id.clone(),
        })
    }
}

/// One whom the slot fits, and why they stand where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// Who waits, or is booked later.
    pub one: Appointment,
    /// The reason for the order: `urgent, 34 days, mon am suits, 2 days' notice enough`.
    pub reason: String,
}

/// The three whom the slot fits best.
pub fn best(all: &[Appointment], freed: &Freed, now: NaiveDateTime) -> Vec<Fit> {
    let mut fit: Vec<&Appointment> = all.iter().filter(|a| fits(a, freed, now)).collect();
    fit.sort_by(|a, b| (a.priority, &a.added_on, &a.id).cmp(&(b.priority, &b.added_on, &b.id)));
    fit.into_iter().take(BEST).map(|a| Fit { reason: reason(a, freed, now), one: a.clone() }).collect()
}

fn fits(one: &Appointment, freed: &Freed, now: NaiveDateTime) -> bool {
    let day = freed.start.date();
    let notice = (day - now.date()).num_days();
    let needs = one.needs.iter().map(|n| notice_of(&n.what)).max().unwrap_or(0);
    let later = one.state == "waiting" || one.state == "booked" && one.starts().is_some_and(|s| s > freed.start);
    one.short_notice
        && one.binned_at.is_none()
        && later
        && one.patient_id != freed.patient_id
        && one.kind == freed.kind
        && wants_clinic(one, freed)
        && one.notice_days.max(needs) <= notice
        && suits(one, freed.start).is_some()
        && !one.away.iter().any(|span| is_in(span, day))
        && !declined(one, freed)
}

/// The same clinic, or the same consultant; one who named neither comes to any.
fn wants_clinic(one: &Appointment, freed: &Freed) -> bool {
    let clinic = one.clinic_id.is_some() && one.clinic_id == freed.clinic_id;
    let consultant = names::fold(&one.consultant) == names::fold(&freed.consultant);
    clinic || consultant || one.consultant.is_empty() && one.clinic_id.is_none()
}

/// The word of theirs that the time fits; empty: they come at any time. None: it does not suit.
fn suits(one: &Appointment, at: NaiveDateTime) -> Option<&str> {
    if one.suits.is_empty() {
        return Some("");
    }
    let half = if at.hour() < 12 { "am" } else { "pm" };
    let fits = |word: &&String| {
        let mut parts = word.split_whitespace();
        parts.next() == Some(weekday_of(at.date())) && parts.next().is_none_or(|h| h == half)
    };
    one.suits.iter().find(fits).map(String::as_str)
}

fn declined(one: &Appointment, freed: &Freed) -> bool {
    let start = crate::clock::stamp(freed.start);
    one.offers.iter().any(|o| o.start == start && o.answer == "declined")
}

/// The priority in a word.
pub fn priority_word(priority: i64) -> &'static str {
    match priority {
        1 => "urgent",
        2 => "soon",
        _ => "routine",
    }
}

/// `34 days`.
pub fn days_word(days: i64) -> String {
    if days == 1 { "1 day".into() } else { format!("{days} days") }
}

/// How many days somebody has waited.
pub fn waited(one: &Appointment, now: NaiveDateTime) -> i64 {
    one.added_on.parse().map_or(0, |d: chrono::NaiveDate| (now.date() - d).num_days().max(0))
}

fn reason(one: &Appointment, freed: &Freed, now: NaiveDateTime) -> String {
    let when = match suits(one, freed.start) {
        Some("") | None => "any day suits".to_owned(),
        Some(word) => format!("{word} suits"),
    };
    let notice = match one.notice_days {
        0 => "no notice needed".to_owned(),
        1 => "1 day's notice enough".to_owned(),
        n => format!("{n} days' notice enough"),
    };
    let waits = format!("waits {}", days_word(waited(one, now)));
    format!("{}, {waits}, {when}, {notice}", priority_word(one.priority))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::clinics::model::{Need, Offer};

    fn now() -> NaiveDateTime {
        "2026-03-03T09:00:00".parse().unwrap()
    }

    fn freed() -> Freed {
        Freed {
            session_id: "c.20260309".into(),
            clinic_id: Some("c".into()),
            clinic: "Clinic B".into(),
            consultant: "Dr A Patel".into(),
            kind: "new".into(),
            at: "09:00".into(),
            n: 0,
            start: "2026-03-09T09:00:00".parse().unwrap(),
            patient_id: "other".into(),
        }
    }

    fn waits(id: &str, priority: i64, added: &str) -> Appointment {
        Appointment {
            id: id.into(),
            consultant: "Dr A Patel".into(),
            priority,
            short_notice: true,
            notice_days: 2,
            suits: vec!["mon am".into()],
            added_on: added.into(),
            ..Appointment::new(id, "new", now())
        }
    }

    fn only(change: impl Fn(&mut Appointment)) -> usize {
        let mut one = waits("a", 2, "2026-02-01");
        change(&mut one);
        best(&[one], &freed(), now()).len()
    }

    #[test]
    fn the_urgent_come_first_then_who_waits_longest() {
        let all = [
            waits("late", 2, "2026-02-20"),
            waits("long", 2, "2026-01-05"),
            waits("urgent", 1, "2026-02-25"),
            waits("fourth", 3, "2025-12-01"),
        ];
        let found = best(&all, &freed(), now());
        let order: Vec<&str> = found.iter().map(|f| f.one.id.as_str()).collect();
        assert_eq!(order, ["urgent", "long", "late"]);
        assert_eq!(found[1].reason, "soon, waits 57 days, mon am suits, 2 days' notice enough");
    }

    #[test]
    fn only_those_whom_it_fits() {
        assert_eq!(only(|_| ()), 1);
        assert_eq!(only(|a| a.short_notice = false), 0);
        assert_eq!(only(|a| a.kind = "follow-up".into()), 0);
        assert_eq!(only(|a| a.consultant = "Dr J Osei".into()), 0);
        assert_eq!(only(|a| a.notice_days = 7), 0, "six days are too few");
        assert_eq!(only(|a| a.suits = vec!["mon pm".into()]), 0);
        assert_eq!(only(|a| a.away = vec!["2026-03-09/2026-03-13".into()]), 0);
        assert_eq!(only(|a| a.patient_id = "other".into()), 0, "whose it was");
        assert_eq!(only(|a| a.needs = vec![Need { what: "BSL interpreter".into(), task_id: None }]), 0);
        let no =
            Offer { at: String::new(), start: "2026-03-09T09:00:00".into(), answer: "declined".into(), agreed: false };
        assert_eq!(only(|a| a.offers = vec![no.clone()]), 0, "declined once");
        let booked = |start: &str| (start.to_owned(), "booked".to_owned());
        let at = |start: &str| {
            only(|a| {
                let (start, state) = booked(start);
                (a.start, a.state) = (Some(start), state);
            })
        };
        assert_eq!((at("2026-04-01T09:00:00"), at("2026-03-04T09:00:00")), (1, 0), "only an earlier date helps");
    }
}
