//! What acts need, gathered from the program: the house of the letters, the bank holidays, who acts and when.

use chrono::NaiveDateTime;

use super::acts::At;
use crate::app::Cx;
use crate::desk::diary;
use crate::desk::diary::holidays::Holidays;
use crate::desk::letters::House;
use crate::store::Refusal;

/// What acts need, gathered once for a key.
pub struct Kit {
    house: House,
    /// The bank holidays of the desk.
    pub holidays: Holidays,
    who: String,
    now: NaiveDateTime,
}

impl Kit {
    /// The desk's own, at the time of this key.
    ///
    /// # Errors
    /// The desk cannot be read.
    pub fn of(cx: &Cx) -> Result<Self, Refusal> {
        Ok(Self {
            house: House::of(&cx.store, &cx.config)?,
            holidays: diary::repo::holidays(cx.db(), &cx.config.division)?,
            who: cx.who.clone(),
            now: cx.now,
        })
    }

    /// As the acts take it.
    pub fn at<'a>(&'a self, cx: &'a Cx) -> At<'a> {
        At { db: cx.db(), house: &self.house, holidays: &self.holidays, who: &self.who, now: self.now }
    }
}
