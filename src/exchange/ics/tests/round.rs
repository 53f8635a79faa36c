//! Whatever is written is read back as it was; whatever is read does no harm.

use super::super::*;
use super::at;
use chrono::Duration;
use proptest::prelude::*;

fn line() -> impl Strategy<Value = String> {
    "([a-zA-Z£é€😀,;:\\\\\"'^<>=-]{1,12}( [a-zA-Z0-9é,;:\\\\\"'^]{1,30}){0,4})?"
}

fn person() -> impl Strategy<Value = String> {
    ("([A-Z][a-zé\"^',;:]{1,12})?", "[a-z]{1,8}@example\\.org").prop_map(|(name, mail)| people::person(&name, &mail))
}

fn extra() -> impl Strategy<Value = String> {
    let alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDESCRIPTION:soon\nEND:VALARM";
    let lines = [
        "TRANSP:TRANSPARENT",
        "X-OURS;X-P=\"a:b\":some\\, text",
        "GEO:1.0;2.0",
        "URL:https://example.org/a?b=c",
        alarm,
    ];
    prop::sample::subsequence(lines.to_vec(), 0..5).prop_map(|lines| lines.join("\n"))
}

const RULES: [&str; 5] = [
    "FREQ=WEEKLY",
    "FREQ=MONTHLY;COUNT=4;BYDAY=-1FR",
    "FREQ=DAILY;INTERVAL=2;BYMONTH=7,8",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY;COUNT=3",
];

fn times() -> impl Strategy<Value = (CalEvent, bool)> {
    let zone = prop::sample::select(vec![None, Some("America/New_York"), Some("+05:30"), Some("UTC")]);
    let rules = prop::sample::subsequence(RULES.to_vec(), 0..2);
    let dates = || prop::collection::btree_set(0i64..400, 0..4);
    (0i64..9_000, 0i64..1_440, 0i64..3_000, zone, rules, dates(), dates(), any::<bool>(), any::<bool>()).prop_map(
        |(day, minute, length, zone, rules, rdates, exdates, all_day, until)| {
            let day = at("20100101") + Duration::days(day);
            let start = if all_day { day } else { day + Duration::minutes(minute) };
            let end =
                if all_day { start + Duration::days(length / 1_440 + 1) } else { start + Duration::minutes(length) };
            let mut rules: Vec<String> = rules.iter().map(|rule| (*rule).to_string()).collect();
            if until && rules.is_empty() {
                let format = if all_day { "FREQ=DAILY;UNTIL=%Y%m%d" } else { "FREQ=DAILY;UNTIL=%Y%m%dT%H%M%SZ" };
                rules.push((start + Duration::days(9)).format(format).to_string());
            }
            let repeats = !rules.is_empty();
            let on = |days: std::collections::BTreeSet<i64>| {
                days.iter().map(|n| start + Duration::days(*n)).collect::<Vec<_>>()
            };
            let zone = zone.filter(|zone| !all_day && (repeats || *zone != "UTC")).map(str::to_string);
            let event = CalEvent {
                start,
                end,
                all_day,
                zone,
                rules,
                rdates: on(rdates),
                exdates: on(exdates),
                ..event::blank()
            };
            let rdates = if repeats || event.zone.as_deref() != Some("UTC") { event.rdates } else { Vec::new() };
            (CalEvent { rdates, ..event }, repeats)
        },
    )
}

fn words() -> impl Strategy<Value = CalEvent> {
    let status = prop::sample::select(vec![None, Some(EventStatus::Tentative), Some(EventStatus::Cancelled)]);
    let people = (prop_oneof![Just(String::new()), person()], prop::collection::vec(person(), 0..4));
    let notes = prop::collection::vec(line(), 0..4).prop_map(|lines| lines.join("\n"));
    (
        line(),
        line(),
        notes,
        status,
        any::<bool>(),
        prop::collection::vec("[a-zé,;\\\\]{1,9}", 0..3),
        people,
        extra(),
        0i64..4,
    )
        .prop_map(|(title, place, notes, status, private, categories, (organizer, attendees), extra, sequence)| {
            CalEvent {
                stamp: Some("20260101T000000Z".into()),
                title,
                place,
                notes,
                status,
                private,
                categories,
                organizer,
                attendees,
                extra,
                sequence,
                ..event::blank()
            }
        })
}

