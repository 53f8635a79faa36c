//! Clinics, free slots, bookings, appointments and the waiting list.

use serde_json::Value;

use super::call::{Bench, has};

const SLOT: &str = "id clinic of kind start end session_free";
const APPOINTMENT: &str = "id patient_id patient_name clinic kind state start end breach_on";

/// A Monday clinic of Dr A PATEL and two patients. The desk stands on Tuesday 3 March 2026.
fn desk() -> Bench {
    let desk = Bench::new();
    desk.patient("Okafor", "Grace", "999 000 0018");
    desk.patient("Lee", "Ann", "999 000 0026");
    let words = ["clinic", "add", "--name", "Clinic A", "--of", "Dr A PATEL", "--weekday", "mon", "--from", "09:00"];
    let slots = ["--to", "13:00", "--new", "4x30m", "--follow-up", "8x15m", "--room", "Room 4", "--overbook", "1"];
    desk.ok(&[&words[..], &slots[..]].concat());
    desk
}

fn text<'a>(record: &'a Value, key: &str) -> &'a str {
    record[key].as_str().unwrap_or_else(|| panic!("{key}: {record}"))
}

/// The first free slot of a kind from a day on.
fn slot(desk: &Bench, kind: &str, from: &str) -> String {
    let all = desk.json(&["slots", "--kind", kind, "--from", from, "--count", "1"]);
    text(&all[0], "id").to_owned()
}

#[test]
fn a_clinic_is_made_with_its_consultant_and_listed() {
    let desk = desk();
    let one = desk.one(&["clinic"]);
    assert_eq!((text(&one, "name"), text(&one, "of")), ("Clinic A", "Dr A PATEL"));
    assert_eq!(text(&one, "slots"), "4 new 30m, 8 follow-up 15m");
    assert_eq!((text(&one, "from"), text(&one, "to"), &one["overbook"]), ("09:00", "13:00", &1.into()));
    let said = desk.ok(&["clinic", "show", "clinic a"]);
    assert!(said.contains("Mon, 09:00–13:00") && said.contains("Its next days: Mon 09-Mar-2026"), "{said}");
    assert!(desk.ok(&["diary", "--of", "Dr A PATEL"]).contains("Nothing stands"), "the calendar is there");
    assert!(desk.refused(&["clinic", "show", "Clinic Z"]).contains("There are: Clinic A."));
    assert!(desk.ok(&["find", "clinic a"]).contains("Clinic A"));
}

#[test]
fn kinds_that_do_not_fit_one_after_the_other_run_side_by_side() {
    let desk = Bench::new();
    let words =
        ["clinic", "add", "--name", "A", "--of", "Dr Lee", "--weekday", "mon", "--from", "09:00", "--to", "12:30"];
    let said = desk.call(&[&words[..], &["--new", "4x30m", "--follow-up", "8x15m", "--weeks", "1,3"]].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("run beside them from 09:00"), "{}", said.err);
    let all = desk.json(&["slots", "--every", "--count", "1"]);
    assert_eq!(all.len(), 12);
    assert!(all.iter().all(|s| s["session_free"] == 12));
    let days: Vec<String> =
        desk.json(&["slots", "--count", "3"]).iter().map(|s| text(s, "start")[..10].to_owned()).collect();
    assert_eq!(days, ["2026-03-16", "2026-04-20", "2026-05-18"], "the first Mondays of April and May are holidays");
}

#[test]
fn a_clinic_that_cannot_be_is_refused_in_a_sentence() {
    let desk = desk();
    let add = |more: &[&str]| {
        let words = ["clinic", "add", "--name", "B", "--of", "Dr Lee", "--weekday", "tue", "--from", "09:00"];
        desk.refused(&[&words[..], more].concat())
    };
    assert!(add(&["--to", "08:00", "--new", "1x30m"]).contains("end at 08:00, before it begins"));
    assert!(add(&["--to", "10:00", "--new", "4x30m"]).contains("lies outside 09:00–10:00"));
    assert!(add(&["--to", "10:00"]).starts_with("A clinic needs slots"));
    assert!(add(&["--to", "10:00", "--new", "many"]).contains("4x30m"));
    assert!(add(&["--to", "ten", "--new", "1x30m"]).contains("no time of day"));
    assert!(add(&["--to", "10:00", "--new", "1x30m", "--hold", "11:45 Ward 7 2d"]).contains("No slot begins at 11:45"));
    assert!(add(&["--to", "10:00", "--new", "1x30m", "--limit", "six"]).contains("is no limit"));
    let funny = ["clinic", "add", "--name", "B", "--of", "Lee", "--weekday", "money", "--from", "9", "--to", "10:00"];
    assert!(desk.refused(&[&funny[..], &["--new", "1x30m"]].concat()).contains("no time of day"));
    let twice = ["clinic", "add", "--name", "Clinic A", "--of", "Lee", "--weekday", "tue", "--from", "9:00"];
    assert!(
        desk.refused(&[&twice[..], &["--to", "10:00", "--new", "1x30m"]].concat()).contains("has this name already")
    );
    assert_eq!(desk.call(&["clinic", "add", "--name", "B"]).code, 2);
    assert_eq!(desk.json(&["clinic"]).len(), 1);
}

