//! What files really look like: encodings, folds, missing ends, odd zones, revisions, changes.

use super::super::*;
use super::{at, calendar, event};

fn only(result: ReadResult) -> CalEvent {
    assert_eq!(result.events.len(), 1, "{result:?}");
    result.events.into_iter().next().expect("one")
}

fn one(body: &str) -> CalEvent {
    only(calendar(&event("a", body)))
}

fn reasons(all: &[Problem]) -> Vec<&str> {
    all.iter().map(|problem| problem.reason.as_str()).collect()
}

#[test]
fn a_single_event_in_utc_comes_in_the_desks_time_and_a_series_keeps_its_zone() {
    let single = one("DTSTART:20260701T090000Z\nDTEND:20260701T100000Z\nSUMMARY:Review");
    assert_eq!((single.start, single.end, single.zone), (at("20260701T100000"), at("20260701T110000"), None));
    let series = one("DTSTART:20261021T090000Z\nDTEND:20261021T093000Z\nRRULE:FREQ=WEEKLY;COUNT=2");
    assert_eq!((series.start, series.zone.as_deref()), (at("20261021T090000"), Some("UTC")));
    // 00:30Z and 01:30Z are both 01:30 by the desk's clock on this night: the second keeps UTC.
    assert_eq!(one("DTSTART:20261025T003000Z").zone, None);
    assert_eq!(one("DTSTART:20261025T013000Z").zone.as_deref(), Some("UTC"));
}

#[test]
fn zones_keep_their_own_names_and_london_by_any_name_is_the_desks() {
    let york = one("DTSTART;TZID=America/New_York:20260702T090000\nDTEND;TZID=Europe/London:20260702T150000");
    assert_eq!((york.zone.as_deref(), york.end), (Some("America/New_York"), at("20260702T100000")));
    for name in ["Europe/London", "GMT Standard Time", "\"GMT Standard Time\"", "/mozilla.org/20050126_1/Europe/London"]
    {
        assert_eq!(one(&format!("DTSTART;TZID={name}:20260702T090000")).zone, None, "{name}");
    }
    let floating = one("DTSTART:20260702T090000\nDURATION:PT45M");
    assert_eq!((floating.zone, floating.end), (None, at("20260702T094500")));
}

#[test]
fn a_zone_known_only_by_its_own_rules_is_recognised_or_kept_by_offset() {
    let zone = |to: &str, summer: &str| {
        format!(
            "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:16011028T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nTZOFFSETFROM:{summer}\nTZOFFSETTO:{to}\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010325T020000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nTZOFFSETFROM:{to}\nTZOFFSETTO:{summer}\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
        )
    };
    let meeting = event("a", "DTSTART;TZID=Ours:20260702T090000");
    assert_eq!(only(calendar(&(zone("+0000", "+0100") + &meeting))).zone, None);
    assert_eq!(only(calendar(&(zone("+0100", "+0200") + &meeting))).zone.as_deref(), Some("Europe/Berlin"));
    assert_eq!(only(calendar(&(zone("+0237", "+0337") + &meeting))).zone.as_deref(), Some("+03:37"));
    let unknown = calendar(&event("a", "DTSTART;TZID=Nowhere/Middle:20260702T090000"));
    assert!(reasons(&unknown.repairs)[0].contains("Nowhere/Middle"), "an unknown zone is never passed over in silence");
    assert_eq!(only(unknown).start, at("20260702T090000"));
}

