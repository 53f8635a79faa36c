//! Lists of things to do from other programs: one change, all of it or nothing; the same file again changes nothing.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use sha2::{Digest, Sha256};

use super::Task;
use crate::clock::stamp;
use crate::desk::team;
use crate::exchange::csv;
use crate::exchange::ics::{self, CalTask};
use crate::exchange::mapping::{self, Kind, Mapping, TaskRow};
use crate::exchange::person::Problem;
use crate::store::{Change, Db, Edit, Refusal};

/// What the identifiers that go out to other programs end in.
pub const AT: &str = "@rolltop";

/// A thing to do as a file has it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    uid: String,
    title: String,
    note: String,
    due: Option<String>,
    priority: Option<i64>,
    owner: String,
    done_at: Option<String>,
    done: bool,
    cancelled: bool,
}

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// Its things to do.
    pub found: Vec<Found>,
    /// The lines that cannot be taken in.
    pub problems: Vec<Problem>,
    /// Which column is which, where the file has columns.
    pub mapping: Option<Mapping>,
}

/// What a file would change, or has changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The one change that does it.
    pub change: Change,
    /// New tasks.
    pub added: usize,
    /// Tasks that are different in the file.
    pub updated: usize,
    /// Tasks that are there just so.
    pub unchanged: usize,
}

impl Plan {
    /// In one sentence: `42 new, 3 changed, 7 the same`.
    pub fn summary(&self) -> String {
        format!("{} new, {} changed, {} the same", self.added, self.updated, self.unchanged)
    }
}

/// Reads a table. Without a column for what is to be done nothing can be taken.
pub fn read_csv(bytes: &[u8]) -> Source {
    let table = csv::sniff(bytes);
    let mapping = mapping::offer(&table.headings, Kind::Tasks);
    let missing = mapping.missing();
    if !missing.is_empty() {
        let (missing, headings) = (missing.join(" or "), table.headings.join(", "));
        let reason = format!("no column of this table holds {missing}; its headings are {headings}");
        return Source { problems: vec![Problem::new(1, reason)], ..Source::default() };
    }
    let applied = mapping::apply_tasks(&mapping, &table);
    let mut problems = table.problems.clone();
    problems.extend(applied.problems);
    problems.sort_by_key(|p| p.line);
    Source { found: applied.rows.into_iter().map(of_row).collect(), problems, mapping: Some(mapping) }
}

/// Reads the things to do of a calendar file.
pub fn read_ics(bytes: &[u8]) -> Source {
    let read = ics::read(bytes, crate::desk::diary::recur::DESK_ZONE);
    let mut problems: Vec<Problem> = read.problems.into_iter().map(|p| Problem::new(p.line, p.reason)).collect();
    if read.tasks.is_empty() && problems.is_empty() {
        problems.push(Problem::new(1, "there is nothing to do in this file"));
    }
    Source { found: read.tasks.into_iter().map(of_todo).collect(), problems, mapping: None }
}

fn of_row(row: TaskRow) -> Found {
    let due = row.due.map(|day| row.due_time.map_or_else(|| day.to_string(), |time| stamp(day.and_time(time))));
    Found {
        uid: row.uid,
        title: row.title,
        note: row.note,
        due,
        priority: row.priority.map(i64::from),
        owner: row.owner,
        done: row.done,
        done_at: row.done_on.and_then(|d| d.and_hms_opt(0, 0, 0)).map(stamp),
        cancelled: false,
    }
}

fn of_todo(todo: CalTask) -> Found {
    let day = |at: NaiveDateTime| if todo.due_all_day { at.date().to_string() } else { stamp(at) };
    Found {
        due: todo.due.map(day),
        priority: todo.priority.map(i64::from),
        owner: String::new(),
        done: todo.done,
        done_at: todo.completed.map(stamp),
        cancelled: todo.cancelled,
        uid: todo.uid,
        title: todo.title,
        note: todo.note,
    }
}

/// Works out what a file would change. `owner`: whose those are that the file gives to nobody.
pub fn plan(db: Db<'_>, source: &Source, owner: &str, who: &str, now: NaiveDateTime) -> Result<Plan, Refusal> {
    let mut plan = Plan { change: Change::new(""), added: 0, updated: 0, unchanged: 0 };
    let mut edits: Vec<Edit> = Vec::new();
    let mut owners: HashMap<String, String> = HashMap::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for found in &source.found {
        let id = id_of(db, found, &mut seen)?;
        let typed = if found.owner.is_empty() { owner } else { &found.owner };
        let owner = member(db, typed, now, &mut owners, &mut edits)?;
        let known: Option<Task> = db.get(&id)?;
        let wanted = found.over(known.as_ref(), Task { id, ..Task::new(&found.title, who, now) }, &owner, now);
        let (count, edit) = match &known {
            None => (&mut plan.added, Edit::insert(&wanted)),
            Some(known) if *known == wanted => {
                plan.unchanged += 1;
                continue;
            }
            Some(known) => (&mut plan.updated, Edit::update(known, &wanted)),
        };
        *count += 1;
        edits.push(edit);
    }
    let idle = plan.added + plan.updated == 0;
    plan.change.label = format!("Imported tasks: {}", plan.summary());
    plan.change.edits = if idle { Vec::new() } else { edits };
    Ok(plan)
}

