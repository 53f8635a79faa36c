//! Clinics on a real desk: booked, moved, cancelled as a whole and taken back.

mod alike;
mod desk;
mod doors;
pub(super) mod screen;
mod stories;

use super::acts::{self, book, cancel_session, move_to, reduce_session, take_back};
use super::model::{Appointment, Need, Session};
use super::repo;
use super::repo_free::{Free, Wish, free};
use super::rules_plan::read_slots;
use crate::desk::letters::Letter;
use crate::desk::tasks::Task;
use crate::desk::tasks::model::Press;
use crate::store::Change;
use desk::Bench;

fn ids(all: &[Free]) -> Vec<String> {
    all.iter().map(|f| crate::text::dates::stamp_weekday(f.start)).collect()
}

#[test]
fn the_first_free_slot_on_each_of_the_next_dates() {
    let mut desk = Bench::new();
    let wish = Wish { kind: Some("new".into()), ..Wish::from(desk.today()) };
    let found = desk.free(&wish);
    assert_eq!(ids(&found), ["Mon 09-Mar-2026 09:00", "Mon 16-Mar-2026 09:00", "Mon 23-Mar-2026 09:00"]);
    let patient = desk.patient("Smith", "John");
    desk.book(&patient, "new", &found[0].id);
    assert_eq!(ids(&desk.free(&wish))[0], "Mon 09-Mar-2026 09:30");
    let all = desk.free(&Wish { every: true, count: 1, kind: None, ..wish });
    assert_eq!(all.len(), 5, "{all:?}");
    assert_eq!(all[0].session_free, 5);
}

#[test]
fn bank_holidays_and_leave_are_passed_over_and_said_when_booked_all_the_same() {
    let mut desk = Bench::new();
    desk.leave("Dr A Patel", "2026-03-09", "2026-03-13");
    let found = desk.free(&Wish { count: 8, ..Wish::from(desk.today()) });
    let days: Vec<String> = found.iter().map(|f| f.start.date().to_string()).collect();
    // Easter Monday is 6 April.
    assert_eq!(days[..4], ["2026-03-16", "2026-03-23", "2026-03-30", "2026-04-13"]);
    let patient = desk.patient("Smith", "John");
    let session = desk.session("2026-03-09");
    let said = desk.clashes(&patient, "new", &session, "09:00", 0);
    assert_eq!(said, ["The consultant is away: Dr A Patel: annual leave."]);
    let easter = desk.session("2026-04-06");
    assert_eq!(desk.clashes(&patient, "new", &easter, "09:00", 0), ["That day is a bank holiday: Easter Monday."]);
}

#[test]
fn a_booking_writes_its_letter_and_the_tasks_its_needs_call_for() {
    let mut desk = Bench::new();
    let patient = desk.patient("Smith", "John");
    let slot = desk.free(&Wish { kind: Some("new".into()), count: 2, ..Wish::from(desk.today()) })[1].id.clone();
    let one = Appointment {
        needs: vec![Need { what: "BSL interpreter".into(), task_id: None }],
        ..Appointment::new(&patient, "new", desk.now())
    };
    let booked = desk.book_one(&one, &slot, "letter");
    assert_eq!(booked.state, "booked");
    let tasks: Vec<Task> = desk.all();
    assert_eq!(tasks[0].title, "Arrange BSL interpreter: Mon 16-Mar-2026 09:00 SMITH, John (Mr)");
    assert_eq!(tasks[0].due.as_deref(), Some("2026-03-06"), "ten days before");
    let letters: Vec<Letter> = desk.all();
    assert!(letters[0].body.contains("Monday 16 March 2026 at 09:00"), "{}", letters[0].body);
    assert!(letters[0].body.contains("Room 4"), "{}", letters[0].body);
    let before = desk.rows();
    desk.cancel(&booked);
    assert!(desk.all::<Task>().iter().all(|t| t.state == "cancelled"));
    assert!(desk.all::<Letter>().iter().all(|l| l.state == "cancelled"));
    desk.undo();
    assert_eq!(desk.rows(), before);
}

