//! Clinics over both changes of the clock in 2026 and 2027: every session keeps its wall time, and a session in the night
//! over the hour that is missing, or the one that comes twice, is held, listed and booked as it is written.

mod support;

use chrono::{Duration, NaiveDate};
use rolltop::clock::utc_of;
use rolltop::config::Config;
use rolltop::desk::clinics::acts::{self, At};
use rolltop::desk::clinics::repo_free::{Wish, free, occurrence};
use rolltop::desk::clinics::rules_plan::read_slots;
use rolltop::desk::clinics::{Appointment, Clinic, Plan, repo};
use rolltop::desk::diary::holidays::{Division, Holidays};
use rolltop::desk::letters::{House, Letter};
use rolltop::desk::people::Patient;
use rolltop::store::{Change, Store};
use support::{now, world};

/// The Sundays on which the clock goes forward, back, forward, back.
const CHANGES: [&str; 4] = ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"];

fn clinic(id: &str, from: &str, to: &str, slots: &str) -> Clinic {
    let plan = Plan {
        since: "2026-01-01".into(),
        weekdays: ["sat", "sun", "mon"].map(str::to_owned).to_vec(),
        from: from.into(),
        to: to.into(),
        slots: read_slots(slots, from).expect("slots"),
        ..Plan::default()
    };
    Clinic { id: id.into(), name: id.into(), consultant: "Dr A Patel".into(), plans: vec![plan], ..Clinic::default() }
}

fn desk() -> (tempfile::TempDir, Store) {
    let folder = world::empty();
    let mut store = world::store(folder.path());
    let patient = Patient { id: "p".into(), surname: "Smith".into(), title: "Mr".into(), ..Patient::new(now()) };
    let change = Change::new("Furnished")
        .insert(&clinic("day", "09:00", "10:00", "2 new 30m"))
        .insert(&clinic("night", "00:30", "02:30", "4 urgent 30m"))
        .insert(&patient);
    store.apply(&change, "Setup", now()).expect("furnished");
    (folder, store)
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn a_session_keeps_its_wall_time_over_every_change_of_the_clock() {
    let (_folder, store) = desk();
    for change in CHANGES.map(day) {
        let until = change + Duration::days(3);
        let all = repo::sessions(store.db(), change - Duration::days(2), until, now().date()).expect("sessions");
        let days = all.iter().filter(|s| s.name == "day");
        let at: Vec<String> = days.map(|s| s.moment(&s.starts).format("%a %H:%M").to_string()).collect();
        assert_eq!(at, ["Sat 09:00", "Sun 09:00", "Mon 09:00"], "{change}");
        for session in &all {
            let shown = occurrence(session);
            assert_eq!(shown.start, session.moment(&session.starts));
            assert_eq!(shown.end - shown.start, session.moment(&session.ends) - session.moment(&session.starts));
        }
    }
}

#[test]
fn a_night_over_the_missing_or_doubled_hour_is_listed_once_and_booked_as_written() {
    let (_folder, mut store) = desk();
    let house = House::of(&store, &Config::default()).expect("the house");
    let holidays = Holidays::shipped(Division::EnglandAndWales);
    for change in CHANGES.map(day) {
        let wish = Wish { kind: Some("urgent".into()), count: 1, every: true, ..Wish::from(change) };
        let found = free(store.db(), &wish, &holidays, now()).expect("free slots");
        let at: Vec<String> = found.iter().map(|f| f.start.format("%F %H:%M").to_string()).collect();
        assert_eq!(at, ["00:30", "01:00", "01:30", "02:00"].map(|t| format!("{change} {t}")));
        assert!(found.iter().all(|f| f.end - f.start == Duration::minutes(30)));
        let (session, time, n) = repo::slot(store.db(), &found[2].id, now().date()).expect("the slot");
        let facts = At { db: store.db(), house: &house, holidays: &holidays, who: "Jo", now: now() };
        let one = Appointment::new("p", "urgent", now());
        let booking = acts::book(facts, &one, &session, &time, n, "letter").expect("booked");
        store
            .apply_if(&booking.change, "Jo", now(), |db| acts::holds(db, &booking.appointment, now()))
            .expect("written");
        let start = booking.appointment.starts().expect("a time");
        assert_eq!(start.format("%F %H:%M").to_string(), format!("{change} 01:30"));
        assert_eq!(booking.appointment.ends(), Some(start + Duration::minutes(30)));
        // Half past one is no time at all in spring, and twice in autumn: it still has one moment for other programs.
        assert!((start - utc_of(start)).num_minutes().abs() <= 60);
        let left = free(store.db(), &wish, &holidays, now()).expect("free slots");
        assert_eq!(left.len(), 3, "{change}");
        let letters: Vec<Letter> = store.db().rows("SELECT * FROM letter ORDER BY id DESC", &[]).expect("letters");
        assert!(letters[0].body.contains("at 01:30"), "{}", letters[0].body);
    }
}

#[test]
fn on_the_night_itself_what_has_passed_by_the_clock_on_the_wall_is_not_offered() {
    let (_folder, store) = desk();
    let holidays = Holidays::shipped(Division::EnglandAndWales);
    for change in CHANGES.map(day) {
        let now = change.and_hms_opt(1, 15, 0).expect("a time");
        let wish = Wish { kind: Some("urgent".into()), count: 1, every: true, ..Wish::from(change) };
        let at: Vec<String> =
            free(store.db(), &wish, &holidays, now).expect("slots").into_iter().map(|f| f.at).collect();
        assert_eq!(at, ["01:30", "02:00"], "{change}");
    }
}
