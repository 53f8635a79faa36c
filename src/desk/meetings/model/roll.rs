//! Who belongs to a meeting, who came, and whether they are enough.

use serde::{Deserialize, Serialize};

use crate::text::names::fold;

/// The parts that somebody has in a meeting. The first three and the members count for the quorum, all but the secretary.
pub const PARTS: &[&str] = &["chair", "deputy chair", "secretary", "member", "in attendance"];

/// How somebody stands to a meeting: before it the first three, from its beginning on the rest.
pub const COMING: &[&str] = &["invited", "attending", "apologies", "present", "late", "deputy", "absent"];

/// Somebody of a series or a meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seat {
    /// Name, as people say it: `Ann Lee`.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// One of [`PARTS`].
    pub part: String,
    /// Whether they may see what is confidential.
    pub confidential: bool,
    /// Who comes in their place.
    pub deputy: String,
    /// One of [`COMING`]; in a series empty.
    pub coming: String,
    /// When they came late, `14:20`.
    pub at: String,
}

/// Whether enough are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quorum {
    /// So many are needed; 0: none is set.
    pub needed: i64,
    /// So many of those who count are there.
    pub there: i64,
    /// So many count.
    pub of: i64,
}

impl Seat {
    /// A member of that name.
    pub fn member(name: &str) -> Self {
        Self { name: name.into(), part: "member".into(), confidential: true, ..Self::default() }
    }

    /// Whether they count for the quorum.
    pub fn counts(&self) -> bool {
        matches!(self.part.as_str(), "chair" | "deputy chair" | "member")
    }

    /// Whether they, or somebody in their place, are there.
    pub fn is_there(&self) -> bool {
        matches!(self.coming.as_str(), "present" | "late" | "deputy")
    }

    /// Invited to a meeting that is made from the series.
    #[must_use]
    pub fn invited(&self) -> Self {
        Self { coming: "invited".into(), at: String::new(), ..self.clone() }
    }

    /// `Ann Lee (chair)`, with who comes in their place.
    pub fn label(&self) -> String {
        let part = if self.part == "member" { String::new() } else { format!(" ({})", self.part) };
        match self.coming.as_str() {
            "deputy" => format!("{} for {}{part}", self.deputy, self.name),
            "late" if !self.at.is_empty() => format!("{}{part}, from {}", self.name, self.at),
            _ => format!("{}{part}", self.name),
        }
    }
}

impl Quorum {
    /// Of those on a roll.
    pub fn of(roll: &[Seat], needed: i64) -> Self {
        let count = |fits: fn(&Seat) -> bool| roll.iter().filter(|s| fits(s)).count() as i64;
        Self { needed, there: count(|s| s.counts() && s.is_there()), of: count(Seat::counts) }
    }

    /// Whether enough are there.
    pub fn is_met(self) -> bool {
        self.there >= self.needed
    }

    /// `quorum 3: 2 there, not quorate`.
    pub fn words(self) -> String {
        match (self.needed, self.is_met()) {
            (0, _) => format!("{} of {} there", self.there, self.of),
            (n, true) => format!("quorum {n}: {} there, quorate", self.there),
            (n, false) => format!("quorum {n}: {} there, NOT quorate", self.there),
        }
    }
}

/// The one of a roll that the words name: a whole name, else the only one of whose name a word begins with each of them.
///
/// # Errors
/// Nobody or more than one, with their names.
pub fn named<'a>(roll: &'a [Seat], words: &str) -> Result<&'a Seat, String> {
    let wanted = fold(words);
    if let Some(one) = roll.iter().find(|s| fold(&s.name) == wanted) {
        return Ok(one);
    }
    let fits = |s: &&Seat| {
        let name = fold(&s.name);
        let mut typed = wanted.split_whitespace();
        !wanted.is_empty() && typed.all(|w| name.split_whitespace().any(|n| n.starts_with(w)))
    };
    let found: Vec<&Seat> = roll.iter().filter(fits).collect();
    let all = |of: &[&Seat]| of.iter().map(|s| s.name.clone()).collect::<Vec<_>>().join(", ");
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(format!(
            "Nobody of this meeting is called “{words}”. On it are: {}.",
            all(&roll.iter().collect::<Vec<_>>())
        )),
        many => Err(format!("More than one is called “{words}”: {}.", all(many))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roll() -> Vec<Seat> {
        let part = |name: &str, part: &str, coming: &str| Seat {
            part: part.into(),
            coming: coming.into(),
            ..Seat::member(name)
        };
        vec![
            part("Ann Lee", "chair", "present"),
            part("Bob Ray", "member", "late"),
            part("Bob Stone", "member", "apologies"),
            part("Jo Marlow", "secretary", "present"),
            part("Kim Ho", "in attendance", "present"),
        ]
    }

    #[test]
    fn only_members_count_for_the_quorum() {
        let quorum = Quorum::of(&roll(), 3);
        assert_eq!(quorum, Quorum { needed: 3, there: 2, of: 3 });
        assert_eq!(quorum.words(), "quorum 3: 2 there, NOT quorate");
        assert_eq!(Quorum::of(&roll(), 2).words(), "quorum 2: 2 there, quorate");
        assert_eq!(Quorum::of(&roll(), 0).words(), "2 of 3 there");
    }

    #[test]
    fn somebody_is_named_by_the_beginning_of_a_name() {
        assert_eq!(named(&roll(), "ann").unwrap().name, "Ann Lee");
        assert_eq!(named(&roll(), "b stone").unwrap().name, "Bob Stone");
        assert!(named(&roll(), "bob").unwrap_err().contains("More than one is called “bob”: Bob Ray, Bob Stone."));
        assert!(named(&roll(), "zoe").unwrap_err().starts_with("Nobody of this meeting is called “zoe”."));
    }
}
