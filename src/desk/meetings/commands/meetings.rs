//! Meetings: planned, moved, sent, minuted, approved.

use chrono::{Days, NaiveDateTime, NaiveTime};

use super::super::acts::{self, At};
use super::super::model::{Meeting, Series};
use super::super::rows::MeetingRow;
use super::super::{MeetingsPane, repo};
use crate::app::{Cx, MenuItem, Question, choose, prompt, prompt_saying};
use crate::form::{FormLayer, read_count};
use crate::keys::Done;
use crate::store::{Change, Refusal};
use crate::text::{dates, when};

pub(super) fn selected(pane: &MeetingsPane) -> Result<&MeetingRow, String> {
    pane.meetings.selected().ok_or_else(|| "There is no meeting here. n makes one.".into())
}

/// The selected meeting, whole.
pub(super) fn chosen(pane: &MeetingsPane, cx: &Cx) -> Result<Meeting, Refusal> {
    cx.db().must(&selected(pane)?.meeting.id)
}

/// Where and when a command is given.
pub(in super::super) fn at(cx: &Cx) -> Result<At<'_>, Refusal> {
    At::new(cx.db(), &cx.config, &cx.who, cx.now)
}

/// Does what an act of the meetings makes of it.
pub(in super::super) fn apply(cx: &mut Cx, act: impl FnOnce(&At<'_>) -> Result<Change, Refusal>) -> Done {
    let change = act(&at(cx)?)?;
    cx.apply(&change)
}

pub(super) fn new(cx: &mut Cx) -> Done {
    let series = repo::series(cx.db())?;
    if series.is_empty() {
        return single(cx);
    }
    let mut items = vec![MenuItem::new("", "", "A single meeting", "of no series")];
    let next = |s: &Series, cx: &Cx| -> Result<String, Refusal> {
        let at = acts::next_start(&at(cx)?, s)?;
        Ok(at.map_or_else(|| s.frequency.clone(), |at| format!("next {}", dates::stamp_weekday(at))))
    };
    for one in &series {
        items.push(MenuItem::new(&one.id, "", format!("{}, the next", one.name), next(one, cx)?));
    }
    items.rotate_left(1);
    choose(cx, "Which meeting", items, move |id, cx| match series.iter().find(|s| s.id == id) {
        Some(series) => next_of(series, cx),
        None => single(cx),
    });
    Ok(())
}

/// Tomorrow or later at two.
fn first_start(cx: &Cx) -> NaiveDateTime {
    let tomorrow = cx.today().checked_add_days(Days::new(1)).unwrap_or(cx.today());
    let day = crate::text::calendar::add_working_days(tomorrow, 0, &|_| false);
    day.and_time(NaiveTime::from_hms_opt(14, 0, 0).unwrap_or_default())
}

fn single(cx: &mut Cx) -> Done {
    let fresh = Meeting::new("", first_start(cx), 60, &cx.who, cx.now);
    let form = FormLayer::new("New meeting", None, fresh, cx, Box::new(save));
    cx.open(form);
    Ok(())
}

pub(in super::super) fn edit(one: &Meeting, cx: &mut Cx) -> Done {
    if !one.is_open() {
        let name = one.name();
        return Err(Refusal::rule(format!("{name} is {}: what went out is not edited.", one.state_words())));
    }
    let form = FormLayer::new("Meeting", Some(one.clone()), one.clone(), cx, Box::new(save));
    cx.open(form);
    Ok(())
}

fn save(before: Option<&Meeting>, after: &Meeting, draft: &str, cx: &mut Cx) -> Done {
    let change = acts::write_meeting(&at(cx)?, before, after)?;
    cx.apply(&change.spends(draft))
}

/// The next of a series: when is asked, with the day that its rhythm gives.
pub(super) fn next_of(series: &Series, cx: &mut Cx) -> Done {
    let first = acts::next_start(&at(cx)?, series)?.map(dates::stamp).unwrap_or_default();
    let series = series.clone();
    let title = format!("The next meeting of {}", series.name);
    let said = format!("{}, at {} where no time is typed.", series.frequency, series.starts_at);
    prompt_saying(cx, &title, &said, &[("When", &first)], move |answers, cx| {
        let start = moment(&answers[0], series.time(), cx)?;
        apply(cx, |at| Ok(acts::make(at, &series, start)?.1))
    });
    Ok(())
}

/// A moment as typed.
fn moment(typed: &str, time: NaiveTime, cx: &Cx) -> Result<NaiveDateTime, Refusal> {
    let found = when::parse(typed, cx.now)?;
    found.first().map(|w| w.at(time)).ok_or_else(|| Refusal::rule("Say when: fri 2pm, 14/3 1430."))
}

pub(in super::super) fn reschedule(one: &Meeting, cx: &mut Cx) -> Done {
    one.moved(one.starts(), 1)?;
    let (start, minutes, one) = (dates::stamp(one.starts()), one.minutes().to_string(), one.clone());
    let asked = [("When", start.as_str()), ("Minutes", minutes.as_str())];
    prompt(cx, &format!("Move {}", one.name()), &asked, move |answers, cx| {
        let start = moment(&answers[0], one.starts().time(), cx)?;
        let minutes = read_count(&answers[1])?;
        apply(cx, |at| acts::reschedule(at, &one, start, minutes))
    });
    Ok(())
}

pub(in super::super) fn cancel(one: &Meeting, cx: &mut Cx) -> Done {
    one.cancelled("-")?;
    let one = one.clone();
    prompt(cx, &format!("Cancel {}", one.label()), &[("Why", "")], move |answers, cx| {
        apply(cx, |at| acts::cancel(at, &one, &answers[0]))
    });
    Ok(())
}

pub(super) fn bin(one: &Meeting, cx: &mut Cx) -> Done {
    apply(cx, |at| acts::bin(at, one))
}

/// The agenda has gone out. That it went is beyond undo, so it is asked.
pub(in super::super) fn send(one: &Meeting, cx: &mut Cx) -> Done {
    one.sent(cx.now)?;
    let papers = repo::papers(cx.db(), &one.id)?;
    let missing = papers.iter().filter(|p| p.file.is_empty()).count();
    let lacks = if missing > 0 {
        format!("\n\n{missing} of its {} papers have not come yet.", papers.len())
    } else {
        String::new()
    };
    let text = format!(
        "The agenda of {} goes to {} people.{lacks}\n\nWhat is gone through of the action log stands on it from now on.",
        one.label(),
        one.roll.len()
    );
    let one = one.clone();
    cx.open(Question::new("Is it out?", &text, "It is out", "Not yet", move |cx| apply(cx, |at| acts::send(at, &one))));
    Ok(())
}

pub(in super::super) fn circulate(one: &Meeting, cx: &mut Cx) -> Done {
    one.circulated(cx.now)?;
    let text = format!(
        "The draft minutes of {} go out as version {}.\n\nFrom now on they are not edited. u makes them a draft again; what went out is kept.",
        one.label(),
        one.version + 1
    );
    let one = one.clone();
    cx.open(Question::new("Send the minutes?", &text, "Send them", "Not yet", move |cx| {
        apply(cx, |at| acts::circulate(at, &one))
    }));
    Ok(())
}

pub(in super::super) fn approve(one: &Meeting, cx: &mut Cx) -> Done {
    one.approved("-", "", cx.now)?;
    let next = one.series_id.as_deref().map(|id| repo::after(cx.db(), id, &one.start)).transpose()?.flatten();
    let first = next.map(|m| m.label()).unwrap_or_default();
    let one = one.clone();
    let asked = [("Approved at, or by", first.as_str()), ("Corrections, or none", "")];
    prompt(cx, &format!("Approve the minutes of {}", one.name()), &asked, move |answers, cx| {
        apply(cx, |at| acts::approve(at, &one, &answers[0], &answers[1]))
    });
    Ok(())
}

pub(in super::super) fn redraft(one: &Meeting, cx: &mut Cx) -> Done {
    let change = acts::redraft(one)?;
    cx.apply(&change)
}
