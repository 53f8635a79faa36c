//! What people type for the end of an entry (`10:30`, `45min`, `2 days`, `fri 17:00`) and for its repeats.

use chrono::{Duration, NaiveDateTime, NaiveTime};

use super::model::Entry;
use super::recur;
use crate::text::{dates, when};

/// Nobody means an end later than this by a time alone.
const LONGEST_BY_TIME: i64 = 16 * 60;

const END_HELP: &str = "Type when it ends or how long it lasts: 10:30, 45min, 1h 30, 2 days, fri 17:00.";

/// The end that was typed, for an entry that starts then. Whole days: the midnight after the last day.
pub fn read_end(text: &str, start: NaiveDateTime, all_day: bool) -> Result<NaiveDateTime, String> {
    let text = text.trim();
    let end = match read_length(text) {
        Some(minutes) if all_day => {
            let days = (minutes + 1439) / 1440;
            start.date().and_time(NaiveTime::MIN) + Duration::days(days.max(1))
        }
        Some(minutes) => start + Duration::minutes(minutes),
        None => read_moment(text, start, all_day)?,
    };
    if end < start {
        return Err(format!("It would end before it begins ({}). {END_HELP}", dates::stamp(start)));
    }
    Ok(end)
}

fn read_moment(text: &str, start: NaiveDateTime, all_day: bool) -> Result<NaiveDateTime, String> {
    let found = when::parse(text, start).map_err(|_| END_HELP.to_owned())?;
    let first = found.first().ok_or(END_HELP)?;
    if all_day {
        return Ok(first.date.and_time(NaiveTime::MIN) + Duration::days(1));
    }
    let time = first.time.ok_or_else(|| format!("Type the time after the day. {END_HELP}"))?;
    let end = first.date.and_time(time);
    let bare = !text.contains(' ') && text.chars().filter(|c| c.is_alphabetic()).count() <= 2 && !text.contains('/');
    if bare && (end - start).num_minutes() > LONGEST_BY_TIME {
        return Err(format!(
            "That is before it begins ({}); type the day as well if it is meant.",
            dates::time(start.time())
        ));
    }
    Ok(end)
}

/// A length in minutes: `45`, `45min`, `1h`, `1h30`, `1hr 30min`, `1.5h`, `2 days`. None where it is not one.
pub fn read_length(text: &str) -> Option<i64> {
    let text: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    if text.chars().all(|c| c.is_ascii_digit()) {
        // Three or four digits are a time of day.
        return if (1..=2).contains(&text.len()) { text.parse().ok() } else { None };
    }
    let mut minutes = 0.0;
    let mut rest = text.as_str();
    let mut unit = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let number: f64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        unit = match &rest[..letters] {
            "m" | "min" | "mins" | "minute" | "minutes" => 1.0,
            "h" | "hr" | "hrs" | "hour" | "hours" => 60.0,
            "d" | "day" | "days" => 1440.0,
            "w" | "wk" | "week" | "weeks" => 7.0 * 1440.0,
            // "1h30": the minutes need no word.
            "" if unit > 1.0 && unit < 61.0 => 1.0,
            _ => return None,
        };
        minutes += number * unit;
        rest = &rest[letters..];
    }
    (0.0..=1_000_000.0).contains(&minutes).then(|| minutes.round() as i64)
}

/// The end as it stands in a field: a length, so that it goes along with the start.
pub fn shown_end(entry: &Entry) -> String {
    let minutes = entry.length().num_minutes();
    if minutes > 0 && minutes % 1440 == 0 {
        return if minutes == 1440 { "1 day".into() } else { format!("{} days", minutes / 1440) };
    }
    if minutes < 1440 {
        return dates::minutes(minutes);
    }
    format!("{} {}", dates::screen(entry.ends_at().date()), dates::time(entry.ends_at().time()))
}

/// Nobody is reminded earlier than this before: four weeks.
const EARLIEST: i64 = 28 * 1440;

