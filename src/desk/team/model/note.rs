//! A page that is told: a handover, the start of a day, its end, machines and materials. As text, on the screen, on paper.

/// A page with its sections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// What it is: `Handover · Jo Marlow · Tue 03-Mar-2026 09:41`.
    pub title: String,
    /// What is known first, a sentence each.
    pub lead: Vec<String>,
    /// Its sections; one without lines stands there with what that means.
    pub sections: Vec<Section>,
}

/// A part of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Its lines.
    pub lines: Vec<NoteLine>,
    /// What is said where there is none.
    pub none: String,
}

/// A line of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteLine {
    /// Over its limit, or to be acted on.
    pub late: bool,
    /// When, how late, or what kind.
    pub when: String,
    /// What.
    pub what: String,
    /// Whose it is.
    pub whose: String,
    /// The record behind it: its table and identifier.
    pub opens: Option<(String, String)>,
}

impl NoteLine {
    /// A line of a time and words.
    pub fn new(when: impl Into<String>, what: impl Into<String>, whose: impl Into<String>) -> Self {
        Self { when: when.into(), what: what.into(), whose: whose.into(), ..Self::default() }
    }

    /// The same line, to be acted on.
    #[must_use]
    pub fn late(self, late: bool) -> Self {
        Self { late, ..self }
    }

    /// The same line with the record behind it.
    #[must_use]
    pub fn opens(self, kind: &str, id: &str) -> Self {
        Self { opens: Some((kind.into(), id.into())), ..self }
    }
}

impl Section {
    /// A section with its lines.
    pub fn new(heading: impl Into<String>, none: &str, lines: Vec<NoteLine>) -> Self {
        Self { heading: heading.into(), none: none.into(), lines }
    }

    /// The same with at most so many lines, and how many more there are.
    #[must_use]
    pub fn at_most(mut self, most: usize) -> Self {
        let more = self.lines.len().saturating_sub(most);
        self.lines.truncate(most);
        if more > 0 {
            self.lines.push(NoteLine::new("", format!("and {more} more"), ""));
        }
        self
    }
}

impl Note {
    /// As plain text, to be pasted or read aloud.
    pub fn text(&self) -> String {
        let mut out = vec![self.title.clone(), "=".repeat(self.title.chars().count())];
        out.extend(self.lead.iter().cloned());
        for section in &self.sections {
            out.push(String::new());
            out.push(section.heading.clone());
            out.push("-".repeat(section.heading.chars().count()));
            if section.lines.is_empty() {
                out.push(section.none.clone());
            }
            let wide = section.lines.iter().map(|l| l.when.chars().count()).max().unwrap_or(0);
            out.extend(section.lines.iter().map(|l| text_line(l, wide)));
        }
        out.push(String::new());
        out.join("\n")
    }

    /// How many lines are to be acted on.
    pub fn late(&self) -> usize {
        self.sections.iter().flat_map(|s| &s.lines).filter(|l| l.late).count()
    }
}

fn text_line(line: &NoteLine, wide: usize) -> String {
    let sign = if line.late { "!" } else { " " };
    let whose = if line.whose.is_empty() { String::new() } else { format!("  ({})", line.whose) };
    format!("{sign} {:<wide$}  {}{whose}", line.when, line.what).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_text() {
        let lines = vec![
            NoteLine::new("14:00", "Ring OKAFOR back", "Kit").late(true),
            NoteLine::new("tomorrow", "Papers to Board", ""),
            NoteLine::new("x", "y", ""),
        ];
        let note = Note {
            title: "Start".into(),
            lead: vec!["Two are away.".into()],
            sections: vec![
                Section::new("Promised", "Nothing is.", lines).at_most(2),
                Section::new("Late", "Nothing is late.", Vec::new()),
            ],
        };
        let text = "Start\n=====\nTwo are away.\n\nPromised\n--------\n! 14:00     Ring OKAFOR back  (Kit)\n  tomorrow  \
                    Papers to Board\n            and 1 more\n\nLate\n----\nNothing is late.\n";
        assert_eq!(note.text(), text);
        assert_eq!(note.late(), 1);
    }
}
