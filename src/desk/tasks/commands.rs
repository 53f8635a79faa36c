//! What can be done with tasks.

use super::{Task, TasksPane};
use crate::app::{Cx, MenuItem, Row, choose, prompt};
use crate::form::FormLayer;
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::{Change, Refusal};

fn some_chosen(pane: &TasksPane, _: &Cx) -> Result<(), String> {
    if pane.shelf.selected().is_some() { Ok(()) } else { Err("There is no task here. n makes one.".into()) }
}

pub(super) static ROWS: &[Row<TasksPane>] = &[
    row!("tasks.new", ["n"], "New", "Make a task.", Place::Footer(40), always, |_, cx| new_task(cx)),
    row!("tasks.edit", ["e"], "Edit", "Edit the task that is selected.", Place::Menu, some_chosen, edit),
    row!(
        "tasks.done",
        ["d"],
        "Done",
        "Mark the task, or all that are marked, as done.",
        Place::Footer(41),
        some_chosen,
        |pane, cx| each(pane, cx, "Done", |t, cx| t.done(cx.now))
    ),
    row!(
        "tasks.wait",
        ["w"],
        "Wait",
        "Let the task wait on somebody until a date.",
        Place::Footer(42),
        some_chosen,
        wait
    ),
    row!("tasks.cancel", ["x"], "Cancel", "Cancel the task.", Place::Menu, some_chosen, |pane, cx| each(
        pane,
        cx,
        "Cancelled",
        |t, cx| t.cancelled("", cx.now)
    )),
    row!(
        "tasks.reopen",
        ["o"],
        "Open again",
        "Open a task that is done, cancelled or waiting.",
        Place::Menu,
        some_chosen,
        |pane, cx| each(pane, cx, "Opened again", |t, _| t.opened())
    ),
    row!(
        "tasks.back",
        ["b"],
        "Result back",
        "The result that was awaited is back.",
        Place::Footer(43),
        some_chosen,
        |pane, cx| each(pane, cx, "Result back", |t, cx| t.back(cx.now))
    ),
    row!("tasks.seen", ["s"], "Seen by", "Say who has seen the result.", Place::Footer(44), some_chosen, seen),
    row!(
        "tasks.bin",
        ["del"],
        "Bin",
        "Put the task, or all that are marked, into the bin.",
        Place::Menu,
        some_chosen,
        |pane, cx| each(pane, cx, "To the bin", |t, cx| Ok(Task {
            binned_at: Some(crate::clock::stamp(cx.now)),
            ..t.clone()
        }))
    ),
    row!(
        "tasks.mine",
        ["m"],
        "Mine",
        "Show only mine, and mine that are with others; again: all.",
        Place::Menu,
        always,
        |pane, cx| {
            pane.mine = !pane.mine;
            cx.touch();
            Ok(())
        }
    ),
    row!(
        "tasks.routine",
        ["r"],
        "Routine",
        "Make the tasks of a routine: clinic preparation, a new starter.",
        Place::Menu,
        always,
        |_, cx| routine(cx)
    ),
];

/// Does the same to every chosen task, as one change.
fn each(pane: &mut TasksPane, cx: &mut Cx, word: &str, to: impl Fn(&Task, &Cx) -> Result<Task, String>) -> Done {
    let tasks: Vec<Task> = pane.shelf.chosen().into_iter().map(|s| s.listed.task.clone()).collect();
    let label = match tasks.as_slice() {
        [one] => format!("{word}: {}", one.title),
        many => format!("{word}: {} tasks", many.len()),
    };
    let mut change = Change::new(label);
    for task in &tasks {
        let after = to(task, cx)?;
        change = change.update(task, &after);
        if let Some(next) = (after.state == "done").then(|| after.next(cx.now)).flatten() {
            change = change.insert(&next);
        }
    }
    cx.apply(&change)?;
    pane.shelf.unmark();
    Ok(())
}

