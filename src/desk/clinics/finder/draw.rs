//! How the finder looks: who it is for, the wish, the slots, and of the selected one everything.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::wish::{FIELDS, Spot};
use super::{Deed, Finder};
use crate::desk::clinics::repo_free::Free;
use crate::text::dates;
use crate::ui::list::{Column, Line, List};
use crate::ui::{Look, Meaning, banner, panel, pen, width};

/// From this width on the wish stands beside the slots.
const WIDE: u16 = 140;
/// Below this width a slot takes two rows.
const NARROW: u16 = 58;
/// The wish beside the slots takes so many cells.
const SIDE: u16 = 42;
/// From this width on the fields of the wish stand in two columns, where they stand above the slots.
const PAIRED: u16 = 72;
/// Below this height only one line of the wish is shown.
const TALL: u16 = 14;

const COLUMNS: &[Column] = &[
    Column::fixed(21).identifier(),
    Column::min(12).identifier(),
    Column::fixed(7).priority(2),
    Column::fixed(16).priority(3),
    Column::fixed(24).identifier(),
];

/// How many rows the fields take.
fn rows_of(wide: u16) -> u16 {
    let all = FIELDS.len() as u16;
    if (PAIRED..WIDE).contains(&wide) { all.div_ceil(2) } else { all }
}

impl Finder {
    /// A slot as a line: the day, where, how many are free, whose, and the breach date beside it.
    pub(super) fn line(&self, free: &Free) -> Line {
        let meaning = match (free.is_late(), self.kept.contains(&free.id)) {
            (true, _) => Meaning::ActNow,
            (_, true) => Meaning::Paused,
            _ => Meaning::None,
        };
        let late = if free.is_late() { " late" } else { "" };
        let cells = [
            format!("{}{late}", dates::stamp_weekday(free.start)),
            free.clinic.clone(),
            format!("{} free", free.session_free),
            free.consultant.clone(),
            self.breach_cell(free),
        ];
        Line::new(free.id.clone(), meaning, cells)
    }

    fn breach_cell(&self, free: &Free) -> String {
        let breach = match free.breach_on {
            None => String::new(),
            Some(on) if free.is_late() => format!("LATE: breach {}", dates::screen(on)),
            Some(on) => format!("breach {}", dates::screen(on)),
        };
        let offered = if self.is_declined(free) { "declined" } else { "" };
        [breach.as_str(), offered].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
    }

    fn is_declined(&self, free: &Free) -> bool {
        let start = crate::clock::stamp(free.start);
        self.whom.one.offers.iter().any(|o| o.start == start && o.answer == "declined")
    }

    pub(super) fn draw_finder(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let inner = panel::panel(frame, area, &self.title(), true, look);
        let rest = banner::parts(frame, inner, self.dead, &self.parts, look);
        let rest = self.draw_notes(frame, rest, look);
        if rest.width >= WIDE {
            let side = Rect { width: SIDE, ..rest };
            let list = Rect { x: rest.x + SIDE + 1, width: rest.width - SIDE - 1, ..rest };
            let cursor = self.draw_wish(frame, side, look);
            return self.draw_slots(frame, list, look).or(cursor);
        }
        let high = if rest.height >= TALL { rows_of(rest.width) + 1 } else { 1 };
        let cursor = self.draw_wish(frame, Rect { height: high.min(rest.height), ..rest }, look);
        self.draw_slots(frame, pen::below(rest, high), look).or(cursor)
    }

    fn title(&self) -> String {
        let what = match &self.whom.deed {
            Deed::Book if self.whom.one.booked_at.is_none() => "Find a slot",
            Deed::Book => "Book",
            Deed::Move(_) => "Move",
            Deed::Instead => "Another slot",
        };
        let from = self.whom.one.starts().map(|at| format!(" from {}", dates::stamp_weekday(at))).unwrap_or_default();
        format!("{what}{from} · {}", self.name)
    }

    /// What must be known, wrapped and never cut, but for the last row where there is no room.
    fn draw_notes(&self, frame: &mut Frame, area: Rect, look: &Look) -> Rect {
        let room = usize::from(area.width.saturating_sub(4));
        let notes = self.notes.iter().flat_map(|n| width::wrap(n, room)).collect::<Vec<_>>();
        let most = usize::from(area.height / 4);
        for (y, row) in notes.iter().take(most).enumerate() {
            pen::put(frame.buffer_mut(), area, 1, y as u16, &format!("! {row}"), look.theme.act_now);
        }
        pen::below(area, notes.len().min(most) as u16)
    }

    fn draw_wish(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let rows = rows_of(area.width);
        if area.height <= rows {
            return self.draw_one_line(frame, area, look);
        }
        let wide = if rows < FIELDS.len() as u16 { area.width / 2 } else { area.width };
        let mut cursor = None;
        for (n, (spot, label)) in (0..).zip(FIELDS) {
            let row = Rect { x: area.x + n / rows * wide, width: wide, ..pen::row(area, n % rows) };
            let here = self.draw_field(frame, row, (*spot, label), look);
            cursor = cursor.or(here);
        }
        self.draw_said(frame, pen::below(area, rows), look);
        cursor
    }

