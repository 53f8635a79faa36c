//! Grids on a screen, and where the arrows go.

use super::month::weeks;
use super::week::days_shown;
use super::{
    Block, DayCell, DayMarks, DayView, Direction, GridState, MonthView, Pace, Spot, WeekView, agenda_line, in_day,
    in_month, in_week, on_day,
};
use crate::ui::Meaning;
use crate::ui::tests::{look, plain, screen};
use chrono::{NaiveDate, NaiveDateTime};

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, d).expect("a date")
}

fn at(d: u32, time: &str) -> NaiveDateTime {
    day(d).and_time(time.parse().expect("a time"))
}

fn block(id: &str, d: u32, from: &str, to: &str) -> Block {
    let (start, end) = (at(d, from), at(d, to));
    Block { id: id.into(), title: format!("Clinic {id}"), detail: "Room 2".into(), start, end, ..Block::default() }
}

fn no_holiday(_: NaiveDate) -> Option<String> {
    None
}

fn days() -> DayMarks<'static> {
    DayMarks { now: at(3, "09:41:00"), holiday: &no_holiday }
}

fn state(d: u32, id: Option<&str>) -> GridState {
    let mut state = GridState::new(day(d));
    state.spot.block = id.map(str::to_owned);
    state
}

fn spot(d: u32, id: &str) -> Spot {
    Spot { date: day(d), block: Some(id.into()) }
}

fn draw_day(blocks: &[Block], lanes: &[String], size: (u16, u16), state: &mut GridState) -> Vec<String> {
    let view = DayView { blocks, lanes, days: days(), pace: Pace::minutes(30) };
    screen(size, |frame| {
        view.draw(frame, frame.area(), state, &look());
    })
}

#[test]
fn a_day_shows_times_blocks_and_the_present() {
    let blocks = [block("A", 3, "08:30:00", "09:30:00"), block("B", 3, "10:00:00", "11:00:00")];
    let shown = draw_day(&blocks, &[], (50, 12), &mut state(3, Some("B")));
    assert_eq!(shown[0], "08:00");
    assert_eq!(shown[1], "      │08:30 Clinic A");
    assert_eq!(shown[2], "09:00 │Room 2");
    assert!(shown[3].starts_with("09:41>----"), "{shown:?}");
    assert_eq!(shown[4], "10:00 │>10:00 Clinic B");
}

#[test]
fn blocks_that_overlap_stand_side_by_side() {
    let blocks = [
        block("A", 3, "08:30:00", "10:00:00"),
        block("B", 3, "09:00:00", "09:10:00"),
        block("C", 3, "09:15:00", "09:20:00"),
    ];
    let shown = draw_day(&blocks, &[], (66, 12), &mut state(3, None));
    assert!(shown[1].contains("08:30 Clinic A"), "{shown:?}");
    let row = &shown[2];
    assert!(row.contains("Room 2") && row.contains("09:00 Clinic B") && row.contains("09:15 Clinic C"), "{shown:?}");
}

#[test]
fn a_name_in_a_narrow_block_wraps_rather_than_being_cut() {
    let mut blocks = [block("A", 3, "08:30:00", "10:30:00")];
    blocks[0].title = "FEATHERSTONEHAUGH, Anastasia (Mrs)".into();
    let shown = draw_day(&blocks, &[], (30, 12), &mut state(3, None));
    assert!(shown[1].ends_with("│08:30") && shown[2].ends_with("FEATHERSTONEHAUGH,"), "{shown:?}");
    assert!(shown[3].contains("Anastasia (Mrs)"), "{shown:?}");
}

#[test]
fn calendars_stand_side_by_side_under_their_names() {
    let mut blocks = [block("A", 3, "08:30:00", "09:30:00"), block("B", 3, "08:30:00", "09:30:00")];
    blocks[1].lane = 1;
    let lanes = ["Dr PATEL".to_owned(), "Leave".to_owned()];
    let shown = draw_day(&blocks, &lanes, (60, 12), &mut state(3, None));
    assert!(shown[0].find("Dr PATEL") < shown[0].find("Leave"), "{shown:?}");
    let row = &shown[2];
    assert!(row.contains("08:30 Clinic A") && row.contains("08:30 Clinic B"), "{shown:?}");
}

