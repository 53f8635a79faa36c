use super::*;
use crate::desk::diary::import::{Format, format_of, import, newer_holidays, read};
use crate::desk::diary::{Entry, export};
use crate::store::{Desk, Store};
use chrono::NaiveDateTime;

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn store(folder: &TempDir) -> Store {
    Desk::at(folder.path()).open(None, PARTS.tables, now()).unwrap()
}

fn file(body: &str) -> Vec<u8> {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{}END:VCALENDAR\r\n", body.replace('\n', "\r\n"))
        .into_bytes()
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\nDTSTAMP:20260101T000000Z\n{lines}\nEND:VEVENT\n")
}

fn take(store: &mut Store, bytes: &[u8]) -> (usize, usize, usize) {
    let source = read(bytes, Format::Ics);
    let plan = import(store, &source, "Dr A Patel", false, "Sam", now()).unwrap();
    (plan.added, plan.updated, plan.unchanged)
}

fn titles(store: &Store, day: &str, days: u32) -> Vec<String> {
    let all = repo::day(store.db(), day.parse().unwrap(), days, None).unwrap();
    all.iter().map(|o| format!("{} {} {}", o.start.format("%d/%m %H:%M"), o.entry.title, o.entry.state)).collect()
}

const WEEKLY: &str = "UID:a\nSUMMARY:MDT\nDTSTART;TZID=Europe/London:20260303T100000\nDTEND;TZID=Europe/London:20260303T110000\nRRULE:FREQ=WEEKLY;COUNT=4";
const MOVED: &str = "UID:a\nSUMMARY:MDT (moved)\nRECURRENCE-ID;TZID=Europe/London:20260310T100000\nDTSTART;TZID=Europe/London:20260312T140000\nDTEND;TZID=Europe/London:20260312T150000";

#[test]
fn a_file_is_taken_in_once_and_its_newer_version_changes_what_it_says() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let first = file(&format!(
        "{}{}{}",
        event(WEEKLY),
        event(MOVED),
        event("UID:b\nSUMMARY:Gone\nSTATUS:CANCELLED\nDTSTART:20260304T090000Z\nDTEND:20260304T100000Z")
    ));
    assert_eq!(take(&mut store, &first), (2, 0, 0));
    let seen = titles(&store, "2026-03-02", 14);
    assert_eq!(seen, ["03/03 10:00 MDT confirmed", "04/03 09:00 Gone cancelled", "12/03 14:00 MDT (moved) confirmed"]);
    let rows = rows_of(store.db());
    assert_eq!(take(&mut store, &first), (0, 0, 2));
    assert_eq!(rows_of(store.db()), rows);
    let newer = file(&event(&WEEKLY.replace("SUMMARY:MDT", "SUMMARY:MDT 2\nSEQUENCE:1")));
    assert_eq!(take(&mut store, &newer), (0, 1, 0));
    assert_eq!(titles(&store, "2026-03-09", 7), ["10/03 10:00 MDT 2 confirmed"]);
    assert_eq!(take(&mut store, &first).2, 2, "an older version changes nothing");
    assert_eq!(
        store.undo("Sam", now()).unwrap().as_deref(),
        Some("Import into Dr A Patel: 0 new, 1 changed, 0 as before")
    );
    assert_eq!(rows_of(store.db()), rows);
}

#[test]
fn this_and_later_of_a_file_goes_on_as_it_says() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let later = MOVED.replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;");
    let both = file(&format!("{}{}", event(WEEKLY), event(&later)));
    assert_eq!(take(&mut store, &both), (1, 0, 0));
    let seen = titles(&store, "2026-03-02", 60);
    assert_eq!(
        seen,
        [
            "03/03 10:00 MDT confirmed",
            "12/03 14:00 MDT (moved) confirmed",
            "19/03 14:00 MDT (moved) confirmed",
            "26/03 14:00 MDT (moved) confirmed"
        ]
    );
    assert_eq!(take(&mut store, &both), (0, 0, 1));
}

