//! What can be done in the inbox; the same keys act in its list, in its detail view and on the call card.

use super::actions::{self, Then};
use super::card::CallCard;
use super::view::Filter;
use super::{InboxPane, Query, answer, book, repo};
use crate::app::{Cx, MenuItem, Notice, Row};
use crate::desk::incoming;
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::{Change, Refusal};

const NONE: &str = "There is no query here. c takes a call.";

fn some_chosen(pane: &InboxPane, _: &Cx) -> Result<(), String> {
    if pane.query().is_some() { Ok(()) } else { Err(NONE.into()) }
}

macro_rules! one {
    ($id:literal, $key:literal, $label:literal, $sentence:literal, $place:expr, $run:expr) => {
        row!($id, [$key], $label, $sentence, $place, false, some_chosen, |pane: &mut InboxPane, cx: &mut Cx| {
            let Some(query) = pane.query() else { return Ok(()) };
            let run: fn(&Query, &mut Cx) -> Done = $run;
            run(&query, cx)
        })
    };
}

pub(super) static ROWS: &[Row<InboxPane>] = &[
    row!(
        "inbox.call",
        ["c", "ctrl-t"],
        "Call",
        "The call card, from anywhere; Ctrl-T inside a text.",
        Place::Footer(10),
        true,
        always,
        |_, cx| call(cx)
    ),
    row!(
        "inbox.new",
        ["n"],
        "New",
        "Write down a query that came in by any way.",
        Place::Menu,
        false,
        always,
        |_, cx| call(cx)
    ),
    row!(
        "inbox.edit",
        ["e"],
        "Edit",
        "Open the query on the call card.",
        Place::Menu,
        false,
        some_chosen,
        |pane, cx| pane.query().map_or(Ok(()), |q| edit(&q, cx))
    ),
    row!(
        "inbox.close",
        ["d"],
        "Close",
        "Close the query with what came of it.",
        Place::Footer(41),
        false,
        some_chosen,
        close
    ),
    row!(
        "inbox.bin",
        ["del"],
        "Bin",
        "Put the query, or all that are marked, into the bin.",
        Place::Menu,
        false,
        some_chosen,
        |pane, cx| {
            actions::bin(&pane.chosen(), cx)?;
            pane.dealt_with();
            Ok(())
        }
    ),
    row!(
        "inbox.take",
        ["t"],
        "Take",
        "Take the query, or all that are marked: they are yours from now on.",
        Place::Footer(42),
        false,
        some_chosen,
        take
    ),
    row!(
        "inbox.hand",
        ["h"],
        "Hand on",
        "Hand the query, or all that are marked, on to another member of the team.",
        Place::Menu,
        false,
        some_chosen,
        |pane, cx| {
            actions::hand_on(pane.chosen(), cx)?;
            pane.dealt_with();
            Ok(())
        }
    ),
    one!(
        "inbox.answers",
        "a",
        "Answers",
        "The answer card of the patient, to be read aloud.",
        Place::Footer(43),
        answers
    ),
    one!("inbox.ring", "r", "Ring back", "Ring back, or promise it for a time.", Place::Footer(44), actions::ring_back),
    one!(
        "inbox.wait",
        "w",
        "Wait",
        "Let the query wait on somebody until a day to chase on.",
        Place::Footer(45),
        actions::wait
    ),
    one!(
        "inbox.escalate",
        "x",
        "Escalate",
        "Escalate the query to a named clinician.",
        Place::Footer(46),
        actions::escalate
    ),
    one!(
        "inbox.accept",
        "y",
        "Accepted",
        "Write down who has accepted it, and when.",
        Place::Footer(47),
        actions::accept
    ),
    one!(
        "inbox.open",
        "o",
        "Open again",
        "The answer came, or the query is taken up again after it was done.",
        Place::Menu,
        actions::open_again
    ),
    one!(
        "inbox.book",
        "b",
        "Book",
        "Book, move or cancel an appointment; without a clinic, a diary entry.",
        Place::Menu,
        book::book
    ),
    one!("inbox.letter", "l", "Letter", "Start a letter to the patient.", Place::Menu, |q, cx| {
        actions::letter(q, Then::Stay, cx)
    }),
    one!("inbox.task", "m", "Make a task", "Make a task of the query.", Place::Menu, actions::task),
    row!(
        "inbox.take-in",
        ["i"],
        "Take in post",
        "Take in an e-mail (.eml), scanned post (.pdf) or a picture: it becomes a query.",
        Place::Menu,
        false,
        always,
        |_, cx| incoming::ask::file(cx)
    ),
    one!(
        "inbox.confirm",
        "P",
        "Confirm patient",
        "The patient that the post names is the right one.",
        Place::Menu,
        incoming::ask::confirm
    ),
    one!(
        "inbox.referral",
        "C",
        "Referral",
        "It is a referral: the patient waits for an appointment, and the clock starts.",
        Place::Menu,
        incoming::ask::referral
    ),
    one!("inbox.attached", "O", "Attached", "Open what came with it.", Place::Menu, attached),
    one!(
        "inbox.same",
        "s",
        "Same matter",
        "Say which earlier query this one is about again.",
        Place::Menu,
        actions::same_matter
    ),
    one!("inbox.patient", "p", "Patient", "Open the record of the patient.", Place::Menu, patient),
    row!(
        "inbox.view",
        ["v"],
        "Whose",
        "Show all that are open; only mine; those closed in the last 14 days as well.",
        Place::Menu,
        false,
        always,
        |pane, cx| {
            pane.filter = match pane.filter {
                Filter::Open => Filter::Mine,
                Filter::Mine => Filter::Closed,
                Filter::Closed => Filter::Open,
            };
            cx.touch();
            Ok(())
        }
    ),
];

