//! Members and their absences.

use clap::Args;
use serde_json::json;

use super::super::answer::{Answer, short};
use super::super::{Said, Session};
use super::{absence, record};
use crate::desk::team::model::{read_turns, turns_said};
use crate::desk::team::{Absence, Member, acts, repo, repo_away};
use crate::store::Refusal;

/// A new member.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// The name
    name: String,
    #[command(flatten)]
    more: More,
}

/// What is known of a member.
#[derive(Debug, Args)]
struct More {
    /// secretary, team leader, consultant …
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Telephone or extension
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// mon-thu 08:30-16:30, fri 8-12
    #[arg(long, value_name = "HOURS")]
    hours: Option<String>,
    /// The consultants whom they type for, with commas between
    #[arg(long, value_name = "NAMES")]
    types_for: Option<String>,
    /// minutes, medico-legal, audio …
    #[arg(long, value_name = "WORDS")]
    skills: Option<String>,
    /// The members whom they cover for
    #[arg(long, value_name = "NAMES")]
    covers_for: Option<String>,
    /// Notes
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
}

impl More {
    fn set(&self, session: &Session, one: &mut Member) -> Result<(), Refusal> {
        session.set_if(one, "role", self.role.as_deref())?;
        session.set_if(one, "phone", self.phone.as_deref())?;
        session.set_if(one, "hours", self.hours.as_deref())?;
        session.set_if(one, "types_for", self.types_for.as_deref())?;
        session.set_if(one, "skills", self.skills.as_deref())?;
        session.set_if(one, "deputies", self.covers_for.as_deref())?;
        session.set_if(one, "notes", self.notes.as_deref())
    }
}

impl Add {
    pub(super) fn run(self, session: &mut Session) -> Said {
        let mut one = Member::new("", "secretary", session.now);
        session.set(&mut one, "name", &self.name)?;
        self.more.set(session, &mut one)?;
        session.apply(&acts::write_member(session.db(), None, &one)?)?;
        Ok(Answer::made(&one.id, record(session, &one)?))
    }
}

/// A member changed.
#[derive(Debug, Args)]
pub(super) struct Edit {
    /// The member: the name, or words of it
    member: String,
    /// Another name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    more: More,
}

impl Edit {
    pub(super) fn run(self, session: &mut Session) -> Said {
        let before = repo::meant(session.db(), &self.member)?;
        let mut after = before.clone();
        session.set_if(&mut after, "name", self.name.as_deref())?;
        self.more.set(session, &mut after)?;
        session.apply(&acts::write_member(session.db(), Some(&before), &after)?)?;
        Ok(Answer::made(&after.id, record(session, &after)?))
    }
}

pub(super) fn show(session: &Session, words: &str) -> Said {
    let one = repo::meant(session.db(), words)?;
    let value = record(session, &one)?;
    let mut said = vec![format!("{}, {}", one.name, one.role)];
    let facts = [
        ("Telephone", one.phone.clone()),
        ("Hours", one.hours.clone()),
        ("Types for", one.types_for.join(", ")),
        ("Skills", one.skills.join(", ")),
        ("Covers for", one.deputies.join(", ")),
        ("Notes", one.notes.clone()),
        ("Open", format!("{} letters, {} queries, {} tasks", value["letters"], value["queries"], value["tasks"])),
    ];
    said.extend(facts.iter().filter(|(_, text)| !text.is_empty()).map(|(label, text)| format!("{label}: {text}")));
    for away in repo_away::of(session.db(), &one.name)? {
        said.push(format!("Away: {} {}; cover: {}", away.word(), away.days(), turns_said(&away.turns)));
    }
    Ok(Answer::said(said.join("\n"), vec![value]))
}

pub(super) fn leaves(session: &mut Session, words: &str, to: Option<&str>) -> Said {
    let one = match repo::named(session.db(), words)? {
        Some(one) => one,
        None => repo::meant(session.db(), words)?,
    };
    let change = acts::leave(session.db(), &one, to, session.now)?;
    session.apply(&change)?;
    let after: Member = session.db().must(&one.id)?;
    Ok(Answer::said(format!("{}.", change.label), vec![record(session, &after)?]))
}

