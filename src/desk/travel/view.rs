//! How travel looks: the trips that are under way, those that are over, and the rates of mileage.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::repo;
use super::rows::{RateRow, TripRow, rate_rows};
use crate::app::{Counts, Cx, Move, Pane, Row, Shelf, Tab, View};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::list::{Column, List, head};
use crate::ui::pages::Pages;
use crate::ui::{Look, panel, pen};

/// A page of travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Trips,
    Over,
    Rates,
}

impl Pages for Page {
    const ALL: &'static [Self] = &[Self::Trips, Self::Over, Self::Rates];

    fn name(self) -> &'static str {
        match self {
            Self::Trips => "Trips",
            Self::Over => "Over",
            Self::Rates => "Mileage rates",
        }
    }
}

/// The pane of travel.
pub struct TravelPane {
    pub(super) page: Page,
    pub(super) trips: Shelf<TripRow>,
    pub(super) over: Shelf<TripRow>,
    pub(super) rates: Shelf<RateRow>,
    /// A trip that was made by a form, to be selected when the pane reads again.
    pub(super) goal: Rc<RefCell<Option<String>>>,
    /// How many trips are not over, and how many of them are late.
    counted: (usize, usize),
    today: NaiveDate,
    /// The newest change that was read.
    seen: i64,
}

/// So many trips are listed, those first whose next step is due first.
const MOST: usize = 500;
/// So many trips that are over are listed.
const OVER: usize = 200;

impl TravelPane {
    fn load(&mut self, cx: &Cx) -> Result<(), Refusal> {
        let (newest, news) = repo::news(cx.db(), self.seen)?;
        if !news && self.today == cx.today() {
            return Ok(());
        }
        self.seen = newest;
        self.today = cx.today();
        let today = self.today;
        let row = |trip| TripRow { trip, today };
        self.counted = repo::counts(cx.db(), today)?;
        self.trips.fill(repo::open(cx.db(), MOST)?.into_iter().map(row).collect());
        self.over.fill(repo::over(cx.db(), OVER)?.into_iter().map(row).collect());
        self.rates.fill(rate_rows(repo::rates(cx.db())?, today));
        if let Some(id) = self.goal.take() {
            self.trips.select(&id);
        }
        Ok(())
    }

    fn note(&self) -> String {
        let (all, late) = self.counted;
        match self.page {
            Page::Trips if all > MOST => format!("{late} late · the first {MOST} of {all}, due first at the top"),
            Page::Trips if late > 0 => format!("{late} late · {all} in all · due first at the top"),
            Page::Trips => format!("{all} under way · due first at the top"),
            Page::Over => format!("the latest {}", self.over.all().len()),
            Page::Rates => "by kind, the latest first".into(),
        }
    }

    fn shelf_note(&self) -> String {
        match self.page {
            Page::Trips => self.trips.narrowed_note(),
            Page::Over => self.over.narrowed_note(),
            Page::Rates => self.rates.narrowed_note(),
        }
    }

    fn lists(&self) -> (&'static [Column], &'static [&'static str], &'static str, &'static str) {
        match self.page {
            Page::Trips => (TRIPS, TRIP_NAMES, "No trip is under way.", "n New trip"),
            Page::Over => (TRIPS, TRIP_NAMES, "No trip is over yet.", "Left goes back to the trips"),
            Page::Rates => (RATES, RATE_NAMES, "There are no rates.", "n New rate"),
        }
    }
}

const TRIPS: &[Column] = &[
    Column::min(14).identifier().grow(2),
    Column::min(12).identifier().grow(2),
    Column::fixed(16),
    Column::fixed(9),
    Column::min(20).grow(2),
    Column::fixed(10).right().priority(1),
    Column::min(12).priority(2).grow(4),
];
const TRIP_NAMES: &[&str] = &["Who", "To", "Days", "State", "Next", "Cost", "What for"];

const RATES: &[Column] = &[
    Column::fixed(12).identifier(),
    Column::fixed(7).right(),
    Column::fixed(12).right(),
    Column::fixed(7).right(),
    Column::fixed(11),
    Column::fixed(9),
    Column::min(20).priority(1).grow(4),
];
const RATE_NAMES: &[&str] = &["For a", "A mile", "Up to", "Then", "From", "", "Where it stands"];

impl Pane for TravelPane {
    const TAB: Tab = Tab { id: "travel", number: Some('7'), letter: 'v', title: "Travel", home: false };
    const KINDS: &'static [&'static str] = &["trip", "trip_leg", "mileage_rate"];

    fn rows() -> &'static [Row<Self>] {
        super::commands::ROWS
    }

    fn new(cx: &mut Cx) -> Self {
        Self {
            page: Page::Trips,
            trips: Shelf::default(),
            over: Shelf::default(),
            rates: Shelf::default(),
            goal: Rc::default(),
            counted: (0, 0),
            today: cx.today(),
            seen: -1,
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.load(cx)
    }

    fn heading(&self) -> String {
        format!("Travel · {} · {}{}", self.page.name(), self.note(), self.shelf_note())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        let inner = panel::panel(frame, area, &format!("7 {}", self.heading()), view.focused, look);
        pen::put(frame.buffer_mut(), inner, 1, 0, &self.page.tabs(), look.theme.key);
        let (columns, names, empty, hint) = self.lists();
        let below = head(frame, pen::below(inner, 1), columns, names, look);
        let list = List { columns, empty, hint, focused: view.focused };
        let (lines, state) = match self.page {
            Page::Trips => self.trips.parts(),
            Page::Over => self.over.parts(),
            Page::Rates => self.rates.parts(),
        };
        list.draw(frame, below, lines, state, look)
    }

    fn moved(&mut self, to: Move, _cx: &mut Cx) {
        match (to, self.page) {
            (Move::Left, page) => self.page = page.turned(2),
            (Move::Right, page) => self.page = page.turned(1),
            (to, Page::Trips) => self.trips.moved(to),
            (to, Page::Over) => self.over.moved(to),
            (to, Page::Rates) => self.rates.moved(to),
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
        let today = |r: &&TripRow| r.trip.due_day() == Some(self.today);
        Counts { act_now: self.counted.1, due_today: self.trips.all().iter().filter(today).count() }
    }

    fn narrow(&mut self, typed: &str, _cx: &mut Cx) -> Result<(), Refusal> {
        match self.page {
            Page::Trips => self.trips.narrow(typed),
            Page::Over => self.over.narrow(typed),
            Page::Rates => self.rates.narrow(typed),
        }
        Ok(())
    }

    fn narrowed(&self) -> &str {
        match self.page {
            Page::Trips => self.trips.narrowed(),
            Page::Over => self.over.narrowed(),
            Page::Rates => self.rates.narrowed(),
        }
    }

    fn in_footer(&self, id: &str) -> bool {
        let of_rates = id.starts_with("travel.rate");
        let of_all = !id.starts_with("travel.rate") && !id.starts_with("travel.trip");
        of_all || of_rates == (self.page == Page::Rates)
    }
}
