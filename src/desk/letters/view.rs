//! How letters look: the unsent wall, worst clock first, never filtered by itself; and a letter that is read.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::read::Reading;
use super::repo::{self, Listed, Which};
use super::write::{Desks, WriteLayer};
use super::{Letter, steps};
use crate::app::{Counts, Cx, DeskLine, Input, Move, Pane, Row, Shelf, Shelved, Tab, Taken, View};
use crate::desk::dictation;
use crate::desk::people::repo::Marks;
use crate::desk::tasks::model::Press;
use crate::desk::team;
use crate::desk::watch::Watch;
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::{dates, names};
use crate::ui::list::{Column, Line, List};
use crate::ui::{Look, Meaning};

/// The pane of the letters.
pub struct LettersPane {
    pub(super) shelf: Shelf<Shown>,
    marks: Marks,
    pub(super) which: Which,
    pub(super) reading: Option<Reading>,
    pub(super) desks: Desks,
    /// The folder that dictations come into.
    watch: Watch,
    all: i64,
    unsent: usize,
    counts: Counts,
    /// The print run that is not answered yet.
    pub(super) run: Option<String>,
    /// What was read last: the newest change, the day, which list, the letters with text that is not written.
    seen: Seen,
}

type Seen = (i64, NaiveDate, Which, BTreeSet<String>);

/// A letter as it is listed on a day.
pub(super) struct Shown {
    pub listed: Listed,
    today: NaiveDate,
    /// Text of it is typed and not written yet.
    typed: bool,
    /// Whom its patient could be taken for: `like name`, `same birth date`, or nobody.
    mark: &'static str,
    /// For whom its owner has it while they are away; empty: it is the owner's own.
    for_name: String,
}

impl Shown {
    fn clock(&self) -> String {
        let letter = &self.listed.letter;
        let ended = letter.sent_at.as_deref().or(letter.cancelled_at.as_deref());
        match ended.and_then(|at| at.get(..10)?.parse().ok()) {
            Some(day) if !letter.is_unsent() => dates::relative(self.today, day),
            _ => letter.clock_word(self.today),
        }
    }

    /// The state, and who holds it; a hold comes first.
    fn state(&self) -> String {
        let letter = &self.listed.letter;
        let mut words = letter.state_words();
        if letter.is_unsent() {
            let of = if self.for_name.is_empty() { String::new() } else { format!(" for {}", self.for_name) };
            words = format!("{words} · {}{of}", letter.holder());
        }
        if letter.held && letter.is_unsent() {
            let until = letter.hold_until.as_deref().and_then(|d| d.parse().ok());
            let until = until.map(|d| dates::relative(self.today, d)).unwrap_or_default();
            let held = if letter.is_held(self.today) { "held till" } else { "hold ended" };
            words = format!("{held} {until} · {words} · {}", letter.hold_reason);
        }
        if letter.replaced_by.is_some() {
            words = format!("{words}, corrected since");
        }
        if self.typed { format!("{words} · typed, not saved") } else { words }
    }
}

impl Shown {
    /// The state in one short word, where there is room for no more.
    fn brief(&self) -> String {
        let letter = &self.listed.letter;
        let words = letter.state_words();
        let word = match letter.state.as_str() {
            _ if letter.is_unsent() && letter.is_held(self.today) => "held",
            _ if self.typed => "typed",
            "awaiting_approval" => "awaiting",
            "drafting" if letter.was_returned() => "returned",
            "approved" if words.contains("failed") => "failed",
            "approved" if words.contains("in part") => "in part",
            state => state,
        };
        word.to_owned()
    }
}

impl Shelved for Shown {
    fn id(&self) -> &str {
        &self.listed.letter.id
    }

    fn line(&self) -> Line {
        let letter = &self.listed.letter;
        let meaning = match letter.press(self.today) {
            Press::ActNow => Meaning::ActNow,
            Press::ToDo => Meaning::ToDo,
            Press::Paused => Meaning::Paused,
            Press::Done => Meaning::Done,
        };
        let title = if letter.title.is_empty() { "not begun" } else { &letter.title };
        let name = names::marked(self.listed.name(), self.mark);
        let cells = [self.clock(), name, title.to_owned(), self.state(), self.mark.to_owned(), self.brief()];
        Line::new(letter.id.clone(), meaning, cells)
    }
}

