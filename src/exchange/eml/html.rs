//! The text of a page of HTML, without its markup: what is hidden, styled or run is left out.

/// Elements whose content is no text.
const UNSEEN: &[&str] = &["head", "style", "script", "template", "title", "noscript", "svg", "object"];

/// Elements that begin and end a line.
const LINES: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
];

/// Entities that letters have; others are left as they are written.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("pound", '£'),
    ("euro", '€'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bull", '•'),
    ("middot", '·'),
    ("deg", '°'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("agrave", 'à'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("szlig", 'ß'),
    ("frac12", '½'),
];

/// The text of a page.
pub fn text(html: &str) -> String {
    let mut out = Out::default();
    let (mut rest, mut unseen): (&str, Option<&str>) = (html, None);
    while let Some(at) = rest.find('<') {
        if unseen.is_none() {
            out.text(&rest[..at]);
        }
        let (name, closes, after) = tag(&rest[at..]);
        if after.len() == rest.len() - at {
            // A lone sign is text.
            if unseen.is_none() {
                out.text("<");
            }
            rest = &rest[at + 1..];
            continue;
        }
        rest = after;
        match unseen {
            Some(open) if closes && name == open => unseen = None,
            None if !closes => unseen = UNSEEN.iter().copied().find(|u| *u == name),
            _ => {}
        }
        if unseen.is_none() {
            out.tag(&name);
        }
    }
    if unseen.is_none() {
        out.text(rest);
    }
    out.done()
}

/// A tag from its `<` on: its name in small letters, whether it closes, and what follows. Where it is no tag everything
/// follows.
fn tag(text: &str) -> (String, bool, &str) {
    if let Some(comment) = text.strip_prefix("<!--") {
        let after = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        return (String::new(), false, after);
    }
    let inner = &text[1..];
    let closes = inner.starts_with('/');
    let named = inner.trim_start_matches('/');
    let begins = named.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?'));
    let Some(end) = end_of(inner).filter(|_| begins) else { return (String::new(), false, text) };
    let name: String = named.chars().take_while(char::is_ascii_alphanumeric).collect();
    (name.to_ascii_lowercase(), closes, &inner[end + 1..])
}

/// Where a tag ends: at the first `>` outside quotes; where quotes are never closed, at the first one there is.
fn end_of(inner: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in inner.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    inner.find('>')
}

#[derive(Default)]
struct Out {
    lines: Vec<String>,
    line: String,
}

impl Out {
    fn text(&mut self, raw: &str) {
        for c in unescaped(raw).chars() {
            if c.is_whitespace() {
                if !self.line.ends_with(' ') && !self.line.is_empty() {
                    self.line.push(' ');
                }
            } else {
                self.line.push(c);
            }
        }
    }

    fn tag(&mut self, name: &str) {
        match name {
            "td" | "th" if !self.line.is_empty() && !self.line.ends_with(' ') => self.line.push(' '),
            name if LINES.contains(&name) => self.turn(),
            _ => {}
        }
    }

    /// Begins a new line; never two empty ones together.
    fn turn(&mut self) {
        let line = std::mem::take(&mut self.line).trim().to_owned();
        if !(line.is_empty() && self.lines.last().is_none_or(String::is_empty)) {
            self.lines.push(line);
        }
    }

    fn done(mut self) -> String {
        self.turn();
        self.lines.join("\n").trim().to_owned()
    }
}

/// Entities as what they stand for.
fn unescaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known =
            rest[1..].find(';').filter(|end| *end <= 10).and_then(|end| Some((entity(&rest[1..=end])?, end + 2)));
        let (sign, long) = known.unwrap_or(('&', 1));
        out.push(sign);
        rest = &rest[long..];
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_page_is_what_a_reader_sees() {
        let page = "<html><head><title>T</title><style>p {color: red}</style></head><body><p>Dear&nbsp;Dr&#32;Patel,</p>\
                    <div>Grace &amp; John<br>2&lt;3</div><script>alert('x')</script><table><tr><td>a</td><td>b</td></tr></table></body>";
        assert_eq!(text(page), "Dear Dr Patel,\n\nGrace & John\n2<3\n\na b");
    }

    #[test]
    fn broken_pages_lose_no_text() {
        for (page, wanted) in [
            ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
            ("<p>open <b>bold", "open bold"),
            ("a <!-- never closed", "a"),
            ("<a href=\"x>y\">link</a>", "link"),
            ("<a href=\"x>never", "never"),
            ("&unknown; &#xzz; &", "&unknown; &#xzz; &"),
            ("<script>never closed", ""),
            ("", ""),
            ("<", "<"),
            ("é<é>&é;", "é<é>&é;"),
        ] {
            assert_eq!(text(page), wanted, "{page}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_at_all_can_be_read(page in "(<|>|/|&|;|#|!|--|script|style|p|br|\"|'|é|𝄞|[a-z ]){0,80}") {
            let _ = text(&page);
        }
    }
}
