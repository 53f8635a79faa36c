//! Widgets that know nothing of the practice: lists, grids, editors, boxes and the look of them all.
//!
//! Every widget draws into the area it is given and survives any size, down to nothing at all.
//! Widgets hold no domain types: what they show comes in as text, dates and one of four [`Meaning`]s.

pub mod banner;
pub mod bar;
pub mod chart;
pub mod editor;
pub mod footer;
pub mod fuzzy;
pub mod grid;
pub mod help;
pub mod input;
pub mod list;
mod meaning;
pub mod overlay;
pub mod pages;
pub mod panel;
pub mod pen;
pub mod picker;
pub mod prose;
pub mod theme;
pub mod title;
pub mod width;

#[cfg(test)]
mod tests;

pub use meaning::Meaning;
pub use theme::Theme;

use ratatui::style::Style;

/// How everything is drawn: the theme, and whether a screen reader is listening.
#[derive(Debug, Clone)]
pub struct Look {
    /// Colours and modifiers, a style for each role.
    pub theme: Theme,
    /// No frames, no hint that is colour or reverse alone, and the terminal's cursor on what is selected.
    pub plain: bool,
}

impl Look {
    /// A look with this theme, for eyes.
    pub fn new(theme: Theme) -> Self {
        Self { theme, plain: false }
    }

    /// A look with this theme, for a screen reader.
    pub fn plain(theme: Theme) -> Self {
        Self { theme, plain: true }
    }

    /// The style of one of the four meanings.
    pub fn meaning(&self, meaning: Meaning) -> Style {
        match meaning {
            Meaning::ActNow => self.theme.act_now,
            Meaning::ToDo => self.theme.to_do,
            Meaning::Paused => self.theme.paused,
            Meaning::Done => self.theme.done,
            Meaning::None => self.theme.base,
        }
    }
}

impl Default for Look {
    fn default() -> Self {
        Self::new(Theme::default())
    }
}
