//! Reading a letter: its state and history, to whom it went, and the letter as it lies on paper.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::house::House;
use super::{Letter, Recipient, repo, repo_lint, sheet};
use crate::app::{Cx, Move, Notice};
use crate::desk::{links, people};
use crate::keys::Done;
use crate::paper::{LetterDoc, text};
use crate::store::Refusal;
use crate::text::dates;
use crate::ui::prose::{Para, Scroll, scroll_text};
use crate::ui::{Look, panel};

/// No line of a letter that is read is longer.
const MEASURE: u16 = 90;

/// With so much room besides, what is known of it stands beside the letter; a screen reader reads it before and after.
const BESIDE: u16 = 50;

/// A page of Page Up and Page Down.
const PAGE: usize = 15;

/// A letter that is being read.
pub struct Reading {
    /// Which.
    pub id: String,
    title: String,
    above: Vec<Para>,
    doc: LetterDoc,
    below: Vec<Para>,
    scroll: Scroll,
    /// What was laid out last, and for how much room: the width, and whether what is known stands beside it.
    made: Option<((u16, bool), Vec<Para>)>,
}

impl Reading {
    /// Reads a letter with all that belongs to it.
    pub fn of(id: &str, cx: &Cx) -> Result<Self, Refusal> {
        let letter: Letter = cx.db().must(id)?;
        let house = House::of(&cx.store, &cx.config)?;
        let name = repo::name(cx.db(), &letter)?;
        let title = format!("{} · {} · {name}", 3, if letter.title.is_empty() { "Letter" } else { &letter.title });
        Ok(Self {
            id: id.to_owned(),
            title: title.replacen(" · ", " ", 1),
            above: facts(&letter, cx)?,
            doc: sheet::doc(cx.db(), &house, &letter, None, cx.now)?,
            below: history(&letter, cx)?,
            scroll: Scroll::default(),
            made: None,
        })
    }

    /// Reads it again and stays at the same place.
    pub fn again(&mut self, cx: &Cx) -> Result<(), Refusal> {
        let scroll = self.scroll;
        *self = Self { scroll, ..Self::of(&self.id, cx)? };
        Ok(())
    }

    /// Scrolls.
    pub fn moved(&mut self, to: Move) {
        let at = &mut self.scroll.offset;
        match to {
            Move::Up => *at = at.saturating_sub(1),
            Move::Down => *at = at.saturating_add(1),
            Move::PageUp => *at = at.saturating_sub(PAGE),
            Move::PageDown => *at = at.saturating_add(PAGE),
            Move::First => *at = 0,
            Move::Last => *at = usize::MAX,
            Move::Left | Move::Right | Move::Mark => {}
        }
    }

    /// Draws it in a panel.
    pub fn draw(&mut self, frame: &mut Frame, area: Rect, focused: bool, look: &Look) -> Option<Position> {
        let inner = panel::panel(frame, area, &self.title, focused, look);
        let wide = inner.width.min(MEASURE);
        let beside = inner.width >= MEASURE + BESIDE && !look.plain;
        if self.made.as_ref().is_none_or(|(room, _)| *room != (wide, beside)) {
            let paras = if beside { on_paper(&self.doc, wide) } else { self.paras(wide) };
            self.made = Some(((wide, beside), paras));
        }
        if beside {
            self.draw_known(frame, inner, look);
        }
        let text = Rect { width: wide, ..inner };
        let paras = self.made.as_ref().map_or(&[][..], |(_, p)| p.as_slice());
        scroll_text(frame, text, paras, &mut self.scroll, look)
    }

    /// On a wide screen the letter stands on the left, and beside it what is known of it.
    fn draw_known(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let right = Rect { x: area.x + MEASURE + 2, width: area.width - MEASURE - 2, ..area };
        let known: Vec<Para> = self.above.iter().cloned().chain([Para::gap()]).chain(self.below.clone()).collect();
        scroll_text(frame, right, &known, &mut Scroll::default(), look);
    }

    fn paras(&self, wide: u16) -> Vec<Para> {
        let mut all = self.above.clone();
        all.push(Para::gap());
        all.push(Para::heading("The letter"));
        all.extend(on_paper(&self.doc, wide));
        all.push(Para::gap());
        all.extend(self.below.iter().cloned());
        all
    }
}

fn on_paper(doc: &LetterDoc, wide: u16) -> Vec<Para> {
    text::letter(doc, usize::from(wide.saturating_sub(1))).lines().map(Para::body).collect()
}