    /// Where it is low: the field that has the keys, else the whole wish in one line.
    fn draw_one_line(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        if let Some(field) = FIELDS.iter().find(|f| f.0 == self.spot) {
            return self.draw_field(frame, pen::row(area, 0), (field.0, field.1), look);
        }
        let all = FIELDS.iter().map(|f| self.value(f.0)).filter(|v| !v.is_empty());
        let text = all.collect::<Vec<_>>().join(", ");
        pen::put_short(frame.buffer_mut(), area, (1, 0), area.width.saturating_sub(2), &text, look.theme.dim);
        None
    }

    fn draw_field(
        &mut self,
        frame: &mut Frame,
        row: Rect,
        (spot, label): (Spot, &str),
        look: &Look,
    ) -> Option<Position> {
        let focused = self.spot == spot;
        let style = if focused { look.theme.title } else { look.theme.dim };
        let mark = if focused { ">" } else { " " };
        pen::put_short(frame.buffer_mut(), row, (0, 0), 14, &format!("{mark} {label}"), style);
        let place = Rect { x: row.x + 14.min(row.width), width: row.width.saturating_sub(15), ..row };
        let line = match spot {
            Spot::Days => &mut self.days,
            Spot::From => &mut self.from,
            Spot::Away => &mut self.away,
            Spot::Place => &mut self.place,
            _ => {
                let text = format!("< {} >", self.value(spot));
                let style = if focused { look.theme.field_focus } else { look.theme.field };
                pen::put_short(frame.buffer_mut(), place, (0, 0), place.width, &text, style);
                return focused.then_some(Position::new(place.x, place.y));
            }
        };
        line.draw(frame, place, look, focused)
    }

    fn draw_said(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let (text, style) = match &self.fault {
            Some((_, fault)) => (fault.clone(), look.theme.error),
            None => (self.reading(self.spot), look.theme.dim),
        };
        let room = area.width.saturating_sub(2);
        if area.height < 2 {
            pen::put_short(frame.buffer_mut(), area, (1, 0), room, &text, style);
            return;
        }
        for (y, row) in (0..area.height).zip(width::wrap(&text, usize::from(room).max(1))) {
            pen::put(frame.buffer_mut(), area, 1, y, &row, style);
        }
    }

    fn draw_slots(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let foot = self.foot();
        let room = usize::from(area.width.saturating_sub(2)).max(1);
        let mut rows = width::wrap(&foot, room);
        // Where it is low the slots come first: a box with three of them, then what is said of the selected one.
        let three = if area.width < NARROW { 8 } else { 5 };
        rows.truncate(usize::from(area.height.saturating_sub(three)));
        let high = area.height.saturating_sub(rows.len() as u16);
        let focused = self.spot == Spot::List;
        let list = List {
            columns: COLUMNS,
            empty: "No free slot within a year fits this wish.",
            hint: "Left, Right: another kind   v Consultant   h Half of day   Tab Change the wish   w Waiting list",
            focused,
        };
        let place = Rect { height: high, ..area };
        let cursor = list.draw_in_panel(frame, place, &self.heading(), &self.lines, &mut self.state, look);
        for (n, row) in rows.iter().enumerate() {
            pen::put(frame.buffer_mut(), area, 1, high + n as u16, row, look.theme.base);
        }
        cursor.filter(|_| focused)
    }

    fn heading(&self) -> String {
        match self.every {
            Some(day) => format!("Every free slot of {} · a back to the dates", dates::screen_weekday(day)),
            None => format!("First free slot of each day · {} dates", self.found.len()),
        }
    }

    /// Of the selected slot what does not fit into its line, and the clock.
    fn foot(&self) -> String {
        let one = &self.whom.one;
        let mut parts: Vec<String> = Vec::new();
        if let Some(free) = self.selected() {
            let mins = (free.end - free.start).num_minutes();
            parts.push(format!("{} {}, {mins} min, {}", free.kind, dates::time(free.start.time()), free.consultant));
            if self.kept.contains(&free.id) {
                parts.push("proposed to another patient of a cancelled clinic".into());
            }
            if !free.place.is_empty() {
                parts.push(free.place.clone());
            }
        }
        parts.push(match one.breach() {
            Some(on) => {
                let left = (on - self.now.date()).num_days();
                let left = if left < 0 { format!("{} days over", -left) } else { format!("{left} days left") };
                format!("Breach date {} ({}, {left})", dates::screen(on), one.pathway)
            }
            None => "No clock runs".into(),
        });
        let fair = one.fair_offers();
        let declined = one.offers.iter().filter(|o| o.answer == "declined").count();
        if declined > 0 {
            parts.push(format!("{declined} declined, {fair} of 2 reasonable offers"));
        }
        parts.join(" · ")
    }
}
