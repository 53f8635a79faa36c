//! The store's stories: a made-up table of things, since the store knows nothing of the practice.

use std::fs;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::*;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Thing {
    id: String,
    name: String,
    role: String,
    phone: String,
    notes: String,
    created_at: String,
    binned_at: Option<String>,
}

impl Record for Thing {
    const TABLE: &'static str = "member";
    fn id(&self) -> &str {
        &self.id
    }
}

static TABLES: &[Table] = &[Table {
    name: "member",
    word: "team member",
    lists: &[],
    flags: &[],
    keeps: None,
    find: |row| {
        Some(Doc { title: row["name"].as_str()?.into(), detail: String::new(), words: row["name"].as_str()?.into() })
    },
}];

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn thing(name: &str) -> Thing {
    let text = String::new;
    Thing {
        id: new_id(),
        name: name.into(),
        role: text(),
        phone: text(),
        notes: text(),
        created_at: "x".into(),
        binned_at: None,
    }
}

fn open(folder: &TempDir) -> Store {
    Desk::at(folder.path()).open(None, TABLES, now()).unwrap()
}

fn all(store: &Store) -> Vec<Thing> {
    store.db().rows("SELECT * FROM member ORDER BY id", &[]).unwrap()
}

#[test]
fn a_change_is_written_found_undone_and_redone_across_restarts() {
    let folder = TempDir::new().unwrap();
    let one = thing("Grace Okafor");
    let two = Thing { name: "Grace Okoro".into(), ..one.clone() };
    {
        let mut store = open(&folder);
        store.apply(&Change::new("Added Grace").insert(&one), "me", now()).unwrap();
        store.apply(&Change::new("Renamed Grace").update(&one, &two), "me", now()).unwrap();
        assert_eq!(store.find("oko gra", &[], 9).unwrap()[0].title, "Grace Okoro");
    }
    let mut store = open(&folder);
    assert_eq!(store.undo("somebody else", now()).unwrap(), None);
    assert_eq!(store.undo("me", now()).unwrap().as_deref(), Some("Renamed Grace"));
    assert_eq!(all(&store), std::slice::from_ref(&one));
    assert!(store.find("okoro", &[], 9).unwrap().is_empty());
    assert_eq!(store.undo("me", now()).unwrap().as_deref(), Some("Added Grace"));
    assert!(all(&store).is_empty());
    assert_eq!(store.undo("me", now()).unwrap(), None);
    drop(store);
    let mut store = open(&folder);
    assert_eq!(store.redo("me", now()).unwrap().as_deref(), Some("Added Grace"));
    assert_eq!(store.redo("me", now()).unwrap().as_deref(), Some("Renamed Grace"));
    assert_eq!(store.redo("me", now()).unwrap(), None);
    assert_eq!(all(&store), [two]);
    assert_eq!(store.history(Some(&one.id), 99).unwrap().len(), 6);
    assert!(store.check().unwrap().is_empty());
}

#[test]
fn a_stale_write_is_refused_and_nothing_of_the_change_is_written() {
    let folder = TempDir::new().unwrap();
    let (mut a, mut b) = (open(&folder), open(&folder));
    let one = thing("Ann");
    a.apply(&Change::new("Added").insert(&one), "ann", now()).unwrap();
    assert!(b.changed_elsewhere());
    assert!(!b.changed_elsewhere());
    let by_a = Thing { phone: "1".into(), ..one.clone() };
    let by_b = Thing { notes: "2".into(), ..one.clone() };
    a.apply(&Change::new("Phone").update(&one, &by_a), "ann", now()).unwrap();
    let other = thing("Ben");
    let refused = b.apply(&Change::new("Both").insert(&other).update(&one, &by_b), "ben", now()).unwrap_err();
    assert!(refused.is_stale() && refused.to_string().contains("by ann"), "{refused}");
    assert_eq!(all(&b), std::slice::from_ref(&by_a));
    // Ben changes it properly; Ann's undo would overwrite that and is refused.
    let theirs = Thing { notes: "2".into(), ..by_a.clone() };
    b.apply(&Change::new("Notes").update(&by_a, &theirs), "ben", now()).unwrap();
    assert!(a.undo("ann", now()).unwrap_err().is_stale());
    assert_eq!(all(&a), [theirs]);
}

#[test]
fn something_new_after_an_undo_ends_what_can_be_redone() {
    let folder = TempDir::new().unwrap();
    let mut store = open(&folder);
    store.apply(&Change::new("A").insert(&thing("A")), "me", now()).unwrap();
    store.undo("me", now()).unwrap();
    store.apply(&Change::new("B").insert(&thing("B")), "me", now()).unwrap();
    assert_eq!(store.redo("me", now()).unwrap(), None);
}

