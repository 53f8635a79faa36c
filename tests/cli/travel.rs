//! Travel by command: a trip from asking to the money, over several processes.

use super::call::{Bench, has};

fn desk() -> Bench {
    let desk = Bench::new();
    let line = ["budget", "add", "Travel", "--centre", "C40211 Cardiology", "--code", "7310", "--allocated", "2,000"];
    desk.ok(&line);
    desk
}

fn trip(desk: &Bench) -> String {
    let words =
        ["trip", "add", "Dr A Patel", "--to", "New York", "--from", "London", "--start", "7 mar", "--end", "11 mar"];
    desk.ok(&[&words[..], &["--estimate", "1,400", "--budget", "7310", "--purpose", "Congress"]].concat())
}

#[test]
fn a_trip_goes_from_asking_to_the_money_and_back() {
    let desk = desk();
    let id = trip(&desk);
    let one = desk.one(&["trip"]);
    has(&one, "id traveller purpose from to start end state estimate committed due claimed paid claim_number");
    assert_eq!((&one["state"], &one["due"]), (&"requested".into(), &"2026-03-07".into()));
    assert_eq!(desk.one(&["trip", "approve", "new york", "--by", "Ann Lee"])["committed"], 140_000);
    assert_eq!(desk.one(&["budget"])["committed"], 140_000);
    let out = [
        "trip",
        "leg",
        "add",
        &id,
        "flight",
        "--with",
        "BA 117",
        "--from",
        "London Heathrow",
        "--departs",
        "7 mar 18:25",
    ];
    let leg =
        desk.one(&[&out[..], &["--to", "New York JFK", "--arrives", "21:40", "--cost", "894", "--booked"]].concat());
    has(
        &leg,
        "id trip_id kind carrier reference from from_zone departs to to_zone arrives departs_utc arrives_utc minutes takes cost payer booked miles rated entry_id",
    );
    assert_eq!((&leg["minutes"], &leg["arrives_utc"]), (&495.into(), &"2026-03-08T02:40:00".into()));
    let entry = desk.json(&["diary", "7 mar", "--of", "Dr A Patel"]);
    assert_eq!(entry[0]["title"], "Flight BA 117 London Heathrow to New York JFK");
    let early =
        ["trip", "leg", "add", &id, "flight", "--from", "New York", "--departs", "8 mar 9:00", "--to", "London"];
    let said = desk.refused(&[&early[..], &["--arrives", "8 mar 12:00"]].concat());
    assert!(said.contains("arrives at 08-Mar-2026 12:00 UTC, before it leaves at 08-Mar-2026 13:00 UTC"), "{said}");
    desk.ok(&[&early[..], &["--arrives", "+7h"]].concat());
    let drive = ["trip", "leg", "add", &id, "car", "--from", "Home", "--to", "London", "--departs", "7 mar 14:00"];
    let drive = desk.one(&[&drive[..], &["--arrives", "+50min", "--miles", "22.5"]].concat());
    assert_eq!((&drive["cost"], &drive["payer"]), (&1_260.into(), &"traveller".into()), "22.5 miles at 56p");
    let shown = desk.one(&["trip", "show", &id]);
    assert_eq!((&shown["traveller_paid"], &shown["department_paid"]), (&1_260.into(), &89_400.into()));
    assert!(desk.refused(&["trip", "book", &id]).contains("is not booked yet"));
    assert_eq!(desk.one(&["trip", "book", &id, "--legs"])["state"], "booked");
    assert!(desk.refused(&["trip", "travelled", &id]).contains("cannot have been travelled yet"));
    let later = desk.later("2026-03-12T09:00");
    later.ok(&["trip", "travelled", &id]);
    let claimed = later.one(&["trip", "claim", &id, "--reference", "E-17"]);
    assert_eq!((&claimed["claimed"], &claimed["committed"]), (&1_260.into(), &0.into()));
    assert_eq!(later.one(&["budget"])["spent"], 90_660);
    assert!(later.refused(&["trip", "close", "E-17", "--paid", "10"]).contains("say why"));
    assert_eq!(later.one(&["trip", "close", "E-17"])["state"], "closed");
    assert_eq!(later.json(&["trip"]).len(), 0);
    assert_eq!(later.json(&["trip", "--all"]).len(), 1);
    for _ in 0..2 {
        later.ok(&["undo"]);
    }
    assert_eq!(later.one(&["budget"])["spent"], 0);
    assert_eq!(later.one(&["trip", "back", &id])["state"], "booked");
    assert_eq!(later.one(&["trip", "cancel", &id, "--reason", "flu"])["state"], "cancelled");
    assert_eq!(later.json(&["diary", "7 mar", "--of", "Dr A Patel"]).len(), 0);
    assert_eq!(later.one(&["budget"])["committed"], 0);
}

