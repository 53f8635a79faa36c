//! How People looks: a list that is narrowed from the database, and one record in full.

mod detail;
mod facts;

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::repo::{self, Person};
use crate::app::{Cx, Input, Move, Pane, Row, Shelf, Shelved, Tab, Taken, View};
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::{dates, names, nhs};
use crate::ui::list::{Column, Line, List};
use crate::ui::{Look, Meaning, panel, pen};

pub(super) use detail::{Detail, Subject};

/// Of a large desk only so many are read.
pub(super) const SHOWN: usize = 200;

/// The pane of the people.
pub struct PeoplePane {
    pub(super) shelf: Shelf<Shown>,
    pub(super) which: Which,
    /// Records that were opened one from another; the last is on the screen.
    pub(super) open: Vec<Detail>,
    marked: BTreeSet<String>,
    typed: String,
    total: (i64, i64),
    seen: Option<i64>,
}

/// Who is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    All,
    Patients,
    Contacts,
}

/// A person as listed.
pub(super) struct Shown {
    pub person: Person,
    mark: &'static str,
}

impl Shown {
    /// `SURNAME, Forename (Title)`, or the name of a contact.
    pub fn name(&self) -> String {
        name_of(&self.person)
    }
}

fn name_of(person: &Person) -> String {
    if person.kind == "patient" {
        names::display(&person.surname, &person.forename, &person.title)
    } else {
        person.name.clone()
    }
}

fn day(iso: Option<&str>) -> Option<String> {
    Some(dates::screen(iso?.parse().ok()?))
}

impl Shelved for Shown {
    fn id(&self) -> &str {
        &self.person.id
    }

    fn line(&self) -> Line {
        let person = &self.person;
        let patient = person.kind == "patient";
        let ended = day(person.ended.as_deref());
        let (mark, what, number) = if patient {
            let mark = if self.mark.is_empty() { String::new() } else { format!("{} {}", names::LIKE, self.mark) };
            let mark = ended.map_or(mark, |on| format!("DIED {on}"));
            let born = day(person.born.as_deref()).unwrap_or_else(|| "born ?".into());
            (mark, born, person.number.as_deref().map(nhs::show).unwrap_or_default())
        } else {
            let mark = ended.map_or_else(String::new, |on| format!("closed {on}"));
            let kind = if person.part == "gp" { "GP".to_owned() } else { person.part.clone() };
            (mark, kind, person.number.clone().unwrap_or_default())
        };
        let other = person.other.clone().filter(|o| *o != person.name).unwrap_or_default();
        Line::new(person.id.clone(), Meaning::None, [self.name(), what, number, mark, other, person.postcode.clone()])
    }
}

const COLUMNS: &[Column] = &[
    Column::fill(3).identifier(),
    Column::fixed(11),
    Column::fixed(12),
    Column::fixed(18).priority(1),
    Column::fill(1).priority(2),
    Column::fixed(8).priority(3),
];

/// On a narrow screen the name has the room; the mark of those who are alike stays.
const NARROW: &[Column] =
    &[Column::fill(1).identifier(), Column::fixed(11), Column::fixed(12), Column::fixed(17).priority(1)];

/// From this width on there is room for everything.
const WIDE: u16 = 100;

impl PeoplePane {
    /// The record that is open, or else nothing.
    pub(super) fn detail(&self) -> Option<&Detail> {
        self.open.last()
    }

    /// Table and identifier of the record that a command is for: the open one, else the selected one.
    pub(super) fn current(&self) -> Option<(String, String)> {
        match self.detail() {
            Some(detail) => Some((detail.kind().to_owned(), detail.id().to_owned())),
            None => self.shelf.selected().map(|s| (s.person.kind.clone(), s.person.id.clone())),
        }
    }

    /// The marked ones, from whatever search they were marked in.
    pub(super) fn marked(&self) -> Vec<String> {
        self.marked.iter().cloned().collect()
    }

    /// Forgets the marks.
    pub(super) fn unmark(&mut self) {
        self.marked.clear();
        self.shelf.unmark();
    }

    /// Shows only patients, only contacts, or both again.
    pub(super) fn only(&mut self, which: Which, cx: &mut Cx) -> Done {
        self.which = if self.which == which { Which::All } else { which };
        self.open.clear();
        self.read(cx)
    }

