//! Calendars as other programs write them, over the program itself: what goes wrong elsewhere is right here, comes in
//! once, goes out as it came, and keeps its time when the clocks change.

use serde_json::Value;

use super::call::Bench;

const OUTLOOK: &str = "BEGIN:VTIMEZONE\nTZID:GMT Standard Time\nBEGIN:STANDARD\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T010000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n";

/// An entry with its lines; `@` stands for `;TZID=Europe/London:`.
pub fn entry(uid: &str, lines: &str) -> String {
    let lines = lines.replace('@', ";TZID=Europe/London:");
    format!("BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260101T000000Z\n{lines}\nEND:VEVENT\n")
}

pub fn calendar(body: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n{body}END:VCALENDAR\n").replace('\n', "\r\n")
}

/// A file of the calendar, its path.
pub fn file(desk: &Bench, name: &str, body: &str) -> String {
    desk.file(name, &calendar(body))
}

/// Imports into the calendar of Dr A PATEL.
pub fn import(desk: &Bench, path: &str) -> Value {
    desk.one(&["import", "diary", path, "--of", "Dr A PATEL"])
}

/// `2026-10-05T10:00:00 WEEKLY clinic`, and the state where it is not confirmed, of some days.
pub fn listed(desk: &Bench, from: &str, days: &str) -> Vec<String> {
    let all = desk.json(&["diary", from, "--days", days]);
    let text = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    let line = |one: &Value| {
        let state = text(one, "state");
        let state = if state == "confirmed" { String::new() } else { format!(" {state}") };
        format!("{} {}{state}", &text(one, "start")[..16], text(one, "title"))
    };
    all.iter().map(line).collect()
}

/// The calendar of the cases that go wrong.
fn conform() -> String {
    let rest = "CATEGORIES:CLINIC\nSTATUS:CONFIRMED\nORGANIZER:mailto:a\u{1}example.org\nATTENDEE;PARTSTAT=ACCEPTED:mailto:b\u{1}example.org\nATTACH:https://example.org/list.pdf\nLOCATION:Room 4\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDESCRIPTION:soon\nEND:VALARM";
    let all = [
        ("wk", format!("DTSTART@20261005T100000\nDTEND@20261005T110000\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE@20261012T100000\nSUMMARY:WEEKLY clinic\n{rest}")),
        ("wk", "RECURRENCE-ID@20261019T100000\nDTSTART@20261019T150000\nDTEND@20261019T160000\nSUMMARY:WEEKLY clinic MOVED".into()),
        ("utc", "DTSTART:20260701T090000Z\nDTEND:20260701T100000Z\nSUMMARY:UTC in July is 10:00 here".into()),
        ("utcwk", "DTSTART:20261021T090000Z\nDTEND:20261021T093000Z\nRRULE:FREQ=WEEKLY;COUNT=2\nSUMMARY:UTC weekly".into()),
        ("ny", "DTSTART;TZID=America/New_York:20260702T090000\nDTEND;TZID=America/New_York:20260702T100000\nSUMMARY:NY nine is 14:00 here".into()),
        ("ad", "DTSTART;VALUE=DATE:20260703\nDTEND;VALUE=DATE:20260706\nSUMMARY:ALLDAY leave".into()),
        ("lf", "DTSTART@20260731T140000\nDTEND@20260731T150000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3\nSUMMARY:LASTFRI audit".into()),
        ("sp", "DTSTART@20260831T160000\nDTEND@20260831T163000\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2\nSUMMARY:SETPOS payroll".into()),
        ("un", "DTSTART@20260706T083000\nDTEND@20260706T084500\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20260710T073000Z\nSUMMARY:UNTIL huddle".into()),
        ("tx", "DTSTART@20260714T100000\nDTEND@20260714T103000\nSUMMARY:Gŵyl\\, O'Neill\\; review \\\\ path 😀\nDESCRIPTION:line one\\nline two".into()),
        ("gap", "DTSTART@20270328T013000\nDTEND@20270328T020000\nSUMMARY:GAP time".into()),
        ("rd", "DTSTART@20260716T100000\nDTEND@20260716T103000\nRDATE@20260720T100000\nSUMMARY:RDATE twice".into()),
        ("cx", "DTSTART@20260721T100000\nDTEND@20260721T103000\nSTATUS:CANCELLED\nSUMMARY:CANCELLED meeting".into()),
    ];
    let body: String = all.iter().map(|(uid, lines)| entry(uid, lines)).collect();
    calendar(&body).replace('\u{1}', "@")
}

