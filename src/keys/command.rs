//! A command is a row: lookup, footer, `?`, palette, configuration and the printed key list all read it.

use crate::store::Refusal;

/// What a command gives back: done, or a sentence why not.
pub type Done = Result<(), Refusal>;

/// Where a command stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the footer, the lower the number the earlier.
    Footer(u8),
    /// In `?` and the palette only.
    Menu,
    /// Nowhere: keys that everybody tries and nobody looks up, such as `j`.
    Hidden,
}

/// One thing that can be done, on something of type `T`, with what `C` gives it.
pub struct Command<T: 'static, C: 'static> {
    /// Its name in the configuration, such as `tasks.done`.
    pub id: &'static str,
    /// Its keys as written in the configuration, the first is shown.
    pub keys: &'static [&'static str],
    /// One or two words for the footer.
    pub label: &'static str,
    /// A sentence for `?`.
    pub sentence: &'static str,
    /// Where it stands.
    pub place: Place,
    /// Whether it works from every pane.
    pub everywhere: bool,
    /// Whether it can be done now; the reason why not.
    pub ready: fn(&T, &C) -> Result<(), String>,
    /// Does it.
    pub run: fn(&mut T, &mut C) -> Done,
}

/// What of a row is known without the thing it works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowInfo {
    /// Its name in the configuration.
    pub id: &'static str,
    /// Its keys as shipped.
    pub keys: &'static [&'static str],
    /// One or two words.
    pub label: &'static str,
    /// A sentence.
    pub sentence: &'static str,
    /// Where it stands.
    pub place: Place,
    /// Whether it works from every pane.
    pub everywhere: bool,
}

impl<T, C> Command<T, C> {
    /// What of the row is known without the thing it works on.
    pub fn info(&self) -> RowInfo {
        RowInfo {
            id: self.id,
            keys: self.keys,
            label: self.label,
            sentence: self.sentence,
            place: self.place,
            everywhere: self.everywhere,
        }
    }
}

/// For commands that can always be done.
pub fn always<T, C>(_: &T, _: &C) -> Result<(), String> {
    Ok(())
}

/// A row of a table of commands: identifier, keys, label, sentence, place, whether it works from every pane (else only
/// here), when it can be done (else always), what it does.
macro_rules! row {
    ($id:literal, $keys:expr, $label:literal, $sentence:literal, $place:expr, $run:expr) => {
        $crate::keys::row!($id, $keys, $label, $sentence, $place, false, $crate::keys::command::always, $run)
    };
    ($id:literal, $keys:expr, $label:literal, $sentence:literal, $place:expr, $ready:expr, $run:expr) => {
        $crate::keys::row!($id, $keys, $label, $sentence, $place, false, $ready, $run)
    };
    ($id:literal, $keys:expr, $label:literal, $sentence:literal, $place:expr, $everywhere:literal, $ready:expr, $run:expr) => {
        $crate::keys::Command {
            id: $id,
            keys: &$keys,
            label: $label,
            sentence: $sentence,
            place: $place,
            everywhere: $everywhere,
            ready: $ready,
            run: $run,
        }
    };
}
pub(crate) use row;
