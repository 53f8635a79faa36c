//! The import on the screen: the file, its columns, what would happen, then the import itself; keys never wait.

mod job;
mod say;

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::export::full_path;
use super::import::{Plan, SourceFile, What, remembered};
use crate::app::{Cx, Effect, Input, Layer, MenuItem, Row, Taken, choose, prompt};
use crate::exchange::mapping::{Field, Kind};
use crate::keys::{Command, Done, Place};
use crate::store::Refusal;
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::prose::{Scroll, scroll_text};
use crate::ui::{Look, Meaning, panel, pen};
use job::{Job, Reading, Work};

/// Files beyond this are no lists of people.
const LARGEST: u64 = 512 * 1024 * 1024;

/// A larger file is read beside the screen: no key waits for it.
const SMALL: u64 = 256 * 1024;

/// The import on the screen.
pub struct ImportLayer {
    file: Arc<SourceFile>,
    at: Step,
    columns: Vec<Line>,
    state: ListState,
    scroll: Scroll,
}

enum Step {
    /// A large file is being read.
    Reading(Reading),
    /// The columns are shown and can be changed.
    Columns,
    /// The dry run is under way.
    Checking(Job),
    /// What would happen is shown.
    Checked(Plan),
    /// The import is under way.
    Importing(Job),
    /// It is being stopped.
    Stopping(Job),
}

/// Asks what the file holds and where it is.
pub(super) fn ask(cx: &mut Cx) -> Done {
    let item = |id: &str, label: &str, detail: &str| MenuItem::new(id, "", label, detail);
    let items = vec![
        item("patients", "Patients", "CSV or address cards"),
        item("contacts", "Contacts", "CSV, address cards, or the national lists of practices and trusts"),
    ];
    choose(cx, "Import what", items, |id, cx| {
        let what = if id == "patients" { What::Patients } else { What::Contacts };
        prompt(cx, &format!("Import {id}"), &[("From which file", "")], move |answers, cx| open(&answers[0], what, cx));
        Ok(())
    });
    Ok(())
}

fn open(typed: &str, what: What, cx: &mut Cx) -> Done {
    let path = full_path(typed)?;
    let fail = |e: std::io::Error| Refusal::rule(format!("{} could not be read: {e}.", path.display()));
    let size = std::fs::metadata(&path).map_err(fail)?.len();
    if size > LARGEST {
        return Err(Refusal::rule(format!("{} is too large for a list of people.", path.display())));
    }
    let name = path.file_name().map_or_else(|| typed.to_owned(), |n| n.to_string_lossy().into_owned());
    let layer = if size > SMALL {
        ImportLayer::reading(path, &name, what)
    } else {
        ImportLayer::new(job::read(&path, &name, what)?, cx)?
    };
    cx.open(layer);
    Ok(())
}

impl ImportLayer {
    fn new(file: SourceFile, cx: &mut Cx) -> Result<Self, Refusal> {
        let mut layer = Self::at(Step::Columns, SourceFile::nothing(&file.name, file.what));
        layer.take(file, cx)?;
        Ok(layer)
    }

    fn reading(path: PathBuf, name: &str, what: What) -> Self {
        Self::at(Step::Reading(Reading::start(path, name, what)), SourceFile::nothing(name, what))
    }

    fn at(at: Step, file: SourceFile) -> Self {
        Self { file: Arc::new(file), at, columns: Vec::new(), state: ListState::default(), scroll: Scroll::default() }
    }

    /// The file was read: its columns are shown, or where it has none it is checked at once.
    fn take(&mut self, mut file: SourceFile, cx: &mut Cx) -> Done {
        if let Some(mapping) = remembered(cx.db(), &file)? {
            file.set_mapping(mapping);
        }
        let mapped = file.mapping().is_some();
        self.file = Arc::new(file);
        self.at = Step::Columns;
        self.list_columns();
        if mapped { Ok(()) } else { self.check(cx) }
    }

    fn list_columns(&mut self) {
        let line = |c: crate::exchange::mapping::Shown| {
            let meaning = if c.field.is_some() { Meaning::ToDo } else { Meaning::None };
            Line::new(c.column.to_string(), meaning, [c.heading, c.meaning, c.sample])
        };
        self.columns = self.file.columns().into_iter().map(line).collect();
        self.state.keep(&self.columns);
    }

    fn check(&mut self, cx: &mut Cx) -> Done {
        let missing = self.file.missing();
        if !missing.is_empty() {
            return Err(Refusal::rule(format!(
                "No column holds {}. Choose the column and say so with Left or Right.",
                missing.join(" nor ")
            )));
        }
        self.at = Step::Checking(Job::start(&self.file, Work::Check, cx)?);
        Ok(())
    }

