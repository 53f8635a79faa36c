use std::fs;
use std::time::Duration;

use super::*;
use crate::config::After;
use crate::desk::dictation::{repo, watch};
use crate::desk::tasks::Task;
use crate::desk::watch::{Dealt, resting};

fn collected(rig: &mut Rig, folder: &Path, after: After) -> watch::Counts {
    let mut config = rig.cx().config.clone();
    config.dictation.after = after;
    config.dictation.pattern = "{author}_{nhs}".into();
    let given = resting(folder, watch::is_wanted, Duration::ZERO);
    watch::collect(&mut rig.cx().store, &config, &given, &Dealt::default(), ("Sam Reed", now())).unwrap()
}

fn tasks(rig: &mut Rig) -> Vec<Task> {
    rig.cx().db().rows("SELECT * FROM task", &[]).unwrap()
}

#[test]
fn what_rests_in_the_folder_is_taken_in_and_set_aside() {
    let (desk, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut rig = rig(&desk);
    recording(place.path(), "patel_9990000018.wav", 5, 1);
    fs::write(place.path().join("patel_9990000018.txt"), "priority: urgent").unwrap();
    recording(place.path(), "copy_x.wav", 5, 1);
    fs::write(place.path().join("empty.mp3"), "").unwrap();
    fs::write(place.path().join("notes.doc"), "x").unwrap();
    let counts = collected(&mut rig, place.path(), After::Move);
    assert_eq!(counts, watch::Counts { taken: 1, again: 1, refused: 1 });
    let left: Vec<String> =
        fs::read_dir(place.path()).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(left.len() == 3 && left.contains(&"notes.doc".to_owned()), "{left:?}");
    assert!(
        place.path().join("taken/patel_9990000018.txt").exists() && place.path().join("refused/empty.mp3").exists()
    );
    let tasks = tasks(&mut rig);
    assert_eq!(tasks.len(), 1);
    assert_eq!(tasks[0].title, "empty.mp3 was not taken in: it is empty.");
    let all = repo::to_type(rig.cx().db()).unwrap();
    assert_eq!(all.len(), 1);
    // The copy of the same recording came first by its name, and told nobody's name.
    assert!(all[0].dictation.original == "copy_x.wav" || all[0].author == "Dr Asha Patel");
}

#[test]
fn what_is_left_where_it_was_is_taken_in_once() {
    let (desk, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut rig = rig(&desk);
    recording(place.path(), "patel_9990000018.wav", 5, 1);
    fs::write(place.path().join("bad.wav"), "").unwrap();
    assert_eq!(collected(&mut rig, place.path(), After::Leave), watch::Counts { taken: 1, again: 0, refused: 1 });
    assert_eq!(collected(&mut rig, place.path(), After::Leave), watch::Counts { taken: 0, again: 1, refused: 1 });
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
    assert_eq!((repo::to_type(rig.cx().db()).unwrap().len(), tasks(&mut rig).len()), (1, 1), "the task stands once");
}

#[test]
fn the_screen_takes_in_what_is_dropped_into_the_folder() {
    let (desk, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut rig = rig(&desk);
    rig.cx().config.dictation.folder = place.path().to_string_lossy().into_owned();
    recording(place.path(), "ward.wav", 65, 1);
    rig.keys("3 3");
    for _ in 0..100_000 {
        if rig.tick().shows("1 dictation taken in from the folder.") {
            break;
        }
        std::thread::yield_now();
    }
    rig.sees("1 dictation taken in from the folder.").sees("1 unsent");
    assert!(place.path().join("taken/ward.wav").exists());
}
