//! The day on paper: as a PDF in a file, or on the printer.

use crate::app::{Cx, MenuItem, ask_file, ask_printer, choose};
use crate::desk::diary::pane::DiaryPane;
use crate::desk::diary::{Calendar, sheet, sheet_clinic};
use crate::keys::Done;
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
            let what = format!("{name} on {}", dates::screen_weekday(date));
            let pdf = sheet_clinic::pdf(&cx.store, &cx.config, session, (&cx.who, cx.now))?;
            cx.viewed("session", session, &format!("The list of {what}"))?;
            let file = format!("clinic-{date}.pdf");
            return if id.starts_with("pdf") { ask_file(pdf, &file, cx) } else { ask_printer(pdf, &what, cx) };
        }
        let calendars = if id.ends_with("one") { one.clone().into_iter().collect() } else { shown.clone() };
        let sheet = sheet::day_sheet(&cx.store, &cx.config, date, &calendars, (&cx.who, cx.now))?;
        let pdf = sheet.pdf().map_err(|e| Refusal::rule(e.to_string()))?;
        if id.starts_with("pdf") { ask_file(pdf, &format!("diary-{date}.pdf"), cx) } else { ask_printer(pdf, &day, cx) }
    });
    Ok(())
}
