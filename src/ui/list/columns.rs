//! Which columns fit, how wide each is, and how many rows a line takes.

use super::{Column, ColumnWidth, Line};
use crate::ui::width;
use std::borrow::Cow;

/// A filling column is left out rather than be narrower than this.
const LEAST_FILL: u16 = 6;
/// From this width on a long identifier is wrapped inside its column; for a filling one others give way until then.
const ENOUGH: u16 = 14;
/// Cells between two columns.
const GAP: u16 = 1;

/// A column's place on the row: its number among all columns, where it starts, how wide it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    pub column: usize,
    pub x: u16,
    pub width: u16,
}

/// A text at its place in a line: row within the line, column of cells, room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub row: u16,
    pub x: u16,
    pub room: u16,
    pub text: String,
    pub right: bool,
}

fn least(column: Column) -> u16 {
    match column.width {
        ColumnWidth::Fixed(cells) | ColumnWidth::Min(cells) => cells,
        ColumnWidth::Fill(_) if column.identifier => ENOUGH,
        ColumnWidth::Fill(_) => LEAST_FILL,
    }
}

/// The columns that fit into `room` cells.
pub(super) fn slots(columns: &[Column], room: u16) -> Vec<Slot> {
    let mut kept: Vec<usize> = (0..columns.len()).collect();
    while needed(columns, &kept) > u32::from(room) {
        let droppable = kept.iter().copied().filter(|&i| columns[i].priority > 0 && !columns[i].identifier);
        let Some(last) = droppable.max_by_key(|&i| (columns[i].priority, i)) else { break };
        kept.retain(|&i| i != last);
    }
    place(columns, &kept, room)
}

fn needed(columns: &[Column], kept: &[usize]) -> u32 {
    let cells: u32 = kept.iter().map(|&i| u32::from(least(columns[i]))).sum();
    cells + u32::from(GAP) * kept.len().saturating_sub(1) as u32
}

fn place(columns: &[Column], kept: &[usize], room: u16) -> Vec<Slot> {
    let widths = share(columns, kept, room);
    let mut slots = Vec::new();
    let mut x = 0;
    for (&column, wide) in kept.iter().zip(widths) {
        let left = room.saturating_sub(x);
        if left == 0 && columns[column].identifier && room > 0 {
            // It is never left out: it will stand on a row of its own.
            slots.push(Slot { column, x: room - 1, width: 1 });
            continue;
        }
        let width = wide.min(left);
        if width == 0 {
            continue;
        }
        slots.push(Slot { column, x, width });
        x += width + GAP;
    }
    slots
}

/// Gives what is left to the filling columns by their shares, or else to those that have a least width.
fn share(columns: &[Column], kept: &[usize], room: u16) -> Vec<u16> {
    let mut widths: Vec<u16> = kept.iter().map(|&i| least(columns[i])).collect();
    let spare = u32::from(room).saturating_sub(needed(columns, kept));
    let fills = kept.iter().any(|&i| matches!(columns[i].width, ColumnWidth::Fill(_)));
    let weight = |i: usize| match columns[i].width {
        ColumnWidth::Fill(part) => u32::from(part.max(1)),
        ColumnWidth::Min(_) if !fills => u32::from(columns[i].grow),
        _ => 0,
    };
    let total: u32 = kept.iter().map(|&i| weight(i)).sum();
    if total == 0 {
        return widths;
    }
    let mut given = 0;
    let mut seen = 0;
    for (at, &i) in kept.iter().enumerate() {
        seen += weight(i);
        let until = spare * seen / total;
        widths[at] += (until - given) as u16;
        given = until;
    }
    widths
}

/// Where each text of a line goes. An identifier that is wider than its column is wrapped inside it; in a narrow
/// column it takes the rest of the row, and more rows if it must, and the columns after it follow on the next row.
pub(super) fn pieces(line: &Line, columns: &[Column], slots: &[Slot], room: u16) -> Vec<Piece> {
    let mut row = 0;
    let mut pieces = Vec::new();
    for slot in slots {
        let column = &columns[slot.column];
        let text = line.cells.get(slot.column).map_or(Cow::Borrowed(""), |cell| width::clean(cell));
        let wide = width::width(&text) > usize::from(slot.width);
        if column.identifier && wide && slot.width >= ENOUGH {
            pieces.extend(wrapped(&text, slot, row));
        } else if column.identifier && wide {
            row = whole(&text, slot, row, room, &mut pieces);
        } else {
            let text = width::shorten(&text, usize::from(slot.width)).into_owned();
            pieces.push(Piece { row, x: slot.x, room: slot.width, text, right: column.align_right });
        }
    }
    drop_last_empty_row(&mut pieces);
    pieces
}

