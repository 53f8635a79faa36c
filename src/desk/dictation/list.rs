//! The dictations that are to be typed, over the desk: the pool and one's own, urgent ones first, then the oldest.

mod shown;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::model::minutes;
use super::repo::{self, Listed};
use super::{acts, open};
use crate::app::{Cx, Input, Layer, MenuItem, Move, Row, Shelf, Taken, choose, prompt};
use crate::desk::dictation::rules_told::Told;
use crate::desk::dictation::take;
use crate::desk::letters::{self, Letter};
use crate::desk::team;
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::text::dates;
use crate::ui::input::TextLine;
use crate::ui::list::{Column, List};
use crate::ui::{Look, pen};
use shown::Shown;

/// Whose are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    PoolAndMine,
    Pool,
    Mine,
    All,
}

const COLUMNS: &[Column] = &[
    Column::fixed(8),
    Column::fixed(7).right(),
    Column::min(20).identifier(),
    Column::min(16).priority(2).grow(1),
    Column::min(14).priority(3),
    Column::min(12).priority(1),
    Column::fixed(8).priority(4),
    Column::fixed(11).priority(5),
    Column::min(20).priority(6),
];

/// The dictations over the desk.
pub struct Dictations {
    shelf: Shelf<Shown>,
    whose: Whose,
    narrowing: Option<TextLine>,
    heading: String,
    told: String,
}

/// Opens the list.
///
/// # Errors
/// The desk cannot be read.
pub fn open_list(cx: &mut Cx) -> Done {
    let mut list = Dictations {
        shelf: Shelf::default(),
        whose: Whose::PoolAndMine,
        narrowing: None,
        heading: String::new(),
        told: String::new(),
    };
    list.read(cx)?;
    cx.open(list);
    Ok(())
}

fn audio<'a>(all: impl Iterator<Item = &'a Listed>) -> (usize, i64) {
    all.fold((0, 0), |(n, ms), d| (n + 1, ms + d.dictation.length_ms.unwrap_or(0)))
}

impl Dictations {
    fn read(&mut self, cx: &Cx) -> Done {
        let all = repo::to_type(cx.db())?;
        let mine = |d: &Listed| d.owner.eq_ignore_ascii_case(&cx.who);
        let pool = |d: &Listed| d.owner.is_empty();
        let (pool_n, pool_ms) = audio(all.iter().filter(|d| pool(d)));
        let (mine_n, mine_ms) = audio(all.iter().filter(|d| mine(d)));
        let typed = repo::typed_since(cx.db(), &cx.who, &cx.today().to_string())?;
        let shown = match self.whose {
            Whose::PoolAndMine => "",
            Whose::Pool => " · only the pool (v)",
            Whose::Mine => " · only mine (v)",
            Whose::All => " · everybody's (v)",
        };
        let typed = if typed > 0 { format!(" · typed today {}", minutes(typed)) } else { String::new() };
        self.heading = format!(
            "Dictations · pool {pool_n} ({}) · mine {mine_n} ({}){typed}{shown}",
            minutes(pool_ms),
            minutes(mine_ms)
        );
        let whose = self.whose;
        let wanted = |d: &Listed| match whose {
            Whose::PoolAndMine => mine(d) || pool(d),
            Whose::Pool => pool(d),
            Whose::Mine => mine(d),
            Whose::All => true,
        };
        let now = cx.now;
        self.shelf.fill(all.into_iter().filter(|d| wanted(d)).map(|listed| Shown { listed, now }).collect());
        self.tell();
        Ok(())
    }

