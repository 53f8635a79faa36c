//! The screen of a letter that is written: patient, recipients, subject; the text; the bar; the state of it all.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::bars::{Bar, Finder};
use super::{WriteLayer, findings, marked};
use crate::desk::people;
use crate::ui::banner::{self, BannerKind};
use crate::ui::{Look, pen, width};

/// The lowest screen on which recipients and subject stand above the text.
const ROOMY: u16 = 12;

impl WriteLayer {
    pub(super) fn draw_all(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        self.count(false);
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let below = self.draw_head(frame, area, look);
        let foot = self.bar_height(area.width).min(below.height.saturating_sub(2));
        let tape = self.tape_height(area).min(below.height.saturating_sub(2 + foot));
        let text_height = below.height.saturating_sub(1 + foot + tape);
        let text = Rect { height: text_height, ..below };
        self.draw_tape(frame, Rect { y: below.y + text_height, height: tape, ..below }, look);
        let text_height = text_height + tape;
        let status = Rect { y: below.y + text_height, height: below.height.min(1), ..below };
        let bar = Rect { y: status.bottom(), height: foot, ..below };
        let cursor = self.editor.draw(frame, text, look);
        self.draw_status(frame, status, look);
        let on_bar = self.draw_bar(frame, bar, look);
        on_bar.or(cursor)
    }

    /// The patient in full, never cut; to whom; about what; what must not be overlooked.
    fn draw_head(&self, frame: &mut Frame, area: Rect, look: &Look) -> Rect {
        let mut rest = area;
        let flags =
            self.about.patient.as_ref().map(|p| people::model::banner(p, "", self.now).flags).unwrap_or_default();
        if self.about.is_dead() {
            let first = flags.first().map_or("", String::as_str);
            rest = banner::banner(frame, rest, BannerKind::Dead, first, look);
        }
        for row in joined(&self.patient_parts(), usize::from(area.width.saturating_sub(2))) {
            rest = lines(frame, rest, &row, look.theme.title);
        }
        let said = flags.iter().skip(usize::from(self.about.is_dead()));
        let more: Vec<&str> = self.like.iter().chain(said).map(String::as_str).collect();
        if !more.is_empty() && area.height >= ROOMY {
            // At most a quarter of the screen: the text must stay in sight.
            let high = rest.height.min(area.height / 4);
            let below = lines(frame, Rect { height: high, ..rest }, &more.join(" · "), look.theme.act_now);
            rest = Rect { y: below.y, height: rest.bottom().saturating_sub(below.y), ..rest };
        }
        if let Some(why) = &self.conflict {
            let text = format!("{why} Ctrl-O lets you choose which text stays.");
            rest = lines(frame, rest, &text, look.theme.error);
        } else if self.elsewhere {
            rest = lines(frame, rest, "This letter is being written in another window too.", look.theme.error);
        }
        let note = self.notes.line();
        if !note.is_empty() {
            rest = lines(frame, rest, &note, look.theme.act_now);
        }
        if area.height < ROOMY {
            return rest;
        }
        for text in [self.recipients_line(), self.subject_line()] {
            pen::put_short(frame.buffer_mut(), rest, (1, 0), rest.width.saturating_sub(2), &text, look.theme.dim);
            rest = pen::below(rest, 1);
        }
        pen::below(rest, 1)
    }

    /// The parts that identify the patient, in their order; a line is broken between them only.
    fn patient_parts(&self) -> Vec<String> {
        match &self.about.patient {
            Some(patient) => people::model::banner(patient, "", self.now).line,
            None => vec![format!("{} · about no patient", self.name)],
        }
    }

    fn recipients_line(&self) -> String {
        let one = |r: &super::super::Recipient| {
            format!("{} {} {}", if r.is_principal() { "to" } else { "copy" }, r.name, r.way_word())
        };
        let all: Vec<String> = self.base.recipients.iter().map(one).collect();
        if all.is_empty() { "to nobody yet: Alt-T".into() } else { all.join(" · ") }
    }

