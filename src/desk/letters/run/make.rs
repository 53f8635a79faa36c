//! A print run is made: which letters may go, the file in the order of the envelopes, and what becomes of it when it is
//! said that it was printed.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use chrono::NaiveDateTime;

use super::super::model_post::{PrintRun, Sheet};
use super::super::{House, Letter, acts, out, repo, repo_post, sheet};
use super::order::{Envelope, envelopes};
use crate::clock::stamp;
use crate::paper::Bundle;
use crate::store::{Change, Db, Refusal, new_id};

/// What goes into a run, and what does not and why.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chosen {
    /// The letters.
    pub letters: Vec<Letter>,
    /// Their envelopes.
    pub envelopes: Vec<Envelope>,
    /// What is left out, each a sentence.
    pub left_out: Vec<String>,
    /// Letters that are to go to somebody by e-mail.
    pub by_email: Vec<Letter>,
}

impl Chosen {
    /// How many sheets of letters there are.
    pub fn sheets(&self) -> usize {
        self.envelopes.iter().map(|e| e.sheets.len()).sum()
    }
}

/// Of these letters those that may go by post now; the others are named.
pub fn chosen(db: Db<'_>, letters: &[Letter], now: NaiveDateTime) -> Result<Chosen, Refusal> {
    let mut found = Chosen::default();
    for letter in letters {
        let by_post = letter.recipients.iter().any(|r| r.way == "post" && !r.is_sent());
        let by_email = letter.recipients.iter().any(|r| r.way == "email" && !r.is_sent());
        let may = acts::may_go(db, std::slice::from_ref(letter), now);
        if by_email && may.is_ok() {
            found.by_email.push(letter.clone());
        }
        match may {
            Ok(()) if by_post => found.letters.push(letter.clone()),
            Ok(()) if by_email => {}
            Ok(()) => found.left_out.push(format!("{}: nobody is left to get it by post.", repo::name(db, letter)?)),
            Err(e) => found.left_out.push(format!("{}: {e}", repo::name(db, letter)?)),
        }
    }
    found.envelopes = envelopes(&found.letters);
    Ok(found)
}

/// All that is approved and may go by post or e-mail now.
pub fn all_approved(db: Db<'_>, now: NaiveDateTime) -> Result<Chosen, Refusal> {
    let mut letters = repo_post::approved(db)?;
    letters.retain(|l| l.recipients.iter().any(|r| matches!(r.way.as_str(), "post" | "email") && !r.is_sent()));
    chosen(db, &letters, now)
}

/// How far the work is, read from beside it; and whether it is to stop.
#[derive(Debug, Default)]
pub struct Progress {
    /// Letters that are set.
    pub done: AtomicUsize,
    /// Whether it is to stop.
    pub stop: AtomicBool,
}

/// A run that is made: the file, what is in it, and what could not be printed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Made {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Its letters in their order.
    pub sheets: Vec<Sheet>,
    /// How many pages, blank ones too.
    pub pages: usize,
    /// What could not be printed, each a sentence.
    pub faults: Vec<String>,
}

/// Makes the file: every envelope's letters together; on both sides each begins on a sheet of its own.
pub fn make(
    db: Db<'_>,
    house: &House,
    chosen: &Chosen,
    both_sides: bool,
    now: NaiveDateTime,
    progress: &Progress,
) -> Result<Made, Refusal> {
    let mut bundle = Bundle::new(both_sides);
    let mut made = Made::default();
    for (at, place) in chosen.envelopes.iter().flat_map(|e| &e.sheets) {
        if progress.stop.load(Ordering::Relaxed) {
            return Err(Refusal::rule("The print run was stopped. Nothing of it was printed."));
        }
        let letter = &chosen.letters[*at];
        let to = &letter.recipients[*place];
        let doc = sheet::doc(db, house, letter, Some(to), now)?;
        let layout = house.layout(&letter.template);
        match bundle.letter(&doc, layout.as_deref()) {
            Ok(_) => made.sheets.push(Sheet { letter: letter.id.clone(), name: to.name.clone() }),
            Err(e) => made.faults.push(format!("{} to {}: {e}", repo::name(db, letter)?, to.name)),
        }
        progress.done.fetch_add(1, Ordering::Relaxed);
    }
    if made.sheets.is_empty() {
        let why = made.faults.first().map_or("no letter is approved to go by post", String::as_str);
        return Err(Refusal::rule(format!("Nothing is to be printed: {why}.")));
    }
    made.pages = bundle.pages();
    made.pdf = bundle.finish("Letters to be posted").map_err(|e| Refusal::rule(e.to_string()))?;
    Ok(made)
}

