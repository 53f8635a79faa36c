//! What of a trip goes on paper, into a file or an e-mail: the itinerary and the claim.

use chrono::NaiveDateTime;

use super::model::{Leg, Trip, length_words, shown_miles, zones};
use super::repo::{self, Priced};
use crate::clock::utc_of;
use crate::config::Config;
use crate::desk::diary::Entry;
use crate::desk::letters::House;
use crate::desk::office::repo as office;
use crate::exchange::csv::write_csv_with_bom;
use crate::exchange::eml::{Attachment, Draft, Party, draft};
use crate::exchange::ics::{self, CalEvent, EventStatus};
use crate::paper::{ClaimRow, ClaimSheet, Itinerary, ItineraryLeg};
use crate::store::{Refusal, Store};
use crate::text::{dates, money};

/// Who prints, and when.
pub type Printed<'a> = (&'a str, NaiveDateTime);

fn head(store: &Store, config: &Config) -> Result<String, Refusal> {
    let house = House::of(store, config)?;
    let both = [house.head.trust.as_str(), house.department.as_str()];
    Ok(both.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", "))
}

fn days(trip: &Trip) -> String {
    let (first, last) = (trip.first(), trip.last());
    let day = |d: chrono::NaiveDate| format!("{} {}", d.format("%A"), dates::letter(d));
    if first == last { day(first) } else { format!("{} to {}", day(first), day(last)) }
}

/// The itinerary of a trip.
///
/// # Errors
/// The desk cannot be read.
pub fn itinerary(store: &Store, config: &Config, trip: &Trip, (who, now): Printed) -> Result<Itinerary, Refusal> {
    let legs = repo::legs(store.db(), &trip.id)?;
    let facts = [
        ("To bring", trip.bring.clone()),
        ("Passport, visa", trip.visa.clone()),
        ("Risk", trip.risk.clone()),
        ("Needs", trip.diet.clone()),
        ("Note", trip.notes.clone()),
        ("Office", format!("{} {}", config.letterhead.enquiries, config.letterhead.phone).trim().to_owned()),
    ];
    let facts = facts.into_iter().filter(|(_, v)| !v.trim().is_empty()).map(|(l, v)| (l.to_owned(), v)).collect();
    let subtitle = [trip.purpose.clone(), days(trip)];
    Ok(Itinerary {
        head: head(store, config)?,
        title: trip.label(),
        subtitle: subtitle.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · "),
        facts,
        legs: legs.iter().map(leg_row).collect(),
        printed_at: now,
        printed_by: who.to_owned(),
    })
}

/// A moment by the clock of a zone: `18:25 London (UTC)`; with its day where that is another.
fn clock(utc: NaiveDateTime, zone: &str, day: chrono::NaiveDate) -> String {
    let at = zones::zone(zone).from_utc(utc);
    let other = if at.date() == day { String::new() } else { format!("{} ", at.format("%a %-d %b")) };
    format!("{other}{} {} ({})", dates::time(at.time()), zones::shown(zone), zones::offset(zone, utc))
}

