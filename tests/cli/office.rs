//! The office by command: budget, stock, orders and equipment over several processes.

use super::call::{Bench, has};

fn desk() -> Bench {
    let desk = Bench::new();
    desk.ok(&[
        "budget",
        "add",
        "Stationery",
        "--centre",
        "C40211 Cardiology",
        "--code",
        "7210",
        "--allocated",
        "1,000",
    ]);
    desk.ok(&["budget", "add", "Travel", "--centre", "c40211", "--code", "7310", "--allocated", "500"]);
    desk
}

#[test]
fn money_is_moved_and_spent_and_every_figure_follows() {
    let desk = desk();
    let lines = desk.json(&["budget"]);
    assert_eq!(lines.len(), 2);
    has(&lines[0], "id cost_centre year code name state allocated moved budget committed spent available forecast");
    assert_eq!((&lines[0]["year"], &lines[0]["allocated"]), (&"2025/26".into(), &100_000.into()));
    assert_eq!(lines[0]["cost_centre"], lines[1]["cost_centre"], "one cost centre, however it is typed");
    desk.ok(&["budget", "move", "7210", "7310", "250.50", "--reason", "More trips"]);
    desk.ok(&["budget", "cost", "Travel", "99.99", "--what", "Taxi", "--reference", "R1"]);
    let lines = desk.json(&["budget"]);
    assert_eq!((&lines[0]["available"], &lines[1]["available"]), (&74_950.into(), &65_051.into()));
    assert_eq!((&lines[1]["moved"], &lines[1]["spent"]), (&25_050.into(), &9_999.into()));
    assert!(desk.refused(&["budget", "move", "7210", "7310", "750", "--reason", "x"]).contains("only £749.50 left"));
    assert!(desk.refused(&["budget", "move", "7210", "7310", "12,50", "--reason", "x"]).contains("is no amount"));
    assert!(desk.ok(&["budget", "show", "Travel"]).contains("£250.50"));
    desk.ok(&["undo"]);
    assert_eq!(desk.json(&["budget"])[1]["spent"], 0);
}

#[test]
fn paper_is_ordered_comes_in_two_parts_and_is_paid_dearer() {
    let desk = desk();
    let add = ["stock", "add", "Headed paper A4", "--supplier", "Banner", "--minimum", "5", "--reorder", "10"];
    desk.ok(&[&add[..], &["--price", "6.50", "--budget", "7210"]].concat());
    let level = desk.one(&["stock"]);
    has(&level, "id name unit there coming minimum level supplier last_pence");
    assert_eq!((&level["there"], &level["level"]), (&0.into(), &"out".into()));
    assert!(desk.refused(&["stock", "take", "headed", "1"]).contains("Only 0 of Headed paper A4 are there"));
    let order = desk.ok(&["stock", "restock"]);
    assert!(desk.refused(&["stock", "restock"]).contains("Nothing is low that is not ordered"));
    desk.ok(&["order", "submit", &order]);
    let one = desk.one(&["order", "approve", &order, "--by", "Ann Lee"]);
    has(&one, "id number state supplier total committed invoiced requested_by needed_by");
    assert_eq!((&one["number"], &one["committed"]), (&"PO-2025-0001".into(), &7_800.into()));
    desk.ok(&["order", "send", "PO-2025-0001"]);
    assert_eq!(desk.one(&["order", "receive", &order, "--line", "Headed=4"])["state"], "part_received");
    assert_eq!((&desk.one(&["stock"])["there"], &desk.one(&["stock"])["coming"]), (&4.into(), &6.into()));
    desk.ok(&["order", "invoice", &order, "--reference", "I1"]);
    assert_eq!(desk.json(&["budget"])[0]["spent"], 3_120);
    assert_eq!(desk.one(&["order", "receive", &order])["state"], "received");
    let paid = desk.one(&["order", "invoice", &order, "--reference", "I2", "--line", "Headed=6@7.00"]);
    assert_eq!((&paid["invoiced"], &paid["committed"]), (&8_160.into(), &0.into()));
    assert_eq!(desk.one(&["order", "close", &order])["state"], "closed");
    assert_eq!(desk.json(&["order"]).len(), 0);
    assert_eq!(desk.json(&["order", "--all"]).len(), 1);
    let prices = desk.ok(&["stock", "prices", "headed"]);
    assert!(prices.contains("£7.00") && prices.contains("£6.50"), "{prices}");
    assert_eq!(desk.one(&["stock"])["last_pence"], 700);
    for _ in 0..7 {
        desk.ok(&["undo"]);
    }
    let lines = desk.json(&["budget"]);
    assert_eq!((&lines[0]["spent"], &lines[0]["committed"]), (&0.into(), &0.into()));
    assert_eq!(desk.one(&["stock"])["there"], 0);
}

