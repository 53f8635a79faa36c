//! The waiting list, and the freed slot that is offered.

use crate::desk::clinics::Appointment;
use crate::desk::clinics::tests::screen::Screen;
use crate::keys::Done;

fn open(desk: &mut Screen) -> Done {
    super::open(desk.rig.cx())?;
    desk.rig.tick();
    Ok(())
}

#[test]
fn the_worst_clock_comes_first_and_the_title_says_so() {
    let mut desk = Screen::new();
    open(&mut desk).unwrap();
    desk.rig.sees("Waiting list · 25 wait").sees("worst clock first").sees("LATE: ").sees("short ").sees("of 2 offers");
    desk.rig.keys("/").text("urgent").sees("only “urgent”").keys("enter down esc").misses("only “");
}

#[test]
fn one_is_added_edited_and_taken_off_with_a_reason() {
    let mut desk = Screen::new();
    open(&mut desk).unwrap();
    desk.rig
        .keys("n")
        .sees("Onto the waiting list")
        .text("okafor grace")
        .keys("enter tab tab tab")
        .text("chest")
        .keys("enter");
    desk.rig.keys("tab").keys("ctrl-s").sees("On the waiting list: OKAFOR, Grace (Mrs)").sees("26 wait");
    desk.rig.keys("/").text("okafor").keys("enter e").sees("Waiting list: OKAFOR, Grace (Mrs)").misses("Patient  ");
    desk.rig.keys("u");
    desk.rig.keys("ctrl-s").sees("Changed on the waiting list: OKAFOR");
    desk.rig.keys("x").sees("Why off the waiting list?").keys("enter").sees("Off the waiting list: OKAFOR");
    let all = desk.of("Okafor", "Grace");
    let off = all.iter().find(|a| a.end_reason == "no longer needed").unwrap();
    assert_eq!((off.state.as_str(), off.reason.as_str()), ("cancelled_patient", "chest pain"));
}

#[test]
fn the_reasons_can_be_edited() {
    let mut desk = Screen::new();
    open(&mut desk).unwrap();
    desk.rig.keys("x").text("edit").keys("enter").sees("Reasons off the waiting list").keys("ctrl-u");
    desk.rig.text("emigrated, other").keys("enter").sees("emigrated").keys("enter").sees("Off the waiting list:");
    assert!(desk.all::<Appointment>().iter().any(|a| a.end_reason == "emigrated"));
}

#[test]
fn a_slot_is_found_for_one_who_waits() {
    let mut desk = Screen::new();
    open(&mut desk).unwrap();
    desk.rig.keys("enter").sees("First free slot of each day").keys("enter");
    if desk.rig.shows("Enter again") {
        desk.rig.keys("enter");
    }
    desk.rig.keys("enter").sees("Booked ").sees("24 wait");
}

#[test]
fn a_cancelled_date_is_offered_to_three_and_declined_goes_to_the_next() {
    let mut desk = Screen::new();
    desk.rig.keys("g p /").text("jones sarah").keys("enter b x").sees("Why is Tue 17-Mar-2026 09:00 cancelled?");
    desk.rig.keys("enter").sees("Free now: Tue 17-Mar-2026 09:00 new, Clinic A").sees("> 1. ").sees("notice enough");
    desk.rig.keys("y").sees("Enter rings the marked one first").keys("enter").sees("y takes it").keys("n");
    desk.rig.sees("Declined Tue 17-Mar-2026 09:00");
    desk.rig.keys("esc esc").misses("Free now");
    assert!(desk.all::<Appointment>().iter().any(|a| a.offers.iter().any(|o| o.start == "2026-03-17T09:00:00")));
}

#[test]
fn the_form_says_the_breach_date_and_what_is_later_while_it_is_typed() {
    let mut desk = Screen::new();
    open(&mut desk).unwrap();
    desk.rig.keys("n").text("okafor grace").keys("enter tab tab tab tab tab").sees("> Pathway").keys("r");
    desk.rig.sees("No breach date yet").keys("tab").sees("> Referred on").text("5/1/26");
    desk.rig.sees("Breach date Mon 11-May-2026, 69 days left").keys("ctrl-u").text("5/10/25");
    desk.rig.sees("Breach date Sun 08-Feb-2026, LATE: 23 days over").keys("ctrl-u").text("5/1/26");
    desk.rig
        .keys("tab tab tab tab tab tab")
        .sees("> To come about")
        .text("12/5")
        .sees("LATE: after the breach date Mon 11-May");
    desk.rig.keys("ctrl-u").text("11/5").misses("LATE").sees("Breach date Mon 11-May-2026");
}
