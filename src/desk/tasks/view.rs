//! How tasks look: the list, worst clock first.

use chrono::{NaiveDate, NaiveDateTime};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::model::Press;
use super::repo::{self, Listed};
use crate::app::{Counts, Cx, Input, Move, Pane, Row, Shelf, Shelved, Tab, Taken, View};
use crate::desk::people::repo::Marks;
use crate::desk::team;
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::{dates, names};
use crate::ui::list::{Column, Line, List};
use crate::ui::{Look, Meaning};

/// The pane of the tasks.
pub struct TasksPane {
    pub(super) shelf: Shelf<Shown>,
    marks: Marks,
    pub(super) mine: bool,
    who: String,
}

/// A task as it is listed at a moment.
pub(super) struct Shown {
    pub listed: Listed,
    now: NaiveDateTime,
    /// Whom its patient could be taken for: `like name`, `same birth date`, or nobody.
    mark: &'static str,
    /// For whom its owner has it while they are away; empty: it is the owner's own.
    for_name: String,
}

impl Shown {
    fn press(&self) -> Press {
        self.listed.task.press(self.now)
    }

    /// Worst clock first; then priority; then the oldest.
    fn order(&self) -> (Press, NaiveDateTime, i64, String) {
        let task = &self.listed.task;
        (self.press(), task.clock().unwrap_or(NaiveDateTime::MAX), task.priority, task.created_at.clone())
    }

    /// Until when, or since when, or what state.
    fn when(&self) -> String {
        let task = &self.listed.task;
        let today = self.now.date();
        let unseen = task.is_result() && task.back_at.is_some() && task.seen_at.is_none();
        match task.state.as_str() {
            "done" | "cancelled" => task.state.clone(),
            _ if unseen => "unseen".into(),
            _ => task.clock().map_or_else(String::new, |at| clock_words(at, self.now, today)),
        }
    }
}

fn clock_words(at: NaiveDateTime, now: NaiveDateTime, today: NaiveDate) -> String {
    if at.date() == today && at > now && at.time() < chrono::NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default() {
        return dates::time(at.time());
    }
    dates::relative(today, at.date())
}

impl Shelved for Shown {
    fn id(&self) -> &str {
        &self.listed.task.id
    }

    fn line(&self) -> Line {
        let task = &self.listed.task;
        let meaning = match self.press() {
            Press::ActNow => Meaning::ActNow,
            Press::ToDo => Meaning::ToDo,
            Press::Paused => Meaning::Paused,
            Press::Done => Meaning::Done,
        };
        let left = task.checklist.iter().filter(|i| !i.done).count();
        let list = if task.checklist.is_empty() {
            String::new()
        } else {
            format!(" [{}/{}]", task.checklist.len() - left, task.checklist.len())
        };
        let on = if task.state == "waiting" { format!(" (waits on {})", task.waiting_on) } else { String::new() };
        let of = if self.for_name.is_empty() { String::new() } else { format!(" (for {})", self.for_name) };
        let title = names::marked(format!("{}{list}{on}{of}", task.title), self.mark);
        Line::new(
            task.id.clone(),
            meaning,
            [
                self.when(),
                title,
                task.owner.clone(),
                task.priority.to_string(),
                self.listed.patient().unwrap_or_default(),
                self.mark.to_owned(),
            ],
        )
    }
}

/// Without the patient, whom most titles name; `/` looks there all the same.
const COLUMNS: &[Column] =
    &[Column::fixed(9), Column::fill(1).identifier(), Column::fixed(12).priority(1), Column::fixed(1).priority(0)];

const WIDE: &[Column] = &[
    Column::fixed(9),
    Column::fill(1).identifier(),
    Column::fixed(14),
    Column::fixed(3),
    Column::fixed(32).identifier(),
    Column::fixed(15).priority(2),
];

/// From this width on the patient has a column.
const ROOMY: u16 = 130;

impl Pane for TasksPane {
    const TAB: Tab = Tab { id: "tasks", number: Some('4'), letter: 't', title: "Tasks", home: true };
    const KINDS: &'static [&'static str] = &["task"];

    fn rows() -> &'static [Row<Self>] {
        super::commands::ROWS
    }

    fn new(cx: &mut Cx) -> Self {
        Self { shelf: Shelf::default(), marks: Marks::default(), mine: false, who: cx.who.clone() }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        let all = repo::current(cx.db(), cx.today())?;
        let mine = |l: &Listed| !self.mine || l.task.owner == self.who || l.task.creator == self.who;
        self.marks.learn(cx.db(), all.iter().filter_map(|l| l.task.patient_id.as_deref()))?;
        let covered = team::repo_away::for_whom(cx.db(), "task")?;
        let shown = |listed: Listed| Shown {
            mark: self.marks.of(listed.task.patient_id.as_deref()),
            for_name: covered.get(&listed.task.id).cloned().unwrap_or_default(),
            listed,
            now: cx.now,
        };
        let mut shown: Vec<Shown> = all.into_iter().filter(mine).map(shown).collect();
        shown.sort_by_cached_key(Shown::order);
        self.shelf.fill(shown);
        Ok(())
    }

    fn heading(&self) -> String {
        let open = self.shelf.all().iter().filter(|s| !s.listed.task.is_over()).count();
        let whose = if self.mine { " · only mine, and mine with others" } else { "" };
        format!("Tasks{whose}{} · {open} to do · worst clock first", self.shelf.narrowed_note())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        let title = format!("4 {}", self.heading());
        let columns = if area.width < ROOMY { COLUMNS } else { WIDE };
        let list = List { columns, empty: "Nothing to do.", hint: "n New task", focused: view.focused };
        let (lines, state) = self.shelf.parts();
        list.draw_in_panel(frame, area, &title, lines, state, look)
    }

    fn moved(&mut self, to: Move, _cx: &mut Cx) {
        self.shelf.moved(to);
    }

    fn enter(&mut self, cx: &mut Cx) -> Done {
        super::commands::edit(self, cx)
    }

    fn show(&mut self, _kind: &str, id: &str, cx: &mut Cx) -> Done {
        self.mine = false;
        Pane::refresh(self, cx)?;
        if !self.shelf.select(id) {
            let task = cx.db().must(id)?;
            super::commands::edit_task(&task, cx);
        }
        Ok(())
    }

    fn counts(&self) -> Counts {
        let of = |press| self.shelf.all().iter().filter(|s| s.press() == press).count();
        let today =
            |s: &&Shown| s.press() == Press::ToDo && s.listed.task.clock().is_some_and(|at| at.date() <= s.now.date());
        Counts { act_now: of(Press::ActNow), due_today: self.shelf.all().iter().filter(today).count() }
    }

    fn narrow(&mut self, typed: &str, _cx: &mut Cx) -> Result<(), Refusal> {
        self.shelf.narrow(typed);
        Ok(())
    }

    fn narrowed(&self) -> &str {
        self.shelf.narrowed()
    }

    fn input(&mut self, _input: &Input, _cx: &mut Cx) -> Taken {
        Taken::No
    }
}
