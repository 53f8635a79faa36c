//! Who is away on which day, and the days on which nobody covers: pure rules of the chart of leave.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};

use super::holidays::Holidays;
use super::model::Calendar;
use super::rules_occurrence::Occurrence;
use crate::text::names;

/// Somebody of the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Among whom cover is looked for.
    pub group: Group,
    /// Their own calendar, where they have one.
    pub calendar_id: Option<String>,
}

/// Those who cover for one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Consultants and directors.
    Consultants,
    /// Secretaries and whoever else is of the team.
    Secretaries,
}

impl Group {
    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Consultants => "Consultants",
            Self::Secretaries => "Secretaries",
        }
    }
}

/// The people of the chart: those with a calendar, and members of the team (name and role) without one.
pub fn people(calendars: &[Calendar], members: &[(String, String)]) -> Vec<Person> {
    let group = |kind: &str| match kind {
        "consultant" | "director" => Some(Group::Consultants),
        "secretary" => Some(Group::Secretaries),
        _ => None,
    };
    let own = calendars
        .iter()
        .filter_map(|c| Some(Person { name: c.name.clone(), group: group(&c.kind)?, calendar_id: Some(c.id.clone()) }));
    let mut all: Vec<Person> = own.collect();
    for (name, role) in members {
        if !all.iter().any(|p| same_person(&p.name, name)) {
            let group = if role == "consultant" { Group::Consultants } else { Group::Secretaries };
            all.push(Person { name: name.clone(), group, calendar_id: None });
        }
    }
    all.sort_by_key(|p| (p.group, names::fold(&p.name)));
    all
}

fn same_person(a: &str, b: &str) -> bool {
    words(a) == words(b)
}

/// A name's words without titles.
fn words(name: &str) -> Vec<String> {
    const TITLES: &[&str] = &["dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sister", "sir", "dame"];
    let folded = names::fold(name);
    let all = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !TITLES.contains(w));
    all.map(str::to_owned).collect()
}

/// How well a text names a person: nought, unless the surname or a whole forename stands in it.
fn named(person: &[String], text: &[String]) -> usize {
    let Some(surname) = person.last() else { return 0 };
    let has = |word: &String| text.contains(word);
    let whole = |word: &&String| word.chars().count() > 1 && has(word);
    if !person.iter().any(|w| whole(&w)) {
        return 0;
    }
    person.iter().filter(|w| has(w)).count() + 2 * usize::from(has(surname))
}

/// Whose absence an entry is: whose calendar it stands in, else those whom it names best.
fn whose(one: &Occurrence, people: &[Person], known: &[Vec<String>]) -> Vec<usize> {
    if one.calendar.kind != "leave" {
        let own = people.iter().position(|p| p.calendar_id.as_deref() == Some(&one.entry.calendar_id));
        return own.into_iter().collect();
    }
    let text = words(&format!("{} {}", one.entry.title, one.entry.with_whom));
    let scores: Vec<usize> = known.iter().map(|person| named(person, &text)).collect();
    let best = scores.iter().copied().max().unwrap_or(0);
    scores.iter().enumerate().filter(|(_, s)| best > 0 && **s == best).map(|(at, _)| at).collect()
}

/// The letter of an absence: leave, study, ill, parental, carer, travel; small where it is part of a day.
pub fn letter(one: &Occurrence) -> char {
    let text = words(&one.entry.title);
    let has = |list: &[&str]| text.iter().any(|w| list.contains(&w.as_str()));
    let letter = match () {
        () if one.entry.kind == "travel" => 'T',
        () if has(&["study", "course", "conference", "exam", "training"]) => 'S',
        () if has(&["sick", "ill", "illness", "sickness"]) => 'I',
        () if has(&["maternity", "paternity", "parental", "adoption"]) => 'P',
        () if has(&["compassionate", "bereavement", "carer", "carers", "dependants"]) => 'C',
        () => 'L',
    };
    if one.entry.all_day { letter } else { letter.to_ascii_lowercase() }
}

