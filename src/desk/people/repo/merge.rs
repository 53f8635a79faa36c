//! Everything that hangs on a patient moves with the merge, in one change.

use chrono::NaiveDateTime;

use crate::desk::clinics::Appointment;
use crate::desk::diary::Entry;
use crate::desk::inbox::Query;
use crate::desk::letters::Letter;
use crate::desk::links::Link;
use crate::desk::people::Patient;
use crate::desk::people::model::merge;
use crate::desk::tasks::Task;
use crate::store::{Change, Db, Record, Refusal};

/// The change that makes one record of two: queries, letters, tasks and diary entries of `goes` become those of `stays`.
///
/// # Errors
/// As [`merge`].
pub fn merge_change(
    db: Db<'_>,
    stays: &Patient,
    goes: &Patient,
    reason: &str,
    now: NaiveDateTime,
) -> Result<Change, Refusal> {
    let merged = merge(stays, goes, reason, now).map_err(Refusal::Rule)?;
    let label = match reason.trim() {
        "" => format!("Merged {} into {}", goes.name(), stays.name()),
        reason => format!("Merged {} into {} ({reason})", goes.name(), stays.name()),
    };
    // The one that goes lets go of its NHS number first: no two live records may bear the same.
    let mut change = Change::new(label).update(goes, &merged.goes).update(stays, &merged.stays);
    let to = || Some(stays.id.clone());
    change = moved::<Query>(db, change, &goes.id, |q| Query { patient_id: to(), ..q.clone() })?;
    change = moved::<Letter>(db, change, &goes.id, |l| readdressed(l, &goes.id, &stays.id))?;
    change = moved::<Task>(db, change, &goes.id, |t| Task { patient_id: to(), ..t.clone() })?;
    change = moved::<Entry>(db, change, &goes.id, |e| Entry { patient_id: to(), ..e.clone() })?;
    change = moved::<Appointment>(db, change, &goes.id, |a| Appointment { patient_id: stays.id.clone(), ..a.clone() })?;
    let links: Vec<Link> =
        db.rows("SELECT * FROM link WHERE from_id = $1 OR to_id = $1 ORDER BY at, id", &[&goes.id])?;
    for link in links {
        let swap = |id: &str| if id == goes.id { stays.id.clone() } else { id.to_owned() };
        let after = Link { from_id: swap(&link.from_id), to_id: swap(&link.to_id), ..link.clone() };
        change = change.update(&link, &after);
    }
    Ok(change)
}

fn moved<R: Record>(db: Db<'_>, change: Change, from: &str, to: impl Fn(&R) -> R) -> Result<Change, Refusal> {
    let sql = format!("SELECT * FROM {} WHERE patient_id = $1 ORDER BY id", R::TABLE);
    let records: Vec<R> = db.rows(&sql, &[&from])?;
    Ok(records.iter().fold(change, |change, record| change.update(record, &to(record))))
}

/// A letter that is not sent yet goes to the record that stays; of a sent one only the file moves.
fn readdressed(letter: &Letter, from: &str, to: &str) -> Letter {
    let mut after = Letter { patient_id: Some(to.to_owned()), ..letter.clone() };
    if !matches!(letter.state.as_str(), "sent" | "cancelled") {
        for recipient in after.recipients.iter_mut().filter(|r| r.kind == "patient" && r.id == from) {
            to.clone_into(&mut recipient.id);
        }
    }
    after
}