    fn kinds(&self) -> &'static [&'static str] {
        match self.which {
            Which::All => &["patient", "contact"],
            Which::Patients => &["patient"],
            Which::Contacts => &["contact"],
        }
    }

    /// Reads the list: what fits the typed words, best first, or the first by name.
    fn read(&mut self, cx: &mut Cx) -> Done {
        let db = cx.db();
        let people = if self.typed.trim().is_empty() {
            let mut first = repo::first(db, self.which != Which::Contacts, self.which != Which::Patients, SHOWN)?;
            first.sort_by_cached_key(|p| names::fold(&name_of(p)));
            first
        } else {
            let found = cx.store.seek(&self.typed, self.kinds(), cx.today(), SHOWN)?;
            let ids: Vec<&str> = found.iter().map(|f| f.id.as_str()).collect();
            let mut people = repo::listed(db, &ids)?;
            people.sort_by_cached_key(|p| ids.iter().position(|id| *id == p.id));
            people
        };
        let people: Vec<Person> = people.into_iter().take(SHOWN).collect();
        let patients: Vec<&str> = people.iter().filter(|p| p.kind == "patient").map(|p| p.id.as_str()).collect();
        let marks = repo::alike_flags(db, &patients)?;
        let mark = |p: &Person| marks.get(&p.id).copied().unwrap_or_default();
        let shown: Vec<Shown> = people.into_iter().map(|person| Shown { mark: mark(&person), person }).collect();
        self.shelf.fill(shown);
        let here: BTreeSet<String> = self.shelf.all().iter().map(|s| s.person.id.clone()).collect();
        self.shelf.state.marked = self.marked.intersection(&here).cloned().collect();
        Ok(())
    }

    /// Reads the list again where a patient or a contact changed since; else nothing of the list is read.
    fn read_if_changed(&mut self, cx: &mut Cx) -> Done {
        let (touched, newest) = repo::newest_people_change(cx.db(), self.seen.unwrap_or(-1))?;
        if touched || self.seen.is_none() {
            self.total = repo::total(cx.db())?;
            self.read(cx)?;
        }
        self.seen = Some(newest);
        Ok(())
    }

    /// Opens a record; a patient's record is journalled as seen.
    pub(super) fn open_record(&mut self, kind: &str, id: &str, cx: &mut Cx) -> Done {
        let detail = Detail::read(kind, id, cx)?;
        if let Subject::Patient(patient) = &detail.subject {
            let label = format!("Opened {}", patient.name());
            cx.viewed("patient", &patient.id, &label)?;
            if patient.id != id {
                cx.say("That record was merged into this one.");
            }
        }
        self.open.retain(|d| d.id() != detail.id());
        self.open.push(detail);
        Ok(())
    }

    /// How many the list could show without the limit.
    fn of(&self) -> i64 {
        match self.which {
            Which::All => self.total.0 + self.total.1,
            Which::Patients => self.total.0,
            Which::Contacts => self.total.1,
        }
    }

    fn draw_list(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        let title = format!("5 {}", self.heading());
        let inner = panel::panel(frame, area, &title, view.focused, look);
        let line = pen::row(inner, 0);
        let (text, style) = if self.typed.is_empty() {
            (
                "Find: / and a name, a date of birth, an NHS or hospital number, a telephone, a postcode".to_owned(),
                look.theme.dim,
            )
        } else {
            (format!("Find: {}", self.typed), look.theme.field)
        };
        pen::fill(frame.buffer_mut(), line, style);
        pen::put_short(frame.buffer_mut(), line, (1, 0), line.width.saturating_sub(2), &text, style);
        let (empty, hint) = if self.typed.is_empty() {
            ("Nobody is here yet.", "n New patient   N New contact   i Import")
        } else {
            ("Nobody fits. Try fewer words, the date of birth or a number.", "Esc widens it again")
        };
        let columns = if area.width < WIDE { NARROW } else { COLUMNS };
        let list = List { columns, empty, hint, focused: view.focused };
        let (lines, state) = self.shelf.parts();
        list.draw(frame, pen::below(inner, 1), lines, state, look)
    }
}

