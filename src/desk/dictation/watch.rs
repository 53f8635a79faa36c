//! The watched folder of dictations: what rests there is taken in, and set aside; what cannot be becomes a task.

use std::path::Path;

use chrono::NaiveDateTime;

use super::model::audio_end;
use super::rules_told::Told;
use super::take::{self, Fate};
use crate::app::Cx;
use crate::config::{After, Config};
use crate::desk::files;
use crate::desk::tasks::{self, Task};
use crate::desk::watch::{Dealt, Rested, Watch};
use crate::keys::Done;
use crate::store::{Change, Refusal, Store};

/// Whether a name is that of a recording.
pub fn is_wanted(name: &str) -> bool {
    audio_end(name).is_some()
}

/// A quarter of a second went by: looks at the folder now and then, and takes in what rests, beside the screen.
pub fn tick(watch: &mut Watch, cx: &mut Cx) -> Done {
    let folder = cx.config.dictation.place(cx.store.desk().folder());
    let given = watch.tick(folder, is_wanted);
    if given.is_empty() {
        return Ok(());
    }
    let (dealt, working) = (watch.dealt.clone(), watch.dealt.work());
    let (config, who, now) = (cx.config.clone(), cx.who.clone(), cx.now);
    cx.start(move |store| {
        let _working = working;
        let counts = collect(store, &config, &given, &dealt, (&who, now))?;
        Ok(counts.said("dictation", "dictations"))
    })
}

/// How many files were taken in, and how many were not.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Taken in.
    pub taken: usize,
    /// Taken in before.
    pub again: usize,
    /// Not taken in; each is a task.
    pub refused: usize,
}

impl Counts {
    /// A sentence; empty where there is nothing to say.
    pub fn said(self, one: &str, more: &str) -> String {
        let many = |n: usize| if n == 1 { format!("1 {one}") } else { format!("{n} {more}") };
        let mut parts = Vec::new();
        if self.taken > 0 {
            parts.push(format!("{} taken in from the folder", many(self.taken)));
        }
        if self.again > 0 {
            parts.push(format!("{} had been taken in before", many(self.again)));
        }
        if self.refused > 0 {
            parts.push(format!("{} could not be: the tasks say why", many(self.refused)));
        }
        if parts.is_empty() { String::new() } else { format!("{}.", parts.join("; ")) }
    }
}

/// Takes these files in.
///
/// # Errors
/// Somebody else is writing to the desk: what is left is taken in with the next look.
pub fn collect(
    store: &mut Store,
    config: &Config,
    given: &[Rested],
    dealt: &Dealt,
    by: (&str, NaiveDateTime),
) -> Result<Counts, Refusal> {
    let mut counts = Counts::default();
    let after = config.dictation.after;
    for file in given.iter().filter(|f| f.path.exists()) {
        match take::look_at(store, config, &file.path, Told::default(), by) {
            Ok(Fate::Taken(_)) => {
                counts.taken += 1;
                aside(&file.path, "taken", after);
            }
            Ok(Fate::Again(_)) => {
                counts.again += 1;
                aside(&file.path, "taken", after);
            }
            Err(why) if why.is_busy() => return Err(why),
            Err(why) => {
                counts.refused += 1;
                refuse(store, &why.to_string(), by)?;
                aside(&file.path, "refused", after);
            }
        }
        dealt.with(file);
    }
    Ok(counts)
}

/// Sets a recording aside with its side files. Where that cannot be it is remembered as dealt with.
fn aside(path: &Path, into: &str, after: After) {
    for file in take::sides(path).iter().map(std::path::PathBuf::as_path).chain([path]) {
        let _ = files::set_aside(file, into, after);
    }
}

/// What could not be taken in becomes a task, once.
pub fn refuse(store: &mut Store, why: &str, (who, now): (&str, NaiveDateTime)) -> Result<(), Refusal> {
    if tasks::repo::is_open(store.db(), why)? {
        return Ok(());
    }
    let task = Task { due: Some(now.date().to_string()), ..Task::new(why, who, now) };
    store.apply(&Change::new(format!("New task: {why}")).insert(&task), who, now)?;
    Ok(())
}