#[test]
fn a_rate_counts_from_its_day_on() {
    let desk = desk();
    let rates = desk.json(&["trip", "rates"]);
    has(&rates[0], "id kind pence_a_mile then_pence threshold valid_from source");
    assert_eq!(rates.len(), 5);
    let add = ["trip", "rate", "add", "car", "59.5", "--up-to", "3500", "--then", "24", "--from", "8/3/26"];
    desk.ok(&[&add[..], &["--source", "Circular 1/2026"]].concat());
    let id = trip(&desk);
    let drive = |day: &str| {
        let leg = ["trip", "leg", "add", &id, "car", "--from", "A", "--to", "B", "--departs", day, "--arrives", "+1h"];
        desk.one(&[&leg[..], &["--miles", "10"]].concat())["cost"].clone()
    };
    assert_eq!((drive("7 mar 9:00"), drive("8 mar 9:00")), (560.into(), 595.into()));
    assert!(desk.refused(&["trip", "rate", "add", "lorry", "59"]).contains("It is one of these: car"));
    assert!(desk.refused(&["trip", "rate", "add", "car", "59.55"]).contains("is no rate"));
    desk.ok(&["trip", "rate", "bin", "shipped-reserve"]);
    assert_eq!(desk.json(&["trip", "rates"]).len(), 5);
    let file = desk.path("trips.csv");
    desk.ok(&["trip", "--csv", file.to_str().unwrap()]);
    assert!(std::fs::read_to_string(&file).unwrap().contains("Dr A Patel,Congress,London,New York,2026-03-07"));
    let ticket = desk.path("ticket.pdf");
    std::fs::write(&ticket, "x").unwrap();
    desk.ok(&["trip", "keep", &id, ticket.to_str().unwrap()]);
    assert!(desk.refused(&["trip", "keep", &id, ticket.to_str().unwrap()]).contains("kept with this trip already"));
}

#[test]
fn the_itinerary_and_the_claim_go_into_files() {
    let desk = desk();
    let id = trip(&desk);
    let out = [
        "trip",
        "leg",
        "add",
        &id,
        "flight",
        "--with",
        "BA 117",
        "--from",
        "London Heathrow",
        "--departs",
        "7 mar 18:25",
    ];
    let more = [
        "--to",
        "New York JFK",
        "--arrives",
        "21:40",
        "--cost",
        "894",
        "--booked",
        "--reference",
        "K7PQ2M",
        "--phone",
        "01632 960100",
    ];
    desk.ok(&[&out[..], &more].concat());
    let drive = ["trip", "leg", "add", &id, "car", "--from", "Home", "--to", "London", "--departs", "7 mar 14:00"];
    desk.ok(&[&drive[..], &["--arrives", "+50min", "--miles", "22.5"]].concat());
    let text = desk.ok(&["trip", "itinerary", &id]);
    assert!(text.contains("18:25 London (UTC) (13:25 New York (UTC-5)) to 21:40 New York (UTC-5)"), "{text}");
    assert!(text.contains("Ref. K7PQ2M") && text.contains("Tel. 01632 960100"), "{text}");
    let file = |name: &str| desk.path(name).to_string_lossy().into_owned();
    for name in ["a.pdf", "a.eml", "a.ics"] {
        desk.ok(&["trip", "itinerary", &id, "-o", &file(name)]);
    }
    assert!(desk.text("a.ics").contains("SUMMARY:Flight BA 117 London Heathrow to New York JFK"));
    assert!(desk.text("a.eml").contains("X-Unsent: 1") && desk.text("a.eml").contains("itinerary.ics"));
    assert!(std::fs::read(desk.path("a.pdf")).unwrap().starts_with(b"%PDF"));
    assert!(desk.refused(&["trip", "itinerary", &id, "-o", &file("a.doc")]).contains("written as .pdf, .eml"));
    desk.ok(&["trip", "claim-sheet", &id, "-o", &file("c.pdf")]);
    let table = desk.ok(&["trip", "claim-sheet", &id]);
    assert!(
        table.contains("Home to London,traveller,,22.5,\"56p a mile, 20p after 3,500 miles in the year"),
        "{table}"
    );
    assert!(
        table.contains(",Claimed by the traveller,,,,,12.60") && table.contains(",The whole trip,,,,,906.60"),
        "{table}"
    );
}

