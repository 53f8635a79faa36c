//! A folder of calendar files, one for each entry (a vdir, as khal and vdirsyncer keep it), and a calendar: kept the
//! same, both ways.
//!
//! What each file and its entry last were is remembered, so that a change or a deletion on one side goes to the
//! other. Where both were changed both are kept. Files are written first, then the desk: a run that was cut off is
//! made good by the next.

mod folder;
mod side;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDateTime;

use super::model_vdir::VdirItem;
use super::rules_sync::{Newer, Seen, Step, decide};
use super::{Calendar, Entry, repo, repo_vdir};
use crate::store::{Change, Db, Edit, Record, Refusal, Store, new_id};
use folder::{Folder, Found};
use side::{Desk, Read};

pub use folder::safe_name;

/// What was done, or would be.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// Entries taken from the folder.
    pub taken: usize,
    /// Files written.
    pub written: usize,
    /// Entries that went to the bin because their file is gone.
    pub binned: usize,
    /// Files removed because their entry is gone.
    pub removed: usize,
    /// Entries changed on both sides, of which both were kept.
    pub both: usize,
    /// What is to be said one by one.
    pub said: Vec<String>,
}

impl Report {
    /// In one sentence.
    pub fn summary(&self) -> String {
        let Self { taken, written, binned, removed, both, .. } = self;
        if taken + written + binned + removed + both == 0 {
            return "Nothing was different".into();
        }
        let mut out = format!("{taken} taken from the folder, {written} written to it");
        for (n, words) in [
            (binned, "put into the bin"),
            (removed, "removed from the folder"),
            (both, "changed on both sides and kept twice"),
        ] {
            if *n > 0 {
                out = format!("{out}, {n} {words}");
            }
        }
        out
    }
}

/// What is to be done: in the folder, then on the desk.
pub struct Plan {
    folder: Folder,
    /// Name, contents, fingerprint of what is there now.
    writes: Vec<(String, Vec<u8>, Option<String>)>,
    removes: Vec<(String, String)>,
    change: Change,
    /// What it comes to.
    pub report: Report,
}

/// With so many known an empty folder is a mistake, and not a wish to delete them all.
const SUSPICIOUS: usize = 3;

/// Works out what has to be done so that a folder and a calendar say the same.
pub fn plan(db: Db<'_>, path: &Path, calendar: &Calendar, (who, now): (&str, NaiveDateTime)) -> Result<Plan, Refusal> {
    let folder = Folder::open(path)?;
    let items = repo_vdir::items(db, &calendar.id, &folder.path())?;
    let (files, left) = folder.files()?;
    let desk = Desk::read(db, calendar, who)?;
    let wanted = items.iter().filter(|item| !desk.rows(&item.uid).is_empty()).count();
    if files.is_empty() && wanted >= SUSPICIOUS {
        return Err(Refusal::rule(format!(
            "{} holds no entry any more, and {wanted} were there. Nothing was changed. If they are to go, put them into the bin here.",
            folder.path()
        )));
    }
    let report = Report { said: left, ..Report::default() };
    let change = Change::new("");
    let plan = Plan { folder, writes: Vec::new(), removes: Vec::new(), change, report };
    let names = files.iter().map(|f| f.name.to_lowercase()).collect();
    let mut work = Work { db, calendar, who, now, plan, names, desk, closed: 0 };
    let items = work.with_files(items, files)?;
    for item in &items {
        work.item(item)?;
    }
    let mut plan = work.plan;
    if work.closed > 0 {
        plan.report.said.push(format!("Left alone, because private to somebody else: {}.", work.closed));
    }
    plan.change.label = format!("{} and the folder: {}", calendar.name, plan.report.summary());
    Ok(plan)
}

/// Whose hand it is that remembers what was seen.
const HOUSE: &str = "Rolltop";