#[test]
fn never_two_in_one_slot_and_no_more_than_the_limit() {
    let mut desk = Bench::new();
    let (a, b) = (desk.patient("Smith", "John"), desk.patient("Jones", "Sarah"));
    let slot = desk.free(&Wish { kind: Some("new".into()), ..Wish::from(desk.today()) })[0].id.clone();
    let (session, time, n) = repo::slot(desk.db(), &slot, desk.today()).unwrap();
    let plan = |desk: &Bench, who: &str| {
        book(desk.at(), &Appointment::new(who, "new", desk.now()), &session, &time, n, "").unwrap()
    };
    // Both windows have read the slot as free before either writes.
    let (first, second) = (plan(&desk, &a), plan(&desk, &b));
    desk.apply(&first).unwrap();
    let refused = desk.apply(&second).unwrap_err().to_string();
    assert!(refused.starts_with("Not booked. "), "{refused}");
    assert!(desk.apply_blindly(&second).unwrap_err().to_string().starts_with("That slot was taken meanwhile"));
    assert_eq!(repo::of_session(desk.db(), &session.id).unwrap().len(), 1);
}

#[test]
fn a_move_frees_the_old_slot_and_keeps_the_thread() {
    let mut desk = Bench::new();
    let patient = desk.patient("Smith", "John");
    let wish = Wish { kind: Some("new".into()), ..Wish::from(desk.today()) };
    let found = desk.free(&wish);
    let old = desk.book(&patient, "new", &found[0].id);
    let (session, time, n) = repo::slot(desk.db(), &found[2].id, desk.today()).unwrap();
    let moved = move_to(desk.at(), &old, false, "away", (&session, &time, n), "telephone").unwrap();
    assert_eq!(moved.change.label, "Moved SMITH, John (Mr) from Mon 09-Mar-2026 09:00 to Mon 23-Mar-2026 09:00");
    desk.apply(&moved).unwrap();
    let all = repo::of_patient(desk.db(), &patient).unwrap();
    assert_eq!((all[0].state.as_str(), all[1].state.as_str()), ("booked", "cancelled_patient"));
    assert_eq!((&all[0].rebooked_from, &all[1].rebooked_as), (&Some(all[1].id.clone()), &Some(all[0].id.clone())));
    assert_eq!(desk.free(&wish)[0].id, found[0].id);
}

#[test]
fn a_move_within_a_session_that_is_full_is_no_one_more() {
    let mut desk = Bench::new();
    let session: Session = desk.session("2026-03-09");
    let tight = Session {
        limits: vec![super::model::Limit { kind: "new".into(), most: 1 }],
        overbook: 0,
        ..session.stored(desk.now())
    };
    desk.write(&Change::new("At most one").insert(&tight));
    let patient = desk.patient("Smith", "John");
    let old = desk.book(&patient, "new", &format!("{}.0900", session.id));
    let moved = move_to(desk.at(), &old, false, "later", (&tight, "09:30", 0), "telephone").unwrap();
    desk.apply(&moved).unwrap();
    assert_eq!(moved.appointment.at(), "09:30");
    let other = desk.patient("Jones", "Sarah");
    let one = Appointment::new(&other, "new", desk.now());
    let refused = book(desk.at(), &one, &tight, "09:00", 0, "").unwrap_err().to_string();
    assert_eq!(
        refused,
        "At most 1 new in this session: that is reached. Free and without a clash: Mon 16-Mar-2026 09:00, Clinic A."
    );
}

