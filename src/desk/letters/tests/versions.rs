//! The versions of a letter: kept for ever, and compared.

use super::*;
use crate::desk::letters::repo_versions;

fn steps(rig: &mut Rig, letter: &Letter) -> Vec<String> {
    let all = repo_versions::of(rig.cx().db(), letter).unwrap();
    all.iter().map(|v| format!("{} {} {}", v.step(), v.who, v.body)).collect()
}

#[test]
fn each_step_keeps_the_text_and_undo_takes_none_of_it_away() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let letter = Letter { body: "First.".into(), ..letter() };
    put(&mut rig, &letter);
    rig.keys("g l s").sees("awaiting approval").keys("r").text("more").keys("enter").sees("returned");
    rig.keys("enter ctrl-home").text("Now. ").keys("alt-s enter").sees("Submitted");
    assert_eq!(
        steps(&mut rig, &letter),
        ["submitted Sam Reed First.", "returned Sam Reed First.", "submitted Sam Reed Now. First."]
    );
    rig.keys("ctrl-z").sees("Taken back");
    let all = steps(&mut rig, &letter);
    assert_eq!((all.len(), all[3].as_str()), (4, "a step taken back Sam Reed Now. First."));
}

#[test]
fn nothing_changes_or_erases_a_version() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    put(&mut rig, &letter());
    rig.keys("g l s").sees("awaiting approval");
    drop(rig);
    let file = rusqlite::Connection::open(folder.path().join(crate::store::DB_FILE)).unwrap();
    for sql in ["DELETE FROM letter_version", "UPDATE letter_version SET body = ''"] {
        assert!(file.execute(sql, []).unwrap_err().to_string().contains("kept"), "{sql}");
    }
}

#[test]
fn two_versions_are_compared_word_by_word() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    put(&mut rig, &Letter { body: "Take one tablet a day.\n\nThank you.".into(), ..letter() });
    rig.keys("g l V").sees("It has one version so far").keys("s r").text("two").keys("enter");
    rig.keys("enter").keys("ctrl-home ctrl-right ctrl-right").keys("ctrl-left").text("half ");
    rig.keys("alt-y").sees("against as it stands now").sees("One change").sees("Take {+half +}one tablet");
    rig.keys("left").sees("submitted 03-Mar-2026 09:41, Sam Reed").keys("left").sees("no older version");
    rig.keys("tab").sees("The two texts are the same").keys("esc esc");
}

#[test]
fn a_correction_is_compared_with_the_letter_it_replaces() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let old = Letter { body: "Take one tablet.".into(), ..in_state("sent") };
    put(&mut rig, &old);
    put(&mut rig, &Letter { body: "Take two tablets.".into(), replaces_id: Some(old.id.clone()), ..letter() });
    rig.keys("g l enter alt-y").sees("the letter it replaces").sees("[-one tablet.-]{+two tablets.+}");
}
