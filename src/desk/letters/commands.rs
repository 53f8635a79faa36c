//! What can be done with letters in the list and while one is read: the rows. What they do is in `steps`.

use super::repo::Which;
use super::view::LettersPane;
use super::{Letter, approval, postbook, run, steps, templates};
use crate::app::{Cx, Row};
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;

fn some(pane: &LettersPane, _: &Cx) -> Result<(), String> {
    let any = pane.reading.is_some() || pane.shelf.selected().is_some();
    if any { Ok(()) } else { Err("There is no letter here. n begins one.".into()) }
}

/// The letters that a command is for, with their texts: the one that is read, else those marked, else the selected one.
fn chosen(pane: &LettersPane, cx: &Cx) -> Result<Vec<Letter>, Refusal> {
    let ids: Vec<String> = match &pane.reading {
        Some(reading) => vec![reading.id.clone()],
        None => pane.shelf.chosen().iter().map(|s| s.listed.letter.id.clone()).collect(),
    };
    ids.iter().map(|id| cx.db().must(id)).collect()
}

/// Does something with the chosen letters.
fn with(pane: &mut LettersPane, cx: &mut Cx, step: fn(&[Letter], &mut Cx) -> Done) -> Done {
    let letters = chosen(pane, cx)?;
    step(&letters, cx)?;
    pane.shelf.unmark();
    Ok(())
}

/// Does something with one letter.
fn with_one(pane: &mut LettersPane, cx: &mut Cx, step: fn(&Letter, &mut Cx) -> Done) -> Done {
    let mut letters = chosen(pane, cx)?;
    match (letters.pop(), letters.is_empty()) {
        (Some(letter), true) => step(&letter, cx),
        _ => Err(Refusal::rule("This is done with one letter at a time. Space takes a mark away.")),
    }
}

