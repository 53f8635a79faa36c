//! The screen of the minutes: the agenda on the left, the text of the item on the right, below it what was decided and
//! asked for, and the line that is typed.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::MinutesLayer;
use crate::desk::meetings::model::{Item, numbered};
use crate::ui::{Look, panel, pen, width};

/// Narrower than this there is no room for the agenda beside the text.
const BESIDE: u16 = 70;

impl MinutesLayer {
    pub(super) fn draw_all(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let title = format!("Minutes · {} · {}", self.base.label(), self.base.quorum().words());
        let inner = panel::panel(frame, area, &title, true, look);
        let side = if area.width >= BESIDE { (area.width / 3).clamp(26, 48) } else { 0 };
        if side > 0 {
            self.draw_agenda(frame, Rect { width: side, ..inner }, look);
            for y in 0..inner.height {
                pen::put(frame.buffer_mut(), inner, side - 1, y, "│", look.theme.border);
            }
        }
        let right = Rect { x: inner.x + side, width: inner.width.saturating_sub(side), ..inner };
        self.draw_item(frame, right, look)
    }

    fn draw_agenda(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let all = numbered(&self.base.agenda, self.base.starts());
        let shown: Vec<_> = all.iter().filter(|n| n.number > 0).collect();
        let room = usize::from(area.width.saturating_sub(12)).max(1);
        let mut rows: Vec<(bool, String)> = Vec::new();
        let mut here = 0;
        for one in shown {
            let current = one.item.id == self.at;
            let sign = sign(one.item, current);
            for (n, part) in width::wrap(&one.item.title, room).iter().take(2).enumerate() {
                let lead =
                    if n == 0 { format!("{sign}{:>2} {} ", one.number, one.time_word()) } else { " ".repeat(10) };
                rows.push((current, format!("{lead}{part}")));
            }
            here = if current { rows.len() } else { here };
        }
        let high = usize::from(area.height);
        let from = here.saturating_sub(high.saturating_sub(2)).min(rows.len().saturating_sub(high));
        for (y, (current, text)) in rows.iter().skip(from).take(high).enumerate() {
            let style = if *current { look.theme.selected } else { look.theme.base };
            pen::put_short(frame.buffer_mut(), area, (0, y as u16), area.width.saturating_sub(2), text, style);
        }
    }

    fn draw_item(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let item = self.item();
        let below = self.draw_head(frame, area, &item, look);
        let foot = self.foot_lines(&item, usize::from(area.width.saturating_sub(2)).max(1));
        let most = usize::from(below.height / 2);
        let skip = foot.len().saturating_sub(most);
        let foot: Vec<&String> = foot.iter().skip(skip).collect();
        let bar = self.bar.as_ref().map_or(0, |b| 1 + u16::from(!b.said.is_empty()));
        let text = Rect { height: below.height.saturating_sub(foot.len() as u16 + bar), ..below };
        let cursor = self.editor.draw(frame, text, look);
        if self.editor.as_str().is_empty() && text.height > 1 {
            let hint = "Type what was said. Alt-N goes on to the next item, Esc keeps it and leaves.";
            pen::put_short(frame.buffer_mut(), text, (1, 1), text.width.saturating_sub(2), hint, look.theme.dim);
        }
        let under = pen::below(below, text.height);
        for (y, line) in foot.iter().enumerate() {
            pen::put_short(
                frame.buffer_mut(),
                under,
                (1, y as u16),
                under.width.saturating_sub(2),
                line,
                look.theme.heading,
            );
        }
        let on_bar = self.draw_bar(frame, pen::below(under, foot.len() as u16), look);
        on_bar.or(cursor)
    }

    /// What the item is, its clock at the right; of the action log what is gone through.
    fn draw_head(&self, frame: &mut Frame, area: Rect, item: &Item, look: &Look) -> Rect {
        let all = numbered(&self.base.agenda, self.base.starts());
        let number = all.iter().find(|n| n.item.id == item.id).map_or(0, |n| n.number);
        let clock = self.clock(item);
        let late = item.length > 0 && self.spent() > item.length * 60;
        let room = area.width.saturating_sub(width::width(&clock) as u16 + 3);
        let title = format!("{number} {}", item.title);
        pen::put_short(frame.buffer_mut(), area, (1, 0), room, &title, look.theme.title);
        let style = if late { look.theme.act_now } else { look.theme.dim };
        pen::put_right(frame.buffer_mut(), area, (0, 0), area.width.saturating_sub(1), &clock, style);
        let mut rows = vec![item.facts()];
        if item.role == "actions" {
            rows.extend(
                self.gone_through
                    .iter()
                    .map(|l| format!("{} {} · {}", l.action.number, l.action.line(), l.state_words(self.now.date()))),
            );
        }
        rows.retain(|r| !r.is_empty());
        rows.truncate(usize::from(area.height / 3));
        for (y, text) in rows.iter().enumerate() {
            pen::put_short(
                frame.buffer_mut(),
                area,
                (1, y as u16 + 1),
                area.width.saturating_sub(2),
                text,
                look.theme.dim,
            );
        }
        pen::below(area, rows.len() as u16 + 1)
    }

    /// `! 12:05 of 10 min`; nothing runs while the minutes are written up.
    fn clock(&self, item: &Item) -> String {
        let spent = self.spent();
        let (minutes, seconds) = (spent / 60, spent % 60);
        let of = if item.length > 0 { format!(" of {} min", item.length) } else { String::new() };
        let late = if item.length > 0 && spent > item.length * 60 { "! over " } else { "" };
        let still = if self.runs() { "" } else { "took " };
        format!("{late}{still}{minutes}:{seconds:02}{of}")
    }

    fn foot_lines(&self, item: &Item, room: usize) -> Vec<String> {
        let mut all: Vec<String> = item.decisions.iter().map(|d| format!("Decision: {d}")).collect();
        let of_item = self.actions.iter().filter(|l| l.action.item_id == item.id);
        all.extend(of_item.map(|l| format!("Action {}: {}", l.action.number, l.action.line())));
        all.iter().flat_map(|line| width::wrap(line, room)).collect()
    }

    fn draw_bar(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let bar = self.bar.as_mut()?;
        let label = width::width(bar.ask.label()) as u16 + 2;
        pen::put_short(frame.buffer_mut(), area, (1, 0), label, bar.ask.label(), look.theme.key);
        let field = Rect { x: area.x + label + 1, width: area.width.saturating_sub(label + 2), height: 1, ..area };
        let cursor = bar.line.draw(frame, field, look, true);
        if !bar.said.is_empty() {
            pen::put_short(frame.buffer_mut(), area, (1, 1), area.width.saturating_sub(2), &bar.said, look.theme.error);
        }
        cursor
    }
}

/// `>` this one, `x` dealt with.
fn sign(item: &Item, current: bool) -> char {
    match () {
        () if current => '>',
        () if item.reached => 'x',
        () => ' ',
    }
}
