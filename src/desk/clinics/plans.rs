//! The clinics themselves: what is held when, and what may be changed from a day on.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::model::Clinic;
use super::rules_plan::slots_text;
use super::{foot, form, repo};
use crate::app::{Cx, Layer, Row, prompt};
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::{Change, Refusal};
use crate::text::{dates, when};
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, Meaning, panel, pen};

/// The list of the clinics.
pub struct PlansLayer {
    all: Vec<Clinic>,
    lines: Vec<Line>,
    state: ListState,
    today: NaiveDate,
}

/// Opens the list of the clinics.
pub(super) fn open(cx: &mut Cx) -> Done {
    let mut layer = PlansLayer { all: Vec::new(), lines: Vec::new(), state: ListState::default(), today: cx.today() };
    layer.fill(cx)?;
    cx.open(layer);
    Ok(())
}

impl PlansLayer {
    fn fill(&mut self, cx: &Cx) -> Done {
        self.today = cx.today();
        self.all = repo::clinics(cx.db())?;
        self.lines = self.all.iter().map(|c| line(c, cx)).collect();
        self.state.keep(&self.lines);
        Ok(())
    }

    fn one(&self) -> Result<Clinic, String> {
        self.all.get(self.state.selected()).cloned().ok_or_else(|| "There is no clinic yet. n makes one.".into())
    }

    fn end(&mut self, cx: &mut Cx) -> Done {
        let clinic = self.one()?;
        prompt(cx, &format!("End {}", clinic.name), &[("Last day", "")], move |answers, cx| {
            let found = when::parse(&answers[0], cx.now)?;
            let last = found.first().ok_or("Type the last day: fri, end of month, 14/3.")?.date;
            let mut after = clinic.clone();
            if let Some(plan) = after.plans.last_mut() {
                plan.until = Some(last.to_string());
                plan.check()?;
            }
            let label = format!("{} ends on {}", clinic.name, dates::screen_weekday(last));
            cx.apply(&Change::new(label.clone()).update(&clinic, &after))?;
            form::say_lost(&after, &label, cx)
        });
        Ok(())
    }

    fn bin(&mut self, cx: &mut Cx) -> Done {
        let clinic = self.one()?;
        let booked = repo::to_come_in(cx.db(), &clinic.id, cx.today())?;
        if booked > 0 {
            return Err(Refusal::rule(format!(
                "{booked} appointments are still to come in {}: cancel its sessions first, so that everybody is told.",
                clinic.name
            )));
        }
        let after = Clinic { binned_at: Some(crate::clock::stamp(cx.now)), ..clinic.clone() };
        cx.apply(&Change::new(format!("To the bin: {}", clinic.name)).update(&clinic, &after))
    }
}

fn line(clinic: &Clinic, cx: &Cx) -> Line {
    let today = cx.today();
    let plan = clinic.plan_on(today).or(clinic.plans.last());
    let slots = plan.map(|p| slots_text(&p.slots, &p.from)).unwrap_or_default();
    let note = note(clinic, today);
    let meaning = if note == "ended" { Meaning::Done } else { Meaning::None };
    let cells = [clinic.name.clone(), clinic.consultant.clone(), clinic.days_in_words(today), slots, note];
    Line::new(clinic.id.clone(), meaning, cells)
}

/// Whether it changes, ends or has ended.
fn note(clinic: &Clinic, today: NaiveDate) -> String {
    let plan = clinic.plan_on(today).or(clinic.plans.last());
    let ends = plan.and_then(|p| p.until.as_deref()).and_then(|u| u.parse().ok());
    let next = clinic.plans.iter().find(|p| p.since > today.to_string());
    match (next, ends) {
        (Some(next), _) => format!("changes on {}", next.since.parse().map(dates::screen).unwrap_or_default()),
        (None, Some(end)) if end < today => "ended".into(),
        (None, Some(end)) => format!("until {}", dates::screen(end)),
        (None, None) => String::new(),
    }
}

