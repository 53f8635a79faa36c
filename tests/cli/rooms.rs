//! Rooms by command: booked, laid on, confirmed, paid for; and a date for everyone.

use super::call::{Bench, has};

fn desk() -> Bench {
    let desk = Bench::new();
    let add = ["room", "add", "Seminar room", "--site", "Level 2", "--seats", "40"];
    desk.ok(&[
        &add[..],
        &["--layouts", "theatre 40, boardroom 16", "--things", "projector", "--hours", "mon-fri 8-18"],
    ]
    .concat());
    desk.ok(&["room", "add", "Board room", "--site", "Level 5", "--seats", "12", "--approver", "Ann Lee"]);
    desk
}

fn book(desk: &Bench, room: &str, when: &str, title: &str) -> String {
    desk.ok(&["room", "book", room, when, "--for", title, "--until", "60min"])
}

#[test]
fn a_room_that_is_taken_closed_or_too_small_is_refused_with_what_can_be_had() {
    let desk = desk();
    let rooms = desk.json(&["room"]);
    has(&rooms[0], "id name site seats layouts things hours approver phone");
    assert_eq!((&rooms[0]["name"], &rooms[0]["hours"]), (&"Seminar room".into(), &"Mon-Fri 08:00-18:00".into()));
    assert!(desk.refused(&["room", "add", "seminar ROOM", "--site", "Level 2"]).contains("already"));
    let made = desk.one(&["room", "book", "seminar", "thu 10:00", "--for", "Teaching", "--people", "20"]);
    has(&made, "id room room_id start end title state ready late people host booked_by series committed lines");
    assert_eq!(
        (&made["state"], &made["start"], &made["ready"]),
        (&"confirmed".into(), &"2026-03-05T10:00:00".into(), &true.into())
    );
    let said = desk.refused(&["room", "book", "seminar", "thu 10:30", "--for", "Other"]);
    assert!(said.contains("Seminar room is taken: Thu 05-Mar-2026 10:00-11:00 Teaching"), "{said}");
    assert!(said.contains("It is free 11:00; Board room (12 seats) free then"), "{said}");
    let said = desk.refused(&["room", "book", "seminar", "sat 10:00", "--for", "Other"]);
    assert!(said.contains("is not open then: Saturday closed"), "{said}");
    let said = desk.refused(&[
        "room",
        "book",
        "seminar",
        "fri 10:00",
        "--for",
        "x",
        "--people",
        "17",
        "--layout",
        "boardroom",
    ]);
    assert!(said.contains("Seminar room seats 16 as boardroom, and 17 are expected"), "{said}");
    assert!(desk.refused(&["room", "book", "seminar", "fri", "--for", "x"]).contains("Type the time as well"));
    let free = desk.json(&["room", "free", "thu 10:30", "--seats", "10"]);
    assert_eq!((free.len(), &free[0]["name"]), (1, &"Board room".into()));
    assert_eq!(desk.json(&["room", "show", "seminar"]).len(), 1);
}

#[test]
fn a_tentative_booking_is_asked_for_approved_moved_and_cancelled() {
    let desk = desk();
    let id = desk.ok(&["room", "book", "board", "fri 14:00", "--for", "Interviews", "--tentative"]);
    assert_eq!(desk.json(&["room", "bookings"])[0]["state"], "tentative");
    assert_eq!(desk.one(&["room", "confirm", &id])["state"], "requested");
    let sure = desk.one(&["room", "confirm", &id]);
    assert_eq!((&sure["state"], &sure["approved_by"]), (&"confirmed".into(), &"Ann Lee".into()));
    let other = book(&desk, "seminar", "fri 15:00", "Teaching");
    assert!(desk.refused(&["room", "move", &id, "--to", "fri 15:30", "--room", "seminar"]).contains("is taken"));
    let moved = desk.one(&["room", "move", &id, "--to", "fri 16:00", "--room", "seminar"]);
    assert_eq!((&moved["room"], &moved["state"]), (&"Seminar room".into(), &"confirmed".into()));
    assert!(desk.refused(&["room", "cancel", &id, "--reason", " "]).contains("Say why"));
    assert!(desk.refused(&["room", "decline", &other, "--reason", "no"]).contains("only one that waits for an answer"));
    assert_eq!(desk.one(&["room", "cancel", &id, "--reason", "Nobody applied"])["state"], "cancelled");
    book(&desk, "seminar", "fri 16:00", "Another");
    desk.ok(&["undo"]);
    assert_eq!(desk.json(&["room", "bookings"]).len(), 1);
}

