//! The alarms of an entry as calendar files have them (VALARM): when one rings, and the one that goes out for a reminder
//! that was set here.

use chrono::{NaiveDateTime, TimeDelta};

use super::model::Entry;
use super::recur::{DESK_ZONE, between};

/// An alarm earlier than this before its entry is none that anybody waits for: four weeks.
const EARLIEST: i64 = 28 * 1440;

/// How many minutes before its start an entry of another program rings: the earliest of its alarms; none where it has
/// none that rings before the start.
pub fn alarm_of(entry: &Entry) -> Option<i64> {
    let mut inside = Vec::new();
    alarms(&entry.extra, |alarm, _| inside.extend(minutes(alarm, entry)));
    inside.into_iter().max()
}

/// The kept lines of an entry with the alarm of the reminder that was set here, in the place of others that would ring.
pub fn with_alarm(entry: &Entry) -> String {
    let Some(before) = entry.remind.filter(|m| *m >= 0 && alarm_of(entry) != Some(*m)) else {
        return entry.extra.clone();
    };
    let mut gone = Vec::new();
    alarms(&entry.extra, |alarm, from| {
        if minutes(alarm, entry).is_some() {
            gone.push(from..from + alarm.len());
        }
    });
    let kept = entry.extra.lines().enumerate().filter(|(n, _)| !gone.iter().any(|lines| lines.contains(n)));
    let mut lines: Vec<String> = kept.map(|(_, line)| line.to_owned()).collect();
    let trigger = trigger(before);
    lines.extend(["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Reminder"].map(str::to_owned));
    lines.extend([format!("TRIGGER:{trigger}"), "END:VALARM".into()]);
    lines.join("\n")
}

