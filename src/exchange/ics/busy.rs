//! When somebody is busy, from a file of theirs: a list of free and busy times (`.ifb`), or a calendar with its entries.

use super::component::{Component, tree};
use super::lines::Line;
use super::value::{duration, parse};
use super::{CalEvent, EventStatus, occurrences};
use crate::desk::diary::recur::{DESK_ZONE, between};
use chrono::{Duration, NaiveDateTime};

/// Somebody's busy times.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BusyTimes {
    /// Whose, as the file says; empty where it does not.
    pub name: String,
    /// From and until, in the desk's time, in order.
    pub spans: Vec<(NaiveDateTime, NaiveDateTime)>,
}

/// The busy times of a file that touch the window. What they are is not told.
///
/// # Errors
/// A sentence: it is no such file.
pub fn busy_times(bytes: &[u8], from: NaiveDateTime, until: NaiveDateTime) -> Result<BusyTimes, String> {
    let text = super::decode::text(bytes);
    let (roots, _) = tree(super::lines::unfold(&text));
    if !roots.iter().any(|r| r.name == "VCALENDAR" || r.name == "VFREEBUSY") {
        return Err("It is neither a calendar (.ics) nor a list of free and busy times (.ifb).".into());
    }
    let mut out = BusyTimes { name: named(&roots), spans: Vec::new() };
    listed(&roots, &mut out.spans);
    for event in super::read(bytes, DESK_ZONE).events.iter().filter(|e| takes_time(e)) {
        let all = occurrences(event, from, until, DESK_ZONE).map_err(|e| e.to_string())?;
        let live = all.iter().filter(|o| o.event.status != Some(EventStatus::Cancelled));
        out.spans.extend(live.map(|o| (o.start, o.end)));
    }
    out.spans.retain(|(start, end)| start < end && *start < until && *end > from);
    out.spans.sort_unstable();
    out.spans.dedup();
    Ok(out)
}

fn takes_time(event: &CalEvent) -> bool {
    let free = ["TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"];
    !event.extra.lines().any(|line| free.iter().any(|f| line.trim().eq_ignore_ascii_case(f)))
}

/// Whose file it is: the calendar's name, else whom the list of free and busy times is of.
fn named(roots: &[Component<'_>]) -> String {
    let calendar = roots.iter().find_map(|r| r.value("X-WR-CALNAME")).map(str::to_owned);
    let of = |component: &Component<'_>| {
        let props = component.lines.iter().filter_map(Line::prop);
        props.filter(|p| p.is("ATTENDEE") || p.is("ORGANIZER")).find_map(|p| p.param("CN"))
    };
    let inner = || roots.iter().flat_map(|r| &r.children).filter(|c| c.name == "VFREEBUSY").find_map(of);
    let name = calendar.or_else(inner).unwrap_or_default();
    crate::text::safe::line(name.trim()).into_owned()
}

fn listed(all: &[Component<'_>], out: &mut Vec<(NaiveDateTime, NaiveDateTime)>) {
    for component in all {
        if component.name == "VFREEBUSY" {
            for prop in component.lines.iter().filter_map(Line::prop).filter(|p| p.is("FREEBUSY")) {
                let free = prop.param("FBTYPE").is_some_and(|t| t.eq_ignore_ascii_case("FREE"));
                if !free {
                    out.extend(prop.value.split(',').filter_map(period));
                }
            }
        }
        listed(&component.children, out);
    }
}

/// `20260702T090000Z/PT1H`, `20260702T090000Z/20260702T100000Z`: in the desk's time.
fn period(text: &str) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let (from, to) = text.trim().split_once('/')?;
    let (start, utc, _) = parse(from)?;
    let end = if let Some((end, _, _)) = parse(to) {
        end
    } else {
        let (days, seconds) = duration(to)?;
        start.checked_add_signed(Duration::days(days) + Duration::seconds(seconds))?
    };
    let desk = |at| if utc { between(at, "UTC", DESK_ZONE) } else { at };
    Some((desk(start), desk(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        format!("2026-07-{text}:00").parse().unwrap()
    }

    #[test]
    fn a_list_of_busy_times_is_read_in_the_time_of_the_desk() {
        let file = "BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nATTENDEE;CN=\"Dr Lee\":mailto:lee@example.org\n\
                    FREEBUSY;FBTYPE=BUSY:20260702T090000Z/PT1H,20260703T120000Z/20260703T130000Z\n\
                    FREEBUSY;FBTYPE=FREE:20260702T100000Z/PT1H\nEND:VFREEBUSY\nEND:VCALENDAR\n";
        let read = busy_times(file.as_bytes(), at("01T00:00"), at("30T00:00")).unwrap();
        let wanted = vec![(at("02T10:00"), at("02T11:00")), (at("03T13:00"), at("03T14:00"))];
        assert_eq!((read.name.as_str(), read.spans), ("Dr Lee", wanted));
        assert_eq!(busy_times(file.as_bytes(), at("03T00:00"), at("30T00:00")).unwrap().spans.len(), 1);
        assert!(busy_times(b"hello", at("01T00:00"), at("30T00:00")).unwrap_err().contains(".ifb"));
    }

    #[test]
    fn the_entries_of_a_calendar_are_busy_but_for_those_that_are_free_or_off() {
        let event = |uid: &str, more: &str| {
            format!(
                "BEGIN:VEVENT\nUID:{uid}\nDTSTART:20260702T090000Z\nDTEND:20260702T093000Z\nSUMMARY:x\n{more}\nEND:VEVENT\n"
            )
        };
        let file = format!(
            "BEGIN:VCALENDAR\nX-WR-CALNAME:Lee\n{}{}{}END:VCALENDAR\n",
            event("a", "RRULE:FREQ=WEEKLY;COUNT=3"),
            event("b", "TRANSP:TRANSPARENT"),
            event("c", "STATUS:CANCELLED")
        );
        let read = busy_times(file.as_bytes(), at("01T00:00"), at("15T00:00")).unwrap();
        assert_eq!(read.spans, [(at("02T10:00"), at("02T10:30")), (at("09T10:00"), at("09T10:30"))]);
    }
}