#[test]
fn held_slots_limits_and_excluded_days_hold() {
    let desk = Bench::new();
    let words =
        ["clinic", "add", "--name", "A", "--of", "Dr Lee", "--weekday", "thu", "--from", "9:00", "--to", "12:00"];
    let more =
        ["--new", "2x30m", "--urgent", "2x15m", "--hold", "10:15 Ward 7 2d", "--limit", "1 new", "--exclude", "12/3"];
    desk.ok(&[&words[..], &more[..]].concat());
    let all = desk.json(&["slots", "--every", "--count", "1", "--from", "tom"]);
    let at: Vec<&str> = all.iter().map(|s| &text(s, "start")[..16]).collect();
    assert_eq!(
        at,
        ["2026-03-05T09:00", "2026-03-05T09:30", "2026-03-05T10:00", "2026-03-05T10:15"],
        "freed two days before"
    );
    let next = desk.json(&["slots", "--every", "--count", "1", "--from", "6/3", "--kind", "urgent"]);
    assert_eq!(next.len(), 1, "held for the ward, and the 12th is left out");
    assert_eq!(&text(&next[0], "start")[..16], "2026-03-19T10:00");
    desk.patient("Okafor", "Grace", "999 000 0018");
    desk.patient("Lee", "Ann", "999 000 0026");
    desk.ok(&["book", "okafor", "--slot", &slot(&desk, "new", "19/3")]);
    let second = slot(&desk, "urgent", "19/3").replace("1000", "0930");
    assert!(desk.refused(&["book", "lee", "--slot", &second]).contains("At most 1 new"), "{second}");
    assert!(
        desk.refused(&["book", "lee", "--slot", &second.replace("0930", "1015")]).contains("held for Ward 7 until")
    );
    desk.ok(&["book", "lee", "--slot", &second.replace("0930", "1015"), "--anyway"]);
}

#[test]
fn the_first_free_slots_of_the_next_dates_are_listed() {
    let desk = desk();
    let all = desk.json(&["slots"]);
    assert_eq!(all.len(), 3);
    has(&all[0], SLOT);
    assert_eq!((text(&all[0], "start"), text(&all[0], "end")), ("2026-03-09T09:00:00", "2026-03-09T09:30:00"));
    assert_eq!(
        (text(&all[0], "clinic"), text(&all[0], "of"), text(&all[0], "kind")),
        ("Clinic A", "Dr A PATEL", "new")
    );
    assert_eq!(all[0]["session_free"], 12);
    assert_eq!(desk.json(&["slots", "--every", "--count", "1", "--kind", "follow-up"]).len(), 8);
    let late = desk.json(&["slots", "--afternoons", "--of", "patel"]);
    assert_eq!(&text(&late[0], "start")[11..], "12:00:00");
    assert_eq!(&text(&desk.json(&["slots", "--mornings", "--kind", "f"])[0], "start")[11..], "11:00:00");
    let away = desk.json(&["slots", "--not-in", "9/3..20/3", "--count", "1", "--days", "mon"]);
    assert_eq!(&text(&away[0], "start")[..10], "2026-03-23");
    assert!(desk.json(&["slots", "--days", "tue"]).is_empty());
    assert!(desk.ok(&["slots", "--days", "tue"]).contains("No slot is free within a year"));
    assert!(desk.refused(&["slots", "--of", "Nobody"]).contains("There are clinics of Dr A PATEL."));
    assert!(desk.refused(&["slots", "--kind", "odd"]).contains("is no kind of slot"));
    assert!(desk.refused(&["slots", "--not-in", "20/3..9/3"]).contains("ends before it begins"));
    assert!(desk.refused(&["slots", "--days", "noday"]).contains("is no weekday"));
    assert!(Bench::new().ok(&["slots"]).contains("There is no clinic yet"));
}

