//! The plain marks of a letter's text: headings, lists and bold, read into blocks.
//!
//! A letter is typed as plain text. `# Heading`, or a known heading alone on its line with a colon, is a heading;
//! `## Heading` one below it; `- ` a bullet; `1. ` a numbered list; `**bold**` is bold; an empty line ends a paragraph;
//! lines with cells that ` | ` divides are a table (`table`).
//! Everything else is what it is.

pub mod table;

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The headings of the outpatient letter (PRSB) and their plain names, known without a mark when a colon ends the line.
pub const KNOWN_HEADINGS: [&str; 46] = [
    "Actions",
    "Actions for professionals",
    "Actions for you",
    "Allergies",
    "Allergies and adverse reactions",
    "Assessment scales",
    "Attendance details",
    "Changes to medicines",
    "Clinical review of systems",
    "Clinical risk factors",
    "Clinical summary",
    "Current medication",
    "Diagnoses",
    "Diagnosis",
    "Examination findings",
    "Family history",
    "History",
    "Individual requirements",
    "Information and advice given",
    "Investigation results",
    "Investigations",
    "Legal information",
    "Medication",
    "Medications",
    "Medications and medical devices",
    "Medicines",
    "Participation in research",
    "Patient and carer concerns, expectations and wishes",
    "Person completing record",
    "Plan",
    "Plan and requested actions",
    "Problems and issues",
    "Procedures",
    "Reason for referral",
    "Results",
    "Safety alerts",
    "Social context",
    "What happens next",
    "What we ask you to do",
    "What we ask your GP to do",
    "What we found",
    "What we will do",
    "Your appointment",
    "Your medicines",
    "Your results",
    "Your visit",
];

/// A stretch of text, bold or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether they are bold.
    pub bold: bool,
}

/// One line as typed; the desk wraps it, and the paper does.
pub type Line = Vec<Run>;

/// A part of a letter's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block {
    /// A heading, level 1 or 2.
    Heading {
        /// 1, or 2 below one of level 1.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph of one or more lines.
    Para {
        /// The lines.
        lines: Vec<Line>,
    },
    /// A list with bullets.
    Bullets {
        /// Each item, of one or more lines.
        items: Vec<Vec<Line>>,
    },
    /// A numbered list.
    Numbers {
        /// The first number.
        start: u32,
        /// Each item, of one or more lines.
        items: Vec<Vec<Line>>,
    },
    /// A table.
    Table {
        /// What the columns are.
        head: Vec<Line>,
        /// The rows, each with a cell for every column.
        rows: Vec<Vec<Line>>,
    },
}

/// A heading of the text and what stands below it, as byte ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading's words.
    pub title: String,
    /// 1 or 2.
    pub level: u8,
    /// The heading's line, without its end.
    pub heading: Range<usize>,
    /// What stands below it, up to the next heading of its level or above.
    pub content: Range<usize>,
}

/// The blocks of a letter's text.
pub fn parse(body: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open = None;
    let mut below_one = false;
    let lines: Vec<&str> = body.lines().collect();
    let mut behind = 0;
    for (at, line) in lines.iter().enumerate() {
        if at < behind {
            continue;
        }
        if let Some((table, taken)) = table::at(&lines[at..]) {
            blocks.extend(open.take());
            blocks.push(table);
            behind = at + taken;
        } else if let Some((level, title)) = heading_of(line) {
            blocks.extend(open.take());
            let level = if below_one { level } else { 1 };
            below_one = true;
            blocks.push(Block::Heading { level, text: plain(title) });
        } else if line.trim().is_empty() {
            blocks.extend(open.take());
        } else {
            open = Some(add_line(open.take(), line, &mut blocks));
        }
    }
    blocks.extend(open);
    joined(blocks)
}

/// Puts a line into the open block, or closes that block and opens another.
fn add_line(open: Option<Block>, line: &str, done: &mut Vec<Block>) -> Block {
    match (open, mark_of(line)) {
        (Some(Block::Bullets { mut items }), Mark::Bullet(text)) => {
            items.push(vec![runs(text)]);
            Block::Bullets { items }
        }
        (Some(Block::Numbers { start, mut items }), Mark::Number(_, text)) => {
            items.push(vec![runs(text)]);
            Block::Numbers { start, items }
        }
        (Some(block), Mark::None) if line.starts_with("  ") || matches!(block, Block::Para { .. }) => {
            continued(block, line)
        }
        (other, mark) => {
            done.extend(other);
            opened(mark, line)
        }
    }
}

