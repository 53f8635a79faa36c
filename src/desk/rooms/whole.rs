//! A booking's own page: what is to be known of it, and what is laid on, each line with its state and its money.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::model::BookingLine;
use super::repo::{self, Booked};
use super::{acts, commands};
use crate::app::{Cx, Layer, Row, prompt};
use crate::form::FormLayer;
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::text::{dates, money};
use crate::ui::list::{Column, Line, List, ListState, head};
use crate::ui::{Look, Meaning, panel, pen, width};

/// The layer.
pub struct BookingLayer {
    id: String,
    of: Booked,
    title: String,
    /// What is to be known of it, below its title.
    said: Vec<String>,
    lines: Vec<Line>,
    state: ListState,
}

pub(super) fn open(id: &str, cx: &mut Cx) -> Done {
    let mut layer = BookingLayer {
        id: id.into(),
        of: Booked::default(),
        title: String::new(),
        said: Vec::new(),
        lines: Vec::new(),
        state: ListState::default(),
    };
    layer.fill(cx)?;
    let booking = &layer.of.booking;
    if booking.title_for(&cx.who) != booking.title && !booking.title.is_empty() {
        return Err(Refusal::rule(format!(
            "This booking is private to {}: only its time is shown.",
            booking.booked_by
        )));
    }
    cx.open(layer);
    Ok(())
}

fn day(iso: &str) -> String {
    iso.get(..10).and_then(|d| d.parse().ok()).map(dates::screen).unwrap_or_default()
}

impl BookingLayer {
    fn fill(&mut self, cx: &Cx) -> Done {
        self.of = repo::booked(cx.db(), &self.id)?;
        let b = &self.of.booking;
        let when = format!("{} {}", dates::screen_weekday(b.day()), b.times());
        self.title = format!("{} · {} · {when}", b.title, self.of.room.name);
        self.said = said(&self.of);
        let today = cx.today();
        self.lines = self.of.lines.iter().map(|l| line(l, today)).collect();
        self.state.keep(&self.lines);
        Ok(())
    }

    fn selected(&self) -> Result<BookingLine, Refusal> {
        let none = || {
            Refusal::rule("Nothing is laid on yet. n asks for something: refreshments, a projector, a parking space.")
        };
        self.of.lines.get(self.state.selected()).cloned().ok_or_else(none)
    }

    fn new_line(&mut self, cx: &mut Cx) -> Done {
        if !self.of.booking.is_live() {
            return Err(Refusal::rule(format!("It is {}: nothing is laid on for it any more.", self.of.booking.state)));
        }
        let fresh = BookingLine::new(&self.of.booking, "refreshments", "", cx.now);
        let form = FormLayer::new("What is needed", None, fresh, cx, Box::new(save));
        cx.open(form);
        Ok(())
    }

    fn edit_line(&mut self, cx: &mut Cx) -> Done {
        let line = self.selected()?;
        let form = FormLayer::new("What is needed", Some(line.clone()), line, cx, Box::new(save));
        cx.open(form);
        Ok(())
    }

    fn request(&mut self, cx: &mut Cx) -> Done {
        let change = acts::request_line(&self.selected()?)?;
        cx.apply(&change)
    }

    fn confirm(&mut self, cx: &mut Cx) -> Done {
        let line = self.selected()?;
        let change = acts::confirm_line(cx.db(), &line, "", false)?;
        cx.apply(&change)
    }

    fn refuse(&mut self, cx: &mut Cx) -> Done {
        let line = self.selected()?;
        line.refused("")?;
        prompt(cx, &format!("Refused: {}", line.what), &[("Why", "")], move |answers, cx| {
            cx.apply(&acts::refuse_line(&line, &answers[0])?)
        });
        Ok(())
    }

    fn invoice(&mut self, cx: &mut Cx) -> Done {
        let line = self.selected()?;
        acts::invoice_line(cx.db(), &line, line.pence, "-")?;
        let (pence, reference) = (money::plain(line.pence), line.reference.clone());
        let asked = [("Number of the invoice", reference.as_str()), ("Comes to, with tax", &pence)];
        prompt(cx, &format!("Invoice for {}", line.label()), &asked, move |answers, cx| {
            let change = acts::invoice_line(cx.db(), &line, money::parse(&answers[1])?, &answers[0])?;
            cx.apply(&change)
        });
        Ok(())
    }

    fn bin(&mut self, cx: &mut Cx) -> Done {
        let change = acts::bin_line(&self.selected()?, cx.now)?;
        cx.apply(&change)
    }
}

fn save(before: Option<&BookingLine>, after: &BookingLine, draft: &str, cx: &mut Cx) -> Done {
    let change = acts::write_line(cx.db(), before, after)?;
    cx.apply(&change.spends(draft))
}

fn line(l: &BookingLine, today: chrono::NaiveDate) -> Line {
    let meaning = match l.state.as_str() {
        _ if l.is_late(today) => Meaning::ActNow,
        "needed" | "refused" => Meaning::ToDo,
        "requested" => Meaning::Paused,
        "cancelled" => Meaning::Done,
        _ => Meaning::None,
    };
    let state = if l.cost_id.is_some() { "invoiced".to_owned() } else { l.state.clone() };
    let by = l.confirm_by.as_deref().filter(|_| l.is_open()).and_then(|d| d.parse().ok());
    let by = by.map_or_else(String::new, |d| dates::relative(today, d));
    let cost = if l.pence > 0 { money::show(l.pence) } else { String::new() };
    let what = if l.diets.is_empty() { l.label() } else { format!("{} ({})", l.label(), l.diets) };
    Line::new(
        l.id.clone(),
        meaning,
        [l.kind.clone(), what, l.at.clone(), state, by, l.supplier.clone(), cost, l.reference.clone()],
    )
}

