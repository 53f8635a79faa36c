//! The dictations' stories: taken in, listed, begun, played by a real player while the letter is typed.

mod folder;
mod play;
mod stories;

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use tempfile::TempDir;

use super::rules_told::Told;
use super::take::{self, Taken};
use crate::app::rig::Rig;
use crate::desk::PARTS;
use crate::desk::people::Patient;
use crate::desk::team::Member;
use crate::store::Change;

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn grace() -> Patient {
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
        created_at: "2026-01-01T09:00:00".into(),
        ..Patient::default()
    }
}

fn rig(folder: &TempDir) -> Rig {
    let mut rig = Rig::open(folder.path(), PARTS, now(), "Sam Reed");
    if rig.cx().db().get::<Patient>("p1").unwrap().is_none() {
        let people = Change::new("People")
            .insert(&grace())
            .insert(&Member::new("Dr Asha Patel", "consultant", now()))
            .insert(&Member::new("Dr Ravi Patel", "registrar", now()))
            .insert(&Member::new("Kit", "secretary", now()));
        rig.cx().store.apply(&people, "Set-up", now()).unwrap();
    }
    rig
}

/// A recording of so many seconds; its last byte tells it from others.
fn recording(folder: &Path, name: &str, seconds: u32, last: u8) -> PathBuf {
    let long = 8000 * 2 * seconds;
    let mut out = b"RIFF".to_vec();
    out.extend((36 + long).to_le_bytes());
    out.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    out.extend(8000u32.to_le_bytes());
    out.extend(16000u32.to_le_bytes());
    out.extend([2, 0, 16, 0]);
    out.extend(b"data");
    out.extend(long.to_le_bytes());
    out.resize(44 + long as usize - 1, 0);
    out.push(last);
    let path = folder.join(name);
    std::fs::write(&path, out).unwrap();
    path
}

/// Takes a recording in, with what is told of it.
fn taken(rig: &mut Rig, path: &Path, told: Told) -> Taken {
    let config = rig.cx().config.clone();
    let taken = take::take_in(&mut rig.cx().store, &config, path, told, ("Sam Reed", now())).unwrap();
    rig.cx().touch();
    rig.tick();
    taken
}

fn known() -> Told {
    Told {
        author: "Dr Asha Patel".into(),
        nhs: "999 000 0018".into(),
        kind: "clinic letter".into(),
        attended: "2026-03-02".into(),
        ..Told::default()
    }
}
