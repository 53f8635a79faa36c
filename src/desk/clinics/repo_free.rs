//! The search for free slots: the first on each of the next dates, or all of those dates (domain 3.2, L2).

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Days, Duration, NaiveDate, NaiveDateTime, Timelike};

use super::model::{Clinic, Session, Slot};
use super::repo;
use super::rules_clash::is_in;
use super::rules_laid::Laid;
use super::rules_plan::{time_of, weekday_of};
use super::rules_session::{Place, Taken};
use crate::desk::diary::clash::{self, Clash};
use crate::desk::diary::holidays::Holidays;
use crate::desk::diary::model::{Calendar, Entry};
use crate::desk::diary::{self, Occurrence};
use crate::store::{Db, Refusal};

/// Which half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// Before noon.
    Morning,
    /// From noon on.
    Afternoon,
}

/// How far ahead is looked, in days.
pub const HORIZON: u64 = 366;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The kind; none: any.
    pub kind: Option<String>,
    /// Whose clinic: a consultant's name; empty: anybody's.
    pub consultant: String,
    /// Which clinic, by identifier.
    pub clinic_id: Option<String>,
    /// The first day.
    pub from: NaiveDate,
    /// The day after the last.
    pub until: NaiveDate,
    /// Mornings or afternoons.
    pub half: Option<Half>,
    /// Which weekdays, and their halves: `mon`, `tue am`; none: all.
    pub days: Vec<String>,
    /// When the patient is away: `2026-03-02/2026-03-13`.
    pub away: Vec<String>,
    /// On how many dates.
    pub count: usize,
    /// All of those dates and not only the first of each.
    pub every: bool,
    /// The breach date that is marked.
    pub breach_on: Option<NaiveDate>,
    /// Slots that are proposed to somebody already, by identifier.
    pub without: Vec<String>,
    /// What the clinic must say that it has (`hoist`); not asked where no clinic says so.
    pub place: Vec<String>,
}

impl Wish {
    /// The first free slots from a day on, for anybody.
    pub fn from(day: NaiveDate) -> Self {
        Self {
            kind: None,
            consultant: String::new(),
            clinic_id: None,
            from: day,
            until: day.checked_add_days(Days::new(HORIZON)).unwrap_or(day),
            half: None,
            days: Vec::new(),
            away: Vec::new(),
            count: 3,
            every: false,
            breach_on: None,
            without: Vec::new(),
            place: Vec::new(),
        }
    }

    fn wants_clinic(&self, clinic: Option<&str>, consultant: &str) -> bool {
        let same = |a: &str, b: &str| crate::text::names::fold(a) == crate::text::names::fold(b);
        self.clinic_id.as_deref().is_none_or(|c| clinic == Some(c))
            && (self.consultant.is_empty() || same(&self.consultant, consultant))
    }

    /// Only what some clinic says that it has is asked of all.
    fn asking(&self, clinics: &[Clinic]) -> Self {
        let place = self.place.iter().filter(|word| clinics.iter().any(|c| c.has(word))).cloned().collect();
        Self { place, ..self.clone() }
    }

    /// A session has what is asked for where it or its clinic says so.
    fn wants_session(&self, session: &Session, laid: &[Laid<'_>]) -> bool {
        let of_clinic = || laid.iter().any(|l| Some(&l.clinic.id) == session.clinic_id.as_ref());
        self.wants_clinic(session.clinic_id.as_deref(), &session.consultant)
            && (self.place.iter().all(|word| session.has(word)) || of_clinic())
    }

    fn wants_day(&self, day: NaiveDate) -> bool {
        let named = |d: &String| d.split_whitespace().next() == Some(weekday_of(day));
        (self.days.is_empty() || self.days.iter().any(named)) && !self.away.iter().any(|s| is_in(s, day))
    }

    /// Whether a slot may be one of those: of the kind, in the half of the day.
    fn wants_slot(&self, slot: &Slot) -> bool {
        let morning = time_of(&slot.at).is_some_and(|t| t.hour() < 12);
        self.kind.as_ref().is_none_or(|k| slot.kind == *k) && self.half.is_none_or(|h| morning == (h == Half::Morning))
    }

    fn wants_time(&self, at: NaiveDateTime) -> bool {
        let half = if at.hour() < 12 { Half::Morning } else { Half::Afternoon };
        let word = if half == Half::Morning { "am" } else { "pm" };
        let named = |d: &String| {
            let mut words = d.split_whitespace();
            words.next() == Some(weekday_of(at.date())) && words.next().is_none_or(|w| w == word)
        };
        self.half.is_none_or(|h| h == half) && (self.days.is_empty() || self.days.iter().any(named))
    }
}

/// A slot that can be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Free {
    /// Its identifier.
    pub id: String,
    /// Its session.
    pub session_id: String,
    /// The clinic's name.
    pub clinic: String,
    /// The consultant.
    pub consultant: String,
    /// Where.
    pub place: String,
    /// The kind.
    pub kind: String,
    /// The time of day.
    pub at: String,
    /// The seat number.
    pub n: usize,
    /// When it begins.
    pub start: NaiveDateTime,
    /// When it ends.
    pub end: NaiveDateTime,
    /// How many slots of the session are free.
    pub session_free: usize,
    /// The breach date of whom it is for.
    pub breach_on: Option<NaiveDate>,
}

