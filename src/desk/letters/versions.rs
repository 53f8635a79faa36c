//! Two versions of a letter side by side, as one text: what is gone stands in `[- -]`, what is new in `{+ +}`.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::{Letter, repo, repo_versions};
use crate::app::{Cx, Input, Layer, Row, Taken};
use crate::keys::command::always;
use crate::keys::{Command, Done, Place};
use crate::store::Refusal;
use crate::text::diff::{self, Fate};
use crate::ui::{Look, panel, pen, width};
use crossterm::event::KeyCode;

/// No line is longer.
const MEASURE: u16 = 90;

/// A text of the letter with its title.
struct Text {
    title: String,
    body: String,
}

/// Two versions of a letter.
pub struct VersionsLayer {
    name: String,
    all: Vec<Text>,
    /// Which two are compared: the older and the newer.
    pair: (usize, usize),
    parts: Vec<(Fate, String)>,
    offset: usize,
    /// The rows with a change, of what was drawn last.
    changes: Vec<usize>,
    page: usize,
    rows: usize,
}

/// Opens the versions of a letter with the text as it stands.
pub(super) fn open(letter: &Letter, body: &str, cx: &mut Cx) -> Done {
    let mut all = Vec::new();
    if let Some(old) = letter.replaces_id.as_deref() {
        let old: Option<Letter> = cx.db().get(old)?;
        all.extend(old.map(|l| Text { title: "the letter it replaces".into(), body: l.body }));
    }
    let kept = repo_versions::of(cx.db(), letter)?;
    all.extend(kept.into_iter().map(|v| Text { title: v.title(), body: v.body }));
    if all.is_empty() {
        return Err(Refusal::rule(
            "It has one version so far: each step (submitted, returned, approved, sent) keeps one.",
        ));
    }
    let title =
        if letter.is_draft() { "as it stands now".to_owned() } else { format!("now, {}", letter.state_words()) };
    all.push(Text { title, body: body.to_owned() });
    let name = format!("{}: {}", letter.title, repo::name(cx.db(), letter)?);
    let last = all.len() - 1;
    let mut layer = VersionsLayer {
        name,
        all,
        pair: (last - 1, last),
        parts: Vec::new(),
        offset: 0,
        changes: Vec::new(),
        page: 10,
        rows: 0,
    };
    layer.compare();
    cx.open(layer);
    Ok(())
}

impl VersionsLayer {
    const ROWS: &'static [Row<Self>] = &[
        Self::row("versions.older", &["left"], "Older", "Compare with the version before.", 1, |l, _| {
            l.step(true, false)
        }),
        Self::row("versions.newer", &["right"], "Newer", "Compare with the version after.", 2, |l, _| {
            l.step(true, true)
        }),
        Self::row("versions.with", &["tab"], "With", "Compare it with another later text.", 3, |l, _| {
            l.step(false, true)
        }),
        Self::row("versions.next", &["n", "enter"], "Next change", "Go to the next change.", 4, |l, cx| {
            l.change(true, cx)
        }),
        Self::row("versions.previous", &["b"], "Change before", "Go to the change before.", 5, |l, cx| {
            l.change(false, cx)
        }),
    ];

    const fn row(
        id: &'static str,
        keys: &'static [&'static str],
        label: &'static str,
        sentence: &'static str,
        place: u8,
        run: fn(&mut Self, &mut Cx) -> Done,
    ) -> Row<Self> {
        Command { id, keys, label, sentence, place: Place::Footer(place), everywhere: false, ready: always, run }
    }

    fn compare(&mut self) {
        self.parts = diff::words(&self.all[self.pair.0].body, &self.all[self.pair.1].body);
        self.offset = 0;
    }

    /// Goes to another version on one side; the older one stays the older.
    fn step(&mut self, older: bool, on: bool) -> Done {
        let last = self.all.len() - 1;
        let (a, b) = self.pair;
        self.pair = match (older, on) {
            (true, false) if a == 0 => return Err(Refusal::rule("There is no older version.")),
            (true, true) if a + 1 >= last => {
                return Err(Refusal::rule("There is no newer one to compare with the last."));
            }
            (true, false) => (a - 1, b),
            (true, true) => (a + 1, b.max(a + 2)),
            (false, _) if last == a + 1 => {
                return Err(Refusal::rule("There is only one later text to compare it with."));
            }
            (false, _) => (a, if b == last { a + 1 } else { b + 1 }),
        };
        self.compare();
        Ok(())
    }

    fn change(&mut self, on: bool, cx: &mut Cx) -> Done {
        let found = if on {
            self.changes.iter().find(|row| **row > self.offset)
        } else {
            self.changes.iter().rev().find(|row| **row < self.offset)
        };
        match found {
            Some(row) => self.offset = *row,
            None if self.changes.is_empty() => cx.say("The two texts are the same."),
            None => cx.say("There is no further change in that direction."),
        }
        Ok(())
    }

    fn title(&self) -> String {
        format!("{} · {} against {}", self.name, self.all[self.pair.0].title, self.all[self.pair.1].title)
    }

    /// The rows of the text, each a list of stretches.
    fn laid_out(&self, wide: usize) -> Vec<Vec<(Fate, String)>> {
        let mut rows = vec![Vec::new()];
        let mut used = 0;
        for (fate, text) in &self.parts {
            let marked = match fate {
                Fate::Same => text.clone(),
                Fate::Gone => format!("[-{}-]", text.replace('\n', "¶\n")),
                Fate::New => format!("{{+{text}+}}"),
            };
            for line in marked.split_inclusive('\n') {
                for word in line.trim_end_matches('\n').split_inclusive(' ') {
                    let cells = width::width(word.trim_end());
                    if used + cells > wide && used > 0 {
                        rows.push(Vec::new());
                        used = 0;
                    }
                    used += width::width(word);
                    rows.last_mut().into_iter().for_each(|row| row.push((*fate, word.to_owned())));
                }
                if line.ends_with('\n') {
                    rows.push(Vec::new());
                    used = 0;
                }
            }
        }
        rows
    }
}

