//! A letter of 5,000 words that is spelt as it is typed: how long a key takes until the screen is drawn, how long the
//! dictionaries take to be read, and a suggestion.
//!
//! `cargo bench --bench letter` prints the figures with the aims beside them and asserts nothing: machines differ.

use std::time::Instant;

use chrono::NaiveDateTime;
use rolltop::app::rig::Rig;
use rolltop::desk::PARTS;
use rolltop::desk::letters::Letter;
use rolltop::store::Change;
use rolltop::words::{Dictionary, Sources, Speller};
use tempfile::TempDir;

/// So many keys at each place.
const KEYS: usize = 1_000;

/// What is typed, with a wrong word in it.
const TYPED: &str = "The echocardiogram shows good function of both ventricles, no haemoptisis, on 10mg bd. ";

/// A paragraph of a clinic letter, some 60 words, two of them wrong.
const PARAGRAPH: &str = "You were seen in the cardiology clinic with palpitations and shortness of breath on exertion. The \
    electrocardiogram shows atrial fibrillation with a ventricular rate of 86. There is no oedema, and the lungs are clear. We \
    have started apixaban 5mg twice a day and bisoprolol 2.5mg in the mornning. Please have your U&E and FBC checked at the \
    surgery in two weeks; we shall see you again in 6/52 with the echocardiogramm.";

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().expect("a time")
}

/// A text of at least so many words, in paragraphs or in one.
fn text(words: usize, between: &str) -> String {
    let each = PARAGRAPH.split_whitespace().count();
    vec![PARAGRAPH; words.div_ceil(each)].join(between)
}

fn rig(folder: &TempDir, body: String) -> Rig {
    let mut rig = Rig::open(folder.path(), PARTS, now(), "Sam Reed");
    let letter = Letter {
        id: "a".into(),
        state: "drafting".into(),
        template: "free-letter".into(),
        title: "Free letter".into(),
        owner: "Sam Reed".into(),
        author: "Dr A Patel".into(),
        created_at: "2026-03-02T09:00:00".into(),
        body,
        ..Letter::default()
    };
    rig.cx().store.apply(&Change::new("A letter").insert(&letter), "Sam Reed", now()).expect("a letter");
    rig.cx().touch();
    rig.tick().keys("g l enter").text("zqz");
    assert!(rig.shows("zqz") && rig.shows("to spell"), "the letter is not open:\n{}", rig.screen());
    rig
}

/// Milliseconds of each key at a place, the screen drawn, sorted.
fn typed(rig: &mut Rig, place: &str) -> Vec<f64> {
    rig.keys(place);
    let mut all: Vec<f64> = TYPED
        .chars()
        .cycle()
        .take(KEYS)
        .map(|c| {
            let key = if c == ' ' { "space".to_owned() } else { c.to_string() };
            let start = Instant::now();
            rig.keys(&key);
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    all.sort_by(f64::total_cmp);
    all
}

fn say(name: &str, all: &[f64], aim: &str) {
    let at = |share: f64| all[((all.len() - 1) as f64 * share) as usize];
    println!("{name:<52} p50 {:>6.2} ms   p99 {:>6.2} ms   most {:>6.2} ms   aim {aim}", at(0.5), at(0.99), at(1.0));
}

fn once(name: &str, aim: &str, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    println!("{name:<52} {:>10.2} ms   aim {aim}", start.elapsed().as_secs_f64() * 1000.0);
}

fn main() {
    for (how, between) in [("in paragraphs", "\n\n"), ("in one paragraph", " ")] {
        let folder = TempDir::new().expect("a folder");
        let mut rig = rig(&folder, text(5_000, between));
        for (place, keys) in [("start", "ctrl-home"), ("end", "ctrl-end"), ("middle", "ctrl-home pgdn pgdn pgdn pgdn")]
        {
            let all = typed(&mut rig, keys);
            say(&format!("a key, 5,000 words {how}, at the {place}"), &all, "p99 5 ms");
        }
    }
    let mut read = None;
    once("the dictionaries are read (beside the screen)", "100 ms", || {
        read = Some(Dictionary::read(&Sources::default()));
    });
    let dictionary = read.expect("read");
    let body = text(5_000, "\n\n");
    let mut speller = Speller::default();
    once("5,000 words are spelt for the first time", "20 ms", || drop(speller.check(&body, &dictionary)));
    once("and again, nothing changed", "1 ms", || drop(speller.check(&body, &dictionary)));
    for word in ["haemoptisis", "diarhoea", "azithromicin"] {
        once(&format!("what may be meant by {word} (beside the screen)"), "100 ms", || drop(dictionary.suggest(word)));
    }
}
