//! Absences and their cover: who is away, and what comes in for them meanwhile goes to whom.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{ItemKind, record};
use crate::clock::stamp;
use crate::store::new_id;
use crate::text::{dates, names};

/// Why somebody is away.
pub const KINDS: &[&str] = &["annual", "sick", "study", "other"];

/// One line of a cover plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// `letters`, `dictations`, `queries`, `tasks`; empty: all of them.
    pub what: String,
    /// Only what is about this consultant's patients; empty: whosoever's.
    pub consultant: String,
    /// Who has it, in turn.
    pub to: Vec<String>,
}

/// Somebody is away.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Absence {
    /// Identifier.
    pub id: String,
    /// Who.
    pub member: String,
    /// One of [`KINDS`].
    pub kind: String,
    /// From when, ISO time.
    pub from_at: String,
    /// Until when, ISO time; none: nobody knows.
    pub until_at: Option<String>,
    /// The cover plan.
    pub turns: Vec<Turn>,
    /// A note.
    pub note: String,
    /// Its entry in the diary.
    pub entry_id: Option<String>,
    /// When they were back and had their work again, ISO time.
    pub returned_at: Option<String>,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

record!(Absence, "absence");

/// An item that somebody has for another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Handed {
    /// Identifier.
    pub id: String,
    /// `letter`, `query` or `task`.
    pub kind: String,
    /// The item.
    pub item_id: String,
    /// Whose it is.
    pub from_name: String,
    /// Who has it.
    pub to_name: String,
    /// `cover`: it came by the plan; `share`: it was shared out or moved.
    pub why: String,
    /// While this absence lasts.
    pub absence_id: String,
    /// Since when, ISO time.
    pub at: String,
    /// When it was given back or stayed for good, ISO time.
    pub back_at: Option<String>,
}

record!(Handed, "handed");

fn moment(iso: &str) -> Option<NaiveDateTime> {
    iso.parse().ok()
}

impl Absence {
    /// An absence from a moment on, with no end yet.
    pub fn new(member: &str, kind: &str, from: NaiveDateTime, now: NaiveDateTime) -> Self {
        Self {
            id: new_id(),
            member: member.into(),
            kind: kind.into(),
            from_at: stamp(from),
            created_at: stamp(now),
            ..Self::default()
        }
    }

    /// When it begins.
    pub fn from(&self) -> NaiveDateTime {
        moment(&self.from_at).unwrap_or_default()
    }

    /// When it ends, where that is known.
    pub fn until(&self) -> Option<NaiveDateTime> {
        self.until_at.as_deref().and_then(moment)
    }

    /// Whether they are away at a moment.
    pub fn is_on(&self, at: NaiveDateTime) -> bool {
        self.returned_at.is_none()
            && self.binned_at.is_none()
            && self.from() <= at
            && self.until().is_none_or(|end| at <= end)
    }

    /// Whether it is still to come.
    pub fn is_to_come(&self, at: NaiveDateTime) -> bool {
        self.returned_at.is_none() && self.from() > at
    }

    /// Whether its end is over and the work was not given back yet.
    pub fn is_due_back(&self, at: NaiveDateTime) -> bool {
        self.returned_at.is_none() && self.until().is_some_and(|end| end < at)
    }

    /// What must hold of it.
    ///
    /// # Errors
    /// No member, or an end before its start.
    pub fn check(&self) -> Result<(), String> {
        if self.member.trim().is_empty() {
            return Err("Say who is away.".into());
        }
        if moment(&self.from_at).is_none() {
            return Err("Say from when: today, mon, 14/3.".into());
        }
        if self.until().is_some_and(|end| end < self.from()) {
            return Err("The last day is before the first.".into());
        }
        let own = |t: &Turn| t.to.iter().any(|n| names::fold(n) == names::fold(&self.member));
        if self.turns.iter().any(own) {
            return Err(format!("{} cannot cover for themselves.", self.member));
        }
        Ok(())
    }