const ANSWERS: &[&str] = &[
    "2026-07-01T10:00 UTC in July is 10:00 here",
    "2026-07-02T14:00 NY nine is 14:00 here",
    "2026-07-03T00:00 ALLDAY leave",
    "2026-07-06T08:30 UNTIL huddle",
    "2026-07-07T08:30 UNTIL huddle",
    "2026-07-08T08:30 UNTIL huddle",
    "2026-07-09T08:30 UNTIL huddle",
    "2026-07-10T08:30 UNTIL huddle",
    "2026-07-14T10:00 Gŵyl, O'Neill; review \\ path 😀",
    "2026-07-16T10:00 RDATE twice",
    "2026-07-20T10:00 RDATE twice",
    "2026-07-21T10:00 CANCELLED meeting cancelled",
    "2026-07-31T14:00 LASTFRI audit",
    "2026-08-28T14:00 LASTFRI audit",
    "2026-08-31T16:00 SETPOS payroll",
    "2026-09-25T14:00 LASTFRI audit",
    "2026-09-30T16:00 SETPOS payroll",
    "2026-10-05T10:00 WEEKLY clinic",
    "2026-10-19T15:00 WEEKLY clinic MOVED",
    "2026-10-21T10:00 UTC weekly",
    "2026-10-26T10:00 WEEKLY clinic",
    "2026-10-28T09:00 UTC weekly",
    "2027-03-28T02:30 GAP time",
];

#[test]
fn every_case_that_goes_wrong_elsewhere_is_right_and_survives_the_way_out_and_in() {
    let desk = Bench::new();
    let path = desk.file("conform.ics", &conform());
    let taken = import(&desk, &path);
    assert_eq!((&taken["new"], taken["rejected"].as_array().map(Vec::len)), (&12.into(), Some(0)));
    assert_eq!(listed(&desk, "1/7/2026", "365"), ANSWERS);
    assert_eq!(import(&desk, &path)["same"], 12, "twice doubles nothing");
    assert_eq!(listed(&desk, "1/7/2026", "365"), ANSWERS);
    let out = desk.path("out.ics").to_string_lossy().into_owned();
    desk.ok(&["export", "diary", &out, "--of", "Dr A PATEL"]);
    let text = desk.text("out.ics").replace("\r\n ", "");
    for kept in [
        "UID:wk\r\n",
        "DTSTART;TZID=Europe/London:20261005T100000",
        "DTSTART;TZID=America/New_York:20260702T090000",
        "RRULE:FREQ=MONTHLY;COUNT=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@example.org",
        "ATTACH:https://example.org/list.pdf",
        "TRIGGER:-PT15M",
        "CATEGORIES:CLINIC",
        "LOCATION:Room 4",
        "STATUS:CANCELLED",
        "RDATE;TZID=Europe/London:20260720T100000",
    ] {
        assert!(text.contains(kept), "{kept} is lost:\n{text}");
    }
    let other = Bench::new();
    assert_eq!(import(&other, &out)["new"], 12);
    assert_eq!(listed(&other, "1/7/2026", "365"), ANSWERS);
    let again = other.path("again.ics").to_string_lossy().into_owned();
    other.ok(&["export", "diary", &again, "--of", "Dr A PATEL"]);
    assert_eq!(other.text("again.ics"), desk.text("out.ics"), "out, in and out is the same");
}

#[test]
fn an_outlook_meeting_is_at_its_hour_in_summer() {
    let desk = Bench::new();
    let meeting =
        "DTSTART;TZID=GMT Standard Time:20260715T100000\nDTEND;TZID=GMT Standard Time:20260715T110000\nSUMMARY:Board";
    let path = file(&desk, "o.ics", &(OUTLOOK.to_owned() + &entry("o", meeting)));
    import(&desk, &path);
    assert_eq!(listed(&desk, "15/7/2026", "1"), ["2026-07-15T10:00 Board"]);
    let bare = file(
        &desk,
        "b.ics",
        &entry("b", &meeting.replace("Board", "Without the zone's rules").replace("0715", "0716")),
    );
    import(&desk, &bare);
    assert_eq!(listed(&desk, "16/7/2026", "1"), ["2026-07-16T10:00 Without the zone's rules"]);
}

const SIX: &str = "DTSTART@20260304T100000\nDTEND@20260304T110000\nRRULE:FREQ=WEEKLY;COUNT=6\nSUMMARY:MDT";