/// Somebody is away; without a name, who is.
#[derive(Debug, Args)]
pub(super) struct Leave {
    /// Who; nobody: list who is away or will be
    member: Option<String>,
    /// annual, sick, study, other
    #[arg(long, value_name = "KIND", default_value = "annual")]
    kind: String,
    /// The first day; today where it is not given
    #[arg(long, value_name = "WHEN", default_value = "tod")]
    from: String,
    /// The last day; nobody knows where it is not given
    #[arg(long, value_name = "WHEN")]
    until: Option<String>,
    /// Who covers: `Kit, Bev`, `letters: Kit`, `Dr A Patel: Bev`; may be given again
    #[arg(long, value_name = "PLAN")]
    cover: Vec<String>,
    /// A note
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

impl Leave {
    pub(super) fn run(self, session: &mut Session) -> Said {
        let Some(member) = &self.member else { return listed(session) };
        let member = repo::meant(session.db(), member)?.name;
        let mut one = Absence::new(&member, "annual", session.now, session.now);
        session.set(&mut one, "kind", &self.kind)?;
        session.set(&mut one, "from_at", &self.from)?;
        session.set_if(&mut one, "until_at", self.until.as_deref())?;
        session.set(&mut one, "turns", &self.cover.join("\n"))?;
        session.set(&mut one, "note", &self.note)?;
        write(session, None, &one)
    }
}

fn write(session: &mut Session, before: Option<&Absence>, one: &Absence) -> Said {
    let change = acts::write_absence(session.db(), before, one, &session.who, session.now)?;
    session.apply(&change)?;
    let after: Absence = session.db().must(&one.id)?;
    let handed = repo_away::handed(session.db(), &after.id)?.len();
    Ok(Answer::made(&after.id, absence(&after, handed)))
}

/// Who is away or will be, as the desk knows it.
fn listed(session: &Session) -> Said {
    let today = session.today();
    let all = repo_away::between(session.db(), today, today + chrono::Duration::days(60))?;
    let (mut rows, mut records) = (Vec::new(), Vec::new());
    for away in &all {
        let end = away.until.map(|d| d.to_string());
        let cover = away.absence.as_ref().map(|a| turns_said(&a.turns)).unwrap_or_default();
        let handed = match &away.absence {
            Some(a) => repo_away::handed(session.db(), &a.id)?.len(),
            None => 0,
        };
        rows.push(vec![
            away.member.clone(),
            short(&away.why),
            away.from.to_string(),
            end.clone().unwrap_or_else(|| "not known".into()),
            short(&cover),
            handed.to_string(),
        ]);
        records.push(match &away.absence {
            Some(a) => absence(a, handed),
            None => json!({
                "id": null, "member": away.member, "kind": away.why, "from": away.from.to_string(), "until": end,
                "cover": null, "handed": 0, "returned_at": null,
            }),
        });
    }
    Ok(Answer::listing(&["WHO", "WHY", "FROM", "UNTIL", "COVER", "HANDED"], &rows, records, "Nobody is away."))
}

/// The absence of a member that lasts, else the next one.
fn current(session: &Session, words: &str) -> Result<Absence, Refusal> {
    let member = repo::meant(session.db(), words)?.name;
    let all = repo_away::of(session.db(), &member)?;
    let on = all.iter().find(|a| a.is_on(session.now) || a.is_due_back(session.now)).or(all.first());
    on.cloned().ok_or_else(|| Refusal::rule(format!("{member} is not away: `team leave` writes it down.")))
}

pub(super) fn cover(session: &mut Session, words: &str, plan: &[String]) -> Said {
    let before = current(session, words)?;
    let turns = read_turns(&plan.join("\n")).map_err(Refusal::rule)?;
    write(session, Some(&before), &Absence { turns, ..before.clone() })
}

pub(super) fn back(session: &mut Session, words: &str, only_show: bool) -> Said {
    let one = current(session, words)?;
    let (all, change) = acts::give_back(session.db(), &one, session.now)?;
    if !only_show {
        session.apply(&change)?;
    }
    let row = |b: &acts::Back| {
        let end = if b.goes { "goes back".to_owned() } else { format!("stays: {}", b.why) };
        vec![b.handed.kind.clone(), short(&b.what), b.owner.clone(), end, b.handed.item_id.clone()]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let record = |b: &acts::Back| {
        json!({
            "kind": b.handed.kind, "id": b.handed.item_id, "what": b.what, "with": b.owner, "for": b.handed.from_name,
            "came_by": b.handed.why, "since": b.handed.at, "goes_back": b.goes, "stays_because": b.why,
        })
    };
    let none = format!("{}. Nobody had anything of theirs.", change.label);
    Ok(Answer::listing(
        &["KIND", "WHAT", "WITH", "ON THE RETURN", "ID"],
        &rows,
        all.iter().map(record).collect(),
        &none,
    ))
}