#[test]
fn a_booking_has_its_keys_its_breach_date_its_letter_and_its_tasks() {
    let desk = desk();
    let free = slot(&desk, "new", "tod");
    let words = ["book", "okafor", "--slot", &free, "--pathway", "rtt", "--referred", "5/1/26", "--need", "transport"];
    let one = desk.one(&[&words[..], &["--reason", "Palpitations", "--short-notice"]].concat());
    has(&one, APPOINTMENT);
    assert_eq!((text(&one, "patient_name"), text(&one, "clinic")), ("OKAFOR, Grace (Mrs)", "Clinic A"));
    assert_eq!((text(&one, "kind"), text(&one, "state"), text(&one, "code")), ("new", "booked", "0"));
    assert_eq!((text(&one, "start"), text(&one, "end")), ("2026-03-09T09:00:00", "2026-03-09T09:30:00"));
    assert_eq!((text(&one, "breach_on"), &one["short_notice"]), ("2026-05-11", &true.into()));
    assert!(desk.ok(&["tasks"]).contains("Arrange transport: Mon 09-Mar-2026 09:00 OKAFOR"));
    let letter = desk.one(&["letters"]);
    assert_eq!(text(&letter, "template"), "appointment");
    let shown = desk.one(&["person", "show", "okafor"]);
    let line =
        shown["timeline"].as_array().and_then(|t| t.iter().find(|m| m["kind"] == "appointment")).expect("a line");
    has(line, "at kind id title state patient_id patient_name clinic start end breach_on");
    assert_eq!((&line["id"], &line["state"]), (&one["id"], &"booked".into()));
    let again = desk.refused(&["book", "lee", "--slot", &free]);
    assert!(again.starts_with("That slot is taken. Free and without a clash: Mon 09-Mar-2026 "), "{again}");
    assert!(desk.refused(&["book", "lee", "--slot", "nowhere"]).contains("There is no slot nowhere"));
    assert!(desk.refused(&["book", "nobody", "--slot", &free]).contains("No patient fits"));
    assert!(desk.refused(&["book", "lee", "--slot", &free, "--pathway", "rtt"]).contains("--referred"));
    let told = desk.ok(&["book", "lee", "--slot", &slot(&desk, "new", "tod"), "--told", "telephone"]);
    assert_eq!(desk.json(&["letters"]).len(), 1, "who knows by telephone needs no letter");
    assert_eq!(text(&desk.one(&["appointment", "show", &told]), "told"), "telephone");
}

#[test]
fn clashes_are_said_and_let_through_knowingly() {
    let desk = desk();
    let follow = slot(&desk, "follow-up", "tod");
    let said = desk.refused(&["book", "okafor", "--slot", &follow, "--kind", "new"]);
    let near = "Free and without a clash: Mon 09-Mar-2026 10:30, Clinic A.";
    assert_eq!(said, format!("That slot is for follow-up. {near} To book it all the same, add --anyway."));
    desk.ok(&["book", "okafor", "--slot", &follow, "--kind", "new", "--anyway"]);
    let beyond = ["book", "lee", "--slot", &follow, "--overbook", "11:00", "--kind", "follow-up"];
    assert_eq!(text(&desk.one(&beyond), "start"), "2026-03-09T11:00:00");
    desk.patient("Khan", "Sara", "999 000 0034");
    let full = desk.refused(&["book", "khan", "--slot", &follow, "--overbook", "11:15"]);
    let near = "At most 1 beyond the slots of this session: that is reached. Free and without a clash: ";
    assert!(full.starts_with(near), "{full}");
    let late = desk.refused(&[
        "book",
        "khan",
        "--slot",
        &slot(&desk, "new", "tod"),
        "--pathway",
        "cancer-28",
        "--referred",
        "1/2",
    ]);
    assert!(late.starts_with("Too late: the breach date is Sun 01-Mar-2026."), "{late}");
    let twice = desk.refused(&["book", "lee", "--slot", &slot(&desk, "new", "tod").replace("0900", "1100")]);
    assert!(twice.starts_with("That slot is taken. "), "{twice}");
    let easter = slot(&desk, "new", "30/3").replace("20260330", "20260406");
    assert!(desk.refused(&["book", "khan", "--slot", &easter]).contains("bank holiday: Easter Monday"));
}

