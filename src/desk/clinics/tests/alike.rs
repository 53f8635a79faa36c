//! Two patients who could be taken for each other bear the mark in every list in which they stand.

use super::screen::Screen;
use crate::desk::clinics::{Appointment, repo};
use crate::desk::people::Patient;
use crate::store::Change;

const ANNE: &str = "WHITLOCK, Anne (Ms)\u{a0}≈";
const ANNA: &str = "WHITLOCK, Anna (Ms)\u{a0}≈";

/// Gives the patients of two appointments names that are alike.
fn make_alike(desk: &mut Screen, all: &[Appointment]) {
    let db = desk.rig.cx().db();
    let mut change = Change::new("Other names");
    for (one, forename) in all.iter().zip(["Anne", "Anna"]) {
        let before: Patient = db.must(&one.patient_id).unwrap();
        let named = Patient { surname: "Whitlock".into(), forename: forename.into(), ..before.clone() };
        change = change.update(&before, &Patient { title: "Ms".into(), ..named }.tidied());
    }
    desk.rig.cx().apply_quietly(&change).unwrap();
    desk.rig.tick();
}

#[test]
fn in_a_session_and_in_the_day_of_the_diary() {
    let mut desk = Screen::new();
    let rig = &mut desk.rig;
    rig.keys("g c enter").sees("SMITH, John (Mr)\u{a0}≈").sees("SMYTH, John (Mr)\u{a0}≈");
    rig.sees("GARCÍA, Lucía (Mrs)").misses("GARCÍA, Lucía (Mrs)\u{a0}≈").keys("esc");
    rig.keys("1 1").sees("09:00 new  SMITH, John (Mr)\u{a0}≈").sees("09:30 new  SMYTH, John (Mr)\u{a0}≈");
    rig.misses("GARCÍA, Lucía (Mrs)\u{a0}≈");
}

#[test]
fn in_the_waiting_list() {
    let mut desk = Screen::new();
    let waiting = repo::waiting(desk.rig.cx().db()).unwrap();
    make_alike(&mut desk, &waiting);
    desk.rig.keys("g c w").sees(ANNE).sees(ANNA).sees("HARDY, Kevin (Mr)").misses("HARDY, Kevin (Mr)\u{a0}≈");
}

#[test]
fn in_the_list_of_those_who_must_be_reached() {
    let mut desk = Screen::new();
    let left = repo::to_reach(desk.rig.cx().db()).unwrap();
    make_alike(&mut desk, &left);
    desk.rig.keys("g c r").sees(ANNE).sees(ANNA).sees("ST JOHN, Aoife (Mrs)").misses("ST JOHN, Aoife (Mrs)\u{a0}≈");
}

#[test]
fn in_the_title_of_what_is_booked_of_the_finder_and_of_the_whole_appointment() {
    let mut desk = Screen::new();
    let sarah = desk.of("Jones", "Sarah");
    let others = repo::waiting(desk.rig.cx().db()).unwrap();
    make_alike(&mut desk, &[sarah[0].clone(), others[0].clone()]);
    let rig = &mut desk.rig;
    rig.keys("g p /").text("whitlock anne").keys("enter b").sees(&format!("Appointments of {ANNE}"));
    rig.keys("v").sees(&format!("Appointment · {ANNE}")).keys("esc enter").sees(&format!("17-Mar-2026 09:00 · {ANNE}"));
}

#[test]
fn among_those_who_are_offered_a_freed_slot() {
    let mut desk = Screen::new();
    desk.rig.keys("g p /").text("jones sarah").keys("enter b x enter").sees("Free now: ").sees("> 1. ");
    let screen = desk.rig.screen();
    let first = screen.lines().find(|l| l.contains("> 1. ")).unwrap().to_owned();
    let surname = first.split("> 1. ").nth(1).unwrap().split(',').next().unwrap().to_owned();
    let all = desk.all::<Patient>();
    let offered = all.into_iter().find(|p| first.contains(&p.name()) && p.surname.to_uppercase() == surname).unwrap();
    let twin = Patient {
        surname: offered.surname.clone(),
        forename: offered.forename.clone(),
        ..Patient::new(desk.rig.cx().now)
    };
    desk.rig.cx().apply_quietly(&Change::new("New patient").insert(&twin.tidied())).unwrap();
    desk.rig.tick().sees(&format!("> 1. {}\u{a0}≈", offered.name()));
}
