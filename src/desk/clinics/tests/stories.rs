//! A clinic on the screen, by key presses: made, booked, worked through.

use chrono::NaiveDateTime;
use tempfile::TempDir;

use crate::app::rig::Rig;
use crate::desk::PARTS;
use crate::desk::people::Patient;
use crate::desk::people::model::Phone;
use crate::store::Change;

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn rig(folder: &TempDir) -> Rig {
    let mut rig = Rig::open(folder.path(), PARTS, now(), "Jo");
    for (surname, forename, number) in [("Smith", "John", "9990000018"), ("Jones", "Sarah", "9990000026")] {
        let patient = Patient {
            surname: surname.into(),
            forename: forename.into(),
            title: "Mx".into(),
            born: Some("1970-05-01".into()),
            nhs_number: Some(number.into()),
            nhs_status: "verified".into(),
            address: vec!["1 High Street".into()],
            postcode: "AB1 2CD".into(),
            phones: vec![Phone { label: "home".into(), number: "01632 960001".into() }],
            ..Patient::new(now())
        };
        rig.cx().apply_quietly(&Change::new("New patient").insert(&patient)).unwrap();
    }
    rig
}

/// A Monday clinic, typed into the form.
fn clinic(rig: &mut Rig) {
    rig.keys("g c").sees("There is no clinic yet").keys("n enter").sees("New clinic");
    rig.text("Clinic A").keys("enter").text("Dr A Patel").keys("enter enter enter").text("Room 4").keys("enter");
    rig.keys("enter enter").text("mon").keys("ctrl-s").sees("New clinic: Clinic A, Mon, 09:00–12:30");
}

fn book(rig: &mut Rig, surname: &str) {
    rig.keys("n").text(surname).keys("enter").sees("Booked Mon 09-Mar-2026");
}

#[test]
fn a_clinic_is_made_and_somebody_booked_into_a_slot() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    clinic(&mut rig);
    rig.sees("Mon 09-Mar-2026")
        .sees("10 free")
        .keys("enter")
        .sees("Clinic A · Mon 09-Mar-2026 09:00–12:30 · Dr A Patel");
    book(&mut rig, "smith");
    rig.sees("SMITH, John (Mx)").sees("999 000 0018").sees("new 1/4").sees("booked");
    rig.keys("ctrl-z").sees("new 0/4").misses("999 000 0018").keys("ctrl-y").sees("SMITH, John (Mx)");
    // Beyond the slots nobody is taken in unless the plan lets them.
    rig.keys("n").text("jones").keys("enter").sees("That slot is taken. This session takes nobody beyond its slots.");
    rig.sees("Free and without a clash: Mon 09-Mar-2026 09:30");
}

#[test]
fn an_attendance_goes_from_booked_to_its_follow_up() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    clinic(&mut rig);
    rig.keys("enter");
    book(&mut rig, "smith");
    rig.keys("d").sees("it has not been yet");
    rig.at("2026-03-09T09:10:00".parse().unwrap());
    rig.keys("a").sees("arrived late").keys("d").text("fol").keys("enter").text("12").keys("enter");
    rig.sees("Seen, follow-up in 12 weeks").sees("seen, follow-up");
    rig.keys("o").sees("booked").keys("ctrl-z").sees("seen, follow-up");
    rig.keys("z").sees("Closed Clinic A").keys("esc").sees("1 waiting");
}

#[test]
fn a_cancelled_clinic_is_worked_through_and_taken_back() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    clinic(&mut rig);
    rig.keys("enter");
    book(&mut rig, "smith");
    rig.keys("down");
    book(&mut rig, "jones");
    rig.keys("X").sees("2 patients").keys("enter").sees("Say why").text("consultant ill").keys("enter");
    rig.sees("To reach · 2 left · Clinic A Mon 09-Mar-2026").sees("Mon 16-Mar-2026 09:00").sees("ring 01632 960001");
    // Another slot is looked for with the finder, and what is proposed to the others is left out.
    rig.keys("down o")
        .sees("Another slot from Mon 09-Mar-2026")
        .sees("Mon 16-Mar-2026 09:30")
        .misses("16-Mar-2026 09:00");
    rig.keys("w").sees("r there says reached").keys("h h").sees("< afternoons >").keys("h down enter");
    rig.sees("Rebooked").sees("Mon 23-Mar-2026").sees("1 left").keys("ctrl-z").sees("2 left").keys("home");
    rig.keys("b").sees("Rebooked").sees("1 left").keys("u").sees("Not reached: ").sees("Everybody was reached");
    rig.keys("esc").sees("cancelled: consultant ill").keys("U").sees("Took back the cancellation");
    rig.sees("new 2/4").misses("cancelled").keys("esc").misses("to reach");
}

