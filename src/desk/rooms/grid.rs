//! The rooms of a day: rooms down, hours across; what is free is chosen here and booked.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::model::Room;
use super::repo::Booked;
use super::rows::meaning;
use crate::app::Move;
use crate::text::dates;
use crate::ui::{Look, Meaning, pen, width};

/// Minutes of a slot.
const SLOT: i64 = 30;

/// The grid of a day.
pub(super) struct Grid {
    pub day: NaiveDate,
    pub rooms: Vec<Room>,
    pub booked: Vec<Booked>,
    row: usize,
    /// The slot of the day, counted from midnight.
    slot: i64,
    /// Where a stretch of time begins that is being marked.
    mark: Option<i64>,
    /// The first slot that is shown, and the one after the last.
    shown: (i64, i64),
    top: usize,
    today: NaiveDate,
    who: String,
}

impl Grid {
    pub fn new(now: NaiveDateTime, who: &str) -> Self {
        let slot = i64::from(now.hour() * 60 + now.minute()) / SLOT;
        Self {
            day: now.date(),
            rooms: Vec::new(),
            booked: Vec::new(),
            row: 0,
            slot,
            mark: None,
            shown: (16, 36),
            top: 0,
            today: now.date(),
            who: who.into(),
        }
    }

    /// Takes what stands on a day. The working day is shown, and more where something is booked outside of it.
    pub fn fill(
        &mut self,
        rooms: Vec<Room>,
        booked: Vec<Booked>,
        (from, until): (NaiveTime, NaiveTime),
        today: NaiveDate,
    ) {
        let slot_of = |at: NaiveTime| i64::from(at.hour() * 60 + at.minute()) / SLOT;
        let first = booked.iter().map(|b| slot_of(b.booking.starts_at().time())).chain([slot_of(from)]).min();
        let last = booked.iter().map(|b| self.slot_after(b)).chain([slot_of(until)]).max();
        self.shown = (first.unwrap_or(16), last.unwrap_or(36).min(48));
        self.rooms = rooms;
        self.booked = booked;
        self.today = today;
        self.row = self.row.min(self.rooms.len().saturating_sub(1));
        self.slot = self.slot.clamp(self.shown.0, self.shown.1 - 1);
    }

    fn slot_after(&self, of: &Booked) -> i64 {
        let minutes = (of.booking.ends_at() - self.midnight()).num_minutes();
        if of.booking.day() == self.day { (minutes + SLOT - 1) / SLOT } else { 0 }
    }

    fn midnight(&self) -> NaiveDateTime {
        self.day.and_time(NaiveTime::MIN)
    }

    /// The room that is selected.
    pub fn room(&self) -> Option<&Room> {
        self.rooms.get(self.row)
    }

    /// The time that is selected: the marked stretch, else an hour, or as much as is free of it.
    pub fn span(&self) -> (NaiveDateTime, NaiveDateTime) {
        let at = |slot: i64| self.midnight() + Duration::minutes(SLOT * slot);
        if let Some(mark) = self.mark {
            return (at(mark.min(self.slot)), at(mark.max(self.slot) + 1));
        }
        let start = at(self.slot);
        let room = self.room().map(|r| r.id.as_str()).unwrap_or_default();
        let next = self.booked.iter().filter(|b| b.booking.room_id == room && b.booking.starts_at() > start);
        let until = next.map(|b| b.booking.starts_at()).min().unwrap_or(at(48));
        (start, until.min(start + Duration::hours(1)))
    }

    /// The booking that is selected.
    pub fn booking(&self) -> Option<&Booked> {
        let room = &self.room()?.id;
        let at = self.midnight() + Duration::minutes(SLOT * self.slot);
        let here = |b: &&Booked| b.booking.room_id == *room && b.booking.touches(at, at + Duration::minutes(SLOT));
        self.booked.iter().find(here)
    }

    /// Moves the selection; gives the days by which the day changes.
    pub fn moved(&mut self, to: Move) -> i64 {
        let last = self.rooms.len().saturating_sub(1);
        match to {
            Move::Up => self.row = self.row.saturating_sub(1),
            Move::Down => self.row = (self.row + 1).min(last),
            Move::First => self.row = 0,
            Move::Last => self.row = last,
            Move::PageUp => return -1,
            Move::PageDown => return 1,
            Move::Left if self.slot <= self.shown.0 => {
                self.slot = self.shown.1 - 1;
                return -1;
            }
            Move::Right if self.slot + 1 >= self.shown.1 => {
                self.slot = self.shown.0;
                return 1;
            }
            Move::Left => self.slot -= 1,
            Move::Right => self.slot += 1,
            Move::Mark => self.mark = if self.mark.is_some() { None } else { Some(self.slot) },
        }
        0
    }

