//! Letters as they leave the desk: looked at through poppler's tools, as a reader of the PDF would.
//!
//! The tests that need `pdftotext` and `pdfinfo` say so and skip where poppler is not installed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use chrono::NaiveDate;
use proptest::prelude::*;
use rolltop::paper::letter::LAYOUT;
use rolltop::paper::{
    Addressee, ClinicList, ClinicSlot, DayPart, DayRow, DaySheet, LetterDoc, Letterhead, PaperError, Signatory,
    SignedAs, fill, lint, template, text,
};

const CLINIC: &str = "\
Thank you for coming to the cardiology clinic. This letter says what we talked about and what happens next. We send a copy to your GP.

# Attendance details
You were seen on 12 November 2026 by Dr Sam Reed, specialty registrar, face to face. The consultant responsible for your care is Dr Ayesha Rahman.

# Diagnoses
- An irregular heartbeat that comes and goes (paroxysmal atrial fibrillation)
- High blood pressure, well controlled

# Plan and requested actions
## What we ask you to do
- Start **apixaban 5 mg**, one tablet twice a day, from today.
- Ring us if you bruise easily or notice any bleeding.
## What we will do
- Arrange an echocardiogram (a scan of your heart) within six weeks.
- See you again in three months.
## What we ask your GP to do
1. Continue **apixaban 5 mg** twice daily on repeat prescription.
2. Please check kidney function and full blood count in three months.

# Medicines
- **New:** apixaban 5 mg, one tablet twice a day
- **Stopped:** aspirin 75 mg
- Unchanged: ramipril 5 mg, one tablet each morning

# Clinical summary
You told us about spells of a fast, fluttering heartbeat, about twice a month since the spring, each lasting up to an hour. You have had no chest pain and have not fainted. Your blood pressure was 132/78 mmHg and your pulse 72 beats a minute and regular. The tracing of your heart (ECG) was normal. Your seven-day recording showed four short spells of atrial fibrillation.

In atrial fibrillation the heart beats irregularly and small clots can form in it. A blood thinner lowers the risk of a stroke by about two thirds. We talked about the benefits and the risks, and you would like to take it.

# Allergies and adverse reactions
Penicillin: a rash in 1987.

# Information and advice given
We gave you the leaflet on atrial fibrillation. If you are worried before we see you again, or if anything in this letter is not clear, please ring us on 020 7946 0123.

# Person completing record
Dr Sam Reed, specialty registrar, 22 November 2026";

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|line| (*line).to_owned()).collect()
}

fn letter(body: &str) -> LetterDoc {
    LetterDoc {
        letterhead: Letterhead {
            trust: "Stellswick Hospitals NHS Trust".into(),
            department: "Department of Cardiology".into(),
            address: strings(&["Stellswick General Hospital", "Harbour Road", "Stellswick", "ZZ1 4HD"]),
            phone: "020 7946 0100".into(),
            email: "cardiology.secretaries@stellswick.example".into(),
            direct_line: "Jo Ward, 020 7946 0123".into(),
        },
        title: "Clinic letter of 22 November 2026".into(),
        date: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        our_ref: "AR/SR/2026-1184".into(),
        nhs_line: "NHS No. 999 000 0018".into(),
        hospital_no: "S1002003".into(),
        recipient: Addressee {
            name: strings(&["Mrs Grace Okafor"]),
            address: strings(&["Flat 2, Quay House", "14 Harbour Rise", "Stellswick"]),
            postcode: "ZZ1 1AA".into(),
        },
        salutation: "Dear Mrs Okafor".into(),
        subject: strings(&["Mrs Grace OKAFOR, born 3 March 1950"]),
        attendance: "Seen in the cardiology clinic on 12 November 2026".into(),
        body: body.into(),
        sign_off: "Yours sincerely".into(),
        signatory: Signatory {
            name: "Dr Ayesha Rahman".into(),
            role: "Consultant cardiologist".into(),
            qualifications: strings(&["MB ChB, MRCP(UK)"]),
        },
        copies: strings(&["Dr Helen Lee, Oldmarket Surgery, 3 Market Street, Oldmarket"]),
        enclosures: strings(&["Leaflet: Living with atrial fibrillation"]),
        running_name: "OKAFOR, Grace · NHS No. 999 000 0018".into(),
        ..LetterDoc::default()
    }
}

fn pdf(doc: &LetterDoc) -> Vec<u8> {
    doc.pdf(None).unwrap_or_else(|fault| panic!("{fault}"))
}

