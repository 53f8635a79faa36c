//! The post book: what left on a day, to whom, how, by whom; and what came back.

use chrono::{Days, NaiveDate};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::model_post::PostItem;
use super::repo_post::{self, PostLine};
use super::{House, Letter, out};
use crate::app::{Cx, Input, Layer, MenuItem, Row, Taken, choose, prompt};
use crate::clock::stamp;
use crate::exchange::csv::write_csv_with_bom;
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::{Change, Refusal, new_id};
use crate::text::dates;
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, Meaning, panel, pen};

/// The headings of the post book as a table.
pub const HEADINGS: &[&str] =
    &["Day", "Time", "To", "Postcode", "What", "Patient", "Way", "By", "State", "Letter", "Came back because"];

/// One line of the post book as a row of a table.
pub fn table_row(line: &PostLine) -> Vec<String> {
    let item = &line.item;
    let time = item.at.get(11..16).unwrap_or_default();
    vec![
        item.day.clone(),
        time.into(),
        item.name.clone(),
        item.postcode.clone(),
        item.what.clone(),
        line.patient(),
        item.way_words().into(),
        item.by.clone(),
        item.state.clone(),
        item.letter_id.clone().unwrap_or_default(),
        item.note.clone(),
    ]
}

/// The lines of the post book as a CSV file.
pub fn csv(lines: &[PostLine]) -> Vec<u8> {
    let rows: Vec<Vec<String>> = lines.iter().map(table_row).collect();
    write_csv_with_bom(HEADINGS, &rows)
}

/// How much of each way: "2 1st class, 31 2nd class, 4 e-mail".
pub fn summed(lines: &[PostLine]) -> String {
    let ways = ["1st class", "2nd class", "by hand", "e-mail"];
    let of = |way: &&str| lines.iter().filter(|l| l.item.way_words() == *way).count();
    let said: Vec<String> = ways.iter().filter(|w| of(w) > 0).map(|w| format!("{} {w}", of(w))).collect();
    if said.is_empty() { "nothing left".into() } else { said.join(", ") }
}

/// The post book on the screen.
pub struct PostBookLayer {
    day: NaiveDate,
    all: Vec<PostLine>,
    lines: Vec<Line>,
    state: ListState,
}

/// Opens the post book on a day.
pub(super) fn open(day: NaiveDate, cx: &mut Cx) -> Done {
    let mut layer = PostBookLayer { day, all: Vec::new(), lines: Vec::new(), state: ListState::default() };
    layer.read(cx)?;
    cx.open(layer);
    Ok(())
}

/// Shows a line of the post book on its day.
pub(super) fn show(id: &str, cx: &mut Cx) -> Done {
    let item: PostItem = cx.db().must(id)?;
    let day = item.day.parse().map_err(|_| Refusal::rule("That line of the post book has no day."))?;
    let mut layer = PostBookLayer { day, all: Vec::new(), lines: Vec::new(), state: ListState::default() };
    layer.read(cx)?;
    layer.state.select_id(&layer.lines, id);
    cx.open(layer);
    Ok(())
}

impl PostBookLayer {
    fn read(&mut self, cx: &Cx) -> Done {
        self.all = repo_post::on_day(cx.db(), self.day)?;
        self.lines = self.all.iter().map(line).collect();
        self.state.keep(&self.lines);
        Ok(())
    }

    fn go(&mut self, day: Option<NaiveDate>, cx: &Cx) -> Done {
        self.day = day.ok_or("The post book does not go that far.")?;
        self.read(cx)
    }

    fn ask_day(&mut self, cx: &mut Cx) -> Done {
        let first = dates::screen(self.day);
        prompt(cx, "Post book of which day", &[("Day", &first)], |answers, cx| {
            let found = crate::text::when::parse_past(&answers[0], cx.today())?;
            let day = found.first().map(|w| w.date).ok_or("Type a day: yest, mon, 3/3.")?;
            cx.ask(crate::app::Effect::CloseOf(Self::SCOPE));
            open(day, cx)
        });
        Ok(())
    }

    fn selected(&self) -> Result<&PostLine, String> {
        self.all
            .get(self.state.selected())
            .ok_or_else(|| "Nothing left on this day. Left and Right go to other days.".into())
    }

    fn show(&mut self, cx: &mut Cx) -> Done {
        let id = self.selected()?.item.letter_id.clone().ok_or("This was no letter of the desk.")?;
        cx.close();
        cx.show("letter", id);
        Ok(())
    }

    fn came_back(&mut self, cx: &mut Cx) -> Done {
        let item = self.selected()?.item.clone();
        if item.state == "returned" {
            return Err("It came back already.".into());
        }
        if let Some(id) = &item.letter_id {
            let letter: Letter = cx.db().must(id)?;
            let still = letter.recipients.iter().any(|r| r.name == item.name && r.is_sent());
            if still {
                super::recipients::ask_why(id, &item.name, cx);
                return Ok(());
            }
        }
        prompt(
            cx,
            &format!("Came back from {}", item.name),
            &[("Why", "Not known at this address")],
            move |answers, cx| {
                let after = PostItem { state: "returned".into(), note: answers[0].clone(), ..item.clone() };
                cx.apply(&Change::new(format!("Came back: {}", item.what)).update(&item, &after))
            },
        );
        Ok(())
    }