/// Calls with the lines of every alarm, and the number of the first of them.
fn alarms<'a>(extra: &'a str, mut found: impl FnMut(&[&'a str], usize)) {
    let lines: Vec<&str> = extra.lines().collect();
    let is = |line: &str, word: &str| line.trim().eq_ignore_ascii_case(word);
    let mut begun = None;
    for (n, line) in lines.iter().enumerate() {
        if is(line, "BEGIN:VALARM") {
            begun = Some(n);
        } else if is(line, "END:VALARM")
            && let Some(from) = begun.take()
        {
            found(&lines[from..=n], from);
        }
    }
}

/// When one alarm rings, in minutes before the start; none for what is sent as an e-mail or rings later than the start.
fn minutes(alarm: &[&str], entry: &Entry) -> Option<i64> {
    let upper: Vec<String> = alarm.iter().map(|line| line.trim().to_ascii_uppercase()).collect();
    if upper.iter().any(|line| line == "ACTION:EMAIL") {
        return None;
    }
    let line = upper.iter().find(|line| line.starts_with("TRIGGER"))?;
    let (parameters, value) = line.rsplit_once(':')?;
    let before = match before(value) {
        Some(minutes) if parameters.contains("RELATED=END") => {
            minutes - (entry.ends_at() - entry.starts_at()).num_minutes()
        }
        Some(minutes) => minutes,
        None => (entry.starts_at() - at(value, entry)?).num_minutes(),
    };
    (0..=EARLIEST).contains(&before).then_some(before)
}

/// A moment by the clock of the entry's zone; none in a series, of which it could mean one only.
fn at(value: &str, entry: &Entry) -> Option<NaiveDateTime> {
    let utc = NaiveDateTime::parse_from_str(value.strip_suffix('Z')?, "%Y%m%dT%H%M%S").ok()?;
    (!entry.is_series()).then(|| between(utc, "UTC", entry.zone.as_deref().unwrap_or(DESK_ZONE)))
}

/// `-PT15M`, `-P1D`, `-P1DT2H`, `PT0S` as minutes before; less than nought for what comes after.
fn before(value: &str) -> Option<i64> {
    let (sign, rest) = match value.strip_prefix('-') {
        Some(rest) => (1, rest),
        None => (-1, value.trim_start_matches('+')),
    };
    let mut seconds = 0_i64;
    let mut digits = String::new();
    for c in rest.strip_prefix('P')?.chars() {
        let unit = match c {
            '0'..='9' => {
                digits.push(c);
                continue;
            }
            'T' if digits.is_empty() => continue,
            'W' => 604_800,
            'D' => 86_400,
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(digits.parse::<i64>().ok()?.checked_mul(unit)?)?;
        digits.clear();
    }
    let minutes = TimeDelta::try_seconds(seconds)?.num_minutes();
    digits.is_empty().then_some(sign * minutes)
}

/// Minutes before as calendars write them.
fn trigger(before: i64) -> String {
    match before {
        0 => "PT0S".into(),
        n if n % 1440 == 0 => format!("-P{}D", n / 1440),
        n => format!("-PT{n}M"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(extra: &str) -> Entry {
        let (start, end) = ("2026-07-03T10:00:00".to_owned(), "2026-07-03T11:00:00".to_owned());
        Entry { start, ends: end, extra: extra.into(), ..Entry::default() }
    }

    fn alarm(lines: &str) -> String {
        format!("BEGIN:VALARM\nACTION:DISPLAY\n{lines}\nEND:VALARM")
    }

    #[test]
    fn alarms_of_other_programs_are_read() {
        for (trigger, minutes) in [
            ("TRIGGER:-PT15M", Some(15)),
            ("TRIGGER;VALUE=DURATION:-P1DT2H", Some(1560)),
            ("TRIGGER;RELATED=START:-P1W", Some(10080)),
            ("TRIGGER:PT0S", Some(0)),
            ("TRIGGER:PT5M", None),
            ("TRIGGER;RELATED=END:-PT5M", None),
            ("TRIGGER;RELATED=END:-PT75M", Some(15)),
            // Half past eight in summer time.
            ("TRIGGER;VALUE=DATE-TIME:20260703T073000Z", Some(90)),
            ("TRIGGER;VALUE=DATE-TIME:19760401T005545Z", None),
            ("TRIGGER:soon", None),
            ("TRIGGER:-P99999999999999999W", None),
        ] {
            assert_eq!(alarm_of(&entry(&alarm(trigger))), minutes, "{trigger}");
        }
        assert_eq!(alarm_of(&entry("TRIGGER:-PT15M")), None);
        assert_eq!(alarm_of(&entry("BEGIN:VALARM\nACTION:EMAIL\nTRIGGER:-PT15M\nEND:VALARM")), None);
        let two = format!("X-A:b\n{}\n{}", alarm("TRIGGER:-PT5M"), alarm("TRIGGER:-PT30M"));
        assert_eq!(alarm_of(&entry(&two)), Some(30));
    }

    #[test]
    fn a_reminder_that_is_set_here_takes_the_place_of_the_others() {
        let mail = "BEGIN:VALARM\nACTION:EMAIL\nTRIGGER:-P1D\nEND:VALARM";
        let kept = format!("X-A:b\n{}\n{mail}\nURL:x", alarm("TRIGGER:-PT5M"));
        let out = |remind: Option<i64>| with_alarm(&Entry { remind, ..entry(&kept) });
        for same in [None, Some(-1), Some(5)] {
            assert_eq!(out(same), kept, "{same:?}");
        }
        for (remind, trigger) in [(30, "-PT30M"), (2880, "-P2D"), (0, "PT0S")] {
            let said = out(Some(remind));
            assert!(said.starts_with(&format!("X-A:b\n{mail}\nURL:x\nBEGIN:VALARM\n")), "{said}");
            assert!(said.contains(&format!("TRIGGER:{trigger}\nEND:VALARM")) && !said.contains("-PT5M"), "{said}");
            assert_eq!(alarm_of(&entry(&said)), Some(remind));
        }
    }
}
