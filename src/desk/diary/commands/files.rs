//! Calendar files in and out, asked for in the pane: what a file would change is shown before it is taken in.

use crate::app::{Cx, MenuItem, Notice, choose, prompt};
use crate::desk::diary::import::{self, Plan, Source};
use crate::desk::diary::{export as out, repo};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::prose::Para;

/// Asks for a file and the calendar it goes into.
pub(super) fn import(cx: &mut Cx) -> Done {
    let own = cx.who.clone();
    prompt(cx, "Import a calendar file", &[("File (.ics, .csv)", ""), ("Into the calendar", &own)], |answers, cx| {
        let (file, calendar) = (answers[0].clone(), answers[1].clone());
        let bytes = std::fs::read(&file)
            .map_err(|e| Refusal::rule(format!("{file} could not be read ({e}). Give the whole path of the file.")))?;
        let source = import::read(&bytes, import::format_of(&file, &bytes));
        let plan = import::plan(cx.db(), &source, &calendar, &cx.who, cx.now)?;
        offer(&file, source, plan, cx)
    });
    Ok(())
}

/// Shows what the file would change, and lets choose.
fn offer(file: &str, source: Source, plan: Plan, cx: &mut Cx) -> Done {
    let bad = plan.problems.len();
    let idle = plan.change.edits.is_empty();
    let mut items = Vec::new();
    if bad == 0 && !idle {
        items.push(MenuItem::new("take", "", "Take it in", plan.summary()));
    }
    if bad > 0 && !idle {
        items.push(MenuItem::new("take", "", format!("Leave out the {bad} lines that cannot be read"), plan.summary()));
    }
    items.push(MenuItem::new("look", "", "See every line", "what is new, changed, or cannot be read"));
    items.push(MenuItem::new("leave", "", "Leave it", "nothing is changed"));
    let title = if idle && bad == 0 { format!("{file}: {}", plan.summary()) } else { format!("Import {file}") };
    choose(cx, &title, items, move |id, cx| match id {
        "take" => take(&plan, cx),
        "look" => {
            cx.open(Notice::new("What the file would change", told(&source, &plan)));
            Ok(())
        }
        _ => Ok(()),
    });
    Ok(())
}

/// More edits than this are written beside the screen.
const MANY: usize = 500;

fn take(plan: &Plan, cx: &mut Cx) -> Done {
    if plan.change.edits.len() <= MANY {
        return cx.apply(&plan.change);
    }
    let (change, who, now) = (plan.change.clone(), cx.who.clone(), cx.now);
    cx.say(format!("{} entries are being taken in; go on meanwhile.", change.edits.len()));
    cx.start(move |store| {
        store.apply(&change, &who, now)?;
        Ok(format!("{}. Ctrl-Z undoes it.", change.label))
    })
}

/// Every line of the plan. The chooser opens again with `i`.
fn told(source: &Source, plan: &Plan) -> Vec<Para> {
    let mut out = vec![Para::heading(plan.summary())];
    let fault = |f: &import::Fault| format!("line {}: {}", f.line, f.reason);
    out.extend(source.problems.iter().map(|f| Para::error(fault(f))));
    out.extend(plan.lines.iter().map(Para::body));
    out.extend(source.repairs.iter().map(|f| Para::dim(format!("Mended, {}", fault(f)))));
    if source.tasks > 0 {
        out.push(Para::dim(format!(
            "{} things to do stand in it too; they are imported with the tasks.",
            source.tasks
        )));
    }
    out
}

/// Asks which calendar goes into which file.
pub(super) fn export(cx: &mut Cx) -> Done {
    let all = repo::calendars(cx.db())?;
    let first = all.iter().find(|c| c.shown).map_or_else(|| cx.who.clone(), |c| c.name.clone());
    prompt(cx, "Write a calendar to a file", &[("Calendar", &first), ("File (.ics)", "diary.ics")], |answers, cx| {
        let Some(calendar) = repo::calendar_named(cx.db(), &answers[0])? else {
            return Err(Refusal::rule(format!("There is no calendar {}. l lists them.", answers[0])));
        };
        let path = std::path::Path::new(&answers[1]);
        if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case("ics")) {
            return Err(Refusal::rule("Give the file a name that ends in .ics."));
        }
        if path.exists() {
            return Err(Refusal::rule(format!("{} is there already. Give another name.", answers[1])));
        }
        let text = out::text(cx.db(), &calendar, &cx.who, cx.now)?;
        let written = std::fs::write(&answers[1], text);
        written.map_err(|e| Refusal::rule(format!("{} could not be written ({e}).", answers[1])))?;
        cx.say(format!("{} is in {}.", calendar.name, answers[1]));
        Ok(())
    });
    Ok(())
}
