//! Days with rooms by key presses.

use super::*;

#[test]
fn a_free_time_is_booked_in_the_grid_with_lunch_and_made_ready() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("8").sees("Rooms · Day · Tue 03-Mar-2026 · 0 booked").sees("09:30-10:30 free: n books it");
    rig.keys("pgdn down right").sees("Wed 04-Mar-2026").sees("10:00-11:00 free");
    rig.keys("n").text("Board").keys("ctrl-s");
    rig.sees("Booked: Board, Seminar room, Wed 04-Mar-2026 10:00-11:00. Ctrl-Z undoes it").sees("[Bo");
    rig.keys("enter").sees("State: ready").sees("Nothing is laid on.");
    rig.keys("n tab").text("Sandwich lunch").keys("tab").text("8").keys("ctrl-s");
    rig.sees("Needed for Board: Sandwich lunch for 8").sees("State: not ready: Sandwich lunch needed");
    rig.keys("r").sees("Sandwich lunch requested").keys("o").sees("State: ready");
    rig.keys("ctrl-z ctrl-z").sees("Sandwich lunch needed");
    rig.keys("esc v").sees("Rooms · Bookings · 1 to do").sees("not ready: Sandwich lunch");
    rig.keys("x").text("Chair is ill").keys("enter").sees("Cancelled: Board").sees("No room is booked from today on.");
}

#[test]
fn a_date_for_everyone_from_the_diary_books_the_room_with_the_entry() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g d E").sees("A date for everyone").sees("Who has to be free");
    rig.keys("enter enter").text("0").keys("backspace backspace").text("30").keys("enter enter enter enter enter");
    rig.sees("When all are free").sees("Tue 03-Mar-2026 09:45-10:45").sees("Seminar room");
    rig.keys("enter").sees("New entry").text("Away day").keys("ctrl-s");
    rig.sees("New entry: Away day; Booked: Away day, Seminar room, Tue 03-Mar-2026 09:45-10:45. Ctrl-Z undoes it");
    rig.keys("8").sees("1 booked").keys("ctrl-z").sees("0 booked");
}
