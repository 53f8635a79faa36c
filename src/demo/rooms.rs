//! The invented rooms: a series, a board with lunch that nobody has confirmed in time, one that is asked for, one that is
//! tentative, one that has been and is not paid for, one that was called off.

use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::folk::SECRETARIES;
use super::{WHO, id, insert};
use crate::clock::stamp;
use crate::desk::rooms::model::{Booking, BookingLine, Room};
use crate::store::Edit;

/// Site, name, seats, layouts, what stands in it, hours, who approves.
const ROOMS: &[(&str, &str, i64, &str, &str, &str, &str)] = &[
    (
        "Level 2",
        "Room 1 (Seminar)",
        40,
        "theatre 40, cabaret 24, boardroom 16",
        "projector, screen, hearing loop",
        "Mon-Fri 08:00-18:00",
        "",
    ),
    ("Level 2", "Room 2 (MDT)", 18, "boardroom 18", "two screens, video link, microscope", "Mon-Fri 07:30-18:30", ""),
    (
        "Level 5",
        "Board room",
        22,
        "boardroom 22, theatre 40",
        "screen, conference telephone",
        "Mon-Fri 08:00-20:00",
        "Ann Lee",
    ),
    ("Level 3", "Interview room", 4, "", "telephone", "", ""),
    (
        "Education centre",
        "Lecture theatre",
        120,
        "theatre 120",
        "projector, microphones, hearing loop",
        "Mon-Fri 08:00-21:00, Sat 09:00-13:00",
        "Education centre",
    ),
];

/// Room, days from today, from, minutes, what for, people, layout, state.
type OfBooking = (usize, i64, &'static str, i64, &'static str, i64, &'static str, &'static str);

const BOOKINGS: &[OfBooking] = &[
    (1, 0, "13:00", 60, "MDT meeting", 12, "boardroom", "confirmed"),
    (1, 7, "13:00", 60, "MDT meeting", 12, "boardroom", "confirmed"),
    (1, 14, "13:00", 60, "MDT meeting", 12, "boardroom", "confirmed"),
    (0, 3, "12:30", 60, "Journal club", 20, "theatre", "confirmed"),
    (2, 2, "10:00", 150, "Directorate board", 14, "boardroom", "confirmed"),
    (0, 0, "10:00", 90, "Induction of new starters", 9, "cabaret", "confirmed"),
    (2, 1, "14:00", 120, "Interviews, band 4", 5, "", "requested"),
    (3, 0, "15:00", 30, "Appraisal", 2, "", "confirmed"),
    (0, 8, "09:00", 180, "Audit half-day", 30, "theatre", "tentative"),
    (0, -5, "12:00", 90, "Heart failure study lunch", 18, "cabaret", "confirmed"),
    (4, -12, "17:00", 120, "Evening lecture for GPs", 60, "theatre", "done"),
    (2, 6, "09:00", 60, "Finance review", 6, "", "cancelled"),
];

/// Booking, kind, what, how many, diets, when, from whom, pence, confirm by (days from today), state.
type OfLine =
    (usize, &'static str, &'static str, i64, &'static str, &'static str, &'static str, i64, Option<i64>, &'static str);

const LINES: &[OfLine] = &[
    (4, "refreshments", "Coffee and biscuits", 14, "", "10:00", "Hospital catering", 2_800, Some(-1), "confirmed"),
    (
        4,
        "refreshments",
        "Sandwich lunch",
        14,
        "3 vegetarian, 1 halal, 1 gluten-free",
        "12:00",
        "Hospital catering",
        11_200,
        Some(-1),
        "requested",
    ),
    (4, "parking", "Visitor's space", 2, "", "09:45", "Security lodge", 0, Some(0), "needed"),
    (4, "audio-visual", "CA-0602 Laptop for clinics", 1, "", "", "", 0, None, "confirmed"),
    (5, "refreshments", "Tea and coffee", 9, "", "10:45", "Hospital catering", 1_620, None, "confirmed"),
    (6, "host", "Candidates met at the main desk", 1, "", "13:45", "", 0, Some(1), "needed"),
    (9, "refreshments", "Hot buffet", 18, "5 vegetarian", "12:00", "Hospital catering", 19_800, Some(-8), "confirmed"),
    (10, "refreshments", "Wine and canapés", 60, "20 vegetarian", "18:30", "Hospital catering", 0, None, "confirmed"),
];

/// All of it.
pub(super) fn invent(now: NaiveDateTime) -> Vec<Edit> {
    let mut edits: Vec<Edit> = (0..ROOMS.len()).map(|n| insert(&room(n, now))).collect();
    let bookings: Vec<Booking> = (0..BOOKINGS.len()).map(|n| booking(n, now)).collect();
    edits.extend(bookings.iter().map(insert));
    edits.extend((0..LINES.len()).map(|n| insert(&line(n, &bookings, now))));
    edits
}

fn room(n: usize, now: NaiveDateTime) -> Room {
    let (site, name, capacity, layouts, things, hours, approver) = ROOMS[n];
    Room {
        id: id("room", n),
        site: site.into(),
        capacity,
        layouts: layouts.into(),
        things: things.into(),
        hours: hours.into(),
        approver: approver.into(),
        phone: format!("01632 9602{n:02}"),
        ..Room::new(name, now - Duration::days(300))
    }
}

fn booking(n: usize, now: NaiveDateTime) -> Booking {
    let (room, days, from, minutes, title, people, layout, state) = BOOKINGS[n];
    let day: NaiveDate = now.date() + Duration::days(days);
    let start = format!("{day}T{from}:00").parse().unwrap_or(now);
    let series = title == "MDT meeting";
    let reason = if state == "cancelled" { "The director is away" } else { "" };
    Booking {
        id: id("booking", n),
        people,
        layout: layout.into(),
        state: state.into(),
        reason: reason.into(),
        host: SECRETARIES[n % SECRETARIES.len()].into(),
        booked_for: if n == 4 { "Directorate".into() } else { "Cardiology".into() },
        external: matches!(n, 6 | 10),
        private: title == "Appraisal",
        repeats: if series { "FREQ=WEEKLY;COUNT=3".into() } else { String::new() },
        series_id: series.then(|| id("series", 0)),
        ..Booking::new(&id("room", room), title, start, minutes, WHO, now - Duration::days(20))
    }
}

fn line(n: usize, bookings: &[Booking], now: NaiveDateTime) -> BookingLine {
    let (of, kind, what, quantity, diets, at, supplier, pence, by, state) = LINES[n];
    let confirm_by = by.map(|days| (now.date() + Duration::days(days)).to_string());
    let booking = &bookings[of];
    BookingLine {
        id: id("booking line", n),
        quantity,
        diets: diets.into(),
        at: at.into(),
        supplier: supplier.into(),
        equipment_id: (kind == "audio-visual").then(|| id("machine", 9)),
        pence,
        budget_id: (pence > 0).then(|| id("line", 6)),
        confirm_by,
        state: state.into(),
        created_at: stamp(now - Duration::days(15 - n as i64)),
        ..BookingLine::new(booking, kind, what, now)
    }
    .settled()
}
