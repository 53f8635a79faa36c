//! How the inbox looks: the list, worst clock first, and one query in full.

use chrono::{Duration, NaiveDateTime};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::detail::Detail;
use super::model::{Clock, Press, SAME_MATTER_DAYS};
use super::repo::{self, Listed};
use super::{Query, commands};
use crate::app::{Counts, Cx, Input, Move, Pane, Row, Shelf, Shelved, Tab, Taken, View};
use crate::desk::incoming;
use crate::desk::people::repo::Marks;
use crate::desk::team;
use crate::desk::watch::Watch;
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::{dates, names};
use crate::ui::list::{Column, Line, List};
use crate::ui::{Look, Meaning};

/// What the list shows; whatever is left out is said in its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    /// Everything open, and what was closed today.
    Open,
    /// Only what is mine.
    Mine,
    /// What was closed in the last days as well.
    Closed,
}

/// The pane of the queries.
pub struct InboxPane {
    shelf: Shelf<Shown>,
    marks: Marks,
    pub(super) filter: Filter,
    detail: Option<Detail>,
    /// The folder that post comes into.
    watch: Watch,
    who: String,
}

/// A query as it is listed at a moment.
pub(super) struct Shown {
    listed: Listed,
    now: NaiveDateTime,
    /// Whom its patient could be taken for: `like name`, `same birth date`, or nobody.
    mark: &'static str,
    /// For whom its owner has it while they are away; empty: it is the owner's own.
    for_name: String,
}

impl Shown {
    /// What it is about; first for whom its owner has it.
    fn gist(&self) -> String {
        let gist = self.listed.query.gist();
        if self.for_name.is_empty() { gist } else { format!("for {}: {gist}", self.for_name) }
    }

    fn press(&self) -> Press {
        self.listed.query.press(self.now)
    }

    /// The time it came, or what it is promised or chased by.
    fn when(&self) -> String {
        let today = self.now.date();
        let query = &self.listed.query;
        let short = |at: NaiveDateTime| {
            if at.date() == today { dates::time(at.time()) } else { dates::relative(today, at.date()) }
        };
        match query.clock() {
            _ if query.is_over() => "closed".into(),
            Clock::Chase(on) if on == today => "today".into(),
            Clock::Alarm(_) | Clock::Age(_) => short(query.received()),
            clock => short(clock.at()),
        }
    }
}

/// The sign of how pressing a query is.
pub(super) fn meaning(press: Press) -> Meaning {
    match press {
        Press::ActNow => Meaning::ActNow,
        Press::ToDo => Meaning::ToDo,
        Press::Paused => Meaning::Paused,
        Press::Done => Meaning::Done,
    }
}

impl Shelved for Shown {
    fn id(&self) -> &str {
        &self.listed.query.id
    }

    fn line(&self) -> Line {
        let query = &self.listed.query;
        let age = if query.is_over() { String::new() } else { dates::ago(self.now, query.received()) };
        Line::new(
            query.id.clone(),
            meaning(self.press()),
            [
                self.when(),
                names::marked(self.listed.name(), self.mark),
                self.gist(),
                age,
                query.owner.clone(),
                self.mark.to_owned(),
            ],
        )
    }
}

const COLUMNS: &[Column] = &[
    Column::fixed(7),
    Column::min(20).identifier(),
    Column::min(14).grow(3).priority(1),
    Column::fixed(6).right().priority(2),
    Column::fixed(14).priority(3),
];

/// With whom the patient could be taken for.
const WIDE: &[Column] = &[
    Column::fixed(7),
    Column::min(28).identifier().grow(0),
    Column::min(40).grow(5),
    Column::fixed(6).right(),
    Column::fixed(14),
    Column::fixed(15),
];

/// From this width on there is room for that.
const ROOMY: u16 = 140;

impl InboxPane {
    /// The query that is open, or else the selected one.
    pub(super) fn query(&self) -> Option<Query> {
        let open = self.detail.as_ref().map(|d| d.listed.query.clone());
        open.or_else(|| self.shelf.selected().map(|s| s.listed.query.clone()))
    }

    /// The query that is open, or else those that are marked, or else the selected one.
    pub(super) fn chosen(&self) -> Vec<Query> {
        if let Some(detail) = &self.detail {
            return vec![detail.listed.query.clone()];
        }
        self.shelf.chosen().into_iter().map(|s| s.listed.query.clone()).collect()
    }

    /// What was marked has been dealt with.
    pub(super) fn dealt_with(&mut self) {
        self.shelf.unmark();
    }

