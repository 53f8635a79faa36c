//! Calendar files in and out, asked for in the pane: what a file would change is shown before it is taken in.

use std::path::Path;

use super::intake::{self, work};
use crate::app::{Cx, MenuItem, Notice, choose, prompt};
use crate::desk::diary::import::{self, How, Plan, Source};
use crate::desk::diary::invite::{self, InviteLayer};
use crate::desk::diary::{busy, export as out, repo, repo_vdir, vdir};
use crate::keys::Done;
use crate::store::{Change, Refusal};
use crate::ui::prose::Para;

/// Files larger than this are read beside the screen.
const LARGE: usize = 256 * 1024;

/// Asks for a file and the calendar it goes into.
pub(super) fn import(cx: &mut Cx) -> Done {
    let own = cx.who.clone();
    prompt(cx, "Import a calendar file", &[("File (.ics, .csv)", ""), ("Into the calendar", &own)], |answers, cx| {
        let (file, calendar) = (answers[0].clone(), answers[1].clone());
        let bytes = std::fs::read(&file)
            .map_err(|e| Refusal::rule(format!("{file} could not be read ({e}). Give the whole path of the file.")))?;
        if bytes.len() > LARGE {
            return beside(file, bytes, calendar, cx);
        }
        let source = import::read(&bytes, import::format_of(&file, &bytes));
        if invite::kind_of(source.method.as_deref()).is_some() && source.problems.is_empty() {
            let message = invite::look(cx.db(), &source, &calendar, (&cx.who, cx.now), &cx.config.division)?;
            cx.open(InviteLayer::new(message));
            return Ok(());
        }
        let plan = import::plan(cx.db(), &source, &calendar, &cx.who, cx.now)?;
        offer(&file, source, plan, cx)
    });
    Ok(())
}

/// Reads a large file and works out what it would change, with a box that counts and can be stopped.
fn beside(file: String, bytes: Vec<u8>, calendar: String, cx: &mut Cx) -> Done {
    let (who, now, name) = (cx.who.clone(), cx.now, file.clone());
    work(
        cx,
        (format!("Import {file}"), "Looking at the entries"),
        move |store, count| {
            let source = import::read(&bytes, import::format_of(&name, &bytes));
            count.of(source.events.len());
            let given = (who.as_str(), now);
            let plan = intake::with(count, |progress| {
                import::plan_with(store.db(), &source, &calendar, given, How::default(), progress)
            })?;
            Ok((source, plan))
        },
        move |(source, plan), cx| offer(&file, source, plan, cx),
    )
}

/// Shows what the file would change, and lets choose.
fn offer(file: &str, source: Source, plan: Plan, cx: &mut Cx) -> Done {
    let bad = plan.problems.len();
    let summary = summary(&source, &plan);
    let idle = plan.change.edits.is_empty();
    let gone = plan.gone.lines.len();
    let mut items = Vec::new();
    if bad == 0 && !idle {
        items.push(MenuItem::new("take", "", "Take it in", summary.clone()));
    }
    if bad > 0 && !idle {
        items.push(MenuItem::new(
            "take",
            "",
            format!("Leave out the {bad} lines that cannot be read"),
            summary.clone(),
        ));
    }
    if gone > 0 {
        let first = if idle { "Cancel" } else { "Take it in, and cancel" };
        let label = format!("{first} the {gone} to come that are no longer in it");
        items.push(MenuItem::new("gone", "", label, "they stay in the diary, struck through"));
    }
    items.push(MenuItem::new("look", "", "See every line", "what is new, changed, gone, or cannot be read"));
    items.push(MenuItem::new("leave", "", "Leave it", "nothing is changed"));
    let title = if idle && bad == 0 { format!("{file}: {summary}") } else { format!("Import {file}") };
    choose(cx, &title, items, move |id, cx| match id {
        "take" => take(&plan.change, cx),
        "gone" => take(&plan.gone.with(&plan.change), cx),
        "look" => {
            cx.open(Notice::new("What the file would change", told(&source, &plan)));
            Ok(())
        }
        _ => Ok(()),
    });
    Ok(())
}

/// What would come of it in one sentence, with how much of the file is passed over.
fn summary(source: &Source, plan: &Plan) -> String {
    match source.left_out.len() {
        0 => plan.summary(),
        n => format!("{}, {n} left out", plan.summary()),
    }
}

/// More edits than this are written beside the screen.
const MANY: usize = 500;

fn take(change: &Change, cx: &mut Cx) -> Done {
    if change.edits.len() <= MANY {
        return cx.apply(change);
    }
    let (change, who, now) = (change.clone(), cx.who.clone(), cx.now);
    let label = change.label.clone();
    work(
        cx,
        (label.clone(), "Writing the entries"),
        move |store, count| {
            count.of(change.edits.len());
            intake::with(count, |progress| import::write(store, &change, &who, now, progress))
        },
        move |(), cx| {
            cx.touch();
            cx.say(format!("{label}. Ctrl-Z undoes it."));
            Ok(())
        },
    )
}

