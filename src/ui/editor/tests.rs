//! The editor as a typist meets it.

mod lists;
mod storm;

use super::{EditOutcome, Editor, MarkKind};
use crate::ui::tests::{ctrl, drawn, held, key, look, screen};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};

const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
const CTRL: KeyModifiers = KeyModifiers::CONTROL;

fn typed(editor: &mut Editor, text: &str) {
    for c in text.chars() {
        let code = if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) };
        assert_eq!(editor.handle(key(code)), EditOutcome::Changed);
    }
}

fn press(editor: &mut Editor, keys: &[KeyEvent]) {
    for key in keys {
        editor.handle(*key);
    }
}

fn at(text: &str, cursor: usize) -> Editor {
    let mut editor = Editor::new(text);
    editor.set_cursor(cursor);
    editor
}

fn show(editor: &mut Editor, size: (u16, u16)) -> (Vec<String>, Option<Position>) {
    let mut cursor = None;
    let rows = screen(size, |frame| cursor = editor.draw(frame, frame.area(), &look()));
    (rows, cursor)
}

#[test]
fn typing_and_deleting() {
    let mut editor = Editor::default();
    typed(&mut editor, "Dear Dr,\nabc");
    press(&mut editor, &[key(KeyCode::Backspace), key(KeyCode::Left), key(KeyCode::Delete)]);
    assert_eq!(editor.text(), "Dear Dr,\na");
    assert_eq!(editor.line_col(), (2, 2));
    assert_eq!(at("", 0).handle(key(KeyCode::Backspace)), EditOutcome::Moved);
}

#[test]
fn delete_at_the_end_of_an_empty_last_line_does_nothing() {
    let mut editor = at("Yours\n", 6);
    assert_eq!(editor.handle(key(KeyCode::Delete)), EditOutcome::Moved);
    assert_eq!(editor.text(), "Yours\n");
    typed(&mut editor, "x");
    assert_eq!(editor.text(), "Yours\nx");
}

#[test]
fn graphemes_stay_whole() {
    let mut editor = at("e\u{301}👩‍⚕️x", 0);
    press(&mut editor, &[key(KeyCode::Right)]);
    assert_eq!(editor.cursor(), 3);
    press(&mut editor, &[key(KeyCode::Right), key(KeyCode::Backspace)]);
    assert_eq!(editor.text(), "e\u{301}x");
    editor.set_cursor(1);
    assert_eq!(editor.cursor(), 3, "never inside a grapheme");
}

#[test]
fn undo_goes_by_words_and_redo_comes_back() {
    let mut editor = Editor::default();
    typed(&mut editor, "seen in clinic");
    let mut left = Vec::new();
    while editor.can_undo() {
        assert_eq!(editor.handle(ctrl('z')), EditOutcome::Changed);
        left.push(editor.text());
    }
    assert_eq!(left, ["seen in ", "seen ", ""]);
    assert_eq!(editor.handle(ctrl('z')), EditOutcome::Moved, "nothing is left to undo, and no one else shall try");
    press(&mut editor, &[ctrl('y'), ctrl('y')]);
    assert_eq!((editor.text().as_str(), editor.cursor()), ("seen in ", 8));
    press(&mut editor, &[held(CTRL | SHIFT, KeyCode::Char('Z'))]);
    assert_eq!(editor.text(), "seen in clinic");
    assert!(!editor.can_redo());
}

#[test]
fn undo_of_deletions_and_of_a_selection_typed_over() {
    let mut editor = at("one two three", 13);
    for _ in 0..7 {
        press(&mut editor, &[key(KeyCode::Backspace)]);
    }
    assert_eq!(editor.text(), "one tw");
    editor.undo();
    assert_eq!(editor.text(), "one two ");
    editor.undo();
    assert_eq!((editor.text().as_str(), editor.cursor()), ("one two three", 13));
    editor.set_selection(4..7);
    typed(&mut editor, "2");
    typed(&mut editor, "b");
    assert_eq!(editor.text(), "one 2b three");
    editor.undo();
    assert_eq!(editor.text(), "one two three");
    assert_eq!(editor.selected_text(), "two", "the selection comes back too");
    typed(&mut editor, "x");
    assert!(!editor.redo(), "a new change ends the redo");
}

