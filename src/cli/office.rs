//! `budget`, `stock`, `order`, `equipment`: the office as commands.

pub mod budget;
pub mod equipment;
pub mod order;
pub mod stock;

use super::{Said, Session};

use crate::desk::office::model::Year;
use crate::desk::office::repo;
use crate::store::Refusal;
pub(super) use equipment::machine;

/// The one line of a year's budget that the words name: an id, a code, or words of its name.
pub(super) fn line(session: &Session, words: &str, year: Year) -> Result<repo::Budgeted, Refusal> {
    let all = repo::budget(session.db(), year)?;
    if let Some(one) = all.iter().find(|b| b.line.id == words) {
        return Ok(one.clone());
    }
    let fits: Vec<String> = repo::find_line(session.db(), words, year)?.into_iter().map(|(l, _)| l.id).collect();
    let coded = all.iter().filter(|b| b.line.code == words).collect::<Vec<_>>();
    let found: Vec<&repo::Budgeted> =
        if coded.len() == 1 { coded } else { all.iter().filter(|b| fits.contains(&b.line.id)).collect() };
    one(&found, |b| b.line.label(), &format!("line of {}", year.name()), words).map(|b| (*b).clone())
}

/// The only one; else a sentence with those that fit.
pub(super) fn one<'a, T>(
    found: &'a [T],
    name: impl Fn(&T) -> String,
    what: &str,
    words: &str,
) -> Result<&'a T, Refusal> {
    match found {
        [one] => Ok(one),
        [] => Err(Refusal::rule(format!("There is no {what} for “{words}”."))),
        many => {
            let names: Vec<String> = many.iter().take(10).map(name).collect();
            Err(Refusal::rule(format!("More than one {what} fits “{words}”: {}.", names.join(", "))))
        }
    }
}

/// The stock item that the words name: an id, its name, or words of it.
fn item(session: &Session, words: &str) -> Result<crate::desk::office::model::Level, Refusal> {
    let all = repo::stock(session.db())?;
    let fold = crate::text::names::fold;
    if let Some(one) = all.iter().find(|l| l.item.id == words || fold(&l.item.name) == fold(words)) {
        return Ok(one.clone());
    }
    let wanted: Vec<String> = words.split_whitespace().map(fold).collect();
    let fits = |name: &str| wanted.iter().all(|w| fold(name).contains(w.as_str()));
    let found: Vec<_> = all.into_iter().filter(|l| !wanted.is_empty() && fits(&l.item.name)).collect();
    one(&found, |l| l.item.name.clone(), "stock item", words).cloned()
}

/// Writes a table into a file, whole or not at all.
pub(super) fn written(file: &std::path::Path, bytes: &[u8]) -> Said {
    super::files::write(file, bytes)?;
    let json = vec![serde_json::json!({"file": file.display().to_string()})];
    Ok(super::Answer::said(format!("Written: {}", file.display()), json))
}