#[test]
fn a_cancelled_clinic_is_one_thing_and_one_undo() {
    let mut desk = Bench::new();
    let patients: Vec<String> = ["Smith", "Jones", "Khan"].iter().map(|s| desk.patient(s, "Alex")).collect();
    let mut booked = Vec::new();
    for (n, who) in patients.iter().enumerate() {
        let slot = desk.free(&Wish { kind: Some("follow-up".into()), ..Wish::from(desk.today()) })[0].id.clone();
        let breach = ["2026-05-01", "2026-03-20", "2026-04-01"][n];
        let one = Appointment {
            breach_on: Some(breach.into()),
            needs: vec![Need { what: "transport".into(), task_id: None }],
            ..Appointment::new(who, "follow-up", desk.now())
        };
        booked.push(desk.book_one(&one, &slot, "letter"));
    }
    let before = desk.rows();
    let session = desk.session("2026-03-09");
    let wave = cancel_session(desk.at(), &session, "consultant ill").unwrap();
    let order: Vec<&str> = wave.touched.iter().map(|a| a.breach_on.as_deref().unwrap()).collect();
    assert_eq!(order, ["2026-03-20", "2026-04-01", "2026-05-01"], "the nearest breach first");
    let mut slots: Vec<String> = wave.touched.iter().filter_map(|a| a.proposed.clone()).collect();
    slots.sort();
    slots.dedup();
    assert_eq!(slots.len(), 3, "no slot is proposed twice: {slots:?}");
    desk.write(&wave.change);
    assert_eq!(acts::left(desk.at(), &session.id).unwrap().len(), 3);
    assert!(desk.all::<Task>().iter().all(|t| t.state == "cancelled"), "transport is not needed then");
    desk.undo();
    assert_eq!(desk.rows(), before, "one undo takes it all back");

    // Worked through, then taken back as a whole.
    let session = desk.session("2026-03-09");
    let wave = cancel_session(desk.at(), &session, "consultant ill").unwrap();
    desk.write(&wave.change);
    let left = acts::left(desk.at(), &session.id).unwrap();
    let slot = left[0].proposed.clone().unwrap();
    let (to, time, n) = repo::slot(desk.db(), &slot, desk.today()).unwrap();
    let instead = acts::book_instead(desk.at(), &left[0], (&to, &time, n)).unwrap();
    desk.apply(&instead).unwrap();
    let change = acts::reached(desk.at(), &left[1]).unwrap();
    desk.write(&change);
    let change = acts::unreachable(desk.at(), &left[2]).unwrap();
    desk.write(&change);
    assert!(acts::left(desk.at(), &session.id).unwrap().is_empty());
    let cancelled = desk.session("2026-03-09");
    let back = take_back(desk.at(), &cancelled).unwrap();
    desk.write(&back);
    for old in &booked {
        let now: Appointment = desk.db().must(&old.id).unwrap();
        assert_eq!((now.state.as_str(), &now.seat), ("booked", &old.seat));
    }
    assert_eq!(desk.session("2026-03-09").state, "open");
    let live = desk.all::<Appointment>().into_iter().filter(|a| a.binned_at.is_none()).count();
    assert_eq!(live, 3, "what was booked instead is gone");
}

#[test]
fn two_cancelled_clinics_are_proposed_no_slot_twice() {
    let mut desk = Bench::new();
    for (day, who) in [("2026-03-09", "Smith"), ("2026-03-23", "Jones")] {
        let (patient, session) = (desk.patient(who, "Alex"), desk.session(day));
        desk.book(&patient, "new", &format!("{}.0900", session.id));
    }
    let mut proposed = Vec::new();
    for day in ["2026-03-09", "2026-03-23"] {
        let session = desk.session(day);
        let wave = cancel_session(desk.at(), &session, "consultant ill").unwrap();
        desk.write(&wave.change);
        proposed.extend(wave.touched.iter().filter_map(|a| a.proposed.clone()));
    }
    assert_eq!(proposed.len(), 2);
    assert_ne!(proposed[0], proposed[1]);
}

#[test]
fn what_is_taken_is_said_with_the_nearest_slot_that_clashes_with_nothing() {
    let mut desk = Bench::new();
    let (a, b) = (desk.patient("Smith", "John"), desk.patient("Jones", "Sarah"));
    let session: Session = desk.session("2026-03-09");
    desk.book(&a, "new", &format!("{}.0900", session.id));
    let refused = |desk: &Bench, who: &str, at: &str, n: usize| {
        let one = Appointment::new(who, "new", desk.now());
        book(desk.at(), &one, &desk.session("2026-03-09"), at, n, "").unwrap_err().to_string()
    };
    assert_eq!(
        refused(&desk, &b, "09:00", 0),
        "That slot is taken. Free and without a clash: Mon 09-Mar-2026 09:30, Clinic A."
    );
    // The nearest is no help to one who is booked there already.
    desk.entry_of(&b, "2026-03-09T09:30:00", "2026-03-09T10:00:00");
    assert_eq!(
        refused(&desk, &b, "09:00", 0),
        "That slot is taken. Free and without a clash: Mon 16-Mar-2026 09:00, Clinic A."
    );
    let one = Appointment::new(&b, "new", desk.now());
    let booking = book(desk.at(), &one, &session, "09:30", 0, "").unwrap();
    let said = booking.said("Again?").unwrap();
    assert!(said.starts_with("The patient is booked then: 09:30 "), "{said}");
    assert!(said.ends_with(" Free and without a clash: Mon 16-Mar-2026 09:00, Clinic A. Again?"), "{said}");
}

