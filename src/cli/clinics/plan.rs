//! How a clinic's time is cut, as options say it.

use clap::Args;

use super::Session;
use crate::cli::answer::note;
use crate::desk::clinics::model::Limit;
use crate::desk::clinics::rules_plan::{WEEKDAYS, at_of, read_limits, read_slots, time_of};
use crate::desk::clinics::{Plan, Slot};
use crate::store::Refusal;

/// Slots, holds and limits.
#[derive(Debug, Default, Args)]
pub struct Cut {
    /// Slots for new patients: 4x30m
    #[arg(long, value_name = "4x30m")]
    new: Option<String>,
    /// Slots for follow-ups
    #[arg(long, value_name = "8x15m")]
    follow_up: Option<String>,
    /// Slots for urgent patients
    #[arg(long, value_name = "1x15m")]
    urgent: Option<String>,
    /// Slots for telephone appointments
    #[arg(long, value_name = "6x10m")]
    telephone: Option<String>,
    /// Slots for video appointments
    #[arg(long, value_name = "4x20m")]
    video: Option<String>,
    /// Slots for procedures
    #[arg(long, value_name = "2x45m")]
    procedure: Option<String>,
    /// All slots in one line: 4 new 30m, 11:00 8 follow-up 15m
    #[arg(long, value_name = "SLOTS", conflicts_with_all = ["new", "follow_up", "urgent", "telephone", "video", "procedure"])]
    slots: Option<String>,
    /// A slot held for somebody until so many days before: "11:45 Ward 7 2d"; may be given several times
    #[arg(long, value_name = "HOLD")]
    hold: Vec<String>,
    /// At most so many of a kind: "6 new"; may be given several times
    #[arg(long, value_name = "LIMIT")]
    limit: Vec<String>,
    /// At most so many patients beyond the slots
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..=50))]
    overbook: Option<i64>,
    /// A day on which it is not held; may be given several times
    #[arg(long, value_name = "DATE")]
    exclude: Vec<String>,
    /// Only in these weeks of the month: 1,3 or last
    #[arg(long, value_name = "1,3", value_delimiter = ',')]
    weeks: Vec<String>,
    /// The last day
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Sessions further off than so many weeks are drafts, not offered yet; 0: all are open
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..=104))]
    open_weeks: Option<i64>,
}

/// A weekday as it is kept.
pub fn weekday(typed: &str) -> Option<&'static str> {
    let low = typed.trim().to_lowercase();
    WEEKDAYS.iter().find(|d| low.len() >= 3 && low.starts_with(**d)).copied()
}

/// A time of day as it is kept: `9:00`, `0900`, `9am`.
pub fn time(session: &Session, typed: &str) -> Result<String, Refusal> {
    if let Some(time) = time_of(typed.trim()) {
        return Ok(at_of(time));
    }
    let found = crate::text::when::parse(typed, session.now).unwrap_or_default();
    let time = found.iter().find_map(|w| w.time);
    time.map(at_of).ok_or_else(|| Refusal::rule(format!("“{typed}” is no time of day. Type it as 09:00.")))
}

impl Cut {
    /// Whether anything of the plan is to be changed.
    pub fn is_empty(&self) -> bool {
        self.asked().is_empty()
            && self.slots.is_none()
            && self.hold.is_empty()
            && self.limit.is_empty()
            && self.overbook.is_none()
            && self.exclude.is_empty()
            && self.weeks.is_empty()
            && self.until.is_none()
            && self.open_weeks.is_none()
    }

    /// A plan with what was asked for.
    pub fn onto(&self, session: &Session, plan: Plan) -> Result<Plan, Refusal> {
        let mut plan = plan;
        if let Some(slots) = self.laid(&plan.from, &plan.to)? {
            plan.slots = slots;
        }
        for typed in &self.hold {
            hold(session, &mut plan.slots, typed)?;
        }
        if !self.limit.is_empty() {
            plan.limits = limits(&self.limit)?;
        }
        for typed in &self.exclude {
            let day = session.when(typed)?.date.to_string();
            if !plan.excluded.contains(&day) {
                plan.excluded.push(day);
            }
        }
        if !self.weeks.is_empty() {
            let all = self.weeks.iter().map(|w| w.trim().to_lowercase()).filter(|w| w != "all");
            plan.weeks = all.collect();
        }
        if let Some(typed) = &self.until {
            plan.until = Some(session.when(typed)?.date.to_string());
        }
        plan.overbook = self.overbook.unwrap_or(plan.overbook);
        plan.open_weeks = self.open_weeks.unwrap_or(plan.open_weeks);
        plan.check()?;
        Ok(plan)
    }

