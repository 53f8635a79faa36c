//! Text from outside, made harmless: no control sequence to the terminal, no formula to a spreadsheet.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// One line of text: line ends and tabs become spaces; every other control character and every mark that turns the
/// direction of writing becomes a visible sign (`␛` for escape, `�` where there is no sign).
pub fn line(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_unsafe) {
        Cow::Owned(unbroken(text).chars().map(harmless).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The same for text of several lines: `\n` stays, other line ends become `\n`.
pub fn block(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| c != '\n' && is_unsafe(c)) {
        Cow::Owned(unbroken(text).split('\n').map(line).collect::<Vec<_>>().join("\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Every line end as `\n`, so that a carriage return and a line feed count once.
fn unbroken(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n")
}

/// Control characters, line and paragraph separators, direction marks, and the invisible ones that hide text.
fn is_unsafe(c: char) -> bool {
    c.is_control() || turns_writing(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn turns_writing(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

fn harmless(c: char) -> char {
    match c {
        '\n' | '\t' => ' ',
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        c if is_unsafe(c) => '\u{fffd}',
        c => c,
    }
}

/// A cell of a CSV file that no spreadsheet takes for a formula: a leading `=`, `+`, `-`, `@`, tab or line end gets an
/// apostrophe before it, unless the whole is a plain number or a telephone number. Quoting is the CSV writer's work.
pub fn csv_cell(text: &str) -> Cow<'_, str> {
    if begins_formula(text) && !is_plain_number(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The wide forms of the signs count too: spreadsheets of East Asian locales read them as the narrow ones.
fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

/// `-12.50`, `+3`, `+44 161 496 0123`: one sign, then digits with spaces or one point.
fn is_plain_number(text: &str) -> bool {
    let Some(body) = text.strip_prefix(['+', '-']) else { return false };
    let points = body.matches('.').count();
    let spaces = body.matches(' ').count();
    body.starts_with(|c: char| c.is_ascii_digit())
        && body.ends_with(|c: char| c.is_ascii_digit())
        && body.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ' ')
        && (points == 0 || (points == 1 && spaces == 0))
}

/// How many columns of the terminal a line takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The line cut to a width, with `…` as its last column where something was left out; whole graphemes only.
pub fn ellipsis(text: &str, max: usize) -> Cow<'_, str> {
    if width(text) <= max {
        return Cow::Borrowed(text);
    }
    if max == 0 {
        return Cow::Borrowed("");
    }
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        if width(&text[..at + grapheme.len()]) > max - 1 {
            break;
        }
        end = at + grapheme.len();
    }
    Cow::Owned(format!("{}…", &text[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn control_sequences_are_shown_not_sent() {
        assert_eq!(line("a\x1b[31mb"), "a\u{241b}[31mb");
        assert_eq!(line("a\r\nb\tc"), "a b c");
        assert_eq!(line("a\u{9b}31m\x7f\0"), "a\u{fffd}31m\u{2421}\u{2400}");
        assert_eq!(line("\u{202e}txet"), "\u{fffd}txet");
        assert_eq!(block("a\r\nb\rc\n\x1bd"), "a\nb\nc\n\u{241b}d");
        assert!(matches!(line("Zoë O’Brien 👩‍⚕️"), Cow::Borrowed(_)));
        assert!(matches!(block("two\nlines"), Cow::Borrowed(_)));
    }

    #[test]
    fn formulas_are_guarded_and_numbers_left_alone() {
        for guarded in
            ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@x", "\t=1", "\r=1", "-1+1", "+1-2", "-", "＝1", "+ 1"]
        {
            assert_eq!(csv_cell(guarded), format!("'{guarded}"));
        }
        for plain in ["-12.50", "+3", "+44 161 496 0123", "01632 960123", "SMITH, John", "", "'=1", "a=b"] {
            assert_eq!(csv_cell(plain), plain);
        }
    }

    #[test]
    fn lines_are_cut_by_columns_not_letters() {
        assert_eq!(ellipsis("Hussain", 7), "Hussain");
        assert_eq!(ellipsis("Hussain", 6), "Hussa…");
        assert_eq!(ellipsis("Hussain", 1), "…");
        assert_eq!(ellipsis("Hussain", 0), "");
        assert_eq!(ellipsis("日本語", 4), "日…");
        assert_eq!(ellipsis("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(width("日本"), 4);
    }

    fn anything() -> impl Strategy<Value = String> {
        let odd = "[\\x00-\\x1f\\x7f-\\x{9f}\\x{200e}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}\\x{2028}ab=\\r\\n]{0,20}";
        prop_oneof![any::<String>(), odd]
    }

    proptest! {
        #[test]
        fn no_line_holds_a_control_character(text in anything()) {
            let safe = line(&text);
            prop_assert!(!safe.chars().any(|c| c.is_control() || turns_writing(c)));
            prop_assert_eq!(line(&safe), safe.as_ref());
        }

        #[test]
        fn a_block_keeps_only_its_line_ends(text in anything()) {
            let safe = block(&text);
            prop_assert!(!safe.chars().any(|c| c != '\n' && (c.is_control() || turns_writing(c))));
            prop_assert_eq!(block(&safe), safe.as_ref());
        }

        #[test]
        fn a_cut_line_fits(text in any::<String>(), max in 0usize..30) {
            prop_assert!(width(&ellipsis(&text, max)) <= max);
        }

        #[test]
        fn no_cell_begins_a_formula(text in "[=+@\\-\\t\\r].{0,10}") {
            let cell = csv_cell(&text);
            prop_assert!(cell.starts_with('\'') || is_plain_number(&cell));
        }
    }
}
