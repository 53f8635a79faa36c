//! The list of the snippets: new ones, changed ones, out to a file and in again.

use std::io::Read as _;
use std::path::Path;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::{Snippet, files, repo};
use crate::app::{Cx, Input, Layer, Row, Taken, prompt};
use crate::clock::stamp;
use crate::form::FormLayer;
use crate::keys::command::always;
use crate::keys::{Command, Done, Place};
use crate::store::{Change, Refusal, new_id, write_private};
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, Meaning, panel};

const COLUMNS: &[Column] =
    &[Column::fixed(12).identifier(), Column::fill(2), Column::fill(3).priority(1), Column::fixed(16).priority(2)];

/// No list of snippets is larger.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The list of the snippets.
pub struct SnippetsLayer {
    all: Vec<Snippet>,
    lines: Vec<Line>,
    state: ListState,
}

/// Opens the list.
pub fn open(cx: &mut Cx) -> Done {
    let all = repo::all(cx.db())?;
    let lines = lines(&all);
    cx.open(SnippetsLayer { all, lines, state: ListState::default() });
    Ok(())
}

fn lines(all: &[Snippet]) -> Vec<Line> {
    let one = |s: &Snippet| {
        let whose = if s.is_shipped() { "with the program" } else { "own" };
        let id = if s.is_shipped() { &s.typed } else { &s.id };
        Line::new(id.clone(), Meaning::None, [s.typed.clone(), s.name.clone(), s.first_line(), whose.to_owned()])
    };
    all.iter().map(one).collect()
}

/// The form of a snippet; one that came with the program becomes the department's own by it. `words`: what a new one begins with.
pub fn edit(snippet: Option<&Snippet>, words: &str, cx: &mut Cx) {
    let before = snippet.filter(|s| !s.is_shipped()).cloned();
    let made = || Snippet { id: new_id(), created_at: stamp(cx.now), ..Snippet::default() };
    let record = match (&before, snippet) {
        (Some(own), _) => own.clone(),
        (None, Some(shipped)) => Snippet { id: new_id(), created_at: stamp(cx.now), ..shipped.clone() },
        (None, None) => Snippet { body: words.to_owned(), ..made() },
    };
    let title = if before.is_some() { "Change a snippet" } else { "New snippet" };
    let saving = |before: Option<&Snippet>, after: &Snippet, draft: &str, cx: &mut Cx| {
        if repo::own(cx.db())?.iter().any(|o| o.typed == after.typed && o.id != after.id) {
            return Err(Refusal::rule(format!(
                "{} is typed for another snippet of yours: choose another word.",
                after.typed
            )));
        }
        let change = match before {
            Some(before) => Change::new(format!("Changed snippet {}", after.typed)).update(before, after),
            None => Change::new(format!("New snippet {}", after.typed)).insert(after),
        };
        cx.apply(&change.spends(draft))
    };
    let form = FormLayer::new(title, before, record, cx, Box::new(saving));
    cx.open(form);
}

impl SnippetsLayer {
    const ROWS: &'static [Row<Self>] = &[
        Self::row("snippets.new", &["n"], "New", "Make a snippet of the department's own.", 1, |_, cx| {
            edit(None, "", cx);
            Ok(())
        }),
        Self::row(
            "snippets.edit",
            &["enter", "e"],
            "Change",
            "Change it; one that came with the program becomes your own.",
            2,
            |l, cx| {
                let chosen = l.chosen()?.clone();
                edit(Some(&chosen), "", cx);
                Ok(())
            },
        ),
        Self::row(
            "snippets.bin",
            &["del"],
            "Bin",
            "Put it into the bin; one that came with the program stays.",
            3,
            Self::bin,
        ),
        Self::row(
            "snippets.import",
            &["i"],
            "Import",
            "Take snippets from a table (CSV): Typed, Name, Words.",
            4,
            |_, cx| {
                import(cx);
                Ok(())
            },
        ),
        Self::row(
            "snippets.export",
            &["x"],
            "Export",
            "Write all snippets as a table (CSV) that comes in again.",
            5,
            |l, cx| {
                export(l.all.clone(), cx);
                Ok(())
            },
        ),
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

    fn chosen(&self) -> Result<&Snippet, Refusal> {
        self.all.get(self.state.selected()).ok_or_else(|| Refusal::rule("There is no snippet here. n makes one."))
    }

    fn bin(&mut self, cx: &mut Cx) -> Done {
        let chosen = self.chosen()?;
        if chosen.is_shipped() {
            return Err(Refusal::rule("This one came with the program and stays; a change makes it your own (Enter)."));
        }
        let after = Snippet { binned_at: Some(stamp(cx.now)), ..chosen.clone() };
        cx.apply(&Change::new(format!("To the bin: snippet {}", chosen.typed)).update(chosen, &after))
    }
}

fn import(cx: &mut Cx) {
    prompt(cx, "Import snippets", &[("File (.csv)", "snippets.csv")], |answers, cx| {
        let bytes = read(Path::new(answers[0].trim()))?;
        let (change, said) = files::plan(cx.db(), &bytes, cx.now)?;
        if change.edits.is_empty() {
            cx.say(format!("Nothing to import: {said}."));
            return Ok(());
        }
        cx.apply(&change)
    });
}

fn read(file: &Path) -> Result<Vec<u8>, Refusal> {
    let refused = |why: String| Refusal::rule(format!("{} could not be read: {why}.", file.display()));
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(file).and_then(|f| f.take(LARGEST + 1).read_to_end(&mut bytes));
    opened.map_err(|e| refused(e.to_string()))?;
    if bytes.len() as u64 > LARGEST {
        return Err(refused("it is larger than 4 MB".into()));
    }
    Ok(bytes)
}

fn export(all: Vec<Snippet>, cx: &mut Cx) {
    prompt(cx, "Write the snippets to a file", &[("File (.csv)", "snippets.csv")], move |answers, cx| {
        let file = Path::new(answers[0].trim());
        if file.extension().is_none_or(|e| !e.eq_ignore_ascii_case("csv")) {
            return Err(Refusal::rule("Give the file a name that ends in .csv."));
        }
        if file.exists() {
            return Err(Refusal::rule(format!("{} is there already. Give another name.", file.display())));
        }
        write_private(file, &files::csv(&all))
            .map_err(|e| Refusal::rule(format!("{} could not be written ({e}).", file.display())))?;
        cx.say(format!("{} snippets are in {}.", all.len(), file.display()));
        Ok(())
    });
}

impl Layer for SnippetsLayer {
    const SCOPE: &'static str = "+snippets";

    fn rows() -> &'static [Row<Self>] {
        Self::ROWS
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, _: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        self.state.handle(&self.lines, *key).into()
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.all = repo::all(cx.db())?;
        self.lines = lines(&self.all);
        self.state.keep(&self.lines);
        Ok(())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let inner = panel::panel(frame, area, "Snippets · typed in a letter, with a space behind", true, look);
        let list = List { columns: COLUMNS, empty: "There is no snippet. n makes one.", hint: "", focused: true };
        list.draw(frame, inner, &self.lines, &mut self.state, look)
    }
}
