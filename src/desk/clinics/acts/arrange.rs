//! What an appointment's needs call for: an interpreter to book, transport to order, each a task with its day.

use chrono::{Duration, NaiveDate};

use super::At;
use crate::desk::clinics::model::{Appointment, Need};
use crate::desk::clinics::rules_clash::notice_of;
use crate::desk::links::Link;
use crate::desk::tasks::Task;
use crate::store::{Change, Refusal};

/// The appointment with a task for each need that has none, and the change that makes them. The day by which: as many
/// days before as the need takes, today at the earliest.
pub(super) fn tasks_for(at: At<'_>, one: &Appointment) -> (Appointment, Option<Change>) {
    let mut change = Change::new("");
    let mut needs = Vec::new();
    for need in &one.needs {
        if need.task_id.is_some() {
            needs.push(need.clone());
            continue;
        }
        let task = Task {
            due: Some(by_when(one.day(), &need.what, at.now.date()).to_string()),
            priority: 1,
            patient_id: Some(one.patient_id.clone()),
            ..Task::new(&format!("Arrange {}: {}", need.what, at.named(one)), at.who, at.now)
        };
        change = change.insert(&task).insert(&Link::between(("appointment", &one.id), ("task", &task.id), at.now));
        needs.push(Need { task_id: Some(task.id), ..need.clone() });
    }
    let made = !change.edits.is_empty();
    (Appointment { needs, ..one.clone() }, made.then_some(change))
}

fn by_when(day: Option<NaiveDate>, what: &str, today: NaiveDate) -> NaiveDate {
    day.map_or(today, |d| (d - Duration::days(notice_of(what).max(1))).max(today))
}

/// What was to be arranged is not needed any more: open tasks are cancelled, what was arranged is to be called off.
pub(super) fn undone_for(at: At<'_>, one: &Appointment) -> Result<Option<Change>, Refusal> {
    let mut change = Change::new("");
    for need in &one.needs {
        let Some(task) = need.task_id.as_deref().map(|id| at.db.get::<Task>(id)).transpose()?.flatten() else {
            continue;
        };
        if !task.is_over() {
            change = change.update(&task, &task.cancelled("the appointment was cancelled", at.now)?);
        } else if task.state == "done" {
            let off = Task {
                due: Some(at.now.date().to_string()),
                priority: 1,
                patient_id: Some(one.patient_id.clone()),
                ..Task::new(&format!("Move or call off {}: {}", need.what, at.named(one)), at.who, at.now)
            };
            change = change.insert(&off).insert(&Link::between(("appointment", &one.id), ("task", &off.id), at.now));
        }
    }
    Ok((!change.edits.is_empty()).then_some(change))
}
