//! The answer to an invitation that stands in the diary.

use crate::app::{Cx, MenuItem, choose, prompt_saying};
use crate::desk::diary::Occurrence;
use crate::desk::diary::invite::{answer, take};
use crate::desk::diary::pane::DiaryPane;
use crate::exchange::ics::Answer;
use crate::keys::Done;
use crate::store::Refusal;

/// The answers there are, with their words.
const ANSWERS: [(Answer, &str, &str); 3] = [
    (Answer::Accepted, "Accept", "you come"),
    (Answer::Tentative, "Accept tentatively", "you may come"),
    (Answer::Declined, "Decline", "you do not come; it stays in the diary, struck through"),
];

/// Answers the selected invitation; of a series all of it, or this one.
pub(super) fn answer(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    let none = || Refusal::rule("No entry is selected: Down selects one.");
    answer_one(&pane.selected().cloned().ok_or_else(none)?, cx)
}

/// Answers an invitation; of a series all of it, or this one.
pub(super) fn answer_one(one: &Occurrence, cx: &mut Cx) -> Done {
    if !one.open_to(&cx.who) {
        return Err(Refusal::rule("This entry is private to somebody else: only its time is shown."));
    }
    if one.entry.organizer.is_empty() {
        return Err(Refusal::rule("Nobody invited you to this: it has no organiser. i takes an invitation in."));
    }
    let title = format!("Answer {} ({})", one.entry.label(), one.entry.organizer);
    let again = one.clone();
    choose(cx, &title, items(one), move |id, cx| {
        let (n, only_this) = (id.trim_start_matches('x').parse().unwrap_or(0), id.starts_with('x'));
        let word = ANSWERS.get(n).map_or(Answer::Accepted, |a: &(Answer, &str, &str)| a.0);
        with_address(&again, only_this, word, cx)
    });
    Ok(())
}

fn items(one: &Occurrence) -> Vec<MenuItem> {
    let item = |n: usize, lead: &str, only: bool| {
        let (_, word, detail) = ANSWERS[n];
        MenuItem::new(format!("{}{n}", if only { "x" } else { "" }), lead, word, detail)
    };
    if !one.repeats() {
        return (0..3).map(|n| item(n, "", false)).collect();
    }
    let this = (0..3).map(|n| item(n, "This one", true));
    if one.entry.master_id.is_some() {
        return this.collect();
    }
    (0..3).map(|n| item(n, "All", false)).chain(this).collect()
}

fn with_address(one: &Occurrence, only_this: bool, word: Answer, cx: &mut Cx) -> Done {
    let calendar = one.calendar.name.clone();
    if let Some(me) = answer::me(cx.db(), &calendar, &one.entry.attendees)? {
        let answered = answer::of_entry(cx.db(), one, only_this, word, &me, (&cx.who, cx.now))?;
        return take(&answered, cx);
    }
    let one = one.clone();
    let said = format!("Invited: {}. The address is remembered for this calendar.", one.entry.attendees.join(", "));
    let title = format!("Which address is {calendar}?");
    prompt_saying(cx, &title, &said, &[("E-mail address", "")], move |answers, cx| {
        let me = answer::read_address(&answers[0])?;
        let mut answered = answer::of_entry(cx.db(), &one, only_this, word, &me, (&cx.who, cx.now))?;
        if let Some(known) = answer::remember(cx.db(), &one.calendar.name, &me)? {
            answered.change = answered.change.and(known);
        }
        take(&answered, cx)
    });
    Ok(())
}
