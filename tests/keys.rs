//! The keys: none is given twice, every one does something or says why not, and the footer shows the first five.

mod support;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use rolltop::app::rig::Rig;
use rolltop::config::Config;
use rolltop::desk::PARTS;
use rolltop::keys::{Chord, Keymap, Place, RowInfo};
use rolltop::ui::Look;
use support::views::{panes, scopes, walk};
use support::world;

fn keymap() -> Keymap {
    match Keymap::build(&scopes(), &BTreeMap::new()) {
        Ok(map) => map,
        Err(faults) => panic!("{faults:?}"),
    }
}

#[test]
fn no_two_commands_have_one_key() {
    keymap();
}

#[test]
fn every_row_has_a_label_a_sentence_and_a_name_of_its_own() {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for (scope, rows) in scopes() {
        let mut here = BTreeSet::new();
        for row in rows {
            let id = row.id;
            assert!(here.insert(id), "{id} stands twice in {scope}");
            assert_eq!(*names.entry(id).or_insert(scope), scope, "{id} stands in two scopes");
            let most = if matches!(row.place, Place::Footer(_)) { 16 } else { 24 };
            let long = row.label.chars().count() > most;
            assert!(!row.label.trim().is_empty() && !long, "the label of {id}: {}", row.label);
            let sentence = row.sentence.trim();
            let end = sentence.ends_with(['.', '?', '!', ')']);
            assert!(sentence.len() > 8 && end, "the sentence of {id}: “{sentence}”");
            assert!(sentence.starts_with(|c: char| !c.is_lowercase()), "the sentence of {id}: “{sentence}”");
        }
    }
}

#[test]
fn every_key_can_be_read_and_sent_by_a_terminal() {
    for (scope, rows) in scopes() {
        for row in rows {
            let chords: Vec<Chord> = row.keys.iter().map(|k| k.parse().expect("a key")).collect();
            let sendable = chords.iter().any(sendable);
            assert!(
                chords.is_empty() || sendable,
                "{} in {scope} is on no key that every terminal sends: {:?}",
                row.id,
                row.keys
            );
        }
    }
}

/// Whether every terminal sends it: no function key, no Ctrl or Shift with what has no code of its own, no Ctrl-I, -M, -[, -H.
fn sendable(chord: &Chord) -> bool {
    use crossterm::event::{KeyCode as K, KeyModifiers as M};
    match chord.code {
        K::F(_) => false,
        K::Char(c) if chord.mods.contains(M::CONTROL) => c.is_ascii_lowercase() && !"imh".contains(c),
        K::Enter | K::Tab | K::Esc | K::Backspace => chord.mods.is_empty(),
        _ => true,
    }
}

#[test]
fn a_command_without_a_key_stands_in_the_menu() {
    for (scope, rows) in scopes() {
        for row in rows.iter().filter(|r| r.keys.is_empty()) {
            assert_ne!(row.place, Place::Hidden, "{} in {scope} cannot be reached", row.id);
        }
    }
}

/// The table of the product: what works everywhere.
const GLOBAL: &[(&str, &str)] = &[
    ("enter", "full"),
    ("esc", "back"),
    ("f", "find"),
    ("ctrl-f", "find"),
    ("g", "goto"),
    ("/", "narrow"),
    ("?", "help"),
    ("ctrl-p", "palette"),
    (":", "palette"),
    ("ctrl-z", "undo"),
    ("ctrl-y", "redo"),
    ("ctrl-l", "lock"),
    ("ctrl-q", "leave"),
    ("tab", "next_pane"),
    ("shift-tab", "prev_pane"),
];

#[test]
fn the_keys_of_the_product_work_everywhere() {
    let map = keymap();
    for (key, id) in GLOBAL {
        assert_eq!(map.command("", key.parse().expect("a key")), Some(*id), "{key}");
    }
    // The call from anywhere, also inside text.
    let rows: Vec<RowInfo> = panes().into_iter().flat_map(|p| p.1).collect();
    let call = rows.iter().find(|r| r.everywhere && r.keys.contains(&"c")).expect("c opens the call card");
    assert!(call.keys.contains(&"ctrl-t"), "Ctrl-T inside text: {call:?}");
}

#[test]
fn the_same_keys_mean_the_same_in_every_pane() {
    let words = [("n", "new"), ("e", "edit"), ("d", "done"), ("del", "bin")];
    for (tab, rows) in panes() {
        for (key, _) in words {
            // A pane may lack one; where it has the key it says so with a word of that kind.
            let Some(row) = rows.iter().find(|r| r.keys.contains(&key)) else { continue };
            println!("{}: {key} is {} ({})", tab.id, row.id, row.label);
        }
        assert!(rows.iter().any(|r| r.keys.contains(&"n")), "{} has no n for new", tab.id);
    }
}