#[test]
fn overrides_go_to_the_series_of_their_uid_whatever_zone_names_them() {
    let weekly = "DTSTART;TZID=Europe/London:20260706T100000\nDTEND;TZID=Europe/London:20260706T110000\nRRULE:FREQ=WEEKLY;COUNT=3";
    let moved = "RECURRENCE-ID:20260713T090000Z\nDTSTART;TZID=Europe/London:20260713T150000\nSUMMARY:moved";
    let read = calendar(&(event("b", moved) + &event("a", weekly) + &event("b", weekly)));
    assert_eq!(
        read.events.iter().map(|e| (e.uid.as_str(), e.overrides.len())).collect::<Vec<_>>(),
        [("a", 0), ("b", 1)]
    );
    assert_eq!(read.events[1].overrides[0].recurrence_id, at("20260713T100000"));
    let starts: Vec<_> =
        occurrences(&read.events[1], at("20260701"), at("20260801"), "Europe/London").expect("follows");
    let starts: Vec<_> = starts.iter().map(|one| one.start).collect();
    assert_eq!(starts, [at("20260706T100000"), at("20260713T150000"), at("20260720T100000")]);
}

#[test]
fn the_update_of_one_occurrence_alone_is_a_change_not_a_series() {
    let read = calendar(&format!(
        "METHOD:request\n{}",
        event(
            "a",
            "RECURRENCE-ID;TZID=Europe/London:20260713T100000\nDTSTART;TZID=Europe/London:20260713T150000\nSTATUS:CANCELLED"
        )
    ));
    assert!(read.events.is_empty());
    assert_eq!((read.changes.len(), read.method.as_deref()), (1, Some("REQUEST")));
    assert_eq!(read.changes[0].recurrence_id, at("20260713T100000"));
    assert_eq!(read.changes[0].event.status, Some(EventStatus::Cancelled));
}

#[test]
fn this_and_later_moves_the_rest() {
    let weekly = "DTSTART:20260706T100000\nDTEND:20260706T110000\nRRULE:FREQ=WEEKLY;COUNT=4";
    let later = "RECURRENCE-ID;RANGE=THISANDFUTURE:20260720T100000\nDTSTART:20260721T140000\nDTEND:20260721T143000\nSUMMARY:new day";
    let event = only(calendar(&(event("a", weekly) + &event("a", later))));
    let found = occurrences(&event, at("20260701"), at("20260901"), "Europe/London").expect("follows");
    let found: Vec<_> = found.iter().map(|one| (one.start, one.end)).collect();
    assert_eq!(
        found[1..3],
        [(at("20260713T100000"), at("20260713T110000")), (at("20260721T140000"), at("20260721T143000"))]
    );
    assert_eq!(found[3], (at("20260728T140000"), at("20260728T143000")));
}

#[test]
fn exceptions_and_extra_dates_are_told_in_the_series_own_time() {
    let series = one(
        "DTSTART;TZID=Europe/London:20260706T100000\nRRULE:FREQ=DAILY;COUNT=6\nEXDATE:20260707T090000Z,20260708T090000Z\nEXDATE;VALUE=DATE:20260709\nRDATE;VALUE=PERIOD:20260801T090000Z/PT1H",
    );
    assert_eq!(series.exdates, [at("20260707T100000"), at("20260708T100000"), at("20260709T100000")]);
    assert_eq!(series.rdates, [at("20260801T100000")]);
}

#[test]
fn an_extra_date_with_a_length_of_its_own_keeps_it() {
    let series = one(
        "DTSTART;TZID=Europe/London:20260706T100000\nDTEND;TZID=Europe/London:20260706T110000\nRRULE:FREQ=WEEKLY;COUNT=2\nRDATE;VALUE=PERIOD:20260801T090000Z/PT3H,20260802T090000Z/20260802T100000Z\nSUMMARY:Review",
    );
    let found = occurrences(&series, at("20260701"), at("20260901"), "Europe/London").expect("follows");
    let spans: Vec<_> = found.iter().map(|one| (one.start, one.end)).collect();
    assert_eq!(
        spans[2..],
        [(at("20260801T100000"), at("20260801T130000")), (at("20260802T100000"), at("20260802T110000"))]
    );
    assert!(found.iter().all(|one| one.event.title == "Review"));
    let text = write(std::slice::from_ref(&series), &[], None, "20261122T101500Z");
    assert_eq!(only(read(text.as_bytes(), "Europe/London")), series);
}

