//! A letter as a Word file, for those who must have one: headings, bold, lists, the address. Text is text only: no
//! field, link or macro comes out of what somebody typed.

use std::io::Cursor;

use docx_rs::{
    AbstractNumbering, AlignmentType, BreakType, Docx, Footer, IndentLevel, Level, LevelJc, LevelText, NumPages,
    NumberFormat, Numbering, NumberingId, PageMargin, PageNum, Paragraph, Run, RunFonts, SpecialIndentType, Start,
    Style, StyleType, Table, TableCell, TableRow, WidthType,
};

use super::clean::visible;
use super::letter::{LetterDoc, SignedAs};
use super::marks::{self, Block, Line};
use super::view::{self, many, one};

/// The list with bullets; the numbered ones follow it.
const BULLETS: usize = 1;

/// A twentieth of a point, so many in a millimetre.
const MM: f64 = 56.7;

fn mm(wide: f64) -> i32 {
    (wide * MM).round() as i32
}

/// The letter as a Word file.
///
/// # Errors
/// The file could not be put together.
pub fn docx(doc: &LetterDoc) -> Result<Vec<u8>, String> {
    let blocks = marks::parse(&visible(&doc.body));
    let mut out = opening(doc, styled(doc));
    let mut lists = BULLETS;
    for block in &blocks {
        if let Block::Numbers { .. } = block {
            lists += 1;
        }
        out = body(out, block, lists);
    }
    out = closing(doc, numbered(out, &blocks)).footer(foot(doc));
    let mut bytes = Cursor::new(Vec::new());
    out.build().pack(&mut bytes).map_err(|e| format!("The Word file could not be made: {e}."))?;
    Ok(bytes.into_inner())
}

/// Sizes in half points: the text, and the headings by their level.
fn sizes(doc: &LetterDoc) -> (usize, [usize; 3]) {
    if doc.large_print { (32, [38, 36, 32]) } else { (22, [26, 24, 22]) }
}

fn styled(doc: &LetterDoc) -> Docx {
    let (text, headings) = sizes(doc);
    let arial = RunFonts::new().ascii("Arial").hi_ansi("Arial").cs("Arial").east_asia("Arial");
    let mut out =
        Docx::new().default_fonts(arial).default_size(text).page_size(mm(210.0) as u32, mm(297.0) as u32).page_margin(
            PageMargin::new()
                .left(mm(20.0))
                .right(mm(20.0))
                .top(mm(16.0))
                .bottom(mm(20.0))
                .header(mm(8.0))
                .footer(mm(8.0)),
        );
    for (at, size) in headings.iter().enumerate() {
        let style = Style::new(format!("Heading{}", at + 1), StyleType::Paragraph)
            .name(format!("heading {}", at + 1))
            .size(*size)
            .bold()
            .outline_lvl(at);
        out = out.add_style(style);
    }
    out
}

fn text(line: &str) -> Run {
    Run::new().add_text(line)
}

fn para(line: &str) -> Paragraph {
    Paragraph::new().add_run(text(line))
}

/// Lines one below the other in one paragraph.
fn rows(lines: &[String]) -> Paragraph {
    let mut run = Run::new();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    Paragraph::new().add_run(run)
}

fn runs(line: &Line, mut to: Paragraph) -> Paragraph {
    for part in line {
        let run = text(&part.text);
        to = to.add_run(if part.bold { run.bold() } else { run });
    }
    to
}

/// Lines as they were typed, each with its bold words.
fn lines(all: &[Line]) -> Paragraph {
    let mut to = Paragraph::new();
    for (at, line) in all.iter().enumerate() {
        if at > 0 {
            to = to.add_run(Run::new().add_break(BreakType::TextWrapping));
        }
        to = runs(line, to);
    }
    to
}

