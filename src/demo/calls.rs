//! The invented queries: 60, in every state, with alarms, promises that are late, and callers who ring again.

use chrono::{Duration, NaiveDateTime, NaiveTime};

use super::folk::{CONSULTANTS, Folk, SECRETARIES};
use super::words::{Call, fill, words};
use super::{Dice, id, insert};
use crate::clock::stamp;
use crate::desk::inbox::Query;
use crate::desk::inbox::alarms::Alarms;
use crate::desk::letters::Letter;
use crate::desk::links::Link;
use crate::desk::people::Patient;
use crate::store::Edit;

const STATES: [&str; 12] =
    ["done", "open", "done", "waiting", "done", "new", "done", "open", "done", "done", "waiting", "done"];

pub(super) fn invent(dice: &mut Dice, folk: &Folk, post: &[Letter], now: NaiveDateTime) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for n in 0..60 {
        let query = query(n, dice, folk, now);
        if query.kind == "letter"
            && let Some(letter) = post.iter().find(|l| l.patient_id.is_some() && l.patient_id == query.patient_id)
        {
            edits.push(insert(&link(n, &query, letter, now)));
        }
        edits.push(insert(&query));
    }
    edits
}

fn link(n: usize, query: &Query, letter: &Letter, now: NaiveDateTime) -> Link {
    Link { id: id("link", n), ..Link::between(("query", &query.id), ("letter", &letter.id), now) }
}

/// The two calls of the stories, then those of the list in an order of their own.
fn call(n: usize) -> Call {
    match n {
        0 => Call {
            kind: "clinical",
            tone: "worried",
            who: "self",
            words: "I've had this pain in my chest since breakfast and it's going down my arm",
            alarm: true,
        },
        1 => Call {
            kind: "appointment",
            tone: "upset",
            who: "self",
            words: "I was promised somebody would ring me back about my date",
            alarm: false,
        },
        _ => calls()[(n * 13) % calls().len()],
    }
}

fn relation(call: &Call) -> &'static str {
    match call.who {
        "self" => "patient",
        who if is_name(who) => "other",
        who => who,
    }
}

fn query(n: usize, dice: &mut Dice, folk: &Folk, now: NaiveDateTime) -> Query {
    let call = call(n);
    let patient = folk.patient(about_whom(n, dice));
    let doctor = CONSULTANTS[n % 2];
    let state = state(n, call.alarm);
    // What is finished lies weeks back; what is open came in the last days.
    let back = if n < 2 {
        0
    } else if state == "done" {
        ((n * n) / 60) as i64
    } else {
        (n % 5) as i64
    };
    let at = now - Duration::days(back) - Duration::minutes(3 + (n as i64 * 17) % 80);
    let mut query = Query {
        id: id("query", n),
        state: state.into(),
        direction: "in".into(),
        mode: ["phone", "phone", "phone", "answerphone", "email", "post"][n % 6].into(),
        caller: caller(&call, folk, patient, n),
        relation: relation(&call).into(),
        number: patient.phones.first().map(|p| p.number.clone()).unwrap_or_default(),
        message_ok: patient.voicemail_ok,
        patient_id: (!is_name(call.who) || call.words.contains('{') || n.is_multiple_of(2)).then(|| patient.id.clone()),
        ticked: if n.is_multiple_of(3) { Vec::new() } else { vec!["name".into(), "born".into(), "postcode".into()] },
        kind: call.kind.into(),
        words: said(&call, patient, doctor),
        tone: call.tone.into(),
        owner: SECRETARIES[n % 4].into(),
        consultant: doctor.into(),
        received_at: stamp(at),
        created_at: stamp(at),
        ..Query::default()
    };
    if call.alarm {
        query = query.scanned(&Alarms::shipped());
    }
    if !query.alarm.is_empty() && query.state != "escalated" {
        query.accepted_by = "Dr A Patel's registrar".into();
        query.accepted_at = Some(stamp(at + Duration::minutes(4)));
    }
    stages(&mut query, n, now);
    query
}

/// What the caller says, about this patient.
fn said(call: &Call, patient: &Patient, doctor: &str) -> String {
    let name = patient.name();
    let doctor = doctor.trim_start_matches("Dr ");
    let blanks = [("doctor", doctor), ("name", &name), ("title", &patient.title), ("surname", &patient.surname)];
    fill(call.words, &blanks)
}

/// A caller who is neither the patient, a relation, a GP nor a ward has a name.
fn is_name(who: &str) -> bool {
    who.starts_with(char::is_uppercase)
}

/// The patients of the stories first; one of them rings again and again.
fn about_whom(n: usize, dice: &mut Dice) -> usize {
    match n {
        0 | 1 => n,
        2 | 14 | 26 => 3,
        _ => dice.below(400),
    }
}

/// Alarms were accepted and dealt with long ago, but for the one that came just now and one of yesterday.
fn state(n: usize, alarm: bool) -> &'static str {
    match STATES[n % 12] {
        _ if n == 0 || n == 16 => "escalated",
        _ if alarm => "done",
        state => state,
    }
}

fn calls() -> &'static [Call] {
    &words().calls
}

fn caller(call: &Call, folk: &Folk, patient: &Patient, n: usize) -> String {
    match call.who {
        "self" => format!("{} {}", patient.forename, patient.surname),
        "gp" => folk.others[n % 30].name.clone(),
        "ward" => "Ward 7".into(),
        who if is_name(who) => who.into(),
        _ => format!("{} {}", ["Helen", "Mark", "Priya", "Owen"][n % 4], patient.surname),
    }
}

fn stages(query: &mut Query, n: usize, now: NaiveDateTime) {
    let today = now.date();
    match query.state.as_str() {
        "new" => query.owner = String::new(),
        "open" if n % 3 == 1 => {
            let at = today.and_time(NaiveTime::from_hms_opt([9, 15, 11][n % 3], 0, 0).unwrap_or_default());
            query.promised_by = Some(stamp(at));
        }
        "waiting" => {
            query.waiting_on = CONSULTANTS[n % 2].into();
            query.chase_on = Some((today + Duration::days([2, -1, 5][n % 3])).to_string());
        }
        "escalated" => {
            query.escalated_to = "Dr A Patel's registrar, bleep 2214".into();
            query.escalated_at = Some(query.received_at.clone());
        }
        "done" => {
            query.outcome = [
                "Told when the letter was sent",
                "Appointment moved",
                "Passed to the nurse, who rang back",
                "Sent a copy",
            ][n % 4]
                .into();
            query.closed_at = Some(query.received_at.clone());
        }
        _ => {}
    }
}
