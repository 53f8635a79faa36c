//! The inbox's stories, in key presses.

mod card;
mod list;

use chrono::NaiveDateTime;
use tempfile::TempDir;

use super::Query;
use crate::app::rig::Rig;
use crate::desk::PARTS;
use crate::desk::people::Patient;
use crate::desk::people::model::{Phone, Spokesperson};
use crate::desk::team::Member;
use crate::store::Change;

const NOW: &str = "2026-03-03T09:41:00";

fn now() -> NaiveDateTime {
    NOW.parse().unwrap()
}

fn patient(id: &str, title: &str, forename: &str, surname: &str, born: &str, nhs: &str) -> Patient {
    Patient {
        id: id.into(),
        title: title.into(),
        forename: forename.into(),
        surname: surname.into(),
        born: Some(born.into()),
        gender: "Female".into(),
        nhs_number: Some(nhs.into()),
        hospital_number: Some(format!("H{id}")),
        address: vec!["12 Acacia Road".into()],
        postcode: "LS1 4AP".into(),
        phones: vec![Phone { label: "mobile".into(), number: format!("07700 9004{id}") }],
        like_key: crate::desk::people::model::like_key(surname, forename),
        created_at: NOW.into(),
        ..Patient::default()
    }
}

fn grace() -> Patient {
    Patient {
        safe_note: "never ring the home number".into(),
        need_format: "large print".into(),
        may_speak: vec![Spokesperson {
            name: "Ada Okafor".into(),
            relation: "daughter".into(),
            scope: "appointments".into(),
            until: String::new(),
        }],
        ..patient("01", "Mrs", "Grace", "Okafor", "1980-08-14", "9990000018")
    }
}

/// A desk with a few people, opened for Sam.
fn rig(folder: &TempDir) -> Rig {
    let mut rig = open(folder);
    let people = [
        grace(),
        patient("02", "Ms", "Grainne", "Okafor", "1975-01-02", "9990000026"),
        patient("03", "Mr", "John", "Smith", "1960-05-06", "9990000034"),
    ];
    let mut change = Change::new("people");
    for person in &people {
        change = change.insert(person);
    }
    change =
        change.insert(&Member::new("Dr A Patel", "consultant", now())).insert(&Member::new("Kit", "secretary", now()));
    rig.cx().apply_quietly(&change).unwrap();
    rig.tick();
    rig
}

fn open(folder: &TempDir) -> Rig {
    Rig::open(folder.path(), PARTS, now(), "Sam")
}

/// Writes a query past the card.
fn put(rig: &mut Rig, query: &Query) {
    rig.cx().apply_quietly(&Change::new("a query").insert(query)).unwrap();
    rig.tick();
}

fn all(rig: &mut Rig) -> Vec<Query> {
    super::repo::listed(rig.cx().db(), now(), true).unwrap().into_iter().map(|l| l.query).collect()
}

/// The patient has given three things.
fn identified(rig: &mut Rig) -> &mut Rig {
    rig.keys("c").text("okafor grace").keys("enter enter n d a")
}
