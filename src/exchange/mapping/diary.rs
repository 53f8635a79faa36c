//! Rows into entries of a diary: Outlook's export in British dates, and others like it.

use super::{Applied, Field, Mapping, is_yes};
use crate::exchange::csv::{Row, Table};
use crate::exchange::person::Problem;
use crate::exchange::person::dates::{self, Order};
use chrono::{Days, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One entry. Times are wall-clock times of the place where the file was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiaryRow {
    /// What it is.
    pub title: String,
    /// When it begins; of a whole day its midnight.
    pub start: NaiveDateTime,
    /// When it ends: of whole days the midnight after the last one. Nothing where the file does not say.
    pub end: Option<NaiveDateTime>,
    /// Whether it takes whole days.
    pub all_day: bool,
    /// Where.
    pub place: String,
    /// Who else is there.
    pub with: Vec<String>,
    /// Who asked for it.
    pub organiser: String,
    /// Rooms and things asked for.
    pub resources: Vec<String>,
    /// Anything said in words.
    pub notes: String,
    /// Whether it is marked private or confidential.
    pub private: bool,
    /// Outlook's number or word for busy, free, away.
    pub show_as: String,
    /// Words it is filed under.
    pub categories: Vec<String>,
    /// Key in the other program.
    pub uid: String,
    /// Line of the file.
    pub line: usize,
}

/// All entries of a table, and the rows whose dates cannot be read.
pub fn apply_diary(mapping: &Mapping, table: &Table) -> Applied<DiaryRow> {
    let orders = mapping.orders(table);
    let mut applied = Applied { rows: Vec::new(), problems: Vec::new() };
    for row in table.rows.iter().filter(|row| !row.cells.is_blank()) {
        match entry(mapping, row, &orders) {
            Ok(entry) => applied.rows.push(entry),
            Err(reason) => applied.problems.push(Problem::new(row.line, reason)),
        }
    }
    applied
}

fn entry(mapping: &Mapping, row: &Row, orders: &BTreeMap<usize, Order>) -> Result<DiaryRow, String> {
    let (start, start_time) =
        moment(mapping, row, orders, [Field::Start, Field::StartTime])?.ok_or_else(|| "it has no start".to_owned())?;
    let end = moment(mapping, row, orders, [Field::End, Field::EndTime])?;
    let said_all_day = is_yes(&mapping.line(row, Field::AllDay));
    let all_day = said_all_day || (start_time.is_none() && end.is_none_or(|(_, time)| time.is_none()));
    let begin = start.and_time(if all_day { NaiveTime::MIN } else { start_time.unwrap_or_default() });
    let finish = if all_day { Some(last_midnight(begin, end)?) } else { finish(mapping, row, begin, end)? };
    let sensitivity = mapping.line(row, Field::Sensitivity).to_lowercase();
    Ok(DiaryRow {
        title: Some(mapping.line(row, Field::Subject)).filter(|t| !t.is_empty()).ok_or("it has no title")?,
        start: begin,
        end: finish,
        all_day,
        place: mapping.line(row, Field::Place),
        with: mapping.list(row, Field::With),
        organiser: mapping.line(row, Field::Organiser),
        resources: mapping.list(row, Field::Resources),
        notes: mapping.text(row, Field::Notes),
        private: is_yes(&mapping.line(row, Field::Private)) || matches!(&*sensitivity, "private" | "confidential"),
        show_as: mapping.line(row, Field::ShowAs),
        categories: mapping.list(row, Field::Categories),
        uid: mapping.line(row, Field::Uid),
        line: row.line,
    })
}

type Moment = (chrono::NaiveDate, Option<NaiveTime>);

/// The date of a cell, with the time of its own cell or the one written after the date. An end may have a time only:
/// then it is on the day of the start.
fn moment(
    mapping: &Mapping,
    row: &Row,
    orders: &BTreeMap<usize, Order>,
    [day, clock]: [Field; 2],
) -> Result<Option<Moment>, String> {
    let (mut date_text, time_text) = (mapping.line(row, day), mapping.line(row, clock));
    let mut column = mapping.column(day);
    if day == Field::End && date_text.is_empty() && !time_text.is_empty() {
        (date_text, column) = (mapping.line(row, Field::Start), mapping.column(Field::Start));
    }
    if date_text.is_empty() {
        return Ok(None);
    }
    let order = column.and_then(|c| orders.get(&c)).copied().unwrap_or_default();
    let name = if day == Field::Start { "start" } else { "end" };
    let date = dates::any_date(&date_text, order).ok_or(format!("its {name} \"{date_text}\" is not a date"))?;
    if time_text.is_empty() {
        return Ok(Some((date, dates::time_after_date(&date_text))));
    }
    let time = dates::time(&time_text).ok_or(format!("its {name} time \"{time_text}\" is not a time"))?;
    Ok(Some((date, Some(time))))
}

/// Of whole days: Outlook writes the midnight after the last day; who writes days without times means the last day
/// itself.
fn last_midnight(begin: NaiveDateTime, end: Option<Moment>) -> Result<NaiveDateTime, String> {
    let next_day = |at: NaiveDateTime| at.checked_add_days(Days::new(1)).ok_or("its end is out of range".to_owned());
    let end = match end {
        None => next_day(begin)?,
        Some((date, Some(NaiveTime::MIN))) => date.and_time(NaiveTime::MIN),
        Some((date, _)) => next_day(date.and_time(NaiveTime::MIN))?,
    };
    match end {
        end if end < begin => Err("it ends before it begins".to_owned()),
        end if end == begin => next_day(begin),
        end => Ok(end),
    }
}

fn finish(
    mapping: &Mapping,
    row: &Row,
    begin: NaiveDateTime,
    end: Option<Moment>,
) -> Result<Option<NaiveDateTime>, String> {
    let finish = match end {
        Some((date, time)) => Some(date.and_time(time.unwrap_or(begin.time()))),
        None => minutes(&mapping.line(row, Field::Duration))?.and_then(|length| begin.checked_add_signed(length)),
    };
    if finish.is_some_and(|f| f < begin) { Err("it ends before it begins".to_owned()) } else { Ok(finish) }
}

/// "30", "30 min", "0:30".
fn minutes(text: &str) -> Result<Option<TimeDelta>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '.').trim();
    let whole = match number.split_once(':') {
        Some((hours, rest)) => {
            let rest = rest.split(':').next().unwrap_or_default();
            hours.parse::<i64>().ok().zip(rest.parse::<i64>().ok()).map(|(h, m)| h.saturating_mul(60).saturating_add(m))
        }
        None => number.parse().ok(),
    };
    let sensible = whole.filter(|m| (0..=60 * 24 * 366).contains(m));
    sensible.map(|m| Some(TimeDelta::minutes(m))).ok_or(format!("its length \"{text}\" is not a number of minutes"))
}
