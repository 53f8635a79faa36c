//! The ways to a date: from a patient's record, from a call whose caller is known, from one whose caller is not.

use crate::desk::diary::Entry;
use crate::desk::links;

use super::screen::Screen;

#[test]
fn of_a_date_in_the_timeline_it_is_moved_cancelled_and_seen_whole() {
    let mut desk = Screen::new();
    let rig = &mut desk.rig;
    rig.keys("g p /").text("jones sarah").keys("enter m").sees("select an appointment in the timeline");
    rig.keys("X").sees("select an appointment").keys("v").sees("select an appointment");
    rig.keys("b").sees("Appointments of JONES, Sarah (Ms)").keys("esc enter");
    for _ in 0..20 {
        if !rig.keys("v").shows("select an appointment") {
            break;
        }
        rig.keys("down");
    }
    rig.sees("JONES, Sarah (Ms)").sees("Tue 17-Mar-2026 09:00").sees("booked").keys("esc");
    rig.keys("m").sees("Move from Tue 17-Mar-2026 09:00 · JONES, Sarah (Ms)").keys("esc");
    rig.keys("X").sees("Why is Tue 17-Mar-2026 09:00 cancelled?").keys("enter").sees("Cancelled ");
    let one = desk.of("Jones", "Sarah").into_iter().find(|a| a.at() == "09:00").unwrap();
    assert_eq!(one.state, "cancelled_patient");
}

#[test]
fn only_patients_are_booked() {
    let mut desk = Screen::new();
    desk.rig.keys("g p o").sees("only contacts").keys("home b").sees("for patients").misses("Find a slot");
}

#[test]
fn a_caller_who_has_not_said_who_they_are_gets_no_view_of_what_is_booked() {
    let mut desk = Screen::new();
    let rig = &mut desk.rig;
    rig.keys("c").text("jones sarah 14/8/80").keys("enter").text("When is my appointment?").keys("ctrl-s b");
    rig.sees("Until then only a diary entry can be made.").misses("Appointments of").misses("17-Mar-2026 09:00");
    rig.sees("Whose diary").text("tom 9:15").keys("enter enter enter");
    if rig.shows("Enter again") {
        rig.keys("enter");
    }
    rig.sees("Booked 04-Mar-2026 09:15");
}

#[test]
fn from_a_call_a_diary_entry_instead_of_a_clinic_is_one_key_and_tied_to_it() {
    let mut desk = Screen::new();
    let rig = &mut desk.rig;
    rig.keys("c").text("jones sarah 14/8/80").keys("enter enter n d a enter").text("Wants to see the room");
    rig.keys("ctrl-s b").sees("Appointments of JONES").keys("n").sees("Find a slot · JONES").keys("d");
    rig.misses("Find a slot").sees("Whose diary").text("tom 9:15").keys("enter enter enter");
    if rig.shows("Enter again") {
        rig.keys("enter");
    }
    rig.sees("Booked 04-Mar-2026 09:15");
    let made = |e: &Entry| e.start == "2026-03-04T09:15:00" && e.created_by == crate::demo::WHO;
    let entry = desk.all::<Entry>().into_iter().find(made).unwrap();
    let tied = links::others(desk.rig.cx().db(), &entry.id).unwrap();
    assert!(tied.iter().any(|t| t.0 == "query"), "{tied:?}");
    // Straight from what is booked too; from a record there is no call that it would belong to.
    let rig = &mut desk.rig;
    rig.keys("b").sees("Appointments of JONES").keys("d").sees("Whose diary").keys("esc esc");
    rig.keys("g p /").text("jones sarah").keys("enter b d").sees("A diary entry is made from a call");
    rig.keys("n d").sees("A diary entry is made from a call").sees("Find a slot");
}

#[test]
fn the_list_of_a_session_is_written_from_the_session() {
    let mut desk = Screen::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.pdf");
    let rig = &mut desk.rig;
    rig.keys("g c enter").sees("Clinic A · Tue 03-Mar-2026").keys("P").sees("The list of Clinic A on Tue 03-Mar-2026");
    rig.keys("enter").sees("Into which file").keys("ctrl-u").text(&file.to_string_lossy()).keys("enter");
    rig.sees("The sheet is in ").sees("Clinic A · Tue 03-Mar-2026");
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-"));
    let seen = rig.cx().db().count("SELECT COUNT(*) FROM change WHERE label LIKE 'The list of Clinic A on %'", &[]);
    assert_eq!(seen.unwrap(), 1, "the history says that the list was made");
}
