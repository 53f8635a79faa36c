//! The finder on the screen of the invented desk.

use crate::desk::clinics::Appointment;
use crate::desk::clinics::tests::screen::Screen;
use crate::desk::letters::Letter;
use crate::desk::links;

#[test]
fn a_patient_rings_to_move_an_appointment_in_at_most_30_keys() {
    let mut desk = Screen::new();
    let old = desk.of("Jones", "Sarah").into_iter().find(|a| a.state == "booked").unwrap();
    let rig = &mut desk.rig;
    rig.presses = 0;
    rig.keys("c").text("jones sarah 14/8/80").keys("enter enter n d a enter").text("Cannot come on the 17th");
    rig.keys("ctrl-s b").sees("Appointments of JONES, Sarah (Ms)").sees("Tue 17-Mar-2026 09:00");
    rig.keys("enter").sees("Move from Tue 17-Mar-2026 09:00").sees("First free slot of each day");
    rig.sees("breach ").keys("x").sees("Declined ").keys("x").sees("2 declined");
    rig.keys("enter").sees("How does the patient know?").keys("enter");
    rig.sees("Moved JONES, Sarah (Ms) from Tue 17-Mar-2026 09:00")
        .sees("Free now: Tue 17-Mar-2026 09:00 new, Clinic A");
    rig.sees("waits")
        .keys("enter")
        .sees("A message may be left")
        .keys("y")
        .sees("to Tue 17-Mar-2026 09:00. Ctrl-Z undoes it");
    assert!(rig.presses <= 30, "{} keys", rig.presses);
    println!("{} keys", rig.presses);
    let after: Appointment = desk.rig.cx().db().must(&old.id).unwrap();
    assert_eq!((after.state.as_str(), after.seat.clone()), ("cancelled_patient", None));
    assert_eq!(after.offers.len(), 2);
    let new: Appointment = desk.rig.cx().db().must(after.rebooked_as.as_deref().unwrap()).unwrap();
    assert_eq!((new.state.as_str(), new.told.as_str()), ("booked", "letter"));
    let tied = links::others(desk.rig.cx().db(), &new.id).unwrap();
    assert!(tied.iter().any(|t| t.0 == "query"), "{tied:?}");
    let letter = tied.iter().find(|t| t.0 == "letter").unwrap();
    let letter: Letter = desk.rig.cx().db().must(&letter.1).unwrap();
    assert_eq!(letter.state, "approved", "queued to go out");
    let seated = desk.all::<Appointment>().into_iter().filter(|a| a.seat == old.seat && a.is_live()).count();
    assert_eq!(seated, 1, "the slot has one patient again");
}

#[test]
fn the_wish_is_answered_within_the_key() {
    let mut desk = Screen::new();
    let rig = &mut desk.rig;
    rig.keys("g p /").text("jones sarah").keys("enter b n").sees("Find a slot · JONES, Sarah (Ms)");
    rig.sees("< new >").keys("right").sees("< follow-up >").sees("follow-up ").keys("left").sees("< new >");
    rig.keys("h").sees("< mornings >").keys("h h").sees("< all day >");
    rig.keys("b").text("16/3").sees("= Mon 16-Mar-2026").misses("Tue 10-Mar").keys("tab").text("16/3-31/3");
    rig.sees("= 16-Mar-2026 to 31-Mar-2026").misses("Tue 17-Mar-2026 ").keys("ctrl-u").text("half term");
    rig.sees("Cannot read").keys("ctrl-u esc v v y").text("wed").keys("enter").sees("Wed ").misses("Tue 24-Mar");
    rig.keys("y ctrl-u").text("funday").sees("is no weekday").keys("ctrl-u enter").sees("Tue ");
}

#[test]
fn more_dates_every_slot_of_a_day_and_one_clinic_only() {
    let mut desk = Screen::new();
    let rig = &mut desk.rig;
    rig.keys("g p /").text("jones sarah").keys("enter b n right").sees("· 5 dates").keys("m").sees("· 10 dates");
    rig.keys("a").sees("Every free slot of").keys("esc").sees("First free slot of each day");
    rig.keys("l").sees("< Clinic A >").misses("Rhythm clinic").keys("v").sees("< ");
    rig.keys("esc").misses("Find a slot");
}

