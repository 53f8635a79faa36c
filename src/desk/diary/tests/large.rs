//! Large files and folders: counted, stopped, all of it or nothing; and what goes out comes back the same, whatever it is.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use chrono::NaiveDateTime;
use proptest::prelude::*;

use super::*;
use crate::desk::diary::import::{Format, import, read};
use crate::desk::diary::rules_alarm::alarm_of;
use crate::desk::diary::{Entry, export};
use crate::store::{Desk, Store};

fn many(count: usize) -> String {
    let mut text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n".to_owned();
    for n in 0..count {
        let _ = write!(
            text,
            "BEGIN:VEVENT\r\nUID:{n}@x\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:2026{:02}{:02}T090000Z\r\nDURATION:PT1H\r\nSUMMARY:Entry {n}\r\nDESCRIPTION:{}\r\nEND:VEVENT\r\n",
            n % 12 + 1,
            n % 28 + 1,
            "long ".repeat(40)
        );
    }
    text + "END:VCALENDAR\r\n"
}

/// Lets time go by until the screen shows this.
fn wait_for(rig: &mut Rig, text: &str) {
    let begun = Instant::now();
    while !rig.tick().shows(text) {
        assert!(begun.elapsed() < Duration::from_mins(1), "“{text}” never comes:\n{}", rig.screen());
        std::thread::yield_now();
    }
}

#[test]
fn a_large_file_is_counted_taken_in_and_can_be_stopped() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let path = folder.path().join("large.ics");
    std::fs::write(&path, many(1_500)).unwrap();
    let typed = path.to_string_lossy().into_owned();
    rig.keys("1 1 i").text(&typed).keys("enter enter").sees("Looking at the entries").sees("Esc stops it");
    rig.keys("esc").sees("Stopping. Nothing is changed.");
    wait_for(&mut rig, "Stopped. Nothing was imported.");
    assert!(rows(&mut rig).is_empty());
    rig.keys("i").text(&typed).keys("enter enter");
    wait_for(&mut rig, "Take it in");
    rig.sees("1500 new").keys("enter").sees("Writing the entries").keys("esc");
    wait_for(&mut rig, "Stopped. Nothing was imported.");
    assert!(rows(&mut rig).is_empty(), "nothing is half imported");
    rig.keys("i").text(&typed).keys("enter enter");
    wait_for(&mut rig, "Take it in");
    rig.keys("enter");
    wait_for(&mut rig, "1500 new, 0 changed, 0 as before. Ctrl-Z undoes it.");
    assert_eq!(rows(&mut rig).len(), 1_500);
    rig.keys("ctrl-z");
    assert!(rows(&mut rig).is_empty());
}

#[test]
fn a_folder_and_a_calendar_are_kept_the_same_from_the_pane() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let files = folder.path().join("calendar");
    std::fs::create_dir(&files).unwrap();
    std::fs::write(files.join("one.ics"), many(1)).unwrap();
    let typed = files.to_string_lossy().into_owned();
    rig.keys("1 1 F")
        .sees("Keep a calendar and a folder of .ics files the same")
        .keys("enter")
        .text(&typed)
        .keys("enter");
    wait_for(&mut rig, "1 taken from the folder, 0 written to it");
    rig.keys("F enter").sees(&typed[typed.len() - 8..]).keys("enter");
    wait_for(&mut rig, "Nothing was different.");
    std::fs::write(files.join("bad.ics"), "nothing").unwrap();
    rig.keys("F enter enter");
    wait_for(&mut rig, "bad.ics, line 1");
    rig.keys("esc").misses("bad.ics, line 1");
}

#[test]
fn busy_times_go_into_a_file_of_their_own() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let calendar = repo::calendar_named(rig.cx().db(), "Dr A Patel").unwrap().unwrap();
    let one = Entry::new(&calendar.id, "Secret", "2026-03-04T09:00:00".parse().unwrap(), 60, "Sam", rig.cx().now);
    apply(&mut rig, &Change::new("x").insert(&one));
    let path = folder.path().join("busy.ics");
    rig.keys("1 1 B").sees("no titles, no places, no names").keys("enter ctrl-u");
    rig.text(&path.to_string_lossy()).keys("enter").sees("1 busy times of Dr A Patel");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("SUMMARY:Busy") && !text.contains("Secret"));
}

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn store(folder: &TempDir) -> Store {
    Desk::at(folder.path()).open(None, PARTS.tables, now()).unwrap()
}

fn word() -> impl Strategy<Value = String> {
    "[A-Za-z£é,;:\\\\\"'-]{1,8}( [A-Za-z0-9é,;]{1,9}){0,3}"
}