/// Does it.
pub fn carry_out(store: &mut Store, mut plan: Plan, who: &str, now: NaiveDateTime) -> Result<Report, Refusal> {
    let mut late = Vec::new();
    for (name, bytes, was) in &plan.writes {
        if !plan.folder.write(name, bytes, was.as_deref())? {
            late.push(name.clone());
        }
    }
    for (name, was) in &plan.removes {
        if !plan.folder.remove(name, was)? {
            late.push(name.clone());
        }
    }
    // What changed meanwhile is not remembered as seen: the next run looks at it again.
    let is_late = |edit: &Edit| edit.table == VdirItem::TABLE && late.iter().any(|name| says(edit, name));
    plan.change.edits.retain(|edit| !is_late(edit));
    // What was seen is no change of anybody's: after an undo the desk differs from it, and the folder follows the desk.
    let seen = |edit: &Edit| edit.table == VdirItem::TABLE;
    let (memory, edits) = plan.change.edits.into_iter().partition(seen);
    store.apply(&Change { edits, ..Change::new(plan.change.label.clone()) }, who, now)?;
    store.apply(&Change { edits: memory, ..Change::new("Remembered a folder of calendar files") }, HOUSE, now)?;
    plan.report.said.extend(late.iter().map(|name| format!("{name} was changed meanwhile; the next run takes it.")));
    Ok(plan.report)
}

fn says(edit: &Edit, name: &str) -> bool {
    let file = |row: &Option<crate::store::Row>| row.as_ref().and_then(|r| r.get("file")?.as_str().map(str::to_owned));
    file(&edit.after).or_else(|| file(&edit.before)).as_deref() == Some(name)
}

/// An entry, with what is known of it on either side.
struct Item {
    uid: String,
    seen: Option<VdirItem>,
    file: Option<Found>,
    /// What the file says; read only where it is not as it was seen.
    read: Option<Read>,
}

struct Work<'a> {
    db: Db<'a>,
    calendar: &'a Calendar,
    who: &'a str,
    now: NaiveDateTime,
    plan: Plan,
    /// Names that are taken in the folder, in small letters.
    names: BTreeSet<String>,
    desk: Desk,
    /// Entries that are private to somebody else.
    closed: usize,
}

