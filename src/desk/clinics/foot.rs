//! What is said of the selected one below a list: who it is and everything that its line has no room for.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::model::Appointment;
use super::rules_suits::spans_text;
use crate::text::dates;
use crate::ui::{Look, pen, width};

/// Below this height the list has all the room.
const LOW: u16 = 10;

/// Draws it in the last rows and gives the room above.
pub(super) fn draw(frame: &mut Frame, area: Rect, text: &str, look: &Look) -> Rect {
    let room = usize::from(area.width.saturating_sub(2)).max(1);
    let mut rows = if area.height < LOW { Vec::new() } else { width::wrap(text, room) };
    rows.truncate(usize::from(area.height / 3));
    let high = area.height.saturating_sub(rows.len() as u16);
    for (n, row) in rows.iter().enumerate() {
        pen::put(frame.buffer_mut(), area, 1, high + n as u16, row, look.theme.base);
    }
    Rect { height: high, ..area }
}

/// What is to be known of an appointment, each in a few words: what for, what it needs, when it suits.
pub(super) fn of(one: &Appointment) -> Vec<String> {
    let day = |iso: Option<&str>| iso.and_then(|d| d.parse().ok()).map(dates::screen).unwrap_or_default();
    let needs = one.needs.iter().map(|n| n.what.as_str()).collect::<Vec<_>>().join(", ");
    let all = [
        ("", one.reason.clone()),
        ("needs ", needs),
        ("suits ", one.suits.join(", ")),
        ("away ", spans_text(&one.away)),
        ("to come about ", day(one.aim_on.as_deref())),
        ("added ", if one.state == "waiting" { day(Some(&one.added_on)) } else { String::new() }),
        ("", one.notes.clone()),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).map(|(label, text)| format!("{label}{text}")).collect()
}
