//! What stands in the headers: nothing of it can end its line or begin another.

use super::Party;
use mail_builder::encoders::base64::base64_encode;
use std::fmt::Write;

/// Text on one line, without control characters.
pub fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c });
    spaced.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The addresses of a header, with commas between them. Who has no address is left out.
pub fn addresses(parties: &[Party]) -> String {
    let written = parties.iter().filter_map(|party| {
        let email = address(&party.email)?;
        let name = one_line(&party.name);
        Some(if name.is_empty() { email } else { format!("{} <{email}>", phrase(&name)) })
    });
    written.collect::<Vec<_>>().join(", ")
}

/// An address without anything that could end it.
fn address(email: &str) -> Option<String> {
    let unsafe_sign = |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"".contains(c);
    let email: String = email.chars().filter(|c| !unsafe_sign(*c)).collect();
    email.contains('@').then_some(email)
}

/// A name before an address.
fn phrase(name: &str) -> String {
    if name.is_ascii() {
        return format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
    }
    encoded_words(name)
}

/// Text outside ASCII as words of at most 75 letters each, cut between characters.
fn encoded_words(text: &str) -> String {
    let mut pieces = vec![String::new()];
    for c in text.chars() {
        if pieces.last().is_some_and(|piece| piece.len() + c.len_utf8() > 45) {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    let words = pieces.iter().map(|piece| {
        let coded = base64_encode(piece.as_bytes()).unwrap_or_default();
        format!("=?utf-8?B?{}?=", String::from_utf8_lossy(&coded))
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A file name without folders, quotation marks or anything that could end its line.
pub fn bare_name(name: &str) -> String {
    let line = one_line(name);
    let last = line.rsplit(['/', '\\']).next().unwrap_or_default().trim_start_matches('.').trim();
    if last.is_empty() { "attachment".to_owned() } else { last.replace('"', "'") }
}

/// `filename="letter.pdf"`; outside ASCII as RFC 2231 wants it.
pub fn file_name(name: &str) -> String {
    if name.is_ascii() {
        return format!("filename=\"{name}\"");
    }
    let mut header = "filename*=UTF-8''".to_owned();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            header.push(char::from(byte));
        } else {
            write!(header, "%{byte:02X}").expect("writing to memory does not fail");
        }
    }
    header
}

/// The same once more behind the kind of the file, for Outlook, which reads it there.
pub fn old_name(name: &str) -> String {
    if name.is_ascii() { String::new() } else { format!("; name=\"{}\"", encoded_words(name)) }
}

/// The kind of a file, or the one that says nothing where it is badly written.
pub fn mime_type(text: &str) -> String {
    let plain = one_line(text);
    let kind = plain.split(';').next().unwrap_or_default();
    let is_token = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'+' | b'_'))
    };
    let good = kind.split_once('/').is_some_and(|(major, minor)| is_token(major) && is_token(minor));
    let composite = kind.starts_with("multipart/") || kind.starts_with("message/");
    if good && plain.is_ascii() && !composite { plain } else { "application/octet-stream".to_owned() }
}
