//! Leave that was entered, and the clinics it touches: cancelled, reduced, or left as they are.

use std::sync::Arc;

use chrono::{Duration, NaiveDate};

use crate::app::{Cx, MenuItem, choose};
use crate::desk::clinics::acts::{At, cancel_session};
use crate::desk::clinics::{Session, repo as clinics, repo_free};
use crate::desk::diary::{Calendar, Entry, Occurrence, repo};
use crate::desk::letters::House;
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::dates;

/// Leave is looked at for clinics so many days ahead.
const AHEAD: i64 = 400;

/// Asks what happens to the clinics that fall into this leave; nothing where there are none.
pub(super) fn ask_clinics(entry: &Entry, calendar: &Calendar, cx: &mut Cx) -> Done {
    let touched = touched(entry, calendar, cx)?;
    if touched.is_empty() {
        return Ok(());
    }
    let count = touched.len();
    let what = if count == 1 { "a clinic".to_owned() } else { format!("{count} clinics") };
    let mut items = vec![MenuItem::new("leave", "", "Leave them as they are", "nothing is changed")];
    if count > 1 {
        items.push(MenuItem::new("all", "", format!("Cancel all {count}"), "each with its list of patients to rebook"));
    }
    for session in &touched {
        let day = dates::screen_weekday(session.day());
        let booked = booked_words(session, cx)?;
        let name = &session.name;
        items.push(MenuItem::new(format!("cancel {}", session.id), day.clone(), format!("Cancel {name}"), booked));
        let reduce = format!("Reduce {name}");
        items.push(MenuItem::new(
            format!("open {}", session.id),
            day,
            reduce,
            "opens the session: other times, fewer slots",
        ));
    }
    let (entry, calendar) = (entry.clone(), calendar.clone());
    choose(cx, &format!("This leave falls on {what}. What happens to them?"), items, move |id, cx| {
        match id.split_once(' ') {
            Some(("open", id)) => cx.show("session", id),
            Some((_, id)) => {
                cancel(&[id.to_owned()], cx)?;
                // The others are asked for again.
                ask_clinics(&entry, &calendar, cx)?;
            }
            None if id == "all" => cancel(&touched.iter().map(|s| s.id.clone()).collect::<Vec<_>>(), cx)?,
            None => cx.say("The clinics stay as they are."),
        }
        Ok(())
    });
    Ok(())
}

fn booked_words(session: &Session, cx: &Cx) -> Result<String, Refusal> {
    Ok(match clinics::taken_in(cx.db(), session)?.len() {
        0 => "nobody is booked".into(),
        1 => "1 patient to rebook".into(),
        n => format!("{n} patients to rebook"),
    })
}

/// The sessions still to come whose consultant this leave is.
fn touched(entry: &Entry, calendar: &Calendar, cx: &Cx) -> Result<Vec<Session>, Refusal> {
    if entry.kind != "leave" && calendar.kind != "leave" || !entry.is_live() {
        return Ok(Vec::new());
    }
    let from = entry.starts_at().date().max(cx.today());
    let last = cx.today() + Duration::days(AHEAD);
    let until = if entry.is_series() { last } else { (entry.ends_at().date() + Duration::days(1)).min(last) };
    let leave = occurrences(entry, calendar, from, until, cx)?;
    let holidays = repo::holidays(cx.db(), &cx.config.division)?;
    let mut all = clinics::sessions(cx.db(), from, until, cx.today())?;
    all.retain(|s| {
        matches!(s.state.as_str(), "open" | "reduced" | "draft") && repo_free::away(s, &leave, &holidays).is_some()
    });
    Ok(all)
}

fn occurrences(
    entry: &Entry,
    calendar: &Calendar,
    from: NaiveDate,
    until: NaiveDate,
    cx: &Cx,
) -> Result<Vec<Occurrence>, Refusal> {
    if !entry.is_series() {
        return Ok(vec![Occurrence::single(Arc::new(entry.clone()), Arc::new(calendar.clone()))]);
    }
    let at = |d: NaiveDate| d.and_time(chrono::NaiveTime::MIN);
    let mut all = repo::between(cx.db(), at(from), at(until))?;
    all.retain(|o| o.series_id() == Some(&entry.id));
    Ok(all)
}

/// Cancels sessions, one change each, so that each can be taken back by itself.
fn cancel(ids: &[String], cx: &mut Cx) -> Done {
    let house = House::of(&cx.store, &cx.config)?;
    let holidays = repo::holidays(cx.db(), &cx.config.division)?;
    let (mut patients, mut last) = (0, String::new());
    for id in ids {
        let session = clinics::session(cx.db(), id, cx.today())?;
        let wave = {
            let at = At { db: cx.db(), house: &house, holidays: &holidays, who: &cx.who, now: cx.now };
            cancel_session(at, &session, "the consultant is on leave")?
        };
        patients += wave.touched.len();
        last.clone_from(&wave.change.label);
        cx.apply_quietly(&wave.change)?;
    }
    let what = if ids.len() == 1 { last } else { format!("Cancelled {} clinics", ids.len()) };
    let whom = match patients {
        0 => String::new(),
        1 => "; 1 patient to rebook".into(),
        n => format!("; {n} patients to rebook"),
    };
    cx.say(format!("{what}{whom}. Ctrl-Z undoes it."));
    Ok(())
}
