//! The desk of a consultant: what awaits approval, read one after the other, approved one by one or many at once,
//! returned with remarks at places of the text. The same on paper for who does not sit at the desk.

mod answers;
mod list;
mod remarks;
mod rows;

pub use answers::AnswersLayer;

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::Letter;
use super::repo::Listed;
use super::repo_post;
use crate::app::{Cx, Input, Layer, Row, Taken};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::list::{Line, ListState};
use crate::ui::{Look, pen};
use remarks::Desk;

/// What awaits approval, and the letter that is read.
pub struct ApprovalLayer {
    /// Whose; none: everybody's.
    author: Option<String>,
    all: Vec<Listed>,
    lines: Vec<Line>,
    state: ListState,
    /// Which were opened since this was opened.
    opened: BTreeSet<String>,
    reading: Option<Desk>,
}

/// Opens the approval desk: of who sits here, where something awaits them; else everybody's.
pub(super) fn open(cx: &mut Cx) -> Done {
    let authors = repo_post::authors_awaited(cx.db())?;
    if authors.is_empty() {
        return Err(Refusal::rule("No letter awaits approval."));
    }
    let mine = authors.iter().any(|(author, _)| *author == cx.who);
    let only = match authors.as_slice() {
        [(only, _)] => Some(only.clone()),
        _ => None,
    };
    open_of(if mine { Some(cx.who.clone()) } else { only }, cx)
}

/// Opens the list of one author, or everybody's.
fn open_of(author: Option<String>, cx: &mut Cx) -> Done {
    let mut layer = ApprovalLayer {
        author,
        all: Vec::new(),
        lines: Vec::new(),
        state: ListState::default(),
        opened: BTreeSet::new(),
        reading: None,
    };
    layer.read(cx)?;
    cx.open(layer);
    Ok(())
}

impl ApprovalLayer {
    /// Reads again what awaits; the letter that is read stays as long as it awaits approval.
    fn read(&mut self, cx: &Cx) -> Done {
        self.all = repo_post::awaiting(cx.db(), self.author.as_deref())?;
        self.list(cx.today());
        self.state.keep(&self.lines);
        let still = |desk: &Desk| self.all.iter().any(|l| l.letter.id == desk.id() && l.letter.body == desk.body());
        if self.reading.as_ref().is_some_and(|desk| !still(desk)) {
            self.reading = None;
        }
        Ok(())
    }

    /// The letter that is read, else the selected one.
    fn letter(&self) -> Result<&Letter, String> {
        let read = self.reading.as_ref().and_then(|desk| self.all.iter().find(|l| l.letter.id == desk.id()));
        let one = read.or_else(|| self.all.get(self.state.selected()));
        one.map(|l| &l.letter).ok_or_else(|| "No letter awaits approval here.".into())
    }

    /// The letter that is read, else those marked, else the selected one.
    fn chosen(&self) -> Result<Vec<Letter>, String> {
        if self.reading.is_some() {
            return Ok(vec![self.letter()?.clone()]);
        }
        let ids = self.state.chosen();
        let all: Vec<Letter> =
            self.all.iter().filter(|l| ids.contains(&l.letter.id)).map(|l| l.letter.clone()).collect();
        if all.is_empty() { Err("No letter awaits approval here.".into()) } else { Ok(all) }
    }

    /// Opens a letter to be read.
    fn open_letter(&mut self, letter: &Letter, cx: &mut Cx) -> Done {
        let name = super::repo::name(cx.db(), letter)?;
        self.reading = Some(Desk::open(letter, &name, cx)?);
        self.opened.insert(letter.id.clone());
        self.state.select_id(&self.lines, &letter.id);
        cx.viewed("letter", &letter.id, &format!("Read {}: {name}", letter.title))
    }
}

impl Layer for ApprovalLayer {
    const SCOPE: &'static str = "+approval";

    fn rows() -> &'static [Row<Self>] {
        rows::ROWS
    }

    fn typing(&self) -> bool {
        false
    }

    fn in_footer(&self, id: &str) -> bool {
        let while_read = matches!(id, "approval.remark" | "approval.next");
        let in_list =
            matches!(id, "approval.read" | "approval.mark" | "approval.whose" | "approval.sheet" | "approval.answers");
        if self.reading.is_some() { !in_list } else { !while_read }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        match &mut self.reading {
            Some(desk) => desk.handle(*key).into(),
            None => self.state.handle(&self.lines, *key).into(),
        }
    }

    fn esc(&mut self, cx: &mut Cx) {
        if self.reading.take().is_none() {
            cx.close();
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.read(cx)?;
        if let Some(desk) = &mut self.reading {
            desk.again(cx)?;
        }
        Ok(())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        match &mut self.reading {
            Some(desk) => desk.draw(frame, area, look),
            None => self.draw_list(frame, area, look),
        }
    }
}
