//! Documents of a trip: copied into the desk's folder under a checked name, opened with the computer's own program.

use std::path::{Path, PathBuf};

use super::commands::by;
use super::model::{KeptFile, Trip};
use crate::app::{Cx, prompt};
use crate::clock::stamp;
use crate::desk::files;
use crate::desk::incoming::open::open_file;
use crate::keys::Done;
use crate::store::{Change, Db, Refusal};

/// The folder of the documents, in the desk's own.
pub const FOLDER: &str = "travel";

/// The largest document that is taken.
const MOST: u64 = 64 << 20;

/// The folder in which the documents of all trips are kept.
fn folder(desk: &Path) -> PathBuf {
    desk.join(FOLDER)
}

/// A document copied in, and the change that keeps it with the trip.
///
/// # Errors
/// It is no plain file, is empty or too large, or is kept with the trip already.
pub fn keep(db: Db<'_>, trip_id: &str, path: &Path, desk: &Path, by: super::acts::By) -> Result<Change, Refusal> {
    let trip: Trip = db.must(trip_id)?;
    let name = files::shown_name(&path.to_string_lossy());
    let copied = files::copy_in(path, &folder(desk), &files::safe_end(&name), MOST)
        .map_err(|why| Refusal::rule(format!("{} is not kept: {why}.", path.display())))?;
    if trip.kept_files.iter().any(|f| f.file == copied.file) {
        return Err(Refusal::rule(format!("{name} is kept with this trip already.")));
    }
    let mut after = trip.clone();
    after.kept_files.push(KeptFile {
        name: name.clone(),
        file: copied.file,
        bytes: copied.bytes,
        added_at: stamp(by.now),
    });
    Ok(Change::new(format!("Kept with {}: {name}", trip.label())).update(&trip, &after))
}

/// Asks for a file and keeps it with the trip.
pub(super) fn add(trip: &Trip, cx: &mut Cx) -> Done {
    let id = trip.id.clone();
    prompt(cx, &format!("A document of {}", trip.label()), &[("File", "")], move |answers, cx| {
        let desk = cx.store.desk().folder().to_owned();
        let change = keep(cx.db(), &id, Path::new(answers[0].trim()), &desk, by(cx))?;
        cx.apply(&change)
    });
    Ok(())
}

/// Takes a document away from the trip. The file stays in the desk's folder, so that it can be undone.
pub(super) fn remove(trip: &Trip, file: &str, cx: &mut Cx) -> Done {
    let mut after = trip.clone();
    after.kept_files.retain(|f| f.file != file);
    let name = trip.kept_files.iter().find(|f| f.file == file).map(|f| f.name.clone()).unwrap_or_default();
    cx.apply(&Change::new(format!("Taken from {}: {name}", trip.label())).update(trip, &after))
}

/// Opens a document with the computer's own program.
pub(super) fn open(trip: &Trip, file: &str, cx: &mut Cx) -> Done {
    let path = files::own(&folder(cx.store.desk().folder()), file)?;
    let name = trip.kept_files.iter().find(|f| f.file == file).map(|f| f.name.clone()).unwrap_or_default();
    open_file(&path, &name, &cx.config)?;
    cx.say(format!("{name} is opened in another program."));
    Ok(())
}
