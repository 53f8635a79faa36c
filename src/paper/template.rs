//! Letters with blanks: what a kind of letter says, to whom it goes, and what it must not lack.
//!
//! A template is a TOML file. `{{patient.born}}` is filled by the desk, `{{?who saw you}}` by the writer.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use serde::Deserialize;
use thiserror::Error;

use super::lint::blanks;
use super::marks::{outline, same_words};
use super::view::one;

/// The fields a template may use, and what each says.
pub const FIELDS: [(&str, &str); 27] = [
    ("patient.name", "Mrs Grace OKAFOR"),
    ("patient.title_surname", "Mrs Okafor"),
    ("patient.born", "3 March 1950"),
    ("patient.nhs", "999 000 0018"),
    ("patient.hospital_no", "the hospital number"),
    ("patient.address", "the address on one line"),
    ("patient.phone", "the telephone number"),
    ("recipient.name", "who the letter is to"),
    ("recipient.salutation", "Mrs Okafor"),
    ("gp.name", "the GP"),
    ("gp.practice", "the GP's practice"),
    ("consultant", "Dr Ayesha Rahman"),
    ("consultant.role", "Consultant cardiologist"),
    ("trust", "the trust or hospital"),
    ("department", "the department"),
    ("clinic", "the cardiology clinic"),
    ("attended", "the day of the visit, 12 November 2026"),
    ("date", "the date of the letter"),
    ("appointment.when", "Tuesday 5 January 2027 at 14:30"),
    ("appointment.where", "Outpatients 3, Stellswick General Hospital"),
    ("appointment.kind", "A first visit to the clinic"),
    ("cancelled.when", "Monday 4 January 2027 at 09:00"),
    ("phone", "020 7946 0123"),
    ("email", "the department's e-mail address"),
    ("author.name", "who wrote the letter"),
    ("author.role", "the writer's role"),
    ("their.date", "the date of the letter being answered"),
];

/// The templates that come with the desk, in the order they are offered.
const BUILT_IN: [(&str, &str); 9] = [
    ("clinic-letter.toml", include_str!("../../assets/letters/clinic-letter.toml")),
    ("appointment.toml", include_str!("../../assets/letters/appointment.toml")),
    ("clinic-cancelled.toml", include_str!("../../assets/letters/clinic-cancelled.toml")),
    ("clinic-cancelled-wait.toml", include_str!("../../assets/letters/clinic-cancelled-wait.toml")),
    ("did-not-attend.toml", include_str!("../../assets/letters/did-not-attend.toml")),
    ("result-to-patient.toml", include_str!("../../assets/letters/result-to-patient.toml")),
    ("reply-to-gp.toml", include_str!("../../assets/letters/reply-to-gp.toml")),
    ("referral.toml", include_str!("../../assets/letters/referral.toml")),
    ("free-letter.toml", include_str!("../../assets/letters/free-letter.toml")),
];

/// The largest template file read: many times the longest letter.
const LARGEST_FILE: u64 = 256 * 1024;

/// Who a letter or its copy goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum To {
    /// The patient.
    #[default]
    Patient,
    /// The patient's GP.
    Gp,
    /// Whoever referred the patient.
    Referrer,
    /// Someone among the contacts.
    Contact,
}

/// A heading the letter must have.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// Its name.
    pub name: String,
    /// Other names that will do.
    #[serde(default)]
    pub also: Vec<String>,
}

impl Heading {
    /// Every name that will do.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.also.iter().map(String::as_str))
    }
}

/// A kind of letter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its name in commands: small letters, digits and hyphens.
    pub id: String,
    /// Its name in words.
    pub name: String,
    /// What sort of letter: clinic, appointment, result, referral, admin.
    pub kind: String,
    /// Who it goes to.
    pub to: To,
    /// Who gets a copy.
    #[serde(default)]
    pub copy: Vec<To>,
    /// Whether someone must approve it before it is sent.
    pub needs_approval: bool,
    /// Days from attendance until it is late.
    #[serde(default)]
    pub clock_days: Option<u32>,
    /// The headings it must have.
    #[serde(default)]
    pub headings: Vec<Heading>,
    /// The fields that must have a value.
    #[serde(default)]
    pub fields: Vec<String>,
    /// The bold lines below the salutation.
    #[serde(default)]
    pub subject: Vec<String>,
    /// The line about the visit.
    #[serde(default)]
    pub attendance: String,
    /// How it begins.
    pub salutation: String,
    /// How it ends.
    pub sign_off: String,
    /// What it says.
    pub body: String,
}

/// A template with the desk's facts put in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    /// The text.
    pub body: String,
    /// The bold lines.
    pub subject: Vec<String>,
    /// The line about the visit.
    pub attendance: String,
    /// How it begins.
    pub salutation: String,
    /// Fields that have no value, each once; where they stand, the blank is left.
    pub missing: Vec<String>,
}

/// Why a template cannot be used.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[error("The letter template {file} cannot be used: {why}.")]
pub struct TemplateError {
    /// The file's name.
    pub file: String,
    /// What is wrong with it, with its line where that is known.
    pub why: String,
}

/// The templates there are, and the files that could not be read as one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    /// The templates.
    pub templates: Vec<Template>,
    /// What was left out, and why.
    pub faults: Vec<TemplateError>,
}

/// The source of a template that comes with the desk.
pub fn built_in_source(id: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(file, _)| file.strip_suffix(".toml") == Some(id)).map(|(_, source)| *source)
}

/// The template files of a folder, by name: each with the template, or why it cannot be used.
pub fn own(folder: &Path) -> Vec<(std::path::PathBuf, Result<Template, TemplateError>)> {
    toml_files(folder).into_iter().map(|path| (path.clone(), read(&path))).collect()
}

