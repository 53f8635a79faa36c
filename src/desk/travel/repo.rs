//! The questions of travel to the database.

use std::collections::BTreeSet;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde::Deserialize;

use super::model::clash::Standing;
use super::model::{Leg, Mileage, Rate, Trip, leg_order, mileage_year};
use crate::desk::diary::{Calendar, Entry, Occurrence, repo as diary, repo_sittings};
use crate::desk::office::model::Cost;
use crate::form::Choice;
use crate::store::{Db, Refusal, Store};
use crate::text::names::fold;

/// The trips that are not over, the one whose next step is due first at the top, at most so many.
pub fn open(db: Db<'_>, most: usize) -> Result<Vec<Trip>, Refusal> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    db.rows("SELECT * FROM trip WHERE due_on IS NOT NULL AND binned_at IS NULL ORDER BY due_on LIMIT $1", &[&most])
}

/// The trips that are over, the latest first, at most so many.
pub fn over(db: Db<'_>, most: usize) -> Result<Vec<Trip>, Refusal> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    db.rows("SELECT * FROM trip WHERE due_on IS NULL AND binned_at IS NULL ORDER BY starts_on DESC LIMIT $1", &[&most])
}

/// How many trips are not over, and of how many the next step is late.
pub fn counts(db: Db<'_>, today: NaiveDate) -> Result<(usize, usize), Refusal> {
    let sql = "SELECT COUNT(*) FROM trip WHERE due_on IS NOT NULL AND binned_at IS NULL";
    let all = db.count(sql, &[])?;
    let late = db.count(&format!("{sql} AND due_on < $1"), &[&today.to_string()])?;
    Ok((usize::try_from(all).unwrap_or(0), usize::try_from(late).unwrap_or(0)))
}

/// The legs of a trip, in the order in which they are travelled.
pub fn legs(db: Db<'_>, trip_id: &str) -> Result<Vec<Leg>, Refusal> {
    let mut all: Vec<Leg> =
        db.rows("SELECT * FROM trip_leg WHERE trip_id = $1 AND binned_at IS NULL ORDER BY departs, id", &[&trip_id])?;
    leg_order(&mut all);
    Ok(all)
}

/// The legs that touch a day, of trips that take place; of one traveller where a name is given.
pub fn legs_on(db: Db<'_>, traveller: &str, day: NaiveDate) -> Result<Vec<(Trip, Leg)>, Refusal> {
    let (day, after) = (day.to_string(), (day + Duration::days(1)).to_string());
    let sql = "SELECT * FROM trip WHERE lower(traveller) = lower($1) AND binned_at IS NULL \
               AND state NOT IN ('refused', 'cancelled') AND starts_on <= $2 AND ends_on >= $3";
    let early = (after.parse::<NaiveDate>().unwrap_or_default()).to_string();
    let trips: Vec<Trip> = db.rows(sql, &[&traveller, &early, &day])?;
    let mut out = Vec::new();
    for trip in trips {
        let all = legs(db, &trip.id)?.into_iter();
        let touches = |l: &Leg| l.departs < after && l.arrives >= day;
        out.extend(all.filter(touches).map(|leg| (trip.clone(), leg)));
    }
    Ok(out)
}

/// The rates of mileage: those of the desk, and the shipped ones that none of the desk stands in the place of; by kind, the
/// latest first.
pub fn rates(db: Db<'_>) -> Result<Vec<Rate>, Refusal> {
    let mut all: Vec<Rate> = db.rows("SELECT * FROM mileage_rate", &[])?;
    let shipped = Rate::shipped().into_iter().filter(|s| all.iter().all(|r| r.id != s.id)).collect::<Vec<_>>();
    all.extend(shipped);
    all.retain(|r| r.binned_at.is_none());
    let place = |r: &Rate| super::model::RATE_KINDS.iter().position(|k| *k == r.kind);
    all.sort_by(|a, b| (place(a), &b.valid_from, &a.id).cmp(&(place(b), &a.valid_from, &b.id)));
    Ok(all)
}