fn opened(mark: Mark<'_>, line: &str) -> Block {
    match mark {
        Mark::Bullet(text) => Block::Bullets { items: vec![vec![runs(text)]] },
        Mark::Number(start, text) => Block::Numbers { start, items: vec![vec![runs(text)]] },
        Mark::None => Block::Para { lines: vec![runs(line.trim_end())] },
    }
}

fn continued(mut block: Block, line: &str) -> Block {
    let more = runs(line.trim());
    match &mut block {
        Block::Para { lines } => lines.push(runs(line.trim_end())),
        Block::Bullets { items } | Block::Numbers { items, .. } => {
            items.last_mut().into_iter().for_each(|item| item.push(more.clone()));
        }
        Block::Heading { .. } | Block::Table { .. } => {}
    }
    block
}

/// Lists with an empty line between their items are one list: the second number goes on from the first.
fn joined(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match (out.last_mut(), block) {
            (Some(Block::Bullets { items }), Block::Bullets { items: more }) => items.extend(more),
            (Some(Block::Numbers { start, items }), Block::Numbers { start: next, items: more })
                if next as usize == *start as usize + items.len() =>
            {
                items.extend(more);
            }
            (_, block) => out.push(block),
        }
    }
    out
}

/// Whether a line is an item of a list.
fn is_item(line: &str) -> bool {
    !matches!(mark_of(line), Mark::None)
}

#[derive(Clone, Copy)]
enum Mark<'a> {
    Bullet(&'a str),
    Number(u32, &'a str),
    None,
}

fn mark_of(line: &str) -> Mark<'_> {
    let line = line.trim_start_matches(' ');
    if let Some(text) = line.strip_prefix("- ").or_else(|| line.strip_prefix("\u{2022} ")) {
        return Mark::Bullet(text.trim());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match (line[..digits].parse(), line[digits..].strip_prefix(". ")) {
        (Ok(number), Some(text)) if digits <= 3 => Mark::Number(number, text.trim()),
        _ => Mark::None,
    }
}

/// The level and words of a heading, if the line is one.
pub fn heading_of(line: &str) -> Option<(u8, &str)> {
    let marked = |mark: &str| line.strip_prefix(mark).map(str::trim).filter(|title| !title.is_empty());
    if let Some(title) = marked("# ") {
        return Some((1, title.trim_end_matches(':')));
    }
    if let Some(title) = marked("## ") {
        return Some((2, title.trim_end_matches(':')));
    }
    let title = line.trim().strip_suffix(':')?.trim_end();
    KNOWN_HEADINGS.iter().any(|known| same_words(known, title)).then_some((1, title))
}

/// Whether two headings are the same but for case and spaces.
pub fn same_words(a: &str, b: &str) -> bool {
    let mut a = a.split_whitespace().map(str::to_lowercase);
    let mut b = b.split_whitespace().map(str::to_lowercase);
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (one, two) if one != two => return false,
            _ => {}
        }
    }
}

/// The headings of the text with what stands below each.
pub fn outline(body: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        if let Some((level, title)) = heading_of(text) {
            close(&mut sections, level, at);
            let (heading, content) = (at..at + text.len(), at + line.len()..body.len());
            sections.push(Section { title: plain(title), level, heading, content });
        }
        at += line.len();
    }
    sections
}

fn close(sections: &mut [Section], level: u8, at: usize) {
    for section in sections.iter_mut().filter(|s| s.level >= level && s.content.end > at) {
        section.content.end = at;
    }
}

/// A line's stretches. Two stars open bold where a second two close it with something between; alone they are stars.
pub fn runs(line: &str) -> Line {
    let mut out = Line::new();
    let mut rest = line;
    while let Some((before, bold, after)) = next_bold(rest) {
        push(&mut out, before, false);
        push(&mut out, bold, true);
        rest = after;
    }
    push(&mut out, rest, false);
    out
}

fn next_bold(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find("**")?;
    let inner = &text[open + 2..];
    let close = inner.find("**")?;
    if inner[..close].trim().is_empty() {
        return None;
    }
    Some((&text[..open], &inner[..close], &inner[close + 2..]))
}

