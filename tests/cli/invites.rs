//! Invitations and what comes after them, calendars that are imported again, and busy times.

use super::calendar::{calendar, entry, file, import, listed};
use super::call::Bench;

const PEOPLE: &str = "ORGANIZER;CN=Board office:mailto:board\u{40}example.org\nATTENDEE;CN=Dr A PATEL;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:patel\u{40}example.org\nATTENDEE;CN=Jo:mailto:jo\u{40}example.org";

/// An entry to which people are invited.
fn with_people(uid: &str, lines: &str) -> String {
    entry(uid, lines).replace("END:VEVENT", &format!("{PEOPLE}\nEND:VEVENT"))
}

/// A message: its method, its entry. People are put in after the times, which have `@` for the zone.
fn message(method: &str, uid: &str, lines: &str) -> String {
    calendar(&format!("METHOD:{method}\n{}", with_people(uid, lines)))
}

fn sent(desk: &Bench, name: &str, method: &str, uid: &str, lines: &str) -> String {
    desk.file(name, &message(method, uid, lines))
}

const BOARD: &str = "DTSTART@20260310T100000\nDTEND@20260310T110000\nSUMMARY:Board\nLOCATION:Room 1";
const WEEKLY: &str = "DTSTART@20260304T100000\nDTEND@20260304T110000\nRRULE:FREQ=WEEKLY;COUNT=6\nSUMMARY:MDT";

fn draft(desk: &Bench, id: &str, answer: &str) -> String {
    let out = desk.path("answer.eml").to_string_lossy().into_owned();
    desk.ok(&["entry", "answer", id, answer, "-o", &out]);
    desk.text("answer.eml").replace("\r\n ", "")
}

