//! The invented team: hours, whom they type for, who can do what; somebody who is away and covered, and somebody who was
//! away and whose work is still to be given back.

use chrono::{Duration, NaiveDateTime};

use super::folk::{CONSULTANTS, SECRETARIES};
use super::id;
use crate::clock::stamp;
use crate::desk::inbox::Query;
use crate::desk::team::model::Turn;
use crate::desk::team::{Absence, Handed, Member, repo};
use crate::store::{Change, Refusal, Store};

/// Hours, skills, and for whom each of the secretaries types and covers.
const KNOWN: [(&str, &str, usize, usize); 4] = [
    ("mon-fri 08:30-16:30", "audio, minutes", 0, 1),
    ("mon-thu 08:00-15:30", "audio, medico-legal", 0, 0),
    ("mon-fri 09:00-17:00", "audio", 1, 3),
    ("mon-wed 08:30-16:30, fri 08:30-12:30", "audio, clinics", 1, 2),
];

/// What is known of the team, and its absences.
pub(super) fn settle(store: &mut Store, now: NaiveDateTime) -> Result<(), Refusal> {
    let mut change = Change::new("Invented: the team's hours and cover");
    for (name, (hours, skills, types_for, covers)) in SECRETARIES.iter().zip(KNOWN) {
        let Some(member) = repo::named(store.db(), name)? else { continue };
        let after = Member {
            hours: hours.into(),
            skills: skills.split(", ").map(str::to_owned).collect(),
            types_for: vec![CONSULTANTS[types_for].into()],
            deputies: vec![SECRETARIES[covers].into()],
            ..member.clone()
        };
        change = change.update(&member, &after);
    }
    let change = came_back(store, change.insert(&away(now)), now)?;
    store.apply(&change, "Rolltop", now)?;
    Ok(())
}

fn turn(what: &str, to: &[usize]) -> Turn {
    Turn { what: what.into(), consultant: String::new(), to: to.iter().map(|n| SECRETARIES[*n].into()).collect() }
}

/// Carys is away from Thursday on, and her work is covered.
fn away(now: NaiveDateTime) -> Absence {
    let from = (now.date() + Duration::days(2)).and_hms_opt(0, 0, 0).unwrap_or(now);
    let end = (now.date() + Duration::days(11)).and_hms_opt(23, 59, 0).map(stamp);
    let new = Absence::new(SECRETARIES[3], "annual", from, now - Duration::days(30));
    Absence { id: id("absence", 0), until_at: end, turns: vec![turn("queries", &[0]), turn("", &[2, 1])], ..new }
}

/// Imran was sick until yesterday: Jo still has a query of his.
fn came_back(store: &Store, change: Change, now: NaiveDateTime) -> Result<Change, Refusal> {
    let from = (now.date() - Duration::days(6)).and_hms_opt(0, 0, 0).unwrap_or(now);
    let end = (now.date() - Duration::days(1)).and_hms_opt(23, 59, 0).map(stamp);
    let new = Absence::new(SECRETARIES[2], "sick", from, from + Duration::hours(8));
    let absence = Absence { id: id("absence", 1), until_at: end, turns: vec![turn("", &[0])], ..new };
    let sql = "SELECT * FROM query WHERE owner = $1 AND state = 'open' ORDER BY received_at DESC, id LIMIT 1";
    let Some(query) = store.db().one::<Query>(sql, &[&SECRETARIES[2]])? else { return Ok(change.insert(&absence)) };
    let handed = Handed {
        id: id("handed", 0),
        kind: "query".into(),
        item_id: query.id.clone(),
        from_name: absence.member.clone(),
        to_name: super::WHO.into(),
        why: "cover".into(),
        absence_id: absence.id.clone(),
        at: query.received_at.clone(),
        back_at: None,
    };
    let covered = Query { owner: super::WHO.into(), ..query.clone() };
    Ok(change.insert(&absence).insert(&handed).update(&query, &covered))
}