    /// The next step: check the file, then import it.
    fn next(&mut self, cx: &mut Cx) -> Done {
        match &self.at {
            Step::Columns => self.check(cx),
            Step::Checked(plan) if !plan.rejected.is_empty() => Err(Refusal::rule(
                "Some lines cannot be taken, so nothing is. Mend the file and come again, or press s to leave them out.",
            )),
            Step::Checked(plan) if plan.new + plan.changed + plan.repeated == 0 => {
                cx.close();
                cx.say("Everything in this file is here already, just so. Nothing was imported.");
                Ok(())
            }
            Step::Checked(_) => {
                self.at = Step::Importing(Job::start(&self.file, Work::Import { skip_bad: false }, cx)?);
                Ok(())
            }
            _ => Err(Refusal::rule("It is under way; Esc stops it.")),
        }
    }

    /// Imports the good lines and writes the others into a file of their own.
    fn skip_bad(&mut self, cx: &mut Cx) -> Done {
        let Step::Checked(plan) = &self.at else {
            return Err(Refusal::rule("First see what would happen: Enter."));
        };
        if plan.rejected.is_empty() {
            return Err(Refusal::rule("Every line can be taken: Enter imports them."));
        }
        let bytes = self.file.rejects(&plan.rejected);
        let count = plan.rejected.len();
        prompt(cx, "Where to write the lines that are left out", &[("File", "rejects.csv")], move |answers, cx| {
            let path = full_path(&answers[0])?;
            if path.exists() {
                return Err(Refusal::rule(format!("{} is there already; choose another name.", path.display())));
            }
            super::export::write_private(&path, &bytes)?;
            cx.say(format!("{count} lines went to {}.", path.display()));
            cx.ask(Effect::Run("import.rest".into()));
            Ok(())
        });
        Ok(())
    }

    fn rest(&mut self, cx: &mut Cx) -> Done {
        if matches!(self.at, Step::Checked(_)) {
            self.at = Step::Importing(Job::start(&self.file, Work::Import { skip_bad: true }, cx)?);
        }
        Ok(())
    }

    /// Says that the selected column holds the next or the previous field.
    fn turn(&mut self, by: isize) -> Done {
        let (Step::Columns, Some(mapping)) = (&self.at, self.file.mapping()) else {
            return Err(Refusal::rule("The columns can be changed before the file is checked: Esc goes back."));
        };
        let kind = if self.file.what == What::Patients { Kind::Patients } else { Kind::Contacts };
        let fields = Field::of(kind);
        let column = self.state.selected();
        let now = mapping.columns.iter().find(|c| c.column == column).map(|c| c.field);
        let place = now.and_then(|f| fields.iter().position(|x| *x == f)).map_or(0, |at| at as isize + 1);
        let len = fields.len() as isize + 1;
        let next = (place + by).rem_euclid(len);
        let field = if next == 0 { None } else { fields.get(next as usize - 1).copied() };
        let mut changed = mapping.clone();
        changed.set(column, field);
        let Some(file) = Arc::get_mut(&mut self.file) else { return Ok(()) };
        file.set_mapping(changed);
        self.list_columns();
        Ok(())
    }

    /// Looks whether the work beside the screen is done.
    fn look(&mut self, cx: &mut Cx) {
        if let Step::Reading(reading) = &self.at {
            let Some(read) = reading.result() else { return };
            if let Err(e) = read.and_then(|file| self.take(file, cx)) {
                self.leave(cx);
                cx.warn(e.to_string());
            }
            return;
        }
        let (Step::Checking(job) | Step::Importing(job) | Step::Stopping(job)) = &mut self.at else { return };
        let Some(result) = job.result() else { return };
        let work = job.work;
        match (result, work) {
            (Ok(plan), Work::Check) => {
                self.scroll = Scroll::default();
                self.at = Step::Checked(plan);
            }
            (Ok(plan), Work::Import { .. }) => {
                self.leave(cx);
                cx.touch();
                cx.say(format!("Imported {}: {}. Ctrl-Z undoes it.", self.file.name, plan.words()));
            }
            (Err(refusal), work) => {
                let stopped = matches!(self.at, Step::Stopping(_));
                if stopped || work == Work::Check || self.file.mapping().is_none() {
                    self.leave(cx);
                } else {
                    self.at = Step::Columns;
                }
                cx.warn(refusal.to_string());
            }
        }
    }

    /// Closes this layer and no other: a call may lie over it when the work is done.
    fn leave(&mut self, cx: &mut Cx) {
        self.at = Step::Columns;
        cx.ask(Effect::CloseOf(Self::SCOPE));
    }

