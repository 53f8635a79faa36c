//! Rooms written down and changed.

use super::super::model::Room;
use super::super::{RoomsPane, acts};
use crate::app::Cx;
use crate::form::FormLayer;
use crate::keys::Done;

pub(super) fn selected(pane: &RoomsPane) -> Result<Room, String> {
    pane.rooms.selected().map(|r| r.0.clone()).ok_or_else(|| "There is no room here. n writes one down.".into())
}

pub(super) fn new(cx: &mut Cx) -> Done {
    let fresh = Room { hours: "Mon-Fri 08:00-18:00".into(), ..Room::new("", cx.now) };
    let form = FormLayer::new("New room", None, fresh, cx, Box::new(save));
    cx.open(form);
    Ok(())
}

pub(super) fn edit(room: &Room, cx: &mut Cx) -> Done {
    let form = FormLayer::new("Room", Some(room.clone()), room.clone(), cx, Box::new(save));
    cx.open(form);
    Ok(())
}

fn save(before: Option<&Room>, after: &Room, draft: &str, cx: &mut Cx) -> Done {
    let change = acts::write_room(cx.db(), before, after)?;
    cx.apply(&change.spends(draft))
}
