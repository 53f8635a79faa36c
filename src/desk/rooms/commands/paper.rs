//! The sheet of a day for the caterer and the porter: a PDF, on the printer, or an e-mail draft with it.

use super::super::view::Page;
use super::super::{RoomsPane, sheet};
use crate::app::{Cx, MenuItem, ask_file, ask_new_file, ask_printer, choose};
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::dates;

/// Asks for whom the sheet of the day is, and where it goes.
pub(super) fn paper(pane: &mut RoomsPane, cx: &mut Cx) -> Done {
    let date = match pane.page {
        Page::Bookings => pane.selected().map_or(pane.grid.day, |of| of.booking.day()),
        Page::Day | Page::Rooms => pane.grid.day,
    };
    let day = dates::screen_weekday(date);
    let mut whom = vec![String::new()];
    whom.extend(sheet::suppliers(cx.db(), date)?);
    let mut items = Vec::new();
    for (n, name) in whom.iter().enumerate() {
        let of = if name.is_empty() { "everything of the day" } else { name };
        items.push(MenuItem::new(format!("pdf {n}"), "", "Write a PDF", of));
        items.push(MenuItem::new(format!("eml {n}"), "", "Write an e-mail draft", of));
        items.push(MenuItem::new(format!("lp {n}"), "", "Print", of));
    }
    choose(cx, &format!("The rooms of {day}"), items, move |id, cx| {
        let (what, n) = id.split_once(' ').unwrap_or((id, "0"));
        let name = n.parse().ok().and_then(|n: usize| whom.get(n).cloned()).unwrap_or_default();
        let made = sheet::room_sheet(&cx.store, &cx.config, date, &name, (&cx.who, cx.now))?;
        if what == "eml" {
            let draft = sheet::draft(cx.db(), &made, cx.now)?;
            return ask_new_file("eml", draft, &format!("rooms-{date}.eml"), cx);
        }
        let pdf = made.pdf().map_err(|e| Refusal::rule(e.to_string()))?;
        if what == "pdf" { ask_file(pdf, &format!("rooms-{date}.pdf"), cx) } else { ask_printer(pdf, &day, cx) }
    });
    Ok(())
}