#[test]
fn whole_days_stand_above_and_cancelled_ones_say_so() {
    let mut blocks = [block("A", 3, "00:00:00", "00:00:00"), block("B", 3, "09:00:00", "10:00:00")];
    blocks[0].all_day = true;
    blocks[0].end = at(4, "00:00:00");
    blocks[1].struck = true;
    blocks[1].meaning = Meaning::ActNow;
    let shown = draw_day(&blocks, &[], (60, 12), &mut state(3, None));
    assert_eq!(shown[0], "day   Clinic A");
    assert!(shown.concat().contains("! Clinic B (cancelled)"), "{shown:?}");
    assert!(on_day(&blocks, day(4)).len() == 1, "the last day of a whole-day block is one of its days");
}

#[test]
fn a_day_scrolls_to_what_is_selected_and_back_to_what_is_early() {
    let blocks = [block("A", 3, "06:00:00", "06:30:00"), block("B", 3, "22:00:00", "23:59:00")];
    let mut state = state(3, Some("B"));
    assert!(draw_day(&blocks, &[], (50, 8), &mut state).concat().contains("22:00 Clinic B"));
    state.spot.block = Some("A".into());
    assert_eq!(draw_day(&blocks, &[], (50, 8), &mut state)[0], "06:00 │>06:00 Clinic A");
}

#[test]
fn a_day_for_a_screen_reader_is_a_list() {
    let blocks = [block("A", 3, "08:30:00", "09:30:00"), block("B", 3, "10:00:00", "11:00:00")];
    let view = DayView { blocks: &blocks, lanes: &[], days: days(), pace: Pace::default() };
    let mut cursor = None;
    let shown = screen((60, 6), |frame| cursor = view.draw(frame, frame.area(), &mut state(3, Some("B")), &plain()));
    assert!(shown[0].contains("08:30–09:30"), "{shown:?}");
    assert!(shown[1].starts_with('>') && shown[1].contains("10:00–11:00  Clinic B"), "{shown:?}");
    assert_eq!(cursor.map(|at| at.y), Some(1));
}

#[test]
fn a_week_begins_on_monday() {
    let blocks = [block("A", 3, "08:30:00", "09:30:00"), block("B", 6, "10:00:00", "11:00:00")];
    let draw = |wide, d| {
        let view = WeekView { blocks: &blocks, days: days() };
        screen((wide, 6), |frame| {
            view.draw(frame, frame.area(), &mut state(d, None), &look());
        })
    };
    let shown = draw(112, 4);
    assert!(shown[0].starts_with("Mon 02-Mar      Tue 03-Mar*     >Wed 04-Mar"), "{shown:?}");
    assert!(shown[0].ends_with("Sun 08-Mar"), "{shown:?}");
    assert!(shown[1].contains("08:30 Clinic A"), "{shown:?}");
    assert!(draw(140, 4)[0].contains("Tue 03-Mar today"), "in words where there is room");
    assert!(draw(70, 4)[0].ends_with("Fri 06-Mar"), "five columns where it is narrow");
    assert!(draw(70, 8)[0].contains("Sun 08-Mar"), "but never without the selected day");
    assert_eq!(days_shown(day(4), 10), [day(4)]);
}

#[test]
fn a_crowded_day_of_the_week_keeps_the_selected_block_in_view() {
    let blocks: Vec<_> = (0..20).map(|i| block(&format!("n{i}"), 3, &format!("{i:02}:00:00"), "23:00:00")).collect();
    let view = WeekView { blocks: &blocks, days: days() };
    let shown = screen((112, 6), |frame| {
        view.draw(frame, frame.area(), &mut state(3, Some("n15")), &look());
    });
    assert!(shown.concat().contains(">15:00 Clinic"), "{shown:?}");
    assert!(shown[5].contains("+16 more"), "{shown:?}");
}

#[test]
fn a_month_has_its_weeks_from_monday() {
    assert_eq!(weeks(day(15)).first(), NaiveDate::from_ymd_opt(2026, 2, 23).as_ref());
    assert_eq!(weeks(day(15)).len(), 6);
    let holiday = |date: NaiveDate| (date == day(17)).then(|| "St Patrick".to_owned());
    let blocks = [block("A", 3, "08:30:00", "09:30:00"), block("B", 3, "10:00:00", "11:00:00")];
    let cell = |date| DayCell::of(&blocks, date);
    let view = MonthView { cell: &cell, days: DayMarks { now: at(3, "09:00:00"), holiday: &holiday } };
    let shown = screen((112, 25), |frame| {
        view.draw(frame, frame.area(), &mut state(12, None), &look());
    });
    assert!(shown[0].trim_start().starts_with("Mon             Tue"), "{shown:?}");
    assert!(shown[5].contains(" 3*") && shown[5].contains(" 2 "), "{shown:?}");
    assert!(shown[6].contains("08:30 Clinic"), "{shown:?}");
    assert!(shown.concat().contains(">12"), "{shown:?}");
    assert!(shown.concat().contains("17h") && shown.concat().contains("St Patrick"), "{shown:?}");
}

