//! `export`: what stands on the desk, for other programs. Files are for their owner only: they hold patients.

mod records;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::answer::{Answer, objects};
use super::{Said, Session, diary, files, json};
use crate::desk::diary::{Occurrence, busy, export as diary_out, repo as diary_repo};
use crate::desk::people::export::{self as people_out, What};
use crate::desk::{clinics, inbox, letters, people, tasks};
use crate::exchange::csv::write_csv_with_bom;
use crate::exchange::ics;
use crate::store::Refusal;

/// What goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// The patients
    People,
    /// GPs, practices, staff, suppliers
    Contacts,
    /// The entries of the calendars
    Diary,
    /// The tasks
    Tasks,
    /// The letters
    Letters,
    /// The post book
    Post,
    /// The queries
    Inbox,
    /// The clinics with their plans
    Clinics,
    /// The appointments, those that wait for a date too
    Appointments,
    /// The words that the department has added
    Words,
    /// Records of any kind as they stand in the file, named with --of-kind: orders, dictations, equipment …
    Records,
    /// Every record of every kind, as JSON
    Everything,
}

/// How the file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table
    Csv,
    /// Address cards
    Vcard,
    /// A calendar file
    Ics,
    /// Records as `--json` prints them
    Json,
}

/// What is exported, and how.
#[derive(Debug, Args)]
pub struct Export {
    /// What goes out
    kind: Kind,
    /// The file to write
    file: PathBuf,
    /// How it is written; told by the end of the file's name, else a table
    #[arg(long)]
    format: Option<Format>,
    /// Of `records`: which kind: order, dictation, attachment, print run, snippet, equipment …
    #[arg(long, value_name = "KIND", required_if_eq("kind", "records"))]
    of_kind: Option<String>,
    /// Of this calendar, or of this owner, only
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
    /// Of a calendar the busy times of a year only: no titles, no places, nobody's name
    #[arg(long)]
    busy: bool,
}

impl Export {
    /// Exports it. The history says that it was done.
    pub fn run(self, session: &mut Session) -> Said {
        if self.busy {
            return self.busy(session);
        }
        let format = self.format.unwrap_or_else(|| self.by_name());
        let bytes = match self.kind {
            Kind::People => people(session, What::Patients, format),
            Kind::Contacts => people(session, What::Contacts, format),
            Kind::Diary => self.diary(session, format),
            Kind::Tasks => self.tasks(session, format),
            Kind::Letters => table_or_json(format, "Letters", LETTERS, || letters_json(session)),
            Kind::Post => table_or_json(format, "The post book", POST, || post_json(session)),
            Kind::Inbox => table_or_json(format, "Queries", QUERIES, || queries_json(session)),
            Kind::Clinics => table_or_json(format, "Clinics", CLINICS, || clinics_json(session)),
            Kind::Appointments => table_or_json(format, "Appointments", APPOINTMENTS, || appointments_json(session)),
            Kind::Words => table_or_json(format, "Words", WORDS, || json::words(session.db())),
            Kind::Records => records::of_kind(session, self.table()?, format),
            Kind::Everything => records::everything(session, if self.format.is_none() { Format::Json } else { format }),
        }?;
        files::write(&self.file, &bytes)?;
        let (table, word) = self.words()?;
        session.store.viewed(table, "all", &format!("Exported {word}"), &session.who, session.now)?;
        let json = json!({"file": self.file, "bytes": bytes.len(), "kind": word});
        Ok(Answer::said(self.file.display().to_string(), vec![json]))
    }

    /// The busy times of one calendar.
    fn busy(self, session: &mut Session) -> Said {
        let is_calendar =
            matches!(self.kind, Kind::Diary) && self.format.unwrap_or_else(|| self.by_name()) == Format::Ics;
        if !is_calendar {
            return Err(Refusal::rule("Busy times are of the diary, in a file that ends in .ics."));
        }
        let whose = self.of.clone().unwrap_or_else(|| session.who.clone());
        let name = diary::calendar(session, &whose)?;
        let calendar = diary_repo::calendar_named(session.db(), &name)?;
        let calendar = calendar.ok_or_else(|| Refusal::rule(format!("There is no calendar {name}.")))?;
        let (text, count) = busy::text(session.db(), &calendar, session.now)?;
        files::write(&self.file, text.as_bytes())?;
        let said = format!("Exported the busy times of {name}");
        session.store.viewed("entry", "all", &said, &session.who, session.now)?;
        let json = json!({"file": self.file, "bytes": text.len(), "kind": "busy times", "times": count});
        Ok(Answer::said(self.file.display().to_string(), vec![json]))
    }