#[test]
fn a_message_need_not_say_when_and_a_plain_file_must() {
    let off = "BEGIN:VEVENT\nUID:a\nDTSTAMP:20260101T000000Z\nEND:VEVENT\n";
    let read = calendar(&format!("METHOD:CANCEL\n{off}"));
    assert_eq!((read.events.len(), read.problems.len()), (1, 0));
    assert_eq!(calendar(off).problems.len(), 1);
    assert_eq!(calendar(&format!("METHOD:REQUEST\n{off}")).problems.len(), 1);
}

#[test]
fn the_files_own_clock_holds_where_a_windows_name_says_another() {
    let zone = |summer: &str| {
        format!(
            "BEGIN:VTIMEZONE\nTZID:New Zealand Standard Time\nBEGIN:STANDARD\nDTSTART:20191027T020000\nTZOFFSETFROM:+0200\nTZOFFSETTO:{summer}\nEND:STANDARD\nEND:VTIMEZONE\n"
        )
    };
    let meeting = event("a", "DTSTART;TZID=New Zealand Standard Time:20191120T130000");
    assert_eq!(only(calendar(&(zone("+0100") + &meeting))).start, at("20191120T130000"));
    assert_eq!(only(calendar(&(zone("+0100") + &meeting))).zone.as_deref(), Some("+01:00"));
    assert_eq!(only(calendar(&(zone("+1300") + &meeting))).zone.as_deref(), Some("Pacific/Auckland"));
    assert_eq!(only(calendar(&meeting)).zone.as_deref(), Some("Pacific/Auckland"));
}

#[test]
fn whole_days_end_at_the_midnight_after_the_last() {
    let leave = one("DTSTART;VALUE=DATE:20260703\nDTEND;VALUE=DATE:20260706");
    assert_eq!((leave.all_day, leave.end), (true, at("20260706")));
    for body in [
        "DTSTART;VALUE=DATE:20260703",
        "DTSTART;VALUE=DATE:20260703\nDTEND;VALUE=DATE:20260703",
        "DTSTART;VALUE=DATE:20260703\nDURATION:P1D",
    ] {
        assert_eq!(one(body).end, at("20260704"), "{body}");
    }
    let outlook = one(
        "DTSTART;TZID=GMT Standard Time:20260703T000000\nDTEND;TZID=GMT Standard Time:20260704T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
    );
    assert!(outlook.all_day);
}

#[test]
fn a_day_is_a_day_and_hours_are_hours_over_the_change_of_clocks() {
    let day = one("DTSTART;TZID=Europe/London:20261024T120000\nDURATION:P1D");
    assert_eq!(day.end, at("20261025T120000"));
    let hours = one("DTSTART;TZID=Europe/London:20261024T120000\nDURATION:PT24H");
    assert_eq!(hours.end, at("20261025T110000"));
}

#[test]
fn every_encoding_says_the_same() {
    let text = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n",
        event("a", "DTSTART:20260702T090000\nSUMMARY:Gŵyl £5").replace('\n', "\r\n")
    );
    let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let with = |mark: &[u8], body: &[u8]| [mark, body].concat();
    let files = [
        text.clone().into_bytes(),
        with(&[0xEF, 0xBB, 0xBF], text.as_bytes()),
        with(&[0xFF, 0xFE], &wide(u16::to_le_bytes)),
        with(&[0xFE, 0xFF], &wide(u16::to_be_bytes)),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
    ];
    for (n, file) in files.iter().enumerate() {
        assert_eq!(only(read(file, "Europe/London")).title, "Gŵyl £5", "file {n}");
    }
    let latin = text
        .replace('ŵ', "w")
        .replace('£', "\u{1}")
        .into_bytes()
        .iter()
        .map(|b| if *b == 1 { 0xA3 } else { *b })
        .collect::<Vec<u8>>();
    assert_eq!(only(read(&latin, "Europe/London")).title, "Gwyl £5");
}

