use chrono::{Duration, NaiveDateTime, TimeZone};
use proptest::prelude::*;

use super::*;
use crate::desk::diary::rules_series::{Place, Scope, shift_rule};
use crate::desk::diary::{Entry, Occurrence};
use crate::store::{Db, Desk, Edit, Store};

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn store(folder: &TempDir) -> Store {
    let now = at("2026-03-03T09:41:00");
    let mut store = Desk::at(folder.path()).open(None, PARTS.tables, now).unwrap();
    let made = repo::ensure_calendar(store.db(), "Dr A Patel", None, now).unwrap().1.unwrap();
    store.apply(&made, "Sam", now).unwrap();
    store
}

fn seen(db: Db<'_>) -> Vec<(NaiveDateTime, String)> {
    let all = repo::between(db, at("2026-01-01T00:00:00"), at("2026-07-01T00:00:00")).unwrap();
    all.into_iter().map(|o| (o.start, format!("{} {}", o.entry.title, o.entry.state))).collect()
}

fn do_edits(store: &mut Store, edits: Vec<Edit>) {
    let mut change = Change::new("x");
    change.edits = edits;
    store.apply(&change, "Sam", at("2026-03-03T10:00:00")).unwrap();
}

fn series(store: &mut Store, rule: &str) -> Entry {
    let calendar = repo::calendar_named(store.db(), "Dr A Patel").unwrap().unwrap();
    let one = Entry::new(&calendar.id, "MDT", at("2026-03-03T10:00:00"), 60, "Sam", at("2026-03-01T08:00:00"));
    let one = Entry { rules: vec![rule.into()], ..one }.settled();
    do_edits(store, vec![Edit::insert(&one)]);
    one
}

fn nth(store: &Store, n: usize) -> Occurrence {
    repo::between(store.db(), at("2026-01-01T00:00:00"), at("2026-07-01T00:00:00")).unwrap()[n].clone()
}

fn place(store: &Store, one: &Occurrence) -> Place {
    repo::place_of(store.db(), one).unwrap().unwrap()
}

fn days(store: &Store) -> Vec<String> {
    seen(store.db()).iter().map(|(at, _)| at.format("%d/%m %H:%M").to_string()).collect()
}

#[test]
fn a_moved_occurrence_replaces_its_own_and_no_other() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    series(&mut store, "FREQ=WEEKLY;COUNT=4");
    let place = place(&store, &nth(&store, 1));
    let base = place.base(Scope::This).unwrap();
    do_edits(
        &mut store,
        place.save(Scope::This, &base.moved_to(at("2026-03-12T14:00:00")), at("2026-03-03T10:00:00")).unwrap(),
    );
    assert_eq!(days(&store), ["03/03 10:00", "12/03 14:00", "17/03 10:00", "24/03 10:00"]);
}

#[test]
fn this_and_later_takes_its_weekday_its_count_and_its_exceptions_along() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    series(&mut store, "FREQ=WEEKLY;COUNT=5;BYDAY=TU");
    let now = at("2026-03-03T10:00:00");
    let third = place(&store, &nth(&store, 3));
    do_edits(&mut store, third.drop(Scope::This, now).unwrap());
    let last = place(&store, &nth(&store, 3));
    let base = last.base(Scope::This).unwrap();
    do_edits(&mut store, last.save(Scope::This, &base.cancelled().unwrap(), now).unwrap());
    assert_eq!(days(&store), ["03/03 10:00", "10/03 10:00", "17/03 10:00", "31/03 10:00"]);
    let place = place(&store, &nth(&store, 1));
    let base = place.base(Scope::Later).unwrap();
    let wanted = Entry { title: "MDT (new)".into(), ..base.moved_to(at("2026-03-12T15:00:00")) };
    do_edits(&mut store, place.save(Scope::Later, &wanted, now).unwrap());
    let all: Vec<String> =
        seen(store.db()).into_iter().map(|(at, t)| format!("{} {t}", at.format("%d/%m %H"))).collect();
    assert_eq!(
        all,
        [
            "03/03 10 MDT confirmed",
            "12/03 15 MDT (new) confirmed",
            "19/03 15 MDT (new) confirmed",
            "02/04 15 MDT (new) cancelled"
        ]
    );
}