#[test]
fn a_change_without_its_series_waits_for_it() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    assert_eq!(take(&mut store, &file(&event(MOVED))), (1, 0, 0));
    assert_eq!(titles(&store, "2026-03-09", 7), ["12/03 14:00 MDT (moved) confirmed"]);
    assert_eq!(take(&mut store, &file(&event(WEEKLY))), (1, 0, 0));
    assert_eq!(titles(&store, "2026-03-09", 7), ["12/03 14:00 MDT (moved) confirmed"]);
}

#[test]
fn a_bad_file_is_refused_with_its_line_and_nothing_is_taken_in() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let bad = file(&format!("{}{}", event(WEEKLY), event("UID:c\nSUMMARY:No start")));
    let source = read(&bad, Format::Ics);
    let why = import(&mut store, &source, "Dr A Patel", false, "Sam", now()).unwrap_err().to_string();
    assert!(why.starts_with("line ") && why.contains("no start") && why.ends_with("Nothing was imported."), "{why}");
    assert!(rows_of(store.db()).is_empty() && repo::calendars(store.db()).unwrap().is_empty());
    let plan = import(&mut store, &source, "Dr A Patel", true, "Sam", now()).unwrap();
    assert_eq!((plan.added, plan.problems.len()), (1, 1));
}

#[test]
fn what_goes_out_comes_back_the_same() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let own = "UID:d\nSUMMARY:Clinic\\, new\nDTSTART;TZID=America/New_York:20260305T090000\nDTEND;TZID=America/New_York:20260305T100000\nCATEGORIES:Red,Clinic\nX-OTHER:kept\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDESCRIPTION:x\nEND:VALARM";
    take(&mut store, &file(&format!("{}{}{}", event(WEEKLY), event(MOVED), event(own))));
    let calendar = repo::calendar_named(store.db(), "Dr A Patel").unwrap().unwrap();
    let more = Entry {
        kind: "theatre".into(),
        state: "hold".into(),
        buffer_before: 15,
        papers: "List; consent, forms".into(),
        with_whom: "Sister Hall, Dr Osei".into(),
        stamped_at: Some("20260101T000000Z".into()),
        ..Entry::new(&calendar.id, "List", "2026-03-06T08:00:00".parse().unwrap(), 240, "Sam", now())
    };
    store.apply(&Change::new("x").insert(&more), "Sam", now()).unwrap();
    let text = export::text(store.db(), &calendar, "Sam", now()).unwrap();
    assert!(text.contains("X-OTHER:kept") && text.contains("BEGIN:VALARM"), "{text}");
    let other = TempDir::new().unwrap();
    let mut second = self::store(&other);
    take(&mut second, text.as_bytes());
    let plain = |store: &Store| {
        let mut all: Vec<Entry> = store.db().rows("SELECT * FROM entry", &[]).unwrap();
        for e in &mut all {
            e.master_id = e.master_id.as_ref().map(|_| "m".into());
            (e.id, e.calendar_id, e.created_at) = Default::default();
        }
        all.sort_by(|a, b| (&a.uid, &a.recurrence_id).cmp(&(&b.uid, &b.recurrence_id)));
        all
    };
    let (mut one, mut two) = (plain(&store), plain(&second));
    // The kept lines may stand in another order.
    let sorted = |e: &mut Entry| {
        let mut lines: Vec<&str> = e.extra.lines().filter(|l| l.starts_with('X') || l.starts_with('C')).collect();
        lines.sort_unstable();
        e.extra = lines.join("\n");
    };
    one.iter_mut().chain(&mut two).for_each(sorted);
    assert_eq!(one, two);
    assert_eq!(take(&mut store, text.as_bytes()).2, 3, "its own export changes nothing");
}