/// Every line of the plan. The chooser opens again with `i`.
fn told(source: &Source, plan: &Plan) -> Vec<Para> {
    let mut out = vec![Para::heading(plan.summary())];
    let fault = |f: &import::Fault| format!("line {}: {}", f.line, f.reason);
    out.extend(source.problems.iter().map(|f| Para::error(fault(f))));
    out.extend(plan.older.iter().chain(&plan.told).map(Para::body));
    out.extend(plan.lines.iter().map(Para::body));
    out.extend(plan.gone.lines.iter().map(|line| Para::body(format!("No longer in it: {line}"))));
    out.extend(source.repairs.iter().map(|f| Para::dim(format!("Mended, {}", fault(f)))));
    if source.tasks > 0 {
        out.push(Para::dim(format!(
            "{} things to do stand in it too; they are imported with the tasks.",
            source.tasks
        )));
    }
    out
}

/// The calendar that is offered first: the first that is shown.
fn first_shown(cx: &Cx) -> Result<String, Refusal> {
    let all = repo::calendars(cx.db())?;
    Ok(all.iter().find(|c| c.shown).map_or_else(|| cx.who.clone(), |c| c.name.clone()))
}

/// Asks which calendar goes into which file.
pub(super) fn export(cx: &mut Cx) -> Done {
    let first = first_shown(cx)?;
    prompt(cx, "Write a calendar to a file", &[("Calendar", &first), ("File (.ics)", "diary.ics")], |answers, cx| {
        let calendar = named(&answers[0], cx)?;
        let text = out::text(cx.db(), &calendar, &cx.who, cx.now)?;
        write_new(&answers[1], &text)?;
        cx.say(format!("{} is in {}.", calendar.name, answers[1]));
        Ok(())
    });
    Ok(())
}

/// Asks whose busy times go into which file.
pub(super) fn export_busy(cx: &mut Cx) -> Done {
    let first = first_shown(cx)?;
    let title = "Write busy times: no titles, no places, no names";
    prompt(cx, title, &[("Calendar", &first), ("File (.ics)", "busy.ics")], |answers, cx| {
        let calendar = named(&answers[0], cx)?;
        let (text, count) = busy::text(cx.db(), &calendar, cx.now)?;
        write_new(&answers[1], &text)?;
        cx.say(format!("{count} busy times of {} in the next year are in {}.", calendar.name, answers[1]));
        Ok(())
    });
    Ok(())
}

fn named(name: &str, cx: &Cx) -> Result<crate::desk::diary::Calendar, Refusal> {
    let found = repo::calendar_named(cx.db(), name)?;
    found.ok_or_else(|| Refusal::rule(format!("There is no calendar {name}. l lists them.")))
}

/// Writes a file that is not there yet, for its owner only.
fn write_new(file: &str, text: &str) -> Done {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    if Path::new(file).extension().is_none_or(|e| !e.eq_ignore_ascii_case("ics")) {
        return Err(Refusal::rule("Give the file a name that ends in .ics."));
    }
    if Path::new(file).exists() {
        return Err(Refusal::rule(format!("{file} is there already. Give another name.")));
    }
    let opened = std::fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(file);
    let written = opened.and_then(|mut f| f.write_all(text.as_bytes()));
    written.map_err(|e| Refusal::rule(format!("{file} could not be written ({e}).")))
}

/// Asks which calendar and which folder are to say the same, and makes them so.
pub(super) fn sync(cx: &mut Cx) -> Done {
    let first = first_shown(cx)?;
    let known = repo::calendar_named(cx.db(), &first)?.map(|c| repo_vdir::last_folder(cx.db(), &c.id)).transpose()?;
    let folder = known.flatten().unwrap_or_default();
    let title = "Keep a calendar and a folder of .ics files the same";
    prompt(cx, title, &[("Calendar", &first), ("Folder", &folder)], |answers, cx| {
        let (name, folder) = (answers[0].clone(), answers[1].clone());
        if folder.is_empty() {
            return Err(Refusal::rule("Type the whole path of the folder; it is made if its place is there."));
        }
        let (who, now, shown) = (cx.who.clone(), cx.now, name.clone());
        let words = (format!("{name} and {folder}"), "Looking at the files");
        work(
            cx,
            words,
            move |store, count| kept_same(store, &name, &folder, (&who, now), count),
            move |report, cx| {
                synced(&shown, &report, cx);
                Ok(())
            },
        )
    });
    Ok(())
}

fn kept_same(
    store: &mut crate::store::Store,
    name: &str,
    folder: &str,
    (who, now): (&str, chrono::NaiveDateTime),
    count: &intake::Count,
) -> Result<vdir::Report, Refusal> {
    let calendar = vdir::calendar(store, name, who, now)?;
    let plan = vdir::plan(store.db(), Path::new(folder), &calendar, (who, now))?;
    if !count.last() {
        return Err(Refusal::rule("Stopped. Nothing was changed."));
    }
    vdir::carry_out(store, plan, who, now)
}

fn synced(name: &str, report: &vdir::Report, cx: &mut Cx) {
    cx.touch();
    let summary = format!("{name} and the folder: {}.", report.summary());
    if report.said.is_empty() {
        cx.say(format!("{summary} Ctrl-Z undoes it on the desk; the folder follows the next time."));
        return;
    }
    let mut paras = vec![Para::heading(summary)];
    paras.extend(report.said.iter().map(Para::body));
    cx.open(Notice::new("The calendar and the folder", paras));
}
