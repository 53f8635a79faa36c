//! Series: made, edited, and what waits for their next meeting.

use super::super::model::{Series, typed};
use super::super::rows::SeriesRow;
use super::super::{MeetingsPane, acts};
use crate::app::{Cx, prompt_saying};
use crate::form::FormLayer;
use crate::keys::Done;
use crate::store::Change;

pub(super) fn selected(pane: &MeetingsPane) -> Result<&SeriesRow, String> {
    pane.series.selected().ok_or_else(|| "There is no series here. n makes one.".into())
}

pub(super) fn new(cx: &mut Cx) -> Done {
    let fresh = Series::new("", cx.now);
    let form = FormLayer::new("New series of meetings", None, fresh, cx, Box::new(save));
    cx.open(form);
    Ok(())
}

pub(super) fn edit(one: &Series, cx: &mut Cx) -> Done {
    let form = FormLayer::new("Series of meetings", Some(one.clone()), one.clone(), cx, Box::new(save));
    cx.open(form);
    Ok(())
}

fn save(before: Option<&Series>, after: &Series, draft: &str, cx: &mut Cx) -> Done {
    let change = acts::write_series(cx.db(), before, after)?;
    cx.apply(&change.spends(draft))
}

pub(super) fn bin(pane: &MeetingsPane, cx: &mut Cx) -> Done {
    let change = acts::bin_series(&selected(pane)?.series, cx.now);
    cx.apply(&change)
}

pub(super) fn put_aside(pane: &mut MeetingsPane, cx: &mut Cx) -> Done {
    let series = selected(pane)?.series.clone();
    let said = "As in an agenda: Finance report / 10 min / Bob Ray / decision / confidential";
    prompt_saying(cx, &format!("Waits for {}", series.name), said, &[("What", "")], move |answers, cx| {
        let mut after = series.clone();
        let item = typed::read_item(&answers[0])?;
        let label = format!("Waits for {}: {}", series.name, item.title);
        after.backlog.push(item);
        cx.apply(&Change::new(label).update(&series, &after))
    });
    Ok(())
}
