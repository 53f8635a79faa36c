//! `room`: the rooms, who has them when, what is laid on, and a date for everyone.

mod act;
mod book;
mod date;
mod day;
mod line;

use chrono::{Duration, NaiveDate, NaiveTime};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::answer::{Answer, short};
use super::json::with;
use super::{Said, Session};
use crate::desk::rooms::model::Room;
use crate::desk::rooms::repo::{self, Booked};
use crate::desk::rooms::{BookingLine, acts, csv};
use crate::store::Refusal;
use crate::text::{dates, money};

/// The rooms.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Rooms {
    /// Write them into this file, for a spreadsheet
    #[arg(long, value_name = "FILE")]
    csv: Option<std::path::PathBuf>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// What can be done with a room.
#[derive(Debug, Subcommand)]
enum Verb {
    /// List the rooms
    List,
    /// Write a room down
    Add(Add),
    /// A room and who has it; or a booking with what is laid on
    Show {
        /// The room (its id or words of its name), or the id of a booking
        which: String,
        /// The first day; today where it is not said
        #[arg(long, value_name = "WHEN")]
        from: Option<String>,
        /// How many days
        #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=370))]
        days: u32,
    },
    /// Which rooms are free then
    Free(book::Free),
    /// Book a room
    Book(Box<book::Book>),
    /// The bookings: those to come and what asks for something, worst first
    Bookings {
        /// All there are, those that fell away too
        #[arg(long)]
        all: bool,
        /// Write them into this file, for a spreadsheet
        #[arg(long, value_name = "FILE")]
        csv: Option<std::path::PathBuf>,
    },
    /// Move a booking to another time or room
    Move(act::Move),
    /// A booking one step nearer to sure: asked for, confirmed
    Confirm {
        /// The booking
        id: String,
        /// Who approved it, where that was not the approver of the room
        #[arg(long, value_name = "WHO", default_value = "")]
        by: String,
    },
    /// Whoever approves has said no
    Decline {
        /// The booking
        id: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Cancel a booking and what is laid on for it
    Cancel {
        /// The booking
        id: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// And all later ones of its series
        #[arg(long)]
        later: bool,
    },
    /// A booking has been: what is agreed is spent
    Done {
        /// The booking
        id: String,
    },
    /// What is laid on for a booking
    #[command(subcommand)]
    Line(Box<line::Verb>),
    /// What goes where on a day, for the caterer and the porter
    Day(day::Day),
    /// The first dates when these people and a room are all free
    Date(Box<date::Date>),
}

/// A new room.
#[derive(Debug, Args)]
struct Add {
    /// What it is called
    name: String,
    /// The building, the level
    #[arg(long, value_name = "TEXT", default_value = "")]
    site: String,
    /// How many it seats at most
    #[arg(long, value_name = "N", default_value = "0")]
    seats: String,
    /// Layouts with the seats of each: 'theatre 40, boardroom 16'
    #[arg(long, value_name = "TEXT", default_value = "")]
    layouts: String,
    /// What stands in it: 'projector, screen'
    #[arg(long, value_name = "TEXT", default_value = "")]
    things: String,
    /// When it is open: 'mon-fri 8-18'; always where it is not said
    #[arg(long, value_name = "TEXT", default_value = "")]
    hours: String,
    /// Who approves bookings; confirmed at once where nobody does
    #[arg(long, value_name = "WHO", default_value = "")]
    approver: String,
    /// Its telephone
    #[arg(long, value_name = "NUMBER", default_value = "")]
    phone: String,
}

/// A room as machines read it.
fn room_json(room: &Room) -> Value {
    let things: Vec<&str> = room.fixed().collect();
    let layouts: Vec<Value> =
        room.laid_out().into_iter().map(|(name, seats)| json!({"name": name, "seats": seats})).collect();
    let promised = json!({
        "id": room.id, "name": room.name, "site": room.site, "seats": room.capacity, "layouts": layouts,
        "things": things, "hours": room.hours, "approver": room.approver, "phone": room.phone,
    });
    with(promised, room)
}

/// A line of a booking as machines read it.
fn line_json(line: &BookingLine, today: NaiveDate) -> Value {
    let promised = json!({
        "id": line.id, "booking_id": line.booking_id, "kind": line.kind, "what": line.what, "quantity": line.quantity,
        "diets": line.diets, "at": line.at, "supplier": line.supplier, "pence": line.pence, "state": line.state,
        "confirm_by": line.confirm_by, "committed": line.committed, "invoiced": line.cost_id.is_some(),
        "late": line.is_late(today),
    });
    with(promised, line)
}

/// A booking as machines read it; what is private is told to its own alone.
fn booking_json(of: &Booked, session: &Session) -> Value {
    let (b, today) = (&of.booking, session.today());
    let title = b.title_for(&session.who);
    let open = title == b.title;
    let lines: Vec<Value> = of.lines.iter().map(|l| line_json(l, today)).collect();
    let promised = json!({
        "id": b.id, "room": of.room.name, "room_id": b.room_id, "start": b.start, "end": b.ends, "title": title,
        "state": b.state, "ready": of.is_ready(), "late": of.is_late(today), "people": b.people, "host": b.host,
        "booked_by": b.booked_by, "series": b.series_id, "committed": of.committed(),
        "lines": if open { lines } else { Vec::new() },
    });
    let mut all = with(promised, b);
    if !open {
        for key in ["notes", "booked_for", "layout"] {
            all[key] = Value::Null;
        }
    }
    all
}

/// The one room that the words name.
fn room(session: &Session, words: &str) -> Result<Room, Refusal> {
    let found = repo::rooms_named(session.db(), words)?;
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => {
            let all: Vec<String> = repo::rooms(session.db())?.iter().map(Room::label).collect();
            Err(Refusal::rule(format!("There is no room “{words}”. The rooms: {}.", all.join("; "))))
        }
        many => {
            let names: Vec<String> = many.iter().map(Room::label).collect();
            Err(Refusal::rule(format!("“{words}” may be {}. Type more of the name.", names.join(" or "))))
        }
    }
}

