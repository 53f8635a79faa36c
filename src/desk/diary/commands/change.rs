//! What all changes to entries have in common: which occurrences are meant, what they would clash with, and the change
//! itself, undone as a whole.

use std::sync::Arc;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use crate::app::{Cx, MenuItem, choose};
use crate::desk::diary::clash::{self, Clash};
use crate::desk::diary::holidays::Holidays;
use crate::desk::diary::recur::starts_between;
use crate::desk::diary::rules_revision::revised;
use crate::desk::diary::rules_series::{Place, Scope, adjusted};
use crate::desk::diary::{Calendar, Entry, Occurrence, repo, repo_sittings, rules_free};
use crate::keys::Done;
use crate::store::{Change, Db, Edit, Refusal};
use crate::text::dates;

/// What a change is made to: a single entry, or an occurrence of a series with the scope that was chosen.
#[derive(Clone)]
pub(super) struct Target {
    pub place: Option<Place>,
    pub scope: Scope,
    /// The entry as it is to be changed.
    pub base: Entry,
}

impl Target {
    /// A single entry.
    pub fn single(entry: &Entry) -> Self {
        Self { place: None, scope: Scope::All, base: entry.clone() }
    }

    /// An occurrence and the scope that is meant.
    pub fn of(db: Db<'_>, one: &Occurrence, scope: Scope) -> Result<Self, Refusal> {
        if one.sitting.is_some() {
            return Err(Refusal::rule(
                "This is a session of a clinic: Enter opens it; there it is booked, reduced and cancelled.",
            ));
        }
        let Some(place) = repo::place_of(db, one)? else { return Ok(Self::single(&one.entry)) };
        let base = place.base(scope)?;
        Ok(Self { base, place: Some(place), scope })
    }

    /// The edits that make the base what is wanted.
    pub fn edits(&self, wanted: &Entry, now: NaiveDateTime) -> Result<Vec<Edit>, Refusal> {
        let edits = match &self.place {
            Some(place) => place.save(self.scope, wanted, now)?,
            None => vec![Edit::update(&self.base, &adjusted(&self.base, wanted)?)],
        };
        Ok(revised(edits, now))
    }

    /// Whether an occurrence is part of what is changed, and so nothing it could clash with.
    fn covers(&self, other: &Occurrence) -> bool {
        let Some(place) = &self.place else { return other.entry.id == self.base.id };
        let at = other.at;
        let same_series = other.series_id() == Some(&place.master.id);
        same_series
            && match self.scope {
                Scope::This => at == Some(place.at),
                Scope::Later => at >= Some(place.at),
                Scope::All => true,
            }
    }
}

/// Asks which occurrences are meant where the entry repeats, then goes on.
pub(super) fn ask_scope(
    one: &Occurrence,
    verb: &str,
    cx: &mut Cx,
    mut then: impl FnMut(Scope, &mut Cx) -> Done + 'static,
) -> Done {
    if !one.repeats() {
        return then(Scope::All, cx);
    }
    let words = |scope| match scope {
        Scope::This => one.times(),
        Scope::Later => format!("from {} on", dates::screen_weekday(one.start.date())),
        Scope::All => "the whole series".into(),
    };
    let items = Scope::WORDS
        .iter()
        .enumerate()
        .map(|(n, (scope, word))| MenuItem::new(n.to_string(), "", *word, words(*scope)));
    choose(cx, &format!("{verb}: {} repeats", one.entry.label()), items.collect(), move |id, cx| {
        let scope = id.parse::<usize>().ok().and_then(|n| Scope::WORDS.get(n)).map_or(Scope::This, |s| s.0);
        then(scope, cx)
    });
    Ok(())
}

/// A change with its edits.
pub(super) fn change_of(label: impl Into<String>, edits: Vec<Edit>) -> Change {
    let mut change = Change::new(label);
    change.edits = edits;
    change
}

/// The entry with a calendar that exists, and the change that makes it where it was named for the first time.
pub(super) fn with_calendar(entry: &Entry, cx: &Cx) -> Result<(Entry, Calendar, Option<Change>), Refusal> {
    if let Some(calendar) = cx.db().get::<Calendar>(&entry.calendar_id)? {
        return Ok((entry.clone(), calendar, None));
    }
    let (calendar, made) = repo::ensure_calendar(cx.db(), &entry.calendar_id, None, cx.now)?;
    Ok((Entry { calendar_id: calendar.id.clone(), ..entry.clone() }, calendar, made))
}

/// A series is looked at for so many occurrences, and so many days.
const LOOKED_AT: usize = 20;
const DAYS_AHEAD: i64 = 370;

