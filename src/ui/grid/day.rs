//! One day: rows of time, blocks side by side, calendars side by side, and the line of the present.

use super::{Block, DayMarks, GridState, agenda_line, on_day, side_by_side};
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, pen, width};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use std::ops::Range;

/// Cells for the time at the left.
const GUTTER: u16 = 6;
/// The end of a day, in minutes.
const MIDNIGHT: u32 = 24 * 60;

/// How much time one row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace(u32);

impl Pace {
    /// So many minutes a row: 5 to 60, brought to a divisor of the hour.
    pub fn minutes(minutes: u32) -> Self {
        let fits = [5, 10, 15, 20, 30, 60];
        Self(fits.into_iter().rfind(|&fit| fit <= minutes).unwrap_or(5))
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self(15)
    }
}

/// A day to be drawn.
#[derive(Clone, Copy)]
pub struct DayView<'a> {
    /// The blocks, of this day or of more.
    pub blocks: &'a [Block],
    /// The names of the calendars; with one or none there is no heading row.
    pub lanes: &'a [String],
    /// Today and the holidays.
    pub days: DayMarks<'a>,
    /// How much time a row stands for.
    pub pace: Pace,
}

/// A block brought to the rows of its day.
struct Placed<'a> {
    block: &'a Block,
    rows: Range<u32>,
}