fn opening(doc: &LetterDoc, mut out: Docx) -> Docx {
    let head = &doc.letterhead;
    if doc.draft_mark {
        let mark = text("DRAFT: not approved, not to be sent").bold();
        out = out.add_paragraph(Paragraph::new().add_run(mark).align(AlignmentType::Center));
    }
    let name = Run::new().add_text(one(&head.trust)).bold().size(sizes(doc).1[0] + 6);
    out = out.add_paragraph(Paragraph::new().add_run(name));
    let facts = [one(&head.department), many(&head.address).join(", "), contact(doc)];
    for line in facts.iter().filter(|l| !l.is_empty()) {
        out = out.add_paragraph(para(line));
    }
    out = out.add_paragraph(Paragraph::new()).add_table(address(doc)).add_paragraph(Paragraph::new());
    if !doc.salutation.is_empty() {
        out = out.add_paragraph(para(&one(&doc.salutation)));
    }
    for line in many(&doc.subject) {
        out = out.add_paragraph(para(&line).style("Heading1"));
    }
    match one(&doc.attendance) {
        line if line.is_empty() => out,
        line => out.add_paragraph(para(&line)),
    }
}

fn contact(doc: &LetterDoc) -> String {
    let pairs = [("Telephone", one(&doc.letterhead.phone)), ("Email", one(&doc.letterhead.email))];
    let said = pairs.iter().filter(|(_, v)| !v.is_empty()).map(|(l, v)| format!("{l} {v}"));
    said.collect::<Vec<_>>().join("   ")
}

/// The address on the left, where the window of the envelope is; date and numbers on the right.
fn address(doc: &LetterDoc) -> Table {
    let mut known = TableCell::new().width(mm(80.0) as usize, WidthType::Dxa);
    for (label, value) in view::reference_pairs(doc).iter().filter(|(_, v)| !v.is_empty()) {
        let line = Paragraph::new().add_run(text(&format!("{label}: ")).bold()).add_run(text(value));
        known = known.add_paragraph(line);
    }
    let window: Vec<String> = view::window(doc).iter().map(|l| l.replace('\u{200B}', "")).collect();
    let to = TableCell::new().width(mm(90.0) as usize, WidthType::Dxa).add_paragraph(rows(&window));
    Table::without_borders(vec![TableRow::new(vec![to, known])]).set_grid(vec![mm(90.0) as usize, mm(80.0) as usize])
}

fn body(mut out: Docx, block: &Block, list: usize) -> Docx {
    match block {
        Block::Heading { level, text } => {
            let style = if *level == 1 { "Heading2" } else { "Heading3" };
            out.add_paragraph(para(text).style(style))
        }
        Block::Para { lines: all } => out.add_paragraph(lines(all)).add_paragraph(Paragraph::new()),
        Block::Bullets { items } => {
            for item in items {
                out = out.add_paragraph(lines(item).numbering(NumberingId::new(BULLETS), IndentLevel::new(0)));
            }
            out.add_paragraph(Paragraph::new())
        }
        Block::Numbers { items, .. } => {
            for item in items {
                out = out.add_paragraph(lines(item).numbering(NumberingId::new(list), IndentLevel::new(0)));
            }
            out.add_paragraph(Paragraph::new())
        }
        Block::Table { head, rows } => {
            let named = TableRow::new(head.iter().map(|c| cell(c, true)).collect());
            let rows = rows.iter().map(|row| TableRow::new(row.iter().map(|c| cell(c, false)).collect()));
            out.add_table(Table::new(std::iter::once(named).chain(rows).collect())).add_paragraph(Paragraph::new())
        }
    }
}

fn cell(line: &Line, bold: bool) -> TableCell {
    let all: Line = line.iter().map(|r| marks::Run { bold: bold || r.bold, ..r.clone() }).collect();
    TableCell::new().add_paragraph(lines(&[all]))
}

