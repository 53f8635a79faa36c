//! The zone of a place, as people write places; and how a time is told in its zone.

use chrono::NaiveDateTime;

use crate::desk::diary::recur::{DESK_ZONE, Zone, zone_named};
use crate::text::names::fold;

/// Cities that people travel to, with their zones: what they are taken for where no zone is typed. No name stands here
/// that is also a town or a station at home.
const PLACES: &[(&str, &str)] = &[
    ("amsterdam", "Europe/Amsterdam"),
    ("athens", "Europe/Athens"),
    ("barcelona", "Europe/Madrid"),
    ("berlin", "Europe/Berlin"),
    ("brussels", "Europe/Brussels"),
    ("bruxelles", "Europe/Brussels"),
    ("budapest", "Europe/Budapest"),
    ("copenhagen", "Europe/Copenhagen"),
    ("florence", "Europe/Rome"),
    ("frankfurt", "Europe/Berlin"),
    ("geneva", "Europe/Zurich"),
    ("basel", "Europe/Zurich"),
    ("hamburg", "Europe/Berlin"),
    ("helsinki", "Europe/Helsinki"),
    ("istanbul", "Europe/Istanbul"),
    ("krakow", "Europe/Warsaw"),
    ("lisbon", "Europe/Lisbon"),
    ("lille", "Europe/Paris"),
    ("lyon", "Europe/Paris"),
    ("madrid", "Europe/Madrid"),
    ("marseille", "Europe/Paris"),
    ("milan", "Europe/Rome"),
    ("munich", "Europe/Berlin"),
    ("oslo", "Europe/Oslo"),
    ("paris", "Europe/Paris"),
    ("porto", "Europe/Lisbon"),
    ("prague", "Europe/Prague"),
    ("reykjavik", "Atlantic/Reykjavik"),
    ("rome", "Europe/Rome"),
    ("rotterdam", "Europe/Amsterdam"),
    ("stockholm", "Europe/Stockholm"),
    ("strasbourg", "Europe/Paris"),
    ("the hague", "Europe/Amsterdam"),
    ("valencia", "Europe/Madrid"),
    ("venice", "Europe/Rome"),
    ("vienna", "Europe/Vienna"),
    ("warsaw", "Europe/Warsaw"),
    ("zurich", "Europe/Zurich"),
    ("atlanta", "America/New_York"),
    ("baltimore", "America/New_York"),
    ("chicago", "America/Chicago"),
    ("dallas", "America/Chicago"),
    ("jfk", "America/New_York"),
    ("los angeles", "America/Los_Angeles"),
    ("miami", "America/New_York"),
    ("montreal", "America/Toronto"),
    ("new orleans", "America/Chicago"),
    ("new york", "America/New_York"),
    ("newark airport", "America/New_York"),
    ("orlando", "America/New_York"),
    ("philadelphia", "America/New_York"),
    ("san diego", "America/Los_Angeles"),
    ("san francisco", "America/Los_Angeles"),
    ("seattle", "America/Los_Angeles"),
    ("toronto", "America/Toronto"),
    ("vancouver", "America/Vancouver"),
    ("mexico city", "America/Mexico_City"),
    ("sao paulo", "America/Sao_Paulo"),
    ("buenos aires", "America/Argentina/Buenos_Aires"),
    ("abu dhabi", "Asia/Dubai"),
    ("bangkok", "Asia/Bangkok"),
    ("beijing", "Asia/Shanghai"),
    ("delhi", "Asia/Kolkata"),
    ("doha", "Asia/Qatar"),
    ("dubai", "Asia/Dubai"),
    ("hong kong", "Asia/Hong_Kong"),
    ("jerusalem", "Asia/Jerusalem"),
    ("kuala lumpur", "Asia/Kuala_Lumpur"),
    ("mumbai", "Asia/Kolkata"),
    ("riyadh", "Asia/Riyadh"),
    ("seoul", "Asia/Seoul"),
    ("shanghai", "Asia/Shanghai"),
    ("singapore", "Asia/Singapore"),
    ("taipei", "Asia/Taipei"),
    ("tel aviv", "Asia/Jerusalem"),
    ("tokyo", "Asia/Tokyo"),
    ("cairo", "Africa/Cairo"),
    ("cape town", "Africa/Johannesburg"),
    ("johannesburg", "Africa/Johannesburg"),
    ("lagos", "Africa/Lagos"),
    ("nairobi", "Africa/Nairobi"),
    ("auckland", "Pacific/Auckland"),
    ("brisbane", "Australia/Brisbane"),
    ("melbourne", "Australia/Melbourne"),
    ("sydney", "Australia/Sydney"),
];

