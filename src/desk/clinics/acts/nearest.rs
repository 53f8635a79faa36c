//! The nearest slot that a booking could have instead and that clashes with nothing.

use chrono::{Duration, NaiveDateTime};

use super::At;
use super::booking::others_in;
use crate::desk::clinics::model::{Appointment, Session};
use crate::desk::clinics::repo;
use crate::desk::clinics::repo_free::{Free, Wish, free};
use crate::desk::clinics::rules_clash::{Asked, clashes, notice_of};
use crate::desk::clinics::rules_needs::place_for;
use crate::store::Refusal;
use crate::text::dates;

/// So many dates are looked at.
const DATES: usize = 5;
/// So many slots are looked at.
const SLOTS: usize = 30;

/// `Free and without a clash: Mon 09-Mar-2026 09:30, Clinic A.` Empty where there is none in the next dates.
///
/// # Errors
/// The desk cannot be read.
pub fn instead(at: At<'_>, one: &Appointment, session: &Session, time: &str) -> Result<String, Refusal> {
    let asked = session.moment(time);
    let mut found = free(at.db, &wish(at, one, session), at.holidays, at.now)?;
    found.sort_by_key(|f| (f.start - asked).abs());
    for slot in found.iter().take(SLOTS) {
        if has_none(at, one, slot)? {
            return Ok(words(slot.start, &slot.clinic));
        }
    }
    Ok(String::new())
}

/// From the day that was asked for, or from the first on which what the patient needs can be arranged.
fn wish(at: At<'_>, one: &Appointment, session: &Session) -> Wish {
    let notice = one.needs.iter().map(|n| notice_of(&n.what)).max().unwrap_or(0);
    let first = session.day().max(at.now.date() + Duration::days(notice));
    let first = one.breach().map_or(first, |breach| first.min(breach).max(at.now.date()));
    let all = Wish::from(first);
    // What is later would be late: that is a clash as well.
    let until = one.breach().map_or(all.until, |breach| all.until.min(breach + Duration::days(1)));
    Wish {
        until,
        kind: Some(one.kind.clone()),
        consultant: session.consultant.clone(),
        days: one.suits.clone(),
        away: one.away.clone(),
        count: DATES,
        every: true,
        place: place_for(one, &one.kind),
        ..all
    }
}

fn has_none(at: At<'_>, one: &Appointment, slot: &Free) -> Result<bool, Refusal> {
    let session = repo::session(at.db, &slot.session_id, at.now.date())?;
    let taken = others_in(at.db, &session, one)?;
    let minutes = (slot.end - slot.start).num_minutes();
    let asked = Asked { session: &session, at: &slot.at, n: slot.n, minutes, appointment: one };
    let facts = at.facts(asked)?;
    Ok(clashes(asked, &taken, &facts, at.now).is_empty())
}

fn words(start: NaiveDateTime, clinic: &str) -> String {
    format!("Free and without a clash: {}, {clinic}.", dates::stamp_weekday(start))
}
