//! When a clinic is held and how its time is cut: weekdays, weeks of the month, slots by kind (domain 4.6).

use chrono::{Datelike, Duration, NaiveDate, NaiveTime};

use super::model::{Clinic, Limit, Plan, Session, Slot};
use crate::text::dates;

/// The kinds of slots and of appointments.
pub const KINDS: &[&str] = &["new", "follow-up", "urgent", "telephone", "video", "procedure"];

/// The weekdays as a plan names them, from Monday.
pub const WEEKDAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The short names of the kinds, for a narrow line: `new 2/4 f-up 7/8`.
pub fn short_kind(kind: &str) -> &str {
    match kind {
        "follow-up" => "f-up",
        "urgent" => "urg",
        "telephone" => "tel",
        "procedure" => "proc",
        other => other,
    }
}

/// A kind as people type it.
pub fn read_kind(text: &str) -> Result<&'static str, String> {
    let typed = text.trim().to_lowercase().replace(['_', ' '], "-");
    let known = match typed.as_str() {
        "n" | "new" | "first" => "new",
        "f" | "fu" | "fup" | "f-up" | "follow-up" | "followup" | "follow" | "review" => "follow-up",
        "u" | "urg" | "urgent" => "urgent",
        "t" | "tel" | "telephone" | "phone" => "telephone",
        "v" | "video" => "video",
        "p" | "proc" | "procedure" => "procedure",
        _ => return Err(format!("“{}” is no kind of slot: {}.", text.trim(), KINDS.join(", "))),
    };
    Ok(known)
}

/// The weekday of a date as a plan names it.
pub fn weekday_of(date: NaiveDate) -> &'static str {
    WEEKDAYS[date.weekday().num_days_from_monday() as usize]
}

/// A time of day as it is kept; none where it is no time.
pub fn time_of(at: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(at, "%H:%M").ok()
}

/// A time of day as it is kept.
pub fn at_of(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// A time of day so many minutes later; the last minute of the day at most.
pub fn later(at: &str, minutes: i64) -> String {
    let Some(time) = time_of(at) else { return at.to_owned() };
    let (sum, over) = time.overflowing_add_signed(Duration::minutes(minutes));
    if over == 0 { at_of(sum) } else { "23:59".into() }
}

/// Whole minutes from one time of day to another.
pub fn minutes_between(from: &str, to: &str) -> i64 {
    match (time_of(from), time_of(to)) {
        (Some(from), Some(to)) => (to - from).num_minutes(),
        _ => 0,
    }
}

impl Slot {
    /// A slot for anybody.
    pub fn new(at: &str, minutes: i64, kind: &str) -> Self {
        Self { at: at.into(), minutes, kind: kind.into(), ..Self::default() }
    }

    /// When it ends: `09:20`.
    pub fn ends(&self) -> String {
        later(&self.at, self.minutes)
    }

    /// For whom it is still held on a day, in a session of this date; none where anybody may have it.
    pub fn held_on(&self, session: NaiveDate, today: NaiveDate) -> Option<&str> {
        let held = !self.held_for.is_empty() && today < self.held_until(session);
        held.then_some(self.held_for.as_str())
    }

    /// The day from which anybody may have it.
    pub fn held_until(&self, session: NaiveDate) -> NaiveDate {
        session.checked_sub_signed(Duration::days(self.release_days.max(0))).unwrap_or(session)
    }
}

impl Plan {
    /// Whether a session follows from it on a day.
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        let iso = date.to_string();
        let inside = self.since <= iso && self.until.as_ref().is_none_or(|u| iso <= *u);
        inside
            && self.weekdays.iter().any(|d| d == weekday_of(date))
            && (self.weeks.is_empty() || self.weeks.iter().any(|w| is_week(w, date)))
            && !self.excluded.contains(&iso)
    }

    /// What is wrong with it, as a sentence.
    pub fn check(&self) -> Result<(), String> {
        if self.weekdays.is_empty() {
            return Err("Say on which weekdays: mon, or mon, thu.".into());
        }
        if let Some(bad) = self.weekdays.iter().find(|d| !WEEKDAYS.contains(&d.as_str())) {
            return Err(format!("“{bad}” is no weekday: {}.", WEEKDAYS.join(", ")));
        }
        if let Some(bad) = self.weeks.iter().find(|w| !matches!(w.as_str(), "1" | "2" | "3" | "4" | "5" | "last")) {
            return Err(format!("“{bad}” is no week of the month: 1 to 5, or last."));
        }
        if self.until.as_ref().is_some_and(|u| *u < self.since) {
            return Err("The last day lies before the first.".into());
        }
        check_times(&self.from, &self.to)?;
        check_slots(&self.slots, &self.from, &self.to)
    }
}

