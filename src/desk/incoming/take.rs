//! Taking post in: an e-mail, a scanned letter or a picture becomes a query, and all of it is kept.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use super::model::post_end;
use super::{Attachment, Post, repo, rules_guess, scan};
use crate::clock::stamp;
use crate::config::Config;
use crate::desk::files;
use crate::desk::inbox::{Query, alarms_of};
use crate::desk::people::{self, Patient};
use crate::desk::team;
use crate::exchange::eml::read::{self as email, Part, Read};
use crate::store::{Change, Db, Refusal, Store, new_id};
use crate::text::{names, nhs, safe};

/// No file is larger.
const LARGEST: u64 = 50 << 20;

/// So much text stands in the query; the whole is attached.
const WORDS: usize = 20_000;

/// The desk's folder of what was attached.
pub fn folder(desk: &Path) -> PathBuf {
    desk.join("attachments")
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// It is a query now.
    Taken(Box<Taken>),
    /// The same was taken in before: a sentence.
    Again(String),
}

/// Post as it was taken in.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The query.
    pub query: Query,
    /// Where it came from.
    pub post: Post,
    /// What was attached.
    pub attached: Vec<Attachment>,
}

/// Takes a file in.
///
/// # Errors
/// A sentence with the name of the file: it is of no kind that is taken in, or cannot be read.
pub fn take_in(
    store: &mut Store,
    config: &Config,
    path: &Path,
    (who, now): (&str, NaiveDateTime),
) -> Result<Fate, Refusal> {
    let name = files::shown_name(&path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default());
    let refused = |why: String| Refusal::rule(format!("{name} was not taken in: {why}."));
    let end = post_end(&name).ok_or_else(|| refused("it is no .eml, .pdf or picture".into()))?;
    let bytes = files::read(path, LARGEST).map_err(refused)?;
    if let Some(before) = repo::by_hash(store.db(), &files::hash(&bytes))? {
        let at = before.created_at.parse().map(crate::text::dates::stamp).unwrap_or_default();
        return Ok(Fate::Again(format!("{name} was not taken in: it came in on {at} as {}.", before.source)));
    }
    let own = folder(store.desk().folder());
    let (message, kind) = match end {
        "eml" => (email::read(&bytes).map_err(refused)?, "email"),
        _ => (scanned(&name, end, &bytes, path).map_err(refused)?, "scan"),
    };
    let whole = Part { name: name.clone(), mime: mime(end).into(), bytes };
    let taken = assembled(store, config, (&message, kind), (&whole, &own), now)?;
    let label = format!("Came in by {}: {}", if kind == "email" { "e-mail" } else { "post" }, caller(&message, &name));
    let mut change = Change::new(label).insert(&taken.query).insert(&taken.post);
    for one in &taken.attached {
        change = change.insert(one);
    }
    store.apply(&change, who, now)?;
    Ok(Fate::Taken(Box::new(taken)))
}

fn mime(end: &str) -> &'static str {
    match end {
        "eml" => "message/rfc822",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "tif" | "tiff" => "image/tiff",
        _ => "image/jpeg",
    }
}

/// A page that was scanned: what is in the file must be what its name says.
fn scanned(name: &str, end: &str, bytes: &[u8], path: &Path) -> Result<Read, String> {
    let begins = |all: &[&[u8]]| all.iter().any(|first| bytes.starts_with(first));
    let fits = match end {
        "pdf" => bytes.windows(5).take(1024).any(|w| w == b"%PDF-"),
        "png" => begins(&[b"\x89PNG\r\n\x1a\n"]),
        "tif" | "tiff" => begins(&[b"II*\0", b"MM\0*"]),
        _ => begins(&[b"\xff\xd8\xff"]),
    };
    if !fits {
        return Err(format!("its name ends in .{end}, and what is in it is something else"));
    }
    let text = if end == "pdf" { scan::text(path) } else { String::new() };
    Ok(Read { subject: name.to_owned(), text, ..Read::default() })
}

/// Who it is from, else what the file is called.
fn caller(message: &Read, name: &str) -> String {
    let from = if message.sender.is_empty() { &message.address } else { &message.sender };
    let from = safe::line(from.trim()).into_owned();
    if from.is_empty() { name.to_owned() } else { from.chars().take(120).collect() }
}

