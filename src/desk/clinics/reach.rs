//! The patients of cancelled clinics who must be reached: nearest breach first, each with a slot proposed, a letter drafted
//! or a call to make; worked through with one key each.

use chrono::NaiveDateTime;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::finder::{self, FinderFor};
use super::foot;
use super::given::with_at;
use super::model::{Appointment, Session};
use super::sitting::meaning;
use super::{acts, pick, repo};
use crate::app::{Cx, Layer, Row};
use crate::desk::people::Patient;
use crate::desk::people::model::short_line;
use crate::desk::people::repo::Marks;
use crate::keys::{Done, Place, row};
use crate::store::{Change, Refusal};
use crate::text::{dates, names};
use crate::ui::list::{Column, Line, List, ListState, head};
use crate::ui::{Look, panel, pen};

/// Somebody who must be reached.
struct ToReach {
    one: Appointment,
    patient: Option<Patient>,
    mark: &'static str,
    proposed: String,
}

/// The list of those who must be reached.
pub struct ReachLayer {
    session: Option<Session>,
    all: Vec<ToReach>,
    lines: Vec<Line>,
    state: ListState,
    marks: Marks,
    now: NaiveDateTime,
}

/// Opens the list of one session, or of all.
pub(super) fn open(session: Option<&str>, cx: &mut Cx) -> Done {
    let session = session.map(|id| repo::session(cx.db(), id, cx.today())).transpose()?;
    let (state, marks) = (ListState::default(), Marks::default());
    let mut layer = ReachLayer { session, all: Vec::new(), lines: Vec::new(), state, marks, now: cx.now };
    layer.fill(cx)?;
    if layer.all.is_empty() {
        return Err(Refusal::rule("Nobody is left to be reached."));
    }
    cx.open(layer);
    Ok(())
}

impl ReachLayer {
    fn fill(&mut self, cx: &Cx) -> Done {
        let of = |a: &Appointment| self.session.as_ref().is_none_or(|s| a.session_id.as_ref() == Some(&s.id));
        let mut all = Vec::new();
        let left: Vec<Appointment> = repo::to_reach(cx.db())?.into_iter().filter(of).collect();
        self.marks.learn(cx.db(), left.iter().map(|a| a.patient_id.as_str()))?;
        for one in left {
            let patient = cx.db().get(&one.patient_id)?;
            let slot = one.proposed.as_deref().and_then(|id| repo::slot(cx.db(), id, cx.today()).ok());
            let proposed = slot.map_or_else(|| "none free: o".into(), |(s, at, _)| dates::stamp_weekday(s.moment(&at)));
            let mark = self.marks.of(Some(&one.patient_id));
            all.push(ToReach { one, patient, mark, proposed });
        }
        self.all = all;
        self.now = cx.now;
        self.lines = self.all.iter().map(|r| r.line(cx)).collect();
        self.state.keep(&self.lines);
        Ok(())
    }

    fn one(&self) -> Result<Appointment, String> {
        let found = self.all.get(self.state.selected()).map(|r| r.one.clone());
        found.ok_or_else(|| "Everybody was reached. Esc goes back.".into())
    }

    fn book(&mut self, cx: &mut Cx) -> Done {
        let one = self.one()?;
        let id = one.proposed.clone().ok_or("No slot is proposed: o chooses one.")?;
        let slot = repo::slot(cx.db(), &id, cx.today())?;
        book_into(&one, &slot.0, &slot.1, slot.2, cx)
    }

    fn other(&mut self, cx: &mut Cx) -> Done {
        finder::open(FinderFor::instead(self.one()?), cx)
    }

    fn way(&mut self, cx: &mut Cx) -> Done {
        let one = self.one()?;
        let told = if one.told == "letter" { "telephone" } else { "letter" };
        let label = with_at(cx, |at| Ok(format!("Told by {told}: {}", at.name(&one))))?;
        cx.apply(&Change::new(label).update(&one, &Appointment { told: told.into(), ..one.clone() }))
    }

