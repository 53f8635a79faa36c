//! The numbers over the desk: small charts, a row for each week or name, and below them what is waiting.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::model::{Backlog, By, Turnaround};
use super::sheet::Numbers;
use crate::app::{Cx, Input, Layer, Row, Taken, prompt};
use crate::desk::dictation::model::minutes;
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::text::dates;
use crate::ui::prose::Scroll;
use crate::ui::{Look, bar, panel, pen, width};

/// How many weeks are shown, one after the other.
const WEEKS: [u32; 3] = [12, 26, 52];

/// The numbers over the desk.
pub struct NumbersPage {
    numbers: Numbers,
    scroll: Scroll,
}

/// Opens the page.
///
/// # Errors
/// The desk cannot be read.
pub fn open(cx: &mut Cx) -> Done {
    let page = NumbersPage { numbers: read(By::Week, WEEKS[0], cx)?, scroll: Scroll::default() };
    cx.open(page);
    Ok(())
}

fn read(by: By, weeks: u32, cx: &Cx) -> Result<Numbers, Refusal> {
    Numbers::of(cx.db(), by, weeks, cx.config.clinic_letter_days, cx.today())
}

/// One row: its cells, what the bar shows of what, and its style.
struct Line {
    text: String,
    bar: f64,
    most: f64,
    style: Style,
}

fn words(text: impl Into<String>, style: Style) -> Line {
    Line { text: text.into(), bar: 0.0, most: 0.0, style }
}

/// A name in so many cells.
fn fit(name: &str, wide: usize) -> String {
    let name = width::shorten(name, wide);
    format!("{name}{}", " ".repeat(wide.saturating_sub(width::width(&name))))
}

/// The Monday of a week as it is read, or the name.
fn named(key: &str, by: By) -> String {
    let week = key.parse::<NaiveDate>().ok().filter(|_| by == By::Week).map(dates::screen);
    week.unwrap_or_else(|| if key.is_empty() { "not known".into() } else { key.to_owned() })
}

fn turnaround_line(one: &Turnaround, by: By, wide: usize, most: f64, look: &Look) -> Line {
    let cell = |text: String, unit: &str| if text.is_empty() { "-".to_owned() } else { text + unit };
    let ninety = one.ninety.map(|n| n.to_string()).unwrap_or_default();
    let over = one.share_over().map(|n| n.to_string()).unwrap_or_default();
    let name = fit(&named(&one.key, by), wide);
    let text = format!(
        "{name} {:>5} {:>7} {:>6} {:>6}  ",
        one.sent,
        cell(one.median_text(), "d"),
        cell(ninety, "d"),
        cell(over, "%")
    );
    Line { text, bar: one.median.unwrap_or(0.0), most, style: look.theme.base }
}

fn backlog_line(one: &Backlog, wide: usize, most: f64, look: &Look) -> Line {
    let name = if one.key.is_empty() { "nobody (the pool)" } else { &one.key };
    let name = fit(name, wide);
    let text = format!("{name} {:>5} {:>6}d {:>6} {:>8}  ", one.unsent, one.oldest, one.over, minutes(one.audio_ms));
    Line { text, bar: one.unsent as f64, most, style: look.theme.base }
}

impl NumbersPage {
    fn turn(&mut self, by: By, weeks: u32, cx: &Cx) -> Done {
        self.numbers = read(by, weeks, cx)?;
        self.scroll = Scroll::default();
        Ok(())
    }

    fn heading(&self) -> String {
        let it = &self.numbers;
        format!("Numbers · by {} · the last {} weeks", it.by.word(), it.weeks)
    }

    fn lines(&self, look: &Look) -> Vec<Line> {
        let it = &self.numbers;
        let names = it.turnaround.iter().map(|t| width::width(&named(&t.key, it.by)));
        let wide = names.chain(it.backlog.iter().map(|b| width::width(&b.key))).max().unwrap_or(0).clamp(17, 28);
        let [sent, waits] = self.sentences();
        let mut all = vec![words(sent, look.theme.title), words(waits, look.theme.title), words("", look.theme.base)];
        let what = match it.by {
            By::Week => "Week of",
            By::Consultant => "Consultant",
            By::Secretary => "Secretary",
        };
        let head = format!(
            "{} {:>5} {:>7} {:>6} {:>6}  median",
            fit(what, wide),
            "sent",
            "median",
            "90%",
            format!("over{}", it.limit)
        );
        all.push(words(head, look.theme.heading));
        let most = it.turnaround.iter().filter_map(|t| t.median).fold(it.limit as f64, f64::max);
        all.extend(it.turnaround.iter().map(|t| turnaround_line(t, it.by, wide, most, look)));
        if it.turnaround.is_empty() {
            all.push(words("No letter was sent in these weeks.", look.theme.dim));
        }
        all.push(words("", look.theme.base));
        let head =
            format!("{} {:>5} {:>7} {:>6} {:>8}  letters", fit("Waiting", wide), "now", "oldest", "late", "audio");
        all.push(words(head, look.theme.heading));
        let most = it.backlog.iter().map(|b| b.unsent as f64).fold(1.0, f64::max);
        all.extend(it.backlog.iter().map(|b| backlog_line(b, wide, most, look)));
        if it.backlog.is_empty() {
            all.push(words("Nothing is waiting.", look.theme.dim));
        }
        all
    }

