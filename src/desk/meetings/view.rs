//! How the meetings look: three pages, meetings, actions and series, each a list, worst first.

use chrono::NaiveDateTime;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::repo;
use super::rows::{ActionRow, MeetingRow, SeriesRow};
use crate::app::{Counts, Cx, Move, Pane, Row, Shelf, Shelved, Tab, View};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::list::{Column, List, head};
use crate::ui::pages::Pages;
use crate::ui::{Look, Meaning, panel, pen};

/// A page of the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Meetings,
    Actions,
    Series,
}

impl Pages for Page {
    const ALL: &'static [Self] = &[Self::Meetings, Self::Actions, Self::Series];

    fn name(self) -> &'static str {
        match self {
            Self::Meetings => "Meetings",
            Self::Actions => "Actions",
            Self::Series => "Series",
        }
    }
}

impl Page {
    /// The page on which a command works; those of no page work on all.
    fn of_command(id: &str) -> Option<Self> {
        match id.strip_prefix("meetings.")?.split('_').next()? {
            "meeting" => Some(Self::Meetings),
            "action" => Some(Self::Actions),
            "series" => Some(Self::Series),
            _ => None,
        }
    }
}

/// The pane of the meetings.
pub struct MeetingsPane {
    pub(super) page: Page,
    pub(super) meetings: Shelf<MeetingRow>,
    pub(super) actions: Shelf<ActionRow>,
    pub(super) series: Shelf<SeriesRow>,
    now: NaiveDateTime,
    /// The newest change that was read.
    seen: i64,
}

/// So many meetings and actions that are not over are listed at most; the heading says where there are more.
const OPEN: usize = 1000;
/// So many that are over are listed behind those that are not.
const OVER: usize = 100;

impl MeetingsPane {
    /// Reads everything again where something was written since, or it is another day.
    fn load(&mut self, cx: &Cx) -> Result<(), Refusal> {
        let (newest, news) = repo::news(cx.db(), self.seen)?;
        if !news && self.now.date() == cx.today() {
            return Ok(());
        }
        self.seen = newest;
        self.now = cx.now;
        self.read(cx)
    }

    fn read(&mut self, cx: &Cx) -> Result<(), Refusal> {
        let (db, now, today) = (cx.db(), cx.now, cx.today());
        let mut meetings = repo::open(db, OPEN)?;
        meetings.extend(repo::over(db, OVER)?);
        let mut rows: Vec<MeetingRow> = meetings.into_iter().map(|meeting| MeetingRow { meeting, now }).collect();
        rows.sort_by_cached_key(MeetingRow::order);
        self.meetings.fill(rows);
        let mut actions = repo::open_actions(db, OPEN)?;
        actions.extend(repo::closed_actions(db, OVER)?);
        self.actions.fill(actions.into_iter().map(|logged| ActionRow { logged, today }).collect());
        let mut series = Vec::new();
        for one in repo::series(db)? {
            let next = repo::next_open(db, &one.id, &crate::clock::stamp(now))?.map(|m| m.starts());
            series.push(SeriesRow { series: one, next });
        }
        self.series.fill(series);
        Ok(())
    }

    fn note(&self) -> String {
        match self.page {
            Page::Meetings => {
                counted(self.meetings.all(), MeetingRow::meaning, "late") + &self.meetings.narrowed_note()
            }
            Page::Actions => counted(self.actions.all(), ActionRow::meaning, "overdue") + &self.actions.narrowed_note(),
            Page::Series => format!("{} in all{}", self.series.all().len(), self.series.narrowed_note()),
        }
    }

