//! The rates of mileage: made, edited, put into the bin.

use super::super::model::Rate;
use super::super::{TravelPane, acts};
use crate::app::Cx;
use crate::clock::stamp;
use crate::form::FormLayer;
use crate::keys::Done;
use crate::store::new_id;

fn selected(pane: &TravelPane) -> Result<Rate, String> {
    pane.rates.selected().map(|r| r.rate.clone()).ok_or_else(|| "There is no rate here. n makes one.".into())
}

/// A new rate begins as the one that is selected, from today on.
pub(super) fn new(pane: &TravelPane, cx: &mut Cx) -> Done {
    let like = pane.rates.selected().map(|r| r.rate.clone()).unwrap_or_default();
    let kind = if like.kind.is_empty() { "car".into() } else { like.kind.clone() };
    let fresh = Rate {
        id: new_id(),
        kind,
        valid_from: cx.today().to_string(),
        source: String::new(),
        created_at: stamp(cx.now),
        ..like
    };
    let form = FormLayer::new("New mileage rate", None, fresh, cx, Box::new(save));
    cx.open(form);
    Ok(())
}

pub(super) fn edit(pane: &TravelPane, cx: &mut Cx) -> Done {
    let rate = selected(pane)?;
    let form = FormLayer::new("Mileage rate", Some(rate.clone()), rate, cx, Box::new(save));
    cx.open(form);
    Ok(())
}

fn save(_: Option<&Rate>, after: &Rate, draft: &str, cx: &mut Cx) -> Done {
    let change = acts::write_rate(cx.db(), after)?;
    cx.apply(&change.spends(draft))
}

pub(super) fn bin(pane: &TravelPane, cx: &mut Cx) -> Done {
    let after = Rate { binned_at: Some(stamp(cx.now)), ..selected(pane)? };
    let change = acts::write_rate(cx.db(), &after)?;
    cx.apply(&change)
}