pub(super) static ROWS: &[Row<LettersPane>] = &[
    row!("letters.new", ["n"], "New", "Begin a letter.", Place::Footer(40), always, |_, cx| {
        steps::choose_template(None, cx)
    }),
    row!(
        "letters.next",
        ["d"],
        "Next step",
        "Submit, approve or send: the next step of the letter, or of all that are marked.",
        Place::Footer(41),
        some,
        |pane, cx| with(pane, cx, steps::next)
    ),
    row!(
        "letters.submit",
        ["s"],
        "Submit, send",
        "Submit a draft for approval; send what is approved.",
        Place::Menu,
        some,
        |pane, cx| with(pane, cx, steps::submit_or_send)
    ),
    row!(
        "letters.approve",
        ["a"],
        "Approve",
        "Approve it: signed, p.p., or unverified on somebody's authority.",
        Place::Footer(42),
        some,
        |pane, cx| with(pane, cx, steps::approve)
    ),
    row!(
        "letters.return",
        ["r"],
        "Return",
        "Return it to be written again, with a comment.",
        Place::Menu,
        some,
        |pane, cx| with(pane, cx, steps::give_back)
    ),
    row!(
        "letters.recall",
        ["u"],
        "Recall",
        "Take it back to be written again; its approval is cleared.",
        Place::Menu,
        some,
        |pane, cx| with(pane, cx, steps::recall)
    ),
    row!(
        "letters.hold",
        ["h"],
        "Hold",
        "Hold it for a reason until a day; again: hold it no longer.",
        Place::Footer(43),
        some,
        |pane, cx| with(pane, cx, steps::hold)
    ),
    row!("letters.cancel", ["x"], "Cancel", "Cancel it, with the reason.", Place::Menu, some, |pane, cx| {
        with(pane, cx, steps::cancel)
    }),
    row!(
        "letters.correct",
        ["b"],
        "Correct",
        "Correct a sent letter: a new one that replaces it.",
        Place::Menu,
        some,
        |pane, cx| with_one(pane, cx, steps::correct)
    ),
    row!("letters.whose", ["w"], "Hand on", "Give it to another member of the team.", Place::Menu, some, |pane, cx| {
        with(pane, cx, steps::hand_on)
    }),
    row!(
        "letters.edit",
        ["e"],
        "Details",
        "Author, day of the visit, subject, salutation, enclosures.",
        Place::Menu,
        some,
        |pane, cx| with_one(pane, cx, |letter, cx| {
            if !letter.is_unsent() {
                return Err(Refusal::rule("What is sent or cancelled is never changed. b corrects a sent letter."));
            }
            steps::details(letter, cx);
            Ok(())
        })
    ),
    row!(
        "letters.recipients",
        ["t"],
        "Recipients",
        "To whom it goes, how, and what became of it.",
        Place::Footer(44),
        some,
        |pane, cx| with_one(pane, cx, steps::recipients)
    ),
    row!("letters.pdf", ["o"], "PDF", "Write it as a PDF into the desk's folder.", Place::Menu, some, |pane, cx| {
        with(pane, cx, |letters, cx| steps::pdf(letters, false, cx))
    }),
    row!("letters.open", ["O"], "Open PDF", "Write it as a PDF and open that.", Place::Menu, some, |pane, cx| {
        with(pane, cx, |letters, cx| steps::pdf(letters, true, cx))
    }),
    row!(
        "letters.print",
        ["p"],
        "Print",
        "Print it; it counts as sent only when sent.",
        Place::Menu,
        some,
        |pane, cx| { with(pane, cx, steps::print) }
    ),
    row!(
        "letters.approval",
        ["A"],
        "Approval desk",
        "What awaits approval: read, approve, return with remarks; on paper too.",
        Place::Menu,
        always,
        |_, cx| approval::open(cx)
    ),
    row!(
        "letters.run",
        ["P"],
        "Print run",
        "Print all that is approved to go by post, or what is marked, in the order of the envelopes.",
        Place::Menu,
        always,
        |pane, cx| {
            let marked = if pane.shelf.state.marked.is_empty() { Vec::new() } else { chosen(pane, cx)? };
            run::open(&marked, cx)?;
            pane.shelf.unmark();
            Ok(())
        }
    ),
    row!(
        "letters.post",
        ["B"],
        "Post book",
        "What left on a day, to whom, how, by whom; and what came back.",
        Place::Menu,
        always,
        |_, cx| postbook::open(cx.today(), cx)
    ),
    row!(
        "letters.templates",
        ["T"],
        "Templates",
        "The templates of letters: look, change, make one of your own from a copy.",
        Place::Menu,
        always,
        |_, cx| templates::open(cx)
    ),
    row!(
        "letters.printed",
        ["alt-p"],
        "Printed?",
        "Say which letters of the print run were printed.",
        Place::Menu,
        true,
        |pane: &LettersPane, _: &Cx| if pane.run.is_some() {
            Ok(())
        } else {
            Err("No print run waits for an answer.".into())
        },
        |_, cx| run::open(&[], cx)
    ),
    row!("letters.mail", ["m"], "E-mail draft", "Make an e-mail draft with the PDF.", Place::Menu, some, |pane, cx| {
        with_one(pane, cx, steps::mail)
    }),
    row!("letters.copy", ["y"], "Copy text", "Copy it as plain text.", Place::Menu, some, |pane, cx| {
        with_one(pane, cx, steps::copy)
    }),
    row!(
        "letters.bin",
        ["del"],
        "Bin",
        "Put it, or all that are marked, into the bin; what is sent stays.",
        Place::Menu,
        some,
        |pane, cx| with(pane, cx, steps::bin)
    ),
    row!(
        "letters.versions",
        ["V"],
        "Versions",
        "Compare its versions: as it was submitted, returned, approved, sent.",
        Place::Menu,
        some,
        |pane, cx| with_one(pane, cx, |letter, cx| super::versions::open(letter, &letter.body, cx))
    ),
    row!(
        "letters.dictations",
        ["D"],
        "Dictations",
        "The dictations that are to be typed: the pool and your own.",
        Place::Footer(45),
        always,
        |_, cx| crate::desk::dictation::list::open_list(cx)
    ),
    row!(
        "letters.snippets",
        [";"],
        "Snippets",
        "The words that expand while typing: make, change, import, export.",
        Place::Menu,
        always,
        |_, cx| crate::desk::snippets::open(cx)
    ),
    row!(
        "letters.numbers",
        ["N"],
        "Numbers",
        "How long letters take, by week, consultant and secretary, and how much is waiting.",
        Place::Menu,
        always,
        |_, cx| crate::desk::numbers::page::open(cx)
    ),
    row!(
        "letters.view",
        ["v"],
        "View",
        "Show the unsent ones, those sent lately, or all.",
        Place::Menu,
        always,
        |pane, cx| {
            pane.reading = None;
            pane.which = match pane.which {
                Which::Unsent => Which::SentLately,
                Which::SentLately => Which::All,
                Which::All => Which::Unsent,
            };
            cx.touch();
            Ok(())
        }
    ),
];
