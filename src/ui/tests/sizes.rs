//! Every widget at every size, inside the screen and outside it: none may fail.

use super::{drawn, look, plain};
use crate::ui::banner::{BannerKind, banner};
use crate::ui::editor::{Editor, MarkKind};
use crate::ui::footer::{Toast, footer};
use crate::ui::grid::{Block, DayCell, DayMarks, DayView, GridState, MonthView, Pace, WeekView};
use crate::ui::help::{Help, HelpRow};
use crate::ui::input::TextLine;
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::overlay::{self, Question};
use crate::ui::panel;
use crate::ui::picker::{Item, Picker};
use crate::ui::prose::{Para, Scroll, scroll_text};
use crate::ui::title::{TitleLine, title};
use crate::ui::{Look, Meaning};
use chrono::{NaiveDate, NaiveDateTime};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

const NAME: &str = "FEATHERSTONEHAUGH-漢字, Zoe\u{308} (Mrs) 👩‍⚕️";

fn everywhere(draw: impl Fn(&mut Frame, Rect, &Look) -> Option<Position>) {
    let sizes = (1..=60u16).flat_map(|w| (1..=20u16).map(move |h| (w, h)));
    for (w, h) in sizes.filter(|(w, h)| (*w <= 8 || w % 3 == 0) && (*h <= 4 || h % 4 == 0)) {
        for look in [look(), plain()] {
            let whole = Rect::new(0, 0, w, h);
            let outside = [Rect::new(w / 2, h / 2, w, h), Rect::new(w, h, 9, 9), Rect::new(900, 900, 9, 9)];
            let areas = if h == 4 { &outside[..] } else { &outside[..1] };
            for area in areas.iter().copied().chain([whole]) {
                let _ = drawn((w, h), |frame| {
                    let cursor = draw(frame, area, &look);
                    if let Some(cursor) = cursor {
                        assert!(whole.contains(cursor), "{w}x{h} {area:?}: cursor at {cursor:?}");
                    }
                });
            }
        }
    }
}

fn lines() -> Vec<Line> {
    let meanings = [Meaning::ActNow, Meaning::ToDo, Meaning::Paused, Meaning::Done, Meaning::None];
    let line = |i: usize| {
        let line =
            Line::new(i.to_string(), meanings[i % 5], ["09:00".into(), NAME.to_owned(), "pain \u{1b}[31m".into()]);
        if i.is_multiple_of(4) { line.under(format!("Group {i}")) } else { line }
    };
    (0..30).map(line).collect()
}

#[test]
fn lists() {
    let lines = lines();
    let columns = [Column::fixed(6), Column::min(12).identifier(), Column::fill(1).priority(1).right()];
    let list = List { columns: &columns, empty: "Nothing here.", hint: "n New", focused: true };
    everywhere(|frame, area, look| {
        let mut state = ListState::default();
        state.select(&lines, 17);
        state.marked.insert("17".into());
        list.draw_in_panel(frame, area, NAME, &Vec::<Line>::new(), &mut ListState::default(), look);
        list.draw_in_panel(frame, area, NAME, &lines, &mut state, look);
        list.draw(frame, area, &lines, &mut state, look)
    });
}

#[test]
fn editors() {
    everywhere(|frame, area, look| {
        let mut editor = Editor::new(&format!("Dear {NAME},\n\n{}\n\n", "haemoptysis on exertion ".repeat(9)));
        editor.mark_ranges(vec![(5..9, MarkKind::Spelling), (60..70, MarkKind::Blank)]);
        editor.find("ha", false);
        editor.set_selection(20..80);
        editor.draw(frame, area, look)
    });
}

#[test]
fn lines_to_type_into() {
    everywhere(|frame, area, look| TextLine::new(NAME).draw(frame, area, look, true));
    everywhere(|frame, area, look| TextLine::default().hint("Type a name").draw(frame, area, look, true));
    everywhere(|frame, area, look| TextLine::new("secret").masked().draw(frame, area, look, true));
}

