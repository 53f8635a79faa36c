//! `meeting`: series and meetings, agendas, attendance, minutes, actions.

mod agenda;
mod minutes;
mod out;
mod series;
mod show;

use std::path::PathBuf;

use chrono::{Duration, NaiveTime};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::answer::{Answer, short};
use super::json::with;
use super::{Said, Session};
use crate::clock::stamp;
use crate::desk::meetings::acts::{self, At};
use crate::desk::meetings::model::{Meeting, Series, typed};
use crate::desk::meetings::{csv, repo};
use crate::store::{Change, Refusal};
use crate::text::dates;
use crate::text::names::fold;

/// The meetings, worst clock first.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Meetings {
    /// Those that are over too
    #[arg(long)]
    all: bool,
    /// Write them into this file, for a spreadsheet
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// What can be done with meetings. MEETING is an id, or words of its title, number and day.
#[derive(Debug, Subcommand)]
enum Verb {
    /// List the meetings
    List {
        /// Those that are over too
        #[arg(long)]
        all: bool,
    },
    /// Make a meeting, the next of a series or a single one
    Add(Add),
    /// One meeting with all that belongs to it
    Show {
        /// The meeting
        meeting: String,
    },
    /// List the series, or make one
    Series(series::List),
    /// Another time; the diary follows
    Move {
        /// The meeting
        meeting: String,
        /// When
        #[arg(long, value_name = "WHEN")]
        to: String,
        /// How long, where that changes
        #[arg(long)]
        minutes: Option<i64>,
    },
    /// Cancel it, in the diary too
    Cancel {
        /// The meeting
        meeting: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Into the bin
    Bin {
        /// The meeting
        meeting: String,
    },
    #[command(flatten)]
    Agenda(agenda::Verb),
    #[command(flatten)]
    Minutes(minutes::Verb),
    #[command(flatten)]
    Out(out::Verb),
}

/// A new meeting.
#[derive(Debug, Args)]
struct Add {
    /// What it is called; of a series its name stands by itself
    #[arg(required_unless_present = "series")]
    title: Option<String>,
    /// The next of this series
    #[arg(long, value_name = "SERIES")]
    series: Option<String>,
    /// When; of a series as often as it meets where it is not given
    #[arg(long, value_name = "WHEN", required_unless_present = "series")]
    start: Option<String>,
    /// How long
    #[arg(long, default_value_t = 60)]
    minutes: i64,
    /// Where
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    /// Who, as in a form: "Ann Lee <ann@example.org>, chair"; as often as you like
    #[arg(long = "who", value_name = "WHO")]
    people: Vec<String>,
    /// So many members must be there
    #[arg(long)]
    quorum: Option<i64>,
    /// An item: "Finance report / 10 min / Bob Ray / decision"; as often as you like
    #[arg(long, value_name = "ITEM")]
    item: Vec<String>,
}

/// A meeting as machines read it.
fn record(session: &Session, one: &Meeting) -> Value {
    let promised = json!({
        "id": one.id, "series_id": one.series_id, "title": one.title, "number": one.number, "state": one.state,
        "meaning": one.press(session.now).word(), "start": one.start, "end": one.ends, "place": one.place,
        "agenda_due": one.agenda_due, "minutes_due": one.minutes_due, "approve_due": one.approve_due,
        "quorum": one.quorum, "there": one.quorum().there, "next": one.next_step(session.now),
    });
    with(promised, one)
}

/// Where and when an act is done.
fn at(session: &Session) -> Result<At<'_>, Refusal> {
    At::new(session.db(), &session.config, &session.who, session.now)
}