#[test]
fn the_whole_day_of_one_person_is_on_one_sheet() {
    let desk = desk();
    let id = trip(&desk);
    let leg = [
        "trip",
        "leg",
        "add",
        &id,
        "flight",
        "--with",
        "BA 117",
        "--from",
        "London Heathrow",
        "--departs",
        "7 mar 18:25",
    ];
    desk.ok(&[&leg[..], &["--to", "New York JFK", "--arrives", "21:40", "--reference", "K7PQ2M"]].concat());
    desk.ok(&[
        "entry",
        "add",
        "--title",
        "Ward round",
        "--start",
        "7 mar 9:00",
        "--of",
        "Dr A Patel",
        "--place",
        "Ward 7",
    ]);
    desk.ok(&["task", "add", "Sign the leave forms", "--due", "6 mar", "--of", "Dr A Patel"]);
    desk.ok(&["task", "add", "Another day", "--due", "9 mar", "--of", "Dr A Patel"]);
    let call = [
        "call",
        "--words",
        "Please ring",
        "--caller",
        "Ward 7",
        "--number",
        "01632 960123",
        "--promised",
        "7 mar 12:00",
    ];
    let query = desk.ok(&call);
    desk.ok(&["query", "take", &query]);
    let text = desk.ok(&["diary", "7 mar", "--of", "Dr A Patel", "--whole"]);
    for words in [
        "Saturday 7 March 2026 · Dr A Patel",
        "Ward round · Ward 7",
        "18:25 London (UTC) to 21:40 New York (UTC-5): Flight BA 117",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(text.contains("Ref. K7PQ2M") && text.contains("Sign the leave forms (was due 06-Mar-2026)"), "{text}");
    assert!(!text.contains("Another day") && !text.contains("Numbers to ring"), "{text}");
    desk.ok(&["entry", "add", "--title", "Typing", "--start", "7 mar 9:00", "--of", "Sam"]);
    let own = desk.ok(&["diary", "7 mar", "--of", "Sam", "--whole"]);
    assert!(own.contains("Numbers to ring\n  01632 960123  ") && own.contains("promised by 12:00"), "{own}");
    let file = desk.path("day.pdf").to_string_lossy().into_owned();
    desk.ok(&["diary", "7 mar", "--of", "Dr A Patel", "--whole", "--pdf", &file]);
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_member_without_a_calendar_has_a_whole_day_too() {
    let desk = desk();
    desk.ok(&["task", "add", "Fetch the forms", "--due", "6 mar", "--of", "Jo"]);
    let said = desk.call_as("Kit", "2026-03-03T09:41", &["task", "add", "Ring the ward", "--due", "7 mar"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let page = desk.ok(&["diary", "7 mar", "--of", "Kit", "--whole"]);
    assert!(page.contains("Kit") && page.contains("Ring the ward") && !page.contains("Fetch the forms"), "{page}");
    assert!(desk.refused(&["diary", "7 mar", "--of", "Nobody at all", "--whole"]).contains("Nobody at all"));
}
