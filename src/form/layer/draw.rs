//! How a form looks: a field a row, below the one with the focus its hint, what was found, what is wrong with it.

use chrono::NaiveDateTime;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::FormLayer;
use crate::form::slot::Slot;
use crate::form::{Entity, Kind};
use crate::text::{dates, when};
use crate::ui::{Look, pen, width};

impl<E: Entity> FormLayer<E> {
    pub(super) fn draw_fields(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let label = E::fields().iter().map(|f| width::width(f.label)).max().unwrap_or(0) as u16 + 3;
        let label = label.min(area.width / 2);
        let wide = area.width - label;
        let shown: Vec<usize> = (0..self.slots.len()).filter(|i| self.shown(*i)).collect();
        let heights: Vec<u16> = shown.iter().map(|i| self.height(*i, wide)).collect();
        let first = first_shown(&shown, &heights, self.at, area.height);
        let mut y = area.y;
        let mut cursor = None;
        for (i, high) in shown.iter().zip(&heights).skip(first) {
            if y >= area.bottom() {
                break;
            }
            let block = Rect { y, height: (*high).min(area.bottom() - y), ..area };
            let here = self.draw_field(frame, block, *i, label, look);
            cursor = if *i == self.at { here } else { cursor };
            y += high;
        }
        cursor
    }

    /// The rows of a field: its own, and of the one that has the focus its hint, fault or findings.
    fn height(&self, at: usize, wide: u16) -> u16 {
        let own = if let Kind::Text { rows } = E::fields()[at].kind { rows } else { 1 };
        let said = self.said(at, wide).len() as u16;
        let found = match &self.slots[at] {
            Slot::Record { found, .. } if at == self.at => found.len().min(6) as u16,
            _ => 0,
        };
        own + said + found
    }

    fn draw_field(&mut self, frame: &mut Frame, block: Rect, at: usize, label: u16, look: &Look) -> Option<Position> {
        let field = &E::fields()[at];
        let focused = at == self.at;
        let style = if focused { look.theme.title } else { look.theme.dim };
        let mark = if focused { ">" } else { " " };
        pen::put_short(frame.buffer_mut(), block, (0, 0), label, &format!("{mark} {}", field.label), style);
        let own = if let Kind::Text { rows } = field.kind { rows } else { 1 };
        let place = Rect {
            x: block.x + label,
            width: block.width.saturating_sub(label),
            height: own.min(block.height),
            ..block
        };
        let cursor = match &mut self.slots[at] {
            Slot::Line(line) | Slot::Record { line, .. } => line.draw(frame, place, look, focused),
            Slot::Text(editor) => editor.draw(frame, place, look).filter(|_| focused),
        };
        let below = Rect { y: block.y + own, height: block.height.saturating_sub(own), ..place };
        self.draw_below(frame, below, at, look);
        cursor
    }

    fn draw_below(&self, frame: &mut Frame, area: Rect, at: usize, look: &Look) {
        let field = &E::fields()[at];
        let buf = frame.buffer_mut();
        let mut y = area.y;
        if let Slot::Record { found, at: chosen, .. } = &self.slots[at]
            && at == self.at
        {
            for (n, choice) in
                found.iter().enumerate().take(6).take_while(|(n, _)| area.y + (*n as u16) < area.bottom())
            {
                let mark = if n == *chosen { "> " } else { "  " };
                let style = if n == *chosen { look.theme.selected } else { look.theme.base };
                pen::put_short(buf, area, (0, y - area.y), area.width, &format!("{mark}{}", choice.label), style);
                y += 1;
            }
        }
        let fault = self.faults.contains_key(field.id);
        let style = if fault { look.theme.error } else { look.theme.dim };
        for (n, row) in (0..).zip(self.said(at, area.width)).take(usize::from(area.bottom().saturating_sub(y))) {
            pen::put_short(buf, area, (0, y - area.y + n), area.width, &row, style);
        }
    }

    /// What stands below a field, in rows: its fault, else its hint where it has the focus.
    fn said(&self, at: usize, wide: u16) -> Vec<String> {
        let text = match self.faults.get(E::fields()[at].id) {
            Some(fault) => fault.clone(),
            None if at == self.at => self.hint(at),
            None => return Vec::new(),
        };
        let mut rows = width::wrap(&text, usize::from(wide.max(1)));
        if let Some(remark) = self.remarks.get(E::fields()[at].id).filter(|_| at == self.at) {
            rows.extend(width::wrap(remark, usize::from(wide.max(1))));
        }
        if rows.is_empty() { vec![String::new()] } else { rows }
    }

    /// What to type; for a date what is read from what was typed.
    fn hint(&self, at: usize) -> String {
        let field = &E::fields()[at];
        let keys = match field.kind {
            Kind::OneOf(words) => format!("{}   (Left, Right, or a letter)", words.join(" · ")),
            Kind::Flag => "Space turns it".to_owned(),
            _ => String::new(),
        };
        let hint =
            [field.hint, keys.as_str()].iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>().join("   ");
        match reading(&self.slots[at].typed(), field.kind, self.now) {
            Some(read) => read,
            None => hint,
        }
    }
}

/// What a date field understands, said while it is typed.
fn reading(typed: &str, kind: Kind, now: NaiveDateTime) -> Option<String> {
    if typed.trim().is_empty() {
        return None;
    }
    let show = |w: &when::When| {
        let time = w.time.map_or_else(String::new, |t| format!(" {}", dates::time(t)));
        format!("{}{time}", dates::screen_weekday(w.date))
    };
    match kind {
        Kind::Date | Kind::DateTime => {
            when::parse(typed, now).ok().map(|f| format!("= {}", f.iter().map(show).collect::<Vec<_>>().join("   or ")))
        }
        Kind::LateDate => when::parse_past(typed, now.date())
            .ok()
            .map(|f| format!("= {}", f.iter().map(show).collect::<Vec<_>>().join("   or "))),
        Kind::PastDate => when::parse_birth(typed, now.date())
            .ok()
            .map(|f| format!("= {}", f.iter().map(|d| dates::screen(*d)).collect::<Vec<_>>().join("   or "))),
        _ => None,
    }
}

/// The first field to draw so that the one with the focus is seen whole.
fn first_shown(shown: &[usize], heights: &[u16], at: usize, room: u16) -> usize {
    let focus = shown.iter().position(|i| *i == at).unwrap_or(0);
    let mut first = focus;
    let mut used = heights.get(focus).copied().unwrap_or(1);
    while first > 0 && used + heights[first - 1] <= room {
        first -= 1;
        used += heights[first];
    }
    first
}