fn new_task(cx: &mut Cx) -> Done {
    let fresh = Task::new("", &cx.who, cx.now);
    let form = FormLayer::new("New task", None, fresh, cx, Box::new(save));
    cx.open(form);
    Ok(())
}

pub(super) fn edit(pane: &mut TasksPane, cx: &mut Cx) -> Done {
    let Some(task) = pane.shelf.selected().map(|s| s.listed.task.clone()) else {
        return Err(Refusal::rule("There is no task here. n makes one."));
    };
    edit_task(&task, cx);
    Ok(())
}

pub(super) fn edit_task(task: &Task, cx: &mut Cx) {
    let form = FormLayer::new("Task", Some(task.clone()), task.clone(), cx, Box::new(save));
    cx.open(form);
}

fn save(before: Option<&Task>, after: &Task, draft: &str, cx: &mut Cx) -> Done {
    let mut change = match before {
        None => Change::new(format!("New task: {}", after.title)).insert(after),
        Some(before) => Change::new(format!("Task: {}", after.title)).update(before, after),
    };
    if let Some(member) = crate::desk::team::repo::ensure(cx.db(), &after.owner, "secretary", cx.now)? {
        change = change.and(member);
    }
    cx.apply(&change.spends(draft))
}

fn wait(pane: &mut TasksPane, cx: &mut Cx) -> Done {
    let Some(task) = pane.shelf.selected().map(|s| s.listed.task.clone()) else { return Ok(()) };
    prompt(cx, "Wait", &[("On whom", ""), ("Until", "+1w")], move |answers, cx| {
        let until = crate::text::when::parse(&answers[1], cx.now)?;
        let until = until.first().map_or(cx.today(), |w| w.date);
        let after = task.waiting(&answers[0], until)?;
        cx.apply(&Change::new(format!("Waits: {}", task.title)).update(&task, &after))
    });
    Ok(())
}

fn seen(pane: &mut TasksPane, cx: &mut Cx) -> Done {
    let Some(task) = pane.shelf.selected().map(|s| s.listed.task.clone()) else { return Ok(()) };
    prompt(cx, "Seen by", &[("Who has seen the result", "")], move |answers, cx| {
        let after = task.seen(&answers[0], cx.now)?;
        cx.apply(&Change::new(format!("Seen by {}: {}", after.seen_by, task.title)).update(&task, &after))
    });
    Ok(())
}

/// A routine's name, and its tasks with the days from today they are due in.
type Routine = (&'static str, &'static [(&'static str, i64)]);

/// The routines: name, and its tasks with the days from today they are due in.
const ROUTINES: &[Routine] = &[
    (
        "Clinic preparation",
        &[
            ("Print the clinic list", 0),
            ("Find notes and results", 1),
            ("Check interpreters and transport", 1),
            ("Prepare outcome forms", 2),
        ],
    ),
    (
        "New starter",
        &[
            ("Ask for a network account", 0),
            ("Order a badge", 0),
            ("Book induction", 3),
            ("Order foot pedal and headset", 3),
            ("Show telephones and post", 7),
        ],
    ),
    (
        "Consultant on leave",
        &[("Cancel or cover clinics", 0), ("Set out-of-office reply", 1), ("Tell the switchboard who covers", 1)],
    ),
];

fn routine(cx: &mut Cx) -> Done {
    let line = |(n, (name, tasks)): (usize, &Routine)| {
        MenuItem::new(n.to_string(), "", *name, format!("{} tasks", tasks.len()))
    };
    let items = ROUTINES.iter().enumerate().map(line).collect();
    choose(cx, "Routine", items, |id, cx| {
        let Some((name, tasks)) = id.parse::<usize>().ok().and_then(|n| ROUTINES.get(n)) else { return Ok(()) };
        let mut change = Change::new(format!("Routine: {name}"));
        for (title, days) in *tasks {
            let due = (cx.today() + chrono::Duration::days(*days)).to_string();
            change = change.insert(&Task { due: Some(due), ..Task::new(title, &cx.who, cx.now) });
        }
        cx.apply(&change)
    });
    Ok(())
}
