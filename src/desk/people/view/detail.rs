//! One record in full: banner, warnings, facts, and the timeline (of a practice: its patients).

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::facts;
use crate::app::{Cx, Move, View};
use crate::desk::people::model::{Banner, Moment, banner};
use crate::desk::people::{Contact, Patient, repo};
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::dates;
use crate::ui::banner as drawn;
use crate::ui::list::{Column, Line, List, ListState, Move as Step};
use crate::ui::prose::{Para, Scroll, scroll_text};
use crate::ui::{Look, Meaning, panel, pen};
use chrono::{NaiveDate, NaiveDateTime};

/// From this width on facts and timeline stand side by side.
const WIDE: u16 = 100;
/// Of a practice only so many patients are listed.
const PATIENTS: usize = 200;

/// Whose record it is.
pub(in crate::desk::people) enum Subject {
    Patient(Box<Patient>),
    Contact(Box<Contact>),
}

/// One record in full.
pub(in crate::desk::people) struct Detail {
    pub subject: Subject,
    banner: Banner,
    facts: Vec<Para>,
    targets: Vec<(String, String)>,
    lines: Vec<Line>,
    state: ListState,
    scroll: Scroll,
    pub moments: Vec<Moment>,
}

impl Detail {
    /// Reads a record; of a merged one that into which it was merged.
    pub fn read(kind: &str, id: &str, cx: &mut Cx) -> Result<Self, Refusal> {
        let subject = match kind {
            "contact" => Subject::Contact(Box::new(repo::contact(cx.db(), id)?)),
            _ => Subject::Patient(Box::new(repo::survivor(cx.db(), repo::patient(cx.db(), id)?)?)),
        };
        let mut detail = Self {
            subject,
            banner: Banner { line: Vec::new(), second: Vec::new(), flags: Vec::new(), dead: false },
            facts: Vec::new(),
            targets: Vec::new(),
            lines: Vec::new(),
            state: ListState::default(),
            scroll: Scroll::default(),
            moments: Vec::new(),
        };
        detail.fill(cx)?;
        Ok(detail)
    }

    /// Reads the record again after something changed.
    pub fn read_again(&mut self, cx: &mut Cx) -> Done {
        self.subject = match &self.subject {
            Subject::Patient(p) => Subject::Patient(Box::new(repo::survivor(cx.db(), repo::patient(cx.db(), &p.id)?)?)),
            Subject::Contact(c) => Subject::Contact(Box::new(repo::contact(cx.db(), &c.id)?)),
        };
        self.fill(cx)
    }

    fn fill(&mut self, cx: &mut Cx) -> Done {
        match &self.subject {
            Subject::Patient(patient) => {
                let patient = patient.clone();
                self.fill_patient(&patient, cx)
            }
            Subject::Contact(contact) => {
                let contact = contact.clone();
                self.fill_contact(&contact, cx)
            }
        }
    }

    fn fill_patient(&mut self, patient: &Patient, cx: &mut Cx) -> Done {
        let db = cx.db();
        self.banner = banner(patient, &repo::practice_name(db, patient)?, cx.now);
        self.banner.flags.extend(repo::likeness(db, patient)?);
        if patient.binned_at.is_some() {
            self.banner.flags.insert(0, "This record is in the bin.".into());
        }
        self.facts = facts::of_patient(patient, db, cx.today());
        self.moments = repo::timeline(db, &patient.id)?;
        self.targets = self.moments.iter().map(|m| (m.kind.clone(), m.id.clone())).collect();
        let lines = self.moments.iter().enumerate().map(|(n, m)| moment_line(n, m, cx.now)).collect();
        self.take_lines(lines);
        Ok(())
    }

    fn fill_contact(&mut self, contact: &Contact, cx: &mut Cx) -> Done {
        self.banner = facts::contact_banner(contact);
        self.facts = facts::of_contact(contact, cx.db());
        let patients = repo::patients_of(cx.db(), &contact.id, PATIENTS)?;
        self.targets = patients.iter().map(|p| ("patient".to_owned(), p.id.clone())).collect();
        let line = |p: &Patient| {
            let born = p.born_on().map(dates::screen).unwrap_or_default();
            Line::new(p.id.clone(), Meaning::None, [born, "patient".into(), p.name(), p.nhs_shown()])
        };
        self.take_lines(patients.iter().map(line).collect());
        Ok(())
    }

    fn take_lines(&mut self, lines: Vec<Line>) {
        self.lines = lines;
        self.state.keep(&self.lines);
    }

