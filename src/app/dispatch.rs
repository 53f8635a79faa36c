//! Hop two and three: who gets the key, and the command it runs.

use crossterm::event::{KeyCode, KeyEvent};

use super::global::{self, Everywhere, move_of};
use super::pane::run_of;
use super::{App, Input, Taken};
use crate::keys::keymap::EVERYWHERE;
use crate::keys::{Chord, Done};
use crate::ui::footer::Toast;

/// After so many seconds without a key the desk rests.
const REST: i64 = 2;

impl App {
    /// Takes one input and does everything that follows from it.
    pub fn handle(&mut self, input: &Input) {
        self.cx.now = self.clock.now();
        match input {
            Input::Key(key) => {
                self.last_key = self.cx.now;
                self.key(*key);
            }
            Input::Paste(text) => {
                self.last_key = self.cx.now;
                self.paste(input, text);
            }
            Input::Tick => self.tick(),
            Input::Resize => {}
        }
        self.carry_out();
        self.said_where_one_types();
        if self.cx.dirty {
            self.refresh();
        }
    }

    /// In a text the key of undo takes back what is typed: what else was done is undone when one is back on the desk.
    fn said_where_one_types(&mut self) {
        if !self.typing() {
            return;
        }
        let undoes = format!(" {} undoes it", self.keymap.shown("undo"));
        let later = format!(" Back on the desk,{undoes}");
        if let Some(toast) = self.toast.as_mut().filter(|t| t.text.contains(&undoes) && !t.text.contains(&later)) {
            toast.text = toast.text.replace(&undoes, &later);
        }
    }

    /// What is pasted goes where one types; behind a desk that is shut nothing is typed.
    fn paste(&mut self, input: &Input, text: &str) {
        if let Some(lock) = &mut self.lock {
            return lock.paste(text);
        }
        self.toast = None;
        if self.text_input(input) == Taken::No {
            self.toast = Some(Toast::error("There is nothing to paste into here. Open what you want to write first."));
        }
    }

    fn tick(&mut self) {
        if self.lock.is_none() && self.is_idle() {
            self.pull_down();
        }
        // What is late becomes so with the clock, not with a key.
        if self.cx.store.changed_elsewhere() || (self.cx.now - self.read_at).num_seconds().abs() >= 30 {
            self.cx.dirty = true;
        }
        self.cx.hear_jobs();
        for layer in &mut self.layers {
            layer.input(&Input::Tick, &mut self.cx);
        }
        for pane in &mut self.panes {
            pane.input(&Input::Tick, &mut self.cx);
        }
        self.settle();
        self.rest();
    }

    /// What was noted since the last tick goes to the disk; where somebody else is writing, with the next.
    pub(super) fn settle(&mut self) {
        if let Err(e) = self.cx.store.settle()
            && !e.is_busy()
        {
            self.toast = Some(Toast::error(e.to_string()));
        }
    }

    /// Nobody has typed for a while: what can wait is done.
    fn rest(&mut self) {
        if (self.cx.now - self.last_key).num_seconds() >= REST
            && let Err(e) = self.cx.store.tidy()
            && !e.is_busy()
        {
            self.toast = Some(Toast::error(e.to_string()));
        }
    }

    fn is_idle(&self) -> bool {
        let limit = i64::from(self.cx.config.idle_minutes);
        limit > 0 && (self.cx.now - self.last_key).num_minutes() >= limit
    }

    fn key(&mut self, key: KeyEvent) {
        if self.lock.is_some() {
            return self.key_while_locked(key);
        }
        self.toast = None;
        let chord = Chord::from(key);
        let typing = self.typing();
        if typing && chord.is_text() && self.text_input(&Input::Key(key)) == Taken::Yes {
            return;
        }
        let done = self.command(chord, key, typing);
        if let Err(e) = done {
            self.say(Toast::error(e.to_string()));
        }
    }

    fn typing(&self) -> bool {
        self.layers.last().map_or_else(|| self.panes[self.focus].typing(), |l| l.typing())
    }

