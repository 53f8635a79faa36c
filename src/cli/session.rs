//! The desk as a command has it: opened with its key, with a clock and somebody who acts.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Given, passphrase};
use crate::clock::Clock;
use crate::config::Config;
use crate::desk::{TABLES, settings, team};
use crate::form::{Entity, Given as FormGiven};
use crate::store::{Access, Change, Db, Desk, Refusal, Store};

/// Who acts where nobody was named, as on the screen.
const NOBODY: &str = "Secretary";

/// Whose hand it is that adds a member by name, so that nobody's undo takes a name away.
const HOUSE: &str = "Rolltop";

/// An open desk, a moment, and somebody who acts.
pub struct Session {
    /// The desk's file.
    pub store: Store,
    /// The moment of the command.
    pub now: NaiveDateTime,
    /// Who acts.
    pub who: String,
    /// The settings.
    pub config: Config,
    /// Whether the answer is for a machine: what only it reads is not made for people.
    pub json: bool,
}

impl Session {
    /// Opens the desk, makes it where there is none.
    pub fn open(given: &Given) -> Result<Self, Refusal> {
        let desk = folder(given)?;
        let now = clock(given).now();
        let config = Config::read(desk.folder())?;
        let word = match (desk.access()?, &given.key_file) {
            (Access::Plain, _) | (Access::Absent, None) => None,
            (_, Some(file)) => Some(passphrase::read(file)?),
            (Access::Locked, None) => Some(passphrase::ask("Passphrase: ")?),
        };
        let store = desk.open(word.as_deref(), TABLES, now).map_err(|e| Refusal::rule(e.to_string()))?;
        Ok(Self { json: given.json, ..Self::of(store, now, given.who.as_deref(), config)? })
    }

    /// A session on an open desk. Who acts is added to the team where nobody bears that name.
    pub fn of(mut store: Store, now: NaiveDateTime, who: Option<&str>, config: Config) -> Result<Self, Refusal> {
        let known = settings::get(store.db(), settings::WHO)?;
        let name = who.map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).or(known);
        let name = name.unwrap_or_else(|| NOBODY.to_owned());
        if let Some(change) = team::repo::ensure(store.db(), &name, "secretary", now)? {
            store.apply(&change, HOUSE, now)?;
        }
        if let Some(change) = team::acts::sweep(store.db(), now)? {
            store.apply(&change, HOUSE, now)?;
        }
        let who = team::repo::named(store.db(), &name)?.map_or(name, |m| m.name);
        Ok(Self { store, now, who, config, json: false })
    }

    /// What the desk can be asked.
    pub fn db(&self) -> Db<'_> {
        self.store.db()
    }

    /// The day of the command.
    pub fn today(&self) -> NaiveDate {
        self.now.date()
    }

    /// Does a change in the name of who acts.
    pub fn apply(&mut self, change: &Change) -> Result<(), Refusal> {
        self.store.apply(change, &self.who, self.now)?;
        Ok(())
    }

    /// Sets a field of a record from text, with the check that the form on the screen has.
    pub fn set<E: Entity>(&self, record: &mut E, id: &str, text: &str) -> Result<(), Refusal> {
        let field = E::fields()
            .iter()
            .find(|f| f.id == id)
            .ok_or_else(|| Refusal::rule(format!("A {} has no field {id}.", E::WORD)))?;
        (field.set)(record, text, &FormGiven { now: self.now }).map_err(Refusal::rule)
    }

    /// The same, where an option was given.
    pub fn set_if<E: Entity>(&self, record: &mut E, id: &str, text: Option<&str>) -> Result<(), Refusal> {
        text.map_or(Ok(()), |text| self.set(record, id, text))
    }
}

/// The desk that was asked for, else the platform's own folder.
pub fn folder(given: &Given) -> Result<Desk, Refusal> {
    if let Some(folder) = &given.desk {
        return Ok(Desk::at(folder));
    }
    let dirs = directories::ProjectDirs::from("", "", "rolltop")
        .ok_or("No home folder was found. Say where the desk is with --desk.")?;
    Ok(Desk::at(dirs.data_dir()))
}

/// The clock that was asked for.
pub fn clock(given: &Given) -> Clock {
    given.now.map_or(Clock::System, Clock::Fixed)
}
