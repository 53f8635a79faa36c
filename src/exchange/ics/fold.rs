//! Content lines on paper: CR LF, folded at 75 octets between characters.

/// Gathers the lines of a file.
#[derive(Default)]
pub(super) struct Paper {
    text: String,
}

/// The most octets on a line, its end not counted.
const WIDEST: usize = 75;

impl Paper {
    /// One content line.
    pub fn line(&mut self, line: &str) {
        let mut width = 0;
        for c in line.chars() {
            if c == '\n' || c == '\r' {
                continue;
            }
            if width + c.len_utf8() > WIDEST {
                self.text.push_str("\r\n ");
                width = 1;
            }
            self.text.push(c);
            width += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }

    /// A property with a value that needs no escapes.
    pub fn prop(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{value}"));
    }

    /// A text property, left out where it is empty.
    pub fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.prop(name, &super::text::escape(&super::text::clean(value)));
        }
    }

    /// The finished text.
    pub fn done(self) -> String {
        self.text
    }
}
