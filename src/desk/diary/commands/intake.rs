//! Work on a file or a folder beside the screen, with a box that says how far it is; Esc stops it, and then nothing
//! of it is done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::app::{Cx, Input, Layer, Row, Taken};
use crate::desk::diary::import::Progress;
use crate::keys::Done;
use crate::store::{Refusal, Store};
use crate::ui::prose::{Para, Scroll};
use crate::ui::{Look, overlay};

/// How far the work is, told from beside the screen.
#[derive(Clone, Default)]
pub(super) struct Count {
    done: Arc<AtomicUsize>,
    all: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    last: Arc<AtomicBool>,
}

impl Count {
    /// So many there are in all.
    pub fn of(&self, all: usize) {
        self.all.store(all, Ordering::Relaxed);
    }

    /// So many are done. False: stop.
    pub fn at(&self, n: usize) -> bool {
        self.done.store(n, Ordering::Relaxed);
        !self.stop.load(Ordering::Relaxed)
    }

    /// From here on it cannot be stopped any more. False: it was stopped before.
    pub fn last(&self) -> bool {
        self.last.store(true, Ordering::SeqCst);
        !self.stop.load(Ordering::SeqCst)
    }
}

type Then<T> = Box<dyn FnOnce(T, &mut Cx) -> Done>;

/// Work that is under way.
pub(super) struct Working<T: Send + 'static> {
    title: String,
    doing: &'static str,
    count: Count,
    result: Receiver<Result<T, Refusal>>,
    then: Option<Then<T>>,
}

/// Starts work with a box over the screen; `then` is given what comes of it.
pub(super) fn work<T: Send + 'static>(
    cx: &mut Cx,
    (title, doing): (String, &'static str),
    job: impl FnOnce(&mut Store, &Count) -> Result<T, Refusal> + Send + 'static,
    then: impl FnOnce(T, &mut Cx) -> Done + 'static,
) -> Done {
    let mut store = cx.store.beside(cx.now).map_err(|e| Refusal::rule(e.to_string()))?;
    let (count, (tell, result)) = (Count::default(), channel());
    let beside = count.clone();
    std::thread::spawn(move || {
        // Where the desk has been left meanwhile nobody listens any more.
        let _ = tell.send(job(&mut store, &beside));
    });
    cx.open(Working { title, doing, count, result, then: Some(Box::new(then)) });
    Ok(())
}

/// A count as the import wants it.
pub(super) fn progress(count: &Count) -> impl FnMut(usize) -> bool + '_ {
    |n| count.at(n)
}

/// Hands a count to what wants a progress.
pub(super) fn with<R>(count: &Count, work: impl FnOnce(Progress<'_>) -> R) -> R {
    work(&mut progress(count))
}

fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|g| std::str::from_utf8(g).ok()).collect();
    groups.join(",")
}

impl<T: Send + 'static> Working<T> {
    /// Looks whether the work is done.
    fn look(&mut self, cx: &mut Cx) {
        let result = match self.result.try_recv() {
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => Err(Refusal::rule("The work ended with a fault. Nothing was changed.")),
            Ok(result) => result,
        };
        cx.close();
        let Some(then) = self.then.take() else { return };
        if let Err(why) = result.and_then(|value| then(value, cx)) {
            cx.warn(why.to_string());
        }
    }

    fn paras(&self) -> Vec<Para> {
        if self.count.stop.load(Ordering::Relaxed) {
            return vec![Para::body("Stopping. Nothing is changed.")];
        }
        if self.count.last.load(Ordering::SeqCst) {
            return vec![Para::body("Writing."), Para::dim("This cannot be stopped any more; Ctrl-Z undoes it.")];
        }
        let (done, all) = (self.count.done.load(Ordering::Relaxed), self.count.all.load(Ordering::Relaxed));
        let far = if all == 0 { "…".to_owned() } else { format!(": {} of {}", thousands(done), thousands(all)) };
        vec![Para::body(format!("{}{far}", self.doing)), Para::dim("Esc stops it; then nothing is changed.")]
    }
}

impl<T: Send + 'static> Layer for Working<T> {
    const SCOPE: &'static str = "+working";

    fn rows() -> &'static [Row<Self>] {
        &[]
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        match input {
            Input::Tick => self.look(cx),
            Input::Key(KeyEvent { .. }) => return Taken::No,
            _ => {}
        }
        Taken::Yes
    }

    /// Stops the work; the box closes when it has stopped.
    fn esc(&mut self, _cx: &mut Cx) {
        if !self.count.last.load(Ordering::SeqCst) {
            self.count.stop.store(true, Ordering::SeqCst);
        }
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        overlay::message(frame, area, &self.title, &self.paras(), &mut Scroll::default(), look)
    }
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([0, 999, 1_000, 12_345, 1_234_567].map(thousands), ["0", "999", "1,000", "12,345", "1,234,567"]);
    }
}