#[test]
fn a_cell_counts_what_is_not_cancelled_and_shows_the_worst() {
    let mut blocks = [block("A", 3, "08:30:00", "09:30:00"), block("B", 3, "10:00:00", "11:00:00")];
    blocks[0].struck = true;
    blocks[1].meaning = Meaning::ActNow;
    let cell = DayCell::of(&blocks, day(3));
    assert_eq!((cell.count, cell.meaning, cell.titles.len()), (1, Meaning::ActNow, 2));
    assert_eq!(DayCell::of(&blocks, day(5)), DayCell::default());
}

#[test]
fn arrows_in_a_day() {
    let mut blocks = vec![
        block("A", 3, "08:30:00", "09:30:00"),
        block("B", 3, "10:00:00", "11:00:00"),
        block("C", 3, "10:30:00", "11:00:00"),
    ];
    blocks[2].lane = 1;
    blocks.push(block("D", 4, "09:00:00", "10:00:00"));
    let go = |from: &Spot, direction| in_day(&blocks, from, 2, direction);
    assert_eq!(go(&Spot::on(day(3)), Direction::Down), spot(3, "A"));
    assert_eq!(go(&spot(3, "A"), Direction::Down), spot(3, "B"));
    assert_eq!(go(&spot(3, "B"), Direction::Down), spot(3, "B"), "the last one of its calendar");
    assert_eq!(go(&spot(3, "B"), Direction::Right), spot(3, "C"));
    assert_eq!(go(&spot(3, "C"), Direction::Left), spot(3, "B"));
    assert_eq!(go(&spot(3, "C"), Direction::Right), spot(4, "D"));
    assert_eq!(go(&spot(3, "A"), Direction::Left), Spot::on(day(2)));
    assert_eq!(go(&spot(3, "A"), Direction::PageDown).date, day(10));
    assert_eq!(go(&spot(3, "B"), Direction::Home), spot(3, "A"));
}

#[test]
fn arrows_in_a_week() {
    let blocks = [
        block("A", 3, "08:30:00", "09:30:00"),
        block("B", 3, "14:00:00", "15:00:00"),
        block("D", 4, "13:00:00", "14:00:00"),
    ];
    let go = |from: &Spot, direction| in_week(&blocks, from, direction);
    assert_eq!(go(&Spot::on(day(3)), Direction::Right), Spot::on(day(4)));
    assert_eq!(go(&Spot::on(day(3)), Direction::Down), spot(3, "A"));
    assert_eq!(go(&spot(3, "A"), Direction::Up), Spot::on(day(3)), "back to the day itself");
    assert_eq!(go(&spot(3, "B"), Direction::Right), spot(4, "D"), "the nearest in time");
    assert_eq!(go(&spot(4, "D"), Direction::Left), spot(3, "B"));
    assert_eq!(go(&spot(3, "B"), Direction::Home), Spot::on(day(2)));
    assert_eq!(
        go(&Spot::on(day(3)), Direction::PageUp),
        Spot::on(NaiveDate::from_ymd_opt(2026, 2, 24).expect("a date"))
    );
}

#[test]
fn arrows_in_a_month() {
    assert_eq!(in_month(day(31), Direction::Right).to_string(), "2026-04-01");
    assert_eq!(in_month(day(31), Direction::PageUp).to_string(), "2026-02-28");
    assert_eq!(in_month(day(12), Direction::End), day(31));
    assert_eq!(in_month(day(12), Direction::Home), day(1));
    assert_eq!(in_month(NaiveDate::MAX, Direction::Down), NaiveDate::MAX);
}

#[test]
fn a_block_over_midnight_is_on_both_days() {
    let mut long = block("N", 3, "22:00:00", "23:00:00");
    long.end = at(4, "06:00:00");
    assert!(long.on(day(3)) && long.on(day(4)) && !long.on(day(5)));
    assert_eq!((long.clock(day(3)).as_str(), long.clock(day(4)).as_str()), ("22:00", "…"));
    assert_eq!(agenda_line(&long, day(3)).cells[0], "22:00–…");
    let to_midnight = Block { end: at(4, "00:00:00"), ..long };
    assert!(!to_midnight.on(day(4)));
}
