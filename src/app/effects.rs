//! What commands asked for is carried out here, in order.

use super::cx::{Effect, Own};
use super::{App, find, goto, lock, menu, narrow};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::footer::Toast;

/// A command may ask for another; a ring of them stops here.
const MOST: usize = 100;

/// How sentences say what takes a change back, with the key as shipped; in a text being written it is always that key.
const TAKES_BACK: [(&str, &str, &str); 5] = [
    ("Ctrl-Z", "undo", "undoes"),
    ("Ctrl-Z", "undo", "takes it"),
    ("Ctrl-Z", "undo", "may bring"),
    ("Ctrl-Y", "redo", "does it"),
    ("Ctrl-Y", "redo", "redoes"),
];

impl App {
    pub(super) fn carry_out(&mut self) {
        for _ in 0..MOST {
            if self.cx.effects.is_empty() {
                return;
            }
            for effect in std::mem::take(&mut self.cx.effects) {
                if let Err(e) = self.effect(effect) {
                    self.say(Toast::error(e.to_string()));
                }
            }
        }
    }

    fn effect(&mut self, effect: Effect) -> Done {
        match effect {
            Effect::Open(layer) => {
                for below in &mut self.layers {
                    below.covered(layer.scope(), &mut self.cx);
                }
                self.layers.push(layer);
            }
            Effect::Close => drop(self.layers.pop()),
            Effect::CloseOf(scope) => {
                if let Some(at) = self.layers.iter().rposition(|l| l.scope() == scope) {
                    self.layers.remove(at);
                }
            }
            Effect::Say(text) => self.say(Toast::done(text)),
            Effect::Warn(text) => {
                self.say(Toast::error(text));
                self.loud.alarm = true;
            }
            Effect::Go(id) => self.go(id),
            Effect::Show { kind, id } => return self.show(&kind, &id),
            Effect::Run(id) => return self.run_anywhere(&id),
            Effect::Copy(text) => self.clipboard = Some(text),
            Effect::Bell => self.loud.reminder = true,
            Effect::Notify(text) => self.loud.notice = Some(text),
            Effect::Narrow(typed) => return self.panes[self.focus].narrow(&typed, &mut self.cx),
            Effect::Own(own) => return self.own(own),
        }
        Ok(())
    }

    fn go(&mut self, id: &str) {
        if let Some(at) = self.panes.iter().position(|p| p.tab().id == id) {
            self.focus = at;
            self.full = true;
            self.freshen(at);
        }
    }

    fn show(&mut self, kind: &str, id: &str) -> Done {
        let Some(at) = self.panes.iter().position(|p| p.kinds().contains(&kind)) else {
            return Err(Refusal::rule(format!("No pane shows a {kind}.")));
        };
        self.focus = at;
        self.full = true;
        self.freshen(at);
        self.panes[at].show(kind, id, &mut self.cx)
    }

    fn own(&mut self, own: Own) -> Done {
        match own {
            Own::Undo | Own::Redo => return self.time_travel(own),
            Own::Back => self.back(),
            Own::Full => return self.enter(),
            Own::NextPane => self.step(1),
            Own::PrevPane => self.step(self.panes.len() - 1),
            Own::Help => self.open_menu(menu::Which::Here),
            Own::Palette => {
                // What can be done in a pane hangs on what it shows.
                (0..self.panes.len()).for_each(|at| self.freshen(at));
                self.open_menu(menu::Which::All);
            }
            Own::Goto => self.layers.push(Box::new(goto::Goto::new(self.panes.iter().map(|p| p.tab()).collect()))),
            Own::Find => self.layers.push(Box::new(find::Find::new())),
            Own::NarrowTyping => self.layers.push(Box::new(narrow::Narrow::new(self.panes[self.focus].narrowed()))),
            Own::Lock => self.pull_down(),
            Own::Passphrase => return super::passphrase::change(&mut self.cx),
            Own::Leave => self.leaving = true,
        }
        Ok(())
    }

    fn time_travel(&mut self, own: Own) -> Done {
        // Over a list nothing is being written that an undo could pull the ground from under.
        if self.layers.iter().any(|l| l.typing()) {
            return Err(Refusal::rule("Step back with Esc first (what is typed is kept), then undo."));
        }
        let (label, word) = match own {
            Own::Undo => (self.cx.store.undo(&self.cx.who, self.cx.now)?, "Taken back"),
            _ => (self.cx.store.redo(&self.cx.who, self.cx.now)?, "Done again"),
        };
        let Some(label) = label else {
            let what =
                if own == Own::Undo { "There is nothing left to take back." } else { "There is nothing to do again." };
            return Err(Refusal::rule(what));
        };
        self.cx.dirty = true;
        let other = if own == Own::Undo { "Ctrl-Y does it again" } else { "Ctrl-Z takes it back" };
        self.say(Toast::done(format!("{word}: {label}. {other}.")));
        Ok(())
    }

    /// Says a sentence; where undo and redo were given other keys, with those.
    pub(super) fn say(&mut self, mut toast: Toast) {
        for (shipped, id, takes) in TAKES_BACK {
            let own = self.keymap.shown(id);
            let own = if own.is_empty() { "The command Undo or Redo".to_owned() } else { own };
            toast.text = toast.text.replace(&format!("{shipped} {takes}"), &format!("{own} {takes}"));
        }
        self.toast = Some(toast);
    }

    fn back(&mut self) {
        if let Some(layer) = self.layers.last_mut() {
            layer.esc(&mut self.cx);
        } else if !self.panes[self.focus].narrowed().is_empty() {
            let _ = self.panes[self.focus].narrow("", &mut self.cx);
        } else if !self.panes[self.focus].back(&mut self.cx) {
            if self.full {
                self.full = false;
                if !self.panes[self.focus].tab().home {
                    self.focus = 0;
                }
            } else {
                self.toast =
                    Some(Toast::done(format!("This is the desk. {} leaves Rolltop.", self.keymap.shown("leave"))));
            }
        }
    }

    fn enter(&mut self) -> Done {
        if self.full {
            return self.panes[self.focus].enter(&mut self.cx);
        }
        self.full = true;
        Ok(())
    }

    /// To the next pane in the ring; on the desk only among the four.
    fn step(&mut self, by: usize) {
        let len = self.panes.len();
        for _ in 0..len {
            self.focus = (self.focus + by) % len;
            if self.full || self.panes[self.focus].tab().home {
                return self.freshen(self.focus);
            }
        }
    }

    pub(super) fn pull_down(&mut self) {
        for layer in &mut self.layers {
            layer.keep(&mut self.cx);
        }
        self.lock = Some(lock::Lock::new(self.cx.store.encrypted()));
    }
}