    /// What is known of the selected one besides.
    fn tell(&mut self) {
        let Some(shown) = self.shelf.selected() else { return self.told.clear() };
        let it = &shown.listed.dictation;
        let day = shown.listed.attended_on.as_deref().and_then(|d| d.parse().ok());
        let mut parts = vec![it.original.clone(), format!("came {}", shown.age())];
        parts.extend(day.map(|d: chrono::NaiveDate| format!("attended {}", dates::screen(d))));
        if !it.note.is_empty() {
            parts.push(format!("“{}”", it.note.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
        if shown.unclear() {
            parts.push(format!("NOT UNDERSTOOD: {} e says what is right.", it.unclear.join(" ")));
        }
        self.told = parts.join(" · ");
    }

    /// The letters of those that are marked, else of the selected one.
    fn chosen(&self, cx: &Cx) -> Result<Vec<Letter>, Refusal> {
        self.shelf.chosen().iter().map(|s| cx.db().must(&s.listed.dictation.letter_id)).collect()
    }

    fn selected(&self, cx: &Cx) -> Result<Letter, Refusal> {
        let one = self.shelf.selected().ok_or_else(|| Refusal::rule(NONE))?;
        cx.db().must(&one.listed.dictation.letter_id)
    }

    fn changed(&mut self, cx: &Cx) -> Done {
        self.shelf.unmark();
        self.read(cx)
    }

    fn hand_on(&mut self, cx: &mut Cx) -> Done {
        let letters = self.chosen(cx)?;
        let told = team::repo_away::told(cx.db(), cx.now)?.into_iter().filter(|(m, _)| m.role != "consultant");
        let items = told.map(|(m, told)| MenuItem::new(m.name.clone(), "", m.name, told)).collect();
        choose(cx, "Hand the dictation on to", items, move |to, cx| {
            let change = acts::handed(cx.db(), &letters, to)?;
            cx.apply(&change)
        });
        Ok(())
    }

    fn rank(&mut self, cx: &mut Cx) -> Done {
        let letters = self.chosen(cx)?;
        let first = letters.first().map_or(2, |l| l.priority);
        let next = if first <= 1 { 3 } else { first - 1 };
        let change = acts::ranked(cx.db(), &letters, next)?;
        cx.apply(&change)?;
        self.read(cx)
    }
}

/// Chooses the letter that the recordings of another belong to.
fn join(from: Letter, cx: &mut Cx) -> Done {
    let mut items = Vec::new();
    for letter in repo::may_take(cx.db(), &from)?.into_iter().filter(|to| acts::fits(&from, to)) {
        let name = letters::repo::name(cx.db(), &letter)?;
        items.push(MenuItem::new(letter.id.clone(), "", name, format!("{} · {}", letter.title, letter.state_words())));
    }
    if items.is_empty() {
        return Err("No other letter of this patient or author is being written that it could belong to.".into());
    }
    choose(cx, "It belongs to the letter", items, move |id, cx| {
        let to: Letter = cx.db().must(id)?;
        let from: Letter = cx.db().must(&from.id)?;
        let all = repo::of_letter(cx.db(), &from.id)?;
        let name = letters::repo::name(cx.db(), &to)?;
        cx.apply(&acts::joined(&all, &from, &to, &name, cx.now)?)
    });
    Ok(())
}

/// Asks for a file and takes it in beside the screen.
fn add(cx: &mut Cx) -> Done {
    prompt(cx, "Take a dictation in", &[("Audio file (its whole path)", "")], |answers, cx| {
        let path = std::path::PathBuf::from(answers[0].trim());
        if !path.is_absolute() {
            return Err(Refusal::rule("Type the whole path of the file, from the first / on."));
        }
        let (config, who, now) = (cx.config.clone(), cx.who.clone(), cx.now);
        cx.start(move |store| {
            let taken = take::take_in(store, &config, &path, Told::default(), (&who, now))?;
            let unclear = taken.dictation.unclear.join(" ");
            let more = if unclear.is_empty() { String::new() } else { format!(" Not understood: {unclear}") };
            Ok(format!("Dictation taken in: {}. Ctrl-Z undoes it.{more}", taken.dictation.original))
        })
    });
    Ok(())
}

const NONE: &str = "There is no dictation here. n takes an audio file in.";

fn some(list: &Dictations, _: &Cx) -> Result<(), String> {
    list.shelf.selected().map(|_| ()).ok_or_else(|| NONE.into())
}

static ROWS: &[Row<Dictations>] = &[
    row!(
        "dictations.type",
        ["enter"],
        "Type",
        "Begin the letter of the dictation, or write on; what is in the pool is taken with that.",
        Place::Footer(1),
        |list: &Dictations, cx: &Cx| if list.narrowing.is_some() { Ok(()) } else { some(list, cx) },
        |list, cx| {
            if list.narrowing.take().is_some() {
                return Ok(());
            }
            let letter = list.selected(cx)?;
            cx.close();
            open::begin(&letter.id, cx)
        }
    ),
    row!(
        "dictations.take",
        ["t"],
        "Take",
        "Take the dictation, or all that are marked: they are yours from now on.",
        Place::Footer(2),
        some,
        |list, cx| {
            let change = acts::taken(cx.db(), &list.chosen(cx)?, &cx.who)?;
            cx.apply(&change)?;
            list.changed(cx)
        }
    ),
    row!(
        "dictations.back",
        ["b"],
        "Put back",
        "Put the dictation, or all that are marked, back into the pool.",
        Place::Footer(3),
        some,
        |list, cx| {
            let change = acts::put_back(cx.db(), &list.chosen(cx)?)?;
            cx.apply(&change)?;
            list.changed(cx)
        }
    ),
    row!(
        "dictations.hand",
        ["w"],
        "Hand on",
        "Hand the dictation, or all that are marked, on to another member of the team.",
        Place::Footer(4),
        some,
        Dictations::hand_on
    ),
    row!(
        "dictations.edit",
        ["e"],
        "Details",
        "Patient, author, visit, template, priority, whose.",
        Place::Footer(5),
        some,
        |list, cx| {
            let letter = list.selected(cx)?;
            if open::details(&letter, cx)? {
                return Ok(());
            }
            Err(Refusal::rule("Its letter is begun: Enter opens it, and Alt-D there has the details."))
        }
    ),
    row!(
        "dictations.rank",
        ["p"],
        "Priority",
        "Soon, urgent, routine: the next of them.",
        Place::Footer(6),
        some,
        Dictations::rank
    ),
    row!("dictations.new", ["n"], "Take in a file", "Take an audio file in.", Place::Footer(7), always, |_, cx| add(
        cx
    )),
    row!(
        "dictations.join",
        ["a"],
        "Part of a letter",
        "It is a part of another letter that is being written: both recordings are played there.",
        Place::Menu,
        some,
        |list, cx| join(list.selected(cx)?, cx)
    ),
    row!(
        "dictations.view",
        ["v"],
        "Whose",
        "Pool and mine; the pool only; mine only; everybody's.",
        Place::Footer(8),
        always,
        |list, cx| {
            list.whose = match list.whose {
                Whose::PoolAndMine => Whose::Pool,
                Whose::Pool => Whose::Mine,
                Whose::Mine => Whose::All,
                Whose::All => Whose::PoolAndMine,
            };
            list.read(cx)
        }
    ),
    row!(
        "dictations.mark",
        ["space"],
        "Mark",
        "Mark several; what is done is done to all of them.",
        Place::Menu,
        some,
        |list, _| {
            list.shelf.moved(Move::Mark);
            Ok(())
        }
    ),
    row!(
        "dictations.narrow",
        ["/"],
        "Narrow",
        "Narrow the list as you type; Esc widens it again.",
        Place::Footer(9),
        always,
        |list, _| {
            list.narrowing =
                Some(TextLine::new(list.shelf.narrowed()).hint("type to narrow: a name, an author, urgent"));
            Ok(())
        }
    ),
];

impl Layer for Dictations {
    const SCOPE: &'static str = "+dictations";

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    fn typing(&self) -> bool {
        self.narrowing.is_some()
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) -> Taken {
        let took = match (input, &mut self.narrowing) {
            (Input::Key(key), Some(line)) => line.handle(*key),
            (Input::Paste(text), Some(line)) => {
                line.paste(text);
                true
            }
            _ => false,
        };
        if let (true, Some(line)) = (took, &self.narrowing) {
            let typed = line.text().to_owned();
            self.shelf.narrow(&typed);
        }
        let taken = match input {
            _ if took => Taken::Yes,
            Input::Key(key) => {
                let (lines, state) = self.shelf.parts();
                state.handle(lines, *key).into()
            }
            _ => Taken::No,
        };
        self.tell();
        taken
    }

    fn esc(&mut self, cx: &mut Cx) {
        let narrowed = self.narrowing.take().is_some() || !self.shelf.narrowed().is_empty();
        if narrowed {
            self.shelf.narrow("");
        } else {
            cx.close();
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.read(cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let typed = u16::from(self.narrowing.is_some());
        let told = crate::ui::width::wrap(&self.told, usize::from(area.width.saturating_sub(2)));
        let high = (told.len() as u16).min(area.height / 4);
        let above = Rect { height: area.height.saturating_sub(typed + high), ..area };
        let style = if self.told.contains("NOT UNDERSTOOD") { look.theme.error } else { look.theme.dim };
        for (y, line) in (above.height..).zip(told.iter().take(usize::from(high))) {
            pen::put(frame.buffer_mut(), area, 1, y, line, style);
        }
        let heading = format!("{}{}", self.heading, self.shelf.narrowed_note());
        let empty = match self.whose {
            _ if !self.shelf.narrowed().is_empty() => "No dictation has these words.",
            Whose::PoolAndMine | Whose::All => "Every dictation is typed.",
            Whose::Pool => "The pool is empty.",
            Whose::Mine => "You have none: t takes one from the pool.",
        };
        let list = List { columns: COLUMNS, empty, hint: "n takes an audio file in", focused: true };
        let (lines, state) = self.shelf.parts();
        let cursor = list.draw_in_panel(frame, above, &heading, lines, state, look);
        match self.narrowing.as_mut() {
            Some(line) => line.draw(frame, pen::row(area, area.height.saturating_sub(1)), look, true),
            None => cursor,
        }
    }
}
