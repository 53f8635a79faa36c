use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn plan() -> Plan {
    Plan {
        since: "2026-01-05".into(),
        weekdays: vec!["mon".into()],
        from: "09:00".into(),
        to: "12:30".into(),
        slots: read_slots("4 new 30m, 6 follow-up 15m", "09:00").unwrap(),
        ..Plan::default()
    }
}

#[test]
fn slots_are_read_as_they_are_shown() {
    for text in [
        "4 new 30m, 6 follow-up 15m",
        "1 new 30m, 10:00 2 follow-up 15m",
        "2 new 20m, 11:45 1 urgent 15m held for Ward 7 until 2 days before",
        "1 telephone 10m held for Dr Lee",
    ] {
        assert_eq!(slots_text(&read_slots(text, "09:00").unwrap(), "09:00"), text);
    }
    assert_eq!(slots_text(&read_slots("4x30m new", "09:00").unwrap(), "09:00"), "4 new 30m");
    assert_eq!(read_slots("urgent 15", "09:00").unwrap(), [Slot::new("09:00", 15, "urgent")]);
    assert!(read_slots("4 newish 30m", "09:00").unwrap_err().contains("no kind of slot"));
    assert!(read_slots("new", "09:00").unwrap_err().contains("is no slot"));
}

#[test]
fn weeks_of_the_month_and_excluded_days() {
    let first_and_last = Plan { weeks: vec!["1".into(), "last".into()], ..plan() };
    let held: Vec<String> =
        day("2026-03-01").iter_days().take(31).filter(|d| first_and_last.holds_on(*d)).map(|d| d.to_string()).collect();
    assert_eq!(held, ["2026-03-02", "2026-03-30"]);
    let without = Plan { excluded: vec!["2026-03-02".into()], ..plan() };
    assert!(!without.holds_on(day("2026-03-02")) && without.holds_on(day("2026-03-09")));
    assert!(!plan().holds_on(day("2025-12-29")), "not before its first day");
}

#[test]
fn a_change_from_a_date_on_leaves_the_past() {
    let clinic = Clinic { id: "c".into(), plans: vec![plan()], ..Clinic::default() };
    let later = Plan { since: "2026-06-01".into(), weekdays: vec!["tue".into()], ..plan() };
    let changed = clinic.with_plan(later);
    let today = day("2026-03-03");
    assert!(changed.session_on(day("2026-05-25"), today).is_some());
    assert!(changed.session_on(day("2026-06-01"), today).is_none());
    assert!(changed.session_on(day("2026-06-02"), today).is_some());
    assert_eq!(changed.session_on(day("2026-05-25"), today), clinic.session_on(day("2026-05-25"), today));
}

#[test]
fn what_is_far_off_is_a_draft() {
    let clinic = Clinic { id: "c".into(), plans: vec![Plan { open_weeks: 6, ..plan() }], ..Clinic::default() };
    let state = |on: &str| clinic.session_on(day(on), day("2026-03-02")).unwrap().state;
    assert_eq!((state("2026-04-13").as_str(), state("2026-04-20").as_str()), ("open", "draft"));
}

#[test]
fn a_plan_that_cannot_be_is_refused_in_a_sentence() {
    let long = Plan { to: "10:00".into(), ..plan() };
    assert!(long.check().unwrap_err().starts_with("The new slot 10:00–10:30 lies outside"));
    assert!(Plan { weekdays: vec!["money".into()], ..plan() }.check().unwrap_err().contains("no weekday"));
    assert!(Plan { weeks: vec!["6".into()], ..plan() }.check().is_err());
    assert!(plan().check().is_ok());
}

#[test]
fn a_held_slot_is_freed_in_time() {
    let slot = Slot { held_for: "Ward 7".into(), release_days: 2, ..Slot::new("11:45", 15, "urgent") };
    let session = day("2026-03-12");
    assert_eq!(slot.held_on(session, day("2026-03-09")), Some("Ward 7"));
    assert_eq!(slot.held_on(session, day("2026-03-10")), None);
}