    fn subject_line(&self) -> String {
        format!("{}   {}", self.base.salutation, self.base.subject.replace('\n', " / "))
    }

    fn draw_status(&self, frame: &mut Frame, line: Rect, look: &Look) {
        let (row, column) = self.editor.line_col();
        let clock = self.base.clock_word(self.now.date());
        let blanks = match self.open {
            0 => String::new(),
            1 => "1 blank left".into(),
            n => format!("{n} blanks left"),
        };
        let written = if self.is_unwritten() { "not saved yet, kept as you type" } else { "saved" };
        let held = if self.base.is_held(self.now.date()) { "held" } else { "" };
        let spelling = self.spelling.word();
        let left = [self.base.title.as_str(), &self.base.state_words(), &clock, held, &blanks, &spelling, written];
        let left = left.iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join(" · ");
        let offered = self.offered_words().map(|o| format!("{o} · ")).unwrap_or_default();
        let right = format!("{offered}{} · {row}:{column} ", self.counted_words(line.width));
        let room = line.width.saturating_sub(width::width(&right) as u16 + 2);
        pen::put_short(frame.buffer_mut(), line, (1, 0), room, &left, look.theme.dim);
        pen::put_right(frame.buffer_mut(), line, (0, 0), line.width, &right, look.theme.dim);
    }

    fn bar_height(&self, wide: u16) -> u16 {
        match &self.bar {
            Bar::None => 0,
            Bar::Find(finder) => 1 + u16::from(finder.with.is_some()),
            Bar::Found(found) => found.height(wide),
            Bar::Marked(marked) => 1 + marked.rows() as u16,
        }
    }

    fn draw_bar(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        match &mut self.bar {
            Bar::None => None,
            Bar::Find(finder) => draw_finder(frame, area, finder, look),
            Bar::Found(found) => findings::draw(frame, area, found, look),
            Bar::Marked(marked) => marked::draw(frame, area, marked, look),
        }
    }
}

/// The parts in rows of at most so many cells, broken between parts.
fn joined(parts: &[String], room: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for part in parts {
        match rows.last_mut() {
            Some(row) if width::width(row) + 3 + width::width(part) <= room => {
                row.push_str("   ");
                row.push_str(part);
            }
            _ => rows.push(part.clone()),
        }
    }
    rows
}

/// Writes a text over the whole width in as many rows as it takes, and gives what is left below.
fn lines(frame: &mut Frame, area: Rect, text: &str, style: ratatui::style::Style) -> Rect {
    let rows = width::wrap(text, usize::from(area.width.saturating_sub(2)));
    for (y, row) in (0..area.height).zip(&rows) {
        pen::put(frame.buffer_mut(), area, 1, y, row, style);
    }
    pen::below(area, rows.len() as u16)
}

fn draw_finder(frame: &mut Frame, area: Rect, finder: &mut Finder, look: &Look) -> Option<Position> {
    let label = 10.min(area.width);
    let note = 36.min(area.width / 2);
    let field = |y: u16| Rect {
        x: area.x + label,
        y: area.y + y,
        width: area.width.saturating_sub(label + note),
        height: area.height.saturating_sub(y).min(1),
    };
    pen::put_short(frame.buffer_mut(), area, (1, 0), label, "Find", look.theme.title);
    let first = finder.needle.draw(frame, field(0), look, !finder.on_with);
    let how = if finder.case { "Alt-U any case" } else { "Alt-U match case" };
    let said = if finder.said.is_empty() { how.to_owned() } else { format!("{} · {how}", finder.said) };
    pen::put_right(frame.buffer_mut(), pen::row(area, 0), (0, 0), area.width, &said, look.theme.dim);
    let Some(with) = &mut finder.with else { return first };
    if area.height < 2 {
        return first;
    }
    pen::put_short(frame.buffer_mut(), area, (1, 1), label, "Replace", look.theme.title);
    let second = with.draw(frame, field(1), look, finder.on_with);
    pen::put_right(frame.buffer_mut(), pen::row(area, 1), (0, 0), area.width, "Enter one, Ctrl-A all", look.theme.dim);
    first.or(second)
}
