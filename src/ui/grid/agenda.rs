//! Blocks as lines of a list.

use super::Block;
use crate::ui::list::Line;
use chrono::NaiveDate;

/// A block as a line on one of its days: time, caption, detail.
pub fn agenda_line(block: &Block, date: NaiveDate) -> Line {
    let until = match (block.all_day, block.end.date() > date) {
        (true, _) => String::new(),
        (false, true) => "–…".to_owned(),
        (false, false) => format!("–{}", block.end.format("%H:%M")),
    };
    let time = format!("{}{until}", block.clock(date));
    // The sign of the meaning stands before the line; the caption need not say it again.
    let caption = Block { meaning: crate::ui::Meaning::None, ..block.clone() }.caption();
    Line { id: block.id.clone(), meaning: block.meaning, cells: vec![time, caption, block.detail.clone()], group: None }
}