/// How many tenths of a mile the traveller had driven in its year before a leg, with the same kind of vehicle.
pub fn driven_before(db: Db<'_>, traveller: &str, leg: &Leg) -> Result<i64, Refusal> {
    let (first, _) = mileage_year(leg.day());
    let sql = "SELECT SUM(l.miles10) FROM trip t JOIN trip_leg l ON l.trip_id = t.id WHERE t.traveller = $1 \
               AND t.binned_at IS NULL AND t.state NOT IN ('refused', 'cancelled') AND l.binned_at IS NULL \
               AND l.kind = 'car' AND l.vehicle = $2 AND l.departs >= $3 \
               AND (l.departs < $4 OR (l.departs = $4 AND l.id < $5))";
    db.count(sql, &[&traveller, &leg.vehicle, &first.to_string(), &leg.departs, &leg.id])
}

/// A leg with what it costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Priced {
    /// The leg.
    pub leg: Leg,
    /// What its miles come to; none where it has none, or they were claimed and are fixed.
    pub mileage: Option<Mileage>,
    /// Why its miles cannot be counted.
    pub fault: String,
}

impl Priced {
    /// What it costs, in pence.
    pub fn pence(&self) -> i64 {
        self.mileage.as_ref().map_or(self.leg.pence, |m| m.pence)
    }

    /// By which rate its miles are paid; empty where it has none.
    pub fn rated(&self) -> &str {
        self.mileage.as_ref().map_or(&self.leg.rated, |m| &m.words)
    }
}

/// The legs of a trip with what each costs: miles by the rate of the day, or as they were claimed.
pub fn priced(db: Db<'_>, trip: &Trip) -> Result<Vec<Priced>, Refusal> {
    let rates = rates(db)?;
    let mut out = Vec::new();
    for leg in legs(db, &trip.id)? {
        let mut one = Priced { mileage: None, fault: String::new(), leg };
        if one.leg.is_mileage() && one.leg.rated.is_empty() {
            let before10 = driven_before(db, &trip.traveller, &one.leg)?;
            match Mileage::of(&one.leg, before10, &rates) {
                Ok(mileage) => one.mileage = Some(mileage),
                Err(said) => one.fault = said,
            }
        }
        out.push(one);
    }
    Ok(out)
}

/// What the traveller paid, and what the department paid, in pence.
pub fn sums(all: &[Priced]) -> (i64, i64) {
    let of = |payer: &str| all.iter().filter(|p| p.leg.payer == payer).map(Priced::pence).sum();
    (of("traveller"), of("department"))
}

/// What a trip has cost a line of the budget.
pub fn costs(db: Db<'_>, trip_id: &str) -> Result<Vec<Cost>, Refusal> {
    db.rows(
        "SELECT * FROM cost WHERE of_id = $1 AND of_kind = 'trip' AND binned_at IS NULL ORDER BY reference DESC, id",
        &[&trip_id],
    )
}

/// The entries of legs in the diary, in the bin or not, by identifier.
pub fn entries(db: Db<'_>, legs: &[Leg]) -> Result<Standing, Refusal> {
    let mut out = Standing::new();
    for id in legs.iter().filter_map(|l| l.entry_id.as_ref()) {
        if let Some(entry) = db.get::<Entry>(id)? {
            out.insert(id.clone(), entry);
        }
    }
    Ok(out)
}

/// What stands in the traveller's calendar from the day before the trip to the day after it, clinics as well.
pub fn diary_of(db: Db<'_>, trip: &Trip, legs: &[Leg], now: NaiveDateTime) -> Result<Vec<Occurrence>, Refusal> {
    let Some(calendar) = calendar_of(db, &trip.traveller)? else { return Ok(Vec::new()) };
    let days = legs.iter().flat_map(|l| [l.leaves().date(), l.comes().date()]);
    let days: BTreeSet<NaiveDate> = days.chain([trip.first(), trip.last()]).collect();
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Ok(Vec::new()) };
    // A year by mistake is not looked through.
    let last = (*last).min(*first + Duration::days(60));
    let from = (*first - Duration::days(1)).and_time(NaiveTime::MIN);
    let until = (last + Duration::days(2)).and_time(NaiveTime::MIN);
    let mut all = diary::between(db, from, until)?;
    all.extend(repo_sittings::between(db, from, until, now)?);
    all.retain(|o| o.entry.calendar_id == calendar.id);
    Ok(all)
}

/// The traveller's calendar.
pub fn calendar_of(db: Db<'_>, traveller: &str) -> Result<Option<Calendar>, Refusal> {
    diary::calendar_named(db, traveller)
}

#[derive(Deserialize)]
struct Name {
    name: String,
}