#[test]
fn the_footer_shows_its_first_five_at_eighty_columns() {
    let folder = world::filled();
    let mut rig = world::rig(folder.path());
    rig.resize(80, 24);
    for (tab, rows) in panes() {
        for home in [true, false] {
            rig.keys("esc esc esc");
            match (home, tab.number) {
                (true, Some(number)) if tab.home => rig.keys(&format!("{number}")),
                (true, _) => continue,
                (false, _) => rig.keys(&format!("g {}", tab.letter)),
            };
            let foot = last_line(&rig);
            for (key, label) in first_five(rows.clone()) {
                assert!(foot.contains(&format!("{key} {label}")), "{}: “{key} {label}” is not in: {foot}", tab.id);
            }
        }
    }
}

fn last_line(rig: &Rig) -> String {
    rig.screen().lines().last().unwrap_or_default().to_owned()
}

/// The pairs that come first in the footer of a pane: its own rows and those that work everywhere.
fn first_five(mut rows: Vec<RowInfo>) -> Vec<(String, &'static str)> {
    let map = keymap();
    rows.extend(scopes().into_iter().find(|s| s.0.is_empty()).expect("the keys that work everywhere").1);
    let others = panes().into_iter().flat_map(|p| p.1).filter(|r| r.everywhere);
    rows.extend(others);
    let mut placed: Vec<(u8, RowInfo)> =
        rows.into_iter().filter_map(|r| if let Place::Footer(n) = r.place { Some((n, r)) } else { None }).collect();
    placed.sort_by_key(|(n, _)| *n);
    placed.dedup_by_key(|(_, r)| r.id);
    placed.into_iter().map(|(_, r)| (map.shown(r.id), r.label)).filter(|(k, _)| !k.is_empty()).take(5).collect()
}

/// Presses the first key of every command of every pane, in full, on the line that is selected.
fn every_command(folder: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    let mut rig = world::rig(folder);
    for (tab, rows) in panes() {
        for row in rows.iter().chain(&global_rows()) {
            let Some(key) = row.keys.first().filter(|_| !["leave", "back"].contains(&row.id)) else { continue };
            home(&mut rig);
            rig.keys(&format!("g {}", tab.letter));
            let before = (rig.screen(), rig.cursor(), written(&mut rig));
            rig.keys(key);
            let copied = rig.app().take_clipboard().is_some();
            let after = (rig.screen(), rig.cursor(), written(&mut rig));
            if before == after && !copied {
                faults.push(format!("{}: {key} ({}) does nothing and says nothing", tab.id, row.id));
            }
        }
    }
    faults
}

/// How many changes the journal holds.
fn written(rig: &mut Rig) -> i64 {
    rig.cx().db().count("SELECT COUNT(*) FROM change WHERE kind <> 'view'", &[]).expect("the journal")
}

fn global_rows() -> Vec<RowInfo> {
    scopes().into_iter().find(|s| s.0.is_empty()).expect("the keys that work everywhere").1
}

/// Back to the desk, whatever lies over it, with every change taken back.
fn home(rig: &mut Rig) {
    if rig.shows("The desk is shut") {
        rig.keys("enter");
    }
    rig.keys("esc esc esc esc esc esc");
    let (who, now) = (rig.cx().who.clone(), rig.cx().now);
    while let Ok(Some(_)) = rig.cx().store.undo(&who, now) {
        rig.cx().touch();
    }
    rig.tick();
}