    /// Another day: nothing stays marked.
    pub fn turn_to(&mut self, day: NaiveDate) {
        self.day = day;
        self.mark = None;
    }

    /// Selects a booking that stands on the day.
    pub fn select(&mut self, id: &str) {
        let Some(one) = self.booked.iter().find(|b| b.booking.id == id) else { return };
        let at = one.booking.starts_at().time();
        self.slot = i64::from(at.hour() * 60 + at.minute()) / SLOT;
        self.row = self.rooms.iter().position(|r| r.id == one.booking.room_id).unwrap_or(self.row);
    }

    /// What is said in the heading.
    pub fn words(&self) -> String {
        let open =
            self.booked.iter().filter(|b| !matches!(meaning(b, self.today), Meaning::None | Meaning::Done)).count();
        let open = if open > 0 { format!(" · {open} not ready") } else { String::new() };
        format!("{} · {} booked{open}", dates::screen_weekday(self.day), self.booked.len())
    }

    pub fn draw(&mut self, frame: &mut Frame, area: Rect, focused: bool, look: &Look) {
        if self.rooms.is_empty() {
            pen::put(
                frame.buffer_mut(),
                area,
                1,
                0,
                "No room is written down yet. v v goes to the rooms, n writes one down.",
                look.theme.dim,
            );
            return;
        }
        let slots = (self.shown.1 - self.shown.0).max(1) as u16;
        let cell = (area.width.saturating_sub((area.width / 5).clamp(12, 30) + 2) / slots).max(1);
        // What the hours leave over is the names'.
        let label = area.width.saturating_sub(cell * slots + 2).clamp(12, 34);
        let high = area.height.saturating_sub(5).max(1) as usize;
        self.top = self.top.clamp(self.row.saturating_sub(high - 1), self.row);
        self.draw_hours(frame, area, (label, cell), look);
        for (n, at) in (self.top..self.rooms.len()).take(high).enumerate() {
            let row = pen::row(area, n as u16 + 1);
            self.draw_room(frame, row, at, (label, cell), focused, look);
        }
        let used = (self.rooms.len() - self.top).min(high) as u16 + 1;
        self.draw_told(frame, pen::below(area, used + 1), look);
    }

    fn draw_hours(&self, frame: &mut Frame, area: Rect, (label, cell): (u16, u16), look: &Look) {
        let step = if cell == 1 { 4 } else { 2 };
        for slot in (self.shown.0..self.shown.1).filter(|s| s % step == 0) {
            let x = label + 1 + (slot - self.shown.0) as u16 * cell;
            let text = format!("{:02}", slot / 2);
            let text = if cell >= 3 { format!("{text}:00") } else { text };
            pen::put(frame.buffer_mut(), area, x, 0, &text, look.theme.dim);
        }
    }

    fn draw_room(
        &self,
        frame: &mut Frame,
        row: Rect,
        at: usize,
        (label, cell): (u16, u16),
        focused: bool,
        look: &Look,
    ) {
        let room = &self.rooms[at];
        let style = if at == self.row { look.theme.title } else { look.theme.base };
        let seats = if room.capacity > 0 { format!(" {}", room.capacity) } else { String::new() };
        let mark = if at == self.row && focused { ">" } else { " " };
        pen::put(frame.buffer_mut(), row, 0, 0, mark, style);
        pen::put_short(
            frame.buffer_mut(),
            row,
            (1, 0),
            label.saturating_sub(1 + width::width(&seats) as u16),
            &room.name,
            style,
        );
        pen::put_right(frame.buffer_mut(), row, (1, 0), label.saturating_sub(1), &seats, look.theme.dim);
        let cells = Rect { x: row.x + label + 1, width: row.width.saturating_sub(label + 1), ..row };
        let hours = room.open();
        for slot in self.shown.0..self.shown.1 {
            let from = self.midnight() + Duration::minutes(SLOT * slot);
            let open = hours.holds(from, from + Duration::minutes(SLOT));
            let text = match () {
                () if !open => "░".repeat(usize::from(cell)),
                () if slot % 2 == 0 => format!("·{}", " ".repeat(usize::from(cell) - 1)),
                () => " ".repeat(usize::from(cell)),
            };
            pen::put(frame.buffer_mut(), cells, (slot - self.shown.0) as u16 * cell, 0, &text, look.theme.dim);
        }
        for one in self.booked.iter().filter(|b| b.booking.room_id == room.id) {
            self.draw_block(frame, cells, one, cell, look);
        }
        if at == self.row && focused {
            self.draw_selection(frame, cells, cell, look);
        }
    }

