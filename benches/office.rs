//! How long the drawers of the office take with years of work in them: 100,000 orders, costs, movements of stock,
//! bookings of rooms with what is laid on, meetings, actions, trips and letters.
//!
//! `cargo bench --bench office` prints a table with the aims beside it and asserts nothing: machines differ.
//! `ROLLTOP_BENCH_OFFICE=1000` fills in that many of each.

#[path = "office/drawers.rs"]
mod drawers;

use std::time::Instant;

use chrono::{Days, NaiveDateTime};
use rolltop::app::rig::Rig;
use rolltop::config::Config;
use rolltop::desk::office::model::{Cost, CostCentre, Loan, Move, OrderLine, Price};
use rolltop::desk::office::{BudgetLine, Equipment, Order, StockItem};
use rolltop::desk::rooms::{Booking, BookingLine, Room};
use rolltop::desk::{PARTS, TABLES};
use rolltop::store::{Desk, Edit, Store};
use rolltop::ui::Look;

const WHO: &str = "Jo Marlow";
/// Ten years of forty lines.
const LINES: usize = 400;
const ITEMS: usize = 200;
const MACHINES: usize = 500;
/// Of so many orders one is not finished.
const OPEN: usize = 500;

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().expect("a time")
}

fn main() {
    let many = std::env::var("ROLLTOP_BENCH_OFFICE").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::TempDir::new().expect("a folder");
    let mut store = Desk::at(folder.path()).open(None, TABLES, now()).expect("a new desk");
    fill(&mut store, many);
    drop(store);
    println!("{many} of each; median / 99 of 100, ms");
    println!("| {:<52} | {:>10} | {:>17} |", "what", "aim", "took");
    println!("|{}|{}:|{}:|", "-".repeat(54), "-".repeat(11), "-".repeat(18));
    firsts(&folder);
    let mut rig = open(&folder);
    for wanted in PAGES {
        page(&mut rig, *wanted);
    }
}

/// The pages: the letter of the pane after `g`, the key that turns its pages, and what is on the screen of the wanted one.
const PAGES: &[(&str, &str, &str, &str)] = &[
    ("budgets", "o", "v", "[Budgets]"),
    ("stock", "o", "v", "[Stock]"),
    ("orders", "o", "v", "[Orders]"),
    ("equipment", "o", "v", "[Equipment]"),
    ("rooms of a day", "r", "v", "[Day]"),
    ("bookings", "r", "v", "[Bookings]"),
    ("rooms", "r", "v", "[Rooms]"),
    ("meetings", "m", "v", "[Meetings]"),
    ("actions", "m", "v", "[Actions]"),
    ("trips", "v", "v", "[Trips]"),
    ("trips that are over", "v", "v", "[Over]"),
    ("team: people", "e", "v", "[People]"),
    ("team: backlog", "e", "v", "[Backlog]"),
];

fn open(folder: &tempfile::TempDir) -> Rig {
    let store = Desk::at(folder.path()).open(None, TABLES, now()).expect("the desk opens");
    Rig::on(store, PARTS, now(), WHO, Config { idle_minutes: 0, ..Config::default() }, Look::default())
}

/// A pane that is opened for the first time since the program began: all of it is read.
fn firsts(folder: &tempfile::TempDir) {
    for (name, letter) in [("office", "o"), ("rooms", "r"), ("meetings", "m"), ("travel", "v"), ("team", "e")] {
        let first = |_| {
            let mut rig = open(folder);
            rig.keys("g");
            timed(&mut rig, letter)
        };
        put(&format!("{name}: opened for the first time"), "20 ms", (0..20).map(first).collect());
    }
}

fn put(what: &str, aim: &str, mut took: Vec<f64>) {
    took.sort_by(f64::total_cmp);
    let at = |share: usize| took[(took.len() * share / 100).min(took.len() - 1)];
    println!("| {what:<52} | {aim:>10} | {:>7.2} / {:>7.2} |", at(50), at(99));
}

