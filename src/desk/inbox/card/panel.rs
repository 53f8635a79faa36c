//! Beside the fields: who calls how often, how to treat them, what may be told, and the record once it may be seen.

use chrono::NaiveDate;

use super::CallCard;
use super::permit::Permit;
use crate::desk::inbox::alarms::{Kind, WHAT_TO_DO, WHAT_TO_WRITE_DOWN};
use crate::desk::inbox::{answer, repo};
use crate::desk::people::Patient;
use crate::text::age::age;
use crate::text::{dates, nhs, phone};
use crate::ui::prose::Para;

/// What is done when words are for the safeguarding lead (domain 2.10).
const SAFEGUARDING: &str = "Listen; do not question or investigate; never promise secrecy; write the words down as they \
     are said; take it to the named lead directly.";

impl CallCard {
    /// The text of the banner; empty where nothing is raised.
    pub(super) fn banner(&self) -> String {
        let mut raised: Vec<String> = Vec::new();
        for hit in self.hits.iter().filter(|h| !h.negated) {
            let text = format!("“{}” ({}): {}", hit.phrase, hit.flag, hit.route);
            if !raised.contains(&text) {
                raised.push(text);
            }
        }
        if raised.is_empty() {
            return String::new();
        }
        let grave = self.hits.iter().any(|h| !h.negated && h.kind != Kind::Safeguarding);
        let what = if grave { WHAT_TO_DO.join(" ") } else { String::new() };
        let lead = if super::is_safeguarding(&self.hits) { SAFEGUARDING } else { "" };
        let accepted = match &self.query.accepted_at {
            Some(_) => format!(" Accepted by {}.", self.query.accepted_by),
            None => String::new(),
        };
        format!("! ALARM {}. {what} {lead}{accepted}", raised.join("; "))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// What was said only as denied.
    pub(super) fn mentions(&self) -> String {
        let mut denied: Vec<String> = Vec::new();
        for hit in self.hits.iter().filter(|h| h.negated) {
            if !denied.contains(&hit.phrase) {
                denied.push(hit.phrase.clone());
            }
        }
        if denied.is_empty() {
            return String::new();
        }
        format!("Mentioned, not raised: {}", denied.iter().map(|d| format!("“{d}”")).collect::<Vec<_>>().join(", "))
    }

    /// Everything beside the fields, the most pressing first.
    pub(super) fn panel(&self, wide: bool) -> Vec<Para> {
        let mut paras = Vec::new();
        let person = self.person.as_ref().zip(self.permit());
        if let Some((person, _)) = &person {
            paras.extend(first_notes(&person.patient));
        }
        if self.hits.iter().any(|h| !h.negated) {
            paras.extend(self.to_write_down(wide));
        }
        paras.extend(self.repeat().map(Para::heading));
        if let Some((person, permit)) = person {
            let patient = &person.patient;
            if !person.like.is_empty() {
                let text = format!(
                    "Like-named, or born on the same day: {}. Ask for more than the name.",
                    person.like.join("; ")
                );
                paras.push(Para::error(text));
            }
            paras.extend(asked(&permit, self.need));
            paras.extend(self.record(patient, &permit));
        } else if self.about.is_empty() && self.caller.is_empty() {
            paras.push(Para::dim("Type what the caller gives: any mix of name, date of birth, numbers, postcode. Enter picks; Tab keeps a name that is on no record."));
        }
        paras
    }

    /// What the secretary writes down while the banner is up.
    fn to_write_down(&self, wide: bool) -> Vec<Para> {
        let mut paras = if wide {
            let lines = WHAT_TO_WRITE_DOWN.iter().map(|w| Para::body(format!("- {w}")));
            std::iter::once(Para::heading("Write down")).chain(lines).collect()
        } else {
            vec![Para::body(format!("Write down: {}", WHAT_TO_WRITE_DOWN.join(" · ")))]
        };
        paras.push(Para::dim(self.alarms.notice()));
        paras
    }

    /// "Third call this week, last upset".
    fn repeat(&self) -> Option<String> {
        let (calls, tone) = repo::week_of(&self.earlier, self.now);
        if calls == 0 {
            return None;
        }
        Some(format!("{} call this week, last {}", ordinal(calls + 1), tone.unwrap_or("calm")))
    }

    /// The record, or what of it this caller may be told.
    fn record(&self, patient: &Patient, permit: &Permit) -> Vec<Para> {
        let Some(told) = self.person.as_ref().and_then(|p| p.told.as_ref()) else { return Vec::new() };
        let mut paras = vec![Para::gap()];
        if permit.scope.rest {
            paras.extend(identity(patient, self.now));
        }
        paras.extend(answer::paras(told, permit.scope));
        if permit.scope.rest {
            for earlier in self.earlier.iter().take(3) {
                let day = dates::screen(earlier.received().date());
                paras.push(Para::dim(format!("{day} {} ({}): {}", earlier.kind, earlier.state, earlier.gist())));
            }
            if !self.earlier.is_empty() {
                paras.push(Para::dim("The same matter again? Ctrl-S, then s."));
            }
        }
        paras
    }
}

fn ordinal(n: usize) -> String {
    const WORDS: &[&str] = &["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth"];
    WORDS.get(n.saturating_sub(1)).map_or_else(|| format!("{n}th"), |w| (*w).to_owned())
}

/// What must be known before anything is said; none of it says who the patient is.
fn first_notes(patient: &Patient) -> Vec<Para> {
    let mut paras = Vec::new();
    if patient.died_on.is_some() {
        paras.push(Para::error("This patient has died. Speak with care, and promise nothing."));
    }
    if !patient.safe_note.is_empty() {
        paras.push(Para::error(format!("SAFE CONTACT: {}", patient.safe_note)));
    }
    let needs = [&patient.need_support, &patient.need_professional, &patient.need_contact, &patient.need_format];
    let needs: Vec<&str> = needs.iter().map(|n| n.as_str()).filter(|n| !n.is_empty()).collect();
    if !needs.is_empty() {
        paras.push(Para::fact("Needs", needs.join("; ")));
    }
    if patient.interpreter || !patient.language.is_empty() {
        let language = if patient.language.is_empty() { "language not noted" } else { &patient.language };
        let interpreter = if patient.interpreter { ", with an interpreter" } else { "" };
        paras.push(Para::fact("Speaks", format!("{language}{interpreter}")));
    }
    paras
}

/// What is still to be asked for, and what this caller may hear.
fn asked(permit: &Permit, need: usize) -> Vec<Para> {
    let mut paras = Vec::new();
    if !permit.says.is_empty() {
        paras.push(Para::error(permit.says.clone()));
    }
    if permit.left > 0 {
        let text = format!(
            "The record is hidden until {need} identifiers are ticked ({} to go). Ask openly; read nothing out, correct nothing.",
            permit.left
        );
        paras.push(Para::dim(text));
    }
    paras
}

/// Name, born, gender, NHS number: the banner of the record.
fn identity(patient: &Patient, now: chrono::NaiveDateTime) -> Vec<Para> {
    let born = patient.born.as_deref().and_then(|b| b.parse::<NaiveDate>().ok());
    let born = born.map_or_else(
        || "not known".into(),
        |b| {
            if patient.died_on.is_some() { dates::screen(b) } else { format!("{} ({})", dates::screen(b), age(b, now)) }
        },
    );
    let number = patient.nhs_number.as_deref().map_or_else(|| "none".into(), nhs::show);
    let mut paras =
        vec![Para::fact("Born", born), Para::fact("Gender", &patient.gender), Para::fact("NHS No.", number)];
    if let Some(hospital) = &patient.hospital_number {
        paras.push(Para::fact("Hospital No.", hospital));
    }
    for number in &patient.phones {
        paras.push(Para::fact("Telephone", format!("{} {}", phone::tidy(&number.number), number.label)));
    }
    paras.extend(patient.alerts.iter().map(|a| Para::error(a.clone())));
    paras
}
