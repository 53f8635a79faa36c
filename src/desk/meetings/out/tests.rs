use proptest::prelude::*;

use super::super::model::{Action, Typed, typed};
use super::*;
use crate::paper::Letterhead;

fn now() -> NaiveDateTime {
    "2026-03-10T14:00:00".parse().unwrap()
}

fn house() -> House {
    House {
        head: Letterhead { trust: "Example Trust".into(), ..Letterhead::default() },
        department: "Cardiology".into(),
        limits: crate::desk::letters::model::Limits { clinic_days: 7, letter_days: 7 },
        address_months: 0,
        folder: PathBuf::from("/nowhere"),
    }
}

fn logged(meeting: &Meeting, item: &Item, owner: &str, text: &str) -> Logged {
    let typed = Typed { owner: owner.into(), due: None, text: text.into() };
    let (action, _) = Action::of(meeting, item, &typed, 1, "Jo", now());
    Logged { action, task_state: Some("open".into()), done_at: None, outcome: None, meeting: meeting.name() }
}

/// A meeting of which each item, its minutes, its action and its paper say a word of their own: `open3`, `secret4`.
fn whole(plan: &[bool], state: &str) -> Whole {
    let roll = "Ann Lee <ann@example.org>, chair\nBob Ray <bob@example.org>, not confidential";
    let roll = typed::read_roll(roll, &[]).unwrap();
    let mut meeting = Meeting { state: state.into(), roll, ..Meeting::new("Board", now(), 90, "Jo", now()) };
    let word = |n: usize, closed: bool| format!("{}{n}", if closed { "secret" } else { "open" });
    for (n, closed) in plan.iter().enumerate() {
        let said = word(n, *closed);
        meeting.agenda.push(Item {
            confidential: *closed,
            owner: format!("Owner {said}"),
            text: format!("It was said: {said}."),
            decisions: vec![format!("To {said}")],
            reached: true,
            ..Item::new(&format!("About {said}"))
        });
    }
    let of = |n: usize| meeting.agenda[n].clone();
    let all = |owner: &str| -> Vec<Logged> {
        plan.iter()
            .enumerate()
            .map(|(n, closed)| logged(&meeting, &of(n), owner, &format!("do {}", word(n, *closed))))
            .collect()
    };
    let paper = |(n, closed): (usize, &bool)| {
        Paper::new(&meeting.id, &of(n).id, &format!("Paper {}", word(n, *closed)), "Ann Lee", now())
    };
    let papers = plan.iter().enumerate().map(paper).collect();
    let (actions, gone_through) = (all("Bob Ray"), all("Ann Lee"));
    let first = Item { role: "actions".into(), confidential: false, ..Item::new("Action log") };
    meeting.agenda.insert(0, first);
    Whole { meeting, actions, gone_through, papers }
}

proptest! {
    #[test]
    fn no_copy_for_one_who_may_not_see_it_holds_what_is_confidential(
        plan in proptest::collection::vec(any::<bool>(), 0..8),
        state in proptest::sample::select(vec!["planned", "agenda_sent", "minutes_draft", "minutes_circulated", "minutes_approved"]),
    ) {
        let whole = whole(&plan, state);
        let copy = format!("{:?}", document(&whole, &house(), Eyes::Open, "Jo", now())) + &body(&whole, Eyes::Open);
        prop_assert!(!copy.contains("secret"), "{}", copy);
        let all = format!("{:?}", document(&whole, &house(), Eyes::All, "Jo", now())) + &body(&whole, Eyes::All);
        for (n, closed) in plan.iter().enumerate() {
            let word = if *closed { format!("secret{n}") } else { format!("open{n}") };
            prop_assert!(all.contains(&word), "{word} is missing");
            prop_assert!(*closed || copy.contains(&word), "{word} is missing in the open copy");
        }
        for mail in owners(&whole, now()) {
            // Bob may not see what is confidential, and Ann has no action of this meeting.
            prop_assert!(!String::from_utf8_lossy(&mail.bytes).contains("secret"));
        }
        let asked = asking(&whole, now());
        prop_assert_eq!(asked.is_ok(), !plan.is_empty());
        if let Ok((mail, _)) = asked {
            prop_assert!(!String::from_utf8_lossy(&mail.bytes).contains("secret"));
        }
    }
}

#[test]
fn those_who_may_not_see_it_get_a_mail_of_their_own() {
    let with = mails(&whole(&[false, true], "minutes_circulated"), &house(), "Jo", now()).unwrap();
    let names: Vec<&str> = with.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(names, ["minutes", "minutes-open", "actions-bob-ray"]);
    let text = |n: usize| String::from_utf8_lossy(&with[n].bytes).into_owned();
    assert!(text(0).contains("ann@example.org") && !text(0).contains("bob@example.org"));
    assert!(text(1).contains("bob@example.org") && !text(1).contains("ann@example.org"));
    let without = mails(&whole(&[false], "agenda_sent"), &house(), "Jo", now()).unwrap();
    assert_eq!((without.len(), without[0].to), (1, 2));
    let nobody =
        Whole { meeting: Meeting { roll: Vec::new(), ..whole(&[], "planned").meeting }, ..whole(&[], "planned") };
    assert!(mails(&nobody, &house(), "Jo", now()).unwrap_err().to_string().contains("has an e-mail address"));
}
