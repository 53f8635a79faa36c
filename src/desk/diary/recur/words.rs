//! A rule in words ("every 2 weeks on Mon and Wed until 03-Mar-2027"); the words can be typed back in.

use super::{Freq, Rule, Until};
use chrono::{NaiveDate, Weekday};

pub(super) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
pub(super) const ORDINALS: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The rule in words. What words would not make clearer is given as the rule's own text.
pub fn describe(rule: &str) -> String {
    let Ok(rule) = Rule::parse(rule) else {
        return "by a rule that is not understood".to_string();
    };
    let body = body(&rule).unwrap_or_else(|| format!("by the rule {}", bare(&rule)));
    format!("{body}{}", tail(&rule))
}

fn tail(rule: &Rule) -> String {
    let times = rule.count.map(|n| if n == 1 { ", once".to_string() } else { format!(", {n} times") });
    let until = rule.until.map(|until| format!(" until {}", day_of(until).format("%d-%b-%Y")));
    until.unwrap_or_default() + &times.unwrap_or_default()
}

fn day_of(until: Until) -> NaiveDate {
    match until {
        Until::Date(date) => date,
        Until::Local(at) | Until::Utc(at) => at.date(),
    }
}

fn bare(rule: &Rule) -> String {
    Rule { count: None, until: None, ..rule.clone() }.text()
}

fn body(rule: &Rule) -> Option<String> {
    let simple = rule.has_no_times() && rule.weeks.is_empty() && rule.year_days.is_empty();
    if !simple {
        return None;
    }
    match rule.freq {
        Freq::Daily if rule.is_plain() => Some(every(rule.interval, "day")),
        Freq::Weekly if rule.months.is_empty() && rule.positions.is_empty() => Some(weekly(rule)),
        Freq::Monthly if rule.months.is_empty() => monthly(rule),
        Freq::Yearly => yearly(rule),
        _ => None,
    }
}

fn every(interval: u32, unit: &str) -> String {
    if interval == 1 { format!("every {unit}") } else { format!("every {interval} {unit}s") }
}

fn weekly(rule: &Rule) -> String {
    if is_working_week(&rule.days) && rule.interval == 1 {
        return "every weekday".to_string();
    }
    let head = every(rule.interval, "week");
    if rule.days.is_empty() {
        head
    } else {
        format!("{head} on {}", joined(rule.days.iter().map(|(_, day)| name(*day))))
    }
}

fn monthly(rule: &Rule) -> Option<String> {
    let head = every(rule.interval, "month");
    if rule.is_plain() { Some(head) } else { Some(format!("{head} on the {}", in_month(rule)?)) }
}

fn yearly(rule: &Rule) -> Option<String> {
    let head = every(rule.interval, "year");
    if rule.is_plain() {
        return Some(head);
    }
    let [month] = rule.months[..] else { return None };
    let month = MONTHS.get(month as usize - 1)?;
    match rule.month_days[..] {
        [day] if day > 0 && rule.days.is_empty() && rule.positions.is_empty() => {
            Some(format!("{head} on {day} {month}"))
        }
        _ => Some(format!("{head} on the {} of {month}", in_month(rule)?)),
    }
}

fn in_month(rule: &Rule) -> Option<String> {
    let days = !rule.days.is_empty();
    match (&rule.month_days[..], &rule.positions[..]) {
        ([], [n]) if is_working_week(&rule.days) => Some(format!("{} working day", ordinal(*n)?)),
        ([], []) if days => numbered(&rule.days),
        ([-1], []) if !days => Some("last day".to_string()),
        (all, []) if !days && !all.is_empty() && all.iter().all(|n| *n > 0) => {
            Some(joined(all.iter().map(|n| nth(*n))))
        }
        _ => None,
    }
}

/// "first and third Tue": one weekday under several numbers.
fn numbered(days: &[(i16, Weekday)]) -> Option<String> {
    let (_, day) = *days.first()?;
    if days.iter().any(|(_, other)| *other != day) {
        return None;
    }
    let names: Option<Vec<String>> = days.iter().map(|(n, _)| ordinal(*n)).collect();
    Some(format!("{} {}", joined(names?.into_iter()), name(day)))
}

fn ordinal(n: i16) -> Option<String> {
    match n {
        -1 => Some("last".to_string()),
        1..=5 => Some(ORDINALS[n as usize - 1].to_string()),
        _ => None,
    }
}

fn nth(n: i16) -> String {
    let end = match (n % 10, n % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}

fn name(day: Weekday) -> String {
    DAYS[day.num_days_from_monday() as usize].to_string()
}

fn joined(items: impl Iterator<Item = String>) -> String {
    let mut items: Vec<String> = items.collect();
    let last = items.pop().unwrap_or_default();
    if items.is_empty() { last } else { format!("{} and {last}", items.join(", ")) }
}

pub(super) fn working_week() -> Vec<(i16, Weekday)> {
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri].map(|day| (0, day)).to_vec()
}

fn is_working_week(days: &[(i16, Weekday)]) -> bool {
    *days == working_week()
}