    const ROWS: &'static [Row<Self>] = &[
        Command {
            id: "import.next",
            keys: &["enter", "ctrl-s"],
            label: "Go on",
            sentence: "See what would happen, then import.",
            place: Place::Footer(1),
            everywhere: false,
            ready: |layer, _| may_go_on(layer),
            run: Self::next,
        },
        Command {
            id: "import.field",
            keys: &["right"],
            label: "Next field",
            sentence: "The selected column holds the next field.",
            place: Place::Footer(2),
            everywhere: false,
            ready: |layer, _| shows_columns(layer),
            run: |layer, _| layer.turn(1),
        },
        Command {
            id: "import.field_back",
            keys: &["left"],
            label: "Field before",
            sentence: "The selected column holds the field before.",
            place: Place::Menu,
            everywhere: false,
            ready: |layer, _| shows_columns(layer),
            run: |layer, _| layer.turn(-1),
        },
        Command {
            id: "import.skip_bad",
            keys: &["s"],
            label: "Skip bad lines",
            sentence: "Import the lines that are good; the others go to a file with their reasons.",
            place: Place::Footer(3),
            everywhere: false,
            ready: |layer, _| has_bad_lines(layer),
            run: Self::skip_bad,
        },
        Command {
            id: "import.rest",
            keys: &[],
            label: "Import the rest",
            sentence: "Import the lines that are good.",
            place: Place::Menu,
            everywhere: false,
            ready: crate::keys::command::always,
            run: Self::rest,
        },
    ];
}

fn may_go_on(layer: &ImportLayer) -> Result<(), String> {
    match &layer.at {
        Step::Columns | Step::Checked(_) => Ok(()),
        _ => Err("It is under way; Esc stops it.".into()),
    }
}

fn shows_columns(layer: &ImportLayer) -> Result<(), String> {
    match (&layer.at, layer.file.mapping()) {
        (Step::Columns, Some(_)) => Ok(()),
        (Step::Checked(_), Some(_)) => {
            Err("The columns can be changed before the file is checked: Esc goes back.".into())
        }
        (Step::Columns | Step::Checked(_), None) => Err("This file has no columns that could be changed.".into()),
        _ => Err("It is under way; Esc stops it.".into()),
    }
}

fn has_bad_lines(layer: &ImportLayer) -> Result<(), String> {
    match &layer.at {
        Step::Checked(plan) if plan.rejected.is_empty() => Err("Every line can be taken: Enter imports them.".into()),
        Step::Checked(_) => Ok(()),
        Step::Columns => Err("First see what would happen: Enter.".into()),
        _ => Err("It is under way; Esc stops it.".into()),
    }
}

const COLUMNS: &[Column] = &[Column::fill(2), Column::fill(2), Column::fill(3).priority(1)];

impl Layer for ImportLayer {
    const SCOPE: &'static str = "+import";

    fn rows() -> &'static [Row<Self>] {
        Self::ROWS
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        match input {
            Input::Tick => {
                self.look(cx);
                Taken::Yes
            }
            Input::Key(key) if matches!(self.at, Step::Columns) => self.state.handle(&self.columns, *key).into(),
            Input::Key(key) => self.scroll.handle(*key).into(),
            _ => Taken::No,
        }
    }

    fn in_footer(&self, id: &str) -> bool {
        let now = match id {
            "import.next" => may_go_on(self),
            "import.skip_bad" => has_bad_lines(self),
            _ => shows_columns(self),
        };
        now.is_ok()
    }

    /// A step back: from the counts to the columns; work that is under way is stopped first.
    fn esc(&mut self, cx: &mut Cx) {
        match std::mem::replace(&mut self.at, Step::Columns) {
            Step::Checked(_) if self.file.mapping().is_some() => {}
            Step::Columns | Step::Checked(_) | Step::Reading(_) => cx.close(),
            Step::Checking(job) | Step::Importing(job) | Step::Stopping(job) => {
                job.stop();
                self.at = Step::Stopping(job);
            }
        }
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let what = if self.file.what == What::Patients { "patients" } else { "contacts" };
        let title = format!("Import {what} from {}", self.file.name);
        let inner = panel::panel(frame, area, &title, true, look);
        if !matches!(self.at, Step::Columns) {
            return scroll_text(frame, inner, &self.paras(), &mut self.scroll, look);
        }
        let head = "What each column holds. Up and Down choose a column, Left and Right change it, Enter goes on.";
        let wide = usize::from(inner.width.saturating_sub(2));
        let rows = crate::ui::width::wrap(head, wide);
        for (y, row) in (0..inner.height).zip(&rows) {
            pen::put(frame.buffer_mut(), inner, 1, y, row, look.theme.dim);
        }
        let list = List { columns: COLUMNS, empty: "There are no columns.", hint: "", focused: true };
        list.draw(frame, pen::below(inner, rows.len() as u16 + 1), &self.columns, &mut self.state, look)
    }
}
