//! What is typed survives: kept as a draft, written into the letter, never over what another window wrote.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::WriteLayer;
use crate::app::Cx;
use crate::desk::letters::Letter;
use crate::desk::letters::facts::About;
use crate::desk::letters::repo;
use crate::keys::Done;
use crate::store::{Change, Draft, Refusal};

/// A draft of a letter's text, and where the cursor stood.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The text; none where only the place is kept.
    body: Option<String>,
    cursor: usize,
    scroll: usize,
    /// Fingerprint of the letter's text that this one was typed on.
    base: String,
    /// Words that are right in this letter only.
    #[serde(default)]
    ignored: Vec<String>,
}

fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    u128::from_be_bytes(std::array::from_fn(|at| digest[at])).to_string()
}

/// The drafts of a letter's text begin with this; the window that types follows.
pub(crate) fn drafts_of(id: &str) -> String {
    format!("letter/{id}/")
}

/// Where the cursor was left in a letter that has no draft.
fn place_of(id: &str) -> String {
    format!("place/letter/{id}")
}

impl WriteLayer {
    fn draft_id(&self, cx: &Cx) -> String {
        format!("{}{}", drafts_of(&self.base.id), cx.store.seat())
    }

    /// Takes up what was typed and not written: in this window, or in one that is gone; else only the place.
    pub(super) fn take_up(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        let all = cx.store.drafts(&drafts_of(&self.base.id))?;
        let gone: Vec<String> = cx.store.orphans(&drafts_of(&self.base.id))?.into_iter().map(|d| d.id).collect();
        let seat = cx.store.seat().to_owned();
        let mine = |d: &&Draft| d.seat == seat || gone.contains(&d.id);
        self.elsewhere = all.iter().any(|d| !mine(&d));
        if let Some(draft) = all.iter().rev().find(mine) {
            return self.take_draft(draft, cx);
        }
        if let Some(place) = cx.store.draft(&place_of(&self.base.id))?
            && let Ok(kept) = serde_json::from_str::<Kept>(&place.body)
        {
            self.stand(&kept);
        }
        self.kept = self.state();
        Ok(())
    }

    fn take_draft(&mut self, draft: &Draft, cx: &mut Cx) -> Done {
        let Ok(kept) = serde_json::from_str::<Kept>(&draft.body) else { return Ok(()) };
        if let Some(body) = &kept.body {
            self.editor.set_text(body);
            if kept.base != fingerprint(&self.base.body) && *body != self.base.body {
                self.conflict = Some("The letter was changed since this was typed.".into());
            }
        }
        self.stand(&kept);
        self.version = 1;
        self.keep_typed(cx);
        let own = self.draft_id(cx);
        if draft.id != own {
            cx.store.drop_draft(&draft.id)?;
        }
        cx.say("What you typed here before and did not save stands here again.");
        Ok(())
    }

    fn stand(&mut self, kept: &Kept) {
        self.editor.set_cursor(kept.cursor);
        self.editor.set_scroll(kept.scroll);
        self.spelling.ignore(kept.ignored.iter().cloned());
    }

    fn state(&self) -> (u64, usize, usize) {
        (self.version, self.editor.cursor(), self.editor.scroll())
    }

    /// Keeps what is typed as a draft, where something is different since the last time.
    pub(super) fn keep_typed(&mut self, cx: &mut Cx) {
        if self.state() == self.kept {
            return;
        }
        match self.keep_now(cx) {
            Ok(()) => self.kept = self.state(),
            Err(e) => cx.unkept(&e),
        }
    }

    fn keep_now(&self, cx: &mut Cx) -> Done {
        let body = self.is_unwritten().then(|| self.editor.text());
        let draft = self.draft_id(cx);
        let id = if body.is_some() { draft.clone() } else { place_of(&self.base.id) };
        if body.is_none() {
            cx.store.drop_draft(&draft)?;
        }
        let base = fingerprint(&self.base.body);
        let (cursor, scroll, ignored) = (self.editor.cursor(), self.editor.scroll(), self.spelling.ignored());
        let kept = Kept { body, cursor, scroll, base, ignored };
        cx.store.keep_draft(&id, &serde_json::to_string(&kept)?, cx.now)
    }

