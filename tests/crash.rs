//! Kill -9 at a hundred moments of typing and saving: the file is whole each time, every change that was
//! acknowledged on the screen is there, and at most the last second of typing is gone.
//!
//! The moments are by chance and the same in every run as far as bytes go; what the program had done by then is not,
//! which is the point. Several rounds share one desk, so that each begins with what the last kill left.

mod support;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use rolltop::desk::letters::model::Letter;
use rolltop::store::{Change, Row, Store, new_id};
use support::chance::Chance;
use support::term::Term;
use support::world;
use tempfile::TempDir;

/// Rounds on each of the two desks, which are worked at side by side.
const ROUNDS: usize = 50;
/// One round in so many types for longer than a second, so that the promise about the last second says something.
const LONG: usize = 8;

/// What a round must leave behind.
#[derive(Default)]
struct Owed {
    /// Titles whose save was acknowledged on the screen.
    saved: BTreeSet<String>,
    /// Titles whose *done* was acknowledged.
    done: BTreeSet<String>,
    /// What was typed into the open form, and when.
    typed: Vec<(Instant, String)>,
}

impl Owed {
    /// Reads what the screen acknowledges.
    fn look(&mut self, term: &Term) {
        let foot = term.line(39);
        let Some(said) = foot.split_once(". Ctrl-Z undoes it").map(|(before, _)| before) else { return };
        if let Some((_, title)) = said.split_once("New task: ") {
            self.saved.insert(title.trim().to_owned());
        }
        if let Some((_, title)) = said.split_once("Done: ") {
            self.done.insert(title.trim().to_owned());
        }
    }

    /// The text that must have been kept by a kill at this moment: what had been typed a second before.
    fn safe(&self, killed: Instant) -> &str {
        let old = self.typed.iter().rev().find(|(at, _)| killed.duration_since(*at) > Duration::from_secs(1));
        old.map_or("", |(_, text)| text.as_str())
    }
}

/// Reads the screen for a moment that is over when this says so; the program works meanwhile.
fn watch(term: &mut Term, owed: &mut Owed, for_so_long: Duration) {
    let until = Instant::now() + for_so_long;
    loop {
        owed.look(term);
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        term.pump(left);
    }
}

/// Makes tasks and finishes some; the kill may fall anywhere in it.
fn save_some(term: &mut Term, owed: &mut Owed, chance: &mut Chance, round: &str) {
    for n in 0..=chance.below(3) {
        let title = format!("Task {round}.{n}");
        term.keys("n").text(&title);
        watch(term, owed, Duration::from_millis(chance.below(30) as u64));
        term.keys("ctrl-s");
        if chance.below(3) > 0 {
            term.wait_until(Duration::from_secs(20), |t| t.shows(&format!("New task: {title}.")));
            owed.look(term);
        }
        if chance.below(2) == 0 {
            term.keys("d");
        }
        watch(term, owed, Duration::from_millis(chance.below(60) as u64));
    }
}

/// Where text is typed that is never saved: a form, the call card, a letter.
const OPENED_BY: [(&str, &str); 3] =
    [("g t n", "> What"), ("c tab tab", "> Own words"), ("g l home enter ctrl-end", "drafting · ")];

/// Types where it is never saved.
fn type_on(term: &mut Term, owed: &mut Owed, chance: &mut Chance, round: &str, long: bool) {
    let (keys, shows) = chance.of(&OPENED_BY);
    term.keys(keys);
    term.wait_for(shows);
    let mut all = format!("Typed {round}");
    term.text(&all);
    let began = Instant::now();
    let least = Duration::from_millis(if long { 1300 } else { chance.below(120) as u64 });
    while began.elapsed() < least {
        let word = format!(" {}", chance.of(&["chase", "the", "echo", "for", "Ward", "seven"]));
        term.text(&word);
        all.push_str(&word);
        owed.typed.push((Instant::now(), all.clone()));
        watch(term, owed, Duration::from_millis(20 + chance.below(40) as u64));
    }
}

/// All text of the desk that was typed, saved or not.
fn kept(store: &Store) -> String {
    let mut all: Vec<String> = store.drafts("").expect("the drafts").into_iter().map(|d| d.body).collect();
    for sql in ["SELECT words AS text FROM query", "SELECT body AS text FROM letter", "SELECT title AS text FROM task"]
    {
        let rows = store.db().raw(sql, &[]).expect("the rows");
        all.extend(rows.iter().map(|r| r["text"].as_str().unwrap_or_default().to_owned()));
    }
    all.join("\n")
}

