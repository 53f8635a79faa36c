//! The waiting list: all who wait for a date, the worst clock first, and what is done with each.

pub mod short;

#[cfg(test)]
mod tests;

use chrono::{NaiveDate, NaiveDateTime};
use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::finder::{self, FinderFor};
use super::model::Appointment;
use super::rules_short::{priority_word, waited};
use super::{acts, foot, form_appointment, kit::Kit, reasons, repo};
use crate::app::{Cx, Input, Layer, Row, Shelf, Shelved, Taken};
use crate::desk::people;
use crate::desk::people::model::short_line;
use crate::desk::people::repo::Marks;
use crate::desk::tasks::model::Press;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::text::{dates, names};
use crate::ui::input::TextLine;
use crate::ui::list::{Column, Line, List};
use crate::ui::{Look, Meaning, pen};

/// One who waits, with the name.
struct Waits {
    one: Appointment,
    name: String,
    identity: String,
    now: NaiveDateTime,
}

/// The day that presses most: the breach date or the day to book by, whichever comes first.
fn due(one: &Appointment) -> Option<NaiveDate> {
    let book_by = one.book_by.as_deref().and_then(|d| d.parse().ok());
    match (one.breach(), book_by) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Those who wait, the worst clock first; then by priority, then the longest wait.
fn sorted(mut all: Vec<Appointment>) -> Vec<Appointment> {
    all.sort_by_cached_key(|a| (due(a).unwrap_or(NaiveDate::MAX), a.priority, a.added_on.clone(), a.id.clone()));
    all
}

impl Waits {
    fn is_late(&self) -> bool {
        self.one.press(self.now) == Press::ActNow
    }

    fn clock(&self) -> String {
        let today = self.now.date();
        let said = |word: &str, on: NaiveDate, over: bool| {
            let late = if over { "LATE: " } else { "" };
            format!("{late}{word} {}", dates::screen(on))
        };
        let book_by: Option<NaiveDate> = self.one.book_by.as_deref().and_then(|d| d.parse().ok());
        match (self.one.breach(), book_by) {
            (Some(breach), Some(by)) if by < breach => said("book by", by, by <= today),
            (Some(breach), _) => said("breach", breach, breach <= today),
            (None, Some(by)) => said("book by", by, by <= today),
            (None, None) => "no clock".into(),
        }
    }

    /// Everything else of it.
    fn foot(&self) -> String {
        let mut parts = vec![self.identity.clone()];
        parts.extend(foot::of(&self.one));
        parts.join(" · ")
    }
}

impl Shelved for Waits {
    fn id(&self) -> &str {
        &self.one.id
    }

    fn line(&self) -> Line {
        let one = &self.one;
        let meaning = match one.press(self.now) {
            Press::ActNow => Meaning::ActNow,
            Press::Paused => Meaning::Paused,
            _ => Meaning::ToDo,
        };
        let notice = match (one.short_notice, one.notice_days) {
            (false, _) => String::new(),
            (true, days) => format!("short {days}d"),
        };
        let declined = one.offers.iter().filter(|o| o.answer == "declined").count();
        let offers = if declined > 0 { format!("{} of 2 offers", one.fair_offers()) } else { String::new() };
        let cells = [
            self.name.clone(),
            self.clock(),
            priority_word(one.priority).into(),
            format!("{}d", waited(one, self.now)),
            one.kind.clone(),
            one.consultant.clone(),
            notice,
            one.suits.join(", "),
            offers,
        ];
        Line::new(one.id.clone(), meaning, cells)
    }

    fn words(&self) -> String {
        format!("{} {} {}", self.line().cells.join(" "), self.one.reason, self.one.notes)
    }
}

const COLUMNS: &[Column] = &[
    Column::min(16).identifier(),
    Column::fixed(26).identifier(),
    Column::fixed(8).priority(3),
    Column::fixed(5).priority(4).right(),
    Column::fixed(9).priority(2),
    Column::fixed(12).priority(6),
    Column::fixed(9).priority(5),
    Column::fixed(14).priority(8),
    Column::fixed(13).priority(7),
];

/// The waiting list over the desk.
pub struct WaitingList {
    shelf: Shelf<Waits>,
    marks: Marks,
    /// What the list is narrowed by, while it is typed.
    narrowing: Option<TextLine>,
}

/// Opens the waiting list.
///
/// # Errors
/// The desk cannot be read.
pub fn open(cx: &mut Cx) -> Done {
    let mut list = WaitingList { shelf: Shelf::default(), marks: Marks::default(), narrowing: None };
    list.read(cx)?;
    cx.open(list);
    Ok(())
}

impl WaitingList {
    fn read(&mut self, cx: &Cx) -> Done {
        let waiting = sorted(repo::waiting(cx.db())?);
        self.marks.learn(cx.db(), waiting.iter().map(|a| a.patient_id.as_str()))?;
        let mut all = Vec::new();
        for one in waiting {
            let patient = people::repo::patient(cx.db(), &one.patient_id)?;
            let name = names::marked(patient.name(), self.marks.of(Some(&patient.id)));
            all.push(Waits { name, identity: short_line(&patient, cx.now), one, now: cx.now });
        }
        self.shelf.fill(all);
        Ok(())
    }

    fn heading(&self) -> String {
        let all = self.shelf.all();
        let late = all.iter().filter(|w| w.is_late()).count();
        let past = all.iter().filter(|w| w.one.breaches(w.now.date())).count();
        let short = all.iter().filter(|w| w.one.short_notice).count();
        let mut said = vec![format!("Waiting list · {} wait", all.len())];
        for (n, what) in [(late, "late"), (past, "past breach"), (short, "short notice")] {
            if n > 0 {
                said.push(format!("{n} {what}"));
            }
        }
        format!("{} · worst clock first{}", said.join(", "), self.shelf.narrowed_note())
    }

    fn selected(&self) -> Result<&Appointment, Refusal> {
        let none = || Refusal::rule("Nobody is selected: n adds a patient, Esc widens the list.");
        self.shelf.selected().map(|w| &w.one).ok_or_else(none)
    }

    fn off(&mut self, cx: &mut Cx) -> Done {
        let one = self.selected()?.clone();
        reasons::OFF.ask(
            "Why off the waiting list?",
            move |reason, cx| {
                let kit = Kit::of(cx)?;
                let change = acts::taken_off(kit.at(cx), &one, reason)?;
                cx.apply(&change)
            },
            cx,
        )
    }

    fn narrow_key(&mut self, key: crossterm::event::KeyEvent) -> Taken {
        let Some(line) = self.narrowing.as_mut() else { return Taken::No };
        match key.code {
            KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown => {
                let (lines, state) = self.shelf.parts();
                return state.handle(lines, key).into();
            }
            _ if line.handle(key) => {
                let typed = line.text().to_owned();
                self.shelf.narrow(&typed);
            }
            _ => return Taken::No,
        }
        Taken::Yes
    }
}

fn some_one(list: &WaitingList, _: &Cx) -> Result<(), String> {
    list.selected().map(|_| ()).map_err(|e| e.to_string())
}

static ROWS: &[Row<WaitingList>] = &[
    row!(
        "waiting.find",
        ["enter"],
        "Find a slot",
        "Find a slot for the selected patient.",
        Place::Footer(1),
        some_one,
        |list, cx| {
            if list.narrowing.take().is_some() {
                return Ok(());
            }
            let one = list.selected()?.clone();
            finder::open(FinderFor::booking(one), cx)
        }
    ),
    row!(
        "waiting.new",
        ["n"],
        "New",
        "Put a patient on the waiting list.",
        Place::Footer(2),
        crate::keys::command::always,
        |_, cx| {
            let form = form_appointment::new_one("", cx);
            cx.open(form);
            Ok(())
        }
    ),
    row!(
        "waiting.edit",
        ["e"],
        "Edit",
        "Edit what the selected patient waits for.",
        Place::Footer(3),
        some_one,
        |list, cx| {
            let one = list.selected()?.clone();
            let form = form_appointment::edit(&one, cx);
            cx.open(form);
            Ok(())
        }
    ),
    row!(
        "waiting.off",
        ["x"],
        "Off the list",
        "Take the selected patient off the list, with a reason.",
        Place::Footer(4),
        some_one,
        WaitingList::off
    ),
    row!(
        "waiting.whole",
        ["v"],
        "View",
        "The whole entry: its history, letters and tasks.",
        Place::Footer(5),
        some_one,
        |list, cx| { super::whole::open(&list.selected()?.id.clone(), cx) }
    ),
    row!(
        "waiting.narrow",
        ["/"],
        "Narrow",
        "Narrow the list as you type; Esc widens it again.",
        Place::Footer(6),
        crate::keys::command::always,
        |list, _| {
            list.narrowing = Some(TextLine::new(list.shelf.narrowed()).hint("type to narrow: a name, a kind, urgent"));
            Ok(())
        }
    ),
];

impl Layer for WaitingList {
    const SCOPE: &'static str = "+waiting";

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    fn typing(&self) -> bool {
        self.narrowing.is_some()
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) -> Taken {
        match input {
            Input::Key(key) if self.narrowing.is_some() => self.narrow_key(*key),
            Input::Key(key) => {
                let (lines, state) = self.shelf.parts();
                state.handle(lines, *key).into()
            }
            Input::Paste(text) => {
                let Some(line) = self.narrowing.as_mut() else { return Taken::No };
                line.paste(text);
                let typed = line.text().to_owned();
                self.shelf.narrow(&typed);
                Taken::Yes
            }
            _ => Taken::No,
        }
    }

    fn esc(&mut self, cx: &mut Cx) {
        let narrowed = self.narrowing.take().is_some() || !self.shelf.narrowed().is_empty();
        if narrowed {
            self.shelf.narrow("");
        } else {
            cx.close();
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.read(cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let heading = self.heading();
        let text = self.shelf.selected().map(Waits::foot).unwrap_or_default();
        let typed = u16::from(self.narrowing.is_some());
        let lines = Rect { height: area.height.saturating_sub(typed), ..area };
        let above = foot::draw(frame, lines, &text, look);
        let list = List {
            columns: COLUMNS,
            empty: if self.shelf.narrowed().is_empty() { "Nobody waits." } else { "Nobody who waits has these words." },
            hint: "n puts a patient on the list",
            focused: true,
        };
        let (lines, state) = self.shelf.parts();
        let cursor = list.draw_in_panel(frame, above, &heading, lines, state, look);
        match self.narrowing.as_mut() {
            Some(line) => line.draw(frame, pen::row(area, area.height.saturating_sub(1)), look, true),
            None => cursor,
        }
    }
}
