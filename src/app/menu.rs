//! A list to choose from by typing: every key that works here, every command, and whatever a pane lets choose.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::cx::{Cx, Effect};
use super::layer::Layer;
use super::pane::Row;
use super::{App, Input, Taken};
use crate::keys::{Done, Place, RowInfo};
use crate::ui::input::TextLine;
use crate::ui::{Look, fuzzy, overlay, pen, width};

/// One line to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MenuItem {
    /// What the chooser gets.
    pub id: String,
    /// Shown first: keys, a sign, a date.
    pub lead: String,
    /// The name.
    pub label: String,
    /// Shown behind it.
    pub detail: String,
}

impl MenuItem {
    /// A line with its parts.
    pub fn new(
        id: impl Into<String>,
        lead: impl Into<String>,
        label: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        Self { id: id.into(), lead: lead.into(), label: label.into(), detail: detail.into() }
    }
}

/// What happens with the line that was chosen: its id.
type Chosen = Box<dyn FnMut(&str, &mut Cx) -> Done>;

/// A list to choose from by typing.
pub struct Menu {
    title: String,
    items: Vec<MenuItem>,
    typed: TextLine,
    shown: Vec<usize>,
    at: usize,
    chosen: Chosen,
}

impl Menu {
    /// A list with what happens to the line that is chosen. The list closes first.
    pub fn new(
        title: impl Into<String>,
        items: Vec<MenuItem>,
        chosen: impl FnMut(&str, &mut Cx) -> Done + 'static,
    ) -> Self {
        let shown = (0..items.len()).collect();
        let typed = TextLine::new("").hint("type to search");
        Self { title: title.into(), items, typed, shown, at: 0, chosen: Box::new(chosen) }
    }

    fn narrow(&mut self) {
        let found = |i: &MenuItem| (i.label.clone(), format!("{} {}", i.detail, i.lead));
        let texts: Vec<(String, String)> = self.items.iter().map(found).collect();
        self.shown = fuzzy::rank(
            self.typed.text(),
            texts.iter().map(|(label, detail)| fuzzy::Found { label, detail, ..fuzzy::Found::default() }),
        );
        self.at = 0;
    }

    fn take(&mut self, cx: &mut Cx) {
        let Some(item) = self.shown.get(self.at).map(|i| self.items[*i].clone()) else { return };
        cx.close();
        if let Err(e) = (self.chosen)(&item.id, cx) {
            cx.warn(e.to_string());
        }
    }
}

impl Layer for Menu {
    const SCOPE: &'static str = "+menu";

    fn rows() -> &'static [Row<Self>] {
        &[]
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("Enter", "Choose"), ("Up Down", "Move")]
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        match input {
            Input::Key(KeyEvent { code: KeyCode::Enter, .. }) => self.take(cx),
            Input::Key(key) => {
                if let Some(at) = moved(key.code, self.at, self.shown.len()) {
                    self.at = at;
                } else if self.typed.handle(*key) {
                    self.narrow();
                } else {
                    return Taken::No;
                }
            }
            Input::Paste(text) => {
                self.typed.paste(text);
                self.narrow();
            }
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let rows: Vec<&MenuItem> = self.shown.iter().map(|i| &self.items[*i]).collect();
        draw_choice(
            frame,
            area,
            &self.title,
            &mut self.typed,
            &rows,
            self.at,
            "Nothing here has these words. Backspace widens it.",
            look,
        )
    }
}

/// Where Up, Down, Page Up and Page Down lead in a list of `len` lines.
pub(super) fn moved(code: KeyCode, at: usize, len: usize) -> Option<usize> {
    let last = len.saturating_sub(1);
    Some(match code {
        KeyCode::Up => at.saturating_sub(1),
        KeyCode::Down => (at + 1).min(last),
        KeyCode::PageUp => at.saturating_sub(10),
        KeyCode::PageDown => (at + 10).min(last),
        _ => return None,
    })
}