fn whole(uid: usize, words: CalEvent, times: CalEvent) -> CalEvent {
    let CalEvent { start, end, all_day, zone, rules, rdates, exdates, .. } = times;
    CalEvent { uid: format!("{uid}@example.org"), start, end, all_day, zone, rules, rdates, exdates, ..words }
}

fn events() -> impl Strategy<Value = Vec<CalEvent>> {
    let one = (words(), times(), prop::collection::btree_map(1i64..60, (words(), times(), any::<bool>()), 0..3));
    prop::collection::vec(one, 0..4).prop_map(|all| {
        let made = all.into_iter().enumerate().map(|(uid, (words, (times, _), changes))| {
            let mut event = whole(uid, words, times);
            event.overrides = changes
                .into_iter()
                .map(|(days, (words, (times, _), later))| {
                    let mut one = whole(uid, words, times);
                    (one.rules, one.rdates, one.exdates) = (Vec::new(), Vec::new(), Vec::new());
                    one.zone = one.zone.filter(|zone| zone != "UTC");
                    Override {
                        recurrence_id: event.start + Duration::days(days),
                        this_and_future: later,
                        event: Box::new(one),
                    }
                })
                .collect();
            event
        });
        made.collect()
    })
}

fn tasks() -> impl Strategy<Value = Vec<CalTask>> {
    let one = (
        "[a-z]{1,20}",
        line(),
        prop::option::of(0i64..9_000),
        any::<bool>(),
        prop::option::of(1u8..4),
        any::<bool>(),
        extra(),
    );
    prop::collection::vec(one, 0..3).prop_map(|all| {
        let made =
            all.into_iter().enumerate().map(|(uid, (title, note, due, due_all_day, priority, done, extra))| CalTask {
                uid: format!("t{uid}"),
                stamp: Some("20260101T000000Z".into()),
                title,
                note,
                due: due.map(|days| {
                    at("20100101") + Duration::days(days) + Duration::hours(if due_all_day { 0 } else { 9 })
                }),
                due_all_day: due_all_day && due.is_some(),
                priority,
                done,
                completed: done.then(|| at("20260701T120000")),
                extra,
                ..task::blank()
            });
        made.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(events in events(), tasks in tasks()) {
        let text = write(&events, &tasks, Some("PUBLISH"), "20261122T101500Z");
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75));
        let back = read(text.as_bytes(), "Europe/London");
        prop_assert_eq!(back.problems, Vec::new());
        prop_assert_eq!(back.repairs, Vec::new());
        prop_assert_eq!(back.events, events);
        prop_assert_eq!(back.tasks, tasks);
        prop_assert_eq!(back.method.as_deref(), Some("PUBLISH"));
    }

    #[test]
    fn a_change_alone_is_read_back(words in words(), times in times(), days in 1i64..60) {
        let mut event = whole(1, words, times.0);
        (event.rules, event.rdates, event.exdates) = (Vec::new(), Vec::new(), Vec::new());
        event.zone = event.zone.filter(|zone| zone != "UTC");
        let change = Override { recurrence_id: event.start + Duration::days(days), this_and_future: false, event: Box::new(event) };
        let text = write_with_changes(&[], std::slice::from_ref(&change), &[], Some("REQUEST"), "20261122T101500Z");
        prop_assert_eq!(read(text.as_bytes(), "Europe/London").changes, vec![change]);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, "Europe/London");
    }

    #[test]
    fn no_lines_panic(lines in prop::collection::vec("(BEGIN|END|DTSTART|DTEND|RRULE|EXDATE|RDATE|EXRULE|DURATION|TZID|RECURRENCE-ID|ATTENDEE|X)[;:](VALUE=DATE|TZID=\"?[A-Z/]{0,4}\"?|CN=.{0,3})?:?(VCALENDAR|VEVENT|VTODO|VTIMEZONE|STANDARD|[0-9]{8}T[0-9]{6}Z?|[0-9]{8}|FREQ=(DAILY|HOURLY|YEARLY);[A-Z]{3,8}=[0-9-]{0,4}|P[0-9]{0,12}[DWTHM]{0,2}|.{0,20})", 0..30)) {
        let text = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101T100000\n{}", lines.join("\n"));
        let found = read(text.as_bytes(), "Europe/London");
        for event in &found.events {
            let _ = occurrences(event, at("20260101"), at("20270101"), "Europe/London");
        }
        let again = read(write(&found.events, &found.tasks, None, "20261122T101500Z").as_bytes(), "Europe/London");
        prop_assert_eq!(again.events.len(), found.events.len());
    }
}
