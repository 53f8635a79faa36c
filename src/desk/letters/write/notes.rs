//! What was said of the letter when it was returned, at its places in the text: the places move as it is written, one key
//! goes from one to the next, one ticks off what is dealt with.

use std::ops::Range;

use super::WriteLayer;
use crate::app::Cx;
use crate::desk::letters::Letter;
use crate::desk::letters::model::{Comment, moved};
use crate::keys::Done;
use crate::store::{Change, Refusal};

/// The comments of a letter as its text is now.
#[derive(Debug, Clone, Default)]
pub(super) struct Notes {
    text: String,
    all: Vec<Comment>,
    /// Which one was gone to last.
    at: usize,
}

impl Notes {
    /// The comments of a letter as it is stored.
    pub fn of(letter: &Letter) -> Self {
        Self { text: letter.body.clone(), all: letter.comments.clone(), at: 0 }
    }

    /// The text has become this one.
    pub fn follow(&mut self, text: &str) {
        if self.all.iter().all(|c| c.place.is_none()) || self.text == text {
            return;
        }
        for comment in &mut self.all {
            comment.place = comment.place.as_ref().map(|place| moved(place, &self.text, text));
        }
        text.clone_into(&mut self.text);
    }

    /// Takes over what is stored by now: comments that are new or ticked off; known ones keep their places.
    pub fn renew(&mut self, letter: &Letter) {
        let known = |c: &Comment| self.all.iter().find(|k| same(k, c)).map(|k| k.place.clone());
        self.all = letter
            .comments
            .iter()
            .map(|c| Comment { place: known(c).unwrap_or_else(|| c.place.clone()), ..c.clone() })
            .collect();
    }

    /// The letter with its comments where they are now.
    pub fn placed(&self, letter: Letter) -> Letter {
        let place = |c: &Comment| {
            self.all
                .iter()
                .find(|k| same(k, c))
                .map_or_else(|| c.clone(), |k| Comment { place: k.place.clone(), ..c.clone() })
        };
        Letter { comments: letter.comments.iter().map(place).collect(), ..letter }
    }

    /// The places of those that are not dealt with.
    pub fn ranges(&self) -> Vec<Range<usize>> {
        self.open().filter_map(|(_, c)| c.place.as_ref()).map(|p| p.range_in(&self.text)).collect()
    }

    fn open(&self) -> impl Iterator<Item = (usize, &Comment)> {
        self.all.iter().enumerate().filter(|(_, c)| !c.done)
    }

    /// The one that is shown: the one gone to last, else the first that is open.
    fn shown(&self) -> Option<(usize, &Comment)> {
        self.open().find(|(n, _)| *n >= self.at).or_else(|| self.open().next())
    }

    /// What stands above the text: "Returned, 1 of 2 · Dr Patel on “5 mg”: should be 10 mg".
    pub fn line(&self) -> String {
        let Some((n, comment)) = self.shown() else { return String::new() };
        let many = self.open().count();
        let nth = self.open().position(|(at, _)| at == n).unwrap_or_default() + 1;
        let place = comment.place.as_ref().map(|p| format!(" on “{}”", p.quoted(40))).unwrap_or_default();
        format!("To do, {nth} of {many} · {}{place}: {}   Alt-M Next   Alt-K Dealt with", comment.who, comment.text)
    }

    /// Goes to the next or the one before; where it is in the text.
    fn step(&mut self, on: bool) -> Option<Range<usize>> {
        let open: Vec<usize> = self.open().map(|(n, _)| n).collect();
        let here = self.shown().map(|(n, _)| n)?;
        let at = open.iter().position(|n| *n == here)?;
        let next = if on { (at + 1) % open.len() } else { (at + open.len() - 1) % open.len() };
        self.at = open[next];
        self.place_of(self.at)
    }

    fn place_of(&self, n: usize) -> Option<Range<usize>> {
        self.all.get(n)?.place.as_ref().map(|p| p.range_in(&self.text))
    }
}

fn same(a: &Comment, b: &Comment) -> bool {
    a.at == b.at && a.who == b.who && a.text == b.text
}

impl WriteLayer {
    /// To the next comment, or the one before.
    pub(super) fn go_note(&mut self, on: bool, cx: &mut Cx) -> Done {
        let (row, before) = (self.editor.selection(), self.notes.shown().map(|(n, _)| n));
        let here = before.and_then(|n| self.notes.place_of(n));
        // The first press goes to the one that is shown.
        let there = if here.is_some() && row != here { here } else { self.notes.step(on) };
        match (there, before) {
            (_, None) => return Err(Refusal::rule("Nothing that was said of this letter is left to be dealt with.")),
            (Some(range), _) if !range.is_empty() => self.editor.set_selection(range),
            (Some(range), _) => self.editor.set_cursor(range.start),
            (None, _) => cx.say("This one is about all of the letter."),
        }
        Ok(())
    }

    /// What is shown was dealt with.
    pub(super) fn tick_note(&mut self, cx: &mut Cx) -> Done {
        let Some((n, _)) = self.notes.shown() else {
            return Err(Refusal::rule("Nothing that was said of this letter is left to be dealt with."));
        };
        self.write(cx)?;
        let mut comments = self.base.comments.clone();
        let comment = comments.get_mut(n).ok_or("The comments were changed meanwhile.")?;
        comment.done = true;
        let label = format!("Dealt with: {}", comment.text);
        let after = Letter { comments, ..self.base.clone() };
        cx.apply_quietly(&Change::new(label).update(&self.base, &after))?;
        self.base = after;
        self.notes.renew(&self.base);
        self.mark();
        let left = self.notes.open().count();
        cx.say(if left == 0 { "Dealt with; nothing is left.".into() } else { format!("Dealt with; {left} left.") });
        Ok(())
    }
}