/// Where the bold stretches of a line are, without their stars.
pub fn bold_ranges(line: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some((before, bold, after)) = next_bold(&line[at..]) {
        let start = at + before.len() + 2;
        all.push(start..start + bold.len());
        at = line.len() - after.len();
    }
    all
}

fn push(line: &mut Line, text: &str, bold: bool) {
    if !text.is_empty() {
        line.push(Run { text: text.to_owned(), bold });
    }
}

/// The words of a line without its marks.
pub fn plain(line: &str) -> String {
    runs(line).into_iter().map(|run| run.text).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn run(text: &str, bold: bool) -> Run {
        Run { text: text.into(), bold }
    }

    #[test]
    fn each_mark_is_read() {
        let body = "# Plan\nPlease **stop** aspirin.\nThank you.\n\n- one\n- two\n  still two\n\n1. first\n2. second\n";
        let blocks = parse(body);
        assert_eq!(blocks.len(), 4);
        assert_eq!(blocks[0], Block::Heading { level: 1, text: "Plan".into() });
        let first = vec![run("Please ", false), run("stop", true), run(" aspirin.", false)];
        assert_eq!(blocks[1], Block::Para { lines: vec![first, vec![run("Thank you.", false)]] });
        let items = vec![vec![vec![run("one", false)]], vec![vec![run("two", false)], vec![run("still two", false)]]];
        assert_eq!(blocks[2], Block::Bullets { items });
        let items = vec![vec![vec![run("first", false)]], vec![vec![run("second", false)]]];
        assert_eq!(blocks[3], Block::Numbers { start: 1, items });
    }

    #[test]
    fn a_known_heading_needs_only_its_colon() {
        assert_eq!(heading_of("DIAGNOSES:"), Some((1, "DIAGNOSES")));
        assert_eq!(heading_of("Plan and  requested actions :"), Some((1, "Plan and  requested actions")));
        assert_eq!(heading_of("Please ring us:"), None);
        assert_eq!(heading_of("Diagnoses"), None);
        assert_eq!(heading_of("#hashtag"), None);
        assert_eq!(heading_of("# "), None);
    }

    #[test]
    fn what_is_no_mark_stays() {
        for text in ["2 ** 3 is 8", "****", "** **", "-5 degrees", "1.5 mg", "2026. was", "#1", "*star*", "$x$ [y] <z>"]
        {
            assert_eq!(parse(text), [Block::Para { lines: vec![vec![run(text, false)]] }], "{text}");
        }
    }

    #[test]
    fn lists_go_on_over_an_empty_line_and_begin_where_they_say() {
        let blocks = parse("3. c\n\n4. d\n\n7. g");
        assert_eq!(blocks.len(), 2);
        assert!(matches!(&blocks[0], Block::Numbers { start: 3, items } if items.len() == 2));
        assert!(matches!(&blocks[1], Block::Numbers { start: 7, .. }));
    }

    #[test]
    fn a_second_level_never_stands_first() {
        assert_eq!(parse("## Small")[0], Block::Heading { level: 1, text: "Small".into() });
        assert_eq!(parse("# A\n## B")[1], Block::Heading { level: 2, text: "B".into() });
    }

    #[test]
    fn the_outline_says_where_each_section_is() {
        let body = "Hello\n# Plan\ndo\n## You\nrest\nDiagnoses:\nflu";
        let sections = outline(body);
        let texts: Vec<_> = sections.iter().map(|s| (&body[s.heading.clone()], &body[s.content.clone()])).collect();
        assert_eq!(texts, [("# Plan", "do\n## You\nrest\n"), ("## You", "rest\n"), ("Diagnoses:", "flu")]);
    }

    proptest! {
        #[test]
        fn no_word_is_lost(body in "[a-z#*\\-1-3. :\n]{0,200}") {
            let words = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
            let kept = serde_json::to_value(parse(&body)).unwrap();
            let mut found = String::new();
            gather(&kept, &mut found);
            prop_assert_eq!(words(&found), words(&body));
        }
    }

    fn gather(value: &serde_json::Value, found: &mut String) {
        match value {
            serde_json::Value::Array(items) => items.iter().for_each(|item| gather(item, found)),
            serde_json::Value::Object(map) => {
                for (key, value) in map {
                    match value {
                        serde_json::Value::String(text) if key == "text" => found.push_str(text),
                        other => gather(other, found),
                    }
                }
            }
            _ => {}
        }
    }
}
