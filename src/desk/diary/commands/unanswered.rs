//! The list of what is not sure yet: answered from here, or gone to.

use chrono::NaiveDateTime;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::{entry, invite};
use crate::app::{Cx, Layer, Row};
use crate::desk::diary::Entry;
use crate::desk::diary::pane::{DiaryPane, Goal};
use crate::desk::diary::rules_unanswered::{Unanswered as One, Why};
use crate::desk::diary::unanswered::unanswered;
use crate::keys::command::always;
use crate::keys::{Command, Done, Place};
use crate::store::Refusal;
use crate::text::dates;
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, Meaning, pen};

const COLUMNS: &[Column] = &[
    Column::fixed(21).identifier(),
    Column::fill(2).identifier(),
    Column::fixed(26).identifier(),
    Column::fill(1).priority(2),
    Column::fixed(14).priority(1),
];

/// Opens the list.
pub(super) fn open(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    let mut list =
        Unanswered { all: Vec::new(), lines: Vec::new(), state: ListState::default(), goal: pane.goal.clone() };
    list.read(cx)?;
    if list.all.is_empty() {
        return Err(Refusal::rule("Nothing waits for an answer: no invitation, no proposal, no time that is held."));
    }
    cx.open(list);
    Ok(())
}

/// The list over the diary.
pub struct Unanswered {
    all: Vec<One>,
    lines: Vec<Line>,
    state: ListState,
    goal: Goal,
}

impl Unanswered {
    fn read(&mut self, cx: &Cx) -> Done {
        self.all = unanswered(cx.db(), &cx.who, cx.now)?;
        let mut last = None;
        let mut line = |one: &One| line(one, last.replace(one.why) != Some(one.why), &cx.who, cx.now);
        self.lines = self.all.iter().map(&mut line).collect();
        self.state.keep(&self.lines);
        Ok(())
    }

    fn selected(&self) -> Result<&One, Refusal> {
        let none = || Refusal::rule("Nothing waits for an answer any more: Esc goes back.");
        self.all.get(self.state.selected()).ok_or_else(none)
    }

    fn go(&mut self, cx: &mut Cx) -> Done {
        let one = self.selected()?.one.clone();
        cx.close();
        cx.say(format!("{}: {}.", one.title(&cx.who), one.times()));
        self.goal.set(one.id(), cx);
        Ok(())
    }

    fn to(&self, cx: &mut Cx, word: &'static str, state: fn(&Entry, &Cx) -> Result<Entry, String>) -> Done {
        let one = self.selected()?.one.clone();
        entry::state_of(&[one], cx, word, state)
    }

    fn title(&self) -> String {
        let mut parts = vec!["Not sure yet".to_owned()];
        for why in [Why::Invited, Why::Proposed, Why::Tentative, Why::Held] {
            let count = self.all.iter().filter(|one| one.why == why).count();
            if count > 0 {
                parts.push(format!("{count} {}", why.word()));
            }
        }
        parts.join(" · ")
    }

    const ROWS: &'static [Row<Self>] = &[
        Command {
            id: "unanswered.go",
            keys: &["enter"],
            label: "Go there",
            sentence: "Go to it in the diary, where o confirms it and x cancels it.",
            place: Place::Footer(1),
            everywhere: false,
            ready: always,
            run: Self::go,
        },
        Command {
            id: "unanswered.answer",
            keys: &["a"],
            label: "Answer",
            sentence: "Accept or decline the invitation; the answer is written as an e-mail draft.",
            place: Place::Footer(2),
            everywhere: false,
            ready: always,
            run: |list, cx| invite::answer_one(&list.selected()?.one.clone(), cx),
        },
        Command {
            id: "unanswered.confirm",
            keys: &["o"],
            label: "Confirm",
            sentence: "Confirm it: the others have replied, the time is wanted.",
            place: Place::Footer(3),
            everywhere: false,
            ready: always,
            run: |list, cx| list.to(cx, "Confirmed", |e, _| e.confirmed()),
        },
        Command {
            id: "unanswered.cancel",
            keys: &["x"],
            label: "Cancel",
            sentence: "Cancel it; it stays in the diary, struck through.",
            place: Place::Footer(4),
            everywhere: false,
            ready: always,
            run: |list, cx| list.to(cx, "Cancelled", |e, _| e.cancelled()),
        },
    ];
}

fn line(one: &One, first: bool, who: &str, now: NaiveDateTime) -> Line {
    let e = &one.one.entry;
    let soon = one.one.start.date() <= now.date();
    let meaning = match one.why {
        Why::Invited if soon => Meaning::ActNow,
        Why::Invited => Meaning::ToDo,
        _ => Meaning::Paused,
    };
    let when =
        if e.all_day { dates::screen_weekday(one.one.start.date()) } else { dates::stamp_weekday(one.one.start) };
    let again = if one.one.repeats() { " (repeats)" } else { "" };
    let from = if e.organizer.is_empty() { &e.with_whom } else { &e.organizer };
    let cells =
        [when, format!("{}{again}", one.one.title(who)), one.waited(now), from.clone(), one.one.calendar.name.clone()];
    let line = Line::new(one.one.id(), meaning, cells);
    if first { line.under(one.why.heading()) } else { line }
}

impl Layer for Unanswered {
    const SCOPE: &'static str = "+unanswered";

    fn rows() -> &'static [Row<Self>] {
        Self::ROWS
    }

    const TYPING: bool = false;

    fn listed(&mut self) -> Option<(&Vec<Line>, &mut ListState)> {
        Some((&self.lines, &mut self.state))
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.read(cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let list = List {
            columns: COLUMNS,
            empty: "Nothing waits for an answer any more.",
            hint: "Esc goes back",
            focused: true,
        };
        list.draw_in_panel(frame, area, &self.title(), &self.lines, &mut self.state, look)
    }
}
