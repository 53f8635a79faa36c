//! Actions: done, dropped, changed.

use super::super::MeetingsPane;
use super::super::acts;
use super::super::model::Logged;
use super::super::rows::ActionRow;
use super::meetings::apply;
use crate::app::{Cx, prompt, prompt_saying};
use crate::keys::Done;

pub(super) fn selected(pane: &MeetingsPane) -> Result<&ActionRow, String> {
    pane.actions.selected().ok_or_else(|| "There is no action here. They are taken down in the minutes.".into())
}

pub(super) fn done(pane: &mut MeetingsPane, cx: &mut Cx) -> Done {
    let one = selected(pane)?.logged.clone();
    apply(cx, |at| acts::finish_action(at, &one))
}

pub(super) fn dropped(pane: &mut MeetingsPane, cx: &mut Cx) -> Done {
    drop_one(&selected(pane)?.logged.clone(), cx)
}

pub(in super::super) fn drop_one(one: &Logged, cx: &mut Cx) -> Done {
    if one.state() != "open" {
        return Err(format!("Action {} is {} already.", one.action.number, one.state()).into());
    }
    let one = one.clone();
    prompt(cx, &format!("Drop action {}", one.action.number), &[("Why", "")], move |answers, cx| {
        apply(cx, |at| acts::drop_action(at, &one, &answers[0]))
    });
    Ok(())
}

pub(in super::super) fn edit(one: &Logged, cx: &mut Cx) -> Done {
    let due = one.due().map_or_else(|| "-".to_owned(), crate::text::dates::screen);
    let first = format!("{}, {due}, {}", one.action.owner, one.action.text);
    let one = one.clone();
    let said = "Who, by when, what. Its task changes with it.";
    prompt_saying(cx, &format!("Action {}", one.action.number), said, &[("Action", &first)], move |answers, cx| {
        apply(cx, |at| acts::edit_action(at, &one, &answers[0]))
    });
    Ok(())
}

pub(super) fn bin(pane: &MeetingsPane, cx: &mut Cx) -> Done {
    let one = selected(pane)?.logged.clone();
    apply(cx, |at| acts::bin_action(at, &one))
}
