//! The page of a trip: what is to be known of it, what does not fit, its legs, what it costs, its documents.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::acts;
use super::commands::{by, legs, papers, steps, trips};
use super::model::{Leg, Trip, length_words, shown_miles, zones};
use super::repo::{self, Priced};
use crate::app::{Cx, Layer, Row};
use crate::desk::office::repo as office;
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::text::{dates, money};
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, Meaning, panel, pen, width};

/// The layer.
pub struct TripLayer {
    id: String,
    trip: Trip,
    title: String,
    /// What is to be known of it, below its title.
    said: Vec<String>,
    lines: Vec<Line>,
    state: ListState,
}

/// The page of a trip, with this leg selected.
pub(super) fn open(id: &str, leg: Option<&str>, cx: &mut Cx) -> Done {
    let mut layer = TripLayer {
        id: id.into(),
        trip: cx.db().must(id)?,
        title: String::new(),
        said: Vec::new(),
        lines: Vec::new(),
        state: ListState::default(),
    };
    layer.fill(cx)?;
    if let Some(leg) = leg {
        layer.state.select_id(&layer.lines, &leg_key(leg));
    }
    cx.open(layer);
    Ok(())
}

fn leg_key(id: &str) -> String {
    format!("0 trip_leg/{id}")
}

/// Lines of one kind, with a heading above the first.
fn group(all: &mut Vec<Line>, heading: &str, lines: impl Iterator<Item = Line>) {
    for (n, one) in lines.enumerate() {
        all.push(if n == 0 { one.under(heading) } else { one });
    }
}

fn day(iso: &str) -> String {
    iso.get(..10).and_then(|d| d.parse().ok()).map(dates::screen).unwrap_or_default()
}

impl TripLayer {
    fn fill(&mut self, cx: &Cx) -> Done {
        self.trip = cx.db().must(&self.id)?;
        let priced = repo::priced(cx.db(), &self.trip)?;
        let legs: Vec<Leg> = priced.iter().map(|p| p.leg.clone()).collect();
        self.title = format!("{} · {} · {}", self.trip.label(), self.trip.days(), self.trip.state);
        let mut all = Vec::new();
        group(&mut all, "Legs", priced.iter().map(leg_line));
        let misfits = acts::misfits(cx.db(), &self.trip, &legs, by(cx))?;
        let troubles = misfits.iter().enumerate().map(|(n, t)| {
            let cells = [t.kind.to_owned(), t.words.clone(), String::new(), String::new()];
            Line::new(format!("{n} {}", t.opens), Meaning::ToDo, cells)
        });
        group(&mut all, &format!("What does not fit ({})", misfits.len()), troubles);
        self.said = said(&self.trip, &priced, misfits.len(), cx);
        let costs = repo::costs(cx.db(), &self.id)?;
        let spent = costs.iter().map(|c| {
            let cells = [day(&c.on_day), c.what.clone(), c.reference.clone(), money::show(c.pence)];
            Line::new(format!("0 budget_line/{}", c.budget_id), Meaning::None, cells)
        });
        group(&mut all, "Spent on the budget", spent);
        let files = self.trip.kept_files.iter().map(|f| {
            let cells = [day(&f.added_at), f.name.clone(), format!("{} kB", f.bytes.div_ceil(1024)), String::new()];
            Line::new(format!("0 file/{}", f.file), Meaning::None, cells)
        });
        group(&mut all, "Documents", files);
        self.lines = all;
        self.state.keep(&self.lines);
        Ok(())
    }

    /// What the selected line opens: kind and identifier.
    fn target(&self) -> Option<(&str, &str)> {
        let line = self.lines.get(self.state.selected())?;
        let opens = line.id.split_once(' ').map_or("", |(_, rest)| rest);
        opens.split_once('/')
    }

    fn leg(&self, cx: &Cx) -> Result<Leg, Refusal> {
        match self.target() {
            Some(("trip_leg", id)) => cx.db().must(id),
            _ => Err(Refusal::rule("No leg is selected: the arrows go to one, n makes one.")),
        }
    }

    fn go(&mut self, cx: &mut Cx) -> Done {
        match self.target() {
            Some(("trip_leg", _)) => legs::edit(&self.leg(cx)?, cx),
            Some(("file", file)) => super::files::open(&self.trip, file, cx),
            Some((kind, id)) => {
                let (kind, id) = (kind.to_owned(), id.to_owned());
                cx.close();
                cx.show(kind, id);
                Ok(())
            }
            None => Err(Refusal::rule("Nothing is behind this line. n adds a leg.")),
        }
    }

