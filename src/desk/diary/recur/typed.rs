//! A rule from what a person types: "weekly", "every 2 weeks on mon and wed until 3 mar 2027", "monthly on the first tue".

use super::words::{MONTHS, ORDINALS, working_week};
use super::{Freq, Rule, Until};
use chrono::{NaiveDate, Weekday};

const HELP: &str =
    "Type for example: daily, every weekday, every 2 weeks on mon and wed, monthly on the first tue, until 31/03/2027.";

/// The text of the rule that the words mean. RRULE text is taken as it is, tidied. The sentence of an error says
/// what was not understood and what may be typed.
pub fn parse_words(words: &str) -> Result<String, String> {
    if words.to_ascii_uppercase().contains("FREQ=") {
        return Rule::parse(words).map(|rule| rule.text()).map_err(|e| e.to_string());
    }
    let (head, tail) = ends(words)?;
    let mut rule = Typed::new(&head)?.read()?;
    (rule.count, rule.until) = tail;
    Rule::parse(&rule.text()).map(|rule| rule.text()).map_err(|e| e.to_string())
}

type End = (Option<u32>, Option<Until>);

/// The words before the end of the rule, and the end ("until …", "6 times").
fn ends(words: &str) -> Result<(Vec<String>, End), String> {
    let lower = words.to_lowercase();
    let (lower, times) = times(&lower)?;
    let (head, until) = match lower.split_once("until ") {
        None => (lower.as_str(), None),
        Some((head, date)) => (head, Some(Until::Date(date_of(date)?))),
    };
    let split = |c: char| c.is_whitespace() || c == ',';
    let filler = ["on", "the", "of", "and", "in", "a", "at", "repeat", "repeats"];
    let tokens = head.split(split).filter(|word| !word.is_empty() && !filler.contains(word));
    Ok((tokens.map(ToString::to_string).collect(), (times, until)))
}

/// "…, 6 times", "… x 6", "… once" cut off the end.
fn times(words: &str) -> Result<(String, Option<u32>), String> {
    let words = words.trim().trim_end_matches('.').trim_end();
    if let Some(head) = words.strip_suffix(", once") {
        return Ok((head.to_string(), Some(1)));
    }
    let (head, number) = if let Some(head) = words.strip_suffix("times") {
        head.trim_end().rsplit_once([' ', ',']).unwrap_or(("", head.trim()))
    } else if let Some((head, number)) = words.rsplit_once(" x") {
        (head, number.trim())
    } else {
        return Ok((words.to_string(), None));
    };
    let count =
        number.parse().ok().filter(|n| *n > 0).ok_or_else(|| format!("\"{number}\" is no number of times. {HELP}"))?;
    Ok((head.trim_end_matches([' ', ',']).trim_end_matches(" for").to_string(), Some(count)))
}

fn date_of(text: &str) -> Result<NaiveDate, String> {
    let text = text.trim().trim_end_matches(',');
    let pieces: Vec<&str> = text.split([' ', '-', '/', '.']).filter(|piece| !piece.is_empty()).collect();
    let fault = || format!("\"{text}\" is no date. Type it as 31/03/2027 or 31 Mar 2027.");
    let [first, month, last] = pieces[..] else { return Err(fault()) };
    let month = month_of(month).or_else(|| month.parse().ok()).ok_or_else(fault)?;
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    let day = day.trim_end_matches(char::is_alphabetic).parse().map_err(|_| fault())?;
    let year: i32 = year.parse().map_err(|_| fault())?;
    let year = if year < 100 { year + 2000 } else { year };
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(fault)
}

fn month_of(word: &str) -> Option<u32> {
    let start = word.get(..3)?;
    MONTHS.iter().position(|name| name.eq_ignore_ascii_case(start)).map(|at| at as u32 + 1)
}

fn weekday_of(word: &str) -> Option<Weekday> {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.strip_suffix('s').filter(|word| word.ends_with("day")).unwrap_or(word);
    let at = NAMES.iter().position(|name| word.len() >= 2 && name.starts_with(word));
    Weekday::try_from(at? as u8).ok()
}

fn ordinal_of(word: &str) -> Option<i16> {
    if word == "last" {
        return Some(-1);
    }
    if let Some(at) = ORDINALS.iter().position(|name| *name == word) {
        return Some(at as i16 + 1);
    }
    let number = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    number.parse().ok().filter(|n| (1..=31).contains(n))
}

/// The words on their way to a rule.
struct Typed<'a> {
    words: &'a [String],
    at: usize,
    rule: Rule,
    pending: Vec<i16>,
}

impl<'a> Typed<'a> {
    fn new(words: &'a [String]) -> Result<Self, String> {
        if words.is_empty() {
            return Err(format!("How often is missing. {HELP}"));
        }
        Ok(Self { words, at: 0, rule: Rule::every(Freq::Weekly), pending: Vec::new() })
    }

