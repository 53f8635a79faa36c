//! Actions: made with their tasks, changed, done and dropped with them.

use super::At;
use crate::clock::stamp;
use crate::desk::links::Link;
use crate::desk::meetings::model::{Action, Item, Logged, Meeting, Typed};
use crate::desk::meetings::repo;
use crate::desk::tasks::Task;
use crate::store::{Change, Refusal};

/// An action of an item, as it was typed: `Bob, fri, send the figures`. It is a task at once.
///
/// # Errors
/// What was typed cannot be read; the minutes are out.
pub fn add_action(at: &At<'_>, meeting: &Meeting, item: &Item, typed: &str) -> Result<(Action, Change), Refusal> {
    let typed = Typed::read(typed, &meeting.roll, at.now)?;
    meeting.with_agenda(Vec::new())?;
    let place = repo::counted(at.db, &meeting.id)? + 1;
    let (action, task) = Action::of(meeting, item, &typed, place, at.who, at.now);
    let link = Link::between(("meeting", &meeting.id), ("task", &task.id), at.now);
    let change = Change::new(format!("Action {}: {}", action.number, public(&action)));
    Ok((action.clone(), change.insert(&action).insert(&task).insert(&link)))
}

/// The line of an action as the history may say it.
fn public(action: &Action) -> String {
    if action.confidential { format!("{} (confidential)", action.owner) } else { action.line() }
}

fn task(at: &At<'_>, action: &Action) -> Result<Task, Refusal> {
    at.db.get::<Task>(&action.task_id)?.ok_or_else(|| Refusal::rule("The task of this action is not there any more."))
}

/// Done, with its task.
///
/// # Errors
/// It is closed already.
pub fn finish_action(at: &At<'_>, one: &Logged) -> Result<Change, Refusal> {
    let before = task(at, &one.action)?;
    let label = format!("Done: action {}, {}", one.action.number, public(&one.action));
    Ok(Change::new(label).update(&before, &before.done(at.now)?))
}

/// Dropped, with its task: it comes on no agenda any more.
///
/// # Errors
/// It is closed already, or it is not said why.
pub fn drop_action(at: &At<'_>, one: &Logged, reason: &str) -> Result<Change, Refusal> {
    if reason.trim().is_empty() {
        return Err(Refusal::rule("Say why the action is dropped."));
    }
    let before = task(at, &one.action)?;
    let label = format!("Dropped: action {}, {}", one.action.number, public(&one.action));
    Ok(Change::new(label).update(&before, &before.cancelled(reason, at.now)?))
}

/// Other words, somebody else, another day; its task follows.
///
/// # Errors
/// What was typed cannot be read.
pub fn edit_action(at: &At<'_>, one: &Logged, typed: &str) -> Result<Change, Refusal> {
    let meeting: Meeting = at.db.must(&one.action.meeting_id)?;
    let typed = Typed::read(typed, &meeting.roll, at.now)?;
    let due = typed.due.map(|d| d.to_string());
    let after = Action { owner: typed.owner.clone(), text: typed.text.clone(), due: due.clone(), ..one.action.clone() };
    let before = task(at, &one.action)?;
    let title = if after.confidential { before.title.clone() } else { typed.text };
    let changed = Task { owner: typed.owner, due, title, ..before.clone() };
    let label = format!("Changed action {}: {}", after.number, public(&after));
    Ok(Change::new(label).update(&one.action, &after).update(&before, &changed).trimmed())
}

/// An action into the bin; its task is cancelled with it.
///
/// # Errors
/// Its task is gone.
pub fn bin_action(at: &At<'_>, one: &Logged) -> Result<Change, Refusal> {
    let after = Action { binned_at: Some(stamp(at.now)), ..one.action.clone() };
    let change = Change::new(format!("To the bin: action {}", one.action.number)).update(&one.action, &after);
    let before = task(at, &one.action)?;
    Ok(match before.cancelled("The action was taken back", at.now) {
        Ok(cancelled) => change.update(&before, &cancelled),
        Err(_) => change,
    })
}
