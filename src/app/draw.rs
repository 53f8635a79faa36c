//! Hop six: the title line, the panes as one of four or in full, the layers, the footer.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::{App, Counts, View};
use crate::keys::{Place, RowInfo};
use crate::text::dates;
use crate::ui::title::TitleLine;
use crate::ui::{Meaning, footer, overlay, pen, title, width};

/// From this height on what rang has a line of its own.
const ROOM_FOR_LINE: u16 = 12;

/// From this width and height on the four panes stand side by side.
const FOUR: (u16, u16) = (70, 14);

impl App {
    /// Draws everything and puts the cursor where the text is typed, or on the line that has the focus.
    pub fn draw(&mut self, frame: &mut Frame) {
        let area = frame.area();
        if overlay::too_small(area) {
            overlay::draw_too_small(frame, &self.look);
            return;
        }
        let look = self.look.clone();
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        if let Some(lock) = &mut self.lock {
            if let Some(at) = lock.draw(frame, area, &look) {
                frame.set_cursor_position(at);
            }
            return;
        }
        self.draw_title(frame, pen::row(area, 0));
        let above = self.draw_line(frame, area);
        let body = Rect { y: area.y + above, height: area.height.saturating_sub(above + 1), ..area };
        let mut cursor = self.draw_panes(frame, body);
        for layer in &mut self.layers {
            cursor = layer.draw(frame, body, &look);
        }
        // A long sentence lies over the last rows of the body for as long as it stands.
        let high = footer::height(self.toast.as_ref(), area.width).min(area.height / 3);
        self.draw_footer(frame, pen::below(area, area.height - high));
        if let Some(at) = cursor {
            frame.set_cursor_position(at);
        }
    }

    fn draw_title(&self, frame: &mut Frame, line: Rect) {
        let counts = self.panes.iter().map(|p| p.counts()).fold(Counts::default(), |a, b| Counts {
            act_now: a.act_now + b.act_now,
            due_today: a.due_today + b.due_today,
        });
        let names = [self.department.as_str(), self.cx.who.as_str()];
        let known: Vec<&str> = names.into_iter().filter(|s| !s.is_empty()).collect();
        let (day, time) = (dates::screen_weekday(self.cx.now.date()), dates::time(self.cx.now.time()));
        let parts = TitleLine {
            left: vec![
                format!("Rolltop   {}", known.join(" · ")),
                format!("Rolltop   {}", self.cx.who),
                "Rolltop".into(),
            ],
            middle: vec![format!("{day} {time}"), time],
            urgent: if counts.act_now > 0 { format!("! {} act now", counts.act_now) } else { String::new() },
            counts: format!("{} due today", counts.due_today),
        };
        title::title(frame, line, &parts, &self.look);
    }

    /// The line of what rang, below the title, where there is room. Gives how many rows are taken so far.
    fn draw_line(&self, frame: &mut Frame, area: Rect) -> u16 {
        let line = self.panes.iter().find_map(|p| p.line()).filter(|_| area.height >= ROOM_FOR_LINE);
        let Some(line) = line else { return 1 };
        let row = pen::row(area, 1);
        let key = format!("{} shows it", self.keymap.shown(line.command));
        let wide = width::width(&key) as u16 + 3;
        let style = self.look.theme.base.patch(self.look.meaning(Meaning::ActNow));
        let room = row.width.saturating_sub(wide + 1);
        pen::put_short(frame.buffer_mut(), row, (0, 0), room, &format!(" ! {}", line.text), style);
        pen::put_right(frame.buffer_mut(), row, (room, 0), wide, &key, self.look.theme.key);
        2
    }

