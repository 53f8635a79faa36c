//! The rules of an entry: its times, its states (`hold -> proposed -> confirmed -> done`, `cancelled`), who may read it.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::model::{Calendar, Entry};
use super::recur::{self, Series};
use crate::clock::stamp;
use crate::store::new_id;
use crate::text::{dates, names};

/// The kinds of entries.
pub const KINDS: &[&str] = &["meeting", "clinic", "ward_round", "theatre", "travel", "leave", "focus", "personal"];
/// The states of an entry.
pub const STATES: &[&str] = &["confirmed", "hold", "proposed", "done", "cancelled"];
/// The kinds of calendars.
pub const CALENDAR_KINDS: &[&str] = &["consultant", "director", "secretary", "leave", "room"];
/// The `series_until` of a series without an end.
pub const ENDLESS: &str = "9999";
/// What others read of a private entry.
pub const PRIVATE: &str = "(private)";

/// A stored time. What cannot be read is the first moment there is, so that it stands out rather than vanishes.
pub fn time_of(iso: &str) -> NaiveDateTime {
    iso.parse().or_else(|_| iso.parse::<NaiveDate>().map(|d| d.and_time(NaiveTime::MIN))).unwrap_or_default()
}

impl Calendar {
    /// A new calendar.
    pub fn new(name: &str, kind: &str, now: NaiveDateTime) -> Self {
        Self {
            id: new_id(),
            name: name.trim().into(),
            kind: kind.into(),
            shown: true,
            created_at: stamp(now),
            binned_at: None,
        }
    }

    /// The kind that a name suggests.
    pub fn kind_of_name(name: &str) -> &'static str {
        let name = names::fold(name);
        let has = |words: &[&str]| words.iter().any(|w| name.split(|c: char| !c.is_alphanumeric()).any(|n| n == *w));
        match () {
            () if has(&["leave", "holidays", "away"]) => "leave",
            () if has(&["room", "theatre", "hall", "boardroom"]) => "room",
            () if has(&["director", "chief", "chair"]) => "director",
            () if has(&["dr", "mr", "prof", "professor", "miss", "mrs", "ms", "consultant"]) => "consultant",
            () => "secretary",
        }
    }
}

impl Entry {
    /// A new entry, confirmed, in the desk's own time.
    pub fn new(
        calendar_id: &str,
        title: &str,
        start: NaiveDateTime,
        minutes: i64,
        who: &str,
        now: NaiveDateTime,
    ) -> Self {
        let id = new_id();
        Self {
            uid: format!("{id}@rolltop"),
            id,
            calendar_id: calendar_id.into(),
            title: title.into(),
            start: stamp(start),
            ends: stamp(start + Duration::minutes(minutes)),
            kind: "meeting".into(),
            state: "confirmed".into(),
            created_by: who.into(),
            created_at: stamp(now),
            ..Self::default()
        }
    }

    /// Start in the time of its zone.
    pub fn starts_at(&self) -> NaiveDateTime {
        time_of(&self.start)
    }

    /// End in the time of its zone, never before the start.
    pub fn ends_at(&self) -> NaiveDateTime {
        time_of(&self.ends).max(self.starts_at())
    }

    /// How long it lasts on the wall clock.
    pub fn length(&self) -> Duration {
        self.ends_at() - self.starts_at()
    }

    /// Whether it repeats.
    pub fn is_series(&self) -> bool {
        !self.rules.is_empty() || !self.rdates.is_empty()
    }

    /// Whether it still counts: not cancelled.
    pub fn is_live(&self) -> bool {
        self.state != "cancelled"
    }

    /// Its repeats, as the arithmetic wants them.
    pub fn series(&self) -> Series {
        let times = |list: &[String]| list.iter().map(|t| time_of(t)).collect();
        Series {
            start: self.starts_at(),
            rules: self.rules.clone(),
            rdates: times(&self.rdates),
            exdates: times(&self.exdates),
            zone: self.zone.clone(),
            all_day: self.all_day,
        }
    }

