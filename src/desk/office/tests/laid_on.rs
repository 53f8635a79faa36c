//! What is laid on for a room, among the deeds that move money.

use super::*;
use crate::desk::rooms::model::{Booking, BookingLine, Room};
use crate::desk::rooms::{acts, repo};

/// A booking for which something can be laid on.
pub(super) fn booked(store: &mut Store) {
    let room = Room { id: "room".into(), ..Room::new("Room 2", now()) };
    let booking = Booking::new("room", "Board", now(), 60, "Jo", now());
    let booking = Booking { id: "booking".into(), state: "confirmed".into(), ..booking };
    store.apply(&Change::new("x").insert(&room).insert(&booking), "Rolltop", now()).unwrap();
}

fn lines(store: &Store) -> Vec<BookingLine> {
    repo::lines(store.db(), "booking").unwrap()
}

/// What the lines of the booking commit of a line of the budget, by hand.
pub(super) fn committed(store: &Store, id: &str) -> i64 {
    let sure = |l: &&BookingLine| l.budget_id.as_deref() == Some(id) && l.state == "confirmed" && l.cost_id.is_none();
    lines(store).iter().filter(sure).map(|l| l.pence).sum()
}

/// The change that a deed is; none where it cannot be done.
pub(super) fn change(store: &Store, deed: usize, n: usize, pence: i64) -> Option<Change> {
    let db = store.db();
    let all = lines(store);
    let line = all.get(n % all.len().max(1));
    match deed {
        0 => {
            let booking: Booking = db.must("booking").ok().filter(Booking::is_live)?;
            let line = BookingLine::new(&booking, "refreshments", "Lunch", now());
            let budget_id = Some(if n.is_multiple_of(2) { "stationery" } else { "travel" }.into());
            acts::write_line(db, None, &BookingLine { pence, budget_id, ..line }).ok()
        }
        1 | 2 => acts::confirm_line(db, line?, "", deed == 1).ok(),
        3 => acts::refuse_line(line?, "no").ok(),
        4 => acts::invoice_line(db, line?, pence, "I").ok(),
        _ if n == 0 => acts::cancel(&repo::booked(db, "booking").ok()?, "off").ok(),
        _ if n == 1 => acts::done(&repo::booked(db, "booking").ok()?, now()).ok(),
        _ => acts::write_line(db, line, &BookingLine { pence, ..line?.clone() }).ok(),
    }
}
