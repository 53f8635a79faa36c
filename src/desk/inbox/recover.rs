//! What a kill or a power cut left of calls that were being written stands in the inbox as drafts.

use super::Query;
use super::alarms::Alarms;
use super::card::Kept;
use crate::app::Cx;
use crate::store::{Change, Draft, Refusal};

/// Makes queries of the call cards of windows that are gone; done whenever the desk is opened.
///
/// # Errors
/// A sentence where the desk cannot be read or written.
pub fn recover(cx: &mut Cx) -> Result<(), Refusal> {
    let left = cx.store.orphans("call/")?;
    if left.is_empty() {
        return Ok(());
    }
    let alarms = super::alarms_of(cx.store.desk().folder()).unwrap_or_else(|_| Alarms::shipped());
    let mut change = Change::new("Calls that were being written stand in the inbox as drafts");
    for draft in &left {
        change = add(change, draft, &alarms, cx)?;
    }
    if change.edits.is_empty() {
        return Ok(());
    }
    let many = change.edits.len();
    cx.apply_quietly(&change)?;
    cx.say(match many {
        1 => "A call that was being written when the desk was last left stands in the inbox as a draft.".to_owned(),
        n => format!("{n} calls that were being written when the desk was last left stand in the inbox as drafts."),
    });
    Ok(())
}

/// A filed query that was being edited keeps its unsaved text; it stands on the card when the query is opened.
fn add(change: Change, draft: &Draft, alarms: &Alarms, cx: &Cx) -> Result<Change, Refusal> {
    let Ok(kept) = serde_json::from_str::<Kept>(&draft.body) else { return Ok(change) };
    let stored: Option<Query> = cx.db().get(&kept.query.id)?;
    Ok(match stored {
        None => change.insert(&kept.into_draft(alarms)).spends(draft.id.clone()),
        Some(stored) if stored.draft && stored.binned_at.is_none() => {
            let after = kept.into_draft(alarms);
            change.update(&stored, &after).spends(draft.id.clone())
        }
        Some(_) => change,
    })
}
