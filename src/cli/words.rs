//! WHEN, WHO and records, as they are typed on the command line.

use super::Session;
use super::answer::note;
use crate::desk::team;
use crate::store::{Change, Refusal};
use crate::text::{names, when};

impl Session {
    /// A date as people type it. Where it has two readings the likelier is taken and both are said.
    pub fn when(&self, typed: &str) -> Result<when::When, Refusal> {
        let readings = when::parse(typed, self.now)?;
        if let [first, other, ..] = readings.as_slice() {
            note(&format!("“{typed}” is read as {first}; if {other} was meant, type that."));
        }
        readings.first().copied().ok_or_else(|| Refusal::rule(format!("“{typed}” is no date.")))
    }

    /// A day that has been, in ISO form.
    pub fn past(&self, typed: &str) -> Result<String, Refusal> {
        let readings = when::parse_past(typed, self.today())?;
        readings.first().map(|w| w.date.to_string()).ok_or_else(|| Refusal::rule(format!("“{typed}” is no date.")))
    }

    /// The member of the team that is meant: by the whole name however capitalised, else by any part that only one has.
    pub fn member(&self, typed: &str) -> Result<String, Refusal> {
        let all: Vec<String> = team::repo::all(self.db())?.into_iter().map(|m| m.name).collect();
        pick(&all, typed).map_err(|fits| nobody(typed, &fits, &all))
    }

    /// The name of a member to write into a record, with the change that adds the member where it is a new name.
    pub fn somebody(&self, typed: &str, role: &str) -> Result<(String, Option<Change>), Refusal> {
        let name = typed.trim();
        if name.is_empty() {
            return Err("A name is needed, not an empty word.".into());
        }
        match team::repo::named(self.db(), name)? {
            Some(member) => Ok((member.name, None)),
            None => Ok((name.to_owned(), team::repo::ensure(self.db(), name, role, self.now)?)),
        }
    }
}

/// The one name that is meant, or those that fit.
pub fn pick(all: &[String], typed: &str) -> Result<String, Vec<String>> {
    let wanted = names::fold(typed.trim());
    if let Some(same) = all.iter().find(|n| names::fold(n) == wanted) {
        return Ok(same.clone());
    }
    let fits: Vec<String> =
        all.iter().filter(|n| !wanted.is_empty() && names::fold(n).contains(&wanted)).cloned().collect();
    match fits.as_slice() {
        [one] => Ok(one.clone()),
        _ => Err(fits),
    }
}

fn nobody(typed: &str, fits: &[String], all: &[String]) -> Refusal {
    Refusal::rule(if fits.is_empty() {
        format!("Nobody in the team is called “{typed}”. The team: {}.", all.join(", "))
    } else {
        format!("“{typed}” may be {}. Type more of the name.", fits.join(" or "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_meant_whole_or_by_a_part_that_only_one_has() {
        let all: Vec<String> = ["Dr A Patel", "Dr Patel-Jones", "Sam"].map(str::to_owned).into();
        assert_eq!(pick(&all, "dr a patel").unwrap(), "Dr A Patel");
        assert_eq!(pick(&all, "sa").unwrap(), "Sam");
        assert_eq!(pick(&all, "patel").unwrap_err().len(), 2);
        assert!(pick(&all, "").unwrap_err().is_empty());
        assert!(pick(&all, "lee").unwrap_err().is_empty());
    }
}
