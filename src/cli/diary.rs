//! `diary` and `entry`: what stands in the calendars, and something new in one of them.

mod answer;

use std::path::PathBuf;

use chrono::{Duration, NaiveDate, NaiveTime};
use clap::{Args, Subcommand};

use super::answer::{Answer, note, short};
use super::words::pick;
use super::{Said, Session, files, json};
use crate::desk::diary::rules::{KINDS, STATES};
use crate::desk::diary::rules_occurrence::Occurrence;
use crate::desk::diary::{
    Calendar, Entry, clash, recur, repo, repo_sittings, rules_free, rules_typed, sheet, sheet_person,
};
use crate::desk::people;
use crate::paper::print::{self, Job};
use crate::store::{Change, Refusal};

/// Which days of which calendar.
#[derive(Debug, Args)]
pub struct List {
    /// The first day; today where it is not said
    when: Option<String>,
    /// How many days
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=3660))]
    days: u32,
    /// Of this calendar only
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
    /// Write the sheet of the day into this file, as a PDF of one page of A4
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
    /// Print the sheet of the day
    #[arg(long)]
    print: bool,
    /// The whole day of the one named with --of: diary, travel, papers, numbers to ring, tasks due; as text where neither
    /// --pdf nor --print is given
    #[arg(long, requires = "of")]
    whole: bool,
}

/// What can be done to an entry.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Make an entry
    Add(Add),
    /// Answer an invitation: it is marked in the diary, and the answer is written as an e-mail draft
    Answer(answer::Answer),
}

/// A new entry.
#[derive(Debug, Args)]
pub struct Add {
    /// What it is
    #[arg(long, value_name = "T")]
    title: String,
    /// When it begins; a day without a time takes the whole day
    #[arg(long, value_name = "WHEN")]
    start: String,
    /// When it ends or how long it lasts: 10:30, 45min, 2 days
    #[arg(long, value_name = "WHEN")]
    end: Option<String>,
    /// In whose calendar, made if it is new; your own where nobody is named
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
    /// Where
    #[arg(long, value_name = "P", default_value = "", hide_default_value = true)]
    place: String,
    /// How it repeats: FREQ=WEEKLY;BYDAY=TU, or every tue until 30/6
    #[arg(long, value_name = "RRULE")]
    repeat: Option<String>,
    /// With whom
    #[arg(long, value_name = "NAMES", default_value = "", hide_default_value = true)]
    with: String,
    /// What kind of thing it is
    #[arg(long, value_parser = KINDS.to_vec(), default_value = "meeting", hide_default_value = true)]
    kind: String,
    /// How sure it is
    #[arg(long, value_parser = STATES.to_vec(), default_value = "confirmed", hide_default_value = true)]
    state: String,
    /// Others see the time only
    #[arg(long)]
    private: bool,
    /// How long before it rings: 15min, 1 day; none: never. As the settings have it where it is not said
    #[arg(long, value_name = "LENGTH", default_value = "", hide_default_value = true)]
    remind: String,
    /// About which patient
    #[arg(long, value_name = "PERSON")]
    patient: Option<String>,
}

impl List {
    /// Lists them in order.
    pub fn run(self, session: &mut Session) -> Said {
        let from =
            self.when.as_deref().map_or(Ok(session.today()), |typed| Ok::<_, Refusal>(session.when(typed)?.date))?;
        let of = self.of.as_deref().map(|typed| calendar_of(session, typed)).transpose()?;
        if self.pdf.is_some() || self.print || self.whole {
            let mut whose = of.flatten();
            if let (None, true, Some(typed)) = (&whose, self.whole, &self.of) {
                // A member of the team without a calendar has calls and tasks all the same.
                whose = Some(session.member(typed)?);
            }
            return self.paper(session, from, whose.as_deref());
        }
        let all = match of {
            None => repo_sittings::day(session.db(), from, self.days, None, session.now)?,
            Some(None) => Vec::new(),
            Some(Some(name)) => repo_sittings::day(session.db(), from, self.days, Some(&name), session.now)?,
        };
        let rows: Vec<Vec<String>> = all.iter().map(|o| row(o, &session.who)).collect();
        let json = if session.json { all.iter().map(|o| json::entry(o, &session.who)).collect() } else { Vec::new() };
        let headings = ["WHEN", "WHAT", "WHERE", "STATE", "CALENDAR", "ID"];
        Ok(Answer::listing(&headings, &rows, json, "Nothing stands in the diary then."))
    }
}

impl List {
    /// The sheet of the day on paper.
    fn paper(&self, session: &Session, date: NaiveDate, of: Option<&str>) -> Said {
        if self.days != 1 {
            return Err(Refusal::rule("A sheet holds one day: leave --days out, and ask for each day by itself."));
        }
        let wanted = |c: &Calendar| of.map_or(c.shown && self.of.is_none(), |name| c.name == name);
        let calendars: Vec<Calendar> = repo::calendars(session.db())?.into_iter().filter(wanted).collect();
        let asked = (session.who.as_str(), session.now);
        let sheet = match of.filter(|_| self.whole) {
            Some(name) => sheet_person::person_sheet(&session.store, &session.config, date, name, asked)?,
            None => sheet::day_sheet(&session.store, &session.config, date, &calendars, asked)?,
        };
        if self.whole && self.pdf.is_none() && !self.print {
            let json = serde_json::json!({ "date": date.to_string(), "text": sheet.text() });
            return Ok(Answer::said(sheet.text(), vec![json]));
        }
        let pdf = sheet.pdf().map_err(|e| Refusal::rule(e.to_string()))?;
        let mut said = Vec::new();
        if let Some(file) = &self.pdf {
            files::write(file, &pdf)?;
            said.push(file.display().to_string());
        }
        if self.print {
            said.push(print::print(&pdf, &Job::new("Diary", ""), 1).map_err(|e| Refusal::rule(e.to_string()))?);
        }
        Ok(Answer::said(said.join("\n"), vec![serde_json::json!({ "date": date.to_string(), "file": self.pdf })]))
    }
}

