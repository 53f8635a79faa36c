//! What is done with a call: the commands of the card. Letters act once the call is filed.

use super::{CallCard, Spot};
use crate::app::{Cx, Notice, Row};
use crate::desk::inbox::actions::{self, Then};
use crate::desk::inbox::{Query, answer, book};
use crate::keys::{Done, Place, row};
use crate::store::Refusal;

macro_rules! act {
    ($id:literal, $key:literal, $label:literal, $sentence:literal, $run:expr) => {
        row!($id, [$key], $label, $sentence, Place::Menu, |card: &mut CallCard, cx: &mut Cx| {
            card.file(cx)?;
            let Some(query) = card.before.clone() else { return Ok(()) };
            let run: fn(&Query, &mut Cx) -> Done = $run;
            run(&query, cx)
        })
    };
}

pub(super) static ROWS: &[Row<CallCard>] = &[
    row!(
        "call.file",
        ["ctrl-s"],
        "File",
        "File the call; then one letter says what is done with it.",
        Place::Footer(1),
        CallCard::file
    ),
    row!(
        "call.answers",
        ["ctrl-r", "a"],
        "Answers",
        "The answer card, to be read aloud: last letter, next appointment, results awaited, promises.",
        Place::Footer(2),
        |card, cx| card.answers(cx)
    ),
    row!(
        "call.undo",
        ["ctrl-z"],
        "Undo typing",
        "Take back what was typed or chosen last on the card; once the call is filed, the last change.",
        Place::Footer(3),
        CallCard::undo_typing
    ),
    act!("call.ring", "r", "Ring back", "File, then ring back, or promise it for a time.", |q, cx| {
        actions::ring_back(q, cx)
    }),
    row!(
        "call.book",
        ["b"],
        "Book",
        "File, then book, move or cancel an appointment; without a clinic, a diary entry.",
        Place::Menu,
        |card, cx| card.book(cx)
    ),
    act!("call.letter", "l", "Letter", "File, then start a letter.", |q, cx| actions::letter(q, Then::Close, cx)),
    act!("call.task", "m", "Make a task", "File, then make a task.", |q, cx| actions::task(q, cx)),
    act!("call.hand", "h", "Hand on", "File, then hand the query on to another member of the team.", |q, cx| {
        actions::hand_on(vec![q.clone()], cx)
    }),
    act!("call.wait", "w", "Wait", "File, then let the query wait on somebody until a day to chase on.", |q, cx| {
        actions::wait(q, cx)
    }),
    act!("call.escalate", "x", "Escalate", "File, then escalate the query to a named clinician.", |q, cx| {
        actions::escalate(q, cx)
    }),
    act!("call.accept", "y", "Accepted", "Write down who has accepted it, and when.", |q, cx| actions::accept(q, cx)),
    act!("call.same", "s", "Same matter", "Say which earlier call this one is about again.", |q, cx| {
        actions::same_matter(q, cx)
    }),
    act!("call.close", "d", "Close", "File, then close the query with what came of it.", |q, cx| {
        actions::close(q, Then::Close, cx)
    }),
];

impl CallCard {
    /// The answer card, once the caller has given who they are.
    fn answers(&mut self, cx: &mut Cx) -> Done {
        let Some(person) = &self.person else {
            return Err(Refusal::rule("Pick the person first: the answers are about somebody."));
        };
        let Some(permit) = self.permit() else { return Ok(()) };
        if permit.left > 0 {
            let left = permit.left;
            return Err(Refusal::rule(format!("Hidden: {left} more to be given by the caller and ticked first.")));
        }
        if !permit.scope.any() {
            return Err(Refusal::rule(permit.says));
        }
        let paras = answer::card(cx.db(), &person.patient.id, permit.scope, cx.now)?;
        cx.open(Notice::new(format!("Answers for {}", person.name()), paras));
        Ok(())
    }

    /// What is booked, and the finder, once the caller has given who they are; until then only an entry in a diary.
    fn book(&mut self, cx: &mut Cx) -> Done {
        self.file(cx)?;
        let Some(query) = self.before.clone() else { return Ok(()) };
        match self.permit() {
            Some(permit) if !permit.may_book() => {
                cx.warn(format!("{} Until then only a diary entry can be made.", permit.lacks()));
                book::entry(&query, cx)
            }
            _ => book::book(&query, cx),
        }
    }

    /// The letters that act now, for the last line of the card.
    pub(super) fn letters(&self) -> Vec<(&'static str, &'static str)> {
        let accept = self.query.needs_acceptance();
        let fits = |id: &str| match id {
            "call.file" | "call.undo" => false,
            "call.accept" => accept,
            "call.wait" | "call.close" => !accept,
            "call.same" => !self.earlier.is_empty(),
            _ => true,
        };
        let letter = |r: &Row<Self>| r.keys.iter().find(|k| k.len() == 1).map(|k| (*k, r.label));
        ROWS.iter().filter(|r| fits(r.id)).filter_map(letter).collect()
    }

    /// Whether letters act: the call is filed.
    pub(super) fn acts(&self) -> bool {
        self.at == Spot::Bar
    }
}