/// The names of calendars of people, of team members and of contacts that hold what was typed.
pub fn find_traveller(store: &Store, typed: &str, _now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let db = store.db();
    let wanted = fold(typed);
    let calendars: Vec<Name> = db.rows(
        "SELECT name FROM calendar WHERE binned_at IS NULL AND kind NOT IN ('room', 'leave') ORDER BY name",
        &[],
    )?;
    let members: Vec<Name> = db.rows("SELECT name FROM member WHERE binned_at IS NULL ORDER BY name", &[])?;
    let contacts: Vec<Name> = db.rows(
        "SELECT name FROM contact WHERE kind IN ('consultant', 'staff', 'gp') AND binned_at IS NULL \
         AND instr(lower(name), lower($1)) > 0 ORDER BY name, id LIMIT 20",
        &[&typed.trim()],
    )?;
    let mut seen = BTreeSet::new();
    let all = calendars.into_iter().chain(members).chain(contacts).map(|n| n.name);
    let fits = all.filter(|n| fold(n).contains(&wanted) && seen.insert(n.to_lowercase())).take(20);
    Ok(fits.map(|name| Choice { id: name.clone(), label: name }).collect())
}

/// A traveller as the desk writes the name: that of the calendar or the member, however it was typed.
pub fn traveller_named(db: Db<'_>, typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim();
    if let Some(calendar) = diary::calendar_named(db, typed)? {
        return Ok(calendar.name);
    }
    let member = crate::desk::team::repo::named(db, typed)?;
    Ok(member.map_or_else(|| typed.to_owned(), |m| m.name))
}

/// E-mail addresses of a traveller among the contacts.
pub fn email_of(db: Db<'_>, traveller: &str) -> Result<Option<String>, Refusal> {
    let sql = "SELECT email FROM contact WHERE lower(name) = lower($1) AND email <> '' AND binned_at IS NULL LIMIT 1";
    db.text(sql, &[&traveller])
}

/// The leg that an entry of the diary stands for.
pub fn leg_of_entry(db: Db<'_>, entry_id: &str) -> Result<Option<Leg>, Refusal> {
    db.one("SELECT * FROM trip_leg WHERE entry_id = $1 AND binned_at IS NULL", &[&entry_id])
}

/// The trips that the words name: an identifier, the number of a claim, or words of traveller, place and purpose.
pub fn named(db: Db<'_>, words: &str) -> Result<Vec<Trip>, Refusal> {
    if let Some(one) = db.get::<Trip>(words)? {
        return Ok(vec![one]);
    }
    let claim = "SELECT * FROM trip WHERE claim_number = $1 AND claim_number <> '' AND binned_at IS NULL";
    let claimed: Vec<Trip> = db.rows(claim, &[&words])?;
    if !claimed.is_empty() {
        return Ok(claimed);
    }
    let wanted: Vec<String> = words.split_whitespace().map(fold).collect();
    let text = |t: &Trip| fold(&format!("{} {} {} {} {}", t.traveller, t.from_place, t.to_place, t.purpose, t.days()));
    let fits = |t: &Trip| !wanted.is_empty() && wanted.iter().all(|w| text(t).contains(w.as_str()));
    Ok(open(db, 2_000)?.into_iter().filter(fits).collect())
}

/// Trips in the bin, the latest first.
pub fn binned(db: Db<'_>, most: i64) -> Result<Vec<Trip>, Refusal> {
    db.rows("SELECT * FROM trip WHERE binned_at IS NOT NULL ORDER BY binned_at DESC LIMIT $1", &[&most])
}

/// The legs of a trip that are in the bin, the latest first.
pub fn binned_legs(db: Db<'_>, trip_id: &str) -> Result<Vec<Leg>, Refusal> {
    db.rows(
        "SELECT * FROM trip_leg WHERE trip_id = $1 AND binned_at IS NOT NULL ORDER BY binned_at DESC, id",
        &[&trip_id],
    )
}

/// The newest number of the journal, and whether travel was written since `seen`.
pub fn news(db: Db<'_>, seen: i64) -> Result<(i64, bool), Refusal> {
    let newest = db.count("SELECT COALESCE(MAX(seq), 0) FROM change_item", &[])?;
    if newest == seen || seen < 0 {
        return Ok((newest, newest != seen));
    }
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM change_item WHERE seq > $1 \
               AND tbl IN ('trip', 'trip_leg', 'mileage_rate') LIMIT 1) AS touched";
    Ok((newest, newest < seen || db.count(sql, &[&seen])? > 0))
}
