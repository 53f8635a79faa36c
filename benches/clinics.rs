//! How long a free slot, a session's list and a booking take: 40 clinics, 12 months, 100,000 appointments.
//!
//! `cargo bench --bench clinics` prints a table with the aims beside it and asserts nothing: machines differ.
//! `ROLLTOP_BENCH_APPOINTMENTS=10000` takes that many.

use std::time::Instant;

use chrono::{Days, NaiveDate, NaiveDateTime};
use rolltop::clock::stamp;
use rolltop::config::Config;
use rolltop::desk::TABLES;
use rolltop::desk::clinics::acts::{self, At};
use rolltop::desk::clinics::repo_free::{Half, Wish, free};
use rolltop::desk::clinics::rules_plan::read_slots;
use rolltop::desk::clinics::{Appointment, Clinic, Plan, repo};
use rolltop::desk::diary::holidays::{Division, Holidays};
use rolltop::desk::letters::House;
use rolltop::desk::people::Patient;
use rolltop::store::{Desk, Edit, Store};

const CLINICS: usize = 40;
const PATIENTS: usize = 2_000;
const WHO: &str = "Jo Marlow";
/// In every clinic: twenty follow-ups, five new, nothing for procedures but one that is always taken.
const SLOTS: &str = "5 new 20m, 19 follow-up 5m, 1 procedure 5m";

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().expect("a time")
}