    /// With the repeats of a series.
    #[must_use]
    pub fn with_series(&self, series: &Series) -> Self {
        let times = |list: &[NaiveDateTime]| list.iter().map(|t| stamp(*t)).collect();
        let length = self.length();
        Self {
            start: stamp(series.start),
            ends: stamp(series.start + length),
            rules: series.rules.clone(),
            rdates: times(&series.rdates),
            exdates: times(&series.exdates),
            ..self.clone()
        }
        .settled()
    }

    /// With what follows from the rest: times in order, whole days from midnight to midnight, the end of the series.
    #[must_use]
    pub fn settled(mut self) -> Self {
        if self.all_day {
            let first = self.starts_at().date();
            let last = self.ends_at();
            let whole = last.time() == NaiveTime::MIN;
            let end = if whole { last.date() } else { last.date() + Duration::days(1) };
            self.start = stamp(first.and_time(NaiveTime::MIN));
            self.ends = stamp(end.max(first + Duration::days(1)).and_time(NaiveTime::MIN));
            self.zone = None;
        } else {
            self.ends = stamp(self.ends_at());
        }
        let last = || recur::last_start(&self.series());
        self.series_until = self
            .is_series()
            .then(|| last().and_then(|at| at.checked_add_signed(self.length())).map_or_else(|| ENDLESS.into(), stamp));
        if self.uid.is_empty() {
            self.uid = format!("{}@rolltop", self.id);
        }
        self
    }

    /// At another time, as long as before.
    #[must_use]
    pub fn moved_to(&self, start: NaiveDateTime) -> Self {
        Self { start: stamp(start), ends: stamp(start + self.length()), ..self.clone() }.settled()
    }

    /// A time of its zone as the desk's.
    pub fn on_desk(&self, at: NaiveDateTime) -> NaiveDateTime {
        match &self.zone {
            Some(zone) if !self.all_day => recur::to_desk(at, zone),
            None if !self.all_day => recur::that_is(at),
            _ => at,
        }
    }

    /// A time of the desk as its zone's.
    pub fn in_zone(&self, at: NaiveDateTime) -> NaiveDateTime {
        match &self.zone {
            Some(zone) if !self.all_day => recur::between(at, recur::DESK_ZONE, zone),
            _ => at,
        }
    }

    /// Whether `who` reads it in full; `calendar` is the name of its calendar.
    pub fn is_open_to(&self, who: &str, calendar: &str) -> bool {
        let same = |a: &str| names::fold(a) == names::fold(who);
        !self.private || same(&self.created_by) || same(calendar)
    }

    /// What it is called in the history, which everybody reads.
    pub fn label(&self) -> &str {
        if self.private { PRIVATE } else { &self.title }
    }

    /// How its repeats are said: "every week on Tue until 30-Jun-2026"; empty where it does not repeat.
    pub fn repeats(&self) -> String {
        let mut words = self.rules.iter().map(|r| recur::describe(r)).collect::<Vec<_>>().join(", and ");
        let list = |dates: &[String]| {
            dates.iter().take(8).map(|d| dates::screen(time_of(d).date())).collect::<Vec<_>>().join(", ")
        };
        if !self.rdates.is_empty() {
            words = format!("{words}{}also on {}", if words.is_empty() { "" } else { ", " }, list(&self.rdates));
        }
        if !self.exdates.is_empty() {
            words = format!("{words}, not on {}", list(&self.exdates));
        }
        words
    }

    fn to(&self, state: &str) -> Self {
        Self { state: state.into(), ..self.clone() }
    }

    /// Pencilled in.
    pub fn held(&self) -> Result<Self, String> {
        match self.state.as_str() {
            "hold" => Err(format!("{} is held already.", self.label())),
            "done" | "cancelled" => Err(format!("{} is {}: o opens it again first.", self.label(), self.state)),
            _ => Ok(self.to("hold")),
        }
    }

    /// Offered, and waiting for replies.
    pub fn proposed(&self) -> Result<Self, String> {
        match self.state.as_str() {
            "proposed" => Err(format!("{} is proposed already.", self.label())),
            "done" | "cancelled" => Err(format!("{} is {}: o opens it again first.", self.label(), self.state)),
            _ => Ok(self.to("proposed")),
        }
    }

