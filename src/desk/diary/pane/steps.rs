//! What the arrow keys do in each of the views, and marking.

use chrono::{Duration, NaiveDate};

use super::{AGENDA_DAYS, DiaryPane, Mode};
use crate::app::{Cx, Move};
use crate::store::Refusal;
use crate::ui::grid::{self, Direction, Spot};

impl DiaryPane {
    /// Moves the selection.
    pub(in crate::desk::diary) fn step(&mut self, to: Move, cx: &Cx) -> Result<(), Refusal> {
        if to == Move::Mark {
            return self.mark();
        }
        let direction = direction(to);
        let mode = if self.full { self.mode } else { Mode::Day };
        match mode {
            Mode::Month => self.grid.spot = Spot::on(grid::in_month(self.date(), direction)),
            Mode::Week => self.grid.spot = grid::in_week(&self.blocks, &self.grid.spot, direction),
            Mode::Agenda => self.step_agenda(direction),
            Mode::Leave | Mode::Year => self.step_chart(direction),
            Mode::Day | Mode::Side => {
                let lanes = self.lanes.len().max(1);
                self.grid.spot = grid::in_day(&self.blocks, &self.grid.spot, lanes, direction);
            }
        }
        if mode != Mode::Agenda {
            self.first = self.date();
        }
        self.load(cx)
    }

    fn mark(&mut self) -> Result<(), Refusal> {
        let Some(id) = self.grid.spot.block.clone() else {
            return Err(Refusal::rule("There is no entry here to mark."));
        };
        if self.marked.contains(&id) {
            self.marked.retain(|m| *m != id);
        } else {
            self.marked.push(id);
        }
        self.arrange();
        Ok(())
    }

    fn step_agenda(&mut self, direction: Direction) {
        let lines = self.agenda();
        let (date, id) = (self.date(), self.grid.spot.block.as_deref().unwrap_or_default());
        let at = lines.iter().position(|(d, b)| *d == date && b.id == id);
        let page = |first: NaiveDate, by: i64| first + Duration::days(by);
        let to = match direction {
            Direction::Up => at.and_then(|a| a.checked_sub(1)),
            Direction::Down => at.map_or(Some(0), |a| (a + 1 < lines.len()).then_some(a + 1)),
            Direction::Home => Some(0),
            Direction::End => lines.len().checked_sub(1),
            _ => None,
        };
        let far = match direction {
            Direction::Left => -1,
            Direction::Right => 1,
            Direction::PageUp => -(AGENDA_DAYS as i64),
            Direction::PageDown => AGENDA_DAYS as i64,
            _ => 0,
        };
        let to = to.and_then(|t| lines.get(t)).map(|(date, block)| (*date, block.id.clone()));
        if far != 0 {
            self.first = page(self.first, far);
            self.grid.spot = Spot::on(self.first);
        } else if let Some((date, id)) = to {
            self.grid.spot = Spot { date, block: Some(id) };
        }
    }
}

fn direction(to: Move) -> Direction {
    match to {
        Move::Up | Move::Mark => Direction::Up,
        Move::Down => Direction::Down,
        Move::Left => Direction::Left,
        Move::Right => Direction::Right,
        Move::PageUp => Direction::PageUp,
        Move::PageDown => Direction::PageDown,
        Move::First => Direction::Home,
        Move::Last => Direction::End,
    }
}
