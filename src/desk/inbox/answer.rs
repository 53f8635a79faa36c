//! What of the answer card may be told to this caller.

use chrono::NaiveDateTime;

use crate::desk::people::model::AnswerCard;
use crate::desk::people::repo;
use crate::store::{Db, Refusal};
use crate::ui::prose::Para;

/// What of a record may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "four things, each told or not by itself")]
pub(super) struct Scope {
    /// Appointments.
    pub appointments: bool,
    /// Letters.
    pub letters: bool,
    /// Results.
    pub results: bool,
    /// The record itself: dates, numbers, queries, promises.
    pub rest: bool,
}

impl Scope {
    /// Everything: the patient asks.
    pub const WHOLE: Self = Self { appointments: true, letters: true, results: true, rest: true };

    /// What the words of a consent allow.
    pub fn of(words: &str) -> Self {
        let words = words.to_lowercase();
        let has = |part: &str| words.contains(part);
        if ["everything", "all", "anything", "full"].iter().any(|w| words.split_whitespace().any(|p| p == *w)) {
            return Self::WHOLE;
        }
        Self { appointments: has("appointment"), letters: has("letter"), results: has("result"), rest: false }
    }

    /// Whether anything at all may be told.
    pub fn any(self) -> bool {
        self.appointments || self.letters || self.results || self.rest
    }
}

/// The sentences of an answer card that a caller may hear, each with what it is about.
pub(super) fn paras(card: &AnswerCard, scope: Scope) -> Vec<Para> {
    let one = |may: bool, label: &str, text: &String| may.then(|| Para::fact(label, text.clone()));
    let many = |may: bool, label: &str, all: &[String]| -> Vec<Para> {
        all.iter().filter(|_| may).map(|t| Para::fact(label, t.clone())).collect()
    };
    let mut paras: Vec<Para> = one(scope.letters, "Letter", &card.letter)
        .into_iter()
        .chain(one(scope.appointments, "Appointment", &card.appointment))
        .collect();
    paras.extend(many(scope.results, "Result", &card.results));
    paras.extend(many(scope.rest, "Promise", &card.promises));
    paras.extend(many(scope.rest, "Query", &card.queries));
    paras
}

/// The answer card of a patient, as this caller may hear it.
pub(super) fn card(db: Db<'_>, patient: &str, scope: Scope, now: NaiveDateTime) -> Result<Vec<Para>, Refusal> {
    Ok(paras(&repo::answer_card(db, patient, now)?, scope))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_lets_through_what_it_names() {
        let card = AnswerCard {
            letter: "a".into(),
            appointment: "b".into(),
            queries: vec!["c".into()],
            promises: vec!["d".into()],
            results: vec!["e".into()],
            ..AnswerCard::default()
        };
        let labels = |scope: Scope| -> Vec<String> { paras(&card, scope).into_iter().map(|p| p.label).collect() };
        assert_eq!(labels(Scope::of("appointments only")), ["Appointment"]);
        assert_eq!(labels(Scope::of("letters and appointments")), ["Letter", "Appointment"]);
        assert!(labels(Scope::of("nothing")).is_empty() && !Scope::of("nothing").any());
        assert_eq!(labels(Scope::of("everything")).len(), 5);
        assert_eq!(Scope::of("everything"), Scope::WHOLE);
    }
}
