//! The diary at 1,000 and 100,000 entries (or as many as `ROLLTOP_DIARY_SIZES` says), and a month of 10,000 series.
//!
//! `cargo bench --bench diary` prints a table and asserts nothing: machines differ. A day is as full whatever the size.

use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::{Days, NaiveDate, NaiveDateTime};
use rolltop::app::rig::Rig;
use rolltop::clock::stamp;
use rolltop::config::Config;
use rolltop::desk::diary::model::{Calendar, Entry};
use rolltop::desk::{PARTS, TABLES};
use rolltop::store::{Desk, Edit, Store};
use rolltop::ui::Look;

const WHO: &str = "Bench";
/// So many entries stand on a working day.
const A_DAY: usize = 24;
/// So many days lie ahead.
const AHEAD: usize = 60;
/// Series in the desk of series.
const SERIES: usize = 10_000;
const PRESSES: usize = 120;

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().expect("a time")
}

fn main() {
    let sizes = std::env::var("ROLLTOP_DIARY_SIZES").unwrap_or_else(|_| "1000,100000".into());
    println!("the diary, median / 99th of a hundred, in ms");
    for size in sizes.split(',').filter_map(|n| n.trim().parse::<usize>().ok()) {
        let folder = desk_of(&format!("diary-3-{size}"), |store| fill(store, size));
        let mut rig = open(&folder);
        println!("{size} entries");
        for (what, keys) in [
            ("the next week", ["g d W", "pgdn", "pgup", "pgup", "pgdn"]),
            ("the next day", ["g d D", "right", "left", "left", "right"]),
            ("the next month", ["g d M", "pgdn", "pgup", "pgup", "pgdn"]),
            ("the chart of leave", ["g d L", "pgdn", "pgup", "pgup", "pgdn"]),
        ] {
            put(what, presses(&mut rig, keys[0], &keys[1..]));
        }
        put("a word searched, each key", searches(&mut rig));
    }
    let folder = desk_of("diary-3-series", series);
    let mut rig = open(&folder);
    println!("{SERIES} series");
    put("open the month", presses(&mut rig, "g d D", &["M", "D"]));
    put("the next month", presses(&mut rig, "g d M", &["pgdn", "pgup", "pgup", "pgdn"]));
    put("the next week", presses(&mut rig, "g d W", &["pgdn", "pgup", "pgup", "pgdn"]));
}

fn put(what: &str, mut took: Vec<f64>) {
    took.sort_by(f64::total_cmp);
    let at = |percent: usize| took[(took.len() * percent / 100).min(took.len() - 1)];
    println!("  {what:<28} {:8.2} / {:.2}", at(50), at(99));
}

fn open(folder: &Path) -> Rig {
    let store = Desk::at(folder).open(None, TABLES, now()).expect("the desk opens");
    Rig::on(store, PARTS, now(), WHO, Config { idle_minutes: 0, ..Config::default() }, Look::default())
}

fn presses(rig: &mut Rig, first: &str, keys: &[&str]) -> Vec<f64> {
    rig.keys("esc esc esc esc").keys(first);
    let press = |n: usize| {
        let began = Instant::now();
        rig.keys(keys[n % keys.len()]);
        began.elapsed().as_secs_f64() * 1000.0
    };
    (0..PRESSES).map(press).collect()
}

fn searches(rig: &mut Rig) -> Vec<f64> {
    let mut took = Vec::new();
    while took.len() < PRESSES {
        rig.keys("esc esc esc esc").keys("g d s");
        for c in "entry 12".chars() {
            let began = Instant::now();
            rig.text(&c.to_string());
            took.push(began.elapsed().as_secs_f64() * 1000.0);
        }
    }
    took
}

/// A desk, made once and kept in the target folder, which is three above this program.
fn desk_of(name: &str, fill: impl Fn(&mut Store)) -> PathBuf {
    let program = std::env::current_exe().expect("the path of this program");
    let folder = program.ancestors().nth(3).expect("the target folder").join("bench-desks").join(name);
    if !folder.exists() {
        let making = folder.with_extension("making");
        let _ = std::fs::remove_dir_all(&making);
        let mut store = Desk::at(&making).open(None, TABLES, now()).expect("a new desk");
        fill(&mut store);
        drop(store);
        std::fs::rename(&making, &folder).expect("in its place");
    }
    folder
}

fn write(store: &mut Store, how_many: usize, make: impl Fn(usize) -> Edit) {
    for from in (0..how_many).step_by(5000) {
        let to = (from + 5000).min(how_many);
        let written = store.bulk("Filled", WHO, now(), |bulk| (from..to).try_for_each(|n| bulk.edit(&make(n))));
        written.expect("it is written");
    }
}

fn calendars(store: &mut Store) -> Vec<String> {
    let make = |n: usize| {
        let kind = if n < 6 { "consultant" } else { "secretary" };
        Calendar { id: format!("calendar{n}"), ..Calendar::new(&format!("Dr Number {n}"), kind, now()) }
    };
    write(store, 10, |n| Edit::insert(&make(n)));
    (0..10).map(|n| make(n).id).collect()
}

fn entry(n: usize, calendars: &[String], start: NaiveDateTime) -> Entry {
    Entry {
        id: format!("e{n:031}"),
        calendar_id: calendars[n % calendars.len()].clone(),
        title: format!("Entry {n}"),
        start: stamp(start),
        ends: stamp(start + chrono::Duration::minutes(45)),
        kind: "meeting".into(),
        state: "confirmed".into(),
        uid: format!("entry-{n}"),
        created_at: stamp(start),
        ..Entry::default()
    }
}

/// The n-th of the days, the nearest first.
fn day(n: usize) -> NaiveDate {
    let today = now().date();
    let at = n / A_DAY;
    match at {
        at if at < 2 * AHEAD && at % 2 == 1 => today + Days::new(at.div_ceil(2) as u64),
        at if at < 2 * AHEAD => today - Days::new(at as u64 / 2),
        at => today - Days::new((at - AHEAD) as u64),
    }
}

fn fill(store: &mut Store, size: usize) {
    let calendars = calendars(store);
    let at = |n: usize| day(n).and_hms_opt(8 + (n % A_DAY) as u32 / 3, 0, 0).expect("a time");
    write(store, size, |n| Edit::insert(&entry(n, &calendars, at(n))));
}

/// Weekly, every second week, monthly and yearly ones, without an end, begun in the last ten years.
fn series(store: &mut Store) {
    let calendars = calendars(store);
    let rules = ["FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY", "FREQ=YEARLY"];
    write(store, SERIES, |n| {
        let start = (now().date() - Days::new((n % 3650) as u64)).and_hms_opt(8 + n as u32 % 9, 0, 0).expect("a time");
        let one = entry(n, &calendars, start);
        Edit::insert(&Entry { rules: vec![rules[n % 4].into()], series_until: Some("9999".into()), ..one })
    });
}
