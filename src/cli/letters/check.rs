//! `letter check`, `keep` and `versions`: what the check finds, what is kept all the same, and the texts of each step.

use clap::Args;
use serde_json::{Value, json};

use super::super::answer::{Answer, short};
use super::super::{Said, Session};
use super::letter;
use crate::desk::letters::check::{Finding, Spot};
use crate::desk::letters::facts::About;
use crate::desk::letters::linter::{self, kept};
use crate::desk::letters::{Letter, repo_versions};
use crate::store::Refusal;

/// What is kept of a letter although the check names it.
#[derive(Debug, Args)]
pub struct Keep {
    /// The letter
    id: String,
    /// The words that the check names
    #[arg(long, value_name = "TEXT")]
    words: String,
    /// Why they stay: whoever approves the letter reads it
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

fn found(session: &Session, letter: &Letter) -> Result<Vec<Finding>, Refusal> {
    let house = session.house()?;
    let about = About::of(session.db(), letter, session.now)?;
    let template = house.template(&letter.template);
    linter::findings(session.db(), letter, &template, &about, &house, session.today())
}

/// Lists the findings; the exit code says whether something stops the letter.
pub(super) fn check(session: &Session, id: &str) -> Said {
    let all = found(session, &letter(session, id)?)?;
    let answer = listing(&all);
    Ok(if all.iter().any(|f| f.stops) { answer.failed() } else { answer })
}

fn listing(all: &[Finding]) -> Answer {
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let json = all.iter().map(record).collect();
    Answer::listing(&["", "FINDING", "WORDS"], &rows, json, "The check finds nothing.")
}

fn row(found: &Finding) -> Vec<String> {
    let sign = match (found.stops, &found.kept) {
        (true, _) => "!",
        (false, Some(_)) => "x",
        (false, None) => "",
    };
    let kept = found.kept.as_ref().map(|why| format!(" Kept: {why}.")).unwrap_or_default();
    vec![sign.into(), format!("{}{kept}", found.text), short(&found.words)]
}

fn record(found: &Finding) -> Value {
    let place = match &found.spot {
        Spot::Body(range) => json!({"start": range.start, "end": range.end}),
        _ => Value::Null,
    };
    json!({
        "text": found.text, "stops": found.stops, "rule": found.rule, "words": found.words, "place": place,
        "may_be_kept": found.keepable, "kept": found.kept,
    })
}

impl Keep {
    /// Keeps what the check names, with the reason.
    pub(super) fn run(self, session: &mut Session) -> Said {
        let letter = letter(session, &self.id)?;
        let all = found(session, &letter)?;
        let named: Vec<&Finding> = all.iter().filter(|f| f.words == self.words && f.kept.is_none()).collect();
        if named.is_empty() {
            return Err(Refusal::rule(format!("The check does not name “{}” in this letter.", self.words)));
        }
        for found in named {
            let change = kept::keep(&letter.id, found, &self.reason, &session.who, session.now)?;
            session.apply(&change)?;
        }
        Ok(listing(&found(session, &letter)?))
    }
}

/// Lists the texts of each step, oldest first; all of each with `--json`.
pub(super) fn versions(session: &Session, id: &str) -> Said {
    let letter = letter(session, id)?;
    let all = repo_versions::of(session.db(), &letter)?;
    let row = |v: &repo_versions::Version| vec![v.at.clone(), v.step().to_owned(), v.who.clone(), short(&v.body)];
    let record = |v: &repo_versions::Version| {
        json!({
            "at": v.at, "who": v.who, "step": v.step(), "state": v.state, "subject": v.subject,
            "salutation": v.salutation, "body": v.body,
        })
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let none = "It has no version yet: each step keeps one.";
    Ok(Answer::listing(&["AT", "STEP", "WHO", "TEXT"], &rows, all.iter().map(record).collect(), none))
}