#[test]
fn an_order_over_the_budget_is_approved_only_knowingly() {
    let desk = desk();
    let order = desk.ok(&["order", "add", "Xerox", "--line", "1 Copier @ 2000", "--budget", "7210", "--needed", "+2w"]);
    assert!(desk.refused(&["order", "approve", &order, "--by", "Ann"]).contains("only an order that is submitted"));
    desk.ok(&["order", "submit", &order]);
    let said = desk.refused(&["order", "approve", &order, "--by", "Ann"]);
    assert!(said.contains("7210 Stationery has £1,000.00 left, and this comes to £2,400.00"), "{said}");
    let one = desk.one(&["order", "approve", &order, "--by", "Ann", "--over-budget", "--number", "X9"]);
    assert_eq!((&one["number"], &one["state"]), (&"X9".into(), &"approved".into()));
    assert_eq!(desk.json(&["budget"])[0]["available"], -140_000);
    assert!(desk.refused(&["order", "add", "Xerox", "--line", "A copier"]).contains("does not begin with how many"));
    assert!(desk.refused(&["order", "cancel", &order, "--reason", " "]).contains("Say why"));
}

#[test]
fn a_machine_is_lent_breaks_and_its_service_is_a_task() {
    let desk = Bench::new();
    desk.ok(&["equipment", "add", "Foot pedal", "--kind", "foot pedal", "--tag", "CA-1", "--service", "+3w"]);
    assert!(desk.refused(&["equipment", "add", "X", "--kind", "toaster"]).contains("A machine is one of these"));
    let tasks = desk.json(&["tasks"]);
    assert_eq!(tasks.len(), 1);
    assert_eq!(tasks[0]["title"], "Service of CA-1 Foot pedal on 24-Mar-2026");
    let lent = desk.one(&["equipment", "lend", "ca-1", "--to", "Jo Ward", "--until", "fri"]);
    has(&lent, "id tag name kind state with due_back fault service_on late");
    assert_eq!((&lent["with"], &lent["due_back"]), (&"Jo Ward".into(), &"2026-03-06".into()));
    assert!(
        desk.refused(&["equipment", "lend", "CA-1", "--to", "Sam"]).contains("is with Jo Ward: take it back first")
    );
    desk.ok(&["equipment", "wish", "CA-1", "--by", "Sam"]);
    assert_eq!(desk.one(&["equipment", "fault", "CA-1", "--what", "sticks"])["state"], "faulty");
    assert_eq!(desk.one(&["equipment", "fault", "CA-1", "--reference", "IT-4"])["state"], "repair");
    assert_eq!(desk.one(&["equipment", "mended", "CA-1"])["state"], "on_loan");
    assert_eq!(desk.one(&["equipment", "back", "pedal"])["state"], "available");
    let file = desk.path("machines.csv");
    desk.ok(&["equipment", "--csv", file.to_str().unwrap()]);
    assert!(std::fs::read_to_string(&file).unwrap().contains("CA-1,Foot pedal,foot pedal,available"));
}