#[test]
fn who_needs_an_interpreter_is_offered_what_can_be_arranged_and_told_why() {
    let mut desk = Screen::new();
    let rig = &mut desk.rig;
    rig.keys("g p /").text("haddad leila").keys("enter b n").sees("10 days' notice, so from Fri 13-Mar-2026 on");
    rig.sees("13-Mar-2026").sees("text message, not by telephone");
    rig.keys("b ctrl-u enter right right right enter")
        .sees("needs 10 days' notice. Free and without a clash: Thu 19-Mar-2026 14:45, Telephone")
        .sees("Enter again books it all the same.");
    rig.keys("enter").sees("How does the patient know?").keys("t").sees("Booked ");
    let booked = desk.of("Haddad", "Leila");
    assert!(booked.iter().any(|a| a.state == "booked" && a.told == "telephone"), "{booked:?}");
    assert!(desk.all::<crate::desk::tasks::Task>().iter().any(|t| t.title.starts_with("Arrange British Sign")));
}

#[test]
fn declined_offers_are_not_dropped_without_a_word_and_go_onto_the_list() {
    let mut desk = Screen::new();
    let rig = &mut desk.rig;
    rig.keys("g p /").text("jones sarah").keys("enter b n x").sees("Declined ").keys("esc").sees("w keeps them");
    // A date next week that the patient agreed was fair counts; one that was only declined does not.
    rig.sees("1 declined, 0 of 2").keys("X").sees("2 declined, 1 of 2");
    rig.keys("w").sees("On the waiting list: JONES, Sarah (Ms)");
    let one = desk.of("Jones", "Sarah").into_iter().find(|a| a.state == "waiting").unwrap();
    assert_eq!(
        one.offers.iter().map(|o| (o.answer.as_str(), o.agreed)).collect::<Vec<_>>(),
        [("declined", false), ("declined", true)]
    );
}

#[test]
fn a_slot_that_another_window_took_is_said_and_the_slots_are_read_again() {
    let mut desk = Screen::new();
    // The first one is proposed to somebody of a cancelled clinic: that is said first.
    desk.rig.keys("g p /").text("jones sarah").keys("enter b n enter").sees("Enter again books it all the same.");
    desk.rig.keys("enter").sees("How does the patient know?");
    let taken = desk.rig.screen();
    let line = taken.lines().find(|l| l.contains(", new with ")).unwrap().to_owned();
    // Somebody else sits there meanwhile.
    let day = desk.rig.cx().now;
    let wish = crate::desk::clinics::repo_free::Wish {
        kind: Some("new".into()),
        consultant: "Dr A Patel".into(),
        ..crate::desk::clinics::repo_free::Wish::from(day.date())
    };
    let kit = crate::desk::clinics::kit::Kit::of(desk.rig.cx()).unwrap();
    let found = crate::desk::clinics::repo_free::free(desk.rig.cx().db(), &wish, &kit.holidays, day).unwrap();
    assert!(line.contains(&crate::text::dates::stamp_weekday(found[0].start)), "{line}");
    let other = desk.of("Hussain", "Ali")[0].patient_id.clone();
    let cx = desk.rig.cx();
    let session = crate::desk::clinics::repo::session(cx.db(), &found[0].session_id, day.date()).unwrap();
    let one = Appointment::new(&other, "new", day);
    let booking = crate::desk::clinics::acts::book(kit.at(cx), &one, &session, &found[0].at, found[0].n, "").unwrap();
    cx.apply_quietly(&booking.change).unwrap();
    desk.rig
        .keys("enter")
        .sees("Not booked, and the slots were read again.")
        .misses("How does the patient know?")
        .sees("Find a slot");
}

