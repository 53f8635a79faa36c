//! Content lines: unfolded, numbered, and split into name, parameters and value.

use std::borrow::Cow;

/// One content line and the number of the line of the file on which it began.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    pub number: usize,
    pub text: Cow<'a, str>,
}

/// A content line in its parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prop<'a> {
    pub name: &'a str,
    params: &'a str,
    pub value: &'a str,
}

/// The lines of a text, folded ones joined, empty ones left out.
pub(super) fn unfold(text: &str) -> Vec<Line<'_>> {
    let mut out: Vec<Line<'_>> = Vec::new();
    let mut soft = false;
    for (at, raw) in physical(text).enumerate() {
        let folded = raw.starts_with([' ', '\t']);
        match out.last_mut() {
            Some(last) if soft => {
                last.text.to_mut().pop();
                last.text.to_mut().push_str(raw.trim_start_matches([' ', '\t']));
            }
            Some(last) if folded => last.text.to_mut().push_str(&raw[1..]),
            _ if raw.trim().is_empty() => continue,
            _ => out.push(Line { number: at + 1, text: Cow::Borrowed(raw) }),
        }
        soft = out.last().is_some_and(|last| is_soft(&last.text));
    }
    out
}

/// A quoted-printable line that goes on in the next.
fn is_soft(line: &str) -> bool {
    line.ends_with('=') && line.to_ascii_uppercase().contains("ENCODING=QUOTED-PRINTABLE")
}

/// Lines ended by CR LF, LF, or a lone CR.
fn physical(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        line.trim_end_matches('\r').split('\r')
    })
}

impl Line<'_> {
    /// The parts, or None where the line is no content line.
    pub fn prop(&self) -> Option<Prop<'_>> {
        parts(&self.text)
    }
}

/// A line in its parts; None where it has no colon or no name.
pub(super) fn parts(line: &str) -> Option<Prop<'_>> {
    let line = line.trim_start();
    let end = line.find([':', ';'])?;
    let name = line[..end].trim_end();
    let named = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !named {
        return None;
    }
    if line.as_bytes()[end] == b':' {
        return Some(Prop { name, params: "", value: &line[end + 1..] });
    }
    let colon = end + outside_quotes(&line[end..], ':')?;
    Some(Prop { name, params: &line[end + 1..colon], value: &line[colon + 1..] })
}

/// The first such character outside of double quotes; inside where the quotes never close.
fn outside_quotes(text: &str, wanted: char) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c == wanted && !quoted => return Some(at),
            _ => {}
        }
    }
    if quoted { text.find(wanted) } else { None }
}

impl Prop<'_> {
    /// Whether the name is this one, in capitals or not.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The parameters, values without their quotes.
    pub fn params(&self) -> Vec<(String, String)> {
        let mut rest = self.params;
        let mut out = Vec::new();
        while !rest.is_empty() {
            let end = outside_quotes(rest, ';').unwrap_or(rest.len());
            let (name, value) = rest[..end].split_once('=').unwrap_or(("", &rest[..end]));
            out.push((name.trim().to_ascii_uppercase(), unquoted(value)));
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        out
    }

    /// One parameter by its name in capitals.
    pub fn param(&self, name: &str) -> Option<String> {
        if self.params.is_empty() {
            return None;
        }
        self.params().into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

/// A parameter's value: quotes off, and the carets of RFC 6868 undone.
fn unquoted(value: &str) -> String {
    let value = value.trim().replace('"', "");
    if !value.contains('^') {
        return value;
    }
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        let meant = match (c, chars.peek()) {
            ('^', Some('^')) => '^',
            ('^', Some('\'')) => '"',
            ('^', Some('n')) => ' ',
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push(meant);
        chars.next();
    }
    out
}
