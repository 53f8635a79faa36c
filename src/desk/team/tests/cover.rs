//! What comes in for somebody who is away goes to whoever covers, and comes back.

use super::*;
use crate::desk::diary::{self, Calendar, Entry};

#[test]
fn a_new_query_goes_to_the_cover_in_the_change_that_brings_it() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    filled(&mut store, 3, 2);
    let absence = sick(&mut store, "queries: Kit, Bev\nletters: Ann");
    let (one, two) = (query("Jo Marlow", "One", now()), query("Jo Marlow", "Two", now()));
    let task = Task::new("Order paper", "Jo Marlow", now());
    for change in [
        Change::new("A call").insert(&one),
        Change::new("A call").insert(&two),
        Change::new("A task").insert(&task),
        Change::new("A letter").insert(&letter("Jo Marlow", "New one")),
    ] {
        store.apply(&change, "Bev Tranter", now()).unwrap();
    }
    assert_eq!(owner(&store, "query", &one.id), "Kit Ward");
    assert_eq!(owner(&store, "query", &two.id), "Bev Tranter", "in turn");
    assert_eq!(owner(&store, "task", &task.id), "Jo Marlow", "nobody covers tasks");
    assert_eq!(repo_away::for_whom(store.db(), "query").unwrap()[&one.id], "Jo Marlow");
    assert_eq!(repo_away::handed(store.db(), &absence.id).unwrap().len(), 3);
    assert_eq!(count(&store, "Jo Marlow"), 3 + 2 + 1 + 1, "what she had stays hers until it is shared out");
    // One undo takes the letter back and its handing with it.
    store.undo("Bev Tranter", now()).unwrap();
    assert_eq!(repo_away::handed(store.db(), &absence.id).unwrap().len(), 2);
    store.redo("Bev Tranter", now()).unwrap();
    assert_eq!(repo_away::handed(store.db(), &absence.id).unwrap().len(), 3);
    assert_eq!(count(&store, "Ann Lee"), 2);
}

#[test]
fn nothing_is_handed_on_before_it_begins_after_it_ends_or_to_oneself() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    filled(&mut store, 0, 0);
    sick(&mut store, "Kit");
    let early = query("Jo Marlow", "Early", now());
    store.apply(&Change::new("A call").insert(&early), "Bev Tranter", at("2026-03-02T16:00:00")).unwrap();
    assert_eq!(owner(&store, "query", &early.id), "Jo Marlow");
    let late = query("Jo Marlow", "Late", now());
    store.apply(&Change::new("A call").insert(&late), "Bev Tranter", at("2026-03-17T08:00:00")).unwrap();
    assert_eq!(owner(&store, "query", &late.id), "Jo Marlow");
    let own = Task::new("Own", "Jo Marlow", now());
    store.apply(&Change::new("A task").insert(&own), "Jo Marlow", now()).unwrap();
    assert_eq!(owner(&store, "task", &own.id), "Jo Marlow", "what she does herself stays hers");
    // Kit is away as well: it stays hers, and stands on the page.
    let kit = Absence::new("Kit Ward", "annual", at("2026-03-03T00:00:00"), now());
    let change = acts::write_absence(store.db(), None, &kit, "Ann Lee", now()).unwrap();
    store.apply(&change, "Ann Lee", now()).unwrap();
    let other = query("Jo Marlow", "Other", now());
    store.apply(&Change::new("A call").insert(&other), "Bev Tranter", now()).unwrap();
    assert_eq!(owner(&store, "query", &other.id), "Jo Marlow");
}

#[test]
fn what_came_before_the_plan_was_written_goes_with_it() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    filled(&mut store, 2, 0);
    let since = query("Jo Marlow", "This morning", at("2026-03-03T08:00:00"));
    store.apply(&Change::new("A call").insert(&since), "Bev Tranter", at("2026-03-03T08:00:00")).unwrap();
    let absence = sick(&mut store, "Kit");
    assert_eq!(owner(&store, "query", &since.id), "Kit Ward");
    assert_eq!(repo_away::handed(store.db(), &absence.id).unwrap().len(), 1, "not the letters of February");
    store.undo("Ann Lee", now()).unwrap();
    assert_eq!(owner(&store, "query", &since.id), "Jo Marlow");
    assert!(store.db().get::<Absence>(&absence.id).unwrap().is_none());
}

