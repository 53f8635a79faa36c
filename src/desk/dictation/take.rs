//! Taking an audio file in: copied into the desk's folder, never twice, with the letter that it becomes.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveDateTime;

use super::model::audio_end;
use super::rules_told::{self, Told, plain};
use super::{Dictation, acts, repo, rules_length};
use crate::clock::stamp;
use crate::config::Config;
use crate::desk::files::{self, Copied};
use crate::desk::letters::{House, Letter, start};
use crate::desk::links::Link;
use crate::desk::people::{self, Patient};
use crate::desk::team::{self, Member};
use crate::store::{Change, Db, Refusal, Store, new_id};
use crate::text::{names, nhs, when};

/// No recording is larger.
const LARGEST: u64 = 1 << 30;

/// The ends of side files.
const SIDES: [&str; 3] = ["toml", "json", "txt"];

/// No side file is larger.
const SIDE: u64 = 64 * 1024;

/// The desk's folder of recordings.
pub fn folder(desk: &Path) -> PathBuf {
    desk.join("dictations")
}

/// A dictation as it was taken in.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The dictation.
    pub dictation: Dictation,
    /// Its letter.
    pub letter: Letter,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// It was taken in.
    Taken(Box<Taken>),
    /// The same recording was taken in before: a sentence.
    Again(String),
}

/// Takes a file in, with what is told of it besides by who takes it in.
///
/// # Errors
/// A sentence with the name of the file: it is no recording, was taken in before, cannot be read.
pub fn take_in(
    store: &mut Store,
    config: &Config,
    path: &Path,
    given: Told,
    by: (&str, NaiveDateTime),
) -> Result<Taken, Refusal> {
    match look_at(store, config, path, given, by)? {
        Fate::Taken(taken) => Ok(*taken),
        Fate::Again(why) => Err(Refusal::rule(why)),
    }
}

/// As [`take_in`], with a recording that was taken in before told from one that cannot be.
pub fn look_at(
    store: &mut Store,
    config: &Config,
    path: &Path,
    given: Told,
    (who, now): (&str, NaiveDateTime),
) -> Result<Fate, Refusal> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let shown = files::shown_name(&name);
    let refused = |why: String| Refusal::rule(format!("{shown} was not taken in: {why}."));
    let known = super::model::AUDIO.join(", ");
    let end = audio_end(&name).ok_or_else(|| refused(format!("its name ends in none of {known}")))?;
    let own = folder(store.desk().folder());
    let copied = files::copy_in(path, &own, end, LARGEST).map_err(refused)?;
    if let Some(before) = repo::by_hash(store.db(), &copied.hash)? {
        return Ok(Fate::Again(refused(again(store.db(), &before)?).to_string()));
    }
    let told = told(config, path, &name, given);
    let length = rules_length::length_ms(&copied.head, copied.bytes).or_else(|| asked_length(&own.join(&copied.file)));
    let house = House::of(store, config)?;
    let taken = with_file(resolved(store.db(), &house, &told, now)?, &copied, &shown, length);
    let taken = titled(taken, &house);
    let change = change(store.db(), &taken, now)?;
    store.apply(&change, who, now)?;
    Ok(Fate::Taken(Box::new(taken)))
}

/// What is told of a file: by who takes it in, else by a side file, else by its name.
fn told(config: &Config, path: &Path, name: &str, given: Told) -> Told {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let beside = side(path);
    let mut named = rules_told::name(&config.dictation.pattern, stem);
    // Who has told it in another way need not name the file by the pattern.
    if beside.is_some() || given != Told::default() {
        named.unclear.clear();
    }
    given.or(beside.unwrap_or_default()).or(named)
}

/// Why the same recording is not taken in a second time, and where it is.
fn again(db: Db<'_>, before: &Dictation) -> Result<String, Refusal> {
    let letter: Option<Letter> = db.get(&before.letter_id)?;
    let binned = letter.is_some_and(|l| l.binned_at.is_some());
    let where_to = if binned { "; its letter is in the bin, and Ctrl-Z or undo brings it back" } else { "" };
    let at = before.created_at.parse().map(crate::text::dates::stamp).unwrap_or_default();
    Ok(format!("the same recording was taken in on {at} as {}{where_to}", before.original))
}

