//! Times as typed: `2pm`, `2.30pm`, `14:30`, `1430`, `noon`, `at 9`.

use chrono::NaiveTime;

use super::token::{Kind, Token};

/// A time, with a second reading where the half of the day is open: `2:30` is likelier 14:30.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    pub times: Vec<NaiveTime>,
    /// The word midnight was used, which may close a day as well as open it.
    pub midnight: bool,
}

impl Clock {
    fn one(time: NaiveTime) -> Self {
        Clock { times: vec![time], midnight: false }
    }

    /// An hour of 1 to 6 written with one digit and no am or pm is likelier in the afternoon, when desks are open.
    fn open(hour: u32, minute: u32, one_digit: bool) -> Option<Self> {
        let early = NaiveTime::from_hms_opt(hour, minute, 0)?;
        let late = NaiveTime::from_hms_opt(hour + 12, minute, 0).filter(|_| one_digit && (1..=6).contains(&hour));
        Some(Clock { times: late.into_iter().chain([early]).collect(), midnight: false })
    }
}

/// Takes the time out of the words; an error where it cannot be one, or where there are two.
pub fn take(tokens: Vec<Token>) -> Result<(Vec<Token>, Option<Clock>), String> {
    let mut rest = Vec::new();
    let mut clock = None;
    let mut after_at = false;
    for token in tokens {
        if token.text == "at" {
            after_at = true;
            continue;
        }
        let read = if after_at { Some(after(&token)?) } else { strict(&token.text)? };
        after_at = false;
        match read {
            Some(_) if clock.is_some() => return Err("Two times were typed: leave one of them out.".to_owned()),
            Some(read) => clock = Some(read),
            None => rest.push(token),
        }
    }
    if after_at { Err(wrong("at")) } else { Ok((rest, clock)) }
}

/// What follows `at` is a time, whatever it looks like.
fn after(token: &Token) -> Result<Clock, String> {
    strict(&token.text)?.or_else(|| loose(token, true)).ok_or_else(|| wrong(&token.text))
}

fn wrong(text: &str) -> String {
    let shown = crate::text::safe::line(text);
    format!("\"{shown}\" is not a time: type one such as 14:30, 2.30pm or noon.")
}

/// A time that can be nothing else: it has a colon, am or pm, an h, or is a word.
fn strict(text: &str) -> Result<Option<Clock>, String> {
    match text {
        "noon" | "midday" | "12noon" => return Ok(NaiveTime::from_hms_opt(12, 0, 0).map(Clock::one)),
        "midnight" => return Ok(Some(Clock { times: vec![NaiveTime::MIN], midnight: true })),
        _ => {}
    }
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(None);
    }
    let read = if let Some(body) = text.strip_suffix("pm") {
        half(body, true)
    } else if let Some(body) = text.strip_suffix("am") {
        half(body, false)
    } else if text.contains(':') {
        colon(text.trim_end_matches("hrs").trim_end_matches('h'))
    } else if text.contains('h') {
        return hours_word(text);
    } else {
        return Ok(None);
    };
    read.map(Some).ok_or_else(|| if text.starts_with("24") { twenty_four() } else { wrong(text) })
}

fn twenty_four() -> String {
    "The day ends at 23:59: type 00:00 with the next day for midnight.".to_owned()
}

/// `1430h`, `1430hrs`, `14h30`; `3h` and `3hours` are spans, and left to them.
fn hours_word(text: &str) -> Result<Option<Clock>, String> {
    let Some((hours, minutes)) = text.split_once('h') else { return Ok(None) };
    let minutes = minutes.trim_start_matches("rs");
    if digits(hours).is_none() || digits(minutes).is_none() && !minutes.is_empty() {
        return Ok(None);
    }
    let read = match (hours.len(), minutes.len()) {
        (4, 0) => pair(&hours[..2], &hours[2..]),
        (1 | 2, 2) => pair(hours, minutes),
        _ => return Ok(None),
    };
    let time = read.and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0));
    time.map(|time| Some(Clock::one(time))).ok_or_else(|| wrong(text))
}

/// A time of twelve hours with am or pm; pm after 13 and more is only said twice.
fn half(body: &str, pm: bool) -> Option<Clock> {
    let (hour, minute) = hour_minute(body.trim_end_matches('.'))?;
    let hour = match (hour, pm) {
        (12, false) => 0,
        (1..=11, true) => hour + 12,
        (1..=11, false) | (12..=23, true) => hour,
        _ => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, 0).map(Clock::one)
}

fn hour_minute(body: &str) -> Option<(u32, u32)> {
    if let Some((hour, minute)) = body.split_once([':', '.']) {
        return pair(hour, minute);
    }
    match body.len() {
        1 | 2 => Some((digits(body)?, 0)),
        3 | 4 => body.split_at_checked(body.len() - 2).and_then(|(hour, minute)| pair(hour, minute)),
        _ => None,
    }
}

/// `14:30`, `9:30`, and `09:41:20` as other programs write it.
fn colon(text: &str) -> Option<Clock> {
    let mut parts = text.splitn(3, ':');
    let (hour_text, minute_text) = (parts.next()?, parts.next()?);
    let (hour, minute) = pair(hour_text, minute_text)?;
    match parts.next() {
        None => Clock::open(hour, minute, hour_text.len() == 1),
        Some(second) if second.len() == 2 => NaiveTime::from_hms_opt(hour, minute, digits(second)?).map(Clock::one),
        Some(_) => None,
    }
}

/// A time without its colon, which might be something else: `1430`, `930`, `14.30`; a bare hour too where there is a
/// day before it.
pub fn loose(token: &Token, bare_hour: bool) -> Option<Clock> {
    let text = token.text.as_str();
    match token.kind {
        Kind::Number { digits: 3 | 4, .. } => {
            let (hour, minute) = hour_minute(text)?;
            Clock::open(hour, minute, text.len() == 3)
        }
        Kind::Number { value, digits } if bare_hour && digits <= 2 => Clock::open(value, 0, digits == 1),
        Kind::Word => {
            let (hour_text, minute_text) = text.split_once('.')?;
            let (hour, minute) = pair(hour_text, minute_text)?;
            Clock::open(hour, minute, hour_text.len() == 1)
        }
        _ => None,
    }
}

/// Whether a text such as `2.10` is rather a time than a date: its minutes are a round number.
pub fn is_round(text: &str) -> bool {
    text.split_once('.').and_then(|(hour, minute)| pair(hour, minute)).is_some_and(|(_, minute)| minute % 5 == 0)
}

fn pair(hour: &str, minute: &str) -> Option<(u32, u32)> {
    if (1..=2).contains(&hour.len()) && minute.len() == 2 { Some((digits(hour)?, digits(minute)?)) } else { None }
}

fn digits(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}
