//! Machines: lent and taken back, broken and mended, serviced, waited for.

use super::super::OfficePane;
use super::super::acts::{self, machine, service_task};
use super::super::model::Equipment;
use super::super::rows::MachineRow;
use crate::app::{Cx, prompt};
use crate::clock::stamp;
use crate::form::FormLayer;
use crate::keys::Done;
use crate::store::{Change, Refusal};
use crate::text::when;
use chrono::NaiveDate;

pub(super) fn selected(pane: &OfficePane) -> Result<&MachineRow, String> {
    pane.machines.selected().ok_or_else(|| "There is no machine here. n writes one down.".into())
}

fn chosen(pane: &OfficePane) -> Result<Equipment, String> {
    selected(pane).map(|row| row.machine.clone())
}

pub(super) fn new(cx: &mut Cx) -> Done {
    let fresh = Equipment::new("", "other", cx.now);
    let form = FormLayer::new("New equipment", None, fresh, cx, Box::new(save));
    cx.open(form);
    Ok(())
}

pub(super) fn edit(one: &Equipment, cx: &mut Cx) -> Done {
    let form = FormLayer::new("Equipment", Some(one.clone()), one.clone(), cx, Box::new(save));
    cx.open(form);
    Ok(())
}

fn save(before: Option<&Equipment>, after: &Equipment, draft: &str, cx: &mut Cx) -> Done {
    let change = acts::write_machine(before, after, &cx.who, cx.now);
    cx.apply(&change.spends(draft))
}

pub(super) fn bin(pane: &OfficePane, cx: &mut Cx) -> Done {
    let one = chosen(pane)?;
    if let Some(loan) = one.loan() {
        return Err(Refusal::rule(format!("{} is with {}: take it back first.", one.label(), loan.who)));
    }
    cx.apply(&machine(&one, &Equipment { binned_at: Some(stamp(cx.now)), ..one.clone() }, "To the bin"))
}

/// A day as typed; none where nothing is.
fn day(typed: &str, cx: &Cx) -> Result<Option<NaiveDate>, Refusal> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    Ok(when::parse(typed, cx.now)?.first().map(|w| w.date))
}

pub(super) fn lend(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let one = chosen(pane)?;
    if one.loan().is_some() {
        return cx.apply(&machine(&one, &one.taken_back(cx.today())?, "Taken back"));
    }
    one.lent("-", None, cx.today())?;
    let first = one.wishes.first().map(|w| w.who.clone()).unwrap_or_default();
    let asked = [("To whom", first.as_str()), ("Until (empty: for good)", "+2w")];
    prompt(cx, &format!("Lend {}", one.label()), &asked, move |answers, cx| {
        let after = one.lent(&answers[0], day(&answers[1], cx)?, cx.today())?;
        cx.apply(&machine(&one, &after, &format!("Lent to {}", answers[0].trim())))
    });
    Ok(())
}

pub(super) fn fault(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let one = chosen(pane)?;
    let known = one.fault().cloned().unwrap_or_default();
    let mut asked = vec![("What is wrong", known.what.as_str()), ("Number of the report", known.reference.as_str())];
    if one.fault().is_some() {
        asked.push(("Is it mended", "no"));
    }
    prompt(cx, &format!("Fault of {}", one.label()), &asked, move |answers, cx| {
        if answers.get(2).is_some_and(|a| a.trim().to_lowercase().starts_with('y')) {
            return cx.apply(&machine(&one, &one.mended(cx.today())?, "Mended"));
        }
        let after = one.broken(&answers[0], &answers[1], cx.today())?;
        cx.apply(&machine(&one, &after, "Fault"))
    });
    Ok(())
}

pub(super) fn wish(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let one = chosen(pane)?;
    prompt(cx, &format!("Who needs {}", one.label()), &[("Who", ""), ("What for", "")], move |answers, cx| {
        let after = one.wished(&answers[0], &answers[1], cx.today())?;
        cx.apply(&machine(&one, &after, &format!("{} waits", answers[0].trim())))
    });
    Ok(())
}

pub(super) fn service(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let one = chosen(pane)?;
    prompt(
        cx,
        &format!("Serviced: {}", one.label()),
        &[("Next service (empty: none)", "12/12")],
        move |answers, cx| {
            let after = one.serviced(day(&answers[0], cx)?);
            let change = machine(&one, &after, "Serviced");
            let change = service_task(&after, &cx.who, cx.now).iter().fold(change, Change::insert);
            cx.apply(&change)
        },
    );
    Ok(())
}

pub(super) fn retire(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let one = chosen(pane)?;
    cx.apply(&machine(&one, &one.retired()?, "Retired"))
}