/// E-mail drafts that were made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drafts {
    /// Their files.
    pub files: Vec<PathBuf>,
    /// What could not be made, each a sentence.
    pub faults: Vec<String>,
}

impl Drafts {
    /// How many, where they are, what is to be done with them, and what could not be made.
    pub fn words(&self) -> String {
        let folder = self.files.first().and_then(|f| f.parent()).map(|f| f.display().to_string()).unwrap_or_default();
        let many = if self.files.len() == 1 {
            "1 e-mail draft is".into()
        } else {
            format!("{} e-mail drafts are", self.files.len())
        };
        let made =
            format!("{many} in {folder}: open and send each with your mail program, then mark the letter as sent (s).");
        let left = if self.faults.is_empty() { String::new() } else { format!(" Not made: {}", self.faults.join(" ")) };
        made + &left
    }
}

/// An e-mail draft for each of these letters.
///
/// # Errors
/// None could be made: why.
pub fn drafts(db: Db<'_>, house: &House, letters: &[Letter], now: NaiveDateTime) -> Result<Drafts, Refusal> {
    let mut made = Drafts::default();
    for letter in letters {
        match out::mail(db, house, letter, now) {
            Ok(file) => made.files.push(file),
            Err(e) => made.faults.push(format!("{}: {e}", repo::name(db, letter)?)),
        }
    }
    if made.files.is_empty() { Err(Refusal::rule(made.faults.join(" "))) } else { Ok(made) }
}

/// The run as it is remembered until it is said whether it was printed.
pub fn run_of(made: &Made, file: &str, who: &str, now: NaiveDateTime) -> PrintRun {
    PrintRun {
        id: new_id(),
        at: stamp(now),
        by: who.into(),
        state: "made".into(),
        sheets: made.sheets.clone(),
        file: file.into(),
        answered_at: None,
    }
}

/// What became of a run: the change, and what of it could not be marked as sent, each a sentence.
pub struct Answered {
    /// Everything printed is sent, as one change.
    pub change: Change,
    /// What stays to be sent.
    pub left: Vec<String>,
}

/// Printed but for the sheets at these places: what was printed is sent, the rest stays on the wall.
pub fn answered(db: Db<'_>, run: &PrintRun, not: &[usize], who: &str, now: NaiveDateTime) -> Result<Answered, Refusal> {
    let (mut letters, mut left): (Vec<Letter>, Vec<String>) = (Vec::new(), Vec::new());
    let printed: Vec<&Sheet> =
        run.sheets.iter().enumerate().filter(|(n, _)| !not.contains(n)).map(|(_, s)| s).collect();
    for sheet in &printed {
        if letters.iter().any(|l| l.id == sheet.letter) {
            continue;
        }
        match db.get::<Letter>(&sheet.letter)? {
            Some(letter) => match may_be_sent(db, &letter, &printed, now) {
                Ok(()) => letters.push(letter),
                Err(e) => left.push(format!("{}: {e}", repo::name(db, &letter)?)),
            },
            None => left.push(format!("The letter to {} is not here any more.", sheet.name)),
        }
    }
    let goes = |l: &Letter, name: &str| printed.iter().any(|s| s.letter == l.id && s.name == name);
    let sent = acts::posted(db, "Posted", &letters, who, |l| {
        Ok(l.sent(|_, r| r.way == "post" && goes(l, &r.name), acts::is_dead(db, l)?, now)?)
    })?;
    let state = if printed.is_empty() { "dropped" } else { "sent" };
    let after = PrintRun { state: state.into(), answered_at: Some(stamp(now)), ..run.clone() };
    let label = if letters.is_empty() { "Print run put aside".to_owned() } else { sent.label.clone() };
    Ok(Answered { change: Change::new(label).update(run, &after).and(sent), left })
}

fn may_be_sent(db: Db<'_>, letter: &Letter, printed: &[&Sheet], now: NaiveDateTime) -> Result<(), Refusal> {
    if letter.binned_at.is_some() {
        return Err(Refusal::rule("it is in the bin."));
    }
    acts::may_go(db, std::slice::from_ref(letter), now)?;
    let waits = |s: &&&Sheet| {
        letter.recipients.iter().any(|r| s.letter == letter.id && r.name == s.name && r.way == "post" && !r.is_sent())
    };
    match printed.iter().find(waits) {
        Some(_) => Ok(()),
        None => Err(Refusal::rule("it was sent already, or goes another way now.")),
    }
}
