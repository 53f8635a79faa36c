use super::*;

/// A weekly meeting of an hour, Tuesdays at ten, from today on.
fn weekly(rig: &mut Rig) {
    rig.keys("g d n").text("MDT meeting").keys("enter").text("dr a patel").keys("enter");
    rig.text("tod 10:00").sees("= Tue 03-Mar-2026 10:00").keys("enter enter");
    rig.text("1h").keys("enter enter enter enter enter").text("weekly").keys("ctrl-s");
    rig.sees("New entry: MDT meeting, every week. Ctrl-Z undoes it.").sees("MDT meeting");
}

#[test]
fn the_empty_desk_says_what_to_press() {
    let folder = TempDir::new().unwrap();
    rig(&folder).sees("1 Diary · Tue 03-Mar-2026 · 0 to come").sees("Nothing in the diary.").sees("n New entry");
}

#[test]
fn a_new_entry_stands_in_the_day_and_is_taken_back() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("n").sees("New entry").text("Ring the lab").keys("ctrl-s");
    rig.sees("10:00")
        .sees("Ring the lab")
        .sees("1 to come")
        .keys("ctrl-z")
        .sees("Nothing in the diary.")
        .sees("Taken back: New entry: Ring the lab");
    rig.keys("ctrl-y").sees("Ring the lab");
}

#[test]
fn one_occurrence_moves_and_this_and_later_change_and_all_comes_back() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    weekly(&mut rig);
    let fresh = rows(&mut rig);
    // The meeting of next week moves to Thursday at two.
    rig.keys("@").text("+1w").sees("= Tue 10-Mar-2026 (in 7 days)").keys("enter").sees("Tue 10-Mar-2026 · day");
    rig.keys("m").sees("Move: MDT meeting repeats").keys("enter").text("thu 12/3 2pm").keys("enter");
    rig.sees("Moved MDT meeting to Thu 12-Mar-2026 14:00 (this one)").sees("Thu 12-Mar-2026 · day").sees("14:00");
    rig.keys("W").sees("week 11 from Mon 09-Mar-2026").sees("14:00 MDT").misses("10:00 MDT");
    // From the week after on it is at eleven.
    rig.keys("D @").text("17/3").keys("enter").sees("10:00 MDT meeting");
    rig.keys("m").keys("down enter").text("11:00").keys("enter").sees("(this and later)").sees("11:00 MDT meeting");
    rig.keys("@").text("24/3").keys("enter").sees("11:00 MDT meeting");
    rig.keys("@").text("3/3/26").keys("enter").sees("10:00 MDT meeting");
    rig.keys("@").text("12/3/26").keys("enter").sees("14:00 MDT meeting");
    rig.keys("ctrl-z ctrl-z");
    assert_eq!(rows(&mut rig), fresh);
    rig.keys("@").text("24/3").keys("enter").sees("10:00 MDT meeting");
    rig.keys("ctrl-z").misses("MDT meeting (");
    assert!(rows(&mut rig).is_empty());
}

#[test]
fn one_is_cancelled_and_one_goes_to_the_bin() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    weekly(&mut rig);
    rig.keys("@").text("+1w").keys("enter x enter").sees("Cancelled: MDT meeting (this one)").sees("(cancelled)");
    rig.keys("o enter").sees("Confirmed: MDT meeting").misses("(cancelled)");
    rig.keys("del enter").sees("To the bin: MDT meeting (this one)").misses("10:00 MDT");
    rig.keys("t").sees("10:00 MDT meeting").keys("d").sees("Done: MDT meeting");
    rig.keys("@").text("17/3").keys("enter").sees("10:00 MDT").keys("d").sees("still to come");
    rig.keys("del down down enter").sees("all of the series").misses("10:00 MDT").keys("t").misses("x MDT meeting");
    rig.keys("ctrl-z").sees("x MDT meeting");
}

#[test]
fn a_clinic_stays_at_its_time_when_the_clocks_change() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    weekly(&mut rig);
    for day in ["24/3/26", "31/3/26", "7/4/26"] {
        rig.keys("@").text(day).keys("enter").sees("10:00 MDT meeting");
    }
    // The clocks go forward on Sunday 29 March; the week is seen whole.
    rig.keys("@").text("29/3/26").keys("enter W").sees("Sun 29-Mar").keys("pgdn").sees("10:00 MDT");
    for day in ["20/10/26", "27/10/26"] {
        rig.keys("D @").text(day).keys("enter").sees("10:00 MDT meeting");
    }
}

#[test]
fn a_date_three_months_ahead_is_one_line_away() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.presses = 0;
    rig.keys("g d @").text("3/12").sees("Wed 03-Jun-2026").keys("enter").sees("1 Diary · Wed 03-Jun-2026");
    assert!(rig.presses <= 4);
    rig.keys("t").sees("1 Diary · Tue 03-Mar-2026").keys("@").text("blah").keys("enter").sees("Cannot read");
}

#[test]
fn a_series_that_clashes_is_offered_a_time_at_which_all_of_it_is_free() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    weekly(&mut rig);
    rig.keys("n").text("Teaching").keys("enter enter").text("tod 10:30").keys("tab tab tab tab tab tab tab");
    for _ in 0..8 {
        if rig.shows("> Repeats") {
            break;
        }
        rig.keys("tab");
    }
    rig.sees("> Repeats").text("weekly").keys("ctrl-s");
    rig.sees("Clashes with 10:00 MDT meeting").sees("Free on all these days: 11:00.");
}

