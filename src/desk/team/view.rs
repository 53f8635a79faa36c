//! How the team looks: three pages, the people, what waits with whom, and who is away.

use std::collections::HashMap;

use chrono::{Duration, NaiveDateTime};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::model::{Absence, Backlog, Member};
use super::repo;
use super::repo_away::{self, Away};
use super::repo_backlog::{self, By};
use super::rows::{AwayRow, BacklogRow, MemberRow, away_words};
use crate::app::{Counts, Cx, Move, Pane, Row, Shelf, Tab, View};
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::names::fold;
use crate::ui::list::{Column, List, head};
use crate::ui::pages::Pages;
use crate::ui::{Look, Meaning, panel, pen};

/// A page of the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    People,
    Backlog,
    Away,
}

impl Pages for Page {
    const ALL: &'static [Self] = &[Self::People, Self::Backlog, Self::Away];

    fn name(self) -> &'static str {
        match self {
            Self::People => "People",
            Self::Backlog => "Backlog",
            Self::Away => "Leave and cover",
        }
    }
}

impl Page {
    /// The page on which a command works; those of no page work on all.
    fn of_command(id: &str) -> Option<Self> {
        match id.strip_prefix("team.")?.split('_').next()? {
            "people" => Some(Self::People),
            "backlog" => Some(Self::Backlog),
            "away" => Some(Self::Away),
            _ => None,
        }
    }
}

/// The pane of the team.
pub struct TeamPane {
    pub(super) page: Page,
    pub(super) by: By,
    pub(super) people: Shelf<MemberRow>,
    pub(super) backlog: Shelf<BacklogRow>,
    pub(super) away: Shelf<AwayRow>,
    read_at: NaiveDateTime,
    /// The newest change that was read.
    seen: i64,
    /// How many are to be given their work back.
    pressing: usize,
}

/// So many days ahead leave is listed.
const AHEAD: i64 = 60;
/// So many absences that are over are listed.
const OVER: i64 = 20;

impl TeamPane {
    /// Reads again where something of it was written since, or another hour has begun.
    fn load(&mut self, cx: &Cx) -> Result<(), Refusal> {
        let (newest, news) = repo::news(cx.db(), self.seen)?;
        let hour = |at: NaiveDateTime| at.format("%Y-%m-%dT%H").to_string();
        if !news && hour(self.read_at) == hour(cx.now) {
            return Ok(());
        }
        self.seen = newest;
        self.read_at = cx.now;
        self.read(cx)
    }

    pub(super) fn read(&mut self, cx: &Cx) -> Result<(), Refusal> {
        let db = cx.db();
        let limit = cx.config.clinic_letter_days;
        let members = repo::every(db)?;
        let away = repo_away::now(db, cx.now)?;
        let waits = repo_backlog::all(db, By::Secretary, limit, cx.now)?;
        let own: HashMap<&str, &Backlog> = waits.iter().map(|b| (b.who.as_str(), b)).collect();
        let row = |member: Member| MemberRow {
            away: away.get(&fold(&member.name)).cloned(),
            backlog: own.get(member.name.as_str()).map(|b| (*b).clone()).unwrap_or_default(),
            member,
        };
        self.people.fill(members.iter().cloned().map(row).collect());
        let of = match self.by {
            By::Secretary | By::Everybody => waits.clone(),
            By::Consultant => repo_backlog::all(db, By::Consultant, limit, cx.now)?,
        };
        self.backlog.fill(backlog_rows(of, &members, self.by, &away, cx));
        self.away.fill(away_rows(cx)?);
        self.pressing = self.away.all().iter().filter(|r| r.meaning() == Meaning::ActNow).count();
        Ok(())
    }

    fn shelf_note(&self) -> String {
        match self.page {
            Page::People => self.people.narrowed_note(),
            Page::Backlog => self.backlog.narrowed_note(),
            Page::Away => self.away.narrowed_note(),
        }
    }

    fn note(&self) -> String {
        match self.page {
            Page::People => {
                let here = self.people.all().iter().filter(|r| !r.member.has_left());
                let (all, away) = (here.clone().count(), here.filter(|r| r.away.is_some()).count());
                format!("{all} of the team, {away} away")
            }
            Page::Backlog => {
                let all = self.backlog.all();
                let (items, over): (i64, i64) =
                    all.iter().fold((0, 0), |(n, o), r| (n + r.of.items(), o + r.of.over()));
                let by = if self.by == By::Secretary { "secretary" } else { "consultant" };
                format!("by {by} · {items} waiting, {over} over their limit")
            }
            Page::Away => {
                let away = self.away.all().iter().filter(|r| r.meaning() != Meaning::Done).count();
                format!("{away} away or to be")
            }
        }
    }