    fn lists(&self) -> (&'static [Column], &'static [&'static str], &'static str, &'static str) {
        match self.page {
            Page::Meetings => (MEETINGS, MEETING_NAMES, "No meeting is planned.", "n New meeting   Left Series"),
            Page::Actions => (
                ACTIONS,
                ACTION_NAMES,
                "No meeting has asked for anything yet.",
                "Actions are taken down in the minutes (m)",
            ),
            Page::Series => (SERIES, SERIES_NAMES, "No series of meetings yet.", "n New series"),
        }
    }
}

fn counted<T: Shelved>(all: &[T], meaning: fn(&T) -> Meaning, worst: &str) -> String {
    let of = |wanted: Meaning| all.iter().filter(|one| meaning(one) == wanted).count();
    let open = of(Meaning::ActNow) + of(Meaning::ToDo) + of(Meaning::Paused);
    let more = if open >= OPEN { format!(" (the first {OPEN})") } else { String::new() };
    let late = of(Meaning::ActNow);
    if late > 0 { format!("{late} {worst} · {open} open{more}") } else { format!("{open} open{more}") }
}

const MEETINGS: &[Column] = &[
    Column::fixed(21).identifier(),
    Column::min(18).identifier().grow(3),
    Column::fixed(18).priority(2),
    Column::min(22).priority(1).grow(2),
    Column::min(10).priority(3).grow(2),
];
const MEETING_NAMES: &[&str] = &["When", "Meeting", "State", "Next", "Where"];

const ACTIONS: &[Column] = &[
    Column::fixed(11).identifier(),
    Column::min(14).grow(1),
    Column::min(24).identifier().grow(4),
    Column::fixed(16).priority(1),
    Column::fixed(10).priority(3),
    Column::min(12).priority(2).grow(1),
];
const ACTION_NAMES: &[&str] = &["By", "Who", "What", "State", "Number", "Asked for at"];

const SERIES: &[Column] = &[
    Column::min(20).identifier().grow(3),
    Column::fixed(14),
    Column::fixed(21),
    Column::min(12).priority(1).grow(1),
    Column::fixed(6).right().priority(2),
    Column::fixed(8).priority(3),
    Column::min(10).priority(4).grow(1),
];
const SERIES_NAMES: &[&str] = &["Series", "Meets", "Next", "Chair", "People", "Backlog", "Room"];

impl Pane for MeetingsPane {
    const TAB: Tab = Tab { id: "meetings", number: Some('6'), letter: 'm', title: "Meetings", home: false };
    const KINDS: &'static [&'static str] =
        &["meeting_series", "meeting", "meeting_action", "meeting_paper", "minutes_kept"];

    fn rows() -> &'static [Row<Self>] {
        super::commands::ROWS
    }

    fn new(cx: &mut Cx) -> Self {
        Self {
            page: Page::Meetings,
            meetings: Shelf::default(),
            actions: Shelf::default(),
            series: Shelf::default(),
            now: cx.now,
            seen: -1,
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.load(cx)
    }

    fn heading(&self) -> String {
        match self.page {
            Page::Meetings => format!("Meetings · {}", self.note()),
            page => format!("Meetings · {} · {}", page.name(), self.note()),
        }
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        let inner = panel::panel(frame, area, &format!("6 {}", self.heading()), view.focused, look);
        pen::put(frame.buffer_mut(), inner, 1, 0, &self.page.tabs(), look.theme.key);
        let (columns, names, empty, hint) = self.lists();
        let below = head(frame, pen::below(inner, 1), columns, names, look);
        let list = List { columns, empty, hint, focused: view.focused };
        let (lines, state) = match self.page {
            Page::Meetings => self.meetings.parts(),
            Page::Actions => self.actions.parts(),
            Page::Series => self.series.parts(),
        };
        list.draw(frame, below, lines, state, look)
    }

    fn moved(&mut self, to: Move, _cx: &mut Cx) {
        match (to, self.page) {
            (Move::Left, page) => self.page = page.turned(2),
            (Move::Right, page) => self.page = page.turned(1),
            (to, Page::Meetings) => self.meetings.moved(to),
            (to, Page::Actions) => self.actions.moved(to),
            (to, Page::Series) => self.series.moved(to),
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
        let meetings = self.meetings.all().iter().filter(|m| m.meaning() == Meaning::ActNow).count();
        let today = self.now.date();
        let due =
            self.meetings.all().iter().filter(|m| !m.meeting.is_over() && m.meeting.clock() == Some(today)).count();
        Counts { act_now: meetings, due_today: due }
    }

    fn narrow(&mut self, typed: &str, _cx: &mut Cx) -> Result<(), Refusal> {
        match self.page {
            Page::Meetings => self.meetings.narrow(typed),
            Page::Actions => self.actions.narrow(typed),
            Page::Series => self.series.narrow(typed),
        }
        Ok(())
    }

    fn narrowed(&self) -> &str {
        match self.page {
            Page::Meetings => self.meetings.narrowed(),
            Page::Actions => self.actions.narrowed(),
            Page::Series => self.series.narrowed(),
        }
    }

    fn in_footer(&self, id: &str) -> bool {
        Page::of_command(id).is_none_or(|page| page == self.page)
    }
}