/// A PDF in a folder of its own, and what poppler says of it; nothing where poppler is not installed.
struct Read {
    folder: tempfile::TempDir,
}

impl Read {
    fn new(pdf: &[u8]) -> Option<Self> {
        if Command::new("pdfinfo").arg("-v").output().is_err() {
            println!("skipped: poppler's pdfinfo and pdftotext are not installed");
            return None;
        }
        let read = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::write(read.file(), pdf).unwrap();
        Some(read)
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("letter.pdf")
    }

    fn tool(&self, name: &str, before: &[&str], after: &[&str]) -> String {
        let out = Command::new(name).args(before).arg(self.file()).args(after).output().unwrap();
        assert!(out.status.success(), "{name}: {}", String::from_utf8_lossy(&out.stderr));
        // The titles of a structure come as UTF-16, whatever the rest is in.
        String::from_utf8_lossy(&out.stdout).into_owned()
    }

    fn text(&self) -> String {
        self.tool("pdftotext", &["-layout"], &["-"])
    }

    /// All words with spaces, places to break and the feet of the pages left out: text may be wrapped anywhere.
    fn run_together(&self) -> String {
        let all = self.tool("pdftotext", &["-raw"], &["-"]);
        let lines = all.lines().filter(|line| !line.contains(" of ") || !line.contains("Page "));
        lines.flat_map(str::chars).filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
    }

    fn info(&self) -> String {
        self.tool("pdfinfo", &[], &[])
    }

    /// Each word with its page's number and left, top, right and bottom, in points.
    fn words(&self) -> Vec<(usize, [f64; 4], String)> {
        let html = self.tool("pdftotext", &["-bbox"], &["-"]);
        let mut page = 0;
        let mut words = Vec::new();
        for line in html.lines().map(str::trim) {
            page += usize::from(line.starts_with("<page "));
            if let Some(rest) = line.strip_prefix("<word ") {
                let parts: Vec<&str> = rest.split('"').collect();
                let at = |n: usize| parts[n].parse().unwrap();
                let word = parts[8].trim_start_matches('>').trim_end_matches("</word>").to_owned();
                words.push((page, [at(1), at(3), at(5), at(7)], word));
            }
        }
        words
    }
}

fn millimetres(points: f64) -> f64 {
    points * 25.4 / 72.0
}

#[test]
fn a_clinic_letter_is_an_accessible_document() {
    let Some(read) = Read::new(&pdf(&letter(CLINIC))) else { return };
    let info = read.info();
    for expected in [
        "Tagged:          yes",
        "Title:           Clinic letter of 22 November 2026",
        "Author:          Dr Ayesha Rahman",
        "(A4)",
    ] {
        assert!(info.contains(expected), "{expected}\n{info}");
    }
    let structure = read.tool("pdfinfo", &["-struct"], &[]);
    for tag in ["H1", "H2", "H3", "L ", "LI", "P "] {
        assert!(structure.contains(tag), "{tag}\n{structure}");
    }
    let metadata = read.tool("pdfinfo", &["-meta"], &[]);
    assert!(metadata.contains("pdfuaid:part"), "{metadata}");
    assert!(metadata.contains("<pdfaid:part>2</pdfaid:part>"), "{metadata}");
}

#[test]
fn every_word_of_the_letter_is_on_the_paper() {
    let Some(read) = Read::new(&pdf(&letter(CLINIC))) else { return };
    let paper = read.run_together();
    for line in CLINIC.lines() {
        let words = rolltop::paper::marks::plain(line.trim_start_matches(['#', '-', ' ']));
        let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(paper.contains(&words), "{line}\n{paper}");
    }
    for part in ["Stellswick Hospitals NHS Trust", "AR/SR/2026-1184", "22 November 2026", "Copy to", "Enclosed"] {
        assert!(paper.contains(&part.replace(' ', "")), "{part}");
    }
}

