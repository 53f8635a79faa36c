//! An itinerary as data: what is to be known of a journey, and its legs by day, to be taken along on one page.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Value, json};

use super::day_sheet::{printed, weekday_date};
use super::engine::{Options, PaperError, typeset};
use super::view::{many, named, one};

const LAYOUT: &str = include_str!("../../assets/paper/itinerary.typ");

/// An itinerary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Itinerary {
    /// Hospital and department.
    pub head: String,
    /// Who goes where.
    pub title: String,
    /// What for, and on which days.
    pub subtitle: String,
    /// What is to be known: a label, and what it says.
    pub facts: Vec<(String, String)>,
    /// The legs in their order.
    pub legs: Vec<ItineraryLeg>,
    /// When it was printed.
    pub printed_at: NaiveDateTime,
    /// Who printed it.
    pub printed_by: String,
}

/// A leg of an itinerary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItineraryLeg {
    /// The day on which it leaves, by the clock there.
    pub day: NaiveDate,
    /// `18:25 London (UTC)`.
    pub leaves: String,
    /// The same moment by the clock at the other end.
    pub leaves_also: String,
    /// `21:40 New York (UTC-5)`.
    pub arrives: String,
    /// The same moment by the clock at the other end.
    pub arrives_also: String,
    /// What it is.
    pub what: String,
    /// How long it takes, its address, a note.
    pub also: Vec<String>,
    /// The booking, the telephone.
    pub side: Vec<String>,
}

impl Itinerary {
    /// The itinerary as an accessible PDF.
    ///
    /// # Errors
    /// A text that no accessible PDF can hold.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let title = format!("Itinerary: {}", self.title);
        let author = if self.head.is_empty() { self.printed_by.clone() } else { self.head.clone() };
        typeset(LAYOUT, &self.data(), &Options { title, author, date: self.printed_at.date() })
    }

    /// The legs of each day.
    fn days(&self) -> Vec<(NaiveDate, Vec<&ItineraryLeg>)> {
        let mut out: Vec<(NaiveDate, Vec<&ItineraryLeg>)> = Vec::new();
        for leg in &self.legs {
            match out.last_mut().filter(|(day, _)| *day == leg.day) {
                Some((_, legs)) => legs.push(leg),
                None => out.push((leg.day, vec![leg])),
            }
        }
        out
    }

    fn data(&self) -> Value {
        let row = |l: &&ItineraryLeg| {
            json!({
                "leaves": one(&l.leaves), "leaves_also": one(&l.leaves_also), "arrives": one(&l.arrives),
                "arrives_also": one(&l.arrives_also), "what": one(&l.what), "also": many(&l.also), "side": many(&l.side),
            })
        };
        let day = |(day, legs): &(NaiveDate, Vec<&ItineraryLeg>)| json!({ "name": weekday_date(*day), "rows": legs.iter().map(row).collect::<Vec<_>>() });
        json!({
            "head": one(&self.head),
            "title": named(&self.title, "Itinerary"),
            "subtitle": one(&self.subtitle),
            "facts": self.facts.iter().map(|(label, value)| json!({ "label": one(label), "value": one(value) })).collect::<Vec<_>>(),
            "days": self.days().iter().map(day).collect::<Vec<_>>(),
            "printed": printed(self.printed_at, &self.printed_by),
        })
    }

    /// The same as plain text.
    pub fn text(&self) -> String {
        let mut lines = vec![self.title.clone(), self.subtitle.clone()];
        lines.extend(self.facts.iter().map(|(label, value)| format!("{label}: {value}")));
        for (day, legs) in self.days() {
            lines.extend([String::new(), weekday_date(day)]);
            lines.extend(legs.iter().map(|leg| leg.text()));
        }
        lines.join("\n") + "\n"
    }
}

impl ItineraryLeg {
    fn text(&self) -> String {
        let also = |text: &str| if text.is_empty() { String::new() } else { format!(" ({text})") };
        let mut first = format!("  {}{}", self.leaves, also(&self.leaves_also));
        if !self.arrives.is_empty() {
            first = format!("{first} to {}{}", self.arrives, also(&self.arrives_also));
        }
        let more = self.also.iter().chain(&self.side).filter(|l| !l.is_empty());
        let below = std::iter::once(&self.what).chain(more).map(|line| format!("    {line}"));
        std::iter::once(first).chain(below).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(legs: usize) -> Itinerary {
        let first = NaiveDate::from_ymd_opt(2026, 3, 7).unwrap();
        let leg = |n: usize| ItineraryLeg {
            day: first + chrono::Duration::days(n as i64 / 3),
            leaves: "18:25 London (UTC)".into(),
            leaves_also: "13:25 in New York".into(),
            arrives: "21:40 New York (UTC-5)".into(),
            what: format!("Flight {n} *bold* #read(\"x\")"),
            also: vec!["8hr 15min".into()],
            side: vec!["K7PQ2M".into(), String::new()],
            ..ItineraryLeg::default()
        };
        let facts = vec![("To bring".into(), "Slides".into())];
        let printed_at = first.and_hms_opt(9, 41, 0).unwrap();
        Itinerary {
            title: "Dr A Patel to New York".into(),
            facts,
            legs: (0..legs).map(leg).collect(),
            printed_at,
            ..Itinerary::default()
        }
    }

    #[test]
    fn an_itinerary_is_set_whatever_is_in_it() {
        for legs in [0, 1, 12, 60] {
            assert!(sheet(legs).pdf().unwrap().starts_with(b"%PDF-1."), "{legs}");
        }
        assert!(Itinerary::default().pdf().is_ok());
    }

    #[test]
    fn it_is_read_as_text_too() {
        let text = sheet(1).text();
        assert!(text.contains("Saturday 7 March 2026\n  18:25 London (UTC) (13:25 in New York) to 21:40"), "{text}");
        assert!(text.contains("To bring: Slides") && text.contains("    K7PQ2M\n"), "{text}");
    }
}