/// The calendar part of a draft, decoded.
fn reply_of(draft: &str) -> String {
    let part = draft.split("text/calendar; method=REPLY").nth(1).expect("a calendar part");
    let body = part.split("\r\n\r\n").nth(1).expect("a body").split("\r\n--").next().unwrap_or_default();
    if !part.contains("base64") {
        return body.to_owned();
    }
    let text: Vec<u8> = body.bytes().filter(u8::is_ascii_graphic).collect();
    let value = |b: u8| match b {
        b'A'..=b'Z' => b - b'A',
        b'a'..=b'z' => b - b'a' + 26,
        b'0'..=b'9' => b - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut out = Vec::new();
    for four in text.chunks(4) {
        let bits = four.iter().filter(|b| **b != b'=').fold(0u32, |sum, b| sum << 6 | u32::from(value(*b)));
        let count = four.iter().filter(|b| **b != b'=').count();
        let bits = bits << (6 * (4 - count));
        out.extend([(bits >> 16) as u8, (bits >> 8) as u8, bits as u8].into_iter().take(count - 1));
    }
    String::from_utf8(out).expect("text").replace("\r\n ", "")
}

/// The board among what stands on that day.
fn board(desk: &Bench) -> String {
    listed(desk, "10/3", "1").into_iter().find(|line| line.contains("Board")).unwrap_or_default()
}

#[test]
fn an_invitation_is_proposed_until_it_is_answered() {
    let desk = Bench::new();
    desk.ok(&["entry", "add", "--title", "Ward round", "--start", "10/3 10:30", "--of", "Dr A PATEL"]);
    let clinic = ["clinic", "add", "--name", "Clinic A", "--of", "Dr A PATEL", "--weekday", "tue"];
    desk.ok(&[&clinic[..], &["--from", "09:00", "--to", "12:30", "--new", "4x30m"]].concat());
    let path = sent(&desk, "r.ics", "REQUEST", "b", BOARD);
    let said = desk.ok(&["import", "diary", &path, "--of", "Dr A PATEL"]);
    assert!(said.contains("! Tue 10-Mar-2026: Clashes with 09:00 Clinic A (Dr A PATEL)."), "{said}");
    assert!(said.contains("New: Board: Tue 10-Mar-2026 10:00–11:00, Room 1, proposed"), "{said}");
    assert!(said.contains("! Tue 10-Mar-2026: Clashes with 10:30 Ward round (Dr A PATEL)."), "{said}");
    let found = desk.json(&["diary", "10/3"]).into_iter().find(|o| o["title"] == "Board").expect("there");
    assert_eq!(found["state"], "proposed");
    let id = found["id"].as_str().expect("an id");
    let eml = draft(&desk, id, "accept");
    assert!(eml.contains("X-Unsent: 1") && eml.contains("To: \"Board office\" <board@example.org>"), "{eml}");
    assert!(eml.contains("Subject: Accepted: Board") && eml.contains("multipart/alternative"), "{eml}");
    let reply = reply_of(&eml);
    for line in [
        "METHOD:REPLY",
        "UID:b\r\n",
        "SEQUENCE:0",
        "ATTENDEE;CN=Dr A PATEL;PARTSTAT=ACCEPTED:mailto:patel@example.org",
        "ORGANIZER;CN=Board office:mailto:board@example.org",
    ] {
        assert!(reply.contains(line), "{line}:\n{reply}");
    }
    assert!(!reply.contains("jo@example.org"), "nobody else is answered for:\n{reply}");
    assert_eq!(board(&desk), "2026-03-10T10:00 Board");
    desk.ok(&["undo"]);
    assert_eq!(board(&desk), "2026-03-10T10:00 Board proposed");
    assert!(draft(&desk, id, "decline").contains("Subject: Declined: Board"));
    assert_eq!(board(&desk), "2026-03-10T10:00 Board cancelled");
    assert!(reply_of(&draft(&desk, id, "tentative")).contains("PARTSTAT=TENTATIVE"));
    assert_eq!(board(&desk), "2026-03-10T10:00 Board proposed");
}

#[test]
fn an_update_moves_it_and_an_older_one_is_refused() {
    let desk = Bench::new();
    desk.ok(&["import", "diary", &sent(&desk, "r.ics", "REQUEST", "b", BOARD), "--of", "Dr A PATEL"]);
    let id = desk.one(&["diary", "10/3"])["id"].as_str().expect("an id").to_owned();
    draft(&desk, &id, "accept");
    let moved = BOARD.replace("0310T", "0312T") + "\nSEQUENCE:2";
    let said = desk.ok(&["import", "diary", &sent(&desk, "u.ics", "REQUEST", "b", &moved)]);
    assert!(said.contains("Tue 10-Mar-2026 10:00–11:00, Room 1, confirmed, 1 accepted, 1 not answered → Thu 12-Mar-2026 10:00–11:00, Room 1, proposed"), "{said}");
    assert_eq!(listed(&desk, "tod", "20"), ["2026-03-12T10:00 Board proposed"]);
    let old = BOARD.replace("0310T", "0311T") + "\nSEQUENCE:1";
    let refused = desk.refused(&["import", "diary", &sent(&desk, "o.ics", "REQUEST", "b", &old)]);
    assert_eq!(
        refused,
        "“Board” comes in an older version here: revision 1, and revision 2 is the one in the diary, which stays. Nothing was changed."
    );
    assert_eq!(listed(&desk, "tod", "20"), ["2026-03-12T10:00 Board proposed"]);
    let earlier = moved.replace("0312T", "0313T").replace("SUMMARY", "X-OURS:1\nSUMMARY");
    let earlier = message("REQUEST", "b", &earlier).replace("DTSTAMP:20260101", "DTSTAMP:20251231");
    let refused = desk.refused(&["import", "diary", &desk.file("e.ics", &earlier)]);
    assert!(refused.contains("written earlier than the one in the diary"), "{refused}");
    desk.ok(&["undo"]);
    assert_eq!(listed(&desk, "tod", "20"), ["2026-03-10T10:00 Board"]);
}

#[test]
fn one_occurrence_and_this_and_later_are_changed_where_they_are_meant() {
    let desk = Bench::new();
    desk.ok(&["import", "diary", &sent(&desk, "r.ics", "REQUEST", "m", WEEKLY), "--of", "Dr A PATEL"]);
    let series = desk.json(&["diary", "--days", "60"])[0]["id"].as_str().expect("an id").to_owned();
    draft(&desk, &series, "accept");
    let one = "SEQUENCE:1\nRECURRENCE-ID:20260311T100000Z\nDTSTART@20260312T140000\nDTEND@20260312T150000\nSUMMARY:MDT";
    let said = desk.ok(&["import", "diary", &sent(&desk, "one.ics", "REQUEST", "m", one)]);
    assert!(
        said.contains("One occurrence of a series: MDT: Wed 11-Mar-2026 10:00–11:00")
            && said.contains("→ Thu 12-Mar-2026 14:00–15:00"),
        "{said}"
    );
    let later = "SEQUENCE:2\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20260325T100000\nDTSTART@20260326T093000\nDTEND@20260326T103000\nSUMMARY:MDT, new day";
    let said = desk.ok(&["import", "diary", &sent(&desk, "later.ics", "REQUEST", "m", later)]);
    assert!(said.contains("This one and all later: MDT, new day: Wed 25-Mar-2026 10:00–11:00"), "{said}");
    let wanted = [
        "2026-03-04T10:00 MDT",
        "2026-03-12T14:00 MDT proposed",
        "2026-03-18T10:00 MDT",
        "2026-03-26T09:30 MDT, new day proposed",
        "2026-04-02T09:30 MDT, new day proposed",
        "2026-04-09T09:30 MDT, new day proposed",
    ];
    assert_eq!(listed(&desk, "tod", "60"), wanted);
    let all = desk.json(&["diary", "--days", "60"]);
    let moved = all.iter().find(|o| o["start"] == "2026-03-12T14:00:00").expect("there")["id"].as_str().expect("an id");
    let reply = reply_of(&draft(&desk, moved, "decline"));
    assert!(
        reply.contains("RECURRENCE-ID;TZID=Europe/London:20260311T100000") && reply.contains("UID:m\r\n"),
        "{reply}"
    );
    let rest = all.iter().find(|o| o["start"] == "2026-04-02T09:30:00").expect("there")["id"].as_str().expect("an id");
    assert!(listed(&desk, "tod", "60")[1].ends_with("cancelled"));
    assert_eq!(listed(&desk, "tod", "60")[0], "2026-03-04T10:00 MDT", "the others stay as they were answered");
    let whole = reply_of(&draft(&desk, rest, "accept"));
    assert!(whole.contains("UID:m\r\n"), "{whole}");
    let off = "SEQUENCE:3\nRECURRENCE-ID@20260318T100000\nDTSTART@20260318T100000";
    desk.ok(&["import", "diary", &sent(&desk, "off.ics", "CANCEL", "m", off)]);
    assert_eq!(listed(&desk, "18/3", "1"), ["2026-03-18T10:00 MDT cancelled"]);
}

#[test]
fn a_cancellation_marks_and_erases_nothing() {
    let desk = Bench::new();
    let path = sent(&desk, "c.ics", "CANCEL", "m", "SEQUENCE:1\nSUMMARY:MDT");
    assert!(
        desk.ok(&["import", "diary", &path]).contains("“MDT” is not in this calendar, so there is nothing to change.")
    );
    desk.ok(&["import", "diary", &sent(&desk, "r.ics", "REQUEST", "m", WEEKLY), "--of", "Dr A PATEL"]);
    let said = desk.ok(&["import", "diary", &path]);
    assert!(said.contains("cancelled") && said.contains("0 new, 1 changed in Dr A PATEL"), "{said}");
    let seen = listed(&desk, "tod", "60");
    assert!(seen.len() == 6 && seen.iter().all(|l| l.ends_with("MDT cancelled")), "{seen:?}");
    desk.ok(&["undo"]);
    assert!(listed(&desk, "tod", "60").iter().all(|l| l.ends_with("MDT proposed")));
}

#[test]
fn answers_are_noted_and_another_time_is_only_shown() {
    let desk = Bench::new();
    let mine = with_people("mine", BOARD);
    import(&desk, &desk.file("mine.ics", &calendar(&mine)));
    let reply = "METHOD:REPLY\nBEGIN:VEVENT\nUID:mine\nDTSTAMP:20260301T000000Z\nATTENDEE;CN=Jo;PARTSTAT=DECLINED:mailto:jo\u{40}example.org\nEND:VEVENT\n";
    let said = desk.ok(&["import", "diary", &desk.file("reply.ics", &calendar(reply))]);
    assert!(
        said.contains("Jo <jo@example.org> declined Board.") && said.contains("1 not answered, 1 declined"),
        "{said}"
    );
    let counter = "METHOD:COUNTER\nBEGIN:VEVENT\nUID:mine\nDTSTAMP:20260301T000000Z\nDTSTART:20260311T140000Z\nDTEND:20260311T150000Z\nSUMMARY:Board\nCOMMENT:In theatre on Tuesday\nATTENDEE;CN=Jo:mailto:jo\u{40}example.org\nEND:VEVENT\n";
    let said = desk.ok(&["import", "diary", &desk.file("counter.ics", &calendar(counter))]);
    assert!(
        said.contains("→ Wed 11-Mar-2026 14:00–15:00")
            && said.contains("Jo <jo@example.org> proposes this. Nothing was changed"),
        "{said}"
    );
    assert_eq!(listed(&desk, "tod", "20"), ["2026-03-10T10:00 Board"]);
    let out = desk.path("out.ics").to_string_lossy().into_owned();
    desk.ok(&["export", "diary", &out]);
    assert!(
        desk.text("out.ics").replace("\r\n ", "").contains("ATTENDEE;CN=Jo;PARTSTAT=DECLINED:mailto:jo@example.org")
    );
}

#[test]
fn whose_address_it_is_is_asked_where_it_cannot_be_told_and_remembered() {
    let desk = Bench::new();
    desk.ok(&["import", "diary", &sent(&desk, "r.ics", "REQUEST", "b", BOARD), "--of", "Leave"]);
    let id = desk.one(&["diary", "10/3"])["id"].as_str().expect("an id").to_owned();
    let out = desk.path("a.eml").to_string_lossy().into_owned();
    let refused = desk.refused(&["entry", "answer", &id, "accept", "-o", &out]);
    assert!(refused.contains("Say it with --me ADDRESS") && !desk.path("a.eml").exists(), "{refused}");
    desk.ok(&["entry", "answer", &id, "accept", "-o", &out, "--me", "jo@example.org"]);
    assert!(reply_of(&desk.text("a.eml")).contains("ATTENDEE;CN=Jo;PARTSTAT=ACCEPTED:mailto:jo@example.org"));
    desk.ok(&["entry", "answer", &id, "decline", "-o", &out]);
    assert!(reply_of(&desk.text("a.eml")).contains("PARTSTAT=DECLINED:mailto:jo@example.org"));
    let plain = desk.ok(&["entry", "add", "--title", "Own", "--start", "11/3 9:00"]);
    assert!(desk.refused(&["entry", "answer", &plain, "accept", "-o", &out]).contains("it has no organiser"));
}

#[test]
fn what_is_gone_from_a_calendar_is_offered_as_cancelled_and_never_erased() {
    let desk = Bench::new();
    let past = entry("past", "DTSTART@20260201T100000\nSUMMARY:Over");
    let stays = entry("stays", BOARD);
    let goes = entry("goes", "DTSTART@20260312T100000\nSUMMARY:Goes");
    import(&desk, &file(&desk, "first.ics", &format!("{past}{stays}{goes}")));
    desk.ok(&["entry", "add", "--title", "Ours", "--start", "13/3 9:00", "--of", "Dr A PATEL"]);
    let later = file(&desk, "later.ics", &stays.replace("SUMMARY:Board", "SEQUENCE:1\nSUMMARY:Board 2"));
    let said = desk.ok(&["import", "diary", &later, "--of", "Dr A PATEL", "--dry-run"]);
    assert!(
        said.contains("No longer in it: Thu 12-Mar-2026 Goes") && !said.contains("Over") && !said.contains("Ours"),
        "{said}"
    );
    let done = desk.one(&["import", "diary", &later, "--of", "Dr A PATEL"]);
    assert_eq!((&done["changed"], &done["missing"], &done["cancelled"]), (&1.into(), &1.into(), &0.into()));
    assert_eq!(listed(&desk, "12/3", "1"), ["2026-03-12T10:00 Goes"], "nothing is erased in silence");
    let done = desk.one(&["import", "diary", &later, "--of", "Dr A PATEL", "--cancel-missing"]);
    assert_eq!(done["cancelled"], 1);
    let seen = listed(&desk, "1/2/2026", "60");
    assert_eq!(
        seen,
        [
            "2026-02-01T10:00 Over",
            "2026-03-10T10:00 Board 2",
            "2026-03-12T10:00 Goes cancelled",
            "2026-03-13T09:00 Ours"
        ]
    );
    desk.ok(&["undo"]);
    assert_eq!(listed(&desk, "12/3", "1"), ["2026-03-12T10:00 Goes"]);
    let other = file(&desk, "other.ics", &entry("other", "DTSTART@20260314T100000\nSUMMARY:Other"));
    assert_eq!(
        desk.one(&["import", "diary", &other, "--of", "Dr A PATEL"])["missing"],
        0,
        "another calendar's file says nothing of it"
    );
}

#[test]
fn a_change_made_here_is_not_undone_by_the_same_file_and_goes_out_as_the_newer() {
    let desk = Bench::new();
    let path = file(&desk, "b.ics", &entry("b", BOARD));
    import(&desk, &path);
    let out = desk.path("out.ics").to_string_lossy().into_owned();
    let other = Bench::new();
    assert_eq!(import(&other, &path)["new"], 1);
    // Answered here, so that something of it changes.
    let mine = with_people("b", &BOARD.replace("SUMMARY", "SEQUENCE:1\nSUMMARY"));
    import(&desk, &file(&desk, "m.ics", &mine));
    assert_eq!(import(&desk, &path)["same"], 1, "the older file changes nothing");
    desk.ok(&["export", "diary", &out, "--of", "Dr A PATEL"]);
    assert_eq!(import(&other, &out)["changed"], 1);
    assert_eq!(import(&other, &out)["same"], 1);
}

#[test]
fn busy_times_say_nothing_but_when() {
    let desk = Bench::new();
    let body = with_people("a", &format!("{BOARD}\nDESCRIPTION:secret notes"))
        + &entry("b", "DTSTART@20260310T103000\nDTEND@20260310T120000\nSUMMARY:Overlaps")
        + &entry("c", "DTSTART@20260310T130000\nDTEND@20260310T140000\nSUMMARY:Free\nTRANSP:TRANSPARENT")
        + &entry("d", "DTSTART@20260310T150000\nDTEND@20260310T160000\nSUMMARY:Perhaps\nSTATUS:TENTATIVE")
        + &entry("e", "DTSTART@20260310T160000\nDTEND@20260310T170000\nSUMMARY:Off\nSTATUS:CANCELLED")
        + &entry("f", WEEKLY);
    import(&desk, &file(&desk, "b.ics", &body));
    let clinic = ["clinic", "add", "--name", "Clinic A", "--of", "Dr A PATEL", "--weekday", "fri", "--until", "6/3"];
    desk.ok(&[&clinic[..], &["--from", "09:00", "--to", "12:30", "--new", "4x30m"]].concat());
    let out = desk.path("busy.ics").to_string_lossy().into_owned();
    desk.ok(&["export", "diary", &out, "--busy", "--of", "Dr A PATEL"]);
    let text = desk.text("busy.ics").replace("\r\n ", "");
    for word in
        ["Board", "Room", "secret", "example.org", "Overlaps", "MDT", "PATEL", "UID:a", "Perhaps\r\n", "ATTENDEE"]
    {
        assert!(!text.contains(word), "{word}:\n{text}");
    }
    let starts: Vec<&str> =
        text.lines().filter(|l| l.starts_with("DTSTART;TZID")).map(|l| l.rsplit(':').next().unwrap_or("")).collect();
    let wanted = [
        "20260304T100000",
        "20260306T090000",
        "20260310T100000",
        "20260310T150000",
        "20260311T100000",
        "20260318T100000",
        "20260325T100000",
        "20260401T100000",
        "20260408T100000",
    ];
    assert_eq!(starts, wanted);
    assert!(text.contains("DTEND;TZID=Europe/London:20260310T120000") && text.matches("SUMMARY:Busy\r\n").count() == 8);
    assert_eq!(text.matches("SUMMARY:Perhaps busy\r\n").count(), 1);
    assert!(desk.refused(&["export", "tasks", &out, "--busy"]).contains("Busy times are of the diary"));
}
