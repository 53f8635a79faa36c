//! A whole file: its calendars one after another, then each override to the series of its UID.

use super::component::{Component, Ending, is_entry, tree};
use super::event::{Draft, NO_UID, Reader, at_start, read as read_event};
use super::value::{Frame, Moment};
use super::zones::Zones;
use super::{CalEvent, Override, Problem, ReadResult, task};
use crate::desk::diary::recur::{Zone, zone_named};
use chrono::NaiveDateTime;
use std::collections::HashMap;

/// Read a text.
pub(super) fn read(text: &str, desk_zone: &str) -> ReadResult {
    let (roots, frame) = tree(super::lines::unfold(text));
    let mut reader = Reader {
        zones: Zones::new(desk_zone),
        problems: Vec::new(),
        left_out: Vec::new(),
        repairs: Vec::new(),
        old: false,
        message: false,
        fine: 0,
    };
    let mut file = File { drafts: Vec::new(), result: ReadResult::default() };
    if roots.is_empty() {
        let reason = "This is not a calendar file: it has no BEGIN:VCALENDAR.".to_string();
        reader.problems.push(Problem { line: 1, reason });
    }
    for root in &roots {
        file.root(root, &mut reader);
    }
    reader.repairs.extend(frame);
    file.finish(reader)
}

struct File {
    drafts: Vec<Draft>,
    result: ReadResult,
}

impl File {
    fn root(&mut self, root: &Component<'_>, reader: &mut Reader) {
        if root.name != "VCALENDAR" {
            self.entry(root, reader);
            return;
        }
        if root.ending == Ending::FileCut {
            let reason = "The file ends before its calendar does; it may have been cut short.".to_string();
            reader.problems.push(Problem { line: root.line, reason });
        }
        reader.old = root.value("VERSION").is_some_and(|version| version.starts_with("1."));
        let method = root.value("METHOD").map(str::to_ascii_uppercase);
        let word = method.as_deref().unwrap_or_default();
        reader.message = matches!(word, "CANCEL" | "REPLY" | "REFRESH" | "DECLINECOUNTER");
        self.result.method = self.result.method.take().or(method);
        root.children.iter().filter(|child| child.name == "VTIMEZONE").for_each(|child| reader.zones.define(child));
        root.children.iter().for_each(|child| self.entry(child, reader));
    }

    fn entry(&mut self, component: &Component<'_>, reader: &mut Reader) {
        let read = match component.name.as_str() {
            "VEVENT" => read_event(component, reader).map(|draft| self.drafts.push(draft)),
            "VTODO" => task::read(component, reader).map(|task| self.result.tasks.push(task)),
            "VTIMEZONE" => Ok(()),
            name => {
                let reason = format!("{} is not taken in; only events and tasks are.", other_kind(name));
                reader.left_out.push(Problem { line: component.line, reason });
                Ok(())
            }
        };
        if let Err(reason) = read {
            reader.problems.push(Problem { line: component.line, reason });
        }
        if !is_entry(&component.name) {
            component.children.iter().for_each(|child| self.entry(child, reader));
        }
    }

    fn finish(mut self, mut reader: Reader) -> ReadResult {
        let (overrides, masters): (Vec<Draft>, Vec<Draft>) =
            self.drafts.into_iter().partition(|d| d.replaces.is_some());
        let mut by_uid: HashMap<String, usize> = HashMap::new();
        for draft in masters {
            let new = master(draft, &mut self.result.events, &mut by_uid, &mut reader);
            self.result.events.extend(new);
        }
        let mut places = HashMap::new();
        for draft in overrides {
            match by_uid.get(&draft.event.uid) {
                Some(at) => attach(&mut self.result.events[*at], draft, &mut places, &mut reader),
                None => self.result.changes.push(loose(draft, reader.zones.desk)),
            }
        }
        tasks(&mut self.result.tasks, &mut reader);
        unknown_zones(&mut reader);
        reader.repairs.sort_by_key(|problem| problem.line);
        let none = self.result.events.is_empty() && self.result.changes.is_empty() && self.result.tasks.is_empty();
        if none {
            // Where nothing can be taken in, what was passed over is the reason.
            reader.problems.append(&mut reader.left_out);
        }
        reader.problems.sort_by_key(|problem| problem.line);
        let (problems, left_out) = (reader.problems, reader.left_out);
        ReadResult { problems, left_out, repairs: reader.repairs, ..self.result }
    }
}

/// What a component is that is neither an event nor a task.
fn other_kind(name: &str) -> String {
    match name {
        "VJOURNAL" => "A journal entry".into(),
        "VFREEBUSY" => "A list of free and busy times".into(),
        name => format!("A component {}", super::text::quoted(name)),
    }
}

