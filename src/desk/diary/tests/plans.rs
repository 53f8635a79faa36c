use super::*;
use crate::desk::diary::Entry;

fn plan(rig: &mut Rig, sql: &str) -> String {
    let explained = format!("EXPLAIN QUERY PLAN {sql}");
    let rows = rig.cx().db().raw(&explained, &[&"2026-03-01", &"2026-03-04"]).unwrap();
    rows.iter().map(|r| r["detail"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join("; ")
}

#[test]
fn a_day_is_found_by_its_indexes_however_long_the_history() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    for (sql, index) in [
        (repo::SHORT_ONES, "entry_single (start>? AND start<?)"),
        (repo::LONG_ONES, "entry_long (ends>?)"),
        (repo::SERIES, "entry_series (series_until>?)"),
        (repo::MOVED, "entry_moved (recurrence_id>? AND recurrence_id<?)"),
    ] {
        let plan = plan(&mut rig, sql);
        assert!(plan.contains(index) && !plan.contains("SCAN"), "{sql}\n{plan}");
    }
}

#[test]
fn an_entry_of_many_days_is_found_in_the_middle_of_them() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let calendar = repo::calendar_named(rig.cx().db(), "leave").unwrap().unwrap();
    let now = rig.cx().now;
    let long = Entry::new(&calendar.id, "Sabbatical", "2026-01-05T00:00:00".parse().unwrap(), 120 * 1440, "Sam", now);
    let late = Entry::new(&calendar.id, "On call", "2026-03-02T20:00:00".parse().unwrap(), 12 * 60, "Sam", now);
    let abroad = Entry {
        zone: Some("Pacific/Auckland".into()),
        ..Entry::new(&calendar.id, "Call with Auckland", "2026-03-04T09:00:00".parse().unwrap(), 30, "Sam", now)
    };
    apply(&mut rig, &Change::new("x").insert(&long).insert(&late).insert(&abroad.settled()));
    let day = repo::day(rig.cx().db(), now.date(), 1, None).unwrap();
    let titles: Vec<&str> = day.iter().map(|o| o.entry.title.as_str()).collect();
    assert_eq!(titles, ["Sabbatical", "On call", "Call with Auckland"]);
    assert_eq!(day[2].start.to_string(), "2026-03-03 20:00:00");
    assert!(
        repo::day(rig.cx().db(), now.date(), 1, Some("nobody"))
            .unwrap_err()
            .to_string()
            .contains("There are: Dr A Patel")
    );
    assert_eq!(repo::day(rig.cx().db(), now.date(), 1, Some("sam")).unwrap().len(), 0);
}

#[test]
fn the_next_entry_of_a_patient_is_found_also_in_a_series() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let calendar = repo::calendar_named(rig.cx().db(), "Dr A Patel").unwrap().unwrap();
    let now = rig.cx().now;
    let at = |t: &str| Entry {
        patient_id: Some("p".into()),
        ..Entry::new(&calendar.id, t, format!("2026-0{t}T09:00:00").parse().unwrap(), 30, "Sam", now)
    };
    let series = Entry { rules: vec!["FREQ=WEEKLY".into()], ..at("1-06") }.settled();
    let gone = Entry { state: "cancelled".into(), ..at("3-04") };
    apply(&mut rig, &Change::new("x").insert(&at("3-20")).insert(&gone).insert(&series));
    let next = repo::next_for_patient(rig.cx().db(), "p", now).unwrap().unwrap();
    assert_eq!(next.start.to_string(), "2026-03-10 09:00:00");
    assert!(repo::next_for_patient(rig.cx().db(), "q", now).unwrap().is_none());
}
