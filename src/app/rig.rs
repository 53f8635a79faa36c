//! A desk driven without a terminal, by key presses, and read from its screen: for stories, tests and benches.

use chrono::NaiveDateTime;
use crossterm::event::{KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Modifier;

use super::{App, Cx, Input, Parts};
use crate::clock::Clock;
use crate::config::Config;
use crate::keys::Chord;
use crate::store::{Desk, Store};
use crate::ui::Look;

/// A desk, its screen, and the count of keys pressed.
pub struct Rig {
    app: App,
    terminal: Terminal<TestBackend>,
    /// Keys pressed by [`Rig::keys`]; typed text does not count.
    pub presses: usize,
}

impl Rig {
    /// Opens (or makes) the desk in this folder with the clock standing at `now`, on a screen of 120 by 40.
    ///
    /// # Panics
    /// Where the desk cannot be opened: this is for tests.
    pub fn open(folder: &std::path::Path, parts: Parts, now: NaiveDateTime, who: &str) -> Self {
        let store = Desk::at(folder).open(None, parts.tables, now).expect("the desk opens");
        Self::on(store, parts, now, who, Config::default(), Look::default())
    }

    /// A rig on an open store with these settings.
    ///
    /// # Panics
    /// Where the keys clash.
    pub fn on(store: Store, parts: Parts, now: NaiveDateTime, who: &str, config: Config, look: Look) -> Self {
        let mut config = config;
        // What this machine has installed is no part of a test, and what is read beside the screen must be there.
        config.spelling.system.clear();
        crate::words::Shelf::of(&config.spelling.sources()).load();
        let mut cx = Cx::new(store, now, who, config);
        cx.alike = parts.alike;
        (parts.opened)(&mut cx).expect("what is done at the start");
        let app =
            App::new(cx, Clock::Fixed(now), look, parts.panes, parts.layer_rows).expect("no two commands on one key");
        let terminal = Terminal::new(TestBackend::new(120, 40)).expect("a screen in memory");
        let mut rig = Self { app, terminal, presses: 0 };
        rig.draw();
        rig
    }

    /// Presses keys, written with spaces between them: `n ctrl-s down enter`.
    ///
    /// # Panics
    /// On a key that cannot be read.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let chord: Chord = key.parse().expect("a key");
            self.presses += 1;
            self.press(KeyEvent::new(chord.code, chord.mods));
        }
        self
    }

    /// Types text, character by character.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.press(KeyEvent::new(crossterm::event::KeyCode::Char(c), KeyModifiers::NONE));
        }
        self
    }

    /// Pastes text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.input(&Input::Paste(text.to_owned()))
    }

    /// A quarter of a second goes by: unsaved text is written, other windows' changes are seen.
    pub fn tick(&mut self) -> &mut Self {
        self.input(&Input::Tick)
    }

    fn press(&mut self, key: KeyEvent) {
        self.input(&Input::Key(key));
    }

    fn input(&mut self, input: &Input) -> &mut Self {
        self.app.handle(input);
        self.draw();
        self
    }

    fn draw(&mut self) {
        self.terminal.draw(|f| self.app.draw(f)).expect("drawing in memory");
    }

    /// Sets the clock.
    pub fn at(&mut self, now: NaiveDateTime) -> &mut Self {
        self.app.set_clock(Clock::Fixed(now));
        self
    }

    /// Lets time go by until then, and nobody presses a key.
    pub fn idle_until(&mut self, now: NaiveDateTime) -> &mut Self {
        self.app.let_pass(Clock::Fixed(now));
        self.tick()
    }

    /// Makes the screen another size.
    pub fn resize(&mut self, wide: u16, high: u16) -> &mut Self {
        self.terminal = Terminal::new(TestBackend::new(wide, high)).expect("a screen in memory");
        self.app.handle(&Input::Resize);
        self.draw();
        self
    }

    /// The screen as text, a line each, blanks at the ends cut.
    pub fn screen(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        let line = |y: u16| {
            let cells = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
            cells.trim_end().to_owned()
        };
        (0..buffer.area.height).map(line).collect::<Vec<_>>().join("\n")
    }

    /// Whether the screen shows this text on one line.
    pub fn shows(&self, text: &str) -> bool {
        self.screen().contains(text)
    }

    /// Asserts that the screen shows this text, and prints the screen where it does not.
    ///
    /// # Panics
    /// Where it does not.
    pub fn sees(&mut self, text: &str) -> &mut Self {
        assert!(self.shows(text), "“{text}” is not on the screen:\n{}", self.screen());
        self
    }

    /// Asserts that the screen does not show this text.
    ///
    /// # Panics
    /// Where it does.
    pub fn misses(&mut self, text: &str) -> &mut Self {
        assert!(!self.shows(text), "“{text}” is on the screen:\n{}", self.screen());
        self
    }

    /// The place of the cursor: column and row.
    pub fn cursor(&mut self) -> (u16, u16) {
        let at = self.terminal.get_cursor_position().expect("a cursor in memory");
        (at.x, at.y)
    }

    /// Whether some cell of the screen has this modifier.
    pub fn has_modifier(&self, modifier: Modifier) -> bool {
        self.terminal.backend().buffer().content.iter().any(|c| c.modifier.contains(modifier))
    }

    /// The store and the rest that commands are given.
    pub fn cx(&mut self) -> &mut Cx {
        self.app.cx()
    }

    /// The program.
    pub fn app(&mut self) -> &mut App {
        &mut self.app
    }
}
