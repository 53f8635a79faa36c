//! Work moved to somebody else, or shared out among several.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::super::model::share::{By, Taker, shared};
use super::super::model::{Handed, Item, ItemKind, counted};
use super::super::repo_route::Work;
use super::super::{repo, repo_away};
use crate::clock::stamp;
use crate::store::{Change, Db, Edit, Refusal, new_id};

/// An item by its kind and identifier.
pub type Key = (ItemKind, String);

/// Whose the items were, in words: a name, `the pool`, `3 people`.
fn from_words(owners: &BTreeSet<String>) -> String {
    match owners.iter().collect::<Vec<_>>().as_slice() {
        [one] if one.is_empty() => "the pool".into(),
        [one] => (*one).clone(),
        many => format!("{} people", many.len()),
    }
}

/// Items moved to a member of the team. What is moved away from somebody who is away comes back to them on their return.
///
/// # Errors
/// Nobody of that name, one who is away, or nothing that could be moved.
pub fn move_to(db: Db<'_>, items: &[Key], to: &str, now: NaiveDateTime) -> Result<Change, Refusal> {
    let to = taker(db, to, now)?;
    let mut moved = Moved::default();
    for (kind, id) in items {
        moved.give(db, &Work::read(db, *kind, id)?, &to, false, now)?;
    }
    if moved.kinds.is_empty() {
        return Err(Refusal::rule(format!("Nothing was moved: it is {to}’s already, or it is done.")));
    }
    let label = format!("Moved {} from {} to {to}", counted(moved.kinds.iter().copied()), from_words(&moved.owners));
    Ok(Change { edits: moved.edits, ..Change::new(label) })
}

/// The member of that name, who is there to take work.
pub(super) fn taker(db: Db<'_>, to: &str, now: NaiveDateTime) -> Result<String, Refusal> {
    let member = repo::meant(db, to)?;
    if member.has_left() {
        return Err(Refusal::rule(format!("{} has left the team.", member.name)));
    }
    if let Some(away) = repo_away::lasting(db, &member.name, now)? {
        return Err(Refusal::rule(format!("{} is away: {}. Choose who is there.", member.name, away.said())));
    }
    Ok(member.name)
}

/// Items on their way, with the edits that take them there.
#[derive(Default)]
pub(super) struct Moved {
    pub kinds: Vec<ItemKind>,
    pub owners: BTreeSet<String>,
    pub edits: Vec<Edit>,
}

impl Moved {
    /// Gives one away; for good, or to be given back to somebody who is away.
    pub fn give(
        &mut self,
        db: Db<'_>,
        work: &Work,
        to: &str,
        for_good: bool,
        now: NaiveDateTime,
    ) -> Result<(), Refusal> {
        if work.owner() == to || !work.is_open() {
            return Ok(());
        }
        self.edits.push(work.given(to));
        self.edits.extend(remembered(db, work, to, for_good, now)?);
        self.kinds.push(work.kind());
        self.owners.insert(work.owner().to_owned());
        Ok(())
    }
}

/// How it is remembered for whom somebody has an item: who is away gets it back.
fn remembered(db: Db<'_>, work: &Work, to: &str, for_good: bool, now: NaiveDateTime) -> Result<Option<Edit>, Refusal> {
    if let Some(old) = repo_away::handing(db, work.id())? {
        let back_at = (old.from_name == to).then(|| stamp(now));
        let to_name = if back_at.is_some() { old.to_name.clone() } else { to.to_owned() };
        return Ok(Some(Edit::update(&old, &Handed { to_name, back_at, ..old.clone() })));
    }
    let lasting = if for_good { None } else { repo_away::lasting(db, work.owner(), now)? };
    let Some(absence) = lasting else { return Ok(None) };
    Ok(Some(Edit::insert(&Handed {
        id: new_id(),
        kind: work.kind().table().into(),
        item_id: work.id().into(),
        from_name: absence.member,
        to_name: to.into(),
        why: "share".into(),
        absence_id: absence.id,
        at: stamp(now),
        back_at: None,
    })))
}

/// A share of the work: to whom, how many items, how many milliseconds of recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// To whom.
    pub to: String,
    /// Which of the items.
    pub items: Vec<Item>,
    /// Milliseconds of recording in them.
    pub audio_ms: i64,
}

/// Items shared out among several, by number or by recordings, within everybody's hours: what each gets, and the change.
///
/// # Errors
/// Nobody to share among, or one of them is away.
pub fn share(
    db: Db<'_>,
    items: &[Item],
    among: &[String],
    by: By,
    now: NaiveDateTime,
) -> Result<(Vec<Share>, Change), Refusal> {
    if among.is_empty() {
        return Err(Refusal::rule("Say among whom it is shared out."));
    }
    let mut takers = Vec::new();
    for name in among {
        let name = taker(db, name, now)?;
        let week = repo::named(db, &name)?.map_or(0, |m| super::super::model::hours::week(&m.hours));
        takers.push(Taker { name, week });
    }
    let to = shared(items, &takers, by);
    let mut shares: Vec<Share> =
        takers.iter().map(|t| Share { to: t.name.clone(), items: Vec::new(), audio_ms: 0 }).collect();
    let mut moved = Moved::default();
    for (item, to) in items.iter().zip(to) {
        let Some(at) = to else { return Err(Refusal::rule("None of them works any hours.")) };
        shares[at].items.push(item.clone());
        shares[at].audio_ms += item.audio_ms;
        moved.give(db, &Work::read(db, item.kind, &item.id)?, &takers[at].name, false, now)?;
    }
    if moved.kinds.is_empty() {
        return Err(Refusal::rule("There is nothing to share out."));
    }
    let parts: Vec<String> = shares.iter().map(|s| format!("{} to {}", s.items.len(), s.to)).collect();
    let what = counted(moved.kinds.iter().copied());
    let label = format!("Shared out {what} of {}: {}", from_words(&moved.owners), parts.join(", "));
    Ok((shares, Change { edits: moved.edits, ..Change::new(label) }))
}