#[test]
fn a_journey_and_the_minutes_to_stay_free_are_said_when_a_slot_is_booked() {
    let mut desk = Bench::new();
    let patient = desk.patient("Smith", "John");
    let session = desk.session("2026-03-09");
    desk.diary("Train to Leeds", "travel", ("2026-03-09T10:15:00", "2026-03-09T12:00:00"), 0);
    let said = |desk: &Bench, at: &str| {
        let one = Appointment::new(&patient, "follow-up", desk.now());
        book(desk.at(), &one, &session, at, 0, "").unwrap().said("").unwrap_or_default()
    };
    let near = "Free and without a clash: Mon 09-Mar-2026 10:00, Clinic A.";
    assert_eq!(said(&desk, "10:00"), "");
    let way = "Dr A Patel is on the way then: 10:15 Train to Leeds (Dr A Patel).";
    assert_eq!(said(&desk, "10:15"), format!("{way} {near}"));
    desk.diary("Theatre list", "theatre", ("2026-03-16T10:30:00", "2026-03-16T12:00:00"), 30);
    let session = desk.session("2026-03-16");
    let one = Appointment::new(&patient, "follow-up", desk.now());
    let booking = book(desk.at(), &one, &session, "10:15", 0, "").unwrap();
    let close = "Too close to 10:30 Theatre list (Dr A Patel): 30min are to stay free.";
    assert_eq!(booking.clashes.iter().map(ToString::to_string).collect::<Vec<_>>(), [close]);
}

#[test]
fn what_a_patient_needs_of_a_place_is_said_until_the_clinic_says_that_it_has_it() {
    let mut desk = Bench::new();
    let patient = desk.patient("Smith", "John");
    let session = desk.session("2026-03-09");
    let now = desk.now();
    let needs = |what: &str| Appointment {
        needs: vec![Need { what: what.into(), task_id: None }],
        ..Appointment::new(&patient, "new", now)
    };
    let said = |desk: &Bench, what: &str| {
        book(desk.at(), &needs(what), &session, "09:00", 0, "").unwrap().said("Again?").unwrap_or_default()
    };
    assert_eq!(said(&desk, "hoist"), "Nothing says that Clinic A has what is needed: hoist. Again?");
    assert_eq!(said(&desk, "Telephone only"), "The patient is to be seen by telephone only. Again?");
    assert_eq!(said(&desk, "chaperone"), "");
    // As long as no clinic says that it has one, all are offered; then only those that do.
    let free = |desk: &Bench| desk.free(&Wish { place: vec!["hoist".into()], ..Wish::from(desk.today()) }).len();
    assert_eq!(free(&desk), 3);
    desk.clinic_says("Hoist in Room 4, ask the sister");
    assert_eq!((said(&desk, "hoist").as_str(), free(&desk)), ("", 3));
    let other = crate::desk::clinics::model::Clinic { id: "other".into(), notes: "hoist".into(), ..Default::default() };
    desk.clinic_says("no hoist here");
    desk.write(&Change::new("Another").insert(&other));
    assert_eq!(free(&desk), 0, "only the other has one, and it has no slots");
}

#[test]
fn taken_back_only_where_the_old_slot_is_free_and_no_letter_has_gone() {
    let mut desk = Bench::new();
    let (a, b) = (desk.patient("Smith", "John"), desk.patient("Jones", "Sarah"));
    let session: Session = desk.session("2026-03-09");
    desk.book(&a, "follow-up", &format!("{}.1000", session.id));
    desk.book(&b, "follow-up", &format!("{}.1015", session.id));
    let slots = read_slots("2 new 30m", "09:00").unwrap();
    let wave = reduce_session(desk.at(), &session, ("09:00", "10:00"), slots, "theatre list").unwrap();
    desk.write(&wave.change);
    let reduced = desk.session("2026-03-09");
    // Meanwhile another was squeezed in at ten, beyond the slots, as the plan lets one in.
    let other = desk.patient("Khan", "Alex");
    let squeezed = Appointment {
        state: "booked".into(),
        session_id: Some(reduced.id.clone()),
        seat: Some(reduced.seat("10:00", 0)),
        start: Some("2026-03-09T10:00:00".to_owned()),
        ..Appointment::new(&other, "follow-up", desk.now())
    };
    desk.write(&Change::new("Squeezed in").insert(&squeezed));
    let refused = take_back(desk.at(), &reduced).unwrap_err().to_string();
    assert!(refused.starts_with("Not taken back: somebody else has the slot of"), "{refused}");
}