/// Whether times of day are in order.
pub fn check_times(from: &str, to: &str) -> Result<(), String> {
    match (time_of(from), time_of(to)) {
        (Some(a), Some(b)) if a < b => Ok(()),
        (Some(_), Some(_)) => Err(format!("The clinic would end at {to}, before it begins at {from}.")),
        _ => Err("Type the times as 09:00 and 12:30.".into()),
    }
}

/// Whether slots lie between the times.
pub fn check_slots(slots: &[Slot], from: &str, to: &str) -> Result<(), String> {
    for slot in slots {
        if slot.minutes < 1 {
            return Err(format!("The slot at {} has no length: give it minutes.", slot.at));
        }
        if slot.at.as_str() < from || slot.ends().as_str() > to || later(&slot.at, slot.minutes) == "23:59" {
            return Err(format!(
                "The {} slot {}–{} lies outside {from}–{to}: fewer or shorter slots, or a later end.",
                slot.kind,
                slot.at,
                slot.ends()
            ));
        }
    }
    Ok(())
}

pub(super) fn is_week(week: &str, date: NaiveDate) -> bool {
    match week {
        "last" => date.day() + 7 > dates::month_end(date).day(),
        n => n.parse() == Ok(date.day0() / 7 + 1),
    }
}

/// Slots laid one after the other from a time on: four new ones of half an hour, eight follow-ups of a quarter.
pub fn laid(from: &str, parts: &[(String, i64, i64)]) -> Vec<Slot> {
    let mut at = from.to_owned();
    let mut out = Vec::new();
    for (kind, count, minutes) in parts {
        for _ in 0..*count {
            out.push(Slot::new(&at, *minutes, kind));
            at = later(&at, *minutes);
        }
    }
    out
}

impl Clinic {
    /// The plan that holds on a day, whether or not a session falls on it.
    pub fn plan_on(&self, date: NaiveDate) -> Option<&Plan> {
        let iso = date.to_string();
        self.plans.iter().rev().find(|p| p.since <= iso && p.until.as_ref().is_none_or(|u| iso <= *u))
    }

    /// The identifier of its session on a day.
    pub fn session_id(&self, date: NaiveDate) -> String {
        format!("{}.{}", self.id, date.format("%Y%m%d"))
    }

    /// The session that follows from its plans on a day.
    pub fn session_on(&self, date: NaiveDate, today: NaiveDate) -> Option<Session> {
        let plan = self.plan_on(date).filter(|p| p.holds_on(date))?;
        let far = plan.open_weeks > 0 && date > today + Duration::weeks(plan.open_weeks);
        Some(Session {
            starts: plan.from.clone(),
            ends: plan.to.clone(),
            state: if far { "draft" } else { "open" }.into(),
            slots: plan.slots.clone(),
            limits: plan.limits.clone(),
            overbook: plan.overbook,
            ..self.bare_session(date)
        })
    }

    /// A session of it on a day on which it has none: for what is booked there all the same.
    pub fn bare_session(&self, date: NaiveDate) -> Session {
        Session {
            id: self.session_id(date),
            clinic_id: Some(self.id.clone()),
            name: self.name.clone(),
            code: self.code.clone(),
            consultant: self.consultant.clone(),
            calendar_id: self.calendar_id.clone(),
            site: self.site.clone(),
            room: self.room.clone(),
            on_date: date.to_string(),
            state: "open".into(),
            ..Session::default()
        }
    }

    /// With a plan that holds from its first day on; what held before ends the day before. The past stays.
    #[must_use]
    pub fn with_plan(&self, plan: Plan) -> Self {
        let before = plan.since.parse::<NaiveDate>().ok().and_then(|d| d.pred_opt()).map(|d| d.to_string());
        let mut plans: Vec<Plan> = Vec::new();
        for old in &self.plans {
            if old.since >= plan.since {
                continue;
            }
            let ends = old.until.clone().filter(|u| before.as_ref().is_none_or(|b| u < b)).or_else(|| before.clone());
            plans.push(Plan { until: ends, ..old.clone() });
        }
        plans.push(plan);
        Self { plans, ..self.clone() }
    }

    /// Its days in words: `Mon, weeks 1 and 3, 09:00–12:30`.
    pub fn days_in_words(&self, today: NaiveDate) -> String {
        let Some(plan) = self.plan_on(today).or(self.plans.last()) else { return "no days yet".into() };
        plan.days_in_words()
    }
}

