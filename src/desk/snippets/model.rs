//! A snippet and its rules: what it is typed as, and when what was typed is one.

use std::ops::Range;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::store::Record;

/// Words behind a short word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// Identifier; empty of one that comes with the program.
    #[serde(default)]
    pub id: String,
    /// What is typed for it: `;fu`.
    pub typed: String,
    /// What it is.
    pub name: String,
    /// Its words, with fields and blanks as a template has them; `{{|}}` is where the cursor stands afterwards.
    pub body: String,
    /// When it was made, ISO time.
    #[serde(default)]
    pub created_at: String,
    /// When it went to the bin, ISO time.
    #[serde(default)]
    pub binned_at: Option<String>,
}

impl Record for Snippet {
    const TABLE: &'static str = "snippet";
    fn id(&self) -> &str {
        &self.id
    }
}

/// The place of the cursor in a snippet's words.
pub const CURSOR: &str = "{{|}}";

/// The longest short word.
const LONGEST: usize = 20;

#[derive(Deserialize)]
struct Shipped {
    snippet: Vec<Snippet>,
}

/// Those that come with the program.
///
/// # Panics
/// Never: a test reads the file.
pub fn shipped() -> &'static [Snippet] {
    static ALL: OnceLock<Vec<Snippet>> = OnceLock::new();
    ALL.get_or_init(|| {
        let read: Shipped = toml::from_str(include_str!("../../../assets/letters/snippets.toml"))
            .unwrap_or(Shipped { snippet: Vec::new() });
        read.snippet
    })
}

/// What is typed for a snippet, as it is kept: a semicolon, then small letters and digits.
///
/// # Errors
/// Something else stands there; the sentence says what to type.
pub fn tidy_typed(text: &str) -> Result<String, String> {
    let word = text.trim().trim_start_matches(';').to_lowercase();
    if word.is_empty() || !word.chars().all(char::is_alphanumeric) {
        return Err("Type a short word of letters and digits, such as ;fu. It begins with a semicolon.".into());
    }
    if word.chars().count() > LONGEST {
        return Err(format!("Type a shorter word: {LONGEST} letters at most."));
    }
    Ok(format!(";{word}"))
}

impl Snippet {
    /// Whether it came with the program.
    pub fn is_shipped(&self) -> bool {
        self.id.is_empty()
    }

    /// Its first line, for lists.
    pub fn first_line(&self) -> String {
        let line = self.body.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
        line.replace(CURSOR, "").replace("{{?", "{{")
    }
}

/// Own ones and those that come with the program, by what is typed; an own one takes the other's place.
pub fn together(own: Vec<Snippet>) -> Vec<Snippet> {
    let others = shipped().iter().filter(|s| !own.iter().any(|o| o.typed == s.typed)).cloned();
    let mut all: Vec<Snippet> = others.collect();
    all.extend(own);
    all.sort_by(|a, b| (&a.typed, &a.id).cmp(&(&b.typed, &b.id)));
    all
}

/// The snippet that is typed right before a place of a text, and where.
pub fn typed_before<'a>(text: &str, at: usize, all: &'a [Snippet]) -> Option<(Range<usize>, &'a Snippet)> {
    let before = &text[..at];
    let word = before.trim_end_matches(char::is_alphanumeric);
    let start = word.strip_suffix(';')?.len();
    let free =
        before[..start].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '-'));
    let typed = before[start..].to_lowercase();
    let snippet = all.iter().find(|s| s.typed == typed).filter(|_| free)?;
    Some((start..at, snippet))
}