#[test]
fn the_address_stands_in_the_window() {
    for large_print in [false, true] {
        let Some(read) = Read::new(&pdf(&LetterDoc { large_print, ..letter(CLINIC) })) else { return };
        let words = read.words();
        let first = words.iter().find(|(_, _, word)| word == "Grace").unwrap();
        let postcode = words.iter().find(|(_, [left, ..], word)| word == "1AA" && *left < 200.0).unwrap();
        let mrs = words.iter().find(|(_, [_, top, ..], word)| word == "Mrs" && (top - first.1[1]).abs() < 1.0).unwrap();
        assert!((millimetres(mrs.1[0]) - 20.0).abs() < 1.0, "left {}", millimetres(mrs.1[0]));
        assert!((53.0..56.0).contains(&millimetres(first.1[1])), "top {}", millimetres(first.1[1]));
        assert!(millimetres(postcode.1[3]) <= 86.5, "bottom {}", millimetres(postcode.1[3]));
        let beside = words.iter().filter(|(page, [_, top, _, bottom], _)| {
            *page == 1 && millimetres(*top) > 51.5 && millimetres(*bottom) < 86.5
        });
        for (_, [left, _, right, _], word) in beside {
            let (left, right) = (millimetres(*left), millimetres(*right));
            assert!(right <= 110.5 || left >= 115.0, "{word} at {left}..{right} is cut by the window's edge");
        }
    }
}

#[test]
fn every_page_says_which_it_is_and_whose() {
    let long = format!("{CLINIC}\n\n{}", "The heart is a pump, and yours is a good one. ".repeat(120));
    let Some(read) = Read::new(&pdf(&letter(&long))) else { return };
    let text = read.text();
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert_eq!(pages.len(), 3);
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Page {} of 3", at + 1)), "{page}");
        assert!(page.contains("OKAFOR, Grace · NHS No. 999 000 0018"), "{page}");
        assert!(!page.contains("DRAFT"));
    }
}

#[test]
fn large_print_is_sixteen_points_everywhere() {
    let heights = |large_print| {
        let read = Read::new(&pdf(&LetterDoc { large_print, ..letter(CLINIC) }))?;
        let words = read.words().into_iter().filter(|(_, _, word)| word.chars().any(char::is_alphabetic));
        words.map(|(_, [_, top, _, bottom], word)| (bottom - top, word)).min_by(|a, b| a.0.total_cmp(&b.0))
    };
    let (Some(plain), Some(large)) = (heights(false), heights(true)) else { return };
    // Poppler gives a word of Liberation Sans 0.938 times its size in height.
    assert!(large.0 >= 16.0 * 0.938, "{large:?}");
    assert!((9.0 * 0.938..11.0).contains(&plain.0), "{plain:?}");
}

#[test]
fn a_draft_says_so_on_every_page_and_in_its_title() {
    let long = format!("{CLINIC}\n\n{CLINIC}");
    let Some(read) = Read::new(&pdf(&LetterDoc { draft_mark: true, ..letter(&long) })) else { return };
    let text = read.text();
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert!(pages.len() > 1 && pages.iter().all(|page| page.contains("DRAFT")));
    assert!(read.info().contains("Draft: Clinic letter"));
}

#[test]
fn how_it_is_signed_is_said() {
    let signed = |how| Some(Read::new(&pdf(&LetterDoc { signed: how, ..letter("Rest.") }))?.run_together());
    let Some(plain) = signed(SignedAs::Signed) else { return };
    assert!(plain.contains("DrAyeshaRahmanConsultantcardiologist") && !plain.contains("p.p."));
    assert!(signed(SignedAs::Pp { by: "Jo Ward".into() }).unwrap().contains("p.p.JoWardforDrAyeshaRahman"));
    let unverified = signed(SignedAs::Unverified { authority: "Dr Omar Price".into() }).unwrap();
    assert!(unverified.contains("ontheauthorityofDrOmarPrice"), "{unverified}");
}

#[test]
fn hostile_text_is_text() {
    let hostile = [
        "#read(\"/etc/passwd\")",
        "*bold* _it_ $x^2$ @ref <label> \\ [ ] { } ` // /* */ = - + ~ '\" --- ...",
        "#set page(width: 1mm)",
        "]\n#panic(\"x\")\n[",
        "\u{1b}[2J\u{0}\u{7}\u{9b}",
        "\u{202e}evil\u{202c}\u{2066}\u{200f}",
        "🙂 👩‍⚕️ 中文 عربى हिन्दी",
        "Zoë Łukasz O’Brien-Ňguyễn שלום Ωμέγα Иванов",
        "\u{e000}\u{fffe}\u{10ffff}",
        "e\u{301}\u{336}\u{489}",
        "{{patient.name}}",
    ];
    for text in hostile {
        let mut doc = letter(text);
        doc.salutation = text.into();
        doc.subject = vec![text.into()];
        doc.title = text.into();
        doc.recipient.name = vec![text.into()];
        doc.signatory.name = text.into();
        doc.running_name = text.into();
        doc.letterhead.trust = text.into();
        doc.copies = vec![text.into()];
        let bytes = pdf(&doc);
        let Some(read) = Read::new(&bytes) else { continue };
        let paper = read.run_together();
        assert!(!paper.contains("root:"), "{paper}");
        if text.is_ascii() && !text.contains('\u{1b}') {
            let words: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            assert!(paper.matches(words.as_str()).count() >= 5, "{words}\n{paper}");
        }
    }
}

