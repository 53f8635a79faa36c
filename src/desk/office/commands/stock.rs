//! Stock: made, edited, taken out, counted, ordered where it is low.

use super::super::model::StockItem;
use super::super::rows::StockRow;
use super::super::{OfficePane, acts, repo};
use crate::app::{Cx, prompt};
use crate::clock::stamp;
use crate::form::{FormLayer, read_count};
use crate::keys::Done;
use crate::store::{Change, Refusal, new_id};

pub(super) fn selected(pane: &OfficePane) -> Result<&StockRow, String> {
    pane.stock.selected().ok_or_else(|| "There is no item here. n makes one.".into())
}

pub(super) fn new(cx: &mut Cx) -> Done {
    let fresh = StockItem { id: new_id(), created_at: stamp(cx.now), reorder: 1, ..StockItem::default() };
    let form = FormLayer::new("New stock item", None, fresh, cx, Box::new(save));
    cx.open(form);
    Ok(())
}

pub(super) fn edit(item: &StockItem, cx: &mut Cx) -> Done {
    let form = FormLayer::new("Stock item", Some(item.clone()), item.clone(), cx, Box::new(save));
    cx.open(form);
    Ok(())
}

fn save(before: Option<&StockItem>, after: &StockItem, draft: &str, cx: &mut Cx) -> Done {
    let change = acts::write_item(cx.db(), before, after)?;
    cx.apply(&change.spends(draft))
}

pub(super) fn bin(pane: &OfficePane, cx: &mut Cx) -> Done {
    let item = selected(pane)?.0.item.clone();
    let after = StockItem { binned_at: Some(stamp(cx.now)), ..item.clone() };
    cx.apply(&Change::new(format!("To the bin: {}", item.name)).update(&item, &after))
}

pub(super) fn take(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let level = selected(pane)?.0.clone();
    let asked = [("How many", "1"), ("For whom", "")];
    prompt(cx, &format!("Take {} (there are {})", level.item.name, level.there), &asked, move |answers, cx| {
        let level = repo::level(cx.db(), &level.item.id)?;
        let n = read_count(&answers[0])?;
        let one = level.moved(-n, "issued", answers[1].trim(), &cx.who, cx.now)?;
        cx.apply(&Change::new(format!("Taken: {n} × {}", level.item.name)).insert(&one))
    });
    Ok(())
}

pub(super) fn count(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let level = selected(pane)?.0.clone();
    let there = level.there.to_string();
    let asked = [("How many are there", there.as_str()), ("Why it differs", "")];
    prompt(cx, &format!("Count of {}", level.item.name), &asked, move |answers, cx| {
        let level = repo::level(cx.db(), &level.item.id)?;
        let n = read_count(&answers[0])?;
        if n == level.there {
            return Err(Refusal::rule(format!("It stands at {n} already. Esc goes back.")));
        }
        let one = level.moved(n - level.there, "corrected", answers[1].trim(), &cx.who, cx.now)?;
        cx.apply(&Change::new(format!("Counted: {n} × {}", level.item.name)).insert(&one))
    });
    Ok(())
}

pub(super) fn restock(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let change = acts::restock(cx.db(), &cx.who, cx.now)?;
    cx.apply(&change)?;
    pane.page = super::Page::Orders;
    Ok(())
}
