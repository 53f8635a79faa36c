//! A diary entry for a caller: clashes are said before it is saved, and it is booked all the same when Enter comes again.

use std::sync::Arc;

use chrono::{Duration, NaiveDateTime, NaiveTime};

use super::Query;
use super::actions::{name_of, tied};
use crate::app::{Cx, prompt};
use crate::desk::diary::model::{Calendar, Entry};
use crate::desk::diary::rules_occurrence::Occurrence;
use crate::desk::diary::{clash, repo, repo_sittings, rules_free};
use crate::keys::Done;
use crate::store::{Change, Refusal};
use crate::text::{dates, when};

/// Makes a diary entry for the caller.
pub(super) fn book(query: &Query, cx: &mut Cx) -> Done {
    query.stands()?;
    let query = query.clone();
    let what = name_of(&query, cx);
    let whose = if query.consultant.is_empty() { cx.who.clone() } else { query.consultant.clone() };
    let asked = [("When", ""), ("What", what.as_str()), ("Whose diary", whose.as_str())];
    let mut warned: Option<Vec<String>> = None;
    prompt(cx, "Book", &asked, move |answers, cx| {
        let entry = Wanted::read(&query, answers, cx)?;
        if warned.as_deref() != Some(answers)
            && let Some(clashes) = entry.clashes(cx)?
        {
            warned = Some(answers.to_vec());
            return Err(Refusal::rule(clashes));
        }
        entry.save(&query, cx)
    });
    Ok(())
}

/// An entry that is asked for, and the diary it is to stand in.
struct Wanted {
    entry: Entry,
    calendar: Calendar,
    /// The change that makes the diary, where there is none yet.
    made: Option<Change>,
}

impl Wanted {
    fn read(query: &Query, answers: &[String], cx: &Cx) -> Result<Self, Refusal> {
        let [at, what, whose] = answers else { return Err(Refusal::rule("Say when, what and whose.")) };
        let found = when::parse(at, cx.now)?;
        let Some((date, time)) = found.first().and_then(|w| Some((w.date, w.time?))) else {
            return Err(Refusal::rule("Give the time as well: tom 9:00, fri 2pm."));
        };
        if what.is_empty() {
            return Err(Refusal::rule("An entry needs a title: what it is, in a few words."));
        }
        let start = date.and_time(time);
        if start < cx.now {
            return Err(Refusal::rule("That time has passed: book one that is still to come."));
        }
        let (calendar, made) = repo::ensure_calendar(cx.db(), whose, None, cx.now)?;
        let entry = Entry::new(&calendar.id, what, start, cx.config.entry_minutes, &cx.who, cx.now);
        Ok(Self { entry: Entry { patient_id: query.patient_id.clone(), ..entry }, calendar, made })
    }

    /// What it would clash with, as a sentence.
    fn clashes(&self, cx: &Cx) -> Result<Option<String>, Refusal> {
        let one = Occurrence::single(Arc::new(self.entry.clone()), Arc::new(self.calendar.clone()));
        let midnight = |at: NaiveDateTime| at.date().and_time(NaiveTime::MIN);
        let (from, until) = (midnight(one.start) - Duration::days(1), midnight(one.end) + Duration::days(2));
        let mut near = repo::between(cx.db(), from, until)?;
        near.extend(repo_sittings::between(cx.db(), from, until, cx.now)?);
        let holidays = repo::holidays(cx.db(), &cx.config.division)?;
        let day = one.start.date();
        let found: Vec<_> = clash::clashes(&one, &near, &holidays, &cx.who).into_iter().map(|c| (day, c)).collect();
        if found.is_empty() {
            return Ok(None);
        }
        let free = repo::nearest_free(cx.db(), &one, &|_| false, &cx.config, (&cx.who, cx.now))?;
        let offer = free.map(|at| rules_free::offer(one.start, at)).unwrap_or_default();
        Ok(clash::sentence(&found, &offer, "Enter again books it all the same."))
    }

    fn save(self, query: &Query, cx: &mut Cx) -> Done {
        let label = format!("Booked {}: {}", dates::stamp(self.entry.starts_at()), self.entry.title);
        let mut change = Change::new(label);
        if let Some(made) = self.made {
            change = change.and(made);
        }
        cx.apply(&tied(change, query, &self.entry, cx.now))
    }
}
