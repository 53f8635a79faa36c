//! What a letter still lacks before it can be submitted: its mandatory headings, and the blanks left open.

use std::fmt;
use std::ops::Range;

use super::marks::{self, same_words};
use super::template::{Heading, Template};

/// Something a letter lacks, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// What sort of thing.
    pub kind: LackKind,
    /// The heading, or the question of the blank.
    pub name: String,
    /// Where in the text, in bytes: the heading, the blank, or the text's end for a heading that is not there.
    pub range: Range<usize>,
}

/// The sorts of things a letter can lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LackKind {
    /// A mandatory heading is not there.
    HeadingAbsent,
    /// A mandatory heading has nothing below it.
    HeadingEmpty,
    /// A blank was not filled.
    Blank,
    /// The text says nothing at all.
    Nothing,
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            LackKind::HeadingAbsent => write!(f, "The heading \"{}\" is missing.", self.name),
            LackKind::HeadingEmpty => write!(f, "Nothing stands under \"{}\".", self.name),
            LackKind::Blank => write!(f, "A blank is still to be filled: {}.", self.name),
            LackKind::Nothing => write!(f, "The letter has no text yet."),
        }
    }
}

/// Everything the text lacks by its template, in the order of the text.
pub fn lint(body: &str, template: &Template) -> Vec<Lack> {
    if body.trim().is_empty() && template.headings.is_empty() {
        return vec![Lack { kind: LackKind::Nothing, name: String::new(), range: 0..body.len() }];
    }
    let sections = marks::outline(body);
    let mut lacks: Vec<Lack> = template.headings.iter().filter_map(|h| heading_lack(body, &sections, h)).collect();
    lacks.extend(blanks(body).into_iter().map(|blank| Lack {
        kind: LackKind::Blank,
        name: blank.name().to_owned(),
        range: blank.range,
    }));
    lacks.sort_by_key(|lack| lack.range.start);
    lacks
}

fn heading_lack(body: &str, sections: &[marks::Section], wanted: &Heading) -> Option<Lack> {
    let is_it = |title: &str| wanted.names().any(|name| same_words(name, title));
    let mut found = sections.iter().filter(|section| is_it(&section.title)).peekable();
    let lack = |kind, range| Some(Lack { kind, name: wanted.name.clone(), range });
    let Some(first) = found.peek().map(|section| section.heading.clone()) else {
        return lack(LackKind::HeadingAbsent, body.len()..body.len());
    };
    if found.any(|section| says_something(&body[section.content.clone()])) {
        return None;
    }
    lack(LackKind::HeadingEmpty, first)
}

/// A bare bullet or another heading is nothing; an open blank is something, for it is named by itself.
fn says_something(content: &str) -> bool {
    let bare = |line: &str| line.trim().trim_matches(['-', '*', '\u{2022}', ' ']).is_empty();
    content.lines().any(|line| !bare(line) && marks::heading_of(line).is_none())
}

/// A `{{…}}` in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank<'a> {
    /// Where it is, braces and all.
    pub range: Range<usize>,
    /// What stands inside.
    pub inside: &'a str,
}

impl Blank<'_> {
    /// The name of the field, or the question to the writer.
    pub fn name(&self) -> &str {
        self.inside.trim().trim_start_matches('?').trim()
    }

    /// Whether it asks the writer, as `{{?who was there}}` does.
    pub fn asks(&self) -> bool {
        self.inside.trim().starts_with('?')
    }
}

/// Every blank of a text. One whose closing braces are gone goes to the end of its line.
pub fn blanks(text: &str) -> Vec<Blank<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let rest = &text[open + 2..];
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        let (inside, end) = match line.find("}}") {
            Some(close) => (&line[..close], open + 2 + close + 2),
            None => (line, open + 2 + line.len()),
        };
        found.push(Blank { range: open..end, inside });
        from = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn template() -> Template {
        Template {
            headings: vec![
                Heading { name: "Plan".into(), also: vec!["What happens next".into()] },
                Heading { name: "Allergies".into(), also: vec![] },
            ],
            ..Template::default()
        }
    }

    fn said(body: &str) -> Vec<String> {
        lint(body, &template()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_whole_letter_lacks_nothing() {
        assert!(said("# Plan\nRest.\n\n# Allergies\nNone known").is_empty());
        assert!(said("# what HAPPENS next\n## You\nRest.\nAllergies:\nNone known").is_empty());
    }

    #[test]
    fn each_lack_is_named_where_it_is() {
        let body = "# Plan\n## You\n- \n\nSee {{?who}} on {{attended}}";
        let lacks = lint("# Plan\n\n# Other\nwords", &template());
        assert_eq!(lacks[0], Lack { kind: LackKind::HeadingEmpty, name: "Plan".into(), range: 0..6 });
        assert_eq!(lacks[1].kind, LackKind::HeadingAbsent);
        let lacks = lint(body, &template());
        assert_eq!(&body[lacks[0].range.clone()], "{{?who}}");
        assert_eq!(&body[lacks[1].range.clone()], "{{attended}}");
        assert_eq!(lacks[2].to_string(), "The heading \"Allergies\" is missing.");
    }

    #[test]
    fn a_blank_half_deleted_is_still_a_blank() {
        assert_eq!(blanks("a {{?who\nb {{x}} {{").iter().map(Blank::name).collect::<Vec<_>>(), ["who", "x", ""]);
    }

    #[test]
    fn an_empty_letter_is_no_letter() {
        assert_eq!(lint(" \n", &Template::default())[0].kind, LackKind::Nothing);
    }

    proptest! {
        #[test]
        fn ranges_are_of_the_text(body in "[#a é{}?\n-]{0,60}") {
            for lack in lint(&body, &template()) {
                prop_assert!(body.get(lack.range).is_some());
            }
        }
    }
}
