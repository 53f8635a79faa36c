//! An absence with all that others have of it, and what happens with each item on the return, before it is done.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::acts::{self, Back};
use super::{Absence, repo_away};
use crate::app::{Cx, Layer, Row};
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::text::dates;
use crate::ui::list::{Column, Line, List, ListState, head};
use crate::ui::{Look, Meaning, panel, pen};

/// An absence and what others have of it.
pub struct BackLayer {
    id: String,
    absence: Absence,
    title: String,
    lines: Vec<Line>,
    state: ListState,
}

/// Opens an absence.
pub(super) fn open(id: &str, cx: &mut Cx) -> Done {
    let absence: Absence = cx.db().must(id)?;
    let (title, lines, state) = (String::new(), Vec::new(), ListState::default());
    let mut layer = BackLayer { id: id.into(), absence, title, lines, state };
    layer.fill(cx)?;
    cx.open(layer);
    Ok(())
}

impl BackLayer {
    fn fill(&mut self, cx: &Cx) -> Done {
        self.absence = cx.db().must(&self.id)?;
        let all = match acts::give_back(cx.db(), &self.absence, cx.now) {
            Ok((all, _)) => all,
            Err(_) if repo_away::handed(cx.db(), &self.id)?.is_empty() => Vec::new(),
            Err(e) => return Err(e),
        };
        let goes = all.iter().filter(|b| b.goes).count();
        let stays = all.len() - goes;
        let absence = &self.absence;
        let back = match absence.returned_at.as_deref().and_then(|at| at.get(..10)?.parse().ok()) {
            Some(day) => format!("back since {}", dates::screen(day)),
            None if all.is_empty() => "nobody has anything of theirs".into(),
            None => format!("{goes} go back, {stays} stay"),
        };
        self.title = format!("{} · {} {} · {back}", absence.member, absence.word(), absence.days());
        self.lines = all.iter().map(line).collect();
        self.state.keep(&self.lines);
        Ok(())
    }

    fn target(&self) -> Result<(String, String), String> {
        let id = self.lines.get(self.state.selected()).map(|l| l.id.as_str()).unwrap_or_default();
        let opens = id.split_once('/').map(|(kind, id)| (kind.to_owned(), id.to_owned()));
        opens.ok_or_else(|| "There is nothing here to open. e on the page before edits the absence.".into())
    }
}

fn line(one: &Back) -> Line {
    let (kind, id) = (&one.handed.kind, &one.handed.item_id);
    let how = if one.handed.why == "cover" { "came in" } else { "was shared out" };
    let since = one.handed.at.get(..10).and_then(|d| d.parse().ok()).map(dates::screen).unwrap_or_default();
    let end = if one.goes { format!("goes back to {}", one.handed.from_name) } else { format!("stays: {}", one.why) };
    let cells = [kind.clone(), one.what.clone(), one.owner.clone(), how.to_owned(), since, end];
    Line::new(format!("{kind}/{id}"), if one.goes { Meaning::ToDo } else { Meaning::Done }, cells)
}

const COLUMNS: &[Column] = &[
    Column::fixed(6),
    Column::min(20).grow(4),
    Column::min(14),
    Column::fixed(14).priority(1),
    Column::fixed(11).priority(2),
    Column::min(20).grow(1),
];
const NAMES: &[&str] = &["", "What", "With whom", "How", "Since", "On the return"];

static ROWS: &[Row<BackLayer>] = &[
    row!(
        "back.do",
        ["b"],
        "Give it back",
        "They are here again: all that goes back does, in one change.",
        Place::Footer(1),
        |layer: &BackLayer, cx: &Cx| acts::give_back(cx.db(), &layer.absence, cx.now)
            .map(|_| ())
            .map_err(|e| e.to_string()),
        |layer, cx| {
            let (_, change) = acts::give_back(cx.db(), &layer.absence, cx.now)?;
            cx.close();
            cx.apply(&change)
        }
    ),
    row!(
        "back.open",
        ["enter"],
        "Open",
        "Open the item that is selected.",
        Place::Footer(2),
        |layer: &BackLayer, _: &Cx| layer.target().map(|_| ()),
        |layer, cx| {
            let (kind, id) = layer.target()?;
            cx.close();
            cx.show(kind, id);
            Ok(())
        }
    ),
];

impl Layer for BackLayer {
    const SCOPE: &'static str = "+team_back";
    const TYPING: bool = false;

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    fn listed(&mut self) -> Option<(&Vec<Line>, &mut ListState)> {
        Some((&self.lines, &mut self.state))
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.fill(cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let inner = panel::panel(frame, area, &self.title, true, look);
        let cover = super::model::turns_said(&self.absence.turns);
        let cover = if cover.is_empty() { "Nobody covers.".into() } else { format!("Cover: {cover}") };
        pen::put(frame.buffer_mut(), inner, 1, 0, &cover, look.theme.base);
        let below = head(frame, pen::below(inner, 1), COLUMNS, NAMES, look);
        let list = List {
            columns: COLUMNS,
            empty: "Nobody has anything of theirs.",
            hint: "b They are back   Esc goes back",
            focused: true,
        };
        list.draw(frame, below, &self.lines, &mut self.state, look)
    }
}