fn entry() -> impl Strategy<Value = Entry> {
    let rule = prop::sample::select(vec![
        "",
        "",
        "FREQ=WEEKLY;COUNT=5",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=DAILY;UNTIL=20260601T090000Z",
    ]);
    let zone = prop::sample::select(vec![None, None, Some("America/New_York"), Some("+05:30")]);
    let kind = prop::sample::select(crate::desk::diary::rules::KINDS);
    let state = prop::sample::select(crate::desk::diary::rules::STATES);
    let extra = prop::sample::select(vec![
        "",
        "X-OURS;A=\"b:c\":kept\\, so",
        "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nEND:VALARM",
        "BEGIN:VALARM\nACTION:EMAIL\nTRIGGER:-P1D\nEND:VALARM\nBEGIN:VALARM\nTRIGGER;RELATED=END:-PT9M\nEND:VALARM",
        "URL:https://example.org\nTRANSP:TRANSPARENT",
    ]);
    let words = (word(), word(), word(), prop::option::of(word()));
    let remind = prop::sample::select(vec![None, Some(-1), Some(0), Some(15), Some(90), Some(2880)]);
    let flags = (any::<bool>(), any::<bool>(), 0i64..45, 0i64..45, remind);
    (words, (0i64..400, 0i64..288, 0i64..200), rule, zone, (kind, state), extra, flags).prop_map(
        |(
            (title, place, notes, papers),
            (day, five, length),
            rule,
            zone,
            (kind, state),
            extra,
            (all_day, private, before, after, remind),
        )| {
            let start = at("2026-01-01") + chrono::Duration::days(day) + chrono::Duration::minutes(five * 5);
            let rule = if all_day { rule.replace("T090000Z", "") } else { rule.to_owned() };
            let rules = if rule.is_empty() { Vec::new() } else { vec![rule] };
            Entry {
                place,
                notes,
                papers: papers.unwrap_or_default(),
                all_day,
                private,
                rules,
                zone: zone.map(str::to_owned),
                kind: (*kind).to_owned(),
                state: (*state).to_owned(),
                buffer_before: before,
                buffer_after: after,
                remind,
                extra: extra.to_owned(),
                ..Entry::new("", title.trim(), start, length * 5, "Sam", now())
            }
            .settled()
        },
    )
}

fn at(day: &str) -> NaiveDateTime {
    day.parse::<chrono::NaiveDate>().unwrap().and_time(chrono::NaiveTime::MIN)
}

fn out(store: &Store) -> String {
    let calendar = repo::calendar_named(store.db(), "Dr A Patel").unwrap().unwrap();
    export::text(store.db(), &calendar, "Sam", now()).unwrap()
}

/// When each entry rings; none: as the settings have it.
fn rings(store: &Store) -> Vec<(String, Option<String>, Option<i64>)> {
    let all: Vec<Entry> = store.db().rows("SELECT * FROM entry ORDER BY uid, recurrence_id", &[]).unwrap();
    let of = |e: Entry| (e.uid.clone(), e.recurrence_id.clone(), e.remind.or_else(|| alarm_of(&e)));
    all.into_iter().map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn out_in_and_out_is_the_same(entries in prop::collection::vec(entry(), 1..5), changed in any::<bool>()) {
        let (one, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let (mut first, mut second) = (store(&one), store(&other));
        let (calendar, made) = repo::ensure_calendar(first.db(), "Dr A Patel", None, now()).unwrap();
        let mut change = made.unwrap();
        for entry in entries {
            let entry = Entry { calendar_id: calendar.id.clone(), ..entry };
            let start = entry.starts_at();
            change = change.insert(&entry);
            if changed && entry.is_series() {
                let moved = Entry {
                    id: crate::store::new_id(),
                    title: format!("{} moved", entry.title),
                    rules: Vec::new(),
                    master_id: Some(entry.id.clone()),
                    recurrence_id: Some(crate::clock::stamp(start)),
                    ..entry.clone()
                };
                change = change.insert(&moved.moved_to(start + chrono::Duration::hours(1)));
            }
        }
        first.apply(&change, "Sam", now()).unwrap();
        let text = out(&first);
        let source = read(text.as_bytes(), Format::Ics);
        prop_assert_eq!(&source.problems, &Vec::new());
        import(&mut second, &source, "Dr A Patel", false, "Sam", now()).unwrap();
        prop_assert_eq!(out(&second), text.clone());
        prop_assert_eq!(rings(&second), rings(&first));
        let again = import(&mut second, &source, "Dr A Patel", false, "Sam", now()).unwrap();
        prop_assert!(again.change.edits.is_empty(), "{:?}", again.lines);
        let own = import(&mut first, &source, "Dr A Patel", false, "Sam", now()).unwrap();
        prop_assert!(own.change.edits.is_empty(), "{:?}", own.lines);
    }
}
