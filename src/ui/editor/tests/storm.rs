//! Any keys on any screen.

use super::{CTRL, SHIFT, show};
use crate::ui::editor::{Editor, motion};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;

fn any_key() -> impl Strategy<Value = KeyEvent> {
    let codes = vec![
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Enter,
        KeyCode::Char('a'),
        KeyCode::Char('z'),
        KeyCode::Char('y'),
        KeyCode::Char('x'),
        KeyCode::Char('v'),
        KeyCode::Char('é'),
        KeyCode::Char('\u{301}'),
        KeyCode::Char('漢'),
        KeyCode::Char('\u{200d}'),
        KeyCode::Char(' '),
    ];
    let held = vec![KeyModifiers::NONE, SHIFT, CTRL, CTRL | SHIFT];
    (prop::sample::select(codes), prop::sample::select(held)).prop_map(|(code, held)| KeyEvent::new(code, held))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_keys_on_any_screen_break_it_and_undo_leads_all_the_way_back(
        text in "[a-c \n漢]{0,40}", keys in prop::collection::vec(any_key(), 0..60), size in (1u16..30, 1u16..8),
    ) {
        let mut editor = Editor::new(&text);
        editor.find("a", false);
        for key in keys {
            editor.handle(key);
            let (_, cursor) = show(&mut editor, size);
            prop_assert!(cursor.is_some(), "the cursor is always seen");
            prop_assert_eq!(motion::snap(editor.as_str(), editor.cursor()), editor.cursor());
        }
        while editor.undo() {}
        prop_assert_eq!(editor.text(), text);
    }

    #[test]
    fn redo_leads_all_the_way_forward(text in "[a-c \n]{0,20}", keys in prop::collection::vec(any_key(), 0..40)) {
        let mut editor = Editor::new(&text);
        let undoing = |key: &KeyEvent| key.modifiers.contains(CTRL) && matches!(key.code, KeyCode::Char('z' | 'y'));
        for key in keys.into_iter().filter(|key| !undoing(key)) {
            editor.handle(key);
        }
        let end = editor.text();
        while editor.undo() {}
        while editor.redo() {}
        prop_assert_eq!(editor.text(), end);
    }
}
