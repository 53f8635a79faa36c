//! A desk of any size. What is open, and what a day holds, is the same at every size; the years behind it are not.

use std::path::Path;

use chrono::{Days, NaiveDate, NaiveDateTime};
use rolltop::clock::stamp;
use rolltop::demo::{Dice, invented_patient};
use rolltop::desk::TABLES;
use rolltop::desk::diary::model::{Calendar, Entry};
use rolltop::desk::inbox::model::Query;
use rolltop::desk::letters::model::{Letter, Recipient};
use rolltop::desk::people::{Contact, Patient};
use rolltop::desk::tasks::Task;
use rolltop::desk::team::Member;
use rolltop::store::{Desk, Edit, Store};

use super::now;

/// Changed when the desks are made otherwise.
pub const FORM: &str = "v1";

/// Who sits at it.
pub const WHO: &str = "Jo Marlow";

/// What a day holds.
const QUERIES_A_DAY: usize = 25;
const LETTERS_A_DAY: usize = 30;
const TASKS_A_DAY: usize = 20;
const ENTRIES_A_DAY: usize = 40;
/// What is open at any time.
const OPEN_QUERIES: usize = 40;
/// Letters that are not sent yet.
pub const UNSENT: usize = 60;
const OPEN_TASKS: usize = 80;
/// Weekly series without an end.
const SERIES: usize = 30;
/// Days of the diary that are still to come.
const AHEAD: u64 = 90;
/// Records written in one transaction.
const AT_ONCE: usize = 5_000;

/// Fills a new desk in this folder.
pub fn fill(folder: &Path, size: usize) {
    let mut store = Desk::at(folder).open(None, TABLES, now()).expect("a new desk");
    let mut dice = Dice::new(size as u64);
    let people = people(&mut store, size, &mut dice);
    write(&mut store, size, |n| Edit::insert(&query(n, &people, &mut dice)));
    write(&mut store, size, |n| Edit::insert(&letter(n, &people, &mut dice)));
    write(&mut store, size, |n| Edit::insert(&task(n, &people, &mut dice)));
    let calendars = calendars(&mut store);
    write(&mut store, size, |n| Edit::insert(&entry(n, &calendars, &people)));
    write(&mut store, SERIES, |n| Edit::insert(&series(n, &calendars)));
    store.backup_to(&folder.join("whole.db")).expect("one compact file");
    drop(store);
    for extra in ["desk.db-wal", "desk.db-shm"] {
        let _ = std::fs::remove_file(folder.join(extra));
    }
    std::fs::rename(folder.join("whole.db"), folder.join("desk.db")).expect("in its place");
}

fn write(store: &mut Store, how_many: usize, mut make: impl FnMut(usize) -> Edit) {
    for from in (0..how_many).step_by(AT_ONCE) {
        let to = (from + AT_ONCE).min(how_many);
        let written = store.bulk("Filled", "Bench", now(), |bulk| (from..to).try_for_each(|n| bulk.edit(&make(n))));
        written.expect("it is written");
    }
}

fn people(store: &mut Store, size: usize, dice: &mut Dice) -> Vec<Patient> {
    let contacts: Vec<Contact> = (0..size).map(contact).collect();
    let practices: Vec<Contact> = contacts.iter().filter(|c| c.kind == "practice").cloned().collect();
    let patients: Vec<Patient> = (0..size).map(|n| invented_patient(n, dice, &practices, now())).collect();
    write(store, size, |n| Edit::insert(&contacts[n]));
    write(store, size, |n| Edit::insert(&patients[n]));
    write(store, 10, |n| {
        let name = if n == 0 { WHO.to_owned() } else { format!("Member {n}") };
        Edit::insert(&Member::new(&name, if n < 4 { "secretary" } else { "consultant" }, now()))
    });
    patients
}

