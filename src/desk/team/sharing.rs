//! Sharing out: who takes part, and what each would get, before it is done.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::acts::{self, Share};
use super::model::share::By;
use super::model::{Item, Member, counted, hours};
use super::repo_backlog::{self, By as Whose};
use super::rows::away_words;
use super::{repo, repo_away};
use crate::app::{Cx, Layer, Row};
use crate::desk::dictation::model::minutes;
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::{Change, Refusal};
use crate::text::names::fold;
use crate::ui::list::{Column, Line, List, ListState, head};
use crate::ui::{Look, Meaning, panel, pen};

/// Somebody who may take a share.
struct Taker {
    member: Member,
    /// Why they are not there.
    away: String,
    has: i64,
}

/// Who gets what.
pub struct ShareLayer {
    items: Vec<Item>,
    takers: Vec<Taker>,
    taking: BTreeSet<String>,
    by: By,
    shares: Vec<Share>,
    lines: Vec<Line>,
    state: ListState,
}

/// Shows what everybody would get of these items.
pub(super) fn open(items: Vec<Item>, cx: &mut Cx) -> Done {
    if items.is_empty() {
        return Err(Refusal::rule("Nothing waits here: there is nothing to share out."));
    }
    let owners: BTreeSet<&str> = items.iter().map(|i| i.owner.as_str()).collect();
    let away = repo_away::now(cx.db(), cx.now)?;
    let waits = repo_backlog::all(cx.db(), Whose::Secretary, cx.config.clinic_letter_days, cx.now)?;
    let members = repo::all(cx.db())?.into_iter().filter(|m| !m.is_author() && !owners.contains(m.name.as_str()));
    let takers: Vec<Taker> = members
        .map(|member| Taker {
            away: away.get(&fold(&member.name)).map(away_words).unwrap_or_default(),
            has: waits.iter().find(|b| b.who == member.name).map_or(0, super::model::Backlog::items),
            member,
        })
        .collect();
    let taking = takers.iter().filter(|t| t.away.is_empty()).map(|t| t.member.name.clone()).collect();
    let by = if items.iter().any(|i| i.audio_ms > 0) { By::Audio } else { By::Items };
    let (shares, lines, state) = (Vec::new(), Vec::new(), ListState::default());
    let mut layer = ShareLayer { items, takers, taking, by, shares, lines, state };
    layer.fill(cx);
    cx.open(layer);
    Ok(())
}

impl ShareLayer {
    fn change(&self, cx: &Cx) -> Result<(Vec<Share>, Change), Refusal> {
        let among: Vec<String> = self.taking.iter().cloned().collect();
        acts::share(cx.db(), &self.items, &among, self.by, cx.now)
    }

    fn fill(&mut self, cx: &Cx) {
        self.shares = self.change(cx).map(|(shares, _)| shares).unwrap_or_default();
        self.lines = self.takers.iter().map(|t| self.line(t)).collect();
        self.state.keep(&self.lines);
    }

    fn line(&self, taker: &Taker) -> Line {
        let is_in = self.taking.contains(&taker.member.name);
        let own = self.shares.iter().find(|s| s.to == taker.member.name);
        let gets = own.map(|s| counted(s.items.iter().map(|i| i.kind))).unwrap_or_default();
        let audio = own.filter(|s| s.audio_ms > 0).map(|s| minutes(s.audio_ms)).unwrap_or_default();
        let week = hours::week(&taker.member.hours);
        let cells = [
            if is_in { "[x]".to_owned() } else { "[ ]".into() },
            taker.member.name.clone(),
            gets,
            audio,
            format!("{}h {:02}m", week / 60, week % 60),
            taker.has.to_string(),
            taker.away.clone(),
        ];
        let meaning = if taker.away.is_empty() { Meaning::None } else { Meaning::Paused };
        Line::new(taker.member.name.clone(), meaning, cells)
    }

    fn toggle(&mut self, cx: &Cx) -> Done {
        let Some(taker) = self.takers.get(self.state.selected()) else { return Ok(()) };
        if !taker.away.is_empty() {
            return Err(Refusal::rule(format!("{} is away: {}.", taker.member.name, taker.away)));
        }
        let name = taker.member.name.clone();
        if !self.taking.remove(&name) {
            self.taking.insert(name);
        }
        self.fill(cx);
        Ok(())
    }

    fn title(&self) -> String {
        let by = if self.by == By::Audio { "minutes of recording" } else { "items" };
        let owners: BTreeSet<&str> = self.items.iter().map(|i| i.owner.as_str()).collect();
        let of = match owners.iter().copied().collect::<Vec<_>>().as_slice() {
            [""] => "the pool".to_owned(),
            [one] => (*one).to_owned(),
            many => format!("{} people", many.len()),
        };
        format!("Share out {} of {of} · by {by}, within their hours", counted(self.items.iter().map(|i| i.kind)))
    }
}

const COLUMNS: &[Column] = &[
    Column::fixed(3),
    Column::min(18).identifier(),
    Column::min(26).grow(3),
    Column::fixed(9).right().priority(1),
    Column::fixed(9).right().priority(3),
    Column::fixed(7).right(),
    Column::min(12).priority(2).grow(2),
];
const NAMES: &[&str] = &["", "Who", "Gets", "To type", "A week", "Has now", ""];

static ROWS: &[Row<ShareLayer>] = &[
    row!(
        "share.do",
        ["enter"],
        "Share out",
        "Do it as it stands here, in one change.",
        Place::Footer(1),
        |layer: &ShareLayer, _: &Cx| {
            if layer.shares.is_empty() { Err("Nobody takes part: Space takes somebody in.".into()) } else { Ok(()) }
        },
        |layer, cx| {
            let (_, change) = layer.change(cx)?;
            cx.close();
            cx.apply(&change)
        }
    ),
    row!(
        "share.who",
        ["space"],
        "Takes part",
        "Take somebody in, or leave them out.",
        Place::Footer(2),
        always,
        |layer, cx| layer.toggle(cx)
    ),
    row!(
        "share.by",
        ["v"],
        "By",
        "By the number of items, or by the minutes of recording.",
        Place::Footer(3),
        always,
        |layer, cx| {
            layer.by = if layer.by == By::Items { By::Audio } else { By::Items };
            layer.fill(cx);
            Ok(())
        }
    ),
];

impl Layer for ShareLayer {
    const SCOPE: &'static str = "+team_share";
    const TYPING: bool = false;

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    fn listed(&mut self) -> Option<(&Vec<Line>, &mut ListState)> {
        Some((&self.lines, &mut self.state))
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let inner = panel::panel(frame, area, &self.title(), true, look);
        let below = head(frame, inner, COLUMNS, NAMES, look);
        let list = List {
            columns: COLUMNS,
            empty: "There is nobody else in the team.",
            hint: "Esc goes back; n in the team adds a member",
            focused: true,
        };
        list.draw(frame, below, &self.lines, &mut self.state, look)
    }
}