fn row(one: &Occurrence, who: &str) -> Vec<String> {
    let open = one.open_to(who);
    let place = if open { short(&one.entry.place) } else { String::new() };
    let again = if one.repeats() { " (repeats)" } else { "" };
    let full = one.sitting.as_ref().map_or_else(String::new, |s| format!("  {}", s.counts));
    vec![
        one.times(),
        format!("{}{again}{full}", short(one.title(who))),
        place,
        one.entry.state.clone(),
        one.calendar.name.clone(),
        one.entry.id.clone(),
    ]
}

/// The calendar of whoever is meant; none where that is a member of the team without a calendar.
fn calendar_of(session: &Session, typed: &str) -> Result<Option<String>, Refusal> {
    let named = calendar(session, typed);
    let fits = || repo::find_calendar(&session.store, typed, session.now);
    if named.is_err() && fits()?.is_empty() && session.member(typed).is_ok() {
        return Ok(None);
    }
    named.map(Some)
}

/// The calendar that is meant, by the whole name or a part that only one has.
pub fn calendar(session: &Session, typed: &str) -> Result<String, Refusal> {
    let all: Vec<String> = repo::calendars(session.db())?.into_iter().map(|c| c.name).collect();
    pick(&all, typed).map_err(|fits| {
        Refusal::rule(if fits.is_empty() {
            format!("There is no calendar “{typed}”. The calendars: {}.", all.join(", "))
        } else {
            format!("“{typed}” may be the calendar {}. Type more of the name.", fits.join(" or "))
        })
    })
}

impl Verb {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        match self {
            Self::Add(add) => add.run(session),
            Self::Answer(answer) => answer.run(session),
        }
    }
}

impl Add {
    fn run(self, session: &mut Session) -> Said {
        let whose = self.of.clone().unwrap_or_else(|| session.who.clone());
        let (calendar, new) = repo::ensure_calendar(session.db(), &whose, None, session.now)?;
        let entry = self.entry(session, &calendar.id)?;
        let change = new.into_iter().fold(Change::new(format!("New entry: {}", entry.label())), Change::and);
        let one = shown(&entry, calendar);
        say_clashes(session, &one)?;
        session.apply(&change.insert(&entry))?;
        Ok(Answer::made(&entry.id, json::entry(&one, &session.who)))
    }

    fn entry(&self, session: &Session, calendar: &str) -> Result<Entry, Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::rule("An entry needs a title."));
        }
        let at = session.when(&self.start)?;
        let (all_day, mut start) = (at.time.is_none(), at.at(NaiveTime::MIN));
        let rules = self.repeat.as_deref().map(rules_typed::read_rules).transpose()?.unwrap_or_default();
        if let Some(rule) = rules.first() {
            start = recur::align(start, rule).map_err(|e| Refusal::rule(e.to_string()))?;
        }
        let minutes = if all_day { 24 * 60 } else { session.config.entry_minutes };
        let end = match &self.end {
            Some(typed) => rules_typed::read_end(typed, start, all_day)?,
            None => start + Duration::minutes(minutes),
        };
        let patient = self.patient.as_ref().map(|w| people::repo::resolve(&session.store, w, session.today()));
        let entry = Entry {
            ends: crate::clock::stamp(end),
            all_day,
            place: self.place.trim().into(),
            with_whom: self.with.trim().into(),
            kind: self.kind.clone(),
            state: self.state.clone(),
            private: self.private,
            remind: rules_typed::read_remind(&self.remind)?,
            patient_id: patient.transpose()?.map(|p| p.id),
            rules,
            ..Entry::new(calendar, self.title.trim(), start, minutes, &session.who, session.now)
        };
        recur::check(&entry.series()).map_err(|e| Refusal::rule(e.to_string()))?;
        Ok(entry.settled())
    }
}

/// A new entry as it stands in the diary; of a series its first occurrence.
fn shown(entry: &Entry, calendar: Calendar) -> Occurrence {
    let (entry, calendar) = (std::sync::Arc::new(entry.clone()), std::sync::Arc::new(calendar));
    let start = entry.starts_at();
    if entry.is_series() { Occurrence::of_series(entry, calendar, start) } else { Occurrence::single(entry, calendar) }
}

/// What it clashes with is said; whoever types a command wants it done.
fn say_clashes(session: &Session, one: &Occurrence) -> Result<(), Refusal> {
    let (from, until) = (one.start - Duration::days(1), one.end + Duration::days(1));
    let mut near = repo::between(session.db(), from, until)?;
    near.extend(repo_sittings::between(session.db(), from, until, session.now)?);
    let holidays = repo::holidays(session.db(), &session.config.division)?;
    let found = clash::clashes(one, &near, &holidays, &session.who);
    for clash in &found {
        note(&clash.to_string());
    }
    if !found.is_empty() && !one.repeats() {
        let asked = (session.who.as_str(), session.now);
        let free = repo::nearest_free(session.db(), one, &|_| false, &session.config, asked)?;
        if let Some(at) = free {
            note(&rules_free::offer(one.start, at));
        }
    }
    Ok(())
}
