//! `people` and `person`: find them, show one with the whole timeline, add one.

use std::fmt::Write as _;

use clap::{Args, Subcommand};
use serde_json::Value;

use super::answer::{Answer, note, short};
use super::{Said, Session, json};
use crate::desk::people::model::{KINDS, Moment};
use crate::desk::people::{Contact, Patient, repo};
use crate::form::facts;
use crate::store::{Change, Refusal};
use crate::text::{age, dates, postcode};

/// Which people.
#[derive(Debug, Args)]
pub struct List {
    /// Names, a date of birth, numbers, a postcode; everybody without them
    words: Vec<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// What can be done with a person.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Show a person and, of a patient, everything there was and will be
    Show {
        /// An id, an NHS number or words to find
        #[arg(required = true)]
        person: Vec<String>,
    },
    /// Add a patient, or with --kind a contact
    Add(Box<Add>),
}

/// A new patient or contact.
#[derive(Debug, Args)]
pub struct Add {
    /// Family name; of a contact needed unless it has an organisation
    #[arg(long, value_name = "S", required_unless_present = "organisation")]
    surname: Option<String>,
    /// First name
    #[arg(long, value_name = "F")]
    forename: Option<String>,
    /// Mr, Mrs, Dr
    #[arg(long, value_name = "T")]
    title: Option<String>,
    /// Further first names
    #[arg(long, value_name = "NAMES")]
    middle: Option<String>,
    /// What they like to be called
    #[arg(long, value_name = "NAME")]
    preferred: Option<String>,
    /// Date of birth
    #[arg(long, value_name = "DATE")]
    born: Option<String>,
    /// Female, Male, Not Known, Not Specified
    #[arg(long, value_name = "WORD")]
    gender: Option<String>,
    /// NHS number
    #[arg(long, value_name = "N")]
    nhs: Option<String>,
    /// Hospital number
    #[arg(long, value_name = "N")]
    hospital: Option<String>,
    /// Address, commas between its lines, the postcode last
    #[arg(long, value_name = "A")]
    address: Option<String>,
    /// Postcode, where it does not stand in the address
    #[arg(long, value_name = "CODE")]
    postcode: Option<String>,
    /// Telephone, with a word before it such as mobile; may be given several times
    #[arg(long, value_name = "P")]
    phone: Vec<String>,
    /// E-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The patient agreed to e-mail
    #[arg(long)]
    email_ok: bool,
    /// A voicemail may be left
    #[arg(long)]
    voicemail_ok: bool,
    /// ODS code of the patient's practice, added if it is new
    #[arg(long, value_name = "CODE")]
    practice: Option<String>,
    /// The patient's GP
    #[arg(long, value_name = "NAME")]
    gp: Option<String>,
    /// The form in which information is needed, such as large print
    #[arg(long, value_name = "NEED")]
    format: Option<String>,
    /// Language, where not English
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// What must be known before anybody rings
    #[arg(long, value_name = "NOTE")]
    safe_note: Option<String>,
    /// Anything else
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
    /// Not a patient but a contact of this kind
    #[arg(long, value_parser = KINDS.to_vec())]
    kind: Option<String>,
    /// Organisation of a contact
    #[arg(long, value_name = "NAME", requires = "kind")]
    organisation: Option<String>,
    /// Department of a contact
    #[arg(long, value_name = "NAME", requires = "kind")]
    department: Option<String>,
    /// ODS code of a contact
    #[arg(long, value_name = "CODE", requires = "kind")]
    ods: Option<String>,
}

/// A patient or a contact.
enum Person {
    Patient(Box<Patient>),
    Contact(Box<Contact>),
}

impl List {
    /// Lists them.
    pub fn run(self, session: &mut Session) -> Said {
        let all = if self.words.is_empty() { self.everybody(session)? } else { self.found(session)? };
        let mut practices = json::Practices::default();
        let rows: Vec<Vec<String>> = all.iter().map(row).collect();
        let json = all.iter().map(|p| person_json(p, session, &mut practices)).collect::<Result<Vec<_>, _>>()?;
        let headings = ["NAME", "BORN", "NUMBER", "KIND", "MORE", "ID"];
        Ok(Answer::listing(&headings, &rows, json, "Nobody fits. Try fewer words, or another part of them."))
    }

    fn everybody(&self, session: &Session) -> Result<Vec<Person>, Refusal> {
        let limit = self.limit.unwrap_or(usize::MAX);
        let patients = repo::all_patients(session.db())?.into_iter().map(|p| Person::Patient(Box::new(p)));
        let contacts = repo::all_contacts(session.db())?.into_iter().map(|c| Person::Contact(Box::new(c)));
        Ok(patients.chain(contacts).take(limit).collect())
    }

