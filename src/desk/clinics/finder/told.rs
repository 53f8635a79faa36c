//! The one question after a slot is chosen: does a letter tell the patient, or were they told on the telephone?

use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::app::{Cx, Input, Layer, Row, Taken};
use crate::keys::command::always;
use crate::keys::{Command, Done, Place};
use crate::ui::{Look, overlay, pen, width};

type Then = Box<dyn FnMut(&str, &mut Cx) -> Done>;

/// How the patient learns of the date.
pub struct Told {
    said: String,
    at: usize,
    then: Then,
}

const WAYS: [(&str, &str); 2] = [("letter", "A letter goes out"), ("telephone", "Told by telephone: no letter")];

impl Told {
    /// The question, standing on the letter; `then` books it and is given the way.
    pub fn new(said: String, then: impl FnMut(&str, &mut Cx) -> Done + 'static) -> Self {
        Self { said, at: 0, then: Box::new(then) }
    }

    fn take(&mut self, cx: &mut Cx) -> Done {
        (self.then)(WAYS[self.at].0, cx)
    }

    fn by(&mut self, at: usize, cx: &mut Cx) -> Done {
        self.at = at;
        self.take(cx)
    }
}

static ROWS: &[Row<Told>] = &[
    Command {
        id: "told.take",
        keys: &["enter"],
        label: "Book",
        sentence: "Book it; the patient is told in the way that is marked.",
        place: Place::Footer(1),
        everywhere: false,
        ready: always,
        run: Told::take,
    },
    Command {
        id: "told.letter",
        keys: &["l"],
        label: "Letter",
        sentence: "Book it; a letter tells the patient.",
        place: Place::Footer(2),
        everywhere: false,
        ready: always,
        run: |told, cx| told.by(0, cx),
    },
    Command {
        id: "told.telephone",
        keys: &["t"],
        label: "Told by telephone",
        sentence: "Book it; the patient knows, and no letter is written.",
        place: Place::Menu,
        everywhere: false,
        ready: always,
        run: |told, cx| told.by(1, cx),
    },
];

impl Layer for Told {
    const SCOPE: &'static str = "+told";

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        match key.code {
            KeyCode::Up | KeyCode::Down | KeyCode::Left | KeyCode::Right | KeyCode::Tab => self.at = 1 - self.at,
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let wide = 64.min(area.width);
        let rows = width::wrap(&self.said, usize::from(wide.saturating_sub(4)).max(1));
        let inner = overlay::open(frame, area, (wide, rows.len() as u16 + 5), "How does the patient know?", look);
        for (y, row) in rows.iter().enumerate() {
            pen::put(frame.buffer_mut(), inner, 1, y as u16, row, look.theme.base);
        }
        let mut cursor = None;
        for (n, (way, words)) in WAYS.iter().enumerate() {
            let y = rows.len() as u16 + 1 + n as u16;
            let here = n == self.at;
            let style = if here { look.theme.selected } else { look.theme.base };
            let text = format!("{} {} {words}", if here { ">" } else { " " }, &way[..1]);
            pen::put(frame.buffer_mut(), inner, 1, y, &text, style);
            if here && y < inner.height {
                cursor = Some(Position::new(inner.x + 1.min(inner.width.saturating_sub(1)), inner.y + y));
            }
        }
        cursor
    }
}
