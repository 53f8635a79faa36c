//! The invented people: 2 consultants, 4 secretaries, 30 practices with their GPs, wards, suppliers, 400 patients.

use chrono::{Duration, NaiveDateTime};

use super::words::words;
use super::{Dice, id, insert};
use crate::clock::stamp;
use crate::desk::people::model::{Phone, Spokesperson};
use crate::desk::people::{Contact, Patient};
use crate::desk::team::Member;
use crate::store::Edit;
use crate::text::nhs;

/// Everybody.
pub struct Folk {
    /// The team.
    pub members: Vec<Member>,
    /// The practices, 30.
    pub practices: Vec<Contact>,
    /// GPs, wards, suppliers.
    pub others: Vec<Contact>,
    /// The patients, 400.
    pub patients: Vec<Patient>,
}

/// The consultants.
pub const CONSULTANTS: [&str; 2] = ["Dr A Patel", "Dr J Osei"];
/// The secretaries; the first sits at this desk.
pub const SECRETARIES: [&str; 4] = [super::WHO, "Bev Tranter", "Imran Shah", "Carys Powell"];

impl Folk {
    /// All of them as new records.
    pub fn edits(&self) -> Vec<Edit> {
        let members = self.members.iter().map(insert);
        members
            .chain(self.practices.iter().chain(&self.others).map(insert))
            .chain(self.patients.iter().map(insert))
            .collect()
    }

    /// A patient by number; the first few are the ones that stories are about.
    pub fn patient(&self, n: usize) -> &Patient {
        &self.patients[n % self.patients.len()]
    }

    /// The practice of a patient.
    pub fn practice(&self, patient: &Patient) -> Option<&Contact> {
        self.practices.iter().find(|p| Some(&p.id) == patient.practice_id.as_ref())
    }
}

/// Invents everybody.
pub(super) fn invent(dice: &mut Dice, now: NaiveDateTime) -> Folk {
    let practices: Vec<Contact> = (0..30).map(|n| practice(n, dice, now)).collect();
    let mut others: Vec<Contact> = (0..30).map(|n| gp(n, &practices[n], dice, now)).collect();
    others.extend(words().hospital.wards.iter().enumerate().map(|(n, w)| house(n, "ward", w, now)));
    others.extend(words().hospital.suppliers.iter().enumerate().map(|(n, s)| house(n, "supplier", s, now)));
    let mut patients: Vec<Patient> = (0..400).map(|n| invented_patient(n, dice, &practices, now)).collect();
    stories(&mut patients, now);
    Folk { members: members(now), practices, others, patients }
}

fn members(now: NaiveDateTime) -> Vec<Member> {
    let of = |role: &'static str| {
        move |(n, name): (usize, &&str)| Member {
            id: id(role, n),
            phone: format!("x{}", 4100 + n),
            ..Member::new(name, role, now)
        }
    };
    let mut all: Vec<Member> = CONSULTANTS.iter().enumerate().map(of("consultant")).collect();
    all.extend(SECRETARIES.iter().enumerate().map(of("secretary")));
    all
}

fn contact(kind: &str, n: usize, name: &str, now: NaiveDateTime) -> Contact {
    Contact { id: id(kind, n), kind: kind.into(), name: name.into(), created_at: stamp(now), ..Contact::default() }
}

fn phone(label: &str, number: String) -> Phone {
    Phone { label: label.into(), number }
}

fn street(dice: &mut Dice) -> String {
    format!("{} {}", 1 + dice.below(140), dice.pick(&words().streets))
}

fn practice(n: usize, dice: &mut Dice, now: NaiveDateTime) -> Contact {
    let town = *dice.pick(&words().towns);
    let name = words().practices[n % words().practices.len()];
    Contact {
        organisation: name.into(),
        ods_code: Some(format!("Z9{:04}", 100 + n)),
        address: vec![street(dice), town.name.into()],
        postcode: format!("{} {}AA", town.postcode, n % 9 + 1),
        phones: vec![phone("work", format!("01632 9601{n:02}"))],
        bypass: format!("01632 9602{n:02}"),
        email: format!("reception{n}@practice.example.org"),
        hours: "Mon to Fri 08:00 to 18:30".into(),
        closed_on: (n == 29).then(|| "2025-10-31".into()),
        ..contact("practice", n, name, now)
    }
}

fn gp(n: usize, practice: &Contact, dice: &mut Dice, now: NaiveDateTime) -> Contact {
    let (forename, surname, _) = name(dice);
    Contact {
        title: "Dr".into(),
        forename: forename.into(),
        surname: surname.into(),
        organisation: practice.name.clone(),
        parent_id: Some(practice.id.clone()),
        job_title: "General practitioner".into(),
        address: practice.address.clone(),
        postcode: practice.postcode.clone(),
        phones: practice.phones.clone(),
        ..contact("gp", n, &format!("Dr {forename} {surname}"), now)
    }
}

fn house(n: usize, kind: &str, name: &str, now: NaiveDateTime) -> Contact {
    let extension = if kind == "ward" { format!("{}", 5200 + n) } else { String::new() };
    Contact { organisation: words().hospital.name.into(), extension, ..contact(kind, n, name, now) }
}