    /// The slots that were asked for; none where none were.
    pub fn laid(&self, from: &str, to: &str) -> Result<Option<Vec<Slot>>, Refusal> {
        if let Some(text) = &self.slots {
            return Ok(Some(read_slots(text, from)?));
        }
        let asked = self.asked();
        if asked.is_empty() {
            return Ok(None);
        }
        let (mut next, mut all): (String, Vec<Slot>) = (from.to_owned(), Vec::new());
        for (kind, spec) in asked {
            let row = after_or_beside(kind, spec, (&next, from, to))?;
            next = row.last().map_or(next, Slot::ends);
            all.extend(row);
        }
        all.sort_by(|a, b| a.at.cmp(&b.at));
        Ok(Some(all))
    }

    fn asked(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("new", &self.new),
            ("follow-up", &self.follow_up),
            ("urgent", &self.urgent),
            ("telephone", &self.telephone),
            ("video", &self.video),
            ("procedure", &self.procedure),
        ];
        all.into_iter().filter_map(|(kind, spec)| Some((kind, spec.as_deref()?))).collect()
    }
}

/// Slots of a kind after those before them; where the clinic ends too early for that, beside them from its beginning.
fn after_or_beside(kind: &str, spec: &str, (next, from, to): (&str, &str, &str)) -> Result<Vec<Slot>, Refusal> {
    let row = row_of(kind, spec, next)?;
    let fits = |row: &[Slot]| row.last().is_none_or(|s| s.ends().as_str() <= to && s.ends() > s.at);
    if fits(&row) || next == from {
        return Ok(row);
    }
    let beside = row_of(kind, spec, from)?;
    if !fits(&beside) {
        return Ok(row);
    }
    note(&format!("The {kind} slots do not fit after the others before {to}: they run beside them from {from}."));
    Ok(beside)
}

fn row_of(kind: &str, spec: &str, from: &str) -> Result<Vec<Slot>, Refusal> {
    let spec = spec.trim();
    let shape = spec.split_once('x').is_some_and(|(n, m)| !n.is_empty() && !m.is_empty());
    if !shape || spec.contains(|c: char| c.is_whitespace() || c == ',') {
        return Err(Refusal::rule(format!("“{spec}” says no slots. Type how many and how long: 4x30m.")));
    }
    Ok(read_slots(&format!("{spec} {kind}"), from)?)
}

/// `11:45 Ward 7 2d`: the slot at 11:45 is held for Ward 7 until two days before.
fn hold(session: &Session, slots: &mut [Slot], typed: &str) -> Result<(), Refusal> {
    let how =
        || Refusal::rule(format!("“{typed}” holds nothing. Type the time, for whom, until when: 11:45 Ward 7 2d."));
    let mut words: Vec<&str> = typed.split_whitespace().collect();
    if words.len() < 2 {
        return Err(how());
    }
    let at = time(session, words.remove(0)).map_err(|_| how())?;
    let days = words.last().and_then(|w| w.strip_suffix('d')?.parse::<i64>().ok()).filter(|n| (0..=365).contains(n));
    if days.is_some() {
        words.pop();
    }
    if words.is_empty() {
        return Err(how());
    }
    let slot = slots.iter_mut().find(|s| s.at == at && s.held_for.is_empty());
    let slot = slot.ok_or_else(|| Refusal::rule(format!("No slot begins at {at}: only a slot can be held.")))?;
    (slot.held_for, slot.release_days) = (words.join(" "), days.unwrap_or(0));
    Ok(())
}

/// `6 new` or `6 new, 2 urgent`; `none` takes all limits away.
fn limits(all: &[String]) -> Result<Vec<Limit>, Refusal> {
    if all.len() == 1 && all[0].trim().eq_ignore_ascii_case("none") {
        return Ok(Vec::new());
    }
    Ok(read_limits(&all.join(","))?)
}
