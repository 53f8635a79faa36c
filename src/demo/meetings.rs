//! The invented meetings: a board whose next agenda is late, a team meeting whose minutes are, one whose agenda is out,
//! one that was cancelled; actions that are done, open and overdue. All of it by the acts of the desk itself.

use chrono::{Duration, NaiveDateTime};

use super::{WHO, config};
use crate::desk::meetings::acts::{self, At};
use crate::desk::meetings::model::{Item, Meeting, Paper, Series, typed};
use crate::desk::meetings::repo;
use crate::store::{Change, Refusal, Store};

/// Who sits on the board.
const BOARD: &str = "Ann Lee <ann.lee@hospital.example.org>, chair\n\
                     Dr A Patel <a.patel@hospital.example.org>, deputy chair\n\
                     Dr J Osei <j.osei@hospital.example.org>\n\
                     Gwen Abara <gwen.abara@hospital.example.org>, deputy Tom Rourke\n\
                     Jo Marlow <jo.marlow@hospital.example.org>, secretary\n\
                     Sunil Desai <sunil.desai@hospital.example.org>, in attendance";

const TEAM: &str = "Jo Marlow <jo.marlow@hospital.example.org>, chair\nBev Tranter\nImran Shah\nCarys Powell";

const STANDING: &str = "Apologies for absence / 2 min / information\n\
                        Declarations of interest / 3 min / information\n\
                        Minutes of the last meeting / 5 min / decision\n\
                        Matters arising and action log / 10 min\n\
                        Waiting times / 15 min / Gwen Abara\n\
                        Incidents and complaints / 10 min / Dr J Osei\n\
                        Any other business / 5 min\n\
                        Date of next meeting / 1 min / information";

/// The desk while its past is written.
struct Past<'a> {
    store: &'a mut Store,
    at: NaiveDateTime,
}

impl Past<'_> {
    /// Does an act, at a moment before now.
    fn act(&mut self, act: impl FnOnce(&At<'_>) -> Result<Change, Refusal>) -> Result<(), Refusal> {
        let change = act(&At::new(self.store.db(), &config(), WHO, self.at)?)?;
        self.store.apply(&change, "Rolltop", self.at)?;
        Ok(())
    }

    fn meeting(&self, id: &str) -> Result<Meeting, Refusal> {
        self.store.db().must(id)
    }

    /// The next meeting of a series on a day.
    fn next(&mut self, series: &Series, start: NaiveDateTime) -> Result<String, Refusal> {
        // As it is stored by now: what waited may wait no more.
        let series: Series = self.store.db().must(&series.id)?;
        let (meeting, change) = acts::make(&At::new(self.store.db(), &config(), WHO, self.at)?, &series, start)?;
        self.store.apply(&change, "Rolltop", self.at)?;
        Ok(meeting.id)
    }

    fn add(&mut self, id: &str, item: &str) -> Result<(), Refusal> {
        let (meeting, item) = (self.meeting(id)?, typed::read_item(item)?);
        self.act(|_| acts::add_item(&meeting, item, None))
    }

    fn send(&mut self, id: &str) -> Result<(), Refusal> {
        let meeting = self.meeting(id)?;
        self.act(|at| acts::send(at, &meeting))
    }

    /// Held with all but one of them, and what is said of each item.
    fn hold(&mut self, id: &str, away: &str, said: &[(&str, &str, &str)]) -> Result<(), Refusal> {
        let meeting = self.meeting(id)?;
        self.act(|at| acts::begin(&meeting, at.now))?;
        let meeting = self.meeting(id)?;
        self.act(|_| acts::attend(&meeting, away, "apologies", ""))?;
        let meeting = self.meeting(id)?;
        self.act(|_| acts::all_present(&meeting))?;
        let meeting = self.meeting(id)?;
        let items: Vec<Item> = meeting.agenda.iter().map(|i| minuted(i, said)).collect();
        self.act(|_| acts::write(&meeting, &items))
    }

    fn ask(&mut self, id: &str, item: &str, action: &str) -> Result<(), Refusal> {
        let meeting = self.meeting(id)?;
        let item = meeting.agenda.iter().find(|i| i.title.starts_with(item)).cloned().unwrap_or_default();
        self.act(|at| Ok(acts::add_action(at, &meeting, &item, action)?.1))
    }

    fn close(&mut self, id: &str, circulate: bool) -> Result<(), Refusal> {
        let meeting = self.meeting(id)?;
        self.act(|at| acts::close(at, &meeting))?;
        let meeting = self.meeting(id)?;
        if circulate { self.act(|at| acts::circulate(at, &meeting)) } else { Ok(()) }
    }
}

