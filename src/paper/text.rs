//! A letter as plain text: for the preview in the terminal and for those who want it so.

use unicode_width::UnicodeWidthStr;

use super::clean::visible;
use super::letter::{LetterDoc, SignedAs};
use super::marks::{self, Block, Line};
use super::view;

/// The narrowest text that is still a letter.
const NARROWEST: usize = 20;

/// The letter as text, no line wider than `width` cells (20 at least) but for a single word that is.
pub fn letter(doc: &LetterDoc, width: usize) -> String {
    let mut page = Page { width: width.max(NARROWEST), lines: Vec::new() };
    head(doc, &mut page);
    opening(doc, &mut page);
    for block in marks::parse(&visible(&doc.body)) {
        body(&block, &mut page);
    }
    closing(doc, &mut page);
    page.finish()
}

struct Page {
    width: usize,
    lines: Vec<String>,
}

impl Page {
    fn say(&mut self, first: &str, next: &str, text: &str) {
        self.lines.extend(wrap(text, self.width, first, next));
    }

    fn all(&mut self, lines: &[String]) {
        lines.iter().filter(|line| !line.is_empty()).for_each(|line| self.say("", "", line));
    }

    /// One empty line, never two, never first.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn finish(mut self) -> String {
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines.push(String::new());
        self.lines.join("\n")
    }
}

fn head(doc: &LetterDoc, page: &mut Page) {
    if doc.draft_mark {
        page.all(&["DRAFT: not approved, not to be sent".to_owned()]);
        page.gap();
    }
    let paper = &doc.letterhead;
    page.all(&[view::one(&paper.trust), view::one(&paper.department), view::many(&paper.address).join(", ")]);
    page.all(&labelled(&[("Telephone", view::one(&paper.phone)), ("Email", view::one(&paper.email))]));
    page.gap();
    let to = &doc.recipient;
    page.all(&view::many(&to.name));
    page.all(&view::many(&to.address));
    page.all(&[view::one(&to.postcode)]);
    page.gap();
    page.all(&labelled(&view::reference_pairs(doc)));
    page.gap();
}

fn labelled(pairs: &[(&str, String)]) -> Vec<String> {
    pairs.iter().filter(|(_, value)| !value.is_empty()).map(|(label, value)| format!("{label}: {value}")).collect()
}

fn opening(doc: &LetterDoc, page: &mut Page) {
    page.all(&[view::one(&doc.salutation)]);
    page.gap();
    page.all(&view::many(&doc.subject));
    page.all(&[view::one(&doc.attendance)]);
    page.gap();
}

fn body(block: &Block, page: &mut Page) {
    page.gap();
    match block {
        Block::Heading { level, text } => {
            page.say("", "", text);
            if *level == 1 {
                let rule = "-".repeat(text.width().clamp(1, page.width));
                page.lines.push(rule);
            }
        }
        Block::Para { lines } => lines.iter().for_each(|line| page.say("", "", &words(line))),
        Block::Bullets { items } => items.iter().for_each(|item| entry(page, "- ", item)),
        Block::Numbers { start, items } => {
            items.iter().zip(*start..).for_each(|(item, number)| entry(page, &format!("{number}. "), item));
        }
        Block::Table { head, rows } => table(page, head, rows),
    }
}

/// A table in columns where they fit, else each row as an item that names its cells.
fn table(page: &mut Page, head: &[Line], rows: &[Vec<Line>]) {
    let head: Vec<String> = head.iter().map(words).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(words).collect()).collect();
    let all = || std::iter::once(&head).chain(&rows);
    let wide: Vec<usize> = (0..head.len()).map(|c| all().map(|row| row[c].width()).max().unwrap_or(0)).collect();
    if wide.iter().sum::<usize>() + 2 * wide.len() > page.width {
        return rows.iter().for_each(|row| entry(page, "- ", &[named(&head, row)]));
    }
    let line = |row: &Vec<String>| {
        let padded = row.iter().zip(&wide).map(|(cell, wide)| format!("{cell}{}", " ".repeat(wide - cell.width() + 2)));
        padded.collect::<String>().trim_end().to_owned()
    };
    let rule = "-".repeat(wide.iter().sum::<usize>() + 2 * (wide.len() - 1));
    let lines: Vec<String> = all().map(line).collect();
    page.lines.push(lines[0].clone());
    page.lines.push(rule);
    page.lines.extend(lines.into_iter().skip(1));
}

/// "Ramipril; Dose: 5 mg; How often: once a day".
fn named(head: &[String], row: &[String]) -> Line {
    let cells = head.iter().zip(row).skip(1).filter(|(_, cell)| !cell.is_empty());
    let said: Vec<String> = cells.map(|(head, cell)| format!("{head}: {cell}")).collect();
    let first = row.first().cloned().into_iter().filter(|f| !f.is_empty());
    vec![marks::Run { text: first.chain(said).collect::<Vec<_>>().join("; "), bold: false }]
}

