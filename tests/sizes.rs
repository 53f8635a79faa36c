//! Every pane and layer is drawn at every size of the window, in every look, without a panic.
//!
//! The desk, the panes and the main layers at every small size, every width at five heights and every height at
//! four widths; what each command opens at every second width and height. The invented desk is behind them.

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use rolltop::app::{Door, DoorStep, Input};
use rolltop::demo::WHO;
use rolltop::desk::TABLES;
use rolltop::store::Desk;
use rolltop::ui::{Look, Theme};
use support::views::{self, Screen, walk};
use support::{now, world};
use tempfile::TempDir;

type Size = (u16, u16);

/// Every size up to 34 by 10, where the desk gives way to a sentence.
fn small() -> impl Iterator<Item = Size> {
    (1..=34).flat_map(|w| (1..=10).map(move |h| (w, h)))
}

/// Every width at five heights, every height at four widths.
fn close() -> impl Iterator<Item = Size> {
    let widths = (1..=140).flat_map(|w| [8, 15, 16, 24, 50].map(|h| (w, h)));
    let heights = (1..=50).flat_map(|h| [30, 69, 72, 140].map(|w| (w, h)));
    widths.chain(heights)
}

/// Every second width and height once; another pairing for another `n`, odd and even by turns.
fn once(n: u16) -> impl Iterator<Item = Size> {
    let widths = (1..=70).map(move |w| (2 * w - n % 2, 8 + (w * 17 + n * 7) % 43));
    let heights = (4..=25).map(move |h| (30 + (h * 37 + n * 11) % 111, 2 * h - n % 2));
    widths.chain(heights)
}

fn looks() -> [(&'static str, Look); 3] {
    let mono = Theme::named("mono").expect("a theme");
    [("normal", Look::default()), ("plain", Look::plain(Theme::default())), ("mono", Look::new(mono))]
}

/// Draws a screen at these sizes; a sentence for what went wrong.
fn draw(screen: &Screen, look: &Look, sizes: impl Iterator<Item = Size>) -> Result<(), String> {
    let folder = world::filled();
    let mut at = (120, 40);
    catch_unwind(AssertUnwindSafe(|| {
        let mut rig = world::rig_of(folder.path(), WHO, look.clone());
        walk(&mut rig, &screen.steps);
        for size in sizes {
            at = size;
            rig.resize(size.0, size.1);
        }
    }))
    .map_err(|e| {
        let said = e.downcast_ref::<String>().map_or("", String::as_str);
        format!("{} ({}) at {}x{}: {said}", screen.name, screen.steps, at.0, at.1)
    })
}

fn no_faults(faults: &[String]) {
    assert!(faults.is_empty(), "{} screens cannot be drawn:\n{}", faults.len(), faults.join("\n"));
}

/// Two programs at once draw the two halves.
fn half(which: usize, screens: impl Iterator<Item = Screen>) -> impl Iterator<Item = Screen> {
    screens.enumerate().filter(move |(n, _)| n % 2 == which).map(|(_, s)| s)
}

fn main_screens(which: usize) {
    let mut faults = Vec::new();
    for screen in half(which, views::all().into_iter().filter(|s| s.main)) {
        faults.extend(draw(&screen, &Look::default(), small().chain(close())).err());
    }
    no_faults(&faults);
}

#[test]
fn the_main_screens_at_every_size() {
    main_screens(0);
}

#[test]
fn the_other_main_screens_at_every_size() {
    main_screens(1);
}

fn all_screens(which: usize) {
    let mut faults = Vec::new();
    for (n, screen) in half(which, views::all().into_iter()).enumerate() {
        let (name, look) = &looks()[n % 3];
        let n = u16::try_from(n).expect("few screens");
        faults.extend(draw(&screen, look, once(n)).err().map(|e| format!("{name}: {e}")));
    }
    no_faults(&faults);
}

#[test]
fn what_every_command_opens_at_every_width_and_height() {
    all_screens(0);
}

#[test]
fn what_every_other_command_opens_at_every_width_and_height() {
    all_screens(1);
}

/// The pages before the desk: the four questions, the passphrase, and a desk that cannot be opened.
#[test]
fn the_door_at_every_size() {
    let folder = TempDir::new().expect("a folder");
    let desk = |name: &str| Desk::at(folder.path().join(name));
    desk("locked").open(Some("four old grey horses"), TABLES, now()).expect("a locked desk");
    std::fs::create_dir_all(folder.path().join("other")).expect("a folder");
    std::fs::write(folder.path().join("other/desk.db"), "SQLite format 3\0 and no more of it").expect("a file");
    for name in ["absent", "locked", "other"] {
        let mut door = Door::new(desk(name), TABLES, "");
        assert!(matches!(door.try_open(now()), DoorStep::Shut), "{name} opens");
        for key in ["a", "down", "b", "tab", "c"] {
            let chord: rolltop::keys::Chord = key.parse().expect("a key");
            door.handle(&Input::Key(crossterm::event::KeyEvent::new(chord.code, chord.mods)), now());
        }
        for (_, look) in looks() {
            for (w, h) in small().chain(close()) {
                let mut terminal = Terminal::new(TestBackend::new(w, h)).expect("a screen in memory");
                terminal.draw(|f| door.draw(f, &look)).expect("drawing in memory");
            }
        }
    }
}
