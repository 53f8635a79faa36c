//! The pane of the clinics: sessions day by day from the selected day on, how full each is, and what must be dealt with.

use chrono::{Days, NaiveDate, NaiveDateTime};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::model::Session;
use super::rules_session::Taken;
use super::{given, repo, sitting};
use crate::app::{Counts, Cx, Move, Pane, Row, Shelf, Shelved, Tab, View};
use crate::desk::diary::holidays::Holidays;
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::dates;
use crate::ui::list::{Column, Line, List};
use crate::ui::{Look, Meaning};

/// How many days are listed.
pub const DAYS: u64 = 28;

/// The pane of the clinics.
pub struct ClinicsPane {
    pub(super) shelf: Shelf<Listed>,
    /// The first day that is listed.
    pub(super) first: NaiveDate,
    pub(super) goal: std::rc::Rc<std::cell::Cell<Option<NaiveDate>>>,
    to_reach: usize,
    late: usize,
    past_breach: usize,
    waiting: usize,
    clinics: usize,
}

/// A session as it is listed.
pub(super) struct Listed {
    pub session: Session,
    full: String,
    free: usize,
    left: usize,
    holiday: Option<String>,
    now: NaiveDateTime,
    first_of_day: bool,
}

impl Listed {
    fn state(&self) -> String {
        let mut parts = Vec::new();
        if self.left > 0 {
            parts.push(format!("{} to reach", self.left));
        }
        parts.push(self.session.state_words());
        parts.extend(self.holiday.iter().map(|h| format!("bank holiday: {h}")));
        parts.retain(|p| !p.is_empty());
        parts.join(" · ")
    }

    fn meaning(&self) -> Meaning {
        match self.session.state.as_str() {
            _ if self.left > 0 => Meaning::ActNow,
            "cancelled" | "closed" => Meaning::Done,
            "draft" => Meaning::Paused,
            _ if self.session.moment(&self.session.ends) < self.now => Meaning::ToDo,
            _ => Meaning::None,
        }
    }

    fn heading(&self) -> String {
        let day = self.session.day();
        let today = if day == self.now.date() { " · today" } else { "" };
        let holiday = self.holiday.as_ref().map_or_else(String::new, |h| format!(" · {h}"));
        format!("{}{today}{holiday}", dates::screen_weekday(day))
    }
}

impl Shelved for Listed {
    fn id(&self) -> &str {
        &self.session.id
    }

    fn line(&self) -> Line {
        let s = &self.session;
        let free = match self.free {
            0 if s.is_live() => "full".into(),
            0 => String::new(),
            n => format!("{n} free"),
        };
        let parts = [self.full.clone(), self.state()].into_iter().filter(|p| !p.is_empty());
        let full = parts.collect::<Vec<_>>().join(" · ");
        let times = format!("{}–{}", s.starts, s.ends);
        let cells = [times, s.name.clone(), s.consultant.clone(), free, full, s.where_it_is()];
        let line = Line::new(s.id.clone(), self.meaning(), cells);
        if self.first_of_day { line.under(self.heading()) } else { line }
    }

    fn words(&self) -> String {
        let s = &self.session;
        format!("{} {} {} {} {}", s.name, s.code, s.consultant, self.heading(), self.state())
    }
}

const COLUMNS: &[Column] = &[
    Column::fixed(11),
    Column::min(20).identifier(),
    Column::fixed(16).priority(2),
    Column::fixed(7),
    // How full it is, then the state, of which the end may be cut.
    Column::min(28).grow(3),
    Column::min(15).priority(3),
];

/// Where there is room for the state and the place whole.
const WIDE: &[Column] = &[
    Column::fixed(11),
    Column::min(24).identifier(),
    Column::fixed(16),
    Column::fixed(7),
    Column::min(50).grow(2),
    Column::min(40),
];

/// From this width on there is.
const ROOMY: u16 = 160;

impl ClinicsPane {
    /// Reads the sessions from the first day on.
    pub(super) fn load(&mut self, cx: &Cx) -> Done {
        let until = self.first.checked_add_days(Days::new(DAYS)).unwrap_or(self.first);
        let holidays = given::holidays(cx)?;
        let clinics = repo::clinics(cx.db())?;
        let mut taken = repo::taken(cx.db(), self.first, until)?;
        let reach = repo::to_reach(cx.db())?;
        let mut last = None;
        let mut listed = Vec::new();
        for session in repo::sessions_of(cx.db(), &clinics, self.first, until, cx.today())? {
            let sits = taken.remove(&session.id).unwrap_or_default();
            let left = reach.iter().filter(|a| a.session_id.as_ref() == Some(&session.id)).count();
            let first_of_day = last.replace(session.on_date.clone()).as_ref() != Some(&session.on_date);
            listed.push(listed_of(session, &sits, left, &holidays, first_of_day, cx.now));
        }
        self.shelf.fill(listed);
        self.clinics = clinics.len();
        self.count(cx, reach.len())
    }