/// Does what an act makes of it and gives the meeting as it is then.
fn done(session: &mut Session, id: &str, act: impl FnOnce(&At<'_>) -> Result<Change, Refusal>) -> Said {
    let change = act(&at(session)?)?;
    session.apply(&change)?;
    let after: Meeting = session.db().must(id)?;
    Ok(Answer::made(id, record(session, &after)))
}

/// The one meeting that the words name.
fn meeting(session: &Session, words: &str) -> Result<Meeting, Refusal> {
    let found = repo::named(session.db(), words)?;
    super::office::one(&found, Meeting::label, "meeting", words).cloned()
}

/// The one series that the words name.
fn named_series(session: &Session, words: &str) -> Result<Series, Refusal> {
    let all = repo::series(session.db())?;
    if let Some(one) = all.iter().find(|s| s.id == words || fold(&s.name) == fold(words)) {
        return Ok(one.clone());
    }
    let found: Vec<Series> = all.into_iter().filter(|s| fold(&s.name).contains(&fold(words))).collect();
    super::office::one(&found, |s: &Series| s.name.clone(), "series", words).cloned()
}

impl Meetings {
    /// Lists them, or does something with one.
    pub fn run(self, session: &mut Session) -> Said {
        match self.verb {
            Some(verb) => verb.run(session),
            None => list(session, self.all, self.csv),
        }
    }
}

fn list(session: &Session, all: bool, file: Option<PathBuf>) -> Said {
    let mut found = repo::open(session.db(), usize::MAX)?;
    if all {
        found.extend(repo::over(session.db(), usize::MAX)?);
    }
    found.sort_by_key(|m| (m.press(session.now), m.start.clone()));
    if let Some(file) = file {
        return super::office::written(&file, &csv::meetings(&found.iter().collect::<Vec<_>>(), session.now));
    }
    let row = |m: &Meeting| {
        let sign = if m.press(session.now).word() == "act_now" { "!" } else { "" };
        let when = dates::stamp_weekday(m.starts());
        vec![
            sign.into(),
            when,
            m.name(),
            m.state_words(),
            short(&m.next_step(session.now)),
            m.place.clone(),
            m.id.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = found.iter().map(row).collect();
    let json = found.iter().map(|m| record(session, m)).collect();
    Ok(Answer::listing(&["", "WHEN", "MEETING", "STATE", "NEXT", "WHERE", "ID"], &rows, json, "No meeting is planned."))
}

impl Verb {
    fn run(self, session: &mut Session) -> Said {
        match self {
            Self::List { all } => list(session, all, None),
            Self::Add(add) => add.run(session),
            Self::Show { meeting: words } => show::show(session, &meeting(session, &words)?),
            Self::Series(it) => it.run(session),
            Self::Move { meeting: words, to, minutes } => {
                let one = meeting(session, &words)?;
                let start = session.when(&to)?.at(one.starts().time());
                done(session, &one.id, |at| acts::reschedule(at, &one, start, minutes.unwrap_or_else(|| one.minutes())))
            }
            Self::Cancel { meeting: words, reason } => {
                let one = meeting(session, &words)?;
                done(session, &one.id, |at| acts::cancel(at, &one, &reason))
            }
            Self::Bin { meeting: words } => {
                let one = meeting(session, &words)?;
                done(session, &one.id, |at| acts::bin(at, &one))
            }
            Self::Agenda(verb) => verb.run(session),
            Self::Minutes(verb) => verb.run(session),
            Self::Out(verb) => verb.run(session),
        }
    }
}

impl Add {
    fn run(self, session: &mut Session) -> Said {
        let fresh = self.fresh(session)?;
        let id = fresh.id.clone();
        done(session, &id, |at| acts::write_meeting(at, None, &fresh))
    }

    /// The meeting that is asked for; its agenda is not made yet.
    fn fresh(&self, session: &Session) -> Result<Meeting, Refusal> {
        let mut one = if let Some(words) = &self.series {
            self.of_series(session, &named_series(session, words)?)?
        } else {
            let two = NaiveTime::from_hms_opt(14, 0, 0).unwrap_or_default();
            let start = session.when(self.start.as_deref().unwrap_or_default())?.at(two);
            Meeting::new(self.title.as_deref().unwrap_or_default(), start, self.minutes, &session.who, session.now)
        };
        if let (Some(title), Some(_)) = (&self.title, &self.series) {
            one.title.clone_from(title);
        }
        if let Some(place) = &self.place {
            one.place.clone_from(place);
        }
        one.quorum = self.quorum.unwrap_or(one.quorum);
        if !self.people.is_empty() {
            let roll = typed::read_roll(&self.people.join("\n"), &[])?;
            one.roll = roll.iter().map(crate::desk::meetings::Seat::invited).collect();
        }
        one.agenda = self.item.iter().map(|i| typed::read_item(i)).collect::<Result<_, _>>()?;
        Ok(one)
    }

    fn of_series(&self, session: &Session, series: &Series) -> Result<Meeting, Refusal> {
        let at = at(session)?;
        let start = match &self.start {
            Some(text) => session.when(text)?.at(series.time()),
            None => acts::next_start(&at, series)?.ok_or_else(|| {
                Refusal::rule(format!("{} has not met yet, or meets as needed: say when with --start.", series.name))
            })?,
        };
        let highest = repo::highest(session.db(), series, start.date())?;
        let mut one = Meeting::of_series(series, highest, start, &session.who, session.now);
        if self.minutes != 60 {
            one.ends = stamp(start + Duration::minutes(self.minutes));
        }
        Ok(one)
    }
}
