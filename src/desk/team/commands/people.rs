//! Members: added, edited, away, left.

use super::super::page::{self, What};
use super::super::rows::MemberRow;
use super::super::{Member, TeamPane, acts, repo, repo_backlog};
use crate::app::{Cx, MenuItem, choose};
use crate::form::FormLayer;
use crate::keys::Done;

pub(super) fn selected(pane: &TeamPane) -> Result<&MemberRow, String> {
    pane.people.selected().ok_or_else(|| "There is nobody here. n adds a member.".into())
}

pub(super) fn new(cx: &mut Cx) -> Done {
    let form = FormLayer::new("New member", None, Member::new("", "secretary", cx.now), cx, Box::new(save));
    cx.open(form);
    Ok(())
}

pub(super) fn edit(one: &Member, cx: &mut Cx) -> Done {
    let form = FormLayer::new("Team member", Some(one.clone()), one.clone(), cx, Box::new(save));
    cx.open(form);
    Ok(())
}

fn save(before: Option<&Member>, after: &Member, draft: &str, cx: &mut Cx) -> Done {
    let change = acts::write_member(cx.db(), before, after)?;
    cx.apply(&change.spends(draft))
}

pub(super) fn bin(pane: &TeamPane, cx: &mut Cx) -> Done {
    let change = acts::bin_member(cx.db(), &selected(pane)?.member, cx.now)?;
    cx.apply(&change)
}

pub(super) fn handover(pane: &mut TeamPane, cx: &mut Cx) -> Done {
    page::open(What::Handover(Some(selected(pane)?.member.name.clone())), cx)
}

pub(super) fn away(pane: &mut TeamPane, cx: &mut Cx) -> Done {
    super::absences::new(&selected(pane)?.member.name.clone(), cx)
}

/// Leaves at once where nothing is theirs; else whoever takes it is chosen first.
pub(super) fn leaves(pane: &mut TeamPane, cx: &mut Cx) -> Done {
    let one = selected(pane)?.member.clone();
    let open: i64 = repo_backlog::open_of(cx.db(), &one.name)?.iter().sum();
    if one.has_left() || open == 0 {
        let change = acts::leave(cx.db(), &one, None, cx.now)?;
        return cx.apply(&change);
    }
    let others = repo::all(cx.db())?.into_iter().filter(|m| m.id != one.id && !m.is_author());
    let items = others.map(|m| MenuItem::new(m.name.clone(), "", m.name, m.role)).collect();
    choose(cx, &format!("Who has the {open} open items of {} from now on", one.name), items, move |to, cx| {
        let change = acts::leave(cx.db(), &one, Some(to), cx.now)?;
        cx.apply(&change)
    });
    Ok(())
}