#[test]
fn all_is_changed_and_what_was_changed_alone_stays() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    series(&mut store, "FREQ=WEEKLY;COUNT=3");
    let now = at("2026-03-03T10:00:00");
    let second = place(&store, &nth(&store, 1));
    let own = Entry { place: "Room 9".into(), ..second.base(Scope::This).unwrap() };
    do_edits(&mut store, second.save(Scope::This, &own, now).unwrap());
    let third = place(&store, &nth(&store, 2));
    let base = third.base(Scope::All).unwrap();
    let wanted = Entry { place: "Room 1".into(), title: "Board".into(), ..base.moved_to(at("2026-03-03T11:00:00")) };
    do_edits(&mut store, third.save(Scope::All, &wanted, now).unwrap());
    assert_eq!(days(&store), ["03/03 11:00", "10/03 11:00", "17/03 11:00"]);
    let places: Vec<String> =
        (0..3).map(|n| format!("{} {}", nth(&store, n).entry.title, nth(&store, n).entry.place)).collect();
    assert_eq!(places, ["Board Room 1", "Board Room 9", "Board Room 1"]);
    let single = place(&store, &nth(&store, 0));
    let once = Entry { rules: Vec::new(), ..single.base(Scope::All).unwrap() };
    do_edits(&mut store, single.save(Scope::All, &once, now).unwrap());
    assert_eq!(days(&store), ["03/03 11:00"]);
}

#[test]
fn what_is_dropped_from_here_on_is_gone_and_the_rest_stays() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let one = series(&mut store, "FREQ=DAILY");
    let place_at = |store: &Store, n| place(store, &nth(store, n));
    let now = at("2026-03-03T10:00:00");
    let edits = place_at(&store, 2).drop(Scope::Later, now).unwrap();
    do_edits(&mut store, edits);
    assert_eq!(days(&store), ["03/03 10:00", "04/03 10:00"]);
    let left: Entry = store.db().must(&one.id).unwrap();
    assert_eq!(left.series_until.as_deref(), Some("2026-03-04T11:00:00"));
    let edits = place_at(&store, 1).drop(Scope::Later, now).unwrap();
    do_edits(&mut store, edits);
    assert_eq!(days(&store), ["03/03 10:00"]);
}

#[test]
fn a_rule_moves_with_its_first_day() {
    let shift = |rule: &str, from: &str, to: &str| shift_rule(rule, at(from), at(to));
    let tuesday = "2026-03-03T10:00:00";
    assert_eq!(shift("FREQ=WEEKLY;BYDAY=TU,TH", tuesday, "2026-03-04T09:00:00").unwrap(), "FREQ=WEEKLY;BYDAY=WE,FR");
    assert_eq!(shift("FREQ=MONTHLY;BYDAY=1TU", tuesday, "2026-03-11T10:00:00").unwrap(), "FREQ=MONTHLY;BYDAY=2WE");
    assert_eq!(
        shift("FREQ=MONTHLY;BYMONTHDAY=3", tuesday, "2026-03-05T10:00:00").unwrap(),
        "FREQ=MONTHLY;BYMONTHDAY=5"
    );
    assert_eq!(
        shift("FREQ=DAILY;UNTIL=20260310T100000Z", tuesday, "2026-03-03T11:30:00").unwrap(),
        "FREQ=DAILY;UNTIL=20260310T113000Z"
    );
    assert!(shift("FREQ=MONTHLY;BYMONTHDAY=3,17", tuesday, "2026-03-05T10:00:00").unwrap_err().contains("typed anew"));
}

/// One random change to what is in the diary.
#[derive(Debug, Clone)]
struct Doing {
    which: usize,
    scope: Scope,
    what: u8,
    hours: i64,
}