#[test]
fn an_appointment_goes_from_state_to_state() {
    let desk = desk();
    let id = desk.ok(&["book", "okafor", "--slot", &slot(&desk, "new", "tod")]);
    let on = |time: &str, words: &[&str]| desk.call_as("Sam", &format!("2026-03-09T{time}"), words);
    assert!(desk.refused(&["appointment", "seen", &id, "--outcome", "discharged"]).contains("it has not been yet"));
    assert!(desk.refused(&["appointment", "dna", &id]).contains("may still come"));
    assert!(desk.refused(&["appointment", "left", &id]).contains("booked cannot leave unseen"));
    assert!(desk.refused(&["appointment", "arrived", "nobody"]).starts_with("There is no appointment nobody"));
    assert_eq!(on("09:10", &["appointment", "arrived", &id]).code, 0);
    assert_eq!(on("09:30", &["appointment", "seen", &id]).code, 1);
    let seen = on("09:30", &["appointment", "seen", &id, "--outcome", "follow-up", "--follow-up", "6", "--json"]);
    assert!(seen.err.contains("The follow-up waits for a date"), "{}", seen.err);
    let record: Vec<Value> = serde_json::from_str(&seen.out).expect("a record");
    assert_eq!((text(&record[0], "state"), text(&record[0], "code")), ("seen", "6"), "late and seen");
    let waits = desk.one(&["waiting"]);
    has(&waits, APPOINTMENT);
    assert_eq!((text(&waits, "kind"), text(&waits, "aim_on")), ("follow-up", "2026-04-20"));
    assert_eq!(text(&waits, "book_by"), "2026-03-16", "five weeks before");
    assert!(desk.ok(&["undo"]).starts_with("Taken back: Seen, follow-up in 6 weeks: Mon 09-Mar-2026 09:00 OKAFOR"));
    assert!(desk.json(&["waiting"]).is_empty());
    assert_eq!(on("09:40", &["appointment", "reopen", &id]).code, 0);
    assert_eq!(on("09:50", &["appointment", "dna", &id]).code, 0);
    assert!(desk.ok(&["tasks"]).contains("did not attend"), "a clinician decides what follows");
    let new = on("09:50", &["appointment", "rebook", &id]).out;
    assert_eq!(text(&desk.one(&["waiting"]), "id"), new.trim());
    assert!(desk.refused(&["appointment", "rebook", &id]).contains("rebooked already"));
}

#[test]
fn a_cancelled_appointment_frees_its_slot_and_is_rebooked() {
    let desk = desk();
    let first = slot(&desk, "new", "tod");
    let id = desk.ok(&["book", "okafor", "--slot", &first]);
    assert_ne!(slot(&desk, "new", "tod"), first);
    let gone = desk.one(&["appointment", "cancel", &id, "--by", "hospital", "--reason", "theatre list"]);
    assert_eq!((text(&gone, "state"), text(&gone, "code")), ("cancelled_hospital", "4"));
    assert_eq!(slot(&desk, "new", "tod"), first);
    assert!(desk.refused(&["appointment", "cancel", &id]).contains("cannot be cancelled"));
    let new = desk.one(&["appointment", "rebook", &id, "--slot", &slot(&desk, "new", "16/3")]);
    assert_eq!((&new["rebooked_from"], text(&new, "state")), (&id.as_str().into(), "booked"));
    let moved = desk.one(&["appointment", "move", text(&new, "id"), "--slot", &first, "--reason", "works on that day"]);
    assert_eq!((text(&moved, "start"), &moved["rebooked_from"]), ("2026-03-09T09:00:00", &new["id"]));
    let old = desk.one(&["appointment", "show", text(&new, "id")]);
    assert_eq!((text(&old, "state"), text(&old, "end_reason")), ("cancelled_patient", "works on that day"));
    let said = desk.ok(&["undo"]);
    assert!(said.starts_with("Taken back: Moved OKAFOR"), "{said}");
}

