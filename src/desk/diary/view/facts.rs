//! An entry in lines, as it stands beside the day and behind Enter.

use super::super::rules_occurrence::Occurrence;
use super::super::rules_sitting::SlotRow;
use super::super::rules_typed::shown_remind;
use crate::text::dates;

/// All that is known of an occurrence, a line each; of a private one of somebody else only its time.
pub(in super::super) fn facts(one: &Occurrence, who: &str) -> Vec<String> {
    let e = &one.entry;
    let mut out = vec![one.title(who).to_owned(), one.times(), one.calendar.name.clone()];
    if !one.open_to(who) {
        return out;
    }
    if let Some(sitting) = &one.sitting {
        out.extend(
            [e.place.clone(), sitting.state.clone(), sitting.counts.clone()].into_iter().filter(|t| !t.is_empty()),
        );
        out.push("Enter opens the session.".into());
        out.extend(sitting.slots.iter().map(SlotRow::line));
        return out;
    }
    let mut fact = |label: &str, text: &str| {
        if !text.is_empty() {
            out.push(if label.is_empty() { text.to_owned() } else { format!("{label}: {text}") });
        }
    };
    fact("Place", &e.place);
    fact("Patient", &one.patient);
    fact("With", &e.with_whom);
    fact("Kind", &e.kind.replace('_', " "));
    fact("State", &e.state);
    fact("", if e.private { "Private: others see only that the time is taken." } else { "" });
    let kept = |minutes: i64| if minutes > 0 { dates::minutes(minutes) } else { String::new() };
    fact("Free before", &kept(e.buffer_before));
    fact("Free after", &kept(e.buffer_after));
    fact("Reminds", &shown_remind(e.remind));
    fact("Papers", &e.papers);
    fact("Repeats", &e.repeats());
    if e.master_id.is_some() {
        fact("", "Changed from its series.");
    }
    let zone = e.zone.as_deref().filter(|_| !e.all_day).unwrap_or_default();
    fact("Time zone", zone);
    fact("Organised by", &e.organizer);
    fact("Invited", &e.attendees.join(", "));
    fact("", &e.notes);
    out
}