fn doings() -> impl Strategy<Value = Vec<Doing>> {
    let scope = prop_oneof![Just(Scope::This), Just(Scope::Later), Just(Scope::All)];
    let one = (0usize..12, scope, 0u8..4, -60i64..60).prop_map(|(which, scope, what, hours)| Doing {
        which,
        scope,
        what,
        hours,
    });
    prop::collection::vec(one, 1..8)
}

fn rule() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("FREQ=WEEKLY"),
        Just("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=9"),
        Just("FREQ=DAILY;UNTIL=20260320T100000Z"),
        Just("FREQ=MONTHLY;BYDAY=1TU"),
        Just("FREQ=WEEKLY;BYDAY=TU,FR;COUNT=12"),
    ]
}

fn try_edits(store: &Store, doing: &Doing) -> Option<Vec<Edit>> {
    let all = repo::between(store.db(), at("2026-01-01T00:00:00"), at("2026-07-01T00:00:00")).unwrap();
    let one = all.get(doing.which % all.len().max(1))?;
    let now = at("2026-03-03T10:00:00");
    let Some(place) = repo::place_of(store.db(), one).unwrap() else {
        let moved = one.entry.moved_to(one.entry.starts_at() + Duration::hours(doing.hours));
        return Some(vec![Edit::update(&*one.entry, &moved)]);
    };
    let base = place.base(doing.scope).ok()?;
    match doing.what {
        0 => place.drop(doing.scope, now).ok(),
        1 => place.save(doing.scope, &Entry { title: format!("T{}", doing.hours), ..base }, now).ok(),
        2 => place.save(doing.scope, &base.cancelled().ok()?, now).ok(),
        _ => place.save(doing.scope, &base.moved_to(base.starts_at() + Duration::hours(doing.hours)), now).ok(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn random_changes_to_a_series_undone_give_the_same_rows(rule in rule(), doings in doings()) {
        let folder = TempDir::new().unwrap();
        let mut store = store(&folder);
        series(&mut store, rule);
        let mut before = vec![(rows_of(store.db()), seen(store.db()))];
        for doing in &doings {
            let Some(edits) = try_edits(&store, doing) else { continue };
            if edits.iter().all(Edit::is_idle) {
                continue;
            }
            do_edits(&mut store, edits);
            for row in store.db().rows::<Entry>("SELECT * FROM entry", &[]).unwrap() {
                prop_assert_eq!(&row.clone().settled(), &row, "the end of the series is kept");
            }
            before.push((rows_of(store.db()), seen(store.db())));
        }
        let last = before.pop().unwrap();
        let now = at("2026-03-03T10:00:00");
        for (rows, shown) in before.iter().rev() {
            prop_assert!(store.undo("Sam", now).unwrap().is_some());
            prop_assert_eq!(&rows_of(store.db()), rows);
            prop_assert_eq!(&seen(store.db()), shown);
        }
        for _ in &before {
            store.redo("Sam", now).unwrap();
        }
        prop_assert_eq!(rows_of(store.db()), last.0);
    }

    #[test]
    fn a_change_to_this_one_leaves_all_others_where_they_are(rule in rule(), which in 0usize..12, hours in -60i64..60) {
        let folder = TempDir::new().unwrap();
        let mut store = store(&folder);
        series(&mut store, rule);
        let before = seen(store.db());
        let which = which % before.len();
        let doing = Doing { which, scope: Scope::This, what: 3, hours };
        let edits = try_edits(&store, &doing).unwrap();
        do_edits(&mut store, edits);
        let mut wanted = before.clone();
        wanted[which].0 += Duration::hours(hours);
        // An hour that the clock leaves out in spring is no time to move to: it is put an hour later, and tested elsewhere.
        let zone = chrono_tz::Europe::London;
        prop_assume!(zone.from_local_datetime(&wanted[which].0).earliest().is_some());
        wanted.sort();
        let mut now = seen(store.db());
        now.sort();
        prop_assert_eq!(now, wanted);
    }
}
