//! What the department wrote before, offered behind the cursor; and how much there is to read, and how easily.

use std::sync::{Arc, OnceLock};

use super::WriteLayer;
use crate::app::Cx;
use crate::desk::letters::phrases::{Learning, Phrases};
use crate::desk::letters::repo_lint;
use crate::text::ease;

/// Where the phrases will be once they are learnt.
pub(super) type Learnt = Arc<OnceLock<Phrases>>;

/// A larger text is counted only when nobody types.
const QUICK: usize = 64 * 1024;

/// How much there is to read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counted {
    version: Option<u64>,
    pub words: usize,
    pub ease: Option<u8>,
}

/// Learns from the letters that went out, beside the screen.
fn begin(cx: &mut Cx) -> Result<Learnt, crate::store::Refusal> {
    let learnt = Learnt::default();
    let there = Arc::clone(&learnt);
    cx.start(move |store| {
        let mut learning = Learning::default();
        repo_lint::written(store.db(), |patient, body| learning.learn(patient, body))?;
        let _ = there.set(learning.done());
        Ok(String::new())
    })?;
    Ok(learnt)
}

impl WriteLayer {
    /// Learns once the letter stays open, and while nothing else is done beside the screen: who looks through letter
    /// after letter does not wait for it.
    pub(super) fn learn(&mut self, cx: &mut Cx) {
        if self.learnt.is_none() && !cx.busy() {
            // Without it nothing is offered, and nothing else is missing.
            self.learnt = begin(cx).ok();
        }
    }

    /// Offers what may follow, where a line ends at the cursor.
    pub(super) fn offer(&mut self) {
        let Some(phrases) = self.learnt.as_ref().and_then(|l| l.get()) else { return };
        let (text, at) = (self.editor.as_str(), self.editor.cursor());
        let ends = self.editor.selection().is_none() && text[at..].chars().next().is_none_or(|c| c == '\n');
        let line = &text[self.editor.line_at(at).start..at];
        // Of a line without an end only what stands near is read.
        let near = line.char_indices().rev().nth(200).map_or(line, |(from, _)| &line[from..]);
        let offered = if ends && !near.ends_with(';') { phrases.offer(near) } else { None };
        self.editor.offer(offered);
    }

    /// Takes what is offered. Says whether anything was.
    pub(super) fn take_offered(&mut self) -> bool {
        let taken = self.editor.take_offered();
        if taken {
            self.changed();
        }
        taken
    }

    /// Counts the words again where the text has changed; a very long one only between the keys.
    pub(super) fn count(&mut self, resting: bool) {
        if self.counted.version == Some(self.version) || (!resting && self.editor.as_str().len() > QUICK) {
            return;
        }
        let plain = self.editor.as_str();
        self.counted = Counted { version: Some(self.version), words: self.editor.words(), ease: ease::flesch(plain) };
    }

    /// "212 words · ease 64, plain"; where there is little room without the word for it.
    pub(super) fn counted_words(&self, wide: u16) -> String {
        let said = |e: u8| if wide < 100 { String::new() } else { format!(", {}", ease::word(e)) };
        let ease = self.counted.ease.map(|e| format!(" · ease {e}{}", said(e))).unwrap_or_default();
        format!("{} words{ease}", self.counted.words)
    }

    /// Begins a table of medicines at the cursor, with a row of blanks.
    pub(super) fn begin_table(&mut self) {
        let at = self.editor.cursor();
        let line = self.editor.line_at(at);
        let lead = if self.editor.as_str()[line.start..at].trim().is_empty() { "" } else { "\n\n" };
        let table = format!(
            "{lead}Medicine | Dose | How often | Since, changed or stopped\n\
             {{{{?medicine}}}} | {{{{?dose}}}} | {{{{?how often}}}} | {{{{?since when, changed or stopped}}}}"
        );
        self.put_snippet(None, &table);
    }

    /// Esc takes an offer away first. Says whether there was one.
    pub(super) fn withdraw(&mut self) -> bool {
        let was = self.editor.offered().is_some();
        self.editor.offer(None);
        was
    }

    /// What is offered, in words, for the line below the text.
    pub(super) fn offered_words(&self) -> Option<String> {
        self.editor.offered().map(|words| format!("Right takes “{}”", words.trim()))
    }
}