/// A leg on the itinerary: over zones with both ends by both clocks.
pub fn leg_row(leg: &Leg) -> ItineraryLeg {
    let day = leg.day();
    let two = leg.moves() && !leg.is_in_one_zone();
    let abroad = two || !leg.from_zone.is_empty();
    let end = |at: NaiveDateTime, zone: &str, utc| {
        if abroad {
            return clock(utc, zone, day);
        }
        let other = if at.date() == day { String::new() } else { format!("{} ", at.format("%a %-d %b")) };
        format!("{other}{}", dates::time(at.time()))
    };
    let also = |utc, zone: &str| if two { clock(utc, zone, day) } else { String::new() };
    let nights = leg.nights();
    let length = match leg.kind.as_str() {
        "hotel" => format!("{nights} {}", if nights == 1 { "night" } else { "nights" }),
        _ if leg.moves() => length_words(leg.length()),
        _ => String::new(),
    };
    let miles = if leg.is_mileage() { format!("{} miles", shown_miles(leg.miles10)) } else { String::new() };
    let booking = if leg.reference.is_empty() { String::new() } else { format!("Ref. {}", leg.reference) };
    let open = matches!(leg.kind.as_str(), "train" | "flight" | "hotel") && !leg.is_booked;
    let open = if open { "not booked yet".to_owned() } else { String::new() };
    let phone = if leg.phone.is_empty() { String::new() } else { format!("Tel. {}", leg.phone) };
    let full = |all: Vec<String>| all.into_iter().filter(|t| !t.is_empty()).collect();
    ItineraryLeg {
        day,
        leaves: end(leg.leaves(), &leg.from_zone, leg.leaves_utc()),
        leaves_also: also(leg.leaves_utc(), &leg.to_zone),
        arrives: if leg.comes() == leg.leaves() {
            String::new()
        } else {
            end(leg.comes(), &leg.to_zone, leg.comes_utc())
        },
        arrives_also: also(leg.comes_utc(), &leg.from_zone),
        what: leg.label(),
        also: full(vec![length, miles, leg.location.clone(), leg.note.clone()]),
        side: full(vec![booking, open, phone]),
    }
}

/// The trip as a calendar file: its legs as entries.
///
/// # Errors
/// The desk cannot be read.
pub fn calendar(store: &Store, trip: &Trip, now: NaiveDateTime) -> Result<String, Refusal> {
    let legs = repo::legs(store.db(), &trip.id)?;
    let all = repo::entries(store.db(), &legs)?;
    let standing = legs.iter().filter_map(|l| all.get(l.entry_id.as_ref()?)).filter(|e| e.binned_at.is_none());
    let stamp = utc_of(now).format("%Y%m%dT%H%M%SZ").to_string();
    let events: Vec<CalEvent> = standing.map(|e| event(e, &stamp)).collect();
    Ok(ics::write(&events, &[], Some("PUBLISH"), &stamp))
}

fn event(entry: &Entry, stamp: &str) -> CalEvent {
    CalEvent {
        uid: entry.uid.clone(),
        sequence: entry.sequence,
        stamp: Some(stamp.to_owned()),
        title: entry.title.clone(),
        start: entry.starts_at(),
        end: entry.ends_at(),
        all_day: entry.all_day,
        zone: entry.zone.clone(),
        place: entry.place.clone(),
        notes: entry.notes.clone(),
        status: Some(if entry.state == "confirmed" { EventStatus::Confirmed } else { EventStatus::Tentative }),
        private: false,
        categories: Vec::new(),
        organizer: String::new(),
        attendees: Vec::new(),
        rules: Vec::new(),
        rdates: Vec::new(),
        exdates: Vec::new(),
        overrides: Vec::new(),
        extra: String::new(),
    }
}

/// The itinerary as the draft of an e-mail to the traveller, with its PDF and calendar file.
///
/// # Errors
/// It cannot be set.
pub fn letter(store: &Store, config: &Config, trip: &Trip, printed: Printed) -> Result<Vec<u8>, Refusal> {
    let sheet = itinerary(store, config, trip, printed)?;
    let pdf = sheet.pdf().map_err(|e| Refusal::rule(e.to_string()))?;
    let dates = calendar(store, trip, printed.1)?;
    let to = repo::email_of(store.db(), &trip.traveller)?.map(|email| Party::new(trip.traveller.clone(), email));
    let subject = format!("Your itinerary: {}, {}", trip.to_place, dates::letter(trip.first()));
    let body = format!("{}\n\nThe same is attached as a page and as entries for your calendar.\n", sheet.text());
    Ok(draft(&Draft {
        to: to.as_slice(),
        subject: &subject,
        body: &body,
        attachments: &[
            Attachment { name: "itinerary.pdf", mime: "application/pdf", bytes: &pdf },
            Attachment { name: "itinerary.ics", mime: "text/calendar", bytes: dates.as_bytes() },
        ],
        date_rfc2822: &utc_of(printed.1).format("%a, %d %b %Y %H:%M:%S +0000").to_string(),
        message_id_seed: &format!("itinerary {} {}", trip.id, printed.1),
        ..Draft::default()
    }))
}

