//! What a letter still lacks before it goes on, and what its sender should know: each with its place.

use std::ops::Range;

use chrono::NaiveDate;

use super::facts::{self, About};
use super::house::House;
use super::{Letter, Recipient, sheet};
use crate::paper::lint::{self, blanks};
use crate::paper::template::{FIELDS, Template, fill};
use crate::text::dates;

/// Where something is put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// In the text, in bytes.
    Body(Range<usize>),
    /// In the details: author, subject, salutation, attendance.
    Details,
    /// Among the recipients.
    Recipients,
    /// With the patient, or nowhere here.
    Patient,
}

/// What m puts right by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mend {
    /// These texts in these places, as one step.
    Put(Vec<(Range<usize>, String)>),
    /// One of these in its place: it is asked which.
    OneOf(Range<usize>, Vec<String>),
}

impl Mend {
    /// This text in that place.
    pub fn put(range: &Range<usize>, with: impl Into<String>) -> Self {
        Self::Put(vec![(range.clone(), with.into())])
    }
}

/// Something that a letter lacks or that must be known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// A sentence.
    pub text: String,
    /// Where it is put right.
    pub spot: Spot,
    /// Whether it stops the letter; else it is only to be known.
    pub stops: bool,
    /// Which rule found it.
    pub rule: &'static str,
    /// The words it found.
    pub words: String,
    /// What puts it right.
    pub mend: Option<Mend>,
    /// Whether it may be kept as it is, with a reason.
    pub keepable: bool,
    /// Why it was kept, and by whom.
    pub kept: Option<String>,
}

impl Finding {
    fn new(text: impl Into<String>, spot: Spot, stops: bool) -> Self {
        let (rule, words, mend) = ("form", String::new(), None);
        Self { text: text.into(), spot, stops, rule, words, mend, keepable: false, kept: None }
    }

    fn stop(text: impl Into<String>, spot: Spot) -> Self {
        Self::new(text, spot, true)
    }

    fn know(text: impl Into<String>, spot: Spot) -> Self {
        Self::new(text, spot, false)
    }

    /// One of a rule about words of the text.
    pub(super) fn stop_at(rule: &'static str, text: String, at: Range<usize>, words: &str) -> Self {
        Self { rule, words: words.to_owned(), ..Self::stop(text, Spot::Body(at)) }
    }

    /// One about the details.
    pub(super) fn stop_in_details(text: String) -> Self {
        Self::stop(text, Spot::Details)
    }

    /// It may be kept as it is, with a reason.
    #[must_use]
    pub(super) fn or_kept(self) -> Self {
        Self { keepable: true, ..self }
    }

    /// With what puts it right.
    #[must_use]
    pub(super) fn mended(self, mend: Option<Mend>) -> Self {
        Self { mend, ..self }
    }

    /// Where in the text it stands; what is not of the text stands before it.
    pub(super) fn place(&self) -> usize {
        if let Spot::Body(range) = &self.spot { range.start + 1 } else { 0 }
    }
}

/// Everything that stops the letter, in the order of the letter, then everything to be known.
pub fn findings(letter: &Letter, template: &Template, about: &About, house: &House, today: NaiveDate) -> Vec<Finding> {
    let mut all = of_recipients(letter, about);
    all.extend(of_details(letter, template, about, house, today));
    all.extend(
        lint::lint(&letter.body, template).into_iter().map(|l| Finding::stop(l.to_string(), Spot::Body(l.range))),
    );
    all.extend(of_patient(letter, about));
    all.extend(of_address(letter, about, house, today));
    all.extend(of_comments(letter));
    all.extend(of_time(letter, today));
    let doc = sheet::doc_of(letter, None, template, about, house, today);
    all.extend(doc.concerns().into_iter().map(|text| Finding::know(text, Spot::Recipients)));
    all.sort_by_key(|f| !f.stops);
    all
}

/// The sentences of those that stop it.
pub fn stops(findings: &[Finding]) -> Vec<String> {
    findings.iter().filter(|f| f.stops).map(|f| f.text.clone()).collect()
}

fn of_recipients(letter: &Letter, about: &About) -> Vec<Finding> {
    let mut all = Vec::new();
    if !letter.recipients.iter().any(Recipient::is_principal) {
        all.push(Finding::stop("It is to nobody yet: give it a recipient.", Spot::Recipients));
    }
    for to in &letter.recipients {
        let nowhere = to.address.iter().all(|line| line.trim().is_empty()) || to.postcode.trim().is_empty();
        if to.way == "post" && nowhere {
            all.push(Finding::stop(format!("The address of {} is not complete.", to.name), Spot::Recipients));
        }
        let patient = about.patient.as_ref().filter(|p| p.id == to.id);
        if let Some(patient) = patient.filter(|p| to.way == "email" && (!p.email_ok || p.email.is_empty())) {
            let why = if patient.email.is_empty() { "has no e-mail address" } else { "did not agree to e-mail" };
            all.push(Finding::stop(format!("{} {why}: send it another way.", to.name), Spot::Recipients));
        }
    }
    all
}

