//! The invented tasks: 40, with late ones, waiting ones, and results at every stage.

use chrono::{Duration, NaiveDateTime};

use super::folk::{CONSULTANTS, Folk, SECRETARIES};
use super::words::{fill, words};
use super::{Dice, id, insert};
use crate::clock::stamp;
use crate::desk::tasks::{Item, Task};
use crate::store::Edit;
use crate::text::names;

pub(super) fn invent(dice: &mut Dice, folk: &Folk, now: NaiveDateTime) -> Vec<Edit> {
    (0..40).map(|n| insert(&task(n, dice, folk, now))).collect()
}

fn task(n: usize, dice: &mut Dice, folk: &Folk, now: NaiveDateTime) -> Task {
    let word = words().tasks[(n * 7) % words().tasks.len()];
    let patient = folk.patient(if n == 0 { 5 } else { dice.below(400) });
    let name = names::display(&patient.surname, &patient.forename, &patient.title);
    let practice = folk.practice(patient).map_or("the practice", |p| p.name.as_str());
    let blanks = [("name", name.as_str()), ("doctor", CONSULTANTS[n % 2]), ("ward", "Ward 4"), ("practice", practice)];
    let title = if n == 0 { format!("Chase echo result: {name}") } else { fill(word.title, &blanks) };
    let days = [0, 0, 1, 1, 2, 3, 5, 8, -1, 14][n % 10];
    let about = word.title.contains("{name}") || n == 0;
    let mut task = Task {
        id: id("task", n),
        due: Some((now.date() + Duration::days(days)).to_string()),
        priority: [2, 1, 3, 2][n % 4],
        creator: super::WHO.into(),
        patient_id: about.then(|| patient.id.clone()),
        created_at: stamp(now - Duration::days(9 + (n % 20) as i64)),
        ..Task::new(&title, SECRETARIES[n % 4], now)
    };
    if word.kind == "result" || n == 0 {
        result(&mut task, n, now);
    }
    state(&mut task, n, now);
    task
}

fn result(task: &mut Task, n: usize, now: NaiveDateTime) {
    task.kind = "result".into();
    task.test = task.title.split(':').next().unwrap_or("Echo").into();
    task.asked_on = Some((now.date() - Duration::days(20)).to_string());
    task.due = None;
    task.expected_by = Some((now.date() + Duration::days([-3, 4, 9][n % 3])).to_string());
    if n % 5 == 1 {
        task.back_at = Some(stamp(now - Duration::hours(20)));
    }
}

fn state(task: &mut Task, n: usize, now: NaiveDateTime) {
    match n % 8 {
        3 => {
            task.state = "waiting".into();
            task.waiting_on = "Ward 4".into();
            task.waiting_until = Some((now.date() + Duration::days([3, -1][(n / 8) % 2])).to_string());
        }
        5 => {
            task.state = "done".into();
            task.done_at = Some(stamp(now - Duration::minutes(50 + n as i64)));
            if task.kind == "result" {
                task.back_at.clone_from(&task.done_at);
                task.seen_at.clone_from(&task.done_at);
                task.seen_by = CONSULTANTS[0].into();
            }
        }
        6 if n > 20 => {
            task.state = "cancelled".into();
            task.done_at = Some(stamp(now - Duration::days(4)));
        }
        7 => {
            let item = |text: &str, done| Item { text: text.into(), done };
            task.checklist = vec![item("Ring the practice", true), item("Write it down", false)];
        }
        _ => {}
    }
}
