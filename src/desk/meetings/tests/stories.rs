//! Days with meetings by key presses.

use super::super::repo;
use super::*;
use crate::desk::diary::model::Entry;
use crate::desk::meetings::Meeting;
use crate::desk::rooms::{Booking, Room};

fn first(rig: &mut Rig) -> Meeting {
    let id = repo::open(rig.cx().db(), 9).unwrap()[0].id.clone();
    rig.cx().db().must(&id).unwrap()
}

fn diary(rig: &mut Rig) -> Vec<Entry> {
    let id = first(rig).id;
    repo::entries(rig.cx().db(), &id).unwrap()
}

#[test]
fn a_meeting_of_the_series_is_made_built_and_sent() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("6").sees("No meeting is planned.");
    rig.keys("n").sees("Board, the next").keys("enter").text("10/3").keys("enter");
    rig.sees("New meeting: Board 1/2026, Tue 10-Mar-2026. Ctrl-Z undoes it.").sees("agenda by 02-Mar-2026");
    rig.keys("enter").sees("Apologies for absence").sees("14:00").sees("quorum 2 of 2 members");
    rig.keys("n").text("Budget / 20 min / Bob Ray / decision").keys("enter").sees("New item “Budget”: Board 1/2026");
    rig.sees("Bob Ray · decision · 20 min");
    rig.keys("esc s").sees("The agenda of Board 1/2026").keys("right enter").sees("Sent the agenda of Board 1/2026");
    assert_eq!(first(&mut rig).state, "agenda_sent");
    let entries = diary(&mut rig);
    assert_eq!((entries.len(), entries[0].start.as_str()), (1, "2026-03-10T14:00:00"));
    rig.keys("t ctrl-u").text("11/3 3pm").keys("enter enter").sees("Moved Board 1/2026 to Wed 11-Mar-2026 15:00");
    let entries = diary(&mut rig);
    assert_eq!(entries[0].start, "2026-03-11T15:00:00");
    rig.keys("ctrl-z ctrl-z ctrl-z ctrl-z").sees("No meeting is planned.");
}

#[test]
fn an_action_is_a_task_and_the_task_closes_it() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("6 n enter").text("10/3").keys("enter").keys("enter t").sees("Action of “Apologies for absence”");
    rig.text("bob, nonsense day, ring").keys("enter").sees("Type who, by when and");
    rig.keys("ctrl-u").text("bob, fri, ring the caterer").keys("enter").sees("Bob Ray: ring the caterer");
    rig.keys("esc right").sees("ring the caterer").sees("27-Feb-2026");
    rig.keys("d").sees("Done: action 1/2026-1");
    let id = first(&mut rig).id;
    let all = repo::actions_of(rig.cx().db(), &id).unwrap();
    assert_eq!(all[0].state(), "done");
    rig.keys("ctrl-z");
    assert_eq!(repo::open_actions(rig.cx().db(), 9).unwrap().len(), 1);
    rig.keys("z").text("Overtaken").keys("enter").sees("Dropped: action 1/2026-1");
}

#[test]
fn what_a_cancelled_meeting_was_to_take_up_waits_for_the_next() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("6 n enter").text("10/3").keys("enter enter n").text("Lifts / 5 min").keys("enter esc");
    rig.keys("x").text("Snow").keys("enter").sees("Cancelled: Board 1/2026");
    rig.keys("n enter").keys("ctrl-u").text("24/3").keys("enter").sees("New meeting: Board 2/2026");
    let next = first(&mut rig);
    assert!(next.agenda.iter().any(|i| i.title == "Lifts"), "{:?}", next.agenda);
    let series: Series = rig.cx().db().must("board").unwrap();
    assert!(series.backlog.is_empty());
}