#[test]
fn a_cancelled_clinic_is_worked_through_and_taken_back() {
    let desk = desk();
    let first =
        desk.ok(&["book", "okafor", "--slot", &slot(&desk, "new", "tod"), "--pathway", "rtt", "--referred", "1/2"]);
    let second =
        desk.ok(&["book", "lee", "--slot", &slot(&desk, "new", "tod"), "--pathway", "rtt", "--referred", "1/1"]);
    assert_eq!(desk.call(&["clinic", "cancel", "Clinic A", "mon"]).code, 2);
    assert!(
        desk.refused(&["clinic", "cancel", "Clinic A", "tue", "--reason", "ill"])
            .contains("not held on Tue 10-Mar-2026")
    );
    let list = desk.json(&["clinic", "cancel", "Clinic A", "mon", "--reason", "consultant ill"]);
    let ids: Vec<&str> = list.iter().map(|a| text(a, "id")).collect();
    assert_eq!(ids, [second.as_str(), &first], "the nearest breach date first");
    has(&list[0], "proposed proposed_start reach told");
    assert_eq!(text(&list[0], "proposed_start"), "2026-03-16T09:00:00");
    assert_ne!(list[0]["proposed"], list[1]["proposed"]);
    assert_eq!(desk.json(&["clinic", "worklist", "Clinic A", "mon"]).len(), 2);
    assert!(desk.refused(&["clinic", "cancel", "Clinic A", "mon", "--reason", "ill"]).contains("cancelled already"));
    let session = &desk.json(&["clinic", "sessions", "mon", "--days", "1"])[0];
    assert_eq!((text(session, "state"), text(session, "reason")), ("cancelled", "consultant ill"));
    let new = desk.one(&["appointment", "rebook", &second, "--proposed"]);
    assert_eq!((text(&new, "start"), &new["rebooked_from"]), ("2026-03-16T09:00:00", &second.as_str().into()));
    desk.ok(&["appointment", "unreachable", &first]);
    assert!(desk.ok(&["tasks"]).contains("Reach about the cancelled clinic: Mon 09-Mar-2026 09:00 OKAFOR"));
    assert!(desk.json(&["clinic", "worklist", "Clinic A", "mon"]).is_empty());
    assert_eq!(desk.json(&["clinic", "worklist", "Clinic A", "mon", "--all"]).len(), 2);
    let back = desk.one(&["clinic", "uncancel", "Clinic A", "mon"]);
    assert_eq!((text(&back, "state"), &back["booked"]), ("open", &2.into()));
    assert!(desk.refused(&["clinic", "uncancel", "Clinic A", "mon"]).contains("nothing to take back"));
}

#[test]
fn a_session_is_shown_made_shorter_closed_and_opened() {
    let desk = desk();
    let id = desk.ok(&["book", "okafor", "--slot", &slot(&desk, "follow-up", "tod")]);
    let page = desk.ok(&["clinic", "show", "Clinic A", "mon"]);
    assert!(page.contains("11:00  follow-up  OKAFOR, Grace (Mrs)  booked"), "{page}");
    assert!(page.contains("09:00  new") && page.contains("free"), "{page}");
    let list = desk.json(&["clinic", "reduce", "Clinic A", "mon", "--to", "11:00", "--reason", "theatre list"]);
    assert_eq!((list.len(), text(&list[0], "id")), (1, id.as_str()));
    let session = &desk.json(&["clinic", "sessions", "--clinic", "Clinic A"])[0];
    assert_eq!(
        (text(session, "state"), text(session, "end"), &session["free"]),
        ("reduced", "2026-03-09T11:00:00", &4.into())
    );
    assert!(desk.refused(&["clinic", "open", "Clinic A", "mon"]).contains("it can be booked"));
    assert!(desk.refused(&["clinic", "close", "Clinic A", "mon"]).contains("not been yet"));
    let after = desk.call_as("Sam", "2026-03-16T17:00", &["clinic", "close", "Clinic A", "tod"]);
    assert_eq!(after.code, 0, "{}", after.err);
    assert_eq!(desk.call_as("Sam", "2026-03-16T17:00", &["clinic", "open", "Clinic A", "tod"]).code, 0);
}

#[test]
fn a_change_from_a_day_on_leaves_the_past_and_says_who_has_no_slot_any_more() {
    let desk = desk();
    let id = desk.ok(&["book", "okafor", "--slot", &slot(&desk, "new", "16/3")]);
    assert!(desk.refused(&["clinic", "change", "Clinic A", "--to", "12:00"]).contains("--since DATE"));
    assert!(desk.refused(&["clinic", "change", "Clinic A"]).contains("Nothing of it was changed"));
    let past = desk.refused(&["clinic", "change", "Clinic A", "--since", "2026-01-05", "--weekday", "tue"]);
    assert!(past.contains("The past stays"), "{past}");
    let said = desk.call(&["clinic", "change", "Clinic A", "--since", "10/3", "--weekday", "tue", "--room", "Room 9"]);
    assert!(said.err.contains("no slot any more") && said.err.contains(&id), "{}", said.err);
    let days: Vec<String> =
        desk.json(&["slots", "--from", "tod"]).iter().map(|s| text(s, "start")[..10].to_owned()).collect();
    assert_eq!(days, ["2026-03-09", "2026-03-10", "2026-03-17"]);
    let plans = desk.one(&["clinic"])["plans"].as_array().map(Vec::len);
    assert_eq!(plans, Some(2));
    desk.ok(&["undo"]);
    assert_eq!(text(&desk.one(&["clinic"]), "room"), "Room 4");
}

