//! An invented desk, filled and thrown away after: `rolltop --demo`.

pub mod words;
