//! What a patient is booked for, shown before anything is booked anew: moved with Enter, cancelled, or a further one.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::finder::{self, FinderFor, Otherwise};
use super::kit::Kit;
use super::model::Appointment;
use super::waiting::short;
use super::{acts, reasons, repo};
use crate::app::{Cx, Layer, Row};
use crate::desk::links::Link;
use crate::desk::people;
use crate::desk::people::model::banner;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::text::dates;
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, Meaning, banner as drawn, panel, pen};

/// The reason that a move is given on the telephone.
pub const MOVED: &str = "asked for another date";

/// Whom it is about, and what hangs on it.
#[derive(Clone)]
pub struct About {
    /// The patient.
    pub patient_id: String,
    /// The query that everything is tied to.
    pub query: Option<String>,
    /// The consultant that the caller asked for.
    pub consultant: String,
    /// A diary entry instead.
    pub otherwise: Option<Otherwise>,
}

impl About {
    /// A patient, from their own record.
    pub fn patient(id: &str) -> Self {
        Self { patient_id: id.into(), query: None, consultant: String::new(), otherwise: None }
    }
}

/// What is booked is shown first; where nothing is, the finder opens.
///
/// # Errors
/// There is no clinic yet, or the record cannot be read.
pub fn open(about: About, cx: &mut Cx) -> Done {
    let booked = to_come(&about, cx)?;
    if booked.is_empty() {
        return further(&about, cx);
    }
    let patient = people::repo::patient(cx.db(), &about.patient_id)?;
    let shown = banner(&patient, "", cx.now);
    let mut layer = BookedLayer {
        about,
        name: people::repo::marked_name(cx.db(), &patient)?,
        parts: shown.line,
        dead: shown.dead,
        all: Vec::new(),
        lines: Vec::new(),
        state: ListState::default(),
    };
    layer.fill(booked, cx)?;
    cx.open(layer);
    Ok(())
}

fn to_come(about: &About, cx: &Cx) -> Result<Vec<Appointment>, Refusal> {
    let mut all = repo::of_patient(cx.db(), &about.patient_id)?;
    all.retain(|a| a.state == "waiting" || a.state == "booked" && a.day().is_some_and(|d| d >= cx.today()));
    all.sort_by(|a, b| (a.start.is_none(), &a.start).cmp(&(b.start.is_none(), &b.start)));
    Ok(all)
}

fn whom(one: FinderFor, about: &About) -> FinderFor {
    let one = match &about.query {
        Some(query) => one.of_query(query, &about.consultant),
        None => one,
    };
    FinderFor { otherwise: about.otherwise.clone(), ..one }
}

/// A date for one who has none, or a further one.
fn further(about: &About, cx: &mut Cx) -> Done {
    finder::open(whom(FinderFor::patient(&about.patient_id, cx)?, about), cx)
}

/// Moves a booked appointment, or books one that waits.
///
/// # Errors
/// It is over, or was never booked.
pub fn move_one(one: &Appointment, about: &About, cx: &mut Cx) -> Done {
    match one.state.as_str() {
        "booked" => finder::open(whom(FinderFor::moving(one.clone(), MOVED), about), cx),
        "waiting" => finder::open(whom(FinderFor::booking(one.clone()), about), cx),
        _ if one.reach == "to_reach" => finder::open(FinderFor::instead(one.clone()), cx),
        _ => Err(Refusal::rule(format!("It is {}: only what is booked can be moved.", one.state_words()))),
    }
}

/// Cancels a booked appointment with a reason from the list; its slot is offered.
///
/// # Errors
/// It is over.
pub fn cancel_one(one: &Appointment, about: &About, cx: &mut Cx) -> Done {
    if one.state != "booked" {
        return Err(Refusal::rule(format!("It is {}: only what is booked can be cancelled.", one.state_words())));
    }
    let (one, query) = (one.clone(), about.query.clone());
    let title = format!("Why is {} cancelled?", one.starts().map(dates::stamp_weekday).unwrap_or_default());
    reasons::CANCEL.ask(&title, move |reason, cx| cancelled(&one, reason, query.as_deref(), cx), cx)
}

fn cancelled(one: &Appointment, reason: &str, query: Option<&str>, cx: &mut Cx) -> Done {
    let (hospital, reason) = reasons::by_hospital(reason);
    let kit = Kit::of(cx)?;
    let mut change = acts::cancel(kit.at(cx), one, hospital, reason)?;
    if let Some(query) = query {
        change = change.insert(&Link::between(("query", query), ("appointment", &one.id), cx.now));
    }
    cx.apply(&change)?;
    short::offer_freed(one, cx)
}