#[test]
fn the_update_of_one_occurrence_leaves_the_other_five() {
    let desk = Bench::new();
    import(&desk, &file(&desk, "six.ics", &entry("s", SIX)));
    assert_eq!(listed(&desk, "tod", "60").len(), 6, "six are six");
    let one =
        "SEQUENCE:1\nRECURRENCE-ID@20260318T100000\nDTSTART@20260319T140000\nDTEND@20260319T150000\nSUMMARY:MDT moved";
    import(&desk, &file(&desk, "one.ics", &entry("s", one)));
    let wanted = [
        "2026-03-04T10:00 MDT",
        "2026-03-11T10:00 MDT",
        "2026-03-19T14:00 MDT moved",
        "2026-03-25T10:00 MDT",
        "2026-04-01T10:00 MDT",
        "2026-04-08T10:00 MDT",
    ];
    assert_eq!(listed(&desk, "tod", "60"), wanted);
    desk.ok(&["undo"]);
    assert_eq!(listed(&desk, "tod", "60").len(), 6);
    assert!(!listed(&desk, "tod", "60").iter().any(|l| l.contains("moved")));
}

#[test]
fn one_odd_entry_is_named_and_the_rest_can_be_taken() {
    let desk = Bench::new();
    let body = entry("a", "DTSTART@20260304T100000\nSUMMARY:Good") + &entry("b", "SUMMARY:No start") + &entry("c", SIX);
    let path = file(&desk, "odd.ics", &body);
    let refused = desk.refused(&["import", "diary", &path]);
    assert!(refused.starts_with("odd.ics, line 10: This entry has no start"), "{refused}");
    assert!(desk.json(&["diary", "--days", "60"]).is_empty(), "nothing is half imported");
    let rejects = desk.path("rejects.csv").to_string_lossy().into_owned();
    let done = desk.one(&["import", "diary", &path, "--skip-bad", &rejects]);
    assert_eq!((&done["new"], done["rejected"].as_array().map(Vec::len)), (&2.into(), Some(1)));
    assert_eq!(listed(&desk, "tod", "60").len(), 7);
}

#[test]
fn today_at_two_is_a_time_and_not_a_title() {
    let desk = Bench::new();
    desk.ok(&["entry", "add", "--title", "X", "--start", "today 2pm"]);
    let all = desk.json(&["diary", "tod"]);
    assert_eq!(
        (&all[0]["title"], &all[0]["start"], &all[0]["all_day"]),
        (&"X".into(), &"2026-03-03T14:00:00".into(), &false.into())
    );
}

#[test]
fn half_a_file_is_refused() {
    let desk = Bench::new();
    let whole = conform();
    let path = desk.file("half.ics", &whole[..whole.len() / 2]);
    assert!(desk.refused(&["import", "diary", &path]).contains("Nothing was imported"));
    assert!(desk.json(&["diary", "1/7/2026", "--days", "365"]).is_empty());
}

/// The nights on which the clocks change: spring and autumn of each year.
const NIGHTS: [(&str, &str); 2] = [("20260329", "20261025"), ("20270328", "20271031")];

fn iso(day: &str) -> String {
    format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])
}

#[test]
fn clinics_leave_and_nights_keep_their_times_over_every_change_of_the_clocks() {
    for day in NIGHTS.iter().flat_map(|(spring, autumn)| [spring, autumn]) {
        let desk = Bench::new();
        let date: chrono::NaiveDate = iso(day).parse().expect("a day");
        let before = |n: i64| (date - chrono::Duration::days(n)).format("%Y%m%d").to_string();
        let after = |n: i64| (date + chrono::Duration::days(n)).format("%Y%m%d").to_string();
        let (monday, friday) = (before(6), before(2));
        let body =
            entry(
                "c",
                &format!("DTSTART@{monday}T090000\nDTEND@{monday}T123000\nRRULE:FREQ=WEEKLY;COUNT=2\nSUMMARY:Clinic"),
            ) + &entry("l", &format!("DTSTART;VALUE=DATE:{friday}\nDTEND;VALUE=DATE:{}\nSUMMARY:Leave", after(2)))
                + &entry("n", &format!("DTSTART@{}T220000\nDTEND@{day}T060000\nSUMMARY:On call", before(1)))
                + &entry("d", &format!("DTSTART@{}T080000\nDURATION:P1D\nSUMMARY:A day", before(1)))
                + &entry("h", &format!("DTSTART@{}T080000\nDURATION:PT24H\nSUMMARY:24 hours", before(1)));
        import(&desk, &file(&desk, "n.ics", &body));
        let from = iso(&monday);
        let all = desk.json(&["diary", &from, "--days", "9"]);
        let one = |title: &str| all.iter().filter(|o| o["title"] == title).cloned().collect::<Vec<_>>();
        let span = |o: &Value| format!("{} {}", o["start"].as_str().unwrap_or(""), o["end"].as_str().unwrap_or(""));
        let (m, next) = (iso(&monday), iso(&after(1)));
        let clinics: Vec<String> = one("Clinic").iter().map(span).collect();
        assert_eq!(
            clinics,
            [format!("{m}T09:00:00 {m}T12:30:00"), format!("{next}T09:00:00 {next}T12:30:00")],
            "{day}"
        );
        let leave = one("Leave");
        assert_eq!((leave.len(), &leave[0]["all_day"]), (1, &true.into()));
        assert_eq!(span(&leave[0]), format!("{}T00:00:00 {}T00:00:00", iso(&friday), iso(&after(2))));
        let (eve, now) = (iso(&before(1)), iso(day));
        assert_eq!(span(&one("On call")[0]), format!("{eve}T22:00:00 {now}T06:00:00"));
        assert_eq!(span(&one("A day")[0]), format!("{eve}T08:00:00 {now}T08:00:00"));
        let late = if day.ends_with("29") || day.ends_with("28") { "09:00:00" } else { "07:00:00" };
        assert_eq!(span(&one("24 hours")[0]), format!("{eve}T08:00:00 {now}T{late}"), "24 hours by the clock");
    }
}