#[test]
fn what_is_private_to_others_goes_out_as_a_time_only() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let private = event(
        "UID:p\nSUMMARY:Dentist\nLOCATION:Leeds\nCLASS:PRIVATE\nDTSTART:20260304T090000Z\nDTEND:20260304T100000Z",
    );
    take(&mut store, &file(&private));
    let calendar = repo::calendar_named(store.db(), "Dr A Patel").unwrap().unwrap();
    assert!(export::text(store.db(), &calendar, "Sam", now()).unwrap().contains("Dentist"));
    let others = export::text(store.db(), &calendar, "Jo", now()).unwrap();
    assert!(!others.contains("Dentist") && !others.contains("Leeds") && others.contains("(private)"));
}

#[test]
fn outlooks_table_is_taken_in_and_again_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let csv = "Subject,Start Date,Start Time,End Date,End Time,All day event,Location,Private,Show time as\n\
               Ward round,03/03/2026,09:00:00,03/03/2026,10:30:00,False,Ward 7,False,2\n\
               Ward round,03/03/2026,09:00:00,03/03/2026,10:30:00,False,Ward 7,False,2\n\
               Annual leave,16/03/2026,00:00:00,21/03/2026,00:00:00,True,,True,3\n";
    let source = read(csv.as_bytes(), format_of("diary.csv", csv.as_bytes()));
    assert_eq!(source.problems, []);
    let plan = import(&mut store, &source, "Dr A Patel", false, "Sam", now()).unwrap();
    assert_eq!((plan.added, plan.unchanged), (3, 0));
    assert!(plan.lines[0].contains("Tue 03-Mar-2026 09:00 Ward round"));
    let day = repo::day(store.db(), "2026-03-20".parse().unwrap(), 1, None).unwrap();
    assert_eq!((day.len(), day[0].entry.kind.as_str(), day[0].entry.private), (1, "leave", true));
    let again = import(&mut store, &source, "Dr A Patel", false, "Sam", now()).unwrap();
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 3));
    let odd = read(b"Colour,Taste\nred,sweet\n", Format::Csv);
    assert!(odd.problems[0].reason.contains("No column of this table holds"), "{:?}", odd.problems);
}

#[test]
fn every_real_calendar_file_is_taken_in_or_refused_with_a_reason() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/ics");
    if !folder.exists() {
        println!("skipped: the calendar files are not here");
        return;
    }
    let files = calendar_files(&folder);
    let desk = TempDir::new().unwrap();
    let mut store = store(&desk);
    for (n, path) in files.iter().enumerate() {
        let source = read(&std::fs::read(path).unwrap(), Format::Ics);
        let wanted = source.events.len() + source.changes.len();
        let into = format!("Calendar {n}");
        let plan = import(&mut store, &source, &into, true, "Sam", now()).unwrap();
        assert_eq!(plan.added + plan.updated + plan.unchanged, wanted, "{}", path.display());
        let again = import(&mut store, &source, &into, true, "Sam", now()).unwrap();
        assert_eq!(again.change.edits, [], "{}: {:?}", path.display(), again.lines);
    }
    println!("{} files, {} rows", files.len(), rows_of(store.db()).len());
    repo::day(store.db(), "2026-03-01".parse().unwrap(), 60, None).unwrap();
    assert!(files.len() > 300);
}

fn calendar_files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    for path in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        if path.is_dir() {
            out.extend(calendar_files(&path));
        } else if path.extension().is_some_and(|e| e == "ics") {
            out.push(path);
        }
    }
    out.sort();
    out
}

#[test]
fn a_newer_file_of_bank_holidays_is_taken_and_a_wrong_one_refused() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let jubilee = r#"{"england-and-wales":{"division":"england-and-wales","events":[{"title":"Jubilee","date":"2031-06-02","notes":"","bunting":true}]}}"#;
    let change = newer_holidays(store.db(), "england-and-wales", jubilee).unwrap();
    store.apply(&change, "Sam", now()).unwrap();
    let holidays = repo::holidays(store.db(), "england-and-wales").unwrap();
    assert_eq!(holidays.on("2031-06-02".parse().unwrap()), Some("Jubilee"));
    assert!(newer_holidays(store.db(), "scotland", jubilee).is_err());
    assert!(newer_holidays(store.db(), "england-and-wales", "<html>").is_err());
}