/// The plan as it is today, in full.
fn said(clinic: &Clinic, today: NaiveDate) -> String {
    let Some(plan) = clinic.plan_on(today).or(clinic.plans.last()) else { return String::new() };
    let limits = plan.limits.iter().map(|l| format!("{} {}", l.most, l.kind)).collect::<Vec<_>>().join(", ");
    let limits = if limits.is_empty() { String::new() } else { format!("at most {limits}") };
    let beyond = match plan.overbook {
        0 => "nobody beyond the slots".into(),
        n => format!("{n} beyond the slots"),
    };
    let place =
        [clinic.room.as_str(), &clinic.site].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
    let since = plan.since.parse().map(dates::screen).unwrap_or_default();
    let all = [
        format!("{} {}", clinic.name, clinic.code).trim().to_owned(),
        clinic.days_in_words(today),
        format!("since {since}"),
        note(clinic, today),
        slots_text(&plan.slots, &plan.from),
        limits,
        beyond,
        place,
        clinic.notes.clone(),
    ];
    all.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn some(layer: &PlansLayer, _: &Cx) -> Result<(), String> {
    layer.one().map(|_| ())
}

static ROWS: &[Row<PlansLayer>] = &[
    row!("plans.new", ["n"], "New", "Make a clinic: whose, when, which slots.", Place::Footer(1), always, |_, cx| {
        form::new_clinic(cx);
        Ok(())
    }),
    row!(
        "plans.edit",
        ["e", "enter"],
        "Edit",
        "Edit the clinic and its plan as it is now.",
        Place::Footer(2),
        some,
        |l, cx| {
            form::clinic(&l.one()?, cx);
            Ok(())
        }
    ),
    row!(
        "plans.from",
        ["v"],
        "From a day",
        "Another plan from a day on; what was before stays as it was.",
        Place::Footer(3),
        some,
        |l, cx| {
            form::clinic_from(&l.one()?, cx);
            Ok(())
        }
    ),
    row!("plans.end", ["x"], "End", "The clinic ends on a day.", Place::Footer(4), some, PlansLayer::end),
    row!("plans.bin", ["del"], "Bin", "Put the clinic into the bin.", Place::Menu, some, PlansLayer::bin),
];

const COLUMNS: &[Column] = &[
    Column::fill(2).identifier(),
    Column::fixed(14).priority(2),
    Column::fixed(22).identifier(),
    Column::fill(3).priority(1),
    Column::fixed(22).priority(3),
];

/// Where nothing is to be noted of any clinic.
const PLAIN: &[Column] = &[
    Column::min(20).identifier(),
    Column::fixed(14).priority(2),
    Column::fixed(22).identifier(),
    Column::min(16).priority(1).grow(4),
];

/// Where there is room: the slots whole.
const WIDE: &[Column] = &[
    Column::min(24).identifier(),
    Column::fixed(16),
    Column::fixed(24).identifier(),
    Column::min(70).grow(4),
    Column::fixed(22),
];

/// From this width on there is.
const ROOMY: u16 = 168;

impl Layer for PlansLayer {
    const SCOPE: &'static str = "+plans";

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
        let title = format!("Clinics and their plans · {}", self.all.len());
        let text = self.all.get(self.state.selected()).map(|c| said(c, self.today)).unwrap_or_default();
        let above = foot::draw(frame, area, &text, look);
        let inner = panel::panel(frame, above, &title, true, look);
        let noted = self.lines.iter().any(|l| l.cells.last().is_some_and(|note| !note.is_empty()));
        let columns = match (area.width, noted) {
            (ROOMY.., _) => WIDE,
            (_, true) => COLUMNS,
            (_, false) => PLAIN,
        };
        let list = List { columns, empty: "There is no clinic yet.", hint: "n New clinic", focused: true };
        list.draw(frame, inner, &self.lines, &mut self.state, look)
    }
}
