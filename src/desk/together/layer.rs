//! The search for a date on the screen: what is asked, the dates with their rooms, and what is in the way of others.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::Duration;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::gather;
use super::model::{Found, Offer, Pick, Wish, search};
use crate::app::{Cx, Layer, Row, prompt_saying};
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::text::{dates, when};
use crate::ui::list::{Column, Line, List, ListState, head};
use crate::ui::{Look, Meaning, panel, pen, width};

/// What is done with what was taken.
type OnPick = Box<dyn FnMut(&Pick, &mut Cx) -> Done>;

/// What was asked anew in the box over the layer.
type Asked = Rc<RefCell<Option<Wish>>>;

/// The layer.
pub struct DatesLayer {
    wish: Wish,
    asked: Asked,
    found: Found,
    lines: Vec<Line>,
    /// For each line: which offer (those that nearly fit after those that do), and which of its rooms.
    at: Vec<(usize, usize)>,
    state: ListState,
    taken: OnPick,
}

/// Opens the search. Where fewer than two are named it is asked first who else. What is taken goes to `taken`.
///
/// # Errors
/// A name that nobody bears, or a length that cannot be.
pub fn open(cx: &mut Cx, wish: Wish, taken: impl FnMut(&Pick, &mut Cx) -> Done + 'static) -> Done {
    let first = wish.with.len() + wish.files.len() < 2;
    let mut layer = DatesLayer {
        asked: Asked::default(),
        found: Found::default(),
        lines: Vec::new(),
        at: Vec::new(),
        state: ListState::default(),
        taken: Box::new(taken),
        wish,
    };
    if !wish_is_empty(&layer.wish) {
        layer.look(cx)?;
    }
    let (wish, asked) = (layer.wish.clone(), layer.asked.clone());
    cx.open(layer);
    if first { ask(&wish, asked, cx) } else { Ok(()) }
}

fn wish_is_empty(wish: &Wish) -> bool {
    wish.with.is_empty() && wish.files.is_empty()
}

const HELP: &str = "Names of calendars here or of the team, with commas between; parts of names will do. \
                    Files: free and busy times (.ifb, .ics) of people from elsewhere.";

/// Asks what is wanted.
fn ask(wish: &Wish, asked: Asked, cx: &mut Cx) -> Done {
    let who = if wish.with.is_empty() { cx.who.clone() } else { wish.with.join(", ") };
    let (long, seats) = (dates::minutes(wish.minutes), wish.seats.to_string());
    let (from, until) = (dates::screen(wish.from), dates::screen(wish.until));
    let (things, files) = (wish.things.join(", "), wish.files.join(", "));
    let questions = [
        ("Who has to be free", who.as_str()),
        ("How long", &long),
        ("Seats (0: any)", &seats),
        ("What has to be there", &things),
        ("From", &from),
        ("Until", &until),
        ("Files", &files),
    ];
    let wish = wish.clone();
    prompt_saying(cx, "A date for everyone", HELP, &questions, move |answers, cx| {
        let wish = read(&wish, answers, cx)?;
        gather::known(cx.db(), &wish, &gather::files_of(&wish)?, &cx.config, (&cx.who, cx.now))?;
        *asked.borrow_mut() = Some(wish);
        cx.touch();
        Ok(())
    });
    Ok(())
}

