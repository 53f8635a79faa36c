//! Whatever is pressed, no text is lost: undo leads back to the first text and redo to the last.

use super::*;
use proptest::prelude::*;

const KEYS: &[&str] = &[
    "enter",
    "tab",
    "backspace",
    "del",
    "left",
    "right",
    "up",
    "end",
    "home",
    "ctrl-b",
    "alt-b",
    "ctrl-space",
    "ctrl-z",
    "ctrl-y",
    "ctrl-w",
    "shift-left",
    "ctrl-home",
    "ctrl-end",
    "ctrl-a",
];
const TEXTS: &[&str] =
    &[";fu ", ";same ", ";chg ", ";thp.", "- one", "1. two", "a | b", "Please ta", "x", "**y**", " "];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undo_leads_back_and_redo_forward(
        steps in proptest::collection::vec((any::<bool>(), 0usize..100), 1..24), body in "[-a1. |\n🙂]{0,20}",
    ) {
        let folder = TempDir::new().unwrap();
        let mut rig = rig(&folder);
        put(&mut rig, &Letter { body: body.clone(), ..letter() });
        rig.keys("g l enter");
        for (is_key, n) in steps {
            if is_key {
                rig.keys(KEYS[n % KEYS.len()]);
            } else {
                rig.text(TEXTS[n % TEXTS.len()]);
            }
        }
        // What was taken back last is done again first.
        rig.keys(&"ctrl-y ".repeat(40)).keys("ctrl-s");
        let last = only(&mut rig).body;
        for _ in 0..90 {
            rig.keys("ctrl-z");
        }
        rig.keys("ctrl-s");
        prop_assert_eq!(only(&mut rig).body, body);
        for _ in 0..90 {
            rig.keys("ctrl-y");
        }
        rig.keys("ctrl-s");
        prop_assert_eq!(only(&mut rig).body, last);
    }
}