#[test]
fn a_clash_is_said_before_it_is_saved_and_let_through_the_second_time() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    weekly(&mut rig);
    rig.keys("n").text("Teaching").keys("enter enter").text("tod 10:30").keys("ctrl-s");
    rig.sees("Clashes with 10:00 MDT meeting (Dr A Patel). Nearest free: 11:00. Ctrl-S again saves it all the same.")
        .sees("New entry");
    rig.keys("ctrl-s").sees("10:30 Teaching").sees("New entry: Teaching. Ctrl-Z undoes it.");
    // Easter is said too, and nothing is saved by leaving.
    rig.keys("n").text("Clinic").keys("enter enter").text("3/4/26 9:00").keys("ctrl-s");
    rig.sees("Fri 03-Apr-2026 is a bank holiday: Good Friday. Nearest free: Tue 07-Apr-2026 09:00.")
        .keys("esc")
        .misses("Clinic");
}

#[test]
fn holidays_and_leave_stand_on_top_of_the_day() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("1 @").text("3/4/26").keys("enter esc").sees("Good Friday (bank holiday)");
    rig.keys("n").text("Dr Patel annual leave").keys("enter").text("leave").keys("enter enter");
    rig.keys("space enter").text("3 days").keys("ctrl-s");
    rig.sees("all day").sees("Dr Patel annual");
    rig.keys("right").sees("Sat 04-Apr-2026").sees("all day").sees("Dr Patel annual");
    rig.keys("b").text("good").sees("Enter takes it out").keys("enter").sees("No bank holiday here");
    rig.keys("left").misses("Good Friday (bank").keys("ctrl-z").sees("Good Friday");
}

#[test]
fn calendars_are_hidden_shown_and_added() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    weekly(&mut rig);
    rig.keys("S").sees("side by side").sees("Dr A Patel").sees("Dr J Osei");
    rig.keys("l").sees("[x] shown").keys("space").sees("Hidden: Dr A Patel").keys("esc").misses("MDT meeting");
    rig.sees("3 of 4 calendars").keys("l space esc").sees("MDT meeting");
    rig.keys("l n").text("Seminar room 2").keys("ctrl-s").sees("Seminar room 2").sees("New calendar");
}

#[test]
fn what_is_private_is_shown_to_its_maker_only() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("n").text("Dentist").keys("enter enter enter enter enter enter enter enter enter enter enter");
    rig.sees("> Private").keys("space ctrl-s").sees("Dentist").sees("(private)");
    drop(rig);
    let mut other = Rig::open(folder.path(), PARTS, "2026-03-03T09:41:00".parse().unwrap(), "Jo");
    other
        .sees("(private)")
        .misses("Dentist")
        .keys("1 down enter")
        .misses("Dentist")
        .keys("esc e")
        .sees("private to Sam");
}

#[test]
fn the_views_show_the_same_days_and_lead_into_one_another() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    weekly(&mut rig);
    rig.keys("M")
        .sees("March 2026 · month")
        .sees("10:00 MDT")
        .keys("e")
        .sees("No entry is selected")
        .keys("right right enter")
        .sees("Thu 05-Mar-2026 · day");
    rig.keys("A").sees("agenda of 14 days from Thu 05-Mar-2026").sees("Tue 10-Mar-2026").sees("MDT meeting");
    rig.keys("enter")
        .sees("Repeats")
        .sees("every week")
        .sees("History")
        .keys("esc")
        .keys("v")
        .sees("side by side")
        .keys("v")
        .sees("leave from Mon 09-Mar-2026")
        .keys("v")
        .sees("leave in 2026")
        .keys("v")
        .sees("· day");
    rig.keys("v").sees("week 11").keys("/").text("nothing such").sees("only “nothing such” (0 of 1)").keys("esc esc");
}

#[test]
fn an_entry_opens_with_its_clashes_and_its_history() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    weekly(&mut rig);
    rig.keys("n").text("Teaching").keys("enter enter").text("tod 10:30").keys("ctrl-s ctrl-s");
    rig.keys("enter").sees("! Clashes with 10:00 MDT meeting (Dr A Patel).").sees("Sam New entry: Teaching");
}

#[test]
fn marked_entries_are_done_together() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    for title in ["One", "Two"] {
        rig.keys("n").text(title).keys("ctrl-s");
    }
    rig.keys("space up space")
        .sees("2 marked")
        .keys("d")
        .sees("Done: 2 entries")
        .sees("x 10:00")
        .keys("ctrl-z")
        .misses("x 10:00");
}

#[test]
fn a_file_is_shown_then_taken_in_and_a_calendar_goes_out_and_comes_back() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    weekly(&mut rig);
    let file = folder.path().join("patel.ics");
    let path = file.to_str().unwrap().to_owned();
    rig.keys("w")
        .sees("Write a calendar to a file")
        .keys("enter ctrl-u")
        .text(&path)
        .keys("enter")
        .sees("Dr A Patel is in");
    rig.keys("w enter ctrl-u")
        .text("x.txt")
        .keys("enter")
        .sees("ends in .ics")
        .keys("ctrl-u")
        .text(&path)
        .keys("enter")
        .sees("is there already")
        .keys("esc");
    rig.keys("del down down enter").sees("To the bin").keys("i").text(&path).keys("enter ctrl-u").text("Dr J Osei");
    rig.keys("enter").sees("Take it in").sees("1 new, 0 changed, 0 as before").keys("enter");
    rig.sees("Import into Dr J Osei: 1 new").sees("MDT meeting").keys("i").text(&path).keys("enter ctrl-u");
    rig.text("Dr J Osei").keys("enter").sees("0 new, 0 changed, 1 as before").keys("esc ctrl-z").misses("10:00 MDT");
    rig.keys("i").text("/nowhere.ics").keys("enter enter").sees("could not be read");
}
