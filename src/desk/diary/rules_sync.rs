//! What is to be done with a file and the entry it stands for, when both are compared with what they last were.

/// What both were when they were last the same: fingerprints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen<'a> {
    /// Of the file.
    pub file: &'a str,
    /// Of the entry.
    pub desk: &'a str,
}

/// Which of two has the newer version, where neither was seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Newer {
    /// Both say the same.
    Same,
    /// The file.
    File,
    /// The desk.
    Desk,
    /// It cannot be told.
    Neither,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Both are as they were.
    Nothing,
    /// Both say the same already: that is remembered.
    Remember,
    /// The file holds.
    Take,
    /// The entry holds.
    Write,
    /// The entry is gone: the file goes too.
    Remove,
    /// The file is gone: the entry goes too.
    Bin,
    /// Both are gone.
    Forget,
    /// Both were changed: both are kept.
    Both,
}

/// Decides. `file` and `desk` are fingerprints, none for what is not there; `newer` is asked only where both are there.
pub fn decide(seen: Option<Seen<'_>>, file: Option<&str>, desk: Option<&str>, newer: impl FnOnce() -> Newer) -> Step {
    let file_moved = file != seen.map(|s| s.file);
    let desk_moved = desk != seen.map(|s| s.desk);
    match (file, desk) {
        (None, None) => Step::Forget,
        (Some(_), None) if file_moved => Step::Take,
        (Some(_), None) => Step::Remove,
        (None, Some(_)) if desk_moved => Step::Write,
        (None, Some(_)) => Step::Bin,
        (Some(_), Some(_)) => match (file_moved, desk_moved) {
            (false, false) => Step::Nothing,
            (true, false) => Step::Take,
            (false, true) => Step::Write,
            (true, true) => both_moved(seen.is_some(), newer()),
        },
    }
}

/// Versions decide between two that never met; of two that were the same and both moved on none is lost.
fn both_moved(met: bool, newer: Newer) -> Step {
    match newer {
        Newer::Same => Step::Remember,
        Newer::File if !met => Step::Take,
        Newer::Desk if !met => Step::Write,
        _ => Step::Both,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(seen: Option<(&str, &str)>, file: Option<&str>, desk: Option<&str>, newer: Newer) -> Step {
        decide(seen.map(|(file, desk)| Seen { file, desk }), file, desk, || newer)
    }

    #[test]
    fn what_changed_on_one_side_goes_to_the_other() {
        let seen = Some(("f", "d"));
        assert_eq!(step(seen, Some("f"), Some("d"), Newer::Neither), Step::Nothing);
        assert_eq!(step(seen, Some("F"), Some("d"), Newer::Neither), Step::Take);
        assert_eq!(step(seen, Some("f"), Some("D"), Newer::Neither), Step::Write);
        assert_eq!(step(None, Some("f"), None, Newer::Neither), Step::Take);
        assert_eq!(step(None, None, Some("d"), Newer::Neither), Step::Write);
    }

    #[test]
    fn what_is_gone_on_one_side_goes_on_the_other_unless_that_was_changed() {
        let seen = Some(("f", "d"));
        assert_eq!(step(seen, None, Some("d"), Newer::Neither), Step::Bin);
        assert_eq!(step(seen, Some("f"), None, Newer::Neither), Step::Remove);
        assert_eq!(step(seen, None, Some("D"), Newer::Neither), Step::Write);
        assert_eq!(step(seen, Some("F"), None, Newer::Neither), Step::Take);
        assert_eq!(step(seen, None, None, Newer::Neither), Step::Forget);
    }

    #[test]
    fn of_two_that_changed_none_is_lost() {
        let seen = Some(("f", "d"));
        for newer in [Newer::File, Newer::Desk, Newer::Neither] {
            assert_eq!(step(seen, Some("F"), Some("D"), newer), Step::Both);
        }
        assert_eq!(step(seen, Some("F"), Some("D"), Newer::Same), Step::Remember);
        assert_eq!(step(None, Some("F"), Some("D"), Newer::File), Step::Take);
        assert_eq!(step(None, Some("F"), Some("D"), Newer::Desk), Step::Write);
        assert_eq!(step(None, Some("F"), Some("D"), Newer::Neither), Step::Both);
    }
}
