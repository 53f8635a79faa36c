//! How the rooms look: a day's grid, the bookings, worst first, and the rooms themselves.

use std::cell::Cell;
use std::rc::Rc;

use chrono::{Duration, NaiveDate};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::grid::Grid;
use super::repo::{self, Booked};
use super::rows::{BookingRow, RoomRow};
use crate::app::{Counts, Cx, Move, Pane, Row, Shelf, Tab, View};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::list::{Column, List, head};
use crate::ui::pages::Pages;
use crate::ui::{Look, Meaning, panel, pen};

/// A page of the rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Day,
    Bookings,
    Rooms,
}

impl Pages for Page {
    const ALL: &'static [Self] = &[Self::Day, Self::Bookings, Self::Rooms];

    fn name(self) -> &'static str {
        match self {
            Self::Day => "Day",
            Self::Bookings => "Bookings",
            Self::Rooms => "Rooms",
        }
    }
}

impl Page {
    /// Whether a command works on it.
    fn has(self, id: &str) -> bool {
        match id.strip_prefix("rooms.").and_then(|rest| rest.split('_').next()) {
            Some("day") => self == Self::Day,
            Some("book") => self != Self::Rooms,
            _ => true,
        }
    }
}

/// The pane of the rooms.
pub struct RoomsPane {
    pub(super) page: Page,
    pub(super) grid: Grid,
    pub(super) bookings: Shelf<BookingRow>,
    pub(super) rooms: Shelf<RoomRow>,
    /// A day that was asked for, to be shown when the pane reads again.
    pub(super) goal: Rc<Cell<Option<NaiveDate>>>,
    to_come: i64,
    today: NaiveDate,
    /// The newest change that was read.
    seen: i64,
}

/// So many bookings to come are listed.
const MOST: usize = 400;

impl RoomsPane {
    /// Reads everything again where the rooms were written since, or it is another day.
    fn load(&mut self, cx: &Cx) -> Result<(), Refusal> {
        let (newest, news) = repo::news(cx.db(), self.seen)?;
        if !news && self.today == cx.today() {
            return Ok(());
        }
        self.seen = newest;
        self.today = cx.today();
        self.to_come = repo::to_come(cx.db(), self.today)?;
        self.rooms.fill(repo::rooms(cx.db())?.into_iter().map(RoomRow).collect());
        let today = self.today;
        let row = |of: Booked| BookingRow { title: of.booking.title_for(&cx.who).to_owned(), of, today };
        let mut rows: Vec<BookingRow> = repo::listed(cx.db(), today, MOST)?.into_iter().map(row).collect();
        rows.sort_by_key(|r| place(r.meaning()));
        self.bookings.fill(rows);
        self.read_day(cx)
    }

    fn read_day(&mut self, cx: &Cx) -> Result<(), Refusal> {
        let booked = repo::day(cx.db(), self.grid.day)?;
        self.grid.fill(repo::rooms(cx.db())?, booked, cx.config.day(), self.today);
        Ok(())
    }

    /// Shows another day.
    pub(super) fn turn_to(&mut self, day: NaiveDate, cx: &Cx) -> Result<(), Refusal> {
        self.grid.turn_to(day);
        self.read_day(cx)
    }

    /// The booking that is selected, in the grid or in the list.
    pub(super) fn selected(&self) -> Option<&Booked> {
        match self.page {
            Page::Day => self.grid.booking(),
            Page::Bookings => self.bookings.selected().map(|r| &r.of),
            Page::Rooms => None,
        }
    }

    fn note(&self) -> String {
        match self.page {
            Page::Day => self.grid.words(),
            Page::Rooms => format!("{} in all{}", self.rooms.all().len(), self.rooms.narrowed_note()),
            Page::Bookings => self.bookings_note(),
        }
    }

    fn bookings_note(&self) -> String {
        let of = |wanted: Meaning| self.bookings.all().iter().filter(|r| r.meaning() == wanted).count();
        let counts = [(of(Meaning::ActNow), "late"), (of(Meaning::ToDo), "to do"), (of(Meaning::Paused), "waiting")];
        let said: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        let all = if self.to_come > MOST as i64 {
            format!("the next {MOST} of {} to come", self.to_come)
        } else {
            format!("{} in all", self.bookings.all().len())
        };
        let said = if said.is_empty() { all } else { format!("{} · {all}", said.join(" · ")) };
        format!("{said}{}", self.bookings.narrowed_note())
    }
}

fn place(meaning: Meaning) -> u8 {
    match meaning {
        Meaning::ActNow => 0,
        Meaning::ToDo => 1,
        Meaning::Paused => 2,
        Meaning::None => 3,
        Meaning::Done => 4,
    }
}

