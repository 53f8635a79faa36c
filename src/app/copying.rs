//! What can be copied from a record: one key each, straight to the terminal's clipboard.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::cx::{Cx, Effect};
use super::layer::Layer;
use super::pane::Row;
use super::{Input, Taken};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::{Look, overlay, pen, width};

/// Something that can be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyItem {
    /// Its key.
    pub key: char,
    /// What it is.
    pub label: &'static str,
    /// What is copied.
    pub text: String,
}

/// The list of what can be copied.
pub struct Copying {
    title: String,
    items: Vec<CopyItem>,
    at: usize,
}

/// Lets copy one of these with one key each; what is empty is left out, and of two with one key the first holds.
pub fn copy_one(cx: &mut Cx, title: &str, items: Vec<CopyItem>) -> Done {
    let mut kept: Vec<CopyItem> = Vec::new();
    for item in items {
        if !item.text.trim().is_empty() && kept.iter().all(|k| k.key != item.key) {
            kept.push(item);
        }
    }
    if kept.is_empty() {
        return Err(Refusal::rule("There is nothing here to copy."));
    }
    cx.open(Copying { title: title.to_owned(), items: kept, at: 0 });
    Ok(())
}

impl Copying {
    fn take(&self, at: usize, cx: &mut Cx) {
        let Some(item) = self.items.get(at) else { return };
        cx.close();
        cx.say(format!("Copied the {}: {}", item.label, one_line(&item.text)));
        cx.ask(Effect::Copy(item.text.clone()));
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        match key.code {
            KeyCode::Enter => self.take(self.at, cx),
            KeyCode::Down => self.at = (self.at + 1).min(self.items.len() - 1),
            KeyCode::Up => self.at = self.at.saturating_sub(1),
            KeyCode::Char(c) => match self.items.iter().position(|i| i.key == c) {
                Some(at) => self.take(at, cx),
                None => return Taken::No,
            },
            _ => return Taken::No,
        }
        Taken::Yes
    }
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(", ")
}

impl Layer for Copying {
    const SCOPE: &'static str = "+copy";

    fn rows() -> &'static [Row<Self>] {
        &[]
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        if let Input::Key(key) = input { self.key(*key, cx) } else { Taken::No }
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let high = self.items.len() as u16 + 4;
        let inner = overlay::open(frame, area, (72, high), &self.title, look);
        let label = self.items.iter().map(|i| width::width(i.label)).max().unwrap_or(0) as u16;
        for (n, item) in self.items.iter().enumerate() {
            let (line, y) = (inner, n as u16);
            let mark = if n == self.at { "> " } else { "  " };
            let buf = frame.buffer_mut();
            let x = pen::put(buf, line, 0, y, mark, look.theme.base);
            let x = pen::put(buf, line, x, y, &format!("{}  ", item.key), look.theme.key);
            pen::put_short(buf, line, (x, y), label, item.label, look.theme.base);
            let x = x + label + 2;
            pen::put_short(buf, line, (x, y), line.width.saturating_sub(x), &one_line(&item.text), look.theme.dim);
        }
        let foot = pen::row(inner, inner.height.saturating_sub(1));
        pen::put_short(frame.buffer_mut(), foot, (0, 0), foot.width, "One key copies. Esc", look.theme.dim);
        Some(Position::new(inner.x, inner.y + self.at as u16)).filter(|_| look.plain)
    }
}