    fn lists(&self) -> (&'static [Column], &'static [&'static str], &'static str, &'static str) {
        match self.page {
            Page::People => (PEOPLE, PEOPLE_NAMES, "Nobody is of the team yet.", "n New member"),
            Page::Backlog => (BACKLOG, BACKLOG_NAMES, "Nothing waits with anybody.", "y By consultant"),
            Page::Away => (AWAY, AWAY_NAMES, "Nobody is away.", "n Write leave or sickness down"),
        }
    }
}

fn backlog_rows(
    mut all: Vec<Backlog>,
    members: &[Member],
    by: By,
    away: &HashMap<String, Away>,
    cx: &Cx,
) -> Vec<BacklogRow> {
    // Who has nothing stands there as well: they can take something.
    for member in members.iter().filter(|m| !m.has_left() && (m.is_author() == (by == By::Consultant))) {
        if !all.iter().any(|b| b.who == member.name) {
            all.push(Backlog { who: member.name.clone(), ..Backlog::default() });
        }
    }
    all.retain(|b| b.items() > 0 || !b.who.is_empty());
    let today = cx.today();
    all.sort_by_cached_key(|b| b.order(today));
    let most = all.iter().map(Backlog::items).max().unwrap_or(0);
    let words = |who: &str| away.get(&fold(who)).map(away_words).unwrap_or_default();
    all.into_iter().map(|of| BacklogRow { away: words(&of.who), of, today, most }).collect()
}

/// Who is away and will be, those to be given back first, and then who was.
fn away_rows(cx: &Cx) -> Result<Vec<AwayRow>, Refusal> {
    let (db, today, now) = (cx.db(), cx.today(), cx.now);
    let row = |away: Away| -> Result<AwayRow, Refusal> {
        let handed = match &away.absence {
            Some(absence) => repo_away::handed(db, &absence.id)?.len(),
            None => 0,
        };
        Ok(AwayRow { away, handed, now })
    };
    let of = |a: Absence| Away {
        member: a.member.clone(),
        why: a.word().to_owned(),
        from: a.from().date(),
        until: a.last_day(),
        entry_id: a.entry_id.clone(),
        absence: Some(a),
    };
    let late = repo_away::open(db)?.into_iter().filter(|a| a.is_due_back(now)).map(of);
    let to_come = repo_away::between(db, today, today + Duration::days(AHEAD))?;
    let known = |a: &Away| a.absence.as_ref().is_none_or(|x| !x.is_due_back(now));
    let over = repo_away::over(db, OVER)?.into_iter().map(of);
    late.chain(to_come.into_iter().filter(known)).chain(over).map(row).collect()
}

const PEOPLE: &[Column] = &[
    Column::min(18).identifier(),
    Column::fixed(12),
    Column::min(20).grow(3),
    Column::fixed(5).right(),
    Column::fixed(9).priority(1),
    Column::min(22).priority(4),
    Column::min(14).priority(2),
    Column::min(14).priority(3),
    Column::min(14).priority(5),
];
const PEOPLE_NAMES: &[&str] =
    &["Name", "Role", "Where", "Open", "Telephone", "Hours", "Types for", "Covers for", "Skills"];

const BACKLOG: &[Column] = &[
    Column::min(18).identifier(),
    Column::fixed(9).right(),
    Column::fixed(9).right(),
    Column::fixed(9).right(),
    Column::fixed(10).right().priority(2),
    Column::fixed(6).right(),
    Column::fixed(5).right().priority(4),
    Column::fixed(16).priority(1),
    Column::min(18).priority(3).grow(3),
];
const BACKLOG_NAMES: &[&str] =
    &["Whose", "Letters", "Queries", "Tasks", "To type", "Oldest", "Late", "All of it", "(n) are late; away"];

const AWAY: &[Column] = &[
    Column::min(18).identifier(),
    Column::min(12),
    Column::fixed(11),
    Column::fixed(11),
    Column::fixed(12),
    Column::fixed(6).right().priority(2),
    Column::min(18).priority(1).grow(3),
    Column::min(12).priority(3).grow(2),
];
const AWAY_NAMES: &[&str] = &["Who", "Why", "From", "Until", "State", "Handed", "Cover", "Note"];

impl Pane for TeamPane {
    const TAB: Tab = Tab { id: "team", number: None, letter: 'e', title: "Team", home: false };
    const KINDS: &'static [&'static str] = &["member", "absence", "handed"];

    fn rows() -> &'static [Row<Self>] {
        super::commands::ROWS
    }

    fn new(cx: &mut Cx) -> Self {
        Self {
            page: Page::People,
            by: By::Secretary,
            people: Shelf::default(),
            backlog: Shelf::default(),
            away: Shelf::default(),
            read_at: cx.now,
            seen: -1,
            pressing: 0,
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.load(cx)
    }

    /// While something else is on the screen only what is to be given back is counted.
    fn glance(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.pressing = repo_away::open(cx.db())?.iter().filter(|a| a.is_due_back(cx.now)).count();
        Ok(())
    }

    fn heading(&self) -> String {
        format!("Team · {} · {}{}", self.page.name(), self.note(), self.shelf_note())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        let inner = panel::panel(frame, area, &self.heading(), view.focused, look);
        pen::put(frame.buffer_mut(), inner, 1, 0, &self.page.tabs(), look.theme.key);
        let (columns, names, empty, hint) = self.lists();
        let below = head(frame, pen::below(inner, 1), columns, names, look);
        let list = List { columns, empty, hint, focused: view.focused };
        let (lines, state) = match self.page {
            Page::People => self.people.parts(),
            Page::Backlog => self.backlog.parts(),
            Page::Away => self.away.parts(),
        };
        list.draw(frame, below, lines, state, look)
    }

    fn moved(&mut self, to: Move, _cx: &mut Cx) {
        match (to, self.page) {
            (Move::Left, page) => self.page = page.turned(2),
            (Move::Right, page) => self.page = page.turned(1),
            (to, Page::People) => self.people.moved(to),
            (to, Page::Backlog) => self.backlog.moved(to),
            (to, Page::Away) => self.away.moved(to),
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
        Counts { act_now: self.pressing, due_today: 0 }
    }

    fn narrow(&mut self, typed: &str, _cx: &mut Cx) -> Result<(), Refusal> {
        match self.page {
            Page::People => self.people.narrow(typed),
            Page::Backlog => self.backlog.narrow(typed),
            Page::Away => self.away.narrow(typed),
        }
        Ok(())
    }

    fn narrowed(&self) -> &str {
        match self.page {
            Page::People => self.people.narrowed(),
            Page::Backlog => self.backlog.narrowed(),
            Page::Away => self.away.narrowed(),
        }
    }

    fn in_footer(&self, id: &str) -> bool {
        Page::of_command(id).is_none_or(|page| page == self.page)
    }
}
