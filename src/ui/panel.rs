//! A box with a title, or a title line where frames are not wanted.

use super::{Look, pen, width};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::symbols::border;
use ratatui::widgets::{Block, Widget};

/// Draws a box with its title and returns the room inside it.
pub fn panel(frame: &mut Frame, area: Rect, title: &str, focused: bool, look: &Look) -> Rect {
    let area = pen::visible(frame, area);
    pen::fill(frame.buffer_mut(), area, look.theme.base);
    if look.plain { title_line(frame, area, title, focused, look) } else { boxed(frame, area, title, focused, look) }
}

fn title_line(frame: &mut Frame, area: Rect, title: &str, focused: bool, look: &Look) -> Rect {
    let here = if focused { " (here)" } else { "" };
    let room = usize::from(area.width).saturating_sub(here.len());
    let words = format!("{}{here}", width::heading(&width::clean(title), room));
    pen::put_short(frame.buffer_mut(), area, (0, 0), area.width, &words, look.theme.title);
    pen::below(area, 1)
}

fn boxed(frame: &mut Frame, area: Rect, title: &str, focused: bool, look: &Look) -> Rect {
    let (style, set) =
        if focused { (look.theme.border_focus, border::THICK) } else { (look.theme.border, border::PLAIN) };
    let block = Block::bordered().border_set(set).border_style(style);
    let inner = block.inner(area);
    block.render(area, frame.buffer_mut());
    if area.width > 4 && area.height > 0 && !title.is_empty() {
        let clean = width::clean(title);
        let text = format!(" {} ", width::heading(&clean, usize::from(area.width - 4)));
        pen::put_short(frame.buffer_mut(), area, (1, 0), area.width - 2, &text, look.theme.title);
    }
    inner
}

/// Writes a short note, such as `12/340`, at the right end of the box's lower edge.
pub fn foot(frame: &mut Frame, area: Rect, note: &str, look: &Look) {
    let area = pen::visible(frame, area);
    let wide = width::width(note) as u16 + 2;
    if look.plain || area.height < 2 || area.width < wide + 2 {
        return;
    }
    let at = (area.width - wide - 1, area.height - 1);
    pen::put(frame.buffer_mut(), area, at.0, at.1, &format!(" {note} "), look.theme.dim);
}