fn call(cx: &mut Cx) -> Done {
    let card = CallCard::new(cx)?;
    cx.open(card);
    Ok(())
}

/// Opens a query on the card, as it was left.
pub(super) fn edit(query: &Query, cx: &mut Cx) -> Done {
    if !query.may_be_read_by(&cx.who) {
        return Err(Refusal::rule(hidden(query)));
    }
    let card = CallCard::on(query, cx)?;
    cx.open(card);
    Ok(())
}

/// Why the words of a query are not shown.
pub(super) fn hidden(query: &Query) -> String {
    let to = if query.escalated_to.is_empty() { "whoever it is escalated to" } else { &query.escalated_to };
    format!("Restricted: only {} and {to} read the words of this query.", query.owner)
}

fn close(pane: &mut InboxPane, cx: &mut Cx) -> Done {
    match pane.chosen().as_slice() {
        [one] => actions::close(one, Then::Stay, cx),
        many => {
            let queries = many.to_vec();
            for query in &queries {
                query.closed("?", &cx.who, cx.now)?;
            }
            pane.dealt_with();
            crate::app::prompt(cx, "Close all that are marked", &[("What came of them", "")], move |answers, cx| {
                let mut change = Change::new(format!("Closed: {} queries", queries.len()));
                for query in &queries {
                    change = change.update(query, &query.closed(&answers[0], &cx.who, cx.now)?);
                }
                cx.apply(&change)
            });
            Ok(())
        }
    }
}

fn take(pane: &mut InboxPane, cx: &mut Cx) -> Done {
    let queries = pane.chosen();
    if let [one] = queries.as_slice() {
        return actions::take(one, cx);
    }
    let mut change = Change::new(format!("Taken: {} queries", queries.len()));
    for query in &queries {
        change = change.update(query, &query.taken(&cx.who)?);
    }
    cx.apply(&change)?;
    pane.dealt_with();
    Ok(())
}

fn answers(query: &Query, cx: &mut Cx) -> Done {
    let Some(patient) = query.patient_id.as_deref() else {
        return Err(Refusal::rule("No patient is known here. e opens the query on the card, where one can be picked."));
    };
    let name = repo::name_of(cx.db(), Some(patient))?;
    let paras = answer::card(cx.db(), patient, answer::Scope::WHOLE, cx.now)?;
    cx.viewed("patient", patient, &format!("Answer card: {name}"))?;
    cx.open(Notice::new(format!("Answers for {name}"), paras));
    Ok(())
}

/// Opens what was attached; where there are several one is chosen.
fn attached(query: &Query, cx: &mut Cx) -> Done {
    if !query.may_be_read_by(&cx.who) {
        return Err(Refusal::rule(hidden(query)));
    }
    let all = incoming::repo::attached(cx.db(), &query.id)?;
    if let [one] = all.as_slice() {
        return incoming::open::open(&cx.store, &cx.config, one);
    }
    if all.is_empty() {
        return Err(Refusal::rule("Nothing is attached to this query."));
    }
    let items = all.iter().map(|a| MenuItem::new(a.id.clone(), "", a.name.clone(), a.mime.clone())).collect();
    crate::app::choose(cx, "Open", items, move |id, cx| {
        let one = all.iter().find(|a| a.id == id).ok_or("It is not there any more.")?;
        incoming::open::open(&cx.store, &cx.config, one)
    });
    Ok(())
}

fn patient(query: &Query, cx: &mut Cx) -> Done {
    let Some(patient) = query.patient_id.clone() else {
        return Err(Refusal::rule("No patient is known here. e opens the query on the card, where one can be picked."));
    };
    cx.show("patient", patient);
    Ok(())
}