const BOOKINGS: &[Column] = &[
    Column::fixed(27),
    Column::min(12).identifier().grow(1),
    Column::min(14).identifier().grow(3),
    Column::min(16).priority(1).grow(4),
    Column::fixed(6).right().priority(3),
    Column::fixed(14).priority(4),
];
const BOOKING_NAMES: &[&str] = &["When", "Room", "What for", "State", "People", "Host"];

const ROOMS: &[Column] = &[
    Column::min(16).identifier().grow(2),
    Column::min(10).priority(2).grow(1),
    Column::fixed(5).right(),
    Column::min(18).priority(1).grow(4),
    Column::min(19).priority(3).grow(1),
    Column::fixed(14).priority(4),
    Column::fixed(13).priority(5),
];
const ROOM_NAMES: &[&str] = &["Room", "Site", "Seats", "Stands in it", "Open", "Approved by", "Telephone"];

impl Pane for RoomsPane {
    const TAB: Tab = Tab { id: "rooms", number: Some('8'), letter: 'r', title: "Rooms", home: false };
    const KINDS: &'static [&'static str] = &["room", "booking", "booking_line"];

    fn rows() -> &'static [Row<Self>] {
        super::commands::ROWS
    }

    fn new(cx: &mut Cx) -> Self {
        Self {
            page: Page::Day,
            grid: Grid::new(cx.now, &cx.who),
            bookings: Shelf::default(),
            rooms: Shelf::default(),
            goal: Rc::default(),
            to_come: 0,
            today: cx.today(),
            seen: -1,
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        if let Some(day) = self.goal.take() {
            self.grid.turn_to(day);
            self.seen = -1;
        }
        self.load(cx)
    }

    fn heading(&self) -> String {
        format!("Rooms · {} · {}", self.page.name(), self.note())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        let inner = panel::panel(frame, area, &format!("8 {}", self.heading()), view.focused, look);
        pen::put(frame.buffer_mut(), inner, 1, 0, &self.page.tabs(), look.theme.key);
        let below = pen::below(inner, 1);
        let (columns, names, empty, hint) = match self.page {
            Page::Day => {
                self.grid.draw(frame, below, view.focused, look);
                return None;
            }
            Page::Bookings => {
                (BOOKINGS, BOOKING_NAMES, "No room is booked from today on.", "n Book a room   a A date for everyone")
            }
            Page::Rooms => (ROOMS, ROOM_NAMES, "No room is written down yet.", "n New room"),
        };
        let below = head(frame, below, columns, names, look);
        let list = List { columns, empty, hint, focused: view.focused };
        let (lines, state) = if self.page == Page::Bookings { self.bookings.parts() } else { self.rooms.parts() };
        list.draw(frame, below, lines, state, look)
    }

    fn moved(&mut self, to: Move, cx: &mut Cx) {
        match (self.page, to) {
            (Page::Day, to) => {
                let days = self.grid.moved(to);
                if days != 0
                    && let Err(e) = self.turn_to(self.grid.day + Duration::days(days), cx)
                {
                    cx.warn(e.to_string());
                }
            }
            (page, Move::Left) => self.page = page.turned(2),
            (page, Move::Right) => self.page = page.turned(1),
            (Page::Bookings, to) => self.bookings.moved(to),
            (Page::Rooms, to) => self.rooms.moved(to),
        }
    }

    fn enter(&mut self, cx: &mut Cx) -> Done {
        super::commands::open(self, cx)
    }

    fn show(&mut self, kind: &str, id: &str, cx: &mut Cx) -> Done {
        Pane::refresh(self, cx)?;
        super::commands::show(self, kind, id, cx)
    }

    fn counts(&self) -> Counts {
        let late = self.bookings.all().iter().filter(|r| r.meaning() == Meaning::ActNow).count();
        let today = self.today.to_string();
        let due = |r: &&BookingRow| {
            r.of.booking.is_live() && r.of.lines.iter().any(|l| l.is_open() && l.confirm_by.as_ref() == Some(&today))
        };
        Counts { act_now: late, due_today: self.bookings.all().iter().filter(due).count() }
    }

    fn narrow(&mut self, typed: &str, _cx: &mut Cx) -> Result<(), Refusal> {
        match self.page {
            Page::Day if typed.is_empty() => {}
            Page::Day => {
                return Err(Refusal::rule(
                    "The grid shows every room: v goes on to the bookings, which can be narrowed.",
                ));
            }
            Page::Bookings => self.bookings.narrow(typed),
            Page::Rooms => self.rooms.narrow(typed),
        }
        Ok(())
    }

    fn narrowed(&self) -> &str {
        match self.page {
            Page::Day => "",
            Page::Bookings => self.bookings.narrowed(),
            Page::Rooms => self.rooms.narrowed(),
        }
    }

    fn in_footer(&self, id: &str) -> bool {
        self.page.has(id)
    }
}