/// What a command made or changed, read again.
fn made(session: &Session, id: &str) -> Said {
    let of = repo::booked(session.db(), id)?;
    Ok(Answer::made(id, booking_json(&of, session)))
}

/// A time as it is typed; a day without one is refused.
fn moment(session: &Session, typed: &str) -> Result<chrono::NaiveDateTime, Refusal> {
    let when = session.when(typed)?;
    if when.time.is_none() {
        return Err(Refusal::rule(format!("Type the time as well: “{typed} 10:00”.")));
    }
    Ok(when.at(NaiveTime::MIN))
}

fn rows_of(all: &[Booked], session: &Session) -> Vec<Vec<String>> {
    let today = session.today();
    let row = |of: &Booked| {
        let b = &of.booking;
        let sign = if of.is_late(today) { "!" } else { "" };
        vec![
            sign.into(),
            format!("{} {}", dates::screen_weekday(b.day()), b.times()),
            of.room.name.clone(),
            short(b.title_for(&session.who)),
            short(&of.state_words()),
            b.id.clone(),
        ]
    };
    all.iter().map(row).collect()
}

const HEADINGS: [&str; 6] = ["", "WHEN", "ROOM", "WHAT FOR", "STATE", "ID"];

fn listing(all: &[Booked], session: &Session, none: &str) -> Answer {
    let json = all.iter().map(|b| booking_json(b, session)).collect();
    Answer::listing(&HEADINGS, &rows_of(all, session), json, none)
}

impl Rooms {
    /// Lists them, or does something with one.
    pub fn run(self, session: &mut Session) -> Said {
        match (self.verb, self.csv) {
            (Some(verb), _) => verb.run(session),
            (None, Some(file)) => super::office::written(&file, &csv::rooms(&repo::rooms(session.db())?)),
            (None, None) => list(session),
        }
    }
}