fn contact(n: usize) -> Contact {
    let practice = n.is_multiple_of(3);
    Contact {
        id: format!("c{n:031}"),
        kind: if practice { "practice" } else { "gp" }.into(),
        name: if practice { format!("Surgery {n}") } else { format!("Dr Gp {n}") },
        surname: if practice { String::new() } else { format!("Gp{n}") },
        ods_code: practice.then(|| format!("Z{n:06}")),
        created_at: "2020-01-01T09:00:00".into(),
        ..Contact::default()
    }
}

fn days_ago(days: usize) -> NaiveDate {
    now().date() - Days::new(days as u64)
}

/// The n-th moment before now, so many a day.
fn before(n: usize, a_day: usize) -> NaiveDateTime {
    let minutes = (n % a_day) * 450 / a_day;
    let nine = days_ago(n / a_day + 1).and_hms_opt(9, 0, 0).expect("a time");
    nine + chrono::Duration::minutes(minutes as i64)
}

const WORDS: &[&str] = &[
    "When is my letter coming?",
    "The ward asks whether the clinic can be brought forward.",
    "My appointment clashes with my daughter's wedding, can it be another week?",
    "I have been waiting for the result of my echocardiogram since January.",
    "Transport did not come this morning and I missed the clinic.",
    "The chemist has no record of the new tablets.",
];

fn query(n: usize, people: &[Patient], dice: &mut Dice) -> Query {
    let open = n < OPEN_QUERIES;
    let at = if open { before(n, 20) } else { before(n - OPEN_QUERIES, QUERIES_A_DAY) };
    let patient = dice.pick(people);
    let id = format!("a{n:031}");
    let base = Query {
        id,
        caller: patient.forename.clone(),
        relation: "patient".into(),
        direction: "in".into(),
        mode: "phone".into(),
        number: patient.phones.first().map(|p| p.number.clone()).unwrap_or_default(),
        patient_id: Some(patient.id.clone()),
        kind: (*dice.pick(&["appointment", "results", "letter", "transport", "other"])).into(),
        words: (*dice.pick(WORDS)).into(),
        tone: "calm".into(),
        owner: WHO.into(),
        received_at: stamp(at),
        created_at: stamp(at),
        ..Query::default()
    };
    if open {
        let waits = n.is_multiple_of(3);
        let state = if waits { "waiting" } else { "open" };
        let chase_on = waits.then(|| (now().date() + Days::new(n as u64 % 9)).to_string());
        let waiting_on = if waits { "Ward 7".into() } else { String::new() };
        return Query { state: state.into(), chase_on, waiting_on, ..base };
    }
    Query { state: "done".into(), outcome: "Answered.".into(), closed_at: Some(stamp(at)), ..base }
}

const PARAGRAPH: &str = "Thank you for seeing this patient, who came to the clinic with breathlessness on exertion over \
    some three months, without pain in the chest and without palpitation. The heart sounds were normal, the blood \
    pressure was 132/78, and the electrocardiogram showed sinus rhythm. I have asked for an echocardiogram and shall \
    write again with the result. In the meantime no change to the tablets is needed.\n\n";

fn letter(n: usize, people: &[Patient], dice: &mut Dice) -> Letter {
    let unsent = n < UNSENT;
    let at = if unsent { before(n, 12) } else { before(n - UNSENT, LETTERS_A_DAY) };
    let patient = dice.pick(people);
    let to = |part: &str, name: String| Recipient {
        kind: "patient".into(),
        id: patient.id.clone(),
        name,
        part: part.into(),
        way: "post".into(),
        state: if unsent { "to_send" } else { "sent" }.into(),
        at: if unsent { String::new() } else { stamp(at) },
        ..Recipient::default()
    };
    Letter {
        id: format!("b{n:031}"),
        state: if unsent { ["drafting", "awaiting_approval", "approved"][n % 3] } else { "sent" }.into(),
        template: "free".into(),
        title: "Clinic letter".into(),
        patient_id: Some(patient.id.clone()),
        author: "Dr A Patel".into(),
        owner: WHO.into(),
        priority: 2,
        attended_on: Some(at.date().to_string()),
        due_at: Some((at.date() + Days::new(7)).to_string()),
        subject: format!("{} {}", patient.forename, patient.surname),
        salutation: format!("Dear {} {}", patient.title, patient.surname),
        body: PARAGRAPH.repeat(3 + n % 3),
        recipients: vec![to("principal", patient.surname.clone()), to("copy", "GP".into())],
        sent_at: (!unsent).then(|| stamp(at)),
        created_at: stamp(at),
        ..Letter::default()
    }
}

