//! One line of a card: its header taken apart as far as its encoding needs, its value as text.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A property with its value as text, its special characters escaped as in version 3.0.
#[derive(Debug, PartialEq, Eq)]
pub struct Property {
    /// Line of the file.
    pub line: usize,
    /// What stands before the point: `item1`.
    pub group: String,
    /// In capitals.
    pub name: String,
    /// The rest of the header without the encoding, each parameter with its semicolon.
    pub params: String,
    /// Decoded, on one line.
    pub value: String,
}

/// Length of the header: up to the first colon that does not stand between quotation marks.
pub fn header_length(text: &[u8]) -> Option<usize> {
    let mut quoted = false;
    let outside = text.iter().position(|byte| {
        quoted ^= *byte == b'"';
        *byte == b':' && !quoted
    });
    outside.or_else(|| text.iter().position(|byte| *byte == b':'))
}

fn header(text: &[u8]) -> String {
    let length = header_length(text).unwrap_or(text.len()).min(1024);
    String::from_utf8_lossy(&text[..length]).to_ascii_uppercase()
}

/// Whether the line's value is quoted-printable.
pub fn is_quoted_printable(text: &[u8]) -> bool {
    header(text).split(';').any(|p| matches!(p.trim(), "QUOTED-PRINTABLE" | "ENCODING=QUOTED-PRINTABLE"))
}

/// Whether the line's value is a picture, sound or key.
pub fn is_base64(text: &[u8]) -> bool {
    header(text).split(';').any(|p| matches!(p.trim(), "BASE64" | "ENCODING=BASE64" | "ENCODING=B"))
}

impl Property {
    /// Reads a property; nothing where its name is none.
    pub fn read(line: usize, header: &[u8], value: &[u8], version: &str) -> Option<Self> {
        let quoted_printable = is_quoted_printable(header);
        let header = String::from_utf8_lossy(header);
        let mut parts = outside_quotes(&header).into_iter();
        let (group, name) = parts.next().map(|n| n.trim().rsplit_once('.').unwrap_or(("", n.trim())))?;
        let is_name = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if name.is_empty() || !is_name(name) || !is_name(group) {
            return None;
        }
        let (mut params, mut charset) = (String::new(), None);
        for part in parts {
            match Param::of(part) {
                Param::Charset(found) => charset = Some(found),
                Param::Encoding => {}
                Param::Other => params = params + ";" + part,
            }
        }
        let name = name.to_ascii_uppercase();
        let value = text_of(value, quoted_printable, charset, version == "2.1" && has_parts(&name));
        Some(Self { line, group: group.to_owned(), name, params, value })
    }

    /// Appends the property as `calcard` reads it.
    pub fn push_to(&self, text: &mut String) {
        // Dates keep their own words: the reader would make something of whatever looks like one.
        let params = if matches!(&*self.name, "BDAY" | "DEATHDATE") { ";VALUE=text" } else { &self.params };
        let point = if self.group.is_empty() { "" } else { "." };
        for part in [&*self.group, point, &self.name, params, ":", &self.value, "\r\n"] {
            text.push_str(part);
        }
    }
}

fn has_parts(name: &str) -> bool {
    matches!(name, "N" | "ADR" | "ORG")
}

/// The header at its semicolons.
fn outside_quotes(header: &str) -> Vec<&str> {
    let mut quoted = false;
    let split = |c: char| {
        quoted ^= c == '"';
        c == ';' && !quoted
    };
    header.split(split).collect()
}

/// What a parameter is about.
enum Param {
    Charset(&'static Encoding),
    Encoding,
    Other,
}

impl Param {
    fn of(part: &str) -> Self {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        match &*name.trim().to_ascii_uppercase() {
            "CHARSET" => {
                Encoding::for_label(value.trim().trim_matches('"').as_bytes()).map_or(Self::Encoding, Self::Charset)
            }
            "ENCODING" | "QUOTED-PRINTABLE" | "8BIT" | "7BIT" => Self::Encoding,
            _ => Self::Other,
        }
    }
}

fn text_of(value: &[u8], quoted_printable: bool, charset: Option<&'static Encoding>, keep_commas: bool) -> String {
    let unquoted = quoted_printable.then(|| unquote(value));
    let bytes = unquoted.as_deref().unwrap_or(value);
    let likely = if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 };
    let (text, _) = charset.unwrap_or(likely).decode_without_bom_handling(bytes);
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars().filter(|c| !matches!(c, '\r' | '\n')) {
        // In version 2.1 a comma parts nothing.
        if c == ',' && keep_commas && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    if escaped {
        out.push('\\');
    }
    out
}

/// Takes quoted-printable apart. What was written as a number is meant, not a sign: `=3B` is a semicolon within the
/// text, and `=0D=0A` a line end within it.
fn unquote(value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    let mut at = 0;
    while let Some(byte) = value.get(at) {
        let coded = (*byte == b'=').then(|| hex(value.get(at + 1..at + 3)?)).flatten();
        match coded {
            Some(b'\r') => {}
            Some(b'\n') => out.extend_from_slice(b"\\n"),
            Some(sign @ (b';' | b',' | b'\\')) => out.extend_from_slice(&[b'\\', sign]),
            Some(other) => out.push(other),
            None => out.push(*byte),
        }
        at += if coded.is_some() { 3 } else { 1 };
    }
    out
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |b: u8| char::from(b).to_digit(16);
    u8::try_from(digit(digits[0])? * 16 + digit(digits[1])?).ok()
}
