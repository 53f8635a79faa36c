//! The bell of a window: looks at the clock, rings what no other window rang, and keeps the line on the desk.

use std::collections::HashSet;

use chrono::{Duration, NaiveDateTime};

use super::model::{Fate, Kind, Reminder, notification};
use super::repo::{self, Standing, Whose};
use crate::app::{Cx, Effect};
use crate::clock::stamp;
use crate::desk::diary::repo::Kept;
use crate::keys::Done;
use crate::store::{Claim, Refusal, Rung};
use crate::text::names;

/// What is to ring is read so far ahead.
const AHEAD: i64 = 6;
/// Nobody is told what was missed longer ago than this.
const MISSED_DAYS: i64 = 14;
/// Between two looks at the store for what other windows rang.
const LOOK: i64 = 30;

/// The bell of a window.
#[derive(Default)]
pub struct Bell {
    /// What may ring until `read_until`.
    ringing: Vec<Reminder>,
    read_until: NaiveDateTime,
    /// Until when it was listened; none before the first look.
    heard: Option<NaiveDateTime>,
    next_look: NaiveDateTime,
    /// What rang here or elsewhere: not to be tried again.
    tried: HashSet<String>,
    standing: Vec<Standing>,
    stale: bool,
    /// The time of the last tick.
    now: NaiveDateTime,
    /// When it was last written down that somebody listens.
    marked: Option<NaiveDateTime>,
}

impl Bell {
    /// Something was written: look again at the next tick.
    pub fn touch(&mut self) {
        self.stale = true;
    }

    /// A quarter of a second went by.
    pub fn tick(&mut self, cx: &mut Cx, kept: Option<&Kept>) -> Done {
        self.now = cx.now;
        if !self.stale && cx.now < self.next_look {
            return Ok(());
        }
        let now = cx.now;
        let heard = self.listen(cx)?;
        if self.stale || now >= self.read_until {
            self.read_until = now + Duration::hours(AHEAD);
            self.ringing = repo::ringing(cx.db(), whose(cx), heard, self.read_until, kept)?;
            self.stale = false;
        }
        let rung = self.ring(heard, cx)?;
        self.standing = repo::standing(cx.db(), whose(cx), now)?;
        let rung = rung.into_iter().chain(self.ring_again(cx)?).collect::<Vec<_>>();
        announce(&rung, cx);
        self.heard = Some(now);
        let soon = self.ringing.iter().map(|r| r.rings_at).filter(|at| *at > now).min();
        self.next_look = soon.unwrap_or(now + Duration::seconds(LOOK)).min(now + Duration::seconds(LOOK));
        Ok(())
    }

    /// Since when nobody of this name was there: the first time from the store, then since the last look.
    fn listen(&mut self, cx: &mut Cx) -> Result<NaiveDateTime, Refusal> {
        let now = cx.now;
        let mut known = None;
        if self.marked.is_none_or(|at| now - at >= Duration::seconds(LOOK)) {
            known = cx.store.watch(&names::fold(&cx.who), now)?;
            self.marked = Some(now);
        }
        let since = self.heard.or_else(|| known?.parse().ok()).unwrap_or(now);
        Ok(since.max(now - Duration::days(MISSED_DAYS)).min(now))
    }

    /// Claims what is due. What another window claimed first does not ring here.
    fn ring(&mut self, heard: NaiveDateTime, cx: &mut Cx) -> Result<Vec<Reminder>, Refusal> {
        let mut rung = Vec::new();
        for reminder in &self.ringing {
            let state = match reminder.fate(heard, cx.now) {
                Fate::Rings => "rang",
                Fate::Missed => "missed",
                Fate::Waits | Fate::Over => continue,
            };
            if self.tried.contains(&reminder.id) {
                continue;
            }
            match cx.store.claim_bell(&of(reminder, state), cx.now)? {
                Claim::Busy => {
                    self.stale = true;
                    continue;
                }
                Claim::Mine if state == "rang" => rung.push(reminder.clone()),
                Claim::Mine | Claim::Theirs => {}
            }
            self.tried.insert(reminder.id.clone());
        }
        Ok(rung)
    }

    fn ring_again(&mut self, cx: &mut Cx) -> Result<Vec<Reminder>, Refusal> {
        let mut rung = Vec::new();
        for one in self.standing.iter_mut().filter(|s| s.rung.state == "snoozed" && s.presses(cx.now)) {
            if cx.store.ring_again(&one.rung.id, cx.now)? {
                rung.push(one.reminder.clone());
                "rang".clone_into(&mut one.rung.state);
            }
        }
        Ok(rung)
    }

    /// The line on the desk: what rang last and was not looked at.
    pub fn line(&self) -> Option<String> {
        let now = self.now;
        let mut pressing: Vec<&Standing> = self.standing.iter().filter(|s| s.presses(now)).collect();
        // What is still to come first, the nearest before all; then what was last.
        pressing.sort_by_key(|s| (s.reminder.at < now, (s.reminder.at - now).abs()));
        let first = pressing.first()?;
        let missed = if first.rung.state == "missed" { "Missed: " } else { "" };
        let more = if pressing.len() > 1 { format!("  (+{} more)", pressing.len() - 1) } else { String::new() };
        Some(format!("{missed}{}{more}", first.reminder.said(now)))
    }
}

/// Whose reminders ring at this window.
pub(super) fn whose(cx: &Cx) -> Whose<'_> {
    Whose { who: &cx.who, config: &cx.config }
}

fn of(reminder: &Reminder, state: &str) -> Rung {
    Rung {
        id: reminder.id.clone(),
        kind: reminder.kind.word().into(),
        rec: reminder.rec.clone(),
        due_at: stamp(reminder.at),
        state: state.into(),
        until: None,
    }
}

fn announce(rung: &[Reminder], cx: &mut Cx) {
    let Some(said) = notification(rung, cx.now) else { return };
    if cx.config.reminders.bell {
        cx.ask(Effect::Bell);
    }
    cx.ask(Effect::Notify(said));
}

impl Kind {
    /// The word of its column in the list.
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Entry => "diary",
            Self::Promise => "promise",
            Self::Chase | Self::TaskChase => "chase",
            Self::Task => "task",
        }
    }
}
