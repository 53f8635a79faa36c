//! A word of a text looked up: a box over it, and Esc back to the same place.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::{repo, show};
use crate::app::{Cx, Input, Layer, Row, Taken};
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::ui::prose::{Para, Scroll};
use crate::ui::{Look, overlay};
use crate::words::{Entry, Glossary};

/// What the glossary knows of a word.
pub struct LookUp {
    paras: Vec<Para>,
    scroll: Scroll,
    plain: String,
    /// What it is shown as in the pane: its own word, or its name.
    target: String,
}

impl LookUp {
    /// What is at this place of a text: the longest term, else the abbreviation.
    pub fn at(text: &str, byte: usize, cx: &Cx) -> Result<Self, Refusal> {
        let glossary = repo::glossary(cx.db())?;
        match glossary.at(text, byte) {
            Some((_, entry)) => Ok(Self::of(&[entry], &glossary)),
            None => Self::word(word_at(text, byte), &glossary),
        }
    }

    /// A word that is no term of a text as it is written: in other capitals, or as a word part.
    fn word(word: &str, glossary: &Glossary) -> Result<Self, Refusal> {
        let found = glossary.named(word);
        if word.is_empty() {
            return Err(Refusal::rule("Put the cursor on a word, then look it up."));
        }
        if found.is_empty() {
            let how = "g g opens the glossary once you are out of the letter; n adds a word there.";
            return Err(Refusal::rule(format!("The glossary does not have “{word}”. {how}")));
        }
        Ok(Self::of(&found, glossary))
    }

    fn of(entries: &[&Entry], glossary: &Glossary) -> Self {
        let each = entries.iter().map(|entry| show::paras(entry, glossary));
        let paras = each.reduce(|mut all, more| {
            all.push(Para::gap());
            all.extend(more);
            all
        });
        let first = entries.first();
        Self {
            paras: paras.unwrap_or_default(),
            scroll: Scroll::default(),
            plain: first.map(|e| e.plain.clone()).unwrap_or_default(),
            target: first.map(|e| e.term.clone()).unwrap_or_default(),
        }
    }

    const ROWS: &'static [Row<Self>] = &[row!(
        "look_up.copy",
        ["y"],
        "Copy plain words",
        "Copy the plain English, to paste it into the letter.",
        Place::Footer(1),
        Self::copy
    )];

    fn copy(&mut self, cx: &mut Cx) -> Done {
        if self.plain.is_empty() {
            return Err(Refusal::rule(format!("There is no plainer word for {}.", self.target)));
        }
        cx.ask(crate::app::Effect::Copy(self.plain.clone()));
        Ok(())
    }
}

/// The word at a place, as far as letters, figures and hyphens go.
fn word_at(text: &str, byte: usize) -> &str {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '&' | '/');
    let Some((before, after)) = text.split_at_checked(byte.min(text.len())) else { return "" };
    let start = before.rfind(|c| !inside(c)).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let end = after.find(|c| !inside(c)).map_or(text.len(), |at| before.len() + at);
    text[start..end].trim_matches(|c: char| !c.is_alphanumeric())
}

impl Layer for LookUp {
    const SCOPE: &'static str = "+look_up";
    const TYPING: bool = false;

    fn rows() -> &'static [Row<Self>] {
        Self::ROWS
    }

    fn input(&mut self, input: &Input, _: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        self.scroll.handle(*key).into()
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        overlay::message(frame, area, "Glossary", &self.paras, &mut self.scroll, look)
    }
}
