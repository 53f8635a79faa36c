//! Messages about meetings on the screen: looked at, answered, taken back.

use std::os::unix::fs::PermissionsExt;

use super::*;

const PEOPLE: &str = "ORGANIZER;CN=Board office:mailto:board@example.org\nATTENDEE;CN=Sam;PARTSTAT=NEEDS-ACTION:mailto:sam@example.org\nATTENDEE;CN=Jo:mailto:jo@example.org";

fn message(folder: &TempDir, name: &str, method: &str, lines: &str) -> String {
    let people = if method == "COUNTER" { "ATTENDEE;CN=Jo:mailto:jo@example.org" } else { PEOPLE };
    let text = format!(
        "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:{method}\nBEGIN:VEVENT\nUID:b\nDTSTAMP:20260101T000000Z\n{lines}\n{people}\nEND:VEVENT\nEND:VCALENDAR\n"
    );
    let path = folder.path().join(name);
    std::fs::write(&path, text.replace('\n', "\r\n")).unwrap();
    path.to_string_lossy().into_owned()
}

fn open(rig: &mut Rig, path: &str) {
    rig.keys("1 1 i").text(path).keys("enter enter");
}

const BOARD: &str =
    "DTSTART:20260303T140000Z\nDTEND:20260303T150000Z\nSUMMARY:Board\nLOCATION:Room 1\nDESCRIPTION:Bring the figures";

#[test]
fn an_invitation_is_seen_answered_and_taken_back() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    open(&mut rig, &message(&folder, "r.ics", "REQUEST", BOARD));
    rig.sees("Invitation").sees("Organiser  Board office <board@example.org>").sees("Tue 03-Mar-2026 14:00–15:00");
    rig.sees("a accepts, t accepts tentatively, d declines").sees("a Accept").sees("Bring the figures");
    rig.keys("a")
        .sees("Accepted: Board. Ctrl-Z undoes it. The draft to send is answers/accepted-Board.eml")
        .misses("To be");
    rig.sees("Board");
    let drafts: Vec<_> = std::fs::read_dir(folder.path().join("answers")).unwrap().collect();
    let path = drafts.into_iter().next().unwrap().unwrap().path();
    assert_eq!(path.file_name().unwrap(), "accepted-Board.eml");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let states = |rig: &mut Rig| {
        let all = repo::day(rig.cx().db(), "2026-03-03".parse().unwrap(), 2, None).unwrap();
        all.iter().map(|o| format!("{} {}", o.start.format("%d %H"), o.entry.state)).collect::<Vec<_>>()
    };
    assert_eq!(states(&mut rig), ["03 14 confirmed"]);
    rig.keys("ctrl-z").sees("Taken back: Accepted: Board");
    assert!(states(&mut rig).is_empty());
    rig.keys("ctrl-y");
    let moved = BOARD.replace("0303T", "0304T") + "\nSEQUENCE:1";
    open(&mut rig, &message(&folder, "u.ics", "REQUEST", &moved));
    rig.sees("An invitation is different now").sees("Now").sees("To be");
    rig.sees("Tue 03-Mar-2026 14:00–15:00").sees("Wed 04-Mar-2026 14:00–15:00");
    rig.keys("d").sees("Declined: Board");
    assert_eq!(states(&mut rig), ["04 14 cancelled"]);
    open(&mut rig, &message(&folder, "o.ics", "REQUEST", BOARD));
    rig.sees("revision 0, and revision 1 is the one in the diary").keys("a").sees("which stays");
    rig.keys("esc");
    assert_eq!(states(&mut rig), ["04 14 cancelled"]);
}

#[test]
fn a_cancellation_and_another_time_change_nothing_until_enter() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    open(&mut rig, &message(&folder, "r.ics", "REQUEST", BOARD));
    rig.keys("enter").sees("Invitation taken in: Board. Ctrl-Z undoes it.");
    let first = |rig: &mut Rig| {
        let all = repo::day(rig.cx().db(), "2026-03-03".parse().unwrap(), 1, None).unwrap();
        all.iter().map(|o| format!("{} {}", o.start.format("%H:%M"), o.entry.state)).collect::<Vec<_>>()
    };
    assert_eq!(first(&mut rig), ["14:00 proposed"]);
    let other = "DTSTART:20260303T160000Z\nDTEND:20260303T170000Z\nSUMMARY:Board\nCOMMENT:In clinic\\, sorry";
    open(&mut rig, &message(&folder, "c.ics", "COUNTER", other));
    rig.sees("Another time is proposed").sees("Jo <jo@example.org>").sees("In clinic, sorry").sees("16:00–17:00");
    rig.keys("esc");
    assert_eq!(first(&mut rig), ["14:00 proposed"]);
    open(&mut rig, &message(&folder, "c.ics", "COUNTER", other));
    rig.keys("a").sees("Only an invitation can be answered").keys("enter").sees("Moved as proposed: Board");
    assert_eq!(first(&mut rig), ["16:00 proposed"]);
    open(&mut rig, &message(&folder, "x.ics", "CANCEL", "SEQUENCE:9\nSUMMARY:Board"));
    rig.sees("Called off")
        .sees("struck through")
        .misses("a Accept")
        .sees("Enter Take it in")
        .keys("enter")
        .sees("Called off: Board");
    assert_eq!(first(&mut rig), ["16:00 cancelled"]);
    rig.keys("ctrl-z");
    assert_eq!(first(&mut rig), ["16:00 proposed"]);
}