/// The letter as it lies on paper, in a box.
pub fn preview(letter: &Letter, cx: &mut Cx) -> Done {
    let house = House::of(&cx.store, &cx.config)?;
    let doc = sheet::doc(cx.db(), &house, letter, None, cx.now)?;
    cx.open(Notice::new("The letter as it lies on paper", on_paper(&doc, 68)));
    Ok(())
}

fn stamp(iso: Option<&str>) -> String {
    iso.and_then(|at| at.parse().ok()).map(dates::stamp).unwrap_or_default()
}

fn facts(letter: &Letter, cx: &Cx) -> Result<Vec<Para>, Refusal> {
    let today = cx.today();
    let mut all = Vec::new();
    if let Some(patient) = repo::patient(cx.db(), letter.patient_id.as_deref())? {
        let banner = people::model::banner(&patient, "", cx.now);
        let rows: Vec<String> = banner.line.chunks(2).map(|parts| parts.join("   ")).collect();
        all.push(Para::fact("Patient", rows.join("\n")));
        let like = people::repo::likeness(cx.db(), &patient)?;
        all.extend(banner.flags.into_iter().chain(like).map(Para::error));
    }
    all.push(Para::fact("State", letter.state_words()));
    if letter.is_unsent() {
        all.push(Para::fact("Held by", letter.holder()));
    }
    if let Some(due) = letter.due_at.as_deref().and_then(|d| d.parse().ok()).filter(|_| letter.is_unsent()) {
        let word = letter.clock_word(today);
        all.push(Para::fact("To go by", format!("{} ({word})", dates::screen_weekday(due))));
    }
    if letter.held {
        let until = letter.hold_until.as_deref().and_then(|d| d.parse().ok()).map(dates::screen).unwrap_or_default();
        all.push(Para::fact("On hold", format!("until {until}: {}", letter.hold_reason)));
    }
    let to = |r: &Recipient| {
        let part = if r.is_principal() { "to" } else { "copy" };
        format!("{part} {} {}: {} {}", r.name, r.way_word(), r.state_word(), stamp(Some(&r.at)))
    };
    let goes = letter.recipients.iter().map(to).collect::<Vec<_>>().join("\n");
    all.push(Para::fact("Goes", if goes.is_empty() { "to nobody yet".into() } else { goes }));
    for comment in &letter.comments {
        all.push(Para::fact("Returned", format!("{} {}: {}", stamp(Some(&comment.at)), comment.who, comment.text)));
    }
    for kept in repo_lint::kept(cx.db(), &letter.id)? {
        let text = format!("{} {}: {} Because: {}", stamp(Some(&kept.at)), kept.who, kept.said, kept.reason);
        all.push(Para::fact("Kept", text));
    }
    let reasons = [("Cancelled", &letter.cancel_reason), ("Although died", &letter.died_reason)];
    all.extend(reasons.iter().filter(|(_, why)| !why.is_empty()).map(|(l, why)| Para::fact(*l, *why)));
    for (label, id) in [("Replaces", &letter.replaces_id), ("Replaced by", &letter.replaced_by)] {
        if let Some(id) = id {
            let title = repo::title_of(cx.db(), id)?.unwrap_or_else(|| id.clone());
            all.push(Para::fact(label, title));
        }
    }
    Ok(all)
}

fn history(letter: &Letter, cx: &Cx) -> Result<Vec<Para>, Refusal> {
    let mut all = vec![Para::heading("History")];
    let approved = letter.approval_words();
    let steps = [
        ("Begun", Some(letter.created_at.as_str()), letter.owner.as_str()),
        ("Submitted", letter.submitted_at.as_deref(), ""),
        ("Approved", letter.approved_at.as_deref(), approved.as_str()),
        ("Sent", letter.sent_at.as_deref(), ""),
        ("Cancelled", letter.cancelled_at.as_deref(), letter.cancel_reason.as_str()),
    ];
    let done = steps.iter().filter(|(_, at, _)| at.is_some());
    all.extend(done.map(|(label, at, more)| Para::fact(*label, format!("{} {more}", stamp(*at)))));
    for (kind, id) in links::others(cx.db(), &letter.id)? {
        let title = repo::title_of(cx.db(), &id)?.unwrap_or_else(|| "not to be shown here".into());
        all.push(Para::fact(format!("From {kind}"), title));
    }
    Ok(all)
}