    /// Something that is no letter of the desk: notes, a parcel, a form.
    fn add(&mut self, cx: &mut Cx) -> Done {
        let day = self.day;
        let items =
            [("second", "2nd class post"), ("first", "1st class post"), ("hand", "By hand, internal post, courier")];
        let items = items.iter().map(|(id, label)| MenuItem::new(*id, "", *label, "")).collect();
        choose(cx, "How does it go", items, move |id, cx| {
            let way = id.to_owned();
            prompt(cx, "Into the post book", &[("To whom", ""), ("Postcode", ""), ("What", "")], move |answers, cx| {
                let item = by_hand(answers, &way, day, cx)?;
                cx.apply(&Change::new(format!("Posted {} to {}", item.what, item.name)).insert(&item))
            });
            Ok(())
        });
        Ok(())
    }

    fn bin(&mut self, cx: &mut Cx) -> Done {
        let item = self.selected()?.item.clone();
        if item.letter_id.is_some() {
            return Err("That is the record of a letter that was sent: it stays. b says that it came back.".into());
        }
        let after = PostItem { binned_at: Some(stamp(cx.now)), ..item.clone() };
        cx.apply(&Change::new(format!("Out of the post book: {}", item.what)).update(&item, &after))
    }

    fn file(&mut self, cx: &mut Cx) -> Done {
        let house = House::of(&cx.store, &cx.config)?;
        let path = out::kept(&house, &format!("post-book-{}.csv", self.day), &csv(&self.all))?;
        cx.viewed("post_item", "all", &format!("Wrote the post book of {} into a file", dates::screen(self.day)))?;
        cx.say(format!("The post book of {} is in {}.", dates::screen(self.day), path.display()));
        Ok(())
    }

    const ROWS: &'static [Row<Self>] = &[
        row!("post.before", ["left", "h"], "Day before", "The day before.", Place::Footer(1), always, |l, cx| l
            .go(l.day.checked_sub_days(Days::new(1)), cx)),
        row!("post.after", ["right", "l"], "Day after", "The day after.", Place::Footer(2), always, |l, cx| l
            .go(l.day.checked_add_days(Days::new(1)), cx)),
        row!("post.today", ["t"], "Today", "Today's post.", Place::Menu, always, |l, cx| {
            cx.say("This is today's post.");
            l.go(Some(cx.today()), cx)
        }),
        row!("post.day", ["@"], "Which day", "Go to a day that you type.", Place::Menu, always, Self::ask_day),
        row!("post.show", ["enter"], "The letter", "Show the letter.", Place::Footer(3), some, Self::show),
        row!(
            "post.back",
            ["b"],
            "Came back",
            "It came back: the letter stands on the wall again.",
            Place::Footer(4),
            some,
            Self::came_back
        ),
        row!(
            "post.add",
            ["n"],
            "Add",
            "Write something in that is no letter of the desk.",
            Place::Footer(5),
            always,
            Self::add
        ),
        row!("post.file", ["o"], "File", "The day as a table in a file (CSV).", Place::Footer(6), always, Self::file),
        row!("post.bin", ["del"], "Bin", "Take away what was written in by hand.", Place::Menu, some, Self::bin),
    ];
}

fn some(layer: &PostBookLayer, _: &Cx) -> Result<(), String> {
    layer.selected().map(|_| ())
}

fn by_hand(answers: &[String], way: &str, day: NaiveDate, cx: &Cx) -> Result<PostItem, Refusal> {
    if answers[0].is_empty() || answers[2].is_empty() {
        return Err(Refusal::rule("Say to whom it goes, and what it is."));
    }
    let (way, class) = if way == "hand" { ("hand", "") } else { ("post", way) };
    Ok(PostItem {
        id: new_id(),
        day: day.to_string(),
        at: stamp(day.and_time(cx.now.time())),
        name: answers[0].clone(),
        postcode: crate::text::postcode::tidy(&answers[1]).unwrap_or_else(|_| answers[1].clone()),
        what: answers[2].clone(),
        way: way.into(),
        class: class.into(),
        by: cx.who.clone(),
        state: "sent".into(),
        ..PostItem::default()
    })
}

fn line(line: &PostLine) -> Line {
    let item = &line.item;
    let meaning = if item.state == "returned" { Meaning::ActNow } else { Meaning::Done };
    let time = item.at.get(11..16).unwrap_or_default().to_owned();
    let cells = [
        time,
        item.name.clone(),
        item.postcode.clone(),
        item.what.clone(),
        line.patient(),
        item.way_words().to_owned(),
        item.by.clone(),
        item.state_words(),
    ];
    Line::new(item.id.clone(), meaning, cells)
}

const COLUMNS: &[Column] = &[
    Column::fixed(5),
    Column::min(20).identifier(),
    Column::fixed(8).priority(3),
    Column::min(16).priority(2).grow(2),
    Column::min(24).identifier().priority(1),
    Column::fixed(9),
    Column::fixed(14).priority(4),
    Column::min(14).grow(2),
];

impl Layer for PostBookLayer {
    const SCOPE: &'static str = "+post";

    fn rows() -> &'static [Row<Self>] {
        Self::ROWS
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        self.state.handle(&self.lines, *key).into()
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.read(cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let title = format!("Post book · {} · {}", dates::screen_weekday(self.day), summed(&self.all));
        let list = List {
            columns: COLUMNS,
            empty: "Nothing left on this day.",
            hint: "Left Day before   n Add",
            focused: true,
        };
        let inner = panel::panel(frame, area, &title, true, look);
        list.draw(frame, inner, &self.lines, &mut self.state, look)
    }
}