impl Work<'_> {
    /// Brings files, entries and what is remembered of them together by their UID.
    fn with_files(&mut self, seen: Vec<VdirItem>, files: Vec<Found>) -> Result<Vec<Item>, Refusal> {
        let by_file: BTreeMap<String, usize> = seen.iter().enumerate().map(|(n, s)| (s.file.clone(), n)).collect();
        let mut items: BTreeMap<String, Item> = BTreeMap::new();
        let mut untouched: BTreeSet<String> = BTreeSet::new();
        for file in files {
            let known = by_file.get(&file.name).map(|n| &seen[*n]);
            let same = known.filter(|s| s.file_hash == file.hash).map(|s| s.uid.clone());
            let (uid, read) = match same {
                Some(uid) => (uid, None),
                None => match side::read(&file) {
                    Ok(read) => (read.uid.clone(), Some(read)),
                    Err(why) => {
                        self.plan.report.said.push(format!("{}{why}; it was left alone.", file.name));
                        untouched.extend(known.map(|s| s.uid.clone()));
                        continue;
                    }
                },
            };
            if let Some(other) = items.get(&uid).and_then(|i| i.file.as_ref()) {
                let said = format!("{} holds the same entry as {}; it was left alone.", file.name, other.name);
                self.plan.report.said.push(said);
                continue;
            }
            items.insert(uid.clone(), Item { uid, seen: None, file: Some(file), read });
        }
        for one in seen {
            let blank = Item { uid: one.uid.clone(), seen: None, file: None, read: None };
            let item = items.entry(one.uid.clone()).or_insert(blank);
            item.seen = Some(one);
        }
        for uid in self.desk.uids() {
            items.entry(uid.clone()).or_insert(Item { uid, seen: None, file: None, read: None });
        }
        items.retain(|uid, _| !untouched.contains(uid));
        Ok(items.into_values().collect())
    }

    fn item(&mut self, item: &Item) -> Result<(), Refusal> {
        if self.desk.is_closed(&item.uid) {
            self.closed += 1;
            return Ok(());
        }
        let desk = self.desk.hash_of(&item.uid);
        let seen = item.seen.as_ref().map(|s| Seen { file: &s.file_hash, desk: &s.desk_hash });
        let hash = item.file.as_ref().map(|f| f.hash.as_str());
        let step = decide(seen, hash, desk.as_deref(), || self.newer(item).unwrap_or(Newer::Neither));
        match step {
            Step::Nothing => self.renamed(item),
            Step::Remember => self.remember(item, hash, desk.as_deref()),
            Step::Take => self.take(item)?,
            Step::Write => self.write(item),
            Step::Remove => self.remove(item),
            Step::Bin => self.bin(item),
            Step::Forget => self.forget(item),
            Step::Both => self.both(item)?,
        }
        Ok(())
    }

    /// Which side is newer, by SEQUENCE and DTSTAMP.
    fn newer(&self, item: &Item) -> Result<Newer, Refusal> {
        let Some(read) = &item.read else { return Ok(Newer::Neither) };
        let after = self.desk.after(&item.uid, &self.edits(read)?);
        if side::fingerprint(&after, self.calendar) == self.desk.hash_of(&item.uid) {
            return Ok(Newer::Same);
        }
        Ok(read.newer_than(self.desk.rows(&item.uid)))
    }

    /// What a file changes on the desk, whatever its version.
    fn edits(&self, read: &Read) -> Result<Vec<Edit>, Refusal> {
        read.edits(self.db, self.calendar, (self.who, self.now))
    }

    /// The file holds.
    fn take(&mut self, item: &Item) -> Result<(), Refusal> {
        let (Some(read), Some(file)) = (&item.read, &item.file) else { return Ok(()) };
        let edits = self.edits(read)?;
        let after = self.desk.after(&item.uid, &edits);
        let hash = side::fingerprint(&after, self.calendar);
        self.plan.change.edits.extend(edits);
        self.plan.report.taken += 1;
        if item.seen.is_some() && self.desk.rows(&item.uid).is_empty() {
            let said =
                format!("“{}” was put into the bin here and changed in the folder: it is back.", side::label(&after));
            self.plan.report.said.push(said);
        }
        self.remember(item, Some(&file.hash), hash.as_deref());
        Ok(())
    }

    /// The entry holds. A series that was parted off it becomes one of its own: a file is for one UID.
    fn write(&mut self, item: &Item) {
        let (edits, parted) = self.desk.part(&item.uid);
        self.plan.change.edits.extend(edits);
        if item.seen.is_some() && item.file.is_none() {
            let label = side::label(self.desk.rows(&item.uid));
            self.plan.report.said.push(format!("“{label}” was deleted in the folder and changed here: it is back."));
        }
        self.write_one(&item.uid.clone(), item);
        for uid in parted {
            let new = Item { uid: uid.clone(), seen: None, file: None, read: None };
            self.write_one(&uid, &new);
        }
    }

    fn write_one(&mut self, uid: &str, item: &Item) {
        let bytes = self.desk.text(uid, self.calendar, self.now).into_bytes();
        let (name, was) = match &item.file {
            Some(file) => (file.name.clone(), Some(file.hash.clone())),
            None => (self.free_name(uid), None),
        };
        let (file_hash, desk_hash) = (folder::hash(&bytes), self.desk.hash_of(uid));
        self.plan.writes.push((name.clone(), bytes, was));
        self.plan.report.written += 1;
        self.note(uid, item.seen.as_ref(), &name, &file_hash, desk_hash.as_deref().unwrap_or_default());
    }

    fn free_name(&mut self, uid: &str) -> String {
        let wanted = folder::name_of(uid);
        let mut name = wanted.clone();
        for n in 2.. {
            if self.names.insert(name.to_lowercase()) {
                break;
            }
            name = wanted.replace(".ics", &format!("-{n}.ics"));
        }
        name
    }

    fn remove(&mut self, item: &Item) {
        if let Some(file) = &item.file {
            self.plan.removes.push((file.name.clone(), file.hash.clone()));
            self.plan.report.removed += 1;
        }
        self.forget(item);
    }

    fn bin(&mut self, item: &Item) {
        for row in self.desk.rows(&item.uid) {
            self.plan.change.edits.push(Edit::update(row, &row.binned(self.now)));
        }
        self.plan.report.binned += 1;
        self.forget(item);
    }

    fn forget(&mut self, item: &Item) {
        self.plan.change.edits.extend(item.seen.as_ref().map(Edit::delete));
    }

    /// Both were changed: the file's version stands under its UID, the desk's beside it as an entry of its own.
    fn both(&mut self, item: &Item) -> Result<(), Refusal> {
        let rows = self.desk.rows(&item.uid).to_vec();
        let label = side::label(&rows);
        self.take(item)?;
        self.plan.report.taken -= 1;
        self.plan.report.both += 1;
        self.plan.report.said.push(format!(
            "“{label}” was changed here and in the folder: both are kept, the desk's as “{label}{MARK}”."
        ));
        for (uid, copies) in copies(&rows) {
            self.plan.change.edits.extend(copies.iter().map(Edit::insert));
            self.desk.add(&uid, copies);
            let new = Item { uid: uid.clone(), seen: None, file: None, read: None };
            self.write_one(&uid, &new);
            self.plan.report.written -= 1;
        }
        Ok(())
    }

    /// Nothing changed; the file may have another name.
    fn renamed(&mut self, item: &Item) {
        if let (Some(seen), Some(file)) = (&item.seen, &item.file) {
            self.note(&item.uid, Some(seen), &file.name, &file.hash, &seen.desk_hash);
        }
    }

    fn remember(&mut self, item: &Item, file_hash: Option<&str>, desk_hash: Option<&str>) {
        let Some(file) = &item.file else { return };
        self.note(
            &item.uid,
            item.seen.as_ref(),
            &file.name,
            file_hash.unwrap_or_default(),
            desk_hash.unwrap_or_default(),
        );
    }

    fn note(&mut self, uid: &str, seen: Option<&VdirItem>, file: &str, file_hash: &str, desk_hash: &str) {
        let new = VdirItem {
            id: seen.map_or_else(new_id, |s| s.id.clone()),
            calendar_id: self.calendar.id.clone(),
            folder: self.plan.folder.path(),
            file: file.to_owned(),
            uid: uid.to_owned(),
            file_hash: file_hash.to_owned(),
            desk_hash: desk_hash.to_owned(),
        };
        let edit = seen.map_or_else(|| Edit::insert(&new), |seen| Edit::update(seen, &new));
        if !edit.is_idle() {
            self.plan.change.edits.push(edit);
        }
    }
}

