//! A room: where it is, how many it seats in which layout, what stands in it, when it is open, who approves.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::{Hours, record};
use crate::clock::stamp;
use crate::store::new_id;
use crate::text::names::fold;

/// A room.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Room {
    /// Identifier.
    pub id: String,
    /// The building or site.
    pub site: String,
    /// What it is called: `Seminar room`.
    pub name: String,
    /// How many it seats at most; 0: not known.
    pub capacity: i64,
    /// How it can be laid out, with the seats of each: `theatre 40, boardroom 16`.
    pub layouts: String,
    /// What stands in it: `projector, screen, hearing loop`.
    pub things: String,
    /// Its telephone.
    pub phone: String,
    /// When it is open, as [`Hours`] reads it; empty: always.
    pub hours: String,
    /// Who approves bookings; empty: a booking is confirmed at once.
    pub approver: String,
    /// More about it: where the key is, the step at the door.
    pub notes: String,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

record!(Room, "room");

impl Room {
    /// A room of this name.
    pub fn new(name: &str, now: NaiveDateTime) -> Self {
        Self { id: new_id(), name: name.into(), created_at: stamp(now), ..Self::default() }
    }

    /// `Seminar room, Main building`.
    pub fn label(&self) -> String {
        if self.site.is_empty() { self.name.clone() } else { format!("{}, {}", self.name, self.site) }
    }

    /// When it is open.
    pub fn open(&self) -> Hours {
        Hours::read(&self.hours).unwrap_or_default()
    }

    /// The layouts with the seats of each; none where the number is not said.
    pub fn laid_out(&self) -> Vec<(String, Option<i64>)> {
        let one = |part: &str| {
            let digits = part.trim_end_matches(|c: char| c.is_ascii_digit());
            let seats = part[digits.len()..].parse().ok();
            (digits.trim().to_owned(), seats)
        };
        self.layouts.split([',', ';']).map(str::trim).filter(|p| !p.is_empty()).map(one).collect()
    }

    /// How many it seats in a layout (or in any, where that one is not known); 0: not known.
    pub fn seats(&self, layout: &str) -> i64 {
        let wanted = fold(layout);
        let of = self.laid_out().into_iter().find(|(name, _)| !wanted.is_empty() && fold(name) == wanted);
        of.and_then(|(_, seats)| seats).unwrap_or(self.capacity)
    }

    /// What stands in it, each by itself.
    pub fn fixed(&self) -> impl Iterator<Item = &str> {
        self.things.split([',', ';']).map(str::trim).filter(|t| !t.is_empty())
    }

    /// Whether this stands in it.
    pub fn has(&self, thing: &str) -> bool {
        let wanted = fold(thing);
        self.fixed().any(|t| fold(t).contains(wanted.trim()))
    }

    /// Whether so many fit.
    ///
    /// # Errors
    /// A sentence: how many it seats.
    pub fn takes(&self, people: i64, layout: &str) -> Result<(), String> {
        let seats = self.seats(layout);
        if seats == 0 || people <= seats {
            return Ok(());
        }
        let laid = if layout.trim().is_empty() || seats == self.capacity {
            String::new()
        } else {
            format!(" as {}", layout.trim())
        };
        Err(format!("{} seats {seats}{laid}, and {people} are expected.", self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_depend_on_the_layout() {
        let room = Room {
            name: "Seminar room".into(),
            capacity: 40,
            layouts: "theatre 40, boardroom 16, cabaret".into(),
            things: "Ceiling projector, hearing loop".into(),
            ..Room::default()
        };
        assert_eq!(
            (room.seats(""), room.seats("Boardroom"), room.seats("cabaret"), room.seats("circle")),
            (40, 16, 40, 40)
        );
        assert_eq!(
            room.takes(17, "boardroom").unwrap_err(),
            "Seminar room seats 16 as boardroom, and 17 are expected."
        );
        assert!(room.takes(17, "").is_ok() && Room::default().takes(500, "").is_ok());
        assert!(room.has("Projector") && room.has("loop") && !room.has("laptop"));
    }
}
