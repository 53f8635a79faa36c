//! The watched folder of post: what rests there is taken in, and set aside; what cannot be becomes a task. A recording
//! that was dropped here is a dictation.

use chrono::NaiveDateTime;

use super::model::post_end;
use super::take::{self, Fate};
use crate::app::Cx;
use crate::config::Config;
use crate::desk::dictation::watch::{Counts, refuse};
use crate::desk::files;
use crate::desk::watch::{Dealt, Rested, Watch};
use crate::keys::Done;
use crate::store::{Refusal, Store};

/// Every plain file is wanted: what cannot be taken in is said.
pub fn is_wanted(_: &str) -> bool {
    true
}

/// A quarter of a second went by: looks at the folder now and then, and takes in what rests, beside the screen.
pub fn tick(watch: &mut Watch, cx: &mut Cx) -> Done {
    let folder = cx.config.incoming.place(cx.store.desk().folder());
    let given = watch.tick(folder, is_wanted);
    if given.is_empty() {
        return Ok(());
    }
    let (dealt, working) = (watch.dealt.clone(), watch.dealt.work());
    let (config, who, now) = (cx.config.clone(), cx.who.clone(), cx.now);
    cx.start(move |store| {
        let _working = working;
        let counts = collect(store, &config, &given, &dealt, (&who, now))?;
        Ok(counts.said("piece of post", "pieces of post"))
    })
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
    let after = config.incoming.after;
    for file in given.iter().filter(|f| f.path.exists()) {
        let into = match one(store, config, file, by) {
            Ok(true) => {
                counts.taken += 1;
                "taken"
            }
            Ok(false) => {
                counts.again += 1;
                "taken"
            }
            Err(why) if why.is_busy() => return Err(why),
            Err(why) => {
                counts.refused += 1;
                refuse(store, &why.to_string(), by)?;
                "refused"
            }
        };
        let _ = files::set_aside(&file.path, into, after);
        dealt.with(file);
    }
    Ok(counts)
}

/// Takes one in. False: the same came in before.
fn one(store: &mut Store, config: &Config, file: &Rested, by: (&str, NaiveDateTime)) -> Result<bool, Refusal> {
    let name = file.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    if post_end(&name).is_none() && crate::desk::dictation::watch::is_wanted(&name) {
        use crate::desk::dictation::{rules_told::Told, take as tape};
        let fate = tape::look_at(store, config, &file.path, Told::default(), by)?;
        return Ok(matches!(fate, tape::Fate::Taken(_)));
    }
    Ok(matches!(take::take_in(store, config, &file.path, by)?, Fate::Taken(_)))
}
