//! A folder that is watched: a file is given out when it rests, which is when two looks at it saw the same size and time.
//! The folder is looked at on a thread of its own: it may be on another computer, and no key waits for that.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// So many ticks of a quarter of a second lie between two looks.
const TICKS: u8 = 8;

/// What a file looked like: size and time.
type Look = (u64, Option<SystemTime>);

/// The files of a folder with what they look like.
type Listing = BTreeMap<PathBuf, Look>;

/// What was dealt with and is still there, told by those who deal with it.
#[derive(Clone, Default)]
pub struct Dealt {
    done: Arc<Mutex<BTreeSet<(PathBuf, Look)>>>,
    busy: Arc<AtomicBool>,
}

/// A file that rests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rested {
    /// Where it is.
    pub path: PathBuf,
    look: Look,
}

/// Says that the work on what was given out is over, however it ends.
pub struct Working(Dealt);

impl Drop for Working {
    fn drop(&mut self) {
        self.0.busy.store(false, Ordering::SeqCst);
    }
}

impl Dealt {
    /// Work begins on what was given out; nothing more is given out until it is over.
    pub fn work(&self) -> Working {
        self.busy.store(true, Ordering::SeqCst);
        Working(self.clone())
    }

    /// This file was dealt with: it is not given out again while it looks the same.
    pub fn with(&self, file: &Rested) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.insert((file.path.clone(), file.look));
    }

    fn has(&self, path: &Path, look: Look) -> bool {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).contains(&(path.to_owned(), look))
    }
}

/// A folder that is watched.
#[derive(Default)]
pub struct Watch {
    ticks: u8,
    seen: Listing,
    look: Option<Receiver<Listing>>,
    /// What was dealt with.
    pub dealt: Dealt,
}

/// The plain files of a folder whose names are wanted, with what they look like; none where the folder is not there.
fn listing(folder: &Path, wanted: fn(&str) -> bool) -> Listing {
    let Ok(all) = std::fs::read_dir(folder) else { return Listing::new() };
    let mut out = Listing::new();
    for entry in all.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(about) = entry.path().symlink_metadata() else { continue };
        if about.is_file() && !name.starts_with('.') && wanted(&name) {
            out.insert(entry.path(), (about.len(), about.modified().ok()));
        }
    }
    out
}

/// Those that are the same in both looks.
fn rested(before: &Listing, now: &Listing) -> Vec<Rested> {
    let same = now.iter().filter(|(path, look)| before.get(*path) == Some(look));
    same.map(|(path, look)| Rested { path: path.clone(), look: *look }).collect()
}

impl Watch {
    /// A quarter of a second went by: the files that rest and were not dealt with. `wanted` says which names are.
    pub fn tick(&mut self, folder: Option<PathBuf>, wanted: fn(&str) -> bool) -> Vec<Rested> {
        let Some(folder) = folder else { return Vec::new() };
        if let Some(look) = &self.look {
            match look.try_recv() {
                Ok(now) => return self.seen_now(now),
                Err(TryRecvError::Empty) => return Vec::new(),
                Err(TryRecvError::Disconnected) => self.look = None,
            }
        }
        self.ticks = self.ticks.saturating_sub(1);
        if self.ticks == 0 && !self.dealt.busy.load(Ordering::SeqCst) {
            self.ticks = TICKS;
            let (tell, look) = channel();
            std::thread::spawn(move || {
                let _ = tell.send(listing(&folder, wanted));
            });
            self.look = Some(look);
        }
        Vec::new()
    }

    fn seen_now(&mut self, now: Listing) -> Vec<Rested> {
        self.look = None;
        let mut all = rested(&self.seen, &now);
        all.retain(|file| !self.dealt.has(&file.path, file.look));
        self.seen = now;
        all
    }
}

/// The files of a folder that rest, found by two looks with a moment between: for the command line.
pub fn resting(folder: &Path, wanted: fn(&str) -> bool, moment: std::time::Duration) -> Vec<Rested> {
    let first = listing(folder, wanted);
    if !first.is_empty() {
        std::thread::sleep(moment);
    }
    rested(&first, &listing(folder, wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until_given(watch: &mut Watch, folder: &Path) -> Vec<Rested> {
        for _ in 0..100_000 {
            let given = watch.tick(Some(folder.to_owned()), |name| name.ends_with("wav"));
            if !given.is_empty() {
                return given;
            }
            std::thread::yield_now();
        }
        panic!("nothing was given out");
    }

    #[test]
    fn a_file_that_grows_waits_until_it_rests() {
        let look = |size| (size, None);
        let path = PathBuf::from("a.wav");
        let at = |size| Listing::from([(path.clone(), look(size))]);
        assert!(rested(&Listing::new(), &at(1)).is_empty() && rested(&at(1), &at(2)).is_empty());
        assert_eq!(rested(&at(2), &at(2)).len(), 1);
    }

    #[test]
    fn what_was_dealt_with_is_given_out_no_more_until_it_changes() {
        let place = tempfile::tempdir().unwrap();
        for name in ["a.wav", "b.txt", ".c.wav"] {
            std::fs::write(place.path().join(name), "x").unwrap();
        }
        std::os::unix::fs::symlink(place.path().join("b.txt"), place.path().join("l.wav")).unwrap();
        let mut watch = Watch::default();
        let given = until_given(&mut watch, place.path());
        assert_eq!(given.iter().map(|r| r.path.file_name().unwrap()).collect::<Vec<_>>(), ["a.wav"]);
        watch.dealt.with(&given[0]);
        std::fs::write(place.path().join("d.wav"), "x").unwrap();
        let next = until_given(&mut watch, place.path());
        assert_eq!(next.iter().map(|r| r.path.file_name().unwrap()).collect::<Vec<_>>(), ["d.wav"]);
        assert!(watch.tick(None, |_| true).is_empty());
    }
}
