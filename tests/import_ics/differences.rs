//! Where the other reader (icalendar 7.3 with recurring-ical-events) sees other times than ours in a file that both
//! take, and which of the two is right by RFC 5545, and why.

/// Entries whose zone is `US-Mountain`, which the file does not define.
const MOUNTAIN: &str = "neither: TZID names a zone that the file does not define, which 3.2.19 forbids. The other reader \
    drops the zone and says 17:00 wherever one is; ours takes US-Mountain for America/Denver and says that it did.";

/// An entry without a zone whose exceptions are in UTC.
const FLOATING: &str = "ours: DTSTART 01:00 without a zone is 01:00 wherever one is (3.3.5, form 1). The other reader makes \
    UTC of it because the exceptions are in UTC, so that 01:00 becomes 02:00 in summer.";

/// Extra dates of an entry that stands for "this and later".
const LOTUS: &str = "ours: RDATE may stand in any VEVENT (3.8.5.2), and RANGE=THISANDFUTURE (3.2.13) says that this one \
    stands for the later ones too, which it lists. The other reader leaves the list out.";

/// A period of two days.
const DAYS: &str = "neither: a period is from a DATE-TIME (3.3.9), and this one is from a DATE. The other reader adds an \
    occurrence of a whole day; ours gives the day the time of the series, where it stands already, and says so.";

/// The file, and the judgement: whose times are right, and why.
pub const DIFFERENCES: &[(&str, &str)] = &[
    (
        "calcurse/rfc5545.ical",
        "ours: 33 entries without a UID are 33 entries. The other reader takes them for revisions of one and keeps 25 \
         times of what are 3,067 in the window (UID is required, 3.8.4.7; that it lacks joins nothing).",
    ),
    ("icalendar-py-fuzz/event_with_recurrence.ics", FLOATING),
    ("icalendar-py/events__event_with_recurrence.ics", FLOATING),
    ("icalendar-py/calendars__issue_156_RDATE_with_PERIOD_TZID_khal.ics", LOTUS),
    ("icalendar-py/calendars__issue_156_RDATE_with_PERIOD_TZID_khal_2.ics", LOTUS),
    ("icalendar-py/calendars__issue_1633_rdate_with_dates.ics", DAYS),
    ("icalendar-py/calendars__issue_1633_rdate_with_dates_and_tzid.ics", DAYS),
    ("icalendar-rs/icalendar-rb__event.ics", MOUNTAIN),
    ("icalendar-rs/icalendar-rb__nonstandard.ics", MOUNTAIN),
    ("icalendar-rs/icalendar-rb__single_event.ics", MOUNTAIN),
    ("icalendar-rs/icalendar-rb__single_event_bad_dtstart.ics", MOUNTAIN),
    ("icalendar-rs/icalendar-rb__single_event_bad_line.ics", MOUNTAIN),
    ("icalendar-rs/icalendar-rb__single_event_bad_organizer.ics", MOUNTAIN),
    ("icalendar-rs/icalendar-rb__single_event_organizer_parsed.ics", MOUNTAIN),
    ("icalendar-rs/icalendar-rb__two_events.ics", MOUNTAIN),
    (
        "khal/event_dt_mixed_awareness.ics",
        "ours: TZID must not be applied to a time that ends in Z (3.2.19), which is UTC; and the start without a zone is \
         12:00 wherever one is (3.3.5), whatever zone the end has. The other reader lets TZID win over Z, and gives the \
         start the zone of the end.",
    ),
    (
        "khal/event_dt_rrule_until_before_start.ics",
        "ours: DTSTART is the first occurrence whatever the rule gives (3.8.5.3), so an UNTIL before it leaves that one. \
         The other reader shows nothing.",
    ),
    (
        "khal/event_dtr_no_tz_exdatez.ics",
        "ours: nobody knows the zone LOLOLOL, so 10:00 is taken as it stands and that is said. The other reader makes UTC \
         of it because the exception is in UTC.",
    ),
];
