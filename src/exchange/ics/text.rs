//! Text values: escapes, and what of a foreign text may reach the screen.

use std::borrow::Cow;

/// A TEXT value without its escapes and without control characters; line breaks as `\n`.
pub(super) fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(c @ ('\\' | ';' | ',' | ':' | '"')) => out.push(c),
                Some(c) => out.extend(['\\', c]),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    clean(&out)
}

/// Without what could steer a terminal or turn the direction of reading; tabs and line breaks stay.
pub(super) fn clean(text: &str) -> String {
    let unwanted = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    if text.contains(unwanted) { text.replace("\r\n", "\n").replace(unwanted, "") } else { text.to_string() }
}

/// On one line, without blanks at its ends.
pub(super) fn one_line(text: &str) -> String {
    text.replace(['\n', '\t'], " ").trim().to_string()
}

/// A text as a TEXT value.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['\\', ';', ',', '\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The items of a list, parted by commas that are not escaped.
pub(super) fn list(value: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut escaped = false;
    for c in value.chars() {
        match c {
            ',' if !escaped => items.push(String::new()),
            c => items.last_mut().into_iter().for_each(|item| item.push(c)),
        }
        escaped = c == '\\' && !escaped;
    }
    items.iter().map(|item| one_line(&unescape(item))).filter(|item| !item.is_empty()).collect()
}

/// A word of a foreign file for a sentence: short, and without control characters.
pub(super) fn quoted(text: &str) -> String {
    let clean = one_line(&clean(text));
    let short: String = clean.chars().take(40).collect();
    if short.len() < clean.len() { format!("\"{short}…\"") } else { format!("\"{short}\"") }
}
