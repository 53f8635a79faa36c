//! E-mail drafts: a file that opens in the mail program as a message not sent yet (`X-Unsent: 1`), with everything
//! filled in. What comes out depends on the arguments alone: no clock, no host name, no chance.
//!
//! `mail-builder` writes the message. Names and file names outside ASCII are written here, because it puts encoded
//! words between quotation marks, where the standard forbids them and some programs show them raw.

mod html;
pub mod read;
mod words;

#[cfg(test)]
mod tests;

use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};
use sha2::{Digest, Sha256};

/// Somebody to write to. The name may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Party {
    /// As it is shown.
    pub name: String,
    /// The address.
    pub email: String,
}

impl Party {
    /// A party of that name and address.
    pub fn new(name: impl Into<String>, email: impl Into<String>) -> Self {
        Self { name: name.into(), email: email.into() }
    }
}

/// A file that goes with the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attachment<'a> {
    /// File name, without folders.
    pub name: &'a str,
    /// `application/pdf`.
    pub mime: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// A calendar's message, which the receiver's program acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invite<'a> {
    /// `REPLY`.
    pub method: &'a str,
    /// The calendar.
    pub text: &'a str,
}

/// What the draft says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Draft<'a> {
    /// To whom.
    pub to: &'a [Party],
    /// Who gets a copy.
    pub cc: &'a [Party],
    /// The subject.
    pub subject: &'a str,
    /// Plain text.
    pub body: &'a str,
    /// A calendar's message beside the plain text.
    pub invite: Option<Invite<'a>>,
    /// Files.
    pub attachments: &'a [Attachment<'a>],
    /// From whom; the mail program fills it in where it is left out.
    pub from: Option<&'a Party>,
    /// When it was written: `Tue, 3 Mar 2026 09:41:00 +0000`.
    pub date_rfc2822: &'a str,
    /// What makes the message's id: the same seed, the same id.
    pub message_id_seed: &'a str,
}

/// The draft as a file (`.eml`).
pub fn draft(draft: &Draft) -> Vec<u8> {
    let id = fingerprint(&[b"id", draft.message_id_seed.as_bytes()]);
    let mut builder = MessageBuilder::new().header("X-Unsent", Raw::new("1"));
    for (name, parties) in
        [("From", draft.from.map_or(&[][..], std::slice::from_ref)), ("To", draft.to), ("Cc", draft.cc)]
    {
        let line = words::addresses(parties);
        if !line.is_empty() {
            builder = builder.header(name, Raw::new(line));
        }
    }
    builder
        .header("Subject", Text::new(words::one_line(draft.subject)))
        .header("Date", Raw::new(date(draft.date_rfc2822)))
        .header("Message-ID", Raw::new(format!("<{id}@rolltop.invalid>")))
        .body(body(draft, &id))
        .write_to_vec()
        .expect("writing to memory does not fail")
}

/// A date is always written: the builder would ask the clock for one.
fn date(text: &str) -> String {
    let plain = words::one_line(text);
    if plain.is_empty() { "Thu, 1 Jan 1970 00:00:00 +0000".to_owned() } else { plain }
}

fn body<'a>(draft: &Draft<'a>, id: &str) -> MimePart<'a> {
    let text = draft.body.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n");
    let text = MimePart::new("text/plain", BodyPart::Text(text.into()));
    let text = match &draft.invite {
        Some(invite) => alternative(text, invite, id),
        None => text,
    };
    if draft.attachments.is_empty() {
        return text;
    }
    let files = draft.attachments.iter().map(attached);
    let boundary = format!("=_{}", fingerprint(&[b"boundary", id.as_bytes(), draft.body.as_bytes()]));
    let mixed = ContentType::new("multipart/mixed").attribute("boundary", boundary);
    MimePart::new(mixed, std::iter::once(text).chain(files).collect::<Vec<_>>())
}

/// The same for people and for their calendars (RFC 6047): the message as a part that is not a file.
fn alternative<'a>(text: MimePart<'a>, invite: &Invite<'a>, id: &str) -> MimePart<'a> {
    let method: String = invite.method.chars().filter(char::is_ascii_alphabetic).collect();
    let mut part = MimePart::raw(BodyPart::Binary(invite.text.as_bytes().into()));
    let kind = Raw::new(format!("text/calendar; method={method}; charset=utf-8"));
    part.headers = vec![("Content-Type".into(), kind.into())];
    let boundary = format!("=_{}", fingerprint(&[b"alternative", id.as_bytes()]));
    MimePart::new(ContentType::new("multipart/alternative").attribute("boundary", boundary), vec![text, part])
}

/// A file byte for byte: raw headers keep the builder from turning line ends, so everything goes as base64.
fn attached<'a>(file: &Attachment<'a>) -> MimePart<'a> {
    let mut part = MimePart::raw(BodyPart::Binary(file.bytes.into()));
    let name = words::bare_name(file.name);
    let kind = Raw::new(words::mime_type(file.mime) + &words::old_name(&name));
    let disposition = Raw::new(format!("attachment; {}", words::file_name(&name)));
    part.headers = vec![("Content-Type".into(), kind.into()), ("Content-Disposition".into(), disposition.into())];
    part
}

/// Thirty-two hexadecimal digits that stand for the parts.
fn fingerprint(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.len().to_be_bytes());
        digest.update(part);
    }
    let start = digest.finalize().iter().take(16).fold(0u128, |sum, byte| sum << 8 | u128::from(*byte));
    format!("{start:032x}")
}
