//! What a pane of the desk must be able to do, and its erased form that the program works with.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::cx::Cx;
use super::input::{Input, Taken};
use crate::keys::{Command, Done, RowInfo};
use crate::store::Refusal;
use crate::ui::Look;

/// A command of something of type `T`.
pub type Row<T> = Command<T, Cx>;

/// How a pane is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tab {
    /// Its name in the configuration and in commands, such as `tasks`.
    pub id: &'static str,
    /// Its number, where it has one.
    pub number: Option<char>,
    /// Its letter after `g`.
    pub letter: char,
    /// Its name on the screen.
    pub title: &'static str,
    /// Whether it is one of the four on the desk.
    pub home: bool,
}

/// How a pane is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// The whole screen is its own.
    pub full: bool,
    /// It has the focus.
    pub focused: bool,
}

/// Where the selection is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Move {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    Mark,
}

/// What stands in the title line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Items to act on now.
    pub act_now: usize,
    /// Items due today.
    pub due_today: usize,
}

/// A line that stands above everything until it is dealt with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskLine {
    /// What it says.
    pub text: String,
    /// The command that deals with it.
    pub command: &'static str,
}

/// A pane of the desk.
pub trait Pane: Sized + 'static {
    /// How it is reached.
    const TAB: Tab;

    /// The tables whose records it shows.
    const KINDS: &'static [&'static str];

    /// Its commands.
    fn rows() -> &'static [Row<Self>];

    /// The pane as it stands on a desk that was just opened.
    fn new(cx: &mut Cx) -> Self;

    /// Reads again what it shows.
    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal>;

    /// Reads again what it counts, while something else is on the screen; what it shows is read when it is looked at.
    fn glance(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.refresh(cx)
    }

    /// Its heading: name, what is in it, sort and filter ("Inbox · 7 open · worst clock first").
    fn heading(&self) -> String;

    /// Draws it into its area, border included. Gives the place of the cursor.
    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position>;

    /// Moves the selection.
    fn moved(&mut self, to: Move, cx: &mut Cx);

    /// Enter on the selection, in the full pane.
    fn enter(&mut self, cx: &mut Cx) -> Done;

    /// Shows a record of one of its kinds.
    fn show(&mut self, kind: &str, id: &str, cx: &mut Cx) -> Done;

    /// What it counts.
    fn counts(&self) -> Counts {
        Counts::default()
    }

    /// What is to be seen on every screen: a reminder that rang.
    fn line(&self) -> Option<DeskLine> {
        None
    }

    /// Narrows the list to what was typed; empty: all of it again.
    fn narrow(&mut self, typed: &str, cx: &mut Cx) -> Result<(), Refusal>;

    /// What the list is narrowed to.
    fn narrowed(&self) -> &str;

    /// One step back inside the pane. False: there is none left.
    fn back(&mut self, _cx: &mut Cx) -> bool {
        false
    }

    /// Whether keys type text here just now.
    fn typing(&self) -> bool {
        false
    }

    /// A key, paste or tick that is no command.
    fn input(&mut self, _input: &Input, _cx: &mut Cx) -> Taken {
        Taken::No
    }

    /// Whether a command stands in the footer now; one of another page of the pane is left out.
    fn in_footer(&self, _id: &str) -> bool {
        true
    }
}

/// A pane of whatever type.
#[allow(missing_docs, reason = "the same as in `Pane`, by index of the row")]
pub trait AnyPane {
    fn tab(&self) -> Tab;
    fn kinds(&self) -> &'static [&'static str];
    fn infos(&self) -> Vec<RowInfo>;
    fn ready(&self, id: &str, cx: &Cx) -> Result<(), String>;
    fn run(&mut self, id: &str, cx: &mut Cx) -> Done;
    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal>;
    fn glance(&mut self, cx: &mut Cx) -> Result<(), Refusal>;
    fn heading(&self) -> String;
    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position>;
    fn moved(&mut self, to: Move, cx: &mut Cx);
    fn enter(&mut self, cx: &mut Cx) -> Done;
    fn show(&mut self, kind: &str, id: &str, cx: &mut Cx) -> Done;
    fn counts(&self) -> Counts;
    fn line(&self) -> Option<DeskLine>;
    fn narrow(&mut self, typed: &str, cx: &mut Cx) -> Result<(), Refusal>;
    fn narrowed(&self) -> &str;
    fn back(&mut self, cx: &mut Cx) -> bool;
    fn typing(&self) -> bool;
    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken;
    fn in_footer(&self, id: &str) -> bool;
}

/// The rows of a type as what is known of them without a value of it.
pub(super) fn infos_of<T: 'static>(rows: &'static [Row<T>]) -> Vec<RowInfo> {
    rows.iter().map(Command::info).collect()
}

/// Whether a row can be done now.
pub(super) fn ready_of<T: 'static>(rows: &'static [Row<T>], id: &str, on: &T, cx: &Cx) -> Result<(), String> {
    rows.iter().find(|r| r.id == id).map_or(Ok(()), |r| (r.ready)(on, cx))
}

/// Runs a row, or says why it cannot be done.
pub(super) fn run_of<T: 'static>(rows: &'static [Row<T>], id: &str, on: &mut T, cx: &mut Cx) -> Done {
    let Some(row) = rows.iter().find(|r| r.id == id) else { return Ok(()) };
    (row.ready)(on, cx).map_err(Refusal::Rule)?;
    (row.run)(on, cx)
}

impl<P: Pane> AnyPane for P {
    fn tab(&self) -> Tab {
        P::TAB
    }
    fn kinds(&self) -> &'static [&'static str] {
        P::KINDS
    }
    fn infos(&self) -> Vec<RowInfo> {
        infos_of(P::rows())
    }
    fn ready(&self, id: &str, cx: &Cx) -> Result<(), String> {
        ready_of(P::rows(), id, self, cx)
    }
    fn run(&mut self, id: &str, cx: &mut Cx) -> Done {
        run_of(P::rows(), id, self, cx)
    }
    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        Pane::refresh(self, cx)
    }
    fn glance(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        Pane::glance(self, cx)
    }
    fn heading(&self) -> String {
        Pane::heading(self)
    }
    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        Pane::draw(self, frame, area, view, look)
    }
    fn moved(&mut self, to: Move, cx: &mut Cx) {
        Pane::moved(self, to, cx);
    }
    fn enter(&mut self, cx: &mut Cx) -> Done {
        Pane::enter(self, cx)
    }
    fn show(&mut self, kind: &str, id: &str, cx: &mut Cx) -> Done {
        Pane::show(self, kind, id, cx)
    }
    fn counts(&self) -> Counts {
        Pane::counts(self)
    }
    fn line(&self) -> Option<DeskLine> {
        Pane::line(self)
    }
    fn narrow(&mut self, typed: &str, cx: &mut Cx) -> Result<(), Refusal> {
        Pane::narrow(self, typed, cx)
    }
    fn narrowed(&self) -> &str {
        Pane::narrowed(self)
    }
    fn back(&mut self, cx: &mut Cx) -> bool {
        Pane::back(self, cx)
    }
    fn typing(&self) -> bool {
        Pane::typing(self)
    }
    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        Pane::input(self, input, cx)
    }
    fn in_footer(&self, id: &str) -> bool {
        Pane::in_footer(self, id)
    }
}
