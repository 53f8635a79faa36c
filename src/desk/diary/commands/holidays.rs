//! The table of bank holidays: a day added, one taken out, a newer file of GOV.UK read in.

use chrono::{Duration, NaiveDate};

use crate::app::{Cx, MenuItem, choose, prompt};
use crate::desk::diary::holidays::Holidays;
use crate::desk::diary::pane::DiaryPane;
use crate::desk::diary::{HolidayRow, import, repo};
use crate::keys::Done;
use crate::store::{Change, Refusal, new_id};
use crate::text::{dates, when};

/// How far ahead the table is listed.
const AHEAD: i64 = 730;

/// Lists the bank holidays of the next two years.
pub(super) fn holidays(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    let rows = repo::holiday_rows(cx.db())?;
    let from = pane.date().min(cx.today());
    let mut items = vec![
        MenuItem::new("add", "", "Add a day", "a day off of this desk's own"),
        MenuItem::new("file", "", "Read a newer file", "GOV.UK's bank-holidays.json"),
    ];
    let mut days: Vec<(NaiveDate, String, &str)> = pane
        .holidays
        .between(from, from + Duration::days(AHEAD))
        .into_iter()
        .map(|(date, title)| (date, title.to_owned(), "Enter takes it out"))
        .collect();
    let out = rows
        .iter()
        .filter(|r| r.removed)
        .filter_map(|r| Some((r.on_date.parse().ok()?, r.title.clone(), "taken out; Enter puts it back")));
    days.extend(out);
    days.sort();
    items.extend(days.iter().map(|(date, title, note)| {
        MenuItem::new(date.to_string(), dates::screen_weekday(*date), title.as_str(), *note)
    }));
    let known = pane.holidays.clone();
    choose(cx, "Bank holidays", items, move |id, cx| match id {
        "add" => ask_day(cx),
        "file" => ask_file(cx),
        date => turn(date.parse().map_err(|_| "That is no day.".to_owned())?, &known, cx),
    });
    Ok(())
}

fn ask_day(cx: &mut Cx) -> Done {
    prompt(cx, "Add a bank holiday", &[("Day", ""), ("Its name", "")], |answers, cx| {
        let found = when::parse(&answers[0], cx.now)?;
        let date = found.first().map(|w| w.date).ok_or_else(|| "Type the day: 14/6/2027.".to_owned())?;
        if answers[1].is_empty() {
            return Err(Refusal::rule("Say what day it is, such as Platinum Jubilee."));
        }
        cx.apply(&with_day(date, &answers[1], cx)?)
    });
    Ok(())
}

fn row_of(date: NaiveDate, cx: &Cx) -> Result<Option<HolidayRow>, Refusal> {
    Ok(repo::holiday_rows(cx.db())?.into_iter().find(|r| r.on_date == date.to_string()))
}

fn with_day(date: NaiveDate, title: &str, cx: &Cx) -> Result<Change, Refusal> {
    let change = Change::new(format!("Bank holiday: {} {title}", dates::screen_weekday(date)));
    let new = HolidayRow { id: new_id(), on_date: date.to_string(), title: title.into(), removed: false };
    Ok(match row_of(date, cx)? {
        Some(old) => change.update(&old, &HolidayRow { id: old.id.clone(), ..new }),
        None => change.insert(&new),
    })
}

/// Takes a day out, or puts it back.
fn turn(date: NaiveDate, known: &Holidays, cx: &mut Cx) -> Done {
    let day = dates::screen_weekday(date);
    let change = match row_of(date, cx)? {
        Some(row) if row.removed => Change::new(format!("Bank holiday again: {day} {}", row.title)).delete(&row),
        Some(row) => Change::new(format!("No bank holiday: {day} {}", row.title)).delete(&row),
        None => {
            let title = known.on(date).unwrap_or_default().to_owned();
            let row = HolidayRow { id: new_id(), on_date: date.to_string(), title: title.clone(), removed: true };
            Change::new(format!("No bank holiday here: {day} {title}")).insert(&row)
        }
    };
    cx.apply(&change)
}

fn ask_file(cx: &mut Cx) -> Done {
    prompt(cx, "A newer file of bank holidays", &[("File", "bank-holidays.json")], |answers, cx| {
        let text = std::fs::read_to_string(&answers[0]).map_err(|e| {
            Refusal::rule(format!("{} could not be read ({e}). Give the whole path of the file.", answers[0]))
        })?;
        let change = import::newer_holidays(cx.db(), &cx.config.division, &text)?;
        cx.apply(&change)
    });
    Ok(())
}
