//! What is looked for in a letter's text before it goes on: another patient's name or number, words of the other sex,
//! dates and doses that cannot be, what is misread, what a patient need not know.
//!
//! Each rule is pure: it is given the text and what the desk knows, and gives findings with their places. What a member
//! keeps as it is, with the reason, is no finding any more (`kept`).

mod abbreviations;
mod days;
mod doses;
pub mod kept;
mod lists;
mod medicines;
mod names;
mod numbers;
mod places;
mod sex;
#[cfg(test)]
mod tests;
mod words;

use chrono::NaiveDate;

use super::check::{self, Finding, Mend};
use super::facts::About;
use super::house::House;
use super::{Letter, repo_lint};
use crate::desk::glossary;
use crate::desk::people::Patient;
use crate::paper::Template;
use crate::store::{Db, Refusal};
pub use kept::Kept;
pub use lists::Lists;
pub use repo_lint::Other;

/// So many findings of one text are told; who has put them right is told the rest.
const MOST: usize = 400;

/// What the rules are given.
pub struct Facts<'a> {
    /// The text.
    pub body: &'a str,
    /// "Dear …".
    pub salutation: &'a str,
    /// The patient.
    pub patient: Option<&'a Patient>,
    /// Whether the letter is to the patient.
    pub to_patient: bool,
    /// Other patients of the desk whose names or numbers may stand in the text.
    pub others: &'a [Other],
    /// Full names of people who may stand in it: staff, recipients, the GP.
    pub known: &'a [String],
    /// The word lists.
    pub lists: &'a Lists,
    /// Today.
    pub today: NaiveDate,
}

impl Facts<'_> {
    /// All findings of the text, in its order.
    pub fn findings(&self) -> Vec<Finding> {
        let mut all: Vec<Finding> = names::salutation(self).into_iter().collect();
        all.extend(numbers::findings(self));
        all.extend(numbers::hospital(self));
        all.extend(names::findings(self));
        all.extend(sex::findings(self));
        all.extend(days::findings(self));
        all.extend(doses::findings(self));
        all.extend(medicines::findings(self));
        all.extend(abbreviations::findings(self));
        all.extend(places::findings(self));
        // Those that stop are never the ones left out.
        all.sort_by_key(|f| !f.stops);
        all.truncate(MOST);
        all
    }
}

/// Everything that stops a letter or is to be known of it, those that stop first, each group in the order of the text.
/// What was kept with a reason comes last and stops nothing.
pub fn findings(
    db: Db<'_>,
    letter: &Letter,
    template: &Template,
    about: &About,
    house: &House,
    today: NaiveDate,
) -> Result<Vec<Finding>, Refusal> {
    let mut all = check::findings(letter, template, about, house, today);
    all.extend(in_text(db, letter, about, today)?);
    kept::apply(&mut all, &repo_lint::kept(db, &letter.id)?);
    // What may be wrong comes before what might be said more plainly.
    all.sort_by_key(|f| (f.kept.is_some(), !f.stops, f.rule == "plain", f.place()));
    Ok(all)
}

/// What is found in the text and the salutation.
fn in_text(db: Db<'_>, letter: &Letter, about: &About, today: NaiveDate) -> Result<Vec<Finding>, Refusal> {
    let patient = about.patient.as_ref();
    let own = patient.map_or("", |p| p.id.as_str());
    let mut named: Vec<String> = numbers::tens(&letter.body).into_iter().map(|n| n.value).collect();
    named.extend(numbers::codes(&letter.body).into_iter().map(|n| n.value));
    let pairs: Vec<(String, String)> =
        names::pairs(&letter.body).into_iter().map(|p| (p.surname, p.forename)).collect();
    let others = repo_lint::others(db, own, &named, &pairs)?;
    let known = known(db, letter, patient)?;
    let lists = Lists::with(glossary::repo::glossary(db)?);
    let facts = Facts {
        body: &letter.body,
        salutation: &letter.salutation,
        patient,
        to_patient: letter.recipients.iter().any(|r| r.is_principal() && r.id == own && !own.is_empty()),
        others: &others,
        known: &known,
        lists: &lists,
        today,
    };
    Ok(facts.findings())
}

/// Those whose names may stand in the letter: the team, the recipients, the GP, whom may be spoken to.
fn known(db: Db<'_>, letter: &Letter, patient: Option<&Patient>) -> Result<Vec<String>, Refusal> {
    let mut all: Vec<String> = crate::desk::team::repo::all(db)?.into_iter().map(|m| m.name).collect();
    all.extend(letter.recipients.iter().map(|r| r.name.clone()));
    all.push(letter.author.clone());
    if let Some(patient) = patient {
        all.push(patient.gp_name.clone());
        all.extend(patient.may_speak.iter().map(|s| s.name.clone()));
    }
    Ok(all)
}