#[test]
fn a_word_of_two_hundred_letters_stays_on_the_paper() {
    for large_print in [false, true] {
        let word = "wordwithoutend".repeat(15);
        let mut doc = LetterDoc { large_print, ..letter(&format!("Before {word} after\n\n- {word}")) };
        doc.recipient.address = vec![word.clone()];
        doc.subject = vec![word.clone()];
        doc.our_ref.clone_from(&word);
        let Some(read) = Read::new(&pdf(&doc)) else { return };
        for (page, [left, _, right, _], word) in read.words() {
            assert!(millimetres(right) <= 190.5, "page {page}: {word} from {left} to {right}");
        }
        assert!(read.run_together().contains(&format!("Before{word}after")));
    }
}

#[test]
fn lists_longer_than_a_page_are_all_there() {
    for large_print in [false, true] {
        let many: Vec<String> = (100..220).map(|n| format!("line{n}")).collect();
        let mut doc = LetterDoc { large_print, ..letter("Rest.") };
        doc.recipient.address.clone_from(&many);
        doc.copies = many.iter().map(|line| format!("copy{line}")).collect();
        doc.signatory.qualifications = many.iter().map(|line| format!("after{line}")).collect();
        doc.letterhead.address = many.iter().map(|line| format!("from{line}")).collect();
        let Some(read) = Read::new(&pdf(&doc)) else { return };
        let words = read.words();
        let bottom = words.iter().map(|(_, [.., bottom], _)| *bottom).fold(0.0, f64::max);
        assert!(millimetres(bottom) < 290.0, "{}", millimetres(bottom));
        let paper = read.run_together();
        for line in many {
            for part in [line.clone(), format!("copy{line}"), format!("after{line}"), format!("from{line}")] {
                assert!(paper.contains(&part), "{part} is not on the paper");
            }
        }
    }
}

#[test]
fn a_users_layout_reads_no_file_and_is_told_its_line() {
    let layout = format!("{LAYOUT}\n#read(\"/etc/passwd\")\n");
    let line = LAYOUT.matches('\n').count() + 2;
    let Err(fault) = letter("Rest.").pdf(Some(&layout)) else { panic!("a file was read") };
    assert!(matches!(&fault, PaperError::Layout { line: Some(at), .. } if *at == line), "{fault}");
    let sentence = fault.to_string();
    assert!(sentence.starts_with(&format!("The layout cannot be used: line {line}: ")), "{sentence}");
    assert!(sentence.contains("nothing else"), "{sentence}");
}

#[test]
fn a_users_layout_is_used() {
    let own = LAYOUT.replace("[DRAFT: not approved, not to be sent]", "[OUR OWN WORDS]");
    let doc = LetterDoc { draft_mark: true, ..letter("Rest.") };
    let Some(read) = Read::new(&doc.pdf(Some(&own)).unwrap()) else { return };
    assert!(read.text().contains("OUR OWN WORDS"));
}

fn values() -> BTreeMap<String, String> {
    template::FIELDS.iter().map(|(name, says)| ((*name).to_owned(), (*says).to_owned())).collect()
}

fn from_template(kind: &template::Template) -> LetterDoc {
    let filled = fill(kind, &values());
    LetterDoc {
        title: kind.name.clone(),
        salutation: filled.salutation,
        subject: filled.subject,
        attendance: filled.attendance,
        sign_off: kind.sign_off.clone(),
        ..letter(&filled.body)
    }
}

#[test]
fn every_template_makes_an_accessible_letter() {
    for kind in template::built_in() {
        for large_print in [false, true] {
            let doc = LetterDoc { large_print, ..from_template(kind) };
            assert!(doc.pdf(None).is_ok(), "{}: {:?}", kind.id, doc.pdf(None).err());
            assert!(text::letter(&doc, 72).contains("Dear Mrs Okafor"));
        }
    }
}

#[test]
fn the_clinic_letter_of_these_tests_lacks_nothing() {
    assert!(lint(CLINIC, &template::built_in()[0]).is_empty());
}

