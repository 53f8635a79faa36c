//! Everything that waits with somebody, over the desk: marked, moved in two keys, shared out.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::acts::Key;
use super::model::{Item, ItemKind};
use super::repo_backlog::{self, By, MOST};
use super::{sharing, to};
use crate::app::{Cx, Input, Layer, Move, Row, Shelf, Shelved, Taken};
use crate::desk::dictation::model::minutes;
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::text::dates;
use crate::ui::list::{Column, Line, List, ListState, head};
use crate::ui::{Look, Meaning, panel};

/// An item in the list.
struct ItemRow {
    item: Item,
    today: NaiveDate,
    /// Whose it is is said where it is not one person's list.
    whose: bool,
}

impl Shelved for ItemRow {
    fn id(&self) -> &str {
        &self.item.id
    }

    fn line(&self) -> Line {
        let i = &self.item;
        let meaning = if i.late { Meaning::ActNow } else { Meaning::ToDo };
        let due = i.due_at().map(|at| dates::relative(self.today, at.date())).unwrap_or_default();
        let audio = if i.audio_ms == 0 { String::new() } else { minutes(i.audio_ms) };
        let state = if i.waits_on.is_empty() { i.state.clone() } else { format!("waits on {}", i.waits_on) };
        let own = if self.whose { i.owner.clone() } else { i.consultant.clone() };
        let for_whom = if i.for_name.is_empty() { String::new() } else { format!("for {}", i.for_name) };
        let cells = [
            i.kind.table().to_owned(),
            format!("{}d", i.days(self.today)),
            i.name.clone(),
            i.what.clone(),
            due,
            audio,
            state,
            own,
            for_whom,
        ];
        Line::new(i.id.clone(), meaning, cells)
    }
}

/// Which of them are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Only {
    All,
    Letters,
    ToType,
    Queries,
    Tasks,
    Late,
}

impl Only {
    const ALL: [Self; 6] = [Self::All, Self::Letters, Self::ToType, Self::Queries, Self::Tasks, Self::Late];

    fn next(self) -> Self {
        let at = Self::ALL.iter().position(|o| *o == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    fn word(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Letters => " · only letters (v)",
            Self::ToType => " · only what is to be typed (v)",
            Self::Queries => " · only queries (v)",
            Self::Tasks => " · only tasks (v)",
            Self::Late => " · only what is late (v)",
        }
    }

    fn fits(self, item: &Item) -> bool {
        match self {
            Self::All => true,
            Self::Letters => item.kind == ItemKind::Letter,
            Self::ToType => item.audio_ms > 0,
            Self::Queries => item.kind == ItemKind::Query,
            Self::Tasks => item.kind == ItemKind::Task,
            Self::Late => item.late,
        }
    }
}

/// What waits with somebody.
pub struct PileLayer {
    by: By,
    who: String,
    only: Only,
    shelf: Shelf<ItemRow>,
    title: String,
}

/// Opens the list of somebody; of nobody: the pool.
pub(super) fn open(by: By, who: &str, cx: &mut Cx) -> Done {
    let mut layer = PileLayer { by, who: who.into(), only: Only::All, shelf: Shelf::default(), title: String::new() };
    layer.fill(cx)?;
    cx.open(layer);
    Ok(())
}

impl PileLayer {
    fn fill(&mut self, cx: &Cx) -> Done {
        let all = repo_backlog::items(cx.db(), (self.by, &self.who), cx.config.clinic_letter_days, cx.now)?;
        let count = |kind| all.iter().filter(|i: &&Item| i.kind == kind).count();
        let more = ItemKind::ALL.into_iter().any(|k| count(k) as i64 >= MOST);
        let late = all.iter().filter(|i| i.late).count();
        let whose = if self.who.is_empty() { "nobody (the pool)" } else { &self.who };
        let most = if more { format!(" · the worst {MOST} of each kind") } else { String::new() };
        self.title = format!(
            "Waits with {whose} · {} letters · {} queries · {} tasks · {late} late{most}{}",
            count(ItemKind::Letter),
            count(ItemKind::Query),
            count(ItemKind::Task),
            self.only.word(),
        );
        if self.by == By::Consultant {
            self.title = self.title.replacen("Waits with", "Waits for the patients of", 1);
        }
        let (only, today, whose) = (self.only, cx.today(), self.by == By::Consultant);
        let shown = all.into_iter().filter(|i| only.fits(i));
        self.shelf.fill(shown.map(|item| ItemRow { item, today, whose }).collect());
        Ok(())
    }

