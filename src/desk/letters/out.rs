//! What leaves the desk: the PDF in its folder, the printer, the e-mail draft.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveDateTime;

use super::house::House;
use super::{Letter, Recipient, sheet};
use crate::desk::people::{Contact, Patient};
use crate::exchange::eml::{self, Attachment, Party};
use crate::paper::envelope::Stock;
use crate::paper::print::{self, Job};
use crate::paper::{Bundle, PaperError};
use crate::store::{Db, Refusal, private_folder, write_private};

/// The desk's folder of what was made of letters.
fn folder(house: &House) -> PathBuf {
    house.folder.join("letters")
}

fn keep(house: &House, letter: &Letter, ending: &str, bytes: &[u8]) -> Result<PathBuf, Refusal> {
    kept(house, &format!("{}.{ending}", letter.id), bytes)
}

/// Writes the file of a print run into the desk's folder, for its owner only.
pub fn keep_run(house: &House, pdf: &[u8], now: NaiveDateTime) -> Result<PathBuf, Refusal> {
    kept(house, &format!("print-run-{}.pdf", now.format("%Y-%m-%d-%H%M%S")), pdf)
}

/// Writes the envelopes or labels of a print run.
pub fn keep_addresses(house: &House, stock: Stock, pdf: &[u8], now: NaiveDateTime) -> Result<PathBuf, Refusal> {
    kept(house, &format!("addresses-{}-{}.pdf", stock.id(), now.format("%Y-%m-%d-%H%M%S")), pdf)
}

/// Writes a file into the folder of what was made of letters.
pub fn kept(house: &House, name: &str, bytes: &[u8]) -> Result<PathBuf, Refusal> {
    let path = folder(house).join(name);
    let written = private_folder(&folder(house)).and_then(|()| write_private(&path, bytes));
    written.map_err(|e| Refusal::rule(format!("{} could not be written: {e}.", path.display())))?;
    Ok(path)
}

/// Writes the letter as a PDF into the desk's folder, readable by its owner only.
pub fn pdf(db: Db<'_>, house: &House, letter: &Letter, now: NaiveDateTime) -> Result<PathBuf, Refusal> {
    keep(house, letter, "pdf", &sheet::pdf(db, house, letter, None, now)?)
}

/// Writes one file with the letter for each of those who get it by post, each addressed to its own.
pub fn post_pdf(
    db: Db<'_>,
    house: &House,
    letter: &Letter,
    to: &[&Recipient],
    now: NaiveDateTime,
) -> Result<PathBuf, Refusal> {
    if let [_] | [] = to {
        return keep(house, letter, "pdf", &sheet::pdf(db, house, letter, to.first().copied(), now)?);
    }
    let said = |e: PaperError| Refusal::rule(format!("The letter could not be made into a PDF: {e}"));
    let (layout, mut bundle) = (house.layout(&letter.template), Bundle::new(true));
    for one in to {
        bundle.letter(&sheet::doc(db, house, letter, Some(one), now)?, layout.as_deref()).map_err(said)?;
    }
    let title = if letter.title.is_empty() { "Letter" } else { &letter.title };
    keep(house, letter, "pdf", &bundle.finish(title).map_err(said)?)
}

/// Prints the letter for each of these recipients; what the printer said of the last.
pub fn print(
    db: Db<'_>,
    house: &House,
    letter: &Letter,
    to: &[&Recipient],
    now: NaiveDateTime,
) -> Result<String, Refusal> {
    let mut said = String::new();
    for recipient in to {
        let bytes = sheet::pdf(db, house, letter, Some(recipient), now)?;
        said = print::print(&bytes, &Job::new("Letter", &letter.id), 1).map_err(|e| Refusal::rule(e.to_string()))?;
    }
    Ok(said)
}

/// Writes an e-mail draft with the PDF, to those who get it by e-mail; the mail program opens it and sends it.
pub fn mail(db: Db<'_>, house: &House, letter: &Letter, now: NaiveDateTime) -> Result<PathBuf, Refusal> {
    // Whoever has it already does not get it twice, unless all have it: then it is sent again.
    let waits = letter.recipients.iter().any(|r| r.way == "email" && !r.is_sent());
    let by_email = |principal: bool| -> Result<Vec<Party>, Refusal> {
        let goes = |r: &&Recipient| r.way == "email" && !(waits && r.is_sent());
        let to = letter.recipients.iter().filter(goes).filter(|r| r.is_principal() == principal);
        to.map(|r| party(db, r)).collect()
    };
    let (mut to, mut cc) = (by_email(true)?, by_email(false)?);
    if to.is_empty() {
        to = std::mem::take(&mut cc);
    }
    if to.is_empty() {
        return Err(Refusal::rule("Nobody gets this letter by e-mail: choose the way among the recipients (t)."));
    }
    let bytes = sheet::pdf(db, house, letter, None, now)?;
    let name = format!("{}.pdf", if letter.title.is_empty() { "Letter" } else { &letter.title });
    let from = [house.department.as_str(), house.head.trust.as_str()];
    let from = from.iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join(", ");
    // Neither subject nor text names the patient: they are read on the way.
    let subject = if from.is_empty() { "A letter for you".to_owned() } else { format!("A letter from {from}") };
    let draft = eml::draft(&eml::Draft {
        to: &to,
        cc: &cc,
        subject: &subject,
        body: "Please read the attached letter.\n\nIf it is not meant for you, please tell us and delete it.\n",
        attachments: &[Attachment { name: &name, mime: "application/pdf", bytes: &bytes }],
        date_rfc2822: &crate::clock::utc_of(now).format("%a, %d %b %Y %H:%M:%S +0000").to_string(),
        message_id_seed: &letter.id,
        ..eml::Draft::default()
    });
    keep(house, letter, "eml", &draft)
}

/// The e-mail address of a recipient; a patient's only where it was agreed to.
fn party(db: Db<'_>, to: &Recipient) -> Result<Party, Refusal> {
    let missing = || Refusal::rule(format!("{} has no e-mail address: send it another way (t).", to.name));
    let email = if to.kind == "patient" {
        let patient: Patient = db.must(&to.id)?;
        if !patient.email_ok {
            return Err(Refusal::rule(format!("{} did not agree to e-mail: send it another way (t).", to.name)));
        }
        patient.email
    } else {
        db.get::<Contact>(&to.id)?.map(|c| c.email).unwrap_or_default()
    };
    if email.trim().is_empty() { Err(missing()) } else { Ok(Party::new(to.name.clone(), email)) }
}

/// Opens a file in the program that the computer has for it.
pub fn open(path: &Path) -> Result<(), Refusal> {
    let program = find("xdg-open").or_else(|| find("open"));
    let program = program.ok_or_else(|| {
        Refusal::rule(format!("This computer has no program to open files with (xdg-open). It is {}.", path.display()))
    })?;
    let nothing = (Stdio::null(), Stdio::null(), Stdio::null());
    let started = Command::new(program).arg(path).stdin(nothing.0).stdout(nothing.1).stderr(nothing.2).spawn();
    started.map(|_| ()).map_err(|e| Refusal::rule(format!("{} could not be opened: {e}.", path.display())))
}

fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
