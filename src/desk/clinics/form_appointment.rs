//! The fields of an appointment that waits for a date. An edit never changes the patient: the field is asked of a new one.

use chrono::NaiveDateTime;

use super::model::{Appointment, Need};
use super::reasons::VISIT;
use super::rules_breach::PATHWAYS;
use super::rules_plan::KINDS;
use super::rules_short::priority_word;
use super::rules_suits::{read_spans, read_suits, spans_text};
use super::{acts, repo};
use crate::app::Cx;
use crate::clock::stamp;
use crate::desk::people;
use crate::form::{Choice, Entity, Field, FormLayer, Kind, Saving, read_date, read_late, shown, shown_when};
use crate::store::{Change, Refusal, Store};
use crate::text::{dates, names};

const PRIORITIES: &[&str] = &["urgent", "soon", "routine"];

impl Entity for Appointment {
    const WORD: &'static str = "appointment";

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }

    fn remark(&self, field: &str, cx: &Cx) -> Option<String> {
        let typed = self.clone().with_breach(acts::breach_days(&cx.config));
        match field {
            "pathway" | "referred_on" => typed.breach_words(cx.today()),
            "aim_on" => typed.late_words(typed.aim_on.as_deref()),
            "book_by" => typed.late_words(typed.book_by.as_deref()),
            _ => None,
        }
    }
}

macro_rules! field {
    ($id:literal, $label:literal, $hint:literal, $kind:expr, $get:expr, $set:expr) => {
        field!($id, $label, $hint, $kind, $get, $set, shown)
    };
    ($id:literal, $label:literal, $hint:literal, $kind:expr, $get:expr, $set:expr, $shown:expr) => {
        Field { id: $id, label: $label, hint: $hint, kind: $kind, get: $get, set: $set, shown: $shown }
    };
}

static FIELDS: &[Field<Appointment>] = &[
    field!(
        "patient_id",
        "Patient",
        "name, date of birth, NHS number: choose with Down and Enter",
        Kind::Record { find: people::repo::find_patient, name: people::repo::name_patient, strict: true },
        |a| a.patient_id.clone(),
        |a, t, _| {
            if t.is_empty() {
                return Err("Say who waits: type a part of the name, choose with Down and Enter.".into());
            }
            t.clone_into(&mut a.patient_id);
            Ok(())
        },
        |a| a.created_at.is_empty()
    ),
    field!("kind", "Kind", "", Kind::OneOf(KINDS), |a| a.kind.clone(), |a, t, _| {
        super::rules_plan::read_kind(t)?.clone_into(&mut a.kind);
        Ok(())
    }),
    field!(
        "consultant",
        "Consultant",
        "whose patient; empty: anybody's",
        Kind::Record { find: repo::find_consultant, name: |_, n| n.to_owned(), strict: false },
        |a| a.consultant.clone(),
        |a, t, _| {
            t.clone_into(&mut a.consultant);
            Ok(())
        }
    ),
    field!(
        "clinic_id",
        "Clinic",
        "empty: any clinic",
        Kind::Record { find: repo::find_clinic, name: repo::clinic_name, strict: true },
        |a| a.clinic_id.clone().unwrap_or_default(),
        |a, t, _| {
            a.clinic_id = (!t.is_empty()).then(|| t.to_owned());
            Ok(())
        }
    ),
    field!(
        "reason",
        "Reason",
        "choose from the list with Down and Enter, or type it",
        Kind::Record { find: find_reason, name: |_, n| n.to_owned(), strict: false },
        |a| a.reason.clone(),
        |a, t, _| {
            t.clone_into(&mut a.reason);
            Ok(())
        }
    ),
    field!("priority", "Priority", "", Kind::OneOf(PRIORITIES), |a| priority_word(a.priority).into(), |a, t, _| {
        let at = PRIORITIES.iter().position(|p| *p == t).ok_or("Type urgent, soon or routine.")?;
        a.priority = at as i64 + 1;
        Ok(())
    }),
    field!("pathway", "Pathway", "", Kind::OneOf(PATHWAYS), |a| a.pathway.clone(), |a, t, _| {
        if !PATHWAYS.contains(&t) {
            return Err(format!("Type one of {}.", PATHWAYS.join(", ")));
        }
        t.clone_into(&mut a.pathway);
        Ok(())
    }),
    field!(
        "referred_on",
        "Referred on",
        "the clock of the pathway begins then; the breach date follows from it",
        Kind::LateDate,
        |a| shown_when(a.referred_on.as_deref()),
        |a, t, given| {
            a.referred_on = read_late(t, given)?;
            Ok(())
        },
        |a| a.pathway != "none"
    ),
    field!(
        "referrer_id",
        "Referred by",
        "a GP, practice or department: choose with Down and Enter",
        Kind::Record { find: people::repo::find_contact, name: people::repo::name_contact, strict: true },
        |a| a.referrer_id.clone().unwrap_or_default(),
        |a, t, _| {
            a.referrer_id = (!t.is_empty()).then(|| t.to_owned());
            Ok(())
        }
    ),
    field!(
        "needs",
        "Needs",
        "with commas between: Polish interpreter, transport, hoist, chaperone",
        Kind::Line,
        |a| a.needs.iter().map(|n| n.what.as_str()).collect::<Vec<_>>().join(", "),
        |a, t, _| {
            a.needs = read_needs(&a.needs, t);
            Ok(())
        }
    ),
    field!(
        "short_notice",
        "Short notice",
        "comes when a slot falls free",
        Kind::Flag,
        |a| yes(a.short_notice),
        |a, t, _| {
            a.short_notice = t == "yes";
            Ok(())
        }
    ),
    field!(
        "notice_days",
        "Days' notice",
        "so many days are enough; 0: the same day",
        Kind::Value,
        |a| a.notice_days.to_string(),
        |a, t, _| {
            let days: Option<i64> = t.trim().parse().ok().filter(|n| (0..=365).contains(n));
            a.notice_days = days.ok_or("Type a number of days, such as 2.")?;
            Ok(())
        },
        |a| a.short_notice
    ),
    field!("suits", "Suits", "mon, tue am; empty: all days", Kind::Line, |a| a.suits.join(", "), |a, t, _| {
        a.suits = read_suits(t)?;
        Ok(())
    }),
    field!("away", "Away", "16/2-20/2, 30/3-10/4", Kind::Line, |a| spans_text(&a.away), |a, t, given| {
        a.away = read_spans(t, given.now)?;
        Ok(())
    }),
    field!(
        "aim_on",
        "To come about",
        "empty: as soon as can be",
        Kind::Date,
        |a| shown_when(a.aim_on.as_deref()),
        |a, t, g| {
            a.aim_on = read_date(t, g)?;
            Ok(())
        }
    ),
    field!(
        "book_by",
        "Book by",
        "the day by which a date is found",
        Kind::Date,
        |a| shown_when(a.book_by.as_deref()),
        |a, t, g| {
            a.book_by = read_date(t, g)?;
            Ok(())
        }
    ),
    field!("notes", "Notes", "", Kind::Line, |a| a.notes.clone(), |a, t, _| {
        t.clone_into(&mut a.notes);
        Ok(())
    }),
];

