//! Text from outside made fit for paper: no control characters, no hidden direction marks, nothing without a glyph.
//!
//! PDF/A refuses a document that uses a glyph its font lacks, so a letter with one emoji would not come out at all.
//! Here such a sign becomes a box, and [`unprintable`] says which ones, so that the desk can tell the writer.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::fonts;

/// Stands for a sign that the fonts do not have.
pub const BOX: char = '\u{25A1}';

/// A place where a line may break without anything being shown.
const BREAK: char = '\u{200B}';

/// The longest word printed without a place to break: longer than any word of medicine in use.
const LONGEST_WORD: usize = 36;

/// After how many signs an address of the web or of e-mail may break at its punctuation.
const LONG_ADDRESS: usize = 24;

/// The text with control characters, direction overrides and other invisible signs left out. Tabs become spaces, every
/// kind of line end becomes `\n`. Safe for a terminal.
pub fn visible(text: &str) -> String {
    let unix = text.replace("\r\n", "\n");
    unix.chars().filter_map(|c| kept(if c == '\r' { '\n' } else { c })).collect()
}

fn kept(c: char) -> Option<char> {
    match c {
        '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
        '\t' => Some(' '),
        c if c.is_control() || is_hidden(c) => None,
        c => Some(c),
    }
}

fn is_hidden(c: char) -> bool {
    matches!(c as u32,
        0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E
        | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0xFFFE..=0xFFFF
        | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

/// The text as the fonts can show it, composed (NFC); a sign without a glyph is shown by a plainer one where
/// there is one (`⑴` as `(1)`) and by [`BOX`] otherwise.
pub fn printable(text: &str) -> String {
    let visible = visible(text);
    if visible.is_ascii() {
        return visible;
    }
    let composed: String = visible.nfc().collect();
    composed.graphemes(true).map(|sign| shown(sign).unwrap_or_else(|| BOX.to_string())).collect()
}

/// The signs of the text that will be printed as a box, each once, in order.
pub fn unprintable(text: &str) -> Vec<String> {
    let composed: String = visible(text).nfc().collect();
    let mut lost: Vec<String> = Vec::new();
    for sign in composed.graphemes(true).filter(|sign| shown(sign).is_none()) {
        if !lost.iter().any(|known| known == sign) {
            lost.push(sign.to_owned());
        }
    }
    lost
}

fn shown(sign: &str) -> Option<String> {
    let all = |text: &str| !text.is_empty() && text.chars().all(|c| c == '\n' || fonts::covers(c));
    if all(sign) {
        return Some(sign.to_owned());
    }
    let plainer: String = sign.nfkd().collect();
    if all(&plainer) {
        return Some(plainer);
    }
    let base: String = sign.chars().take(1).collect();
    (sign.chars().nth(1).is_some() && base.chars().all(char::is_alphanumeric) && all(&base)).then_some(base)
}

/// The text with places to break inside words that no line could hold, so that nothing runs off the page.
pub fn breakable(text: &str, longest: usize) -> String {
    if text.split_whitespace().all(|word| word.len() <= longest.min(LONG_ADDRESS)) {
        return text.to_owned();
    }
    text.split_inclusive(char::is_whitespace).map(|word| breakable_word(word, longest)).collect()
}

fn breakable_word(word: &str, longest: usize) -> String {
    let signs: Vec<&str> = word.graphemes(true).collect();
    if signs.len() <= longest.min(LONG_ADDRESS) {
        return word.to_owned();
    }
    let whole = signs.len() <= longest;
    let mut run = 0;
    let mut out = String::with_capacity(word.len() * 2);
    for sign in &signs {
        out.push_str(sign);
        run += 1;
        if matches!(*sign, "/" | "@" | "." | "_" | "-" | "?" | "&" | "=") || (!whole && run >= longest) {
            out.push(BREAK);
            run = if run >= longest { longest } else { 0 };
        }
    }
    out
}

/// As [`printable`], but places to break that are already there stay.
fn printable_string(text: &str) -> String {
    let parts: Vec<String> = text.split(BREAK).map(|part| breakable(&printable(part), LONGEST_WORD)).collect();
    parts.join("\u{200B}")
}

/// Every text inside the data made printable; keys are left alone.
pub fn printable_data(data: &Value) -> Value {
    match data {
        Value::String(text) => Value::String(printable_string(text)),
        Value::Array(items) => Value::Array(items.iter().map(printable_data).collect()),
        Value::Object(map) => Value::Object(map.iter().map(|(k, v)| (k.clone(), printable_data(v))).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn controls_and_direction_marks_go() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c\u{0}d\te\r\nf\rg\u{feff}"), "a[31mbcd e\nf\ng");
    }

    #[test]
    fn a_sign_without_a_glyph_is_plainer_or_a_box() {
        assert_eq!(printable("ＡＢ ⑴ 中🙂 e\u{301}"), "AB (1) □□ é");
        assert_eq!(unprintable("中🙂中 é ⑴"), ["中", "🙂"]);
        assert_eq!(printable("3️⃣ ❤️"), "3 □");
    }

    #[test]
    fn a_long_word_may_break_and_words_of_medicine_do_not() {
        let long = "x".repeat(200);
        let broken = breakable(&long, 36);
        assert_eq!(broken.replace(BREAK, ""), long);
        assert!(broken.split(BREAK).all(|part| part.len() <= 36));
        let word = "pseudopseudohypoparathyroidism";
        assert_eq!(breakable(word, 36), word);
        assert!(breakable("cardiology.secretaries@stellswick.example", 36).contains("@\u{200b}"));
    }

    proptest! {
        #[test]
        fn what_is_printable_is_covered(text in any::<String>()) {
            let shown = printable(&text);
            prop_assert!(shown.chars().all(|c| c == '\n' || fonts::covers(c)), "{shown:?}");
            prop_assert_eq!(printable(&shown), shown);
        }
    }
}