fn timed(rig: &mut Rig, key: &str) -> f64 {
    let began = Instant::now();
    rig.keys(key);
    began.elapsed().as_secs_f64() * 1000.0
}

fn home(rig: &mut Rig) {
    rig.keys("esc esc esc esc esc 1 esc esc");
}

/// A pane is opened on a page from the desk; then the list is walked, and what is selected is opened.
fn page(rig: &mut Rig, (name, letter, turn, seen): (&str, &str, &str, &str)) {
    home(rig);
    rig.keys("g").keys(letter);
    for _ in 0..8 {
        if !rig.shows(seen) {
            rig.keys(turn);
        }
    }
    assert!(rig.shows(seen), "{seen} is not on the screen:\n{}", rig.screen());
    let mut opened = Vec::new();
    for _ in 0..40 {
        home(rig);
        rig.keys("g");
        opened.push(timed(rig, letter));
    }
    put(&format!("{name}: opened"), "20 ms", opened);
    let steps = ["down", "down", "down", "up", "pgdn", "end", "home"];
    let moved = steps.iter().cycle().take(210).map(|k| timed(rig, k)).collect();
    put(&format!("{name}: move in the list"), "p99 5 ms", moved);
    let mut entered = Vec::new();
    for n in 0..40 {
        home(rig);
        rig.keys("g").keys(letter).keys("home");
        for _ in 0..n % 12 {
            rig.keys("down");
        }
        entered.push(timed(rig, "enter"));
        home(rig);
    }
    put(&format!("{name}: open what is selected"), "p99 5 ms", entered);
}

fn fill(store: &mut Store, many: usize) {
    let mut put = |edits: &[Edit]| {
        store.bulk("Filled", "Bench", now(), |bulk| edits.iter().try_for_each(|e| bulk.edit(e))).expect("written");
    };
    put(&furniture());
    put(&drawers::furniture());
    for from in (0..many).step_by(500) {
        let some = (from..many.min(from + 500)).flat_map(|n| [of_office(n), of_rooms(n), drawers::of_year(n)].concat());
        put(&some.collect::<Vec<_>>());
    }
}

fn stamp(days_ago: usize) -> String {
    rolltop::clock::stamp(now() - Days::new(days_ago as u64))
}

fn day(days_ago: usize) -> String {
    (now().date() - Days::new(days_ago as u64)).to_string()
}

fn line_id(n: usize) -> String {
    format!("l{n:031}")
}

/// What does not grow with the years: cost centres, lines, items, machines.
fn furniture() -> Vec<Edit> {
    let mut all = Vec::new();
    for n in 0..4 {
        let (id, code) = (format!("e{n:031}"), format!("C4021{n}"));
        all.push(Edit::insert(&CostCentre { id, code, name: format!("Centre {n}"), ..CostCentre::default() }));
    }
    for n in 0..LINES {
        all.push(Edit::insert(&BudgetLine {
            id: line_id(n),
            centre_id: format!("e{:031}", n % 4),
            year: 2025 - (n / 40) as i32,
            code: format!("{}", 7200 + n),
            name: format!("Line {n}"),
            allocated: 90_000_000,
            state: "open".into(),
            created_at: stamp(300),
            ..BudgetLine::default()
        }));
    }
    for n in 0..ITEMS {
        all.push(Edit::insert(&StockItem {
            id: format!("i{n:031}"),
            name: format!("Item {n}"),
            unit: "box".into(),
            supplier: format!("Supplier {}", n % 9),
            minimum: 5,
            reorder: 20,
            last_pence: 450,
            budget_id: Some(line_id(n % LINES)),
            created_at: stamp(300),
            ..StockItem::default()
        }));
    }
    for n in 0..MACHINES {
        let loans = vec![Loan::default(); n % 4];
        all.push(Edit::insert(&Equipment {
            id: format!("q{n:031}"),
            tag: format!("T{n}"),
            name: format!("Laptop {n}"),
            kind: "laptop".into(),
            state: "available".into(),
            loans,
            created_at: stamp(300),
            ..Equipment::default()
        }));
    }
    all
}

