//! The run is made beside the screen: no key waits for it, and it can be stopped.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::make::{self, Chosen, Made, Progress};
use super::{RunLayer, Step};
use crate::app::{Cx, Effect, Layer, Notice};
use crate::desk::letters::model_post::PrintRun;
use crate::desk::letters::{House, out};
use crate::keys::Done;
use crate::paper::print::{self, Job};
use crate::store::{Change, Refusal, Store};
use crate::ui::prose::{Para, Scroll};
use crate::ui::{Look, overlay};

/// Where the letters go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum To {
    /// Into one file.
    File,
    /// To the printer.
    Printer,
}

/// What came of a run: the record of it, what could not be printed; or why nothing was.
type Outcome = Result<(PrintRun, Vec<String>), String>;

/// A run that is being made.
pub(super) struct Work {
    progress: Arc<Progress>,
    outcome: Arc<Mutex<Option<Outcome>>>,
    of: usize,
}

impl Work {
    fn words(&self) -> String {
        let done = self.progress.done.load(Ordering::Relaxed);
        if done >= self.of {
            "All are set; the file is being written.".into()
        } else {
            format!("{done} of {} letters are set.", self.of)
        }
    }

    pub(super) fn stop(&self) {
        self.progress.stop.store(true, Ordering::Relaxed);
    }

    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let paras = [
            Para::body(self.words()),
            Para::gap(),
            Para::dim("Esc goes back to the desk while it goes on. x stops it; nothing is printed then."),
        ];
        overlay::message(frame, area, "Print run", &paras, &mut Scroll::default(), look)
    }
}

/// The worker's part: the file or the printer, and the record that a run waits for its answer.
fn carry_out(
    store: &mut Store,
    house: &House,
    chosen: &Chosen,
    (both_sides, to): (bool, To),
    (who, now): (&str, chrono::NaiveDateTime),
    progress: &Progress,
) -> Result<(PrintRun, Vec<String>), Refusal> {
    let made = make::make(store.db(), house, chosen, both_sides, now, progress)?;
    let place = deliver(&made, house, both_sides, to, now)?;
    let run = make::run_of(&made, &place, who, now);
    let label = format!("Print run of {} letters", run.sheets.len());
    store.apply(&Change::new(label).insert(&run), who, now)?;
    Ok((run, made.faults))
}

fn deliver(
    made: &Made,
    house: &House,
    both_sides: bool,
    to: To,
    now: chrono::NaiveDateTime,
) -> Result<String, Refusal> {
    match to {
        To::File => Ok(out::keep_run(house, &made.pdf, now)?.display().to_string()),
        To::Printer => {
            let job = Job::new("Letters", "").on_both_sides(both_sides);
            print::print(&made.pdf, &job, 1).map_err(|e| Refusal::rule(e.to_string()))?;
            Ok("printer".into())
        }
    }
}

impl RunLayer {
    /// Begins to make it.
    pub(super) fn make(&mut self, to: To, cx: &mut Cx) -> Done {
        let Step::Choose(chosen) = &self.step else { return Ok(()) };
        let (house, chosen) = (House::of(&cx.store, &cx.config)?, chosen.clone());
        let work = Work { progress: Arc::default(), outcome: Arc::default(), of: chosen.sheets() };
        let (progress, outcome) = (Arc::clone(&work.progress), Arc::clone(&work.outcome));
        let (both_sides, who, now) = (self.both_sides, cx.who.clone(), cx.now);
        cx.start(move |store| {
            let made = carry_out(store, &house, &chosen, (both_sides, to), (&who, now), &progress);
            let told = match &made {
                Ok(it) => Ok(it.clone()),
                Err(e) => Err(e.to_string()),
            };
            if let Ok(mut place) = outcome.lock() {
                *place = Some(told);
            }
            let (run, faults) = made?;
            let short =
                if faults.is_empty() { String::new() } else { format!(" {} could not be printed.", faults.len()) };
            Ok(format!("The print run of {} letters is made.{short}", run.sheets.len()))
        })?;
        self.step = Step::Making(work);
        Ok(())
    }

    /// Looks whether it is made.
    pub(super) fn look(&mut self, cx: &mut Cx) {
        let Step::Making(work) = &self.step else { return };
        let told = work.outcome.lock().ok().and_then(|mut o| o.take());
        match told {
            None => {}
            // The worker's own sentence says why.
            Some(Err(_)) => cx.ask(Effect::CloseOf(Self::SCOPE)),
            Some(Ok((run, faults))) => {
                match Self::answer(run, cx) {
                    Ok(answer) => *self = answer,
                    Err(e) => cx.warn(e.to_string()),
                }
                if !faults.is_empty() {
                    cx.open(Notice::new("Not printed", faults.iter().map(Para::body).collect()));
                }
            }
        }
    }

    pub(super) fn stop(&mut self) -> Done {
        if let Step::Making(work) = &self.step {
            work.stop();
        }
        Ok(())
    }

    pub(super) fn show_file(&mut self) -> Done {
        match &self.step {
            Step::Answer(run) if run.file == "printer" => Err("It went to the printer: there is no file.".into()),
            Step::Answer(run) => out::open(Path::new(&run.file)),
            _ => Ok(()),
        }
    }
}