#[test]
fn moving_the_cursor_ends_a_step() {
    let mut editor = Editor::default();
    typed(&mut editor, "ab");
    press(&mut editor, &[key(KeyCode::Left), key(KeyCode::Right)]);
    typed(&mut editor, "c");
    editor.undo();
    assert_eq!(editor.text(), "ab");
}

#[test]
fn words_with_control() {
    let mut editor = at("It is haemoptysis, today.\nNext", 0);
    let mut stops = Vec::new();
    for _ in 0..8 {
        press(&mut editor, &[held(CTRL, KeyCode::Right)]);
        stops.push(editor.cursor());
    }
    assert_eq!(stops, [3, 6, 17, 19, 24, 25, 26, 30]);
    for _ in 0..4 {
        press(&mut editor, &[held(CTRL, KeyCode::Left)]);
    }
    assert_eq!(editor.cursor(), 19);
    press(&mut editor, &[held(CTRL, KeyCode::Backspace)]);
    assert_eq!(editor.text(), "It is haemoptysistoday.\nNext");
    editor.undo();
    press(&mut editor, &[held(CTRL, KeyCode::Delete)]);
    assert_eq!(editor.text(), "It is haemoptysis, .\nNext");
}

#[test]
fn shift_selects_and_arrows_leave_the_selection_at_its_ends() {
    let mut editor = at("one two", 0);
    press(&mut editor, &[held(SHIFT, KeyCode::Right), held(SHIFT | CTRL, KeyCode::Right)]);
    assert_eq!(editor.selected_text(), "one ");
    press(&mut editor, &[key(KeyCode::Left)]);
    assert_eq!((editor.selection(), editor.cursor()), (None, 0));
    press(&mut editor, &[held(SHIFT, KeyCode::End), key(KeyCode::Right)]);
    assert_eq!(editor.cursor(), 7);
    press(&mut editor, &[ctrl('a')]);
    assert_eq!(editor.selected_text(), "one two");
    press(&mut editor, &[key(KeyCode::Delete)]);
    assert!(editor.text().is_empty());
}

#[test]
fn home_and_end_are_those_of_the_visible_line() {
    let mut editor = at("one two three four", 9);
    show(&mut editor, (9, 5));
    press(&mut editor, &[key(KeyCode::End)]);
    assert_eq!(editor.cursor(), 13, "the end of: three");
    press(&mut editor, &[key(KeyCode::Home)]);
    assert_eq!(editor.cursor(), 8);
    press(&mut editor, &[held(CTRL, KeyCode::End)]);
    assert_eq!(editor.cursor(), 18);
    press(&mut editor, &[held(CTRL, KeyCode::Home)]);
    assert_eq!(editor.cursor(), 0);
}

#[test]
fn up_and_down_go_by_visible_lines_and_keep_the_column() {
    let mut editor = at("abcdef\nx\nabcdef gh", 5);
    show(&mut editor, (8, 9));
    press(&mut editor, &[key(KeyCode::Down)]);
    assert_eq!(editor.cursor(), 8);
    press(&mut editor, &[key(KeyCode::Down)]);
    assert_eq!(editor.cursor(), 14);
    press(&mut editor, &[key(KeyCode::Down)]);
    assert_eq!(editor.cursor(), 18, "gh is a line of its own");
    press(&mut editor, &[key(KeyCode::Up), key(KeyCode::Up), key(KeyCode::Up)]);
    assert_eq!(editor.cursor(), 5);
    press(&mut editor, &[key(KeyCode::Up)]);
    assert_eq!(editor.cursor(), 5, "there is nothing above the first line");
}

#[test]
fn pages_go_by_the_height_of_the_screen() {
    let mut editor = at(&"line\n".repeat(50), 0);
    show(&mut editor, (20, 10));
    press(&mut editor, &[key(KeyCode::PageDown)]);
    assert_eq!(editor.line_col().0, 10);
    press(&mut editor, &[held(SHIFT, KeyCode::PageUp)]);
    assert_eq!((editor.line_col().0, editor.selected_text().len()), (1, 45));
}