#[test]
fn an_invitation_in_the_diary_is_answered_later() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    open(&mut rig, &message(&folder, "r.ics", "REQUEST", &format!("{BOARD}\nRRULE:FREQ=WEEKLY;COUNT=3")));
    rig.keys("enter").keys("home down").keys("a").sees("Answer Board (Board office <board@example.org>)");
    rig.sees("This one").text("this one decline").keys("enter").sees("Declined: Board");
    let all = repo::day(rig.cx().db(), "2026-03-03".parse().unwrap(), 20, None).unwrap();
    assert_eq!(all.iter().map(|o| o.entry.state.as_str()).collect::<Vec<_>>(), ["cancelled", "proposed", "proposed"]);
    let text = std::fs::read_to_string(folder.path().join("answers/declined-Board.eml")).unwrap();
    assert!(text.contains("text/calendar; method=REPLY"));
}

#[test]
fn whose_address_it_is_is_asked_once() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let path = message(&folder, "r.ics", "REQUEST", BOARD);
    rig.keys("1 1 i").text(&path).keys("enter ctrl-u").text("Dr A Patel").keys("enter a");
    rig.sees("Which address is Dr A Patel?").sees("Invited: Sam <sam@example.org>, Jo <jo@example.org>");
    rig.text("patel").keys("enter").sees("Type an e-mail address").text("@example.org").keys("enter");
    rig.sees("Accepted: Board").misses("Which address");
    let moved = BOARD.replace("0303T", "0304T") + "\nSEQUENCE:1";
    open(&mut rig, &message(&folder, "u.ics", "REQUEST", &moved));
    rig.keys("t").sees("Tentative: Board").misses("Which address");
    let text = std::fs::read_to_string(folder.path().join("answers/tentative-Board.eml")).unwrap();
    assert!(text.contains("patel@example.org"), "{text}");
}

#[test]
fn what_is_not_answered_stands_in_one_list_with_since_when() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("1 1 u").sees("Nothing waits for an answer");
    let moved = BOARD.replace("0303T", "0310T");
    open(&mut rig, &message(&folder, "r.ics", "REQUEST", &moved));
    rig.keys("enter").sees("Invitation taken in: Board").sees("day · 1 to answer: u");
    // Two of one's own: one is proposed to others, the time of another is held.
    rig.keys("n")
        .text("MDT away day")
        .keys("enter ctrl-u")
        .text("Sam")
        .keys("enter")
        .text("12/3/26 9:00")
        .keys("ctrl-s");
    rig.keys("p").sees("Proposed: MDT away day");
    rig.keys("n")
        .text("Theatre perhaps")
        .keys("enter ctrl-u")
        .text("Sam")
        .keys("enter")
        .text("5/3/26 9:00")
        .keys("ctrl-s");
    // Held a day after it was made: since then it waits.
    rig.at("2026-03-04T08:00:00".parse().unwrap()).keys("h").sees("Held: Theatre perhaps");
    rig.keys("u").sees("Not sure yet · 1 to answer · 1 proposed · 1 held").sees("Invitations to answer");
    rig.sees("Tue 10-Mar-2026 14:00")
        .sees("since 03-Mar-2026, 1 day")
        .sees("since 04-Mar-2026, today")
        .sees("Board office")
        .sees("Time that is held");
    rig.keys("down enter")
        .sees("MDT away day: ")
        .sees("1 Diary · Thu 12-Mar-2026")
        .keys("o")
        .sees("Confirmed: MDT away day");
    rig.at("2026-03-06T08:00:00".parse().unwrap())
        .keys("u")
        .sees("Not sure yet · 1 to answer")
        .misses("Theatre perhaps");
    rig.sees("since 03-Mar-2026, 3 days").keys("a").sees("Answer Board").keys("down enter").sees("Tentative: Board");
    rig.keys("esc").misses("to answer: u").keys("u");
    rig.sees("Not sure yet · 1 tentative").sees("Accepted tentatively").keys("a enter").sees("Accepted: Board");
    rig.sees("Nothing waits for an answer any more.").keys("esc u").sees("Nothing waits for an answer:");
    rig.keys("ctrl-z ctrl-z u").sees("1 to answer").keys("x").sees("Cancelled: Board").keys("esc u");
    rig.sees("Nothing waits for an answer:").keys("ctrl-z ctrl-z ctrl-z").at("2026-03-03T09:41:00".parse().unwrap());
    rig.keys("u end").sees("1 proposed").keys("o").sees("Confirmed: MDT away day").misses("1 proposed");
}
