//! People in key presses.

use super::*;
use crate::desk::people::repo;
use tempfile::TempDir;

/// A desk with some people on it.
fn desk() -> (TempDir, Rig) {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let grace = Patient {
        title: "Mrs".into(),
        gender: "Female".into(),
        nhs_status: "verified".into(),
        safe_note: "Ring the mobile only".into(),
        need_format: "Large print".into(),
        phones: super::super::model::read_phones("mobile 07700 900401").unwrap(),
        ..patient("Okafor", "Grace", "1980-08-14", "9990000018")
    };
    let john = patient("Smith", "John", "1955-03-03", "9990000026");
    let smyth = patient("Smyth", "Jon", "1955-03-03", "9990000034");
    let surgery = practice("L81008", "Mill Lane Surgery");
    let change = Change::new("People").insert(&grace).insert(&john).insert(&smyth).insert(&surgery);
    rig.cx().store.apply(&change, "Sam", now()).unwrap();
    rig.cx().touch();
    rig.keys("5");
    rig.tick();
    (folder, rig)
}

#[test]
fn people_are_listed_found_opened_and_left_again() {
    let (_folder, mut rig) = desk();
    rig.sees("5 People · 4 · by name").sees("OKAFOR, Grace (Mrs)").sees("999 000 0018").sees("Mill Lane Surgery");
    rig.sees("like name");
    rig.keys("/").text("oka 14/8/80").sees("only “oka 14/8/80” · 1 of 4").misses("SMITH, John");
    rig.keys("enter enter").sees("Born 14-Aug-1980 (45y)   Gender Female   NHS No. 999 000 0018");
    rig.sees("! SAFE CONTACT: Ring the mobile only").sees("! NEED: Information format: Large print");
    rig.sees("Timeline").sees("No call, letter, appointment or task yet.");
    rig.keys("esc").sees("only “oka 14/8/80”").keys("esc").sees("4 · by name");
    rig.keys("p").sees("only patients").misses("Mill Lane").keys("p").sees("Mill Lane");
    rig.keys("o").sees("only contacts").misses("OKAFOR").keys("o");
    let seen = rig.cx().store.history(None, 50).unwrap();
    let opened = seen.iter().filter(|i| i.change.kind == "view" && i.change.label == "Opened OKAFOR, Grace (Mrs)");
    assert_eq!(opened.count(), 1, "who has seen a record stands in the history");
}

#[test]
fn a_patient_is_made_and_a_like_one_is_warned_about_once() {
    let (_folder, mut rig) = desk();
    rig.keys("n").text("Smith").keys("enter").text("Johnny").keys("ctrl-s");
    rig.sees("Like one on the desk: SMITH, John (Mr)").keys("ctrl-s").sees("New patient: SMITH, Johnny");
    rig.sees("Born not known").keys("ctrl-z").sees("Taken back").misses("SMITH, Johnny   Born");
    // The field of the NHS number says what is wrong and keeps what was typed.
    rig.keys("n").text("Zebra").keys("enter enter enter enter enter enter").text("943 476 5918").keys("ctrl-s");
    rig.sees("fails its check digit").sees("943 476 5918");
    rig.keys("ctrl-u").text("999 000 0018").keys("ctrl-s").sees("is that of OKAFOR, Grace (Mrs)");
}

#[test]
fn a_record_is_edited_and_every_field_stands_there() {
    let (_folder, mut rig) = desk();
    rig.keys("/").text("okafor").keys("enter enter e").sees("Title").sees("mobile 07700 900401");
    rig.keys("enter enter enter enter").text("Gracie").keys("ctrl-s").sees("Preferred name Gracie");
    let grace = repo::by_nhs(rig.cx().db(), "9990000018").unwrap().unwrap();
    assert_eq!((&*grace.preferred_name, grace.phones.len()), ("Gracie", 1));
}

#[test]
fn a_contact_is_made_closed_and_binned_and_taken_out() {
    let (_folder, mut rig) = desk();
    rig.keys("N p enter")
        .text("Hill Surgery")
        .keys("ctrl-s")
        .sees("New contact: Hill Surgery")
        .sees("Patients registered here");
    rig.keys("D").sees("Closed: Hill Surgery").keys("enter").sees("CLOSED since 03-Mar-2026");
    rig.keys("D").sees("Open again: Hill Surgery").misses("CLOSED since");
    rig.keys("del").sees("To the bin: Hill Surgery").misses("Patients registered here");
    rig.keys("B").sees("In the bin").keys("enter").sees("Out of the bin: Hill Surgery");
}

#[test]
fn a_death_is_seen_at_once_and_taken_back() {
    let (_folder, mut rig) = desk();
    rig.keys("/").text("smith").keys("enter D").sees("Died: SMITH, John (Mr)").text("12/1/26").keys("enter");
    rig.sees("Died on 12-Jan-2026: SMITH, John (Mr)").sees("DIED 12-Jan-2026");
    rig.keys("enter").sees("Age at Death 70y").sees("nothing goes out without a reason");
    rig.keys("D").misses("Age at Death");
}

