//! The settings that stand in `config.toml`: in the desk's own folder, else in the user's configuration folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The file that is shipped, with every setting and what it does.
pub const SHIPPED: &str = include_str!("../assets/config.toml");

/// What can be set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `default`, `light`, `contrast`, `mono`, or the name of a file in the folder `themes`.
    pub theme: String,
    /// No boxes, the cursor on the line that has the focus: for screen readers.
    pub plain: bool,
    /// Minutes without a key until the desk is blanked; 0: never.
    pub idle_minutes: u32,
    /// Identifiers a caller must give before the record is shown.
    pub identity_count: usize,
    /// Which bank holidays: `england-and-wales`, `scotland`, `northern-ireland`.
    pub division: String,
    /// Days from attendance to a clinic letter sent (domain 2.5: 7).
    pub clinic_letter_days: i64,
    /// Days of a letter without a clock of its own before it counts as late.
    pub letter_days: i64,
    /// Ring the terminal's bell for an alarm.
    pub bell: bool,
    /// Minutes that a new diary entry lasts.
    pub entry_minutes: i64,
    /// Days from referral to treatment, 18 weeks (domain 2.5).
    pub rtt_days: i64,
    /// Days from referral to diagnosis where cancer is suspected.
    pub cancer_28_days: i64,
    /// Days from the decision to treat to treatment.
    pub cancer_31_days: i64,
    /// Days from referral to treatment where cancer is suspected.
    pub cancer_62_days: i64,
    /// The head of every letter.
    pub letterhead: Letterhead,
    /// Other keys for commands: `"tasks.done" = ["d", "x"]`.
    pub keys: BTreeMap<String, Vec<String>>,
}

/// The head of every letter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Letterhead {
    /// The hospital or practice.
    pub organisation: String,
    /// The department; the desk's own where this is empty.
    pub department: String,
    /// Lines of the address.
    pub address: Vec<String>,
    /// The telephone number that is printed.
    pub phone: String,
    /// The e-mail address that is printed.
    pub email: String,
    /// Who to ring with a question about the letter.
    pub enquiries: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: "default".into(),
            plain: false,
            idle_minutes: 5,
            identity_count: 3,
            division: "england-and-wales".into(),
            clinic_letter_days: 7,
            letter_days: 7,
            bell: true,
            entry_minutes: 30,
            rtt_days: 126,
            cancer_28_days: 28,
            cancer_31_days: 31,
            cancer_62_days: 62,
            letterhead: Letterhead::default(),
            keys: BTreeMap::new(),
        }
    }
}

impl Config {
    /// Reads the settings for the desk in this folder.
    ///
    /// # Errors
    /// A sentence with the file and the line.
    pub fn read(desk: &Path) -> Result<Self, String> {
        match Self::places(desk).into_iter().find(|p| p.exists()) {
            None => Ok(Self::default()),
            Some(path) => {
                let text =
                    fs::read_to_string(&path).map_err(|e| format!("{} could not be read: {e}.", path.display()))?;
                Self::parse(&text).map_err(|e| format!("{}, {e}", path.display()))
            }
        }
    }

    /// Reads settings from their text.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(1, |s| text[..s.start].matches('\n').count() + 1);
            format!("line {line}: {}.", e.message())
        })
    }

    fn places(desk: &Path) -> Vec<PathBuf> {
        let own = desk.join("config.toml");
        let of_user = directories::ProjectDirs::from("", "", "rolltop").map(|d| d.config_dir().join("config.toml"));
        std::iter::once(own).chain(of_user).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_says_what_the_program_does_by_itself() {
        let shipped = Config::parse(SHIPPED).unwrap();
        let text = |c: &Config| toml::to_string(c).unwrap();
        assert_eq!(text(&Config { letterhead: Letterhead::default(), ..shipped }), text(&Config::default()));
    }

    #[test]
    fn a_fault_is_said_with_its_line() {
        assert!(
            Config::parse("theme = \"light\"\nidel_minutes = 3\n").unwrap_err().starts_with("line 2: unknown field")
        );
    }
}
