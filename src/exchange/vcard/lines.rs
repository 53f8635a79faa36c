//! Bytes into cards and their lines: folded lines joined, soft line ends of quoted-printable taken out, cards cut
//! apart.

use super::property::{Property, header_length, is_base64, is_quoted_printable};
use crate::exchange::csv::decode;
use crate::exchange::person::Problem;
use std::borrow::Cow;

/// One card, its properties decoded but not yet understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct RawCard {
    /// Line of its BEGIN.
    pub line: usize,
    /// 2.1, 3.0, 4.0; empty where it does not say.
    pub version: String,
    /// In the order of the file, without BEGIN, END and VERSION.
    pub properties: Vec<Property>,
}

/// Cuts a file into cards.
pub fn cards(bytes: &[u8]) -> (Vec<RawCard>, Vec<Problem>) {
    let bytes = narrow(bytes);
    let mut cutter = Cutter::default();
    for (line, text) in logical_lines(&bytes) {
        cutter.take(line, &text);
    }
    cutter.not_ended();
    (cutter.cards, cutter.problems)
}

/// UTF-16 as UTF-8; all else as it is, for a card may change its encoding from line to line.
fn narrow(bytes: &[u8]) -> Cow<'_, [u8]> {
    let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let head = &bytes[..bytes.len().min(64)];
    if marked || head.contains(&0) {
        return Cow::Owned(decode(bytes).0.into_owned().into_bytes());
    }
    Cow::Borrowed(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
}

/// The lines as they are meant, each with the number of its first line in the file.
fn logical_lines(bytes: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
    let mut joined: Vec<(usize, Vec<u8>)> = Vec::new();
    for (number, line) in bytes.split(|b| *b == end).enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match joined.last_mut().map(|(_, before)| before) {
            Some(before) if continues(before, line) => join(before, line),
            _ => joined.push((number + 1, line.to_vec())),
        }
    }
    joined.retain(|(_, line)| !line.trim_ascii().is_empty());
    joined
}

/// Whether a line belongs to the one before it.
fn continues(before: &[u8], line: &[u8]) -> bool {
    let ended = line.len() >= 4 && line[..4].eq_ignore_ascii_case(b"END:");
    let folded = line.first().is_some_and(|b| matches!(b, b' ' | b'\t')) && !before.is_empty();
    let soft = before.last() == Some(&b'=') && is_quoted_printable(before);
    let picture = || !line.contains(&b':') && !before.is_empty() && is_base64(before);
    !ended && (folded || soft || picture())
}

fn join(before: &mut Vec<u8>, line: &[u8]) {
    if before.last() == Some(&b'=') && is_quoted_printable(before) {
        before.pop();
        before.extend_from_slice(line);
    } else if !is_base64(before) {
        before.extend_from_slice(line.strip_prefix(b" ").or(line.strip_prefix(b"\t")).unwrap_or(line));
    }
}

#[derive(Default)]
struct Cutter {
    cards: Vec<RawCard>,
    problems: Vec<Problem>,
    open: Option<RawCard>,
    /// How many cards within the card are open.
    nested: usize,
    /// Whether the last line was an AGENT, within which another card may begin.
    agent: bool,
}

impl Cutter {
    fn take(&mut self, line: usize, text: &[u8]) {
        let Some(length) = header_length(text) else { return self.take_stray(text) };
        let (header, value) = (&text[..length], text[length + 1..].trim_ascii());
        let is_card = value.eq_ignore_ascii_case(b"VCARD");
        let agent = std::mem::take(&mut self.agent);
        if is_card && header.trim_ascii().eq_ignore_ascii_case(b"BEGIN") {
            self.begin(line, agent);
        } else if is_card && header.trim_ascii().eq_ignore_ascii_case(b"END") {
            self.end(line);
        } else if self.nested == 0 {
            self.take_property(line, header, &text[length + 1..]);
        }
    }

    fn begin(&mut self, line: usize, agent: bool) {
        if self.open.is_some() && (agent || self.nested > 0) {
            self.nested += 1;
            return;
        }
        self.not_ended();
        self.open = Some(RawCard { line, ..RawCard::default() });
    }

    fn end(&mut self, line: usize) {
        if self.nested > 0 {
            self.nested -= 1;
        } else if let Some(card) = self.open.take() {
            self.cards.push(card);
        } else {
            self.problems.push(Problem::new(line, "END:VCARD without a BEGIN:VCARD before it"));
        }
    }

    fn not_ended(&mut self) {
        self.nested = 0;
        if let Some(card) = self.open.take() {
            self.problems.push(Problem::new(card.line, "the card that begins here is not ended (no END:VCARD)"));
        }
    }

    fn take_property(&mut self, line: usize, header: &[u8], value: &[u8]) {
        let Some(card) = &mut self.open else { return };
        if is_base64(header) {
            return;
        }
        let Some(property) = Property::read(line, header, value, &card.version) else { return };
        match &*property.name {
            "VERSION" => property.value.trim().clone_into(&mut card.version),
            "AGENT" => {
                self.agent = property.value.trim().is_empty();
                self.nested = usize::from(property.value.trim().eq_ignore_ascii_case("BEGIN:VCARD"));
            }
            _ => card.properties.push(property),
        }
    }

    /// A line without a colon: some programs break their notes over lines without a sign.
    fn take_stray(&mut self, text: &[u8]) {
        let last = self.open.as_mut().filter(|_| self.nested == 0).and_then(|card| card.properties.last_mut());
        if let Some(note) = last.filter(|p| p.name == "NOTE") {
            note.value.push_str("\\n");
            note.value.push_str(&decode(text).0);
        }
    }
}