/// The task that is meant: its own identifier come back, else one made of the other program's key, else of its words.
/// Two that say the same are two.
fn id_of(db: Db<'_>, found: &Found, seen: &mut HashMap<String, usize>) -> Result<String, Refusal> {
    if let Some(own) = found.uid.strip_suffix(AT)
        && db.get::<Task>(own)?.is_some()
    {
        return Ok(own.to_owned());
    }
    let key = match found.uid.as_str() {
        "" => format!("words\u{1f}{}\u{1f}{}", found.title, found.due.as_deref().unwrap_or_default()),
        uid => format!("uid\u{1f}{uid}"),
    };
    let count = seen.entry(key.clone()).and_modify(|n| *n += 1).or_insert(1);
    let digest = Sha256::digest(format!("task\u{1f}{key}\u{1f}{count}"));
    let short = digest.iter().take(16).fold(0u128, |sum, byte| sum << 8 | u128::from(*byte));
    Ok(format!("{short:032x}"))
}

/// The owner as the team knows the name; a new one is added once.
fn member(
    db: Db<'_>,
    name: &str,
    now: NaiveDateTime,
    owners: &mut HashMap<String, String>,
    edits: &mut Vec<Edit>,
) -> Result<String, Refusal> {
    let key = name.trim().to_lowercase();
    if let Some(known) = owners.get(&key) {
        return Ok(known.clone());
    }
    let known = team::repo::named(db, name)?.map(|m| m.name);
    if known.is_none()
        && let Some(new) = team::repo::ensure(db, name, "secretary", now)?
    {
        edits.extend(new.edits);
    }
    let name = known.unwrap_or_else(|| name.trim().to_owned());
    owners.insert(key, name.clone());
    Ok(name)
}

impl Found {
    /// What the file says over what is known; what it does not say stays, and what is over here stays over.
    fn over(&self, known: Option<&Task>, fresh: Task, owner: &str, now: NaiveDateTime) -> Task {
        let base = known.cloned().unwrap_or_else(|| Task { owner: owner.to_owned(), ..fresh });
        let text = |new: &String, old: &String| if new.is_empty() { old.clone() } else { new.clone() };
        let owner = if self.owner.is_empty() { base.owner.clone() } else { owner.to_owned() };
        let task = Task {
            title: self.title.clone(),
            note: text(&self.note, &base.note),
            due: self.due.clone().or_else(|| base.due.clone()),
            priority: self.priority.unwrap_or(base.priority),
            owner,
            ..base
        };
        let at = || Some(self.done_at.clone().unwrap_or_else(|| stamp(now)));
        match (task.is_over(), self.done, self.cancelled) {
            (false, true, _) => Task { state: "done".into(), done_at: at(), ..task },
            (false, _, true) => Task { state: "cancelled".into(), done_at: at(), ..task },
            _ => task,
        }
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::store::{Desk, Store};

    fn now() -> NaiveDateTime {
        "2026-03-03T09:41:00".parse().unwrap()
    }

    fn store(folder: &TempDir) -> Store {
        Desk::at(folder.path()).open(None, crate::desk::TABLES, now()).unwrap()
    }

    fn taken(store: &mut Store, source: &Source) -> String {
        let plan = plan(store.db(), source, "Sam", "Sam", now()).unwrap();
        store.apply(&plan.change, "Sam", now()).unwrap();
        plan.summary()
    }

    const TABLE: &str = "Subject,Due Date,Priority,Owner,Date Completed\r\n\
        Chase echo,05/03/2026,High,Jo Ward,\r\nOld one,,,,01/03/2026\r\nChase echo,05/03/2026,High,Jo Ward,\r\n";

    #[test]
    fn a_table_comes_in_once_and_undo_takes_all_of_it_back() {
        let folder = TempDir::new().unwrap();
        let mut store = store(&folder);
        let source = read_csv(TABLE.as_bytes());
        assert_eq!(source.problems, []);
        assert_eq!(taken(&mut store, &source), "3 new, 0 changed, 0 the same");
        assert_eq!(taken(&mut store, &source), "0 new, 0 changed, 3 the same");
        let all = super::super::repo::all(store.db()).unwrap();
        let first = all.iter().find(|l| l.task.title == "Chase echo").unwrap().task.clone();
        assert_eq!((first.due.as_deref(), first.priority, first.owner.as_str()), (Some("2026-03-05"), 1, "Jo Ward"));
        assert!(all.iter().any(|l| l.task.state == "done" && l.task.owner == "Sam"));
        assert!(team::repo::named(store.db(), "jo ward").unwrap().is_some());
        store.undo("Sam", now()).unwrap();
        assert!(super::super::repo::all(store.db()).unwrap().is_empty());
        assert!(team::repo::named(store.db(), "jo ward").unwrap().is_none());
    }

    #[test]
    fn what_was_done_here_is_not_opened_by_an_old_file() {
        let folder = TempDir::new().unwrap();
        let mut store = store(&folder);
        let source = read_csv(b"Subject,Due Date\nChase echo,05/03/2026\n");
        taken(&mut store, &source);
        let task = super::super::repo::all(store.db()).unwrap().remove(0).task;
        store.apply(&Change::new("Done").update(&task, &task.done(now()).unwrap()), "Sam", now()).unwrap();
        assert_eq!(taken(&mut store, &source), "0 new, 0 changed, 1 the same");
    }

    #[test]
    fn a_calendar_gives_its_things_to_do_and_a_table_without_titles_is_refused() {
        let folder = TempDir::new().unwrap();
        let mut store = store(&folder);
        let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTODO\r\nUID:a1\r\nSUMMARY:Order badges\r\n\
            DUE;VALUE=DATE:20260309\r\nPRIORITY:1\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";
        let source = read_ics(text.as_bytes());
        assert_eq!(taken(&mut store, &source), "1 new, 0 changed, 0 the same");
        let later = read_ics(text.replace("20260309", "20260310").as_bytes());
        assert_eq!(taken(&mut store, &later), "0 new, 1 changed, 0 the same");
        assert!(read_csv(b"Colour,Size\nred,4\n").problems[0].reason.contains("Title"));
        assert_eq!(read_ics(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n").problems.len(), 1);
    }
}