fn style(fate: Fate, look: &Look) -> Style {
    match fate {
        Fate::Same => look.theme.base,
        Fate::Gone => look.theme.error.add_modifier(Modifier::CROSSED_OUT),
        Fate::New => look.theme.base.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
    }
}

impl Layer for VersionsLayer {
    const SCOPE: &'static str = "+versions";

    fn rows() -> &'static [Row<Self>] {
        Self::ROWS
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, _: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        let most = self.rows.saturating_sub(self.page);
        self.offset = match key.code {
            KeyCode::Up | KeyCode::Char('k') => self.offset.saturating_sub(1),
            KeyCode::Down | KeyCode::Char('j') => (self.offset + 1).min(most),
            KeyCode::PageUp => self.offset.saturating_sub(self.page),
            KeyCode::PageDown => (self.offset + self.page).min(most),
            KeyCode::Home => 0,
            KeyCode::End => most,
            _ => return Taken::No,
        };
        Taken::Yes
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let inner = panel::panel(frame, area, "Versions", true, look);
        let mut below = inner;
        for row in width::wrap(&self.title(), usize::from(inner.width.saturating_sub(1))) {
            pen::put(frame.buffer_mut(), below, 0, 0, &row, look.theme.title);
            below = pen::below(below, 1);
        }
        let changed = self.parts.iter().filter(|(fate, _)| *fate != Fate::Same).count();
        let said = match changed {
            0 => "The two texts are the same.".to_owned(),
            1 => "One change. [-gone-] {+new+}".to_owned(),
            n => format!("{n} changes. [-gone-] {{+new+}}"),
        };
        pen::put_short(frame.buffer_mut(), below, (0, 0), below.width, &said, look.theme.dim);
        let text = pen::below(below, 2);
        let rows = self.laid_out(usize::from(text.width.min(MEASURE)).max(1));
        let is_change = |row: &Vec<(Fate, String)>| row.iter().any(|(fate, _)| *fate != Fate::Same);
        self.changes = rows.iter().enumerate().filter(|(_, row)| is_change(row)).map(|(n, _)| n).collect();
        (self.rows, self.page) = (rows.len(), usize::from(text.height).max(1));
        for (y, row) in (0..text.height).zip(rows.iter().skip(self.offset)) {
            let mut x = 0;
            for (fate, word) in row {
                x = pen::put(frame.buffer_mut(), text, x, y, word, style(*fate, look));
            }
        }
        None
    }
}