#[test]
fn a_passphrase_can_be_set_changed_and_removed_and_a_wrong_one_does_no_harm() {
    let folder = TempDir::new().unwrap();
    let desk = Desk::at(folder.path());
    let mut store = open(&folder);
    store.apply(&Change::new("A").insert(&thing("Secretive")), "me", now()).unwrap();
    store.set_passphrase(Some("one two"), now()).unwrap();
    drop(store);
    assert_eq!(desk.access().unwrap(), Access::Locked);
    let bytes = fs::read(desk.file()).unwrap();
    assert!(!bytes.windows(9).any(|w| w == b"Secretive"));
    assert!(matches!(desk.open(None, TABLES, now()), Err(OpenError::Locked)));
    for _ in 0..5 {
        assert!(matches!(desk.open(Some("wrong"), TABLES, now()), Err(OpenError::WrongKey)));
    }
    assert!(matches!(desk.open(Some("one two"), TABLES, now()), Err(OpenError::Wait(2))));
    let later = now() + chrono::Duration::seconds(3);
    let mut store = desk.open(Some("one two"), TABLES, later).unwrap();
    assert!(store.beside(later).unwrap().encrypted());
    store.set_passphrase(Some("three"), later).unwrap();
    assert!(store.check().unwrap().is_empty());
    store.set_passphrase(None, later).unwrap();
    assert_eq!((all(&store).len(), desk.access().unwrap()), (1, Access::Plain));
}

#[test]
fn drafts_of_a_window_that_is_gone_are_orphans_and_those_of_a_living_one_are_not() {
    let folder = TempDir::new().unwrap();
    let mut a = open(&folder);
    let mut b = open(&folder);
    a.keep_draft("call/1", "living", now()).unwrap();
    b.keep_draft("call/2", "gone", now()).unwrap();
    drop(b);
    assert_eq!(a.orphans("call/").unwrap().iter().map(|d| d.body.as_str()).collect::<Vec<_>>(), ["gone"]);
    a.apply(&Change::new("Saved").insert(&thing("X")).spends("call/2"), "me", now()).unwrap();
    assert!(a.draft("call/2").unwrap().is_none());
}

#[test]
fn a_copy_restores_and_a_damaged_one_is_refused() {
    let folder = TempDir::new().unwrap();
    let desk = Desk::at(folder.path());
    let mut store = open(&folder);
    store.apply(&Change::new("A").insert(&thing("Kept")), "me", now()).unwrap();
    let copy = store.daily_backup(now().date()).unwrap().unwrap();
    assert!(store.daily_backup(now().date()).unwrap().is_none());
    store.apply(&Change::new("B").insert(&thing("Later")), "me", now()).unwrap();
    assert!(desk.restore(&copy, None, TABLES, now()).unwrap_err().to_string().contains("window"));
    drop(store);
    let kept = desk.restore(&copy, None, TABLES, now()).unwrap();
    assert!(kept.exists());
    let store = open(&folder);
    assert_eq!(all(&store).len(), 1);
    drop(store);
    let mut bytes = fs::read(&copy).unwrap();
    let end = bytes.len().min(30_000);
    bytes[6_000..end].fill(7);
    let bad = folder.path().join("bad.db");
    fs::write(&bad, bytes).unwrap();
    assert!(desk.restore(&bad, None, TABLES, now()).is_err());
    assert_eq!(all(&open(&folder)).len(), 1);
}

#[test]
fn a_newer_file_and_a_foreign_file_are_left_alone() {
    let folder = TempDir::new().unwrap();
    let desk = Desk::at(folder.path());
    drop(open(&folder));
    Connection::open(desk.file()).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(desk.file()).unwrap();
    assert!(matches!(desk.open(None, TABLES, now()), Err(OpenError::Newer { found: 99, .. })));
    assert_eq!(fs::read(desk.file()).unwrap(), before);
    let foreign = TempDir::new().unwrap();
    Connection::open(foreign.path().join(DB_FILE)).unwrap().execute_batch("CREATE TABLE x (y)").unwrap();
    assert!(matches!(Desk::at(foreign.path()).open(None, TABLES, now()), Err(OpenError::NotADesk(_))));
}

