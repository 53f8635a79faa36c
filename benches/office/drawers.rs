//! Meetings, trips and letters: what the other drawers hold after years.

use chrono::{Days, Duration, NaiveDateTime, NaiveTime};
use rolltop::clock::stamp;
use rolltop::desk::letters::Letter;
use rolltop::desk::meetings::model::Item;
use rolltop::desk::meetings::{Action, Meeting, Seat, Series};
use rolltop::desk::tasks::Task;
use rolltop::desk::team::Member;
use rolltop::desk::travel::{Leg, Trip};
use rolltop::store::Edit;

use super::{WHO, now};

const SERIES: usize = 40;
const SECRETARIES: usize = 8;
/// Of so many trips, meetings and letters one is not finished.
const OPEN: usize = 400;

/// What does not grow with the years.
pub fn furniture() -> Vec<Edit> {
    let mut all = Vec::new();
    for n in 0..SERIES {
        all.push(Edit::insert(&Series { id: id('y', n), roll: roll(), ..Series::new(&format!("Board {n}"), now()) }));
    }
    for n in 0..SECRETARIES {
        all.push(Edit::insert(&Member::new(&secretary(n), "secretary", now())));
    }
    all
}

fn id(kind: char, n: usize) -> String {
    format!("{kind}{n:031}")
}

fn secretary(n: usize) -> String {
    if n == 0 { WHO.into() } else { format!("Secretary {n}") }
}

fn roll() -> Vec<Seat> {
    (0..SECRETARIES).map(|n| Seat { name: secretary(n), ..Seat::default() }).collect()
}

/// On a working day of the years before or, for a few, after.
fn moment(n: usize, hour: u32) -> NaiveDateTime {
    let days = (n / 40) % 2_500;
    let day = now().date() - Days::new(days as u64) + Days::new(30);
    day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).expect("a time"))
}

/// One of each that came about together.
pub fn of_year(n: usize) -> Vec<Edit> {
    let mut all = met(n);
    all.extend(travelled(n));
    all.push(Edit::insert(&written(n)));
    all
}

fn met(n: usize) -> Vec<Edit> {
    let at = moment(n, 14);
    let open = n.is_multiple_of(OPEN);
    let one = Meeting {
        id: id('g', n),
        series_id: Some(id('y', n % SERIES)),
        title: format!("Board {}", n % SERIES),
        seq: (n / SERIES) as i64,
        number: format!("{}/2026", n / SERIES),
        state: if open { "planned" } else { "minutes_approved" }.into(),
        start: stamp(at),
        ends: stamp(at + Duration::hours(1)),
        roll: roll(),
        agenda: ["Apologies", "Minutes of the last meeting", "Any other business"].map(Item::new).into(),
        approved_at: (!open).then(|| stamp(at)),
        created_at: stamp(at),
        ..Meeting::default()
    };
    let task = Task {
        id: id('t', n),
        state: if open { "open" } else { "done" }.into(),
        ..Task::new("Bring it up", WHO, now())
    };
    let action = Action {
        id: id('a', n),
        series_id: one.series_id.clone(),
        meeting_id: one.id.clone(),
        text: "Bring it up".into(),
        owner: WHO.into(),
        task_id: task.id.clone(),
        created_at: stamp(at),
        ..Action::default()
    };
    vec![Edit::insert(&one), Edit::insert(&task), Edit::insert(&action)]
}

fn travelled(n: usize) -> Vec<Edit> {
    let at = moment(n, 8);
    let open = n.is_multiple_of(OPEN);
    let day = at.date().to_string();
    let trip = Trip {
        id: id('v', n),
        traveller: "Dr A Patel".into(),
        purpose: "Congress".into(),
        to_place: "Leeds".into(),
        starts_on: day.clone(),
        ends_on: day.clone(),
        state: if open { "approved" } else { "closed" }.into(),
        due_on: open.then(|| day.clone()),
        estimate: 20_000,
        committed: if open { 20_000 } else { 0 },
        created_at: stamp(at),
        ..Trip::default()
    };
    let leg = Leg {
        id: id('w', n),
        trip_id: trip.id.clone(),
        kind: "train".into(),
        departs: stamp(at),
        arrives: stamp(at + Duration::hours(2)),
        pence: 4_500,
        created_at: stamp(at),
        ..Leg::default()
    };
    vec![Edit::insert(&trip), Edit::insert(&leg)]
}

fn written(n: usize) -> Letter {
    let at = moment(n, 10);
    Letter {
        id: id('l', n),
        state: if n.is_multiple_of(OPEN) { "drafting" } else { "sent" }.into(),
        title: "Clinic letter".into(),
        owner: secretary(n / OPEN % SECRETARIES),
        author: "Dr A Patel".into(),
        sent_at: Some(stamp(at)),
        created_at: stamp(at),
        ..Letter::default()
    }
}