/// What the side files beside a recording say; none where there is none.
fn side(path: &Path) -> Option<Told> {
    let all = sides(path);
    let mut told = Told::default();
    for side in &all {
        let end = side.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let read = files::read(side, SIDE).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        told = told.or(match read {
            Ok(text) => rules_told::side_file(&end, &text),
            Err(why) => Told { unclear: vec![format!("The side file was not read: {why}.")], ..Told::default() },
        });
    }
    (!all.is_empty()).then_some(told)
}

/// The side files that lie beside a recording: the same name with another end.
pub fn sides(path: &Path) -> Vec<PathBuf> {
    let all = SIDES.iter().map(|end| path.with_extension(end));
    all.filter(|side| std::fs::symlink_metadata(side).is_ok_and(|m| m.is_file())).collect()
}

/// What is told, as a letter and its dictation; what does not fit the desk is said.
fn resolved(db: Db<'_>, house: &House, told: &Told, now: NaiveDateTime) -> Result<Taken, Refusal> {
    let mut unclear = told.unclear.clone();
    let mut understood = |read: Result<String, String>| {
        read.unwrap_or_else(|why| {
            if !why.is_empty() {
                unclear.push(why);
            }
            String::new()
        })
    };
    let author = understood(member(db, &told.author, true)?);
    let owner = understood(member(db, &told.owner, false)?);
    let patient_id = understood(patient(db, told, now)?);
    let kind = understood(kind(house, &told.kind));
    let attended = understood(day(&told.attended, now));
    let priority = understood(match (told.priority.as_str(), rules_told::priority(&told.priority)) {
        ("", _) => Err(String::new()),
        (_, Some(n)) => Ok(n.to_string()),
        (text, None) => Err(format!("Priority “{text}” is none of 1, 2, 3, urgent, soon, routine.")),
    });
    let some = |text: String| (!text.is_empty()).then_some(text);
    let letter = Letter {
        state: "dictated".into(),
        patient_id: some(patient_id),
        author,
        attended_on: some(attended),
        priority: priority.parse().unwrap_or(2),
        ..start::empty(&owner, now)
    };
    let letter = acts::with_clock(&letter, &kind, house);
    let dictation = Dictation {
        id: new_id(),
        letter_id: letter.id.clone(),
        kind,
        note: crate::text::safe::block(told.note.trim()).into_owned(),
        unclear: unclear.iter().map(|u| crate::text::safe::line(u).into_owned()).collect(),
        created_at: stamp(now),
        ..Dictation::default()
    };
    Ok(Taken { dictation, letter })
}

fn with_file(taken: Taken, copied: &Copied, shown: &str, length_ms: Option<i64>) -> Taken {
    let dictation = Dictation {
        file: copied.file.clone(),
        original: shown.to_owned(),
        hash: copied.hash.clone(),
        bytes: i64::try_from(copied.bytes).unwrap_or(i64::MAX),
        length_ms,
        ..taken.dictation
    };
    Taken { dictation, ..taken }
}

/// The letter is called as its template, else as the file.
fn titled(taken: Taken, house: &House) -> Taken {
    let letter = Letter { title: acts::title_of(&taken.dictation, house), ..taken.letter };
    Taken { letter, ..taken }
}

fn change(db: Db<'_>, taken: &Taken, now: NaiveDateTime) -> Result<Change, Refusal> {
    let Taken { dictation, letter } = taken;
    let name = crate::desk::letters::repo::name(db, letter)?;
    let what = if letter.patient_id.is_some() { name } else { dictation.original.clone() };
    let link = Link::between(("dictation", &dictation.id), ("letter", &letter.id), now);
    Ok(Change::new(format!("Dictation taken in: {what}")).insert(letter).insert(dictation).insert(&link))
}

/// The member that is meant: by the whole name, else by the one surname that only one bears.
fn member(db: Db<'_>, text: &str, signs: bool) -> Result<Result<String, String>, Refusal> {
    let wanted = plain(text);
    if wanted.is_empty() {
        return Ok(Err(String::new()));
    }
    let all = team::repo::all(db)?;
    if let Some(same) = all.iter().find(|m| plain(&m.name) == wanted) {
        return Ok(Ok(same.name.clone()));
    }
    let last = |m: &&Member| m.name.split_whitespace().next_back().is_some_and(|s| plain(s) == wanted);
    let fits: Vec<&Member> = all.iter().filter(last).filter(|m| !signs || m.role == "consultant").collect();
    Ok(match fits.as_slice() {
        [one] => Ok(one.name.clone()),
        [] => Err(format!("Nobody in the team is called “{text}”.")),
        many => {
            Err(format!("“{text}” may be {}.", many.iter().map(|m| m.name.as_str()).collect::<Vec<_>>().join(" or ")))
        }
    })
}

