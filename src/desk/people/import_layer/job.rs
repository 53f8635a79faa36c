//! Work on a file beside the screen, on a connection of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use crate::app::Cx;
use crate::desk::people::import::{Plan, SourceFile, What, plan, run};
use crate::store::{Refusal, Store};

/// Reads a file.
pub(super) fn read(path: &Path, name: &str, what: What) -> Result<SourceFile, Refusal> {
    let bytes =
        std::fs::read(path).map_err(|e| Refusal::rule(format!("{} could not be read: {e}.", path.display())))?;
    SourceFile::read(&bytes, name, what, None)
}

/// A file that is being read.
pub(super) struct Reading {
    result: Receiver<Result<SourceFile, Refusal>>,
}

impl Reading {
    /// Begins to read.
    pub fn start(path: PathBuf, name: &str, what: What) -> Self {
        let (tell, result) = channel();
        let name = name.to_owned();
        thread::spawn(move || {
            // Where the layer was left meanwhile nobody listens any more.
            let _ = tell.send(read(&path, &name, what));
        });
        Self { result }
    }

    /// What came of it, once.
    pub fn result(&self) -> Option<Result<SourceFile, Refusal>> {
        answer(&self.result, "Reading the file ended with a fault. Nothing was imported.")
    }
}

/// What a thread answered, if it has; a sentence where it ended without an answer.
fn answer<T>(from: &Receiver<Result<T, Refusal>>, fault: &str) -> Option<Result<T, Refusal>> {
    match from.try_recv() {
        Ok(result) => Some(result),
        Err(TryRecvError::Empty) => None,
        Err(TryRecvError::Disconnected) => Some(Err(Refusal::rule(fault))),
    }
}

/// What is done with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// The dry run.
    Check,
    /// The import.
    Import {
        /// Whether bad lines are left out.
        skip_bad: bool,
    },
}

/// Work that is under way.
pub(super) struct Job {
    pub work: Work,
    done: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    result: Receiver<Result<Plan, Refusal>>,
}

impl Job {
    /// Begins the work.
    pub fn start(file: &Arc<SourceFile>, work: Work, cx: &Cx) -> Result<Self, Refusal> {
        let store = cx.store.beside(cx.now).map_err(|e| Refusal::rule(e.to_string()))?;
        let (done, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let (tell, result) = channel();
        let (file, who, now) = (Arc::clone(file), cx.who.clone(), cx.now);
        let (counted, stopped) = (Arc::clone(&done), Arc::clone(&stop));
        thread::spawn(move || {
            let mut progress = |n: usize| {
                counted.store(n, Ordering::Relaxed);
                !stopped.load(Ordering::Relaxed)
            };
            let outcome = carry_out(&file, store, work, &who, now, &mut progress);
            // The file is let go of before the screen hears of the end, so that its columns can be changed again.
            drop(file);
            let _ = tell.send(outcome);
        });
        Ok(Self { work, done, stop, result })
    }

    /// What came of it, once.
    pub fn result(&mut self) -> Option<Result<Plan, Refusal>> {
        answer(&self.result, "The work on the file ended with a fault. Nothing was imported.")
    }

    /// Asks it to stop: nothing is imported then.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// How far it is.
    pub fn words(&self, of: usize) -> String {
        let n = |n: usize| crate::desk::people::view::thousands(n as i64);
        format!("{} of {} lines", n(self.done.load(Ordering::Relaxed)), n(of))
    }
}

fn carry_out(
    file: &SourceFile,
    mut store: Store,
    work: Work,
    who: &str,
    now: chrono::NaiveDateTime,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<Plan, Refusal> {
    match work {
        Work::Check => plan(file, store.db(), now, progress),
        Work::Import { skip_bad } => run(file, &mut store, who, now, skip_bad, progress),
    }
}