    fn by_name(&self) -> Format {
        let end = self.file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        match end.as_str() {
            "vcf" | "vcard" => Format::Vcard,
            "ics" => Format::Ics,
            "json" => Format::Json,
            _ => Format::Csv,
        }
    }

    fn table(&self) -> Result<&'static crate::store::Table, Refusal> {
        records::named(self.of_kind.as_deref().unwrap_or_default())
    }

    fn words(&self) -> Result<(&'static str, &'static str), Refusal> {
        Ok(match self.kind {
            Kind::People => ("patient", "all patients"),
            Kind::Contacts => ("contact", "all contacts"),
            Kind::Diary => ("entry", "the diary"),
            Kind::Tasks => ("task", "the tasks"),
            Kind::Letters => ("letter", "all letters"),
            Kind::Post => ("post_item", "the post book"),
            Kind::Inbox => ("query", "all queries"),
            Kind::Clinics => ("clinic", "all clinics"),
            Kind::Appointments => ("appointment", "all appointments"),
            Kind::Words => ("word", "the department's words"),
            Kind::Records => self.table().map(|t| (t.name, t.word))?,
            Kind::Everything => ("setting", "every record"),
        })
    }

    fn diary(&self, session: &Session, format: Format) -> Result<Vec<u8>, Refusal> {
        let only = self.of.as_deref().map(|typed| diary::calendar(session, typed)).transpose()?;
        let mut calendars = diary_repo::calendars(session.db())?;
        calendars.retain(|c| only.as_ref().is_none_or(|o| c.name == *o));
        if format == Format::Ics {
            let (mut events, mut alone) = (Vec::new(), Vec::new());
            for calendar in &calendars {
                let (own, changes) = diary_out::events(session.db(), calendar, &session.who)?;
                events.extend(own);
                alone.extend(changes);
            }
            let utc = crate::clock::utc_of(session.now).format("%Y%m%dT%H%M%SZ").to_string();
            return Ok(ics::write_with_changes(&events, &alone, &[], None, &utc).into_bytes());
        }
        table_or_json(format, "Entries of the diary", ENTRIES, || {
            let mut all = Vec::new();
            for calendar in calendars {
                let calendar = std::sync::Arc::new(calendar);
                for entry in diary_repo::all_of(session.db(), &calendar.id)? {
                    let (series, start) = (entry.is_series(), entry.starts_at());
                    let (entry, calendar) = (std::sync::Arc::new(entry), calendar.clone());
                    let one = if series {
                        Occurrence::of_series(entry, calendar, start)
                    } else {
                        Occurrence::single(entry, calendar)
                    };
                    all.push(json::entry(&one, &session.who));
                }
            }
            Ok(all)
        })
    }

    fn tasks(&self, session: &Session, format: Format) -> Result<Vec<u8>, Refusal> {
        let mut all = tasks::repo::all(session.db())?;
        if let Some(of) = &self.of {
            let name = session.member(of)?;
            all.retain(|l| l.task.owner == name);
        }
        let plain = || all.iter().map(|l| l.task.clone()).collect::<Vec<_>>();
        match format {
            Format::Csv => Ok(tasks::export::csv(&plain())),
            Format::Ics => Ok(tasks::export::ics(&plain(), session.now).into_bytes()),
            Format::Json => {
                let json: Vec<Value> =
                    all.iter().map(|l| json::task(&l.task, l.patient().as_deref(), session.now)).collect();
                Ok(lines(&json))
            }
            Format::Vcard => Err(cannot("Tasks", "csv, ics or json")),
        }
    }
}

fn people(session: &Session, what: What, format: Format) -> Result<Vec<u8>, Refusal> {
    match format {
        Format::Csv => people_out::csv(session.db(), what),
        Format::Vcard => people_out::cards(session.db(), what),
        Format::Json => {
            let (db, mut known) = (session.db(), json::Practices::default());
            let all: Result<Vec<Value>, Refusal> = if what == What::Patients {
                people::repo::all_patients(db)?.iter().map(|p| json::patient(p, db, &mut known)).collect()
            } else {
                people::repo::all_contacts(db)?.iter().map(|c| json::contact(c, db, &mut known)).collect()
            };
            Ok(lines(&all?))
        }
        Format::Ics => Err(cannot("People", "csv, vcard or json")),
    }
}

fn letters_json(session: &Session) -> Result<Vec<Value>, Refusal> {
    let all = letters::repo::every(session.db())?;
    let name = |l: &letters::repo::Listed| l.surname.is_some().then(|| l.name());
    Ok(all.iter().map(|l| json::letter(&l.letter, name(l).as_deref(), session.today())).collect())
}

fn post_json(session: &Session) -> Result<Vec<Value>, Refusal> {
    Ok(letters::repo_post::book(session.db())?.iter().map(super::letters::line_json).collect())
}