/// How long before an entry it rings: `15min`, `1 day`, `none`; empty: as the settings have it.
pub fn read_remind(text: &str) -> Result<Option<i64>, String> {
    let word = text.trim().to_lowercase();
    match word.as_str() {
        "" => return Ok(None),
        "none" | "never" | "no" => return Ok(Some(-1)),
        _ => {}
    }
    let minutes = read_length(&word).filter(|m| (0..=EARLIEST).contains(m));
    minutes
        .map(Some)
        .ok_or_else(|| "Type how long before it rings: 15min, 1 day, 0min at its start; none: never.".into())
}

/// As it stands in the field.
pub fn shown_remind(remind: Option<i64>) -> String {
    match remind {
        None => String::new(),
        Some(minutes) if minutes < 0 => "none".into(),
        Some(minutes) if minutes > 0 && minutes % 1440 == 0 => {
            format!("{} day{}", minutes / 1440, if minutes == 1440 { "" } else { "s" })
        }
        Some(minutes) => dates::minutes(minutes),
    }
}

/// The repeats as they stand in a field: words that can be typed back in, else the rule itself.
pub fn shown_rules(rules: &[String]) -> String {
    let one = |rule: &String| {
        let words = recur::describe(rule);
        if recur::parse_words(&words).is_ok_and(|back| back == *rule) { words } else { rule.clone() }
    };
    rules.iter().map(one).collect::<Vec<_>>().join(" + ")
}

/// The repeats that were typed; none where it is empty.
pub fn read_rules(text: &str) -> Result<Vec<String>, String> {
    let word = text.trim().to_lowercase();
    if ["", "no", "none", "never", "once"].contains(&word.as_str()) {
        return Ok(Vec::new());
    }
    text.split(" + ").map(recur::parse_words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn lengths_are_read_as_people_type_them() {
        for (text, minutes) in [
            ("45", 45),
            ("45min", 45),
            ("1h", 60),
            ("1h30", 90),
            ("1hr 30min", 90),
            ("1.5h", 90),
            ("2 days", 2880),
            ("1 week", 10080),
            ("90 m", 90),
        ] {
            assert_eq!(read_length(text), Some(minutes), "{text}");
        }
        for text in ["1430", "10:30", "fri", "", "2pm", "1h30x", "tom"] {
            assert_eq!(read_length(text).filter(|_| !text.is_empty()), None, "{text}");
        }
    }

    #[test]
    fn the_end_is_a_length_a_time_or_a_day() {
        let start = at("2026-03-03T09:00:00");
        let read = |text: &str| read_end(text, start, false).map(|e| e.to_string());
        assert_eq!(read("45min").unwrap(), "2026-03-03 09:45:00");
        assert_eq!(read("10:30").unwrap(), "2026-03-03 10:30:00");
        assert_eq!(read("1430").unwrap(), "2026-03-03 14:30:00");
        assert_eq!(read("fri 17:00").unwrap(), "2026-03-06 17:00:00");
        assert!(read("08:00").unwrap_err().contains("before it begins"));
        assert!(read("whenever").unwrap_err().contains("how long it lasts"));
        assert_eq!(read_end("fri", start, true).unwrap().to_string(), "2026-03-07 00:00:00");
        assert_eq!(read_end("2 days", start, true).unwrap().to_string(), "2026-03-05 00:00:00");
    }

    #[test]
    fn reminders_are_typed_as_lengths_and_typed_back() {
        for (text, minutes) in
            [("", None), ("none", Some(-1)), ("15min", Some(15)), ("1 day", Some(1440)), ("0", Some(0))]
        {
            assert_eq!(read_remind(text), Ok(minutes), "{text}");
            assert_eq!(read_remind(&shown_remind(minutes)), Ok(minutes), "{text}");
        }
        assert!(read_remind("soon").is_err() && read_remind("40 days").is_err());
    }

    #[test]
    fn repeats_stand_in_words_that_can_be_typed_back() {
        let rules = read_rules("every 2 weeks on mon and wed until 31/03/2027").unwrap();
        assert_eq!(read_rules(&shown_rules(&rules)).unwrap(), rules);
        assert!(read_rules("never").unwrap().is_empty() && read_rules("").unwrap().is_empty());
        assert!(read_rules("now and then").is_err());
        let odd = vec!["FREQ=HOURLY;COUNT=3".to_owned()];
        assert_eq!(read_rules(&shown_rules(&odd)).unwrap(), odd);
    }
}