/// `12,345`.
pub(super) fn thousands(n: i64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

impl Pane for PeoplePane {
    const TAB: Tab = Tab { id: "people", number: Some('5'), letter: 'p', title: "People", home: false };
    const KINDS: &'static [&'static str] = &["patient", "contact"];

    fn rows() -> &'static [Row<Self>] {
        super::commands::ROWS
    }

    fn new(_cx: &mut Cx) -> Self {
        Self {
            shelf: Shelf::default(),
            which: Which::All,
            open: Vec::new(),
            marked: BTreeSet::new(),
            typed: String::new(),
            total: (0, 0),
            seen: None,
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.read_if_changed(cx)?;
        // A record that was taken back meanwhile is closed.
        let mut kept = Vec::new();
        for mut detail in std::mem::take(&mut self.open) {
            if detail.read_again(cx).is_ok() {
                kept.push(detail);
            }
        }
        self.open = kept;
        Ok(())
    }

    /// It counts nothing: nobody is read before the list is looked at.
    fn glance(&mut self, _cx: &mut Cx) -> Result<(), Refusal> {
        Ok(())
    }

    fn heading(&self) -> String {
        if let Some(detail) = self.detail() {
            return format!("People · {}", detail.heading());
        }
        let shown = self.shelf.all().len();
        let count = match (self.typed.is_empty(), self.of()) {
            (true, of) if of > shown as i64 => {
                format!("the first {} of {} · type / to find", thousands(shown as i64), thousands(of))
            }
            (true, _) => format!("{} · by name", thousands(shown as i64)),
            (false, of) if shown == SHOWN => format!("only “{}” · the best {shown} of {}", self.typed, thousands(of)),
            (false, of) => format!("only “{}” · {shown} of {} · best first", self.typed, thousands(of)),
        };
        let which = match self.which {
            Which::All => "",
            Which::Patients => " · only patients",
            Which::Contacts => " · only contacts",
        };
        let marked = if self.marked.is_empty() { String::new() } else { format!(" · {} marked", self.marked.len()) };
        format!("People · {count}{which}{marked}")
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        if self.open.is_empty() {
            return self.draw_list(frame, area, view, look);
        }
        let title = format!("5 {}", self.heading());
        self.open.last_mut().and_then(|d| d.draw(frame, area, &title, view, look))
    }

    fn moved(&mut self, to: Move, _cx: &mut Cx) {
        if let Some(detail) = self.open.last_mut() {
            return detail.moved(to);
        }
        self.shelf.moved(to);
        if to == Move::Mark {
            let here: BTreeSet<String> = self.shelf.all().iter().map(|s| s.person.id.clone()).collect();
            self.marked.retain(|id| !here.contains(id));
            self.marked.extend(self.shelf.state.marked.iter().cloned());
        }
    }

    fn enter(&mut self, cx: &mut Cx) -> Done {
        if let Some(detail) = self.detail() {
            match detail.chosen() {
                Some((kind, id)) if kind == "patient" || kind == "contact" => return self.open_record(&kind, &id, cx),
                Some((kind, id)) => cx.show(kind, id),
                None => return Err(Refusal::rule("There is nothing in this list to open.")),
            }
            return Ok(());
        }
        let Some((kind, id)) = self.current() else {
            return Err(Refusal::rule("Nobody is selected. n makes a patient, / finds one."));
        };
        self.open_record(&kind, &id, cx)
    }

    fn show(&mut self, kind: &str, id: &str, cx: &mut Cx) -> Done {
        self.open_record(kind, id, cx)
    }

    fn narrow(&mut self, typed: &str, cx: &mut Cx) -> Result<(), Refusal> {
        typed.clone_into(&mut self.typed);
        self.open.clear();
        self.read(cx)?;
        let (lines, state) = self.shelf.parts();
        state.select(lines, 0);
        Ok(())
    }

    /// While a record is open Esc leaves it, not the search that found it.
    fn narrowed(&self) -> &str {
        if self.open.is_empty() { &self.typed } else { "" }
    }

    /// Leaves the open record; where none is open, takes the marks away.
    fn back(&mut self, _cx: &mut Cx) -> bool {
        if self.open.pop().is_some() {
            return true;
        }
        let marked = !self.marked.is_empty();
        self.unmark();
        marked
    }

    fn input(&mut self, _input: &Input, _cx: &mut Cx) -> Taken {
        Taken::No
    }
}
