//! Going to a date: what is read from the words stands below them as they are typed.

use chrono::{NaiveDate, NaiveDateTime};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::app::{Cx, Input, Layer, Row, Taken};
use crate::desk::diary::pane::{DiaryPane, Goal};
use crate::keys::Done;
use crate::text::{dates, when};
use crate::ui::input::TextLine;
use crate::ui::{Look, overlay, pen};

/// Asks for a date and goes there.
pub(super) fn jump(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    let line = TextLine::new("").hint("fri, 14/3, +6w, 3/12, end of month");
    cx.open(Jump { line, at: 0, now: cx.now, goal: pane.goal.clone() });
    Ok(())
}

/// The line that a date is typed into.
pub struct Jump {
    line: TextLine,
    /// Which of two readings.
    at: usize,
    now: NaiveDateTime,
    goal: Goal,
}

impl Jump {
    fn readings(&self) -> Result<Vec<NaiveDate>, String> {
        let mut days: Vec<NaiveDate> = when::parse(self.line.text(), self.now)?.iter().map(|w| w.date).collect();
        days.dedup();
        Ok(days)
    }

    fn take(&mut self, cx: &mut Cx) {
        match self.readings() {
            Ok(days) => {
                let Some(date) = days.get(self.at).or(days.first()) else { return };
                cx.close();
                cx.say(format!("{}, {}.", dates::screen_weekday(*date), distance(*date, cx.today())));
                self.goal.set(date.to_string(), cx);
            }
            Err(e) => cx.warn(e),
        }
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        let last = self.readings().map_or(0, |r| r.len().saturating_sub(1));
        match key.code {
            KeyCode::Enter => self.take(cx),
            KeyCode::Down => self.at = (self.at + 1).min(last),
            KeyCode::Up => self.at = self.at.saturating_sub(1),
            _ => {
                self.at = 0;
                return self.line.handle(key).into();
            }
        }
        Taken::Yes
    }
}

fn distance(date: NaiveDate, today: NaiveDate) -> String {
    match (date - today).num_days() {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        n if n > 0 => format!("in {n} days"),
        n => format!("{} days ago", -n),
    }
}

impl Layer for Jump {
    const SCOPE: &'static str = "+jump";

    fn rows() -> &'static [Row<Self>] {
        &[]
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("Enter", "Go there"), ("Up Down", "Choose")]
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        self.now = cx.now;
        match input {
            Input::Key(key) => self.key(*key, cx),
            Input::Paste(text) => {
                self.line.paste(text);
                Taken::Yes
            }
            _ => Taken::No,
        }
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let inner = overlay::open(frame, area, (60, 6), "Go to a date", look);
        let cursor = self.line.draw(frame, pen::row(inner, 0), look, true);
        let below = pen::below(inner, 1);
        let readings = if self.line.is_empty() { Ok(Vec::new()) } else { self.readings() };
        match readings {
            Ok(days) => {
                for (n, date) in days.iter().enumerate() {
                    let mark = if n == self.at { ">" } else { " " };
                    let said = distance(*date, self.now.date());
                    let text = format!("{mark} = {} ({said})", dates::screen_weekday(*date));
                    pen::put_short(frame.buffer_mut(), below, (0, n as u16), below.width, &text, look.theme.base);
                }
            }
            Err(e) => {
                pen::put_short(frame.buffer_mut(), below, (0, 0), below.width, &e, look.theme.dim);
            }
        }
        cursor
    }
}
