//! vCalendar 1.0, which old programs and telephones still send: quoted-printable texts and another grammar of rules.

use super::lines::Prop;
use super::text::{clean, quoted};
use crate::desk::diary::recur::{Freq, Rule, Until};
use chrono::{NaiveDateTime, Weekday};
use encoding_rs::Encoding;

/// A text value of that version.
pub(super) fn text(prop: &Prop<'_>) -> String {
    let printable = prop.params().iter().any(|(_, value)| value.eq_ignore_ascii_case("QUOTED-PRINTABLE"));
    if !printable {
        return clean(&prop.value.replace("\\;", ";"));
    }
    let bytes = unprinted(prop.value);
    let charset = prop.param("CHARSET").and_then(|label| Encoding::for_label(label.as_bytes()));
    let text = match charset {
        Some(charset) => charset.decode(&bytes).0.into_owned(),
        None => super::decode::text(&bytes),
    };
    clean(&text.replace("\r\n", "\n"))
}

fn unprinted(value: &str) -> Vec<u8> {
    let bytes = value.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = value.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], code) {
            (b'=', Some(code)) => {
                out.push(code);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

/// A rule of that version ("W2 MO WE #5") as one of today's; the error is a sentence.
pub(super) fn rule(value: &str, start: NaiveDateTime) -> Result<String, String> {
    if value.to_ascii_uppercase().contains("FREQ=") {
        return Ok(value.to_string());
    }
    let fault = || format!("The repeat rule of this vCalendar 1.0 entry is not understood: {}.", quoted(value));
    let words: Vec<String> = value.to_ascii_uppercase().split_whitespace().map(ToString::to_string).collect();
    let (head, rest) = words.split_first().ok_or_else(fault)?;
    let letters = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let freq = match letters {
        "D" => Freq::Daily,
        "W" => Freq::Weekly,
        "MP" | "MD" => Freq::Monthly,
        "YM" | "YD" => Freq::Yearly,
        _ => return Err(fault()),
    };
    let mut rule = Rule::every(freq);
    rule.interval = head[letters.len()..].parse().ok().filter(|n| *n > 0).ok_or_else(fault)?;
    let rest = end(rest, &mut rule, start).ok_or_else(fault)?;
    match letters {
        "W" => {
            rule.days =
                rest.iter().map(|word| day(word).map(|day| (0, day))).collect::<Option<_>>().ok_or_else(fault)?;
        }
        "MP" => rule.days = numbered(rest).ok_or_else(fault)?,
        "MD" => rule.month_days = rest.iter().map(|word| number(word)).collect::<Option<_>>().ok_or_else(fault)?,
        "YM" => rule.months = rest.iter().map(|word| number(word)).collect::<Option<_>>().ok_or_else(fault)?,
        "YD" => rule.year_days = rest.iter().map(|word| number(word)).collect::<Option<_>>().ok_or_else(fault)?,
        _ if !rest.is_empty() => return Err(fault()),
        _ => {}
    }
    Ok(rule.text())
}

/// The end of the rule off its words: "#5", "#0" (never), a date; two times where nothing is said.
fn end<'a>(words: &'a [String], rule: &mut Rule, start: NaiveDateTime) -> Option<&'a [String]> {
    let Some((last, before)) = words.split_last() else {
        rule.count = Some(2);
        return Some(words);
    };
    if let Some(count) = last.strip_prefix('#') {
        rule.count = Some(count.parse().ok()?).filter(|count| *count > 0);
        return Some(before);
    }
    if let Some((at, utc, timed)) = super::value::parse(last) {
        let at = if timed { at } else { at.date().and_time(start.time()) };
        rule.until = Some(if utc { Until::Utc(at) } else { Until::Local(at) });
        return Some(before);
    }
    rule.count = Some(2);
    Some(words)
}

/// "1+ MO TU 1- FR": the numbered weekdays of a month.
fn numbered(words: &[String]) -> Option<Vec<(i16, Weekday)>> {
    let mut out = Vec::new();
    let mut n = None;
    for word in words {
        match day(word) {
            Some(day) => out.push((n?, day)),
            None => n = Some(number(word)?),
        }
    }
    Some(out)
}

fn number(word: &str) -> Option<i16> {
    match (word, word.strip_suffix('-'), word.strip_suffix('+')) {
        ("LD", _, _) => Some(-1),
        (_, Some(back), _) => back.parse::<i16>().ok().map(|n| -n),
        (_, _, Some(forward)) => forward.parse().ok(),
        _ => word.parse().ok(),
    }
}

fn day(word: &str) -> Option<Weekday> {
    let at = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].iter().position(|code| *code == word)?;
    Weekday::try_from(at as u8).ok()
}
