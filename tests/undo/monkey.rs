//! Commands of every pane, pressed by chance on the invented desk; whatever they open is answered by chance.

use rolltop::app::rig::Rig;
use rolltop::demo::WHO;

use crate::support::chance::Chance;
use crate::support::rows::{all_rows, same};
use crate::support::{now, world};

/// Keys that go somewhere, and those that leave the desk or take back themselves.
const PANES: [&str; 5] = ["g d", "g i", "g l", "g t", "g p"];
const WORDS: [&str; 9] =
    ["Dr Patel", "tom 2pm", "+1w", "smith", "3", "07700 900123", "All is well", "14/8/80", "no reason"];
const ANSWERS: [&str; 9] = ["enter", "enter", "down enter", "ctrl-s", "ctrl-s", "tab", "right", "y", "down"];

/// Presses so many commands, then takes all back, does all again, and takes all back.
pub fn run(seed: u64, presses: usize) {
    let folder = world::filled();
    let mut rig = world::rig(folder.path());
    let before = all_rows(&rig.cx().store);
    let mut chance = Chance::new(seed);
    for _ in 0..presses {
        press(&mut rig, &mut chance);
    }
    rig.keys("esc esc esc esc esc esc");
    let after = all_rows(&rig.cx().store);
    let undone = undo_all(&mut rig);
    same(&before, &all_rows(&rig.cx().store), &format!("seed {seed}: {undone} changes taken back"));
    for _ in 0..undone {
        let label = rig.cx().store.redo(WHO, now()).expect("it can be done again");
        assert!(label.is_some(), "seed {seed}: nothing to do again");
    }
    same(&after, &all_rows(&rig.cx().store), &format!("seed {seed}: {undone} changes done again"));
    undo_all(&mut rig);
    same(&before, &all_rows(&rig.cx().store), &format!("seed {seed}: taken back again"));
    assert_eq!(rig.cx().store.check().expect("the check runs"), Vec::<String>::new(), "seed {seed}");
}

fn undo_all(rig: &mut Rig) -> usize {
    let mut n = 0;
    while rig.cx().store.undo(WHO, now()).expect("the latest change can be taken back").is_some() {
        n += 1;
    }
    n
}

/// Goes to a pane and a line of it, presses a letter that may be a command there, and answers what it asks.
fn press(rig: &mut Rig, chance: &mut Chance) {
    rig.keys("esc esc esc esc").keys(chance.of(&PANES));
    for _ in 0..chance.below(6) {
        rig.keys("down");
    }
    if chance.below(4) == 0 {
        rig.keys("space down space");
    }
    let letters = "abcdehimnoprstuvwxyzABCDEHIMNOPRSTUVWXYZ@+-<>=";
    let letters: Vec<char> = letters.chars().collect();
    let key = if chance.below(10) == 0 { "del".to_owned() } else { chance.of(&letters).to_string() };
    rig.keys(&key);
    for _ in 0..chance.below(8) {
        if chance.below(2) == 0 {
            rig.text(chance.of(&WORDS));
        }
        rig.keys(chance.of(&ANSWERS));
    }
}
