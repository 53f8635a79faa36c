//! The plain marks as one types them: a list that goes on by itself, bold around what is selected.

use super::history::Step;
use super::{EditOutcome, Editor};
use crate::ui::width;
use std::ops::Range;

/// How a stretch of the text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextStyle {
    /// A heading.
    Heading,
    /// Bold.
    Bold,
    /// A sign that stands for a look and is not printed.
    Sign,
}

/// The mark of a list at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Bullet(char),
    Number(u32),
}

/// A line that is an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Item {
    /// Spaces before the mark.
    indent: usize,
    mark: Mark,
    /// The bytes up to the item's words.
    lead: usize,
}

fn item_of(line: &str) -> Option<Item> {
    let rest = line.trim_start_matches(' ');
    let indent = line.len() - rest.len();
    if let Some(sign) = rest.chars().next().filter(|c| matches!(c, '-' | '\u{2022}')) {
        let lead = indent + sign.len_utf8() + 1;
        return rest[sign.len_utf8()..].starts_with(' ').then_some(Item { indent, mark: Mark::Bullet(sign), lead });
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest[..digits].parse().ok().filter(|_| digits <= 3 && rest[digits..].starts_with(". "))?;
    Some(Item { indent, mark: Mark::Number(number), lead: indent + digits + 2 })
}

/// How far the further rows of a line stand to the right, so that the words of an item stand below each other.
pub(super) fn hang(line: &str, room: usize) -> usize {
    let cells = item_of(line).map_or(0, |item| width::width(&line[..item.lead]));
    if cells * 3 > room { 0 } else { cells }
}

impl Item {
    /// How the item after this one begins.
    fn next(self) -> String {
        let mark = match self.mark {
            Mark::Bullet(sign) => format!("{sign} "),
            Mark::Number(n) => format!("{}. ", n.saturating_add(1)),
        };
        format!("{}{mark}", " ".repeat(self.indent))
    }
}

impl Editor {
    /// The line (paragraph) a byte stands in, without its end.
    pub fn line_at(&self, at: usize) -> Range<usize> {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |end| at + end);
        start..end
    }

    /// Enter: in a list the next item begins, and an empty item ends the list.
    pub(super) fn enter(&mut self) -> EditOutcome {
        let line = self.line_at(self.at.cursor);
        // Bold never reaches over a line's end: the line breaks behind its stars.
        let open = self.text[line.start..self.at.cursor].matches("**").count() % 2 == 1;
        if open && self.selection().is_none() && self.text[self.at.cursor..].starts_with("**") {
            self.set_cursor(self.at.cursor + 2);
        }
        let item = item_of(&self.text[line.clone()]).filter(|item| self.at.cursor >= line.start + item.lead);
        let Some(item) = item.filter(|_| self.selection().is_none()) else { return self.row_or_line(line) };
        if self.text[line.start + item.lead..line.end].trim().is_empty() {
            self.replace_range(line, "");
            return EditOutcome::Changed;
        }
        self.history.begin();
        let at = self.at.cursor;
        self.edit(at..at, &format!("\n{}", item.next()), Step::Other);
        let place = self.at;
        if matches!(item.mark, Mark::Number(_)) {
            self.count_on(place.cursor);
            self.stand(place);
        }
        self.history.end();
        EditOutcome::Changed
    }

    /// Enter at the end of a table's row begins another with a blank for each column; an untouched row ends the table.
    fn row_or_line(&mut self, line: Range<usize>) -> EditOutcome {
        let at_end = self.selection().is_none() && self.at.cursor == line.end;
        let Some(head) = self.table_head(&line).filter(|_| at_end) else { return self.type_text("\n") };
        let blanks = blank_row(&head);
        if self.text[line.clone()] == blanks {
            self.replace_range(line, "");
            return EditOutcome::Changed;
        }
        let start = line.end + 1;
        self.insert(&format!("\n{blanks}"));
        let first = blanks.find("}}").map_or(blanks.len(), |at| at + 2);
        self.set_selection(start..start + first);
        EditOutcome::Changed
    }

    /// The first line of the table that a line ends: of two rows at least.
    fn table_head(&self, line: &Range<usize>) -> Option<String> {
        let is_row = |range: &Range<usize>| self.text[range.clone()].contains(" | ");
        let mut head = line.clone();
        while head.start > 0 && is_row(&head) {
            let above = self.line_at(head.start - 1);
            if !is_row(&above) {
                break;
            }
            head = above;
        }
        (head.start < line.start && is_row(line)).then(|| self.text[head].to_owned())
    }

    /// Numbers the items below the one at this byte, as far as the list goes.
    fn count_on(&mut self, from: usize) {
        let mut line = self.line_at(from);
        while let Some(Item { indent, mark: Mark::Number(n), .. }) = item_of(&self.text[line.clone()]) {
            if line.end >= self.text.len() {
                return;
            }
            let next = self.line_at(line.end + 1);
            let Some(Item { indent: same, mark: Mark::Number(old), .. }) = item_of(&self.text[next.clone()]) else {
                return;
            };
            if same != indent || old == n + 1 {
                return;
            }
            let digits = next.start + indent..next.start + indent + old_len(&self.text[next.start + indent..]);
            self.edit(digits, &(n + 1).to_string(), Step::Other);
            line = self.line_at(next.start);
        }
    }

    /// Makes what is selected, or the word at the cursor, bold; what is bold already is so no longer.
    pub fn toggle_bold(&mut self) {
        let chosen = self.selection().is_some();
        let range = self.selection().or_else(|| self.word_at_cursor().map(|(range, _)| range));
        let Some(range) = range.map(|r| trimmed(&self.text, r)).filter(|r| !r.is_empty()) else {
            self.insert("****");
            self.set_cursor(self.at.cursor - 2);
            return;
        };
        let text = &self.text[range.clone()];
        let around = self.text[..range.start].ends_with("**") && self.text[range.end..].starts_with("**");
        let (whole, with) = if around {
            (range.start - 2..range.end + 2, text.to_owned())
        } else if text.len() > 4 && text.starts_with("**") && text.ends_with("**") {
            (range.clone(), text[2..text.len() - 2].to_owned())
        } else {
            // Bold goes line by line: a mark never reaches over a line's end.
            let bold = |line: &str| if line.trim().is_empty() { line.to_owned() } else { bold_line(line) };
            (range.clone(), text.split('\n').map(bold).collect::<Vec<_>>().join("\n"))
        };
        let start = whole.start;
        self.replace_range(whole, &with);
        match chosen {
            true => self.set_selection(start..start + with.len()),
            // Inside the stars: what is typed on is bold too, and the key takes them off again.
            false if with.ends_with("**") => self.set_cursor(start + with.len() - 2),
            false => {}
        }
    }
}

/// A row of blanks that name the columns: `{{?dose}}`.
fn blank_row(head: &str) -> String {
    let cells = head.trim().trim_start_matches('|').trim_end_matches('|').split(" | ");
    let blank = |cell: &str| format!("{{{{?{}}}}}", cell.trim().trim_matches('*').to_lowercase());
    cells.map(blank).collect::<Vec<_>>().join(" | ")
}

fn old_len(line: &str) -> usize {
    line.bytes().take_while(u8::is_ascii_digit).count()
}

/// A line in bold: its mark of a list stays before the stars.
fn bold_line(line: &str) -> String {
    let lead = item_of(line).map_or(line.len() - line.trim_start().len(), |item| item.lead);
    let words = line[lead..].trim_end();
    format!("{}**{words}**{}", &line[..lead], &line[lead + words.len()..])
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let chosen = &text[range.clone()];
    let start = range.start + chosen.len() - chosen.trim_start().len();
    start..start + chosen.trim().len()
}