/// The templates that come with the desk.
pub fn built_in() -> &'static [Template] {
    static ALL: OnceLock<Vec<Template>> = OnceLock::new();
    ALL.get_or_init(|| {
        BUILT_IN.iter().map(|(file, source)| parse(file, source).expect("a test reads every one of them")).collect()
    })
}

/// The desk's templates with those of a folder, of which one with the same id takes the place of the desk's.
/// A folder that is not there has none.
pub fn all(folder: Option<&Path>) -> Listed {
    let mut listed = Listed { templates: built_in().to_vec(), faults: Vec::new() };
    for path in folder.map(toml_files).unwrap_or_default() {
        match read(&path) {
            Ok(own) => match listed.templates.iter_mut().find(|known| known.id == own.id) {
                Some(known) => *known = own,
                None => listed.templates.push(own),
            },
            Err(fault) => listed.faults.push(fault),
        }
    }
    listed
}

fn toml_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    files.sort();
    files
}

fn read(path: &Path) -> Result<Template, TemplateError> {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let refused = |why: String| TemplateError { file: file.clone(), why };
    let size = path.metadata().map_err(|fault| refused(format!("it cannot be read ({fault})")))?.len();
    if size > LARGEST_FILE {
        return Err(refused("it is larger than 256 kB".to_owned()));
    }
    let source = std::fs::read_to_string(path).map_err(|fault| refused(format!("it cannot be read ({fault})")))?;
    parse(&file, &source)
}

/// Reads a template; `file` is its name in what is said of its faults.
pub fn parse(file: &str, source: &str) -> Result<Template, TemplateError> {
    let refused = |why: String| TemplateError { file: one(file), why: one(&why) };
    let template: Template = toml::from_str(source).map_err(|fault| refused(toml_fault(source, &fault)))?;
    check(&template).map_err(|why| refused(in_its_line(source, &why)))?;
    Ok(template)
}

fn toml_fault(source: &str, fault: &toml::de::Error) -> String {
    let line = fault.span().map(|span| source[..span.start.min(source.len())].matches('\n').count() + 1);
    line.map_or_else(|| fault.message().to_owned(), |line| format!("line {line}: {}", fault.message()))
}

/// What is wrong with the line in which it stands: the first that has what is quoted in it.
fn in_its_line(source: &str, why: &str) -> String {
    let quoted = why.split('"').nth(1).filter(|q| !q.is_empty());
    let line = quoted.and_then(|q| source.lines().position(|line| line.contains(q)));
    line.map_or_else(|| why.to_owned(), |line| format!("line {}: {why}", line + 1))
}

impl TemplateError {
    /// The line of the fault, from 1, where it is known.
    pub fn line(&self) -> Option<usize> {
        self.why.strip_prefix("line ")?.split(':').next()?.parse().ok()
    }
}

fn check(template: &Template) -> Result<(), String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if template.id.is_empty() || !template.id.chars().all(plain) {
        return Err(format!("its id \"{}\" may have small letters, digits and hyphens only", template.id));
    }
    if template.name.trim().is_empty() {
        return Err("it has no name".to_owned());
    }
    for text in texts(template) {
        for blank in blanks(text).iter().filter(|blank| !blank.asks()) {
            known(blank.name())?;
        }
    }
    template.fields.iter().try_for_each(|field| known(field))?;
    let sections = outline(&template.body);
    let absent = |heading: &&Heading| !sections.iter().any(|s| heading.names().any(|name| same_words(name, &s.title)));
    match template.headings.iter().find(absent) {
        Some(heading) => Err(format!("its text lacks its own mandatory heading \"{}\"", heading.name)),
        None => Ok(()),
    }
}

fn texts(template: &Template) -> impl Iterator<Item = &str> {
    let lines = [&template.body, &template.salutation, &template.attendance, &template.sign_off];
    lines.into_iter().chain(&template.subject).map(String::as_str)
}

fn known(field: &str) -> Result<(), String> {
    if FIELDS.iter().any(|(name, _)| *name == field) {
        return Ok(());
    }
    let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
    Err(format!("there is no field \"{field}\"; the fields are {}", names.join(", ")))
}

/// Puts the values into the template. A value is put in as it is, on one line, and never read for fields again;
/// blanks that ask the writer are left.
pub fn fill(template: &Template, values: &BTreeMap<String, String>) -> Filled {
    let mut missing: Vec<String> = Vec::new();
    let mut put = |text: &str| filled(text, values, &mut missing);
    let mut done = Filled {
        body: put(&template.body).trim_end().to_owned(),
        subject: template.subject.iter().map(|line| put(line)).collect(),
        attendance: put(&template.attendance),
        salutation: put(&template.salutation),
        missing: Vec::new(),
    };
    let lacking = template.fields.iter().filter(|field| value(values, field).is_none());
    lacking.for_each(|field| note(&mut missing, field));
    done.missing = missing;
    done
}

fn filled(text: &str, values: &BTreeMap<String, String>, missing: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for blank in blanks(text) {
        out.push_str(&text[from..blank.range.start]);
        from = blank.range.end;
        match value(values, blank.name()).filter(|_| !blank.asks()) {
            Some(value) => out.push_str(&value),
            None => out.push_str(&text[blank.range.clone()]),
        }
        if !blank.asks() && value(values, blank.name()).is_none() {
            note(missing, blank.name());
        }
    }
    out.push_str(&text[from..]);
    out
}

fn value(values: &BTreeMap<String, String>, field: &str) -> Option<String> {
    values.get(field).map(|value| one(value)).filter(|value| !value.is_empty())
}

fn note(missing: &mut Vec<String>, field: &str) {
    if !missing.iter().any(|known| known == field) {
        missing.push(field.to_owned());
    }
}

#[cfg(test)]
mod tests;
