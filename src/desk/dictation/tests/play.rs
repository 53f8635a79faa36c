//! With a real player; where there is none these print a line and skip.

use super::*;

/// A desk whose player makes no noise; none where there is no player.
fn with_player(folder: &TempDir) -> Option<Rig> {
    let found = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join("mpv").is_file()));
    if !found {
        println!("skipped: mpv is not installed");
        return None;
    }
    let mut rig = rig(folder);
    rig.cx().config.dictation.player = "mpv --ao=null".into();
    Some(rig)
}

/// Ticks until the screen shows it: the player is another program.
fn until<'a>(rig: &'a mut Rig, text: &str) -> &'a mut Rig {
    for _ in 0..2_000 {
        if rig.tick().shows(text) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    rig.sees(text)
}

/// Ticks until it has played for a second or more, however slow the machine is.
fn until_it_plays(rig: &mut Rig) {
    for _ in 0..2_000 {
        if rig.tick().shows("> playing") && !rig.shows("> playing 0:00") {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("it does not play:\n{}", rig.screen());
}

fn open(rig: &mut Rig, folder: &TempDir) {
    let path = recording(folder.path(), "a.wav", 120, 1);
    taken(rig, &path, known());
    rig.keys("3 3 D enter").sees("# not played yet 0:00 of 2:00");
}

#[test]
fn it_is_played_and_wound_without_leaving_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut rig) = with_player(&folder) else { return };
    open(&mut rig, &folder);
    rig.keys("f4");
    until_it_plays(&mut rig);
    rig.text("Typed while it plays. ").sees("Typed while it plays.");
    rig.keys("alt-p");
    until(&mut rig, "# paused");
    rig.keys("alt-0");
    until(&mut rig, "# paused 0:00");
    rig.keys("f8 f8 alt-. f8");
    until(&mut rig, "# paused 0:20");
    rig.keys("alt-,");
    until(&mut rig, "# paused 0:15");
    rig.keys("f6 alt-=");
    until(&mut rig, "1.2x");
    rig.keys("f5 f5 f5");
    until(&mut rig, "0.9x");
    rig.keys("alt-0");
    until(&mut rig, "# paused 0:00");
}

#[test]
fn the_call_stops_it_and_gives_back_the_same_place_and_cursor() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut rig) = with_player(&folder) else { return };
    open(&mut rig, &folder);
    rig.keys("f4");
    until_it_plays(&mut rig);
    rig.text("Dear ");
    let cursor = rig.cursor();
    rig.keys("ctrl-t").sees("Call");
    rig.tick().keys("esc");
    until(&mut rig, "# paused 0:0");
    assert_eq!(rig.cursor(), cursor);
    rig.keys("f4");
    until(&mut rig, "> playing");
}

#[test]
fn the_place_is_kept_over_a_restart_and_play_goes_on_a_few_seconds_back() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut rig) = with_player(&folder) else { return };
    open(&mut rig, &folder);
    rig.keys("f8");
    until(&mut rig, "# paused 0:05");
    rig.keys("f8 f8 f8 f6");
    until(&mut rig, "# paused 0:20 of 2:00 · 1.1x");
    rig.keys("esc");
    drop(rig);
    let Some(mut rig) = with_player(&folder) else { return };
    rig.keys("3 3 D enter").sees("# stopped 0:20 of 2:00 · 1.1x");
    rig.keys("f4");
    until(&mut rig, "> playing 0:1");
}

#[test]
fn the_end_of_the_player_is_said_and_takes_nothing_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut rig) = with_player(&folder) else { return };
    // A player that ends by itself at once.
    rig.cx().config.dictation.player = "mpv --ao=null --version".into();
    open(&mut rig, &folder);
    rig.text("Still here.").keys("f4");
    until(&mut rig, "The player has stopped. Play starts it again at the same place.");
    rig.sees("Still here.").text(" And on.").sees("Still here. And on.");
}

#[test]
fn what_is_no_sound_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut rig) = with_player(&folder) else { return };
    let path = folder.path().join("a.mp3");
    std::fs::write(&path, "this is no sound at all").unwrap();
    taken(&mut rig, &path, known());
    rig.keys("3 3 D enter").sees("of ?").keys("f4");
    until(&mut rig, "This recording cannot be played");
}

#[test]
fn where_there_is_no_player_the_letter_is_typed_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = rig(&folder);
    rig.cx().config.dictation.player = "no-such-player-here".into();
    open(&mut rig, &folder);
    rig.keys("f4").sees("There is no player: no-such-player-here is not on this computer. Install mpv");
    rig.text("Typed.").keys("ctrl-s").sees("Wrote Clinic letter");
}

#[test]
fn a_letter_without_a_dictation_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = rig(&folder);
    rig.keys("3 3 n").text("free").keys("enter").text("okafor").keys("down enter ctrl-s");
    rig.misses("F4").keys("f4").sees("No dictation belongs to this letter.");
}
