//! How long letters take on their way out: the first PDF and the next, a print run, the pane with 100,000 letters.
//!
//! `cargo bench --bench letters` prints a table with the aims beside it and asserts nothing: machines differ.
//! `ROLLTOP_BENCH_LETTERS=10000` fills the desk with that many.

use std::time::Instant;

use chrono::{Duration, NaiveDateTime};
use rolltop::app::rig::Rig;
use rolltop::clock::stamp;
use rolltop::config::Config;
use rolltop::desk::letters::repo::{self, Which};
use rolltop::desk::letters::run::make;
use rolltop::desk::letters::{House, Letter, Recipient, repo_post, sheet};
use rolltop::desk::people::Patient;
use rolltop::desk::{PARTS, TABLES};
use rolltop::store::{Desk, Edit, Store};

const PATIENTS: usize = 2_000;
/// On the wall: a third in drafts, a third to be approved, and these to be printed.
const TO_PRINT: usize = 200;
const WHO: &str = "Jo Marlow";

/// A clinic letter of a page and a half.
const BODY: &str = "Thank you for coming to the clinic. This letter says what we talked about and what happens next.\n\n\
    # Diagnoses\n- An irregular heartbeat that comes and goes\n- High blood pressure, well controlled\n\n\
    # Plan and requested actions\n## What we ask you to do\n- Start **apixaban 5 mg**, one tablet twice a day.\n\
    - Ring us if you bruise easily or notice any bleeding.\n## What we ask your GP to do\n1. Continue **apixaban**.\n\
    2. Please check kidney function and full blood count in three months.\n\n# Clinical summary\n";

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().expect("a time")
}

