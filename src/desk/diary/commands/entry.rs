//! New, edit, move, states and bin of entries.

use chrono::{NaiveDateTime, NaiveTime};

use super::change::{Target, ask_scope, change_of, clash_line, with_calendar};
use super::leave;
use crate::app::{Cx, prompt};
use crate::desk::diary::pane::{DiaryPane, Goal};
use crate::desk::diary::rules_chart::Person;
use crate::desk::diary::rules_revision::revised;
use crate::desk::diary::rules_series::{Scope, adjusted};
use crate::desk::diary::{Entry, Occurrence};
use crate::form::FormLayer;
use crate::keys::Done;
use crate::store::{Change, Edit, Refusal};
use crate::text::{dates, when};

const SAVE_AGAIN: &str = "Ctrl-S again saves it all the same.";
const MOVE_AGAIN: &str = "Enter again moves it all the same.";

/// A new entry on the selected day.
pub(super) fn new(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    let calendar = calendar_for_new(pane, cx);
    let fresh = Entry::new(&calendar, "", pane.free_from(), cx.config.entry_minutes.max(5), &cx.who, cx.now);
    let kind = pane.calendars.iter().find(|c| c.id == calendar).map(|c| c.kind.as_str());
    let fresh =
        if kind == Some("leave") { Entry { kind: "leave".into(), all_day: true, ..fresh }.settled() } else { fresh };
    let fresh = pane.charted().map_or(fresh.clone(), |person| leave_of(person, &fresh, pane));
    let (mut warned, goal) = (String::new(), pane.goal.clone());
    let form = FormLayer::new(
        "New entry",
        None,
        fresh,
        cx,
        Box::new(move |_, entry: &Entry, draft: &str, cx: &mut Cx| save_new(entry, draft, &mut warned, &goal, cx)),
    );
    cx.open(form);
    Ok(())
}

/// The leave of whoever is selected in the chart, from the selected day on: in the calendar of leave, else in their own.
fn leave_of(person: &Person, fresh: &Entry, pane: &DiaryPane) -> Entry {
    let leave = pane.calendars.iter().find(|c| c.kind == "leave").map(|c| c.id.clone());
    Entry {
        title: format!("{}: annual leave", person.name),
        calendar_id: leave.or_else(|| person.calendar_id.clone()).unwrap_or_else(|| "Leave".into()),
        kind: "leave".into(),
        all_day: true,
        start: crate::clock::stamp(pane.date().and_time(NaiveTime::MIN)),
        ends: crate::clock::stamp(pane.date().and_time(NaiveTime::MIN)),
        ..fresh.clone()
    }
    .settled()
}

/// The calendar of the selected entry, else one's own, else the first that is shown; a name where there is none yet.
pub(super) fn calendar_for_new(pane: &DiaryPane, cx: &Cx) -> String {
    let selected = pane.selected().map(|o| o.entry.calendar_id.clone());
    let own = || pane.calendars.iter().find(|c| c.shown && c.name.eq_ignore_ascii_case(&cx.who));
    let first = || pane.calendars.iter().find(|c| c.shown);
    selected.or_else(|| Some(first().or_else(own)?.id.clone())).unwrap_or_else(|| cx.who.clone())
}

/// Says the clashes once; the same again is let through.
fn warn_once(line: Option<String>, warned: &mut String) -> Done {
    match line {
        Some(line) if line != *warned => {
            warned.clone_from(&line);
            Err(Refusal::Rule(line))
        }
        _ => Ok(()),
    }
}

fn save_new(entry: &Entry, draft: &str, warned: &mut String, goal: &Goal, cx: &mut Cx) -> Done {
    let (mut entry, calendar, made) = with_calendar(entry, cx)?;
    if calendar.kind == "leave" && entry.kind == "meeting" {
        entry.kind = "leave".into();
    }
    let plain = Entry { rules: Vec::new(), ..entry.clone() };
    let entry = adjusted(&plain, &entry)?;
    warn_once(clash_line(None, &entry, &calendar, SAVE_AGAIN, cx)?, warned)?;
    let repeats = if entry.is_series() { format!(", {}", entry.repeats()) } else { String::new() };
    let mut change = Change::new(format!("New entry: {}{repeats}", entry.label())).insert(&entry);
    if let Some(made) = made {
        change = change.and(made);
    }
    cx.apply(&change.spends(draft))?;
    goal.set(entry.id.clone(), cx);
    leave::ask_clinics(&entry, &calendar, cx)
}

fn one_selected(pane: &DiaryPane) -> Result<Occurrence, Refusal> {
    let none = || Refusal::rule("No entry is selected: Down selects one, n makes one.");
    pane.selected().cloned().ok_or_else(none)
}

/// What is private to somebody else is not opened.
fn may_open(one: &Occurrence, cx: &Cx) -> Done {
    if one.open_to(&cx.who) {
        return Ok(());
    }
    Err(Refusal::rule(format!("This entry is private to {}: only its time is shown.", one.entry.created_by)))
}

