//! A letter that is read before it is approved: the text with the place that a remark is about, and the remarks so far.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use serde::{Deserialize, Serialize};
use std::ops::Range;

use crate::app::Cx;
use crate::desk::letters::facts::About;
use crate::desk::letters::model::{Place, segments, words};
use crate::desk::letters::{Letter, Recipient};
use crate::desk::people;
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::names;
use crate::ui::editor::{Editor, MarkKind};
use crate::ui::prose::{Para, Scroll, scroll_text};
use crate::ui::{Look, panel, pen, width};

/// No line of a letter that is read is longer.
const MEASURE: u16 = 90;

/// With so much room besides, remarks stand beside the text.
const BESIDE: u16 = 34;

/// A remark that is not sent yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Remark {
    /// Where; none: on all of it.
    pub place: Option<Place>,
    /// What is to be changed.
    pub text: String,
}

/// The letter that is read.
pub(super) struct Desk {
    letter: Letter,
    title: String,
    /// The parts that identify the patient; a line is broken between them only.
    parts: Vec<String>,
    known: Vec<String>,
    text: Editor,
    places: Vec<Range<usize>>,
    at: usize,
    /// The word within the place, where one was chosen.
    word: Option<usize>,
    remarks: Vec<Remark>,
}

/// Under what the remarks on a letter are kept while they are not sent.
fn draft_of(id: &str, who: &str) -> String {
    format!("remarks/{id}/{}", names::fold(who))
}

impl Desk {
    /// Opens a letter with the remarks that were kept.
    pub(super) fn open(letter: &Letter, name: &str, cx: &Cx) -> Result<Self, Refusal> {
        let kept = cx.store.draft(&draft_of(&letter.id, &cx.who))?;
        let remarks = kept.and_then(|d| serde_json::from_str(&d.body).ok()).unwrap_or_default();
        let mut desk = Self {
            title: format!("{} · {name}", letter.title),
            parts: parts(letter, cx)?,
            known: known(letter, cx)?,
            text: Editor::new(&letter.body),
            places: segments(&letter.body),
            at: 0,
            word: None,
            letter: letter.clone(),
            remarks,
        };
        desk.mark();
        Ok(desk)
    }

    /// Reads the remarks again: one was taken back.
    pub(super) fn again(&mut self, cx: &Cx) -> Done {
        let kept = cx.store.draft(&draft_of(&self.letter.id, &cx.who))?;
        self.remarks = kept.and_then(|d| serde_json::from_str(&d.body).ok()).unwrap_or_default();
        self.mark();
        Ok(())
    }

    pub(super) fn id(&self) -> &str {
        &self.letter.id
    }

    pub(super) fn body(&self) -> &str {
        &self.letter.body
    }

    pub(super) fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// The stretch of the text that is chosen.
    fn range(&self) -> Option<Range<usize>> {
        let place = self.places.get(self.at)?;
        match self.word {
            Some(n) => words(&self.letter.body, place).get(n).cloned(),
            None => Some(place.clone()),
        }
    }

    /// The place that a remark would be about.
    pub(super) fn place(&self) -> Option<Place> {
        self.range().map(|range| Place::of(&self.letter.body, range))
    }

    /// Keeps a remark; it stays until the letter is returned or approved.
    pub(super) fn add(id: &str, remark: Remark, cx: &mut Cx) -> Done {
        let key = draft_of(id, &cx.who);
        let kept = cx.store.draft(&key)?;
        let mut all: Vec<Remark> = kept.and_then(|d| serde_json::from_str(&d.body).ok()).unwrap_or_default();
        all.push(remark);
        Self::keep(&key, &all, cx)
    }

    /// Takes the last remark at this place away, or where there is none the last of all.
    pub(super) fn take_back(&mut self, cx: &mut Cx) -> Result<Remark, Refusal> {
        let here = self.place();
        let found = self.remarks.iter().rposition(|r| r.place == here).or(self.remarks.len().checked_sub(1));
        let at = found.ok_or("There is no remark to take away.")?;
        let gone = self.remarks.remove(at);
        Self::keep(&draft_of(&self.letter.id, &cx.who), &self.remarks, cx)?;
        self.mark();
        Ok(gone)
    }

    fn keep(key: &str, all: &[Remark], cx: &mut Cx) -> Done {
        if all.is_empty() {
            return cx.store.drop_draft(key);
        }
        let body = serde_json::to_string(all).unwrap_or_default();
        cx.store.keep_draft(key, &body, cx.now)?;
        cx.touch();
        Ok(())
    }

    /// The draft that is spent when the remarks are sent.
    pub(super) fn draft(&self, cx: &Cx) -> String {
        draft_of(&self.letter.id, &cx.who)
    }

