//! A template of the department's own is written: what is wrong with it is said while it is typed, with its line.

use std::path::{Path, PathBuf};

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::shelf::Sort;
use super::source;
use crate::app::{Cx, Effect, Input, Layer, Notice, Row, Taken};
use crate::desk::letters::House;
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::paper::sample::sample;
use crate::paper::template::{self, FIELDS, built_in};
use crate::paper::{PaperError, text};
use crate::store::Refusal;
use crate::ui::editor::{EditOutcome, Editor};
use crate::ui::prose::Para;
use crate::ui::{Look, panel, pen, width};

/// No template is wider on the screen.
const MEASURE: u16 = 110;

/// A template or a layout that is being written.
pub struct TemplateLayer {
    path: PathBuf,
    sort: Sort,
    house: House,
    editor: Editor,
    saved: String,
    /// What is wrong with it, with its line where that is known.
    fault: Option<(Option<usize>, String)>,
}

impl TemplateLayer {
    /// Opens a file, or what was typed in it before and not saved; the cursor stands at its fault.
    pub(super) fn open(path: &Path, sort: Sort, house: &House, cx: &Cx) -> Result<Self, Refusal> {
        let saved = std::fs::read_to_string(path)
            .map_err(|e| Refusal::rule(format!("{} could not be read: {e}.", path.display())))?;
        let kept = cx.store.draft(&draft_of(path))?.map(|d| d.body);
        let editor = Editor::new(kept.as_deref().unwrap_or(&saved)).measure(MEASURE);
        let mut layer = Self { path: path.to_owned(), sort, house: house.clone(), editor, saved, fault: None };
        layer.check(cx);
        layer.go_to_fault();
        Ok(layer)
    }

    fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Looks what is wrong: a template as it is typed, a layout when it is saved or looked at.
    fn check(&mut self, cx: &Cx) {
        self.fault = match self.sort {
            Sort::Template => {
                template::parse(&self.name(), self.editor.as_str()).err().map(|e| (e.line(), e.why.clone()))
            }
            Sort::Layout => self.layout_fault(cx),
        };
    }

    fn layout_fault(&self, cx: &Cx) -> Option<(Option<usize>, String)> {
        let doc = sample(built_in().first()?, &self.house.head, cx.today());
        match doc.pdf(Some(self.editor.as_str())) {
            Ok(_) => None,
            Err(PaperError::Layout { line, why }) => {
                Some((line, line.map_or_else(|| why.clone(), |n| format!("line {n}: {why}"))))
            }
            Err(PaperError::Export { why }) => Some((None, why)),
        }
    }

    fn go_to_fault(&mut self) {
        let Some((Some(line), _)) = &self.fault else { return };
        let at: usize = self.editor.as_str().split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        self.editor.set_cursor(at);
    }

    fn save(&mut self, cx: &mut Cx) -> Done {
        self.check(cx);
        if let Some((_, why)) = &self.fault {
            let why = format!(
                "Not saved: {}. It can be used once that is mended; what you typed is kept.",
                why.trim_end_matches('.')
            );
            self.go_to_fault();
            self.keep_typed(cx);
            return Err(Refusal::rule(why));
        }
        let text = self.editor.text();
        source::keep(&self.path, &text)?;
        self.saved = text;
        cx.store.drop_draft(&draft_of(&self.path))?;
        cx.touch();
        cx.say(format!("Saved {}. It is used from now on.", self.name()));
        Ok(())
    }

    fn keep_typed(&mut self, cx: &mut Cx) {
        let (id, now) = (draft_of(&self.path), cx.now);
        let kept = if self.editor.as_str() == self.saved {
            cx.store.drop_draft(&id)
        } else {
            cx.store.keep_draft(&id, self.editor.as_str(), now)
        };
        if let Err(e) = kept {
            cx.unkept(&e);
        }
    }

