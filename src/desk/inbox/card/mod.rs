//! The call card: over anything, at once, kept from the first key, never leading a caller.

mod bar;
mod draw;
mod file;
mod keys;
mod panel;
mod past;
mod permit;
mod person;

use std::collections::HashMap;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::Query;
use super::alarms::{Alarms, Hit};
use super::model::is_safeguarding;
use crate::app::{Cx, Input, Layer, Row, Taken};
use crate::keys::Done;
use crate::store::{Found, Refusal};
use crate::text::{dates, phone};
use crate::ui::Look;
use crate::ui::editor::{Editor, MarkKind};
use crate::ui::input::TextLine;
use person::Person;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// Where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Spot {
    /// Who it is about: the finder.
    About,
    /// Who calls, where it is not the patient.
    Caller,
    /// What the caller is to the patient.
    Relation,
    /// The identifiers that were given.
    Ticks,
    /// The caller's own words.
    Words,
    /// The number to ring back.
    Number,
    /// Whether a message may be left there.
    Message,
    /// What it is about.
    Kind,
    /// How the caller sounds.
    Tone,
    /// When an answer is promised by.
    Promised,
    /// Whose patient it is.
    Consultant,
    /// How it came in.
    Mode,
    /// What is done with it.
    Bar,
}

const ORDER: &[Spot] = &[
    Spot::About,
    Spot::Caller,
    Spot::Relation,
    Spot::Ticks,
    Spot::Words,
    Spot::Number,
    Spot::Message,
    Spot::Kind,
    Spot::Tone,
    Spot::Promised,
    Spot::Consultant,
    Spot::Mode,
    Spot::Bar,
];

/// The card as it is kept while it is being written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    pub query: Query,
    pub before: Option<Query>,
    about: String,
    caller: String,
    pub promised: String,
    at: Spot,
}

/// The call card.
pub struct CallCard {
    /// The query as it is being written.
    query: Query,
    /// The query as it stands in the store.
    before: Option<Query>,
    at: Spot,
    about: TextLine,
    caller: TextLine,
    relation: TextLine,
    number: TextLine,
    promised: TextLine,
    /// What the caller says, while it is held against the record.
    says: Option<TextLine>,
    verdict: String,
    words: Editor,
    found: Vec<Found>,
    /// Which of those found could be taken for somebody else.
    marks: HashMap<String, &'static str>,
    chosen: usize,
    person: Option<Person>,
    earlier: Vec<Query>,
    consultants: Vec<String>,
    tick: usize,
    fault: Option<(Spot, String)>,
    alarms: Alarms,
    hits: Vec<Hit>,
    /// Something was written that is not in the store yet.
    touched: bool,
    /// What was typed last is not in the draft yet: somebody else is writing.
    unkept: bool,
    /// What stood in the fields after the last change, and before each of those made here.
    stood: past::Fields,
    past: Vec<past::Step>,
    now: NaiveDateTime,
    need: usize,
    /// Rows of the words on the screen.
    rows: u16,
}

impl CallCard {
    /// A card for a call that comes in now.
    ///
    /// # Errors
    /// A sentence where the desk cannot be read.
    pub fn new(cx: &mut Cx) -> Result<Self, Refusal> {
        Self::of(Query::new(cx.now), None, cx)
    }

    /// The card of a query that was written before, as it was left.
    ///
    /// # Errors
    /// A sentence where the desk cannot be read.
    pub fn on(query: &Query, cx: &mut Cx) -> Result<Self, Refusal> {
        let mut card = Self::of(query.clone(), Some(query.clone()), cx)?;
        card.at = Spot::Words;
        card.words.set_cursor(query.words.len());
        if let Some(draft) = cx.store.draft(&card.draft())?
            && let Ok(kept) = serde_json::from_str::<Kept>(&draft.body)
        {
            card = Self::take_up(kept, cx)?;
            cx.say("What you typed here before was kept, and stands here again.");
        }
        Ok(card)
    }