    fn read(mut self) -> Result<Rule, String> {
        self.how_often()?;
        while let Some(word) = self.peek() {
            self.at += 1;
            self.which(word)?;
        }
        self.finish()
    }

    fn peek(&self) -> Option<&'a str> {
        self.words.get(self.at).map(String::as_str)
    }

    fn how_often(&mut self) -> Result<(), String> {
        let word = self.peek().unwrap_or_default();
        if self.unit(word) {
            self.at += 1;
            return Ok(());
        }
        if !matches!(word, "every" | "each") {
            self.monthly_if_numbered();
            return Ok(());
        }
        self.at += 1;
        let next = self.peek().unwrap_or_default();
        let number = if next == "other" { Some(2) } else { next.parse().ok() };
        if let Some(number) = number {
            self.at += 1;
            if !(1..=1_000).contains(&number) {
                return Err(format!("\"every {number}\" is out of range. {HELP}"));
            }
        }
        let unit = self.peek().unwrap_or_default();
        if self.unit(unit) {
            self.at += 1;
        } else if number.is_some() && weekday_of(unit).is_none() {
            return Err(format!("Say of what: days, weeks, months or years. {HELP}"));
        } else {
            self.monthly_if_numbered();
        }
        self.rule.interval *= number.unwrap_or(1);
        self.not_ambiguous(next)
    }

    fn unit(&mut self, word: &str) -> bool {
        let (freq, interval) = match word {
            "day" | "days" | "daily" => (Freq::Daily, 1),
            "week" | "weeks" | "weekly" => (Freq::Weekly, 1),
            "fortnight" | "fortnights" | "fortnightly" => (Freq::Weekly, 2),
            "month" | "months" | "monthly" => (Freq::Monthly, 1),
            "quarter" | "quarters" | "quarterly" => (Freq::Monthly, 3),
            "year" | "years" | "yearly" | "annually" => (Freq::Yearly, 1),
            _ => return false,
        };
        (self.rule.freq, self.rule.interval) = (freq, interval);
        true
    }

    /// "first tue", "every last fri", "15th": days of a month without the word.
    fn monthly_if_numbered(&mut self) {
        if self.peek().and_then(ordinal_of).is_some() {
            self.rule.freq = Freq::Monthly;
        }
    }

    /// "every second tue" may be every other Tuesday or the second of the month: better asked than guessed.
    fn not_ambiguous(&self, next: &str) -> Result<(), String> {
        let says_month = self.words.iter().any(|word| word.starts_with("month"));
        if next == "second" && !says_month {
            return Err("Say \"every 2 weeks on …\" or \"monthly on the second …\".".to_string());
        }
        Ok(())
    }

    fn which(&mut self, word: &str) -> Result<(), String> {
        if let Some(n) = ordinal_of(word) {
            self.pending.push(n);
        } else if let Some(day) = weekday_of(word) {
            self.weekday(day);
        } else if let Some(month) = month_of(word).filter(|_| self.rule.freq == Freq::Yearly) {
            self.rule.months.push(month as i16);
        } else {
            match word {
                "day" => self.rule.month_days.append(&mut self.pending),
                "working" | "weekday" | "weekdays" => self.working_day(),
                "month" | "months" | "year" => {}
                _ => return Err(format!("\"{word}\" was not understood. {HELP}")),
            }
        }
        Ok(())
    }

    fn weekday(&mut self, day: Weekday) {
        if self.pending.is_empty() {
            self.rule.days.push((0, day));
        } else {
            self.rule.days.extend(self.pending.drain(..).map(|n| (n, day)));
        }
    }

    fn working_day(&mut self) {
        if matches!(self.peek(), Some("day" | "days")) {
            self.at += 1;
        }
        self.rule.days = working_week();
        self.rule.positions.append(&mut self.pending);
    }

    fn finish(mut self) -> Result<Rule, String> {
        self.rule.month_days.append(&mut self.pending);
        let rule = self.rule;
        let wide = matches!(rule.freq, Freq::Monthly | Freq::Yearly);
        let in_month =
            !rule.month_days.is_empty() || !rule.positions.is_empty() || rule.days.iter().any(|(n, _)| *n != 0);
        let every_week =
            rule.freq == Freq::Monthly && rule.days.iter().any(|(n, _)| *n == 0) && rule.positions.is_empty();
        if in_month && !wide {
            return Err(format!("The first, last or n-th day goes with \"monthly\" or \"yearly\". {HELP}"));
        }
        if every_week {
            return Err(format!("Say which of the month's: first, second, third, fourth or last. {HELP}"));
        }
        if rule.freq == Freq::Daily && !rule.days.is_empty() && rule.interval > 1 {
            return Err(format!("Days of the week go with \"every week\". {HELP}"));
        }
        Ok(if rule.freq == Freq::Daily && !rule.days.is_empty() { Rule { freq: Freq::Weekly, ..rule } } else { rule })
    }
}