    fn found(&self, session: &Session) -> Result<Vec<Person>, Refusal> {
        let limit = self.limit.unwrap_or(500);
        let found = session.store.seek(&self.words.join(" "), &["patient", "contact"], session.today(), limit)?;
        found.iter().map(|f| get(session, &f.kind, &f.id)).collect()
    }
}

fn get(session: &Session, kind: &str, id: &str) -> Result<Person, Refusal> {
    Ok(if kind == "patient" {
        Person::Patient(Box::new(session.db().must(id)?))
    } else {
        Person::Contact(Box::new(session.db().must(id)?))
    })
}

fn row(person: &Person) -> Vec<String> {
    match person {
        Person::Patient(p) => vec![
            p.name(),
            p.born_on().map(dates::screen).unwrap_or_default(),
            p.nhs_number.as_deref().map(crate::text::nhs::show).unwrap_or_default(),
            "patient".into(),
            [p.hospital_number.as_deref().unwrap_or_default(), &p.postcode].join(" ").trim().to_owned(),
            p.id.clone(),
        ],
        Person::Contact(c) => vec![
            c.name.clone(),
            String::new(),
            c.ods_code.clone().unwrap_or_default(),
            c.kind_word().to_owned(),
            short(&format!("{}{}", c.detail(), if c.closed_on.is_some() { ", closed" } else { "" })),
            c.id.clone(),
        ],
    }
}

fn person_json(person: &Person, session: &Session, practices: &mut json::Practices) -> Result<Value, Refusal> {
    match person {
        Person::Patient(p) => json::patient(p, session.db(), practices),
        Person::Contact(c) => json::contact(c, session.db(), practices),
    }
}

impl Verb {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        match self {
            Self::Show { person } => show(session, &person.join(" ")),
            Self::Add(add) => match add.kind.clone() {
                None => add.patient(session),
                Some(kind) => add.contact(&kind, session),
            },
        }
    }
}

/// The patient that is meant, else the contact.
fn resolve(session: &Session, words: &str) -> Result<Person, Refusal> {
    let (store, today) = (&session.store, session.today());
    if let Some(contact) = session.db().get::<Contact>(words.trim())? {
        return Ok(Person::Contact(Box::new(contact)));
    }
    match repo::resolve(store, words, today) {
        Ok(patient) => Ok(Person::Patient(Box::new(patient))),
        Err(said) if !repo::matches(store, words, "patient", today)?.is_empty() => Err(said),
        Err(said) => match repo::resolve_contact(store, words, today) {
            Ok(contact) => Ok(Person::Contact(Box::new(contact))),
            Err(_) if repo::matches(store, words, "contact", today)?.is_empty() => Err(said),
            Err(many) => Err(many),
        },
    }
}

/// Opening a patient's record is written to the history too.
fn show(session: &mut Session, words: &str) -> Said {
    let person = resolve(session, words)?;
    let mut practices = json::Practices::default();
    let mut record = person_json(&person, session, &mut practices)?;
    let (mut page, moments) = match &person {
        Person::Patient(p) => (patient_page(session, p), repo::timeline(session.db(), &p.id)?),
        Person::Contact(c) => (facts_page(&c.name, facts(&**c, session.db())), Vec::new()),
    };
    if let Person::Patient(p) = &person {
        let label = format!("Opened {}", p.name());
        session.store.viewed("patient", &p.id, &label, &session.who, session.now)?;
        for moment in &moments {
            page = format!("{page}{}\n", line(moment));
        }
    }
    if let Value::Object(map) = &mut record {
        let all: Vec<Value> = moments.iter().map(|m| moment_json(session, m)).collect();
        map.insert("timeline".into(), all.into());
    }
    Ok(Answer::said(page, vec![record]))
}

/// A line of the timeline; of an appointment what its own record promises stands beside it.
fn moment_json(session: &Session, moment: &Moment) -> Value {
    let mut line = json::moment(moment);
    if moment.kind == "appointment"
        && let Ok(Some(one)) = session.db().get(&moment.id)
    {
        json::clinics::beside(&mut line, &one, &json::clinics::Names::of(session.db(), &one, session.today()));
    }
    line
}

fn patient_page(session: &Session, patient: &Patient) -> String {
    let born = patient.born_on().map_or_else(
        || "date of birth not known".into(),
        |b| format!("Born {} ({})", dates::screen(b), age(b, session.now)),
    );
    let head = format!("{}   {born}   {}   NHS No. {}", patient.name(), patient.gender, patient.nhs_shown());
    facts_page(&head, facts(patient, session.db()))
}

