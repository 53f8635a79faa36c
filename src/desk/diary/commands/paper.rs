//! The day on paper: as a PDF in a file, or on the printer.

use chrono::NaiveDate;

use crate::app::{Cx, MenuItem, Question, choose, prompt};
use crate::desk::diary::pane::DiaryPane;
use crate::desk::diary::{Calendar, sheet, sheet_clinic};
use crate::keys::Done;
use crate::paper::print::{self, Job};
use crate::store::Refusal;
use crate::text::dates;

/// Asks what of the selected day goes on paper, and where to.
pub(super) fn paper(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    let date = pane.date();
    let day = dates::screen_weekday(date);
    let shown: Vec<Calendar> = pane.calendars.iter().filter(|c| c.shown).cloned().collect();
    let one: Option<Calendar> =
        pane.selected().and_then(|o| shown.iter().find(|c| c.id == o.entry.calendar_id).cloned());
    let mut items = Vec::new();
    for (id, calendars) in [("all", "all calendars shown"), ("one", one.as_ref().map_or("", |c| &c.name))] {
        if !calendars.is_empty() {
            items.push(MenuItem::new(format!("pdf {id}"), "", "Write a PDF", calendars));
            items.push(MenuItem::new(format!("lp {id}"), "", "Print", calendars));
        }
    }
    let session = pane.selected().and_then(|o| o.sitting.as_ref().map(|s| (s.id.clone(), o.entry.title.clone())));
    if let Some((_, name)) = &session {
        items.push(MenuItem::new("pdf clinic", "", "Write a PDF", format!("the list of {name}")));
        items.push(MenuItem::new("lp clinic", "", "Print", format!("the list of {name}")));
    }
    choose(cx, &format!("The sheet of {day}"), items, move |id, cx| {
        if let (true, Some((session, name))) = (id.ends_with("clinic"), &session) {
            return clinic(id, session, name, date, cx);
        }
        let calendars = if id.ends_with("one") { one.clone().into_iter().collect() } else { shown.clone() };
        let sheet = sheet::day_sheet(&cx.store, &cx.config, date, &calendars, (&cx.who, cx.now))?;
        let pdf = sheet.pdf().map_err(|e| Refusal::rule(e.to_string()))?;
        if id.starts_with("pdf") { ask_file(pdf, &format!("diary-{date}.pdf"), cx) } else { ask_printer(pdf, &day, cx) }
    });
    Ok(())
}

/// The list of a clinic. That it was made is written down: it shows the records of many.
fn clinic(id: &str, session: &str, name: &str, date: NaiveDate, cx: &mut Cx) -> Done {
    let list = sheet_clinic::clinic_list(&cx.store, &cx.config, session, (&cx.who, cx.now))?;
    let pdf = list.pdf().map_err(|e| Refusal::rule(e.to_string()))?;
    let what = format!("{name} on {}", dates::screen_weekday(date));
    cx.viewed("session", session, &format!("The list of {what}"))?;
    if id.starts_with("pdf") { ask_file(pdf, &format!("clinic-{date}.pdf"), cx) } else { ask_printer(pdf, &what, cx) }
}

fn ask_file(pdf: Vec<u8>, first: &str, cx: &mut Cx) -> Done {
    prompt(cx, "Into which file", &[("File (.pdf)", first)], move |answers, cx| {
        let path = std::path::PathBuf::from(&answers[0]);
        if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case("pdf")) {
            return Err(Refusal::rule("Give the file a name that ends in .pdf."));
        }
        if path.exists() {
            return Err(Refusal::rule(format!("{} is there already. Give another name.", answers[0])));
        }
        crate::store::write_private(&path, &pdf).map_err(|e| {
            Refusal::rule(format!("{} could not be written: {e}. Choose a folder that is there.", answers[0]))
        })?;
        let whole = path.canonicalize().unwrap_or(path);
        cx.say(format!("The sheet is in {}.", whole.display()));
        Ok(())
    });
    Ok(())
}

/// Paper cannot be taken back: it is asked first.
fn ask_printer(pdf: Vec<u8>, day: &str, cx: &mut Cx) -> Done {
    if !print::lp_available() {
        return Err(Refusal::rule(print::PrintError::Absent.to_string()));
    }
    let text =
        format!("The sheet of {day}\n\nIt goes to the printer of this computer. Patients' names may stand on it.");
    cx.open(Question::new("Print?", &text, "Print", "No", move |cx| {
        print::print(&pdf, &Job::new("Diary", ""), 1).map_err(|e| Refusal::rule(e.to_string()))?;
        cx.say("The sheet is printed.");
        Ok(())
    }));
    Ok(())
}