/// A zone that neither its name nor the file explains.
fn unknown_zones(reader: &mut Reader) {
    for name in std::mem::take(&mut reader.zones.guessed) {
        reader.mend(
            1,
            format!("The zone {} is unknown; its times were taken as the desk's own.", super::text::quoted(&name)),
        );
    }
    for (name, zone) in std::mem::take(&mut reader.zones.likened).into_iter().take(50) {
        let name = super::text::quoted(&name);
        reader.mend(1, format!("The zone {name} is not defined in the file; it was taken for {zone}."));
    }
}

/// A master takes its place: new, or as another revision of one with the same UID. Two different entries that
/// share a UID by their program's fault are both kept, the second under a UID of its own.
fn master(
    mut draft: Draft,
    events: &mut [CalEvent],
    by_uid: &mut HashMap<String, usize>,
    reader: &mut Reader,
) -> Option<CalEvent> {
    let next = events.len();
    let Some(at) = by_uid.get(&draft.event.uid).copied() else {
        by_uid.insert(draft.event.uid.clone(), next);
        return Some(draft.event);
    };
    let there = &mut events[at];
    if *there == draft.event && draft.event.uid.ends_with(NO_UID) {
        // Without a UID two that say the same are two, as they stand there twice.
        draft.event.uid = free_uid(&draft.event.uid, by_uid);
        by_uid.insert(draft.event.uid.clone(), next);
        return Some(draft.event);
    }
    if *there == draft.event {
        reader.mend(draft.line, "This entry stands twice in the file; it was taken once.");
        return None;
    }
    if there.sequence == draft.event.sequence && there.start != draft.event.start {
        draft.event.uid = free_uid(&draft.event.uid, by_uid);
        by_uid.insert(draft.event.uid.clone(), next);
        reader.mend(draft.line, "Two different entries share one UID; the second was given its own.");
        return Some(draft.event);
    }
    reader.mend(draft.line, "This entry stands in the file in two revisions; the newer was taken.");
    if newer(&draft.event, there) {
        *there = draft.event;
    }
    None
}

fn free_uid(uid: &str, by_uid: &mut HashMap<String, usize>) -> String {
    // The number of the last one made is kept under a key that no UID can have.
    let last = by_uid
        .entry(format!(
            "{uid}
"
        ))
        .or_insert(1);
    *last += 1;
    let made = format!("{uid}#{last}");
    if by_uid.contains_key(&made) { free_uid(uid, by_uid) } else { made }
}

fn newer(one: &CalEvent, other: &CalEvent) -> bool {
    (one.sequence, &one.stamp) >= (other.sequence, &other.stamp)
}

/// Where the override of an occurrence stands: by UID, occurrence and reach.
type Places = HashMap<(String, NaiveDateTime, bool), usize>;

/// An override to its series: told in the series' zone, and the newest of those for one occurrence.
fn attach(series: &mut CalEvent, draft: Draft, places: &mut Places, reader: &mut Reader) {
    let Some((at, later)) = draft.replaces else { return };
    let here = zone_of(series, reader.zones.desk);
    let at = at_start(at, series, here);
    let change = Override { recurrence_id: at, this_and_future: later, event: Box::new(draft.event) };
    // An extra date with a length of its own stands there as an override already.
    let made = |series: &CalEvent| series.overrides.iter().position(|o| o.recurrence_id == at && !later);
    let next = if series.rdates.is_empty() { None } else { made(series) }.unwrap_or(series.overrides.len());
    let place = *places.entry((series.uid.clone(), at, later)).or_insert(next);
    match series.overrides.get_mut(place) {
        Some(there) => {
            reader.mend(draft.line, "One occurrence is changed twice; the newer change was taken.");
            if newer(&change.event, &there.event) {
                *there = change;
            }
        }
        None => series.overrides.push(change),
    }
}

/// A change whose series is not here: told in its own zone.
fn loose(draft: Draft, desk: Zone) -> Override {
    let here = zone_of(&draft.event, desk);
    let (at, later) = draft.replaces.unwrap_or((Moment { wall: draft.event.start, frame: Frame::Floating }, false));
    Override { recurrence_id: at.wall_in(here), this_and_future: later, event: Box::new(draft.event) }
}

fn zone_of(event: &CalEvent, desk: Zone) -> Zone {
    event.zone.as_deref().and_then(zone_named).unwrap_or(desk)
}

/// Tasks with one UID: the newest revision. Their repeats are for the task list to make.
fn tasks(tasks: &mut Vec<super::CalTask>, reader: &mut Reader) {
    let mut by_uid: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<super::CalTask> = Vec::with_capacity(tasks.len());
    for task in tasks.drain(..) {
        if let Some(at) = by_uid.get(&task.uid) {
            let name = super::text::quoted(&task.title);
            reader.mend(1, format!("The task {name} stands in the file twice; the newer was taken."));
            if (task.sequence, &task.stamp) >= (kept[*at].sequence, &kept[*at].stamp) {
                kept[*at] = task;
            }
        } else {
            by_uid.insert(task.uid.clone(), kept.len());
            kept.push(task);
        }
    }
    *tasks = kept;
}
