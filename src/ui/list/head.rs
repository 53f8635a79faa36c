//! The names of the columns above a list.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Column, Line, List, ListState};
use crate::ui::{Look, Meaning, pen};

/// Below this height the list has all the room.
const LOW: u16 = 5;

/// Draws the names of the columns and gives the room below. Without boxes, and where it is low, they are left out.
pub fn head(frame: &mut Frame, area: Rect, columns: &[Column], names: &[&str], look: &Look) -> Rect {
    if area.height < LOW || look.plain {
        return area;
    }
    let line = Line::new("", Meaning::None, names.iter().copied());
    let row = Rect { height: 1, ..area };
    let list = List { columns, empty: "", hint: "", focused: false };
    list.draw(frame, row, &vec![line], &mut ListState::default(), look);
    frame.buffer_mut().set_style(row, look.theme.dim);
    pen::below(area, 1)
}