/// Forename, surname, and whether it is a woman's name.
fn name(dice: &mut Dice) -> (&'static str, &'static str, bool) {
    let groups = &words().groups;
    let all: u32 = groups.iter().map(|g| g.share).sum();
    let mut at = dice.below(all as usize) as u32;
    let group = groups.iter().find(|g| {
        let here = at < g.share;
        at = at.saturating_sub(g.share);
        here
    });
    let group = group.unwrap_or(&groups[0]);
    let woman = dice.chance(51);
    let forenames = if woman { &group.female } else { &group.male };
    (*dice.pick(forenames.as_slice()), *dice.pick(group.surname.as_slice()), woman)
}

/// A patient who does not exist, with a number that is never issued (from 999 000 0000 up).
pub fn invented_patient(n: usize, dice: &mut Dice, practices: &[Contact], now: NaiveDateTime) -> Patient {
    let (forename, surname, woman) = name(dice);
    let town = *dice.pick(&words().towns);
    let born = now.date() - Duration::days(7_000 + (dice.below(26_000)) as i64);
    let titles: &[&str] = if woman { &["Mrs", "Ms", "Miss", "Mrs"] } else { &["Mr"] };
    let practice = &practices[dice.below(practices.len().saturating_sub(1))];
    Patient {
        id: id("patient", n),
        title: (*dice.pick(titles)).into(),
        forename: forename.into(),
        surname: surname.into(),
        born: Some(born.to_string()),
        gender: if woman { "Female" } else { "Male" }.into(),
        nhs_number: number(n),
        nhs_status: "verified".into(),
        hospital_number: Some(format!("H{:06}", 200_000 + n)),
        address: vec![street(dice), town.name.into()],
        postcode: format!("{} {}{}{}", town.postcode, n % 9 + 1, letter(n), letter(n / 21)),
        phones: phones(n, dice),
        contact_by: "phone".into(),
        voicemail_ok: dice.chance(60),
        practice_id: Some(practice.id.clone()),
        like_key: like_key(surname, forename),
        created_at: stamp(now - Duration::days(900 - (n % 900) as i64)),
        ..Patient::default()
    }
}

fn letter(n: usize) -> char {
    b"ABDEFGHJLNPQRSTUWXYZ"[n % 20] as char
}

/// The n-th number from 999 000 0000 up whose check digit exists.
fn number(n: usize) -> Option<String> {
    // One stem in eleven has no check digit: each patient has three to choose from.
    let stem = 999_000_000 + n * 3;
    (stem..stem + 3).find_map(|s| nhs::make(&format!("{s:09}")))
}

fn phones(n: usize, dice: &mut Dice) -> Vec<Phone> {
    // Ofcom's numbers for drama: they ring nowhere.
    let mut all = vec![phone("mobile", format!("07700 90{:04}", n % 1000))];
    if dice.chance(50) {
        all.push(phone("home", format!("01632 96{:04}", n % 10_000)));
    }
    all
}

/// The key under which like names stand together.
fn like_key(surname: &str, forename: &str) -> String {
    crate::desk::people::model::like_key(surname, forename)
}

/// The patients that stories are about.
fn stories(all: &mut [Patient], now: NaiveDateTime) {
    let called = |p: &mut Patient, title: &str, forename: &str, surname: &str, born: &str| {
        (p.title, p.forename, p.surname) = (title.into(), forename.into(), surname.into());
        p.born = Some(born.into());
        p.gender = if title == "Mr" { "Male" } else { "Female" }.into();
        p.like_key = like_key(surname, forename);
    };
    called(&mut all[0], "Mrs", "Grace", "Okafor", "1950-03-14");
    all[0].alerts = vec!["Warfarin: tell the clinic before any procedure".into()];
    called(&mut all[1], "Mr", "John", "Smith", "1946-08-02");
    called(&mut all[2], "Mr", "John", "Smyth", "1946-08-20");
    called(&mut all[3], "Ms", "Sarah", "Jones", "1980-08-14");
    called(&mut all[4], "Mr", "Ali", "Hussain", "1962-11-05");
    called(&mut all[5], "Mrs", "Margaret", "Brown", "1938-01-30");
    all[5].need_format = "large print".into();
    all[5].needs_reviewed_on = Some("2025-09-12".into());
    all[5].may_speak = vec![Spokesperson {
        name: "Helen Brown".into(),
        relation: "daughter".into(),
        scope: "everything".into(),
        until: String::new(),
    }];
    called(&mut all[6], "Miss", "Leila", "Haddad", "1991-06-19");
    all[6].need_professional = "British Sign Language interpreter".into();
    all[6].interpreter = true;
    all[6].need_contact = "text message, not by telephone".into();
    called(&mut all[7], "Ms", "Dana", "Whitfield", "1987-02-08");
    all[7].safe_note =
        "Ring the mobile only, on weekdays before 15:00. Say nothing to anybody else who answers.".into();
    all[7].voicemail_ok = false;
    called(&mut all[8], "Mr", "Walter", "Penrose", "1931-05-23");
    all[8].died_on = Some("2026-02-19".into());
    called(&mut all[9], "Mrs", "Wilhelmina", "Featherstonehaugh-Cholmondeley", "1955-12-01");
    called(&mut all[10], "Mr", "Tomasz", "Zielinski", "1974-07-07");
    all[10].nhs_number = None;
    all[10].nhs_status = "none".into();
    all[10].language = "Polish".into();
    all[10].created_at = stamp(now - Duration::days(3));
    let same_day = all[12].born.clone();
    all[11].born = same_day;
}