impl DayView<'_> {
    /// Draws the day; a list of it where there is no room for a grid or no eye for one.
    /// Returns the cursor's place in plain mode.
    pub fn draw(&self, frame: &mut Frame, area: Rect, state: &mut GridState, look: &Look) -> Option<Position> {
        let area = pen::visible(frame, area);
        let lanes = self.lanes.len().max(1) as u16;
        if look.plain || area.height < 6 || area.width < GUTTER + 12 * lanes {
            return self.draw_as_list(frame, area, state, look);
        }
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let today = on_day(self.blocks, state.spot.date);
        let area = self.draw_holiday(frame, area, state.spot.date, look);
        let area = self.draw_lane_names(frame, area, look);
        let area = self.draw_all_day(frame, area, &today, state, look);
        self.draw_times(frame, area, &today, state, look);
        None
    }

    fn draw_as_list(&self, frame: &mut Frame, area: Rect, state: &GridState, look: &Look) -> Option<Position> {
        let date = state.spot.date;
        let several = self.lanes.len() > 1;
        let line = |block: &&Block| {
            let calendar = self.lanes.get(block.lane).filter(|_| several);
            let mut line = agenda_line(block, date);
            line.cells.push(calendar.cloned().unwrap_or_default());
            line
        };
        let lines: Vec<Line> = on_day(self.blocks, date).iter().map(line).collect();
        let columns = [Column::fixed(12), Column::fill(2), Column::fill(1).priority(1), Column::fixed(12).priority(2)];
        let columns = if several { &columns[..] } else { &columns[..3] };
        let list = List { columns, empty: "Nothing in the diary.", hint: "", focused: state.spot.block.is_some() };
        let mut list_state = ListState::default();
        if let Some(id) = &state.spot.block {
            list_state.select_id(&lines, id);
        }
        let area = self.draw_holiday(frame, area, date, look);
        list.draw(frame, area, &lines, &mut list_state, look)
    }

    fn draw_holiday(&self, frame: &mut Frame, area: Rect, date: NaiveDate, look: &Look) -> Rect {
        let Some(name) = (self.days.holiday)(date) else { return area };
        pen::put_short(frame.buffer_mut(), area, (0, 0), area.width, &name, self.days.style(date, false, look));
        pen::below(area, 1)
    }

    fn draw_lane_names(&self, frame: &mut Frame, area: Rect, look: &Look) -> Rect {
        if self.lanes.len() < 2 {
            return area;
        }
        for (at, name) in self.lanes.iter().enumerate() {
            let lane = self.lane(area, at);
            pen::put_short(frame.buffer_mut(), lane, (0, 0), lane.width - 1, name, look.theme.heading);
        }
        pen::below(area, 1)
    }

    /// The part of the area that belongs to a calendar.
    fn lane(&self, area: Rect, lane: usize) -> Rect {
        let lanes = self.lanes.len().max(1) as u16;
        let lane = (lane as u16).min(lanes - 1);
        let room = area.width.saturating_sub(GUTTER);
        let edge = |n: u16| (u32::from(room) * u32::from(n) / u32::from(lanes)) as u16;
        Rect { x: area.x + GUTTER + edge(lane), width: edge(lane + 1) - edge(lane), ..area }
    }

    /// Whole days stand above the hours, in a quarter of the rows at most.
    fn draw_all_day(&self, frame: &mut Frame, area: Rect, today: &[&Block], state: &GridState, look: &Look) -> Rect {
        let whole: Vec<_> = today.iter().filter(|block| block.all_day).collect();
        let room = (area.height / 4).max(1);
        let rows = (whole.len() as u16).min(room);
        let first = whole.iter().position(|block| is_selected(block, state)).unwrap_or(0);
        let skip = (first + 1).saturating_sub(usize::from(rows));
        for (y, block) in (0..rows).zip(whole.iter().skip(skip)) {
            let style = block.style(is_selected(block, state), look);
            let lane = self.lane(area, block.lane);
            pen::put(frame.buffer_mut(), area, 0, y, "day", look.theme.dim);
            let hidden = whole.len() - usize::from(rows);
            let more = if y + 1 == rows && hidden > 0 { format!(" (+{hidden} more)") } else { String::new() };
            let text = format!("{}{}{more}", pointer(block, state), block.caption());
            pen::put_short(frame.buffer_mut(), lane, (0, y), lane.width.saturating_sub(1), &text, style);
        }
        pen::below(area, rows)
    }

    fn draw_times(&self, frame: &mut Frame, area: Rect, today: &[&Block], state: &mut GridState, look: &Look) {
        let placed: Vec<_> =
            today.iter().filter(|block| !block.all_day).map(|block| self.placed(block, state.spot.date)).collect();
        self.scroll(area.height, &placed, state);
        let top = state.top / self.pace.0;
        self.draw_gutter(frame, area, top, state, look);
        for lane in 0..self.lanes.len().max(1) {
            let last = lane + 1 >= self.lanes.len();
            let mine: Vec<_> =
                placed.iter().filter(|one| one.block.lane == lane || (last && one.block.lane > lane)).collect();
            let spans: Vec<_> = mine.iter().map(|one| one.rows.clone()).collect();
            let room = self.lane(area, lane);
            for (one, place) in mine.iter().zip(side_by_side(&spans)) {
                let edge = |n: usize| (usize::from(room.width) * n / place.columns) as u16;
                let (left, right) = (edge(place.column), edge(place.column + 1));
                let column = Rect { x: room.x + left, width: right - left, ..room };
                draw_block(frame, column, one, top, state, look);
            }
        }
    }

    /// The rows of the day a block takes: at least one.
    fn placed<'a>(&self, block: &'a Block, date: NaiveDate) -> Placed<'a> {
        let start = if block.start.date() < date { 0 } else { minutes(block.start) };
        let end = if block.end.date() > date { MIDNIGHT } else { minutes(block.end) };
        let first = start / self.pace.0;
        Placed { block, rows: first..end.div_ceil(self.pace.0).max(first + 1) }
    }

    /// Keeps the selected block on the screen, and the day inside its ends.
    fn scroll(&self, height: u16, placed: &[Placed], state: &mut GridState) {
        let height = u32::from(height);
        let mut top = state.top / self.pace.0;
        if let Some(one) = placed.iter().find(|one| is_selected(one.block, state)) {
            let end = one.rows.end.min(one.rows.start + height);
            top = top.min(one.rows.start).max(end.saturating_sub(height));
        } else if let Some(first) = placed.iter().map(|one| one.rows.start).min().filter(|&first| first < top) {
            top = first;
        }
        let last = (MIDNIGHT / self.pace.0).saturating_sub(height);
        state.top = top.min(last) * self.pace.0;
    }

    fn draw_gutter(&self, frame: &mut Frame, area: Rect, top: u32, state: &GridState, look: &Look) {
        let now = self.days.now;
        let now_row = self.days.is_today(state.spot.date).then(|| minutes(now) / self.pace.0);
        for y in 0..area.height {
            let row = top + u32::from(y);
            let minute = row * self.pace.0;
            if minute >= MIDNIGHT {
                break;
            }
            let buf = frame.buffer_mut();
            if now_row == Some(row) {
                let line = "-".repeat(usize::from(area.width.saturating_sub(GUTTER)));
                pen::put(buf, area, 0, y, &now.format("%H:%M").to_string(), look.theme.today);
                pen::put(buf, area, GUTTER - 1, y, &format!(">{line}"), look.theme.today);
            } else if minute.is_multiple_of(60) || y == 0 {
                let time = format!("{:02}:{:02}", minute / 60, minute % 60);
                pen::put(buf, area, 0, y, &time, look.theme.dim);
            }
        }
    }
}

