//! Members: renamed, left, in the bin.

use super::*;

#[test]
fn another_name_goes_over_to_open_work_and_not_to_what_is_done() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    filled(&mut store, 2, 1);
    let sent = Letter { state: "sent".into(), ..letter("Jo Marlow", "Sent") };
    store.apply(&Change::new("x").insert(&sent), "x", now()).unwrap();
    let absence = sick(&mut store, "Kit");
    let jo = repo::named(store.db(), "Jo Marlow").unwrap().unwrap();
    let after = Member { name: "Jo Barnes".into(), ..jo.clone() };
    let change = acts::write_member(store.db(), Some(&jo), &after).unwrap();
    store.apply(&change, "Ann Lee", now()).unwrap();
    assert_eq!((count(&store, "Jo Barnes"), count(&store, "Jo Marlow")), (4, 0));
    assert_eq!(owner(&store, "letter", &sent.id), "Jo Marlow", "what was sent is never edited");
    assert_eq!(store.db().must::<Absence>(&absence.id).unwrap().member, "Jo Barnes");
    store.undo("Ann Lee", now()).unwrap();
    assert_eq!(count(&store, "Jo Marlow"), 4);
    let patel = repo::named(store.db(), "Dr A Patel").unwrap().unwrap();
    let other = Member { name: "Dr A Shah".into(), ..patel.clone() };
    assert!(acts::write_member(store.db(), Some(&patel), &other).unwrap_err().to_string().contains("is not renamed"));
    let twice = Member { name: "kit ward".into(), ..jo.clone() };
    assert!(
        acts::write_member(store.db(), Some(&jo), &twice).unwrap_err().to_string().contains("is of the team already")
    );
}

#[test]
fn who_leaves_hands_on_what_is_theirs_with_it() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    filled(&mut store, 3, 1);
    let jo = repo::named(store.db(), "jo marlow").unwrap().unwrap();
    let refused = acts::leave(store.db(), &jo, None, now()).unwrap_err().to_string();
    assert_eq!(refused, "Jo Marlow still has 3 letters, 1 query and 1 task: say who has them from now on.");
    assert!(acts::bin_member(store.db(), &jo, now()).is_err());
    let change = acts::leave(store.db(), &jo, Some("kit"), now()).unwrap();
    store.apply(&change, "Ann Lee", now()).unwrap();
    assert_eq!((count(&store, "Jo Marlow"), count(&store, "Kit Ward")), (0, 6));
    assert!(repo::all(store.db()).unwrap().iter().all(|m| m.name != "Jo Marlow"), "not offered any more");
    assert!(repo::named(store.db(), "Jo Marlow").unwrap().unwrap().has_left());
    // Who sits down at the desk again is of the team again.
    let again = repo::ensure(store.db(), "Jo Marlow", "secretary", now()).unwrap().unwrap();
    assert_eq!(again.label, "Jo Marlow is of the team again");
    store.undo("Ann Lee", now()).unwrap();
    assert_eq!(count(&store, "Jo Marlow"), 5);
}