    /// Sure; also what was done or cancelled, opened again.
    pub fn confirmed(&self) -> Result<Self, String> {
        if self.state == "confirmed" {
            return Err(format!("{} is confirmed already.", self.label()));
        }
        Ok(self.to("confirmed"))
    }

    /// It has been.
    pub fn done(&self, today: NaiveDate) -> Result<Self, String> {
        let day = self.on_desk(self.starts_at()).date();
        match self.state.as_str() {
            "done" => Err(format!("{} is done already.", self.label())),
            "cancelled" => Err(format!("{} is cancelled: o opens it again first.", self.label())),
            _ if day > today => Err(format!(
                "{} is still to come, on {}: m moves it, x cancels it.",
                self.label(),
                dates::screen_weekday(day)
            )),
            _ => Ok(self.to("done")),
        }
    }

    /// It will not be, and still stands there struck through.
    pub fn cancelled(&self) -> Result<Self, String> {
        match self.state.as_str() {
            "cancelled" => Err(format!("{} is cancelled already. o opens it again.", self.label())),
            "done" => Err(format!("{} is done: o opens it again first.", self.label())),
            _ => Ok(self.to("cancelled")),
        }
    }

    /// In the bin.
    #[must_use]
    pub fn binned(&self, now: NaiveDateTime) -> Self {
        Self { binned_at: Some(stamp(now)), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn entry() -> Entry {
        Entry::new("c", "Ward round", at("2026-03-03T09:00:00"), 45, "Sam", at("2026-03-01T08:00:00"))
    }

    #[test]
    fn states_go_forward_and_only_open_again_comes_back() {
        let today = at("2026-03-03T09:41:00").date();
        let one = entry();
        assert_eq!(one.held().unwrap().proposed().unwrap().confirmed().unwrap().done(today).unwrap().state, "done");
        assert!(one.confirmed().is_err());
        let done = one.done(today).unwrap();
        assert!(done.held().is_err() && done.cancelled().is_err() && done.done(today).is_err());
        let cancelled = one.cancelled().unwrap();
        assert!(cancelled.done(today).unwrap_err().contains("opens it again"));
        assert_eq!(cancelled.confirmed().unwrap().state, "confirmed");
        assert!(one.done(today - Duration::days(1)).unwrap_err().contains("still to come, on Tue 03-Mar-2026"));
    }

    #[test]
    fn moving_keeps_the_length_and_whole_days_are_whole() {
        let moved = entry().moved_to(at("2026-03-05T14:30:00"));
        assert_eq!((moved.start.as_str(), moved.ends.as_str()), ("2026-03-05T14:30:00", "2026-03-05T15:15:00"));
        let day = Entry { all_day: true, ..entry() }.settled();
        assert_eq!((day.start.as_str(), day.ends.as_str()), ("2026-03-03T00:00:00", "2026-03-04T00:00:00"));
        assert_eq!(day.clone().settled(), day);
    }

    #[test]
    fn the_end_of_a_series_is_kept() {
        let weekly = Entry { rules: vec!["FREQ=WEEKLY;COUNT=3".into()], ..entry() }.settled();
        assert_eq!(weekly.series_until.as_deref(), Some("2026-03-17T09:45:00"));
        let endless = Entry { rules: vec!["FREQ=WEEKLY".into()], ..entry() }.settled();
        assert_eq!(endless.series_until.as_deref(), Some(ENDLESS));
        assert_eq!(entry().settled().series_until, None);
        assert!(endless.repeats().starts_with("every week"));
    }

    #[test]
    fn a_private_entry_is_read_by_its_maker_and_by_whose_calendar_it_is() {
        let private = Entry { private: true, ..entry() };
        assert!(private.is_open_to("sam", "Dr Patel") && private.is_open_to("Dr PATEL", "Dr Patel"));
        assert!(!private.is_open_to("Jo", "Dr Patel") && entry().is_open_to("Jo", "Dr Patel"));
        assert_eq!(private.label(), "(private)");
    }

    #[test]
    fn a_name_suggests_the_kind_of_a_calendar() {
        let kinds = ["Leave", "Seminar room 2", "Dr A Patel", "Sam", "Medical Director"].map(Calendar::kind_of_name);
        assert_eq!(kinds, ["leave", "room", "consultant", "secretary", "director"]);
    }
}