fn queries_json(session: &Session) -> Result<Vec<Value>, Refusal> {
    let all = inbox::repo::listed(session.db(), session.now, true)?;
    Ok(all.iter().map(|l| json::query(l, &session.who, session.now)).collect())
}

fn clinics_json(session: &Session) -> Result<Vec<Value>, Refusal> {
    Ok(clinics::repo::clinics(session.db())?.iter().map(|c| json::clinics::clinic(c, session.today())).collect())
}

fn appointments_json(session: &Session) -> Result<Vec<Value>, Refusal> {
    let (db, today) = (session.db(), session.today());
    let all = clinics::repo::every(db)?;
    Ok(all.iter().map(|a| json::clinics::appointment(a, &json::clinics::Names::of(db, a, today))).collect())
}

/// A column: its heading and the key of the record. None: the key is the heading.
type Columns = &'static [(Option<&'static str>, &'static str)];

macro_rules! columns {
    ($($key:literal),* $(,)?) => { &[$((None, $key)),*] };
}

const WORDS: Columns = columns!["word", "also", "kind", "plain", "meaning", "spelling", "added_by", "created_at", "id"];

const LETTERS: Columns = columns![
    "id",
    "state",
    "template",
    "patient_id",
    "patient_name",
    "author",
    "owner",
    "attended_on",
    "due_at",
    "held",
    "subject",
    "salutation",
    "body",
    "recipients",
    "signed_by",
    "submitted_at",
    "approved_at",
    "sent_at",
    "created_at",
];

const POST: Columns = columns![
    "id",
    "day",
    "at",
    "name",
    "postcode",
    "what",
    "patient_id",
    "patient_name",
    "letter_id",
    "way",
    "class",
    "by",
    "state",
    "note",
];

const QUERIES: Columns = columns![
    "id",
    "state",
    "received_at",
    "mode",
    "kind",
    "caller",
    "relation",
    "number",
    "patient_id",
    "patient_name",
    "words",
    "tone",
    "alarm",
    "owner",
    "promised_by",
    "waiting_on",
    "chase_on",
    "escalated_to",
    "accepted_by",
    "accepted_at",
    "outcome",
    "closed_at",
];

const CLINICS: Columns = columns![
    "id", "name", "code", "of", "site", "room", "weekdays", "weeks", "from", "to", "slots", "limits", "overbook",
    "since", "until", "excluded", "notes",
];

const APPOINTMENTS: Columns = columns![
    "id",
    "patient_id",
    "patient_name",
    "clinic",
    "of",
    "kind",
    "state",
    "code",
    "start",
    "end",
    "reason",
    "pathway",
    "referred_on",
    "breach_on",
    "priority",
    "added_on",
    "book_by",
    "booked_by",
    "booked_at",
    "arrived_at",
    "seen_at",
    "outcome",
    "follow_weeks",
    "ended_at",
    "end_reason",
    "short_notice",
    "rebooked_from",
    "rebooked_as",
];

/// Headings by which an entry comes in again.
const ENTRIES: Columns = &[
    (Some("Subject"), "title"),
    (Some("Start Date"), "start"),
    (Some("End Date"), "end"),
    (Some("All day event"), "all_day"),
    (Some("Location"), "place"),
    (Some("Required Attendees"), "with_whom"),
    (Some("Description"), "notes"),
    (Some("Private"), "private"),
    (Some("UID"), "uid"),
    (Some("Kind of entry"), "kind"),
    (Some("Status"), "state"),
    (Some("Calendar name"), "calendar"),
    (Some("Repeats"), "rules"),
];

fn table_or_json(
    format: Format,
    word: &str,
    columns: Columns,
    all: impl FnOnce() -> Result<Vec<Value>, Refusal>,
) -> Result<Vec<u8>, Refusal> {
    match format {
        Format::Json => Ok(lines(&all()?)),
        Format::Csv => {
            let headings: Vec<&str> = columns.iter().map(|(heading, key)| heading.unwrap_or(key)).collect();
            let row = |record: &Value| columns.iter().map(|(_, key)| cell(&record[*key])).collect::<Vec<_>>();
            Ok(write_csv_with_bom(&headings, all()?.iter().map(row)))
        }
        _ => Err(cannot(word, if word.starts_with("Entries") { "csv, ics or json" } else { "csv or json" })),
    }
}

/// A value as a cell; of a list its items, of records their names.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join("; "),
        Value::Object(record) => record.get("name").map(cell).unwrap_or_default(),
        other => other.to_string(),
    }
}

fn lines(all: &[Value]) -> Vec<u8> {
    objects(all).into_bytes()
}

fn cannot(what: &str, known: &str) -> Refusal {
    Refusal::rule(format!("{what} are written as {known}. Choose one with --format."))
}