fn facts_page(head: &str, facts: Vec<(&'static str, String)>) -> String {
    let mut page = format!("{head}\n\n");
    for (label, text) in facts {
        let _ = writeln!(page, "{label:<24} {}", text.replace('\n', ", "));
    }
    page.push('\n');
    page
}

fn line(moment: &Moment) -> String {
    let at = crate::form::shown_when(Some(&moment.at));
    format!("{at:<18} {:<8} {} ({})", moment.word, short(&moment.title), moment.state)
}

impl Add {
    fn patient(self: Box<Self>, session: &mut Session) -> Said {
        let mut patient = Patient::new(session.now);
        let phones = self.phone.join("\n");
        let (address, code) = self.address();
        let fields = [
            ("surname", self.surname.as_deref()),
            ("forename", self.forename.as_deref()),
            ("title", self.title.as_deref()),
            ("middle", self.middle.as_deref()),
            ("preferred_name", self.preferred.as_deref()),
            ("born", self.born.as_deref()),
            ("gender", self.gender.as_deref()),
            ("nhs_number", self.nhs.as_deref()),
            ("hospital_number", self.hospital.as_deref()),
            ("address", address.as_deref()),
            ("postcode", code.as_deref()),
            ("phones", Some(phones.as_str()).filter(|p| !p.is_empty())),
            ("email", self.email.as_deref()),
            ("gp_name", self.gp.as_deref()),
            ("need_format", self.format.as_deref()),
            ("language", self.language.as_deref()),
            ("safe_note", self.safe_note.as_deref()),
            ("notes", self.notes.as_deref()),
        ];
        for (field, text) in fields {
            session.set_if(&mut patient, field, text)?;
        }
        (patient.email_ok, patient.voicemail_ok) = (self.email_ok, self.voicemail_ok);
        let practice = self.practice_of(session)?;
        if let Some((id, _)) = &practice {
            patient.practice_id = Some(id.clone());
        }
        let patient = patient.tidied();
        check(session, &patient)?;
        let change = Change::new(format!("New patient: {}", patient.name()));
        let change = practice.and_then(|(_, new)| new).into_iter().fold(change, |c, new| c.insert(&new));
        session.apply(&change.insert(&patient))?;
        let record = json::patient(&patient, session.db(), &mut json::Practices::default())?;
        Ok(Answer::made(&patient.id, record))
    }

    /// The practice by its code; one that is not known yet is made with it.
    fn practice_of(&self, session: &Session) -> Result<Option<(String, Option<Contact>)>, Refusal> {
        let Some(code) = &self.practice else { return Ok(None) };
        if let Some(known) = repo::by_ods(session.db(), code)? {
            return Ok(Some((known.id, None)));
        }
        let new = Contact::practice(code, "", session.now).tidied();
        Ok(Some((new.id.clone(), Some(new))))
    }

    /// The lines of the address, and the postcode that stands last in it.
    fn address(&self) -> (Option<String>, Option<String>) {
        let Some(address) = &self.address else { return (None, self.postcode.clone()) };
        let mut lines: Vec<&str> = address.split([',', '\n']).map(str::trim).filter(|l| !l.is_empty()).collect();
        let mut code = self.postcode.clone();
        if code.is_none() && lines.last().is_some_and(|l| postcode::tidy(l).is_ok()) {
            code = lines.pop().map(str::to_owned);
        }
        (Some(lines.join("\n")), code)
    }

    fn contact(self: Box<Self>, kind: &str, session: &mut Session) -> Said {
        let mut contact = Contact::new(kind, session.now);
        let phones = self.phone.join("\n");
        let (address, code) = self.address();
        let fields = [
            ("surname", self.surname.as_deref()),
            ("forename", self.forename.as_deref()),
            ("title", self.title.as_deref()),
            ("organisation", self.organisation.as_deref()),
            ("department", self.department.as_deref()),
            ("ods_code", self.ods.as_deref()),
            ("address", address.as_deref()),
            ("postcode", code.as_deref()),
            ("phones", Some(phones.as_str()).filter(|p| !p.is_empty())),
            ("email", self.email.as_deref()),
            ("notes", self.notes.as_deref()),
        ];
        for (field, text) in fields {
            session.set_if(&mut contact, field, text)?;
        }
        let contact = contact.tidied();
        session.apply(&Change::new(format!("New contact: {}", contact.name)).insert(&contact))?;
        let record = json::contact(&contact, session.db(), &mut json::Practices::default())?;
        Ok(Answer::made(&contact.id, record))
    }
}

/// What only the whole record or the desk can tell; who could be taken for the new one is said.
fn check(session: &Session, patient: &Patient) -> Result<(), Refusal> {
    patient.check_days()?;
    if let Some(number) = &patient.nhs_number
        && let Some(other) = repo::by_nhs(session.db(), number)?
    {
        return Err(Refusal::rule(format!(
            "NHS number {} is that of {} already. Nothing was added.",
            patient.nhs_shown(),
            other.name()
        )));
    }
    for like in repo::alike(session.db(), patient)?.iter().filter(|p| p.has_like_name(patient)) {
        note(&format!("Like one on the desk: {} ({}). Is it the same person?", like.name(), like.id));
    }
    Ok(())
}
