//! Work beside the screen: on a thread of its own, with a connection of its own.

use std::sync::mpsc::{Receiver, TryRecvError, channel};

use super::cx::Cx;
use crate::store::{Refusal, Store};

/// What a job answers: a sentence to say (empty: nothing), or why it was not done.
pub type JobAnswer = Result<String, Refusal>;

/// A job that is under way.
pub struct Job {
    answer: Receiver<JobAnswer>,
}

impl Cx {
    /// Starts work beside the screen. No key waits for it; its answer is said in the footer when it is done.
    pub fn start(&mut self, work: impl FnOnce(&mut Store) -> JobAnswer + Send + 'static) -> Result<(), Refusal> {
        let open = self.store.beside_later(self.now);
        let (send, answer) = channel();
        std::thread::spawn(move || {
            let done = open().map_err(|e| Refusal::rule(e.to_string())).and_then(|mut store| work(&mut store));
            // Where the desk has been left meanwhile nobody listens any more.
            let _ = send.send(done);
        });
        self.jobs.push(Job { answer });
        Ok(())
    }

    /// Whether work is under way beside the screen.
    pub fn busy(&self) -> bool {
        !self.jobs.is_empty()
    }

    /// Takes the answers of the jobs that are done.
    pub(super) fn hear_jobs(&mut self) {
        for job in std::mem::take(&mut self.jobs) {
            match job.answer.try_recv() {
                Err(TryRecvError::Empty) => self.jobs.push(job),
                Err(TryRecvError::Disconnected) => {
                    self.warn("The work beside the screen stopped before it was done. Nothing of it was kept.");
                }
                Ok(Err(e)) => self.warn(e.to_string()),
                Ok(Ok(sentence)) => {
                    self.dirty = true;
                    if !sentence.is_empty() {
                        self.say(sentence);
                    }
                }
            }
        }
    }
}
