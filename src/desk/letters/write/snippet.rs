//! Snippets in the text: what was typed becomes what it stands for, with the letter's facts put in.

use std::ops::Range;
use std::rc::Rc;

use crossterm::event::{KeyCode, KeyEvent};

use super::WriteLayer;
use super::hand::Handed;
use crate::app::{Cx, MenuItem, choose};
use crate::desk::letters::start;
use crate::desk::snippets::{self, model};
use crate::keys::Done;
use crate::paper::lint::blanks;
use crate::ui::editor::EditOutcome;

/// What ends a short word.
const ENDS: [char; 6] = [' ', ',', '.', ';', ':', ')'];

impl WriteLayer {
    /// Takes a key in the text; a short word before it becomes what it stands for.
    pub(super) fn write_key(&mut self, key: KeyEvent) -> EditOutcome {
        if key.code == KeyCode::Enter && key.modifiers.is_empty() && self.expand_here() {
            return EditOutcome::Changed;
        }
        let takes = key.code == KeyCode::Right && key.modifiers.is_empty();
        if takes && self.take_offered() {
            return EditOutcome::Changed;
        }
        let outcome = self.editor.handle(key);
        let typed = matches!(key.code, KeyCode::Char(_)) && crate::keys::Chord::from(key).is_text();
        let ends = matches!(key.code, KeyCode::Char(c) if ENDS.contains(&c) && crate::keys::Chord::from(key).is_text());
        if outcome == EditOutcome::Changed && ends {
            self.expand_behind();
        }
        if outcome == EditOutcome::Changed && typed {
            self.offer();
        }
        outcome
    }

    /// The short word right before the cursor becomes what it stands for. Says whether there was one.
    pub(super) fn expand_here(&mut self) -> bool {
        if self.editor.selection().is_some() {
            return false;
        }
        let at = self.editor.cursor();
        let Some((range, body)) = self.typed_before(at) else { return false };
        self.put_snippet(Some(range), &body);
        true
    }

    /// The same with one character typed behind it, which stays, but for a blank before something to fill in.
    fn expand_behind(&mut self) {
        let at = self.editor.cursor();
        let Some(end) = self.editor.as_str()[..at].chars().next_back() else { return };
        let Some((range, body)) = self.typed_before(at - end.len_utf8()) else { return };
        let filled = self.filled(&body);
        let waits = filled.contains(model::CURSOR) || !blanks(&filled).is_empty() || filled.ends_with([' ', '\n']);
        let body = if end == ' ' && waits { filled } else { format!("{filled}{end}") };
        self.put_snippet(Some(range.start..at), &body);
    }

    fn typed_before(&self, at: usize) -> Option<(Range<usize>, String)> {
        let (range, snippet) = model::typed_before(self.editor.as_str(), at, &self.snippets)?;
        Some((range, snippet.body.clone()))
    }

    fn filled(&self, body: &str) -> String {
        start::filled_again(body, &self.base, &self.about, &self.house, self.now.date())
    }

    /// Puts the words of a snippet into the text, as one step of undo. The cursor goes where they say, else to the first
    /// blank, else behind them.
    pub(super) fn put_snippet(&mut self, range: Option<Range<usize>>, body: &str) {
        let at = self.editor.cursor();
        let range = range.or_else(|| self.editor.selection()).unwrap_or(at..at);
        let filled = self.filled(body);
        let place = filled.find(model::CURSOR);
        let text = filled.replacen(model::CURSOR, "", 1);
        let start = range.start;
        self.editor.replace_range(range, &text);
        let blank = blanks(&text).first().map(|b| start + b.range.start..start + b.range.end);
        match (place, blank) {
            (Some(at), _) => self.editor.set_cursor(start + at),
            (None, Some(blank)) => self.editor.set_selection(blank),
            (None, None) => {}
        }
        self.changed();
    }

    /// Lists the snippets to choose one by typing.
    pub(super) fn choose_snippet(&mut self, cx: &mut Cx) -> Done {
        let selected = self.editor.selected_text().to_owned();
        let mut items: Vec<MenuItem> = self
            .snippets
            .iter()
            .map(|s| MenuItem::new(s.typed.clone(), s.typed.clone(), s.name.clone(), s.first_line()))
            .collect();
        items.push(MenuItem::new("new", "", "New snippet", "of what is selected, or of nothing yet"));
        items.push(MenuItem::new("all", "", "All snippets", "change them, bin them, import and export"));
        let (hand, all) = (Rc::clone(&self.hand), self.snippets.clone());
        choose(cx, "Put in a snippet", items, move |id, cx| {
            match id {
                "new" => snippets::edit(None, &selected, cx),
                "all" => return snippets::open(cx),
                typed => {
                    let chosen = all.iter().find(|s| s.typed == typed).ok_or("There is no such snippet.")?;
                    hand.borrow_mut().push(Handed::Snippet(chosen.body.clone()));
                    cx.touch();
                }
            }
            Ok(())
        });
        Ok(())
    }
}