#[test]
fn an_empty_letter_is_still_a_document() {
    assert!(LetterDoc::default().pdf(None).is_ok());
    assert!(LetterDoc { large_print: true, draft_mark: true, ..LetterDoc::default() }.pdf(None).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_text_stops_a_letter(body in any::<String>(), name in any::<String>(), more in "[#*\\-1-3. \n\u{5d0}-\u{5ea}a-e]{0,80}") {
        let mut doc = letter(&format!("{body}\n{more}"));
        doc.recipient.name = vec![name.clone()];
        doc.title.clone_from(&name);
        doc.subject = vec![name];
        prop_assert!(doc.pdf(None).is_ok(), "{:?}", doc.pdf(None).err());
    }
}

/// Writes the letters a person should look at into a folder: `ROLLTOP_LETTERS=folder cargo test --test paper -- --ignored`.
#[test]
#[ignore = "for looking at, not for checking"]
fn samples_to_look_at() {
    let folder = PathBuf::from(std::env::var_os("ROLLTOP_LETTERS").expect("ROLLTOP_LETTERS names a folder"));
    let mut all = vec![
        ("clinic".to_owned(), letter(CLINIC)),
        ("clinic-large".to_owned(), LetterDoc { large_print: true, ..letter(CLINIC) }),
        ("clinic-draft".to_owned(), LetterDoc { draft_mark: true, ..letter(CLINIC) }),
    ];
    all.extend(template::built_in().iter().map(|kind| (format!("t-{}", kind.id), from_template(kind))));
    for (name, doc) in all {
        std::fs::write(folder.join(format!("{name}.pdf")), pdf(&doc)).unwrap();
    }
}

/// What both must be: tagged, PDF/UA-1, a table with headings, the number of the page.
fn is_accessible(read: &Read, title: &str) {
    let info = read.info();
    for expected in ["Tagged:          yes", title, "(A4)"] {
        assert!(info.contains(expected), "{expected}\n{info}");
    }
    assert!(read.tool("pdfinfo", &["-meta"], &[]).contains("pdfuaid:part"));
    let structure = read.tool("pdfinfo", &["-struct"], &[]);
    for tag in ["H1", "Table", "TH", "TD"] {
        assert!(structure.contains(tag), "{tag}\n{structure}");
    }
    assert!(read.text().contains("Page 1 of 1"), "{}", read.text());
}

#[test]
fn the_sheet_of_a_day_is_one_accessible_page() {
    let row = |n: usize| DayRow {
        time: format!("{:02}:00–{:02}:45", 8 + n / 2, 8 + n / 2),
        what: format!("Meeting {n}"),
        place: "Room 2".into(),
        papers: "the list of cases".into(),
        phones: strings(&["020 7946 0123"]),
        ..DayRow::default()
    };
    let part = |name: &str| DayPart { name: name.into(), all_day: vec![], rows: (0..12).map(row).collect() };
    let date = NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
    let parts = vec![part("Dr A Patel"), part("Dr J Osei")];
    let sheet = DaySheet { date, parts, printed_by: "Jo Marlow".into(), ..DaySheet::default() };
    let Some(read) = Read::new(&sheet.pdf().unwrap()) else { return };
    is_accessible(&read, "Title:           Diary of 3 March 2026");
    assert!(read.run_together().contains("Papers:thelistofcases"));
}

#[test]
fn the_list_of_a_clinic_shows_whom_in_full() {
    let slot = ClinicSlot {
        time: "09:15".into(),
        kind: "new".into(),
        patient: "OKAFOR, Grace (Mrs)".into(),
        born: "03-Mar-1950 (76y)".into(),
        nhs: "999 000 0018".into(),
        needs: "interpreter".into(),
        state: "booked".into(),
        ..ClinicSlot::default()
    };
    let date = NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
    let list = ClinicList { clinic: "Clinic A".into(), date, slots: vec![slot], ..ClinicList::default() };
    let Some(read) = Read::new(&list.pdf().unwrap()) else { return };
    is_accessible(&read, "Title:           Clinic A on 3 March 2026");
    let all = read.run_together();
    for part in ["OKAFOR,Grace(Mrs)", "03-Mar-1950(76y)", "9990000018", "interpreter"] {
        assert!(all.contains(part), "{part}\n{all}");
    }
    assert!(read.text().contains("Confidential"), "the foot of the page:\n{}", read.text());
}
