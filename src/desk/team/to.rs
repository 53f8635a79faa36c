//! To whom: the team with a sign before each name; the sign moves at once.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::acts::{self, Key};
use super::repo_backlog::{self, By};
use super::rows::away_words;
use super::{repo, repo_away};
use crate::app::{Cx, Input, Layer, Row, Taken};
use crate::desk::dictation::model::minutes;
use crate::keys::Done;
use crate::text::names::fold;
use crate::ui::list::{Column, Line, List, ListState, Move};
use crate::ui::{Look, Meaning, overlay};

/// To whom something is moved.
pub struct ToLayer {
    items: Vec<Key>,
    names: Vec<String>,
    lines: Vec<Line>,
    state: ListState,
    title: String,
}

const SIGNS: &str = "123456789abcdefghijklmnopqrstuvwxyz";

/// Asks to whom the items go.
pub(super) fn open(items: Vec<Key>, from: &str, cx: &mut Cx) -> Done {
    let away = repo_away::now(cx.db(), cx.now)?;
    let waits = repo_backlog::all(cx.db(), By::Secretary, cx.config.clinic_letter_days, cx.now)?;
    let (mut names, mut lines) = (Vec::new(), Vec::new());
    let members = repo::all(cx.db())?.into_iter().filter(|m| !m.is_author() && m.name != from);
    for (member, sign) in members.zip(SIGNS.chars()) {
        let own = waits.iter().find(|b| b.who == member.name);
        let open = own.map_or_else(|| "nothing open".into(), |b| format!("{} open", b.items()));
        let audio = own.filter(|b| b.audio_ms > 0).map(|b| format!(", {} to type", minutes(b.audio_ms)));
        let here = away.get(&fold(&member.name)).map(away_words);
        let meaning = if here.is_some() { Meaning::Paused } else { Meaning::None };
        let has = format!("{open}{}", audio.unwrap_or_default());
        let cells = [sign.to_string(), member.name.clone(), has, here.unwrap_or_default()];
        lines.push(Line::new(member.name.clone(), meaning, cells));
        names.push(member.name);
    }
    let title = format!("Move {} to", super::model::counted(items.iter().map(|(k, _)| *k)));
    cx.open(ToLayer { items, names, lines, state: ListState::default(), title });
    Ok(())
}

impl ToLayer {
    fn take(&mut self, at: usize, cx: &mut Cx) -> Done {
        let Some(to) = self.names.get(at) else { return Ok(()) };
        let change = acts::move_to(cx.db(), &self.items, to, cx.now)?;
        cx.close();
        cx.apply(&change)
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        let at = match key.code {
            KeyCode::Enter => Some(self.state.selected()),
            KeyCode::Char(c) => SIGNS.chars().position(|s| s == c).filter(|at| *at < self.names.len()),
            _ => {
                let Some(movement) = Move::of(key) else { return Taken::No };
                self.state.step(&self.lines, movement);
                return Taken::Yes;
            }
        };
        let Some(at) = at else { return Taken::No };
        if let Err(e) = self.take(at, cx) {
            cx.warn(e.to_string());
        }
        Taken::Yes
    }
}

const COLUMNS: &[Column] =
    &[Column::fixed(2), Column::min(18).identifier(), Column::fixed(26), Column::min(10).priority(1).grow(3)];

impl Layer for ToLayer {
    const SCOPE: &'static str = "+team_to";

    fn rows() -> &'static [Row<Self>] {
        &[]
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("1 2 3", "Move at once"), ("Up Down", "Choose"), ("Enter", "Move")]
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        self.key(*key, cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let high = self.lines.len().clamp(3, 30) as u16 + 2;
        let inner = overlay::open(frame, area, (100, high), &self.title, look);
        let list = List {
            columns: COLUMNS,
            empty: "There is nobody else in the team.",
            hint: "Esc goes back; n in the team adds a member",
            focused: true,
        };
        list.draw(frame, inner, &self.lines, &mut self.state, look)
    }
}
