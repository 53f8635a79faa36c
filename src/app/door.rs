//! The way in: the passphrase, a page that says why the desk does not open, or the four questions of the first start.

use chrono::NaiveDateTime;
use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::Input;
use crate::store::{Access, Desk, OpenError, Store, Table};
use crate::ui::input::TextLine;
use crate::ui::{Look, overlay, pen, width};

/// What the first start asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FirstDesk {
    /// The secretary.
    pub name: String,
    /// The department.
    pub department: String,
    /// The consultants worked for.
    pub consultants: Vec<String>,
}

/// What became of an input at the door.
pub enum DoorStep {
    /// It is still shut.
    Shut,
    /// It is open; the answers of the first start where it was one.
    Open(Box<Store>, Option<FirstDesk>),
    /// The person went away.
    Away,
}

/// The way into a desk.
pub struct Door {
    desk: Desk,
    tables: &'static [Table],
    page: Page,
    said: String,
}

enum Page {
    Passphrase(TextLine),
    First {
        lines: Vec<TextLine>,
        at: usize,
        /// The passphrase as it was typed first; it is typed twice.
        once: Option<String>,
    },
    Dead,
}

/// Label, hint, and what stands there where nothing is typed.
const QUESTIONS: [(&str, &str); 4] = [
    ("Your name", "as it stands under your letters and in the history"),
    ("Your department", "for example Cardiology"),
    ("The consultants you work for", "separated by commas, for example Dr A Patel, Dr J Osei"),
    ("A passphrase, or nothing", "encrypts the desk; without it nobody can open it, not even you"),
];

impl Door {
    /// The door of a desk. `name` is what is offered as the secretary's name.
    pub fn new(desk: Desk, tables: &'static [Table], name: &str) -> Self {
        let page = match desk.access() {
            Ok(Access::Absent) => first_page(name),
            _ => Page::Passphrase(TextLine::new("").masked()),
        };
        Self { desk, tables, page, said: String::new() }
    }

    /// Opens the desk where nothing has to be asked.
    pub fn try_open(&mut self, now: NaiveDateTime) -> DoorStep {
        if matches!(self.page, Page::First { .. }) {
            return DoorStep::Shut;
        }
        match self.desk.open(None, self.tables, now) {
            Ok(store) => DoorStep::Open(Box::new(store), None),
            Err(OpenError::Locked) => DoorStep::Shut,
            Err(e) => self.dead(&e),
        }
    }

    fn dead(&mut self, error: &OpenError) -> DoorStep {
        self.said = error.to_string();
        self.page = Page::Dead;
        DoorStep::Shut
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, now: NaiveDateTime) -> DoorStep {
        let leaving = |k: &crossterm::event::KeyEvent| {
            k.code == KeyCode::Char('q') && k.modifiers.contains(crossterm::event::KeyModifiers::CONTROL)
        };
        match input {
            Input::Key(key) if leaving(key) => DoorStep::Away,
            Input::Key(key) => self.key(*key, now),
            Input::Paste(text) => {
                if let Some(line) = self.line() {
                    line.paste(text.trim_end_matches(['\r', '\n']));
                }
                DoorStep::Shut
            }
            _ => DoorStep::Shut,
        }
    }

    fn line(&mut self) -> Option<&mut TextLine> {
        match &mut self.page {
            Page::Passphrase(line) => Some(line),
            Page::First { lines, at, .. } => lines.get_mut(*at),
            Page::Dead => None,
        }
    }

    fn key(&mut self, key: crossterm::event::KeyEvent, now: NaiveDateTime) -> DoorStep {
        let last = match &self.page {
            Page::First { lines, at, .. } => at + 1 == lines.len(),
            _ => true,
        };
        match key.code {
            KeyCode::Enter if last => return self.enter(now),
            KeyCode::Enter | KeyCode::Tab | KeyCode::Down => self.step(1),
            KeyCode::BackTab | KeyCode::Up | KeyCode::Esc => self.step(-1),
            _ => {
                if let Some(line) = self.line() {
                    line.handle(key);
                }
            }
        }
        DoorStep::Shut
    }