    fn chosen(&self) -> Vec<Item> {
        self.shelf.chosen().into_iter().map(|r| r.item.clone()).collect()
    }

    fn go(&mut self, cx: &mut Cx) -> Done {
        let Some(row) = self.shelf.selected() else { return Ok(()) };
        let (kind, id) = (row.item.kind.table(), row.item.id.clone());
        cx.close();
        cx.show(kind, id);
        Ok(())
    }

    fn mark_all(&mut self) {
        let ids: Vec<String> = self.shelf.lines().iter().map(|l| l.id.clone()).collect();
        let marked = &mut self.shelf.state.marked;
        if ids.iter().all(|id| marked.contains(id)) {
            marked.clear();
        } else {
            marked.extend(ids);
        }
    }
}

const COLUMNS: &[Column] = &[
    Column::fixed(6),
    Column::fixed(5).right(),
    Column::min(20).identifier(),
    Column::min(18).grow(4),
    Column::fixed(12).priority(1),
    Column::fixed(7).right().priority(3),
    Column::fixed(17).priority(2),
    Column::fixed(14).priority(4),
    Column::fixed(18).priority(5),
];
const NAMES: &[&str] = &["", "Waits", "About", "What", "Due", "To type", "State", "Whose", ""];

fn some(layer: &PileLayer, _: &Cx) -> Result<(), String> {
    layer.shelf.selected().map(|_| ()).ok_or_else(|| "Nothing waits here.".into())
}

static ROWS: &[Row<PileLayer>] = &[
    row!("pile.open", ["enter"], "Open", "Open the item that is selected.", Place::Footer(1), some, PileLayer::go),
    row!(
        "pile.move",
        ["m"],
        "Move",
        "Move the item, or all that are marked, to another member: m, then the sign before the name.",
        Place::Footer(2),
        some,
        |layer, cx| {
            let keys: Vec<Key> = layer.chosen().into_iter().map(|i| (i.kind, i.id)).collect();
            to::open(keys, &layer.who, cx)
        }
    ),
    row!(
        "pile.mark",
        ["space"],
        "Mark",
        "Mark several; what is done is done to all of them.",
        Place::Footer(3),
        some,
        |layer, _| {
            layer.shelf.moved(Move::Mark);
            Ok(())
        }
    ),
    row!(
        "pile.mark_all",
        ["a"],
        "Mark all",
        "Mark all that are shown, or take all marks away.",
        Place::Footer(4),
        some,
        |layer, _| {
            layer.mark_all();
            Ok(())
        }
    ),
    row!(
        "pile.share",
        ["o"],
        "Share out",
        "Share out what is marked, or all that is shown where nothing is, among several; it is shown before it is done.",
        Place::Footer(5),
        some,
        |layer, cx| {
            let marked = !layer.shelf.state.marked.is_empty();
            let all = layer.shelf.all().iter().map(|r| r.item.clone());
            sharing::open(if marked { layer.chosen() } else { all.collect() }, cx)
        }
    ),
    row!(
        "pile.only",
        ["v"],
        "Only",
        "All of it; only letters; what is to be typed; queries; tasks; what is late.",
        Place::Footer(6),
        always,
        |layer, cx| {
            layer.only = layer.only.next();
            layer.fill(cx)
        }
    ),
];

impl Layer for PileLayer {
    const SCOPE: &'static str = "+team_pile";
    const TYPING: bool = false;

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    fn listed(&mut self) -> Option<(&Vec<Line>, &mut ListState)> {
        Some(self.shelf.parts())
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        let (lines, state) = self.shelf.parts();
        state.handle(lines, *key).into()
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.fill(cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        crate::ui::pen::fill(frame.buffer_mut(), area, look.theme.base);
        let marked = self.shelf.state.marked.len();
        let marked = if marked > 0 { format!(" · {marked} marked") } else { String::new() };
        let inner = panel::panel(frame, area, &format!("{}{marked}", self.title), true, look);
        let below = head(frame, inner, COLUMNS, NAMES, look);
        let list = List { columns: COLUMNS, empty: "Nothing waits here.", hint: "Esc goes back", focused: true };
        let (lines, state) = self.shelf.parts();
        list.draw(frame, below, lines, state, look)
    }
}
