//! The day on paper: as a PDF in a file, or on the printer.

use chrono::NaiveDate;

use crate::app::{Cx, MenuItem, Notice, ask_file, ask_printer, choose};
use crate::desk::diary::pane::DiaryPane;
use crate::desk::diary::{Calendar, sheet, sheet_clinic, sheet_person};
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::dates;
use crate::ui::prose::Para;

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
    if let Some(calendar) = one.as_ref().or_else(|| shown.iter().find(|c| c.name.eq_ignore_ascii_case(&cx.who))) {
        let what = format!("{}: diary, travel, papers, numbers to ring, tasks", calendar.name);
        items.push(MenuItem::new("read whole", "", "Read the whole day", what.clone()));
        items.push(MenuItem::new("pdf whole", "", "Write a PDF of the whole day", what.clone()));
        items.push(MenuItem::new("lp whole", "", "Print the whole day", what));
    }
    let whose = one.as_ref().map_or_else(|| cx.who.clone(), |c| c.name.clone());
    let session = pane.selected().and_then(|o| o.sitting.as_ref().map(|s| (s.id.clone(), o.entry.title.clone())));
    if let Some((_, name)) = &session {
        items.push(MenuItem::new("pdf clinic", "", "Write a PDF", format!("the list of {name}")));
        items.push(MenuItem::new("lp clinic", "", "Print", format!("the list of {name}")));
    }
    choose(cx, &format!("The sheet of {day}"), items, move |id, cx| {
        if let (true, Some((session, name))) = (id.ends_with("clinic"), &session) {
            let what = format!("{name} on {}", dates::screen_weekday(date));
            let pdf = sheet_clinic::pdf(&cx.store, &cx.config, session, (&cx.who, cx.now))?;
            cx.viewed("session", session, &format!("The list of {what}"))?;
            let file = format!("clinic-{date}.pdf");
            return if id.starts_with("pdf") { ask_file(pdf, &file, cx) } else { ask_printer(pdf, &what, cx) };
        }
        if id.ends_with("whole") {
            return whole(id, date, &whose, cx);
        }
        let calendars = if id.ends_with("one") { one.clone().into_iter().collect() } else { shown.clone() };
        let sheet = sheet::day_sheet(&cx.store, &cx.config, date, &calendars, (&cx.who, cx.now))?;
        let pdf = sheet.pdf().map_err(|e| Refusal::rule(e.to_string()))?;
        if id.starts_with("pdf") { ask_file(pdf, &format!("diary-{date}.pdf"), cx) } else { ask_printer(pdf, &day, cx) }
    });
    Ok(())
}

/// The whole day of one person: read here, into a file, to the printer.
fn whole(id: &str, date: NaiveDate, whose: &str, cx: &mut Cx) -> Done {
    let sheet = sheet_person::person_sheet(&cx.store, &cx.config, date, whose, (&cx.who, cx.now))?;
    if id.starts_with("read") {
        let paras = sheet.text().lines().map(Para::body).collect();
        cx.open(Notice::new(format!("The day of {whose}"), paras));
        return Ok(());
    }
    let pdf = sheet.pdf().map_err(|e| Refusal::rule(e.to_string()))?;
    let day = dates::screen_weekday(date);
    if id.starts_with("pdf") { ask_file(pdf, &format!("day-{date}.pdf"), cx) } else { ask_printer(pdf, &day, cx) }
}
