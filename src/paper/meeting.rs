//! The agenda and the minutes of a meeting as data: what one reader may see of them.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Value, json};

use super::day_sheet::printed;
use super::engine::{Options, PaperError, typeset};
use super::view::{many, one};

const LAYOUT: &str = include_str!("../../assets/paper/meeting.typ");

/// Which of the two it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MeetingKind {
    /// What is to be taken up.
    #[default]
    Agenda,
    /// What was said, decided and asked for.
    Minutes,
}

/// An agenda or minutes. What a reader may not see must not stand in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeetingDoc {
    /// Hospital and department.
    pub head: String,
    /// Which of the two.
    pub kind: MeetingKind,
    /// `Board 3/2026`.
    pub name: String,
    /// When, where, who: label and value.
    pub facts: Vec<(String, String)>,
    /// `Draft, not approved`; `Without confidential items`.
    pub mark: String,
    /// The items.
    pub items: Vec<MeetingItem>,
    /// The papers: number of the item, title, state.
    pub papers: Vec<(String, String, String)>,
    /// What was corrected when it was approved.
    pub corrections: String,
    /// Whether there is a line to sign on.
    pub sign: bool,
    /// When it was made.
    pub made_at: NaiveDateTime,
    /// Who made it.
    pub made_by: String,
}

/// An item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeetingItem {
    /// `4`.
    pub number: String,
    /// `14:20`.
    pub time: String,
    /// What it is about.
    pub title: String,
    /// For what, who brings it, how long.
    pub facts: String,
    /// What was said, in paragraphs.
    pub text: Vec<String>,
    /// What was decided.
    pub decisions: Vec<String>,
    /// What was asked for.
    pub actions: Vec<MeetingAction>,
    /// What is gone through under it.
    pub listed: Vec<MeetingAction>,
}

/// An action.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeetingAction {
    /// `3/2026-2`.
    pub number: String,
    /// Who.
    pub who: String,
    /// By when.
    pub by: String,
    /// What.
    pub what: String,
}

impl MeetingDoc {
    /// The document as an accessible PDF.
    ///
    /// # Errors
    /// A text that no accessible PDF can hold.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let title = format!("{}: {}", self.word(), self.name);
        let author = if self.head.is_empty() { self.made_by.clone() } else { self.head.clone() };
        typeset(LAYOUT, &self.data(), &Options { title, author, date: self.day() })
    }

    fn day(&self) -> NaiveDate {
        self.made_at.date()
    }

    fn word(&self) -> &'static str {
        match self.kind {
            MeetingKind::Agenda => "Agenda",
            MeetingKind::Minutes => "Minutes",
        }
    }

    fn data(&self) -> Value {
        let papers = self.papers.iter();
        json!({
            "head": one(&self.head),
            "kind": self.word(),
            "name": one(&self.name),
            "facts": self.facts.iter().map(|(l, v)| json!({"label": one(l), "value": one(v)})).collect::<Vec<_>>(),
            "mark": one(&self.mark),
            "items": self.items.iter().map(item).collect::<Vec<_>>(),
            "papers": papers.map(|(n, t, s)| json!({"number": one(n), "title": one(t), "state": one(s)})).collect::<Vec<_>>(),
            "corrections": one(&self.corrections),
            "sign": self.sign,
            "foot": printed(self.made_at, &self.made_by),
        })
    }
}

fn item(item: &MeetingItem) -> Value {
    json!({
        "number": one(&item.number),
        "time": one(&item.time),
        "title": one(&item.title),
        "facts": one(&item.facts),
        "text": many(&item.text),
        "decisions": many(&item.decisions),
        "actions": item.actions.iter().map(action).collect::<Vec<_>>(),
        "listed": item.listed.iter().map(action).collect::<Vec<_>>(),
    })
}

fn action(action: &MeetingAction) -> Value {
    json!({"number": one(&action.number), "who": one(&action.who), "by": one(&action.by), "what": one(&action.what)})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agendas_and_minutes_are_set_full_and_empty() {
        let action = MeetingAction {
            number: "1/2026-1".into(),
            who: "Bob Ray".into(),
            by: "20 March 2026".into(),
            what: "#import send [the] *figures*".into(),
        };
        let full = MeetingItem {
            number: "1".into(),
            time: "14:00".into(),
            title: "Budget $x$ #let".into(),
            facts: "Bob Ray · decision".into(),
            text: vec!["It was noted.".into(), "And again.".into()],
            decisions: vec!["It stands.".into()],
            actions: vec![action.clone()],
            listed: vec![action],
        };
        for kind in [MeetingKind::Agenda, MeetingKind::Minutes] {
            for items in [Vec::new(), vec![full.clone()], vec![full.clone(); 60]] {
                let papers = vec![("1".into(), "Budget".into(), "here".into())];
                let facts = vec![("When".into(), "today".into())];
                let doc = MeetingDoc {
                    kind,
                    name: "Board".into(),
                    items,
                    papers,
                    facts,
                    sign: true,
                    corrections: "x".into(),
                    ..MeetingDoc::default()
                };
                assert!(doc.pdf().unwrap().starts_with(b"%PDF-1."));
            }
        }
    }
}
