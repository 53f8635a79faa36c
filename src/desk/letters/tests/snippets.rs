//! Snippets while a letter is written, lists and looks.

use super::*;

fn open(rig: &mut Rig, body: &str) -> Letter {
    let letter = Letter { body: body.into(), attended_on: Some("2026-02-27".into()), ..letter() };
    put(rig, &letter);
    rig.keys("g l enter");
    letter
}

#[test]
fn a_short_word_and_a_space_become_what_they_stand_for() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    open(&mut rig, "");
    rig.text(";same ").sees("Your medicines stay as they are.").text("Good.").sees("as they are. Good.");
    rig.keys("ctrl-z ctrl-z").sees(";same").misses("stay as they are");
    rig.text(" ").misses("stay as they are").keys("esc");
    assert_eq!(only(&mut rig).body, ";same  ");
}

#[test]
fn facts_are_put_in_and_tab_walks_the_blanks() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    open(&mut rig, "");
    rig.text(";chg ").sees("4 blanks left").text("ramipril").keys("tab").text("5 mg").keys("tab").text("10 mg");
    rig.keys("tab")
        .text("it helps")
        .sees("- **Change** ramipril from 5 mg to 10 mg, because it helps.")
        .keys("ctrl-end enter enter")
        .text(";thp ");
    rig.sees("Thank you for coming to the cardiology clinic on 27 February 2026.");
    rig.text("It was good to see you.").sees("2026. It was good to see you.");
}

#[test]
fn enter_tab_and_the_list_put_them_in_too() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    open(&mut rig, "");
    rig.text(";gpno").keys("tab").sees("No action is needed from your GP.");
    rig.keys("enter").text(";nka").keys("enter").sees("You have no allergies that we know of.");
    rig.keys("enter alt-i").sees("Put in a snippet").text("discharged").keys("enter");
    rig.sees("I have discharged you from the cardiology clinic").sees("saved");
}

#[test]
fn a_department_makes_its_own_and_undoes_it() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g l").keys(";").sees("with the program").keys("n").text("Bye").keys("tab").text("Good wishes");
    rig.keys("tab").text("With all good wishes").keys("ctrl-s").sees("New snippet ;bye");
    rig.sees(";bye").keys("esc");
    open(&mut rig, "");
    rig.text(";bye ").sees("With all good wishes").keys("esc ctrl-z ctrl-z").sees("New snippet ;bye");
    rig.keys("enter").keys("enter").text(";bye ").sees(";bye");
}

#[test]
fn lists_go_on_and_bold_is_one_key() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    open(&mut rig, "");
    rig.text("- one").keys("enter").text("two").keys("ctrl-b enter enter").text("end").keys("esc");
    assert_eq!(only(&mut rig).body, "- one\n- **two**\nend");
}
