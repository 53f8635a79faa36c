//! The agenda of a meeting, made of what stands on every one, what was not reached, what has an open action, and what waits.
//!
//! The rule for what is carried on is that of 4Minitz: a topic comes again where it was not discussed, where it stands on
//! every agenda, or where it has an open action (domain 4.9).

use super::{Item, Meeting, Series};

/// What comes from meetings before.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Carried {
    /// Items, fresh for this meeting, with where they come from.
    pub items: Vec<Item>,
    /// Name and day of the meeting whose minutes are to be approved.
    pub last: String,
    /// Whether an action of the series is open.
    pub open_actions: bool,
}

/// The roles that stand at the end of an agenda.
const LAST: &[&str] = &["aob", "next"];

/// What of a meeting comes again: items that were not reached. What stands on every agenda comes by itself.
fn not_reached(last: &Meeting) -> impl Iterator<Item = Item> + '_ {
    let own = |i: &&Item| i.role.is_empty() && i.origin != "standing" && !i.reached && !i.is_minuted();
    last.agenda.iter().filter(own).map(|i| i.fresh("carried", &last.name()))
}

/// Items of earlier meetings that have an open action, given each with its meeting's name.
pub fn topics_of_actions(topics: &[(Item, String)]) -> Vec<Item> {
    let own = |(i, _): &&(Item, String)| i.role.is_empty() && i.origin != "standing";
    topics.iter().filter(own).map(|(i, from)| i.fresh("action", from)).collect()
}

impl Carried {
    /// From the last meeting of the series that took place, and the topics that have open actions.
    pub fn of(last: Option<&Meeting>, topics: &[(Item, String)], open_actions: bool) -> Self {
        let mut items: Vec<Item> = last.map(|m| not_reached(m).collect()).unwrap_or_default();
        for topic in topics_of_actions(topics) {
            if items.iter().all(|i| i.root != topic.root) {
                items.push(topic);
            }
        }
        let last = last.map(Meeting::label).unwrap_or_default();
        Self { items, last, open_actions }
    }
}

/// The agenda with all that belongs on it, whatever stands there already: nothing is put on it twice, and what was
/// written or moved by hand stays as it is.
pub fn built(agenda: &[Item], series: Option<&Series>, carried: &Carried) -> Vec<Item> {
    let mut all = agenda.to_vec();
    let standing: &[Item] = series.map_or(&[], |s| &s.standing);
    for (n, item) in standing.iter().enumerate() {
        if !has(&all, item) {
            let at = place_of_standing(&all, &standing[..n], item);
            all.insert(at, item.fresh("standing", ""));
        }
    }
    if carried.open_actions && all.iter().all(|i| i.role != "actions") {
        let at = end_of_head(&all);
        all.insert(
            at,
            Item { kind: "information".into(), length: 5, origin: "standing".into(), ..Item::new("Action log") },
        );
    }
    let waiting = series.map_or(&[][..], |s| &s.backlog).iter().map(|i| i.fresh("backlog", ""));
    for item in carried.items.iter().cloned().chain(waiting) {
        if !has(&all, &item) {
            let at = before_the_end(&all);
            all.insert(at, item);
        }
    }
    named_after(all, carried)
}

/// The item of the last minutes says which they are.
fn named_after(mut all: Vec<Item>, carried: &Carried) -> Vec<Item> {
    if let Some(item) =
        all.iter_mut().find(|i| i.role == "minutes" && !carried.last.is_empty() && i.from != carried.last)
    {
        item.title = format!("Minutes of {}", carried.last);
        item.from.clone_from(&carried.last);
    }
    all
}

/// Whether the item, or what it was carried on from, is there.
fn has(all: &[Item], item: &Item) -> bool {
    let root = if item.root.is_empty() { &item.id } else { &item.root };
    all.iter().any(|i| i.root == *root || (!item.role.is_empty() && i.role == item.role))
}

/// Before the items that close a meeting.
fn before_the_end(all: &[Item]) -> usize {
    all.iter().position(|i| LAST.contains(&i.role.as_str())).unwrap_or(all.len())
}

/// Behind what opens a meeting: apologies, minutes, whatever stands there by custom.
fn end_of_head(all: &[Item]) -> usize {
    let own = all.iter().position(|i| i.origin != "standing" || LAST.contains(&i.role.as_str()));
    own.unwrap_or(all.len())
}