fn entry(page: &mut Page, mark: &str, lines: &[Line]) {
    let indent = " ".repeat(mark.len());
    for (at, line) in lines.iter().enumerate() {
        page.say(if at == 0 { mark } else { &indent }, &indent, &words(line));
    }
}

fn words(line: &Line) -> String {
    line.iter().map(|run| run.text.as_str()).collect()
}

fn closing(doc: &LetterDoc, page: &mut Page) {
    page.gap();
    page.all(&[view::one(&doc.sign_off)]);
    page.gap();
    let signature = view::signature(doc);
    page.all(&signature);
    if matches!(doc.signed, SignedAs::Unverified { .. }) {
        page.gap();
        page.say("", "", &view::note(doc));
    }
    for (label, lines) in [("Copy to:", view::many(&doc.copies)), ("Enclosed:", view::many(&doc.enclosures))] {
        if !lines.is_empty() {
            page.gap();
            page.say("", "", label);
            for line in &lines {
                page.say("  ", "    ", line);
            }
        }
    }
}

/// The text in lines of at most `width` cells, broken at spaces; a word wider than a line stays whole.
pub fn wrap(text: &str, width: usize, first: &str, next: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && line.width() + 1 + word.width() > width {
            lines.push(std::mem::replace(&mut line, next.to_owned()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::paper::letter::{Addressee, Letterhead, Signatory};

    fn sample() -> LetterDoc {
        LetterDoc {
            letterhead: Letterhead {
                trust: "Stellswick Hospitals".into(),
                phone: "020 7946 0123".into(),
                ..Default::default()
            },
            date: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            nhs_line: "NHS No. 999 000 0018".into(),
            recipient: Addressee {
                name: vec!["Mrs Grace Okafor".into()],
                address: vec!["14 Harbour Rise".into()],
                postcode: "ZZ1 1AA".into(),
            },
            salutation: "Dear Mrs Okafor".into(),
            subject: vec!["Your visit".into()],
            body: "# Plan\nPlease **stop** aspirin and take the new tablet every morning.\n\n- one\n- two\n\n1. first"
                .into(),
            sign_off: "Yours sincerely".into(),
            signatory: Signatory { name: "Dr Ayesha Rahman".into(), role: "Consultant".into(), qualifications: vec![] },
            copies: vec!["Dr Lee, Oldmarket Surgery".into()],
            ..LetterDoc::default()
        }
    }

    #[test]
    fn a_letter_reads_from_head_to_copies() {
        let expected = "Stellswick Hospitals\nTelephone: 020 7946 0123\n\nMrs Grace Okafor\n14 Harbour Rise\nZZ1 1AA\n\n\
            Date: 22 November 2026\nNHS No.: 999 000 0018\n\nDear Mrs Okafor\n\nYour visit\n\nPlan\n----\n\n\
            Please stop aspirin and take the new\ntablet every morning.\n\n- one\n- two\n\n1. first\n\n\
            Yours sincerely\n\nDr Ayesha Rahman\nConsultant\n\nCopy to:\n  Dr Lee, Oldmarket Surgery\n";
        assert_eq!(letter(&sample(), 40), expected);
    }

    #[test]
    fn a_draft_and_an_unverified_letter_say_so() {
        let doc = LetterDoc {
            draft_mark: true,
            signed: SignedAs::Unverified { authority: "Dr Sam Reed".into() },
            ..sample()
        };
        let text = letter(&doc, 80);
        assert!(text.starts_with("DRAFT"));
        assert!(text.contains("on the authority of Dr Sam Reed"));
    }

    #[test]
    fn a_table_stands_in_columns_where_they_fit() {
        let body = "Medicine | Dose\nRamipril | 5 mg\nAspirin | 75 mg in the morning";
        let doc = LetterDoc { body: body.into(), date: NaiveDate::default(), ..LetterDoc::default() };
        let wide = letter(&doc, 60);
        assert!(wide.contains("Medicine  Dose\n------------------------------\nRamipril  5 mg\n"), "{wide}");
        assert!(letter(&doc, 25).contains("- Aspirin; Dose: 75 mg in\n"), "{}", letter(&doc, 25));
    }

    proptest! {
        #[test]
        fn nothing_reaches_the_terminal_but_text(body in any::<String>(), name in any::<String>(), width in 0_usize..120) {
            let doc = LetterDoc { body, salutation: name, ..sample() };
            prop_assert!(letter(&doc, width).chars().all(|c| c == '\n' || !c.is_control()));
        }

        #[test]
        fn no_line_is_too_wide(body in "([a-z]{1,12} ){0,40}", width in 20_usize..100) {
            let doc = LetterDoc { body, ..LetterDoc::default() };
            prop_assert!(letter(&doc, width).lines().all(|line| line.width() <= width));
        }
    }
}
