use super::*;
use proptest::prelude::*;

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn board() -> Meeting {
    let mut one = Meeting::new("Board", at("2026-03-10T14:00:00"), 90, "Jo", at("2026-02-01T09:00:00"));
    one.roll = vec![Seat::member("Ann Lee").invited(), Seat::member("Bob Ray").invited()];
    one.agenda = vec![Item::new("Budget")];
    one.dated(&|_| false)
}

#[test]
fn five_clear_working_days_leave_out_both_ends() {
    let one = board();
    // Tuesday 10 March: Mon, Fri, Thu, Wed, Tue stay clear, so papers go on Monday 2 March.
    assert_eq!(one.agenda_due.as_deref(), Some("2026-03-02"));
    assert_eq!(one.minutes_due.as_deref(), Some("2026-03-24"));
    let holiday = |d: NaiveDate| d == "2026-03-04".parse().unwrap();
    assert_eq!(board().dated(&holiday).agenda_due.as_deref(), Some("2026-02-27"));
}

#[test]
fn each_clock_that_has_run_out_is_act_now() {
    let one = board();
    assert_eq!(one.press(at("2026-03-02T23:00:00")), Press::ToDo);
    assert_eq!(one.press(at("2026-03-03T08:00:00")), Press::ActNow);
    assert_eq!(one.next_step(at("2026-03-03T08:00:00")), "agenda 1d late");
    let sent = one.sent(at("2026-03-02T10:00:00")).unwrap();
    assert_eq!(sent.press(at("2026-03-05T10:00:00")), Press::Paused);
    let held = sent.begun(at("2026-03-10T14:00:00")).unwrap();
    assert_eq!(held.press(at("2026-03-24T10:00:00")), Press::ToDo);
    assert_eq!(held.press(at("2026-03-25T10:00:00")), Press::ActNow);
    assert_eq!(held.next_step(at("2026-03-25T10:00:00")), "take the minutes 1d late");
}

#[test]
fn minutes_go_their_way_and_are_never_edited_once_they_are_out() {
    let now = at("2026-03-10T14:00:00");
    let held = board().sent(now).unwrap().begun(now).unwrap();
    assert!(held.closed().unwrap_err().contains("Nobody is marked as present"));
    let held = held.attended("ann", "present", "").unwrap().attended("Bob", "late", "14:20").unwrap();
    let draft = held.closed().unwrap();
    assert!(draft.circulated(now).unwrap_err().contains("Nothing is written"));
    let agenda = vec![Item { text: "It was noted.".into(), ..draft.agenda[0].clone() }];
    let out = draft.with_agenda(agenda).unwrap().circulated(now).unwrap();
    assert_eq!(out.version, 1);
    assert!(out.with_agenda(Vec::new()).unwrap_err().contains("what went out is not edited"));
    assert!(out.attended("ann", "absent", "").is_err());
    assert_eq!(out.redrafted().unwrap().circulated(now).unwrap().version, 2);
    assert!(out.approved(" ", "", now).is_err());
    let done = out.approved("4/2026", "Item 3: “not” left out", now).unwrap();
    assert!(done.is_over() && done.cancelled("x").is_err() && done.redrafted().is_err());
}

#[test]
fn whoever_was_not_seen_was_absent() {
    let now = at("2026-03-10T14:00:00");
    let held = board().begun(now).unwrap().attended("ann", "present", "").unwrap();
    assert_eq!(held.closed().unwrap().roll[1].coming, "absent");
    assert!(held.attended("bob", "deputy", "").unwrap_err().contains("who comes for Bob Ray"));
    assert_eq!(held.attended("bob", "deputy", "Kim Ho").unwrap().roll[1].label(), "Kim Ho for Bob Ray");
}

/// What can be tried, by number.
fn tried(one: &Meeting, n: usize) -> Result<Meeting, String> {
    let now = at("2026-03-10T14:00:00");
    match n {
        0 => one.sent(now),
        1 => one.begun(now),
        2 => one.closed(),
        3 => one.circulated(now),
        4 => one.redrafted(),
        5 => one.approved("4/2026", "", now),
        6 => one.cancelled("No quorum"),
        7 => one.moved(at("2026-03-11T14:00:00"), 60),
        8 => one.attended("ann", "present", ""),
        _ => one.with_agenda(vec![Item { text: "Noted.".into(), ..Item::new("Budget") }]),
    }
}

proptest! {
    #[test]
    fn states_go_forward_or_back_by_one_and_what_is_over_stays(steps in proptest::collection::vec(0usize..10, 0..40)) {
        let place = |one: &Meeting| STATES.iter().position(|s| *s == one.state).unwrap();
        let mut one = board();
        for step in steps {
            let Ok(after) = tried(&one, step) else { continue };
            let (from, to) = (place(&one), place(&after));
            prop_assert!(!one.is_over(), "{} was over", one.state);
            match step {
                4 => prop_assert_eq!((from, to), (4, 3)),
                6 => prop_assert_eq!(to, 6),
                1 => prop_assert!(to == 2 || from == to),
                0 | 2 | 3 | 5 => prop_assert!(to == from + 1 || to == from),
                _ => prop_assert_eq!(from, to),
            }
            if from >= 4 && step != 4 {
                prop_assert_eq!(&one.agenda, &after.agenda, "what is out is not edited");
            }
            prop_assert!(after.version >= one.version);
            one = after;
        }
    }
}
