//! The fields of trips, legs and rates.

use chrono::{NaiveDateTime, NaiveTime};

use super::model::{
    KINDS, Leg, PAYERS, RATE_KINDS, Rate, Trip, VEHICLES, length_words, read_miles, read_rate, shown_miles, shown_rate,
    typed, zones,
};
use super::repo;
use crate::app::Cx;
use crate::clock::stamp;
use crate::desk::office::model::{BudgetLine, Year};
use crate::desk::office::repo as office;
use crate::desk::team;
use crate::form::{Choice, Entity, Field, Kind, count_field, line_field, money_field, shown, text_field};
use crate::store::{Db, Refusal, Store};
use crate::text::dates;

impl Entity for Trip {
    const WORD: &'static str = "trip";
    fn fields() -> &'static [Field<Self>] {
        TRIP
    }
}

impl Entity for Rate {
    const WORD: &'static str = "mileage rate";
    fn fields() -> &'static [Field<Self>] {
        RATE
    }
}

impl Entity for Leg {
    const WORD: &'static str = "leg";
    fn fields() -> &'static [Field<Self>] {
        LEG
    }

    fn remark(&self, field: &str, _cx: &Cx) -> Option<String> {
        match field {
            "departs" | "from_zone" => Some(self.end_words(true)),
            "arrives" | "to_zone" if self.comes_utc() >= self.leaves_utc() && self.kind != "hotel" => {
                Some(format!("{} · takes {}", self.end_words(false), length_words(self.length())))
            }
            "arrives" | "to_zone" => Some(self.end_words(false)),
            _ => None,
        }
    }
}

/// The lines of this year's budget that hold what was typed.
fn find_line(store: &Store, typed: &str, now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let found = office::find_line(store.db(), typed, Year::of(now.date()))?;
    let label = |line: &BudgetLine, code: &str| format!("{code} {}", line.label()).trim().to_owned();
    Ok(found.into_iter().map(|(line, centre)| Choice { label: label(&line, &centre.code), id: line.id }).collect())
}

fn line_name(db: Db<'_>, id: &str) -> String {
    let name = |b: office::Budgeted| format!("{} {}", b.centre.code, b.line.label()).trim().to_owned();
    office::budgeted(db, id).map_or_else(|_| id.to_owned(), name)
}

const WHO: Kind = Kind::Record { find: repo::find_traveller, name: |_, id| id.to_owned(), strict: false };
const MEMBER: Kind = Kind::Record { find: team::repo::find, name: |_, id| id.to_owned(), strict: false };
const PAYS: Kind = Kind::Record { find: find_line, name: line_name, strict: true };

fn read_day(text: &str, given: &crate::form::Given) -> Result<String, String> {
    crate::form::read_date(text, given)?.ok_or_else(|| "Type a day: 9 mar, mon, +3w.".into())
}

/// One of a few words.
macro_rules! word_field {
    ($id:literal, $label:literal, $hint:literal, $field:ident, $words:ident) => {
        Field {
            id: $id,
            label: $label,
            hint: $hint,
            kind: Kind::OneOf($words),
            get: |r| r.$field.clone(),
            set: |r, text, _| {
                let found = $words.iter().find(|w| w.eq_ignore_ascii_case(text.trim()));
                let word = found.ok_or_else(|| format!("It is one of these: {}.", $words.join(", ")))?;
                (*word).clone_into(&mut r.$field);
                Ok(())
            },
            shown,
        }
    };
}