impl Free {
    /// Whether it lies beyond the breach date.
    pub fn is_late(&self) -> bool {
        self.breach_on.is_some_and(|b| self.start.date() > b)
    }

    fn of(session: &Session, place: &Place, session_free: usize, breach_on: Option<NaiveDate>) -> Self {
        let start = session.moment(&place.slot.at);
        Self {
            id: place.id(&session.id),
            session_id: session.id.clone(),
            clinic: session.name.clone(),
            consultant: session.consultant.clone(),
            place: session.where_it_is(),
            kind: place.slot.kind.clone(),
            at: place.slot.at.clone(),
            n: place.n,
            start,
            end: start + Duration::minutes(place.slot.minutes),
            session_free,
            breach_on,
        }
    }
}

impl Session {
    /// Site and room.
    pub fn where_it_is(&self) -> String {
        [self.room.as_str(), self.site.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Days that are read at once.
const CHUNK: u64 = 28;

/// The free slots that fit, by time: of each of the next dates the first, or all. Days on which the consultant is away and
/// bank holidays are passed over.
pub fn free(db: Db<'_>, wish: &Wish, holidays: &Holidays, now: NaiveDateTime) -> Result<Vec<Free>, Refusal> {
    let clinics = repo::clinics(db)?;
    let wish = &wish.asking(&clinics);
    let mut laid: Vec<Laid> = clinics.iter().map(|c| Laid::new(c, &|s| wish.wants_slot(s))).collect();
    laid.retain(|l| wish.wants_clinic(Some(&l.clinic.id), &l.clinic.consultant) && l.offers());
    laid.retain(|l| wish.place.iter().all(|word| l.clinic.has(word)));
    let mut out: Vec<Free> = Vec::new();
    let mut dates = 0;
    let mut from = wish.from.max(now.date());
    while from < wish.until && dates < wish.count {
        let until = from.checked_add_days(Days::new(CHUNK)).unwrap_or(wish.until).min(wish.until);
        let some = Span::read(db, &laid, from, until)?;
        for day in from.iter_days().take_while(|d| *d < until).filter(|d| wish.wants_day(*d)) {
            let found = some.of_day(db, wish, &some.open_on(wish, &laid, day, now.date()), holidays, now)?;
            dates += usize::from(!found.is_empty());
            out.extend(found);
            if dates >= wish.count {
                break;
            }
        }
        from = until;
    }
    Ok(out)
}

type Sitting = (Session, Taken);

/// What the file holds of some days: who sits where, the sessions that stand by themselves, and who is away.
struct Span {
    from: NaiveDate,
    until: NaiveDate,
    away: OnceCell<Vec<Occurrence>>,
    lines: HashMap<String, String>,
    stored: Vec<Session>,
}

impl Span {
    fn read(db: Db<'_>, laid: &[Laid<'_>], from: NaiveDate, until: NaiveDate) -> Result<Self, Refusal> {
        let stored = repo::stored(db, from, until)?;
        let mut lines = HashMap::new();
        if !laid.is_empty() || !stored.is_empty() {
            repo::sitting(db, from, until, |session, line| {
                lines.insert(session.to_owned(), line.to_owned());
            })?;
        }
        Ok(Self { from, until, away: OnceCell::new(), lines, stored })
    }

    /// The sessions of a day that may have what is wished for.
    fn open_on(&self, wish: &Wish, laid: &[Laid<'_>], day: NaiveDate, today: NaiveDate) -> Vec<Sitting> {
        let iso = day.to_string();
        let own: Vec<&Session> = self.stored.iter().filter(|s| s.on_date == iso).collect();
        let line = |id: &str| self.lines.get(id).map(String::as_str);
        let mut id = String::new();
        let planned = laid.iter().filter_map(|l| l.open_on(day, today, &mut id, line));
        let mut all: Vec<Sitting> = planned.filter(|(s, _)| own.iter().all(|o| o.id != s.id)).collect();
        let wanted = own.into_iter().filter(|s| wish.wants_session(s, laid));
        all.extend(wanted.map(|s| (s.clone(), line(&s.id).map(Taken::read).unwrap_or_default())));
        all
    }

    /// Who is away in these days; read when somebody asks for it first.
    fn away(&self, db: Db<'_>) -> Result<&[Occurrence], Refusal> {
        if self.away.get().is_none() {
            let at = |day: NaiveDate| day.and_time(chrono::NaiveTime::MIN);
            let all = diary::repo_away::absences(db, at(self.from), at(self.until))?;
            self.away.get_or_init(|| all);
        }
        Ok(self.away.get().map_or(&[], Vec::as_slice))
    }

    /// What is free in the sessions of one day.
    fn of_day(
        &self,
        db: Db<'_>,
        wish: &Wish,
        sessions: &[Sitting],
        holidays: &Holidays,
        now: NaiveDateTime,
    ) -> Result<Vec<Free>, Refusal> {
        let mut found: Vec<(usize, Free)> = Vec::new();
        for (at, (session, taken)) in sessions.iter().enumerate() {
            let fits = |p: &&Place| {
                wish.kind.as_ref().is_none_or(|k| p.slot.kind == *k)
                    && wish.wants_time(session.moment(&p.slot.at))
                    && !wish.without.contains(&p.id(&session.id))
            };
            let all = session.free(taken, None, now);
            let places = all.iter().filter(fits);
            found.extend(places.map(|p| (at, Free::of(session, p, all.len(), wish.breach_on))));
        }
        let Some(day) = found.first().map(|(_, f)| f.start.date()) else { return Ok(Vec::new()) };
        if holidays.on(day).is_some() {
            return Ok(Vec::new());
        }
        found.sort_by(|a, b| (a.1.start, &a.1.clinic, a.1.n).cmp(&(b.1.start, &b.1.clinic, b.1.n)));
        let of_day = self.away(db)?.iter().filter(|o| o.start.date() <= day && day <= o.last_day());
        let others: Vec<Occurrence> = of_day.cloned().collect();
        if !others.is_empty() {
            let here: Vec<bool> = sessions.iter().map(|(s, _)| away(s, &others, holidays).is_none()).collect();
            found.retain(|(at, _)| here[*at]);
        }
        let keep = if wish.every { found.len() } else { 1 };
        Ok(found.into_iter().take(keep).map(|(_, free)| free).collect())
    }
}

/// What stands in the diary on a day.
pub fn around(db: Db<'_>, day: NaiveDate) -> Result<Vec<Occurrence>, Refusal> {
    let from = day.and_time(chrono::NaiveTime::MIN);
    diary::repo::between(db, from, from + Duration::days(1))
}

/// Why whoever holds the session is away then, in words.
pub fn away(session: &Session, others: &[Occurrence], holidays: &Holidays) -> Option<String> {
    let mine: Vec<Occurrence> = others.iter().filter(|o| o.entry.id != session.id && o.is_leave()).cloned().collect();
    let found = clash::clashes(&occurrence(session), &mine, holidays, "");
    found.into_iter().find_map(|c| match c {
        Clash::Away(_, other) => Some(other.title),
        _ => None,
    })
}

/// A session as it stands in the diary: an entry of the kind clinic, which is no row of its own.
pub fn occurrence(session: &Session) -> Occurrence {
    let entry = Entry {
        id: session.id.clone(),
        calendar_id: session.calendar_id.clone(),
        title: session.name.clone(),
        start: crate::clock::stamp(session.moment(&session.starts)),
        ends: crate::clock::stamp(session.moment(&session.ends)),
        place: session.where_it_is(),
        kind: "clinic".into(),
        state: if session.is_live() { "confirmed" } else { "cancelled" }.into(),
        ..Entry::default()
    };
    let calendar = Calendar {
        id: session.calendar_id.clone(),
        name: session.consultant.clone(),
        kind: "consultant".into(),
        shown: true,
        ..Calendar::default()
    };
    Occurrence::single(Arc::new(entry), Arc::new(calendar))
}