    fn step(&mut self, by: i32) {
        if let Page::First { lines, at, .. } = &mut self.page {
            *at = at.saturating_add_signed(by as isize).min(lines.len() - 1);
        }
    }

    fn enter(&mut self, now: NaiveDateTime) -> DoorStep {
        match &mut self.page {
            Page::Dead => DoorStep::Away,
            Page::Passphrase(line) => {
                let typed = line.text().to_owned();
                line.clear();
                self.open(Some(&typed), None, now)
            }
            Page::First { .. } => self.begin(now),
        }
    }

    /// The four questions are answered. A passphrase is asked for twice: with a slip of the finger in it nobody would
    /// ever open the desk again.
    fn begin(&mut self, now: NaiveDateTime) -> DoorStep {
        let Page::First { lines, once, .. } = &mut self.page else { return DoorStep::Shut };
        let answers: Vec<String> = lines.iter().map(|l| l.text().trim().to_owned()).collect();
        let passphrase = Some(answers[3].clone()).filter(|p| !p.is_empty());
        if *once != passphrase {
            "The two are not the same. Type the passphrase anew, or nothing for none.".clone_into(&mut self.said);
            let first_time = once.is_none();
            *once = passphrase.filter(|_| first_time);
            lines[3].clear();
            if once.is_some() {
                "Type the same passphrase once more, then Enter.".clone_into(&mut self.said);
            }
            return DoorStep::Shut;
        }
        self.open(passphrase.as_deref(), Some(first_desk(&answers)), now)
    }

    fn open(&mut self, passphrase: Option<&str>, first: Option<FirstDesk>, now: NaiveDateTime) -> DoorStep {
        match self.desk.open(passphrase, self.tables, now) {
            Ok(store) => DoorStep::Open(Box::new(store), first),
            Err(e @ (OpenError::WrongKey | OpenError::Wait(_))) => {
                self.said = e.to_string();
                DoorStep::Shut
            }
            Err(e) => self.dead(&e),
        }
    }

    /// Draws the page.
    pub fn draw(&mut self, frame: &mut Frame, look: &Look) {
        let area = frame.area();
        if overlay::too_small(area) {
            return overlay::draw_too_small(frame, look);
        }
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let foot = pen::row(area, area.height - 1);
        match &mut self.page {
            Page::Passphrase(line) => {
                let inner = overlay::open(frame, area, (64, 8), "Rolltop: this desk is locked", look);
                let y = said(frame, inner, "Passphrase:", look);
                if let Some(at) = line.draw(frame, pen::row(inner, y), look, true) {
                    frame.set_cursor_position(at);
                }
                said(frame, pen::below(inner, y + 2), &self.said, look);
                hint(frame, foot, " Enter Open   Ctrl-Q Leave", look);
            }
            Page::First { lines, at, .. } => {
                draw_first(frame, area, lines, *at, look);
                let above = Rect { width: area.width, ..pen::row(area, area.height.saturating_sub(2)) };
                pen::put_short(
                    frame.buffer_mut(),
                    above,
                    (1, 0),
                    above.width.saturating_sub(1),
                    &self.said,
                    look.theme.title,
                );
                hint(frame, foot, " Enter Next   Up Back   Ctrl-Q Leave", look);
            }
            Page::Dead => {
                let inner = overlay::open(frame, area, (70, 10), "Rolltop cannot open this desk", look);
                said(frame, inner, &self.said, look);
                hint(frame, foot, " Enter Leave", look);
            }
        }
    }
}

fn hint(frame: &mut Frame, line: Rect, text: &str, look: &Look) {
    pen::put_short(frame.buffer_mut(), line, (0, 0), line.width, text, look.theme.key);
}