/// The appointments of a patient that are still to come.
pub struct BookedLayer {
    about: About,
    name: String,
    parts: Vec<String>,
    dead: bool,
    all: Vec<Appointment>,
    lines: Vec<Line>,
    state: ListState,
}

impl BookedLayer {
    fn fill(&mut self, all: Vec<Appointment>, cx: &Cx) -> Done {
        self.lines = all.iter().map(|a| line(a, cx)).collect::<Result<_, _>>()?;
        self.all = all;
        self.state.keep(&self.lines);
        Ok(())
    }

    fn selected(&self) -> Result<&Appointment, Refusal> {
        let none = || Refusal::rule("Nothing is booked any more: n books.");
        self.all.get(self.state.selected()).ok_or_else(none)
    }
}

fn line(one: &Appointment, cx: &Cx) -> Result<Line, Refusal> {
    let clinic = match &one.session_id {
        Some(id) => repo::session(cx.db(), id, cx.today())?.name,
        None => String::new(),
    };
    let when = one.starts().map_or_else(|| "waits for a date".into(), dates::stamp_weekday);
    let breach = one.breach().map_or_else(String::new, |d| format!("breach {}", dates::screen(d)));
    let late = one.day().or(Some(cx.today())).is_some_and(|d| one.breaches(d));
    let meaning = if late { Meaning::ActNow } else { Meaning::ToDo };
    let breach = if late { format!("LATE: {breach}") } else { breach };
    Ok(Line::new(one.id.clone(), meaning, [when, clinic, one.kind.clone(), one.consultant.clone(), breach]))
}

const COLUMNS: &[Column] = &[
    Column::fixed(21).identifier(),
    Column::min(14).identifier(),
    Column::fixed(10).priority(1),
    Column::fixed(15).priority(3),
    Column::fixed(26).identifier(),
];

static ROWS: &[Row<BookedLayer>] = &[
    row!(
        "booked.move",
        ["enter"],
        "Move",
        "Look for another date for the selected one.",
        Place::Footer(1),
        |layer, cx| {
            let one = layer.selected()?.clone();
            let about = layer.about.clone();
            cx.close();
            move_one(&one, &about, cx)
        }
    ),
    row!(
        "booked.cancel",
        ["x"],
        "Cancel it",
        "Cancel the selected one, with a reason from a short list.",
        Place::Footer(2),
        |layer, cx| {
            let one = layer.selected()?.clone();
            cancel_one(&one, &layer.about.clone(), cx)
        }
    ),
    row!(
        "booked.further",
        ["n"],
        "A further one",
        "Leave these as they are and look for a further date.",
        Place::Footer(3),
        |layer, cx| {
            let about = layer.about.clone();
            cx.close();
            further(&about, cx)
        }
    ),
    row!(
        "booked.whole",
        ["v"],
        "View",
        "The whole appointment: its moves, letters and tasks.",
        Place::Footer(4),
        |layer, cx| { super::whole::open(&layer.selected()?.id.clone(), cx) }
    ),
    row!(
        "booked.entry",
        ["d"],
        "Diary entry",
        "No clinic: an entry in a diary, in your own words.",
        Place::Menu,
        |layer, cx| {
            let Some(otherwise) = layer.about.otherwise.clone() else {
                return Err(Refusal::rule("A diary entry is made from a call, or in the diary with n."));
            };
            cx.close();
            otherwise(cx)
        }
    ),
];

impl Layer for BookedLayer {
    const SCOPE: &'static str = "+booked";

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    const TYPING: bool = false;

    fn listed(&mut self) -> Option<(&Vec<Line>, &mut ListState)> {
        Some((&self.lines, &mut self.state))
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        let all = to_come(&self.about, cx)?;
        self.fill(all, cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let inner = panel::panel(frame, area, &format!("Appointments of {}", self.name), true, look);
        let rest = drawn::parts(frame, inner, self.dead, &self.parts, look);
        let list = List {
            columns: COLUMNS,
            empty: "Nothing is booked any more.",
            hint: "n books another   Esc back",
            focused: true,
        };
        list.draw_in_panel(
            frame,
            rest,
            "To come · Enter moves, x cancels, n a further one",
            &self.lines,
            &mut self.state,
            look,
        )
    }
}