static TRIP: &[Field<Trip>] = &[
    Field {
        kind: WHO,
        ..line_field!(
            "traveller",
            "Who travels",
            "a calendar, a member of the team, a contact",
            traveller,
            "Say who travels."
        )
    },
    line_field!("purpose", "What for", "European congress, speaker", purpose),
    line_field!("from_place", "From", "where it begins: London", from_place),
    line_field!("to_place", "To", "where it goes: Brussels", to_place, "Say where the trip goes."),
    Field {
        id: "starts_on",
        label: "First day",
        hint: "9 mar, mon, +3w",
        kind: Kind::Date,
        get: |t| crate::form::shown_when(Some(&t.starts_on)),
        set: |t, text, given| {
            t.starts_on = read_day(text, given)?;
            if t.ends_on < t.starts_on {
                t.ends_on.clone_from(&t.starts_on);
            }
            Ok(())
        },
        shown,
    },
    Field {
        id: "ends_on",
        label: "Last day",
        hint: "12 mar; the same day for a day's trip",
        kind: Kind::Date,
        get: |t| crate::form::shown_when(Some(&t.ends_on)),
        set: |t, text, given| {
            t.ends_on = if text.trim().is_empty() { t.starts_on.clone() } else { read_day(text, given)? };
            Ok(())
        },
        shown,
    },
    money_field!("estimate", "Estimate", "all of it together: 850", estimate),
    Field {
        id: "budget_id",
        label: "Paid from",
        hint: "the line of the budget; empty where others pay",
        kind: PAYS,
        get: |t| t.budget_id.clone().unwrap_or_default(),
        set: |t, text, _| {
            t.budget_id = (!text.trim().is_empty()).then(|| text.trim().to_owned());
            Ok(())
        },
        shown,
    },
    Field { kind: MEMBER, ..line_field!("approver", "To approve", "who is asked to approve it", approver) },
    line_field!("visa", "Passport, visa", "passport until 2031, no visa", visa),
    line_field!("risk", "Risk", "insurance, whom to ring", risk),
    line_field!("diet", "Needs", "diet, access, seat", diet),
    line_field!("bring", "To bring", "slides, adaptor, badge", bring),
    text_field!("notes", "Note", "Ctrl-S saves", notes),
];

fn is_way(leg: &Leg) -> bool {
    leg.moves()
}

fn is_car(leg: &Leg) -> bool {
    leg.kind == "car"
}

fn has_miles(leg: &Leg) -> bool {
    leg.is_mileage()
}

fn has_price(leg: &Leg) -> bool {
    !leg.is_mileage()
}

/// A zone as typed; empty: that of the place, else the desk's.
fn read_zone(text: &str, place: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Ok(zones::of_place(place).unwrap_or_default().to_owned());
    }
    let zone = zones::read(text)?;
    Ok(if zone == crate::desk::diary::recur::DESK_ZONE { String::new() } else { zone })
}

/// The zone as it stands in its field: nothing where it is that of the place, so that it goes along with the place.
fn zone_text(zone: &str, place: &str) -> String {
    if zone == zones::of_place(place).unwrap_or_default() { String::new() } else { zones::shown(zone) }
}

/// A place as typed. Where the zone that stands there was that of the old place, it follows to the new one.
fn placed(text: &str, place: &mut String, zone: &mut String) {
    let follows = zones::of_place(place).unwrap_or_default() == zone.as_str();
    text.trim().clone_into(place);
    if follows {
        zones::of_place(place).unwrap_or_default().clone_into(zone);
    }
}