    /// The card as it was when the program was killed, or the card was left.
    fn take_up(kept: Kept, cx: &mut Cx) -> Result<Self, Refusal> {
        let (about, caller, promised, at) = (kept.about, kept.caller, kept.promised, kept.at);
        let mut card = Self::of(kept.query, kept.before, cx)?;
        card.about.set_text(&about);
        card.caller.set_text(&caller);
        card.promised.set_text(&promised);
        card.at = at;
        card.stood = card.fields();
        card.words.set_cursor(card.words.as_str().len());
        card.touched = true;
        Ok(card)
    }

    fn of(query: Query, before: Option<Query>, cx: &mut Cx) -> Result<Self, Refusal> {
        let consultants = super::repo::consultants(cx.db())?;
        let (alarms, fault) = match super::alarms_of(cx.store.desk().folder()) {
            Ok(alarms) => (alarms, None),
            Err(e) => (Alarms::shipped(), Some(e)),
        };
        if let Some(fault) = fault {
            cx.warn(format!("The shipped alarm words are used: {fault}"));
        }
        let person = Person::read(query.patient_id.as_deref(), cx)?;
        let promised = query.promised_by.as_deref().and_then(|p| p.parse().ok()).map(dates::stamp).unwrap_or_default();
        let itself = person.is_some() && query.relation == "patient";
        let about = person.as_ref().map_or_else(|| query.caller.clone(), Person::name);
        let caller = if person.is_none() || itself { "" } else { &query.caller };
        let mut card = Self {
            at: Spot::About,
            about: TextLine::new(&about).hint("name, date of birth, any number, telephone, postcode"),
            caller: TextLine::new(caller).hint("empty: the patient calls"),
            relation: TextLine::new(if itself { "" } else { &query.relation }).hint("daughter, neighbour, GP, ward"),
            number: TextLine::new(&query.number).hint("empty: the one that is known"),
            promised: TextLine::new(&promised).hint("3pm, tom, fri 10:30"),
            words: Editor::new(&query.words).measure(1000),
            says: None,
            verdict: String::new(),
            found: Vec::new(),
            marks: HashMap::new(),
            chosen: 0,
            person,
            earlier: Vec::new(),
            consultants,
            tick: 0,
            fault: None,
            alarms,
            hits: Vec::new(),
            touched: false,
            unkept: false,
            stood: past::Fields::default(),
            past: Vec::new(),
            now: cx.now,
            need: cx.config.identity_count,
            rows: 5,
            query,
            before,
        };
        card.scan();
        card.read_earlier(cx)?;
        card.reveal(cx)?;
        card.stood = card.fields();
        Ok(card)
    }

    fn draft(&self) -> String {
        format!("call/{}", self.query.id)
    }

    /// Whether nothing was written yet.
    fn is_empty(&self) -> bool {
        let lines = [&self.about, &self.caller, &self.relation, &self.number, &self.promised];
        self.person.is_none()
            && lines.iter().all(|l| l.text().trim().is_empty())
            && self.words.as_str().trim().is_empty()
    }

    /// Everything that hangs on what was written follows it, and it is kept before the next key.
    fn changed(&mut self, cx: &mut Cx) {
        self.touched = true;
        self.fault = None;
        self.gather();
        let known = is_safeguarding(&self.hits);
        let before: Vec<String> = self.query.alarm.clone();
        self.scan();
        self.ring(&before, known, cx);
        self.remember();
        self.keep_typed(cx);
    }

    /// Shows what may be shown, and keeps what was typed; where somebody else is writing, with the next tick.
    fn keep_typed(&mut self, cx: &mut Cx) {
        let kept = self.reveal(cx).and_then(|()| self.keep_now(cx));
        self.unkept = kept.is_err();
        if let Err(e) = kept {
            cx.unkept(&e);
        }
    }

