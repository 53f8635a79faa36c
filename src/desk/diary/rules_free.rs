//! Where there is room: the free times of a day, and the nearest time at which an entry clashes with nothing.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::clash::{Clash, clashes};
use super::holidays::Holidays;
use super::rules_occurrence::Occurrence;
use crate::text::dates;

/// When the working day begins and ends.
pub type Hours = (NaiveTime, NaiveTime);

/// An alternative is looked for on so many days.
pub const DAYS: i64 = 15;
/// Times that are offered are so many minutes apart.
const STEP: i64 = 15;
/// What is shorter is not worth being called free.
const WORTH: i64 = 15;

/// What is known when room is looked for.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// Everything of the days from the wanted one on; the entry itself and its series left out.
    pub others: &'a [Occurrence],
    /// The bank holidays.
    pub holidays: &'a Holidays,
    /// Who reads.
    pub who: &'a str,
    /// The working day.
    pub hours: Hours,
    /// Nothing is offered before this.
    pub now: NaiveDateTime,
}

/// The nearest later time at which this fits, as long as it is, with its people, room and patient, and with what is to stay
/// free about it: the same day, else the following working days, at the same time of day where that is free.
pub fn nearest(one: &Occurrence, about: &About) -> Option<NaiveDateTime> {
    let length = one.end - one.start;
    if one.entry.all_day || length > about.hours.1 - about.hours.0 {
        return None;
    }
    let days = one.start.date().iter_days().take(DAYS as usize - 1).enumerate();
    days.filter(|(n, day)| *n == 0 || about.holidays.is_working_day(*day)).find_map(|(n, day)| {
        let near: Vec<Occurrence> = about.others.iter().filter(|o| near_day(o, day)).cloned().collect();
        let fits = |at: &NaiveDateTime| fits(one, *at, length, &near, about);
        times(one.start, n == 0, day, length, about).into_iter().find(fits)
    })
}

fn near_day(one: &Occurrence, day: NaiveDate) -> bool {
    let midnight = day.and_time(NaiveTime::MIN);
    one.is_live() && one.touches(midnight - Duration::days(1), midnight + Duration::days(2))
}

/// The times of a day that may be offered, in the order in which they are.
fn times(wanted: NaiveDateTime, same_day: bool, day: NaiveDate, length: Duration, about: &About) -> Vec<NaiveDateTime> {
    let first = day.and_time(about.hours.0);
    let last = day.and_time(about.hours.1) - length;
    let quarters = (0..).map(|n| first + Duration::minutes(STEP * n)).take_while(|at| *at <= last);
    let late_enough = |at: &NaiveDateTime| *at >= about.now && (!same_day || *at > wanted);
    // Another entry need not end at a quarter.
    let ends = about.others.iter().map(|o| o.end).filter(|end| end.date() == day && *end >= first && *end <= last);
    let mut all: Vec<NaiveDateTime> = quarters.chain(ends).filter(late_enough).collect();
    all.sort_unstable();
    all.dedup();
    let same_time = day.and_time(wanted.time());
    if !same_day && same_time >= first && same_time <= last && late_enough(&same_time) {
        all.insert(0, same_time);
    }
    all
}

fn fits(one: &Occurrence, at: NaiveDateTime, length: Duration, near: &[Occurrence], about: &About) -> bool {
    let there = Occurrence { start: at, end: at + length, ..one.clone() };
    clashes(&there, near, about.holidays, about.who).is_empty()
}

/// The nearest time of the day at which every one of a series fits, as long as it is. What lies on the day whatever the time
/// (a bank holiday, a whole day's leave) is no matter of the time.
pub fn nearest_for_all(all: &[Occurrence], about: &About) -> Option<NaiveDateTime> {
    let first = all.first().filter(|o| !o.entry.all_day)?;
    let near: Vec<Vec<Occurrence>> = all.iter().map(|one| near_one(one, about)).collect();
    let fits = |at: &NaiveDateTime| {
        let later = *at - first.start;
        all.iter().zip(&near).all(|(one, near)| fits_but_for_the_day(one, later, near, about))
    };
    let times = nearest_times(first, about);
    if fits(&first.start) { None } else { times.into_iter().find(fits) }
}

fn near_one(one: &Occurrence, about: &About) -> Vec<Occurrence> {
    about.others.iter().filter(|o| near_day(o, one.start.date())).cloned().collect()
}

/// The times of its day at which it could be, the nearest first; of two as near the later one.
fn nearest_times(one: &Occurrence, about: &About) -> Vec<NaiveDateTime> {
    let (day, length) = (one.start.date(), one.end - one.start);
    let (first, last) = (day.and_time(about.hours.0), day.and_time(about.hours.1));
    let quarters = (0..).map(|n| first + Duration::minutes(STEP * n)).take_while(|at| *at + length <= last);
    let mut all: Vec<NaiveDateTime> = quarters.filter(|at| *at != one.start && *at >= about.now).collect();
    all.sort_by_key(|at| ((*at - one.start).abs(), *at < one.start));
    all
}

fn fits_but_for_the_day(one: &Occurrence, later: Duration, near: &[Occurrence], about: &About) -> bool {
    let there = Occurrence { start: one.start + later, end: one.end + later, ..one.clone() };
    clashes(&there, near, about.holidays, about.who).iter().all(|clash| match clash {
        Clash::Holiday(..) | Clash::Weekend(_) => true,
        Clash::Away(_, leave) => leave.all_day,
        _ => false,
    })
}

/// The offer for a series as a sentence: `Free on all these days: 11:00.`
pub fn offer_for_all(free: NaiveDateTime) -> String {
    format!("Free on all these days: {}.", dates::time(free.time()))
}

