//! The answer to an invitation, as the calendar part of an e-mail.

use super::fold::Paper;
use super::lines::parts;
use super::write::{date, head, person_line, zone, zones};
use super::{CalEvent, Override, extra, people};

/// What is answered to an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Coming.
    Accepted,
    /// Not coming.
    Declined,
    /// Perhaps.
    Tentative,
}

impl Answer {
    /// As it is written in a calendar: `ACCEPTED`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Accepted => "ACCEPTED",
            Self::Declined => "DECLINED",
            Self::Tentative => "TENTATIVE",
        }
    }
}

/// METHOD:REPLY from `me` (an address) to an invitation, or to these occurrences of it. It says no more than RFC 5546
/// wants: which meeting, which revision, who, and the answer.
pub fn reply(event: &CalEvent, occurrences: &[Override], me: &str, answer: Answer, now_utc_stamp: &str) -> String {
    let mut paper = head(Some("REPLY"));
    for (name, (first, last)) in zones(std::slice::from_ref(event), occurrences, &[]) {
        zone(&mut paper, &name, first, last);
    }
    if occurrences.is_empty() {
        answered(&mut paper, event, None, me, answer, now_utc_stamp);
    }
    for change in occurrences {
        answered(&mut paper, event, Some(change), me, answer, now_utc_stamp);
    }
    paper.prop("END", "VCALENDAR");
    paper.done()
}

fn answered(paper: &mut Paper, event: &CalEvent, one: Option<&Override>, me: &str, answer: Answer, now: &str) {
    let told = one.map_or(event, |change| &change.event);
    paper.prop("BEGIN", "VEVENT");
    paper.text("UID", &event.uid);
    paper.prop("DTSTAMP", &super::write::stamp(None, now));
    paper.prop("SEQUENCE", &told.sequence.to_string());
    if let Some(change) = one {
        let range = if change.this_and_future { ";RANGE=THISANDFUTURE" } else { "" };
        date(paper, &format!("RECURRENCE-ID{range}"), event, &[change.recurrence_id]);
    }
    date(paper, "DTSTART", told, &[told.start]);
    date(paper, "DTEND", told, &[told.end]);
    paper.text("SUMMARY", &told.title);
    let kept = extra::lines(&told.extra);
    if !told.organizer.is_empty() {
        paper.line(&person_line(&kept, "ORGANIZER", &told.organizer));
    }
    paper.line(&people::answered(&my_line(told, &kept, me), answer.word()));
    paper.prop("END", "VEVENT");
}

/// My line among the attendees, or a plain one where I was not named (a forwarded invitation).
fn my_line(event: &CalEvent, kept: &[&str], me: &str) -> String {
    let mine = |person: &&String| people::address(person).eq_ignore_ascii_case(people_address(me));
    let person = event.attendees.iter().find(mine).map_or(me, String::as_str);
    let line = person_line(kept, "ATTENDEE", person);
    if parts(&line).is_some() { line } else { people::line("ATTENDEE", me) }
}

fn people_address(me: &str) -> &str {
    let address = people::address(me);
    if address.is_empty() { me } else { address }
}