/// What is put behind the title of the desk's version where both were changed.
const MARK: &str = " (the desk's version)";

/// The rows of an entry as one of its own, marked; a series that was parted off it as another.
fn copies(rows: &[Entry]) -> BTreeMap<String, Vec<Entry>> {
    let ids: BTreeMap<&str, String> = rows.iter().map(|row| (row.id.as_str(), new_id())).collect();
    let head = |uid: &str| rows.iter().find(|r| r.uid == uid && r.recurrence_id.is_none()).or(rows.first());
    let mut out: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for row in rows {
        let uid = format!("{}@rolltop", head(&row.uid).map_or("", |h| ids[h.id.as_str()].as_str()));
        let master = row.master_id.as_ref().map(|m| ids.get(m.as_str()).cloned().unwrap_or_else(|| m.clone()));
        let (id, title) = (ids[row.id.as_str()].clone(), format!("{}{MARK}", row.title));
        out.entry(uid.clone()).or_default().push(Entry { id, uid, title, master_id: master, ..row.clone() });
    }
    out
}

/// The calendar of that name, made where there is none.
pub fn calendar(store: &mut Store, name: &str, who: &str, now: NaiveDateTime) -> Result<Calendar, Refusal> {
    let (calendar, made) = repo::ensure_calendar(store.db(), name, None, now)?;
    if let Some(made) = made {
        store.apply(&made, who, now)?;
    }
    Ok(calendar)
}
