//! The start of a day, and its end.

use chrono::{Datelike, Duration, NaiveDate, NaiveTime, Weekday};

use super::super::model::{Item, ItemKind, Note, NoteLine, Section};
use super::super::repo_backlog::{self, By};
use super::super::rows::away_words;
use super::super::{repo_away, repo_told};
use super::{At, line, things};
use crate::desk::{clinics, diary};
use crate::store::Refusal;
use crate::text::dates;

/// So many lines of a kind are told; the lists have the rest.
const MOST: usize = 25;

/// How a day starts: what is late and due, who is away, what is promised, results, clinics, machines, stationery.
///
/// # Errors
/// The desk cannot be read.
pub fn start(at: At<'_>) -> Result<Note, Refusal> {
    let today = at.today();
    let items = everything(at)?;
    let title = format!("Start of the day · {}", dates::screen_weekday(today));
    let (late, rest): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|i| i.late);
    let due: Vec<&Item> = rest.into_iter().filter(|i| is_due(i, today)).collect();
    let (calls, due): (Vec<&Item>, Vec<&Item>) = due.into_iter().partition(|i| i.kind == ItemKind::Query);
    let told = |all: &[&Item]| all.iter().map(|i| line(i, today, holder(i))).collect::<Vec<_>>();
    let sections = vec![
        away(at, today)?,
        Section::new("Promised for today", "No call is promised for today.", told(&calls)).at_most(MOST),
        Section::new("Late", "Nothing is late.", told(&late)).at_most(MOST),
        Section::new("Due today", "Nothing else is due today.", told(&due)).at_most(MOST),
        results(at, today)?,
        sessions(at, today, "Clinics and meetings today", "No clinic and no meeting today.")?,
        faulty(at)?,
        things::low(at)?,
    ];
    let lead = vec![format!("{} late, {} due today, {} calls promised.", late.len(), due.len(), calls.len())];
    Ok(Note { title, lead, sections })
}

/// How a day ends: what was done and by whom, what was promised for it and is open, letters not sent, tomorrow.
///
/// # Errors
/// The desk cannot be read.
pub fn end(at: At<'_>) -> Result<Note, Refusal> {
    let today = at.today();
    let next = next_working(today);
    let items = everything(at)?;
    let title = format!("End of the day · {}", dates::screen_weekday(today));
    let told = |wanted: &dyn Fn(&Item) -> bool| {
        let all = items.iter().filter(|i| wanted(i));
        all.map(|i| line(i, today, holder(i))).collect::<Vec<_>>()
    };
    let for_today = |i: &Item| i.kind != ItemKind::Letter && is_due(i, today);
    let unsent = |i: &Item| i.kind == ItemKind::Letter;
    let tomorrow = |i: &Item| i.due_at().is_some_and(|at| at.date() > today && at.date() <= next);
    let letters = items.iter().filter(|i| i.kind == ItemKind::Letter).count();
    let oldest = items.iter().filter(|i| unsent(i)).map(|i| i.days(today)).max().unwrap_or(0);
    let sections = vec![
        done(at, today)?,
        Section::new("Promised for today and still open", "All that was promised for today is done.", told(&for_today))
            .at_most(MOST),
        Section::new("Letters not sent", "Every letter is sent.", told(&unsent)).at_most(MOST),
        Section::new("First things next", "Nothing is due on the next working day.", told(&tomorrow)).at_most(MOST),
        sessions(at, next, &format!("Clinics and meetings on {}", dates::screen_weekday(next)), "None.")?,
        away(at, next)?,
    ];
    let lead = vec![format!("{letters} letters are not sent, the oldest waits {oldest} days.")];
    Ok(Note { title, lead, sections })
}

fn everything(at: At<'_>) -> Result<Vec<Item>, Refusal> {
    repo_backlog::items(at.db, (By::Everybody, ""), at.config.clinic_letter_days, at.now)
}

fn holder(item: &Item) -> &str {
    if item.owner.is_empty() { "nobody" } else { &item.owner }
}

fn is_due(item: &Item, day: NaiveDate) -> bool {
    item.due_at().is_some_and(|at| at.date() <= day)
}