/// Writes a wrapped sentence at the top of the area; gives the rows it took.
fn said(frame: &mut Frame, area: Rect, text: &str, look: &Look) -> u16 {
    let rows = width::wrap(text, usize::from(area.width.saturating_sub(2).max(1)));
    for (y, row) in (0..area.height).zip(&rows) {
        pen::put_short(frame.buffer_mut(), area, (1, y), area.width.saturating_sub(1), row, look.theme.base);
    }
    rows.len() as u16
}

fn draw_first(frame: &mut Frame, area: Rect, lines: &mut [TextLine], at: usize, look: &Look) {
    let inner = overlay::open(frame, area, (76, 17), "Welcome to Rolltop: four questions, then the desk", look);
    // Where there is no room for all four, the one that is asked stays on the screen.
    let rows = usize::from((inner.height / 4).max(1));
    let first = (at + 1).saturating_sub(rows);
    for (n, line) in lines.iter_mut().enumerate().skip(first).take(rows) {
        let block = pen::below(inner, 4 * (n - first) as u16);
        let label = format!("{} {}", if n == at { ">" } else { " " }, QUESTIONS[n].0);
        let style = if n == at { look.theme.title } else { look.theme.base };
        pen::put_short(frame.buffer_mut(), block, (0, 0), block.width, &label, style);
        let field = Rect { x: block.x + 2, width: block.width.saturating_sub(2), ..pen::row(block, 1) };
        if let Some(place) = line.draw(frame, field, look, n == at).filter(|_| n == at) {
            frame.set_cursor_position(place);
        }
        let below = Rect { y: field.y + 1, ..field };
        if below.y < block.bottom() {
            pen::put_short(frame.buffer_mut(), below, (0, 0), below.width, QUESTIONS[n].1, look.theme.dim);
        }
    }
}

fn first_page(name: &str) -> Page {
    let mut lines = vec![TextLine::new(name), TextLine::new(""), TextLine::new(""), TextLine::new("").masked()];
    lines[1] = TextLine::new("").hint("My department");
    Page::First { lines, at: 0, once: None }
}

fn first_desk(answers: &[String]) -> FirstDesk {
    let or = |text: &str, other: &str| if text.is_empty() { other.to_owned() } else { text.to_owned() };
    FirstDesk {
        name: or(&answers[0], "Secretary"),
        department: or(&answers[1], "My department"),
        consultants: answers[2].split(',').map(|c| c.trim().to_owned()).filter(|c| !c.is_empty()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyEvent, KeyModifiers};

    fn now() -> NaiveDateTime {
        "2026-03-03T09:41:00".parse().unwrap()
    }

    /// Pastes an answer and presses Enter.
    fn answer(door: &mut Door, text: &str) -> DoorStep {
        door.handle(&Input::Paste(text.to_owned()), now());
        door.handle(&Input::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)), now())
    }

    #[test]
    fn a_passphrase_is_typed_twice_before_a_desk_is_made_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::at(folder.path().join("desk"));
        let mut door = Door::new(desk.clone(), &[], "Jo");
        for text in ["", "Cardiology", "", "grey horses", "grey houses"] {
            assert!(matches!(answer(&mut door, text), DoorStep::Shut));
        }
        assert!(door.said.contains("not the same"));
        assert_eq!(desk.access().unwrap(), Access::Absent);
        assert!(matches!(answer(&mut door, "grey horses"), DoorStep::Shut));
        assert!(matches!(answer(&mut door, "grey horses\n"), DoorStep::Open(..)));
        assert_eq!(desk.access().unwrap(), Access::Locked);
    }

    #[test]
    fn without_a_passphrase_the_fourth_answer_opens_the_desk() {
        let folder = tempfile::tempdir().unwrap();
        let mut door = Door::new(Desk::at(folder.path().join("desk")), &[], "Jo");
        for text in ["", "", ""] {
            answer(&mut door, text);
        }
        assert!(matches!(answer(&mut door, ""), DoorStep::Open(..)));
    }
}
