//! `trip leg`: the legs of a trip.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::super::answer::Answer;
use super::super::json::with;
use super::super::{Said, Session};
use super::{by, named};
use crate::desk::travel::acts;
use crate::desk::travel::model::{Leg, Trip, length_words, shown_miles};
use crate::desk::travel::repo::{self, Priced};
use crate::store::{Change, Refusal};

/// What can be done to a leg.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Add a leg to a trip
    Add(Box<Add>),
    /// Change a leg
    Edit(Box<Edit>),
    /// It is booked under a reference
    Book {
        /// The leg's id
        leg: String,
        /// The number of the booking
        #[arg(long, value_name = "TEXT")]
        reference: Option<String>,
        /// What it costs
        #[arg(long, value_name = "AMOUNT")]
        cost: Option<String>,
    },
    /// Put a leg into the bin
    Bin {
        /// The leg's id
        leg: String,
    },
}

/// What is written of a leg.
#[derive(Debug, Args)]
struct Fields {
    /// The railway, airline, taxi firm or hotel
    #[arg(long = "with", value_name = "TEXT")]
    carrier: Option<String>,
    /// From where; of a hotel or meal the town
    #[arg(long, value_name = "PLACE")]
    from: Option<String>,
    /// The clock there: a city, Europe/Paris, UTC+3; else that of the place
    #[arg(long, value_name = "ZONE")]
    from_zone: Option<String>,
    /// When it leaves, by the clock there: 8:15, 'tue 9:00', '10 mar 14:30'
    #[arg(long, value_name = "WHEN")]
    departs: Option<String>,
    /// To where
    #[arg(long, value_name = "PLACE")]
    to: Option<String>,
    /// The clock there
    #[arg(long, value_name = "ZONE")]
    to_zone: Option<String>,
    /// When it arrives, by the clock there, or how long it takes: +7h30
    #[arg(long, value_name = "WHEN")]
    arrives: Option<String>,
    /// Miles driven with the own car
    #[arg(long, value_name = "MILES")]
    miles: Option<String>,
    /// What with: car, motorcycle, pedal cycle, reserve
    #[arg(long, value_name = "KIND")]
    vehicle: Option<String>,
    /// For how many passengers a mileage is claimed
    #[arg(long, value_name = "N")]
    passengers: Option<String>,
    /// What it costs
    #[arg(long, value_name = "AMOUNT")]
    cost: Option<String>,
    /// Who pays: department, traveller
    #[arg(long, value_name = "WHO")]
    paid_by: Option<String>,
    /// It is booked
    #[arg(long)]
    booked: bool,
    /// The number of the booking
    #[arg(long, value_name = "TEXT")]
    reference: Option<String>,
    /// The number of the receipt
    #[arg(long, value_name = "TEXT")]
    receipt: Option<String>,
    /// Its address
    #[arg(long, value_name = "TEXT")]
    address: Option<String>,
    /// A telephone number for it
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// More about it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// A new leg.
#[derive(Debug, Args)]
pub struct Add {
    /// The trip
    trip: String,
    /// What: train, flight, taxi, car, hotel, meal, other
    kind: String,
    #[command(flatten)]
    fields: Fields,
}

/// Another text for a leg.
#[derive(Debug, Args)]
pub struct Edit {
    /// The leg's id
    leg: String,
    /// What: train, flight, taxi, car, hotel, meal, other
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    #[command(flatten)]
    fields: Fields,
}

impl Fields {
    fn set(&self, leg: &mut Leg, session: &Session) -> Result<(), Refusal> {
        let yes = self.booked.then(|| "yes".to_owned());
        let all = [
            ("carrier", &self.carrier),
            ("from_place", &self.from),
            ("from_zone", &self.from_zone),
            ("departs", &self.departs),
            ("to_place", &self.to),
            ("to_zone", &self.to_zone),
            ("arrives", &self.arrives),
            ("miles", &self.miles),
            ("vehicle", &self.vehicle),
            ("passengers", &self.passengers),
            ("pence", &self.cost),
            ("payer", &self.paid_by),
            ("is_booked", &yes),
            ("reference", &self.reference),
            ("receipt", &self.receipt),
            ("location", &self.address),
            ("phone", &self.phone),
            ("note", &self.note),
        ];
        for (id, text) in all {
            session.set_if(leg, id, text.as_deref())?;
        }
        Ok(())
    }
}

/// A leg as machines read it.
pub fn record(one: &Priced) -> Value {
    let l = &one.leg;
    let promised = json!({
        "id": l.id, "trip_id": l.trip_id, "kind": l.kind, "carrier": l.carrier, "reference": l.reference,
        "from": l.from_place, "from_zone": l.from_zone, "departs": l.departs, "to": l.to_place, "to_zone": l.to_zone,
        "arrives": l.arrives, "departs_utc": crate::clock::stamp(l.leaves_utc()),
        "arrives_utc": crate::clock::stamp(l.comes_utc()), "minutes": l.length().num_minutes(),
        "takes": length_words(l.length()), "cost": one.pence(), "payer": l.payer, "booked": l.is_booked,
        "miles": shown_miles(l.miles10), "rated": one.rated(), "entry_id": l.entry_id,
    });
    with(promised, l)
}

fn changed(session: &mut Session, change: &Change, id: &str) -> Said {
    session.apply(change)?;
    let leg: Leg = session.db().must(id)?;
    let trip: Trip = session.db().must(&leg.trip_id)?;
    let all = repo::priced(session.db(), &trip)?;
    let fresh = Priced { mileage: None, fault: String::new(), leg };
    Ok(Answer::made(id, record(all.iter().find(|p| p.leg.id == id).unwrap_or(&fresh))))
}

impl Verb {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        let (change, id) = match self {
            Self::Add(add) => add.change(session)?,
            Self::Edit(edit) => {
                let before: Leg = session.db().must(&edit.leg)?;
                let mut leg = before.clone();
                session.set_if(&mut leg, "kind", edit.kind.as_deref())?;
                edit.fields.set(&mut leg, session)?;
                (acts::write_leg(session.db(), Some(&before), &leg, by(session))?, edit.leg)
            }
            Self::Book { leg: id, reference, cost } => {
                let before: Leg = session.db().must(&id)?;
                let mut leg = Leg { is_booked: true, ..before.clone() };
                session.set_if(&mut leg, "reference", reference.as_deref())?;
                session.set_if(&mut leg, "pence", cost.as_deref())?;
                (acts::write_leg(session.db(), Some(&before), &leg, by(session))?, id)
            }
            Self::Bin { leg: id } => {
                let leg: Leg = session.db().must(&id)?;
                (acts::bin_leg(session.db(), &leg, by(session))?, id)
            }
        };
        changed(session, &change, &id)
    }
}

impl Add {
    fn change(self, session: &Session) -> Result<(Change, String), Refusal> {
        let trip = named(session, &self.trip)?;
        let begins = trip.first().and_time(chrono::NaiveTime::MIN);
        let mut leg = Leg::new(&trip.id, "train", begins, session.now);
        session.set(&mut leg, "kind", &self.kind)?;
        if self.fields.departs.is_none() {
            return Err(Refusal::rule("Say when it leaves: --departs '10 mar 8:15'."));
        }
        self.fields.set(&mut leg, session)?;
        let id = leg.id.clone();
        Ok((acts::write_leg(session.db(), None, &leg, by(session))?, id))
    }
}