/// Clock, patient, title, and the state with who holds it, which may be cut at its end.
const COLUMNS: &[Column] =
    &[Column::fixed(8), Column::min(22).identifier(), Column::min(16).priority(1).grow(2), Column::min(34).grow(2)];

/// As one of four panes on a narrow screen: clock, patient, the state in a word; the title where there is room.
const BRIEF: &[Column] = &[
    Column::fixed(8),
    Column::min(16).identifier(),
    Column::min(14).priority(1),
    Column::min(34).priority(2),
    Column::fixed(15).priority(3),
    Column::fixed(8),
];

/// Below this width there is no room for more.
const NARROW: u16 = 58;

/// With whom the patient could be taken for.
const WIDE: &[Column] =
    &[Column::fixed(8), Column::min(26).identifier(), Column::min(20), Column::min(40).grow(2), Column::fixed(15)];

/// From this width on there is room for that.
const ROOMY: u16 = 140;

impl LettersPane {
    /// The days since the clock of the oldest unsent letter began.
    fn oldest(&self) -> Option<i64> {
        let unsent = self.shelf.all().iter().filter(|s| s.listed.letter.is_unsent());
        unsent.filter_map(|s| Some((self.seen.1 - s.listed.letter.started_on()?).num_days())).max()
    }

    /// Reads the list, the counts, and the letter that is read.
    fn read(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        let today = cx.today();
        let listed = repo::listed(cx.db(), today, self.which)?;
        let wall = if self.which == Which::Unsent { None } else { Some(repo::listed(cx.db(), today, Which::Unsent)?) };
        let acting = |all: &[Listed]| all.iter().filter(|l| l.letter.press(today) == Press::ActNow).count();
        let unsent = wall.as_ref().unwrap_or(&listed);
        self.unsent = unsent.len();
        self.counts = Counts { act_now: acting(unsent), due_today: 0 };
        self.all = if self.which == Which::All { repo::counted(cx.db())? } else { 0 };
        self.marks.learn(cx.db(), listed.iter().filter_map(|l| l.letter.patient_id.as_deref()))?;
        let typed = &self.seen.3;
        let covered = team::repo_away::for_whom(cx.db(), "letter")?;
        let shown = |listed: Listed| Shown {
            mark: self.marks.of(listed.letter.patient_id.as_deref()),
            for_name: covered.get(&listed.letter.id).cloned().unwrap_or_default(),
            typed: listed.letter.is_draft() && typed.contains(&listed.letter.id),
            listed,
            today,
        };
        let shown = listed.into_iter().map(shown).collect();
        self.shelf.fill(shown);
        if let Some(reading) = &mut self.reading
            && reading.again(cx).is_err()
        {
            self.reading = None;
        }
        Ok(())
    }

    /// Opens a letter: to be written while it is drafting, else to be read. A letter that is not begun asks for its template.
    pub(super) fn open(&mut self, letter: Letter, cx: &mut Cx) -> Done {
        if letter.is_bare() && letter.binned_at.is_none() {
            if dictation::open::ask_first(&letter, cx)? {
                return Ok(());
            }
            return steps::choose_template(Some(letter), cx);
        }
        if letter.is_draft() && letter.binned_at.is_none() {
            self.reading = None;
            let layer = WriteLayer::open(letter, &self.desks, cx)?;
            cx.open(layer);
            return Ok(());
        }
        self.reading = Some(Reading::of(&letter.id, cx)?);
        let name = repo::name(cx.db(), &letter)?;
        cx.viewed("letter", &letter.id, &format!("Read {}: {name}", letter.title))
    }
}