#[test]
fn every_command_does_something_or_says_why_not_on_a_filled_desk() {
    let faults = every_command(world::filled().path());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_command_does_something_or_says_why_not_on_an_empty_desk() {
    let faults = every_command(world::empty().path());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// How each layer is reached, and with what in it.
const LAYERS: &[(&str, &str)] = &[
    ("+form", "g t n \"Ring the ward\""),
    ("+call", "c \"okafor grace\" enter tab n d a tab \"When is my letter coming?\" ctrl-s"),
    ("+merge", "g p p space space M"),
    ("+import", "g p i enter \"patients.csv\" enter"),
    ("+letter", "g l / \"hussain\" enter enter \"And so on.\""),
    ("+look_up", "g l / \"hussain\" enter enter \"Known haemoptysis\" alt-g"),
    ("+recipients", "g l / \"hussain\" enter t"),
    ("+calendars", "g d l"),
    ("+reminders", "ctrl-g"),
    ("+slots", "g p / \"jones sarah\" enter b n"),
    ("+told", "g p / \"jones sarah\" enter b n enter"),
    ("+booked", "g p / \"jones sarah\" enter b"),
    ("+waiting", "g c w"),
    ("+short", "g p / \"jones sarah\" enter b x enter"),
    ("+whole", "g p / \"jones sarah\" enter b v"),
    ("+invite", "g d i \"invitation.ics\" enter enter"),
    ("+session", "g c enter"),
    ("+reach", "g c r"),
    ("+plans", "g c p"),
    ("+meeting", "g m enter"),
    ("+minutes", "g m enter m"),
    ("+trip", "g v n \"Dr A Patel\" tab tab tab \"Leeds\" ctrl-s enter"),
    ("+office", "g o n \"C40211\" tab tab tab \"Stationery\" ctrl-s enter"),
    ("+booking", "g r v v n \"Room 9\" ctrl-s v n \"Board\" tab \"room 9\" enter ctrl-s enter"),
    ("+dates", "g r a \"\" enter enter enter enter enter enter enter"),
    ("+unanswered", "g d u"),
    ("+snippets", "g l ;"),
    ("+versions", "g l / \"hussain\" enter s V"),
    ("+dictations", "g l D"),
    ("+numbers", "g l N"),
    ("+run", "g l P"),
    ("+templates", "g l T"),
    ("+template", "g l T n enter"),
    ("+approval", "g l A"),
    ("+answers", "g l A p i"),
    ("+post", "g l B"),
    ("+team_pile", "g e B enter"),
    ("+team_share", "g e B o"),
    ("+team_note", "g e P h"),
    ("+team_back", "g e L home enter"),
];

const INVITATION: &str = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:a\nDTSTART:20260304T140000Z\nSUMMARY:Board\nORGANIZER:mailto:board@example.org\nATTENDEE:mailto:sam@example.org\nEND:VEVENT\nEND:VCALENDAR\n";

#[test]
fn every_command_of_every_layer_does_something_or_says_why_not() {
    let folder = world::filled();
    let mut rig = world::rig(folder.path());
    std::fs::write("patients.csv", "surname,forename,dob\nSmith,John,1955-03-03\n").expect("a file");
    std::fs::write("invitation.ics", INVITATION).expect("a file");
    let mut faults = Vec::new();
    for (scope, rows) in scopes().into_iter().filter(|(scope, rows)| scope.starts_with('+') && !rows.is_empty()) {
        let steps = LAYERS.iter().find(|l| l.0 == scope).unwrap_or_else(|| panic!("no way to {scope} is known")).1;
        for (row, key) in rows.iter().flat_map(|row| row.keys.iter().map(move |key| (row, key))) {
            home(&mut rig);
            walk(&mut rig, steps);
            let before = (rig.screen(), rig.cursor(), written(&mut rig));
            rig.keys(key);
            let copied = rig.app().take_clipboard().is_some();
            if before == (rig.screen(), rig.cursor(), written(&mut rig)) && !copied {
                faults.push(format!("{scope}: {key} ({}) does nothing and says nothing:\n{}", row.id, before.0));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_key_that_means_nothing_here_says_so() {
    let folder = world::filled();
    let mut rig = world::rig(folder.path());
    let used: HashSet<Chord> =
        scopes().iter().flat_map(|s| &s.1).flat_map(|r| r.keys).map(|k| k.parse().expect("a key")).collect();
    for (tab, _) in panes() {
        rig.keys("esc esc esc").keys(&format!("g {}", tab.letter));
        for key in ["alt-q", "f9", "ctrl-g", "~", "ctrl-c"] {
            if used.contains(&key.parse().expect("a key")) {
                continue;
            }
            rig.keys(key).sees("does nothing here");
        }
    }
}

/// Where undo has another key, the sentence that offers it names that one.
#[test]
fn what_takes_a_change_back_is_said_with_its_own_key() {
    let folder = world::empty();
    let keys = [("undo", vec!["U".to_owned()]), ("redo", vec!["ctrl-z".to_owned()])];
    let keys = keys.into_iter().map(|(id, keys)| (id.to_owned(), keys)).collect();
    let config = Config { keys, idle_minutes: 0, ..Config::default() };
    let mut rig = Rig::on(world::store(folder.path()), PARTS, support::now(), "Jo", config, Look::default());
    rig.keys("g t n").text("Ring the ward").keys("ctrl-s").sees("Ring the ward. U undoes it.");
    rig.keys("U").sees("Taken back: New task: Ring the ward. Ctrl-Z does it again.");
    rig.keys("ctrl-z").sees("Done again: New task: Ring the ward. U takes it back.");
}