/// An item with what was said of it, given by the beginning of its title; of the rest: noted.
fn minuted(item: &Item, said: &[(&str, &str, &str)]) -> Item {
    let Some((_, text, decision)) = said.iter().find(|(title, _, _)| item.title.starts_with(title)) else {
        return item.clone();
    };
    let decisions = if decision.is_empty() { Vec::new() } else { vec![(*decision).to_owned()] };
    Item { text: (*text).into(), decisions, reached: true, ..item.clone() }
}

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap_or_default()
}

/// Writes the meetings of three months into the desk.
pub fn invent(store: &mut Store, now: NaiveDateTime) -> Result<(), Refusal> {
    let mut past = Past { store, at: at("2025-12-15T10:00:00") };
    board(&mut past)?;
    team(&mut past)?;
    single(&mut past, now)
}

fn board(past: &mut Past<'_>) -> Result<(), Refusal> {
    let series = Series {
        roll: typed::read_roll(BOARD, &[]).map_err(Refusal::rule)?,
        standing: typed::read_items(STANDING, &[]).map_err(Refusal::rule)?,
        backlog: vec![typed::read_item("Signs in the new clinic / 10 min / Sunil Desai").map_err(Refusal::rule)?],
        quorum: 3,
        room: "Seminar room 2".into(),
        terms: "Quality, money and waiting times of cardiology.".into(),
        ..Series::new("Cardiology board", past.at)
    };
    past.act(|at| acts::write_series(at.db, None, &series))?;
    let first = first_board(past, &series)?;
    let second = second_board(past, &series)?;
    past.at = at("2026-02-10T15:40:00");
    let meeting = past.meeting(&first)?;
    past.act(|at| acts::approve(at, &meeting, "Cardiology board 2/2026, Tue 10-Feb-2026", ""))?;
    past.at = at("2026-02-20T11:00:00");
    past.close(&second, true)?;
    let third = past.next(&series, at("2026-03-10T14:00:00"))?;
    past.add(&third, "Budget to the end of the year / 15 min / Gwen Abara / decision")?;
    past.add(&third, "Conduct of a locum / 10 min / Ann Lee / discussion / confidential")?;
    papers(past, &third)
}

fn first_board(past: &mut Past<'_>, series: &Series) -> Result<String, Refusal> {
    let id = past.next(series, at("2026-01-13T14:00:00"))?;
    past.add(&id, "Echo rooms on Saturdays / 15 min / Dr A Patel / decision")?;
    past.at = at("2026-01-05T09:30:00");
    past.send(&id)?;
    past.at = at("2026-01-13T14:00:00");
    past.hold(
        &id,
        "Gwen Abara",
        &[
            ("Apologies", "Apologies were received as recorded.", ""),
            ("Waiting times", "The wait for a first appointment had fallen to eleven weeks.", ""),
            (
                "Echo rooms",
                "The deputy chair set out what two more sessions would cost.",
                "Two rooms open on the first Saturday of each month.",
            ),
        ],
    )?;
    past.ask(&id, "Echo rooms", "Dr J Osei, -, find out who can staff the Saturday sessions")?;
    past.at = at("2026-01-20T10:00:00");
    past.close(&id, true)?;
    Ok(id)
}

