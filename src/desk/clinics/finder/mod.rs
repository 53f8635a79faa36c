//! The slot finder: over anything, with a caller on the line. A wish above, the first free slots below, and every change
//! of the wish is answered within the key.

mod book;
mod draw;
mod rows;
mod told;
mod wish;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use chrono::{NaiveDate, NaiveDateTime};
use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::kit::Kit;
use super::model::Appointment;
use super::repo;
use super::repo_free::{Free, Half, Wish, free};
use crate::app::{Cx, Input, Layer, Row, Taken};
use crate::desk::diary::holidays::Holidays;
use crate::desk::people;
use crate::desk::people::Patient;
use crate::desk::people::model::banner;
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::Look;
use crate::ui::input::TextLine;
use crate::ui::list::{Line, ListState};

pub use told::Told;
use wish::Spot;

/// So many dates at first, and so many more each time.
const DATES: usize = 5;

/// What is done with the slot that is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// A date for one who has none yet.
    Book,
    /// A booked appointment is moved, with the reason.
    Move(String),
    /// A slot instead of one of a cancelled clinic.
    Instead,
}

/// What is done where no clinic will do.
pub type Otherwise = Rc<dyn Fn(&mut Cx) -> Done>;

/// Whom a slot is looked for, and why.
#[derive(Clone)]
pub struct FinderFor {
    /// The appointment: new, waiting, booked, or of a cancelled clinic.
    pub one: Appointment,
    /// What is done with the slot.
    pub deed: Deed,
    /// The query that it is tied to.
    pub query: Option<String>,
    /// A diary entry instead, where the finder was opened from a call.
    pub otherwise: Option<Otherwise>,
}

impl FinderFor {
    /// A date for an appointment that waits, or is new.
    pub fn booking(one: Appointment) -> Self {
        Self { one, deed: Deed::Book, query: None, otherwise: None }
    }

    /// Another date for a booked one.
    pub fn moving(one: Appointment, reason: &str) -> Self {
        Self { deed: Deed::Move(reason.into()), ..Self::booking(one) }
    }

    /// A date instead of that of a cancelled clinic.
    pub fn instead(one: Appointment) -> Self {
        Self { deed: Deed::Instead, ..Self::booking(one) }
    }

    /// A new appointment of a patient: a follow-up where there was one before, with the same consultant.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn patient(id: &str, cx: &Cx) -> Result<Self, Refusal> {
        let patient = people::repo::patient(cx.db(), id)?;
        let before = repo::of_patient(cx.db(), id)?;
        let last = before.iter().find(|a| a.state == "seen");
        let kind = if last.is_some() { "follow-up" } else { "new" };
        let fresh = super::acts::fresh(&patient, kind, cx.now);
        let consultant = last.or(before.first()).map(|a| a.consultant.clone()).unwrap_or_default();
        Ok(Self::booking(Appointment { consultant, ..fresh }))
    }

    /// The same, tied to a query.
    #[must_use]
    pub fn of_query(mut self, query: &str, consultant: &str) -> Self {
        self.query = Some(query.to_owned());
        if self.one.consultant.is_empty() {
            consultant.clone_into(&mut self.one.consultant);
        }
        self
    }
}

/// Opens the finder.
///
/// # Errors
/// There is no clinic yet, or the patient died.
pub fn open(whom: FinderFor, cx: &mut Cx) -> Done {
    let finder = Finder::new(whom, cx)?;
    cx.open(finder);
    Ok(())
}

/// The finder.
pub struct Finder {
    whom: FinderFor,
    patient: Patient,
    /// The name with its mark.
    name: String,
    parts: Vec<String>,
    dead: bool,
    notes: Vec<String>,
    spot: Spot,
    kind: usize,
    consultants: Vec<String>,
    consultant: usize,
    clinics: Vec<(String, String)>,
    clinic: usize,
    half: Option<Half>,
    days: TextLine,
    from: TextLine,
    away: TextLine,
    /// What the place is to have.
    place: TextLine,
    /// What of that some clinic says that it has.
    places: Vec<String>,
    fault: Option<(Spot, String)>,
    count: usize,
    every: Option<NaiveDate>,
    found: Vec<Free>,
    /// Slots that are proposed to somebody else of a cancelled clinic, by identifier.
    kept: Vec<String>,
    lines: Vec<Line>,
    state: ListState,
    holidays: Holidays,
    now: NaiveDateTime,
    /// Whose clashes were said: the slot, so that the same key again books it.
    warned: Option<String>,
    /// Offers would be lost: said once.
    leaving: bool,
    /// The appointment stands in the store already.
    is_stored: bool,
}