/// One round: start, work, kill, check.
fn round(home: &Path, n: usize, chance: &mut Chance, ever: &mut Owed) {
    let mut term = Term::desk(home);
    term.wait_for("Cardiology").keys("g t").wait_for("worst clock first");
    // What the last kill left in the form is taken up, seen, and dropped.
    term.keys("n").wait_for("> What").keys("ctrl-d y").wait_gone("> What");
    let mut owed = Owed::default();
    let name = format!("{n}x{}", chance.below(1000));
    let long = n.is_multiple_of(LONG);
    if !long {
        save_some(&mut term, &mut owed, chance, &name);
    }
    if long || chance.below(2) == 0 {
        type_on(&mut term, &mut owed, chance, &name, long);
    }
    watch(&mut term, &mut owed, Duration::from_millis(chance.below(20) as u64));
    let killed = Instant::now();
    term.kill9();
    ever.saved.append(&mut owed.saved);
    ever.done.append(&mut owed.done);
    let store = world::store(&home.join("desk"));
    check(&store, n, ever);
    let kept = kept(&store);
    assert!(kept.contains(owed.safe(killed)), "round {n}: “{}” was typed, kept is {kept}", owed.safe(killed));
    assert!(!long || !owed.safe(killed).is_empty(), "round {n}: nothing was typed for longer than a second");
}

fn check(store: &Store, n: usize, ever: &Owed) {
    let faults = store.check().expect("the check runs");
    assert!(faults.is_empty(), "round {n}: {faults:?}");
    let rows = store.db().raw("SELECT id, title, state FROM task", &[]).expect("the tasks");
    let title = |r: &Row| r["title"].as_str().unwrap_or_default().to_owned();
    let there: BTreeSet<String> = rows.iter().map(title).collect();
    // Nothing of this test opens a task again.
    let done: BTreeSet<String> = rows.iter().filter(|r| r["state"] == "done").map(title).collect();
    let lost: Vec<&String> = ever.saved.difference(&there).collect();
    assert!(lost.is_empty(), "round {n}: acknowledged and gone: {lost:?}");
    let undone: Vec<&String> = ever.done.difference(&done).collect();
    assert!(undone.is_empty(), "round {n}: acknowledged as done and not done: {undone:?}\n{}", journal(store));
}

/// The last changes, for a failure.
fn journal(store: &Store) -> String {
    let last = store.history(None, 40).expect("the history");
    let lines: Vec<String> =
        last.iter().map(|h| format!("{} {} {}", h.change.seq, h.change.kind, h.change.label)).collect();
    lines.join("\n")
}

fn rounds(seed: u64) {
    let home = TempDir::new().expect("a folder");
    settle_in(home.path());
    let mut chance = Chance::new(seed);
    let mut ever = Owed::default();
    for n in 1..=ROUNDS {
        round(home.path(), n, &mut chance, &mut ever);
    }
    assert!(ever.saved.len() > ROUNDS / 4, "only {} saves were acknowledged", ever.saved.len());
    assert!(!ever.done.is_empty(), "nothing was acknowledged as done");
}

fn settle_in(home: &Path) {
    let mut term = Term::desk(home);
    term.wait_for("Welcome to Rolltop").text("Jo Marlow").keys("enter").text("Cardiology").keys("enter enter enter");
    term.wait_for("Rolltop   Cardiology · Jo Marlow");
    term.leave();
    let letter = Letter {
        id: new_id(),
        state: "drafting".into(),
        title: "Free letter".into(),
        template: "free".into(),
        owner: "Jo Marlow".into(),
        body: "Begun.".into(),
        created_at: rolltop::clock::stamp(support::now()),
        ..Letter::default()
    };
    let change = Change::new("A letter").insert(&letter);
    world::store(&home.join("desk")).apply(&change, "Jo Marlow", support::now()).expect("a letter");
}

#[test]
fn fifty_kills_lose_nothing_that_was_acknowledged() {
    rounds(0x0005_0EED);
}

#[test]
fn fifty_more_kills_lose_nothing_either() {
    rounds(0x0C0F_FEE5);
}
