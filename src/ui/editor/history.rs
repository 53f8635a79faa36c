//! Undo and redo inside one text, in steps of words.

/// Steps beyond this are forgotten, oldest first.
const MOST_STEPS: usize = 4000;

/// A cursor and the other end of its selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    pub cursor: usize,
    pub anchor: usize,
}

/// One replacement in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub at: usize,
    pub removed: String,
    pub inserted: String,
}

/// What kind of work an edit is: only alike ones join into one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A character typed.
    Typing,
    /// A character deleted.
    Deleting,
    /// Anything else, such as a paste.
    Other,
}

#[derive(Debug, Clone)]
struct Group {
    edits: Vec<Edit>,
    kind: Step,
    before: Place,
    after: Place,
    open: bool,
}

/// What was done and what was taken back.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    done: Vec<Group>,
    undone: Vec<Group>,
    /// While a sequence is open, everything joins one step.
    sequence: bool,
}

impl History {
    /// Keeps the next edit from joining the last step.
    pub fn close(&mut self) {
        if let Some(last) = self.done.last_mut().filter(|_| !self.sequence) {
            last.open = false;
        }
    }

    /// Until [`History::end`] all edits are one step.
    pub fn begin(&mut self) {
        self.close();
        self.sequence = true;
    }

    /// Ends what [`History::begin`] began.
    pub fn end(&mut self) {
        self.sequence = false;
        self.close();
    }

    pub fn record(&mut self, edit: Edit, kind: Step, before: Place, after: Place) {
        self.undone.clear();
        let sequence = self.sequence;
        if let Some(last) = self.done.last_mut().filter(|last| joins(last, &edit, kind, sequence)) {
            last.after = after;
            merge(&mut last.edits, edit);
            return;
        }
        if self.done.len() >= MOST_STEPS {
            self.done.drain(..MOST_STEPS / 10);
        }
        self.done.push(Group { edits: vec![edit], kind, before, after, open: true });
    }

    /// The edits to reverse, in the order to do it, and where the cursor goes.
    pub fn undo(&mut self) -> Option<(Vec<Edit>, Place)> {
        let mut group = self.done.pop()?;
        group.open = false;
        let answer = (group.edits.iter().rev().cloned().collect(), group.before);
        self.undone.push(group);
        self.close();
        Some(answer)
    }

    /// The edits to repeat, in order, and where the cursor goes.
    pub fn redo(&mut self) -> Option<(Vec<Edit>, Place)> {
        let group = self.undone.pop()?;
        let answer = (group.edits.clone(), group.after);
        self.done.push(group);
        Some(answer)
    }

    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }
}

fn joins(last: &Group, edit: &Edit, kind: Step, sequence: bool) -> bool {
    if !last.open {
        return false;
    }
    if sequence {
        return true;
    }
    let Some(previous) = last.edits.last() else { return false };
    match (last.kind, kind) {
        (Step::Typing, Step::Typing) => {
            edit.removed.is_empty()
                && edit.at == previous.at + previous.inserted.len()
                && !starts_word(&previous.inserted, &edit.inserted)
        }
        (Step::Deleting, Step::Deleting) => {
            let back = edit.at + edit.removed.len() == previous.at && !starts_word(&edit.removed, &previous.removed);
            let on = edit.at == previous.at && !starts_word(&previous.removed, &edit.removed);
            back || on
        }
        _ => false,
    }
}

/// Whether a new word begins between the two texts.
fn starts_word(before: &str, after: &str) -> bool {
    before.ends_with(char::is_whitespace) && after.starts_with(|c: char| !c.is_whitespace())
}

fn merge(edits: &mut Vec<Edit>, edit: Edit) {
    match edits.last_mut() {
        Some(last) if edit.removed.is_empty() && edit.at == last.at + last.inserted.len() => {
            last.inserted.push_str(&edit.inserted);
        }
        Some(last) if pure_removal(last) && pure_removal(&edit) && edit.at + edit.removed.len() == last.at => {
            last.at = edit.at;
            last.removed.insert_str(0, &edit.removed);
        }
        Some(last) if pure_removal(last) && pure_removal(&edit) && edit.at == last.at => {
            last.removed.push_str(&edit.removed);
        }
        _ => edits.push(edit),
    }
}

fn pure_removal(edit: &Edit) -> bool {
    edit.inserted.is_empty()
}