/// Edits the selected entry.
pub(super) fn edit(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    let one = one_selected(pane)?;
    may_open(&one, cx)?;
    let again = one.clone();
    ask_scope(&one, "Edit", cx, move |scope, cx| edit_form(&again, scope, cx))
}

fn edit_form(one: &Occurrence, scope: Scope, cx: &mut Cx) -> Done {
    let target = Target::of(cx.db(), one, scope)?;
    let title = match (&target.place, scope) {
        (None, _) => "Entry",
        (_, Scope::This) => "Entry: this one of a series",
        (_, Scope::Later) => "Entry: this one and all later",
        (_, Scope::All) => "Entry: all of the series",
    };
    let base = target.base.clone();
    let mut warned = String::new();
    let form = FormLayer::new(
        title,
        Some(base.clone()),
        base,
        cx,
        Box::new(move |_, entry: &Entry, draft: &str, cx: &mut Cx| save_edit(&target, entry, draft, &mut warned, cx)),
    );
    cx.open(form);
    Ok(())
}

fn save_edit(target: &Target, entry: &Entry, draft: &str, warned: &mut String, cx: &mut Cx) -> Done {
    let (entry, calendar, made) = with_calendar(entry, cx)?;
    let edits = target.edits(&entry, cx.now)?;
    if moves(&target.base, &entry) {
        let wanted = adjusted(&target.base, &entry)?;
        warn_once(clash_line(Some(target), &wanted, &calendar, SAVE_AGAIN, cx)?, warned)?;
    }
    let mut change = change_of(format!("Entry: {}{}", entry.label(), scope_words(target)), edits);
    if let Some(made) = made {
        change = change.and(made);
    }
    cx.apply(&change.spends(draft))?;
    if moves(&target.base, &entry) { leave::ask_clinics(&entry, &calendar, cx) } else { Ok(()) }
}

/// Whether what can clash has changed.
fn moves(base: &Entry, entry: &Entry) -> bool {
    let same = base.start == entry.start && base.ends == entry.ends && base.rules == entry.rules;
    let place = base.place == entry.place && base.with_whom == entry.with_whom && base.patient_id == entry.patient_id;
    let buffers = base.buffer_before == entry.buffer_before && base.buffer_after == entry.buffer_after;
    !(same && place && buffers && base.calendar_id == entry.calendar_id && base.is_live() == entry.is_live())
}

fn scope_words(target: &Target) -> &'static str {
    match (&target.place, target.scope) {
        (None, _) => "",
        (_, Scope::This) => " (this one)",
        (_, Scope::Later) => " (this and later)",
        (_, Scope::All) => " (all of the series)",
    }
}

/// Moves the selected entry: a new time as it is typed; the length stays.
pub(super) fn shift(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    let one = one_selected(pane)?;
    may_open(&one, cx)?;
    let (again, goal) = (one.clone(), pane.goal.clone());
    ask_scope(&one, "Move", cx, move |scope, cx| ask_time(&again, scope, &goal, cx))
}

fn ask_time(one: &Occurrence, scope: Scope, goal: &Goal, cx: &mut Cx) -> Done {
    let target = Target::of(cx.db(), one, scope)?;
    let (one, goal) = (one.clone(), goal.clone());
    let mut warned = String::new();
    let title = format!("Move {} to (from {})", one.entry.label(), one.times());
    prompt(cx, &title, &[("Day, time", "")], move |answers, cx| {
        let to = read_time(&answers[0], &one, cx)?;
        move_to(&target, &one, to, &mut warned, cx)?;
        goal.set(crate::clock::stamp(to), cx);
        Ok(())
    });
    Ok(())
}

/// The time that was typed: a day alone keeps the time of day, a time alone the day.
fn read_time(typed: &str, one: &Occurrence, cx: &Cx) -> Result<NaiveDateTime, Refusal> {
    if typed.is_empty() {
        return Err(Refusal::rule("Type the new day or time: fri, fri 10:00, 14/3 2pm, 10:30."));
    }
    // A time alone is one of the same day, whenever now is.
    let of_day = when::parse(typed, one.start.date().and_time(NaiveTime::MIN));
    let has_day = typed.contains(['/', '+', ' ']) || of_day.as_ref().is_ok_and(|f| f.iter().any(|w| w.time.is_none()));
    let found = if has_day { when::parse(typed, cx.now) } else { of_day }?;
    match found.as_slice() {
        [one_reading] => Ok(one_reading.at(one.start.time())),
        [first, second, ..] if first.date != second.date && has_day => {
            Err(Refusal::rule(format!("That may be {first} or {second}: type it with the month or the year.")))
        }
        [first, ..] => Ok(first.at(one.start.time())),
        [] => Err(Refusal::rule("Type the new day or time: fri, fri 10:00, 14/3 2pm, 10:30.")),
    }
}

