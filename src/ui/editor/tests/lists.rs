//! Lists, bold, and how they look.

use super::*;
use crate::ui::editor::TextStyle;
use proptest::prelude::*;
use ratatui::style::Modifier;

#[test]
fn a_list_goes_on_and_an_empty_item_ends_it() {
    let mut editor = Editor::default();
    typed(&mut editor, "- one\ntwo\n");
    assert_eq!(editor.text(), "- one\n- two\n- ");
    typed(&mut editor, "\n");
    typed(&mut editor, "end");
    assert_eq!(editor.text(), "- one\n- two\nend");
    editor.undo();
    editor.undo();
    assert_eq!(editor.text(), "- one\n- two\n- ", "ending it is one step");
    let mut indented = at("  \u{2022} one", 9);
    typed(&mut indented, "\ntwo");
    assert_eq!(indented.text(), "  \u{2022} one\n  \u{2022} two");
}

#[test]
fn a_numbered_list_counts_on_below_too() {
    let mut editor = at("1. one\n2. two\n3. three\nend", 6);
    typed(&mut editor, "\nnew");
    assert_eq!(editor.text(), "1. one\n2. new\n3. two\n4. three\nend");
    assert_eq!(editor.line_col(), (2, 7));
    editor.undo();
    editor.undo();
    assert_eq!(editor.text(), "1. one\n2. two\n3. three\nend", "the counting is one step with the line");
}

#[test]
fn a_table_goes_on_with_a_row_of_blanks_and_an_untouched_one_ends_it() {
    let mut editor = at("Medicine | Dose\nAspirin | 75 mg", 31);
    typed(&mut editor, "\n");
    assert_eq!(editor.text(), "Medicine | Dose\nAspirin | 75 mg\n{{?medicine}} | {{?dose}}");
    assert_eq!(editor.selected_text(), "{{?medicine}}");
    press(&mut editor, &[held(CTRL, KeyCode::End)]);
    typed(&mut editor, "\n");
    assert_eq!(editor.text(), "Medicine | Dose\nAspirin | 75 mg\n");
    let mut one = at("a | b", 5);
    typed(&mut one, "\n");
    assert_eq!(one.text(), "a | b\n", "one line is no table");
}

#[test]
fn what_is_offered_is_seen_and_is_text_only_when_taken() {
    let mut editor = at("biso", 4);
    editor.offer(Some("prolol".into()));
    let (rows, cursor) = show(&mut editor, (20, 2));
    assert_eq!((rows[0].as_str(), cursor), ("bisoprolol", Some(Position::new(4, 0))));
    assert_eq!(editor.text(), "biso");
    assert!(editor.take_offered() && !editor.take_offered());
    assert_eq!((editor.text().as_str(), editor.cursor()), ("bisoprolol", 10));
    editor.undo();
    assert_eq!(editor.text(), "biso");
    for end in [key(KeyCode::Left), key(KeyCode::Char('x')), ctrl('z')] {
        editor.set_cursor(4);
        editor.offer(Some("prolol".into()));
        editor.handle(end);
        assert_eq!(editor.offered(), None, "{end:?}");
    }
}

#[test]
fn enter_elsewhere_is_only_a_line() {
    for (text, cursor) in [("- one", 0), ("- one", 1), ("-one", 4), ("2026. was", 9), ("Plain", 5)] {
        let mut editor = at(text, cursor);
        typed(&mut editor, "\n");
        assert_eq!(editor.text(), format!("{}\n{}", &text[..cursor], &text[cursor..]));
    }
}

#[test]
fn bold_is_put_around_and_taken_off() {
    let mut editor = at("stop aspirin now", 7);
    editor.toggle_bold();
    assert_eq!((editor.text().as_str(), editor.cursor()), ("stop **aspirin** now", 14));
    editor.toggle_bold();
    assert_eq!(editor.text(), "stop aspirin now");
    editor.set_cursor(6);
    editor.toggle_bold();
    editor.set_selection(7..14);
    editor.toggle_bold();
    assert_eq!(editor.text(), "stop aspirin now", "also from inside the stars");
    let mut line = at("one", 3);
    line.toggle_bold();
    typed(&mut line, "\nx");
    assert_eq!(line.text(), "**one**\nx", "bold ends with its line");
    let mut lines = at("- one\n\ntwo ", 0);
    lines.set_selection(0..11);
    lines.toggle_bold();
    assert_eq!(lines.text(), "- **one**\n\n**two** ");
    let mut nothing = at("a  b", 2);
    nothing.toggle_bold();
    typed(&mut nothing, "x");
    assert_eq!(nothing.text(), "a **x** b");
}

#[test]
fn the_words_of_an_item_stand_below_each_other() {
    let mut editor = at("- one two three\nfour", 15).measure(10);
    let (rows, cursor) = show(&mut editor, (11, 4));
    assert_eq!(&rows[..3], ["- one two", "  three", "four"]);
    assert_eq!(cursor, Some(Position::new(7, 1)));
    press(&mut editor, &[key(KeyCode::Up)]);
    assert_eq!(show(&mut editor, (11, 4)).1, Some(Position::new(7, 0)));
    press(&mut editor, &[key(KeyCode::Down)]);
    assert_eq!(editor.cursor(), 15);
}

#[test]
fn looks_are_seen_and_move_with_the_text() {
    let mut editor = at("**bold** plain", 0);
    let styles =
        vec![(0..2, TextStyle::Sign), (2..6, TextStyle::Bold), (6..8, TextStyle::Sign), (90..99, TextStyle::Bold)];
    editor.style_ranges(styles);
    typed(&mut editor, "x");
    let buffer = drawn((20, 1), |frame| {
        editor.draw(frame, Rect::new(0, 0, 20, 1), &look());
    });
    let bold: Vec<u16> = (0..20).filter(|x| buffer[(*x, 0)].modifier.contains(Modifier::BOLD)).collect();
    assert_eq!(bold, [3, 4, 5, 6]);
}

proptest! {
    /// Whatever is pressed in lists, undo brings every text back, and redo the last one.
    #[test]
    fn undo_and_redo_lose_nothing_in_lists(
        text in "([-0-9•]{1,2}[. ]{1,2}[a-c*\n]{0,5}\n?){0,6}",
        keys in proptest::collection::vec((0usize..7, 0usize..80), 1..30),
    ) {
        let mut editor = Editor::new(&text);
        let mut seen = vec![editor.text()];
        for (what, place) in keys {
            match what {
                0 => editor.set_cursor(place),
                1 => editor.toggle_bold(),
                2 => drop(editor.handle(key(KeyCode::Enter))),
                3 => drop(editor.handle(key(KeyCode::Char('x')))),
                4 => drop(editor.handle(key(KeyCode::Backspace))),
                5 => editor.set_selection(place..place + 5),
                _ => editor.insert("- y\n2. z"),
            }
            if seen.last() != Some(&editor.text()) {
                seen.push(editor.text());
            }
        }
        let last = editor.text();
        while editor.undo() {
            prop_assert!(seen.contains(&editor.text()), "{:?} was never seen", editor.text());
        }
        prop_assert_eq!(&editor.text(), &seen[0]);
        while editor.redo() {}
        prop_assert_eq!(editor.text(), last);
    }
}
