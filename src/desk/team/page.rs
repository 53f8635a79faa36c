//! A page that is told, over the desk: a handover, the start and the end of a day, machines and materials; as PDF, as text.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::model::Note;
use super::notes::{self, At};
use super::repo;
use crate::app::{Cx, Layer, MenuItem, Row, ask_new_file, choose};
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, Meaning, panel, pen, width};

/// Which page it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A handover; of nobody: of everybody.
    Handover(Option<String>),
    Start,
    End,
    Things,
}

impl What {
    /// The first name of its file.
    fn file(&self) -> String {
        match self {
            Self::Handover(None) => "handover".into(),
            Self::Handover(Some(who)) => {
                format!("handover-{}", who.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "-"))
            }
            Self::Start => "start-of-day".into(),
            Self::End => "end-of-day".into(),
            Self::Things => "machines".into(),
        }
    }
}

/// The page.
pub struct NoteLayer {
    what: What,
    note: Note,
    lines: Vec<Line>,
    state: ListState,
}

/// Opens a page.
pub(super) fn open(what: What, cx: &mut Cx) -> Done {
    let mut layer = NoteLayer { what, note: Note::default(), lines: Vec::new(), state: ListState::default() };
    layer.fill(cx)?;
    cx.open(layer);
    Ok(())
}

fn made(what: &What, cx: &Cx) -> Result<Note, Refusal> {
    let at = At { db: cx.db(), config: &cx.config, now: cx.now };
    match what {
        What::Handover(None) => notes::handover(at, None),
        What::Handover(Some(who)) => notes::handover(at, Some(&repo::meant(cx.db(), who)?)),
        What::Start => notes::start(at),
        What::End => notes::end(at),
        What::Things => notes::things(at),
    }
}

impl NoteLayer {
    fn fill(&mut self, cx: &Cx) -> Done {
        self.note = made(&self.what, cx)?;
        self.lines = lines(&self.note);
        self.state.keep(&self.lines);
        Ok(())
    }

    fn target(&self) -> Result<(String, String), String> {
        let id = self.lines.get(self.state.selected()).map(|l| l.id.as_str()).unwrap_or_default();
        let opens = id.split_once(' ').and_then(|(_, opens)| opens.split_once('/'));
        opens
            .map(|(kind, id)| (kind.to_owned(), id.to_owned()))
            .ok_or_else(|| "There is nothing behind this line.".into())
    }

    fn whose(cx: &mut Cx) -> Done {
        let own = repo::all(cx.db())?.into_iter().filter(|m| !m.is_author());
        let all = std::iter::once(MenuItem::new("", "", "everybody", "the whole team"));
        let items = all.chain(own.map(|m| MenuItem::new(m.name.clone(), "", m.name, m.role))).collect();
        choose(cx, "Whose handover", items, |who, cx| {
            cx.ask(crate::app::Effect::CloseOf(NoteLayer::SCOPE));
            open(What::Handover((!who.is_empty()).then(|| who.to_owned())), cx)
        });
        Ok(())
    }
}

/// The lines of all sections, each under its heading; an empty section says what that means.
fn lines(note: &Note) -> Vec<Line> {
    let mut all: Vec<Line> = Vec::new();
    for section in &note.sections {
        let from = all.len();
        for line in &section.lines {
            let opens = line.opens.as_ref().map(|(kind, id)| format!("{kind}/{id}")).unwrap_or_default();
            let meaning = if line.late { Meaning::ActNow } else { Meaning::None };
            let cells = [line.when.clone(), line.what.clone(), line.whose.clone()];
            all.push(Line::new(format!("{} {opens}", all.len()), meaning, cells));
        }
        if section.lines.is_empty() {
            let cells = [String::new(), section.none.clone(), String::new()];
            all.push(Line::new(format!("{} ", all.len()), Meaning::None, cells));
        }
        all[from].group = Some(section.heading.clone());
    }
    all
}

const COLUMNS: &[Column] = &[Column::min(14), Column::min(30).grow(8), Column::min(14).priority(1)];

static ROWS: &[Row<NoteLayer>] = &[
    row!(
        "note.open",
        ["enter"],
        "Open",
        "Open what is behind the selected line.",
        Place::Footer(1),
        |layer, _| layer.target().map(|_| ()),
        |layer, cx| {
            let (kind, id) = layer.target()?;
            cx.close();
            cx.show(kind, id);
            Ok(())
        }
    ),
    row!("note.pdf", ["p"], "As PDF", "Write the page into a PDF.", Place::Footer(2), always, |layer, cx| {
        let pdf = notes::pdf(&layer.note, &cx.store, &cx.config, (&cx.who, cx.now))?;
        ask_new_file("pdf", pdf, &format!("{}-{}.pdf", layer.what.file(), cx.today()), cx)
    }),
    row!("note.text", ["x"], "As text", "Write the page into a text file.", Place::Footer(3), always, |layer, cx| {
        let text = layer.note.text().into_bytes();
        ask_new_file("txt", text, &format!("{}-{}.txt", layer.what.file(), cx.today()), cx)
    }),
    row!("note.copy", ["y"], "Copy", "Copy the page as text, to be pasted.", Place::Footer(4), always, |layer, cx| {
        cx.ask(crate::app::Effect::Copy(layer.note.text()));
        cx.say("The page is on the clipboard.");
        Ok(())
    }),
    row!(
        "note.whose",
        ["w"],
        "Whose",
        "The handover of somebody else, or of everybody.",
        Place::Footer(5),
        |layer: &NoteLayer, _: &Cx| match layer.what {
            What::Handover(_) => Ok(()),
            _ => Err("This page is everybody's. h on a member shows their handover.".into()),
        },
        |_, cx| NoteLayer::whose(cx)
    ),
];

impl Layer for NoteLayer {
    const SCOPE: &'static str = "+team_note";
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

    fn in_footer(&self, id: &str) -> bool {
        id != "note.whose" || matches!(self.what, What::Handover(_))
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let inner = panel::panel(frame, area, &self.note.title, true, look);
        let room = usize::from(inner.width.saturating_sub(2)).max(1);
        let mut said: Vec<String> = self.note.lead.iter().flat_map(|text| width::wrap(text, room)).collect();
        said.truncate(usize::from(inner.height / 3));
        for (n, text) in said.iter().enumerate() {
            pen::put(frame.buffer_mut(), inner, 1, n as u16, text, look.theme.base);
        }
        let below = pen::below(inner, said.len() as u16);
        let list = List { columns: COLUMNS, empty: "Nothing to tell.", hint: "Esc goes back", focused: true };
        list.draw(frame, below, &self.lines, &mut self.state, look)
    }
}