fn draw_block(frame: &mut Frame, column: Rect, one: &Placed, top: u32, state: &GridState, look: &Look) {
    let first = one.rows.start.saturating_sub(top).min(u32::from(column.height)) as u16;
    let end = one.rows.end.saturating_sub(top).min(u32::from(column.height)) as u16;
    if first >= end || column.width < 2 {
        return;
    }
    let room = Rect { y: column.y + first, height: end - first, width: column.width - 1, ..column };
    let selected = is_selected(one.block, state);
    let style = one.block.style(selected, look);
    let buf = frame.buffer_mut();
    pen::fill(buf, room, if selected { style } else { look.theme.base });
    for y in 0..room.height {
        pen::put(buf, room, 0, y, "│", style);
    }
    let inside = Rect { x: room.x + 1, width: room.width - 1, ..room };
    let time = format!("{}{}", pointer(one.block, state), one.block.start.format("%H:%M"));
    for (y, text) in (0..inside.height).zip(words(one.block, &time, inside)) {
        pen::put_short(buf, inside, (0, y), inside.width, &text, style);
    }
}

/// The rows of a block: the caption and the detail wrapped if they fit, else each on one row.
fn words(block: &Block, time: &str, room: Rect) -> Vec<String> {
    if !block.rows.is_empty() && room.height > 2 {
        return with_rows(block, time, usize::from(room.height));
    }
    let caption = format!("{time} {}", block.caption());
    let wrapped = width::wrap(&caption, usize::from(room.width));
    let detail = width::wrap(&block.detail, usize::from(room.width));
    if wrapped.len() <= usize::from(room.height) {
        return wrapped.into_iter().chain(detail).collect();
    }
    vec![caption, block.detail.clone()]
}

/// What a block holds below its title, as much as there is room for.
fn with_rows(block: &Block, time: &str, height: usize) -> Vec<String> {
    let head = if block.detail.is_empty() { block.caption() } else { format!("{}  {}", block.caption(), block.detail) };
    let mut lines = vec![format!("{time} {head}")];
    let whole = block.rows.len() < height;
    lines.extend(block.rows.iter().take(if whole { height } else { height - 2 }).map(|row| format!(" {row}")));
    if !whole {
        lines.push(format!(" +{} more", block.rows.len() + 2 - height));
    }
    lines
}

fn pointer(block: &Block, state: &GridState) -> &'static str {
    if is_selected(block, state) { ">" } else { "" }
}

fn is_selected(block: &Block, state: &GridState) -> bool {
    state.spot.block.as_ref() == Some(&block.id)
}

fn minutes(time: NaiveDateTime) -> u32 {
    time.time().signed_duration_since(NaiveTime::MIN).num_minutes().max(0) as u32
}
