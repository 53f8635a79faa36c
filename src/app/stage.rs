//! The whole program in the terminal: the door first, then the desk.

use chrono::NaiveDateTime;
use ratatui::Frame;

use super::cx::Alike;
use super::door::{Door, DoorStep, FirstDesk};
use super::{After, App, Cx, Input, LayerRows, Panes, Program};
use crate::clock::Clock;
use crate::config::Config;
use crate::store::{Desk, Refusal, Store, Table};
use crate::ui::{Look, Theme};

/// What the desk is made of; handed in, since the program knows no pane by its name.
#[derive(Clone, Copy)]
pub struct Parts {
    /// All tables.
    pub tables: &'static [Table],
    /// The panes.
    pub panes: Panes,
    /// The rows of the layers.
    pub layer_rows: LayerRows,
    /// Writes the answers of the first start.
    pub settle_in: fn(&mut Store, &FirstDesk, NaiveDateTime) -> Result<(), Refusal>,
    /// Who sits here where nobody said so.
    pub whose: fn(&Store) -> Result<Option<String>, Refusal>,
    /// What is done when the desk has been opened: the daily copy, what a kill left behind.
    pub opened: fn(&mut Cx) -> Result<(), Refusal>,
    /// Which of some patients could be taken for somebody else.
    pub alike: Alike,
}

/// The program in the terminal.
pub struct Stage {
    parts: Parts,
    clock: Clock,
    config: Config,
    look: Look,
    who: Option<String>,
    at: At,
    fault: Option<String>,
}

enum At {
    Door(Door),
    Desk(Box<App>),
    Over,
}

/// The look of the settings, with `NO_COLOR` respected.
///
/// # Errors
/// A sentence where there is no such theme.
pub fn look_of(config: &Config, plain: bool, no_color: bool, folder: &std::path::Path) -> Result<Look, String> {
    let name = if no_color { "mono" } else { config.theme.as_str() };
    let theme = if let Some(theme) = Theme::named(name) {
        theme
    } else {
        let path = folder.join("themes").join(format!("{name}.toml"));
        let text = std::fs::read_to_string(&path).map_err(|_| {
            format!(
                "There is no theme {name}. The themes are default, light, contrast and mono, or a file {}.",
                path.display()
            )
        })?;
        Theme::parse(&text).map_err(|e| format!("{}: {e}", path.display()))?
    };
    Ok(if plain || config.plain { Look::plain(theme) } else { Look::new(theme) })
}

impl Stage {
    /// The program on a desk that may still be shut.
    pub fn new(desk: Desk, parts: Parts, clock: Clock, config: Config, look: Look, who: Option<String>) -> Self {
        let name = who.clone().unwrap_or_default();
        let mut door = Door::new(desk, parts.tables, &name);
        let step = door.try_open(clock.now());
        let mut stage = Self { parts, clock, config, look, who, at: At::Door(door), fault: None };
        stage.step(step);
        stage
    }

    /// Why the program ended, where it was not asked to.
    pub fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    fn step(&mut self, step: DoorStep) {
        match step {
            DoorStep::Shut => {}
            DoorStep::Away => self.at = At::Over,
            DoorStep::Open(store, first) => {
                if let Err(e) = self.enter(*store, first) {
                    self.fault = Some(e.to_string());
                    self.at = At::Over;
                }
            }
        }
    }

    fn enter(&mut self, mut store: Store, first: Option<FirstDesk>) -> Result<(), Refusal> {
        let now = self.clock.now();
        if let Some(first) = &first {
            (self.parts.settle_in)(&mut store, first, now)?;
        }
        let known = (self.parts.whose)(&store)?;
        let who = self.who.clone().or_else(|| first.map(|f| f.name)).or(known).unwrap_or_else(|| "Secretary".into());
        let mut cx = Cx::new(store, now, who, self.config.clone());
        cx.alike = self.parts.alike;
        (self.parts.opened)(&mut cx)?;
        let app = App::new(cx, self.clock, self.look.clone(), self.parts.panes, self.parts.layer_rows);
        let said = |faults: Vec<crate::keys::KeyError>| {
            Refusal::rule(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        };
        self.at = At::Desk(Box::new(app.map_err(said)?));
        Ok(())
    }
}

impl Program for Stage {
    fn handle(&mut self, input: &Input) -> bool {
        match &mut self.at {
            At::Door(door) => {
                let step = door.handle(input, self.clock.now());
                self.step(step);
            }
            At::Desk(app) => {
                app.handle(input);
                return !app.leaving();
            }
            At::Over => {}
        }
        !matches!(self.at, At::Over)
    }

    fn draw(&mut self, frame: &mut Frame) {
        match &mut self.at {
            At::Door(door) => door.draw(frame, &self.look),
            At::Desk(app) => app.draw(frame),
            At::Over => {}
        }
    }

    fn after(&mut self) -> After {
        if let At::Desk(app) = &mut self.at { app.after() } else { After::default() }
    }

    fn keep(&mut self) {
        if let At::Desk(app) = &mut self.at {
            app.keep_everything();
        }
    }
}
