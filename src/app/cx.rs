//! What a command is given, and what it can ask for.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::layer::AnyLayer;
use crate::config::Config;
use crate::store::{Change, Db, Found, Refusal, Store};

/// Which of these patients could be taken for somebody else, and how: `like name`, `same birth date`.
pub type Alike = fn(Db<'_>, &[&str]) -> Result<HashMap<String, &'static str>, Refusal>;

/// Given to every command: the store, the time of the key press, who presses, and the settings.
pub struct Cx {
    /// The desk.
    pub store: Store,
    /// The time of this key press.
    pub now: NaiveDateTime,
    /// The team member who sits here.
    pub who: String,
    /// The settings.
    pub config: Config,
    /// Which of some patients could be taken for somebody else.
    pub alike: Alike,
    /// Asked for and not yet carried out, in order.
    pub(super) effects: Vec<Effect>,
    /// Whether something was written, so that the panes read again.
    pub(super) dirty: bool,
    /// Work under way beside the screen.
    pub(super) jobs: Vec<super::job::Job>,
}

/// What a command can ask of the program.
pub enum Effect {
    /// Lay something over the screen.
    Open(Box<dyn AnyLayer>),
    /// Take the top layer away.
    Close,
    /// Take the top layer of this scope away, whatever lies over it: what worked beside the screen is done.
    CloseOf(&'static str),
    /// Say a sentence in the footer.
    Say(String),
    /// Say in the footer why something was not done.
    Warn(String),
    /// Go to a pane, by its id, in full.
    Go(&'static str),
    /// Show a record in the pane that keeps its kind.
    Show {
        /// The table of the record.
        kind: String,
        /// Its identifier.
        id: String,
    },
    /// Run a command by its id, on the layer, the pane or everywhere.
    Run(String),
    /// Put a text on the terminal's clipboard.
    Copy(String),
    /// Ring the terminal's bell.
    Bell,
    /// Let the desktop notify; the sentence names nobody.
    Notify(String),
    /// Narrow the list of the pane to what is typed.
    Narrow(String),
    /// One of the program's own doings.
    Own(Own),
}

/// The program's own doings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// Take back the last change.
    Undo,
    /// Do it again.
    Redo,
    /// One step back: layer, then full pane, then the desk.
    Back,
    /// The pane in full, or again as one of four.
    Full,
    /// The next pane of the desk.
    NextPane,
    /// The one before.
    PrevPane,
    /// Every key that works here.
    Help,
    /// Every command of every pane.
    Palette,
    /// Where to go.
    Goto,
    /// Find anything.
    Find,
    /// Type to narrow the list.
    NarrowTyping,
    /// Blank and locked.
    Lock,
    /// Set, change or remove the passphrase.
    Passphrase,
    /// Leave the program.
    Leave,
}

impl Cx {
    /// A context for a desk that has been opened.
    pub fn new(store: Store, now: NaiveDateTime, who: impl Into<String>, config: Config) -> Self {
        let alike: Alike = |_, _| Ok(HashMap::new());
        Self { store, now, who: who.into(), config, alike, effects: Vec::new(), dirty: false, jobs: Vec::new() }
    }

    /// Today.
    pub fn today(&self) -> NaiveDate {
        self.now.date()
    }

    /// What the desk can be asked.
    pub fn db(&self) -> Db<'_> {
        self.store.db()
    }

    /// The marks of those among these who could be taken for somebody else, by identifier.
    pub fn marks(&self, found: &[Found]) -> Result<HashMap<String, &'static str>, Refusal> {
        let ids: Vec<&str> = found.iter().filter(|f| f.kind == "patient").map(|f| f.id.as_str()).collect();
        if ids.is_empty() { Ok(HashMap::new()) } else { (self.alike)(self.db(), &ids) }
    }

    /// Does a change and says so, with how to take it back. A change that alters nothing is not written.
    pub fn apply(&mut self, change: &Change) -> Result<(), Refusal> {
        let idle = change.edits.iter().all(crate::store::Edit::is_idle);
        self.apply_quietly(change)?;
        self.say(if idle {
            format!("{}: nothing was different.", change.label)
        } else {
            format!("{}. Ctrl-Z undoes it.", change.label)
        });
        Ok(())
    }

    /// As [`Cx::apply`], if a rule over many rows still holds in the moment of writing.
    pub fn apply_if(
        &mut self,
        change: &Change,
        holds: impl FnOnce(Db<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        self.store.apply_if(change, &self.who, self.now, holds)?;
        self.dirty = true;
        self.say(format!("{}. Ctrl-Z undoes it.", change.label));
        Ok(())
    }

    /// Does a change without a word: what is saved along the way.
    pub fn apply_quietly(&mut self, change: &Change) -> Result<(), Refusal> {
        self.store.apply(change, &self.who, self.now)?;
        self.dirty = true;
        Ok(())
    }

    /// Writes into the journal that a record was opened.
    pub fn viewed(&mut self, table: &str, id: &str, label: &str) -> Result<(), Refusal> {
        self.store.viewed(table, id, label, &self.who, self.now)
    }

    /// Asks for something.
    pub fn ask(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Lays something over the screen.
    pub fn open(&mut self, layer: impl AnyLayer) {
        self.ask(Effect::Open(Box::new(layer)));
    }

    /// Takes the top layer away.
    pub fn close(&mut self) {
        self.ask(Effect::Close);
    }

    /// Takes the layer away that asks, before what it opened meanwhile comes to lie on top.
    pub fn close_below(&mut self) {
        self.effects.insert(0, Effect::Close);
    }

    /// Says a sentence in the footer.
    pub fn say(&mut self, sentence: impl Into<String>) {
        self.ask(Effect::Say(sentence.into()));
    }

    /// Says in the footer why something was not done.
    pub fn warn(&mut self, sentence: impl Into<String>) {
        self.ask(Effect::Warn(sentence.into()));
    }

    /// What is typed could not be kept for the moment. Where somebody else is writing that is no alarm: the next tick tries again.
    pub fn unkept(&mut self, why: &Refusal) {
        if why.is_busy() {
            let busy = "An import or another window is writing to the desk: what you type is kept here, and goes to the file when that is done.";
            return self.say(busy);
        }
        self.warn(why.to_string());
    }

    /// Shows a record in the pane that keeps its kind.
    pub fn show(&mut self, kind: impl Into<String>, id: impl Into<String>) {
        self.ask(Effect::Show { kind: kind.into(), id: id.into() });
    }

    /// Makes the panes read again.
    pub fn touch(&mut self) {
        self.dirty = true;
    }
}