/// What an entry would clash with, as one line; none where nothing does. `again` says how to save it all the same.
pub(super) fn clash_line(
    target: Option<&Target>,
    wanted: &Entry,
    calendar: &Calendar,
    again: &str,
    cx: &Cx,
) -> Result<Option<String>, Refusal> {
    let Some(about) = About::read(target, wanted, calendar, cx)? else { return Ok(None) };
    let found = about.clashes(cx);
    let offer = match about.mine.first() {
        Some(one) if !found.is_empty() && !wanted.is_series() => offer(one, target, cx)?,
        Some(_) if !found.is_empty() => about.offer_for_all(cx),
        _ => String::new(),
    };
    Ok(clash::sentence(&found, &offer, again))
}

/// The nearest time at which it clashes with nothing, as a sentence; empty where there is none.
fn offer(one: &Occurrence, target: Option<&Target>, cx: &Cx) -> Result<String, Refusal> {
    let skip = |o: &Occurrence| target.is_some_and(|t| t.covers(o));
    let free = repo::nearest_free(cx.db(), one, &skip, &cx.config, (&cx.who, cx.now))?;
    Ok(free.map(|at| rules_free::offer(one.start, at)).unwrap_or_default())
}

/// What an entry would clash with, each with its day.
pub(super) fn clashes_of(
    target: Option<&Target>,
    wanted: &Entry,
    calendar: &Calendar,
    cx: &Cx,
) -> Result<Vec<(NaiveDate, Clash)>, Refusal> {
    Ok(About::read(target, wanted, calendar, cx)?.map(|about| about.clashes(cx)).unwrap_or_default())
}

/// An entry that is not saved yet, with all that stands about its next occurrences.
struct About {
    mine: Vec<Occurrence>,
    others: Vec<Occurrence>,
    holidays: Holidays,
}

impl About {
    /// None where it does not occur any more.
    fn read(target: Option<&Target>, wanted: &Entry, calendar: &Calendar, cx: &Cx) -> Result<Option<Self>, Refusal> {
        let mine = occurrences(wanted, calendar, cx)?;
        let (Some(first), Some(last)) = (mine.first(), mine.iter().max_by_key(|o| o.end)) else { return Ok(None) };
        let midnight = |at: NaiveDateTime| at.date().and_time(NaiveTime::MIN);
        let until = midnight(last.end) + Duration::days(2);
        let mut others = repo::between(cx.db(), midnight(first.start) - Duration::days(1), until)?;
        others.extend(repo_sittings::between(cx.db(), midnight(first.start), until, cx.now)?);
        others.retain(|o| !target.is_some_and(|t| t.covers(o)));
        let holidays = repo::holidays(cx.db(), &cx.config.division)?;
        Ok(Some(Self { mine, others, holidays }))
    }

    fn clashes(&self, cx: &Cx) -> Vec<(NaiveDate, Clash)> {
        let reach = Duration::days(1);
        let near = |one: &Occurrence| {
            let near = |o: &&Occurrence| o.touches(one.start - reach, one.end + reach);
            self.others.iter().filter(near).cloned().collect::<Vec<_>>()
        };
        let of = |one: &Occurrence| clash::clashes(one, &near(one), &self.holidays, &cx.who);
        self.mine.iter().flat_map(|one| of(one).into_iter().map(|c| (one.start.date(), c))).collect()
    }

    /// The nearest time at which all of a series fit, as a sentence; empty where there is none.
    fn offer_for_all(&self, cx: &Cx) -> String {
        let (holidays, hours) = (&self.holidays, cx.config.day());
        let about = rules_free::About { others: &self.others, holidays, who: &cx.who, hours, now: cx.now };
        rules_free::nearest_for_all(&self.mine, &about).map(rules_free::offer_for_all).unwrap_or_default()
    }
}

/// The next occurrences of an entry that is not saved yet.
fn occurrences(wanted: &Entry, calendar: &Calendar, cx: &Cx) -> Result<Vec<Occurrence>, Refusal> {
    let (entry, calendar) = (Arc::new(wanted.clone()), Arc::new(calendar.clone()));
    if !wanted.is_series() {
        return Ok(vec![named(Occurrence::single(entry, calendar), cx)]);
    }
    let from = wanted.starts_at().max(wanted.in_zone(cx.now) - Duration::days(1));
    let starts =
        starts_between(&wanted.series(), from, from + Duration::days(DAYS_AHEAD)).map_err(|e| e.to_string())?;
    let one = |at| named(Occurrence::of_series(entry.clone(), calendar.clone(), at), cx);
    Ok(starts.into_iter().take(LOOKED_AT).map(one).collect())
}

fn named(mut one: Occurrence, cx: &Cx) -> Occurrence {
    if let Some(id) = &one.entry.patient_id {
        one.patient = repo::patient_name(cx.db(), id);
    }
    one
}
