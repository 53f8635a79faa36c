//! What a patient's needs ask of a slot: a clinic that has what is needed, or a talk on the telephone instead of a visit.

use super::model::{Appointment, Clinic, Need, Session};
use crate::text::names;

/// What a place has or has not; it cannot be brought along.
const OF_PLACE: &[&str] = &["hoist", "bariatric", "wheelchair", "ground floor", "step-free"];

/// Whether the patient does not come for an appointment of this kind.
pub fn at_home(kind: &str) -> bool {
    matches!(kind, "telephone" | "video")
}

/// What of a place a clinic says that it has.
pub fn places_of(clinic: &Clinic) -> Vec<String> {
    OF_PLACE.iter().filter(|word| clinic.has(word)).map(|word| (*word).to_owned()).collect()
}

/// What a place must have for an appointment of this kind; nothing where the patient does not come.
pub fn place_for(one: &Appointment, kind: &str) -> Vec<String> {
    if at_home(kind) { Vec::new() } else { of_place(&one.needs) }
}

/// What a place is to have, as typed: `hoist, ground floor`.
///
/// # Errors
/// It is nothing that a place can be asked for.
pub fn read_place(text: &str) -> Result<Vec<String>, String> {
    let typed = text.split([',', ';']).map(names::fold).filter(|t| !t.is_empty());
    let known = |t: String| OF_PLACE.iter().copied().find(|word| word.starts_with(&t)).map(str::to_owned).ok_or(t);
    typed.map(known).collect::<Result<_, _>>().map_err(|_| format!("A place may have: {}.", OF_PLACE.join(", ")))
}

/// What of these needs a place must have, in the words that a clinic's notes or its room may hold.
pub fn of_place(needs: &[Need]) -> Vec<String> {
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
    fn what_a_place_is_to_have_is_read_as_typed() {
        assert_eq!(read_place(" Hoist, ground ").unwrap(), ["hoist", "ground floor"]);
        assert!(read_place("").unwrap().is_empty());
        assert!(read_place("sauna").unwrap_err().contains("hoist, bariatric"));
    }

    #[test]
    fn a_place_has_what_is_said_of_it() {
        let clinic =
            |notes: &str| Clinic { room: "Room 4 (ground floor)".into(), notes: notes.into(), ..Clinic::default() };
        assert!(clinic("Hoist in Room 4").has("hoist") && clinic("").has("ground floor"));
        assert!(!clinic("There is no hoist").has("hoist") && !clinic("").has("hoist"));
    }
}