    fn edit(&mut self, cx: &mut Cx) -> Done {
        match self.target() {
            Some(("trip_leg", _)) => legs::edit(&self.leg(cx)?, cx),
            _ => trips::edit(&self.trip, cx),
        }
    }

    fn bin(&mut self, cx: &mut Cx) -> Done {
        match self.target() {
            Some(("file", file)) => super::files::remove(&self.trip, file, cx),
            _ => legs::bin(&self.leg(cx)?, cx),
        }
    }
}

/// A leg in the list: when it leaves, what and where it is, its booking, what it costs.
fn leg_line(one: &Priced) -> Line {
    let leg = &one.leg;
    let at = leg.leaves();
    let there = leg.comes();
    let mut when = format!("{} {}", at.format("%a %d-%b"), dates::time(at.time()));
    let mut what = leg.label();
    if leg.kind == "hotel" {
        let nights = leg.nights();
        what = format!("{what} · {nights} {}", if nights == 1 { "night" } else { "nights" });
    } else if leg.moves() {
        let next = if there.date() == at.date() { String::new() } else { format!("{} ", there.format("%a")) };
        when = format!("{when}–{next}{}", dates::time(there.time()));
        what = format!("{what} · {}", length_words(leg.length()));
        if !leg.is_in_one_zone() {
            what = format!("{what}, {} there", zones::offset(&leg.to_zone, leg.comes_utc()));
        }
    }
    let wants = matches!(leg.kind.as_str(), "train" | "flight" | "hotel");
    let booked = match (leg.is_booked, leg.reference.is_empty()) {
        (true, false) => leg.reference.clone(),
        (true, true) => "booked".into(),
        (false, _) if wants => "not booked".into(),
        _ => String::new(),
    };
    let mut cost = if one.pence() == 0 { String::new() } else { money::show(one.pence()) };
    if leg.is_mileage() {
        what = format!("{what} · {} miles", shown_miles(leg.miles10));
    }
    if !one.fault.is_empty() {
        cost = "no rate".into();
    }
    let meaning = if wants && !leg.is_booked { Meaning::ToDo } else { Meaning::None };
    Line::new(leg_key(&leg.id), meaning, [when, what, booked, cost])
}

/// What is to be known of a trip.
fn said(trip: &Trip, priced: &[Priced], misfits: usize, cx: &Cx) -> Vec<String> {
    let line = |id: &String| {
        office::budgeted(cx.db(), id).map(|b| format!("{} {}", b.centre.code, b.line.label())).unwrap_or_default()
    };
    let on = |day: &Option<String>| day.as_deref().map(self::day).unwrap_or_default();
    let fits = match misfits {
        0 => String::new(),
        1 => "1 thing does not fit: it stands below the legs".to_owned(),
        n => format!("{n} things do not fit: they stand below the legs"),
    };
    let approval = match &trip.approved_on {
        Some(_) => format!("{}, {}", trip.approved_by, on(&trip.approved_on)),
        None if trip.approver.is_empty() => String::new(),
        None => format!("asked of {}", trip.approver),
    };
    let facts = [
        ("What for", trip.purpose.clone()),
        ("From", trip.from_place.clone()),
        ("Next", if trip.is_over() { String::new() } else { trip.next_words(cx.today()) }),
        ("Look at", fits),
        ("Costs", costs_said(trip, priced)),
        ("Paid from", trip.budget_id.as_ref().map_or_else(|| "no line of the budget".into(), line)),
        ("Approved", approval),
        ("Passport, visa", trip.visa.clone()),
        ("Risk", trip.risk.clone()),
        ("Needs", trip.diet.clone()),
        ("To bring", trip.bring.clone()),
        ("Claim", claim_said(trip)),
        ("Why", trip.reason.clone()),
        ("Note", trip.notes.clone()),
    ];
    facts.into_iter().filter(|(_, t)| !t.is_empty()).map(|(l, t)| format!("{l}: {t}")).collect()
}

/// What it was thought to cost, what it comes to, and who paid.
fn costs_said(trip: &Trip, priced: &[Priced]) -> String {
    let (own, paid) = repo::sums(priced);
    let differs = own + paid - trip.estimate;
    let word = match differs {
        0 => "as thought".to_owned(),
        n if n > 0 => format!("{} more than thought", money::show(n)),
        n => format!("{} less than thought", money::show(-n)),
    };
    let committed =
        if trip.committed > 0 { format!(" · {} committed", money::show(trip.committed)) } else { String::new() };
    format!(
        "thought {} · legs come to {} ({word}) · traveller {} · department {}{committed}",
        money::show(trip.estimate),
        money::show(own + paid),
        money::show(own),
        money::show(paid)
    )
}