/// An identifier in a column of a fair width: in words, one row below the other, and the other columns beside it.
fn wrapped(text: &str, slot: &Slot, row: u16) -> Vec<Piece> {
    let rows = width::wrap(text, usize::from(slot.width)).into_iter().zip(row..);
    rows.map(|(text, row)| Piece { row, x: slot.x, room: slot.width, text, right: false }).collect()
}

fn whole(text: &str, slot: &Slot, row: u16, room: u16, pieces: &mut Vec<Piece>) -> u16 {
    let rest = room - slot.x;
    // At the far edge there is no room to write downwards: start at the left of a new row, unless this one is new.
    let begun = pieces.iter().any(|piece| piece.row == row && !piece.text.is_empty());
    let (x, cells, mut row) =
        if rest < 10 && slot.x > 0 { (0, room, row + u16::from(begun)) } else { (slot.x, rest, row) };
    for text in width::wrap(text, usize::from(cells)) {
        pieces.push(Piece { row, x, room: cells, text, right: false });
        row += 1;
    }
    row
}

fn drop_last_empty_row(pieces: &mut Vec<Piece>) {
    let last = pieces.iter().filter(|piece| !piece.text.is_empty()).map(|piece| piece.row).max().unwrap_or(0);
    pieces.retain(|piece| piece.row <= last);
}

/// How many rows the pieces take.
pub(super) fn height(pieces: &[Piece]) -> u16 {
    pieces.iter().map(|piece| piece.row).max().unwrap_or(0) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 4] =
        [Column::fixed(5), Column::min(8).identifier(), Column::fill(1).priority(1), Column::fixed(6).priority(2)];

    fn kept(room: u16) -> Vec<usize> {
        slots(&COLUMNS, room).into_iter().map(|slot| slot.column).collect()
    }

    #[test]
    fn the_least_important_column_goes_first() {
        assert_eq!(kept(40), [0, 1, 2, 3]);
        assert_eq!(kept(27), [0, 1, 2]);
        assert_eq!(kept(15), [0, 1]);
        assert_eq!(kept(4), [0, 1], "an identifier is never left out");
        assert!(kept(0).is_empty());
    }

    #[test]
    fn what_is_left_goes_to_those_that_fill() {
        let slots = slots(&[Column::fixed(5), Column::fill(1), Column::fill(3)], 47);
        assert_eq!(slots.iter().map(|slot| slot.width).collect::<Vec<_>>(), [5, 6 + 7, 6 + 21]);
        assert_eq!(slots.last().map(|slot| slot.x + slot.width), Some(47));
    }

    #[test]
    fn without_those_that_fill_it_goes_by_the_shares_of_the_others() {
        let slots = slots(&[Column::fixed(5), Column::min(8), Column::min(8).grow(3)], 43);
        assert_eq!(slots.iter().map(|slot| slot.width).collect::<Vec<_>>(), [5, 8 + 5, 8 + 15]);
    }

    #[test]
    fn identifiers_at_the_far_edge_stand_in_rows_of_their_own_without_a_gap() {
        let columns = [Column::min(14).identifier(), Column::fixed(8).identifier(), Column::fixed(8).identifier()];
        let line = Line::new("1", crate::ui::Meaning::None, ["Clinic A", "20-Mar-2", "01632 96"]);
        let pieces = pieces(&line, &columns, &slots(&columns, 14), 14);
        assert_eq!(pieces.iter().map(|piece| piece.row).collect::<Vec<_>>(), [0, 1, 2], "{pieces:?}");
    }

    #[test]
    fn an_identifier_is_never_cut() {
        let line = Line::new("1", crate::ui::Meaning::None, ["09:00", "FEATHERSTONEHAUGH, Anastasia (Mrs)", "pain"]);
        for room in 1..60 {
            let slots = slots(&COLUMNS, room);
            let pieces = pieces(&line, &COLUMNS, &slots, room);
            let all: String = pieces.iter().map(|piece| piece.text.replace(' ', "")).collect();
            assert!(all.contains("FEATHERSTONEHAUGH,Anastasia(Mrs)"), "{room}: {pieces:?}");
            assert!(pieces.iter().all(|piece| piece.x + width::width(&piece.text) as u16 <= room));
        }
    }
}