    fn count(&mut self, cx: &Cx, to_reach: usize) -> Done {
        let waiting = repo::waiting(cx.db())?;
        let late = |a: &&super::Appointment| a.press(cx.now) == crate::desk::tasks::model::Press::ActNow;
        self.to_reach = to_reach;
        self.late = waiting.iter().filter(late).count();
        self.past_breach = waiting.iter().filter(|a| a.breaches(cx.today())).count();
        self.waiting = waiting.len();
        Ok(())
    }

    /// The selected session.
    pub(super) fn selected(&self) -> Result<&Session, String> {
        let none = if self.clinics == 0 {
            "There is no clinic yet. p lists them, n makes one."
        } else {
            "No session is selected: Down selects one, @ goes to a date."
        };
        self.shelf.selected().map(|l| &l.session).ok_or_else(|| none.into())
    }
}

fn listed_of(
    session: Session,
    taken: &Taken,
    left: usize,
    holidays: &Holidays,
    first_of_day: bool,
    now: NaiveDateTime,
) -> Listed {
    let holiday = holidays.on(session.day()).map(str::to_owned);
    Listed {
        full: if session.is_live() { session.fullness(taken) } else { String::new() },
        free: session.free(taken, None, now).len(),
        left,
        holiday,
        now,
        first_of_day,
        session,
    }
}

impl Pane for ClinicsPane {
    const TAB: Tab = Tab { id: "clinics", number: None, letter: 'c', title: "Clinics", home: false };
    const KINDS: &'static [&'static str] = &["clinic", "session", "appointment"];

    fn rows() -> &'static [Row<Self>] {
        super::commands::ROWS
    }

    fn new(cx: &mut Cx) -> Self {
        Self {
            shelf: Shelf::default(),
            first: cx.today(),
            goal: std::rc::Rc::default(),
            to_reach: 0,
            late: 0,
            past_breach: 0,
            waiting: 0,
            clinics: 0,
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        if let Some(day) = self.goal.take() {
            self.first = day;
        }
        self.load(cx)
    }

    fn glance(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        (self.to_reach, self.late) = repo::pressing(cx.db(), cx.today())?;
        Ok(())
    }

    fn heading(&self) -> String {
        let from = dates::screen_weekday(self.first);
        let mut parts = vec![format!("Clinics · {DAYS} days from {from}")];
        let counts = [
            (self.to_reach, "to reach"),
            (self.past_breach, "past breach"),
            (self.late, "to be booked now"),
            (self.waiting, "waiting"),
        ];
        for (n, what) in counts {
            if n > 0 {
                parts.push(format!("{n} {what}"));
            }
        }
        format!("{}{}", parts.join(" · "), self.shelf.narrowed_note())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        let empty = if self.clinics == 0 { "There is no clinic yet." } else { "No clinic in these days." };
        let hint = if self.clinics == 0 { "n New clinic" } else { "@ Another date   p Clinics and their plans" };
        let columns = if area.width < ROOMY { COLUMNS } else { WIDE };
        let list = List { columns, empty, hint, focused: view.focused };
        let title = self.heading();
        let (lines, state) = self.shelf.parts();
        list.draw_in_panel(frame, area, &title, lines, state, look)
    }

    fn moved(&mut self, to: Move, cx: &mut Cx) {
        let by = match to {
            Move::Left => -7,
            Move::Right => 7,
            other => return self.shelf.moved(other),
        };
        self.first = self.first.checked_add_signed(chrono::Duration::days(by)).unwrap_or(self.first);
        if let Err(e) = self.load(cx) {
            cx.warn(e.to_string());
        }
    }

    fn enter(&mut self, cx: &mut Cx) -> Done {
        let id = self.selected()?.id.clone();
        sitting::open_session(&id, cx)
    }

    fn show(&mut self, kind: &str, id: &str, cx: &mut Cx) -> Done {
        match kind {
            "session" => {
                self.first = repo::session(cx.db(), id, cx.today())?.day();
                self.load(cx)?;
                sitting::open_session(id, cx)
            }
            "appointment" => sitting::open_appointment(id, cx),
            _ => {
                super::form::clinic(&cx.db().must(id)?, cx);
                Ok(())
            }
        }
    }

    fn counts(&self) -> Counts {
        Counts { act_now: self.to_reach + self.late, due_today: 0 }
    }

    fn narrow(&mut self, typed: &str, _cx: &mut Cx) -> Result<(), Refusal> {
        self.shelf.narrow(typed);
        Ok(())
    }

    fn narrowed(&self) -> &str {
        self.shelf.narrowed()
    }
}
