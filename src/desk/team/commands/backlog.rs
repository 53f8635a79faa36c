//! What waits with whom: shared out.

use super::super::rows::BacklogRow;
use super::super::{TeamPane, repo_backlog, sharing};
use crate::app::Cx;
use crate::keys::Done;

pub(super) fn selected(pane: &TeamPane) -> Result<&BacklogRow, String> {
    pane.backlog.selected().ok_or_else(|| "Nothing waits with anybody.".into())
}

pub(super) fn share(pane: &mut TeamPane, cx: &mut Cx) -> Done {
    let who = selected(pane)?.of.who.clone();
    let items = repo_backlog::items(cx.db(), (pane.by, &who), cx.config.clinic_letter_days, cx.now)?;
    sharing::open(items, cx)
}
