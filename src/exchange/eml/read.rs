//! E-mail read: who, when, what about, the text and what is attached. Whatever the bytes are, nothing of them is run, and
//! nothing is a path.

use chrono::{DateTime, NaiveDateTime};
use chrono_tz::Europe::London;
use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

use super::html;

/// A message that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    /// The name of who sent it, as it says.
    pub sender: String,
    /// The address, as it says.
    pub address: String,
    /// To whom, in one line.
    pub to: String,
    /// What about.
    pub subject: String,
    /// When, local time.
    pub sent_at: Option<NaiveDateTime>,
    /// The text; of a page without its markup.
    pub text: String,
    /// What is attached.
    pub parts: Vec<Part>,
}

/// Something that is attached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// What it is called, as the message says.
    pub name: String,
    /// What kind it says it is.
    pub mime: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// At most so many are attached; more are in the message itself, which is kept whole.
const PARTS: usize = 50;

/// Messages in messages are read so deep.
const DEEP: usize = 4;

/// Reads a message.
///
/// # Errors
/// The sentence part that says why it is none.
pub fn read(bytes: &[u8]) -> Result<Read, String> {
    let message = MessageParser::default().parse(bytes).ok_or("it is no e-mail")?;
    let named = message.headers().iter().any(|h| h.name.as_str().eq_ignore_ascii_case("from"))
        || message.subject().is_some()
        || message.date().is_some();
    let read = whole(&message, 0);
    if !named && (read.text.trim().is_empty() || message.headers().is_empty()) {
        return Err("it is no e-mail: nobody sent it, and nothing is written in it".into());
    }
    if read.text.trim().is_empty() && read.parts.is_empty() && read.subject.is_empty() {
        return Err("it is an e-mail in which nothing is written and to which nothing is attached".into());
    }
    Ok(read)
}

fn whole(message: &Message<'_>, depth: usize) -> Read {
    let (sender, address) = message.from().or(message.sender()).map(party).unwrap_or_default();
    let mut read = Read {
        sender,
        address,
        to: message.to().map(everybody).unwrap_or_default(),
        subject: message.subject().unwrap_or_default().trim().to_owned(),
        sent_at: message.date().and_then(|d| local(d.to_timestamp())),
        text: body(message),
        parts: Vec::new(),
    };
    for part in message.attachments() {
        if let (PartType::Message(inner), true) = (&part.body, depth < DEEP) {
            nested(&mut read, inner, depth);
            continue;
        }
        if read.parts.len() < PARTS {
            read.parts.push(attached(part, read.parts.len() + 1));
        }
    }
    read
}

/// A message in a message: its text stands behind, and what is attached to it is attached.
fn nested(read: &mut Read, inner: &Message<'_>, depth: usize) {
    let inner = whole(inner, depth + 1);
    let from = if inner.sender.is_empty() { &inner.address } else { &inner.sender };
    let at = inner.sent_at.map(|at| format!(", {}", crate::text::dates::stamp(at))).unwrap_or_default();
    let head = format!("--- Message from {from}{at}: {} ---", inner.subject);
    let text = [read.text.trim_end(), &head, inner.text.trim_end()].join("\n\n");
    text.trim_start().clone_into(&mut read.text);
    let room = PARTS.saturating_sub(read.parts.len());
    read.parts.extend(inner.parts.into_iter().take(room));
}

/// Every text of the message, one below the other; of a page without its markup.
fn body(message: &Message<'_>) -> String {
    let one = |part: &mail_parser::MessagePart<'_>| match &part.body {
        PartType::Text(text) => text.trim().to_owned(),
        PartType::Html(page) => html::text(page),
        _ => String::new(),
    };
    let all: Vec<String> = message.text_bodies().map(one).filter(|t| !t.is_empty()).collect();
    if all.is_empty() {
        let pages: Vec<String> = message.html_bodies().map(one).filter(|t| !t.is_empty()).collect();
        return pages.join("\n\n");
    }
    all.join("\n\n")
}

fn attached(part: &mail_parser::MessagePart<'_>, n: usize) -> Part {
    let mime = part.content_type().map_or_else(
        || "application/octet-stream".to_owned(),
        |t| format!("{}/{}", t.ctype(), t.subtype().unwrap_or("octet-stream")),
    );
    let end = match mime.as_str() {
        "application/pdf" => "pdf",
        "text/plain" => "txt",
        "text/html" => "html",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "message/rfc822" => "eml",
        _ => "bin",
    };
    let name = part.attachment_name().map_or_else(|| format!("part {n}.{end}"), str::to_owned);
    Part { name, mime, bytes: part.contents().to_vec() }
}

/// The first of some addresses: name and address.
fn party(address: &Address<'_>) -> (String, String) {
    let text = |t: Option<&str>| t.unwrap_or_default().trim().to_owned();
    address.first().map(|a| (text(a.name()), text(a.address()))).unwrap_or_default()
}

fn everybody(address: &Address<'_>) -> String {
    let one = |a: &mail_parser::Addr<'_>| {
        let (name, mail) = (a.name().unwrap_or_default(), a.address().unwrap_or_default());
        if name.is_empty() { mail.to_owned() } else { format!("{name} <{mail}>") }
    };
    address.iter().take(20).map(one).collect::<Vec<_>>().join(", ")
}

/// A moment on the clock of the wall.
fn local(seconds: i64) -> Option<NaiveDateTime> {
    Some(DateTime::from_timestamp(seconds, 0)?.with_timezone(&London).naive_local())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_read_with_its_attachment() {
        let eml = "From: =?utf-8?Q?Dr_Zo=C3=AB_Lee?= <zoe.lee@example.org>\r\nTo: Cardiology <c@example.org>\r\n\
                   Subject: =?iso-8859-1?Q?R=E9ferral?=\r\nDate: Tue, 30 Jun 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\
                   Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Please <b>see</b> her.</p>\r\n\
                   --b\r\nContent-Type: application/pdf; name=\"../../x.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--b--\r\n";
        let read = read(eml.as_bytes()).unwrap();
        assert_eq!((read.sender.as_str(), read.address.as_str()), ("Dr Zoë Lee", "zoe.lee@example.org"));
        assert_eq!((read.subject.as_str(), read.text.as_str()), ("Réferral", "Please see her."));
        assert_eq!(read.sent_at.unwrap().to_string(), "2026-06-30 11:00:00", "summer time");
        assert_eq!(
            read.parts,
            [Part { name: "../../x.pdf".into(), mime: "application/pdf".into(), bytes: b"%PDF".to_vec() }]
        );
    }

    #[test]
    fn what_is_no_message_is_refused() {
        for bytes in [&b""[..], b"\0\x01\x02\xff", b"hello", b"%PDF-1.7\n1 0 obj"] {
            assert!(read(bytes).is_err(), "{bytes:?}");
        }
        assert!(read(b"From: a@example.org\r\n\r\n").unwrap_err().contains("nothing is written"));
    }
}
