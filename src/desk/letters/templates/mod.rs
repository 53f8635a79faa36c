//! The templates of the department: listed with what is wrong with them, looked at as text and as PDF, made from a copy
//! of a shipped one, and written here.

mod shelf;
mod source;
mod write;

pub use write::TemplateLayer;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::House;
use super::out;
use crate::app::{Cx, Input, Layer, MenuItem, Notice, Row, Taken, choose, prompt};
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::paper::{sample, text};
use crate::store::Refusal;
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::prose::{Para, Scroll, scroll_text};
use crate::ui::{Look, Meaning, panel, pen};
use shelf::{Piece, Sort};

/// The templates and layouts there are.
pub struct TemplatesLayer {
    house: House,
    all: Vec<Piece>,
    lines: Vec<Line>,
    state: ListState,
}

/// Opens the page of the templates.
pub(super) fn open(cx: &mut Cx) -> Done {
    let house = House::of(&cx.store, &cx.config)?;
    let mut layer = TemplatesLayer { house, all: Vec::new(), lines: Vec::new(), state: ListState::default() };
    layer.read(cx);
    cx.open(layer);
    Ok(())
}

const COLUMNS: &[Column] = &[
    Column::min(24).identifier(),
    Column::fixed(22).priority(2),
    Column::fixed(24),
    Column::min(24).grow(3).priority(1),
];

impl TemplatesLayer {
    fn read(&mut self, cx: &Cx) {
        self.all = shelf::all(&self.house, cx.today());
        self.lines = self.all.iter().map(line).collect();
        self.state.keep(&self.lines);
    }

    fn piece(&self) -> Result<&Piece, String> {
        self.all.get(self.state.selected()).ok_or_else(|| "There is no template here.".into())
    }

    fn preview(&mut self, cx: &mut Cx) -> Done {
        let piece = self.piece()?;
        let template = piece.template().map_err(Refusal::rule)?;
        let doc = sample::sample(&template, &self.house.head, cx.today());
        let paras = text::letter(&doc, 68).lines().map(Para::body).collect();
        cx.open(Notice::new(format!("{} · as it would look", template.name), paras));
        Ok(())
    }

    fn pdf(&mut self, cx: &mut Cx) -> Done {
        let piece = self.piece()?;
        let pdf = piece.pdf(&self.house, cx.today()).map_err(Refusal::rule)?;
        let path = out::kept(&self.house, &format!("preview-{}.pdf", piece.id), &pdf)?;
        let opened = out::open(&path);
        cx.say(format!("The preview is {}.", path.display()));
        if let Err(e) = opened {
            cx.warn(e.to_string());
        }
        Ok(())
    }

    fn write(&mut self, cx: &mut Cx) -> Done {
        let piece = self.piece()?;
        let Some(file) = &piece.file else {
            return Err(Refusal::rule(
                "This one comes with Rolltop and stays as it is. n makes a copy that you can change.",
            ));
        };
        let layer = TemplateLayer::open(file, piece.sort, &self.house, cx)?;
        cx.open(layer);
        Ok(())
    }

    /// A new one from a copy of the selected one.
    fn copy(&mut self, cx: &mut Cx) -> Done {
        let piece = self.piece()?.clone();
        let source = piece.source().map_err(Refusal::rule)?;
        let house = self.house.clone();
        if piece.sort == Sort::Layout {
            return copy_layout(source, house, cx);
        }
        let name = format!("{} (ours)", piece.name);
        prompt(cx, &format!("New from {}", piece.name), &[("Its name", &name)], move |answers, cx| {
            let (id, text) = source::renamed(&source, &answers[0])?;
            let path = house.templates_folder().join(format!("{id}.toml"));
            source::keep_new(&path, &text)?;
            cx.open(TemplateLayer::open(&path, Sort::Template, &house, cx)?);
            cx.touch();
            Ok(())
        });
        Ok(())
    }

