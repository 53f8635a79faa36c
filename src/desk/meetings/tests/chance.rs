//! By chance: meetings held, actions asked for, done among the tasks and dropped. Whatever is done, what is gone through at
//! the next meeting is what is open, and all of it can be taken back.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::acts::{self, At};
use super::super::model::Meeting;
use super::super::repo;
use super::*;
use crate::config::Config;
use crate::desk::tasks::Task;
use crate::store::Refusal;

/// What is done next.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Ask(usize),
    DoneInTasks(usize),
    Drop(usize),
    OpenAgain(usize),
    Next,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (0usize..20).prop_map(Deed::Ask),
        2 => (0usize..20).prop_map(Deed::DoneInTasks),
        1 => (0usize..20).prop_map(Deed::Drop),
        1 => (0usize..20).prop_map(Deed::OpenAgain),
        2 => Just(Deed::Next),
    ]
}

struct Desked {
    store: Store,
    now: NaiveDateTime,
    meeting: String,
    done: usize,
}

impl Desked {
    fn act(&mut self, act: impl FnOnce(&At<'_>) -> Result<Change, Refusal>) -> Result<(), Refusal> {
        let change = act(&At::new(self.store.db(), &Config::default(), "Jo", self.now)?)?;
        self.store.apply(&change, "Jo", self.now)?;
        self.done += 1;
        Ok(())
    }

    fn current(&self) -> Meeting {
        self.store.db().must(&self.meeting).unwrap()
    }

    /// The next of the series, planned.
    fn plan(&mut self) {
        let series: Series = self.store.db().must("board").unwrap();
        let start = self.now + chrono::Duration::days(7);
        let made = {
            let at = At::new(self.store.db(), &Config::default(), "Jo", self.now).unwrap();
            acts::make(&at, &series, start).unwrap()
        };
        self.store.apply(&made.1, "Jo", self.now).unwrap();
        self.done += 1;
        self.meeting = made.0.id;
    }

    /// The current one is held and closed; the next is planned.
    fn hold(&mut self) {
        let meeting = self.current();
        self.act(|at| acts::begin(&meeting, at.now)).unwrap();
        let meeting = self.current();
        self.act(|_| acts::all_present(&meeting)).unwrap();
        let meeting = self.current();
        self.act(|at| acts::close(at, &meeting)).unwrap();
        self.now += chrono::Duration::days(7);
        self.plan();
    }

    fn chosen(&self, n: usize) -> Option<super::super::model::Logged> {
        let all = repo::actions_of_series(self.store.db(), "board").unwrap();
        (!all.is_empty()).then(|| all[n % all.len()].clone())
    }

    fn task(&mut self, n: usize, rule: impl FnOnce(&Task, NaiveDateTime) -> Result<Task, String>) {
        let Some(one) = self.chosen(n) else { return };
        let before: Task = self.store.db().must(&one.action.task_id).unwrap();
        if let Ok(after) = rule(&before, self.now) {
            self.store.apply(&Change::new("x").update(&before, &after), "Jo", self.now).unwrap();
            self.done += 1;
        }
    }

    fn step(&mut self, deed: Deed) {
        match deed {
            Deed::Ask(n) => {
                let meeting = self.current();
                let item = meeting.agenda[n % meeting.agenda.len()].clone();
                self.act(|at| Ok(acts::add_action(at, &meeting, &item, "Ann, -, look into it")?.1)).unwrap();
            }
            Deed::DoneInTasks(n) => self.task(n, Task::done),
            Deed::OpenAgain(n) => self.task(n, |t, _| t.opened()),
            Deed::Drop(n) => {
                if let Some(one) = self.chosen(n) {
                    let _ = self.act(|at| acts::drop_action(at, &one, "Overtaken"));
                }
            }
            Deed::Next => self.hold(),
        }
    }

    /// What is open of the series and was asked for before the current meeting, and what is gone through at it.
    fn both(&self) -> (BTreeSet<String>, BTreeSet<String>) {
        let all = repo::actions_of_series(self.store.db(), "board").unwrap();
        let open = all.iter().filter(|l| l.state() == "open" && l.action.meeting_id != self.meeting);
        let through = repo::gone_through(self.store.db(), &self.current()).unwrap();
        (open.map(|l| l.action.id.clone()).collect(), through.iter().map(|l| l.action.id.clone()).collect())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.min(24), ..ProptestConfig::default() })]

    #[test]
    fn what_is_open_is_gone_through_at_every_next_meeting(deeds in proptest::collection::vec(deed(), 1..14)) {
        let folder = TempDir::new().unwrap();
        let mut desk = Desked { store: store(&folder), now: now(), meeting: String::new(), done: 0 };
        desk.store.apply(&Change::new("x").insert(&series()), "Sam", now()).unwrap();
        desk.plan();
        for deed in deeds {
            desk.step(deed);
            let (open, through) = desk.both();
            prop_assert_eq!(&open, &through, "after {:?}", deed);
            let meeting = desk.current();
            prop_assert!(open.is_empty() || meeting.agenda.iter().any(|i| i.role == "actions"));
            let roots: BTreeSet<&String> = meeting.agenda.iter().map(|i| &i.root).collect();
            prop_assert_eq!(roots.len(), meeting.agenda.len(), "nothing is on the agenda twice");
        }
        for _ in 0..desk.done {
            prop_assert!(desk.store.undo("Jo", now()).unwrap().is_some());
        }
        prop_assert_eq!(desk.store.undo("Jo", now()).unwrap(), None);
        prop_assert_eq!(repo::open(desk.store.db(), 9).unwrap().len(), 0);
        prop_assert_eq!(desk.store.check().unwrap(), Vec::<String>::new());
    }
}
