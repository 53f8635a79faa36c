//! One session: its slots as rows, free ones too, and what is done with whoever sits in them.

mod commands;
mod rows;
mod whole;

use chrono::NaiveDateTime;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::foot;
use super::model::{Appointment, Session};
use super::repo;
use super::repo_free;
use super::rules_session::{Place, Taken};
use crate::app::{Cx, Input, Layer, Row, Taken as Used};
use crate::desk::people::repo::Marks;
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::dates;
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, panel, pen};
use rows::Seat;
pub(super) use rows::meaning;

/// A session in full.
pub struct SessionLayer {
    session: Session,
    seats: Vec<Seat>,
    lines: Vec<Line>,
    state: ListState,
    marks: Marks,
    note: String,
    left: usize,
    now: NaiveDateTime,
}

/// Opens a session over whatever is on the screen.
pub fn open_session(id: &str, cx: &mut Cx) -> Done {
    let layer = SessionLayer::read(id, cx)?;
    cx.open(layer);
    Ok(())
}

/// Opens the session of an appointment, on its line; one that waits is shown in the patient's record.
pub fn open_appointment(id: &str, cx: &mut Cx) -> Done {
    let one: Appointment = cx.db().must(id)?;
    let Some(session) = &one.session_id else { return super::whole::open(id, cx) };
    let mut layer = SessionLayer::read(session, cx)?;
    layer.select(id);
    cx.open(layer);
    Ok(())
}

impl SessionLayer {
    fn read(id: &str, cx: &mut Cx) -> Result<Self, Refusal> {
        let session = repo::session(cx.db(), id, cx.today())?;
        let (seats, lines, state) = (Vec::new(), Vec::new(), ListState::default());
        let (marks, note) = (Marks::default(), String::new());
        let mut layer = Self { session, seats, lines, state, marks, note, left: 0, now: cx.now };
        layer.fill(cx)?;
        layer.select_present(cx);
        Ok(layer)
    }

    fn fill(&mut self, cx: &Cx) -> Done {
        self.now = cx.now;
        self.session = repo::session(cx.db(), &self.session.id, cx.today())?;
        let all = repo::of_session(cx.db(), &self.session.id)?;
        self.left = all.iter().filter(|a| a.reach == "to_reach").count();
        self.note = self.said(&all, cx)?;
        self.marks.learn(cx.db(), all.iter().map(|a| a.patient_id.as_str()))?;
        self.seats = rows::seats(&self.session, all, cx)?;
        self.lines = self.seats.iter().map(|s| s.line(&self.marks, cx.now)).collect();
        rows::group(&mut self.lines, &self.seats);
        self.state.keep(&self.lines);
        Ok(())
    }

    /// What stands below the title: how full, where, what stands in the way.
    fn said(&self, all: &[Appointment], cx: &Cx) -> Result<String, Refusal> {
        let session = &self.session;
        let holidays = super::given::holidays(cx)?;
        let around = repo_free::around(cx.db(), session.day())?;
        let away = repo_free::away(session, &around, &holidays).map(|w| format!("! away: {w}"));
        let holiday = holidays.on(session.day()).map(|h| format!("! bank holiday: {h}"));
        let left = (self.left > 0).then(|| format!("! {} to reach: w", self.left));
        let parts = [
            Some(session.fullness(&Taken::of(all))),
            Some(session.where_it_is()),
            Some(session.state_words()),
            Some(session.notes.clone()),
            left,
            holiday,
            away,
        ];
        Ok(parts.into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · "))
    }

    fn title(&self) -> String {
        let s = &self.session;
        format!("{} · {} {}–{} · {}", s.name, dates::screen_weekday(s.day()), s.starts, s.ends, s.consultant)
    }

    /// The row that is selected.
    fn seat(&self) -> Option<&Seat> {
        self.seats.get(self.state.selected())
    }

    /// The appointment that is selected.
    fn one(&self) -> Result<Appointment, String> {
        self.seat().and_then(|s| s.one.clone()).ok_or_else(|| "Nobody sits in this slot. n books somebody.".into())
    }

    /// The marked appointments, else the selected one.
    fn chosen(&self) -> Result<Vec<Appointment>, String> {
        let ids = self.state.chosen();
        let some: Vec<Appointment> =
            self.seats.iter().filter(|s| ids.contains(&s.id)).filter_map(|s| s.one.clone()).collect();
        if some.is_empty() { self.one().map(|o| vec![o]) } else { Ok(some) }
    }

    fn place(&self) -> Result<&Place, String> {
        self.seat().and_then(|s| s.place.as_ref()).ok_or_else(|| "No slot is selected here.".into())
    }

    fn select(&mut self, appointment: &str) {
        let at = self.seats.iter().position(|s| s.one.as_ref().is_some_and(|o| o.id == appointment));
        if let Some(at) = at {
            self.state.select(&self.lines, at);
        }
    }

    /// Today's clinic opens at the time of day.
    fn select_present(&mut self, cx: &Cx) {
        if self.session.day() == cx.today() {
            let now = dates::time(cx.now.time());
            let at = self.seats.iter().position(|s| s.ends() > now).unwrap_or(0);
            self.state.select(&self.lines, at);
        }
    }
}

const COLUMNS: &[Column] = &[
    Column::fixed(5),
    Column::fixed(9),
    Column::fill(3).identifier(),
    // Wider than it need be, so that it gives way before names are broken.
    Column::fixed(19).priority(3),
    Column::fixed(12).identifier().priority(1),
    Column::fill(2).priority(2),
    Column::fill(3).priority(1),
];

/// Where there is room: the reason whole.
const WIDE: &[Column] = &[
    Column::fixed(5),
    Column::fixed(9),
    Column::min(30).identifier(),
    Column::fixed(16),
    Column::fixed(12).identifier(),
    Column::min(36).grow(3),
    Column::min(24),
];

/// From this width on there is.
const ROOMY: u16 = 150;

impl Layer for SessionLayer {
    const SCOPE: &'static str = "+session";

    fn rows() -> &'static [Row<Self>] {
        commands::ROWS
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) -> Used {
        let Input::Key(key) = input else { return Used::No };
        if key.code == crossterm::event::KeyCode::Char(' ') {
            self.state.toggle_mark(&self.lines);
            return Used::Yes;
        }
        self.state.handle(&self.lines, *key).into()
    }

    fn esc(&mut self, cx: &mut Cx) {
        if self.state.marked.is_empty() {
            return cx.close();
        }
        self.state.marked.clear();
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        match self.fill(cx) {
            // Undone meanwhile: a session on its own that is not there any more.
            Err(_) if cx.db().get::<Session>(&self.session.id)?.is_none() && self.session.clinic_id.is_none() => {
                cx.close();
                Ok(())
            }
            other => other,
        }
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let text = self.seat().map(|s| s.foot(self.now)).unwrap_or_default();
        let above = foot::draw(frame, area, &text, look);
        let inner = panel::panel(frame, above, &self.title(), true, look);
        let rows = crate::ui::width::wrap(&self.note, usize::from(inner.width.saturating_sub(2)));
        for (y, row) in rows.iter().enumerate() {
            pen::put_short(frame.buffer_mut(), inner, (1, y as u16), inner.width, row, look.theme.heading);
        }
        let below = pen::below(inner, (rows.len() as u16).min(inner.height / 2));
        let hint = "e gives it slots   n books somebody beyond the slots";
        let columns = if area.width < ROOMY { COLUMNS } else { WIDE };
        let list = List { columns, empty: "This session has no slots.", hint, focused: true };
        list.draw(frame, below, &self.lines, &mut self.state, look)
    }
}
