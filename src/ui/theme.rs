//! Colours and modifiers by role, in four built-in themes or in a file of the user's own.
//!
//! A theme is a flat table of sentences: `act_now = "bold red on #101010"`. Words are modifiers
//! (bold, dim, italic, underline, reverse, strike), a colour, and `on` before a background.
//! What a file leaves out is taken from the theme it is `like`, or from the default one.

mod parse;

pub use parse::{ThemeError, style};

use ratatui::style::Style;

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident,)*) => {
        /// A style for each role on the screen.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Theme {
            /// What the theme is called.
            pub name: String,
            $($(#[$doc])* pub $role: Style,)*
        }

        /// The roles a theme may set, as they are written in a file.
        pub const ROLES: &[&str] = &[$(stringify!($role)),*];

        impl Theme {
            fn blank(name: &str) -> Self {
                Self { name: name.to_owned(), $($role: Style::new(),)* }
            }

            fn role_mut(&mut self, role: &str) -> Option<&mut Style> {
                match role {
                    $(stringify!($role) => Some(&mut self.$role),)*
                    _ => None,
                }
            }
        }
    };
}

roles! {
    /// Ordinary text and the ground it stands on.
    base,
    /// Titles of panes and boxes.
    title,
    /// What matters less.
    dim,
    /// Act now.
    act_now,
    /// To do.
    to_do,
    /// Paused.
    paused,
    /// Done.
    done,
    /// The selected line of the pane that has the keys.
    selected,
    /// A line marked with the space bar.
    marked,
    /// Frames.
    border,
    /// The frame of the pane that has the keys.
    border_focus,
    /// The name of a key.
    key,
    /// A field to type into.
    field,
    /// The field that is being typed into.
    field_focus,
    /// A sentence that says what is wrong.
    error,
    /// The alarm banner.
    banner,
    /// The banner on the record of somebody who died.
    banner_dead,
    /// The answer to what was just done.
    toast,
    /// Selected text.
    selection,
    /// A heading inside a list or a text.
    heading,
    /// Today, and the line of the present moment.
    today,
}

const BUILT_IN: [(&str, &str); 4] = [
    ("default", include_str!("../../assets/themes/default.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("contrast", include_str!("../../assets/themes/contrast.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
];

impl Theme {
    /// The names of the built-in themes.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// A built-in theme; nothing if there is none of that name.
    pub fn named(name: &str) -> Option<Self> {
        let (name, source) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
        parse::over(Self::blank(name), source).ok()
    }

    /// A theme from the text of a file. The error is a sentence with the line and what to write instead.
    pub fn parse(source: &str) -> Result<Self, ThemeError> {
        parse::file(source)
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::named("default").unwrap_or_else(|| Self::blank("default"))
    }
}
