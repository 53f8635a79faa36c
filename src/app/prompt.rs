//! A few questions in a small box, answered on one line each: on whom, until when, why.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::cx::Cx;
use super::layer::Layer;
use super::menu::{Menu, MenuItem};
use super::pane::Row;
use super::{Input, Taken};
use crate::keys::Done;
use crate::ui::input::TextLine;
use crate::ui::{Look, overlay, pen, width};

/// What is done with the answers, which are in the order of the questions.
type Answered = Box<dyn FnMut(&[String], &mut Cx) -> Done>;

/// A few questions in a small box.
pub struct Prompt {
    title: String,
    asked: Vec<(String, TextLine)>,
    at: usize,
    said: String,
    /// What is said while the work is done that the answers ask for, where it takes longer than a key may.
    doing: Option<&'static str>,
    work: Work,
    answered: Answered,
}

/// How far work is that takes longer than a key may: first it is said, then drawn, then done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    None,
    Said,
    Drawn,
}

/// Asks a few questions, each a label and what stands there at first. The box closes when the answers were taken;
/// a refusal is said in the box and the answers stay.
pub fn prompt(
    cx: &mut Cx,
    title: &str,
    asked: &[(&str, &str)],
    answered: impl FnMut(&[String], &mut Cx) -> Done + 'static,
) {
    prompt_saying(cx, title, "", asked, answered);
}

/// As [`prompt`], with a sentence to be read before anything is answered.
pub fn prompt_saying(
    cx: &mut Cx,
    title: &str,
    said: &str,
    asked: &[(&str, &str)],
    answered: impl FnMut(&[String], &mut Cx) -> Done + 'static,
) {
    let asked = asked.iter().map(|(label, text)| ((*label).to_owned(), TextLine::new(text))).collect();
    let prompt = Prompt::new(title, asked, answered);
    cx.open(Prompt { said: said.into(), ..prompt });
}

/// As [`prompt`], with stars for what is typed: passphrases. `doing` is on the screen before the work begins.
pub fn prompt_secret(
    cx: &mut Cx,
    title: &str,
    asked: &[&str],
    doing: &'static str,
    answered: impl FnMut(&[String], &mut Cx) -> Done + 'static,
) {
    let asked = asked.iter().map(|label| ((*label).to_owned(), TextLine::new("").masked())).collect();
    cx.open(Prompt { doing: Some(doing), ..Prompt::new(title, asked, answered) });
}

/// Lets choose one of a few lines by typing; the id of the line goes to `chosen`.
pub fn choose(cx: &mut Cx, title: &str, items: Vec<MenuItem>, chosen: impl FnMut(&str, &mut Cx) -> Done + 'static) {
    cx.open(Menu::new(title, items, chosen));
}

impl Prompt {
    fn new(
        title: &str,
        asked: Vec<(String, TextLine)>,
        answered: impl FnMut(&[String], &mut Cx) -> Done + 'static,
    ) -> Self {
        let answered = Box::new(answered);
        Self { title: title.into(), asked, at: 0, said: String::new(), doing: None, work: Work::None, answered }
    }

    fn enter(&mut self, cx: &mut Cx) {
        if self.at + 1 < self.asked.len() {
            self.at += 1;
        } else if let Some(doing) = self.doing {
            self.said = doing.into();
            self.work = Work::Said;
        } else {
            self.answer(cx);
        }
    }

    fn answer(&mut self, cx: &mut Cx) {
        self.work = Work::None;
        let answers: Vec<String> = self.asked.iter().map(|(_, l)| l.text().trim().to_owned()).collect();
        match (self.answered)(&answers, cx) {
            Ok(()) => cx.close_below(),
            Err(e) => self.said = e.to_string(),
        }
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        match key.code {
            KeyCode::Enter => self.enter(cx),
            KeyCode::Tab | KeyCode::Down => self.at = (self.at + 1).min(self.asked.len() - 1),
            KeyCode::BackTab | KeyCode::Up => self.at = self.at.saturating_sub(1),
            _ => return self.asked[self.at].1.handle(key).into(),
        }
        Taken::Yes
    }
}

impl Layer for Prompt {
    const SCOPE: &'static str = "+prompt";

    fn rows() -> &'static [Row<Self>] {
        &[]
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        if self.at + 1 < self.asked.len() { &[("Enter", "Next")] } else { &[("Enter", "Do it")] }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        match input {
            Input::Tick if self.work == Work::Drawn => {
                self.answer(cx);
                Taken::Yes
            }
            // What was answered is being done: there is nothing to type until it is.
            Input::Key(_) | Input::Paste(_) if self.work != Work::None => Taken::Yes,
            Input::Key(key) => self.key(*key, cx),
            Input::Paste(text) => {
                self.asked[self.at].1.paste(text);
                Taken::Yes
            }
            _ => Taken::No,
        }
    }

    fn esc(&mut self, cx: &mut Cx) {
        if self.work == Work::None {
            cx.close();
        }
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        if self.work == Work::Said {
            self.work = Work::Drawn;
        }
        let style = if self.work == Work::None { look.theme.error } else { look.theme.base };
        let label = self.asked.iter().map(|(l, _)| width::width(l)).max().unwrap_or(0) as u16 + 3;
        let said = width::wrap(&self.said, 66);
        let high = self.asked.len() as u16 + said.len() as u16 + 4;
        let inner = overlay::open(frame, area, (72, high), &self.title, look);
        let mut cursor = None;
        for (n, (text, line)) in self.asked.iter_mut().enumerate() {
            let row = pen::row(inner, n as u16);
            pen::put_short(frame.buffer_mut(), row, (1, 0), label, text, look.theme.base);
            let field = Rect { x: row.x + label, width: row.width.saturating_sub(label), ..row };
            let here = line.draw(frame, field, look, n == self.at);
            cursor = if n == self.at { here } else { cursor };
        }
        let below = pen::below(inner, self.asked.len() as u16 + 1);
        for (n, row) in said.iter().enumerate().take(usize::from(below.height)) {
            pen::put_short(frame.buffer_mut(), below, (1, n as u16), below.width.saturating_sub(1), row, style);
        }
        cursor
    }
}