#[test]
fn on_the_return_what_is_open_goes_back_and_the_rest_stays() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    filled(&mut store, 4, 0);
    let absence = sick(&mut store, "Kit, Bev");
    let all = super::super::repo_backlog::ids_of(store.db(), "Jo Marlow", None).unwrap();
    let letters: Vec<acts::Key> = all.into_iter().filter(|(k, _)| k.table() == "letter").collect();
    let change = acts::move_to(store.db(), &letters, "kit", now()).unwrap();
    assert_eq!(change.label, "Moved 4 letters from Jo Marlow to Kit Ward");
    store.apply(&change, "Ann Lee", now()).unwrap();
    let sent: Letter = store.db().must(&letters[0].1).unwrap();
    let taken: Letter = store.db().must(&letters[1].1).unwrap();
    let change = Change::new("x")
        .update(&sent, &Letter { state: "cancelled".into(), ..sent.clone() })
        .update(&taken, &Letter { owner: "Bev Tranter".into(), ..taken.clone() });
    store.apply(&change, "Kit Ward", now()).unwrap();
    let back = at("2026-03-12T08:30:00");
    let (shown, change) = acts::give_back(store.db(), &absence, back).unwrap();
    assert_eq!(shown.iter().filter(|b| b.goes).count(), 2);
    assert!(shown.iter().any(|b| b.why == "done") && shown.iter().any(|b| b.why == "was handed on"));
    assert_eq!(change.label, "Jo Marlow is back: 2 letters given back");
    store.apply(&change, "Ann Lee", back).unwrap();
    assert_eq!(count(&store, "Jo Marlow"), 3, "two letters and her task");
    assert!(repo_away::for_whom(store.db(), "letter").unwrap().is_empty());
    assert!(acts::give_back(store.db(), &store.db().must(&absence.id).unwrap(), back).is_err(), "twice");
    store.undo("Ann Lee", back).unwrap();
    assert_eq!(repo_away::for_whom(store.db(), "letter").unwrap().len(), 4);
    assert_eq!(store.db().must::<Absence>(&absence.id).unwrap(), absence);
}

#[test]
fn the_absence_stands_in_the_diary_and_ends_there_with_the_return() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    filled(&mut store, 0, 0);
    store.apply(&Change::new("x").insert(&Calendar::new("Jo Marlow", "secretary", now())), "x", now()).unwrap();
    let absence = sick(&mut store, "Kit");
    let entry = |store: &Store| store.db().must::<Entry>(absence.entry_id.as_deref().unwrap()).unwrap();
    assert_eq!((entry(&store).title.as_str(), entry(&store).ends.as_str()), ("sick", "2026-03-17T00:00:00"));
    let away = repo_away::between(store.db(), now().date(), now().date()).unwrap();
    assert_eq!(away.len(), 1, "once, not twice: {away:?}");
    let all = diary::repo_away::absences(store.db(), now(), at("2026-03-04T00:00:00")).unwrap();
    assert_eq!(all.len(), 1);
    let (_, change) = acts::give_back(store.db(), &absence, at("2026-03-10T08:30:00")).unwrap();
    store.apply(&change, "Ann Lee", at("2026-03-10T08:30:00")).unwrap();
    assert_eq!(entry(&store).ends, "2026-03-10T00:00:00");
    assert!(repo_away::now(store.db(), at("2026-03-10T09:00:00")).unwrap().is_empty());
}

#[test]
fn a_wrong_plan_and_two_absences_at_once_are_refused() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    filled(&mut store, 0, 0);
    let write = |store: &Store, plan: &str, from: &str| {
        let one = Absence::new("jo", "annual", at(from), now());
        let one = Absence { turns: read_turns(plan).unwrap(), ..one };
        acts::write_absence(store.db(), None, &one, "Ann Lee", now()).map(|_| ()).map_err(|e| e.to_string())
    };
    assert!(write(&store, "Nemo", "2026-03-03T00:00:00").unwrap_err().contains("Nobody of the team is called"));
    assert!(write(&store, "lettres: Kit", "2026-03-03T00:00:00").unwrap_err().contains("neither a kind of work"));
    assert!(write(&store, "Jo Marlow", "2026-03-03T00:00:00").unwrap_err().contains("cannot cover for themselves"));
    sick(&mut store, "Kit");
    assert!(write(&store, "Kit", "2026-03-10T00:00:00").unwrap_err().contains("is away already"));
    assert!(write(&store, "Kit", "2026-03-17T00:00:00").is_ok());
    let refused = acts::move_to(store.db(), &[], "jo", now()).unwrap_err().to_string();
    assert!(refused.contains("Jo Marlow is away: sick, until 16-Mar-2026, cover: Kit Ward"), "{refused}");
}