#[test]
fn who_waits_too_long_is_counted_on_every_screen_and_read_when_looked_at() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("esc").misses("act now");
    let late = crate::desk::clinics::Appointment {
        breach_on: Some("2026-03-01".into()),
        ..crate::desk::clinics::Appointment::new("somebody", "new", now())
    };
    rig.cx().apply_quietly(&Change::new("Added to the waiting list").insert(&late)).unwrap();
    rig.tick().sees("! 1 act now").keys("g c").sees("1 to be booked now · 1 waiting").sees("! 1 act now");
    rig.keys("esc ctrl-z").misses("act now").keys("g c").misses("1 waiting");
    rig.keys("esc g p").sees("5 People · 2 · by name");
}

#[test]
fn who_loses_a_slot_by_another_plan_is_said_and_by_another_session_refused() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    clinic(&mut rig);
    rig.keys("enter");
    book(&mut rig, "smith");
    // One session: whoever sits there is not forgotten in it.
    rig.keys("e tab tab tab tab")
        .sees("> Slots")
        .keys("ctrl-end")
        .keys(&"backspace ".repeat(80))
        .text("10:00 2 urgent 30m");
    rig.keys("ctrl-s").sees("1 booked there would lose their slot").sees("reduce the session (r)").keys("esc esc");
    // From a day on: said, and shown in its session until it is moved.
    rig.keys("p v").sees("Clinic, changed from a day on").keys("tab tab tab tab tab").sees("> From the day");
    rig.keys("ctrl-u")
        .text("9/3")
        .keys("tab tab")
        .sees("> Weekdays")
        .keys("ctrl-u")
        .text("tue")
        .keys("ctrl-s")
        .sees("Without a slot now, to be moved in their sessions (v): Mon");
    rig.sees("09-Mar-2026 09:00 SMITH, John (Mx).").keys("esc").sees("Tue 03-Mar-2026").sees("Mon 09-Mar-2026");
}

#[test]
fn a_session_on_its_own_is_made_without_a_clinic_and_booked() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g c n down enter").sees("A session on its own").keys("ctrl-u").text("Saturday echo").keys("enter");
    rig.text("Dr A Patel").keys("ctrl-s").sees("Session: Saturday echo Tue 03-Mar-2026").sees("8 free");
    rig.at("2026-03-03T08:00:00".parse().unwrap()).keys("enter n").text("smith").keys("enter");
    rig.sees("Booked Tue 03-Mar-2026").sees("SMITH, John (Mx)").keys("ctrl-z ctrl-z").tick();
    rig.sees("Taken back: Session: Saturday echo").misses("Saturday echo · Tue");
}

#[test]
fn what_is_arranged_for_a_patient_of_a_cancelled_clinic_is_moved_along() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let needy = Patient {
        surname: "Nowak".into(),
        forename: "Ewa".into(),
        interpreter: true,
        language: "Polish".into(),
        ..Patient::new(now())
    };
    rig.cx().apply_quietly(&Change::new("New patient").insert(&needy)).unwrap();
    clinic(&mut rig);
    rig.keys("enter n").text("nowak").keys("enter").sees("days' notice").sees("16-Mar-2026");
    rig.keys("y").sees("Booked Mon 09-Mar-2026 09:00 NOWAK").sees("needs Polish interpreter");
    rig.keys("X")
        .text("consultant ill")
        .keys("enter")
        .sees("To reach · 1 left")
        .sees("to be moved too: Polish interpreter");
    rig.keys("b").sees("Rebooked Mon 16-Mar-2026 09:00 NOWAK");
    let tasks: Vec<crate::desk::tasks::Task> = rig.cx().db().rows("SELECT * FROM task ORDER BY id", &[]).unwrap();
    let said: Vec<String> = tasks.iter().map(|t| format!("{} {}", t.state, &t.title[..52])).collect();
    let of = |state: &str, day: &str| format!("{state} Arrange Polish interpreter: Mon {day}-Mar-2026 09:00 ");
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said[0].starts_with(of("cancelled", "09").trim_end()) && said[1].starts_with(of("open", "16").trim_end()),
        "{said:?}"
    );
}
