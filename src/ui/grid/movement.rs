//! What the arrow keys select next: pure functions from one spot to another.

use super::Block;
use chrono::{Datelike, Days, Months, NaiveDate};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A movement in a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// A page back: a week, or a month.
    PageUp,
    /// A page on.
    PageDown,
    /// The first of the page.
    Home,
    /// The last of the page.
    End,
}

impl Direction {
    /// The movement a key asks for; `h j k l` are not among them, because letters are commands.
    pub fn of(key: KeyEvent) -> Option<Self> {
        if key.kind == KeyEventKind::Release || key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            return None;
        }
        Some(match key.code {
            KeyCode::Up => Self::Up,
            KeyCode::Down => Self::Down,
            KeyCode::Left => Self::Left,
            KeyCode::Right => Self::Right,
            KeyCode::PageUp => Self::PageUp,
            KeyCode::PageDown => Self::PageDown,
            KeyCode::Home => Self::Home,
            KeyCode::End => Self::End,
            _ => return None,
        })
    }
}

/// A date, and perhaps a block on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The selected date.
    pub date: NaiveDate,
    /// The id of the selected block.
    pub block: Option<String>,
}

impl Spot {
    /// A date and no block.
    pub fn on(date: NaiveDate) -> Self {
        Self { date, block: None }
    }

    fn at(date: NaiveDate, block: Option<&&Block>) -> Self {
        Self { date, block: block.map(|block| block.id.clone()) }
    }
}

/// The Monday of a date's week.
pub fn week_start(date: NaiveDate) -> NaiveDate {
    back(date, u64::from(date.weekday().num_days_from_monday()))
}

fn on(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}

fn back(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_sub_days(Days::new(days)).unwrap_or(date)
}

/// The blocks of a day in the order of reading: whole days first, then by start, end and lane.
pub fn on_day(blocks: &[Block], date: NaiveDate) -> Vec<&Block> {
    let mut today: Vec<&Block> = blocks.iter().filter(|block| block.on(date)).collect();
    in_order(&mut today);
    today
}

/// Puts the blocks of a day into the order of reading.
pub fn in_order(today: &mut [&Block]) {
    today.sort_by_key(|block| (!block.all_day, block.start, block.end, block.lane));
}

/// In a day: up and down through the blocks of one lane, left and right to the next lane, and past the
/// outermost lanes to the next day.
pub fn in_day(blocks: &[Block], spot: &Spot, lanes: usize, direction: Direction) -> Spot {
    let today = on_day(blocks, spot.date);
    let here = today.iter().position(|block| Some(&block.id) == spot.block.as_ref());
    let Some(here) = here else { return enter_day(blocks, &today, spot, direction) };
    let lane: Vec<&&Block> = today.iter().filter(|block| block.lane == today[here].lane).collect();
    let row = lane.iter().position(|block| block.id == today[here].id).unwrap_or(0);
    match direction {
        Direction::Up => Spot::at(spot.date, lane.get(row.saturating_sub(1)).copied()),
        Direction::Down => Spot::at(spot.date, lane.get(row + 1).or(lane.last()).copied()),
        Direction::Home => Spot::at(spot.date, lane.first().copied()),
        Direction::End => Spot::at(spot.date, lane.last().copied()),
        Direction::Left => beside(&today, here, (0..today[here].lane).rev())
            .map_or_else(|| other_day(blocks, spot, direction), |block| Spot::at(spot.date, Some(&block))),
        Direction::Right => beside(&today, here, today[here].lane + 1..lanes)
            .map_or_else(|| other_day(blocks, spot, direction), |block| Spot::at(spot.date, Some(&block))),
        Direction::PageUp | Direction::PageDown => other_day(blocks, spot, direction),
    }
}

fn enter_day(blocks: &[Block], today: &[&Block], spot: &Spot, direction: Direction) -> Spot {
    match direction {
        Direction::Down | Direction::Home => Spot::at(spot.date, today.first()),
        Direction::Up | Direction::End => Spot::at(spot.date, today.last()),
        _ => other_day(blocks, spot, direction),
    }
}

/// The block nearest in time in the first of the lanes that has one.
fn beside<'a>(today: &[&'a Block], here: usize, mut lanes: impl Iterator<Item = usize>) -> Option<&'a Block> {
    let start = today[here].start;
    lanes.find_map(|lane| {
        let in_lane = today.iter().copied().filter(|block| block.lane == lane);
        in_lane.min_by_key(|block| (block.start - start).abs())
    })
}

/// The day beside, or the same day of the week beside, on the block nearest to the time of this one.
fn other_day(blocks: &[Block], spot: &Spot, direction: Direction) -> Spot {
    let date = match direction {
        Direction::Left => back(spot.date, 1),
        Direction::Right => on(spot.date, 1),
        Direction::PageUp => back(spot.date, 7),
        _ => on(spot.date, 7),
    };
    Spot { date, block: nearest(blocks, spot, date) }
}

/// The block of a date that is nearest in time of day to the one selected; none if none was.
fn nearest(blocks: &[Block], spot: &Spot, date: NaiveDate) -> Option<String> {
    let from = blocks.iter().find(|block| Some(&block.id) == spot.block.as_ref())?;
    let apart = |block: &&&Block| (block.start.time() - from.start.time()).abs();
    on_day(blocks, date).iter().min_by_key(apart).map(|block| block.id.clone())
}

/// In a week: left and right by days, up and down through the blocks of the day, a page by weeks.
pub fn in_week(blocks: &[Block], spot: &Spot, direction: Direction) -> Spot {
    let today = on_day(blocks, spot.date);
    let here = today.iter().position(|block| Some(&block.id) == spot.block.as_ref());
    match (direction, here) {
        (Direction::Up, Some(0)) => Spot::on(spot.date),
        (Direction::Up, Some(row)) => Spot::at(spot.date, today.get(row - 1)),
        (Direction::Up, None) => spot.clone(),
        (Direction::Down, Some(row)) => Spot::at(spot.date, today.get(row + 1).or(today.last())),
        (Direction::Down, None) => Spot::at(spot.date, today.first()),
        (Direction::Home, _) => Spot::on(week_start(spot.date)),
        (Direction::End, _) => Spot::on(on(week_start(spot.date), 6)),
        _ => other_day(blocks, spot, direction),
    }
}

/// In a month: by days and weeks, a page by months. No block is selected.
pub fn in_month(date: NaiveDate, direction: Direction) -> NaiveDate {
    let first = date.with_day(1).unwrap_or(date);
    match direction {
        Direction::Left => back(date, 1),
        Direction::Right => on(date, 1),
        Direction::Up => back(date, 7),
        Direction::Down => on(date, 7),
        Direction::PageUp => date.checked_sub_months(Months::new(1)).unwrap_or(date),
        Direction::PageDown => date.checked_add_months(Months::new(1)).unwrap_or(date),
        Direction::Home => first,
        Direction::End => back(first.checked_add_months(Months::new(1)).unwrap_or(date), 1),
    }
}