/// Whether the patient's address can be relied on.
fn of_address(letter: &Letter, about: &About, house: &House, today: NaiveDate) -> Vec<Finding> {
    let Some(patient) = &about.patient else { return Vec::new() };
    if !letter.recipients.iter().any(|r| r.id == patient.id && r.way == "post" && !r.is_sent()) {
        return Vec::new();
    }
    let ask = "Ask for it, and confirm it among the recipients (k).";
    if let Some(bad) = patient.address_bad() {
        let text = format!("Post came back from the patient's address on {}. {ask}", dates::screen(bad));
        return vec![Finding::know(text, Spot::Recipients)];
    }
    match patient.address_checked().filter(|_| patient.address_is_old(house.address_months, today)) {
        Some(on) => {
            let text = format!("The patient's address was last confirmed on {}. {ask}", dates::screen(on));
            vec![Finding::know(text, Spot::Recipients)]
        }
        None => Vec::new(),
    }
}

/// What was said when it was returned and is not ticked off.
fn of_comments(letter: &Letter) -> Vec<Finding> {
    let open = letter.open_comments().map(|c| {
        let place = c.place.as_ref().map_or(Spot::Patient, |p| Spot::Body(p.range_in(&letter.body)));
        Finding::know(format!("{} said: {} (Alt-K ticks it off)", c.who, c.text), place)
    });
    open.collect()
}

fn of_details(letter: &Letter, template: &Template, about: &About, house: &House, today: NaiveDate) -> Vec<Finding> {
    let mut all = Vec::new();
    if letter.author.trim().is_empty() {
        all.push(Finding::stop("It is nobody's letter yet: say who signs it.", Spot::Details));
    }
    for (place, text) in [("subject", &letter.subject), ("salutation", &letter.salutation)] {
        for blank in blanks(text) {
            all.push(Finding::stop(format!("The {place} has a blank: {}.", said(blank.name())), Spot::Details));
        }
    }
    let known = facts::values(letter, about, house, today);
    let attendance = Template { attendance: template.attendance.clone(), ..Template::default() };
    let missing = fill(&attendance, &known).missing;
    let lacks = template.fields.iter().filter(|f| !known.contains_key(*f) && !stands_in(template, f));
    for field in missing.iter().chain(lacks.filter(|f| !missing.contains(f))) {
        // A blank of the text names itself.
        let in_text = blanks(&letter.body).iter().any(|b| b.name() == field);
        if !in_text {
            all.push(Finding::stop(format!("It is not known: {}.", said(field)), Spot::Details));
        }
    }
    all
}

/// Whether the field stands in the texts that are written into the letter, where a blank names itself.
fn stands_in(template: &Template, field: &str) -> bool {
    let texts = std::iter::once(&template.body).chain(&template.subject).chain(std::iter::once(&template.salutation));
    texts.into_iter().any(|text| blanks(text).iter().any(|b| b.name() == field))
}

/// A field in words.
fn said(field: &str) -> String {
    match field {
        "attended" => "the day of the visit".into(),
        "consultant" | "author.name" => "the consultant, who signs it".into(),
        "patient.name" => "the patient".into(),
        "patient.born" => "the patient's date of birth".into(),
        "patient.nhs" => "the patient's NHS number".into(),
        "patient.phone" => "the patient's telephone number".into(),
        "recipient.salutation" | "recipient.name" => "who the letter is to".into(),
        "phone" => "the department's telephone number (letterhead, in config.toml)".into(),
        "appointment.when" | "appointment.where" => "the appointment".into(),
        other if FIELDS.iter().any(|(name, _)| *name == other) => other.replace('.', " "),
        other => other.into(),
    }
}

/// A visit that is still to come has not been.
fn of_time(letter: &Letter, today: NaiveDate) -> Option<Finding> {
    let on = letter.attended_on.as_deref()?.parse::<NaiveDate>().ok().filter(|on| *on > today)?;
    let text = format!("The day of the visit, {}, is still to come.", dates::letter(on));
    Some(Finding::stop(text, Spot::Details))
}

fn of_patient(letter: &Letter, about: &About) -> Vec<Finding> {
    let Some(patient) = &about.patient else { return Vec::new() };
    let mut all = Vec::new();
    let mut know = |text: String| all.push(Finding::know(text, Spot::Patient));
    if patient.died_on.is_some() && letter.died_reason.is_empty() {
        know("The patient has died: it is sent only with a reason.".into());
    }
    let to_patient = letter.recipients.iter().any(|r| r.id == patient.id);
    if to_patient && !patient.need_format.is_empty() && !about.large_print() {
        know(format!("The patient needs it in another form: {}.", patient.need_format));
    }
    if to_patient && !patient.need_support.is_empty() {
        know(format!("The patient needs support: {}.", patient.need_support));
    }
    if to_patient && !patient.need_contact.is_empty() {
        know(format!("The patient needs to be told in this way: {}.", patient.need_contact));
    }
    if to_patient && !patient.language.is_empty() && !patient.language.eq_ignore_ascii_case("english") {
        know(format!("The patient's language is {}.", patient.language));
    }
    let to_practice = |id: &str| letter.recipients.iter().any(|r| r.id == id);
    if let Some(practice) = about.practice.as_ref().filter(|c| c.closed_on.is_some() && to_practice(&c.id)) {
        know(format!("{} has closed: find where the patient is registered now.", practice.name));
    }
    all
}
