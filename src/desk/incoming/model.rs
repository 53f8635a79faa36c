//! What came in as a file, and what was attached to it.

use serde::{Deserialize, Serialize};

use crate::store::Record;

/// Post or e-mail that came in as a file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Post {
    /// Identifier.
    pub id: String,
    /// The query that it became.
    pub query_id: String,
    /// `email` or `scan`.
    pub kind: String,
    /// What the file was called.
    pub source: String,
    /// Fingerprint of what is in it.
    pub hash: String,
    /// Who sent it, as it says.
    pub sender: String,
    /// The address it says it came from.
    pub from_address: String,
    /// What it is about, as it says.
    pub subject: String,
    /// When it was sent, as it says; ISO time.
    pub sent_at: Option<String>,
    /// Whom it may be about: to be confirmed by a person.
    pub guess_id: Option<String>,
    /// Why, or why nobody is named.
    pub guess_why: String,
    /// When it was taken in, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for Post {
    const TABLE: &'static str = "incoming";
    fn id(&self) -> &str {
        &self.id
    }
}

/// A file that was attached, or the whole of what came.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attachment {
    /// Identifier.
    pub id: String,
    /// The query that it belongs to.
    pub query_id: String,
    /// Its place among the others.
    pub n: i64,
    /// What it is called.
    pub name: String,
    /// Its file in the desk's folder `attachments`.
    pub file: String,
    /// What kind of file it says it is.
    pub mime: String,
    /// How large it is.
    pub bytes: i64,
    /// Fingerprint of what is in it.
    pub hash: String,
    /// When it came, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for Attachment {
    const TABLE: &'static str = "attachment";
    fn id(&self) -> &str {
        &self.id
    }
}

/// The pictures that scanners make.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "tif", "tiff"];

/// The end of a file's name in small letters, where it is one that is taken in: `eml`, `pdf` or a picture.
pub fn post_end(name: &str) -> Option<&'static str> {
    let end = name.rsplit_once('.')?.1.to_ascii_lowercase();
    ["eml", "pdf"].iter().chain(PICTURES).copied().find(|known| *known == end)
}

/// How large a file is, in words.
pub fn size(bytes: i64) -> String {
    match bytes {
        ..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} kB", (bytes + 1023) / 1024),
        _ => format!("{}.{} MB", bytes >> 20, ((bytes & 0xf_ffff) * 10) >> 20),
    }
}

impl Attachment {
    /// One line of it: name and size.
    pub fn line(&self) -> String {
        format!("{} ({})", self.name, size(self.bytes))
    }
}