impl Plan {
    /// Its days in words: `Mon, weeks 1 and 3, 09:00–12:30`.
    pub fn days_in_words(&self) -> String {
        let days: Vec<String> = self.weekdays.iter().map(|d| capital(d)).collect();
        let weeks = match self.weeks.as_slice() {
            [] => String::new(),
            [one] if one == "last" => ", the last of the month".into(),
            [one] => format!(", week {one} of the month"),
            many => format!(", weeks {} of the month", many.join(" and ")),
        };
        format!("{}{weeks}, {}–{}", days.join(" and "), self.from, self.to)
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

/// Slots as they are typed and shown: `4 new 30m, 8 follow-up 15m`, `11:45 urgent 15m held for Ward 7 until 2 days before`.
pub fn slots_text(slots: &[Slot], from: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut next = from.to_owned();
    let mut at = 0;
    while let Some(slot) = slots.get(at) {
        let run = slots[at..].iter().enumerate().take_while(|(n, s)| follows(slot, s, *n)).count();
        let time = if slot.at == next { String::new() } else { format!("{} ", slot.at) };
        let held = match (slot.held_for.as_str(), slot.release_days) {
            ("", _) => String::new(),
            (who, 0) => format!(" held for {who}"),
            (who, 1) => format!(" held for {who} until 1 day before"),
            (who, days) => format!(" held for {who} until {days} days before"),
        };
        out.push(format!("{time}{run} {} {}m{held}", slot.kind, slot.minutes));
        at += run;
        next = slots[at - 1].ends();
    }
    out.join(", ")
}

/// Whether a slot is the n-th of a row that begins with `first`.
fn follows(first: &Slot, slot: &Slot, n: usize) -> bool {
    let like = Slot { at: slot.at.clone(), ..first.clone() };
    like == *slot && slot.at == later(&first.at, first.minutes * n as i64)
}

/// Reads slots as [`slots_text`] shows them; what has no time follows the one before.
pub fn read_slots(text: &str, from: &str) -> Result<Vec<Slot>, String> {
    let mut next = from.to_owned();
    let mut out = Vec::new();
    for part in text.split([',', ';', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
        for slot in read_part(part, &next)? {
            next = slot.ends();
            out.push(slot);
        }
    }
    out.sort_by(|a: &Slot, b: &Slot| a.at.cmp(&b.at));
    Ok(out)
}

fn read_part(part: &str, next: &str) -> Result<Vec<Slot>, String> {
    let how =
        || format!("“{part}” is no slot. Type 4 new 30m, or 11:45 urgent 15m held for Ward 7 until 2 days before.");
    let (plain, held) = part.split_once(" held for ").map_or((part, None), |(p, h)| (p, Some(h)));
    let (mut at, mut count, mut kind, mut minutes) = (next.to_owned(), 1, None, None);
    for word in plain.split_whitespace() {
        let bare = word.trim_end_matches("min").trim_end_matches('m');
        if let Some(time) = time_of(word) {
            at = at_of(time);
        } else if let Some((n, m)) = word.split_once('x') {
            count = n.parse().map_err(|_| how())?;
            minutes = Some(m.trim_end_matches("min").trim_end_matches('m').parse().map_err(|_| how())?);
        } else if let (true, Ok(n)) = (bare != word || kind.is_some(), bare.parse::<i64>()) {
            minutes = Some(n);
        } else if let Ok(n) = word.parse::<i64>() {
            count = n;
        } else {
            kind = Some(read_kind(word)?);
        }
    }
    let (Some(kind), Some(minutes)) = (kind, minutes) else { return Err(how()) };
    if !(1..=200).contains(&count) || !(1..=600).contains(&minutes) {
        return Err(how());
    }
    let (held_for, release_days) = held.map_or(Ok((String::new(), 0)), read_hold)?;
    let slot = |s: Slot| Slot { held_for: held_for.clone(), release_days, ..s };
    Ok(laid(&at, &[(kind.to_owned(), count, minutes)]).into_iter().map(slot).collect())
}

/// `Ward 7 until 2 days before`.
fn read_hold(text: &str) -> Result<(String, i64), String> {
    let Some((who, until)) = text.split_once(" until ") else { return Ok((text.trim().to_owned(), 0)) };
    let days = until.split_whitespace().next().and_then(|n| n.parse().ok()).filter(|n| (0..=365).contains(n));
    let days = days.ok_or_else(|| format!("“until {until}”: type until when it is held as: until 2 days before."))?;
    Ok((who.trim().to_owned(), days))
}

/// Limits as they are typed and shown: `6 new, 2 urgent`.
pub fn limits_text(limits: &[Limit]) -> String {
    limits.iter().map(|l| format!("{} {}", l.most, l.kind)).collect::<Vec<_>>().join(", ")
}

/// Reads limits as [`limits_text`] shows them.
pub fn read_limits(text: &str) -> Result<Vec<Limit>, String> {
    let part = |part: &str| {
        let how = || format!("“{part}” is no limit. Type 6 new, 2 urgent.");
        let (most, kind) = part.split_once(' ').ok_or_else(how)?;
        Ok(Limit { kind: read_kind(kind)?.to_owned(), most: most.parse().map_err(|_| how())? })
    };
    text.split([',', ';']).map(str::trim).filter(|p| !p.is_empty()).map(part).collect()
}

#[cfg(test)]
mod tests;
