//! Reads the lists in `assets/words/`: one entry a line, its fields between bars, `//` before a note, `##` before a heading.

use super::{Entry, Kind};

/// A line of a list, cut at its bars, and the heading it stands under.
pub(super) struct Line<'a> {
    pub heading: &'a str,
    fields: Vec<&'a str>,
}

impl<'a> Line<'a> {
    pub fn field(&self, at: usize) -> &'a str {
        self.fields.get(at).copied().unwrap_or_default()
    }

    /// A field that is a list: its items between `by`.
    fn list(&self, at: usize, by: char) -> Vec<String> {
        self.field(at).split(by).map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
    }
}

/// The lines of a list that say something.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut heading = "";
    text.lines().filter_map(move |line| {
        if let Some(name) = line.strip_prefix("## ") {
            heading = name.trim();
            return None;
        }
        let said = !line.starts_with("//") && !line.trim().is_empty();
        said.then(|| Line { heading, fields: line.split('|').map(str::trim).collect() })
    })
}

/// `term; variant | plain English | meaning | how it is spelt | parts`
pub(super) fn terms(text: &str) -> impl Iterator<Item = Entry> + '_ {
    lines(text).map(|line| {
        let mut names = line.list(0, ';').into_iter();
        Entry {
            variants: names.by_ref().skip(1).collect(),
            subject: line.heading.to_owned(),
            plain: line.field(1).to_owned(),
            meaning: line.field(2).to_owned(),
            spelling: line.field(3).to_owned(),
            parts: line.list(4, ' '),
            ..Entry::new(line.field(0).split(';').next().unwrap_or_default().trim(), Kind::Term)
        }
    })
}

/// `abbreviation | meaning; another meaning | plain English`
pub(super) fn abbreviations(text: &str) -> impl Iterator<Item = Entry> + '_ {
    lines(text).map(|line| Entry {
        subject: line.heading.to_owned(),
        plain: line.field(2).to_owned(),
        meaning: line.field(1).to_owned(),
        ..Entry::new(line.field(0), Kind::Abbreviation)
    })
}

/// `part; another form | what it means | words with it`
pub(super) fn parts(text: &str) -> impl Iterator<Item = Entry> + '_ {
    lines(text).map(|line| {
        let names = line.list(0, ';');
        Entry {
            variants: names.iter().skip(1).cloned().collect(),
            subject: line.heading.to_owned(),
            meaning: line.field(1).to_owned(),
            spelling: if line.field(2).is_empty() { String::new() } else { format!("As in {}.", line.field(2)) },
            ..Entry::new(names.first().map_or("", String::as_str), Kind::Part)
        }
    })
}
