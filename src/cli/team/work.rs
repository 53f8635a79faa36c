//! What waits with whom; moved and shared out.

use clap::Args;
use serde_json::{Value, json};

use super::super::answer::{Answer, short};
use super::super::{Said, Session};
use super::{backlog, by, said};
use crate::desk::team::acts::{self, Key};
use crate::desk::team::model::Item;
use crate::desk::team::model::share::By;
use crate::desk::team::{csv, repo, repo_backlog};
use crate::store::Refusal;

/// What waits.
#[derive(Debug, Args)]
pub(super) struct BacklogArgs {
    /// Whose, item by item; `pool` for what is nobody's
    member: Option<String>,
    /// By consultant
    #[arg(long)]
    consultants: bool,
    /// Write it into this file, for a spreadsheet
    #[arg(long, value_name = "FILE", conflicts_with = "member")]
    csv: Option<std::path::PathBuf>,
}

/// The name of a member, or nothing for the pool.
fn whose(session: &Session, words: &str) -> Result<String, Refusal> {
    if words.eq_ignore_ascii_case("pool") { Ok(String::new()) } else { Ok(repo::meant(session.db(), words)?.name) }
}

fn items(session: &Session, consultants: bool, words: &str) -> Result<Vec<Item>, Refusal> {
    let who = whose(session, words)?;
    repo_backlog::items(session.db(), (by(consultants), &who), session.config.clinic_letter_days, session.now)
}

fn item(one: &Item) -> Value {
    let some = |text: &str| if text.is_empty() { Value::Null } else { text.into() };
    json!({
        "kind": one.kind.table(), "id": one.id, "name": some(&one.name), "what": one.what, "owner": some(&one.owner),
        "consultant": some(&one.consultant), "since": one.since, "due": one.due, "waits_on": some(&one.waits_on),
        "state": one.state, "late": one.late, "audio_seconds": one.audio_ms / 1000, "for": some(&one.for_name),
    })
}

impl BacklogArgs {
    pub(super) fn run(self, session: &mut Session) -> Said {
        if let Some(words) = &self.member {
            let all = items(session, self.consultants, words)?;
            let row = |i: &Item| {
                let late = if i.late { "!" } else { "" };
                let days = format!("{}d", i.days(session.today()));
                let name = if i.for_name.is_empty() { String::new() } else { format!("for {}", i.for_name) };
                let due = i.due.clone().unwrap_or_default();
                vec![late.into(), i.kind.table().into(), days, i.name.clone(), short(&i.what), due, name, i.id.clone()]
            };
            let rows: Vec<Vec<String>> = all.iter().map(row).collect();
            let headings = ["", "KIND", "WAITS", "ABOUT", "WHAT", "DUE", "", "ID"];
            return Ok(Answer::listing(&headings, &rows, all.iter().map(item).collect(), "Nothing waits there."));
        }
        let limit = session.config.clinic_letter_days;
        let mut all = repo_backlog::all(session.db(), by(self.consultants), limit, session.now)?;
        all.sort_by_cached_key(|b| b.order(session.today()));
        if let Some(file) = self.csv {
            super::super::files::write(&file, &csv::backlog(&all, session.today()))?;
            let json = vec![json!({"file": file.display().to_string()})];
            return Ok(Answer::said(format!("Written: {}", file.display()), json));
        }
        let row = |b: &crate::desk::team::model::Backlog| {
            let who = if b.who.is_empty() { "nobody (the pool)".into() } else { b.who.clone() };
            let counts = [b.letters.items, b.queries.items, b.tasks.items, b.over(), b.dictations];
            let audio = format!("{}m", (b.audio_ms + 59_999) / 60_000);
            let days = format!("{}d", b.oldest_days(session.today()));
            std::iter::once(who).chain(counts.iter().map(ToString::to_string)).chain([audio, days]).collect()
        };
        let rows: Vec<Vec<String>> = all.iter().map(row).collect();
        let json = all.iter().map(|b| backlog(b, session)).collect();
        let headings = ["WHOSE", "LETTERS", "QUERIES", "TASKS", "LATE", "TO TYPE", "AUDIO", "OLDEST"];
        Ok(Answer::listing(&headings, &rows, json, "Nothing waits with anybody."))
    }
}

/// Items moved.
#[derive(Debug, Args)]
pub(super) struct Move {
    /// The items, by id
    ids: Vec<String>,
    /// All of this member instead
    #[arg(long, value_name = "MEMBER", conflicts_with = "ids")]
    from: Option<String>,
    /// At most so many of them, the worst first
    #[arg(long, value_name = "N", requires = "from")]
    most: Option<usize>,
    /// To whom
    #[arg(long, value_name = "MEMBER")]
    to: String,
}

impl Move {
    pub(super) fn run(self, session: &mut Session) -> Said {
        let keys: Vec<Key> = match &self.from {
            Some(from) => {
                let all = items(session, false, from)?;
                all.into_iter().take(self.most.unwrap_or(usize::MAX)).map(|i| (i.kind, i.id)).collect()
            }
            None if self.ids.is_empty() => {
                return Err(Refusal::rule("Say which items: their ids, or --from with a name."));
            }
            None => {
                let key = |id: &String| Ok((repo_backlog::kind_of(session.db(), id)?, id.clone()));
                self.ids.iter().map(key).collect::<Result<_, Refusal>>()?
            }
        };
        let change = acts::move_to(session.db(), &keys, &self.to, session.now)?;
        session.apply(&change)?;
        let json =
            json!({"moved": said(keys.iter().map(|(k, _)| *k)), "to": repo::meant(session.db(), &self.to)?.name});
        Ok(Answer::said(format!("{}.", change.label), vec![json]))
    }
}

/// Shared out.
#[derive(Debug, Args)]
pub(super) struct ShareArgs {
    /// Whose work; `pool` for what is nobody's
    member: String,
    /// Among whom; may be given again
    #[arg(long, value_name = "MEMBER", required = true)]
    among: Vec<String>,
    /// By minutes of recording and not by items
    #[arg(long)]
    audio: bool,
    /// Only show what each would get
    #[arg(long)]
    show: bool,
}

impl ShareArgs {
    pub(super) fn run(self, session: &mut Session) -> Said {
        let all = items(session, false, &self.member)?;
        let by = if self.audio { By::Audio } else { By::Items };
        let (shares, change) = acts::share(session.db(), &all, &self.among, by, session.now)?;
        if !self.show {
            session.apply(&change)?;
        }
        let row = |s: &acts::Share| {
            let what = said(s.items.iter().map(|i| i.kind));
            vec![s.to.clone(), what, format!("{}m", (s.audio_ms + 59_999) / 60_000)]
        };
        let rows: Vec<Vec<String>> = shares.iter().map(row).collect();
        let record = |s: &acts::Share| {
            let ids: Vec<&str> = s.items.iter().map(|i| i.id.as_str()).collect();
            json!({"to": s.to, "items": s.items.len(), "audio_minutes": (s.audio_ms + 59_999) / 60_000, "ids": ids})
        };
        let json = shares.iter().map(record).collect();
        Ok(Answer::listing(&["TO", "GETS", "AUDIO"], &rows, json, "There is nothing to share out."))
    }
}