#[test]
fn two_records_are_merged_with_a_reason_and_undone() {
    let (_folder, mut rig) = desk();
    let before = everything(&rig.cx().store);
    rig.keys("M").sees("0 are marked");
    rig.keys("/").text("smith").keys("enter space esc /").text("smyth").keys("enter space").sees("2 marked");
    rig.keys("M").sees("One patient, two records").sees("999 000 0026").sees("999 000 0034").sees("STAYS");
    rig.keys("enter").sees("Different NHS numbers").keys("enter").sees("say why they are one person");
    rig.text("number was replaced").keys("enter").sees("Merged SM").misses("One patient, two records");
    assert_eq!(repo::total(rig.cx().db()).unwrap().0, 2);
    rig.keys("ctrl-z").sees("Taken back: Merged");
    assert_eq!(everything(&rig.cx().store), before);
}

#[test]
fn the_answer_card_is_one_key_away() {
    let (_folder, mut rig) = desk();
    rig.keys("/").text("okafor").keys("enter a").sees("Answer card · OKAFOR, Grace (Mrs)");
    rig.sees("For you, not to be read out").sees("SAFE CONTACT").sees("There is no letter for you here at present.");
    rig.keys("esc h").sees("History · OKAFOR").sees("Sam: Answer card of OKAFOR");
}

#[test]
fn like_named_patients_are_named_with_what_differs() {
    let (_folder, mut rig) = desk();
    rig.keys("/")
        .text("smith")
        .keys("enter enter")
        .sees("! LIKE NAME: SMYTH, Jon (Mr): surname Smith here, Smyth there");
    rig.resize(80, 24).sees("SMITH, John (Mr)").sees("NHS No. 999 000 0026 (unverified)");
    rig.resize(40, 16).sees("SMITH, John (Mr)").sees("Born 03-Mar-1955 (71y)").keys("w").sees("Warnings");
}

/// Wherever a patient stands who could be taken for another, it says so.
#[test]
fn like_named_patients_are_marked_wherever_they_stand() {
    let (_folder, mut rig) = desk();
    let id = |rig: &mut Rig, nhs: &str| repo::by_nhs(rig.cx().db(), nhs).unwrap().unwrap().id;
    let (john, grace) = (id(&mut rig, "9990000026"), id(&mut rig, "9990000018"));
    let query = |who: &str, words: &str| crate::desk::inbox::Query {
        patient_id: Some(who.to_owned()),
        words: words.into(),
        ..crate::desk::inbox::Query::new(now())
    };
    let letter = |who: &str| crate::desk::letters::Letter {
        id: crate::store::new_id(),
        state: "drafting".into(),
        title: "Clinic letter".into(),
        template: "free-letter".into(),
        body: "Thank you for ringing.".into(),
        patient_id: Some(who.to_owned()),
        created_at: "2026-03-01T09:00:00".into(),
        ..crate::desk::letters::Letter::default()
    };
    let task = |who: &str, title: &str| crate::desk::tasks::Task {
        patient_id: Some(who.to_owned()),
        ..crate::desk::tasks::Task::new(title, "Sam", now())
    };
    let change = Change::new("Paper").insert(&query(&john, "When?")).insert(&query(&grace, "Where?"));
    let change = change.insert(&letter(&john)).insert(&letter(&grace));
    let change = change.insert(&task(&john, "Ring SMITH")).insert(&task(&grace, "Ring OKAFOR"));
    rig.cx().apply_quietly(&change).unwrap();
    rig.tick();
    for pane in ["2", "3"] {
        rig.keys(pane).sees("SMITH, John (Mr)\u{a0}≈").sees("OKAFOR, Grace (Mrs)").misses("OKAFOR, Grace (Mrs)\u{a0}≈");
        rig.resize(200, 50).sees("like name").resize(80, 24).sees("SMITH, John (Mr)\u{a0}≈").resize(120, 40);
    }
    rig.keys("4").sees("Ring SMITH\u{a0}≈").misses("Ring OKAFOR\u{a0}≈").resize(200, 50).sees("SMITH, John (Mr)");
    rig.resize(120, 40).keys("f").text("sm").sees("SMITH, John (Mr)\u{a0}≈  like name · Born 03-Mar-1955");
    rig.keys("esc c").text("sm").sees("SMITH, John (Mr)\u{a0}≈").sees("SMYTH, Jon (Mr)\u{a0}≈").keys("esc");
    rig.keys("3 / ").text("smith").keys("enter enter").sees("LIKE NAME: SMYTH, Jon (Mr): surname Smith here");
    rig.sees("Clinic letter · drafting").resize(80, 24).sees("LIKE NAME").resize(120, 40).keys("esc esc");
    rig.keys("2").sees("SMITH, John").keys("home enter").sees("LIKE NAME: SMYTH, Jon (Mr): surname Smith here");
}

