//! A handover: what of somebody's is open, promised, with whom, and how late.

use super::super::model::{Item, ItemKind, Member, Note, NoteLine, Section};
use super::super::repo_backlog::{self, By};
use super::super::{repo, repo_away};
use super::{At, line, things};
use crate::desk::dictation::model::minutes;
use crate::store::Refusal;
use crate::text::dates;

/// The handover of one member, or of everybody.
///
/// # Errors
/// The desk cannot be read.
pub fn handover(at: At<'_>, member: Option<&Member>) -> Result<Note, Refusal> {
    let stamp = dates::stamp_weekday(at.now);
    let Some(member) = member else {
        let mut note = Note { title: format!("Handover · everybody · {stamp}"), ..Note::default() };
        for one in repo::all(at.db)?.iter().filter(|m| !m.is_author()) {
            let items = items(at, one)?;
            note.lead.push(format!("{}: {}", one.name, summed(&items, at)));
            let own = sections(at, one, items)?.into_iter().filter(|s| !s.lines.is_empty());
            note.sections.extend(own.map(|s| Section { heading: format!("{} · {}", one.name, s.heading), ..s }));
        }
        return Ok(note);
    };
    let items = items(at, member)?;
    let mut lead = vec![summed(&items, at)];
    let facts = [
        ("Hours", member.hours.clone()),
        ("Telephone", member.phone.clone()),
        ("Types for", member.types_for.join(", ")),
        ("Covers for", member.deputies.join(", ")),
        ("Skills", member.skills.join(", ")),
    ];
    lead.extend(facts.iter().filter(|(_, text)| !text.is_empty()).map(|(label, text)| format!("{label}: {text}")));
    for away in repo_away::of(at.db, &member.name)? {
        lead.push(format!("Away: {} ({})", away.said(), away.days()));
    }
    let mut sections = sections(at, member, items)?;
    sections.extend(things::of(at, &member.name)?);
    Ok(Note { title: format!("Handover · {} · {stamp}", member.name), lead, sections })
}

fn items(at: At<'_>, member: &Member) -> Result<Vec<Item>, Refusal> {
    repo_backlog::items(at.db, (By::Secretary, &member.name), at.config.clinic_letter_days, at.now)
}

/// All of it in a sentence.
fn summed(items: &[Item], at: At<'_>) -> String {
    let all = super::super::model::counted(items.iter().map(|i| i.kind));
    let late = items.iter().filter(|i| i.late).count();
    let oldest = items.iter().map(|i| i.days(at.today())).max().unwrap_or(0);
    let audio: i64 = items.iter().map(|i| i.audio_ms).sum();
    let audio = if audio > 0 { format!(", {} to type", minutes(audio)) } else { String::new() };
    if items.is_empty() {
        "Nothing is open.".into()
    } else {
        format!("Open: {all}{audio}; {late} late, oldest {oldest} days.")
    }
}

/// Every item once: late, promised or due, waiting on somebody, the rest; and what others have of theirs.
fn sections(at: At<'_>, member: &Member, items: Vec<Item>) -> Result<Vec<Section>, Refusal> {
    let today = at.today();
    let told = |items: &[Item]| items.iter().map(|i| line(i, today, "")).collect::<Vec<NoteLine>>();
    let (late, rest): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|i| i.late);
    let (waits, rest): (Vec<Item>, Vec<Item>) = rest.into_iter().partition(|i| !i.waits_on.is_empty());
    let promised = |i: &Item| i.due.is_some() && i.kind != ItemKind::Letter;
    let (due, rest): (Vec<Item>, Vec<Item>) = rest.into_iter().partition(promised);
    let mut all = vec![
        Section::new("Late", "Nothing is late.", told(&late)),
        Section::new("Promised or due", "Nothing is promised.", told(&due)),
        Section::new("Waiting on others", "Nothing waits on others.", told(&waits)),
        Section::new("Open besides", "Nothing else is open.", told(&rest)),
    ];
    for absence in repo_away::of(at.db, &member.name)? {
        let Ok((back, _)) = super::super::acts::give_back(at.db, &absence, at.now) else { continue };
        let with = back.iter().filter(|b| b.goes).map(|b| {
            let what = format!("{} {}", super::capital(&b.handed.kind), b.what);
            NoteLine::new("", what, b.owner.clone()).opens(&b.handed.kind, &b.handed.item_id)
        });
        all.push(Section::new("With others until they are back", "Nothing.", with.collect()));
    }
    Ok(all)
}
