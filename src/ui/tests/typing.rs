//! Lines to type into, pickers, help.

use super::{ctrl, held, key, look, screen};
use crate::ui::help::{Help, HelpRow};
use crate::ui::input::TextLine;
use crate::ui::picker::{Item, Picked, Picker};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::{Position, Rect};

fn typed(line: &mut TextLine, text: &str) {
    for c in text.chars() {
        assert!(line.handle(key(KeyCode::Char(c))));
    }
}

#[test]
fn typing_and_deleting_by_graphemes() {
    let mut line = TextLine::default();
    typed(&mut line, "Zoe\u{308} 👍🏽");
    assert_eq!(line.text(), "Zoe\u{308} 👍🏽");
    line.handle(key(KeyCode::Backspace));
    assert_eq!(line.text(), "Zoe\u{308} ");
    line.handle(key(KeyCode::Left));
    line.handle(key(KeyCode::Left));
    assert_eq!(line.cursor(), 2);
    line.handle(key(KeyCode::Delete));
    assert_eq!(line.text(), "Zo ");
}

#[test]
fn a_combining_mark_joins_the_letter_before_the_cursor() {
    let mut line = TextLine::new("e");
    typed(&mut line, "\u{301}");
    assert_eq!((line.text(), line.cursor()), ("e\u{301}", 3));
}

#[test]
fn words() {
    let mut line = TextLine::new("new patient, follow up");
    line.handle(held(KeyModifiers::CONTROL, KeyCode::Left));
    line.handle(held(KeyModifiers::CONTROL, KeyCode::Left));
    assert_eq!(line.cursor(), 13);
    line.handle(ctrl('w'));
    assert_eq!(line.text(), "new follow up");
    line.handle(held(KeyModifiers::CONTROL, KeyCode::Right));
    assert_eq!(line.cursor(), 10);
    line.handle(held(KeyModifiers::CONTROL, KeyCode::Backspace));
    assert_eq!(line.text(), "new  up");
    line.handle(held(KeyModifiers::CONTROL, KeyCode::Delete));
    assert_eq!(line.text(), "new ");
    line.handle(ctrl('u'));
    assert!(line.is_empty());
}

#[test]
fn keys_that_are_not_its_own_are_left_alone() {
    let mut line = TextLine::new("x");
    for code in [KeyCode::Enter, KeyCode::Tab, KeyCode::Esc, KeyCode::Up, KeyCode::Down, KeyCode::F(1)] {
        assert!(!line.handle(key(code)), "{code:?}");
    }
    assert!(!line.handle(ctrl('t')));
    assert!(!line.handle(held(KeyModifiers::ALT, KeyCode::Char('f'))));
    assert!(!line.handle(KeyEvent { kind: KeyEventKind::Release, ..key(KeyCode::Char('a')) }));
    assert!(line.handle(held(KeyModifiers::CONTROL | KeyModifiers::ALT, KeyCode::Char('€'))), "AltGr types");
    assert_eq!(line.text(), "x€");
}

#[test]
fn paste_is_one_line_of_text() {
    let mut line = TextLine::new("ab");
    line.handle(key(KeyCode::Left));
    line.paste("1\n2\t\u{1b}[31m\u{7}3");
    assert_eq!(line.text(), "a1 2 [31m3b");
    assert_eq!(line.cursor(), line.text().len() - 1);
}

#[test]
fn a_long_line_scrolls_with_its_cursor() {
    let mut line = TextLine::new("0123456789");
    let mut cursor = None;
    let mut draw = |line: &mut TextLine| {
        screen((5, 1), |frame| cursor = line.draw(frame, Rect::new(0, 0, 5, 1), &look(), true)).concat()
    };
    assert_eq!(draw(&mut line), "6789");
    line.handle(key(KeyCode::Home));
    assert_eq!(draw(&mut line), "01234");
    line.set_cursor(5);
    assert_eq!(draw(&mut line), "12345");
    assert_eq!(cursor, Some(Position::new(4, 0)));
}

#[test]
fn a_passphrase_is_not_shown() {
    let mut line = TextLine::new("réal").masked();
    let shown = screen((10, 1), |frame| {
        line.draw(frame, frame.area(), &look(), true);
    });
    assert_eq!(shown.concat(), "****");
}

