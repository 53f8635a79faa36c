//! Calendars of other programs: none panics, hangs or is half read in silence; and what another good reader sees
//! in them. The files are not part of the project; where they are absent the tests say so and pass.

#[path = "import_ics/differences.rs"]
mod differences;

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime};
use differences::DIFFERENCES;
use rolltop::desk::diary::recur::{DESK_ZONE, zone_named};
use rolltop::exchange::ics::{
    CalEvent, EventStatus, Occurrence, ReadResult, occurrences, read, write, write_with_changes,
};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration as Time, Instant};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data")
}

fn calendars() -> Vec<PathBuf> {
    let mut open = vec![folder().join("ics")];
    let mut out = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { open.push(path) } else { out.push(path) }
        }
    }
    out.sort();
    if out.is_empty() {
        println!("skipped: the calendars of other programs are not here");
    }
    out
}

/// Read on another thread, so that a hang is a failure and not a wait for ever.
fn guarded(bytes: Vec<u8>, name: &Path) -> ReadResult {
    let (said, hears) = mpsc::channel();
    std::thread::spawn(move || {
        // Nobody listens any more where the time is over.
        let _ = said.send(read(&bytes, DESK_ZONE));
    });
    hears.recv_timeout(Time::from_secs(30)).unwrap_or_else(|_| panic!("{} hangs or panics", name.display()))
}

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").unwrap_or_else(|_| panic!("no time: {text}"))
}

fn midnight(text: &str) -> NaiveDateTime {
    at(&format!("{text}T00:00:00"))
}

