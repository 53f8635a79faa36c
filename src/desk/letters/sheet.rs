//! The letter as it lies on paper: what the typesetter and the reading view are given.

use chrono::{NaiveDate, NaiveDateTime};

use super::facts::{self, About};
use super::house::House;
use super::{Letter, Recipient};
use crate::paper::template::fill;
use crate::paper::{Addressee, LetterDoc, PaperError, Signatory, SignedAs, Template};
use crate::store::{Db, Refusal};
use crate::text::{names, nhs};

/// The letter as a document, addressed to one of its recipients; none: the first it is written to.
pub fn doc(
    db: Db<'_>,
    house: &House,
    letter: &Letter,
    to: Option<&Recipient>,
    now: NaiveDateTime,
) -> Result<LetterDoc, Refusal> {
    let about = About::of(db, letter, now)?;
    Ok(doc_of(letter, to, &house.template(&letter.template), &about, house, now.date()))
}

/// The letter as a PDF in the desk's layout.
pub fn pdf(
    db: Db<'_>,
    house: &House,
    letter: &Letter,
    to: Option<&Recipient>,
    now: NaiveDateTime,
) -> Result<Vec<u8>, Refusal> {
    let said = |e: PaperError| Refusal::rule(format!("The letter could not be made into a PDF: {e}"));
    doc(db, house, letter, to, now)?.pdf(house.layout(&letter.template).as_deref()).map_err(said)
}

/// The letter as a document, from what is known already.
pub fn doc_of(
    letter: &Letter,
    to: Option<&Recipient>,
    template: &Template,
    about: &About,
    house: &House,
    today: NaiveDate,
) -> LetterDoc {
    let to = to.or_else(|| letter.recipients.iter().find(|r| r.is_principal())).or(letter.recipients.first());
    let date = dated(letter, today);
    let attendance = Template { attendance: template.attendance.clone(), ..Template::default() };
    let attendance = fill(&attendance, &facts::values(letter, about, house, date)).attendance;
    let patient = about.patient.as_ref();
    let nhs_line = patient.and_then(|p| p.nhs_number.as_deref()).map(|n| format!("NHS No. {}", nhs::show(n)));
    let nhs_line = nhs_line.unwrap_or_default();
    LetterDoc {
        letterhead: house.head.clone(),
        title: letter.title.clone(),
        date,
        our_ref: reference(letter),
        nhs_line: nhs_line.clone(),
        hospital_no: patient.and_then(|p| p.hospital_number.clone()).unwrap_or_default(),
        recipient: to.map(addressee).unwrap_or_default(),
        salutation: letter.salutation.clone(),
        subject: letter.subject.lines().map(str::to_owned).collect(),
        attendance,
        body: letter.body.clone(),
        sign_off: template.sign_off.clone(),
        signatory: signatory(letter, about, house),
        signed: signed(letter),
        copies: copies(letter),
        enclosures: letter.enclosures.clone(),
        large_print: about.large_print() && to.is_none_or(|r| patient.is_some_and(|p| p.id == r.id)),
        draft_mark: !matches!(letter.state.as_str(), "approved" | "sent"),
        running_name: running_name(about, &nhs_line),
        ..LetterDoc::default()
    }
}

/// The date it bears: the day it was approved, else today.
fn dated(letter: &Letter, today: NaiveDate) -> NaiveDate {
    letter.approved_at.as_deref().and_then(|at| at.get(..10)?.parse().ok()).unwrap_or(today)
}

fn addressee(to: &Recipient) -> Addressee {
    Addressee { name: vec![to.name.clone()], address: to.address.clone(), postcode: to.postcode.clone() }
}

fn signatory(letter: &Letter, about: &About, house: &House) -> Signatory {
    Signatory { name: letter.author.clone(), role: facts::role(about, house), qualifications: Vec::new() }
}

fn signed(letter: &Letter) -> SignedAs {
    match letter.sign_mode.as_str() {
        "pp" => SignedAs::Pp { by: letter.sign_note.clone() },
        "unverified" => SignedAs::Unverified { authority: letter.sign_note.clone() },
        _ => SignedAs::Signed,
    }
}

/// `OKAFOR, Grace · NHS No. 999 000 0018`.
fn running_name(about: &About, nhs_line: &str) -> String {
    let name = about.patient.as_ref().map(|p| names::display(&p.surname, &p.forename, "")).unwrap_or_default();
    [name.as_str(), nhs_line].iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

fn copies(letter: &Letter) -> Vec<String> {
    let line = |r: &Recipient| {
        let at = r.address.first().filter(|_| r.kind == "contact").map(|a| format!(", {a}")).unwrap_or_default();
        format!("{}{at}", r.name)
    };
    letter.recipients.iter().filter(|r| !r.is_principal()).map(line).collect()
}

/// `AP/JW`: the initials of the author and of who wrote it.
fn reference(letter: &Letter) -> String {
    let initials = |name: &str| -> String {
        let (_, forename, surname) = names::split_full(name);
        format!("{forename} {surname}").split_whitespace().filter_map(|w| w.chars().next()).collect()
    };
    let both = [initials(&letter.author).to_uppercase(), initials(&letter.owner).to_uppercase()];
    both.iter().filter(|i| !i.is_empty()).cloned().collect::<Vec<_>>().join("/")
}