    /// All that was sent, and all that waits, each in a sentence.
    fn sentences(&self) -> [String; 2] {
        let it = &self.numbers;
        let (waits, ms) = it.waits();
        let waits = format!("{waits} waiting, {} of audio to type", minutes(ms));
        let sent = match (it.total.ninety, it.total.share_over()) {
            (Some(ninety), Some(over)) => format!(
                "{} sent: half within {} days, nine of ten within {ninety}; {over}% over {} days",
                it.total.sent,
                it.total.median_text(),
                it.limit
            ),
            _ => "None sent".to_owned(),
        };
        [sent, waits]
    }
}

/// Asks for a file and writes the table into it.
fn write(page: &NumbersPage, cx: &mut Cx) {
    let numbers = page.numbers.clone();
    let first = format!("numbers-by-{}.csv", numbers.by.word());
    prompt(cx, "Write the numbers as a table", &[("File (.csv)", &first)], move |answers, cx| {
        let file = std::path::PathBuf::from(answers[0].trim());
        if file.extension().is_none_or(|e| !e.eq_ignore_ascii_case("csv")) {
            return Err(Refusal::rule("Give the file a name that ends in .csv."));
        }
        let opened = std::fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(&file);
        let written = opened.and_then(|mut f| f.write_all(&numbers.csv()));
        written
            .map_err(|e| Refusal::rule(format!("{} could not be written ({e}). Give another name.", file.display())))?;
        cx.say(format!("The numbers are in {}.", file.display()));
        Ok(())
    });
}

static ROWS: &[Row<NumbersPage>] = &[
    row!(
        "numbers.by",
        ["v", "tab"],
        "By",
        "By week, by consultant, by secretary.",
        Place::Footer(1),
        always,
        |page, cx| {
            let at = By::ALL.iter().position(|b| *b == page.numbers.by).unwrap_or(0);
            page.turn(By::ALL[(at + 1) % By::ALL.len()], page.numbers.weeks, cx)
        }
    ),
    row!("numbers.weeks", ["w"], "Weeks", "The last 12, 26 or 52 weeks.", Place::Footer(2), always, |page, cx| {
        let at = WEEKS.iter().position(|w| *w == page.numbers.weeks).unwrap_or(0);
        page.turn(page.numbers.by, WEEKS[(at + 1) % WEEKS.len()], cx)
    }),
    row!(
        "numbers.csv",
        ["x"],
        "As a table",
        "Write them into a file for a spreadsheet.",
        Place::Footer(3),
        always,
        |page, cx| {
            write(page, cx);
            Ok(())
        }
    ),
];

impl Layer for NumbersPage {
    const SCOPE: &'static str = "+numbers";
    const TYPING: bool = false;

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        self.scroll.handle(*key).into()
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.numbers = read(self.numbers.by, self.numbers.weeks, cx)?;
        Ok(())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let inner = panel::panel(frame, area, &self.heading(), true, look);
        let lines = self.lines(look);
        let page = usize::from(inner.height);
        self.scroll.offset = self.scroll.offset.min(lines.len().saturating_sub(page));
        let buf = frame.buffer_mut();
        for (y, line) in (0..inner.height).zip(lines.iter().skip(self.scroll.offset)) {
            let x = pen::put_short(buf, inner, (1, y), inner.width.saturating_sub(1), &line.text, line.style);
            let room = usize::from(inner.width.saturating_sub(x + 1)).min(40);
            let bar = bar::bar(line.bar, line.most, room, look.plain);
            pen::put(buf, inner, x, y, &bar, look.theme.title);
        }
        let below = lines.len().saturating_sub(self.scroll.offset + page);
        if below > 0 {
            pen::put_right(
                buf,
                pen::row(inner, inner.height - 1),
                (0, 0),
                inner.width,
                &format!("{below} more below"),
                look.theme.dim,
            );
        }
        look.plain.then_some(Position::new(inner.x, inner.y))
    }
}