    fn x_of(&self, at: NaiveDateTime, cell: u16) -> u16 {
        let minutes = (at - self.midnight()).num_minutes() - self.shown.0 * SLOT;
        (minutes.max(0) * i64::from(cell) / SLOT) as u16
    }

    fn draw_block(&self, frame: &mut Frame, cells: Rect, one: &Booked, cell: u16, look: &Look) {
        let (from, until) = (self.x_of(one.booking.starts_at(), cell), self.x_of(one.booking.ends_at(), cell));
        let wide = usize::from(until.saturating_sub(from).max(1));
        let asks = meaning(one, self.today);
        let sign = if asks == Meaning::None { String::new() } else { asks.sign().to_string().trim().to_owned() };
        let text = format!("{sign}{}", one.booking.title_for(&self.who));
        let inner = width::shorten(&text, wide.saturating_sub(2)).to_string();
        let pad = wide.saturating_sub(2).saturating_sub(width::width(&inner));
        let block = match wide {
            1 => {
                if sign.is_empty() {
                    "#".to_owned()
                } else {
                    sign
                }
            }
            _ => format!("[{inner}{}]", " ".repeat(pad)),
        };
        pen::put(frame.buffer_mut(), cells, from, 0, &block, style_of(asks, look));
    }

    fn draw_selection(&self, frame: &mut Frame, cells: Rect, cell: u16, look: &Look) {
        let (first, last) = self.mark.map_or((self.slot, self.slot), |m| (m.min(self.slot), m.max(self.slot)));
        let x = (first - self.shown.0).max(0) as u16 * cell;
        let wide = (last - first + 1) as u16 * cell;
        let area = Rect { x: cells.x + x, width: wide.min(cells.width.saturating_sub(x)), ..cells };
        pen::tint(frame.buffer_mut(), area, look.theme.selected);
    }

    /// What is selected, in words.
    fn draw_told(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let room = usize::from(area.width.saturating_sub(2)).max(1);
        let lines: Vec<String> = self.told().iter().flat_map(|t| width::wrap(t, room)).collect();
        for (n, line) in lines.iter().enumerate().take(usize::from(area.height)) {
            pen::put(
                frame.buffer_mut(),
                area,
                1,
                n as u16,
                line,
                if n == 0 { look.theme.title } else { look.theme.base },
            );
        }
    }

    /// What is selected, in words: the booking, or the free time and the room.
    fn told(&self) -> Vec<String> {
        let Some(room) = self.room() else { return Vec::new() };
        if let Some(one) = self.booking() {
            let b = &one.booking;
            let people = if b.people > 0 { format!(" · {} people", b.people) } else { String::new() };
            let first = format!("{} {} · {}", b.times(), b.title_for(&self.who), one.state_words());
            let host = if b.host.is_empty() { String::new() } else { format!(" · host {}", b.host) };
            let lines = one.lines.iter().map(|l| format!("  {} {}: {}", l.at, l.label(), l.state).replace("   ", "  "));
            return std::iter::once(first).chain([format!("{}{people}{host}", room.label())]).chain(lines).collect();
        }
        let (start, end) = self.span();
        let seats = if room.capacity > 0 { format!(" · {} seats", room.capacity) } else { String::new() };
        let things = if room.things.is_empty() { String::new() } else { format!(" · {}", room.things) };
        let open = room.open().holds(start, end);
        let word = if open { "free: n books it, Space marks from here" } else { "the room is closed" };
        let times = format!("{}-{}", dates::time(start.time()), dates::time(end.time()));
        vec![format!("{times} {word}"), format!("{}{seats}{things}", room.label())]
    }
}

fn style_of(asks: Meaning, look: &Look) -> Style {
    match asks {
        Meaning::ActNow => look.theme.act_now,
        Meaning::ToDo => look.theme.to_do,
        Meaning::Paused => look.theme.paused,
        Meaning::Done => look.theme.done,
        Meaning::None => look.theme.base,
    }
}
