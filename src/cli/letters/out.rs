//! A letter on its way out of the desk: as text, as a PDF, as an e-mail draft.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::letter;
use crate::cli::answer::Answer;
use crate::cli::words::pick;
use crate::cli::{Said, Session, files, json};
use crate::clock::utc_of;
use crate::desk::letters::{Letter, Recipient, sheet};
use crate::desk::people::{self, Contact, Patient};
use crate::exchange::eml::{Attachment, Draft, Party, draft};
use crate::exchange::person::tidy_text;
use crate::paper::text;
use crate::store::Refusal;

/// No letter is longer.
const LONGEST: u64 = 1024 * 1024;

/// Columns of a letter as text.
const WIDTH: usize = 78;

/// Which letter, and into which file.
#[derive(Debug, Args)]
pub struct To {
    /// The letter
    id: String,
    /// The file to write
    #[arg(short, value_name = "FILE")]
    output: PathBuf,
    /// Addressed to this recipient of it; the first where nobody is named
    #[arg(long = "to", value_name = "NAME")]
    addressee: Option<String>,
}

/// The letter as text, with its recipients.
pub fn show(session: &mut Session, id: &str) -> Said {
    let letter = letter(session, id)?;
    let name = letter.patient_id.as_deref().map(|p| people::repo::name_of(session.db(), p));
    let doc = sheet::doc(session.db(), &session.house()?, &letter, None, session.now)?;
    let mut page = format!("{} · {}", letter.title, letter.state_words());
    let approval = letter.approval_words();
    if !approval.is_empty() {
        page = format!("{page} · {approval}");
    }
    for to in &letter.recipients {
        page = format!("{page}\n{} {} {}, {}", to.part, to.name, to.way_word(), to.state_word());
    }
    for comment in &letter.comments {
        page = format!("{page}\nReturned by {}: {}", comment.who, comment.text);
    }
    let page = format!("{page}\n\n{}", text::letter(&doc, WIDTH));
    Ok(Answer::said(page, vec![json::letter(&letter, name.as_deref(), session.today())]))
}

impl To {
    /// Writes the PDF.
    pub fn pdf(self, session: &mut Session) -> Said {
        let letter = letter(session, &self.id)?;
        let to = self.recipient(&letter)?;
        let pdf = sheet::pdf(session.db(), &session.house()?, &letter, to.as_ref(), session.now)?;
        self.written(&pdf)
    }

    /// Writes the Word file.
    pub fn docx(self, session: &mut Session) -> Said {
        let letter = letter(session, &self.id)?;
        let to = self.recipient(&letter)?;
        let doc = sheet::doc(session.db(), &session.house()?, &letter, to.as_ref(), session.now)?;
        self.written(&crate::paper::docx::docx(&doc).map_err(Refusal::rule)?)
    }

    /// Writes the e-mail draft.
    pub fn eml(self, session: &mut Session) -> Said {
        let letter = letter(session, &self.id)?;
        let to = self.recipient(&letter)?;
        let pdf = sheet::pdf(session.db(), &session.house()?, &letter, to.as_ref(), session.now)?;
        let (first, copies) = parties(session, &letter, to.as_ref())?;
        let doc = sheet::doc(session.db(), &session.house()?, &letter, to.as_ref(), session.now)?;
        let body = format!("{}\n\nPlease find the letter attached.\n\n{}\n", doc.salutation, session.who);
        let date = utc_of(session.now).and_utc().to_rfc2822();
        let attached = Attachment { name: "letter.pdf", mime: "application/pdf", bytes: &pdf };
        let bytes = draft(&Draft {
            to: &first,
            cc: &copies,
            // Nothing of the patient stands where everybody on the way can read it.
            subject: &letter.title,
            body: &body,
            invite: None,
            attachments: &[attached],
            from: None,
            date_rfc2822: &date,
            message_id_seed: &letter.id,
        });
        self.written(&bytes)
    }

    fn recipient(&self, letter: &Letter) -> Result<Option<Recipient>, Refusal> {
        let Some(typed) = &self.addressee else { return Ok(None) };
        let names: Vec<String> = letter.recipients.iter().map(|r| r.name.clone()).collect();
        let name = pick(&names, typed).map_err(|_| {
            Refusal::rule(format!("The letter is not to one “{typed}”. It is to: {}.", names.join("; ")))
        })?;
        Ok(letter.recipients.iter().find(|r| r.name == name).cloned())
    }

    fn written(&self, bytes: &[u8]) -> Said {
        files::write(&self.output, bytes)?;
        let json = json!({"id": self.id, "file": self.output, "bytes": bytes.len()});
        Ok(Answer::said(self.output.display().to_string(), vec![json]))
    }
}

/// Those it is to and those who get a copy, as far as they have an address and it may be used. One who was named
/// gets it alone.
fn parties(session: &Session, letter: &Letter, only: Option<&Recipient>) -> Result<(Vec<Party>, Vec<Party>), Refusal> {
    let (mut to, mut copies) = (Vec::new(), Vec::new());
    for recipient in &letter.recipients {
        let meant = only.is_none_or(|o| o == recipient);
        let Some(email) = address(session, recipient)?.filter(|_| meant) else { continue };
        let list = if recipient.is_principal() || only.is_some() { &mut to } else { &mut copies };
        list.push(Party::new(recipient.name.clone(), email));
    }
    Ok((to, copies))
}

/// A patient's address only where e-mail was agreed to.
fn address(session: &Session, recipient: &Recipient) -> Result<Option<String>, Refusal> {
    let email = if recipient.kind == "patient" {
        session.db().get::<Patient>(&recipient.id)?.filter(|p| p.email_ok).map(|p| p.email)
    } else {
        session.db().get::<Contact>(&recipient.id)?.map(|c| c.email)
    };
    Ok(email.filter(|e| !e.is_empty()))
}

/// The text of a letter from a file or from standard input.
pub fn read_text(file: &Path) -> Result<String, Refusal> {
    let bytes = if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes);
        read.map_err(|e| Refusal::rule(format!("Standard input could not be read: {e}.")))?;
        if bytes.len() as u64 > LONGEST {
            return Err(Refusal::rule("Standard input is too long for a letter."));
        }
        bytes
    } else {
        files::read(file, LONGEST)?
    };
    Ok(tidy_text(&crate::exchange::csv::decode(&bytes).0))
}