#[test]
fn a_series_shows_the_dates_that_are_taken_and_skips_them_only_when_told() {
    let desk = desk();
    book(&desk, "seminar", "2026-03-12 10:30", "In the way");
    let series =
        ["room", "book", "seminar", "2026-03-05 10:00", "--for", "Journal club", "--repeat", "weekly, 4 times"];
    let said = desk.refused(&series);
    assert!(
        said.contains("1 of 4 dates cannot be booked") && said.contains("Thu 12-Mar-2026: Seminar room is taken"),
        "{said}"
    );
    let ids = desk.ok(&[&series[..], &["--skip-taken"]].concat());
    assert_eq!(ids.lines().count(), 3);
    assert!(
        desk.refused(&["room", "book", "board", "fri 9:00", "--for", "x", "--repeat", "weekly"])
            .contains("Say until when")
    );
    let second = ids.lines().nth(1).unwrap();
    desk.ok(&["room", "cancel", second, "--reason", "Easter", "--later"]);
    assert_eq!(desk.json(&["room", "bookings"]).len(), 2);
}

#[test]
fn what_is_laid_on_makes_it_ready_commits_its_money_and_spends_it() {
    let desk = desk();
    desk.ok(&["budget", "add", "Hospitality", "--centre", "C40211", "--code", "7510", "--allocated", "100"]);
    desk.ok(&["equipment", "add", "Laptop", "--kind", "laptop", "--tag", "CA-7"]);
    let id = desk.ok(&["room", "book", "seminar", "today 9:00", "--for", "Board", "--people", "8"]);
    let add =
        ["room", "line", "add", &id, "Sandwich lunch", "--at", "12:30", "--diets", "2 vegetarian", "--cost", "64"];
    let lunch = desk.ok(&[&add[..], &["--budget", "7510", "--supplier", "Catering", "--confirm-by", "yest"]].concat());
    let shown = desk.one(&["room", "show", &id]);
    assert_eq!(
        (&shown["ready"], &shown["late"], &shown["lines"][0]["quantity"]),
        (&false.into(), &true.into(), &8.into())
    );
    desk.ok(&["room", "line", "add", &id, "--machine", "CA-7"]);
    let other = book(&desk, "board", "today 9:30", "Elsewhere");
    let said = desk.refused(&["room", "line", "add", &other, "--machine", "CA-7"]);
    assert!(said.contains("CA-7 Laptop is booked 09:00-10:00 in Seminar room, Level 2: Board"), "{said}");
    desk.ok(&["room", "line", "request", &lunch]);
    let sure = desk.one(&["room", "line", "confirm", &lunch, "--reference", "CAT-9"]);
    has(&sure, "id booking_id kind what quantity diets at supplier pence state confirm_by committed invoiced late");
    assert_eq!(sure["committed"], 6_400);
    assert_eq!(desk.one(&["room", "show", &id])["ready"], true);
    assert_eq!(
        (&desk.one(&["budget"])["committed"], &desk.one(&["budget"])["available"]),
        (&6_400.into(), &3_600.into())
    );
    let add = ["room", "line", "add", &id, "Dinner", "--cost", "50", "--budget", "7510"];
    let dinner = desk.ok(&add);
    let said = desk.refused(&["room", "line", "confirm", &dinner]);
    assert!(said.contains("has £36.00 left, and this comes to £50.00"), "{said}");
    desk.ok(&["room", "line", "bin", &dinner]);
    assert_eq!(desk.one(&["room", "done", &id])["state"], "done");
    let money = desk.one(&["budget"]);
    assert_eq!((&money["committed"], &money["spent"]), (&0.into(), &6_400.into()));
    desk.ok(&["room", "line", "invoice", &lunch, "--reference", "INV-3", "--pence", "70.50"]);
    assert_eq!(desk.one(&["budget"])["spent"], 7_050);
    desk.ok(&["undo"]);
    desk.ok(&["undo"]);
    assert_eq!((&desk.one(&["budget"])["committed"], &desk.one(&["budget"])["spent"]), (&6_400.into(), &0.into()));
    assert!(desk.ok(&["find", "board"]).contains("Board"));
}

