//! The list of what rang: look at it, put it off, or be done with it, one key each.

use chrono::{Duration, NaiveDateTime};
use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::bell::whose;
use super::repo::{self, Standing};
use crate::app::{Cx, Input, Layer, Row, Taken};
use crate::keys::command::always;
use crate::keys::{Command, Done, Place};
use crate::store::Refusal;
use crate::text::dates;
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, Meaning, overlay, pen, width};

const COLUMNS: &[Column] = &[
    Column::fixed(22),
    Column::fill(2).identifier(),
    Column::fill(1).priority(1),
    Column::fixed(18).priority(2),
    Column::fixed(8).priority(3),
];

/// The list of what rang.
pub struct Reminders {
    all: Vec<Standing>,
    lines: Vec<Line>,
    state: ListState,
}

/// Opens the list.
pub(super) fn open(cx: &mut Cx) -> Done {
    let all = repo::standing(cx.db(), whose(cx), cx.now)?;
    let lines = lines(&all, cx.now);
    cx.open(Reminders { all, lines, state: ListState::default() });
    Ok(())
}

fn lines(all: &[Standing], now: NaiveDateTime) -> Vec<Line> {
    all.iter().map(|one| line(one, now)).collect()
}

fn line(one: &Standing, now: NaiveDateTime) -> Line {
    let until = one.rung.until.as_deref().and_then(|u| u.parse().ok());
    let (meaning, state) = match one.rung.state.as_str() {
        "missed" => (Meaning::ActNow, "missed".to_owned()),
        "snoozed" if !one.presses(now) => (Meaning::Paused, format!("again {}", again(until, now))),
        "seen" => (Meaning::Done, "seen".into()),
        _ => (Meaning::ActNow, "rang".into()),
    };
    let reminder = &one.reminder;
    let cells = [reminder.when(now), reminder.title.clone(), reminder.detail.clone(), state];
    let cells = cells.into_iter().chain([reminder.kind.column().to_owned()]);
    Line::new(one.rung.id.clone(), meaning, cells)
}

fn again(until: Option<NaiveDateTime>, now: NaiveDateTime) -> String {
    match until {
        Some(at) if at.date() == now.date() => dates::time(at.time()),
        Some(at) => format!("{} {}", dates::relative(now.date(), at.date()), dates::time(at.time())),
        None => String::new(),
    }
}

/// The keys, where the footer has no room for all of them.
const KEYS: &str = "Enter look at it · d seen · s +10 min · h +1 h · t tomorrow · a all seen · o not seen · Esc";

impl Reminders {
    const ROWS: &'static [Row<Self>] = &[
        Self::row(
            "reminders.go",
            &["enter"],
            "Look at it",
            "Go to what it reminds of; it counts as seen.",
            1,
            Self::go,
        ),
        Self::row("reminders.seen", &["d"], "Seen", "Be done with this reminder.", 2, |l, cx| {
            l.settle("seen", None, cx)
        }),
        Self::row("reminders.ten", &["s"], "+10 min", "Ring again in ten minutes.", 3, |l, cx| l.later(10, cx)),
        Self::row("reminders.hour", &["h"], "+1 h", "Ring again in an hour.", 4, |l, cx| l.later(60, cx)),
        Self::row("reminders.tomorrow", &["t"], "Tomorrow", "Ring again tomorrow morning.", 5, Self::tomorrow),
        Self::row("reminders.all", &["a"], "All seen", "Be done with all that rang.", 6, Self::all_seen),
        Self::row("reminders.back", &["o"], "Not seen", "Let it stand on the desk again.", 7, |l, cx| {
            l.settle("rang", None, cx)
        }),
    ];

    const fn row(
        id: &'static str,
        keys: &'static [&'static str],
        label: &'static str,
        sentence: &'static str,
        place: u8,
        run: fn(&mut Self, &mut Cx) -> Done,
    ) -> Row<Self> {
        Command { id, keys, label, sentence, place: Place::Footer(place), everywhere: false, ready: always, run }
    }

    fn selected(&self) -> Result<&Standing, Refusal> {
        self.all
            .get(self.state.selected())
            .ok_or_else(|| Refusal::rule("No reminder stands here. Esc closes the list."))
    }

    fn go(&mut self, cx: &mut Cx) -> Done {
        let one = self.selected()?.clone();
        cx.store.settle_bell(&one.rung.id, "seen", None, cx.now)?;
        cx.touch();
        cx.close();
        cx.show(one.reminder.kind.table(), one.reminder.rec);
        Ok(())
    }

    fn settle(&mut self, state: &str, until: Option<NaiveDateTime>, cx: &mut Cx) -> Done {
        let one = self.selected()?.clone();
        cx.store.settle_bell(&one.rung.id, state, until, cx.now)?;
        cx.touch();
        cx.say(match until {
            Some(at) => format!("Rings again {}: {}.", again(Some(at), cx.now), one.reminder.title),
            None if state == "seen" => format!("Seen: {}. o lets it stand again.", one.reminder.title),
            None => format!("It stands on the desk again: {}.", one.reminder.title),
        });
        Ok(())
    }

    fn later(&mut self, minutes: i64, cx: &mut Cx) -> Done {
        self.settle("snoozed", Some(cx.now + Duration::minutes(minutes)), cx)
    }

    fn tomorrow(&mut self, cx: &mut Cx) -> Done {
        let at = (cx.today() + Duration::days(1)).and_time(cx.config.dates_at());
        self.settle("snoozed", Some(at), cx)
    }

    fn all_seen(&mut self, cx: &mut Cx) -> Done {
        let pressing: Vec<&Standing> = self.all.iter().filter(|s| s.presses(cx.now)).collect();
        if pressing.is_empty() {
            return Err(Refusal::rule("Nothing rang that was not seen."));
        }
        let count = pressing.len();
        for one in pressing {
            cx.store.settle_bell(&one.rung.id, "seen", None, cx.now)?;
        }
        cx.touch();
        cx.say(format!("{count} reminders are seen. o lets one stand again."));
        Ok(())
    }
}

impl Layer for Reminders {
    const SCOPE: &'static str = "+reminders";

    fn rows() -> &'static [Row<Self>] {
        Self::ROWS
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        if key.code == KeyCode::Char('R') {
            cx.close();
            return Taken::Yes;
        }
        self.state.handle(&self.lines, *key).into()
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.all = repo::standing(cx.db(), whose(cx), cx.now)?;
        self.lines = lines(&self.all, cx.now);
        self.state.keep(&self.lines);
        Ok(())
    }

    /// Where nothing rang there is nothing to be done with it.
    fn in_footer(&self, _id: &str) -> bool {
        !self.all.is_empty()
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let high = (self.lines.len() as u16 + 5).clamp(8, area.height.max(8));
        let wide = area.width.saturating_sub(4).clamp(30, 112);
        let inner = overlay::open(frame, area, (wide, high), "Reminders: what rang", look);
        let empty = "Nothing rang today. An entry's field Remind says how long before it rings.";
        let list = List { columns: COLUMNS, empty, hint: "", focused: true };
        let keys = if self.all.is_empty() { Vec::new() } else { width::wrap(KEYS, usize::from(inner.width).max(1)) };
        let high = inner.height.saturating_sub(keys.len() as u16);
        let cursor = list.draw(frame, Rect { height: high, ..inner }, &self.lines, &mut self.state, look);
        for (y, row) in (0..).zip(&keys) {
            pen::put(frame.buffer_mut(), pen::below(inner, high), 0, y, row, look.theme.dim);
        }
        cursor
    }
}
