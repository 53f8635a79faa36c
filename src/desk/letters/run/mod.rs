//! The print run: all that is approved to go by post, in the order of the envelopes, as one file or on the printer; made
//! beside the screen. After it, what was printed is said, and that counts as sent.

mod answer;
mod choose;
pub mod make;
pub mod order;
mod work;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::model_post::PrintRun;
use super::{Letter, repo_post};
use crate::app::{Cx, Input, Layer, Row, Taken};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::list::{Line, ListState};
use crate::ui::{Look, pen};
use make::Chosen;
use work::Work;

/// The print run on the screen.
pub struct RunLayer {
    step: Step,
    lines: Vec<Line>,
    state: ListState,
    both_sides: bool,
}

enum Step {
    /// What goes into it is shown.
    Choose(Chosen),
    /// It is being made.
    Making(Work),
    /// It is made: was it all printed?
    Answer(PrintRun),
}

/// Opens the print run of these letters, of none: of all that are approved to go by post. A run that is not answered yet
/// comes first.
pub(super) fn open(letters: &[Letter], cx: &mut Cx) -> Done {
    if let Some(run) = repo_post::open_runs(cx.db())?.into_iter().next() {
        let layer = RunLayer::answer(run, cx)?;
        cx.open(layer);
        return Ok(());
    }
    let chosen =
        if letters.is_empty() { make::all_approved(cx.db(), cx.now)? } else { make::chosen(cx.db(), letters, cx.now)? };
    if chosen.letters.is_empty() && chosen.by_email.is_empty() {
        let why = chosen.left_out.first().cloned();
        return Err(Refusal::rule(why.unwrap_or_else(|| "No letter is approved to go by post or e-mail.".into())));
    }
    cx.open(RunLayer::choose(chosen));
    Ok(())
}

/// What stands above the desk while a run is not answered.
pub(super) fn waiting(cx: &Cx) -> Result<Option<String>, Refusal> {
    let runs = repo_post::open_runs(cx.db())?;
    let Some(run) = runs.first() else { return Ok(None) };
    let at = run.at.parse().map(crate::text::dates::stamp).unwrap_or_default();
    let letters = if run.sheets.len() == 1 { "1 letter".into() } else { format!("{} letters", run.sheets.len()) };
    Ok(Some(format!("Print run of {at}, {letters}: were they all printed?")))
}

impl RunLayer {
    fn at(step: Step) -> Self {
        Self { step, lines: Vec::new(), state: ListState::default(), both_sides: true }
    }

    fn ready(&self, is: impl Fn(&Step) -> bool, not: &str) -> Result<(), String> {
        if is(&self.step) { Ok(()) } else { Err(not.to_owned()) }
    }
}

impl Layer for RunLayer {
    const SCOPE: &'static str = "+run";

    fn rows() -> &'static [Row<Self>] {
        choose::ROWS
    }

    fn typing(&self) -> bool {
        false
    }

    fn in_footer(&self, id: &str) -> bool {
        match &self.step {
            Step::Choose(_) => !matches!(id, "run.yes" | "run.none" | "run.open" | "run.stop" | "run.spoilt"),
            Step::Making(_) => id == "run.stop",
            Step::Answer(_) => matches!(id, "run.yes" | "run.none" | "run.open" | "run.spoilt"),
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        match input {
            Input::Tick => self.look(cx),
            Input::Key(key) => return self.state.handle(&self.lines, *key).into(),
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        match &self.step {
            Step::Choose(_) => self.draw_chosen(frame, area, look),
            Step::Making(work) => work.draw(frame, area, look),
            Step::Answer(_) => self.draw_answer(frame, area, look),
        }
    }
}