fn list(session: &Session) -> Said {
    let all = repo::rooms(session.db())?;
    let row = |r: &Room| {
        let seats = if r.capacity > 0 { r.capacity.to_string() } else { String::new() };
        vec![r.name.clone(), r.site.clone(), seats, short(&r.things), r.hours.clone(), r.approver.clone(), r.id.clone()]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let headings = ["ROOM", "SITE", "SEATS", "THINGS", "OPEN", "APPROVED BY", "ID"];
    Ok(Answer::listing(&headings, &rows, all.iter().map(room_json).collect(), "No room is written down."))
}

impl Verb {
    fn run(self, session: &mut Session) -> Said {
        match self {
            Self::List => list(session),
            Self::Add(add) => add.run(session),
            Self::Show { which, from, days } => show(session, &which, from.as_deref(), days),
            Self::Free(free) => free.run(session),
            Self::Book(book) => book.run(session),
            Self::Bookings { all, csv: file } => bookings(session, all, file.as_deref()),
            Self::Move(it) => it.run(session),
            Self::Confirm { id, by } => act::booking(session, &id, |of, _| acts::confirm(of, &by)),
            Self::Decline { id, reason } => act::booking(session, &id, |of, _| acts::decline(of, &reason)),
            Self::Cancel { id, reason, later: false } => act::booking(session, &id, |of, _| acts::cancel(of, &reason)),
            Self::Cancel { id, reason, .. } => {
                act::booking(session, &id, |of, session| acts::cancel_later(session.db(), of, &reason))
            }
            Self::Done { id } => act::booking(session, &id, |of, session| acts::done(of, session.now)),
            Self::Line(verb) => verb.run(session),
            Self::Day(day) => day.run(session),
            Self::Date(date) => date.run(session),
        }
    }
}

impl Add {
    fn run(self, session: &mut Session) -> Said {
        let mut one = Room::new("", session.now);
        let fields = [
            ("name", &self.name),
            ("site", &self.site),
            ("capacity", &self.seats),
            ("layouts", &self.layouts),
            ("things", &self.things),
            ("hours", &self.hours),
            ("approver", &self.approver),
            ("phone", &self.phone),
        ];
        for (field, text) in fields {
            session.set(&mut one, field, text)?;
        }
        let change = acts::write_room(session.db(), None, &one)?;
        session.apply(&change)?;
        Ok(Answer::made(&one.id, room_json(&one)))
    }
}

/// A booking with its lines; or a room and who has it.
fn show(session: &Session, which: &str, from: Option<&str>, days: u32) -> Said {
    if session.db().get::<crate::desk::rooms::Booking>(which)?.is_some() {
        return show_booking(session, which);
    }
    let room = room(session, which)?;
    let from = from.map_or(Ok(session.today()), |typed| Ok::<_, Refusal>(session.when(typed)?.date))?;
    let mut all = Vec::new();
    for booking in repo::of_room(session.db(), &room.id, from, i64::from(days))? {
        all.push(repo::booked(session.db(), &booking.id)?);
    }
    let until = dates::screen_weekday(from + Duration::days(i64::from(days) - 1));
    Ok(listing(&all, session, &format!("{} is free until {until}.", room.label())))
}

fn show_booking(session: &Session, id: &str) -> Said {
    let of = repo::booked(session.db(), id)?;
    let row = |l: &BookingLine| {
        let sign = if l.is_late(session.today()) { "!" } else { "" };
        vec![
            sign.into(),
            l.kind.clone(),
            short(&l.label()),
            l.at.clone(),
            l.state.clone(),
            l.confirm_by.clone().unwrap_or_default(),
            l.supplier.clone(),
            if l.pence > 0 { money::show(l.pence) } else { String::new() },
            l.id.clone(),
        ]
    };
    let open = of.booking.title_for(&session.who) == of.booking.title;
    let rows: Vec<Vec<String>> = of.lines.iter().filter(|_| open).map(row).collect();
    let title = rows_of(std::slice::from_ref(&of), session).concat().join("  ");
    let headings = ["", "KIND", "WHAT", "AT", "STATE", "CONFIRM BY", "FROM WHOM", "COST", "ID"];
    let json = vec![booking_json(&of, session)];
    let none = format!("{}\nNothing is laid on.", title.trim());
    if rows.is_empty() {
        return Ok(Answer::said(none, json));
    }
    Ok(Answer::listing(&headings, &rows, json, ""))
}

fn bookings(session: &Session, all: bool, file: Option<&std::path::Path>) -> Said {
    let today = session.today();
    let mut list = if all { repo::every(session.db())? } else { repo::listed(session.db(), today, usize::MAX)? };
    if !all {
        list.sort_by_key(|b| !b.is_late(today));
    }
    match file {
        Some(file) => super::office::written(file, &csv::bookings(&list, &session.who)),
        None => Ok(listing(&list, session, "No room is booked from today on.")),
    }
}