impl Finder {
    fn new(whom: FinderFor, cx: &Cx) -> Result<Self, Refusal> {
        let patient = people::repo::patient(cx.db(), &whom.one.patient_id)?;
        let all = repo::clinics(cx.db())?;
        if all.is_empty() {
            return Err(Refusal::rule("There is no clinic yet: make one in the clinics, then slots can be found."));
        }
        let mut consultants: Vec<String> = all.iter().map(|c| c.consultant.clone()).collect();
        consultants.sort();
        consultants.dedup();
        let shown = banner(&patient, &people::repo::practice_name(cx.db(), &patient)?, cx.now);
        let mut finder = Self {
            name: people::repo::marked_name(cx.db(), &patient)?,
            parts: shown.line,
            dead: shown.dead,
            notes: wish::notes(&patient, &whom.one, cx.today()),
            spot: Spot::List,
            kind: wish::first_kind(&whom),
            consultant: wish::place(&consultants, &whom.one.consultant),
            consultants,
            clinic: 0,
            half: None,
            days: TextLine::new(&whom.one.suits.join(", ")).hint("empty: all; mon, tue am").whole(),
            from: TextLine::new(&wish::first_day(&whom.one, cx.today())).hint("empty: from now; 16/3, +6w").whole(),
            away: TextLine::new(&super::rules_suits::spans_text(&whom.one.away)).hint("16/2-20/2, 30/3-10/4"),
            place: wish::place_line(&whom.one),
            places: wish::places(&all),
            clinics: all.into_iter().map(|c| (c.id, c.name)).collect(),
            fault: None,
            count: DATES,
            every: None,
            found: Vec::new(),
            kept: Vec::new(),
            lines: Vec::new(),
            state: ListState::default(),
            holidays: crate::desk::diary::repo::holidays(cx.db(), &cx.config.division)?,
            now: cx.now,
            warned: None,
            leaving: false,
            is_stored: cx.db().get::<Appointment>(&whom.one.id)?.is_some(),
            patient,
            whom,
        };
        finder.search(cx)?;
        Ok(finder)
    }

    /// Reads the free slots that fit the wish.
    fn search(&mut self, cx: &Cx) -> Done {
        self.now = cx.now;
        self.warned = None;
        let wish = match self.wish() {
            Ok(wish) => {
                self.kept = super::acts::proposed_to_others(cx.db(), &self.whom.one.id)?;
                // What is proposed to the others of cancelled clinics is kept for them; for everybody else it is said.
                let without = if self.whom.deed == Deed::Instead { self.kept.clone() } else { Vec::new() };
                Wish { without, ..wish }
            }
            // What is half typed leaves the slots as they are; the field says what is wrong.
            Err((spot, fault)) => {
                self.fault = Some((spot, fault));
                return Ok(());
            }
        };
        self.fault = None;
        self.found = free(cx.db(), &wish, &self.holidays, cx.now)?;
        self.lines = self.found.iter().map(|f| self.line(f)).collect();
        self.state.keep(&self.lines);
        Ok(())
    }

    fn selected(&self) -> Option<&Free> {
        self.found.get(self.state.selected())
    }

    fn again(&mut self, cx: &mut Cx) {
        if let Err(e) = self.search(cx) {
            cx.warn(e.to_string());
        }
    }

    /// More dates.
    fn more(&mut self, cx: &mut Cx) -> Done {
        let before = self.found.len();
        self.every = None;
        self.count += DATES;
        self.search(cx)?;
        if self.found.len() == before {
            return Err(Refusal::rule("There are no more free dates within a year that fit this wish."));
        }
        Ok(())
    }

    /// Every slot of the day of the selected one; again: the first of each day.
    fn every(&mut self, cx: &mut Cx) -> Done {
        let day = self.selected().map(|f| f.start.date());
        self.every = match (self.every, day) {
            (None, Some(day)) => Some(day),
            (None, None) => return Err(Refusal::rule("No slot is selected: widen the wish first.")),
            (Some(_), _) => None,
        };
        self.search(cx)
    }

    fn enter_field(&mut self, spot: Spot) -> Done {
        self.spot = spot;
        Ok(())
    }
}

impl Layer for Finder {
    const SCOPE: &'static str = "+slots";

    fn rows() -> &'static [Row<Self>] {
        rows::ROWS
    }

    fn typing(&self) -> bool {
        self.spot != Spot::List
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        match input {
            Input::Key(key) if self.spot == Spot::List => match key.code {
                KeyCode::Left | KeyCode::Right => {
                    self.turn(Spot::Kind, if key.code == KeyCode::Right { 1 } else { -1 });
                    self.again(cx);
                    Taken::Yes
                }
                KeyCode::BackTab => {
                    self.step(-1);
                    Taken::Yes
                }
                _ => {
                    self.warned = None;
                    self.state.handle(&self.lines, *key).into()
                }
            },
            Input::Key(key) => self.field_key(*key, cx),
            Input::Paste(text) => self.paste(text, cx),
            Input::Tick | Input::Resize => Taken::No,
        }
    }

    /// In a field letters are typed, and Enter goes to the slots.
    fn in_footer(&self, id: &str) -> bool {
        self.spot == Spot::List || id == "find_slot.wish"
    }

    /// From a field back to the slots; from all slots of a day back to the dates; then away.
    fn esc(&mut self, cx: &mut Cx) {
        if self.spot != Spot::List {
            self.spot = Spot::List;
        } else if self.every.take().is_some() {
            self.again(cx);
        } else if self.would_lose() && !self.leaving {
            self.leaving = true;
            cx.warn(
                "Offers were declined and are not kept yet: w keeps them on the waiting list, Esc again drops them.",
            );
        } else {
            cx.close();
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.read_again(cx)?;
        self.search(cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        self.draw_finder(frame, area, look)
    }
}

/// What the finder books with.
fn kit(cx: &Cx) -> Result<Kit, Refusal> {
    Kit::of(cx)
}