#[test]
fn copy_cut_and_paste_stay_inside_and_are_told_to_the_host() {
    let mut editor = at("one two", 0);
    assert_eq!(editor.handle(ctrl('c')), EditOutcome::Ignored, "without a selection it is the host's");
    editor.set_selection(0..3);
    assert_eq!(editor.handle(ctrl('c')), EditOutcome::Moved);
    assert_eq!(editor.take_copied().as_deref(), Some("one"));
    assert_eq!(editor.take_copied(), None);
    assert_eq!(editor.handle(ctrl('x')), EditOutcome::Changed);
    press(&mut editor, &[key(KeyCode::End), ctrl('v'), ctrl('v')]);
    assert_eq!(editor.text(), " twooneone");
    editor.undo();
    assert_eq!(editor.text(), " twoone");
    assert_eq!(Editor::new("another").clipboard(), "", "no clipboard is shared behind the host's back");
}

#[test]
fn paste_is_text_and_one_step() {
    let mut editor = Editor::default();
    editor.paste("a\tb\r\nc\u{1b}[31m\rd\u{202e}");
    assert_eq!(editor.text(), "a    b\nc[31m\nd");
    editor.undo();
    assert_eq!(editor.text(), "");
}

#[test]
fn keys_of_the_host_are_left_to_it() {
    let mut editor = Editor::new("text");
    for key in [key(KeyCode::Esc), key(KeyCode::Tab), ctrl('s'), ctrl('t'), ctrl('f'), key(KeyCode::F(3))] {
        assert_eq!(editor.handle(key), EditOutcome::Ignored, "{key:?}");
    }
    assert_eq!(editor.handle(held(KeyModifiers::ALT, KeyCode::Char('p'))), EditOutcome::Ignored);
    assert_eq!(editor.text(), "text");
}

#[test]
fn find_counts_marks_and_goes_round() {
    let mut editor = at("Pain, pain and PAIN’s end", 1);
    assert_eq!(editor.find("pain", true), 1);
    assert_eq!(editor.find("pain", false), 3);
    assert_eq!(editor.find_next(), Some(2));
    assert_eq!(editor.selected_text(), "pain");
    assert_eq!(editor.find_next(), Some(3));
    assert_eq!(editor.find_next(), Some(1));
    assert_eq!(editor.find_prev(), Some(3));
    assert_eq!(editor.find("pain's", false), 1);
    assert_eq!(editor.find("", false), 0);
    assert_eq!(editor.find_next(), None);
}

#[test]
fn matches_follow_the_text() {
    let mut editor = at("a pain", 0);
    editor.find("pain", false);
    typed(&mut editor, "pain ");
    assert_eq!(editor.match_count(), 2);
    editor.clear_find();
    assert_eq!(editor.match_count(), 0);
}

#[test]
fn replace_one_and_all() {
    let mut editor = at("od, od, od", 0);
    editor.find("od", false);
    assert!(!editor.replace_one("daily"), "first it shows the place");
    assert!(editor.replace_one("daily"));
    assert_eq!((editor.text().as_str(), editor.selected_text()), ("daily, od, od", "od"));
    assert_eq!(editor.replace_all("od (daily)"), 2);
    assert_eq!(editor.text(), "daily, od (daily), od (daily)");
    assert_eq!(editor.match_count(), 2, "the search goes on in what was put in");
    editor.undo();
    assert_eq!(editor.text(), "daily, od, od", "all at once");
    editor.redo();
    assert_eq!(editor.text(), "daily, od (daily), od (daily)");
}

#[test]
fn counts_and_words() {
    let mut editor = at("Seen on 3 March – well. It’s fine", 30);
    assert_eq!(editor.words(), 7);
    assert_eq!(editor.word_at_cursor().map(|(_, word)| word), Some("It’s"));
    editor.set_cursor(2);
    assert_eq!(editor.word_at_cursor(), Some((0..4, "Seen")));
    assert_eq!(at("a  b", 2).word_at_cursor(), None);
    editor.replace_range(0..4, "Reviewed");
    assert!(editor.text().starts_with("Reviewed on"));
    editor.undo();
    assert!(editor.text().starts_with("Seen on"));
}