#[test]
fn a_reduced_session_touches_only_those_whose_slot_is_gone() {
    let mut desk = Bench::new();
    let (a, b) = (desk.patient("Smith", "John"), desk.patient("Jones", "Sarah"));
    let session: Session = desk.session("2026-03-09");
    desk.book(&a, "new", &format!("{}.0900", session.id));
    desk.book(&b, "follow-up", &format!("{}.1000", session.id));
    let slots = read_slots("2 new 30m", "09:00").unwrap();
    let wave = reduce_session(desk.at(), &session, ("09:00", "10:00"), slots, "theatre list").unwrap();
    desk.write(&wave.change);
    assert_eq!(wave.touched.len(), 1);
    let left = acts::left(desk.at(), &session.id).unwrap();
    assert_eq!(left[0].patient_id, b);
    assert_eq!(desk.session("2026-03-09").state, "reduced");
}

#[test]
fn a_dead_patient_is_not_booked_without_a_reason() {
    let mut desk = Bench::new();
    let patient = desk.dead("Smith", "John");
    let session = desk.session("2026-03-09");
    let one = Appointment::new(&patient, "new", desk.now());
    let refused = book(desk.at(), &one, &session, "09:00", 0, "").unwrap_err().to_string();
    assert!(refused.contains("died on"), "{refused}");
}

#[test]
fn what_is_booked_outside_a_changed_plan_is_still_seen() {
    let mut desk = Bench::new();
    let patient = desk.patient("Smith", "John");
    let session = desk.session("2026-03-09");
    desk.book(&patient, "new", &format!("{}.0900", session.id));
    desk.move_clinic_to("tue", "2026-03-05");
    let day = "2026-03-09".parse().unwrap();
    let next = "2026-03-11".parse().unwrap();
    let all = repo::sessions(desk.db(), day, next, desk.today()).unwrap();
    let days: Vec<&str> = all.iter().map(|s| s.on_date.as_str()).collect();
    assert_eq!(days, ["2026-03-09", "2026-03-10"]);
    assert!(
        all[0].slots.is_empty() && !free(desk.db(), &Wish::from(day), &desk.holidays, desk.now()).unwrap().is_empty()
    );
}

#[test]
fn what_presses_is_counted_by_index_as_the_pane_counts_it() {
    let mut desk = Bench::new();
    let waits = |breach: Option<&str>, by: Option<&str>| Appointment {
        breach_on: breach.map(str::to_owned),
        book_by: by.map(str::to_owned),
        ..Appointment::new("p", "new", desk.now())
    };
    let all = [
        waits(Some("2026-03-03"), None),
        waits(Some("2026-06-01"), Some("2026-03-01")),
        waits(Some("2026-06-01"), Some("2026-04-01")),
        waits(None, None),
        Appointment { state: "cancelled_hospital".into(), reach: "to_reach".into(), ..waits(None, None) },
    ];
    let change = all.iter().fold(Change::new("They wait"), Change::insert);
    desk.write(&change);
    let late = repo::waiting(desk.db()).unwrap().iter().filter(|a| a.press(desk.now()) == Press::ActNow).count();
    assert_eq!(repo::pressing(desk.db(), desk.today()).unwrap(), (1, late));
    assert_eq!(late, 2);
    let sql = "EXPLAIN QUERY PLAN SELECT COUNT(*) FROM appointment WHERE state = 'waiting' AND binned_at IS NULL \
               AND (breach_on <= '2026' OR book_by <= '2026')";
    let plan = format!("{:?}", desk.db().raw(sql, &[]).unwrap());
    assert!(plan.contains("INDEX appointment_late"), "{plan}");
}