#[test]
fn folds_are_joined_even_inside_a_character() {
    let mut bytes = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260702T090000\r\nSUMMARY:caf\xC3\r\n \xA9 bar\r\n\tista\r\nEND:VEVENT\r\nEND:VCALENDAR".to_vec();
    assert_eq!(only(read(&bytes, "")).title, "café barista");
    bytes.retain(|byte| *byte != b'\n');
    assert_eq!(read(&bytes, "").events.len(), 1, "lines may end by CR alone");
}

#[test]
fn half_a_file_is_never_half_read_in_silence() {
    let whole = format!(
        "BEGIN:VCALENDAR\n{}{}END:VCALENDAR\n",
        event("a", "DTSTART:20260702T090000"),
        event("b", "DTSTART:20260703T090000\nSUMMARY:cut")
    );
    for end in 0..whole.len() - 2 {
        let read = read(&whole.as_bytes()[..end], "Europe/London");
        assert!(!read.problems.is_empty(), "cut at {end}: {read:?}");
    }
    let cut = read(&whole.as_bytes()[..whole.find("cut").expect("there")], "Europe/London");
    assert_eq!(cut.events.len(), 1);
    assert!(reasons(&cut.problems).iter().any(|reason| reason.contains("ends in the middle of this entry")));
    assert!(read(&whole.into_bytes(), "Europe/London").problems.is_empty());
}