#[test]
fn marks_move_with_the_text() {
    let mut editor = at("a teh [name] b", 0);
    editor.mark_ranges(vec![(6..12, MarkKind::Blank), (2..5, MarkKind::Spelling), (3..99, MarkKind::Warning)]);
    assert_eq!(editor.marks().len(), 2, "ranges outside the text are left out");
    typed(&mut editor, "x ");
    assert_eq!(editor.marks(), [(4..7, MarkKind::Spelling), (8..14, MarkKind::Blank)]);
    editor.set_cursor(5);
    assert_eq!(editor.mark_at_cursor(), Some((4..7, MarkKind::Spelling)));
    typed(&mut editor, "h");
    assert_eq!(editor.marks(), [(9..15, MarkKind::Blank)], "a touched word is not misspelled any more");
    assert!(editor.next_mark(MarkKind::Blank));
    typed(&mut editor, "SMITH");
    assert_eq!(editor.text(), "x a theh SMITH b");
    assert!(!editor.next_mark(MarkKind::Spelling));
}

#[test]
fn text_wraps_at_words_in_the_middle_of_a_wide_screen() {
    let mut editor = at("one two three\nfour", 13).measure(10);
    let (rows, cursor) = show(&mut editor, (31, 4));
    assert_eq!(&rows[..3], ["          one two", "          three", "          four"]);
    assert_eq!(cursor, Some(Position::new(15, 1)));
    let (rows, cursor) = show(&mut editor, (7, 4));
    assert_eq!(&rows[..4], ["one", "two", "three", "four"]);
    assert_eq!(cursor, Some(Position::new(5, 2)));
}

#[test]
fn the_cursor_is_seen_at_the_very_corner() {
    assert_eq!(show(&mut Editor::default(), (20, 5)).1, Some(Position::new(0, 0)));
    let mut editor = at("abc", 3);
    assert_eq!(show(&mut editor, (4, 1)).1, Some(Position::new(3, 0)));
}

#[test]
fn cursor_and_scroll_can_be_given_back_exactly() {
    let text = "line of text\n".repeat(60);
    let mut editor = at(&text, 400);
    show(&mut editor, (20, 10));
    press(&mut editor, &[key(KeyCode::Up), key(KeyCode::Up)]);
    let before = show(&mut editor, (20, 10));
    let (cursor, scroll) = (editor.cursor(), editor.scroll());
    let mut again = Editor::new(&text);
    again.set_cursor(cursor);
    again.set_scroll(scroll);
    assert_eq!(show(&mut again, (20, 10)), before);
    again.set_scroll(0);
    assert_eq!(show(&mut again, (20, 10)).1, None, "a cursor off the screen is not drawn");
}

#[test]
fn the_screen_follows_the_cursor() {
    let mut editor = at(&"line\n".repeat(60), 0);
    show(&mut editor, (20, 10));
    press(&mut editor, &[held(CTRL, KeyCode::End)]);
    typed(&mut editor, "end");
    let (rows, cursor) = show(&mut editor, (20, 10));
    assert_eq!((rows[9].as_str(), cursor), ("end", Some(Position::new(3, 9))));
}

#[test]
fn selected_and_marked_cells_look_different() {
    let mut editor = at("teh cat", 7);
    editor.mark_ranges(vec![(0..3, MarkKind::Spelling)]);
    editor.set_selection(4..7);
    let buffer = drawn((10, 1), |frame| {
        editor.draw(frame, Rect::new(0, 0, 10, 1), &look());
    });
    let modifier = |x: u16| buffer[(x, 0)].modifier;
    assert!(!modifier(0).is_empty());
    assert!(modifier(3).is_empty());
    assert!(!modifier(4).is_empty());
    assert_ne!(modifier(0), modifier(4));
}

#[test]
fn set_text_begins_anew_and_keeps_the_clipboard() {
    let mut editor = at("one", 3).measure(40);
    editor.set_clipboard("kept");
    typed(&mut editor, "x");
    editor.set_text("two");
    assert_eq!((editor.text().as_str(), editor.cursor(), editor.can_undo()), ("two", 0, false));
    press(&mut editor, &[ctrl('v')]);
    assert_eq!(editor.text(), "kepttwo");
}

#[test]
fn a_text_put_in_the_place_of_a_longer_one_is_seen_whole() {
    let mut editor = at(&"line\n".repeat(60), 300);
    show(&mut editor, (20, 10));
    press(&mut editor, &[held(CTRL, KeyCode::Char('a')), key(KeyCode::Backspace)]);
    typed(&mut editor, "one");
    press(&mut editor, &[key(KeyCode::Enter)]);
    typed(&mut editor, "two");
    assert_eq!(show(&mut editor, (20, 10)).1, Some(Position::new(3, 1)));
    assert!(show(&mut editor, (20, 10)).0[0].contains("one"));
}