#[test]
fn times_that_are_skipped_or_come_twice_are_where_the_standard_has_them() {
    for (spring, autumn) in NIGHTS {
        let desk = Bench::new();
        let body = entry("g", &format!("DTSTART@{spring}T013000\nDTEND@{spring}T020000\nSUMMARY:Skipped"))
            + &entry(
                "r",
                &format!(
                    "DTSTART@{}T013000\nDTEND@{}T014500\nRRULE:FREQ=DAILY;COUNT=3\nSUMMARY:Nightly",
                    eve(spring),
                    eve(spring)
                ),
            )
            + &entry("t", &format!("DTSTART@{autumn}T013000\nDTEND@{autumn}T014500\nSUMMARY:Twice"))
            + &entry("z1", &format!("DTSTART:{autumn}T003000Z\nDTEND:{autumn}T004500Z\nSUMMARY:First half past one"))
            + &entry("z2", &format!("DTSTART:{autumn}T013000Z\nDTEND:{autumn}T014500Z\nSUMMARY:Second half past one"))
            + &entry("z3", &format!("DTSTART:{spring}T010000Z\nDTEND:{spring}T013000Z\nSUMMARY:One by UTC"));
        import(&desk, &file(&desk, "n.ics", &body));
        let (s, a) = (iso(spring), iso(autumn));
        let seen = listed(&desk, &s, "1");
        assert_eq!(seen, [format!("{s}T02:00 One by UTC"), format!("{s}T02:30 Nightly"), format!("{s}T02:30 Skipped")]);
        let skipped = desk.json(&["diary", &s]).into_iter().find(|o| o["title"] == "Skipped").expect("there");
        assert_eq!(skipped["end"], format!("{s}T03:00:00"), "as long as ever");
        let mut seen = listed(&desk, &a, "1");
        seen.sort();
        let at = |what: &str| format!("{a}T01:30 {what}");
        assert_eq!(seen, [at("First half past one"), at("Second half past one"), at("Twice")]);
        let out = desk.path("out.ics").to_string_lossy().into_owned();
        desk.ok(&["export", "diary", &out]);
        assert!(
            desk.text("out.ics").contains(&format!("DTSTART:{autumn}T013000Z")),
            "the second of the two is still told"
        );
        assert!(desk.text("out.ics").contains(&format!("DTSTART;TZID=Europe/London:{spring}T013000")), "as it came");
    }
}

fn eve(day: &str) -> String {
    let date: chrono::NaiveDate = iso(day).parse().expect("a day");
    (date - chrono::Duration::days(1)).format("%Y%m%d").to_string()
}

#[test]
fn a_series_of_another_zone_follows_its_own_clocks() {
    // New York changes on 8 March and 1 November 2026, 14 March and 7 November 2027.
    for (first, weeks, hours) in [
        ("20260304T090000", "2026-03-04", [14, 13, 13, 13, 14]),
        ("20261014T090000", "2026-10-14", [14, 14, 13, 14, 14]),
        ("20270310T090000", "2027-03-10", [14, 13, 13, 14, 14]),
        ("20271020T090000", "2027-10-20", [14, 14, 13, 14, 14]),
    ] {
        let desk = Bench::new();
        let body =
            format!("DTSTART;TZID=America/New_York:{first}\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=5\nSUMMARY:NY");
        import(&desk, &file(&desk, "ny.ics", &entry("ny", &body)));
        let all = desk.json(&["diary", weeks, "--days", "35"]);
        let seen: Vec<u32> =
            all.iter().map(|o| o["start"].as_str().expect("a time")[11..13].parse().expect("an hour")).collect();
        assert_eq!(seen, hours, "{first}");
    }
}