#[test]
fn the_breach_date_stands_beside_every_slot_however_narrow_the_screen_is() {
    let mut desk = Screen::new();
    desk.rig.keys("g p /").text("jones sarah").keys("enter b enter").sees("Move from Tue 17-Mar-2026 09:00");
    for (wide, high) in [(200, 50), (120, 40), (80, 24), (60, 24), (40, 16)] {
        desk.rig.resize(wide, high);
        let screen = desk.rig.screen();
        let slots = screen.matches("Clinic A").count() + screen.matches("Clinic B").count();
        // A date never stands on two rows.
        let dates = screen.matches("breach 24-Apr-2026").count();
        assert!(dates > 1 && dates == slots, "{wide}x{high}:\n{screen}");
    }
}

#[test]
fn a_slot_that_is_proposed_to_another_is_said_before_it_is_taken() {
    let mut desk = Screen::new();
    let left = crate::desk::clinics::repo::to_reach(desk.rig.cx().db()).unwrap();
    let one = left.iter().find(|a| a.kind == "new" && a.proposed.is_some()).unwrap().clone();
    let name = crate::desk::people::repo::name_of(desk.rig.cx().db(), &one.patient_id);
    let sarah = desk.of("Jones", "Sarah")[0].clone();
    let cx = desk.rig.cx();
    let slot = one.proposed.clone().unwrap();
    let (session, at, n) = crate::desk::clinics::repo::slot(cx.db(), &slot, cx.today()).unwrap();
    let new = Appointment::new(&sarah.patient_id, "new", cx.now);
    let kit = crate::desk::clinics::kit::Kit::of(cx).unwrap();
    let booking = crate::desk::clinics::acts::book(kit.at(cx), &new, &session, &at, n, "telephone").unwrap();
    let said = booking.said("Again?").unwrap();
    assert!(
        said.starts_with(&format!("That slot is proposed to {name} of a cancelled clinic: they lose it.")),
        "{said}"
    );
    // For whom it is proposed it is no clash.
    let booking = crate::desk::clinics::acts::book_instead(kit.at(cx), &one, (&session, &at, n)).unwrap();
    assert_eq!(booking.said("Again?"), None);
    // The finder says it too, and the second Enter books it all the same.
    desk.rig
        .keys("g p /")
        .text("jones sarah")
        .keys("enter b n")
        .sees("~ Tue 17-Mar-2026 10:00")
        .sees("proposed to another patient");
    desk.rig.keys("enter").sees(&format!("proposed to {name}"));
    desk.rig.keys("enter").sees("How does the patient know?").keys("t").sees("Booked Tue 17-Mar-2026 10:00");
}

#[test]
fn what_a_place_must_have_is_asked_for_and_kept_with_the_booking() {
    let mut desk = Screen::new();
    let wing: crate::desk::clinics::Clinic =
        desk.all().into_iter().find(|c: &crate::desk::clinics::Clinic| c.name == "Clinic B").unwrap();
    let with = crate::desk::clinics::Clinic { notes: "Hoist in Room 2".into(), ..wing.clone() };
    desk.rig.cx().apply_quietly(&crate::store::Change::new("A hoist").update(&wing, &with)).unwrap();
    let rig = &mut desk.rig;
    rig.keys("g p /").text("jones sarah").keys("enter b n").sees("17-Mar-2026 10:00 Clinic A").sees("Clinic B");
    rig.keys("p").text("sauna").sees("A place may have: hoist").misses("Enter Book").keys("ctrl-u").text("step");
    rig.sees("step-free: no clinic says that it has this, so all are shown")
        .sees("Clinic A")
        .keys("ctrl-u")
        .text("hoist");
    rig.sees("hoist: only clinics that say they have this").misses("Clinic A").sees("Clinic B").keys("enter enter");
    if rig.shows("Enter again") {
        rig.keys("enter");
    }
    rig.keys("t").sees("Booked ");
    let booked = desk.of("Jones", "Sarah").into_iter().find(|a| a.needs.iter().any(|n| n.what == "hoist")).unwrap();
    assert_eq!(booked.state, "booked");
}