static LEG: &[Field<Leg>] = &[
    word_field!("kind", "Kind", "Left and Right go through them", kind, KINDS),
    line_field!("carrier", "With", "Eurostar 9126, BA 117, the name of the hotel", carrier),
    Field {
        set: |l, text, _| {
            placed(text, &mut l.from_place, &mut l.from_zone);
            Ok(())
        },
        kind: Kind::Value,
        ..line_field!("from_place", "From, at", "London St Pancras; of a hotel or meal the town", from_place)
    },
    Field {
        id: "from_zone",
        label: "Clock there",
        hint: "empty: that of the place, else London; New York, Europe/Paris, UTC+3",
        kind: Kind::Value,
        get: |l| zone_text(&l.from_zone, &l.from_place),
        set: |l, text, _| {
            l.from_zone = read_zone(text, &l.from_place)?;
            Ok(())
        },
        shown,
    },
    Field {
        id: "departs",
        label: "Leaves",
        hint: "by the clock there: 8:15, tue 9:00, 10 mar 14:30; of a hotel the arrival at it",
        kind: Kind::Value,
        get: |l| dates::stamp_weekday(l.leaves()),
        set: |l, text, given| {
            let shift = l.comes() - l.leaves();
            let at = typed::read_at(text, l.leaves(), given.now)?;
            if at != l.leaves() {
                l.arrives = stamp(at + shift);
            }
            l.departs = stamp(at);
            Ok(())
        },
        shown,
    },
    Field {
        kind: Kind::Value,
        shown: is_way,
        set: |l, text, _| {
            placed(text, &mut l.to_place, &mut l.to_zone);
            Ok(())
        },
        ..line_field!("to_place", "To", "Brussels Midi", to_place)
    },
    Field {
        id: "to_zone",
        label: "Clock there",
        hint: "empty: that of the place, else London; New York, Europe/Paris, UTC+3",
        kind: Kind::Value,
        get: |l| zone_text(&l.to_zone, &l.to_place),
        set: |l, text, _| {
            l.to_zone = read_zone(text, &l.to_place)?;
            Ok(())
        },
        shown: is_way,
    },
    Field {
        id: "arrives",
        label: "Arrives",
        hint: "by the clock there: 14:35, wed 7:20; or how long it takes: +7h30; of a hotel: leaves it",
        kind: Kind::Value,
        get: |l| dates::stamp_weekday(l.comes()),
        set: |l, text, given| {
            let leg = l.clone().settled();
            l.arrives = if text.trim().is_empty() {
                l.departs.clone()
            } else {
                stamp(typed::read_arrival(text, &leg, given.now)?)
            };
            Ok(())
        },
        shown,
    },
    Field {
        shown: is_car,
        get: |l| if l.miles10 == 0 { String::new() } else { shown_miles(l.miles10) },
        set: |l, text, _| {
            l.miles10 = read_miles(text)?;
            Ok(())
        },
        ..count_field!("miles", "Miles", "driven with the own car: 12.4; empty for a hired one", miles10)
    },
    Field { shown: has_miles, ..word_field!("vehicle", "Driven with", "the rate it is paid by", vehicle, VEHICLES) },
    Field { shown: has_miles, ..count_field!("passengers", "Passengers", "for whom a mileage is claimed", passengers) },
    Field { shown: has_price, ..money_field!("pence", "Cost", "with tax: 127.50", pence) },
    Field { shown: has_price, ..word_field!("payer", "Paid by", "what the traveller pays is claimed", payer, PAYERS) },
    Field {
        id: "is_booked",
        label: "Booked",
        hint: "Space turns it",
        kind: Kind::Flag,
        get: |l| if l.is_booked { "yes".into() } else { String::new() },
        set: |l, text, _| {
            l.is_booked = matches!(text.trim().to_lowercase().as_str(), "yes" | "y" | "true" | "1");
            Ok(())
        },
        shown,
    },
    line_field!("reference", "Reference", "the number of the booking", reference),
    line_field!("receipt", "Receipt", "the number of the receipt", receipt),
    line_field!("location", "Address", "street of the hotel, terminal, stand", location),
    line_field!("phone", "Telephone", "", phone),
    text_field!("note", "Note", "Ctrl-S saves", note),
];

static RATE: &[Field<Rate>] = &[
    word_field!("kind", "For a", "Left and Right go through them", kind, RATE_KINDS),
    Field {
        get: |r| shown_rate(r.tenths),
        set: |r, text, _| {
            r.tenths = read_rate(text)?;
            Ok(())
        },
        ..count_field!("tenths", "Pence a mile", "56 or 56.5", tenths)
    },
    count_field!("threshold", "Up to", "so many miles in the financial year; 0: all", threshold),
    Field {
        shown: |r| r.threshold > 0,
        get: |r| shown_rate(r.after_tenths),
        set: |r, text, _| {
            r.after_tenths = read_rate(text)?;
            Ok(())
        },
        ..count_field!("after_tenths", "Then pence", "for each mile behind that", after_tenths)
    },
    Field {
        id: "valid_from",
        label: "From",
        hint: "the first day on which it holds",
        kind: Kind::Date,
        get: |r| crate::form::shown_when(Some(&r.valid_from)),
        set: |r, text, given| {
            r.valid_from = read_day(text, given)?;
            Ok(())
        },
        shown,
    },
    line_field!("source", "Where it stands", "the circular, the page of the employer", source),
];

/// The first hour of a trip's first leg, where none is typed yet.
pub(super) fn morning() -> NaiveTime {
    NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default()
}
