//! Clinics made ready for the search, which asks every one of them for every day of a year: their plans' dates read once,
//! their slots as numbers.

use std::fmt::Write as _;

use chrono::{Datelike, Duration, NaiveDate};

use super::model::{Clinic, Plan, Session, Slot};
use super::rules_plan::{WEEKDAYS, is_week};
use super::rules_session::Taken;
use super::rules_taken::{are_taken, minute_of};

/// A clinic with its plans made ready, the latest first.
pub struct Laid<'a> {
    /// The clinic.
    pub clinic: &'a Clinic,
    plans: Vec<LaidPlan<'a>>,
}

struct LaidPlan<'a> {
    plan: &'a Plan,
    since: NaiveDate,
    until: NaiveDate,
    weekdays: u8,
    excluded: Vec<NaiveDate>,
    /// The seats of the slots that are looked for, in order.
    seats: Vec<(u16, u16)>,
}

impl<'a> Laid<'a> {
    /// Makes a clinic ready; only slots that are looked for count.
    pub fn new(clinic: &'a Clinic, wanted: &dyn Fn(&Slot) -> bool) -> Self {
        Self { clinic, plans: clinic.plans.iter().rev().map(|p| LaidPlan::new(p, wanted)).collect() }
    }

    /// Whether any plan has a slot of what is looked for.
    pub fn offers(&self) -> bool {
        self.plans.iter().any(|p| !p.seats.is_empty())
    }

    fn plan_on(&self, day: NaiveDate) -> Option<&LaidPlan<'a>> {
        self.plans.iter().find(|p| p.since <= day && day <= p.until).filter(|p| p.holds_on(day))
    }

    /// The session of a day, where one follows that is offered and has a seat left of what is looked for; `taken` is asked
    /// with the session's identifier, which is written into `id`.
    pub fn open_on<'t>(
        &self,
        day: NaiveDate,
        today: NaiveDate,
        id: &mut String,
        taken: impl FnOnce(&str) -> Option<&'t str>,
    ) -> Option<(Session, Taken)> {
        let laid = self.plan_on(day).filter(|p| !p.seats.is_empty())?;
        let weeks = laid.plan.open_weeks;
        if weeks > 0 && day > today + Duration::weeks(weeks) {
            return None;
        }
        id.clear();
        let _ = write!(id, "{}.{:04}{:02}{:02}", self.clinic.id, day.year(), day.month(), day.day());
        let line = taken(id).unwrap_or_default();
        if are_taken(&laid.seats, line) {
            return None;
        }
        Some((self.clinic.session_on(day, today)?, Taken::read(line)))
    }
}

impl<'a> LaidPlan<'a> {
    fn new(plan: &'a Plan, wanted: &dyn Fn(&Slot) -> bool) -> Self {
        let bit = |d: &String| WEEKDAYS.iter().position(|w| w == d).map_or(0, |n| 1 << n);
        Self {
            plan,
            since: plan.since.parse().unwrap_or(NaiveDate::MIN),
            until: plan.until.as_ref().map_or(NaiveDate::MAX, |u| u.parse().unwrap_or(NaiveDate::MAX)),
            weekdays: plan.weekdays.iter().map(bit).fold(0, |all, one| all | one),
            excluded: plan.excluded.iter().filter_map(|d| d.parse().ok()).collect(),
            seats: seats(plan, wanted),
        }
    }

    /// As [`Plan::holds_on`].
    fn holds_on(&self, day: NaiveDate) -> bool {
        self.weekdays & (1 << day.weekday().num_days_from_monday()) != 0
            && (self.plan.weeks.is_empty() || self.plan.weeks.iter().any(|w| is_week(w, day)))
            && !self.excluded.contains(&day)
    }
}

/// The seats of a plan's slots: minute of the day, and number among those of the same time.
fn seats(plan: &Plan, wanted: &dyn Fn(&Slot) -> bool) -> Vec<(u16, u16)> {
    let mut out = Vec::with_capacity(plan.slots.len());
    for (at, slot) in plan.slots.iter().enumerate() {
        let n = plan.slots[..at].iter().filter(|s| s.at == slot.at).count() as u16;
        if wanted(slot) {
            out.extend(minute_of(&slot.at).map(|minute| (minute, n)));
        }
    }
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::clinics::rules_plan::read_slots;

    fn clinic() -> Clinic {
        let plan = |since: &str, until: Option<&str>, weeks: &[&str], slots: &str| Plan {
            since: since.into(),
            until: until.map(Into::into),
            weekdays: vec!["tue".into(), "fri".into()],
            weeks: weeks.iter().map(|w| (*w).to_owned()).collect(),
            from: "09:00".into(),
            to: "12:30".into(),
            slots: read_slots(slots, "09:00").unwrap(),
            excluded: vec!["2026-03-10".into()],
            open_weeks: 20,
            ..Plan::default()
        };
        let plans = vec![
            plan("2026-01-01", Some("2026-03-31"), &[], "2 new 30m, 2 follow-up 15m"),
            plan("2026-04-01", None, &["1", "last"], "09:00 new 30m, 09:00 new 30m"),
        ];
        Clinic { id: "c".into(), plans, ..Clinic::default() }
    }

    #[test]
    fn it_holds_on_the_days_of_the_clinic() {
        let (clinic, today) = (clinic(), NaiveDate::from_ymd_opt(2026, 3, 3).unwrap());
        let laid = Laid::new(&clinic, &|_| true);
        for day in NaiveDate::from_ymd_opt(2025, 12, 1).unwrap().iter_days().take(400) {
            let planned = clinic.session_on(day, today).filter(|s| s.state == "open");
            let found = laid.open_on(day, today, &mut String::new(), |_| None).map(|(session, _)| session);
            assert_eq!(found, planned, "{day}");
        }
    }

    #[test]
    fn only_a_session_with_a_seat_left_of_the_kind_is_given() {
        let clinic = clinic();
        let day = NaiveDate::from_ymd_opt(2026, 3, 6).unwrap();
        let open = |kind: Option<&str>, line: &'static str| {
            let mut id = String::new();
            let wanted = |s: &Slot| kind.is_none_or(|k| s.kind == k);
            let found = Laid::new(&clinic, &wanted).open_on(day, day, &mut id, |_| Some(line)).is_some();
            assert_eq!(id, if kind == Some("video") { "" } else { "c.20260306" });
            found
        };
        assert!(open(Some("new"), "09000n10000f10150f"));
        assert!(!open(Some("new"), "09000n09300n"));
        assert!(open(None, "09000n09300n10000f"));
        assert!(!open(None, "09000n09300n10000f10150f"));
        assert!(open(None, "09000n09300n10000f10151f"), "one too many at a quarter past, and its slot free");
        assert!(!open(Some("video"), ""));
        assert!(!Laid::new(&clinic, &|s| s.kind == "video").offers());
    }
}
