//! The settings that stand in `config.toml`: in the desk's own folder, else in the user's configuration folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

mod intake;
mod spelling;
mod travel;

pub use intake::{After, Dictations, Incoming};
pub use spelling::Spelling;
pub use travel::Travel;

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
    /// Months after which an address that was confirmed is to be confirmed again; 0: never.
    pub address_months: u32,
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
    /// When the working day begins, for free times and the offer of another: `08:00`.
    pub day_from: String,
    /// When it ends.
    pub day_to: String,
    /// What rings before it is due, and how.
    pub reminders: Reminders,
    /// Dictations: where they come from, and how they are played.
    pub dictation: Dictations,
    /// Post and e-mail that come in as files.
    pub incoming: Incoming,
    /// Which words are taken for right in a letter.
    pub spelling: Spelling,
    /// How long for each step of a trip.
    pub travel: Travel,
    /// The head of every letter.
    pub letterhead: Letterhead,
    /// Other keys for commands: `"tasks.done" = ["d", "x"]`.
    pub keys: BTreeMap<String, Vec<String>>,
}

/// What rings before it is due, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reminders {
    /// Minutes before an entry or a promise; 0: none but those that an entry asks for itself.
    pub before: i64,
    /// When dates without a time ring: `09:00`.
    pub dates_at: String,
    /// A line on the desk.
    pub line: bool,
    /// The terminal's bell.
    pub bell: bool,
    /// The desktop's notification, which names nobody: `auto`, `notify-send`, `osc9`, `osc777` or `off`.
    pub notification: String,
}

impl Default for Reminders {
    fn default() -> Self {
        Self { before: 10, dates_at: "09:00".into(), line: true, bell: true, notification: "auto".into() }
    }
}

impl Reminders {
    fn checked(&self) -> Result<(), String> {
        let known = ["auto", "notify-send", "osc9", "osc777", "off"];
        if !known.contains(&self.notification.as_str()) {
            return Err(format!("notification is one of {}.", known.join(", ")));
        }
        time_of_day(&self.dates_at).map(|_| ()).ok_or_else(|| "dates_at is a time of day: 09:00.".into())
    }
}

/// A time of day as the settings have it: `08:30`.
fn time_of_day(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text.trim(), "%H:%M").ok()
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
            address_months: 12,
            bell: true,
            entry_minutes: 30,
            rtt_days: 126,
            cancer_28_days: 28,
            cancer_31_days: 31,
            cancer_62_days: 62,
            day_from: "08:00".into(),
            day_to: "18:00".into(),
            reminders: Reminders::default(),
            dictation: Dictations::default(),
            incoming: Incoming::default(),
            spelling: Spelling::default(),
            travel: Travel::default(),
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
        let read: Self = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(1, |s| text[..s.start].matches('\n').count() + 1);
            format!("line {line}: {}", in_words(text.lines().nth(line - 1).unwrap_or_default(), e.message()))
        })?;
        let line = |key: &str| text.lines().position(|l| l.trim_start().starts_with(key)).map_or(1, |n| n + 1);
        read.reminders.checked().map_err(|e| {
            let key = e.split(' ').next().unwrap_or_default().to_owned();
            format!("line {}: {e}", line(&key))
        })?;
        read.dictation.checked().map_err(|e| {
            let key = e.split(' ').next().unwrap_or_default().to_owned();
            format!("line {}: {e}", line(&key))
        })?;
        let (from, to) = (time_of_day(&read.day_from), time_of_day(&read.day_to));
        if from.zip(to).is_none_or(|(from, to)| from >= to) {
            return Err(format!("line {}: day_from and day_to are times of day, 08:00 before 18:00.", line("day_")));
        }
        Ok(read)
    }

    /// The working day: when it begins and ends.
    pub fn day(&self) -> (NaiveTime, NaiveTime) {
        let at =
            |text: &str, hour| time_of_day(text).or_else(|| NaiveTime::from_hms_opt(hour, 0, 0)).unwrap_or_default();
        (at(&self.day_from, 8), at(&self.day_to, 18))
    }

    /// When reminders of dates without a time ring.
    pub fn dates_at(&self) -> NaiveTime {
        time_of_day(&self.reminders.dates_at).or_else(|| NaiveTime::from_hms_opt(9, 0, 0)).unwrap_or_default()
    }

    fn places(desk: &Path) -> Vec<PathBuf> {
        let own = desk.join("config.toml");
        let of_user = directories::ProjectDirs::from("", "", "rolltop").map(|d| d.config_dir().join("config.toml"));
        std::iter::once(own).chain(of_user).collect()
    }
}