    fn open(&mut self, id: &str, cx: &mut Cx) -> Done {
        let Some(listed) = repo::one(cx.db(), id, cx.now)? else {
            return Err(Refusal::rule("This query is not there any more; Ctrl-Z may bring it back."));
        };
        if listed.query.draft {
            return commands::edit(&listed.query, cx);
        }
        cx.viewed("query", id, &format!("Opened the query of {}", listed.name()))?;
        self.detail = Some(Detail::read(listed, cx)?);
        Ok(())
    }
}

impl Pane for InboxPane {
    const TAB: Tab = Tab { id: "inbox", number: Some('2'), letter: 'i', title: "Inbox", home: true };
    const KINDS: &'static [&'static str] = &["query"];

    fn rows() -> &'static [Row<Self>] {
        commands::ROWS
    }

    fn new(cx: &mut Cx) -> Self {
        Self {
            shelf: Shelf::default(),
            marks: Marks::default(),
            filter: Filter::Open,
            detail: None,
            watch: Watch::default(),
            who: cx.who.clone(),
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        let days = if self.filter == Filter::Closed { SAME_MATTER_DAYS } else { 0 };
        let all = repo::current(cx.db(), cx.now, cx.today() - Duration::days(days))?;
        let mine = |l: &Listed| self.filter != Filter::Mine || l.query.owner == self.who;
        self.marks.learn(cx.db(), all.iter().filter_map(|l| l.query.patient_id.as_deref()))?;
        let covered = team::repo_away::for_whom(cx.db(), "query")?;
        let shown = |listed: Listed| Shown {
            mark: self.marks.of(listed.query.patient_id.as_deref()),
            for_name: covered.get(&listed.query.id).cloned().unwrap_or_default(),
            listed,
            now: cx.now,
        };
        self.shelf.fill(all.into_iter().filter(mine).map(shown).collect());
        if let Some(open) = self.detail.take() {
            let again = repo::one(cx.db(), &open.listed.query.id, cx.now)?;
            let there = again.filter(|l| l.query.binned_at.is_none());
            self.detail = there.map(|l| open.again(l, cx)).transpose()?;
        }
        Ok(())
    }

    fn heading(&self) -> String {
        let open = self.shelf.all().iter().filter(|s| !s.listed.query.is_over()).count();
        let filter = match self.filter {
            Filter::Open => "",
            Filter::Mine => " · only mine",
            Filter::Closed => " · with those closed in the last 14 days",
        };
        format!("Inbox{filter}{} · {open} open · worst clock first", self.shelf.narrowed_note())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        if let Some(detail) = self.detail.as_mut().filter(|_| view.full) {
            return detail.draw(frame, area, view.focused, look);
        }
        let title = format!("2 {}", self.heading());
        let columns = if area.width < ROOMY { COLUMNS } else { WIDE };
        let list = List { columns, empty: "No open queries.", hint: "c Call", focused: view.focused };
        let (lines, state) = self.shelf.parts();
        list.draw_in_panel(frame, area, &title, lines, state, look)
    }

    fn moved(&mut self, to: Move, _cx: &mut Cx) {
        match &mut self.detail {
            Some(detail) => detail.moved(to),
            None => self.shelf.moved(to),
        }
    }

    fn enter(&mut self, cx: &mut Cx) -> Done {
        if let Some(detail) = &self.detail {
            return detail.enter(cx);
        }
        let Some(id) = self.shelf.selected().map(|s| s.listed.query.id.clone()) else {
            return Err(Refusal::rule("There is no query here. c takes a call."));
        };
        self.open(&id, cx)
    }

    fn show(&mut self, _kind: &str, id: &str, cx: &mut Cx) -> Done {
        self.filter = Filter::Open;
        self.detail = None;
        Pane::refresh(self, cx)?;
        self.shelf.select(id);
        self.open(id, cx)
    }

    fn counts(&self) -> Counts {
        let all = self.shelf.all();
        let today = |s: &&Shown| s.press() == Press::ToDo && s.listed.query.clock() == Clock::Chase(s.now.date());
        Counts {
            act_now: all.iter().filter(|s| s.press() == Press::ActNow).count(),
            due_today: all.iter().filter(today).count(),
        }
    }

    fn narrow(&mut self, typed: &str, _cx: &mut Cx) -> Result<(), Refusal> {
        self.detail = None;
        self.shelf.narrow(typed);
        Ok(())
    }

    fn narrowed(&self) -> &str {
        self.shelf.narrowed()
    }

    fn back(&mut self, _cx: &mut Cx) -> bool {
        self.detail.take().is_some()
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        if *input == Input::Tick
            && let Err(e) = incoming::watch::tick(&mut self.watch, cx)
        {
            cx.warn(e.to_string());
        }
        Taken::No
    }
}
