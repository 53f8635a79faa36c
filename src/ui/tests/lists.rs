//! Lists: what is on the screen, what stays selected, and how fast.

use super::{drawn, key, look, plain, rows, screen};
use crate::ui::Meaning;
use crate::ui::list::{Column, Line, List, ListState, MadeRows, Move, Rows};
use crossterm::event::KeyCode;
use ratatui::layout::{Position, Rect};
use std::cell::Cell;

const COLUMNS: [Column; 3] = [Column::fixed(5), Column::min(20).identifier(), Column::fill(1).priority(1)];
const LIST: List = List { columns: &COLUMNS, empty: "No open queries.", hint: "c Call card", focused: true };

fn people() -> Vec<Line> {
    vec![
        Line::new("a", Meaning::ActNow, ["09:38", "OKAFOR, Grace (Mrs)", "pain in chest"]).under("Today"),
        Line::new("b", Meaning::ToDo, ["10:12", "Ward 7", "bring clinic forward"]),
        Line::new("c", Meaning::Paused, ["Mon", "LEE, Ann (Dr)", "letter not received"]).under("Later"),
    ]
}

fn show(size: (u16, u16), lines: &[Line], state: &mut ListState) -> Vec<String> {
    screen(size, |frame| {
        LIST.draw(frame, frame.area(), lines, state, &look());
    })
}

#[test]
fn signs_groups_columns_and_the_selection() {
    let shown = show((60, 6), &people(), &mut ListState::default());
    assert_eq!(shown[0], "Today");
    assert_eq!(shown[1], ">! 09:38 OKAFOR, Grace (Mrs)  pain in chest");
    assert_eq!(shown[2], "   10:12 Ward 7               bring clinic forward");
    assert_eq!(shown[3], "Later");
    assert_eq!(shown[4], " ~ Mon   LEE, Ann (Dr)        letter not received");
}

#[test]
fn a_name_is_never_cut() {
    let lines = vec![
        Line::new("a", Meaning::ActNow, ["09:38", "FEATHERSTONEHAUGH, Anastasia (Mrs)", "pain in chest"]),
        Line::new("b", Meaning::None, ["09:40", "LEE, Ann (Dr)", "letter"]),
    ];
    let shown = show((60, 5), &lines, &mut ListState::default());
    assert_eq!(shown[0], ">! 09:38 FEATHERSTONEHAUGH,   pain in chest");
    assert_eq!(shown[1].trim_start(), "Anastasia (Mrs)");
    assert_eq!(shown[2].trim_start(), "09:40 LEE, Ann (Dr)        letter");
    for wide in 8..60 {
        let shown = show((wide, 9), &lines, &mut ListState::default());
        let joined: String = shown.iter().map(|row| row.get(3..).unwrap_or("").trim_start()).collect();
        let squeezed: String = joined.chars().filter(|c| !c.is_whitespace()).collect();
        // Wrapped inside its column another column may stand between its two words, and no part is missing.
        let whole = squeezed.contains("FEATHERSTONEHAUGH,Anastasia(Mrs)");
        let parts = squeezed.contains("FEATHERSTONEHAUGH,") && squeezed.contains("Anastasia(Mrs)");
        assert!(whole || parts, "{wide}: {shown:?}");
    }
}

#[test]
fn the_least_important_column_goes_where_it_is_narrow() {
    let shown = show((29, 6), &people(), &mut ListState::default());
    assert_eq!(shown[1], ">! 09:38 OKAFOR, Grace (Mrs)");
    assert!(!shown.concat().contains("pain"), "{shown:?}");
}

#[test]
fn wide_and_combining_characters_keep_the_columns() {
    let lines = vec![
        Line::new("a", Meaning::None, ["1", "漢字", "x"]),
        Line::new("b", Meaning::None, ["2", "Zoe\u{308}", "x"]),
    ];
    let buffer = drawn((40, 3), |frame| {
        LIST.draw(frame, frame.area(), &lines, &mut ListState::default(), &look());
    });
    assert_eq!(buffer[(30, 0)].symbol(), "x");
    assert_eq!(buffer[(30, 1)].symbol(), "x");
    assert!(rows(&buffer)[1].contains("Zoe\u{308}"));
}

#[test]
fn an_empty_list_says_what_to_press() {
    let shown = show((40, 4), &[], &mut ListState::default());
    assert_eq!(&shown[..2], [" No open queries.", " c Call card"]);
}