    fn mark(&mut self) {
        let all = self.remarks.iter().filter_map(|r| r.place.as_ref()).map(|p| p.range_in(&self.letter.body));
        self.text.mark_ranges(all.map(|range| (range, MarkKind::Warning)).collect());
        if let Some(range) = self.range() {
            self.text.set_selection(range);
        }
    }

    /// Moves the place: up and down by sentences, left and right by words.
    pub(super) fn handle(&mut self, key: KeyEvent) -> bool {
        let last = self.places.len().saturating_sub(1);
        let here = self.places.get(self.at).map(|p| words(&self.letter.body, p).len()).unwrap_or_default();
        match key.code {
            KeyCode::Up | KeyCode::Char('k') => self.go(self.at.saturating_sub(1)),
            KeyCode::Down | KeyCode::Char('j') => self.go((self.at + 1).min(last)),
            KeyCode::PageUp => self.go(self.at.saturating_sub(10)),
            KeyCode::PageDown => self.go((self.at + 10).min(last)),
            KeyCode::Home => self.go(0),
            KeyCode::End => self.go(last),
            KeyCode::Right => self.word = Some(self.word.map_or(0, |n| (n + 1).min(here.saturating_sub(1)))),
            KeyCode::Left => self.word = self.word.and_then(|n| n.checked_sub(1)),
            _ => return false,
        }
        self.mark();
        true
    }

    fn go(&mut self, at: usize) {
        self.at = at;
        self.word = None;
    }

    fn said(&self) -> Vec<Para> {
        let old = self.letter.comments.iter().map(|c| {
            let state = if c.done { "dealt with" } else { "open" };
            let quote = c.place.as_ref().map(|p| format!("“{}”: ", p.quoted(40))).unwrap_or_default();
            Para::dim(format!("{} said before ({state}): {quote}{}", c.who, c.text))
        });
        let new = self.remarks.iter().map(|r| {
            let place = r.place.as_ref().map_or_else(|| "on all of it".to_owned(), |p| format!("“{}”", p.quoted(40)));
            Para::fact("Remark", format!("{place}: {}", r.text))
        });
        old.chain(new).collect()
    }

    pub(super) fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let inner = panel::panel(frame, area, &format!("Approve? · {}", self.title), true, look);
        let wide = inner.width.min(MEASURE);
        let mut rest = inner;
        let room = usize::from(inner.width);
        let known = self.known.iter().flat_map(|k| width::wrap(k, room));
        for row in joined(&self.parts, room).into_iter().chain(known).take(usize::from(inner.height / 3)) {
            pen::put_short(frame.buffer_mut(), rest, (0, 0), rest.width, &row, look.theme.dim);
            rest = pen::below(rest, 1);
        }
        rest = pen::below(rest, 1);
        let said = self.said();
        let beside = inner.width >= MEASURE + BESIDE && !look.plain;
        let text = if beside {
            let right = Rect { x: rest.x + MEASURE + 2, width: rest.width - MEASURE - 2, ..rest };
            scroll_text(frame, right, &said, &mut Scroll::default(), look);
            Rect { width: wide, ..rest }
        } else {
            let high = (crate::ui::prose::height(&said, rest.width) as u16).min(rest.height / 3);
            let foot = Rect { y: rest.bottom() - high, height: high, ..rest };
            scroll_text(frame, foot, &said, &mut Scroll::default(), look);
            Rect { width: wide, height: rest.height - high, ..rest }
        };
        self.text.draw(frame, text, look)
    }
}

/// The parts in rows of at most so many cells.
fn joined(parts: &[String], room: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for part in parts {
        match rows.last_mut() {
            Some(row) if width::width(row) + 3 + width::width(part) <= room => *row = format!("{row}   {part}"),
            _ => rows.push(part.clone()),
        }
    }
    rows
}

/// Who it is about.
fn parts(letter: &Letter, cx: &Cx) -> Result<Vec<String>, Refusal> {
    let about = About::of(cx.db(), letter, cx.now)?;
    Ok(about.patient.map(|p| people::model::banner(&p, "", cx.now).line).unwrap_or_default())
}

/// What is to be known of the patient, to whom it goes, what stands above the text.
fn known(letter: &Letter, cx: &Cx) -> Result<Vec<String>, Refusal> {
    let about = About::of(cx.db(), letter, cx.now)?;
    let mut all = Vec::new();
    if let Some(patient) = &about.patient {
        let banner = people::model::banner(patient, "", cx.now);
        all.extend(banner.flags);
        all.extend(people::repo::likeness(cx.db(), patient)?);
    }
    let one = |r: &Recipient| format!("{} {} {}", if r.is_principal() { "to" } else { "copy" }, r.name, r.way_word());
    all.push(letter.recipients.iter().map(one).collect::<Vec<_>>().join(" · "));
    let subject = letter.subject.replace('\n', " / ");
    all.push(format!("{}   {subject}", letter.salutation));
    Ok(all)
}