/// What the letters mean.
pub const LEGEND: &str = "L leave  S study  I ill  P parental  C carer  T away (small: part of a day)  h holiday";

/// Whether an entry means that somebody is away: leave, or travel of most of a day.
pub fn is_absence(one: &Occurrence) -> bool {
    let long = one.entry.all_day || one.end - one.start >= Duration::hours(6);
    one.is_live() && (one.is_leave() || (one.entry.kind == "travel" && long))
}

/// Who is away when.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chart {
    /// The people, group by group.
    pub people: Vec<Person>,
    /// By person and day: which of the absences.
    away: BTreeMap<(usize, NaiveDate), usize>,
    /// The absences.
    pub absences: Vec<Occurrence>,
}

impl Chart {
    /// The chart of these people with these absences.
    pub fn new(people: Vec<Person>, absences: Vec<Occurrence>) -> Self {
        let known: Vec<Vec<String>> = people.iter().map(|p| words(&p.name)).collect();
        let mut away = BTreeMap::new();
        for (n, one) in absences.iter().enumerate().filter(|(_, o)| is_absence(o)) {
            for person in whose(one, &people, &known) {
                for day in one.start.date().iter_days().take_while(|d| *d <= one.last_day()).take(800) {
                    let slot = away.entry((person, day)).or_insert(n);
                    // A whole day away outweighs an hour.
                    if one.entry.all_day && !absences[*slot].entry.all_day {
                        *slot = n;
                    }
                }
            }
        }
        Self { people, away, absences }
    }

    /// The absence of a person on a day.
    pub fn on(&self, person: usize, day: NaiveDate) -> Option<&Occurrence> {
        self.absences.get(*self.away.get(&(person, day))?)
    }

    /// The absences that are somebody's of the chart.
    pub fn told(&self) -> impl Iterator<Item = &Occurrence> {
        let known: std::collections::BTreeSet<usize> = self.away.values().copied().collect();
        known.into_iter().filter_map(|n| self.absences.get(n))
    }

    /// How many of a group are there on a day: not away for the whole of it.
    pub fn present(&self, group: Group, day: NaiveDate) -> usize {
        let there = |(at, p): (usize, &Person)| {
            p.group == group && self.on(at, day).is_none_or(|one| !one.entry.all_day && one.entry.kind != "travel")
        };
        self.people.iter().enumerate().filter(|one| there(*one)).count()
    }

    /// Whether nobody of a group is there on a day on which somebody should be.
    pub fn uncovered(&self, group: Group, day: NaiveDate, holidays: &Holidays) -> bool {
        let anybody = self.people.iter().any(|p| p.group == group);
        anybody && holidays.is_working_day(day) && self.present(group, day) == 0
    }

    /// The working days from `first` to `last` on which a person is away; part of a day counts half.
    pub fn days_away(&self, person: usize, first: NaiveDate, last: NaiveDate, holidays: &Holidays) -> f64 {
        let days = self.away.range((person, first)..=(person, last));
        let weight = |n: usize| if self.absences[n].entry.all_day { 1.0 } else { 0.5 };
        days.filter(|((_, day), _)| holidays.is_working_day(*day)).fold(0.0, |sum, (_, n)| sum + weight(*n))
    }