fn assembled(
    store: &Store,
    config: &Config,
    (message, kind): (&Read, &str),
    (whole, own): (&Part, &Path),
    now: NaiveDateTime,
) -> Result<Taken, Refusal> {
    let db = store.db();
    let text = format!("{}\n{}", message.subject, message.text);
    let (guess_id, guess_why) = guess(db, &text)?;
    let consultant = consultant(db, &format!("{}\n{text}", message.to))?;
    let owner = config.incoming.owners.get(&consultant).cloned().unwrap_or_default();
    let query = Query {
        mode: if kind == "email" { "email".into() } else { "post".into() },
        caller: caller(message, &whole.name),
        words: words(message, kind),
        consultant,
        owner,
        ..Query::new(now)
    };
    let query = query.filed(&alarms_of(store.desk().folder())?, now);
    let post = Post {
        id: new_id(),
        query_id: query.id.clone(),
        kind: kind.into(),
        source: whole.name.clone(),
        hash: files::hash(&whole.bytes),
        sender: safe::line(&message.sender).into_owned(),
        from_address: safe::line(&message.address).into_owned(),
        subject: safe::line(&message.subject).into_owned(),
        sent_at: message.sent_at.map(stamp),
        guess_id,
        guess_why,
        created_at: stamp(now),
        binned_at: None,
    };
    let attached = kept(message.parts.iter().chain([whole]), own, &query.id, now)?;
    Ok(Taken { query, post, attached })
}

/// The own words: what about, and the text; what is longer is cut and said to be.
fn words(message: &Read, kind: &str) -> String {
    let subject = safe::line(message.subject.trim()).into_owned();
    let head = match kind {
        "email" if !subject.is_empty() => format!("{subject}\n\n"),
        "email" => String::new(),
        _ => format!("Scanned: {subject}\n\n"),
    };
    let text = safe::block(message.text.trim()).into_owned();
    let cut: String = text.chars().take(WORDS).collect();
    let more = if cut.len() < text.len() { "\n\n[It goes on: the whole is attached.]" } else { "" };
    format!("{head}{cut}{more}").trim().to_owned()
}

/// Writes what is attached into the desk's folder, the whole last.
fn kept<'a>(
    parts: impl Iterator<Item = &'a Part>,
    own: &Path,
    query: &str,
    now: NaiveDateTime,
) -> Result<Vec<Attachment>, Refusal> {
    let mut all = Vec::new();
    for (n, part) in (1i64..).zip(parts) {
        let name = files::shown_name(&part.name);
        let (file, hash) = files::keep(&part.bytes, own, &files::safe_end(&name))?;
        all.push(Attachment {
            id: new_id(),
            query_id: query.to_owned(),
            n,
            name,
            file,
            mime: safe::line(&part.mime).into_owned(),
            bytes: i64::try_from(part.bytes.len()).unwrap_or(i64::MAX),
            hash,
            created_at: stamp(now),
            binned_at: None,
        });
    }
    Ok(all)
}

/// Whom a text may be about, and why; or why nobody is named.
fn guess(db: Db<'_>, text: &str) -> Result<(Option<String>, String), Refusal> {
    let (mut sure, mut doubts) = (Vec::<(Patient, String)>::new(), Vec::new());
    for number in rules_guess::numbers(text) {
        let Some(patient) = people::repo::by_nhs(db, &number)? else {
            doubts.push(format!("NHS No. {} is nobody's on this desk", nhs::show(&number)));
            continue;
        };
        let born = patient.born.as_deref().and_then(|b| b.parse().ok()).is_some_and(|b| rules_guess::has_date(text, b));
        let named = rules_guess::has_name(text, &patient.surname, &patient.forename);
        let with = match (born, named) {
            (true, true) => "birth date and name",
            (true, false) => "birth date",
            (false, true) => "name",
            (false, false) => {
                let who = patient.name();
                doubts.push(format!(
                    "NHS No. {} is {who}'s, but neither birth date nor name stands with it",
                    nhs::show(&number)
                ));
                continue;
            }
        };
        sure.push((patient, format!("NHS No. {} and {with}", nhs::show(&number))));
    }
    sure.dedup_by(|a, b| a.0.id == b.0.id);
    Ok(match sure.as_slice() {
        [(patient, why)] => (Some(patient.id.clone()), why.clone()),
        [] => (None, doubts.join("; ")),
        many => (
            None,
            format!(
                "several patients are named: {}",
                many.iter().map(|(p, _)| p.name()).collect::<Vec<_>>().join("; ")
            ),
        ),
    })
}

/// The consultant it concerns: the only one there is, else the only one whose surname stands in it.
fn consultant(db: Db<'_>, text: &str) -> Result<String, Refusal> {
    let all: Vec<String> =
        team::repo::all(db)?.into_iter().filter(|m| m.role == "consultant").map(|m| m.name).collect();
    if let [only] = all.as_slice() {
        return Ok(only.clone());
    }
    let words: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).map(names::fold).collect();
    let named = |name: &&String| {
        let last = name.split_whitespace().next_back().map(names::fold).unwrap_or_default();
        !last.is_empty() && words.contains(&last)
    };
    let fits: Vec<&String> = all.iter().filter(named).collect();
    Ok(if let [one] = fits.as_slice() { (*one).clone() } else { String::new() })
}
