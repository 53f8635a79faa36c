//! Never two patients in one slot, whatever two windows do: both book, overbook, move, cancel, shorten and take back by
//! chance, each on what it read before the other wrote. After every step every seat has one patient, every limit and every
//! hold is kept; every refusal is a sentence.

mod support;

#[path = "booking/window.rs"]
mod window;

use std::path::Path;

use proptest::prelude::*;
use support::chance::Chance;
use support::world;
use tempfile::TempDir;
use window::{Step, Window, furnish, kept};

fn desk() -> TempDir {
    let folder = world::empty();
    furnish(&mut world::store(folder.path()));
    folder
}

/// A sentence for people, and no word of the database.
fn is_sentence(said: &str) -> bool {
    let foreign = ["constraint", "UNIQUE", "sqlite", "could not be used", "locked"];
    said.starts_with(char::is_uppercase) && said.ends_with('.') && !foreign.iter().any(|w| said.contains(w))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_windows_by_turns(steps in proptest::collection::vec((0usize..2, any::<Step>()), 1..60)) {
        let folder = desk();
        let mut windows = [Window::open(folder.path(), "Jo"), Window::open(folder.path(), "Sam")];
        for (n, step) in &steps {
            if let Err(said) = windows[*n].act(step) {
                prop_assert!(is_sentence(&said), "{step:?}: {said}");
            }
            let broken = kept(&windows[1 - *n].store);
            prop_assert!(broken.is_empty(), "after {step:?}: {broken:?}");
        }
        prop_assert_eq!(windows[0].store.check().expect("the check runs"), Vec::<String>::new());
    }
}

#[test]
fn two_windows_at_once() {
    for seed in 1..=3 {
        let folder = desk();
        let booked: usize = std::thread::scope(|scope| {
            let run = |who, seed| {
                let folder: &Path = folder.path();
                scope.spawn(move || work(folder, who, seed))
            };
            let both = [run("Jo", seed), run("Sam", seed + 100)];
            both.map(|t| t.join().expect("neither window fails")).iter().sum()
        });
        let store = world::store(folder.path());
        assert!(booked > 20, "seed {seed}: only {booked} steps were done");
        assert_eq!(kept(&store), Vec::<String>::new(), "seed {seed}");
        assert_eq!(store.check().expect("the check runs"), Vec::<String>::new(), "seed {seed}");
    }
}

/// So many steps in a window of its own; how many were done.
fn work(folder: &Path, who: &str, seed: u64) -> usize {
    let mut window = Window::open(folder, who);
    let mut chance = Chance::new(seed);
    let mut done = 0;
    for _ in 0..80 {
        let step = Step::by(&mut chance);
        match window.act(&step) {
            Ok(wrote) => done += usize::from(wrote),
            Err(said) => assert!(is_sentence(&said), "{step:?}: {said}"),
        }
        assert_eq!(kept(&window.store), Vec::<String>::new(), "{who}, seed {seed}, after {step:?}");
    }
    done
}