#[test]
fn minutes_are_taken_item_by_item_and_survive_a_kill() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("6 n enter").text("10/3").keys("enter").at(at("2026-03-10T14:00:00")).keys("m");
    rig.sees("Minutes · Board 1/2026").sees("1 Apologies for absence").sees("of 2 min");
    rig.keys("alt-p").text("all").keys("enter").sees("quorum 2: 2 there, quorate");
    rig.keys("alt-z").text("kim").keys("enter").sees("Kim Ho (in attendance), apologies");
    rig.keys("alt-l").text("bob 14:10").keys("enter").sees("Bob Ray, from 14:10, late");
    rig.text("Apologies came from Kim Ho.").keys("alt-n").sees("2 Declarations of interest");
    rig.at(at("2026-03-10T14:04:00")).tick().sees("! over 4:00 of 3 min");
    rig.keys("alt-d").text("None were declared.").keys("enter").sees("Decision: None were declared.");
    rig.keys("alt-a")
        .text("bob, 20/3, publish the register")
        .keys("enter")
        .sees("Action 1/2026-1: Bob Ray by 20-Mar-2026");
    rig.text("Nobody had anything to dec").tick();
    let id = first(&mut rig).id;
    drop(rig);

    let mut rig = Rig::open(folder.path(), PARTS, at("2026-03-10T14:06:00"), "Jo");
    rig.keys("6 m")
        .sees("What you typed here before and did not save stands here again")
        .sees("Nobody had anything to dec");
    rig.text("lare.").keys("ctrl-t").sees("About").keys("esc").sees("Nobody had anything to declare.");
    rig.keys("alt-e").sees("its minutes are a draft");
    let meeting: Meeting = rig.cx().db().must(&id).unwrap();
    assert_eq!(meeting.state, "minutes_draft");
    assert_eq!(meeting.agenda[0].text, "Apologies came from Kim Ho.");
    assert_eq!(meeting.agenda[1].text, "Nobody had anything to declare.");
    assert!(meeting.agenda[1].reached && !meeting.agenda[2].reached && meeting.agenda[1].spent >= 240);
    rig.keys("i right enter").sees("Sent the draft minutes of Board 1/2026").sees("minutes circulated");
    rig.keys("m").sees("its minutes are finished");
    rig.keys("n enter enter").sees("New meeting: Board 2/2026, Tue 14-Apr-2026");
    let next = repo::next_open(rig.cx().db(), "board", "2026-03-11").unwrap().unwrap();
    let through = repo::gone_through(rig.cx().db(), &next).unwrap();
    assert_eq!(through.len(), 1, "the action comes back");
    rig.keys("home down down down")
        .keys("a ctrl-u")
        .text("Board 2/2026")
        .keys("enter")
        .text("Item 2: was declared")
        .keys("enter");
    let kept = repo::kept(rig.cx().db(), &id).unwrap();
    assert_eq!(kept.iter().map(|k| k.version).collect::<Vec<_>>(), [1, 1], "as it went out, and as it was approved");
    assert_eq!(kept[1].note, "Item 2: was declared");
}

#[test]
fn a_date_for_all_moves_the_meeting_and_books_its_room_in_one_change() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let room = Room { capacity: 12, hours: "Mon-Fri 08:00-18:00".into(), ..Room::new("Room 4", now()) };
    rig.cx().store.apply(&Change::new("x").insert(&room), "Sam", now()).unwrap();
    rig.keys("6 n enter").text("10/3").keys("enter r").sees("Who has to be free");
    rig.keys("enter enter enter enter enter enter enter").sees("Room 4").keys("enter").sees("Board 1/2026 is on");
    let meeting = first(&mut rig);
    let booked = |rig: &mut Rig| -> Booking {
        let id = first(rig).room_booking_id.unwrap();
        rig.cx().db().must(&id).unwrap()
    };
    let booking = booked(&mut rig);
    assert_eq!((meeting.place.as_str(), booking.start.as_str()), ("Room 4", meeting.start.as_str()));
    assert_eq!((booking.of_kind.as_str(), booking.of_id.as_deref()), ("meeting", Some(meeting.id.as_str())));
    assert_eq!(diary(&mut rig)[0].start, meeting.start);
    rig.keys("t ctrl-u").text("12/3 3pm").keys("enter enter").sees("Moved Board 1/2026");
    assert_eq!(booked(&mut rig).start, "2026-03-12T15:00:00");
    rig.keys("x").text("Snow").keys("enter").sees("Cancelled: Board 1/2026");
    let id = meeting.room_booking_id.clone().unwrap();
    let booking: Booking = rig.cx().db().must(&id).unwrap();
    assert_eq!(booking.state, "cancelled");
    rig.keys("ctrl-z ctrl-z ctrl-z");
    let back = first(&mut rig);
    assert_eq!(
        (back.start.as_str(), back.room_booking_id, back.state.as_str()),
        ("2026-03-10T14:00:00", None, "planned")
    );
    assert_eq!(rig.cx().db().get::<Booking>(&id).unwrap(), None);
}
