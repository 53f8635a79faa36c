//! What was ticked on paper, typed back in one form: a line for each letter of the sheet.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::app::{Cx, Input, Layer, MenuItem, Row, Taken, choose};
use crate::desk::letters::model_post::ApprovalSheet;
use crate::desk::letters::onpaper::{self, Tick};
use crate::desk::letters::{Letter, repo, repo_post};
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::text::dates;
use crate::ui::input::TextLine;
use crate::ui::{Look, panel, pen, width};

/// The fields above the letters: who signed, and when.
const ABOVE: usize = 2;

/// The answers of one sheet.
pub struct AnswersLayer {
    sheet: ApprovalSheet,
    names: Vec<String>,
    lines: Vec<TextLine>,
    at: usize,
    said: String,
}

/// Chooses which sheet came back.
pub(super) fn choose_sheet(cx: &mut Cx) -> Done {
    let sheets = repo_post::open_sheets(cx.db())?;
    match sheets.as_slice() {
        [] => Err(Refusal::rule("No sheet on paper waits for its answers. p makes one.")),
        [only] => open(only.clone(), cx),
        _ => {
            let item = |s: &ApprovalSheet| {
                let made = s.made_at.parse().map(dates::stamp).unwrap_or_default();
                let label = format!("Sheet {} · {}", s.number, s.author);
                MenuItem::new(s.id.clone(), "", label, format!("{} letters, made {made}", s.letters.len()))
            };
            let items = sheets.iter().map(item).collect();
            choose(cx, "Which sheet came back", items, |id, cx| open(cx.db().must(id)?, cx));
            Ok(())
        }
    }
}

fn open(sheet: ApprovalSheet, cx: &mut Cx) -> Done {
    let mut names = Vec::new();
    for known in &sheet.letters {
        let letter: Option<Letter> = cx.db().get(&known.letter)?;
        names.push(match letter {
            Some(l) => format!("{} · {}{}", repo::name(cx.db(), &l)?, l.title, waits(&l)),
            None => "gone".into(),
        });
    }
    let first = [TextLine::new(&sheet.author), TextLine::new(&dates::screen(cx.today()))];
    let rest = sheet.letters.iter().map(|_| TextLine::new("").hint("a, or r and what is to be changed"));
    let lines = first.into_iter().chain(rest).collect();
    let mut layer = AnswersLayer { sheet, names, lines, at: ABOVE, said: String::new() };
    layer.take_up(cx)?;
    cx.open(layer);
    Ok(())
}

fn waits(letter: &Letter) -> String {
    if letter.state == "awaiting_approval" { String::new() } else { format!(" ({})", letter.state_words()) }
}

impl AnswersLayer {
    fn draft(&self, cx: &Cx) -> String {
        format!("answers/{}/{}", self.sheet.id, crate::text::names::fold(&cx.who))
    }

    /// Takes up what was typed before and not saved.
    fn take_up(&mut self, cx: &Cx) -> Done {
        let kept = cx.store.draft(&self.draft(cx))?;
        let typed: Vec<String> = kept.and_then(|d| serde_json::from_str(&d.body).ok()).unwrap_or_default();
        for (line, text) in self.lines.iter_mut().zip(&typed) {
            line.set_text(text);
        }
        Ok(())
    }

    /// Keeps what was typed.
    fn keep_typed(&self, cx: &mut Cx) {
        let typed: Vec<&str> = self.lines.iter().map(TextLine::text).collect();
        let body = serde_json::to_string(&typed).unwrap_or_default();
        let (draft, now) = (self.draft(cx), cx.now);
        if let Err(e) = cx.store.keep_draft(&draft, &body, now) {
            cx.unkept(&e);
        }
    }

    fn save(&mut self, cx: &mut Cx) -> Done {
        match self.answered(cx) {
            Ok(()) => cx.close(),
            Err(e) => self.said = e.to_string(),
        }
        Ok(())
    }