fn said(of: &Booked) -> Vec<String> {
    let b = &of.booking;
    let people = if b.people > 0 { b.people.to_string() } else { String::new() };
    let who = if b.external { "people from outside come".to_owned() } else { String::new() };
    let private = if b.private { "others see the time alone".to_owned() } else { String::new() };
    let repeats = if b.repeats.is_empty() { String::new() } else { crate::desk::diary::recur::describe(&b.repeats) };
    let facts = [
        ("State", of.state_words()),
        ("Room", of.room.label()),
        ("People", people),
        ("Laid out as", b.layout.clone()),
        ("Host", b.host.clone()),
        ("For", b.booked_for.clone()),
        ("Booked by", b.booked_by.clone()),
        ("Approved by", b.approved_by.clone()),
        ("Outside", who),
        ("Private", private),
        ("Repeats", repeats),
        ("Cost", if of.cost() > 0 { money::show(of.cost()) } else { String::new() }),
        ("Committed", if of.committed() > 0 { money::show(of.committed()) } else { String::new() }),
        ("Stands in it", of.room.things.clone()),
        ("Why", b.reason.clone()),
        ("Note", b.notes.clone()),
        ("Made", day(&b.created_at)),
    ];
    let all: Vec<String> = facts.into_iter().filter(|(_, t)| !t.is_empty()).map(|(l, t)| format!("{l}: {t}")).collect();
    all.chunks(3).map(|three| three.join(" · ")).collect()
}

const COLUMNS: &[Column] = &[
    Column::fixed(12).priority(3),
    Column::min(22).identifier().grow(4),
    Column::fixed(5).priority(2),
    Column::fixed(9),
    Column::fixed(9).priority(1),
    Column::min(12).priority(4).grow(2),
    Column::fixed(9).right().priority(1),
    Column::fixed(10).priority(5),
];
const NAMES: &[&str] = &["Kind", "What", "At", "State", "By", "From whom", "Cost", "Reference"];

impl Layer for BookingLayer {
    const SCOPE: &'static str = "+booking";
    const TYPING: bool = false;

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    fn listed(&mut self) -> Option<(&Vec<Line>, &mut ListState)> {
        Some((&self.lines, &mut self.state))
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        // Where the booking was taken back, there is nothing to show.
        if self.fill(cx).is_err() {
            cx.ask(crate::app::Effect::CloseOf(Self::SCOPE));
        }
        Ok(())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let inner = panel::panel(frame, area, &self.title, true, look);
        let room = usize::from(inner.width.saturating_sub(2)).max(1);
        let mut said: Vec<String> = self.said.iter().flat_map(|text| width::wrap(text, room)).collect();
        said.truncate(usize::from(inner.height / 2));
        for (n, text) in said.iter().enumerate() {
            pen::put(frame.buffer_mut(), inner, 1, n as u16, text, look.theme.base);
        }
        let below = head(frame, pen::below(inner, said.len() as u16 + 1), COLUMNS, NAMES, look);
        let list = List {
            columns: COLUMNS,
            empty: "Nothing is laid on.",
            hint: "n Refreshments, a projector, parking …",
            focused: true,
        };
        list.draw(frame, below, &self.lines, &mut self.state, look)
    }
}

static ROWS: &[Row<BookingLayer>] = &[
    row!(
        "booking.line",
        ["n"],
        "Lay on",
        "Ask for something: refreshments, a machine, parking.",
        Place::Footer(1),
        always,
        BookingLayer::new_line
    ),
    row!(
        "booking.edit_line",
        ["enter"],
        "Edit line",
        "Edit the selected line.",
        Place::Footer(2),
        always,
        BookingLayer::edit_line
    ),
    row!(
        "booking.request",
        ["r"],
        "Asked for",
        "The selected line was asked of the supplier.",
        Place::Footer(3),
        always,
        BookingLayer::request
    ),
    row!(
        "booking.confirm",
        ["o"],
        "Confirm",
        "The supplier has confirmed it; its money is committed.",
        Place::Footer(4),
        always,
        BookingLayer::confirm
    ),
    row!("booking.refuse", ["x"], "Refused", "The supplier cannot.", Place::Footer(5), always, BookingLayer::refuse),
    row!(
        "booking.invoice",
        ["i"],
        "Invoice",
        "Take the invoice of the line: what it comes to is spent.",
        Place::Footer(6),
        always,
        BookingLayer::invoice
    ),
    row!("booking.edit", ["e"], "Edit booking", "Edit the booking itself.", Place::Footer(7), always, |layer, cx| {
        commands::edit_booking(&layer.of, cx)
    }),
    row!(
        "booking.bin_line",
        ["del"],
        "Bin line",
        "Put the selected line into the bin.",
        Place::Menu,
        always,
        BookingLayer::bin
    ),
];
