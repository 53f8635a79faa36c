//! What goes into a print run, and its keys.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::make::{self, Chosen};
use super::work::To;
use super::{RunLayer, Step};
use crate::app::{Cx, MenuItem, Question, Row, choose, prompt};
use crate::desk::letters::{House, envelopes, out};
use crate::keys::{Done, Place, row};
use crate::paper::envelope::Stock;
use crate::paper::print;
use crate::store::Refusal;
use crate::ui::list::{Column, Line, List};
use crate::ui::prose::{Para, Scroll, scroll_text};
use crate::ui::{Look, Meaning, panel, pen};

fn choosing(layer: &RunLayer, _: &Cx) -> Result<(), String> {
    layer.ready(|s| matches!(s, Step::Choose(_)), "The run is made already.")
}

fn making(layer: &RunLayer, _: &Cx) -> Result<(), String> {
    layer.ready(|s| matches!(s, Step::Making(_)), "Nothing is being made just now.")
}

fn answering(layer: &RunLayer, _: &Cx) -> Result<(), String> {
    layer.ready(|s| matches!(s, Step::Answer(_)), "First the run is made: Enter or p.")
}

pub(super) const ROWS: &[Row<RunLayer>] = &[
    row!(
        "run.file",
        ["f", "o"],
        "One PDF",
        "All letters in one file, in the order of the envelopes.",
        Place::Footer(1),
        choosing,
        |layer, cx| layer.make(To::File, cx)
    ),
    row!(
        "run.print",
        ["p"],
        "Print",
        "All letters to the printer of this computer.",
        Place::Footer(2),
        choosing,
        RunLayer::ask_printer
    ),
    row!(
        "run.sides",
        ["s"],
        "Both sides",
        "Printed on both sides each letter begins on a sheet of its own.",
        Place::Footer(3),
        choosing,
        |layer, _| {
            layer.both_sides = !layer.both_sides;
            Ok(())
        }
    ),
    row!(
        "run.envelopes",
        ["e"],
        "Envelopes",
        "An envelope or a label for each, as a PDF.",
        Place::Footer(4),
        choosing,
        RunLayer::envelopes
    ),
    row!(
        "run.email",
        ["m", "d"],
        "E-mail drafts",
        "A draft with its PDF for each letter that goes to somebody by e-mail; your mail program sends them.",
        Place::Footer(5),
        choosing,
        RunLayer::email
    ),
    row!(
        "run.print_now",
        [],
        "Print now",
        "All letters to the printer, without another question.",
        Place::Menu,
        choosing,
        |layer, cx| layer.make(To::Printer, cx)
    ),
    row!("run.stop", ["x"], "Stop", "Stop it; nothing is printed.", Place::Footer(1), making, |layer, _| layer.stop()),
    row!(
        "run.yes",
        ["enter"],
        "Printed: sent",
        "All but the spoilt ones were printed and go into the post: they count as sent.",
        Place::Footer(1),
        |layer: &RunLayer, cx: &Cx| match &layer.step {
            Step::Choose(_) => Ok(()),
            _ => answering(layer, cx),
        },
        |layer, cx| match &layer.step {
            Step::Choose(_) => layer.make(To::File, cx),
            _ => layer.say_printed(cx),
        }
    ),
    row!(
        "run.spoilt",
        ["space"],
        "Spoilt",
        "This one was not printed well: it stays to be sent.",
        Place::Footer(2),
        answering,
        |layer, _| {
            layer.spoil();
            Ok(())
        }
    ),
    row!(
        "run.none",
        ["n"],
        "None printed",
        "None was printed: all stay to be sent.",
        Place::Footer(3),
        answering,
        RunLayer::say_none
    ),
    row!("run.open", ["O"], "Open the PDF", "Open the file to print it.", Place::Footer(4), answering, |layer, _| {
        layer.show_file()
    }),
];

/// Class, name, postcode, how many letters, which.
const COLUMNS: &[Column] = &[
    Column::fixed(9),
    Column::min(24).identifier(),
    Column::fixed(9),
    Column::fixed(10).priority(1),
    Column::fill(2).priority(2),
];

impl RunLayer {
    /// The run of these letters, to be looked at before it is made.
    pub(super) fn choose(chosen: Chosen) -> Self {
        let lines = chosen.envelopes.iter().enumerate().map(|(n, e)| {
            let titles: Vec<String> = e.sheets.iter().map(|(at, _)| chosen.letters[*at].title.clone()).collect();
            let many = if e.sheets.len() == 1 { "1 letter".into() } else { format!("{} letters", e.sheets.len()) };
            let class = if e.to.class == "first" { "1st class" } else { "2nd class" };
            let cells = [class.to_owned(), e.to.name.clone(), e.to.postcode.clone(), many, titles.join(", ")];
            Line::new(n.to_string(), Meaning::ToDo, cells)
        });
        let lines = lines.collect();
        Self { lines, ..Self::at(Step::Choose(chosen)) }
    }