fn main() {
    let most = std::env::var("ROLLTOP_BENCH_APPOINTMENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::TempDir::new().expect("a folder");
    let mut store = Desk::at(folder.path()).open(None, TABLES, now()).expect("a new desk");
    let sat = fill(&mut store, most);
    println!("{CLINICS} clinics, {sat} appointments in the next 12 months; median / 99 of 100, ms");
    println!("| {:<52} | {:>10} | {:>17} |", "what", "aim", "took");
    println!("|{}|{}:|{}:|", "-".repeat(54), "-".repeat(11), "-".repeat(18));
    searches(&store);
    lists(&store);
    bookings(&mut store);
}

fn put(what: &str, aim: &str, mut took: Vec<f64>) {
    took.sort_by(f64::total_cmp);
    let at = |share: usize| took[(took.len() * share / 100).min(took.len() - 1)];
    println!("| {what:<52} | {aim:>10} | {:>7.2} / {:>7.2} |", at(50), at(99));
}

fn timed<T>(times: usize, mut work: impl FnMut(usize) -> T) -> Vec<f64> {
    let one = |n| {
        let began = Instant::now();
        let out = work(n);
        let took = began.elapsed().as_secs_f64() * 1000.0;
        drop(out);
        took
    };
    (0..times).map(one).collect()
}

/// Everything is full but for one slot in fifty, more thinly the nearer: what is looked for lies months ahead. The
/// procedure's slot is never free.
fn fill(store: &mut Store, most: usize) -> usize {
    let clinics: Vec<Clinic> = (0..CLINICS).map(clinic).collect();
    let mut edits: Vec<Edit> = clinics.iter().map(Edit::insert).collect();
    edits.extend((0..PATIENTS).map(|n| {
        let patient = Patient { surname: format!("Smith{n}"), forename: "Ann".into(), ..Patient::new(now()) };
        Edit::insert(&Patient { id: format!("p{n:031}"), ..patient })
    }));
    let from = now().date();
    let days = from.iter_days().take(366);
    let mut sat = 0;
    for (ahead, day) in days.enumerate() {
        for clinic in &clinics {
            let Some(session) = clinic.session_on(day, from) else { continue };
            for (n, place) in session.places().iter().enumerate() {
                let open = ahead > 200 && (n + ahead) % 50 == 0 && place.slot.kind != "procedure";
                if open || sat >= most {
                    continue;
                }
                sat += 1;
                edits.push(Edit::insert(&Appointment {
                    id: format!("a{sat:031}"),
                    state: "booked".into(),
                    session_id: Some(session.id.clone()),
                    clinic_id: Some(clinic.id.clone()),
                    consultant: clinic.consultant.clone(),
                    start: Some(stamp(session.moment(&place.slot.at))),
                    minutes: place.slot.minutes,
                    seat: Some(session.seat(&place.slot.at, place.n)),
                    ..Appointment::new(&format!("p{:031}", sat % PATIENTS), &place.slot.kind, now())
                }));
            }
        }
    }
    for some in edits.chunks(5_000) {
        store.bulk("Filled", "Bench", now(), |bulk| some.iter().try_for_each(|e| bulk.edit(e))).expect("written");
    }
    sat
}

fn clinic(n: usize) -> Clinic {
    let days = ["mon", "tue", "wed", "thu", "fri"];
    let plan = Plan {
        since: "2025-01-01".into(),
        weekdays: vec![days[n % 5].into(), days[(n + 2) % 5].into()],
        from: "09:00".into(),
        to: "12:30".into(),
        slots: read_slots(SLOTS, "09:00").expect("slots"),
        ..Plan::default()
    };
    Clinic {
        id: format!("c{n:031}"),
        name: format!("Clinic {n}"),
        consultant: format!("Dr {}", n % 10),
        calendar_id: format!("e{:031}", n % 10),
        plans: vec![plan],
        ..Clinic::default()
    }
}

fn searches(store: &Store) {
    let holidays = Holidays::shipped(Division::EnglandAndWales);
    let today = now().date();
    let base = || Wish::from(today);
    let look = |wish: &Wish| free(store.db(), wish, &holidays, now()).expect("a search").len();
    let put_search = |what: &str, wish: &Wish| put(what, "p99 5 ms", timed(100, |_| look(wish)));
    let kind = |k: &str| Wish { kind: Some(k.into()), ..base() };
    put_search("first 3 dates, any kind, 200 days full before", &base());
    put_search("first 3 dates, new", &kind("new"));
    put_search("first 3 dates, new, of one consultant", &Wish { consultant: "Dr 3".into(), ..kind("new") });
    put_search("first 3 dates, new, afternoons only", &Wish { half: Some(Half::Afternoon), ..kind("new") });
    put_search("a kind that is never free", &kind("procedure"));
    put_search("a kind that no clinic has", &kind("video"));
    put_search("all free slots of 10 dates", &Wish { every: true, count: 10, ..base() });
    let far = today.checked_add_days(Days::new(300)).expect("a day");
    put_search("first 3 dates, not before 300 days", &Wish::from(far));
}

fn lists(store: &Store) {
    let db = store.db();
    let today = now().date();
    let day = |n: usize| today.checked_add_days(Days::new(n as u64 * 7)).expect("a day");
    let session = |n: usize| format!("c{:031}.{}", 0, monday(day(n)).format("%Y%m%d"));
    let of = timed(50, |n| repo::of_session(db, &session(n)).expect("a list"));
    put("the list of a session, 25 patients", "", of);
    let week = timed(50, |n| {
        let (from, until) = (day(n), day(n + 1));
        (repo::sessions(db, from, until, today).expect("sessions"), repo::taken(db, from, until).expect("who sits"))
    });
    put("all 80 sessions of a week with how full they are", "", week);
}

fn monday(day: NaiveDate) -> NaiveDate {
    day.iter_days().find(|d| d.format("%a").to_string() == "Mon").expect("a Monday")
}

fn bookings(store: &mut Store) {
    let house = House::of(store, &Config::default()).expect("the house");
    let holidays = Holidays::shipped(Division::EnglandAndWales);
    let wish = Wish { every: true, count: 60, ..Wish::from(now().date()) };
    let slots = free(store.db(), &wish, &holidays, now()).expect("free slots");
    let took = timed(slots.len().min(60), |n| {
        let at = At { db: store.db(), house: &house, holidays: &holidays, who: WHO, now: now() };
        let one = Appointment::new(&format!("p{n:031}"), &slots[n].kind, now());
        let (session, time, seat) = repo::slot(store.db(), &slots[n].id, now().date()).expect("the slot");
        let booking = acts::book(at, &one, &session, &time, seat, "letter").expect("it can be booked");
        let one = &booking.appointment;
        store.apply_if(&booking.change, WHO, now(), |db| acts::holds(db, one, now())).expect("it is booked")
    });
    put("a booking with its letter, to the disk", "10 ms", took);
}
