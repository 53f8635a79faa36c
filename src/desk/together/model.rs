//! The search for a date on which everybody and a room are free: pure, with all busy times handed in.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use crate::desk::rooms::model::Room;
use crate::text::names::fold;
use crate::text::{calendar::is_weekend, dates};

/// Times that are offered are so many minutes apart.
pub const STEP: i64 = 15;
/// So many days are looked through where nothing else is said.
pub const DAYS: i64 = 28;
/// So many of those that nearly fit are told.
const MISSES: usize = 3;

/// What is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// Who has to be free: names of calendars or of the team.
    pub with: Vec<String>,
    /// How long, in minutes.
    pub minutes: i64,
    /// The first day that will do.
    pub from: NaiveDate,
    /// The last.
    pub until: NaiveDate,
    /// Seats that are needed; 0: any.
    pub seats: i64,
    /// What has to be there: `projector`.
    pub things: Vec<String>,
    /// Files with the busy times of people from elsewhere.
    pub files: Vec<String>,
    /// So many dates are wanted.
    pub count: usize,
    /// Every start that fits, not the first of each day alone.
    pub every: bool,
}

impl Wish {
    /// An hour with nobody in particular, from this day on.
    pub fn new(from: NaiveDate) -> Self {
        Self {
            with: Vec::new(),
            minutes: 60,
            from,
            until: from + Duration::days(DAYS),
            seats: 0,
            things: Vec::new(),
            files: Vec::new(),
            count: 5,
            every: false,
        }
    }

    /// Whether a room has to be found.
    pub fn needs_room(&self) -> bool {
        self.seats > 0 || !self.things.is_empty()
    }

    /// What is asked, in words: `60 min · Dr A Patel, Jo · 8 seats, projector`.
    pub fn words(&self) -> String {
        let mut room: Vec<String> = if self.seats > 0 { vec![format!("{} seats", self.seats)] } else { Vec::new() };
        room.extend(self.things.iter().cloned());
        let parts = [dates::minutes(self.minutes), self.with.join(", "), self.files.join(", "), room.join(", ")];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

/// A time that is taken, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Busy {
    /// From.
    pub start: NaiveDateTime,
    /// Until.
    pub end: NaiveDateTime,
    /// By what, as it may be told.
    pub what: String,
}

impl Busy {
    fn touches(&self, start: NaiveDateTime, end: NaiveDateTime) -> bool {
        self.start < end && self.end > start
    }

    /// `Ward round 08:30-09:00`; of more than a day only what it is.
    fn told(&self) -> String {
        if self.end - self.start >= Duration::days(1) {
            return self.what.clone();
        }
        format!("{} {}-{}", self.what, dates::time(self.start.time()), dates::time(self.end.time()))
    }
}

/// Somebody or something that can be taken.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Taken {
    /// Its identifier, where it is a machine.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// When they are not free.
    pub busy: Vec<Busy>,
}

impl Taken {
    fn by(&self, start: NaiveDateTime, end: NaiveDateTime) -> Option<&Busy> {
        self.busy.iter().find(|b| b.touches(start, end))
    }
}

/// All that the search must know.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Everybody who has to be there.
    pub people: Vec<Taken>,
    /// The rooms, and when they are taken.
    pub rooms: Vec<(Room, Taken)>,
    /// Machines that can be brought: their kind and name, and when they are not to be had.
    pub machines: Vec<Taken>,
    /// When the working day begins and ends.
    pub hours: (NaiveTime, NaiveTime),
    /// The bank holidays.
    pub holidays: BTreeMap<NaiveDate, String>,
    /// Nothing is offered before this.
    pub now: NaiveDateTime,
}

/// A room that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomFit {
    /// Its identifier.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// How many it seats; 0: not known.
    pub seats: i64,
    /// Machines that have to be brought, because they do not stand in it: identifier and name.
    pub brings: Vec<(String, String)>,
}

/// A time at which everybody is free, with the rooms that fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// From.
    pub start: NaiveDateTime,
    /// Until.
    pub end: NaiveDateTime,
    /// The rooms, the smallest that is enough first.
    pub rooms: Vec<RoomFit>,
    /// What stands in the way; nothing where it fits.
    pub why: Vec<String>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// What fits, the first first.
    pub offers: Vec<Offer>,
    /// What nearly does, the least in the way first.
    pub misses: Vec<Offer>,
}

/// What was taken of an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// From.
    pub start: NaiveDateTime,
    /// Until.
    pub end: NaiveDateTime,
    /// The room; none where no room is needed and none is there.
    pub room_id: Option<String>,
    /// What it is called; empty where there is none.
    pub room: String,
    /// With whom.
    pub with: Vec<String>,
    /// How many seats were asked for.
    pub seats: i64,
    /// Machines that have to be brought: identifier and name.
    pub brings: Vec<(String, String)>,
}