/// Behind the standing item before it; those that close a meeting at its end.
fn place_of_standing(all: &[Item], before: &[Item], item: &Item) -> usize {
    if LAST.contains(&item.role.as_str()) {
        return all.iter().position(|i| i.role == "next").filter(|_| item.role == "aob").unwrap_or(all.len());
    }
    let mut known = before.iter().rev().filter(|b| !LAST.contains(&b.role.as_str()));
    let place = known.find_map(|b| all.iter().position(|i| i.root == b.root));
    place.map_or(if before.is_empty() { 0 } else { before_the_end(all) }, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn series() -> Series {
        let mut one = Series::new("Board", "2026-01-05T09:00:00".parse().unwrap());
        one.backlog = vec![Item::new("Parking")];
        one
    }

    fn meeting() -> Meeting {
        let now = "2026-01-05T09:00:00".parse().unwrap();
        Meeting::of_series(&series(), 0, "2026-02-10T14:00:00".parse().unwrap(), "Jo", now)
    }

    fn titles(all: &[Item]) -> Vec<&str> {
        all.iter().map(|i| i.title.as_str()).collect()
    }

    #[test]
    fn an_agenda_is_made_of_what_stands_what_is_carried_and_what_waits() {
        let mut last = meeting();
        last.agenda = vec![Item { reached: true, ..Item::new("Done with") }, Item::new("Not reached")];
        let topic = (Item { reached: true, ..Item::new("Lifts") }, "Board 1/2026".to_owned());
        let carried = Carried::of(Some(&last), &[topic], true);
        let agenda = built(&[], Some(&series()), &carried);
        assert_eq!(
            titles(&agenda),
            [
                "Apologies for absence",
                "Declarations of interest",
                "Minutes of Board 1/2026, Tue 10-Feb-2026",
                "Matters arising and action log",
                "Not reached",
                "Lifts",
                "Parking",
                "Any other business",
                "Date of next meeting",
            ]
        );
        assert_eq!(
            (agenda[4].comes_from().as_str(), agenda[5].origin.as_str()),
            ("not reached at Board 1/2026", "action")
        );
    }

    #[test]
    fn built_again_it_gets_what_is_new_and_keeps_what_was_moved() {
        let series = series();
        let first = built(&[], Some(&series), &Carried::default());
        assert_eq!(built(&first, Some(&series), &Carried::default()), first);
        let mut moved = first.clone();
        moved.swap(0, 1);
        moved[0].title = "Interests".into();
        let again = built(&moved, Some(&series), &Carried::of(Some(&meeting()), &[], true));
        assert_eq!(titles(&again)[..2], ["Interests", "Apologies for absence"]);
        assert_eq!(again.len(), first.len());
    }

    #[test]
    fn a_single_meeting_with_open_actions_gets_a_place_for_them() {
        let carried = Carried { open_actions: true, ..Carried::default() };
        let agenda = built(&[Item::new("Any other business")], None, &carried);
        assert_eq!(titles(&agenda), ["Action log", "Any other business"]);
    }

    proptest! {
        #[test]
        fn what_is_open_or_not_reached_is_on_the_next_agenda_once(
            reached in proptest::collection::vec((any::<bool>(), any::<bool>(), any::<bool>()), 0..12),
            again in 0usize..3,
        ) {
            let mut last = meeting();
            let items: Vec<(Item, bool)> =
                reached.iter().enumerate().map(|(n, (r, skip, open))| (Item { reached: *r, skip: *skip, ..Item::new(&format!("Topic {n}")) }, *open)).collect();
            last.agenda = items.iter().map(|(i, _)| i.clone()).collect();
            let topics: Vec<(Item, String)> = items.iter().filter(|(_, open)| *open).map(|(i, _)| (i.clone(), last.name())).collect();
            let carried = Carried::of(Some(&last), &topics, !topics.is_empty());
            let mut agenda = built(&[], Some(&series()), &carried);
            for _ in 0..again {
                agenda = built(&agenda, Some(&series()), &Carried::of(Some(&last), &topics, !topics.is_empty()));
            }
            for (item, open) in &items {
                let there = agenda.iter().filter(|i| i.root == item.root).count();
                prop_assert_eq!(there, usize::from(*open || !item.reached), "{}", item.title);
            }
            prop_assert!(agenda.iter().any(|i| i.role == "actions"));
            prop_assert_eq!(agenda.last().map(|i| i.role.as_str()), Some("next"));
        }
    }
}
