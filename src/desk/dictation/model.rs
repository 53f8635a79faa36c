//! A dictation: the audio file, and the letter that it becomes.

use serde::{Deserialize, Serialize};

use crate::store::Record;

/// The kinds of file that are taken as audio, by the ends of their names.
pub const AUDIO: &[&str] =
    &["wav", "mp3", "m4a", "ogg", "oga", "opus", "flac", "aac", "wma", "amr", "3gp", "dss", "ds2"];

/// A dictation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dictation {
    /// Identifier.
    pub id: String,
    /// The letter that it becomes.
    pub letter_id: String,
    /// Its file in the desk's folder `dictations`.
    pub file: String,
    /// What the file was called.
    pub original: String,
    /// Fingerprint of what is in it.
    pub hash: String,
    /// How large it is.
    pub bytes: i64,
    /// How long it is, in milliseconds; none where that cannot be told.
    pub length_ms: Option<i64>,
    /// The template that it was dictated for, where it is known.
    pub kind: String,
    /// What the author wrote with it.
    pub note: String,
    /// What was said of it and not understood, each a sentence.
    pub unclear: Vec<String>,
    /// Somebody has looked at what was not understood.
    pub settled: bool,
    /// When it was taken in, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for Dictation {
    const TABLE: &'static str = "dictation";
    fn id(&self) -> &str {
        &self.id
    }
}

impl Dictation {
    /// How long it is: `4:05`; `?` where that cannot be told.
    pub fn length(&self) -> String {
        self.length_ms.map_or_else(|| "?".into(), clock)
    }
}

/// Milliseconds as people read them: `4:05`, `1:02:03`.
pub fn clock(ms: i64) -> String {
    let all = ms.max(0) / 1000;
    let (hours, minutes, seconds) = (all / 3600, all / 60 % 60, all % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// Milliseconds as whole minutes, a begun one counted: `12 min`.
pub fn minutes(ms: i64) -> String {
    format!("{} min", (ms.max(0) + 59_999) / 60_000)
}

/// The end of a file's name in small letters, where it is one of audio.
pub fn audio_end(name: &str) -> Option<&'static str> {
    let end = name.rsplit_once('.')?.1.to_ascii_lowercase();
    AUDIO.iter().copied().find(|known| *known == end)
}
