//! What is typed survives: kept as a draft, written into the meeting, never over what another window wrote.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::MinutesLayer;
use super::bar::{Ask, Bar};
use crate::app::Cx;
use crate::desk::meetings::acts;
use crate::desk::meetings::model::{Item, Meeting};
use crate::keys::Done;
use crate::store::Refusal;

/// A draft of minutes: what was typed, where the cursor stood, what stood in the line at the foot.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    at: String,
    cursor: usize,
    typed: BTreeMap<String, String>,
    asked: Option<Ask>,
    answer: String,
}

/// Between two texts of one item that were written at the same time.
const ALSO: &str = "[Written at the same time in another window:]";

/// The drafts of a meeting's minutes begin with this; the window that types follows.
fn drafts_of(id: &str) -> String {
    format!("minutes/{id}/")
}

impl MinutesLayer {
    fn draft_id(&self, cx: &Cx) -> String {
        format!("{}{}", drafts_of(&self.base.id), cx.store.seat())
    }

    /// Takes up what was typed and not written: in this window, or in one that is gone.
    pub(super) fn take_up(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        let own = self.draft_id(cx);
        let mut found = cx.store.orphans(&drafts_of(&self.base.id))?;
        found.extend(cx.store.draft(&own)?);
        let Some(draft) = found.pop() else { return Ok(()) };
        let Ok(kept) = serde_json::from_str::<Kept>(&draft.body) else { return Ok(()) };
        let typed = kept.typed.iter().any(|(id, text)| self.base.agenda.iter().any(|i| i.id == *id && i.text != *text));
        self.typed = kept.typed;
        self.at.clear();
        self.stand_on(&kept.at);
        if self.item().id.is_empty() {
            self.stand_on_first();
        }
        self.editor.set_cursor(kept.cursor);
        self.bar = kept.asked.map(|ask| Bar::new(ask, &kept.answer));
        self.version += 1;
        self.keep_typed(cx);
        if draft.id != own {
            cx.store.drop_draft(&draft.id)?;
        }
        if typed || self.bar.is_some() {
            cx.say("What you typed here before and did not save stands here again.");
        }
        Ok(())
    }

    /// Keeps what is typed as a draft, where something is different since the last time.
    pub(super) fn keep_typed(&mut self, cx: &mut Cx) {
        if self.version == self.kept {
            return;
        }
        self.note_typed();
        match self.keep_now(cx) {
            Ok(()) => self.kept = self.version,
            Err(e) => cx.unkept(&e),
        }
    }

    fn keep_now(&self, cx: &mut Cx) -> Done {
        let asked = self.bar.as_ref().map(|b| b.ask);
        let answer = self.bar.as_ref().map(|b| b.line.text().to_owned()).unwrap_or_default();
        let (at, cursor) = (self.at.clone(), self.editor.cursor());
        let kept = Kept { at, cursor, typed: self.typed.clone(), asked, answer };
        cx.store.keep_draft(&self.draft_id(cx), &serde_json::to_string(&kept)?, cx.now)
    }

    /// Writes what was typed into the meeting, with the time that the item has taken. `done`: the item was dealt with.
    pub(super) fn write(&mut self, done: bool, cx: &mut Cx) -> Done {
        self.now = cx.now;
        self.read_again(cx)?;
        self.note_typed();
        let spent = self.spent();
        let one = |item: &Item| {
            let typed = self.typed.get(&item.id).cloned();
            let here = item.id == self.at;
            let reached = item.reached || (here && done) || typed.as_ref().is_some_and(|t| !t.trim().is_empty());
            let spent = if here { spent } else { item.spent };
            Item { text: typed.unwrap_or_else(|| item.text.clone()), reached, spent, ..item.clone() }
        };
        let items: Vec<Item> = self.base.agenda.iter().map(one).collect();
        self.since = cx.now;
        self.written(&items, cx)
    }

    /// The items as they are now, in the meeting and here.
    pub(super) fn written(&mut self, items: &[Item], cx: &mut Cx) -> Done {
        if items != self.base.agenda {
            let change = acts::write(&self.base, items)?;
            cx.apply_quietly(&change)?;
            self.base = cx.db().must(&self.base.id)?;
        }
        self.typed.clear();
        self.version += 1;
        self.keep_typed(cx);
        Ok(())
    }

    /// Reads the meeting again. What another window wrote of an item that is being typed here stands behind it.
    pub(super) fn read_again(&mut self, cx: &mut Cx) -> Done {
        let Some(current) = cx.db().get::<Meeting>(&self.base.id)? else {
            return Err(Refusal::rule(
                "The meeting is not there any more: its making was taken back. What you typed is kept.",
            ));
        };
        if current == self.base {
            return Ok(());
        }
        self.note_typed();
        for item in &current.agenda {
            let before = self.base.agenda.iter().find(|i| i.id == item.id).map(|i| i.text.as_str());
            let Some(mine) = self.typed.get_mut(&item.id) else { continue };
            let theirs = item.text.trim();
            if before != Some(item.text.as_str()) && !theirs.is_empty() && !mine.contains(theirs) {
                *mine = format!("{}\n{ALSO}\n{theirs}", mine.trim_end());
            }
        }
        self.base = current;
        self.show_again();
        Ok(())
    }

    /// The editor shows the item as it stands now; the cursor stays.
    fn show_again(&mut self) {
        let item = self.item();
        if item.id.is_empty() {
            self.at.clear();
            return self.stand_on_first();
        }
        let text = self.typed.get(&self.at).cloned().unwrap_or(item.text);
        if text != self.editor.as_str() {
            let cursor = self.editor.cursor();
            self.editor.replace_range(0..self.editor.as_str().len(), &text);
            self.editor.set_cursor(cursor);
            self.version += 1;
        }
    }
}