impl Pane for LettersPane {
    const TAB: Tab = Tab { id: "letters", number: Some('3'), letter: 'l', title: "Letters", home: true };
    const KINDS: &'static [&'static str] = &["letter", "dictation", "post_item"];

    fn rows() -> &'static [Row<Self>] {
        super::commands::ROWS
    }

    fn new(cx: &mut Cx) -> Self {
        Self {
            shelf: Shelf::default(),
            marks: Marks::default(),
            which: Which::Unsent,
            reading: None,
            desks: Desks::default(),
            watch: Watch::default(),
            all: 0,
            unsent: 0,
            counts: Counts::default(),
            run: None,
            seen: (-1, cx.today(), Which::Unsent, BTreeSet::new()),
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        let drafts = cx.store.drafts("letter/")?;
        let typed: BTreeSet<String> = drafts.iter().filter_map(|d| d.id.split('/').nth(1)).map(str::to_owned).collect();
        self.run = super::run::waiting(cx)?;
        let (changed, newest) = repo::changed_since(cx.db(), self.seen.0)?;
        let seen = (newest, cx.today(), self.which, typed);
        // Ten thousand unsent letters are not read again for a change of something else.
        if !changed && (self.seen.1, self.seen.2, &self.seen.3) == (seen.1, seen.2, &seen.3) {
            self.seen = seen;
            return Ok(());
        }
        self.seen = seen;
        self.read(cx)
    }

    fn heading(&self) -> String {
        let unsent = self.unsent;
        let what = match self.which {
            Which::Unsent => match self.oldest() {
                Some(1) => format!("{unsent} unsent · oldest 1 day"),
                Some(days) => format!("{unsent} unsent · oldest {days} days"),
                None => "none unsent".into(),
            },
            Which::SentLately => {
                format!("{} sent in the last {} days · {unsent} unsent (v)", self.shelf.all().len(), repo::LATELY)
            }
            Which::All if self.all > repo::MOST => {
                format!("the latest {} of all {} · {unsent} unsent (v)", repo::MOST, self.all)
            }
            Which::All => format!("all {}, sent and cancelled too · {unsent} unsent (v)", self.all),
        };
        format!("Letters{} · {what}", self.shelf.narrowed_note())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        if let Some(reading) = self.reading.as_mut().filter(|_| view.full) {
            return reading.draw(frame, area, view.focused, look);
        }
        let title = format!("3 {}", self.heading());
        let empty = if self.which == Which::Unsent { "Every letter is sent." } else { "No letter here." };
        let columns = match area.width {
            ..NARROW => BRIEF,
            NARROW..ROOMY => COLUMNS,
            _ => WIDE,
        };
        let list = List { columns, empty, hint: "n New letter", focused: view.focused };
        let (lines, state) = self.shelf.parts();
        list.draw_in_panel(frame, area, &title, lines, state, look)
    }

    fn moved(&mut self, to: Move, _cx: &mut Cx) {
        match &mut self.reading {
            Some(reading) => reading.moved(to),
            None => self.shelf.moved(to),
        }
    }

    fn enter(&mut self, cx: &mut Cx) -> Done {
        if self.reading.is_some() {
            return Ok(());
        }
        let Some(id) = self.shelf.selected().map(|s| s.listed.letter.id.clone()) else {
            return Err(Refusal::rule("There is no letter here. n begins one."));
        };
        let letter = cx.db().must(&id)?;
        self.open(letter, cx)
    }

    fn show(&mut self, kind: &str, id: &str, cx: &mut Cx) -> Done {
        if kind == "post_item" {
            return super::postbook::show(id, cx);
        }
        let letter: Letter =
            if kind == "dictation" { dictation::repo::letter_of(cx.db(), id)? } else { cx.db().must(id)? };
        let id = letter.id.clone();
        if !letter.is_unsent() && self.which == Which::Unsent {
            self.which = Which::SentLately;
        }
        Pane::refresh(self, cx)?;
        self.shelf.select(&id);
        self.open(letter, cx)
    }

    fn counts(&self) -> Counts {
        self.counts
    }

    fn line(&self) -> Option<DeskLine> {
        let text = self.run.clone()?;
        Some(DeskLine { text, command: "letters.printed" })
    }

    fn narrow(&mut self, typed: &str, _cx: &mut Cx) -> Result<(), Refusal> {
        self.shelf.narrow(typed);
        Ok(())
    }

    fn narrowed(&self) -> &str {
        self.shelf.narrowed()
    }

    fn back(&mut self, cx: &mut Cx) -> bool {
        if self.reading.take().is_some() {
            return true;
        }
        if self.which == Which::Unsent {
            return false;
        }
        self.which = Which::Unsent;
        cx.touch();
        true
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        if *input == Input::Tick
            && let Err(e) = dictation::watch::tick(&mut self.watch, cx)
        {
            cx.warn(e.to_string());
        }
        Taken::No
    }
}