fn all_of(result: &ReadResult, from: NaiveDateTime, until: NaiveDateTime) -> Vec<(NaiveDateTime, String)> {
    let loose = result.changes.iter().map(|change| &*change.event);
    let found = |event| occurrences(event, from, until, DESK_ZONE).unwrap_or_default();
    let all = result.events.iter().chain(loose).flat_map(found);
    all.map(|one: Occurrence<'_>| (one.start, one.event.title.clone())).collect()
}

#[test]
fn no_file_panics_hangs_or_is_half_read_in_silence() {
    let from = midnight("1990-01-01");
    for path in calendars() {
        let bytes = std::fs::read(&path).expect("reads");
        let starts = |word: &[u8]| {
            bytes
                .split(|b| matches!(b, b'\n' | b'\r'))
                .filter(|line| line.trim_ascii().eq_ignore_ascii_case(word))
                .count()
        };
        let (entries, todos) = (starts(b"BEGIN:VEVENT"), starts(b"BEGIN:VTODO"));
        let result = guarded(bytes, &path);
        let overrides: usize = result.events.iter().map(|event| event.overrides.len()).sum();
        let told = result.events.len() + overrides + result.changes.len() + result.tasks.len() + result.problems.len();
        let said = result.repairs.iter().filter(|repair| repair.reason.contains("taken")).count();
        assert!(told + said >= entries + todos, "{}: {entries} events and {todos} tasks, {result:#?}", path.display());
        let _ = all_of(&result, from, from + Duration::days(20_000));
    }
}

#[test]
fn what_is_read_can_be_written_and_read_again() {
    for path in calendars() {
        let first = guarded(std::fs::read(&path).expect("reads"), &path);
        let text = write_with_changes(
            &first.events,
            &first.changes,
            &first.tasks,
            first.method.as_deref(),
            "20261122T101500Z",
        );
        let second = guarded(text.clone().into_bytes(), &path);
        let again = write_with_changes(
            &second.events,
            &second.changes,
            &second.tasks,
            second.method.as_deref(),
            "20261122T101500Z",
        );
        assert_eq!(second.problems, [], "{}\n{text}", path.display());
        assert_eq!(text, again, "{}", path.display());
        let stamped = |events: &[CalEvent]| {
            events
                .iter()
                .map(|e| (e.uid.clone(), e.start, e.end, e.rules.clone(), e.overrides.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(stamped(&first.events), stamped(&second.events), "{}", path.display());
    }
}

/// The starts the other reader found, told at the desk.
fn expected(line: &Value) -> Vec<(NaiveDateTime, String)> {
    let desk = zone_named(DESK_ZONE).expect("known");
    let start = |text: &str| match DateTime::parse_from_rfc3339(text) {
        Ok(moment) => desk.from_utc(moment.naive_utc()),
        Err(_) if text.contains('T') => at(text),
        Err(_) => midnight(text),
    };
    let all = line["occurrences"].as_array().into_iter().flatten();
    all.map(|one| (start(one[0].as_str().unwrap_or_default()), one[3].as_str().unwrap_or_default().to_string()))
        .collect()
}

/// Whether the two readers take a file, and whether they see the same in it.
enum Seen {
    /// One of them takes none of it, or not all.
    NotBoth,
    /// Both take it and see the same; ours had to mend something or not.
    Same { mended: bool },
    /// Both take it and see other times.
    Other { mended: bool, what: String },
}

/// Whether the other reader took a file: it says so, it read as many entries as there are, it could follow them.
fn taken_there(line: &Value) -> bool {
    let entries = line["components"]["VEVENT"].as_u64().unwrap_or(0);
    line["parse"] == "ok"
        && line["expand_error"].is_null()
        && line["calendars"] != 0
        && (entries == 0 || !line["window"].is_null())
}

fn compare(line: &Value, path: &Path) -> Seen {
    let Ok(bytes) = std::fs::read(path) else { return Seen::NotBoth };
    let result = guarded(bytes, path);
    if !taken_there(line) || !result.problems.is_empty() {
        return Seen::NotBoth;
    }
    let mended = !result.repairs.is_empty();
    let day = |n: usize| line["window"][n].as_str().map(midnight);
    let (Some(from), Some(until)) = (day(0), day(1)) else {
        return if result.events.is_empty() { Seen::Same { mended } } else { Seen::NotBoth };
    };
    let (mut theirs, count) = (expected(line), line["occurrence_count"].as_u64().unwrap_or(0) as usize);
    theirs.sort();
    let mut starts: Vec<NaiveDateTime> = theirs.iter().map(|one| one.0).collect();
    // Their window is in the zone of each entry: what is near its ends counts where they have it.
    let (day, last) = (Duration::days(1), until);
    let mut ours: Vec<NaiveDateTime> = all_of(&result, from - day, until + day).into_iter().map(|one| one.0).collect();
    ours.retain(|at| (*at >= from && *at < last) || starts.contains(at));
    ours.sort();
    let own: Vec<NaiveDateTime> = ours.iter().copied().take(starts.len()).collect();
    if ours.len() == count && own == starts {
        return Seen::Same { mended };
    }
    starts.truncate(4);
    let show = |all: &[NaiveDateTime]| all.iter().take(4).map(ToString::to_string).collect::<Vec<_>>().join(", ");
    Seen::Other { mended, what: format!("{count} there [{}], {} here [{}]", show(&starts), ours.len(), show(&own)) }
}

#[test]
fn another_good_reader_sees_the_same() {
    let Ok(text) = std::fs::read_to_string(folder().join("ics/expected.jsonl")) else {
        println!("skipped: the other reader's list is not here");
        return;
    };
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    // Both take it; of these both see the same; the same for those that ours takes without mending anything.
    let (mut both, mut same, mut clean, mut clean_same) = (0, 0, 0, 0);
    let mut differ = Vec::new();
    for line in lines {
        let file = line["file"].as_str().expect("a name").to_string();
        let (mended, other) = match compare(&line, &folder().join(&file)) {
            Seen::NotBoth => continue,
            Seen::Same { mended } => (mended, None),
            Seen::Other { mended, what } => (mended, Some(what)),
        };
        both += 1;
        same += usize::from(other.is_none());
        clean += usize::from(!mended);
        clean_same += usize::from(!mended && other.is_none());
        if let Some(what) = other {
            println!("{file}{}: {what}", if mended { " (mended)" } else { "" });
            differ.push(file);
        }
    }
    println!("both take {both}, {same} the same; without mending {clean}, {clean_same} the same");
    let mut judged: Vec<String> = DIFFERENCES.iter().map(|one| format!("ics/{}", one.0)).collect();
    differ.sort();
    judged.sort();
    assert_eq!(differ, judged, "every difference is judged, and no other is there");
    assert!(clean_same * 100 >= clean * 98, "{clean_same} of {clean}");
}

/// A calendar of the cases that go wrong in other programs, with its answers.
fn conform() -> String {
    let local = ";TZID=Europe/London:";
    let entry = |uid: &str, lines: &[String]| {
        format!("BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260101T000000Z\n{}\nEND:VEVENT\n", lines.join("\n"))
    };
    let span = |start: &str, end: &str| format!("DTSTART{local}{start}\nDTEND{local}{end}");
    let alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDESCRIPTION:soon\nEND:VALARM";
    let rest = format!(
        "CATEGORIES:CLINIC\nSTATUS:CONFIRMED\nORGANIZER:mailto:a@example.org\nATTENDEE;PARTSTAT=ACCEPTED:mailto:b@example.org\nATTACH:https://example.org/list.pdf\nLOCATION:Room 4\n{alarm}"
    );
    let all: Vec<(&str, Vec<String>)> = vec![
        ("wk", vec![span("20261005T100000", "20261005T110000"), "RRULE:FREQ=WEEKLY;COUNT=4".into(), format!("EXDATE{local}20261012T100000"), "SUMMARY:WEEKLY clinic".into(), rest]),
        ("wk", vec![format!("RECURRENCE-ID{local}20261019T100000"), span("20261019T150000", "20261019T160000"), "SUMMARY:WEEKLY clinic MOVED".into()]),
        ("utc", vec!["DTSTART:20260701T090000Z\nDTEND:20260701T100000Z\nSUMMARY:UTC".into()]),
        ("utcwk", vec!["DTSTART:20261021T090000Z\nDTEND:20261021T093000Z\nRRULE:FREQ=WEEKLY;COUNT=2\nSUMMARY:UTC weekly".into()]),
        ("ny", vec!["DTSTART;TZID=America/New_York:20260702T090000\nDTEND;TZID=America/New_York:20260702T100000\nSUMMARY:NY".into()]),
        ("ad", vec!["DTSTART;VALUE=DATE:20260703\nDTEND;VALUE=DATE:20260706\nSUMMARY:ALLDAY leave".into()]),
        ("lf", vec![span("20260731T140000", "20260731T150000"), "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3\nSUMMARY:LASTFRI audit".into()]),
        ("sp", vec![span("20260831T160000", "20260831T163000"), "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2\nSUMMARY:SETPOS payroll".into()]),
        ("un", vec![span("20260706T083000", "20260706T084500"), "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20260710T073000Z\nSUMMARY:UNTIL huddle".into()]),
        ("tx", vec![span("20260714T100000", "20260714T103000"), "SUMMARY:Gŵyl\\, O'Neill\\; review \\\\ path 😀\nDESCRIPTION:line one\\nline two".into()]),
        ("gap", vec![span("20270328T013000", "20270328T020000"), "SUMMARY:GAP time".into()]),
        ("rd", vec![span("20260716T100000", "20260716T103000"), format!("RDATE{local}20260720T100000\nSUMMARY:RDATE twice")]),
        ("cx", vec![span("20260721T100000", "20260721T103000"), "STATUS:CANCELLED\nSUMMARY:CANCELLED meeting".into()]),
    ];
    let body: String = all.iter().map(|(uid, lines)| entry(uid, lines)).collect();
    format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n{body}END:VCALENDAR\n").replace('\n', "\r\n")
}

/// When each of them happens, by the desk's clock.
const ANSWERS: [(&str, &[&str]); 12] = [
    ("wk", &["2026-10-05T10:00:00", "2026-10-19T15:00:00", "2026-10-26T10:00:00"]),
    ("utc", &["2026-07-01T10:00:00"]),
    ("utcwk", &["2026-10-21T10:00:00", "2026-10-28T09:00:00"]),
    ("ny", &["2026-07-02T14:00:00"]),
    ("ad", &["2026-07-03T00:00:00"]),
    ("lf", &["2026-07-31T14:00:00", "2026-08-28T14:00:00", "2026-09-25T14:00:00"]),
    ("sp", &["2026-08-31T16:00:00", "2026-09-30T16:00:00"]),
    (
        "un",
        &[
            "2026-07-06T08:30:00",
            "2026-07-07T08:30:00",
            "2026-07-08T08:30:00",
            "2026-07-09T08:30:00",
            "2026-07-10T08:30:00",
        ],
    ),
    ("tx", &["2026-07-14T10:00:00"]),
    ("gap", &["2027-03-28T02:30:00"]),
    ("rd", &["2026-07-16T10:00:00", "2026-07-20T10:00:00"]),
    ("cx", &["2026-07-21T10:00:00"]),
];

fn check_conform(result: &ReadResult) {
    assert_eq!((result.problems.len(), result.repairs.len(), result.events.len()), (0, 0, ANSWERS.len()), "{result:?}");
    for (event, (uid, starts)) in result.events.iter().zip(ANSWERS) {
        assert_eq!(event.uid, uid);
        let found =
            occurrences(event, at("2026-01-01T00:00:00"), at("2028-01-01T00:00:00"), DESK_ZONE).expect("follows");
        let found: Vec<NaiveDateTime> = found.iter().map(|one| one.start).collect();
        assert_eq!(found, starts.iter().map(|start| at(start)).collect::<Vec<_>>(), "{uid}");
    }
    let by = |uid: &str| result.events.iter().find(|event| event.uid == uid).expect("there");
    assert_eq!(
        (by("tx").title.as_str(), by("tx").notes.as_str()),
        ("Gŵyl, O'Neill; review \\ path 😀", "line one\nline two")
    );
    assert_eq!(by("cx").status, Some(EventStatus::Cancelled));
    assert_eq!((by("ad").all_day, by("ad").end), (true, at("2026-07-06T00:00:00")));
    let clinic = by("wk");
    assert_eq!((clinic.place.as_str(), clinic.categories.clone()), ("Room 4", vec!["CLINIC".to_string()]));
    assert_eq!(
        (clinic.organizer.as_str(), clinic.attendees.clone()),
        ("a@example.org", vec!["b@example.org".to_string()])
    );
    assert!(
        ["PARTSTAT=ACCEPTED", "ATTACH:", "BEGIN:VALARM"].iter().all(|kept| clinic.extra.contains(kept)),
        "{}",
        clinic.extra
    );
}

#[test]
fn the_cases_that_go_wrong_elsewhere_are_right_and_survive_export() {
    let first = read(conform().as_bytes(), DESK_ZONE);
    check_conform(&first);
    let text = write(&first.events, &[], None, "20261122T101500Z");
    assert!(
        ["ATTENDEE;PARTSTAT=ACCEPTED", "TZID=Europe/London", "TRIGGER:-PT15M"].iter().all(|kept| text.contains(kept))
    );
    let second = read(text.as_bytes(), DESK_ZONE);
    check_conform(&second);
    assert_eq!(first, second);
}

#[test]
fn a_large_file_is_read_in_seconds() {
    let one = |n: usize| {
        let day = NaiveDate::from_ymd_opt(2016, 1, 4).expect("a day") + Duration::days(n as i64 % 4_000);
        format!(
            "BEGIN:VEVENT\r\nUID:{n}@example.org\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=GMT Standard Time:{0}T090000\r\nDTEND;TZID=GMT Standard Time:{0}T093000\r\nSUMMARY:Clinic {n}\r\nDESCRIPTION:A line that is long enough to be folded by whoever wrote it\\, as most\r\n  of them are\r\nEND:VEVENT\r\n",
            day.format("%Y%m%d")
        )
    };
    let count = 10_000;
    let text =
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", (0..count).map(one).collect::<String>());
    let begun = Instant::now();
    let result = read(text.as_bytes(), DESK_ZONE);
    println!("{count} events, {} bytes: {:?}", text.len(), begun.elapsed());
    assert_eq!((result.events.len(), result.problems.len()), (count, 0));
    assert!(begun.elapsed() < Time::from_secs(20), "{:?}", begun.elapsed());
}
