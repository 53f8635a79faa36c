//! What leaves in numbers: many letters in one file, addresses on labels and envelopes, hostile words in all of them.
//!
//! Looked at through poppler's tools; where they are not installed the tests say so and skip.

use std::path::PathBuf;
use std::process::Command;

use chrono::NaiveDate;
use proptest::prelude::*;
use rolltop::paper::envelope::{self, Stock};
use rolltop::paper::letter::LAYOUT;
use rolltop::paper::{Addressee, Bundle, Cover, CoverLine, LetterDoc, docx, text};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 3).expect("a day")
}

fn letter(name: &str, body: &str) -> LetterDoc {
    LetterDoc {
        date: day(),
        recipient: addressee(name),
        salutation: format!("Dear {name}"),
        body: body.into(),
        sign_off: "Yours sincerely".into(),
        running_name: format!("{name} · NHS No. 999 000 0018"),
        ..LetterDoc::default()
    }
}

fn addressee(name: &str) -> Addressee {
    Addressee { name: vec![name.into()], address: vec!["14 Harbour Rise".into()], postcode: "ZZ1 1AA".into() }
}

/// What a tool of poppler says of a PDF; none where it is not installed.
fn tool(name: &str, pdf: &[u8], before: &[&str], after: &[&str]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file: PathBuf = folder.path().join("a.pdf");
    std::fs::write(&file, pdf).expect("a file");
    let said = Command::new(name).args(before).arg(&file).args(after).output().ok();
    if said.is_none() {
        eprintln!("{name} is not installed: skipped");
    }
    said.map(|said| String::from_utf8_lossy(&said.stdout).into_owned())
}

/// The pages as text.
fn pages(pdf: &[u8]) -> Option<Vec<String>> {
    let text = tool("pdftotext", pdf, &["-layout"], &["-"])?;
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    pages.pop();
    Some(pages)
}

#[test]
fn each_letter_begins_on_a_sheet_of_its_own_and_counts_its_own_pages() {
    let long = "The heart is a pump, and yours is a good one. ".repeat(120);
    let mut bundle = Bundle::new(true);
    for (name, body) in [("Mrs One", "Rest."), ("Mr Two", long.as_str()), ("Ms Three", "Rest.")] {
        bundle.letter(&letter(name, body), None).expect("a letter");
    }
    let Some(pages) = pages(&bundle.finish("Letters").expect("a file")) else { return };
    assert_eq!(pages.len(), 5, "one, blank, two of two, one");
    assert!(pages[0].contains("Mrs One") && pages[0].contains("Page 1 of 1"));
    assert!(pages[1].trim().is_empty(), "{}", pages[1]);
    assert!(pages[2].contains("Mr Two") && pages[2].contains("Page 1 of 2"));
    assert!(pages[3].contains("Mr Two · NHS No. 999 000 0018") && pages[3].contains("Page 2 of 2"));
    assert!(pages[4].contains("Ms Three") && pages[4].contains("Page 1 of 1"));
}

#[test]
fn on_one_side_there_are_no_blank_pages() {
    let mut bundle = Bundle::new(false);
    for name in ["Mrs One", "Mr Two"] {
        bundle.letter(&letter(name, "Rest."), None).expect("a letter");
    }
    assert_eq!(bundle.pages(), 2);
    assert!(Bundle::new(true).finish("Nothing").is_ok_and(|pdf| pdf.starts_with(b"%PDF")));
}

#[test]
fn the_cover_numbers_the_letters_and_has_a_box_for_each_answer() {
    let line = |n: usize| CoverLine {
        patient: format!("OKAFOR, Grace{n}"),
        known: "Born 03-Mar-1950".into(),
        what: "Clinic letter".into(),
        clock: "2d late".into(),
    };
    let cover = Cover {
        number: 12,
        author: "Dr Asha Patel".into(),
        back_to: "Sam Reed".into(),
        date: day(),
        lines: (1..=30).map(line).collect(),
        ..Cover::default()
    };
    let mut bundle = Bundle::new(true);
    let cover_pages = cover.bind(&mut bundle).expect("a cover");
    bundle.letter(&letter("Mrs One", "Rest."), None).expect("a letter");
    let Some(pages) = pages(&bundle.finish("Sheet").expect("a file")) else { return };
    assert!(pages[0].contains("sheet 12") && pages[0].contains("Sam Reed") && pages[0].contains("Cover page 1 of"));
    let all = pages.join("\n");
    assert_eq!((all.matches("approve").count(), all.matches("change").count()), (30, 30));
    assert!(pages[cover_pages + cover_pages % 2].contains("Mrs One"), "the letter begins on an odd page");
}

/// The words with their left and top in millimetres.
fn words(pdf: &[u8]) -> Option<Vec<(f64, f64, String)>> {
    let html = tool("pdftotext", pdf, &["-bbox"], &["-"])?;
    let of = |line: &str| {
        let parts: Vec<&str> = line.trim().strip_prefix("<word ")?.split('"').collect();
        let mm = |n: usize| parts[n].parse::<f64>().ok().map(|points| points * 25.4 / 72.0);
        let word = parts[8].trim_start_matches('>').trim_end_matches("</word>");
        Some((mm(1)?, mm(3)?, word.to_owned()))
    };
    Some(html.lines().filter_map(of).collect())
}