fn second_board(past: &mut Past<'_>, series: &Series) -> Result<String, Refusal> {
    let id = past.next(series, at("2026-02-10T14:00:00"))?;
    past.add(&id, "Car park passes / 5 min / Sunil Desai")?;
    past.at = at("2026-02-02T09:10:00");
    past.send(&id)?;
    past.at = at("2026-02-10T14:00:00");
    past.hold(
        &id,
        "Sunil Desai",
        &[
            ("Apologies", "Apologies were received as recorded.", ""),
            ("Minutes of", "The minutes were agreed as a true record.", "Approved."),
            ("Waiting times", "Follow-up appointments were behind in two clinics.", ""),
            ("Incidents", "One complaint was upheld; the wording of a letter was changed.", ""),
            ("Signs", "The signs had been ordered and were to be up by Easter.", ""),
        ],
    )?;
    past.ask(&id, "Waiting times", "Gwen Abara, 27 feb, send the figures of the two clinics")?;
    past.ask(&id, "Incidents", "Dr A Patel, 10 mar, write to the family")?;
    past.ask(&id, "Signs", "Ann Lee, 17 feb, confirm the delivery of the signs")?;
    let done = repo::actions_of(past.store.db(), &id)?.pop();
    past.at = at("2026-02-16T10:00:00");
    if let Some(done) = done {
        past.act(|at| acts::finish_action(at, &done))?;
    }
    Ok(id)
}

fn papers(past: &mut Past<'_>, id: &str) -> Result<(), Refusal> {
    let meeting = past.meeting(id)?;
    let of = |title: &str| {
        meeting.agenda.iter().find(|i| i.title.starts_with(title)).map(|i| i.id.clone()).unwrap_or_default()
    };
    let asked = Some(past.at.date().to_string());
    for (item, title, owner, asked_on) in [
        ("Budget", "Budget, month 11", "Gwen Abara", asked),
        ("Waiting", "Waiting list in figures", "Gwen Abara", None),
    ] {
        let paper = Paper { asked_on, ..Paper::new(id, &of(item), title, owner, past.at) };
        past.act(|_| acts::put_down(&meeting, &paper))?;
    }
    Ok(())
}

/// A team that meets every two weeks, and whose last minutes are late.
fn team(past: &mut Past<'_>) -> Result<(), Refusal> {
    past.at = at("2026-01-30T10:00:00");
    let series = Series {
        roll: typed::read_roll(TEAM, &[]).map_err(Refusal::rule)?,
        standing: typed::read_items("Letters outstanding / 10 min\nCover and leave / 10 min\nAny other business", &[])
            .map_err(Refusal::rule)?,
        frequency: "every 2 weeks".into(),
        starts_at: "09:15".into(),
        length: 30,
        papers_days: 1,
        draft_days: 3,
        numbering: "none".into(),
        ..Series::new("Secretaries’ meeting", past.at)
    };
    past.act(|at| acts::write_series(at.db, None, &series))?;
    let id = past.next(&series, at("2026-02-24T09:15:00"))?;
    past.at = at("2026-02-24T09:15:00");
    past.hold(&id, "Carys Powell", &[("Letters", "Forty-six letters were waiting, the oldest for nine days.", "")])?;
    past.close(&id, false)
}

/// One whose agenda is out, and one that was cancelled.
fn single(past: &mut Past<'_>, now: NaiveDateTime) -> Result<(), Refusal> {
    past.at = now - Duration::days(14);
    let panel = "Ann Lee <ann.lee@hospital.example.org>, chair\nDr A Patel <a.patel@hospital.example.org>\nJo Marlow, secretary";
    let roll: Vec<_> =
        typed::read_roll(panel, &[]).map_err(Refusal::rule)?.iter().map(crate::desk::meetings::Seat::invited).collect();
    let item = |text: &str| typed::read_item(text).map_err(Refusal::rule);
    let interviews = Meeting {
        roll: roll.clone(),
        place: "Board room".into(),
        agenda: vec![
            item("Questions to be asked / 10 min")?,
            item("Three candidates / 90 min / decision / confidential")?,
        ],
        ..Meeting::new("Interviews, clinic co-ordinator", at("2026-03-05T10:00:00"), 120, WHO, past.at)
    };
    let walk = Meeting { roll, ..Meeting::new("Walk round the wards", at("2026-02-26T15:00:00"), 60, WHO, past.at) };
    past.act(|at| acts::write_meeting(at, None, &interviews))?;
    past.act(|at| acts::write_meeting(at, None, &walk))?;
    past.at = now - Duration::days(8);
    past.send(&interviews.id)?;
    let walk = past.meeting(&walk.id)?;
    past.act(|at| acts::cancel(at, &walk, "Infection on ward 7"))
}