/// The bullets, and for each numbered list one that begins with its own number.
fn numbered(mut out: Docx, blocks: &[Block]) -> Docx {
    let indent = |level: Level| level.indent(Some(mm(8.0)), Some(SpecialIndentType::Hanging(mm(6.0))), None, None);
    let level = |start: usize, format: &str, mark: &str| {
        let level =
            Level::new(0, Start::new(start), NumberFormat::new(format), LevelText::new(mark), LevelJc::new("left"));
        indent(level)
    };
    let add = |out: Docx, id: usize, level: Level| {
        out.add_abstract_numbering(AbstractNumbering::new(id).add_level(level)).add_numbering(Numbering::new(id, id))
    };
    out = add(out, BULLETS, level(1, "bullet", "\u{2022}"));
    let mut id = BULLETS;
    for block in blocks {
        if let Block::Numbers { start, .. } = block {
            id += 1;
            out = add(out, id, level(*start as usize, "decimal", "%1."));
        }
    }
    out
}

fn closing(doc: &LetterDoc, mut out: Docx) -> Docx {
    if !doc.sign_off.is_empty() {
        out = out.add_paragraph(para(&one(&doc.sign_off)).keep_next(true));
    }
    if !matches!(doc.signed, SignedAs::Unverified { .. }) {
        out = out.add_paragraph(Paragraph::new()).add_paragraph(Paragraph::new());
    }
    out = out.add_paragraph(rows(&view::signature(doc)));
    let note = view::note(doc);
    if !note.is_empty() {
        out = out.add_paragraph(para(&note));
    }
    for (label, all) in [("Copy to", many(&doc.copies)), ("Enclosed", many(&doc.enclosures))] {
        if !all.is_empty() {
            out = out.add_paragraph(Paragraph::new()).add_paragraph(Paragraph::new().add_run(text(label).bold()));
            out = out.add_paragraph(rows(&all));
        }
    }
    out
}

/// Whom it is about and the page, at the foot of every page.
fn foot(doc: &LetterDoc) -> Footer {
    let name = one(&doc.running_name);
    let lead = if name.is_empty() { "Page ".to_owned() } else { format!("{name}   Page ") };
    let line = Paragraph::new().add_run(text(&lead)).add_page_num(PageNum::new());
    Footer::new().add_paragraph(line.add_run(text(" of ")).add_num_pages(NumPages::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::letter::{Addressee, Signatory};

    fn part(bytes: &[u8], name: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.docx");
        std::fs::write(&file, bytes).unwrap();
        let out = std::process::Command::new("unzip").args(["-p"]).arg(&file).arg(name).output();
        out.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default()
    }

    fn letter(body: &str) -> LetterDoc {
        LetterDoc {
            recipient: Addressee {
                name: vec!["Mrs Grace Okafor".into()],
                address: vec!["14 Harbour Rise".into()],
                postcode: "ZZ1 1AA".into(),
            },
            salutation: "Dear Mrs Okafor".into(),
            subject: vec!["Your visit".into()],
            body: body.into(),
            sign_off: "Yours sincerely".into(),
            signatory: Signatory { name: "Dr Asha Patel".into(), ..Signatory::default() },
            running_name: "OKAFOR, Grace".into(),
            ..LetterDoc::default()
        }
    }

    #[test]
    fn a_letter_is_a_word_file_with_its_marks() {
        let bytes = docx(&letter("# Plan\nTake **one** a day.\n\n- rest\n\n3. third\n4. fourth")).unwrap();
        assert!(bytes.starts_with(b"PK"));
        let xml = part(&bytes, "word/document.xml");
        if xml.is_empty() {
            return eprintln!("unzip is not installed: what stands in the file is not looked at");
        }
        for words in ["Heading2", "<w:b />", "<w:numPr>", "ZZ1 1AA", "Yours sincerely", "Dr Asha Patel"] {
            assert!(xml.contains(words), "{words} in {xml}");
        }
        assert!(part(&bytes, "word/numbering.xml").contains("w:start w:val=\"3\""));
    }

    #[test]
    fn what_was_typed_stays_text() {
        let hostile = "</w:t><w:instrText>HYPERLINK</w:instrText> & <script> \u{1b}[2J \u{202e}abc";
        let xml = part(&docx(&letter(hostile)).unwrap(), "word/document.xml");
        assert!(
            !xml.contains("<w:instrText>HYPERLINK") && !xml.contains("<script>") && !xml.contains('\u{1b}'),
            "{xml}"
        );
    }
}