/// Rooms that are booked every day, eight times.
const ROOMS: usize = 40;

/// A booking of years ago up to months ahead, with a lunch that is paid for or still to be confirmed.
fn of_rooms(n: usize) -> Vec<Edit> {
    let (room, slot, ahead) = (n % ROOMS, n / ROOMS % 8, n / ROOMS / 8);
    let mut all = Vec::new();
    if n < ROOMS {
        let name = format!("Room {n}");
        all.push(Edit::insert(&Room { id: format!("r{n:031}"), capacity: 20, ..Room::new(&name, now()) }));
    }
    let start =
        now().date().and_hms_opt(8 + slot as u32, 0, 0).expect("a time") + Days::new(ahead as u64) - Days::new(200);
    let booking = Booking {
        id: format!("b{n:031}"),
        state: "confirmed".into(),
        ..Booking::new(&format!("r{room:031}"), &format!("Meeting {n}"), start, 60, WHO, now())
    };
    let sure = ahead < 200 || n.is_multiple_of(2);
    let line = BookingLine {
        id: format!("k{n:031}"),
        state: if sure { "confirmed" } else { "requested" }.into(),
        pence: 2_000,
        budget_id: Some(line_id(n % LINES)),
        cost_id: (ahead < 200).then(|| "paid".into()),
        confirm_by: Some((start.date() - Days::new(2)).to_string()),
        ..BookingLine::new(&booking, "refreshments", "Lunch", now())
    };
    all.push(Edit::insert(&booking));
    all.push(Edit::insert(&line.settled()));
    all
}

/// An order of years ago or of these days, with what was paid for it, its price and what came into stock.
fn of_office(n: usize) -> Vec<Edit> {
    let ago = n % 1_500;
    let item = format!("i{:031}", n % ITEMS);
    let order_id = format!("o{n:031}");
    let is_open = n.is_multiple_of(OPEN);
    let lines = vec![OrderLine::new("Headed paper", 10, 450), OrderLine::new("Toner", 1, 6_000)];
    let total: i64 = lines.iter().map(OrderLine::total).sum();
    let order = Order {
        id: order_id.clone(),
        number: format!("PO{n}"),
        state: if is_open { "ordered" } else { "closed" }.into(),
        supplier: format!("Supplier {}", n % 9),
        budget_id: Some(line_id(n % LINES)),
        requested_by: WHO.into(),
        lines,
        committed: if is_open { total } else { 0 },
        total,
        created_at: stamp(ago),
        ordered_on: Some(day(ago)),
        closed_at: (!is_open).then(|| stamp(ago.saturating_sub(9))),
        ..Order::default()
    };
    let cost = Cost {
        id: format!("s{n:031}"),
        budget_id: line_id(n % LINES),
        on_day: day(ago % 300 + 365 * (n % LINES / 40)),
        pence: 1_250,
        what: "Invoice".into(),
        reference: format!("INV{n}"),
        of_kind: "purchase".into(),
        of_id: Some(order_id.clone()),
        ..Cost::default()
    };
    let came = Move {
        id: format!("m{n:031}"),
        item_id: item.clone(),
        quantity: if n.is_multiple_of(2) { 3 } else { -3 },
        kind: if n.is_multiple_of(2) { "received" } else { "issued" }.into(),
        at: stamp(ago),
        who: WHO.into(),
        order_id: Some(order_id.clone()),
        ..Move::default()
    };
    let price = Price {
        id: format!("p{n:031}"),
        item_id: item,
        on_day: day(ago),
        unit_pence: 450,
        order_id,
        ..Price::default()
    };
    vec![Edit::insert(&order), Edit::insert(&cost), Edit::insert(&came), Edit::insert(&price)]
}
