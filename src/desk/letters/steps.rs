//! What is done with letters: each step asks what it must, applies one change and says so.

mod begin;
mod post;

pub(super) use begin::{choose_template, details};
pub(super) use post::{copy, mail, pdf, print, send};

use super::model::Sign;
use super::recipients::RecipientsLayer;
use super::{House, Letter, acts, repo};
use crate::app::{Cx, MenuItem, choose, prompt};
use crate::desk::people::Patient;
use crate::desk::team;
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::dates;

/// The letters again as they are stored now: what is asked meanwhile may take its time.
pub(super) fn again(letters: &[Letter], cx: &Cx) -> Result<Vec<Letter>, Refusal> {
    letters.iter().map(|l| cx.db().must(&l.id)).collect()
}

/// "OKAFOR, Grace (Mrs)" with the date of birth, or "3 letters": what a question is about.
pub(super) fn subject(letters: &[Letter], cx: &Cx) -> Result<String, Refusal> {
    let [one] = letters else { return Ok(format!("{} letters", letters.len())) };
    let patient: Option<Patient> = repo::patient(cx.db(), one.patient_id.as_deref())?;
    let born = patient.and_then(|p| p.born?.parse().ok()).map(|b| format!(", born {}", dates::screen(b)));
    Ok(format!("{}{}: {}", repo::name(cx.db(), one)?, born.unwrap_or_default(), one.title))
}

/// The next step of letters that are all in the same state.
pub(super) fn next(letters: &[Letter], cx: &mut Cx) -> Done {
    let Some(first) = letters.first() else { return Ok(()) };
    if letters.iter().any(|l| l.state != first.state) {
        return Err(Refusal::rule("These letters are in different states: mark those for the same step."));
    }
    match first.state.as_str() {
        "awaiting_approval" => approve(letters, cx),
        "sent" => Err(Refusal::rule("It is sent: nothing is left to do. b corrects it.")),
        "cancelled" => Err(Refusal::rule("It is cancelled: nothing is left to do.")),
        _ => submit_or_send(letters, cx),
    }
}

/// Submits drafts, sends what is approved.
pub(super) fn submit_or_send(letters: &[Letter], cx: &mut Cx) -> Done {
    if letters.iter().all(|l| l.state == "approved") {
        return send(letters, cx);
    }
    let house = House::of(&cx.store, &cx.config)?;
    for letter in letters {
        if !cx.store.drafts(&super::write::drafts_of(&letter.id))?.is_empty() {
            let name = repo::name(cx.db(), letter)?;
            return Err(Refusal::rule(format!(
                "{name}: text is typed that is not saved yet. Open it with Enter first."
            )));
        }
    }
    let change = acts::submit(cx.db(), &house, letters, &cx.who, cx.now)?;
    cx.apply(&change)
}

/// Approves: how is chosen first.
pub(super) fn approve(letters: &[Letter], cx: &mut Cx) -> Done {
    if let Some(not) = letters.iter().find(|l| l.state != "awaiting_approval") {
        return Err(Refusal::rule(format!(
            "{} is {}: only one that awaits approval can be approved.",
            not.title,
            not.state_words()
        )));
    }
    let author = letters.first().map(|l| l.author.clone()).unwrap_or_default();
    let same = letters.iter().all(|l| l.author == author);
    let author = if same { author } else { "the author of each".into() };
    let me = cx.who.clone();
    let items = vec![
        MenuItem::new("signed", "", format!("Signed by {author}"), "the author has read and signed it"),
        MenuItem::new("pp", "", format!("Signed p.p. by {me}"), format!("on behalf of {author}")),
        MenuItem::new("other", "", "Signed by somebody else", "a name is asked"),
        MenuItem::new("unverified", "", "Unverified", "not read by the author; on whose authority is asked"),
    ];
    let title = format!("Approve {}", subject(letters, cx)?);
    let letters = letters.to_vec();
    choose(cx, &title, items, move |id, cx| {
        let me = cx.who.clone();
        match id {
            "signed" => approved(&letters, |l| Sign::Signed(l.author.clone()), cx),
            "pp" => approved(&letters, |_| Sign::Pp(me.clone()), cx),
            _ => {
                ask_who(id == "unverified", letters.clone(), cx);
                Ok(())
            }
        }
    });
    Ok(())
}

fn ask_who(unverified: bool, letters: Vec<Letter>, cx: &mut Cx) {
    let label = if unverified { "On whose authority" } else { "Signed by" };
    prompt(cx, "Approve", &[(label, "")], move |answers, cx| {
        let name = answers[0].clone();
        let sign = |_: &Letter| if unverified { Sign::Unverified(name.clone()) } else { Sign::Signed(name.clone()) };
        approved(&letters, sign, cx)
    });
}