    /// Writes the text into the letter, as one change. Refused, it stays as a draft.
    pub(super) fn write(&mut self, cx: &mut Cx) -> Done {
        self.read_again(cx)?;
        if !self.is_unwritten() {
            self.conflict = None;
            return Ok(());
        }
        if let Some(why) = &self.conflict {
            let why = format!("Not saved: {why} What you typed is kept; Ctrl-O lets you choose which text stays.");
            return Err(Refusal::Stale(why));
        }
        let after = self.notes.placed(self.base.written(self.editor.as_str())?);
        let change = Change::new(format!("Wrote {}", self.word())).update(&self.base, &after);
        cx.apply_quietly(&change.spends(self.draft_id(cx)))?;
        self.base = after;
        self.version += 1;
        self.keep_typed(cx);
        Ok(())
    }

    /// Reads the letter again. Another's text takes the place of this one's only where nothing was typed.
    pub(super) fn read_again(&mut self, cx: &mut Cx) -> Done {
        let seat = cx.store.seat().to_owned();
        let live = cx.store.orphans(&drafts_of(&self.base.id))?;
        let others = cx.store.drafts(&drafts_of(&self.base.id))?;
        self.elsewhere = others.iter().any(|d| d.seat != seat && !live.contains(d));
        let Some(current) = cx.db().get::<Letter>(&self.base.id)? else {
            self.conflict = Some("The letter is not there any more: its making was taken back.".into());
            return Ok(());
        };
        if current == self.base {
            return Ok(());
        }
        if current.binned_at.is_some() || !current.is_draft() {
            let is = if current.binned_at.is_some() { "in the bin".into() } else { current.state_words() };
            self.conflict = Some(format!("The letter is {is} now."));
            return Ok(());
        }
        if current.body != self.base.body {
            if self.is_unwritten() {
                self.conflict = Some("The letter was changed meanwhile in another window.".into());
                return Ok(());
            }
            self.replace_all_by(&current.body.clone());
        }
        self.adopt(current, cx)
    }

    /// Stands on the letter as it is stored now.
    fn adopt(&mut self, current: Letter, cx: &mut Cx) -> Done {
        let facts = |l: &Letter| (l.author.clone(), l.attended_on.clone(), l.recipients.clone(), l.template.clone());
        let differs = facts(&current) != facts(&self.base);
        self.base = current;
        self.notes.renew(&self.base);
        self.name = repo::name(cx.db(), &self.base)?;
        self.about = About::of(cx.db(), &self.base, cx.now)?;
        self.read_likeness(cx)?;
        self.template = self.house.template(&self.base.template);
        if differs && self.fill_again() {
            cx.say("Blanks that are known now were filled. Ctrl-Z takes them back.");
        }
        Ok(())
    }

    /// In a conflict: what is typed here stays, over what was written meanwhile (which stays in the history).
    pub(super) fn take_mine(&mut self, cx: &mut Cx) -> Done {
        self.conflict.as_ref().ok_or("There is nothing to choose: nobody else changed this letter.")?;
        let current: Letter = cx.db().must(&self.base.id)?;
        current.written(self.editor.as_str())?;
        self.conflict = None;
        self.adopt(current, cx)?;
        self.write(cx)?;
        cx.say(format!("Wrote {} over the other text, which stays in the history. Ctrl-Z undoes it.", self.word()));
        Ok(())
    }

    /// In a conflict: what was written meanwhile stays. Ctrl-Z in the text brings back what was typed here.
    pub(super) fn take_theirs(&mut self, cx: &mut Cx) -> Done {
        self.conflict.as_ref().ok_or("There is nothing to choose: nobody else changed this letter.")?;
        let current: Letter = cx.db().must(&self.base.id)?;
        self.replace_all_by(&current.body.clone());
        self.conflict = None;
        self.adopt(current, cx)?;
        cx.say("This is the other text. Ctrl-Z brings back what you typed.");
        Ok(())
    }
}