fn picker() -> Picker<u8> {
    let items = [("Start a letter", 1), ("Book an appointment", 2), ("Letter templates", 3)];
    Picker::new("Commands", items.into_iter().map(|(label, n)| Item::new(label, "", n)).collect())
}

#[test]
fn a_picker_narrows_as_one_types_and_takes_the_best() {
    let mut picker = picker();
    assert_eq!(picker.handle(key(KeyCode::Char('b'))), Picked::Changed);
    for c in "ook".chars() {
        picker.handle(key(KeyCode::Char(c)));
    }
    assert_eq!(picker.shown().count(), 1);
    assert_eq!(picker.handle(key(KeyCode::Enter)), Picked::Chosen);
    assert_eq!(picker.into_chosen(), Some(2));
}

#[test]
fn a_picker_moves_and_cancels_and_never_chooses_nothing() {
    let mut picker = picker();
    assert_eq!(picker.handle(key(KeyCode::Down)), Picked::Used);
    assert_eq!(picker.chosen().map(|item| item.value), Some(2));
    assert_eq!(picker.handle(key(KeyCode::Esc)), Picked::Cancelled);
    assert_eq!(picker.handle(key(KeyCode::Tab)), Picked::Ignored);
    picker.set_text("zzzz");
    assert_eq!(picker.handle(key(KeyCode::Enter)), Picked::Used);
    let shown = screen((50, 12), |frame| {
        picker.draw(frame, frame.area(), &look());
    });
    assert!(shown.join("\n").contains("Nothing matches."), "{shown:?}");
}

#[test]
fn an_external_picker_shows_what_it_is_given() {
    let mut picker: Picker<u8> = Picker::external("People");
    assert_eq!(picker.paste("smith 1980"), Picked::Changed);
    picker.set_items(vec![Item::new("JONES, Ann (Ms)", "Born 14-Aug-1980", 9)]);
    assert_eq!(picker.chosen().map(|item| item.value), Some(9));
    let mut cursor = None;
    let shown = screen((60, 12), |frame| cursor = picker.draw(frame, frame.area(), &look()));
    let row = shown.iter().position(|row| row.contains("smith 1980")).expect("the typed line");
    assert_eq!(cursor.map(|at| usize::from(at.y)), Some(row));
    assert!(
        shown.iter().any(|row| row.contains(">  JONES, Ann (Ms)") && row.contains("Born 14-Aug-1980")),
        "{shown:?}"
    );
}

#[test]
fn help_stands_in_groups_until_searched() {
    let row = |keys: &str, label: &str, sentence: &str, group: &str| HelpRow {
        id: label.to_lowercase(),
        keys: keys.into(),
        label: label.into(),
        sentence: sentence.into(),
        group: group.into(),
    };
    let rows = vec![
        row("c Ctrl-T", "Call", "Opens the call card from anywhere.", "Everywhere"),
        row("f", "Find", "Finds anybody and anything.", "Everywhere"),
        row("w", "Wait", "Puts the query aside until a date.", "Inbox"),
    ];
    let mut help = Help::new("Keys", rows);
    let shown = screen((80, 16), |frame| {
        help.draw(frame, frame.area(), &look());
    })
    .join("\n");
    let places: Vec<_> = ["Everywhere", "Call", "Find", "Inbox", "Wait"].map(|word| shown.find(word)).to_vec();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{shown}");
    for c in "aside".chars() {
        help.handle(key(KeyCode::Char(c)));
    }
    assert_eq!(help.shown().count(), 1);
    assert_eq!(help.handle(key(KeyCode::Enter)), Picked::Chosen);
    assert_eq!(help.chosen().map(|row| row.id.as_str()), Some("wait"));
}

#[test]
fn what_stands_as_a_whole_gives_way_to_what_is_typed() {
    let key = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
    let whole = || TextLine::new("03-Mar-2026").whole();
    let mut line = whole();
    line.handle(key('f'));
    line.handle(key('r'));
    assert_eq!(line.text(), "fr");
    let mut line = whole();
    line.handle(key(' '));
    line.handle(key('9'));
    assert_eq!(line.text(), "03-Mar-2026 9");
    let mut line = whole();
    line.handle(KeyEvent::new(KeyCode::Backspace, KeyModifiers::NONE));
    line.handle(key('5'));
    assert_eq!(line.text(), "03-Mar-2025");
    let mut line = whole();
    line.paste("14 mar");
    assert_eq!(line.text(), "14 mar");
}
