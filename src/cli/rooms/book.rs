//! `room free` and `room book`.

use chrono::Duration;
use clap::Args;
use serde_json::json;

use super::super::answer::{Answer, note};
use super::super::{Said, Session};
use super::{booking_json, moment, room, room_json};
use crate::clock::stamp;
use crate::desk::diary;
use crate::desk::rooms::{Booking, acts, repo};
use crate::desk::together::read_minutes;
use crate::store::Refusal;

/// Which rooms are free.
#[derive(Debug, Args)]
pub struct Free {
    /// When
    when: String,
    /// How long: 60, 45min, 1h 30
    #[arg(long, value_name = "LENGTH", default_value = "60")]
    minutes: String,
    /// With so many seats
    #[arg(long, value_name = "N", default_value_t = 0)]
    seats: i64,
    /// With this in it
    #[arg(long = "thing", value_name = "THING")]
    things: Vec<String>,
}

impl Free {
    pub fn run(self, session: &mut Session) -> Said {
        let start = moment(session, &self.when)?;
        let probe = Booking {
            people: self.seats,
            ..Booking::new("", "free", start, read_minutes(&self.minutes)?, &session.who, session.now)
        };
        let mut all = repo::others_free(session.db(), &probe)?;
        all.retain(|r| self.things.iter().all(|t| r.has(t)));
        let rows: Vec<Vec<String>> =
            all.iter().map(|r| vec![r.label(), r.capacity.to_string(), r.things.clone(), r.id.clone()]).collect();
        let json = all.iter().map(room_json).collect();
        Ok(Answer::listing(&["ROOM", "SEATS", "THINGS", "ID"], &rows, json, "No such room is free then."))
    }
}

/// A new booking.
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
#[derive(Debug, Args)]
pub struct Book {
    /// The room: its id or words of its name
    room: String,
    /// From when
    when: String,
    /// Until when, or how long: 11:30, 45min
    #[arg(long, value_name = "WHEN", default_value = "60min")]
    until: String,
    /// What for
    #[arg(long = "for", value_name = "TEXT")]
    title: String,
    /// How many are expected
    #[arg(long, value_name = "N", default_value = "0")]
    people: String,
    /// How it is to be laid out
    #[arg(long, value_name = "TEXT", default_value = "")]
    layout: String,
    /// Who receives the guests; you where nobody is named
    #[arg(long, value_name = "WHO")]
    host: Option<String>,
    /// For whom: the team, the event
    #[arg(long = "whom", value_name = "TEXT", default_value = "")]
    booked_for: String,
    /// People from outside come
    #[arg(long)]
    external: bool,
    /// Others see the time alone
    #[arg(long)]
    private: bool,
    /// Not sure yet
    #[arg(long)]
    tentative: bool,
    /// How it repeats: 'weekly until 31/3/2027', 'every 2 weeks, 6 times'
    #[arg(long, value_name = "TEXT", default_value = "")]
    repeat: String,
    /// Of a series leave out the dates that cannot be
    #[arg(long)]
    skip_taken: bool,
    /// More about it
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

impl Book {
    pub fn run(self, session: &mut Session) -> Said {
        let wanted = self.booking(session)?;
        let holidays = diary::repo::holidays(session.db(), &session.config.division)?;
        let plan = acts::plan(session.db(), &wanted, &holidays, &session.who)?;
        if !plan.taken.is_empty() && !self.skip_taken {
            return Err(Refusal::rule(format!(
                "{} of {} dates cannot be booked:\n{}\n--skip-taken books the others.",
                plan.taken.len(),
                plan.taken.len() + plan.bookings.len(),
                plan.taken_words()
            )));
        }
        for warning in &plan.warnings {
            note(warning);
        }
        session.apply(&plan.book())?;
        let ids: Vec<&str> = plan.bookings.iter().map(|b| b.id.as_str()).collect();
        let all = ids.iter().map(|id| repo::booked(session.db(), id)).collect::<Result<Vec<_>, _>>()?;
        let json = all.iter().map(|of| booking_json(of, session)).collect();
        Ok(Answer::said(ids.join("\n"), json))
    }

    fn booking(&self, session: &Session) -> Result<Booking, Refusal> {
        let start = moment(session, &self.when)?;
        let room = room(session, &self.room)?;
        let mut one = Booking::new(&room.id, "", start, 60, &session.who, session.now);
        let host = self.host.clone().unwrap_or_else(|| session.who.clone());
        let flag = |on: bool| if on { "yes" } else { "no" };
        let fields = [
            ("title", self.title.as_str()),
            ("ends", &self.until),
            ("people", &self.people),
            ("layout", &self.layout),
            ("host", &host),
            ("booked_for", &self.booked_for),
            ("external", flag(self.external)),
            ("private", flag(self.private)),
            ("tentative", flag(self.tentative)),
            ("repeats", &self.repeat),
            ("notes", &self.note),
        ];
        for (field, text) in fields {
            session.set(&mut one, field, text)?;
        }
        Ok(one)
    }
}

/// An offer as machines read it.
pub fn offer_json(offer: &crate::desk::together::model::Offer) -> serde_json::Value {
    let room = |r: &crate::desk::together::model::RoomFit| {
        let brings: Vec<&str> = r.brings.iter().map(|(_, name)| name.as_str()).collect();
        json!({"id": r.id, "name": r.name, "seats": r.seats, "bring": brings})
    };
    json!({
        "start": stamp(offer.start), "end": stamp(offer.end), "fits": offer.why.is_empty(),
        "rooms": offer.rooms.iter().map(room).collect::<Vec<_>>(), "in_the_way": offer.why,
        "minutes": (offer.end - offer.start).max(Duration::zero()).num_minutes(),
    })
}
