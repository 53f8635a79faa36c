//! `find`: anybody and anything, by any mix of words and numbers.

use clap::Args;
use serde_json::json;

use super::answer::{Answer, short};
use super::{Said, Session};

/// What is looked for.
#[derive(Debug, Args)]
pub struct Find {
    /// Names, a date of birth, numbers, a postcode, any word
    #[arg(required = true)]
    words: Vec<String>,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
}

impl Find {
    /// Finds it.
    pub fn run(self, session: &mut Session) -> Said {
        let found = session.store.seek(&self.words.join(" "), &[], session.today(), self.limit)?;
        let rows: Vec<Vec<String>> =
            found.iter().map(|f| vec![f.kind.clone(), f.title.clone(), short(&f.detail), f.id.clone()]).collect();
        let json = found.iter().map(|f| json!({"kind": f.kind, "id": f.id, "title": f.title, "detail": f.detail}));
        Ok(Answer::listing(&["KIND", "WHAT", "MORE", "ID"], &rows, json.collect(), "Nothing has all these words."))
    }
}