fn claim_said(trip: &Trip) -> String {
    let Some(on) = trip.claimed_on.as_deref() else { return String::new() };
    let paid = trip.paid_on.as_deref().map(|d| format!(" · paid {} on {}", money::show(trip.paid), day(d)));
    let paid = paid.unwrap_or_default();
    format!("{} for {} on {}{paid}", trip.claim_number, money::show(trip.claimed), day(on))
}

const COLUMNS: &[Column] = &[
    Column::fixed(26).priority(1),
    Column::min(28).identifier().grow(5),
    Column::min(11).priority(2).grow(1),
    Column::fixed(10).right(),
];

impl Layer for TripLayer {
    const SCOPE: &'static str = "+trip";
    const TYPING: bool = false;

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    fn listed(&mut self) -> Option<(&Vec<Line>, &mut ListState)> {
        Some((&self.lines, &mut self.state))
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.fill(cx)
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
        let below = pen::below(inner, said.len() as u16);
        let list = List { columns: COLUMNS, empty: "No leg yet.", hint: "n New leg", focused: true };
        list.draw(frame, below, &self.lines, &mut self.state, look)
    }
}

/// A command that does something to the trip.
macro_rules! step_row {
    ($id:literal, $keys:expr, $label:literal, $words:literal, $place:expr, $run:path) => {
        row!($id, $keys, $label, $words, $place, always, |layer, cx| $run(&layer.trip.clone(), cx))
    };
}

static ROWS: &[Row<TripLayer>] = &[
    row!(
        "trip.open",
        ["enter"],
        "Open",
        "Open the selected leg, or what is behind the line: the entry in the way, the budget, the document.",
        Place::Footer(1),
        always,
        TripLayer::go
    ),
    step_row!(
        "trip.new",
        ["n"],
        "New leg",
        "Add a leg: train, flight, taxi, car, hotel, meal.",
        Place::Footer(2),
        legs::new
    ),
    row!(
        "trip.edit",
        ["e"],
        "Edit",
        "Edit the leg that is selected, else the trip.",
        Place::Menu,
        always,
        TripLayer::edit
    ),
    step_row!("trip.whole", ["w"], "Edit the trip", "Edit the trip itself.", Place::Footer(3), trips::edit),
    row!(
        "trip.book_leg",
        ["r"],
        "Leg booked",
        "The selected leg is booked under a reference; again: it is not any more.",
        Place::Footer(4),
        always,
        |layer, cx| legs::book(&layer.leg(cx)?, cx)
    ),
    row!(
        "trip.bin",
        ["del"],
        "Bin",
        "Put the selected leg into the bin, or take the selected document away.",
        Place::Menu,
        always,
        TripLayer::bin
    ),
    step_row!(
        "trip.take_out",
        [],
        "Leg out of the bin",
        "Take a leg of this trip out of the bin.",
        Place::Menu,
        legs::take_out
    ),
    step_row!(
        "trip.file",
        ["o"],
        "Add a document",
        "Keep a file with the trip: a ticket, a visa.",
        Place::Menu,
        super::files::add
    ),
    step_row!(
        "trip.itinerary",
        ["i"],
        "Itinerary",
        "The itinerary as one page, e-mail draft or calendar file.",
        Place::Footer(4),
        papers::itinerary
    ),
    step_row!(
        "trip.sheet",
        ["s"],
        "Claim sheet",
        "The claim as a page to be signed, or as a table.",
        Place::Menu,
        papers::claim_sheet
    ),
    step_row!(
        "trip.approve",
        ["a"],
        "Approve",
        "Record who approved it: the estimate is committed.",
        Place::Footer(5),
        steps::approve
    ),
    step_row!("trip.book", ["b"], "Booked", "All of the trip is booked.", Place::Footer(6), steps::book),
    step_row!("trip.travelled", ["t"], "Travelled", "The traveller is back.", Place::Footer(7), steps::travelled),
    step_row!(
        "trip.claim",
        ["m"],
        "Claim",
        "The claim is handed in: what the trip came to is spent.",
        Place::Footer(8),
        steps::claim
    ),
    step_row!(
        "trip.close",
        ["d"],
        "Paid, close",
        "The traveller was paid, and the trip is closed.",
        Place::Footer(9),
        steps::close
    ),
    step_row!("trip.cancel", ["x"], "Cancel", "Cancel the trip, or refuse it.", Place::Menu, steps::give_up),
    step_row!("trip.back", ["u"], "A step back", "Take the last step of the trip back.", Place::Menu, steps::back),
];