#[test]
fn the_place_is_said_when_not_everything_fits() {
    let lines: Vec<_> = (0..340).map(|i| Line::new(i.to_string(), Meaning::None, [i.to_string()])).collect();
    let mut state = ListState::default();
    state.select(&lines, 11);
    let shown = show((30, 5), &lines, &mut state);
    assert!(shown[4].ends_with("12/340"), "{shown:?}");
    let boxed = screen((30, 6), |frame| {
        LIST.draw_in_panel(frame, frame.area(), "3 Letters", &lines, &mut state, &look());
    });
    assert!(boxed[0].contains(" 3 Letters "), "{boxed:?}");
    assert!(boxed[5].contains(" 12/340 "), "{boxed:?}");
    let few = screen((30, 6), |frame| {
        LIST.draw_in_panel(
            frame,
            frame.area(),
            "3 Letters",
            &people()[..2].to_vec(),
            &mut ListState::default(),
            &look(),
        );
    });
    assert!(!few[5].contains('/'), "{few:?}");
}

#[test]
fn the_selection_stays_on_its_line_when_lines_change() {
    let mut lines = people();
    let mut state = ListState::default();
    state.select(&lines, 1);
    lines.insert(0, Line::new("z", Meaning::None, ["new"]));
    state.keep(&lines);
    assert_eq!((state.selected(), state.selected_id()), (2, Some("b")));
    lines.remove(2);
    state.keep(&lines);
    assert_eq!(state.selected_id(), Some("c"), "the line that took its place");
    lines.clear();
    state.keep(&lines);
    assert_eq!((state.selected(), state.selected_id()), (0, None));
}

#[test]
fn movement_stops_at_the_ends_and_pages_by_screenfuls() {
    let lines: Vec<_> = (0..100).map(|i| Line::new(i.to_string(), Meaning::None, [i.to_string()])).collect();
    let mut state = ListState::default();
    show((20, 11), &lines, &mut state);
    state.step(&lines, Move::Up);
    assert_eq!(state.selected(), 0);
    state.step(&lines, Move::PageDown);
    assert_eq!(state.selected(), 9, "ten lines are on the screen, one is kept");
    assert!(state.handle(&lines, key(KeyCode::Char('j'))));
    assert_eq!(state.selected(), 10);
    state.step(&lines, Move::End);
    state.step(&lines, Move::Down);
    assert_eq!(state.selected(), 99);
    show((20, 11), &lines, &mut state);
    assert_eq!(state.offset(), 90);
    assert!(!state.handle(&lines, key(KeyCode::Char('x'))));
}

#[test]
fn marks_are_shown_with_a_sign_and_chosen_together() {
    let lines = people();
    let mut state = ListState::default();
    assert!(state.chosen().is_empty());
    state.select(&lines, 0);
    assert_eq!(state.chosen(), ["a"]);
    state.toggle_mark(&lines);
    state.toggle_mark(&lines);
    assert_eq!(state.chosen(), ["a", "b"]);
    let shown = show((60, 6), &lines, &mut state);
    assert!(shown[1].starts_with(" !* 09:38"), "{shown:?}");
    state.select(&lines, 0);
    state.toggle_mark(&lines);
    assert_eq!(state.chosen(), ["b"]);
}

#[test]
fn plain_puts_words_and_the_cursor_on_the_selected_line() {
    let lines = people();
    let mut state = ListState::default();
    state.select(&lines, 1);
    let mut cursor = None;
    let shown = screen((60, 6), |frame| {
        cursor = LIST.draw(frame, Rect::new(2, 1, 58, 5), &lines, &mut state, &plain());
    });
    assert_eq!(cursor, Some(Position::new(2, 3)));
    assert!(shown[2].contains("act now"), "{shown:?}");
    assert!(shown[3].trim_start().starts_with("> to do"), "{shown:?}");
}

#[test]
fn a_hundred_thousand_lines_cost_no_more_than_a_screenful() {
    let asked = Cell::new(0);
    let make = |i: usize| {
        asked.set(asked.get() + 1);
        Line::new(i.to_string(), Meaning::ToDo, ["09:00".to_owned(), format!("SMITH{i}, John (Mr)"), "x".into()])
    };
    let rows = MadeRows { len: 100_000, make };
    assert!(!rows.is_empty());
    let mut state = ListState::default();
    state.select(&rows, 70_000);
    asked.set(0);
    let shown = screen((80, 40), |frame| {
        LIST.draw(frame, frame.area(), &rows, &mut state, &look());
    });
    assert!(shown[39].ends_with("70001/100000"), "{shown:?}");
    assert!(shown.concat().contains("SMITH70000"));
    assert!(asked.get() < 200, "{} lines were made", asked.get());
}
