//! The letters' tests: the rules, how a letter begins and what it lacks, and the stories in key presses.

mod approving;
mod begins;
mod findings;
mod nothing_lost;
mod offers;
mod papers;
mod posting;
mod rules;
mod snippets;
mod spelling;
mod stories;
mod templating;
mod versions;
mod wall;
mod writing;

use chrono::NaiveDateTime;
use tempfile::TempDir;

use super::model::Limits;
use super::{House, Letter, Recipient, start};
use crate::app::rig::Rig;
use crate::desk::PARTS;
use crate::desk::people::{Contact, Patient};
use crate::desk::team::Member;
use crate::paper::Letterhead;
use crate::store::Change;

fn at(time: &str) -> NaiveDateTime {
    time.parse().unwrap()
}

fn now() -> NaiveDateTime {
    at("2026-03-03T09:41:00")
}

fn practice() -> Contact {
    Contact {
        id: "c1".into(),
        kind: "practice".into(),
        name: "Oldmarket Surgery".into(),
        address: vec!["1 Old Market".into(), "Stellswick".into()],
        postcode: "ZZ1 2AA".into(),
        created_at: "2026-01-01T09:00:00".into(),
        ..Contact::default()
    }
}

fn patient() -> Patient {
    Patient {
        id: "p1".into(),
        title: "Mrs".into(),
        forename: "Grace".into(),
        surname: "Okafor".into(),
        born: Some("1950-03-03".into()),
        gender: "Female".into(),
        nhs_number: Some("9990000018".into()),
        nhs_status: "verified".into(),
        hospital_number: Some("H100234".into()),
        address: vec!["14 Harbour Rise".into(), "Stellswick".into()],
        postcode: "ZZ1 1AA".into(),
        practice_id: Some("c1".into()),
        gp_name: "Dr Sarah Lee".into(),
        created_at: "2026-01-01T09:00:00".into(),
        ..Patient::default()
    }
}

fn consultant() -> Member {
    Member::new("Dr Asha Patel", "consultant", now())
}

/// A rig on a desk with a patient, the practice and a consultant.
fn rig(folder: &TempDir) -> Rig {
    let mut rig = Rig::open(folder.path(), PARTS, now(), "Sam Reed");
    if rig.cx().db().get::<Patient>("p1").unwrap().is_none() {
        let people = Change::new("People").insert(&patient()).insert(&practice()).insert(&consultant());
        rig.cx().store.apply(&people, "Set-up", now()).unwrap();
        let department = crate::desk::settings::set(rig.cx().db(), "department", "Cardiology", "Set-up").unwrap();
        rig.cx().store.apply(&department, "Set-up", now()).unwrap();
    }
    rig.cx().config.letterhead.phone = "020 7946 0123".into();
    rig
}

/// Puts a record on the desk of a rig.
fn put(rig: &mut Rig, letter: &Letter) {
    rig.cx().store.apply(&Change::new("A letter").insert(letter), "Set-up", now()).unwrap();
    rig.cx().touch();
    rig.tick();
}

fn stored(rig: &mut Rig, id: &str) -> Letter {
    rig.cx().db().must(id).unwrap()
}

/// The only letter of the desk.
fn only(rig: &mut Rig) -> Letter {
    rig.cx().db().one("SELECT * FROM letter", &[]).unwrap().unwrap()
}

fn to(part: &str) -> Recipient {
    Recipient {
        kind: "patient".into(),
        id: "p1".into(),
        name: "Mrs Grace Okafor".into(),
        address: vec!["14 Harbour Rise".into()],
        postcode: "ZZ1 1AA".into(),
        part: part.into(),
        way: "post".into(),
        state: "to_send".into(),
        at: String::new(),
        ..Recipient::default()
    }
}

fn copy() -> Recipient {
    Recipient { kind: "contact".into(), id: "c1".into(), name: "Dr Sarah Lee".into(), ..to("copy") }
}

/// A letter of a free kind with a text, to the patient with a copy to the GP.
fn letter() -> Letter {
    Letter {
        template: "free-letter".into(),
        title: "Free letter".into(),
        patient_id: Some("p1".into()),
        author: "Dr Asha Patel".into(),
        subject: "Mrs Grace OKAFOR, born 3 March 1950".into(),
        salutation: "Dear Mrs Okafor".into(),
        body: "Please keep taking the tablets.".into(),
        recipients: vec![to("principal"), copy()],
        due_at: Some("2026-03-10".into()),
        ..start::empty("Sam Reed", now())
    }
}

fn in_state(state: &str) -> Letter {
    Letter { state: state.into(), ..letter() }
}

fn house() -> House {
    House {
        head: Letterhead {
            trust: "Stellswick Hospital".into(),
            phone: "020 7946 0123".into(),
            ..Letterhead::default()
        },
        department: "Cardiology".into(),
        limits: Limits { clinic_days: 7, letter_days: 7 },
        address_months: 12,
        folder: "/nonexistent/desk".into(),
    }
}
