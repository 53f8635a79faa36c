//! The invented waiting list: 25 who wait for a date, late ones among them, and some who come at short notice.

use chrono::{Duration, NaiveDateTime};

use super::folk::{CONSULTANTS, Folk};
use super::words::words;
use super::{id, insert};
use crate::clock::stamp;
use crate::desk::clinics::acts;
use crate::desk::clinics::model::{Appointment, Offer};
use crate::desk::clinics::rules_breach::BreachDays;
use crate::store::Edit;

/// How many wait.
const WAITING: usize = 25;

pub(super) fn invent(folk: &Folk, now: NaiveDateTime) -> Vec<Edit> {
    (0..WAITING).map(|n| insert(&waits(n, folk, now))).collect()
}

fn waits(n: usize, folk: &Folk, now: NaiveDateTime) -> Appointment {
    let since = now.date() - Duration::days(3 + (n as i64 * 11) % 70);
    let at = since.and_hms_opt(11, 0, 0).unwrap_or(now);
    let kind = ["new", "follow-up", "new", "follow-up", "telephone"][n % 5];
    // One of the stories waits as well: the Polish speaker who came three days ago.
    let patient = folk.patient(if n == 12 { 10 } else { 20 + n * 13 });
    let one = Appointment {
        id: id("waiting", n),
        clinic_id: (kind == "telephone").then(|| id("clinic", 2)),
        consultant: CONSULTANTS[if kind == "telephone" { 0 } else { n % 2 }].into(),
        reason: words().reasons[(n * 5) % words().reasons.len()].into(),
        priority: [2, 3, 1, 3, 2, 3, 3][n % 7],
        added_on: since.to_string(),
        created_at: stamp(at),
        ..acts::fresh(patient, kind, at)
    };
    wishes(n, clocks(n, one, now), now)
}

/// New patients have the clock of their referral; follow-ups the day on which they are to come.
fn clocks(n: usize, one: Appointment, now: NaiveDateTime) -> Appointment {
    if one.kind != "new" {
        let aim = now.date() + Duration::days([-4, 20, 45, 80][n % 4]);
        let book_by = aim - Duration::weeks(5);
        return Appointment { aim_on: Some(aim.to_string()), book_by: Some(book_by.to_string()), ..one };
    }
    let (pathway, days) = match n {
        0 => ("rtt", 131),
        2 => ("cancer-28", 19),
        10 => ("cancer-62", 40),
        _ => ("rtt", 30 + (n as i64 * 9) % 90),
    };
    let referred = now.date() - Duration::days(days.max(if n == 0 { 131 } else { 0 }));
    let added = one.added_on.clone().max(referred.to_string());
    Appointment { pathway: pathway.into(), referred_on: Some(referred.to_string()), added_on: added, ..one }
        .with_breach(BreachDays::default())
}

/// Short notice, days that suit, holidays of their own, offers that were declined.
fn wishes(n: usize, mut one: Appointment, now: NaiveDateTime) -> Appointment {
    one.short_notice = n.is_multiple_of(3);
    one.notice_days = if one.short_notice { 1 + (n % 4) as i64 } else { 0 };
    match n % 6 {
        0 => one.suits = vec!["mon".into(), "tue am".into()],
        3 => one.suits = vec!["tue".into(), "wed".into(), "thu".into()],
        4 => one.away = vec!["2026-03-09/2026-03-20".into()],
        _ => {}
    }
    if n == 7 || n == 16 {
        let declined = |back: i64| Offer {
            at: stamp(now - Duration::days(back)),
            start: stamp(now - Duration::days(back) + Duration::days(28)),
            answer: "declined".into(),
            agreed: false,
        };
        one.offers = if n == 7 { vec![declined(20), declined(9)] } else { vec![declined(12)] };
    }
    one
}