#[test]
fn pickers_and_help() {
    let items: Vec<_> = (0..12).map(|i| Item { keys: "Ctrl-P".into(), ..Item::new(NAME, "born 1980", i) }).collect();
    everywhere(|frame, area, look| Picker::new("Choose", items.clone()).draw(frame, area, look));
    let row = |i: usize| HelpRow {
        id: i.to_string(),
        keys: "c Ctrl-T".into(),
        label: "Call".into(),
        sentence: "Opens the call card from anywhere, and gives back the same cursor.".into(),
        group: format!("Group {}", i / 5),
    };
    everywhere(|frame, area, look| Help::new("Keys", (0..12).map(row).collect()).draw(frame, area, look));
}

#[test]
fn boxes() {
    let question =
        Question::new("Send", "This letter goes to two people. It cannot be taken back.", "Send", "Do not send");
    everywhere(|frame, area, look| question.draw(frame, area, look));
    let paras = [Para::heading(NAME), Para::fact("NHS No.", "999 000 0018"), Para::body("words ".repeat(60))];
    everywhere(|frame, area, look| overlay::message(frame, area, "Note", &paras, &mut Scroll::default(), look));
    everywhere(|frame, area, look| scroll_text(frame, area, &paras, &mut Scroll::default(), look));
    everywhere(|frame, area, look| {
        overlay::draw_too_small(frame, look);
        overlay::choices(frame, area, "Go to", &[("d", "Diary"), ("i", "Inbox"), ("l", "Letters")], look);
        panel::panel(frame, area, NAME, false, look);
        panel::foot(frame, area, "12/340", look);
        None
    });
}

#[test]
fn edges_of_the_screen() {
    let parts = TitleLine {
        left: vec![format!("Rolltop {NAME}"), "Rolltop".into()],
        middle: vec!["Tue 03-Mar-2026 09:41".into(), "09:41".into()],
        urgent: "! 2 act now".into(),
        counts: "5 due today".into(),
    };
    everywhere(|frame, area, look| {
        title(frame, area, &parts, look);
        footer(frame, area, &[("c", "Call"), ("f", "Find"), ("Enter", "Open")], Some(&Toast::done(NAME)), look);
        banner(frame, area, BannerKind::Alarm, "Ring 999 now. Write down the time and who was told.", look);
        None
    });
}

fn at(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 3, day).and_then(|date| date.and_hms_opt(hour, minute, 0)).expect("a time")
}

#[test]
fn grids() {
    let block = |i: u32| Block {
        id: i.to_string(),
        title: NAME.into(),
        detail: "Room 2".into(),
        start: at(2 + i % 3, 8 + i % 9, 10 * (i % 6)),
        end: at(2 + i % 3, 9 + i % 12, 0).max(at(2 + i % 3, 8 + i % 9, 10 * (i % 6))),
        all_day: i.is_multiple_of(7),
        meaning: if i.is_multiple_of(5) { Meaning::ActNow } else { Meaning::None },
        lane: (i % 3) as usize,
        struck: i.is_multiple_of(11),
        ..Block::default()
    };
    let blocks: Vec<_> = (0..40).map(block).collect();
    let holiday = |date: NaiveDate| (date.to_string() == "2026-03-03").then(|| "St Somebody's Day".to_owned());
    let days = DayMarks { now: at(3, 9, 41), holiday: &holiday };
    let lanes = ["Dr A".to_owned(), "Dr B".into(), "Room 漢字".into()];
    let mut state = GridState::new(at(3, 0, 0).date());
    state.spot.block = Some("13".into());
    everywhere(|frame, area, look| {
        let pace = Pace::default();
        DayView { blocks: &blocks, lanes: &lanes, days, pace }.draw(frame, area, &mut state.clone(), look);
        DayView { blocks: &blocks, lanes: &[], days, pace }.draw(frame, area, &mut state.clone(), look)
    });
    everywhere(|frame, area, look| WeekView { blocks: &blocks, days }.draw(frame, area, &mut state.clone(), look));
    let cell = |date| DayCell::of(&blocks, date);
    everywhere(|frame, area, look| MonthView { cell: &cell, days }.draw(frame, area, &mut state.clone(), look));
}