fn task(n: usize, people: &[Patient], dice: &mut Dice) -> Task {
    let open = n < OPEN_TASKS;
    let at = if open { before(n, 16) } else { before(n - OPEN_TASKS, TASKS_A_DAY) };
    let patient = dice.pick(people);
    let due = if open { now().date() + Days::new(n as u64 % 30) - Days::new(5) } else { at.date() };
    let title = ["Chase echo result", "Print clinic list", "Ring the ward", "Order notes"][n % 4];
    Task {
        id: format!("d{n:031}"),
        state: if open { "open" } else { "done" }.into(),
        due: Some(due.to_string()),
        patient_id: Some(patient.id.clone()),
        done_at: (!open).then(|| stamp(at)),
        created_at: stamp(at),
        ..Task::new(title, WHO, at)
    }
}

fn calendars(store: &mut Store) -> Vec<String> {
    let ids: Vec<String> = (0..6).map(|n| format!("e{n:031}")).collect();
    write(store, 6, |n| {
        let kind = if n < 4 { "consultant" } else { "secretary" };
        let name = format!("Calendar {n}");
        let created_at = stamp(now());
        Edit::insert(&Calendar {
            id: ids[n].clone(),
            name,
            kind: kind.into(),
            shown: true,
            created_at,
            binned_at: None,
        })
    });
    ids
}

/// Today first, then a day ahead and a day back by turns, then further and further back.
fn day_of(n: usize) -> NaiveDate {
    let day = (n / ENTRIES_A_DAY) as u64;
    let today = now().date();
    match day {
        0 => today,
        d if d <= 2 * AHEAD && d % 2 == 1 => today + Days::new(d.div_ceil(2)),
        d if d <= 2 * AHEAD => today - Days::new(d / 2),
        d => today - Days::new(d - AHEAD),
    }
}

fn entry(n: usize, calendars: &[String], people: &[Patient]) -> Entry {
    let slot = (n % ENTRIES_A_DAY) as i64;
    let start = day_of(n).and_hms_opt(8, 0, 0).expect("a time") + chrono::Duration::minutes(slot / 6 * 75);
    Entry {
        id: format!("f{n:031}"),
        calendar_id: calendars[n % calendars.len()].clone(),
        title: format!("Entry {n}"),
        start: stamp(start),
        ends: stamp(start + chrono::Duration::minutes(45)),
        kind: "clinic".into(),
        state: "confirmed".into(),
        patient_id: n.is_multiple_of(4).then(|| people[n % people.len()].id.clone()),
        uid: format!("entry-{n}"),
        created_at: stamp(start),
        ..Entry::default()
    }
}

fn series(n: usize, calendars: &[String]) -> Entry {
    let from = now().date() - Days::new(3 * 365 - n as u64);
    let start = from.and_hms_opt(8, 0, 0).expect("a time") + chrono::Duration::minutes(15 * n as i64);
    Entry {
        id: format!("9{n:031}"),
        calendar_id: calendars[n % calendars.len()].clone(),
        title: format!("Weekly clinic {n}"),
        start: stamp(start),
        ends: stamp(start + chrono::Duration::hours(1)),
        kind: "clinic".into(),
        state: "confirmed".into(),
        uid: format!("series-{n}"),
        rules: vec!["FREQ=WEEKLY".into()],
        series_until: Some("9999".into()),
        created_at: stamp(start),
        ..Entry::default()
    }
}