fn approved(letters: &[Letter], how: impl Fn(&Letter) -> Sign, cx: &mut Cx) -> Done {
    let letters = again(letters, cx)?;
    let who = cx.who.clone();
    let now = cx.now;
    let change = acts::each(cx.db(), "Approved", &letters, |l| Ok(l.approved(&how(l), &who, now)?))?;
    cx.apply(&change)
}

/// Tries a step before anything is asked for it: nobody types a reason for what cannot be done.
fn tried(letters: &[Letter], cx: &Cx, step: impl Fn(&Letter) -> Result<Letter, String>) -> Done {
    acts::each(cx.db(), "", letters, |l| Ok(step(l)?)).map(|_| ())
}

/// Returned with a comment.
pub(super) fn give_back(letters: &[Letter], cx: &mut Cx) -> Done {
    tried(letters, cx, |l| l.returned("a comment", &cx.who, cx.now))?;
    let title = format!("Return {}", subject(letters, cx)?);
    let letters = letters.to_vec();
    prompt(cx, &title, &[("What is to be changed", "")], move |answers, cx| {
        let (letters, who, now) = (again(&letters, cx)?, cx.who.clone(), cx.now);
        let change = acts::each(cx.db(), "Returned", &letters, |l| Ok(l.returned(&answers[0], &who, now)?))?;
        cx.apply(&change)
    });
    Ok(())
}

/// Recalled.
pub(super) fn recall(letters: &[Letter], cx: &mut Cx) -> Done {
    let change = acts::each(cx.db(), "Recalled", letters, |l| Ok(l.recalled()?))?;
    cx.apply(&change)
}

/// Held for a reason until a day; those that are all held: no longer.
pub(super) fn hold(letters: &[Letter], cx: &mut Cx) -> Done {
    if letters.iter().all(|l| l.held) {
        let change = acts::each(cx.db(), "No longer held:", letters, |l| Ok(l.released()?))?;
        return cx.apply(&change);
    }
    tried(letters, cx, |l| l.held_until("a reason", cx.today() + chrono::Days::new(1), cx.today()))?;
    let title = format!("Hold {}", subject(letters, cx)?);
    let letters = letters.to_vec();
    prompt(cx, &title, &[("Why", ""), ("Until", "+1w")], move |answers, cx| {
        let letters = again(&letters, cx)?;
        let found = crate::text::when::parse(&answers[1], cx.now)?;
        let (until, today) = (found.first().map_or(cx.today(), |w| w.date), cx.today());
        let word = format!("Held till {}:", dates::screen(until));
        let change = acts::each(cx.db(), &word, &letters, |l| Ok(l.held_until(&answers[0], until, today)?))?;
        cx.apply(&change)
    });
    Ok(())
}

/// Cancelled with a reason.
pub(super) fn cancel(letters: &[Letter], cx: &mut Cx) -> Done {
    tried(letters, cx, |l| l.cancelled("a reason", cx.now))?;
    let title = format!("Cancel {}", subject(letters, cx)?);
    let letters = letters.to_vec();
    prompt(cx, &title, &[("Why", "")], move |answers, cx| {
        let (letters, now) = (again(&letters, cx)?, cx.now);
        let change = acts::each(cx.db(), "Cancelled", &letters, |l| Ok(l.cancelled(&answers[0], now)?))?;
        cx.apply(&change)
    });
    Ok(())
}

/// Corrected: a new letter that replaces the sent one, open to be written.
pub(super) fn correct(letter: &Letter, cx: &mut Cx) -> Done {
    let house = House::of(&cx.store, &cx.config)?;
    let (change, new) = acts::correct(cx.db(), &house, letter, &cx.who, cx.now)?;
    cx.apply(&change)?;
    cx.show("letter", new.id);
    Ok(())
}

/// Given to another member of the team.
pub(super) fn hand_on(letters: &[Letter], cx: &mut Cx) -> Done {
    let told = team::repo_away::told(cx.db(), cx.now)?;
    let items = told.into_iter().map(|(m, told)| MenuItem::new(m.name.clone(), "", m.name, told)).collect();
    let title = format!("Whose is {} now?", subject(letters, cx)?);
    let letters = letters.to_vec();
    choose(cx, &title, items, move |name, cx| {
        let letters = again(&letters, cx)?;
        let whom = team::repo_away::handed_words(cx.db(), name, cx.now)?;
        let change = acts::each(cx.db(), &format!("Handed to {whom}:"), &letters, |l| Ok(l.handed_to(name)?))?;
        cx.apply(&change)
    });
    Ok(())
}

/// To whom it goes.
pub(super) fn recipients(letter: &Letter, cx: &mut Cx) -> Done {
    let layer = RecipientsLayer::new(letter.clone(), cx)?;
    cx.open(layer);
    Ok(())
}

/// Into the bin.
pub(super) fn bin(letters: &[Letter], cx: &mut Cx) -> Done {
    let now = cx.now;
    let change = acts::each(cx.db(), "To the bin:", letters, |l| Ok(l.binned(now)?))?;
    cx.apply(&change)
}
