//! The invented diary: three months of consultants, secretaries and leave; clinics are not entries and stand in `clinics`.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};

use super::folk::{CONSULTANTS, Folk};
use super::words::words;
use super::{Dice, id, insert};
use crate::clock::stamp;
use crate::desk::diary::{Calendar, Entry};
use crate::store::Edit;

/// Weekly: weekday (Monday 0), start, minutes, title, place, kind, calendar.
const WEEKLY: &[(u32, &str, i64, &str, &str, &str, usize)] = &[
    (1, "08:30", 30, "Ward round", "Ward 7", "ward_round", 0),
    (1, "13:00", 60, "MDT meeting", "Room 2 (MDT)", "meeting", 0),
    (2, "09:00", 240, "Catheter laboratory list", "Catheter Laboratory", "theatre", 0),
    (4, "12:30", 60, "Journal club", "Room 1 (Seminar)", "meeting", 0),
    (1, "10:00", 60, "Ward round", "Ward 4", "ward_round", 1),
    (3, "09:00", 240, "Device implants", "Catheter Laboratory", "theatre", 1),
    (0, "08:45", 30, "Secretaries' Monday round", "Office", "meeting", 2),
];

pub(super) fn invent(dice: &mut Dice, folk: &Folk, now: NaiveDateTime) -> Vec<Edit> {
    let calendars = calendars(now);
    let mut edits: Vec<Edit> = calendars.iter().map(insert).collect();
    let first = NaiveDate::from_ymd_opt(2026, 2, 2).unwrap_or(now.date());
    edits.extend(WEEKLY.iter().enumerate().map(|(n, w)| insert(&weekly(n, w, first, &calendars, now))));
    let days = first.iter_days().take(90).filter(|d| d.weekday().num_days_from_monday() < 5);
    for (n, day) in days.enumerate() {
        edits.extend((0..=dice.below(3)).map(|k| insert(&single(n * 4 + k, day, dice, folk, &calendars, now))));
    }
    edits.extend(special(&calendars, now).iter().map(insert));
    edits
}

fn calendars(now: NaiveDateTime) -> Vec<Calendar> {
    let names = [
        (CONSULTANTS[0], "consultant"),
        (CONSULTANTS[1], "consultant"),
        (super::WHO, "secretary"),
        ("Leave", "leave"),
        ("Room 2 (MDT)", "room"),
    ];
    let of = |(n, (name, kind)): (usize, &(&str, &str))| Calendar {
        id: id("calendar", n),
        name: (*name).into(),
        kind: (*kind).into(),
        shown: n != 4,
        created_at: stamp(now),
        binned_at: None,
    };
    names.iter().enumerate().map(of).collect()
}

fn entry(n: usize, calendar: &Calendar, title: &str, start: NaiveDateTime, minutes: i64, now: NaiveDateTime) -> Entry {
    Entry {
        id: id("entry", n),
        calendar_id: calendar.id.clone(),
        title: title.into(),
        start: stamp(start),
        ends: stamp(start + Duration::minutes(minutes)),
        kind: "meeting".into(),
        state: "confirmed".into(),
        uid: format!("{}@rolltop.invalid", id("entry", n)),
        created_at: stamp(now),
        ..Entry::default()
    }
}

fn at(day: NaiveDate, time: &str) -> NaiveDateTime {
    day.and_time(time.parse().unwrap_or_default())
}

fn weekly(
    n: usize,
    row: &(u32, &str, i64, &str, &str, &str, usize),
    first: NaiveDate,
    calendars: &[Calendar],
    now: NaiveDateTime,
) -> Entry {
    let (weekday, start, minutes, title, place, kind, calendar) = *row;
    let day = first + Duration::days(i64::from(weekday));
    Entry {
        place: place.into(),
        kind: kind.into(),
        rules: vec!["FREQ=WEEKLY".into()],
        series_until: Some("9999".into()),
        papers: if title == "MDT meeting" { "list of cases by noon the day before".into() } else { String::new() },
        ..entry(n, &calendars[calendar], title, at(day, &format!("{start}:00")), minutes, now)
    }
}

fn single(n: usize, day: NaiveDate, dice: &mut Dice, folk: &Folk, calendars: &[Calendar], now: NaiveDateTime) -> Entry {
    let meetings: Vec<_> = words()
        .entries
        .iter()
        .filter(|e| e.kind == "meeting" && matches!(e.calendar, "consultant" | "secretary"))
        .collect();
    let word = dice.pick(&meetings);
    let hour = [10, 11, 14, 15, 16, 17][dice.below(6)];
    let start = at(day, &format!("{hour:02}:{:02}:00", [0, 15, 30][dice.below(3)]));
    let calendar = if word.calendar == "secretary" { 2 } else { dice.below(2) };
    Entry {
        place: word.place.into(),
        state: if start < now { "done" } else { ["confirmed", "confirmed", "proposed", "hold"][dice.below(4)] }.into(),
        with_whom: folk.others[dice.below(30)].name.clone(),
        ..entry(100 + n, &calendars[calendar], word.title, start, i64::from(word.minutes), now)
    }
}

/// Leave, travel, a private entry.
fn special(calendars: &[Calendar], now: NaiveDateTime) -> Vec<Entry> {
    let day = |d: i64| now.date() + Duration::days(d);
    let whole = |n: usize, calendar: usize, title: &str, from: NaiveDate, days: i64| Entry {
        all_day: true,
        kind: "leave".into(),
        ..entry(900 + n, &calendars[calendar], title, at(from, "00:00:00"), days * 1440, now)
    };
    vec![
        whole(0, 3, "Dr J Osei: annual leave", day(13), 5),
        whole(1, 3, "Bev Tranter: annual leave", day(0), 2),
        Entry {
            kind: "travel".into(),
            ..entry(903, &calendars[0], "Train to Leeds", at(day(2), "07:03:00"), 150, now)
        },
        Entry {
            private: true,
            kind: "personal".into(),
            ..entry(904, &calendars[2], "Dentist", at(day(0), "16:30:00"), 45, now)
        },
    ]
}
