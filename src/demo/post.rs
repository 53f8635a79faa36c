//! The invented letters: 80, in every state, one of everything that is late.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};

use super::folk::{CONSULTANTS, Folk, SECRETARIES};
use super::words::{Letter as Words, fill, words};
use super::{Dice, id};
use crate::clock::stamp;
use crate::desk::letters::Letter;
use crate::desk::letters::model::{Comment, Recipient};
use crate::desk::people::Patient;
use crate::text::dates;

/// State, days since the attendance, held.
const STATES: [(&str, i64); 10] = [
    ("drafting", 3),
    ("awaiting_approval", 9),
    ("sent", 40),
    ("sent", 25),
    ("approved", 5),
    ("sent", 60),
    ("drafting", 1),
    ("sent", 12),
    ("awaiting_approval", 4),
    ("cancelled", 30),
];

pub(super) fn invent(dice: &mut Dice, folk: &Folk, now: NaiveDateTime) -> Vec<Letter> {
    let mut all: Vec<Letter> = (0..80).map(|n| letter(n, dice, folk, now)).collect();
    correct(&mut all);
    all
}

fn letter(n: usize, dice: &mut Dice, folk: &Folk, now: NaiveDateTime) -> Letter {
    let about = &words().letters[n % words().letters.len()];
    let patient = folk.patient(if n < 8 { [4, 3, 0, 1, 5, 6, 9, 10][n] } else { 12 + dice.below(380) });
    // The wall would be long: most of those after the first twenty have gone out.
    let (state, days) = if n < 20 {
        STATES[n % 10]
    } else if n.is_multiple_of(9) {
        STATES[(n / 9) % 10]
    } else {
        ("sent", 8 + (n as i64))
    };
    let attended = working_day(now.date() - Duration::days(days));
    let doctor = CONSULTANTS[n % 2];
    let mut letter = Letter {
        id: id("letter", n),
        state: state.into(),
        template: about.template.into(),
        title: about.name.into(),
        patient_id: Some(patient.id.clone()),
        author: doctor.into(),
        owner: SECRETARIES[n % 4].into(),
        priority: if n.is_multiple_of(11) { 1 } else { 2 },
        attended_on: Some(attended.to_string()),
        due_at: Some((attended + Duration::days(7)).to_string()),
        subject: format!("{} {} {}, born {}", patient.title, patient.forename, patient.surname, born(patient)),
        salutation: format!("Dear {} {}", patient.title, patient.surname),
        body: body(about, patient, folk, doctor, attended),
        recipients: recipients(patient, folk, state, now),
        created_at: stamp(now - Duration::days(days - 1)),
        ..Letter::default()
    };
    stages(&mut letter, n, days, now);
    letter
}

/// Nobody is seen in clinic at a weekend: the Friday before.
fn working_day(day: NaiveDate) -> NaiveDate {
    let over = i64::from(day.weekday().num_days_from_monday()) - 4;
    day - Duration::days(over.max(0))
}

fn born(patient: &Patient) -> String {
    patient.born.as_deref().and_then(|b| b.parse().ok()).map_or_else(String::new, dates::letter)
}

fn body(about: &Words, patient: &Patient, folk: &Folk, doctor: &str, attended: NaiveDate) -> String {
    let practice = folk.practice(patient).map_or("", |p| p.name.as_str());
    let attended = dates::letter(attended);
    let born = born(patient);
    let nhs = patient.nhs_number.as_deref().map(crate::text::nhs::show).unwrap_or_default();
    let name = format!("{} {} {}", patient.title, patient.forename, patient.surname);
    let blanks = [
        ("name", name.as_str()),
        ("first", &patient.forename),
        ("surname", &patient.surname),
        ("title", &patient.title),
        ("born", &born),
        ("nhs", &nhs),
        ("doctor", doctor),
        ("gp", "Doctor"),
        ("practice", practice),
        ("date", "3 March 2026"),
        ("attended", &attended),
        ("next", "three months"),
        ("secretary", super::WHO),
    ];
    let section = |s: &super::words::Section| {
        let text = fill(&s.text, &blanks).replace('\n', "\n\n");
        if s.heading.is_empty() { text } else { format!("# {}\n\n{text}", s.heading) }
    };
    let head = format!("# Attendance details\n\nSeen by {doctor} in the cardiology clinic on {attended}.");
    let foot = format!("# Person completing record\n\n{doctor}, Consultant Cardiologist.");
    let parts: Vec<String> = about.sections.iter().map(section).collect();
    if about.template == "clinic-letter" {
        format!("{head}\n\n{}\n\n{foot}", parts.join("\n\n"))
    } else {
        parts.join("\n\n")
    }
}

fn recipients(patient: &Patient, folk: &Folk, state: &str, now: NaiveDateTime) -> Vec<Recipient> {
    let sent = state == "sent";
    let mut all = vec![Recipient {
        kind: "patient".into(),
        id: patient.id.clone(),
        name: format!("{} {} {}", patient.title, patient.forename, patient.surname),
        address: patient.address.clone(),
        postcode: patient.postcode.clone(),
        part: "principal".into(),
        way: "post".into(),
        state: if sent { "sent" } else { "to_send" }.into(),
        at: if sent { stamp(now - Duration::days(5)) } else { String::new() },
        ..Recipient::default()
    }];
    if let Some(practice) = folk.practice(patient) {
        all.push(Recipient {
            kind: "contact".into(),
            id: practice.id.clone(),
            name: practice.name.clone(),
            address: practice.address.clone(),
            postcode: practice.postcode.clone(),
            part: "copy".into(),
            way: "email".into(),
            ..all[0].clone()
        });
    }
    all
}

fn stages(letter: &mut Letter, n: usize, days: i64, now: NaiveDateTime) {
    let ago = |d: i64| Some(stamp(now - Duration::days(d.max(0))));
    if letter.state == "drafting" && n % 20 == 6 {
        letter.comments = vec![Comment {
            at: stamp(now - Duration::hours(20)),
            who: letter.author.clone(),
            text: "Please add the dose of bisoprolol.".into(),
            ..Comment::default()
        }];
    }
    if n == 10 {
        letter.held = true;
        letter.hold_reason = "Result of the MRI to be added".into();
        letter.hold_until = Some((now.date() + Duration::days(2)).to_string());
    }
    if matches!(letter.state.as_str(), "awaiting_approval" | "approved" | "sent") {
        letter.submitted_at = ago(days - 2);
    }
    if matches!(letter.state.as_str(), "approved" | "sent") {
        letter.approved_at = ago(days - 3);
        letter.signed_by = letter.author.clone();
        letter.sign_mode = ["signed", "signed", "pp", "unverified"][n % 4].into();
        letter.sign_note = ["", "", super::WHO, "Dr A Patel, by telephone"][n % 4].into();
    }
    match letter.state.as_str() {
        "sent" => letter.sent_at = ago(days - 5),
        "cancelled" => {
            letter.cancelled_at = ago(days - 6);
            letter.cancel_reason = "Sent by the ward already".into();
        }
        _ => {}
    }
}

/// A letter that replaced another, and one whose copy came back.
fn correct(all: &mut [Letter]) {
    let (old, new) = (all[2].id.clone(), all[5].id.clone());
    let whose = all[2].patient_id.clone();
    all[5].patient_id = whose;
    all[5].replaces_id = Some(old);
    all[2].replaced_by = Some(new);
    if let Some(copy) = all[4].recipients.get_mut(1) {
        copy.state = "failed".into();
    }
}
