//! What is done in the team, as one change each.

mod away;
mod hand;
mod member;

pub use away::{Back, bin_absence, give_back, sweep, write_absence};
pub use hand::{Key, Share, move_to, share};
pub use member::{bin_member, leave, write_member};