/// What is wrong with a line of the settings, for somebody who is no programmer.
fn in_words(line: &str, message: &str) -> String {
    let key = line.split('=').next().unwrap_or_default().trim();
    let key = if key.is_empty() { "this" } else { key };
    if let Some(rest) = message.strip_prefix("unknown field `") {
        let (name, known) = rest.split_once('`').unwrap_or((rest, ""));
        let known = known.trim_start_matches(", expected one of ").trim_start_matches(", expected ").replace('`', "");
        return format!("there is no setting {name} here. Those that are: {known}.");
    }
    let wanted = message.rsplit_once("expected ").map(|(_, wanted)| wanted).unwrap_or_default();
    let invalid = message.starts_with("invalid type") || message.starts_with("invalid value");
    match wanted {
        _ if message.starts_with("invalid basic string") => "a text stands between two quotes.".to_owned(),
        _ if !invalid => format!("{message}."),
        "u32" | "usize" => format!("{key} is a whole number from 0 up, without quotes, as in {key} = 5."),
        "i64" => format!("{key} is a whole number, without quotes, as in {key} = 5."),
        "a boolean" => format!("{key} is true or false, without quotes."),
        "a string" => format!("{key} is a text in quotes, as in {key} = \"text\"."),
        "a sequence" => format!("{key} is a list, as in {key} = [\"one\", \"two\"]."),
        _ => format!("{key} is a section of its own: a line [{key}], and its settings on the lines below."),
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
        for (text, said) in [
            (
                "theme = \"light\"\nidel_minutes = 3\n",
                "line 2: there is no setting idel_minutes here. Those that are: theme, ",
            ),
            ("idle_minutes = \"five\"\n", "line 1: idle_minutes is a whole number from 0 up, without quotes, as in"),
            ("idle_minutes = -1\n", "line 1: idle_minutes is a whole number from 0 up"),
            ("identity_count = 2.5\n", "line 1: identity_count is a whole number from 0 up"),
            ("rtt_days = true\n", "line 1: rtt_days is a whole number, without"),
            ("\nplain = \"yes\"\n", "line 2: plain is true or false, without quotes."),
            ("theme = 3\n", "line 1: theme is a text in quotes, as in theme = \"text\"."),
            ("[letterhead]\naddress = \"1 High Street\"\n", "line 2: address is a list, as in"),
            ("[keys]\n\"tasks.done\" = \"x\"\n", "line 2: \"tasks.done\" is a list, as in \"tasks.done\" = [\"one\""),
            ("theme = \"light\n", "line 1: a text stands between two quotes."),
            ("letterhead = \"Trust\"\n", "line 1: letterhead is a section of its own: a line [letterhead]"),
            ("[reminders]\nnotification = \"loud\"\n", "line 2: notification is one of auto"),
            ("[reminders]\ndates_at = \"9\"\n", "line 2: dates_at is a time of day"),
            ("[dictation]\npattern = \"{doctor}_{nhs}\"\n", "line 2: pattern has a field {doctor}"),
            ("[dictation]\nback = -1\n", "line 2: back is"),
            ("[incoming]\nafter = \"burn\"\n", "line 2: "),
            ("day_from = \"18:00\"\n", "line 1: day_from and day_to"),
        ] {
            assert!(Config::parse(text).unwrap_err().starts_with(said), "{text}");
        }
    }
}
