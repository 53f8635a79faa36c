//! What can be done with the glossary.

use super::{GlossaryPane, Word, repo};
use crate::app::{Cx, Row};
use crate::clock::stamp;
use crate::form::FormLayer;
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::{Change, Db, Refusal};

fn some_selected(pane: &GlossaryPane, _: &Cx) -> Result<(), String> {
    pane.selected().map(|_| ()).ok_or_else(|| "There is no word here. n adds one.".into())
}

pub(super) static ROWS: &[Row<GlossaryPane>] = &[
    row!("glossary.new", ["n"], "New", "Add a word of the department.", Place::Footer(60), always, |_, cx| {
        let fresh = Word::new("", &cx.who, cx.now);
        let form = FormLayer::new("New word", None, fresh, cx, Box::new(save));
        cx.open(form);
        Ok(())
    }),
    row!(
        "glossary.edit",
        ["e"],
        "Edit",
        "Edit the word; of one that came with the program the department's own version is made.",
        Place::Footer(61),
        some_selected,
        edit
    ),
    row!(
        "glossary.ours",
        ["o"],
        "Our own",
        "Show only the department's own words; again: all.",
        Place::Footer(62),
        always,
        |pane, _| {
            pane.ours = !pane.ours;
            pane.look();
            Ok(())
        }
    ),
    row!("glossary.bin", ["del"], "Bin", "Put a word of our own into the bin.", Place::Menu, some_selected, bin),
];

fn edit(pane: &mut GlossaryPane, cx: &mut Cx) -> Done {
    let Some(entry) = pane.selected() else { return Err(Refusal::rule("There is no word here. n adds one.")) };
    let form = match &entry.local {
        Some(id) => {
            let word: Word = cx.db().must(id)?;
            FormLayer::new("Word", Some(word.clone()), word, cx, Box::new(save))
        }
        None => FormLayer::new("Our own version", None, Word::version_of(entry, &cx.who, cx.now), cx, Box::new(save)),
    };
    cx.open(form);
    Ok(())
}

fn save(before: Option<&Word>, after: &Word, draft: &str, cx: &mut Cx) -> Done {
    let change = match before {
        None => added(cx.db(), after)?,
        Some(before) => Change::new(format!("Word: {}", after.word)).update(before, after),
    };
    cx.apply(&change.spends(draft))
}

fn bin(pane: &mut GlossaryPane, cx: &mut Cx) -> Done {
    let id = pane.selected().and_then(|e| e.local.clone());
    let id =
        id.ok_or("This word came with the program and stays. e makes your own version of it, which comes first.")?;
    let word: Word = cx.db().must(&id)?;
    let binned = Word { binned_at: Some(stamp(cx.now)), ..word.clone() };
    cx.apply(&Change::new(format!("To the bin: {}", word.word)).update(&word, &binned))
}

/// The change that adds a word, where the department does not have it already.
pub(super) fn added(db: Db<'_>, word: &Word) -> Result<Change, Refusal> {
    if let Some(known) = repo::named(db, &word.word)? {
        let what = format!("“{}” is one of the department's words already. e edits it in the glossary.", known.word);
        return Err(Refusal::rule(what));
    }
    Ok(Change::new(format!("Added to the department's words: {}", word.word)).insert(word))
}