    /// The query as the fields say it.
    fn gather(&mut self) {
        let text = |line: &TextLine| line.text().trim().to_owned();
        let (about, caller) = (text(&self.about), text(&self.caller));
        self.query.words = self.words.text();
        self.query.number = phone::tidy(self.number.text());
        (self.query.caller, self.query.relation) = match &self.person {
            Some(person) if caller.is_empty() => (person.name(), "patient".into()),
            Some(_) => (caller, text(&self.relation)),
            None if caller.is_empty() => (about, text(&self.relation)),
            None if about.is_empty() => (caller, text(&self.relation)),
            None => (format!("{caller} (about {about})"), text(&self.relation)),
        };
        let promise = super::actions::read_promise(self.promised.text(), self.now).ok();
        self.query.promised_by = promise.map(crate::clock::stamp);
    }

    /// Holds the words against the alarm words.
    fn scan(&mut self) {
        self.hits = self.alarms.scan(self.words.as_str());
        let raised = self.hits.iter().filter(|h| !h.negated);
        self.words.mark_ranges(raised.map(|h| (h.range.clone(), MarkKind::Warning)).collect());
        self.query = self.query.scanned(&self.alarms);
    }

    /// Rings the bell when an alarm is raised that was not raised before; safeguarding restricts the note at once.
    fn ring(&mut self, before: &[String], known: bool, cx: &mut Cx) {
        let longer = |old: &String, new: &String| new.contains(old.as_str());
        let fresh = self.query.alarm.iter().find(|a| !before.iter().any(|b| b == *a || longer(b, a) || longer(a, b)));
        if let Some(fresh) = fresh {
            cx.warn(format!("“{fresh}”: do what the banner says. The query stays open until it is accepted."));
        }
        if is_safeguarding(&self.hits) && !known && self.query.kind != "safeguarding" {
            self.query.kind = "safeguarding".into();
        }
    }

    fn keep_now(&mut self, cx: &mut Cx) -> Done {
        if self.is_empty() && self.before.is_none() {
            return cx.store.drop_draft(&self.draft());
        }
        let kept = Kept {
            query: self.query.clone(),
            before: self.before.clone(),
            about: self.about.text().into(),
            caller: self.caller.text().into(),
            promised: self.promised.text().into(),
            at: self.at,
        };
        cx.store.keep_draft(&self.draft(), &serde_json::to_string(&kept)?, cx.now)
    }

    fn read_earlier(&mut self, cx: &Cx) -> Done {
        let days = super::model::SAME_MATTER_DAYS;
        let (patient, number) = (self.query.patient_id.as_deref(), &self.query.number);
        self.earlier = super::repo::earlier(cx.db(), patient, number, &self.query.id, cx.now, days)?;
        Ok(())
    }
}

impl Layer for CallCard {
    const SCOPE: &'static str = "+call";

    fn rows() -> &'static [Row<Self>] {
        bar::ROWS
    }

    fn typing(&self) -> bool {
        self.at != Spot::Bar
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        if self.acts() { &[] } else { &[("Tab", "Next field")] }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        self.now = cx.now;
        match input {
            Input::Key(key) => self.key(*key, cx),
            Input::Paste(text) => self.paste(text, cx),
            Input::Tick => {
                if self.unkept {
                    self.keep_typed(cx);
                }
                Taken::Yes
            }
            Input::Resize => Taken::No,
        }
    }

    fn esc(&mut self, cx: &mut Cx) {
        if self.says.take().is_some() {
            return;
        }
        if let Err(e) = self.leave(cx) {
            cx.warn(e.to_string());
        }
    }

    /// What a question over the card, or another window, has done to the query is shown.
    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        if let Some(person) = self.person.as_mut().filter(|p| p.told.is_some()) {
            person.told = Some(crate::desk::people::repo::answer_card(cx.db(), &person.patient.id, cx.now)?);
        }
        let Some(before) = self.before.as_ref().filter(|_| !self.touched) else { return Ok(()) };
        let Some(now) = cx.db().get::<Query>(&before.id)? else {
            self.before = None;
            self.touched = true;
            return Ok(());
        };
        self.query = now.clone();
        self.before = Some(now);
        self.show_query();
        Ok(())
    }

    fn keep(&mut self, cx: &mut Cx) {
        if self.touched
            && let Err(e) = self.keep_now(cx)
        {
            cx.warn(e.to_string());
        }
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        self.draw_card(frame, area, look)
    }
}
