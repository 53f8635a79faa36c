//! The list and the detail view: nothing waits unseen.

use super::*;

fn query(words: &str) -> Query {
    Query { caller: "Ward 7".into(), words: words.into(), ..Query::new(now()) }
}

#[test]
fn the_worst_clock_stands_first_and_the_title_says_what_is_left_out() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let kits = Query { owner: "Kit".into(), state: "open".into(), ..query("bring the clinic forward") };
    put(&mut rig, &kits);
    let late = Query { promised_by: Some("2026-03-03T09:00:00".into()), owner: "Sam".into(), ..query("a call back") };
    put(&mut rig, &late);
    let alarm = query("bad chest pain").filed(&super::super::alarms::Alarms::shipped(), now());
    put(&mut rig, &alarm);
    rig.keys("g i").sees("2 Inbox · 3 open · worst clock first").sees("2 act now");
    let screen = rig.screen();
    let at = |text: &str| screen.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at("bad chest pain") < at("a call back") && at("a call back") < at("bring the clinic"));
    rig.keys("v")
        .sees("1 open")
        .sees("only mine")
        .misses("bring the clinic")
        .keys("v")
        .sees("closed in the last 14 days");
    rig.keys("v /")
        .text("clinic")
        .keys("enter")
        .sees("only “clinic” (1 of 3)")
        .keys("esc")
        .sees("3 open · worst clock first ");
}

#[test]
fn a_query_goes_through_its_states_by_keys() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    put(&mut rig, &query("bring the clinic forward"));
    rig.keys("g i t").sees("Taken: Ward 7").keys("w").keys("enter ctrl-u enter").sees("Say on whom it waits");
    rig.keys("up").text("Lab").keys("enter enter").sees("needs a day to chase on").text("fri").keys("enter");
    rig.sees("~").sees("waits on Lab: bring").keys("o").sees("Open again: Ward 7");
    rig.keys("d enter").sees("Say what came of it").text("Moved to Monday").keys("enter").sees("closed").sees("0 open");
    rig.keys("o")
        .sees("1 open")
        .keys("x")
        .text("Dr Lee")
        .keys("enter")
        .sees("bring the clinic forward · with Dr Lee")
        .sees("1 act now");
    rig.keys("d").sees("before a named clinician").keys("y enter").keys("enter").sees("Accepted by Dr Lee");
    rig.keys("del").sees("To the bin: Ward 7").sees("No open queries.").keys("ctrl-z").sees("1 open");
}

#[test]
fn a_chase_date_that_comes_stands_up_by_itself() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let waits = query("clinic").waiting("Lab", Some("2026-03-05".parse().unwrap()), "Sam", now()).unwrap();
    put(&mut rig, &waits);
    rig.keys("g i").misses("act now").sees("~");
    rig.at("2026-03-05T08:00:00".parse().unwrap()).tick().sees("1 due today");
    rig.at("2026-03-06T08:00:00".parse().unwrap()).tick().sees("! 1 act now");
}

#[test]
fn many_are_marked_and_taken_handed_closed_and_binned_at_once() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    for words in ["one", "two", "three"] {
        put(&mut rig, &query(words));
    }
    rig.keys("g i space space t").sees("Taken: 2 queries").keys("home space space h").text("kit").keys("enter");
    rig.sees("Handed on to Kit: 2 queries").keys("home space space d").text("told").keys("enter").sees("1 open");
    rig.keys("ctrl-z").sees("3 open").keys("home space space del").sees("1 open").keys("ctrl-z").sees("3 open");
}

#[test]
fn the_detail_shows_all_and_its_keys_act_on_it() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    put(
        &mut rig,
        &Query { patient_id: Some("01".into()), caller: "OKAFOR, Grace (Mrs)".into(), ..query("when is my letter") },
    );
    rig.keys("g i enter").sees("Born 14-Aug-1980 (45y)   Gender Female").sees("NHS No. 999 000 0018");
    rig.sees("when is my letter").sees("SAFE CONTACT").keys("m").text("look").keys("enter enter");
    rig.sees("> task: OKAFOR: look (open)").keys("enter").sees("4 Tasks").keys("g i").sees("Own words");
    rig.keys("a").sees("There is no letter for you").keys("esc r").sees("900401").text("Told her").keys("enter enter");
    rig.sees("rang back").keys("d").text("done").keys("enter").sees("x done").keys("esc").sees("0 open");
}

#[test]
fn the_list_is_drawn_at_every_size() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    for n in 0..30 {
        put(&mut rig, &query(&format!("words {n}")));
    }
    for open in ["g i", "enter"] {
        rig.keys(open);
        for wide in (1..140).step_by(9) {
            for high in 1..50 {
                rig.resize(wide, high);
            }
        }
    }
}

#[test]
fn a_hundred_thousand_done_do_not_slow_the_list() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let plan = |rig: &mut Rig, sql: &str| -> String {
        let rows = rig.cx().db().raw(&format!("EXPLAIN QUERY PLAN {sql}"), &[]).unwrap();
        rows.iter().map(|r| r["detail"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join("\n")
    };
    let open = "SELECT q.*, p.surname FROM query q LEFT JOIN patient p ON p.id = q.patient_id WHERE q.state <> 'done' AND q.binned_at IS NULL";
    let closed = "SELECT * FROM query q WHERE q.closed_at >= '2026' AND q.state = 'done' AND q.binned_at IS NULL ORDER BY q.closed_at DESC";
    let of = "SELECT * FROM query WHERE patient_id = '1' AND received_at >= '2026' UNION SELECT * FROM query WHERE number = '2' AND number <> '' AND received_at >= '2026'";
    assert!(plan(&mut rig, open).contains("query_open"), "{}", plan(&mut rig, open));
    assert!(plan(&mut rig, closed).contains("query_closed"));
    let plan = plan(&mut rig, of);
    assert!(plan.contains("query_patient") && plan.contains("query_number"), "{plan}");
}

/// On a wide screen the history stands beside the query; a screen reader has it after the rest.
#[test]
fn a_wide_screen_shows_the_history_beside_the_query() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    put(&mut rig, &Query { patient_id: Some("03".into()), ..query("a call back") });
    rig.keys("g i enter").resize(120, 40);
    let same_line = |rig: &Rig| rig.screen().lines().any(|l| l.contains("SMITH, John (Mr)  ") && l.contains("History"));
    assert!(!same_line(&rig), "{}", rig.screen());
    rig.sees("History").resize(200, 50);
    assert!(same_line(&rig), "{}", rig.screen());
}