#[test]
fn files_are_private() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let desk = Desk::at(folder.path().join("desk"));
    let store = desk.open(None, TABLES, now()).unwrap();
    store.daily_backup(now().date()).unwrap();
    let mode = |p: &std::path::Path| fs::metadata(p).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(desk.folder()), 0o700);
    for name in ["desk.db", "desk.db-wal", "desk.db-shm", "backups/desk-2026-03-03.db"] {
        assert_eq!(mode(&desk.folder().join(name)), 0o600, "{name}");
    }
}

#[test]
fn one_letter_alone_is_a_word_and_beside_others_the_beginning_of_one() {
    let folder = TempDir::new().unwrap();
    let mut store = open(&folder);
    for name in ["John Smith", "Ann Smith", "X ray"] {
        store.apply(&Change::new("A").insert(&thing(name)), "me", now()).unwrap();
    }
    let titles = |typed: &str, kinds: &[&str]| -> Vec<String> {
        store.seek(typed, kinds, now().date(), 9).unwrap().into_iter().map(|f| f.title).collect()
    };
    assert_eq!(titles("smith j", &[]), ["John Smith"]);
    assert_eq!(titles("x", &[]), ["X ray"]);
    assert_eq!(titles("j", &[]), Vec::<String>::new());
    assert_eq!(titles("smith", &["member"]).len(), 2);
    assert_eq!(titles("smith", &["patient"]), Vec::<String>::new());
    assert_eq!(titles("\u{e000}member", &[]), Vec::<String>::new(), "the word of a kind cannot be typed");
}

#[test]
fn a_write_waits_a_moment_for_another_and_is_refused_with_a_sentence() {
    let folder = TempDir::new().unwrap();
    let (mut here, mut there) = (open(&folder), open(&folder));
    let importing = there.bulk("Import", "Import", now(), |_| {
        let refused = here.apply(&Change::new("Made").insert(&thing("Jo")), "Sam", now()).unwrap_err();
        assert!(refused.is_busy() && refused.to_string().contains("try again in a moment"), "{refused}");
        assert!(here.keep_draft("call/1", "typed", now()).unwrap_err().is_busy());
        assert!(here.settle().is_ok(), "nothing was noted, so nothing is to go to the disk");
        Ok(())
    });
    importing.unwrap();
    here.keep_draft("call/1", "typed", now()).unwrap();
    here.apply(&Change::new("Made").insert(&thing("Jo")), "Sam", now()).unwrap();
    assert_eq!(all(&here).len(), 1);
    assert_eq!(here.draft("call/1").unwrap().unwrap().body, "typed");
}

#[test]
fn what_is_noted_along_the_way_goes_to_the_disk_with_the_tick_and_changes_at_once() {
    let folder = TempDir::new().unwrap();
    let mut store = open(&folder);
    let firm = |store: &Store| store.conn.query_row("PRAGMA synchronous", [], |r| r.get::<_, i64>(0)).unwrap() == 2;
    store.keep_draft("call/1", "typed", now()).unwrap();
    assert!(firm(&store) && store.wait.is_noted(), "only the draft was written lightly");
    store.settle().unwrap();
    assert!(!store.wait.is_noted());
    store.viewed("member", "1", "Opened", "Sam", now()).unwrap();
    assert!(store.wait.is_noted());
    store.apply(&Change::new("Made").insert(&thing("Jo")), "Sam", now()).unwrap();
    assert!(!store.wait.is_noted(), "a change takes all before it along");
}

#[test]
fn who_has_just_the_name_is_found_among_very_many_that_begin_alike() {
    let folder = TempDir::new().unwrap();
    let mut store = open(&folder);
    let names = std::iter::once("Fox".to_owned()).chain((0..300).map(|n| format!("Foxton{n}")));
    let all: Vec<Edit> = names.map(|name| Edit::insert(&thing(&name))).collect();
    store.bulk("Import", "me", now(), |bulk| all.iter().try_for_each(|edit| bulk.edit(edit))).unwrap();
    for kinds in [&[][..], &["member"]] {
        let found = store.seek("fox", kinds, now().date(), 9).unwrap();
        assert_eq!((found.len(), found[0].title.as_str()), (9, "Fox"), "the oldest of them all");
    }
}

#[test]
fn a_desk_at_rest_brings_the_log_home() {
    let folder = TempDir::new().unwrap();
    let mut store = open(&folder);
    let home = || fs::read(folder.path().join(DB_FILE)).unwrap().windows(7).any(|w| w == b"Zebedee");
    for n in 0..20 {
        store.apply(&Change::new("Made").insert(&thing(&format!("Zebedee{n}"))), "Sam", now()).unwrap();
    }
    assert!(!home(), "a change goes to the log");
    store.tidy().unwrap();
    assert!(home(), "and from there into the file");
}