#[test]
fn the_waiting_list_is_added_to_booked_from_and_taken_off() {
    let desk = desk();
    let add = [
        "waiting",
        "add",
        "okafor",
        "--clinic",
        "Clinic A",
        "--kind",
        "new",
        "--pathway",
        "rtt",
        "--referred",
        "1/12/25",
    ];
    let waits = desk.one(&[&add[..], &["--suits", "mon", "--away", "9/3..13/3", "--reason", "Murmur"]].concat());
    assert_eq!(
        (text(&waits, "state"), text(&waits, "breach_on"), text(&waits, "of")),
        ("waiting", "2026-04-06", "Dr A PATEL")
    );
    assert!(waits["start"].is_null());
    let id = text(&waits, "id");
    let fits = desk.json(&["slots", "--patient", "okafor", "--kind", "new", "--count", "4"]);
    assert_eq!((text(&fits[0], "start"), text(&fits[0], "breach_on")), ("2026-03-16T09:00:00", "2026-04-06"));
    assert_eq!((&fits[0]["late"], &fits[3]["late"]), (&false.into(), &true.into()), "{fits:?}");
    let said = desk.call(&["book", "okafor", "--slot", &slot(&desk, "follow-up", "tod")]);
    assert!(said.err.contains(&format!("--waiting {id}")), "{}", said.err);
    assert!(
        desk.refused(&["book", "lee", "--slot", text(&fits[0], "id"), "--waiting", id])
            .contains("not an appointment of LEE")
    );
    let declined = desk.one(&["appointment", "declined", id, "--slot", text(&fits[2], "id")]);
    assert_eq!(declined["fair_offers"], 1);
    let booked = desk.one(&["book", "okafor", "--slot", text(&fits[0], "id"), "--waiting", id]);
    assert_eq!((text(&booked, "id"), text(&booked, "state"), text(&booked, "reason")), (id, "booked", "Murmur"));
    assert!(desk.json(&["waiting"]).is_empty());
    assert!(desk.refused(&["waiting", "add", "lee"]).contains("--of WHO or --clinic NAME"));
    let lee = desk.ok(&["waiting", "add", "lee", "--of", "Dr New", "--kind", "f", "--due", "+12w", "--short-notice"]);
    assert!(desk.ok(&["diary", "--of", "Dr New"]).contains("Nothing stands"), "the calendar is made");
    assert_eq!(desk.json(&["waiting", "--short-notice", "--of", "Dr New"]).len(), 1);
    assert!(desk.refused(&["waiting", "off", &lee, "--reason", " "]).contains("Say why"));
    assert_eq!(
        text(&desk.one(&["waiting", "off", &lee, "--reason", "treated elsewhere"]), "state"),
        "cancelled_patient"
    );
    assert!(desk.ok(&["waiting"]).contains("Nobody waits for a date."));
}

#[test]
fn clinics_and_appointments_are_written_for_other_programs() {
    let desk = desk();
    desk.ok(&["book", "okafor", "--slot", &slot(&desk, "new", "tod"), "--reason", "=1+1"]);
    let out = |name: &str| desk.path(name).to_string_lossy().into_owned();
    desk.ok(&["export", "clinics", &out("c.json")]);
    let clinics: Vec<Value> = serde_json::from_str(&desk.text("c.json")).expect("records");
    assert_eq!(text(&clinics[0], "slots"), "4 new 30m, 8 follow-up 15m");
    desk.ok(&["export", "appointments", &out("a.csv")]);
    let table = desk.text("a.csv");
    assert!(table.contains("\"OKAFOR, Grace (Mrs)\",Clinic A,Dr A PATEL,new,booked,0,2026-03-09T09:00:00"), "{table}");
    assert!(!table.contains(",=1+1"), "no formula reaches a spreadsheet: {table}");
    assert!(desk.refused(&["export", "clinics", &out("c.ics")]).contains("csv or json"));
}