    fn preview(&mut self, cx: &mut Cx) -> Done {
        self.check(cx);
        if let Some((_, why)) = &self.fault {
            return Err(Refusal::rule(format!("It cannot be shown: {why}.")));
        }
        let template = match self.sort {
            Sort::Template => {
                template::parse(&self.name(), self.editor.as_str()).map_err(|e| Refusal::rule(e.to_string()))?
            }
            Sort::Layout => return Err("A layout shows on paper only: Ctrl-S saves it, then O makes the PDF.".into()),
        };
        let doc = sample(&template, &self.house.head, cx.today());
        let paras = text::letter(&doc, 68).lines().map(Para::body).collect();
        cx.open(Notice::new(format!("{} · as it would look", template.name), paras));
        Ok(())
    }

    fn fields(cx: &mut Cx) {
        let mut paras = vec![
            Para::body("{{patient.born}} is filled by the desk; {{?who saw you}} asks the writer. The fields:"),
            Para::gap(),
        ];
        paras.extend(FIELDS.iter().map(|(name, says)| Para::fact(format!("{{{{{name}}}}}"), *says)));
        cx.open(Notice::new("What a template may use", paras));
    }

    fn typed(&mut self, outcome: EditOutcome, cx: &mut Cx) -> Taken {
        if let Some(copied) = self.editor.take_copied() {
            cx.ask(Effect::Copy(copied));
        }
        if outcome == EditOutcome::Changed && self.sort == Sort::Template {
            self.check(cx);
        }
        (outcome != EditOutcome::Ignored).into()
    }

    const ROWS: &'static [Row<Self>] = &[
        row!(
            "template.save",
            ["ctrl-s"],
            "Save",
            "Save it; it is used from then on.",
            Place::Footer(1),
            always,
            Self::save
        ),
        row!("template.look", ["alt-v"], "Look", "See the letter it makes.", Place::Footer(2), always, Self::preview),
        row!(
            "template.fields",
            ["alt-f"],
            "Fields",
            "The fields that a template may use.",
            Place::Footer(3),
            always,
            |_, cx| {
                Self::fields(cx);
                Ok(())
            }
        ),
        row!(
            "template.fault",
            ["alt-m"],
            "To the fault",
            "Go to the line of what is wrong.",
            Place::Footer(4),
            |l: &Self, _: &Cx| if l.fault.is_some() { Ok(()) } else { Err("Nothing is wrong with it.".into()) },
            |l, cx| {
                l.go_to_fault();
                let why = l.fault.as_ref().map(|(_, why)| why.clone()).unwrap_or_default();
                cx.say(why);
                Ok(())
            }
        ),
    ];
}

/// Where text that is not saved is kept.
fn draft_of(path: &Path) -> String {
    format!("template/{}", path.file_name().unwrap_or_default().to_string_lossy())
}

impl Layer for TemplateLayer {
    const SCOPE: &'static str = "+template";

    fn rows() -> &'static [Row<Self>] {
        Self::ROWS
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        match input {
            Input::Key(key) => {
                let outcome = self.editor.handle(*key);
                self.typed(outcome, cx)
            }
            Input::Paste(text) => {
                self.editor.paste(text);
                self.typed(EditOutcome::Changed, cx)
            }
            _ => Taken::No,
        }
    }

    fn esc(&mut self, cx: &mut Cx) {
        self.keep_typed(cx);
        if self.editor.as_str() != self.saved {
            cx.say(format!("{} is not saved; what you typed stands there when you open it again.", self.name()));
        }
        cx.touch();
        cx.close();
    }

    fn keep(&mut self, cx: &mut Cx) {
        self.keep_typed(cx);
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let written = if self.editor.as_str() == self.saved { "saved" } else { "not saved" };
        let (row, column) = self.editor.line_col();
        let title = format!("Template · {} · {written} · {row}:{column}", self.name());
        let inner = panel::panel(frame, area, &title, true, look);
        let said = self.fault.as_ref().map_or_else(String::new, |(_, why)| why.clone());
        let rows = width::wrap(&said, usize::from(inner.width));
        let high = if said.is_empty() { 0 } else { (rows.len() as u16).min(inner.height / 3) };
        for (y, text) in rows.iter().take(usize::from(high)).enumerate() {
            let at = (0, inner.height - high + y as u16);
            pen::put_short(frame.buffer_mut(), inner, at, inner.width, text, look.theme.error);
        }
        self.editor.draw(frame, Rect { height: inner.height - high, ..inner }, look)
    }
}