fn move_to(target: &Target, one: &Occurrence, to: NaiveDateTime, warned: &mut String, cx: &mut Cx) -> Done {
    let by = target.base.in_zone(to) - target.base.in_zone(one.start);
    let from = match target.scope {
        // The row of this occurrence may stand elsewhere than its series has it.
        Scope::This => target.base.in_zone(one.start),
        _ => target.base.starts_at(),
    };
    let wanted = target.base.moved_to(from + by);
    let edits = target.edits(&wanted, cx.now)?;
    let (_, calendar, _) = with_calendar(&wanted, cx)?;
    let checked = adjusted(&target.base, &wanted)?;
    warn_once(clash_line(Some(target), &checked, &calendar, MOVE_AGAIN, cx)?, warned)?;
    let label = format!(
        "Moved {} to {} {}{}",
        wanted.label(),
        dates::screen_weekday(to.date()),
        dates::time(to.time()),
        scope_words(target)
    );
    cx.apply(&change_of(label, edits))
}

/// A state for the chosen entries; of one that repeats it is asked which are meant.
pub(super) fn state(
    pane: &mut DiaryPane,
    cx: &mut Cx,
    word: &'static str,
    to: fn(&Entry, &Cx) -> Result<Entry, String>,
) -> Done {
    let chosen = pane.chosen();
    pane.marked.clear();
    state_of(&chosen, cx, word, to)
}

/// A state for these entries.
pub(super) fn state_of(
    chosen: &[Occurrence],
    cx: &mut Cx,
    word: &'static str,
    to: fn(&Entry, &Cx) -> Result<Entry, String>,
) -> Done {
    if let [one] = chosen
        && one.repeats()
    {
        let again = one.clone();
        return ask_scope(one, word, cx, move |scope, cx| {
            let target = Target::of(cx.db(), &again, scope)?;
            let wanted = to(&target.base, cx)?;
            let edits = target.edits(&wanted, cx.now)?;
            cx.apply(&change_of(format!("{word}: {}{}", wanted.label(), scope_words(&target)), edits))
        });
    }
    each(chosen, cx, word, |target, cx| target.edits(&to(&target.base, cx)?, cx.now))
}

/// What is done is done once: of a series only this one.
pub(super) fn done(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    let chosen = pane.chosen();
    pane.marked.clear();
    each(&chosen, cx, "Done", |target, cx| {
        let wanted = target.base.done(cx.today())?;
        target.edits(&wanted, cx.now)
    })
}

/// Into the bin.
pub(super) fn bin(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    let chosen = pane.chosen();
    pane.marked.clear();
    if let [one] = chosen.as_slice()
        && one.repeats()
    {
        let again = one.clone();
        return ask_scope(one, "To the bin", cx, move |scope, cx| {
            let target = Target::of(cx.db(), &again, scope)?;
            let edits = dropped(&target, cx)?;
            cx.apply(&change_of(format!("To the bin: {}{}", again.entry.label(), scope_words(&target)), edits))
        });
    }
    each(&chosen, cx, "To the bin", dropped)
}

fn dropped(target: &Target, cx: &Cx) -> Result<Vec<Edit>, Refusal> {
    Ok(match &target.place {
        Some(place) => revised(place.drop(target.scope, cx.now)?, cx.now),
        None => vec![Edit::update(&target.base, &target.base.binned(cx.now))],
    })
}

/// The same for every chosen entry as one change; of those that repeat only the chosen occurrences.
fn each(
    chosen: &[Occurrence],
    cx: &mut Cx,
    word: &str,
    edits: impl Fn(&Target, &Cx) -> Result<Vec<Edit>, Refusal>,
) -> Done {
    let label = match chosen {
        [one] => format!("{word}: {}", one.entry.label()),
        many => format!("{word}: {} entries", many.len()),
    };
    let mut all: Vec<Edit> = Vec::new();
    for one in chosen {
        let target = Target::of(cx.db(), one, Scope::This)?;
        for edit in edits(&target, cx)? {
            join(&mut all, edit);
        }
    }
    cx.apply(&change_of(label, all))
}

/// Two occurrences of one series out of it: the second exception is laid on the first.
fn join(all: &mut Vec<Edit>, edit: Edit) {
    let same = all.iter_mut().find(|e| e.id == edit.id && e.before.is_some() && edit.before.is_some());
    let (Some(earlier), Some(after)) = (same, edit.after.clone()) else { return all.push(edit) };
    let Some(joined) = &mut earlier.after else { return };
    for (key, value) in after {
        let list = |v: &serde_json::Value| v.as_array().cloned();
        match (joined.get(&key).and_then(list), list(&value)) {
            (Some(mut one), Some(other)) if key == "exdates" => {
                one.extend(other.into_iter().filter(|v| !one.contains(v)).collect::<Vec<_>>());
                joined.insert(key, serde_json::Value::Array(one));
            }
            _ => {
                if edit.before.as_ref().and_then(|b| b.get(&key)) != Some(&value) {
                    joined.insert(key, value);
                }
            }
        }
    }
}
