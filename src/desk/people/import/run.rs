//! The dry run and the import itself.

use chrono::NaiveDateTime;

use super::{Bad, Importer, Outcome, Plan, SourceFile, What, reject_line};
use crate::desk::settings;
use crate::exchange::mapping::Mapping;
use crate::exchange::person::PersonCard;
use crate::store::{Db, Edit, Refusal, Store};

/// So many refused lines are named in a sentence; the rest is counted.
const NAMED: usize = 20;

/// Told after every so many lines how far it is; false: stop.
pub type Progress<'a> = &'a mut dyn FnMut(usize) -> bool;

/// What importing the file would do. Nothing is written.
///
/// # Errors
/// It was stopped, or the desk could not be read.
pub fn plan(file: &SourceFile, db: Db<'_>, now: NaiveDateTime, progress: Progress<'_>) -> Result<Plan, Refusal> {
    let mut importer = Importer::new(now);
    each(file, &mut importer, progress, |importer, card| judge(importer, file.what, db, card), |_| Ok(()))
}

/// Imports the file as one change: all of it, or with `skip_bad` all lines that are good.
///
/// # Errors
/// A line that cannot be taken, named with its reason (then nothing is imported); or it was stopped.
pub fn run(
    file: &SourceFile,
    store: &mut Store,
    who: &str,
    now: NaiveDateTime,
    skip_bad: bool,
    progress: Progress<'_>,
) -> Result<Plan, Refusal> {
    let word = if file.what == What::Patients { "patients" } else { "contacts" };
    let mut done = Plan::default();
    store.bulk(&format!("Imported {word} from {}", file.name), who, now, |bulk| {
        let mut importer = Importer::new(now);
        let cell = std::cell::RefCell::new(bulk);
        let judged = |importer: &mut Importer, card: &PersonCard| judge(importer, file.what, cell.borrow().db(), card);
        let write =
            |edits: Vec<Edit>| edits.iter().filter(|e| !e.is_idle()).try_for_each(|edit| cell.borrow_mut().edit(edit));
        done = each(file, &mut importer, progress, judged, write)?;
        if !done.rejected.is_empty() && !skip_bad {
            return Err(refused(file, &done));
        }
        remember(file, &mut cell.borrow_mut())
    })?;
    Ok(done)
}

/// The mapping that was used for a file with the same headings before.
pub fn remembered(db: Db<'_>, file: &SourceFile) -> Result<Option<Mapping>, Refusal> {
    let Some(signature) = file.signature() else { return Ok(None) };
    Ok(settings::get(db, &signature)?.and_then(|json| serde_json::from_str(&json).ok()))
}

/// The mapping stands in the change of the import: one undo takes back both.
fn remember(file: &SourceFile, bulk: &mut crate::store::Bulk<'_>) -> Result<(), Refusal> {
    let (Some(signature), Some(mapping)) = (file.signature(), file.mapping()) else { return Ok(()) };
    let change = settings::set(bulk.db(), &signature, &serde_json::to_string(mapping)?, "")?;
    change.edits.iter().filter(|e| !e.is_idle()).try_for_each(|edit| bulk.edit(edit))
}

fn judge(importer: &mut Importer, what: What, db: Db<'_>, card: &PersonCard) -> super::Verdict {
    if what == What::Patients { importer.patient(db, card) } else { importer.contact(db, card) }
}

fn each(
    file: &SourceFile,
    importer: &mut Importer,
    progress: Progress<'_>,
    mut judged: impl FnMut(&mut Importer, &PersonCard) -> super::Verdict,
    mut write: impl FnMut(Vec<Edit>) -> Result<(), Refusal>,
) -> Result<Plan, Refusal> {
    let mut plan = Plan::default();
    for (n, card) in file.cards().enumerate() {
        if n % 50 == 0 && !progress(n) {
            return Err(Refusal::rule("Stopped. Nothing was imported."));
        }
        match judged(importer, &card) {
            Err(Bad::Reason(reason)) => plan.rejected.push((card.line, reason)),
            Err(Bad::Refused(refusal)) => return Err(refusal),
            Ok((outcome, edits)) => {
                plan.count(outcome);
                write(edits)?;
            }
        }
    }
    plan.practices = importer.made;
    plan.rejected.extend(file.problems().iter().map(|p| (p.line, p.reason.clone())));
    plan.rejected.sort();
    Ok(plan)
}

impl Plan {
    fn count(&mut self, outcome: Outcome) {
        let place = match outcome {
            Outcome::New => &mut self.new,
            Outcome::Changed => &mut self.changed,
            Outcome::Same => &mut self.same,
            Outcome::Repeated => &mut self.repeated,
            Outcome::LeftOut => &mut self.left_out,
        };
        *place += 1;
    }
}

/// The refused lines as sentences, and that nothing was imported.
fn refused(file: &SourceFile, plan: &Plan) -> Refusal {
    let lines = plan.rejected.iter().take(NAMED).map(|(line, reason)| reject_line(&file.name, *line, reason));
    let mut said: Vec<String> = lines.collect();
    if plan.rejected.len() > NAMED {
        said.push(format!("and {} more lines", plan.rejected.len() - NAMED));
    }
    said.push("Nothing was imported. Mend these lines, or leave them out.".into());
    Refusal::rule(said.join("\n"))
}