    fn answered(&self, cx: &mut Cx) -> Done {
        let by = self.lines[0].text().trim().to_owned();
        let on = crate::text::when::parse_past(self.lines[1].text(), cx.today())?;
        let on = on.first().map(|w| w.date).ok_or("Type the day it was signed: tod, yest, 3/3.")?;
        let mut ticks: Vec<(usize, Tick)> = Vec::new();
        for (n, line) in self.lines.iter().skip(ABOVE).enumerate().filter(|(_, l)| !l.text().trim().is_empty()) {
            let typed = format!("{} {}", n + 1, line.text().trim().replace(';', ","));
            ticks.extend(onpaper::read_answers(&typed, self.names.len())?);
        }
        if ticks.is_empty() {
            return Err("Type an answer beside a letter: a for approved, r and what is to be changed.".into());
        }
        let change = onpaper::answered(cx.db(), &self.sheet, &ticks, (&by, on), &cx.who, cx.now)?;
        cx.apply(&change.spends(self.draft(cx)))
    }

    /// Approved, and on to the next; what was typed stays.
    fn fill(&mut self) {
        for line in self.lines.iter_mut().skip(ABOVE).filter(|l| l.text().trim().is_empty()) {
            line.set_text("a");
        }
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        let last = self.lines.len() - 1;
        match key.code {
            KeyCode::Enter if self.at == last => {
                // Where it cannot be done the form says why.
                let _ = self.save(cx);
            }
            KeyCode::Enter | KeyCode::Tab | KeyCode::Down => self.at = (self.at + 1).min(last),
            KeyCode::BackTab | KeyCode::Up => self.at = self.at.saturating_sub(1),
            _ => return self.lines[self.at].handle(key).into(),
        }
        Taken::Yes
    }

    const ROWS: &'static [Row<Self>] = &[
        row!(
            "answers.save",
            ["ctrl-s"],
            "Save",
            "Approve and return what was ticked.",
            Place::Footer(1),
            always,
            Self::save
        ),
        row!(
            "answers.all",
            ["alt-a"],
            "Rest approved",
            "All that have no answer yet were approved.",
            Place::Footer(2),
            always,
            |l, _| {
                l.fill();
                Ok(())
            }
        ),
    ];

    fn label(&self, n: usize) -> String {
        match n {
            0 => "Signed by".into(),
            1 => "On".into(),
            n => format!("{}. {}", n - ABOVE + 1, self.names[n - ABOVE]),
        }
    }
}

impl Layer for AnswersLayer {
    const SCOPE: &'static str = "+answers";

    fn rows() -> &'static [Row<Self>] {
        Self::ROWS
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("Enter", "Next")]
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        match input {
            Input::Key(key) => self.key(*key, cx),
            Input::Paste(text) => {
                self.lines[self.at].paste(text);
                Taken::Yes
            }
            _ => Taken::No,
        }
    }

    fn esc(&mut self, cx: &mut Cx) {
        self.keep_typed(cx);
        cx.close();
    }

    fn keep(&mut self, cx: &mut Cx) {
        self.keep_typed(cx);
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let title = format!("Sheet {} on paper · {} · what was ticked", self.sheet.number, self.sheet.author);
        let inner = panel::panel(frame, area, &title, true, look);
        let said = width::wrap(&self.said, usize::from(inner.width));
        let room = usize::from(inner.height).saturating_sub(said.len() + 2) / 2;
        let top = (self.at + 1).saturating_sub(room.max(1));
        let mut cursor = None;
        for (y, n) in (top..self.lines.len()).take(room.max(1)).enumerate() {
            let label = self.label(n);
            let row = pen::below(inner, 2 * y as u16);
            pen::put_short(frame.buffer_mut(), row, (0, 0), row.width, &label, look.theme.title);
            let field = Rect {
                x: row.x + 3,
                y: row.y + 1,
                width: row.width.saturating_sub(3),
                height: 1.min(row.height.saturating_sub(1)),
            };
            let here = self.lines[n].draw(frame, field, look, n == self.at);
            cursor = if n == self.at { here } else { cursor };
        }
        let foot = pen::below(inner, inner.height.saturating_sub(said.len() as u16));
        for (y, row) in said.iter().enumerate() {
            pen::put_short(frame.buffer_mut(), foot, (0, y as u16), foot.width, row, look.theme.error);
        }
        cursor
    }
}
