//! `room date`: the first dates when these people and a room are all free, and what is in the way of others.

use std::path::PathBuf;

use chrono::Duration;
use clap::Args;

use super::super::answer::Answer;
use super::super::{Said, Session};
use super::book::offer_json;
use crate::desk::together::model::{Offer, Wish, search};
use crate::desk::together::{gather, read_minutes};
use crate::store::Refusal;
use crate::text::dates;

/// What is wanted.
#[derive(Debug, Args)]
pub struct Date {
    /// Who has to be free: a calendar or a member of the team, by name
    #[arg(long, value_name = "NAME")]
    with: Vec<String>,
    /// How long: 60, 45min, 1h 30
    #[arg(long, value_name = "LENGTH", default_value = "60")]
    minutes: String,
    /// The first day that will do; today where it is not said
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// The last; four weeks on where it is not said
    #[arg(long, value_name = "WHEN")]
    until: Option<String>,
    /// Seats that are needed
    #[arg(long, value_name = "N", default_value_t = 0)]
    seats: i64,
    /// What has to be there: projector
    #[arg(long = "thing", value_name = "THING")]
    things: Vec<String>,
    /// The free and busy times of somebody from elsewhere (.ifb, .ics)
    #[arg(long, value_name = "FILE")]
    busy: Vec<PathBuf>,
    /// How many dates
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=500))]
    count: u16,
    /// Every start that fits, not the first of each day alone
    #[arg(long)]
    every: bool,
}

impl Date {
    pub fn run(self, session: &mut Session) -> Said {
        let wish = self.wish(session)?;
        if wish.with.is_empty() && wish.files.is_empty() {
            return Err(Refusal::rule("Say who has to be free: --with NAME, or --busy FILE."));
        }
        let asked = (session.who.as_str(), session.now);
        let files = gather::files_of(&wish)?;
        let known = gather::known(session.db(), &wish, &files, &session.config, asked)?;
        let found = search(&wish, &known);
        let all: Vec<&Offer> = found.offers.iter().chain(&found.misses).collect();
        let rows: Vec<Vec<String>> = all.iter().map(|o| row(o)).collect();
        let json = all.iter().map(|o| offer_json(o)).collect();
        let none = "No day in that time is a working day.";
        Ok(Answer::listing(&["", "WHEN", "ROOMS, OR WHAT IS IN THE WAY"], &rows, json, none))
    }

    fn wish(&self, session: &Session) -> Result<Wish, Refusal> {
        let day = |typed: &String| Ok::<_, Refusal>(session.when(typed)?.date);
        let from = self.from.as_ref().map(day).transpose()?.unwrap_or_else(|| session.today());
        let plain = Wish::new(from);
        Ok(Wish {
            with: self.with.iter().map(|n| gather::person(session.db(), n)).collect::<Result<_, _>>()?,
            minutes: read_minutes(&self.minutes)?,
            until: self.until.as_ref().map(day).transpose()?.unwrap_or(plain.until),
            seats: self.seats,
            things: self.things.clone(),
            files: self.busy.iter().map(|f| f.display().to_string()).collect(),
            count: usize::from(self.count),
            every: self.every,
            ..plain
        })
    }
}

fn row(offer: &Offer) -> Vec<String> {
    let time = |at: chrono::NaiveDateTime| dates::time(at.time());
    let end = offer.start + (offer.end - offer.start).max(Duration::zero());
    let when = format!("{} {}-{}", dates::screen_weekday(offer.start.date()), time(offer.start), time(end));
    let rooms = offer.rooms.iter().map(|r| match r.brings.first() {
        Some((_, name)) => format!("{} (bring {name})", r.name),
        None => r.name.clone(),
    });
    let rooms: Vec<String> = rooms.collect();
    let said = if offer.why.is_empty() { rooms.join("; ") } else { offer.why.join("; ") };
    vec![if offer.why.is_empty() { String::new() } else { "not".into() }, when, said]
}