    /// Put aside: the file stays, with another ending.
    fn aside(&mut self, cx: &mut Cx) -> Done {
        let piece = self.piece()?;
        let file = piece.file.as_ref().ok_or("This one comes with Rolltop: it stays.")?;
        let to = source::put_aside(file)?;
        cx.say(format!("{} is put aside as {}; give it its old name to have it again.", piece.name, to.display()));
        cx.touch();
        Ok(())
    }

    const ROWS: &'static [Row<Self>] = &[
        row!(
            "templates.look",
            ["enter"],
            "Look",
            "See the letter it makes, with an invented patient.",
            Place::Footer(1),
            always,
            Self::preview
        ),
        row!(
            "templates.pdf",
            ["O"],
            "As a PDF",
            "Make the PDF of it and open that.",
            Place::Footer(2),
            always,
            Self::pdf
        ),
        row!(
            "templates.write",
            ["e"],
            "Change",
            "Change the department's own template.",
            Place::Footer(3),
            always,
            Self::write
        ),
        row!(
            "templates.copy",
            ["n"],
            "New from this",
            "Make a template of your own from a copy of this one.",
            Place::Footer(4),
            always,
            Self::copy
        ),
        row!(
            "templates.aside",
            ["del"],
            "Put aside",
            "Use it no longer; the file stays.",
            Place::Footer(5),
            always,
            Self::aside
        ),
    ];
}

/// The layout goes for all letters, or for those of one template.
fn copy_layout(source: String, house: House, cx: &mut Cx) -> Done {
    let mut items = vec![MenuItem::new("layout", "", "All letters", "layout.typ")];
    let all = house.templates().templates;
    items.extend(all.into_iter().map(|t| MenuItem::new(t.id.clone(), "", t.name, format!("{}.typ", t.id))));
    choose(cx, "A layout of your own for which letters", items, move |id, cx| {
        let path = house.templates_folder().join(format!("{id}.typ"));
        source::keep_new(&path, &source)?;
        cx.open(TemplateLayer::open(&path, Sort::Layout, &house, cx)?);
        cx.touch();
        Ok(())
    });
    Ok(())
}

fn line(piece: &Piece) -> Line {
    let meaning = if piece.fault.is_some() { Meaning::ActNow } else { Meaning::None };
    let said = piece.fault.clone().unwrap_or_else(|| piece.detail.clone());
    Line::new(piece.key(), meaning, [piece.name.clone(), piece.id.clone(), piece.whose.to_owned(), said])
}

impl Layer for TemplatesLayer {
    const SCOPE: &'static str = "+templates";

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
        self.read(cx);
        Ok(())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let faults = self.all.iter().filter(|p| p.fault.is_some()).count();
        let wrong = match faults {
            0 => String::new(),
            1 => " · 1 cannot be used".into(),
            n => format!(" · {n} cannot be used"),
        };
        let title = format!("Templates of letters · {}{wrong}", self.all.len());
        let inner = panel::panel(frame, area, &title, true, look);
        let said: Vec<Para> = match self.piece().ok().and_then(|p| p.fault.as_ref().map(|f| (p, f))) {
            Some((piece, fault)) => {
                vec![Para::error(format!("{}: {fault} e opens it at that line.", piece.file_name()))]
            }
            None => vec![Para::dim(format!("The department's own are in {}", self.house.templates_folder().display()))],
        };
        let high = (crate::ui::prose::height(&said, inner.width) as u16).min(inner.height / 3);
        let list = List { columns: COLUMNS, empty: "There are no templates.", hint: "", focused: true };
        let above = Rect { height: inner.height.saturating_sub(high + 1), ..inner };
        scroll_text(
            frame,
            Rect { y: inner.bottom() - high, height: high, ..inner },
            &said,
            &mut Scroll::default(),
            look,
        );
        list.draw(frame, above, &self.lines, &mut self.state, look)
    }
}