fn parts(text: &str) -> Vec<String> {
    text.split([',', ';']).map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

fn read(wish: &Wish, answers: &[String], cx: &Cx) -> Result<Wish, Refusal> {
    let day =
        |text: &String| -> Result<_, Refusal> { Ok(when::parse(text, cx.now)?.first().map_or(cx.today(), |w| w.date)) };
    let people = parts(&answers[0]).iter().map(|n| gather::person(cx.db(), n)).collect::<Result<Vec<_>, _>>()?;
    let files = parts(&answers[6]);
    if people.is_empty() && files.is_empty() {
        return Err(Refusal::rule("Say who has to be free."));
    }
    let from = day(&answers[4])?;
    let until = day(&answers[5])?;
    Ok(Wish {
        with: people,
        minutes: gather::read_minutes(&answers[1])?,
        seats: crate::form::read_count(&answers[2])?,
        things: parts(&answers[3]),
        from,
        until: if until < from { from + Duration::days(super::model::DAYS) } else { until },
        files,
        ..wish.clone()
    })
}

impl DatesLayer {
    /// Looks for the dates.
    fn look(&mut self, cx: &Cx) -> Done {
        let known = gather::known(cx.db(), &self.wish, &gather::files_of(&self.wish)?, &cx.config, (&cx.who, cx.now))?;
        self.found = search(&self.wish, &known);
        self.fill();
        Ok(())
    }

    fn fill(&mut self) {
        (self.lines, self.at) = (Vec::new(), Vec::new());
        for (n, offer) in self.found.offers.iter().enumerate() {
            for room in 0..offer.rooms.len().max(1) {
                self.lines.push(fitting(n, room, offer));
                self.at.push((n, room));
            }
        }
        for (n, offer) in self.found.misses.iter().enumerate() {
            let line = missed(n, offer);
            self.lines.push(if n == 0 { line.under("Nearly, and what is in the way") } else { line });
            self.at.push((self.found.offers.len() + n, 0));
        }
        self.state.keep(&self.lines);
    }

    fn selected(&self) -> Option<(&Offer, usize)> {
        let (n, room) = *self.at.get(self.state.selected())?;
        let fits = self.found.offers.len();
        let offer = if n < fits { self.found.offers.get(n) } else { self.found.misses.get(n - fits) };
        offer.map(|o| (o, room))
    }

    fn take(&mut self, cx: &mut Cx) -> Done {
        let Some((offer, room)) = self.selected() else {
            return Err(Refusal::rule("No date is selected: e changes what is asked."));
        };
        if let Some(why) = offer.why.first() {
            return Err(Refusal::rule(format!("Not everybody is free then. {why}.")));
        }
        let pick = offer.pick(offer.rooms.get(room), &self.wish);
        (self.taken)(&pick, cx)?;
        cx.close_below();
        Ok(())
    }

    fn more(&mut self, cx: &mut Cx) -> Done {
        self.wish.count += 5;
        self.look(cx)
    }

    fn title(&self) -> String {
        format!("A date for everyone · {}", self.wish.words())
    }
}

fn fitting(n: usize, at: usize, offer: &Offer) -> Line {
    let when = if at == 0 { times(offer) } else { String::new() };
    let room = offer.rooms.get(at);
    let seats = room.filter(|r| r.seats > 0).map(|r| format!("{} seats", r.seats)).unwrap_or_default();
    let name = room.map_or_else(|| "no room is needed".to_owned(), |r| r.name.clone());
    let names = |all: &[(String, String)]| all.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>().join(", ");
    let brings = room.filter(|r| !r.brings.is_empty()).map(|r| format!("bring {}", names(&r.brings)));
    Line::new(format!("{n}/{at}"), Meaning::None, [when, name, seats, brings.unwrap_or_default()])
}

fn missed(n: usize, offer: &Offer) -> Line {
    let why = [times(offer), offer.why.join("; "), String::new(), String::new()];
    Line::new(format!("miss {n}"), Meaning::Paused, why)
}

/// `Tue 10-Mar-2026 09:00-10:00`.
fn times(offer: &Offer) -> String {
    let time = |at: chrono::NaiveDateTime| dates::time(at.time());
    format!("{} {}-{}", dates::screen_weekday(offer.start.date()), time(offer.start), time(offer.end))
}

const COLUMNS: &[Column] = &[
    Column::fixed(27),
    Column::min(22).identifier().grow(3),
    Column::fixed(10).priority(2),
    Column::min(14).priority(1).grow(2),
];

impl Layer for DatesLayer {
    const SCOPE: &'static str = "+dates";
    const TYPING: bool = false;

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    fn listed(&mut self) -> Option<(&Vec<Line>, &mut ListState)> {
        Some((&self.lines, &mut self.state))
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        if let Some(wish) = self.asked.take() {
            self.wish = wish;
        }
        if wish_is_empty(&self.wish) { Ok(()) } else { self.look(cx) }
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let inner = panel::panel(frame, area, &self.title(), true, look);
        let days =
            format!("From {} until {}", dates::screen_weekday(self.wish.from), dates::screen_weekday(self.wish.until));
        pen::put_short(frame.buffer_mut(), inner, (1, 0), inner.width.saturating_sub(2), &days, look.theme.dim);
        let below =
            head(frame, pen::below(inner, 1), COLUMNS, &["When all are free", "Room", "Seats", "To bring"], look);
        let why = self.selected().map(|(o, _)| o.why.join("; ")).unwrap_or_default();
        let said = if why.is_empty() {
            Vec::new()
        } else {
            width::wrap(&why, usize::from(inner.width.saturating_sub(2)).max(1))
        };
        let tall = below.height.saturating_sub(said.len() as u16);
        let list = List {
            columns: COLUMNS,
            empty: if wish_is_empty(&self.wish) { "Nobody is named yet." } else { "No such time in these days." },
            hint: "e asks for something else",
            focused: true,
        };
        let at = list.draw(frame, Rect { height: tall, ..below }, &self.lines, &mut self.state, look);
        for (n, row) in said.iter().enumerate() {
            pen::put(frame.buffer_mut(), below, 1, tall + n as u16, row, look.theme.paused);
        }
        at
    }
}

static ROWS: &[Row<DatesLayer>] = &[
    row!("dates.take", ["enter"], "Take", "Take this date and this room.", Place::Footer(1), always, DatesLayer::take),
    row!(
        "dates.ask",
        ["e"],
        "Ask otherwise",
        "Change who has to be free, how long, the seats, what has to be there, the days.",
        Place::Footer(2),
        always,
        |layer, cx| ask(&layer.wish.clone(), layer.asked.clone(), cx)
    ),
    row!("dates.more", ["m"], "More dates", "Look for five dates more.", Place::Footer(3), always, DatesLayer::more),
    row!(
        "dates.every",
        ["a"],
        "Every start",
        "Every time of a day that fits, or only its first.",
        Place::Footer(4),
        always,
        |layer, cx| {
            layer.wish.every = !layer.wish.every;
            layer.look(cx)
        }
    ),
];