/// The patient of that number, if birth date and surname, where they are told, are the record's.
fn patient(db: Db<'_>, told: &Told, now: NaiveDateTime) -> Result<Result<String, String>, Refusal> {
    if !told.patient_id.is_empty() {
        return Ok(Ok(told.patient_id.clone()));
    }
    let found = match numbered(db, told)? {
        Ok(found) => found,
        Err(why) => return Ok(Err(why)),
    };
    Ok(doubt(&found, told, now).map_or(Ok(found.id), Err))
}

fn numbered(db: Db<'_>, told: &Told) -> Result<Result<Patient, String>, Refusal> {
    if !told.nhs.is_empty() {
        return Ok(match nhs::parse(&told.nhs) {
            Err(why) => Err(format!("NHS number “{}”: {why}", told.nhs)),
            Ok(number) => people::repo::by_nhs(db, &number)?
                .ok_or_else(|| format!("NHS number {} is nobody's on this desk.", nhs::show(&number))),
        });
    }
    if told.hospital.is_empty() {
        return Ok(Err(String::new()));
    }
    let mut all = people::repo::by_hospital(db, &told.hospital)?;
    Ok(match (all.pop(), all.len()) {
        (Some(one), 0) => Ok(one),
        (None, _) => Err(format!("Hospital number “{}” is nobody's on this desk.", told.hospital)),
        (Some(_), _) => Err(format!("Hospital number “{}” is that of several patients.", told.hospital)),
    })
}

/// Why a patient may not be the one that is meant.
fn doubt(found: &Patient, told: &Told, now: NaiveDateTime) -> Option<String> {
    let who = found.name();
    if !told.surname.is_empty() && names::fold(&told.surname) != names::fold(&found.surname) {
        return Some(format!("The number is that of {who}, and the surname told is “{}”.", told.surname));
    }
    if told.born.is_empty() {
        return None;
    }
    let born = when::parse_birth(&told.born, now.date()).unwrap_or_default();
    let same = born.iter().any(|b| found.born.as_deref() == Some(b.to_string().as_str()));
    (!same).then(|| format!("The number is that of {who}, and the birth date told is “{}”.", told.born))
}

/// The template by its id or its name.
fn kind(house: &House, text: &str) -> Result<String, String> {
    let wanted = plain(text);
    if wanted.is_empty() {
        return Err(String::new());
    }
    let all = house.templates().templates;
    let same = |t: &&crate::paper::Template| plain(&t.id) == wanted || plain(&t.name) == wanted;
    all.iter().find(same).map(|t| t.id.clone()).ok_or_else(|| format!("There is no template “{text}”."))
}

/// A day that was, in ISO form: `20260303`, `2026-03-03`, or as people type it, where that has one reading.
fn day(text: &str, now: NaiveDateTime) -> Result<String, String> {
    if text.is_empty() {
        return Err(String::new());
    }
    let not = |why: &str| format!("The day “{text}” is not understood: {why}");
    let written = ["%Y%m%d", "%Y-%m-%d", "%Y_%m_%d"];
    let exact = written.iter().find_map(|f| chrono::NaiveDate::parse_from_str(text, f).ok());
    let all = match exact {
        Some(day) => vec![day],
        None => when::parse_past(text, now.date()).map_err(|e| not(&e))?.iter().map(|w| w.date).collect(),
    };
    match all.as_slice() {
        [one] if *one <= now.date() => Ok(one.to_string()),
        [_] => Err(not("it is still to come.")),
        _ => Err(not("it has two readings.")),
    }
}

/// How long a recording of another kind is, where ffprobe is there to say it.
fn asked_length(path: &Path) -> Option<i64> {
    let asked = Command::new("ffprobe")
        .args(["-v", "error", "-show_entries", "format=duration", "-of", "default=noprint_wrappers=1:nokey=1", "--"])
        .arg(path)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let seconds: f64 = String::from_utf8_lossy(&asked.stdout).trim().parse().ok()?;
    (seconds.is_finite() && (0.0..=1e7).contains(&seconds)).then(|| (seconds * 1000.0).round() as i64)
}
