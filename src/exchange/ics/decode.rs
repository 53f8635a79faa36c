//! Bytes to text: UTF-8, UTF-16 with or without a mark, and Windows-1252 for the rest.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file. Never fails; a byte that means nothing becomes U+FFFD.
pub(super) fn text(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Some(wide) = wide(bytes) {
        return wide.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_string(),
        Err(_) => mixed(bytes),
    }
}

/// UTF-16 without a mark: every second byte of the first letters is nought.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes.get(..4)? {
        [0, a, 0, b] if *a != 0 && *b != 0 => Some(UTF_16BE),
        [a, 0, b, 0] if *a != 0 && *b != 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// Line by line, so that one foreign line does not spoil the others. A character that a program folded in its
/// middle makes both halves foreign; such a file is joined first.
fn mixed(bytes: &[u8]) -> String {
    let joined = join_folds(bytes);
    if let Ok(text) = String::from_utf8(joined) {
        return text;
    }
    let mut out = String::with_capacity(bytes.len() + bytes.len() / 8);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => out.push_str(line),
            Err(_) => out.push_str(&WINDOWS_1252.decode_without_bom_handling(line).0),
        }
    }
    out
}

fn join_folds(bytes: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let continues = matches!(line.first(), Some(b' ' | b'\t')) && out.last() == Some(&b'\n');
        let inside = continues && line.get(1).is_some_and(|byte| byte & 0xC0 == 0x80);
        if inside {
            while matches!(out.last(), Some(b'\r' | b'\n')) {
                out.pop();
            }
        }
        out.extend_from_slice(&line[usize::from(inside)..]);
    }
    out
}