    /// They are back.
    ///
    /// # Errors
    /// They are back already, or are not away yet.
    pub fn returned(&self, now: NaiveDateTime) -> Result<Self, String> {
        if self.returned_at.is_some() {
            return Err(format!("{} is back already.", self.member));
        }
        if self.is_to_come(now) {
            return Err(format!("{} is not away yet: Del takes the leave away.", self.member));
        }
        let until_at = match self.until() {
            Some(end) if end <= now => self.until_at.clone(),
            _ => Some(stamp(now)),
        };
        Ok(Self { until_at, returned_at: Some(stamp(now)), ..self.clone() })
    }

    /// Who may have a new item, the line of the plan that says most of it first: kind and consultant, consultant, kind, all.
    pub fn covers(&self, kind: ItemKind, is_dictation: bool, consultant: &str) -> &[String] {
        let own = names::fold(consultant);
        let fits = |t: &&Turn| {
            let what = match t.what.as_str() {
                "" => true,
                "dictations" => kind == ItemKind::Letter && is_dictation,
                what => what == kind.plural(),
            };
            what && (t.consultant.is_empty() || (!own.is_empty() && names::fold(&t.consultant) == own))
        };
        let says = |t: &&Turn| {
            let what = match t.what.as_str() {
                "" => 0,
                "dictations" => 2,
                _ => 1,
            };
            (!t.consultant.is_empty(), what)
        };
        // Of two that say as much the first is taken.
        self.turns.iter().filter(fits).rev().max_by_key(says).map_or(&[], |t| t.to.as_slice())
    }

    /// `annual leave`, `sick`.
    pub fn word(&self) -> &str {
        match self.kind.as_str() {
            "annual" => "annual leave",
            "study" => "study leave",
            "other" => "away",
            word => word,
        }
    }

    /// `03-Mar-2026 to 17-Mar-2026`.
    pub fn days(&self) -> String {
        let end = self.until().map_or_else(|| "end not known".into(), |at| format!("to {}", shown(at)));
        format!("{} {end}", shown(self.from()))
    }

    /// `away (sick) until 17-Mar-2026, Kit covers`.
    pub fn said(&self) -> String {
        let end = self.until().map_or_else(|| "end not known".into(), |at| format!("until {}", shown(at)));
        let cover = turns_said(&self.turns);
        let cover = if cover.is_empty() { "nobody covers".into() } else { format!("cover: {cover}") };
        format!("{}, {end}, {cover}", self.word())
    }

    /// The last day of it, where its end is known.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.until().map(|at| at.date())
    }
}

/// A day, with its time where it is not the whole day.
fn shown(at: NaiveDateTime) -> String {
    let time = at.format("%H:%M").to_string();
    if matches!(time.as_str(), "00:00" | "23:59") { dates::screen(at.date()) } else { dates::stamp(at) }
}

/// The kinds of work that a line of a plan can be for, as they are typed.
const WHAT: &[(&str, &[&str])] = &[
    ("letters", &["letters", "letter", "typing"]),
    ("dictations", &["dictations", "dictation", "audio"]),
    ("queries", &["queries", "query", "calls", "inbox"]),
    ("tasks", &["tasks", "task"]),
    ("", &["all", "everything"]),
];

/// Reads a cover plan, a line each: `Kit, Bev`, `letters: Kit`, `Dr A Patel: Bev`, `queries Dr A Patel: Kit`.
///
/// # Errors
/// A line without a name.
pub fn read_turns(text: &str) -> Result<Vec<Turn>, String> {
    text.split(['\n', ';']).map(str::trim).filter(|l| !l.is_empty()).map(turn).collect()
}

fn turn(line: &str) -> Result<Turn, String> {
    let (for_what, to) = line.split_once(':').unwrap_or(("", line));
    let to: Vec<String> = to.split(',').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect();
    if to.is_empty() {
        return Err(format!("“{line}” names nobody. Write who covers behind the colon: letters: Kit, Bev."));
    }
    let (first, rest) = for_what.trim().split_once(' ').unwrap_or((for_what.trim(), ""));
    let known = WHAT.iter().find(|(_, typed)| typed.contains(&first.to_lowercase().as_str()));
    let (what, consultant) = match known {
        Some((what, _)) => (*what, rest.trim().trim_start_matches("of ").trim()),
        None => ("", for_what.trim()),
    };
    Ok(Turn { what: what.into(), consultant: consultant.into(), to })
}