/// The first dates that fit, as many as are wanted: of each day the first start, or every one.
pub fn search(wish: &Wish, known: &Known) -> Found {
    let mut found = Found::default();
    let mut near: Vec<Offer> = Vec::new();
    for day in wish.from.iter_days().take_while(|d| *d <= wish.until).filter(|d| is_open(*d, known)) {
        if found.offers.len() >= wish.count {
            break;
        }
        let all: Vec<Offer> = starts(day, wish, known).into_iter().map(|at| tried(at, wish, known)).collect();
        let fits: Vec<&Offer> = all.iter().filter(|o| o.why.is_empty()).collect();
        let most = if wish.every { wish.count - found.offers.len() } else { 1 };
        found.offers.extend(fits.iter().take(most).map(|o| (*o).clone()));
        if fits.is_empty() {
            near.extend(all.into_iter().min_by_key(|o| o.why.len()));
        }
    }
    near.sort_by_key(|o| (o.why.len(), o.start));
    near.truncate(MISSES);
    found.misses = near;
    found
}

/// Whether people work on a day.
fn is_open(day: NaiveDate, known: &Known) -> bool {
    !is_weekend(day) && !known.holidays.contains_key(&day)
}

/// The starts of a day that may be offered, a quarter of an hour apart, inside the working day and not before now.
pub fn starts(day: NaiveDate, wish: &Wish, known: &Known) -> Vec<NaiveDateTime> {
    let (first, last) = (day.and_time(known.hours.0), day.and_time(known.hours.1));
    let length = Duration::minutes(wish.minutes.max(1));
    let steps = (0..24 * 60 / STEP).map(|n| first + Duration::minutes(STEP * n));
    steps.take_while(|at| *at + length <= last).filter(|at| *at >= known.now).collect()
}

/// What one start would be: the rooms that fit, and what stands in the way.
fn tried(start: NaiveDateTime, wish: &Wish, known: &Known) -> Offer {
    let end = start + Duration::minutes(wish.minutes.max(1));
    let mut why: Vec<String> =
        known.people.iter().filter_map(|p| Some(format!("{}: {}", p.name, p.by(start, end)?.told()))).collect();
    let rooms = rooms(start, end, wish, known);
    if rooms.is_empty() && wish.needs_room() {
        why.push(no_room(start, end, wish, known));
    }
    Offer { start, end, rooms, why }
}

/// The rooms that fit, the smallest that is enough first.
fn rooms(start: NaiveDateTime, end: NaiveDateTime, wish: &Wish, known: &Known) -> Vec<RoomFit> {
    let fit = |(room, taken): &(Room, Taken)| {
        let open = room.takes(wish.seats, "").is_ok() && room.open().holds(start, end);
        if !open || taken.by(start, end).is_some() {
            return None;
        }
        let brings = brought(room, start, end, wish, known)?;
        Some(RoomFit { id: room.id.clone(), name: room.label(), seats: room.capacity, brings })
    };
    let mut all: Vec<RoomFit> = known.rooms.iter().filter_map(fit).collect();
    all.sort_by_key(|r| (r.brings.len(), r.seats == 0, r.seats));
    all
}

/// The machines that have to be brought into a room so that all that is wanted is there; none where one is not to be had.
fn brought(
    room: &Room,
    start: NaiveDateTime,
    end: NaiveDateTime,
    wish: &Wish,
    known: &Known,
) -> Option<Vec<(String, String)>> {
    let mut all: Vec<(String, String)> = Vec::new();
    for thing in wish.things.iter().filter(|t| !room.has(t)) {
        let wanted = fold(thing);
        let free = |m: &&Taken| {
            fold(&m.name).contains(wanted.trim())
                && m.by(start, end).is_none()
                && !all.iter().any(|(_, n)| *n == m.name)
        };
        let one = known.machines.iter().find(free)?;
        all.push((one.id.clone(), one.name.clone()));
    }
    Some(all)
}

/// Why no room fits: what is in the way of the one that would.
fn no_room(start: NaiveDateTime, end: NaiveDateTime, wish: &Wish, known: &Known) -> String {
    let mut wanted = if wish.seats > 0 { format!(" for {}", wish.seats) } else { String::new() };
    if !wish.things.is_empty() {
        wanted = format!("{wanted} with {}", wish.things.join(", "));
    }
    let large: Vec<&(Room, Taken)> = known.rooms.iter().filter(|(r, _)| r.takes(wish.seats, "").is_ok()).collect();
    let taken = large.iter().find_map(|(room, taken)| Some(format!("{}: {}", room.name, taken.by(start, end)?.told())));
    match taken {
        _ if large.is_empty() => format!("no room{wanted} is known"),
        Some(taken) => format!("no room{wanted} is free ({taken})"),
        None => format!("no room{wanted} is open or has what is needed"),
    }
}

impl Offer {
    /// What is taken of it: the time and one of its rooms.
    pub fn pick(&self, room: Option<&RoomFit>, wish: &Wish) -> Pick {
        Pick {
            start: self.start,
            end: self.end,
            room_id: room.map(|r| r.id.clone()),
            room: room.map(|r| r.name.clone()).unwrap_or_default(),
            with: wish.with.clone(),
            seats: wish.seats,
            brings: room.map(|r| r.brings.clone()).unwrap_or_default(),
        }
    }
}
