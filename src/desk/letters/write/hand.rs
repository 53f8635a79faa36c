//! What lists over the text hand back to it: they lie on top, so that it takes it when it is read again.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use super::WriteLayer;
use crate::app::Cx;
use crate::keys::Done;

/// Something that is to be done to the text.
pub(super) enum Handed {
    /// These texts in these places.
    Put(Vec<(Range<usize>, String)>),
    /// The words of a snippet at the cursor.
    Snippet(String),
}

/// Where it is handed over.
pub(super) type Hand = Rc<RefCell<Vec<Handed>>>;

impl WriteLayer {
    /// Does what was handed over.
    pub(super) fn take_handed(&mut self, cx: &mut Cx) -> Done {
        let all = std::mem::take(&mut *self.hand.borrow_mut());
        for handed in all {
            match handed {
                Handed::Put(puts) => self.put_all(&puts),
                Handed::Snippet(body) => self.put_snippet(None, &body),
            }
        }
        self.look_again(cx)
    }
}