#[test]
fn labels_lie_where_the_sheet_has_them() {
    let all: Vec<Addressee> = (1..=4).map(|n| addressee(&format!("Name{n}"))).collect();
    let pdf = envelope::pdf(Stock::Labels21, &all, "", 20, day()).expect("labels");
    let Some(words) = words(&pdf) else { return };
    let at = |name: &str| words.iter().find(|(.., w)| w == name).map(|(x, y, _)| (*x, *y)).expect("a name");
    // The 20th label: second column, seventh row, 4 mm in from its corner.
    let (x, y) = at("Name1");
    assert!((x - (7.21 + 66.04 + 4.0)).abs() < 1.0 && (y - (15.15 + 6.0 * 38.1 + 4.0)).abs() < 1.5, "{x} {y}");
    let (x, y) = at("Name3");
    assert!((x - 11.21).abs() < 1.0 && (y - 19.15).abs() < 1.5, "the first of the next sheet: {x} {y}");
    let count = tool("pdfinfo", &pdf, &[], &[]).expect("poppler");
    assert!(count.contains("Pages:           2"), "{count}");
}

#[test]
fn an_envelope_has_its_size_and_the_sender_on_it() {
    let pdf = envelope::pdf(Stock::Dl, &[addressee("Mrs One")], "If undelivered, please return to: ZZ9", 1, day());
    let pdf = pdf.expect("an envelope");
    let Some(info) = tool("pdfinfo", &pdf, &[], &[]) else { return };
    assert!(info.contains("623.6") && info.contains("311.8"), "220 by 110 mm: {info}");
    let words = words(&pdf).expect("poppler");
    let (x, y, _) = words.iter().find(|(.., w)| w == "Mrs").expect("the name");
    assert!((80.0..110.0).contains(x) && (45.0..60.0).contains(y), "{x} {y}");
    assert!(words.iter().any(|(x, y, w)| w == "undelivered," && *x < 40.0 && *y < 20.0));
}

#[test]
fn a_layout_runs_nothing_and_reads_nothing() {
    for ask in [
        "#plugin(\"a.wasm\")",
        "#read(\"data.json.bak\")",
        "#csv(\"/etc/passwd\")",
        "#toml(\"../desk.toml\")",
        "#yaml(\"/etc/hosts\")",
        "#xml(\"x.xml\")",
        "#cbor(\"desk.db\")",
        "#image(\"/etc/logo.png\")",
        "#bibliography(\"refs.bib\")",
        "#import \"@preview/cetz:0.3.0\"",
        "#include \"../../secret.typ\"",
        "#read(\"meta.json\" + \"/../../desk.db\")",
        "#eval(\"read(\\\"/etc/passwd\\\")\")",
    ] {
        let layout = format!("{LAYOUT}\n{ask}\n");
        assert!(letter("Mrs One", "Rest.").pdf(Some(&layout)).is_err(), "{ask} was done");
    }
}

#[test]
fn a_line_of_a_million_letters_is_a_letter_all_the_same() {
    let long = "longwordwithoutend ".repeat(4_000) + &"x".repeat(100_000);
    let doc = letter("Mrs One", &long);
    assert!(doc.pdf(None).is_ok());
    let whole = "y ".repeat(524_288);
    assert!(text::letter(&letter("Mrs One", &whole), 80).len() > 1_000_000);
    assert!(docx::docx(&letter("Mrs One", &whole)).is_ok());
}

/// Pieces that mean something to the typesetter, to a terminal, to Word or to nobody.
const PIECES: &[&str] = &[
    "#read(\"/etc/passwd\")",
    "#",
    "*",
    "$x^2$",
    "\\",
    "_",
    "`",
    "@ref",
    "<label>",
    "[",
    "]",
    "{",
    "}",
    "//",
    "/*",
    "*/",
    "=",
    "~",
    "---",
    "#let x = 1",
    "#panic(\"no\")",
    "\u{1b}[2J",
    "\u{0}",
    "\u{9b}31m",
    "\u{202e}",
    "\u{2066}",
    "\u{200f}",
    "🙂",
    "e\u{301}",
    "n\u{303}\u{336}",
    "שלום",
    "中文",
    "&amp;",
    "<w:p/>",
    "]]>",
    "{{patient.name}}",
    "Zoë",
    "O’Brien",
    " ",
    "word",
];

fn hostile() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 1..12).prop_map(|all| all.concat())
}

/// What of a text the paper must show: what the fonts have, run together.
fn shown(text: &str) -> String {
    let plain: String = rolltop::paper::clean::printable(text).chars().filter(|c| !c.is_whitespace()).collect();
    plain
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn hostile_names_and_words_are_on_the_paper_as_they_were_typed(name in hostile(), body in hostile()) {
        let doc = LetterDoc { body: format!("begin {body} end"), subject: vec![format!("about {name} now")], ..letter(&name, "") };
        let mut bundle = Bundle::new(true);
        prop_assert!(bundle.letter(&doc, None).is_ok());
        let pdf = bundle.finish(&name);
        prop_assert!(pdf.is_ok());
        prop_assert!(docx::docx(&doc).is_ok());
        prop_assert!(envelope::pdf(Stock::Labels21, &[addressee(&name)], &name, 1, day()).is_ok());
        let Some(said) = tool("pdftotext", &pdf.unwrap_or_default(), &["-raw"], &["-"]) else { return Ok(()) };
        prop_assert!(!said.contains("root:"));
        let plain = |c: &char| c.is_ascii_graphic();
        let paper: String = said.chars().filter(plain).collect();
        // Signs of other scripts may be set from right to left: of those only the boxes are counted, elsewhere.
        if name.is_ascii() {
            let wanted: String = shown(&format!("about {name} now")).chars().filter(plain).collect();
            prop_assert!(paper.contains(&wanted), "{wanted} is not in {paper}");
        }
        if body.is_ascii() && !body.contains("**") && !body.contains("[2J") {
            let wanted: String = shown(&format!("begin {body} end")).chars().filter(plain).collect();
            prop_assert!(paper.contains(&wanted), "{wanted} is not in {paper}");
        }
        let escapes = said.contains(['\u{1b}', '\u{202e}']);
        prop_assert!(!escapes);
    }
}