fn next_working(day: NaiveDate) -> NaiveDate {
    let mut next = day + Duration::days(1);
    while matches!(next.weekday(), Weekday::Sat | Weekday::Sun) {
        next += Duration::days(1);
    }
    next
}

/// Who is away on a day, and who covers.
fn away(at: At<'_>, day: NaiveDate) -> Result<Section, Refusal> {
    let line = |a: &repo_away::Away| {
        let open = a.absence.as_ref().is_none_or(|x| x.turns.is_empty());
        let one = NoteLine::new(a.member.clone(), away_words(a), "").late(open && a.absence.is_some());
        match &a.absence {
            Some(absence) => one.opens("absence", &absence.id),
            None => one,
        }
    };
    let all = repo_away::between(at.db, day, day)?;
    let heading = format!("Away on {}", dates::screen_weekday(day));
    Ok(Section::new(heading, "Nobody is away.", all.iter().map(line).collect()))
}

fn results(at: At<'_>, today: NaiveDate) -> Result<Section, Refusal> {
    let line = |t: crate::desk::tasks::Task| {
        let word = if t.back_at.is_some() { "back, not seen" } else { "not back" };
        NoteLine::new(word, t.title.clone(), t.owner.clone()).late(true).opens("task", &t.id)
    };
    let all = repo_told::results(at.db, today)?.into_iter().map(line).collect();
    Ok(Section::new("Results awaited", "No result is late or unseen.", all).at_most(MOST))
}

/// The clinics of a day, and what stands in the diary as a meeting.
fn sessions(at: At<'_>, day: NaiveDate, heading: &str, none: &str) -> Result<Section, Refusal> {
    let mut all: Vec<(String, NoteLine)> = Vec::new();
    for session in clinics::repo::sessions(at.db, day, day + Duration::days(1), at.today())? {
        let off = if session.state == "cancelled" { " cancelled" } else { "" };
        let what =
            format!("{}{off} · {}", session.name, [&session.site, &session.room].map(String::as_str).join(" ").trim());
        let time = session.starts.get(..5).unwrap_or_default().to_owned();
        all.push((time.clone(), NoteLine::new(time, what.trim_end_matches([' ', '·']), session.consultant)));
    }
    let start = day.and_time(NaiveTime::MIN);
    for one in diary::repo::between(at.db, start, start + Duration::days(1))? {
        if one.entry.kind == "meeting" && one.is_live() && !one.entry.private {
            let time = if one.entry.all_day { "all day".to_owned() } else { dates::time(one.start.time()) };
            let place = if one.entry.place.is_empty() { String::new() } else { format!(" · {}", one.entry.place) };
            let line = NoteLine::new(time.clone(), format!("{}{place}", one.entry.title), one.calendar.name.clone());
            all.push((time, line.opens("entry", &one.entry.id)));
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(Section::new(heading, none, all.into_iter().map(|(_, line)| line).collect()))
}

fn faulty(at: At<'_>) -> Result<Section, Refusal> {
    let all = repo_told::machines(at.db, "")?;
    let lines = all.iter().filter(|m| m.fault().is_some() || m.is_late(at.today())).map(|m| things::machine(m, at));
    Ok(Section::new("Machines that are faulty or overdue", "No machine is faulty.", lines.collect()).at_most(MOST))
}

/// What was done on a day, by whom.
fn done(at: At<'_>, day: NaiveDate) -> Result<Section, Refusal> {
    let all = repo_told::done_on(at.db, (day, day + Duration::days(1)))?;
    let words = [("letter", "letters", "sent"), ("query", "queries", "closed"), ("task", "tasks", "done")];
    let mut by: std::collections::BTreeMap<String, Vec<String>> = std::collections::BTreeMap::new();
    for (done, (single, many, what)) in all.into_iter().zip(words) {
        for one in done {
            let word = if one.n == 1 { single } else { many };
            by.entry(one.who).or_default().push(format!("{} {word} {what}", one.n));
        }
    }
    let line = |(who, parts): (String, Vec<String>)| {
        let who = if who.is_empty() { "nobody's".to_owned() } else { who };
        NoteLine::new(who, parts.join(", "), "")
    };
    Ok(Section::new("Done today", "Nothing was done today.", by.into_iter().map(line).collect()))
}
