//! The list of the calendars: show, hide, add, rename, to the bin.

use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::app::{Cx, Input, Layer, Row, Taken};
use crate::clock::stamp;
use crate::desk::diary::{Calendar, repo};
use crate::form::FormLayer;
use crate::keys::command::always;
use crate::keys::{Command, Done, Place};
use crate::store::{Change, Refusal};
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, Meaning, overlay, pen};

/// Opens the list.
pub(in crate::desk::diary) fn calendars(cx: &mut Cx) -> Done {
    let all = repo::calendars(cx.db())?;
    cx.open(Calendars { lines: lines(&all), all, state: ListState::default() });
    Ok(())
}

/// The list of the calendars over the diary.
pub struct Calendars {
    all: Vec<Calendar>,
    lines: Vec<Line>,
    state: ListState,
}

fn lines(all: &[Calendar]) -> Vec<Line> {
    let line = |c: &Calendar| {
        let shown = if c.shown { "[x] shown" } else { "[ ] hidden" };
        Line::new(c.id.clone(), Meaning::None, [shown.to_owned(), c.name.clone(), c.kind.clone()])
    };
    all.iter().map(line).collect()
}

const COLUMNS: &[Column] = &[Column::fixed(10), Column::fill(1).identifier(), Column::fixed(12)];

impl Calendars {
    fn selected(&self) -> Result<&Calendar, Refusal> {
        let none = || Refusal::rule("There is no calendar yet: n makes one.");
        self.all.get(self.state.selected()).ok_or_else(none)
    }

    fn toggle(&mut self, cx: &mut Cx) -> Done {
        let one = self.selected()?;
        let other = Calendar { shown: !one.shown, ..one.clone() };
        let word = if other.shown { "Shown" } else { "Hidden" };
        cx.apply(&Change::new(format!("{word}: {}", one.name)).update(one, &other))
    }

    fn only(&mut self, cx: &mut Cx) -> Done {
        let id = self.selected()?.id.clone();
        let name = self.selected()?.name.clone();
        let all_but = self.all.iter().all(|c| c.shown == (c.id == id));
        let label = if all_but { "All calendars shown".to_owned() } else { format!("Only {name} shown") };
        let mut change = Change::new(label);
        for calendar in &self.all {
            change = change.update(calendar, &Calendar { shown: all_but || calendar.id == id, ..calendar.clone() });
        }
        cx.apply(&change.trimmed())
    }

    fn edit(&mut self, cx: &mut Cx) -> Done {
        let one = self.selected()?.clone();
        let form = FormLayer::new("Calendar", Some(one.clone()), one, cx, Box::new(save));
        cx.open(form);
        Ok(())
    }

    fn bin(&mut self, cx: &mut Cx) -> Done {
        let one = self.selected()?;
        let count = repo::count_of(cx.db(), &one.id)?;
        let gone = Calendar { binned_at: Some(stamp(cx.now)), ..one.clone() };
        let with = if count > 0 { format!(" with its {count} entries") } else { String::new() };
        cx.apply(&Change::new(format!("To the bin: calendar {}{with}", one.name)).update(one, &gone))
    }

    const ROWS: &'static [Row<Self>] = &[
        Self::row("calendars.toggle", &["space", "enter"], "Show, hide", "Show or hide the calendar.", 1, Self::toggle),
        Self::row("calendars.only", &["o"], "Only this", "Show only this calendar; again: all.", 2, Self::only),
        Self::row("calendars.new", &["n"], "New", "Add a calendar.", 3, |_, cx| new(cx)),
        Self::row("calendars.edit", &["e"], "Rename", "Rename the calendar or change its kind.", 4, Self::edit),
        Self::row(
            "calendars.bin",
            &["del"],
            "Bin",
            "Put the calendar into the bin, and its entries with it.",
            5,
            Self::bin,
        ),
    ];

    const fn row(
        id: &'static str,
        keys: &'static [&'static str],
        label: &'static str,
        sentence: &'static str,
        place: u8,
        run: fn(&mut Self, &mut Cx) -> Done,
    ) -> Row<Self> {
        Command { id, keys, label, sentence, place: Place::Footer(place), everywhere: false, ready: always, run }
    }
}

fn new(cx: &mut Cx) -> Done {
    let fresh = Calendar::new("", "consultant", cx.now);
    let form = FormLayer::new("New calendar", None, fresh, cx, Box::new(save));
    cx.open(form);
    Ok(())
}

fn save(before: Option<&Calendar>, after: &Calendar, draft: &str, cx: &mut Cx) -> Done {
    let taken = repo::calendar_named(cx.db(), &after.name)?.is_some_and(|c| c.id != after.id);
    if taken {
        return Err(Refusal::rule(format!("There is a calendar {} already. Choose another name.", after.name)));
    }
    let change = match before {
        None => {
            // A name that is in the bin comes out of it.
            let (found, made) = repo::ensure_calendar(cx.db(), &after.name, Some(&after.kind), cx.now)?;
            made.unwrap_or_else(|| Change::new(format!("New calendar: {}", found.name)))
        }
        Some(before) => Change::new(format!("Calendar: {}", after.name)).update(before, after),
    };
    cx.apply(&change.spends(draft))
}

impl Layer for Calendars {
    const SCOPE: &'static str = "+calendars";

    fn rows() -> &'static [Row<Self>] {
        Self::ROWS
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        if key.code == KeyCode::Char('l') {
            cx.close();
            return Taken::Yes;
        }
        self.state.handle(&self.lines, *key).into()
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.all = repo::calendars(cx.db())?;
        self.lines = lines(&self.all);
        self.state.keep(&self.lines);
        Ok(())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let high = (self.lines.len() as u16 + 4).clamp(8, area.height.max(8));
        let inner = overlay::open(frame, area, (76, high), "Calendars", look);
        let list = List { columns: COLUMNS, empty: "No calendar yet.", hint: "n New calendar", focused: true };
        let room = Rect { height: inner.height.saturating_sub(1), ..inner };
        let cursor = list.draw(frame, room, &self.lines, &mut self.state, look);
        let keys = "Space shows or hides · o only this · n new · e rename · Del bin · Esc";
        let below = pen::row(inner, inner.height.saturating_sub(1));
        pen::put_short(frame.buffer_mut(), below, (0, 0), below.width, keys, look.theme.dim);
        cursor
    }
}