fn yes(flag: bool) -> String {
    if flag { "yes" } else { "no" }.into()
}

/// What is arranged already stays tied to its task.
fn read_needs(before: &[Need], text: &str) -> Vec<Need> {
    let words = text.split(',').map(str::trim).filter(|w| !w.is_empty());
    let known = |what: &str| before.iter().find(|n| n.what == what).cloned();
    words.map(|w| known(w).unwrap_or_else(|| Need { what: w.into(), task_id: None })).collect()
}

fn find_reason(store: &Store, typed: &str, _now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let wanted = names::fold(typed);
    let all = VISIT.all(store.db())?.into_iter().filter(|r| names::fold(r).contains(&wanted));
    Ok(all.map(|r| Choice { id: r.clone(), label: r }).collect())
}

/// The form for one who is to wait; of a patient who is known already, or of one who is asked for.
pub fn new_one(patient_id: &str, cx: &mut Cx) -> FormLayer<Appointment> {
    let fresh = Appointment { created_at: String::new(), ..Appointment::new(patient_id, "new", cx.now) };
    FormLayer::new("Onto the waiting list", None, fresh, cx, save())
}

/// The form of one who waits.
pub fn edit(one: &Appointment, cx: &mut Cx) -> FormLayer<Appointment> {
    let title = format!("Waiting list: {}", people::repo::name_of(cx.db(), &one.patient_id));
    FormLayer::new(title, Some(one.clone()), one.clone(), cx, save())
}

fn save() -> Saving<Appointment> {
    Box::new(|before, one, draft, cx| {
        let name = people::repo::name_of(cx.db(), &one.patient_id);
        let created_at = before.map_or_else(|| stamp(cx.now), |b| b.created_at.clone());
        let patient_id = before.map_or(&one.patient_id, |b| &b.patient_id).clone();
        let one = Appointment { patient_id, created_at, ..one.clone() }.with_breach(acts::breach_days(&cx.config));
        let clock = one.breach().map_or_else(String::new, |d| format!(", breach date {}", dates::screen(d)));
        let change = if let Some(before) = before {
            Change::new(format!("Changed on the waiting list: {name}{clock}")).update(before, &one)
        } else {
            Change::new(format!("On the waiting list: {name}{clock}")).insert(&with_needs(one, cx)?)
        };
        cx.apply(&change.spends(draft))
    })
}

/// With what the record says of interpreter and professional, where the form says nothing.
fn with_needs(one: Appointment, cx: &Cx) -> Result<Appointment, Refusal> {
    if !one.needs.is_empty() {
        return Ok(one);
    }
    let patient = people::repo::patient(cx.db(), &one.patient_id)?;
    patient.goes_out(&one.died_reason)?;
    Ok(Appointment { needs: acts::fresh(&patient, &one.kind, cx.now).needs, ..one })
}
