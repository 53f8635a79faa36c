//! Bytes into text: the encoding is told by the mark at the beginning, or found out.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// The text, and the name of the encoding it was in. Windows-1252 is what is left when it is nothing else.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, String) {
    let (encoding, skip) = Encoding::for_bom(bytes).unwrap_or_else(|| (likely(bytes), 0));
    let (text, _) = encoding.decode_without_bom_handling(&bytes[skip..]);
    (text, encoding.name().to_owned())
}

fn likely(bytes: &[u8]) -> &'static Encoding {
    wide(bytes).unwrap_or_else(|| if mostly_utf8(bytes) { UTF_8 } else { WINDOWS_1252 })
}

/// UTF-16 without its mark: of western text every other byte is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match (even * 10 > half * 4, odd * 10 > half * 4) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// UTF-8, even with a broken character or two: one bad byte must not spoil every other name.
fn mostly_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}