/// The claim of a trip.
///
/// # Errors
/// Miles cannot be counted: there is no rate for their day.
pub fn claim_sheet(store: &Store, config: &Config, trip: &Trip, (who, now): Printed) -> Result<ClaimSheet, Refusal> {
    let priced = repo::priced(store.db(), trip)?;
    super::acts::trip_sums(&priced)?;
    let line = match &trip.budget_id {
        Some(id) => office::budgeted(store.db(), id).map(|b| format!("{} {}", b.centre.code, b.line.label()))?,
        None => String::new(),
    };
    let on = |day: &Option<String>| day.as_deref().and_then(|d| d.parse().ok()).map(dates::letter).unwrap_or_default();
    let facts = [
        ("What for", trip.purpose.clone()),
        ("Days", days(trip)),
        ("From, to", format!("{} to {}", trip.from_place, trip.to_place)),
        ("Cost centre, line", line),
        ("Approved", format!("{} {}", trip.approved_by, on(&trip.approved_on)).trim().to_owned()),
        ("Number of the claim", trip.claim_number.clone()),
        ("Claimed on", on(&trip.claimed_on)),
        ("Estimate", money::show(trip.estimate)),
    ];
    let facts = facts.into_iter().filter(|(_, v)| !v.trim().is_empty()).map(|(l, v)| (l.to_owned(), v)).collect();
    let rows = |fits: fn(&Leg) -> bool| {
        priced.iter().filter(|p| fits(&p.leg) && p.pence() != 0).map(claim_row).collect::<Vec<_>>()
    };
    Ok(ClaimSheet {
        head: head(store, config)?,
        title: format!("Travel claim: {}", trip.label()),
        facts,
        own: rows(|l| l.payer == "traveller" && !l.is_mileage()),
        miles: rows(Leg::is_mileage),
        others: rows(|l| l.payer != "traveller" && !l.is_mileage()),
        printed_at: now,
        printed_by: who.to_owned(),
    })
}

fn claim_row(one: &Priced) -> ClaimRow {
    let leg = &one.leg;
    let receipt = [leg.receipt.as_str(), leg.reference.as_str()].into_iter().find(|t| !t.is_empty());
    let what = if leg.is_mileage() { format!("{} to {}", leg.from_place, leg.to_place) } else { leg.label() };
    ClaimRow {
        day: dates::letter(leg.day()),
        what,
        receipt: receipt.unwrap_or_default().to_owned(),
        miles: shown_miles(leg.miles10),
        rate: one.rated().to_owned(),
        pence: one.pence(),
    }
}

/// The claim as a table for a spreadsheet, amounts in pounds; the sums stand below.
pub fn claim_csv(sheet: &ClaimSheet) -> Vec<u8> {
    let head = ["Day", "What", "Paid by", "Receipt", "Miles", "Rate", "Amount"];
    let of = |payer: &'static str| {
        move |r: &ClaimRow| {
            let miles = if r.rate.is_empty() { String::new() } else { r.miles.clone() };
            vec![
                r.day.clone(),
                r.what.clone(),
                payer.into(),
                r.receipt.clone(),
                miles,
                r.rate.clone(),
                money::plain(r.pence),
            ]
        }
    };
    let sum = |what: &str, pence: i64| {
        let mut row = vec![String::new(); 7];
        (row[1], row[6]) = (what.to_owned(), money::plain(pence));
        row
    };
    let own = sheet.own.iter().chain(&sheet.miles).map(of("traveller"));
    let all: Vec<Vec<String>> = own
        .chain(sheet.others.iter().map(of("department")))
        .chain([sum("Claimed by the traveller", sheet.claimed()), sum("The whole trip", sheet.whole())])
        .collect();
    write_csv_with_bom(&head, all)
}
