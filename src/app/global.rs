//! The commands that work everywhere.

use super::cx::{Cx, Effect, Own};
use super::pane::{Move, Row};
use crate::keys::command::always;
use crate::keys::{Command, Done, Place, RowInfo};

/// The commands that work everywhere act on nothing of their own: they ask.
pub(super) struct Everywhere;

pub(super) fn infos() -> Vec<RowInfo> {
    super::pane::infos_of(rows())
}

macro_rules! own {
    ($id:literal, $keys:expr, $label:literal, $sentence:literal, $place:expr, $own:expr) => {
        Command {
            id: $id,
            keys: &$keys,
            label: $label,
            sentence: $sentence,
            place: $place,
            everywhere: true,
            ready: always,
            run: |_, cx: &mut Cx| ask(cx, $own),
        }
    };
}

fn ask(cx: &mut Cx, own: Own) -> Done {
    cx.ask(Effect::Own(own));
    Ok(())
}

pub(super) fn rows() -> &'static [Row<Everywhere>] {
    static ROWS: &[Row<Everywhere>] = &[
        own!(
            "find",
            ["f", "ctrl-f"],
            "Find",
            "Find anybody and anything: a name, a number, a date of birth, a word.",
            Place::Footer(20),
            Own::Find
        ),
        own!("full", ["enter"], "Open", "Open the pane, then the line that is selected.", Place::Footer(30), Own::Full),
        own!("goto", ["g"], "Go to", "Go to a pane by its letter.", Place::Footer(50), Own::Goto),
        own!(
            "undo",
            ["ctrl-z"],
            "Undo",
            "Take back the last change, then the one before it, also across restarts.",
            Place::Footer(60),
            Own::Undo
        ),
        own!("redo", ["ctrl-y"], "Redo", "Do again what was taken back.", Place::Menu, Own::Redo),
        own!(
            "help",
            ["?"],
            "All keys",
            "Every key that works here; type to search, Enter runs one.",
            Place::Footer(70),
            Own::Help
        ),
        own!(
            "palette",
            ["ctrl-p", ":"],
            "Commands",
            "Every command of every pane; type to search, Enter runs one.",
            Place::Menu,
            Own::Palette
        ),
        own!(
            "narrow",
            ["/"],
            "Narrow",
            "Narrow this list as you type; Esc widens it again.",
            Place::Menu,
            Own::NarrowTyping
        ),
        own!("next_pane", ["tab"], "Next pane", "Go to the next pane of the desk.", Place::Menu, Own::NextPane),
        own!("prev_pane", ["shift-tab"], "Last pane", "Go to the pane before.", Place::Menu, Own::PrevPane),
        own!("lock", ["ctrl-l"], "Pull down", "Pull the top down: blank and locked at once.", Place::Menu, Own::Lock),
        own!(
            "passphrase",
            [],
            "Passphrase",
            "Set, change or remove the passphrase that encrypts this desk.",
            Place::Menu,
            Own::Passphrase
        ),
        own!("leave", ["ctrl-q"], "Leave", "Leave Rolltop; what is being typed is kept.", Place::Menu, Own::Leave),
        own!("back", ["esc"], "Back", "One step back; nothing typed is lost.", Place::Menu, Own::Back),
    ];
    ROWS
}

/// Keys that move the selection; they are fixed, as in every program.
pub(super) fn move_of(key: crate::keys::Chord) -> Option<Move> {
    use crossterm::event::KeyCode as K;
    if !key.mods.is_empty() {
        return None;
    }
    Some(match key.code {
        K::Up | K::Char('k') => Move::Up,
        K::Down | K::Char('j') => Move::Down,
        K::Left => Move::Left,
        K::Right => Move::Right,
        K::PageUp => Move::PageUp,
        K::PageDown => Move::PageDown,
        K::Home => Move::First,
        K::End => Move::Last,
        K::Char(' ') => Move::Mark,
        _ => return None,
    })
}