    /// The absences of a person that touch these days, in order.
    pub fn of(&self, person: usize, first: NaiveDate, last: NaiveDate) -> Vec<&Occurrence> {
        let mut seen: Vec<usize> = Vec::new();
        for n in self.away.range((person, first)..=(person, last)).map(|(_, n)| *n) {
            if !seen.contains(&n) {
                seen.push(n);
            }
        }
        seen.into_iter().map(|n| &self.absences[n]).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::desk::diary::Entry;
    use crate::desk::diary::holidays::Division;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, n).unwrap()
    }

    fn calendar(name: &str, kind: &str) -> Calendar {
        Calendar { id: name.into(), ..Calendar::new(name, kind, day(1).and_hms_opt(8, 0, 0).unwrap()) }
    }

    fn leave(of: &Calendar, title: &str, first: u32, days: i64) -> Occurrence {
        let start = day(first).and_hms_opt(0, 0, 0).unwrap();
        let entry = Entry::new(&of.id, title, start, days * 1440, "Sam", start);
        let entry = Entry { all_day: true, kind: "leave".into(), ..entry }.settled();
        Occurrence::single(Arc::new(entry), Arc::new(of.clone()))
    }

    fn team() -> Vec<Person> {
        let calendars = [
            calendar("Dr A Patel", "consultant"),
            calendar("Dr J Osei", "consultant"),
            calendar("Jo Marlow", "secretary"),
            calendar("Leave", "leave"),
        ];
        people(&calendars, &[("Bev Tranter".into(), "secretary".into()), ("Dr A PATEL".into(), "consultant".into())])
    }

    #[test]
    fn the_chart_has_everybody_once_group_by_group() {
        let names: Vec<String> = team().into_iter().map(|p| p.name).collect();
        assert_eq!(names, ["Dr A Patel", "Dr J Osei", "Bev Tranter", "Jo Marlow"]);
    }

    #[test]
    fn leave_is_whose_it_names_and_whose_calendar_it_stands_in() {
        let (of, patel) = (calendar("Leave", "leave"), calendar("Dr A Patel", "consultant"));
        let all = vec![
            leave(&of, "Dr Osei: annual leave", 2, 5),
            leave(&of, "Bev study day", 3, 1),
            leave(&of, "Office closed", 4, 1),
            leave(&patel, "Conference", 10, 2),
        ];
        let chart = Chart::new(team(), all);
        let of_day = |n: u32| -> Vec<Option<char>> { (0..4).map(|p| chart.on(p, day(n)).map(letter)).collect() };
        assert_eq!(of_day(3), [None, Some('L'), Some('S'), None]);
        assert_eq!(of_day(4), [None, Some('L'), None, None]);
        assert_eq!(of_day(11), [Some('S'), None, None, None]);
        assert_eq!(of_day(7), [None, None, None, None]);
    }

    #[test]
    fn a_working_day_with_nobody_there_is_marked() {
        let of = calendar("Leave", "leave");
        let all = vec![leave(&of, "Dr Osei leave", 2, 6), leave(&of, "Patel leave", 6, 4)];
        let chart = Chart::new(team(), all);
        let holidays = Holidays::shipped(Division::EnglandAndWales);
        let marked: Vec<u32> = (1..=12).filter(|n| chart.uncovered(Group::Consultants, day(*n), &holidays)).collect();
        // Both are away from Friday to Saturday, and only the Friday is a working day.
        assert_eq!(marked, [6]);
        assert_eq!(chart.present(Group::Consultants, day(9)), 1);
        assert!(!chart.uncovered(Group::Secretaries, day(6), &holidays));
        assert!((chart.days_away(1, day(1), day(31), &holidays) - 5.0).abs() < 0.01);
        assert_eq!(chart.of(1, day(1), day(31)).len(), 1);
    }

    #[test]
    fn two_of_one_name_are_told_apart_where_they_can_be() {
        let calendars = [calendar("Dr A Khan", "consultant"), calendar("Dr S Khan", "consultant")];
        let of = calendar("Leave", "leave");
        let all = vec![leave(&of, "Dr S Khan leave", 2, 1), leave(&of, "Khan leave", 3, 1)];
        let chart = Chart::new(people(&calendars, &[]), all);
        let away = |n: u32| [0, 1].map(|p| chart.on(p, day(n)).is_some());
        assert_eq!((away(2), away(3)), ([false, true], [true, true]));
    }
}
