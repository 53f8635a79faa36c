//! A page of the team as data: a handover, the start or the end of a day, in sections of lines.

use chrono::NaiveDateTime;
use serde_json::{Value, json};

use super::day_sheet::printed;
use super::engine::{Options, PaperError, typeset};
use super::view::{many, one};

const LAYOUT: &str = include_str!("../../assets/paper/team-note.typ");

/// The cells of a line: `!` where it is late, when, what, whose.
pub type NoteCells = [String; 4];

/// A page of the team.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TeamNote {
    /// Hospital and department.
    pub head: String,
    /// What it is.
    pub title: String,
    /// What is known first.
    pub lead: Vec<String>,
    /// Heading, what is said where it is empty, and the lines of each section.
    pub sections: Vec<(String, String, Vec<NoteCells>)>,
    /// When it was printed.
    pub printed_at: NaiveDateTime,
    /// Who printed it.
    pub printed_by: String,
}

impl TeamNote {
    /// The page as an accessible PDF.
    ///
    /// # Errors
    /// A text that no accessible PDF can hold.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let author = if self.head.is_empty() { self.printed_by.clone() } else { self.head.clone() };
        typeset(LAYOUT, &self.data(), &Options { title: self.title.clone(), author, date: self.printed_at.date() })
    }

    fn data(&self) -> Value {
        let line =
            |l: &NoteCells| json!({ "late": l[0] == "!", "when": one(&l[1]), "what": one(&l[2]), "whose": one(&l[3]) });
        let section = |(heading, none, lines): &(String, String, Vec<NoteCells>)| json!({ "heading": one(heading), "none": one(none), "lines": lines.iter().map(line).collect::<Vec<_>>() });
        json!({
            "head": one(&self.head),
            "title": one(&self.title),
            "lead": many(&self.lead),
            "sections": self.sections.iter().map(section).collect::<Vec<_>>(),
            "printed": printed(self.printed_at, &self.printed_by),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_set_whatever_is_in_it() {
        let line = ["!", "14:00", "Query OKAFOR *bold* #read(\"x\")", "Kit"].map(str::to_owned);
        for lines in [0, 1, 200] {
            let sections = vec![("Late".into(), "Nothing is late.".into(), vec![line.clone(); lines])];
            let lead = vec!["Two are away.".into()];
            let note = TeamNote { title: "Start of the day".into(), lead, sections, ..TeamNote::default() };
            assert!(note.pdf().unwrap().starts_with(b"%PDF-1."), "{lines}");
        }
    }
}