fn main() {
    let many = std::env::var("ROLLTOP_BENCH_LETTERS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::TempDir::new().expect("a folder");
    let mut store = Desk::at(folder.path()).open(None, TABLES, now()).expect("a new desk");
    fill(&mut store, many);
    println!("{many} letters, {} of them unsent; median / 99 of 100, ms", TO_PRINT * 3);
    println!("| {:<52} | {:>10} | {:>19} |", "what", "aim", "took");
    println!("|{}|{}:|{}:|", "-".repeat(54), "-".repeat(11), "-".repeat(20));
    papers(&store);
    lists(&store);
    drop(store);
    pane(folder.path());
}

fn put(what: &str, aim: &str, mut took: Vec<f64>) {
    took.sort_by(f64::total_cmp);
    let at = |share: usize| took[(took.len() * share / 100).min(took.len() - 1)];
    println!("| {what:<52} | {aim:>10} | {:>8.2} / {:>8.2} |", at(50), at(99));
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

/// PDFs one by one, then a print run of them all.
fn papers(store: &Store) {
    let house = House::of(store, &Config::default()).expect("the house");
    let letters = repo_post::approved(store.db()).expect("letters");
    let one = |n: usize| sheet::pdf(store.db(), &house, &letters[n % letters.len()], None, now()).expect("a PDF").len();
    put("the first PDF", "100 ms", timed(1, one));
    put("the next PDFs", "20 ms", timed(100, |n| one(n + 1)));
    let chosen = make::all_approved(store.db(), now()).expect("letters");
    let what = format!("a print run of {} letters in one file, {} sheets", letters.len(), chosen.sheets());
    let run = timed(1, |_| {
        make::make(store.db(), &house, &chosen, true, now(), &make::Progress::default()).expect("a run").pdf.len()
    });
    put(&what, "10000 ms", run);
    put("which letters go into it", "", timed(20, |_| make::all_approved(store.db(), now()).expect("letters")));
}

fn lists(store: &Store) {
    let (db, today) = (store.db(), now().date());
    let listed = |which| timed(50, move |_| repo::listed(db, today, which).expect("letters").len());
    put("the wall, read", "20 ms", listed(Which::Unsent));
    put("what was sent in 30 days, read", "", listed(Which::SentLately));
    put("the latest of all, read", "", listed(Which::All));
    put(
        "what awaits one author, read",
        "",
        timed(50, |_| repo_post::awaiting(db, Some("Dr 1")).expect("letters").len()),
    );
    put("the post book of a day, read", "", timed(50, |_| repo_post::on_day(db, today).expect("a day").len()));
}

/// The pane as it is opened, drawn, and gone through with keys.
fn pane(folder: &std::path::Path) {
    let mut rig = Rig::open(folder, PARTS, now(), WHO);
    let opened: Vec<f64> = (0..20)
        .map(|_| {
            rig.keys("esc esc g t");
            let began = Instant::now();
            rig.keys("g l");
            began.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    put("the pane opens (two keys, drawn)", "20 ms", opened);
    put("down the wall, a key", "5 ms", timed(200, |_| rig.keys("down").cursor()));
    put("what was sent lately, then all, then the wall (3 keys)", "", timed(20, |_| rig.keys("v v v").cursor()));
    put("the approval desk opens and closes (2 keys)", "20 ms", timed(20, |_| rig.keys("A esc").cursor()));
}

fn fill(store: &mut Store, many: usize) {
    let patients = (0..PATIENTS).map(|n| {
        let patient = Patient { surname: format!("Smith{n}"), forename: "Ann".into(), ..Patient::new(now()) };
        Edit::insert(&Patient { id: format!("p{n:031}"), born: Some("1950-03-03".into()), ..patient })
    });
    let edits: Vec<Edit> = patients.chain((0..many).map(|n| Edit::insert(&letter(n)))).collect();
    for some in edits.chunks(5_000) {
        store.bulk("Filled", "Bench", now(), |bulk| some.iter().try_for_each(|e| bulk.edit(e))).expect("written");
    }
}

fn letter(n: usize) -> Letter {
    let unsent = n < TO_PRINT * 3;
    let state = if unsent { ["drafting", "awaiting_approval", "approved"][n % 3] } else { "sent" };
    let at = stamp(now() - Duration::minutes(if unsent { n as i64 * 7 } else { n as i64 * 15 }));
    let out = if unsent { String::new() } else { at.clone() };
    let to = |part: &str, name: String| Recipient {
        kind: "patient".into(),
        id: format!("p{:031}", n % PATIENTS),
        name,
        address: vec![format!("{} Harbour Rise", n % 90 + 1), "Stellswick".into()],
        postcode: format!("ZZ{} {}AA", n % 20 + 1, n % 9 + 1),
        part: part.into(),
        way: "post".into(),
        state: if unsent { "to_send" } else { "sent" }.into(),
        at: out.clone(),
        ..Recipient::default()
    };
    Letter {
        id: format!("b{n:031}"),
        state: state.into(),
        template: "clinic-letter".into(),
        title: "Clinic letter".into(),
        patient_id: Some(format!("p{:031}", n % PATIENTS)),
        author: format!("Dr {}", n % 4),
        owner: WHO.into(),
        priority: 2,
        attended_on: Some(at[..10].to_owned()),
        due_at: Some(stamp(now() + Duration::days(n as i64 % 7 - 2))[..10].to_owned()),
        subject: format!("Mrs Ann SMITH{}, born 3 March 1950", n % PATIENTS),
        salutation: format!("Dear Mrs Smith{}", n % PATIENTS),
        body: format!(
            "{BODY}{}",
            "You told us about spells of a fast heartbeat, each lasting up to an hour. ".repeat(n % 9 + 4)
        ),
        recipients: vec![to("principal", format!("Mrs Ann Smith{}", n % PATIENTS))],
        submitted_at: (state != "drafting").then(|| at.clone()),
        approved_at: matches!(state, "approved" | "sent").then(|| at.clone()),
        sign_mode: "signed".into(),
        signed_by: format!("Dr {}", n % 4),
        sent_at: (!unsent).then(|| at.clone()),
        created_at: at.clone(),
        ..Letter::default()
    }
}