/// The offer as a sentence: `Nearest free: 11:00.`, `Nearest free: Wed 04-Mar-2026 09:00.`
pub fn offer(wanted: NaiveDateTime, free: NaiveDateTime) -> String {
    let day =
        if wanted.date() == free.date() { String::new() } else { format!("{} ", dates::screen_weekday(free.date())) };
    format!("Nearest free: {day}{}.", dates::time(free.time()))
}

/// What is free of a day between these times, where nothing of `busy` stands.
pub fn free_times(
    busy: &[(NaiveDateTime, NaiveDateTime)],
    from: NaiveDateTime,
    until: NaiveDateTime,
) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let mut busy: Vec<_> = busy.iter().copied().filter(|(start, end)| *start < until && *end > from).collect();
    busy.sort_unstable();
    let mut free = Vec::new();
    let mut at = from;
    for (start, end) in busy.into_iter().chain([(until, until)]) {
        if start - at >= Duration::minutes(WORTH) {
            free.push((at, start));
        }
        at = at.max(end);
    }
    free
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::desk::diary::holidays::Division;
    use crate::desk::diary::{Calendar, Entry};

    fn at(text: &str) -> NaiveDateTime {
        format!("2026-{text}:00").parse().unwrap()
    }

    fn of(calendar: &str, start: &str, minutes: i64, change: impl Fn(&mut Entry)) -> Occurrence {
        let made = at("01-01T08:00");
        let calendar = Calendar { id: calendar.into(), ..Calendar::new(calendar, "consultant", made) };
        let mut entry = Entry::new(&calendar.id, "x", at(start), minutes, "Sam", made);
        change(&mut entry);
        Occurrence::single(Arc::new(entry.settled()), Arc::new(calendar))
    }

    fn found(one: &Occurrence, others: &[Occurrence]) -> Option<String> {
        let holidays = Holidays::shipped(Division::EnglandAndWales);
        let hours = (NaiveTime::from_hms_opt(8, 0, 0).unwrap(), NaiveTime::from_hms_opt(18, 0, 0).unwrap());
        let about = About { others, holidays: &holidays, who: "Sam", hours, now: at("03-03T09:00") };
        nearest(one, &about).map(|free| offer(one.start, free))
    }

    const NONE: fn(&mut Entry) = |_| {};

    #[test]
    fn the_next_time_of_the_same_day_with_its_buffers() {
        let wanted = of("Dr Patel", "03-03T10:00", 30, NONE);
        let busy = [of("Dr Patel", "03-03T10:00", 40, NONE), of("Dr Patel", "03-03T11:00", 60, NONE)];
        assert_eq!(found(&wanted, &busy[..1]).unwrap(), "Nearest free: 10:40.");
        assert_eq!(found(&wanted, &busy).unwrap(), "Nearest free: 12:00.");
        let kept = of("Dr Patel", "03-03T10:00", 30, |e| e.buffer_before = 10);
        assert_eq!(found(&kept, &busy).unwrap(), "Nearest free: 12:15.");
    }

    #[test]
    fn room_people_and_patient_have_to_be_free_too() {
        let wanted = of("Dr Patel", "03-03T10:00", 30, |e| {
            e.place = "Room 2".into();
            e.with_whom = "Dr Osei".into();
            e.patient_id = Some("p".into());
        });
        let others = [
            of("Dr Osei", "03-03T10:00", 60, NONE),
            of("Sam", "03-03T11:00", 60, |e| e.place = "Room 2".into()),
            of("Ward", "03-03T12:00", 60, |e| e.patient_id = Some("p".into())),
        ];
        assert_eq!(found(&wanted, &others).unwrap(), "Nearest free: 13:00.");
    }

    #[test]
    fn else_the_next_working_day_at_the_same_time() {
        // The Thursday before Easter is full.
        let wanted = of("Dr Patel", "04-02T16:00", 60, |e| e.kind = "clinic".into());
        let full = of("Dr Patel", "04-02T09:00", 9 * 60, NONE);
        assert_eq!(found(&wanted, std::slice::from_ref(&full)).unwrap(), "Nearest free: Tue 07-Apr-2026 16:00.");
        let then = of("Dr Patel", "04-07T15:30", 60, NONE);
        assert_eq!(found(&wanted, &[full, then]).unwrap(), "Nearest free: Tue 07-Apr-2026 08:00.");
    }

    #[test]
    fn what_takes_the_whole_day_or_never_fits_is_offered_nothing() {
        assert_eq!(found(&of("Dr Patel", "03-03T00:00", 1440, |e| e.all_day = true), &[]), None);
        assert_eq!(found(&of("Dr Patel", "03-03T08:00", 700, NONE), &[]), None);
        let always = of("Dr Patel", "03-03T00:00", 40 * 1440, NONE);
        assert_eq!(found(&of("Dr Patel", "03-03T10:00", 30, NONE), &[always]), None);
    }

    #[test]
    fn free_times_are_what_is_left_of_the_day() {
        let day = |t: &str| at(&format!("03-03T{t}"));
        let busy = [(day("09:00"), day("10:00")), (day("09:30"), day("11:00")), (day("11:05"), day("12:00"))];
        let free = free_times(&busy, day("08:00"), day("18:00"));
        assert_eq!(free, [(day("08:00"), day("09:00")), (day("12:00"), day("18:00"))]);
        assert_eq!(free_times(&[], day("08:00"), day("18:00")).len(), 1);
        assert!(free_times(&[(day("07:00"), day("19:00"))], day("08:00"), day("18:00")).is_empty());
    }
}
