//! Searching the diary: words in, hits by date out, past and to come; Enter goes there.

use chrono::NaiveDateTime;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::app::{Cx, Input, Layer, Row, Taken};
use crate::desk::diary::pane::{DiaryPane, Goal};
use crate::desk::diary::{Occurrence, repo_search};
use crate::keys::Done;
use crate::text::dates;
use crate::ui::input::TextLine;
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, Meaning, overlay, pen};

const COLUMNS: &[Column] =
    &[Column::fixed(23), Column::fill(2).identifier(), Column::fill(1).priority(1), Column::fixed(14).priority(2)];

/// Opens the box.
pub(super) fn search(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    let line = TextLine::new("").hint("words of the title, the place, a name");
    let (goal, now) = (pane.goal.clone(), cx.now);
    cx.open(Search { line, found: Vec::new(), lines: Vec::new(), state: ListState::default(), goal, now });
    Ok(())
}

/// The box over the diary.
pub struct Search {
    line: TextLine,
    found: Vec<Occurrence>,
    lines: Vec<Line>,
    state: ListState,
    goal: Goal,
    now: NaiveDateTime,
}

impl Search {
    fn look(&mut self, cx: &mut Cx) {
        match repo_search::search(&cx.store, self.line.text(), &cx.who, cx.now) {
            Ok(found) => self.found = found,
            Err(e) => cx.warn(e.to_string()),
        }
        let coming = self.found.iter().position(|o| o.end >= self.now);
        let first_of = |n: usize| n == 0 || Some(n) == coming;
        self.lines = self.found.iter().enumerate().map(|(n, o)| self.row(o, first_of(n))).collect();
        self.state = ListState::default();
        // What comes next is what is mostly looked for.
        if let Some(id) = coming.or(self.found.len().checked_sub(1)).and_then(|n| self.lines.get(n)).map(|l| &l.id) {
            self.state.select_id(&self.lines, id);
        }
    }

    fn row(&self, one: &Occurrence, first: bool) -> Line {
        let e = &one.entry;
        let day = dates::screen_weekday(one.start.date());
        let time = if e.all_day { String::new() } else { format!(" {}", dates::time(one.start.time())) };
        let again = if one.repeats() { " (repeats)" } else { "" };
        let off = if one.is_live() { "" } else { " (cancelled)" };
        let title = [e.title.as_str(), one.patient.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>();
        let beside = [e.place.as_str(), e.with_whom.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>();
        let cells = [
            format!("{day}{time}"),
            format!("{}{again}{off}", title.join(", ")),
            beside.join(" · "),
            one.calendar.name.clone(),
        ];
        let line = Line::new(one.id(), Meaning::None, cells);
        let coming = one.end >= self.now;
        if first { line.under(if coming { "Today and to come" } else { "Past" }) } else { line }
    }

    fn take(&mut self, cx: &mut Cx) {
        let Some(one) = self.found.get(self.state.selected()) else {
            return cx.warn("Nothing is found yet: type a word of it.");
        };
        cx.close();
        cx.say(format!("{}: {}.", one.title(&cx.who), one.times()));
        self.goal.set(one.id(), cx);
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        match key.code {
            KeyCode::Enter => self.take(cx),
            KeyCode::Down | KeyCode::Up | KeyCode::PageDown | KeyCode::PageUp => {
                self.state.handle(&self.lines, key);
            }
            _ => {
                let before = self.line.text().to_owned();
                if !self.line.handle(key) {
                    return Taken::No;
                }
                if before != self.line.text() {
                    self.look(cx);
                }
            }
        }
        Taken::Yes
    }
}

impl Layer for Search {
    const SCOPE: &'static str = "+diary_search";

    fn rows() -> &'static [Row<Self>] {
        &[]
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("Enter", "Go there"), ("Up Down", "Move")]
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        match input {
            Input::Key(key) => self.key(*key, cx),
            Input::Paste(text) => {
                self.line.paste(text);
                self.look(cx);
                Taken::Yes
            }
            _ => Taken::No,
        }
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let size = (area.width.saturating_sub(4).clamp(20, 120), area.height.saturating_sub(2).max(8));
        let title = match self.found.len() {
            0 => "Search the diary".to_owned(),
            n => format!("Search the diary · {n} found"),
        };
        let inner = overlay::open(frame, area, size, &title, look);
        let cursor = self.line.draw(frame, pen::row(inner, 0), look, true);
        let empty = if self.line.is_empty() {
            "Past and to come: type a word of what it is, where, or with whom."
        } else {
            "Nothing in the diary has these words. Backspace widens it."
        };
        let list = List { columns: COLUMNS, empty, hint: "", focused: true };
        list.draw(frame, pen::below(inner, 2), &self.lines, &mut self.state, look);
        cursor
    }
}
