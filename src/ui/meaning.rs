//! The four meanings that everything on the desk is shown with, each with a sign and a word.

/// What a line asks of the person who reads it. Never told by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Meaning {
    /// Late, dangerous, or promised for now.
    ActNow,
    /// Open, and in time.
    ToDo,
    /// Waits for somebody or for a date.
    Paused,
    /// Finished.
    Done,
    /// Asks for nothing.
    #[default]
    None,
}

impl Meaning {
    /// The sign that stands before the line.
    pub const fn sign(self) -> char {
        match self {
            Self::ActNow => '!',
            Self::Paused => '~',
            Self::Done => 'x',
            Self::ToDo | Self::None => ' ',
        }
    }

    /// The word for it; empty for [`Meaning::None`].
    pub const fn word(self) -> &'static str {
        match self {
            Self::ActNow => "act now",
            Self::ToDo => "to do",
            Self::Paused => "paused",
            Self::Done => "done",
            Self::None => "",
        }
    }

    /// The word padded to the width of the longest one, for screens without signs.
    pub fn padded(self) -> String {
        format!("{:<7}", self.word())
    }
}
