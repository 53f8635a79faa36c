//! How a dictation stands in the list: how long it has, whose it is, whether something of it was not understood.

use chrono::NaiveDateTime;

use super::super::repo::Listed;
use crate::app::Shelved;
use crate::text::dates;
use crate::ui::Meaning;
use crate::ui::list::Line;

/// A dictation as it is listed at a time.
pub(super) struct Shown {
    pub listed: Listed,
    pub now: NaiveDateTime,
}

impl Shown {
    pub fn age(&self) -> String {
        let at: Option<NaiveDateTime> = self.listed.dictation.created_at.parse().ok();
        at.map(|at| dates::relative(self.now.date(), at.date())).unwrap_or_default()
    }

    fn due(&self) -> Option<i64> {
        let due: chrono::NaiveDate = self.listed.due_at.as_deref()?.parse().ok()?;
        Some((due - self.now.date()).num_days())
    }

    fn clock(&self) -> String {
        match self.due() {
            None => String::new(),
            Some(0) => "today".into(),
            Some(days) if days < 0 => format!("{}d late", -days),
            Some(days) => format!("{days}d"),
        }
    }

    pub fn unclear(&self) -> bool {
        !self.listed.dictation.settled && !self.listed.dictation.unclear.is_empty()
    }
}

impl Shelved for Shown {
    fn id(&self) -> &str {
        self.listed.letter()
    }

    fn line(&self) -> Line {
        let it = &self.listed;
        let urgent = it.priority == 1 || self.due().is_some_and(|d| d <= 1);
        let meaning = if urgent { Meaning::ActNow } else { Meaning::ToDo };
        let rank = ["urgent", "soon", "routine"].get(usize::try_from(it.priority - 1).unwrap_or(1)).unwrap_or(&"");
        let begun = if it.state == "drafting" { "being typed: " } else { "" };
        let what = if self.unclear() { format!("? {}", it.letter_title) } else { it.letter_title.clone() };
        let author = if it.author.is_empty() { "author not known" } else { &it.author };
        let owner = if it.owner.is_empty() { "pool" } else { &it.owner };
        let cells = [
            self.clock(),
            it.dictation.length(),
            it.name(),
            format!("{begun}{what}"),
            author.to_owned(),
            owner.to_owned(),
            (*rank).to_owned(),
            self.age(),
            it.dictation.original.clone(),
        ];
        Line::new(it.letter().to_owned(), meaning, cells)
    }
}