    fn ask_printer(&mut self, cx: &mut Cx) -> Done {
        if !print::lp_available() {
            return Err(Refusal::rule(print::PrintError::Absent.to_string()));
        }
        let Step::Choose(chosen) = &self.step else { return Ok(()) };
        let text = format!(
            "{} letters for {} envelopes go to the printer of this computer. Paper cannot be taken back. \
             Afterwards you say which were printed; only those count as sent.",
            chosen.sheets(),
            chosen.envelopes.len()
        );
        cx.open(Question::new("Print them all?", &text, "Print", "No", |cx| {
            cx.ask(crate::app::Effect::Run("run.print_now".into()));
            Ok(())
        }));
        Ok(())
    }

    /// Chooses what the addresses are printed on, and makes the file.
    fn envelopes(&mut self, cx: &mut Cx) -> Done {
        let Step::Choose(chosen) = &self.step else { return Ok(()) };
        let all: Vec<_> = chosen.envelopes.iter().map(|e| e.to.clone()).collect();
        let items = Stock::ALL.iter().map(|s| MenuItem::new(s.id(), "", s.words(), "")).collect();
        choose(cx, "Print the addresses on", items, move |id, cx| {
            let stock = Stock::of(id).ok_or("There is no such stock.")?;
            let all = all.clone();
            if stock.a_sheet() == 1 {
                return written(stock, &all, 1, cx);
            }
            let title = format!("{}: {} addresses", stock.words(), all.len());
            prompt(cx, &title, &[("First free label", "1")], move |answers, cx| {
                let start = answers[0].parse().map_err(|_| "Type the number of the first label that is free: 1.")?;
                written(stock, &all, start, cx)
            });
            Ok(())
        });
        Ok(())
    }

    /// Makes the e-mail drafts beside the screen.
    fn email(&mut self, cx: &mut Cx) -> Done {
        let Step::Choose(chosen) = &self.step else { return Ok(()) };
        if chosen.by_email.is_empty() {
            return Err("None of these letters goes by e-mail: the way is chosen among the recipients (t).".into());
        }
        let (letters, config, now) = (chosen.by_email.clone(), cx.config.clone(), cx.now);
        cx.say(format!("{} e-mail drafts are being made …", letters.len()));
        cx.start(move |store| {
            let house = House::of(store, &config)?;
            let made = make::drafts(store.db(), &house, &letters, now)?;
            Ok(made.words())
        })
    }

    pub(super) fn draw_chosen(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let Step::Choose(chosen) = &self.step else { return None };
        let sides = if self.both_sides { "printed on both sides" } else { "printed on one side" };
        let n = |n: usize, one: &str, many: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {many}") };
        let emails = match chosen.by_email.len() {
            0 => String::new(),
            many => format!(" · {many} by e-mail (m)"),
        };
        let title = format!(
            "Print run · {} in {} · {sides}{emails}",
            n(chosen.sheets(), "letter", "letters"),
            n(chosen.envelopes.len(), "envelope", "envelopes")
        );
        let inner = panel::panel(frame, area, &title, true, look);
        let left: Vec<Para> = chosen.left_out.iter().map(|why| Para::error(format!("Left out: {why}"))).collect();
        let room = (crate::ui::prose::height(&left, inner.width) as u16).min(inner.height / 3);
        scroll_text(frame, Rect { height: room, ..inner }, &left, &mut Scroll::default(), look);
        let list = List { columns: COLUMNS, empty: "Nothing goes by post.", hint: "", focused: true };
        list.draw(frame, pen::below(inner, room), &self.lines, &mut self.state, look)
    }
}

fn written(stock: Stock, all: &[crate::desk::letters::Recipient], start: usize, cx: &mut Cx) -> Done {
    let house = House::of(&cx.store, &cx.config)?;
    let pdf = envelopes::pdf(&house, stock, all, start, cx.today())?;
    let path = out::keep_addresses(&house, stock, &pdf, cx.now)?;
    let opened = out::open(&path).is_ok();
    let how = if opened { "It opens now" } else { "Open it and print it from there" };
    cx.say(format!("The {} are in {}. {how}.", stock.words(), path.display()));
    Ok(())
}