/// Draws a line to type into and the lines below it, the chosen one marked.
#[allow(clippy::too_many_arguments, reason = "one drawing shared by two layers")]
pub(super) fn draw_choice(
    frame: &mut Frame,
    area: Rect,
    title: &str,
    typed: &mut TextLine,
    rows: &[&MenuItem],
    at: usize,
    empty: &str,
    look: &Look,
) -> Option<Position> {
    let wide = area.width.saturating_sub(4).clamp(20, 110);
    let lead = rows.iter().map(|r| width::width(&r.lead)).max().unwrap_or(0).min(16);
    let cut = |item: &&MenuItem| !fits(item, lead, wide.saturating_sub(2));
    let told = if rows.iter().any(cut) { TOLD } else { 0 };
    let high = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(4 + told);
    let high = high.clamp(8, area.height.saturating_sub(2).max(8));
    let inner = overlay::open(frame, area, (wide, high), title, look);
    let cursor = typed.draw(frame, pen::row(inner, 0), look, true);
    let list = pen::below(inner, 1);
    if rows.is_empty() {
        pen::put_short(frame.buffer_mut(), list, (0, 0), list.width, empty, look.theme.dim);
        return cursor;
    }
    let told = if list.height > 4 { told } else { 0 };
    let (list, below) = (Rect { height: list.height - told, ..list }, pen::below(list, list.height - told));
    if let Some(item) = rows.get(at) {
        draw_told(frame, below, item, lead, look);
    }
    let first = (at + 1).saturating_sub(usize::from(list.height));
    for (y, (n, item)) in (0..list.height).zip(rows.iter().enumerate().skip(first)) {
        draw_item(frame, pen::row(list, y), item, lead, n == at, look);
    }
    cursor
}

/// Rows at the foot of the box, for what is said of the chosen line where some line has no room for it.
const TOLD: u16 = 2;

/// Whether all that is said of a line has room in it.
fn fits(item: &MenuItem, lead: usize, wide: u16) -> bool {
    lead + width::width(&item.label) + width::width(&item.detail) + 6 <= usize::from(wide)
}

fn draw_told(frame: &mut Frame, area: Rect, item: &MenuItem, lead: usize, look: &Look) {
    if fits(item, lead, area.width) {
        return;
    }
    // Where not even the name has room, it stands here whole.
    let named = lead + width::width(&item.label) + 4 <= usize::from(area.width);
    let text = if named { item.detail.clone() } else { format!("{}  {}", item.label, item.detail) };
    let rows = width::wrap(&text, usize::from(area.width.saturating_sub(2).max(1)));
    for (y, row) in (0..area.height).zip(&rows) {
        pen::put_short(frame.buffer_mut(), area, (2, y), area.width.saturating_sub(2), row, look.theme.dim);
    }
}

fn draw_item(frame: &mut Frame, line: Rect, item: &MenuItem, lead: usize, chosen: bool, look: &Look) {
    let buf = frame.buffer_mut();
    let mark = if chosen { "> " } else { "  " };
    let mut x = pen::put_short(buf, line, (0, 0), line.width, mark, look.theme.base);
    pen::put_short(buf, line, (x, 0), lead as u16, &item.lead, look.theme.key);
    x = x.saturating_add(lead as u16 + if lead > 0 { 2 } else { 0 });
    let room = |x: u16| line.width.saturating_sub(x);
    x = pen::put_short(buf, line, (x, 0), room(x), &item.label, look.theme.base);
    x = x.saturating_add(2);
    pen::put_short(buf, line, (x, 0), room(x), &item.detail, look.theme.dim);
    if chosen {
        pen::tint(buf, line, look.theme.selected);
    }
}

/// Which commands are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Those that work here, with their keys.
    Here,
    /// Those of every pane.
    All,
}

impl App {
    /// Lists commands; Enter runs one.
    pub(super) fn open_menu(&mut self, which: Which) {
        let mut items = Vec::new();
        if let Some(layer) = self.layers.last() {
            items.extend(self.lines(&layer.infos(), "here"));
        }
        for (at, pane) in self.panes.iter().enumerate() {
            let here = at == self.focus && self.layers.is_empty();
            let infos: Vec<RowInfo> = pane
                .infos()
                .into_iter()
                .filter(|i| here || i.everywhere || (which == Which::All && self.layers.is_empty()))
                .collect();
            items.extend(self.lines(&infos, pane.tab().title));
        }
        items.extend(self.lines(&super::global::infos(), "everywhere"));
        items.extend(self.tabs());
        let title = if which == Which::Here { "Every key that works here" } else { "Every command" };
        self.layers.push(Box::new(Menu::new(title, items, |id, cx| {
            cx.ask(Effect::Run(id.to_owned()));
            Ok(())
        })));
    }

    fn lines(&self, infos: &[RowInfo], group: &str) -> Vec<MenuItem> {
        let shown = infos.iter().filter(|i| i.place != Place::Hidden);
        shown.map(|i| MenuItem::new(i.id, self.all_keys(i.id), i.label, format!("{} ({group})", i.sentence))).collect()
    }

    fn all_keys(&self, id: &str) -> String {
        self.keymap.keys(id).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    fn tabs(&self) -> Vec<MenuItem> {
        let line = |t: super::Tab| {
            let lead = t.number.map_or_else(|| format!("g {}", t.letter), |n| format!("{n} g{}", t.letter));
            MenuItem::new(format!("go:{}", t.id), lead, format!("Go to {}", t.title), "")
        };
        self.panes.iter().map(|p| line(p.tab())).collect()
    }
}
