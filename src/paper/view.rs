//! What a layout is given of a letter: the same facts, already in order, so that a layout decides nothing but looks.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::clean::{breakable, printable, visible};
use super::letter::{LetterDoc, SignedAs};
use super::marks::{self, Block};

/// What fits in the window of a DL envelope: lines, and signs on a line.
struct Window {
    lines: usize,
    signs: usize,
}

const WINDOW: Window = Window { lines: 7, signs: 46 };
const WINDOW_LARGE: Window = Window { lines: 5, signs: 30 };

/// In a narrow column a word of this length must be able to break.
const NARROW: usize = 20;

/// "3 March 2026", as dates stand in letters.
pub(super) fn long_date(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// The data of a letter as a layout reads it.
pub(super) fn data(doc: &LetterDoc) -> Value {
    let head = &doc.letterhead;
    json!({
        "trust": one(&head.trust),
        "department": one(&head.department),
        "sender_address": many(&head.address),
        "contacts": contacts(doc),
        "date": long_date(doc.date),
        "references": references(doc),
        "window": window(doc),
        "salutation": one(&doc.salutation),
        "subject": many(&doc.subject),
        "attendance": one(&doc.attendance),
        "body": body(&doc.body),
        "sign_off": one(&doc.sign_off),
        "signature": signature(doc),
        "room_for_pen": !matches!(doc.signed, SignedAs::Unverified { .. }),
        "note": note(doc),
        "copies": many(&doc.copies),
        "enclosures": many(&doc.enclosures),
        "large_print": doc.large_print,
        "draft": doc.draft_mark,
        "running_name": one(&doc.running_name),
    })
}

/// The text in blocks; in the narrow columns of a table long words can break.
fn body(text: &str) -> Vec<Block> {
    let mut blocks = marks::parse(&visible(text));
    for block in &mut blocks {
        if let Block::Table { head, rows } = block {
            let cells = head.iter_mut().chain(rows.iter_mut().flatten());
            cells.flatten().for_each(|run| run.text = breakable(&run.text, NARROW));
        }
    }
    blocks
}

/// One line of text: line ends become spaces.
pub(super) fn one(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line of text, or this where it says nothing: a heading is never empty.
pub(super) fn named(text: &str, instead: &str) -> String {
    let text = one(text);
    if text.trim().is_empty() { instead.to_owned() } else { text }
}

/// The lines that say something.
pub(super) fn many(lines: &[String]) -> Vec<String> {
    lines.iter().flat_map(|line| visible(line).lines().map(one).collect::<Vec<_>>()).filter(|l| !l.is_empty()).collect()
}

fn pairs(all: &[(&str, String)]) -> Vec<Value> {
    let said = all.iter().filter(|(_, value)| !value.is_empty());
    said.map(|(label, value)| json!({ "label": label, "value": breakable(&printable(value), NARROW) })).collect()
}

fn contacts(doc: &LetterDoc) -> Vec<Value> {
    let head = &doc.letterhead;
    pairs(&[("Telephone", one(&head.phone)), ("Email", one(&head.email))])
}

fn references(doc: &LetterDoc) -> Vec<Value> {
    pairs(&reference_pairs(doc))
}

/// The facts beside the address, in order: date, references, numbers, whom to ring.
pub(super) fn reference_pairs(doc: &LetterDoc) -> Vec<(&'static str, String)> {
    let nhs = one(&doc.nhs_line);
    let nhs = nhs.strip_prefix("NHS No.").map(|number| number.trim().to_owned()).unwrap_or(nhs);
    vec![
        ("Date", long_date(doc.date)),
        ("Our ref", one(&doc.our_ref)),
        ("Your ref", one(&doc.your_ref)),
        ("NHS No.", nhs),
        ("Hospital No.", one(&doc.hospital_no)),
        ("Queries to", one(&doc.letterhead.direct_line)),
    ]
}

/// The lines of the envelope's window, joined two and two from the end of the address while they are too many.
pub(super) fn window(doc: &LetterDoc) -> Vec<String> {
    let size = if doc.large_print { WINDOW_LARGE } else { WINDOW };
    let name = many(&doc.recipient.name);
    let mut lines = name.clone();
    lines.extend(many(&doc.recipient.address));
    let postcode = one(&doc.recipient.postcode);
    lines.extend((!postcode.is_empty()).then_some(postcode));
    while lines.len() > size.lines {
        let Some(at) = joint(&lines, name.len(), size.signs) else { break };
        let second = lines.remove(at + 1);
        let postcode_follows = at + 1 == lines.len();
        lines[at] = format!("{}{}{second}", lines[at], if postcode_follows { "  " } else { ", " });
    }
    lines.iter().map(|line| breakable(&printable(line), NARROW)).collect()
}

/// Which address line takes the next one onto itself: the shortest pair that fits.
fn joint(lines: &[String], from: usize, signs: usize) -> Option<usize> {
    let length = |at: usize| lines[at].chars().count() + lines[at + 1].chars().count() + 2;
    (from..lines.len().saturating_sub(1)).filter(|at| length(*at) <= signs).min_by_key(|at| length(*at))
}

/// Whether the address fits the window.
pub(super) fn fits_window(doc: &LetterDoc) -> bool {
    let size = if doc.large_print { WINDOW_LARGE } else { WINDOW };
    let rows = |line: &String| line.chars().filter(|c| *c != '\u{200B}').count().div_ceil(size.signs);
    window(doc).iter().map(rows).sum::<usize>() <= size.lines
}

/// The lines below the room for the pen, the name first.
pub(super) fn signature(doc: &LetterDoc) -> Vec<String> {
    let who = &doc.signatory;
    let name = match &doc.signed {
        SignedAs::Pp { by } => vec![format!("p.p. {}", one(by)), format!("for {}", one(&who.name))],
        _ => vec![one(&who.name)],
    };
    let mut lines = name;
    lines.push(one(&who.role));
    lines.extend(many(&who.qualifications));
    lines.retain(|line| !line.is_empty());
    lines
}

/// What is said of a letter that its author did not check.
pub(super) fn note(doc: &LetterDoc) -> String {
    match &doc.signed {
        SignedAs::Unverified { authority } => {
            format!("Sent unsigned, to avoid delay, on the authority of {}; not checked by the author.", one(authority))
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::letter::{Addressee, Signatory};

    fn lines(all: &[&str]) -> Vec<String> {
        all.iter().map(|line| (*line).to_owned()).collect()
    }

    fn to(address: &[&str], large_print: bool) -> LetterDoc {
        let recipient =
            Addressee { name: lines(&["Mrs Grace Okafor"]), address: lines(address), postcode: "ZZ1 1AA".into() };
        LetterDoc { recipient, large_print, ..LetterDoc::default() }
    }

    #[test]
    fn an_address_that_fits_is_left_alone() {
        let doc = to(&["Flat 2", "14 Harbour Rise", "", "Stellswick"], false);
        assert_eq!(window(&doc), ["Mrs Grace Okafor", "Flat 2", "14 Harbour Rise", "Stellswick", "ZZ1 1AA"]);
        assert!(fits_window(&doc));
    }

    #[test]
    fn a_long_address_is_joined_until_it_fits() {
        let doc = to(&["Flat 2", "Quay House", "14 Harbour Rise", "Oldmarket", "Stellswick", "Westshire"], true);
        let lines = window(&doc);
        assert_eq!(lines.len(), 5, "{lines:?}");
        assert_eq!(lines[0], "Mrs Grace Okafor");
        assert!(lines.join("|").contains("ZZ1 1AA"));
        assert!(fits_window(&doc));
    }

    #[test]
    fn line_ends_in_a_name_do_not_make_lines() {
        assert_eq!(one("Grace\nOKAFOR\u{1b}[2J"), "Grace OKAFOR[2J");
        assert_eq!(many(&lines(&["a\nb", " ", "c"])), ["a", "b", "c"]);
    }

    #[test]
    fn signed_for_another_names_both() {
        let signatory =
            Signatory { name: "Dr Ayesha Rahman".into(), role: "Consultant".into(), qualifications: vec![] };
        let doc = LetterDoc { signatory, signed: SignedAs::Pp { by: "Jo Ward".into() }, ..LetterDoc::default() };
        assert_eq!(signature(&doc), ["p.p. Jo Ward", "for Dr Ayesha Rahman", "Consultant"]);
    }

    #[test]
    fn the_date_is_long() {
        assert_eq!(long_date(NaiveDate::from_ymd_opt(2026, 3, 3).unwrap()), "3 March 2026");
    }
}
