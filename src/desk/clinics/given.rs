//! What the acts need, from what a command is given.

use super::acts::At;
use crate::app::Cx;
use crate::desk::diary::{self, holidays::Holidays};
use crate::desk::letters::House;
use crate::store::Refusal;

/// The bank holidays of the desk.
pub(super) fn holidays(cx: &Cx) -> Result<Holidays, Refusal> {
    diary::repo::holidays(cx.db(), &cx.config.division)
}

/// Works out something with all that acts need.
pub(super) fn with_at<T>(cx: &Cx, work: impl FnOnce(At<'_>) -> Result<T, Refusal>) -> Result<T, Refusal> {
    let (house, holidays) = (House::of(&cx.store, &cx.config)?, holidays(cx)?);
    work(At { db: cx.db(), house: &house, holidays: &holidays, who: &cx.who, now: cx.now })
}