    /// The layer's or pane's own text input.
    fn text_input(&mut self, input: &Input) -> Taken {
        match self.layers.last_mut() {
            Some(layer) => layer.input(input, &mut self.cx),
            None => self.panes[self.focus].input(input, &mut self.cx),
        }
    }

    fn command(&mut self, chord: Chord, key: KeyEvent, typing: bool) -> Done {
        let scope = self.layers.last().map_or_else(|| self.panes[self.focus].tab().id, |l| l.scope());
        if let Some(id) = self.keymap.command(scope, chord) {
            return self.run_here(id);
        }
        if self.text_input(&Input::Key(key)) == Taken::Yes {
            return Ok(());
        }
        if typing && chord.is_text() {
            return Ok(());
        }
        if let Some(id) = self.keymap.command(EVERYWHERE, chord).filter(|id| self.reaches_through(id, typing)) {
            return self.run_anywhere(id);
        }
        if self.layers.is_empty() && self.pane_key(chord) {
            return Ok(());
        }
        self.toast = Some(Toast::error(self.nothing(chord)));
        Ok(())
    }

    /// Under a layer only these work: the call, the commands, the lock, leaving, stepping back; where nothing is typed,
    /// undo and redo too.
    fn reaches_through(&self, id: &str, typing: bool) -> bool {
        let always = ["back", "lock", "leave", "palette", "help"];
        if !typing && ["undo", "redo"].contains(&id) {
            return true;
        }
        let call = self.panes.iter().any(|p| p.infos().iter().any(|i| i.id == id));
        self.layers.is_empty() || call || always.contains(&id)
    }

    /// Numbers go to panes, arrows move.
    fn pane_key(&mut self, chord: Chord) -> bool {
        if let KeyCode::Char(c) = chord.code
            && chord.is_text()
            && let Some(at) = self.panes.iter().position(|p| p.tab().number == Some(c))
        {
            self.go_to(at);
            return true;
        }
        let Some(to) = move_of(chord) else { return false };
        self.panes[self.focus].moved(to, &mut self.cx);
        true
    }

    fn nothing(&self, chord: Chord) -> String {
        if chord.to_string() == "Ctrl-C" {
            return format!("Ctrl-C does nothing here. {} leaves Rolltop.", self.keymap.shown("leave"));
        }
        // Where one types, the key of the help is a character.
        let shows = if self.typing() { "palette" } else { "help" };
        format!("{chord} does nothing here. {} shows every key.", self.keymap.shown(shows))
    }

    /// Runs a command of the top layer or the focused pane.
    fn run_here(&mut self, id: &str) -> Done {
        match self.layers.last_mut() {
            Some(layer) => layer.run(id, &mut self.cx),
            None => self.panes[self.focus].run(id, &mut self.cx),
        }
    }

    /// Runs a command by its id, whoever has it: the top layer, the focused pane, everywhere, another pane.
    pub(super) fn run_anywhere(&mut self, id: &str) -> Done {
        if let Some(at) = id.strip_prefix("go:").and_then(|id| self.panes.iter().position(|p| p.tab().id == id)) {
            self.go_to(at);
            return Ok(());
        }
        if self.layers.last().is_some_and(|l| l.infos().iter().any(|i| i.id == id)) {
            return self.run_here(id);
        }
        if global::infos().iter().any(|i| i.id == id) {
            return run_of(global::rows(), id, &mut Everywhere, &mut self.cx);
        }
        let Some(at) = self.panes.iter().position(|p| p.infos().iter().any(|i| i.id == id)) else { return Ok(()) };
        let everywhere = self.panes[at].infos().iter().any(|i| i.id == id && i.everywhere);
        if !everywhere && at != self.focus {
            self.go_to(at);
        }
        self.freshen(at);
        self.panes[at].run(id, &mut self.cx)
    }

    /// Goes to a pane; to the one that has the focus already: in full.
    pub(super) fn go_to(&mut self, at: usize) {
        self.full = self.full || at == self.focus || !self.panes[at].tab().home;
        self.focus = at;
        self.freshen(at);
    }
}