    fn with_change(&mut self, cx: &mut Cx, act: fn(acts::At<'_>, &Appointment) -> Result<Change, Refusal>) -> Done {
        let one = self.one()?;
        let change = with_at(cx, |at| act(at, &one))?;
        cx.apply(&change)
    }

    fn patient(&mut self, cx: &mut Cx) -> Done {
        let one = self.one()?;
        cx.close();
        cx.show("patient", one.patient_id);
        Ok(())
    }
}

fn book_into(one: &Appointment, session: &Session, time: &str, n: usize, cx: &mut Cx) -> Done {
    let booking = with_at(cx, |at| acts::book_instead(at, one, (session, time, n)))?;
    pick::write(booking, cx)
}

impl ToReach {
    fn line(&self, cx: &Cx) -> Line {
        let one = &self.one;
        let known = self.patient.as_ref();
        let name = names::marked(known.map_or_else(|| "patient not found".into(), Patient::name), self.mark);
        let number = known.and_then(|p| p.phones.first()).map_or_else(|| "no number".into(), |p| p.number.clone());
        let safe = known.is_some_and(|p| !p.safe_note.is_empty());
        let call = if safe { format!("ring {number} (! safe-contact note: Enter)") } else { format!("ring {number}") };
        let way = if one.told == "letter" { "letter drafted".into() } else { call };
        let breach = one.breach().map_or_else(String::new, dates::screen);
        let was = one.starts().map(dates::stamp_weekday).unwrap_or_default();
        let cells = [name, was, self.proposed.clone(), breach, way, one.kind.clone()];
        Line::new(one.id.clone(), meaning(one.press(cx.now)), cells)
    }
}

impl ToReach {
    /// Who it is, what must be moved along, every number.
    fn foot(&self, now: NaiveDateTime) -> String {
        let Some(patient) = &self.patient else { return String::new() };
        let mut parts = vec![short_line(patient, now)];
        let needs: Vec<&str> = self.one.needs.iter().map(|n| n.what.as_str()).collect();
        if !needs.is_empty() {
            parts.push(format!("to be moved too: {}", needs.join(", ")));
        }
        parts.extend(self.one.breach_words(now.date()).map(|w| w.replacen("Breach", "breach", 1)));
        parts.extend(patient.phones.iter().map(|p| format!("{} {}", p.number, p.label)));
        if !patient.safe_note.is_empty() {
            parts.push(format!("! SAFE CONTACT: {}", patient.safe_note));
        }
        parts.retain(|p| !p.is_empty());
        parts.join(" · ")
    }
}

fn some(layer: &ReachLayer, _: &Cx) -> Result<(), String> {
    layer.one().map(|_| ())
}

macro_rules! on_some {
    ($id:literal, $keys:expr, $label:literal, $sentence:literal, $place:expr, $run:expr) => {
        row!($id, $keys, $label, $sentence, $place, some, $run)
    };
}

static ROWS: &[Row<ReachLayer>] = &[
    on_some!(
        "reach.book",
        ["b"],
        "Book it",
        "The patient agrees, or is told by letter: book the proposed slot; the letter is ready to go.",
        Place::Footer(1),
        ReachLayer::book
    ),
    on_some!(
        "reach.other",
        ["o"],
        "Other slot",
        "Look for another free slot; what is proposed to the others is left out.",
        Place::Footer(2),
        ReachLayer::other
    ),
    on_some!(
        "reach.letter",
        ["l"],
        "Letter or call",
        "Whether the patient is told by letter or rung up.",
        Place::Footer(3),
        ReachLayer::way
    ),
    on_some!(
        "reach.reached",
        ["r"],
        "Reached",
        "Reached, and no date taken: onto the waiting list, to be booked today.",
        Place::Footer(4),
        |l, cx| { l.with_change(cx, acts::reached) }
    ),
    on_some!(
        "reach.unreachable",
        ["u"],
        "Not reached",
        "Not to be reached now: a task goes on with it.",
        Place::Footer(5),
        |l, cx| { l.with_change(cx, acts::unreachable) }
    ),
    on_some!(
        "reach.patient",
        ["enter"],
        "Patient",
        "Open the patient's record: numbers, safe-contact note, next of kin.",
        Place::Footer(6),
        ReachLayer::patient
    ),
];

const COLUMNS: &[Column] = &[
    Column::fill(2).identifier(),
    Column::fixed(21).priority(2),
    Column::fixed(21).identifier(),
    Column::fixed(11).identifier(),
    Column::fill(2).identifier(),
    Column::fixed(9).priority(3),
];

impl Layer for ReachLayer {
    const SCOPE: &'static str = "+reach";

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    const TYPING: bool = false;

    fn listed(&mut self) -> Option<(&Vec<Line>, &mut ListState)> {
        Some((&self.lines, &mut self.state))
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.fill(cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let of = self.session.as_ref().map_or_else(
            || "all cancelled clinics".into(),
            |s| format!("{} {}", s.name, dates::screen_weekday(s.day())),
        );
        let title = format!("To reach · {} left · {of} · nearest breach first", self.all.len());
        let text = self.all.get(self.state.selected()).map(|r| r.foot(self.now)).unwrap_or_default();
        let above = foot::draw(frame, area, &text, look);
        let inner = panel::panel(frame, above, &title, true, look);
        let below = head(frame, inner, COLUMNS, &["Patient", "Was", "Proposed", "Breach", "How", "Kind"], look);
        let list = List {
            columns: COLUMNS,
            empty: "Everybody was reached, or is on a task.",
            hint: "Esc goes back",
            focused: true,
        };
        list.draw(frame, below, &self.lines, &mut self.state, look)
    }
}
