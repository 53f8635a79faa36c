//! What can be copied from an entry: its date, its time, where, and of its patient what a form asks for.

use crate::app::{CopyItem, Cx, copy_one};
use crate::desk::diary::pane::DiaryPane;
use crate::desk::diary::{Occurrence, repo};
use crate::desk::people::Patient;
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::{dates, nhs};

/// Lists what can be copied from the selected entry, else the selected date.
pub(super) fn copy(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    let item = |key: char, label: &'static str, text: String| CopyItem { key, label, text };
    let Some(one) = pane.selected().cloned() else {
        let date = pane.date();
        let items = vec![
            item('d', "date", format!("{} {}", date.format("%A"), dates::letter(date))),
            item('s', "short date", dates::screen_weekday(date)),
        ];
        return copy_one(cx, &format!("Copy of {}", dates::screen_weekday(date)), items);
    };
    let date = one.start.date();
    let mut items = vec![
        item('d', "date", format!("{} {}", date.format("%A"), dates::letter(date))),
        item('s', "short date", dates::screen_weekday(date)),
        item('t', "time", if one.entry.all_day { String::new() } else { dates::time(one.start.time()) }),
        item('w', "date and time", one.times()),
    ];
    if one.open_to(&cx.who) {
        items.extend(in_full(&one, cx)?);
    }
    copy_one(cx, &format!("Copy of {}", one.title(&cx.who)), items)
}

fn in_full(one: &Occurrence, cx: &Cx) -> Result<Vec<CopyItem>, Refusal> {
    let item = |key: char, label: &'static str, text: String| CopyItem { key, label, text };
    let e = &one.entry;
    let mut items = vec![
        item('i', "title", e.title.clone()),
        item('l', "place", e.place.clone()),
        item('m', "names", e.with_whom.clone()),
    ];
    if let Some(patient) = e.patient_id.as_deref().map(|id| cx.db().get::<Patient>(id)).transpose()?.flatten() {
        items.extend([
            item('n', "NHS number", patient.nhs_number.as_deref().map(nhs::show).unwrap_or_default()),
            item('p', "patient", patient.name()),
            item('a', "address", patient.full_address()),
        ]);
    }
    let phone = repo::phones_of(cx.db(), e)?.into_iter().find(|p| p != repo::SAFE_CONTACT);
    items.push(item('f', "telephone number", phone.unwrap_or_default()));
    Ok(items)
}
