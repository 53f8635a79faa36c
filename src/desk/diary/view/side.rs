//! Calendars side by side: as many as fit, a page of them at a time.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::desk::diary::pane::DiaryPane;
use crate::ui::grid::Block;
use crate::ui::{Look, pen};

/// A calendar is not drawn narrower than this.
const NARROWEST: u16 = 15;
/// The cells of the time at the left.
const TIME: u16 = 6;

impl DiaryPane {
    pub(super) fn draw_side(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let fit = usize::from((area.width.saturating_sub(TIME) / NARROWEST).max(1));
        if look.plain || self.lanes.len() <= fit {
            return self.draw_day(frame, area, look);
        }
        let chosen = self.grid.spot.block.as_ref().and_then(|id| self.blocks.iter().find(|b| b.id == *id));
        let first = chosen.map_or(0, |b| b.lane) / fit * fit;
        let lanes: Vec<String> = self.lanes.iter().skip(first).take(fit).cloned().collect();
        let note = format!(
            "Calendars {} to {} of {}: Left and Right go through them, l hides some.",
            first + 1,
            first + lanes.len(),
            self.lanes.len()
        );
        pen::put_short(frame.buffer_mut(), area, (0, 0), area.width, &note, look.theme.dim);
        let shown = first..first + lanes.len();
        let blocks: Vec<Block> = self.blocks.iter().filter(|b| shown.contains(&b.lane)).cloned().collect();
        let blocks = blocks.into_iter().map(|b| Block { lane: b.lane - first, ..b }).collect();
        let (all_blocks, all_lanes) =
            (std::mem::replace(&mut self.blocks, blocks), std::mem::replace(&mut self.lanes, lanes));
        let cursor = self.draw_day(frame, pen::below(area, 1), look);
        (self.blocks, self.lanes) = (all_blocks, all_lanes);
        cursor
    }
}