    /// `patient` or `contact`.
    pub fn kind(&self) -> &'static str {
        if matches!(self.subject, Subject::Patient(_)) { "patient" } else { "contact" }
    }

    /// The identifier of the record.
    pub fn id(&self) -> &str {
        match &self.subject {
            Subject::Patient(p) => &p.id,
            Subject::Contact(c) => &c.id,
        }
    }

    /// The name, for headings.
    pub fn name(&self) -> String {
        match &self.subject {
            Subject::Patient(p) => p.name(),
            Subject::Contact(c) => c.name.clone(),
        }
    }

    /// All that must be seen: needs, safe contact, alerts, like-named patients.
    pub fn warnings(&self) -> &[String] {
        &self.banner.flags
    }

    pub fn heading(&self) -> String {
        let open = self.moments.iter().filter(|m| m.open).count();
        match &self.subject {
            Subject::Patient(_) => format!("patient · {open} open · newest first"),
            Subject::Contact(c) => c.kind_word().to_owned(),
        }
    }

    /// The record of the timeline that is selected: table and identifier.
    pub fn chosen(&self) -> Option<(String, String)> {
        self.targets.get(self.state.selected()).filter(|_| !self.lines.is_empty()).cloned()
    }

    pub fn moved(&mut self, to: Move) {
        let step = match to {
            Move::Up => Step::Up,
            Move::Down => Step::Down,
            Move::PageUp => Step::PageUp,
            Move::PageDown => Step::PageDown,
            Move::First => Step::Home,
            Move::Last => Step::End,
            Move::Left => return self.scroll.offset = self.scroll.offset.saturating_sub(3),
            Move::Right => return self.scroll.offset = self.scroll.offset.saturating_add(3),
            Move::Mark => return,
        };
        self.state.step(&self.lines, step);
    }

    pub fn draw(&mut self, frame: &mut Frame, area: Rect, title: &str, view: View, look: &Look) -> Option<Position> {
        let inner = panel::panel(frame, area, title, view.focused, look);
        let body = self.draw_banner(frame, inner, look);
        let (facts, list) = halves(body, self.facts.len() as u16, look.plain);
        self.draw_facts(frame, facts, look);
        self.draw_timeline(frame, list, view, look)
    }

    fn draw_banner(&self, frame: &mut Frame, area: Rect, look: &Look) -> Rect {
        let mut rest = drawn::parts(frame, area, self.banner.dead, &self.banner.line, look);
        if !self.banner.second.is_empty() {
            rest = drawn::parts(frame, rest, self.banner.dead, &self.banner.second, look);
        }
        self.draw_flags(frame, rest, look)
    }

    /// Warnings are wrapped, never cut; where the screen is too low for all, the last row says how to see them.
    fn draw_flags(&self, frame: &mut Frame, area: Rect, look: &Look) -> Rect {
        let room = usize::from(area.width.saturating_sub(2));
        let mut rows: Vec<String> =
            self.banner.flags.iter().flat_map(|f| crate::ui::width::wrap(&format!("! {f}"), room)).collect();
        let most = usize::from(area.height.saturating_sub(6));
        if rows.len() > most {
            rows.truncate(most.saturating_sub(1));
            rows.push("! There are more warnings: w shows all.".into());
        }
        for (y, row) in (0..area.height).zip(&rows) {
            pen::put(frame.buffer_mut(), area, 1, y, row, look.theme.act_now);
        }
        pen::below(area, rows.len() as u16)
    }

    fn draw_facts(&mut self, frame: &mut Frame, area: Rect, look: &Look) {
        let inner = panel::panel(frame, area, "Facts · Left and Right scroll", false, look);
        scroll_text(frame, inner, &self.facts, &mut self.scroll, look);
    }

    fn draw_timeline(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        let (title, empty) = match self.subject {
            Subject::Patient(_) => ("Timeline · Enter opens", "No call, letter, appointment or task yet."),
            Subject::Contact(_) => ("Patients registered here · Enter opens", "No patient is registered here."),
        };
        let hint = if self.kind() == "patient" { "c Call" } else { "e Edit" };
        let list = List { columns: COLUMNS, empty, hint, focused: view.focused };
        list.draw_in_panel(frame, area, title, &self.lines, &mut self.state, look)
    }
}

const COLUMNS: &[Column] =
    &[Column::fixed(17), Column::fixed(11), Column::fill(1).identifier(), Column::fixed(15).priority(1)];

/// Facts and list: side by side where it is wide, else, and for a screen reader, one above the other.
fn halves(area: Rect, facts: u16, plain: bool) -> (Rect, Rect) {
    if area.width >= WIDE && !plain {
        let left = area.width * 2 / 5;
        let facts = Rect { width: left, ..area };
        return (facts, Rect { x: area.x + left, width: area.width - left, ..area });
    }
    let high = (facts + 2).min(area.height / 2);
    (Rect { height: high, ..area }, pen::below(area, high))
}

fn moment_line(n: usize, moment: &Moment, now: NaiveDateTime) -> Line {
    let at = moment.at.parse::<NaiveDateTime>().map(dates::stamp);
    let at = at.or_else(|_| moment.at.parse::<NaiveDate>().map(dates::screen)).unwrap_or_else(|_| moment.at.clone());
    let coming = moment.at.parse::<NaiveDateTime>().is_ok_and(|at| at > now);
    let meaning = match (moment.open, moment.word.as_str()) {
        (true, "promise") if !coming => Meaning::ActNow,
        (true, _) if moment.state == "waiting" => Meaning::Paused,
        (true, _) if moment.state == "escalated" => Meaning::ActNow,
        (true, _) => Meaning::ToDo,
        (false, "diary") if coming && moment.state == "confirmed" => Meaning::ToDo,
        (false, _) => Meaning::Done,
    };
    let title = crate::text::safe::line(&moment.title).into_owned();
    let short = crate::text::safe::ellipsis(&title, 200).into_owned();
    Line::new(format!("{n}/{}", moment.id), meaning, [at, moment.word.clone(), short, moment.state.clone()])
}