#[test]
fn of_many_people_only_the_first_are_read() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let change = (0..350).fold(Change::new("Many"), |c, n| {
        c.insert(&patient(&format!("Name{n:03}"), "Ann", &format!("{}-01-01", 1930 + n % 70), ""))
    });
    rig.cx().store.apply(&change, "Sam", now()).unwrap();
    rig.cx().touch();
    rig.keys("5").tick();
    rig.sees("the first 200 of 350 · type / to find").sees("NAME000, Ann").keys("end").sees("NAME199, Ann");
    rig.keys("/").text("name349").sees("1 of 350").sees("NAME349, Ann");
}

/// Ticks until the screen shows it; the work is on another thread.
fn wait(rig: &mut Rig, text: &str) {
    for _ in 0..200_000 {
        if rig.tick().shows(text) {
            return;
        }
        std::thread::yield_now();
    }
    rig.sees(text);
}

#[test]
fn a_file_is_imported_with_its_columns_shown_first() {
    let (folder, mut rig) = desk();
    let path = folder.path().join("new.csv");
    let text = "hospital_no,nhs_number,forename,surname,dob,gp_code\nH7,999 000 0042,Mary,Quince,1970-05-06,L81008\n";
    std::fs::write(&path, text).unwrap();
    rig.keys("i").sees("Import what").keys("enter").sees("From which file").text(&path.to_string_lossy()).keys("enter");
    rig.sees("Import patients from new.csv").sees("Hospital number").sees("999 000 0042");
    rig.sees("Enter Go on").sees("Right Next field").misses("Skip bad lines");
    rig.keys("left").sees("NHS number").keys("right").keys("enter");
    wait(&mut rig, "If this is imported");
    rig.sees("Enter Go on").misses("Next field").misses("Skip bad lines");
    rig.sees("New").keys("enter");
    wait(&mut rig, "Imported new.csv: 1 new");
    rig.sees("5 People · 5")
        .sees("QUINCE, Mary")
        .keys("ctrl-z")
        .sees("Taken back: Imported patients from new.csv")
        .misses("QUINCE, Mary  ");
}

#[test]
fn a_bad_line_stops_the_import_until_it_is_left_out() {
    let (folder, mut rig) = desk();
    let path = folder.path().join("bad.csv");
    let text = "hospital_no,nhs_number,forename,surname,dob\nH7,999 000 0042,Mary,Quince,1970-05-06\nH8,943 476 5918,Bad,Number,1970-05-06\n";
    std::fs::write(&path, text).unwrap();
    rig.keys("i enter").text(&path.to_string_lossy()).keys("enter enter");
    wait(&mut rig, "If this is imported");
    rig.sees("s Skip bad lines").misses("Next field");
    rig.sees("bad.csv, line 3: NHS number 943 476 5918 fails its check digit")
        .keys("enter")
        .sees("cannot be taken, so nothing is");
    let rejects = folder.path().join("rejects.csv");
    rig.keys("s ctrl-u").text(&rejects.to_string_lossy()).keys("enter");
    wait(&mut rig, "Imported bad.csv: 1 new");
    assert!(std::fs::read_to_string(&rejects).unwrap().contains("fails its check digit"));
    rig.keys("i enter").text(&path.to_string_lossy()).keys("enter esc").misses("Import patients from");
}

#[test]
fn people_are_written_into_a_file_that_only_its_owner_reads() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, mut rig) = desk();
    let path = folder.path().join("out.csv");
    rig.keys("x enter ctrl-u").text(&path.to_string_lossy()).keys("enter").sees("Wrote all patients into");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(std::fs::read_to_string(&path).unwrap().contains("Okafor"));
    rig.keys("x enter ctrl-u").text(&path.to_string_lossy()).keys("enter").sees("is there already");
    rig.keys("n");
    let seen = rig.cx().store.history(None, 5).unwrap();
    assert!(seen.iter().any(|i| i.change.label == "Exported all patients"), "an export stands in the history");
}

/// A screen reader reads line after line: nothing stands beside anything else.
#[test]
fn in_plain_nothing_stands_beside_anything_else() {
    let folder = TempDir::new().unwrap();
    let store = store(&folder);
    let look = crate::ui::Look::plain(crate::ui::Theme::named("mono").unwrap());
    let mut rig = Rig::on(store, PARTS, now(), "Sam", crate::config::Config::default(), look);
    let change = Change::new("x").insert(&patient("Smith", "John", "1955-03-03", "9990000026"));
    rig.cx().store.apply(&change, "Sam", now()).unwrap();
    rig.cx().touch();
    rig.tick();
    rig.resize(200, 50).keys("c").text("smith").keys("enter");
    let line = |rig: &Rig, word: &str| rig.screen().lines().find(|l| l.contains(word)).map(str::to_owned).unwrap();
    rig.sees("The record is hidden until 3");
    assert!(line(&rig, "The record is hidden").starts_with("The record"), "{}", rig.screen());
    rig.keys("esc 5 enter");
    assert!(!line(&rig, "Facts").contains("Timeline"), "{}", rig.screen());
}