#[test]
fn a_date_for_everyone_is_free_for_all_and_has_a_room() {
    let desk = desk();
    desk.ok(&["entry", "add", "--title", "Ward round", "--start", "wed 8:00", "--end", "12:00", "--of", "Dr A Patel"]);
    desk.ok(&["entry", "add", "--title", "Annual leave", "--start", "thu", "--of", "Dr A Patel", "--kind", "leave"]);
    book(&desk, "seminar", "wed 13:00", "Teaching");
    let file = desk.path("lee.ifb");
    let text = "BEGIN:VFREEBUSY\nFREEBUSY:20260304T120000Z/PT1H\nEND:VFREEBUSY\n";
    std::fs::write(&file, text).unwrap();
    let ask = [
        "room",
        "date",
        "--with",
        "patel",
        "--minutes",
        "60",
        "--seats",
        "20",
        "--thing",
        "projector",
        "--from",
        "wed",
    ];
    let dates = desk.json(&[&ask[..], &["--busy", file.to_str().unwrap(), "--count", "2"]].concat());
    has(&dates[0], "start end fits rooms in_the_way minutes");
    assert_eq!(dates[0]["start"], "2026-03-04T14:00:00", "{}", dates[0]);
    assert_eq!(dates[0]["rooms"][0]["name"], "Seminar room, Level 2");
    assert_eq!(dates[1]["start"], "2026-03-06T08:00:00", "leave on Thursday");
    assert_eq!((&dates[2]["fits"], &dates[2]["in_the_way"][0]), (&false.into(), &"Dr A Patel: Annual leave".into()));
    assert!(desk.refused(&["room", "date", "--with", "Nobody"]).contains("Nobody here is called “Nobody”"));
    assert!(desk.refused(&["room", "date", "--seats", "3"]).contains("Say who has to be free"));
}

#[test]
fn the_sheet_of_a_day_goes_to_the_caterer_and_tells_nothing_private() {
    let desk = desk();
    let id = desk.ok(&["room", "book", "seminar", "thu 10:00", "--for", "Board", "--people", "8"]);
    let add = ["room", "line", "add", &id, "Sandwich lunch", "--at", "12:30", "--diets", "2 vegetarian"];
    desk.ok(&[&add[..], &["--supplier", "Catering", "--kind", "refreshments"]].concat());
    desk.ok(&["room", "line", "add", &id, "Car space", "--kind", "parking", "--supplier", "Lodge"]);
    desk.ok(&["room", "book", "board", "thu 14:00", "--for", "Appraisal of Sam", "--private"]);
    assert_eq!(desk.json(&["room", "day", "thu"]).len(), 2);
    let (pdf, eml) = (desk.path("day.pdf"), desk.path("day.eml"));
    desk.ok(&["room", "day", "thu", "--pdf", pdf.to_str().unwrap(), "--eml", eml.to_str().unwrap()]);
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-1."));
    let draft = std::fs::read_to_string(&eml).unwrap();
    assert!(
        draft.contains("X-Unsent: 1") && draft.contains("12:30, 8, Sandwich lunch, 2 vegetarian, Catering"),
        "{draft}"
    );
    assert!(draft.contains("Private") && !draft.contains("Appraisal"), "{draft}");
    desk.ok(&["room", "day", "thu", "--whom", "lodge", "--eml", eml.to_str().unwrap()]);
    let draft = std::fs::read_to_string(&eml).unwrap();
    assert!(draft.contains("Car space") && !draft.contains("Sandwich") && !draft.contains("Private"), "{draft}");
}