#[test]
fn missing_ends_and_several_calendars_are_borne() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20260702T090000\nBEGIN:VEVENT\nUID:b\nDTSTART:20260703T090000\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:c\nDTSTART:20260704T090000\nEND:VEVENT\nEND:VCALENDAR\n";
    let read = read(text.as_bytes(), "Europe/London");
    assert_eq!(read.events.iter().map(|e| e.uid.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(read.repairs.len(), 1);
    assert_eq!(read.repairs[0].line, 2);
}

#[test]
fn what_is_refused_has_its_line_and_a_sentence() {
    let body = event("a", "SUMMARY:no start")
        + &event("b", "DTSTART:tomorrow")
        + &event("c", "DTSTART:20260702T090000\nRRULE:FREQ=SECONDLY")
        + &event("d", "DTSTART:20260702T090000\nRRULE:FREQ=OFTEN")
        + "BEGIN:VJOURNAL\nEND:VJOURNAL\n";
    let read = calendar(&body);
    assert!(read.events.is_empty());
    assert_eq!(read.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [4, 9, 14, 20, 26]);
    assert!(read.problems.iter().all(|problem| problem.reason.ends_with('.')));
    assert!(!super::super::read(b"", "Europe/London").problems.is_empty());
    assert!(!super::super::read(b"hello", "Europe/London").problems.is_empty());
}

#[test]
fn the_newer_revision_stands_and_a_shared_uid_loses_nobody() {
    let at_ten = "DTSTART:20260702T100000\nSEQUENCE:1\nSUMMARY:new";
    let read = calendar(&(event("a", at_ten) + &event("a", "DTSTART:20260702T090000\nSUMMARY:old")));
    assert_eq!(read.events.iter().map(|e| e.title.as_str()).collect::<Vec<_>>(), ["new"]);
    let two = calendar(
        &(event("a", "DTSTART:20260702T090000")
            + &event("a", "DTSTART:20260703T090000")
            + &event("a", "DTSTART:20260704T090000")),
    );
    assert_eq!(two.events.iter().map(|e| e.uid.as_str()).collect::<Vec<_>>(), ["a", "a#2", "a#3"]);
    let same = calendar(&event("a", "DTSTART:20260702T090000").repeat(2));
    assert_eq!((same.events.len(), same.repairs.len()), (1, 1));
}

#[test]
fn a_missing_uid_is_made_and_is_the_same_next_time() {
    let read = || calendar("BEGIN:VEVENT\nDTSTART:20260702T090000\nSUMMARY:x\nEND:VEVENT");
    assert_eq!(only(read()).uid, only(read()).uid);
    assert!(!only(read()).uid.is_empty());
}

#[test]
fn text_from_outside_steers_nothing() {
    let event = one(
        "DTSTART:20260702T090000\nSUMMARY:a\u{1b}[31mred\u{7}\u{202e}\\nb\nDESCRIPTION:l1\\nl2\\, \\; \\\\ \u{9b}x",
    );
    assert_eq!((event.title.as_str(), event.notes.as_str()), ("a[31mred b", "l1\nl2, ; \\ x"));
}

#[test]
fn people_come_with_name_and_address_and_go_back_with_their_answers() {
    let event = one(
        "DTSTART:20260702T090000\nORGANIZER;CN=\"Hope, Ann\":MAILTO:ann@example.org\nATTENDEE;PARTSTAT=ACCEPTED;CN=Bob:mailto:bob@example.org\nATTENDEE:mailto:c@example.org",
    );
    assert_eq!(event.organizer, "Hope, Ann <ann@example.org>");
    assert_eq!(event.attendees, ["Bob <bob@example.org>", "c@example.org"]);
    let out = write(std::slice::from_ref(&event), &[], None, "20261122T101500Z");
    assert!(out.contains("ATTENDEE;PARTSTAT=ACCEPTED;CN=Bob:mailto:bob@example.org\r\n"));
    let answer = reply(&event, &[], "bob@example.org", Answer::Declined, "20261122T101500Z");
    let answer_line = "ATTENDEE;CN=Bob;PARTSTAT=DECLINED:mailto:bob@example.org\r\n";
    assert!(
        answer.contains("METHOD:REPLY\r\n") && answer.contains(answer_line) && !answer.contains("c@example.org"),
        "{answer}"
    );
    assert_eq!(read(answer.as_bytes(), "Europe/London").problems, []);
    let gone = CalEvent { attendees: vec!["Dee <d@example.org>".into()], ..event };
    let out = write(&[gone], &[], None, "20261122T101500Z");
    assert!(out.contains("ATTENDEE;CN=Dee:mailto:d@example.org\r\n") && !out.contains("bob@"));
}

#[test]
fn old_calendars_are_read() {
    let text = "BEGIN:VCALENDAR\r\nVERSION:1.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260706T090000\r\nDTEND:20260706T100000\r\nSUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Caf=C3=A9 =\r\nbar\r\nRRULE:W2 MO WE #5\r\nDALARM:20260706T084500\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\nDTSTART:20260706T090000\r\nRRULE:MP1 1+ MO 1- FR #0\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:c\r\nDTSTART:20260706T090000\r\nRRULE:Q9\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let read = read(text.as_bytes(), "Europe/London");
    assert_eq!(
        (read.events[0].title.as_str(), read.events[0].rules[0].as_str()),
        ("Café bar", "FREQ=WEEKLY;COUNT=5;INTERVAL=2;BYDAY=MO,WE")
    );
    assert_eq!(read.events[1].rules, ["FREQ=MONTHLY;BYDAY=-1FR,1MO"]);
    assert_eq!((read.events.len(), read.problems.len()), (2, 1));
}

#[test]
fn tasks_are_read_with_their_days() {
    let read = calendar(
        "BEGIN:VTODO\nUID:t\nSUMMARY:Order paper\nDUE;VALUE=DATE:20260709\nPRIORITY:2\nSTATUS:COMPLETED\nCOMPLETED:20260708T093000Z\nEND:VTODO\nBEGIN:VTODO\nUID:u\nSUMMARY:Ring\nDUE:20260709T090000Z\nEND:VTODO",
    );
    let [done, open] = &read.tasks[..] else { panic!("{read:?}") };
    assert_eq!((done.due, done.due_all_day, done.priority, done.done), (Some(at("20260709")), true, Some(1), true));
    assert_eq!(done.completed, Some(at("20260708T103000")));
    assert_eq!((open.due, open.due_all_day, open.done), (Some(at("20260709T100000")), false, false));
}

#[test]
fn what_is_written_is_folded_escaped_and_has_its_zones() {
    let mut event = one("DTSTART;TZID=America/New_York:20260702T090000");
    event.title = "é".repeat(100);
    event.notes = "a, b; c\\d\nend".into();
    let here = CalEvent { uid: "b".into(), zone: None, ..event.clone() };
    let out = write(&[event, here], &[], Some("PUBLISH"), "20261122T101500Z");
    assert!(out.split("\r\n").all(|line| line.len() <= 75), "{out}");
    assert!(!out.replace("\r\n", "").contains(['\r', '\n']));
    assert!(out.contains("DESCRIPTION:a\\, b\\; c\\\\d\\nend"));
    assert!(out.contains("TZID:America/New_York\r\n") && out.contains("TZID:Europe/London\r\n"));
    assert!(out.contains("DTSTART;TZID=Europe/London:20260702T090000\r\n") && out.contains("METHOD:PUBLISH\r\n"));
    assert_eq!(out.matches("BEGIN:VTIMEZONE").count(), 2);
    assert!(read(out.as_bytes(), "Europe/London").repairs.is_empty());
}

#[test]
fn a_broken_remainder_cannot_break_the_file() {
    let mut event = one("DTSTART:20260702T090000\nX-OURS:1");
    assert_eq!(event.extra, "X-OURS:1");
    event.extra = "X-A:1\nEND:VEVENT\nBEGIN:VEVENT".into();
    let out = write(&[event], &[], None, "20261122T101500Z");
    assert_eq!((out.matches("END:VEVENT").count(), out.contains("X-A")), (1, false));
}

#[test]
fn ends_of_rules_are_written_in_utc() {
    let mut event = one("DTSTART;TZID=Europe/London:20260706T083000");
    event.rules = vec!["FREQ=WEEKLY;UNTIL=20260731".into()];
    assert!(
        write(std::slice::from_ref(&event), &[], None, "").contains("RRULE:FREQ=WEEKLY;UNTIL=20260731T225959Z\r\n")
    );
    event.all_day = true;
    assert!(write(&[event], &[], None, "").contains("RRULE:FREQ=WEEKLY;UNTIL=20260731\r\n"));
}

#[test]
fn what_is_neither_event_nor_task_is_passed_over_and_named() {
    let journal = "BEGIN:VJOURNAL\nUID:j\nDTSTAMP:20260101T000000Z\nSUMMARY:Notes\nEND:VJOURNAL\n";
    let busy = "BEGIN:VFREEBUSY\nUID:f\nFREEBUSY:20260702T090000Z/PT1H\nEND:VFREEBUSY\n";
    let entry = event("a", "DTSTART:20260702T090000\nSUMMARY:Clinic");
    let read = calendar(&format!("{journal}{entry}{busy}BEGIN:X-MINE\nEND:X-MINE\n"));
    assert_eq!((read.events.len(), read.problems.len()), (1, 0));
    assert_eq!(read.left_out.iter().map(|problem| problem.line).collect::<Vec<_>>(), [4, 15, 19]);
    let told = reasons(&read.left_out);
    assert!(told[0].starts_with("A journal entry") && told[1].starts_with("A list of free and busy times"), "{told:?}");
    assert!(told[2].contains("X-MINE") && told.iter().all(|reason| reason.ends_with('.')), "{told:?}");
    let none = calendar(&format!("{journal}{busy}"));
    assert_eq!((none.problems.len(), none.left_out.len()), (2, 0), "a file of nothing else is refused");
}
