//! What is done with meetings, as one change each: the meeting, its diary entries, its actions and their tasks move
//! together, and together back.

mod actions;
mod agenda;
mod diary;
mod minutes;
mod papers;
mod plan;
mod room;

pub use actions::{add_action, bin_action, drop_action, edit_action, finish_action};
pub use agenda::{add_item, build, change_item, move_item, reworked, take_off};
pub use minutes::{all_present, approve, attend, begin, circulate, close, redraft, write};
pub use papers::{ask_for, attach, folder, put_down, take_away};
pub use plan::{bin, bin_series, cancel, make, next_start, reschedule, send, write_meeting, write_series};
pub use room::take_date;

use chrono::{NaiveDate, NaiveDateTime};

use crate::config::Config;
use crate::desk::diary::holidays::Holidays;
use crate::desk::diary::repo as diary_repo;
use crate::store::{Db, Refusal};

/// Where and when something is done, and by whom.
pub struct At<'a> {
    /// The desk.
    pub db: Db<'a>,
    /// Who does it.
    pub who: &'a str,
    /// When.
    pub now: NaiveDateTime,
    holidays: Holidays,
}

impl<'a> At<'a> {
    /// On this desk, with its holidays.
    ///
    /// # Errors
    /// The desk cannot be read.
    pub fn new(db: Db<'a>, config: &Config, who: &'a str, now: NaiveDateTime) -> Result<Self, Refusal> {
        Ok(Self { db, who, now, holidays: diary_repo::holidays(db, &config.division)? })
    }

    /// Whether a day is a bank holiday.
    pub fn is_holiday(&self, day: NaiveDate) -> bool {
        self.holidays.on(day).is_some()
    }
}