    fn draw_panes(&mut self, frame: &mut Frame, body: Rect) -> Option<Position> {
        let focused = self.layers.is_empty();
        if self.full {
            let view = View { full: true, focused };
            return self.panes[self.focus].draw(frame, body, view, &self.look);
        }
        // A screen reader reads line after line: two panes side by side would be read into one another.
        let four = body.width >= FOUR.0 && body.height >= FOUR.1 && !self.look.plain;
        let areas = if four { quarters(body) } else { self.stacked(body) };
        let home: Vec<usize> = (0..self.panes.len()).filter(|i| self.panes[*i].tab().home).collect();
        let mut cursor = None;
        for (at, area) in home.into_iter().zip(areas) {
            let view = View { full: false, focused: focused && at == self.focus };
            if area.height < 3 {
                self.draw_folded(frame, area, at);
                continue;
            }
            let here = self.panes[at].draw(frame, area, view, &self.look);
            cursor = if view.focused { here } else { cursor };
        }
        cursor
    }

    /// A pane of which only the heading has room.
    fn draw_folded(&self, frame: &mut Frame, area: Rect, at: usize) {
        let number = self.panes[at].tab().number.map(String::from).unwrap_or_default();
        let text = format!("  {number} {}", self.panes[at].heading());
        pen::put_short(frame.buffer_mut(), area, (0, 0), area.width, &text, self.look.theme.title);
    }

    /// One column: the focused pane has the room, the others show their headings.
    fn stacked(&self, body: Rect) -> Vec<Rect> {
        let home = self.panes.iter().filter(|p| p.tab().home).count() as u16;
        let open = body.height.saturating_sub(home.saturating_sub(1));
        let mut y = body.y;
        let heights =
            (0..self.panes.len()).filter(|i| self.panes[*i].tab().home).map(|i| if i == self.focus { open } else { 1 });
        heights
            .map(|height| {
                let area = Rect { y, height, ..body };
                y += height;
                area
            })
            .collect()
    }

    fn draw_footer(&self, frame: &mut Frame, line: Rect) {
        let pairs = self.footer_pairs();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(k, l)| (k.as_str(), *l)).collect();
        footer::footer(frame, line, &pairs, self.toast.as_ref(), &self.look);
    }

    /// The keys of the footer, read from the command rows.
    fn footer_pairs(&self) -> Vec<(String, &'static str)> {
        let pane = &self.panes[self.focus];
        let mut rows: Vec<RowInfo> = if let Some(layer) = self.layers.last() {
            layer.infos().into_iter().filter(|r| layer.in_footer(r.id)).collect()
        } else {
            pane.infos().into_iter().filter(|r| pane.in_footer(r.id)).collect()
        };
        if self.layers.is_empty() {
            rows.extend(super::global::infos());
            let elsewhere =
                self.panes.iter().enumerate().filter(|(i, _)| *i != self.focus).flat_map(|(_, p)| p.infos());
            rows.extend(elsewhere.filter(|i| i.everywhere));
        }
        let mut placed: Vec<(u8, RowInfo)> =
            rows.into_iter().filter_map(|r| if let Place::Footer(n) = r.place { Some((n, r)) } else { None }).collect();
        placed.sort_by_key(|(n, _)| *n);
        let mut pairs: Vec<(String, &'static str)> = placed
            .into_iter()
            .map(|(_, r)| (self.keymap.shown(r.id), r.label))
            .filter(|(k, _)| !k.is_empty())
            .collect();
        if let Some(layer) = self.layers.last() {
            pairs.extend(layer.hints().iter().map(|(key, label)| ((*key).to_owned(), *label)));
            pairs.push(("Esc".into(), "Back"));
        }
        pairs
    }
}

/// The desk: diary and inbox above, letters and tasks below.
fn quarters(body: Rect) -> Vec<Rect> {
    let (left, top) = (body.width / 2, body.height / 2);
    let (right, bottom) = (body.width - left, body.height - top);
    vec![
        Rect::new(body.x, body.y, left, top),
        Rect::new(body.x + left, body.y, right, top),
        Rect::new(body.x, body.y + top, left, bottom),
        Rect::new(body.x + left, body.y + top, right, bottom),
    ]
}