/// A plan as it is typed, a line each.
pub fn shown_turns(turns: &[Turn]) -> String {
    turns.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn line(turn: &Turn) -> String {
    let of = format!("{} {}", turn.what, turn.consultant);
    let to = turn.to.join(", ");
    if of.trim().is_empty() { to } else { format!("{}: {to}", of.trim()) }
}

/// A plan in one line.
pub fn turns_said(turns: &[Turn]) -> String {
    turns.iter().map(line).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn absence(plan: &str) -> Absence {
        let one = Absence::new("Jo", "sick", at("2026-03-03T00:00:00"), at("2026-03-03T09:41:00"));
        Absence { turns: read_turns(plan).unwrap(), until_at: Some("2026-03-17T23:59:00".into()), ..one }
    }

    #[test]
    fn a_plan_is_typed_and_shown_the_same() {
        let plan = "Kit, Bev\nletters: Ann\nDr A Patel: Bev\nqueries Dr A Patel: Kit\ndictations: Bev";
        assert_eq!(shown_turns(&read_turns(plan).unwrap()), plan);
        assert_eq!(turns_said(&read_turns("calls: Kit; all: Bev").unwrap()), "queries: Kit; Bev");
        assert_eq!(read_turns("letters of Dr Lee: Kit").unwrap()[0].consultant, "Dr Lee");
        assert!(read_turns("letters: ").unwrap_err().contains("names nobody"));
        assert_eq!(read_turns(" \n ").unwrap(), []);
    }

    #[test]
    fn the_line_that_says_most_wins() {
        let one = absence("Kit, Bev\nletters: Ann\nDr A Patel: Bev\nqueries Dr A Patel: Cai\ndictations: Dee");
        let to = |kind, dictation, of: &str| one.covers(kind, dictation, of).join(",");
        assert_eq!(to(ItemKind::Task, false, ""), "Kit,Bev");
        assert_eq!(to(ItemKind::Letter, false, "Dr Lee"), "Ann");
        assert_eq!(to(ItemKind::Letter, true, "Dr Lee"), "Dee");
        assert_eq!(to(ItemKind::Letter, true, "dr a patel"), "Bev");
        assert_eq!(to(ItemKind::Query, false, "Dr A Patel"), "Cai");
        assert_eq!(absence("letters: Ann").covers(ItemKind::Query, false, ""), [] as [String; 0]);
    }

    #[test]
    fn it_begins_and_ends_at_its_hours() {
        let one = absence("Kit");
        assert!(!one.is_on(at("2026-03-02T23:59:00")) && one.is_on(at("2026-03-03T00:00:00")));
        assert!(one.is_on(at("2026-03-17T20:00:00")) && !one.is_on(at("2026-03-18T00:00:00")));
        assert!(one.is_due_back(at("2026-03-18T00:00:00")));
        let open = Absence { until_at: None, ..one.clone() };
        assert!(open.is_on(at("2027-01-01T00:00:00")) && !open.is_due_back(at("2027-01-01T00:00:00")));
        let back = open.returned(at("2026-03-10T08:00:00")).unwrap();
        assert_eq!(back.until_at.as_deref(), Some("2026-03-10T08:00:00"));
        assert!(!back.is_on(at("2026-03-09T08:00:00")), "what came was given back");
        assert!(back.returned(at("2026-03-11T08:00:00")).is_err());
        assert!(one.returned(at("2026-03-01T08:00:00")).unwrap_err().contains("not away yet"));
    }

    #[test]
    fn a_wrong_absence_is_refused() {
        assert!(absence("jo").check().unwrap_err().contains("cannot cover for themselves"));
        assert!(Absence { until_at: Some("2026-03-01T23:59:00".into()), ..absence("Kit") }.check().is_err());
        assert!(Absence { member: " ".into(), ..absence("Kit") }.check().is_err());
        assert_eq!(absence("Kit").said(), "sick, until 17-Mar-2026, cover: Kit");
        assert_eq!(absence("Kit").days(), "03-Mar-2026 to 17-Mar-2026");
    }
}