/// The zone of a place whose name holds a city that is known; none where none is.
pub fn of_place(place: &str) -> Option<&'static str> {
    let text = format!(" {} ", words(place));
    PLACES.iter().find(|(city, _)| text.contains(&format!(" {city} "))).map(|(_, zone)| *zone)
}

/// The words of a place, folded, with one space between.
pub fn words(place: &str) -> String {
    let parts = place.split(|c: char| !c.is_alphanumeric() && c != '\'');
    parts.map(fold).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A zone as typed: a city that is known, an IANA name or its last part (`New York`), an offset (`UTC-5`).
///
/// # Errors
/// A sentence that says what to type.
pub fn read(typed: &str) -> Result<String, String> {
    let text = typed.trim();
    if let Some(zone) = of_place(text) {
        return Ok(zone.into());
    }
    let wanted = words(text);
    let last = |name: &&&str| name.rsplit('/').next().is_some_and(|end| words(&end.replace('_', " ")) == wanted);
    let names: Vec<&str> = chrono_tz::TZ_VARIANTS.iter().map(|tz| tz.name()).collect();
    if let Some(name) = names.iter().find(last).filter(|_| !wanted.is_empty()) {
        return Ok((*name).to_owned());
    }
    zone_named(text)
        .map(Zone::name)
        .ok_or_else(|| format!("“{text}” is no zone: type a city such as New York, or America/New_York, or UTC-5."))
}

/// The zone by its name; the desk's where it is empty or not known.
pub fn zone(name: &str) -> Zone {
    zone_named(name).unwrap_or(Zone::DESK)
}

/// The name of a zone as it is shown: `New York`, `London`, `UTC-5`.
pub fn shown(name: &str) -> String {
    let name = if name.is_empty() { DESK_ZONE } else { name };
    name.rsplit('/').next().unwrap_or(name).replace('_', " ")
}

/// How far a zone is from UTC at a moment of UTC: `UTC`, `UTC+1`, `UTC-4`, `UTC+5:30`.
pub fn offset(name: &str, utc: NaiveDateTime) -> String {
    let minutes = zone(name).offset_at(utc) / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    match (hours, rest) {
        (0, 0) => "UTC".into(),
        (_, 0) => format!("UTC{sign}{hours}"),
        _ => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_zones_and_what_is_at_home_has_none() {
        assert_eq!(of_place("New York, JFK"), Some("America/New_York"));
        assert_eq!(of_place("Brussels-Midi"), Some("Europe/Brussels"));
        for home in ["London Victoria", "Perth", "Halifax", "Leeds", ""] {
            assert_eq!(of_place(home), None, "{home}");
        }
        for (place, zone) in PLACES {
            assert_eq!(of_place(place), Some(*zone), "{place}");
            assert!(zone_named(zone).is_some(), "{zone}");
        }
    }

    #[test]
    fn a_zone_is_typed_as_a_city_a_name_or_an_offset() {
        assert_eq!(read("new york").unwrap(), "America/New_York");
        assert_eq!(read("Halifax").unwrap(), "America/Halifax");
        assert_eq!(read("Europe/Paris").unwrap(), "Europe/Paris");
        assert_eq!(read("UTC+5:30").unwrap(), "+05:30");
        assert!(read("Nowhere").unwrap_err().contains("is no zone"));
        assert!(read("").is_err());
    }

    #[test]
    fn offsets_follow_the_clocks() {
        let at = |text: &str| text.parse().unwrap();
        assert_eq!(offset("America/New_York", at("2026-03-07T12:00:00")), "UTC-5");
        assert_eq!(offset("America/New_York", at("2026-03-09T12:00:00")), "UTC-4");
        assert_eq!(offset("", at("2026-03-28T12:00:00")), "UTC");
        assert_eq!(offset("", at("2026-03-29T12:00:00")), "UTC+1");
        assert_eq!(offset("Asia/Kolkata", at("2026-03-29T12:00:00")), "UTC+5:30");
    }
}
