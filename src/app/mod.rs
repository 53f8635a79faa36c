//! The program: a key goes to the top layer or the pane, a command runs, what it asked for is carried out,
//! the panes read again, the screen is drawn. It knows no pane by its name.

mod copying;
mod cx;
mod dispatch;
mod door;
mod draw;
mod effects;
mod find;
mod global;
mod goto;
mod input;
mod job;
mod layer;
mod lock;
mod menu;
mod narrow;
mod notice;
mod notify;
mod pane;
mod passphrase;
mod printed;
mod prompt;
mod question;
pub mod rig;
mod run;
mod shelf;
mod stage;
mod who;

pub use copying::{CopyItem, copy_one};
pub use cx::{Cx, Effect, Own};
pub use door::{Door, DoorStep, FirstDesk};
pub use input::{Input, Taken};
pub use job::JobAnswer;
pub use layer::{AnyLayer, Layer};
pub use menu::MenuItem;
pub use notice::Notice;
pub use notify::Notification;
pub use pane::{AnyPane, Counts, DeskLine, Move, Pane, Row, Tab, View};
pub use printed::{ask_file, ask_new_file, ask_printer};
pub use prompt::{choose, prompt, prompt_saying, prompt_secret};
pub use question::Question;
pub use run::{After, Program, open_terminal, run};
pub use shelf::{Shelf, Shelved};
pub use stage::{Parts, Stage, look_of};
pub use who::WhoLayer;

use chrono::NaiveDateTime;

use crate::clock::Clock;
use crate::keys::{KeyError, Keymap, RowInfo, Scope};
use crate::ui::Look;
use crate::ui::footer::Toast;
use lock::Lock;

/// Makes the panes of the desk, in their order.
pub type Panes = fn(&mut Cx) -> Vec<Box<dyn AnyPane>>;

/// The rows of every layer that the panes lay over the desk, for the key map and the printed key list.
pub type LayerRows = fn() -> Vec<(Scope, Vec<RowInfo>)>;

/// The desk on the screen.
pub struct App {
    cx: Cx,
    clock: Clock,
    panes: Vec<Box<dyn AnyPane>>,
    /// Which panes have only counted since something was written: they read when they come to the screen.
    unread: Vec<bool>,
    layers: Vec<Box<dyn AnyLayer>>,
    keymap: Keymap,
    look: Look,
    focus: usize,
    full: bool,
    toast: Option<Toast>,
    lock: Option<Lock>,
    last_key: NaiveDateTime,
    read_at: NaiveDateTime,
    leaving: bool,
    department: String,
    clipboard: Option<String>,
    loud: Loud,
}

/// What is to be heard or seen outside the screen, once.
#[derive(Default)]
struct Loud {
    /// An alarm, or a refusal.
    alarm: bool,
    /// A reminder.
    reminder: bool,
    /// What the desktop is to notify of.
    notice: Option<String>,
}

impl App {
    /// The desk with its panes, on a store that was opened.
    ///
    /// # Errors
    /// Every fault of the configured keys.
    pub fn new(
        mut cx: Cx,
        clock: Clock,
        look: Look,
        panes: Panes,
        layer_rows: LayerRows,
    ) -> Result<Self, Vec<KeyError>> {
        let panes = panes(&mut cx);
        let keymap = Keymap::build(&scopes(&panes, layer_rows), &cx.config.keys)?;
        let last_key = cx.now;
        let department =
            cx.db().text("SELECT value FROM setting WHERE id = 'department'", &[]).ok().flatten().unwrap_or_default();
        let mut app = Self {
            cx,
            clock,
            unread: vec![false; panes.len()],
            panes,
            layers: Vec::new(),
            keymap,
            look,
            focus: 0,
            full: false,
            toast: None,
            lock: None,
            last_key,
            read_at: last_key,
            leaving: false,
            department,
            clipboard: None,
            loud: Loud::default(),
        };
        app.refresh();
        app.carry_out();
        Ok(app)
    }

    /// Whether the program is to end.
    pub fn leaving(&self) -> bool {
        self.leaving
    }

    /// What is to go to the terminal's clipboard, once.
    pub fn take_clipboard(&mut self) -> Option<String> {
        self.clipboard.take()
    }

    /// Whether the bell is to ring, once: for an alarm or a refusal, or for a reminder.
    pub fn take_bell(&mut self) -> bool {
        let (alarm, reminder) = (std::mem::take(&mut self.loud.alarm), std::mem::take(&mut self.loud.reminder));
        (alarm && self.cx.config.bell) || reminder
    }

    /// What the desktop is to notify of, once, and by which way.
    pub fn take_notice(&mut self) -> Option<Notification> {
        let text = self.loud.notice.take()?;
        Notification::of(&text, &self.cx.config.reminders.notification, &|name| std::env::var_os(name))
    }

    /// Sets the clock, for rehearsals and tests.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
        self.cx.now = clock.now();
        self.last_key = self.cx.now;
    }

    /// Lets time go by without a key, for rehearsals and tests.
    pub fn let_pass(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// The keys of the program.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// The context, for tests and for the worker.
    pub fn cx(&mut self) -> &mut Cx {
        &mut self.cx
    }

    /// Keeps what is being typed: the window closes.
    pub fn keep_everything(&mut self) {
        for layer in &mut self.layers {
            layer.keep(&mut self.cx);
        }
        for pane in &mut self.panes {
            // A tick with nothing else to do writes an unsaved text.
            pane.input(&Input::Tick, &mut self.cx);
        }
        self.settle();
    }

    fn refresh(&mut self) {
        self.cx.dirty = false;
        self.read_at = self.cx.now;
        for at in 0..self.panes.len() {
            self.unread[at] = !self.panes[at].tab().home && at != self.focus;
            let pane = &mut self.panes[at];
            let read = if self.unread[at] { pane.glance(&mut self.cx) } else { pane.refresh(&mut self.cx) };
            if let Err(e) = read {
                self.toast = Some(Toast::error(e.to_string()));
            }
        }
        for layer in &mut self.layers {
            if let Err(e) = layer.refresh(&mut self.cx) {
                self.toast = Some(Toast::error(e.to_string()));
            }
        }
    }
}

impl App {
    /// Reads a pane that comes to the screen, or is asked for something, where it only counted so far.
    fn freshen(&mut self, at: usize) {
        if std::mem::take(&mut self.unread[at])
            && let Err(e) = self.panes[at].refresh(&mut self.cx)
        {
            self.toast = Some(Toast::error(e.to_string()));
        }
    }
}

/// All scopes of keys: everywhere, each pane, each layer.
pub fn scopes(panes: &[Box<dyn AnyPane>], layer_rows: LayerRows) -> Vec<(Scope, Vec<RowInfo>)> {
    let mut all = vec![(crate::keys::keymap::EVERYWHERE, global::infos())];
    all.extend(panes.iter().map(|p| (p.tab().id, p.infos())));
    all.extend(own_layers());
    all.extend(layer_rows());
    all
}

fn own_layers() -> Vec<(Scope, Vec<RowInfo>)> {
    vec![(menu::Menu::SCOPE, pane::infos_of(menu::Menu::rows())), (Question::SCOPE, pane::infos_of(Question::rows()))]
}

/// The scope and the rows of a layer, for the key map.
pub fn rows_of<L: Layer>() -> (Scope, Vec<RowInfo>) {
    (L::SCOPE, pane::infos_of(L::rows()))
}
