//! The stories of what comes in: e-mails, scanned post, what is no post at all; whom it is about; referrals.

mod corpus;
mod stories;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use tempfile::TempDir;

use super::take::{self, Fate, Taken};
use crate::app::rig::Rig;
use crate::desk::PARTS;
use crate::desk::inbox::Query;
use crate::desk::people::Patient;
use crate::desk::team::Member;
use crate::store::Change;

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn rig(folder: &TempDir) -> Rig {
    let mut rig = Rig::open(folder.path(), PARTS, now(), "Sam Reed");
    let grace = Patient {
        id: "p1".into(),
        title: "Mrs".into(),
        forename: "Grace".into(),
        surname: "Okafor".into(),
        born: Some("1950-03-03".into()),
        gender: "Female".into(),
        nhs_number: Some("9990000018".into()),
        nhs_status: "verified".into(),
        created_at: "2026-01-01T09:00:00".into(),
        ..Patient::default()
    };
    let john = Patient {
        id: "p2".into(),
        forename: "John".into(),
        surname: "Smith".into(),
        born: Some("1960-05-06".into()),
        nhs_number: Some("9990000026".into()),
        ..grace.clone()
    };
    let people = Change::new("People")
        .insert(&grace)
        .insert(&john)
        .insert(&Member::new("Dr Asha Patel", "consultant", now()))
        .insert(&Member::new("Dr Ben Lee", "consultant", now()));
    rig.cx().store.apply(&people, "Set-up", now()).unwrap();
    rig
}

fn mail(subject: &str, body: &str) -> String {
    format!(
        "From: \"Dr Sarah Lowe\" <sarah.lowe@surgery.example.org>\r\nTo: Dr Patel's secretary <cardiology@example.org>\r\n\
         Date: Mon, 02 Mar 2026 16:20:00 +0000\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    )
}

fn file(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

fn fate(rig: &mut Rig, path: &Path) -> Result<Fate, String> {
    let config = rig.cx().config.clone();
    let fate = take::take_in(&mut rig.cx().store, &config, path, ("Sam Reed", now())).map_err(|e| e.to_string());
    rig.cx().touch();
    rig.tick();
    fate
}

fn taken(rig: &mut Rig, path: &Path) -> Taken {
    match fate(rig, path) {
        Ok(Fate::Taken(taken)) => *taken,
        other => panic!("{other:?}"),
    }
}

fn query(rig: &mut Rig, taken: &Taken) -> Query {
    rig.cx().db().must(&taken.query.id).unwrap()
}
