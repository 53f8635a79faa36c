//! What a patient's needs ask of a slot: a clinic that has what is needed, or a talk on the telephone instead of a visit.

use super::model::{Appointment, Clinic, Need, Session};
use crate::text::names;

/// What a place has or has not; it cannot be brought along.
const OF_PLACE: &[&str] = &["hoist", "bariatric", "wheelchair", "ground floor", "step-free"];

/// What a place must have for an appointment of this kind; nothing where the patient does not come.
pub fn place_for(one: &Appointment, kind: &str) -> Vec<String> {
    if matches!(kind, "telephone" | "video") { Vec::new() } else { of_place(&one.needs) }
}

/// What of these needs a place must have, in the words that a clinic's notes or its room may hold.
fn of_place(needs: &[Need]) -> Vec<String> {
    let asked = |word: &&str| needs.iter().any(|n| names::fold(&n.what).contains(*word));
    OF_PLACE.iter().copied().filter(asked).map(str::to_owned).collect()
}

/// Whether the patient is not to be asked to come: `telephone only`.
pub fn telephone_only(needs: &[Need]) -> bool {
    needs.iter().any(|n| names::fold(&n.what).contains("phone only"))
}

impl Clinic {
    /// Whether its name, its place or its notes say that it has this.
    pub fn has(&self, word: &str) -> bool {
        says(&[&self.name, &self.site, &self.room, &self.notes], word)
    }
}

impl Session {
    /// Whether its name, its place or its notes say that it has this.
    pub fn has(&self, word: &str) -> bool {
        says(&[&self.name, &self.site, &self.room, &self.notes], word)
    }
}

/// `no hoist` says that there is none.
fn says(texts: &[&str], word: &str) -> bool {
    let has = |text: &&&str| {
        let text = names::fold(text);
        text.contains(word) && !text.contains(&format!("no {word}")) && !text.contains(&format!("not {word}"))
    };
    texts.iter().any(|text| has(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(what: &str) -> Vec<Need> {
        vec![Need { what: what.into(), task_id: None }]
    }

    #[test]
    fn what_a_place_must_have_is_told_from_what_is_arranged() {
        assert_eq!(of_place(&need("Hoist, two carers")), ["hoist"]);
        assert_eq!(of_place(&need("ground floor, wheelchair")), ["wheelchair", "ground floor"]);
        assert!(of_place(&need("Polish interpreter")).is_empty());
        assert!(telephone_only(&need("Telephone only")) && !telephone_only(&need("telephone with an amplifier")));
    }

    #[test]
    fn a_place_has_what_is_said_of_it() {
        let clinic =
            |notes: &str| Clinic { room: "Room 4 (ground floor)".into(), notes: notes.into(), ..Clinic::default() };
        assert!(clinic("Hoist in Room 4").has("hoist") && clinic("").has("ground floor"));
        assert!(!clinic("There is no hoist").has("hoist") && !clinic("").has("hoist"));
    }
}
