//! Nothing typed is lost: interrupted, left, killed, written in two windows.

use super::*;

fn open(rig: &mut Rig) -> Letter {
    let letter = Letter { body: "One two three.\n\nFour five six.".into(), ..letter() };
    put(rig, &letter);
    rig.keys("g l enter").sees("Four five six.");
    letter
}

#[test]
fn an_interruption_gives_back_the_same_letter_at_the_same_cursor() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    open(&mut rig);
    rig.keys("ctrl-end left").text(" and sev");
    let before = rig.cursor();
    rig.keys("ctrl-p").text("something").keys("esc");
    assert_eq!(rig.cursor(), before);
    rig.text("en").sees("Four five six and seven.");
}

#[test]
fn a_call_in_the_middle_of_a_word_gives_it_back_at_the_same_cursor() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    open(&mut rig);
    rig.keys("ctrl-end left").text(" and sev");
    let before = rig.cursor();
    rig.keys("ctrl-t").text("Okafor").keys("esc").tick();
    assert_eq!(rig.cursor(), before);
    rig.text("en").sees("Four five six and seven.").keys("ctrl-s").sees("Wrote Free letter");
}

#[test]
fn esc_writes_it_as_one_change_and_the_place_is_kept() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let letter = open(&mut rig);
    rig.keys("down down end").text(" More.");
    let before = rig.cursor();
    rig.keys("esc").sees("Wrote Free letter: OKAFOR, Grace (Mrs). Ctrl-Z undoes it.");
    assert!(stored(&mut rig, &letter.id).body.ends_with("six. More."));
    rig.keys("enter");
    assert_eq!(rig.cursor(), before);
    rig.keys("esc ctrl-z").sees("Taken back: Wrote Free letter");
    assert_eq!(stored(&mut rig, &letter.id), letter);
}

#[test]
fn a_kill_loses_nothing_and_the_cursor_stands_where_it_was() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let letter = open(&mut rig);
    rig.keys("right right right").text(" and a half").tick().sees("not saved yet");
    let before = rig.cursor();
    drop(rig);
    let mut rig = self::rig(&folder);
    assert_eq!(stored(&mut rig, &letter.id).body, letter.body);
    rig.keys("g l").sees("typed, not saved").keys("s").sees("not saved yet").keys("enter");
    rig.sees("One and a half two three.").sees("did not save stands here again");
    assert_eq!(rig.cursor(), before);
    rig.keys("ctrl-s").sees("Wrote Free letter");
    assert!(stored(&mut rig, &letter.id).body.starts_with("One and a half"));
    assert!(rig.cx().store.drafts("letter/").unwrap().is_empty());
}

#[test]
fn a_stale_save_is_refused_and_the_text_is_kept() {
    let folder = TempDir::new().unwrap();
    let mut one = rig(&folder);
    let letter = open(&mut one);
    let mut two = rig(&folder);
    two.keys("g l enter").sees("Four five six.");
    one.text("Mine. ").tick();
    two.text("Theirs. ").tick().sees("in another window too");
    one.keys("ctrl-s").sees("Wrote Free letter");
    two.keys("ctrl-s").sees("Not saved: The letter was changed meanwhile").sees("Theirs. One two");
    assert!(stored(&mut two, &letter.id).body.starts_with("Mine. One"));
    two.keys("esc").sees("What you typed is kept").keys("enter").sees("Theirs. One two").sees("changed since this");
    two.keys("ctrl-o").text("other stays").keys("enter").sees("Mine. One two").keys("ctrl-z").sees("Theirs. One two");
    two.keys("ctrl-s");
    assert!(stored(&mut two, &letter.id).body.starts_with("Theirs. One"));
}

#[test]
fn my_text_can_stay_over_the_others() {
    let folder = TempDir::new().unwrap();
    let mut one = rig(&folder);
    let letter = open(&mut one);
    let mut two = rig(&folder);
    two.keys("g l enter").text("Theirs. ");
    one.text("Mine. ").keys("ctrl-s");
    two.tick().keys("ctrl-o").text("my text").keys("enter").sees("Wrote Free letter");
    assert!(stored(&mut two, &letter.id).body.starts_with("Theirs. One"));
    two.keys("esc ctrl-z");
    assert!(stored(&mut two, &letter.id).body.starts_with("Mine. One"));
}

#[test]
fn what_another_window_wrote_is_shown_where_nothing_was_typed() {
    let folder = TempDir::new().unwrap();
    let mut one = rig(&folder);
    open(&mut one);
    let mut two = rig(&folder);
    two.keys("g l enter");
    one.text("Mine. ").keys("ctrl-s");
    two.tick().sees("Mine. One two").misses("changed meanwhile");
}

#[test]
fn submitted_elsewhere_it_is_not_written_and_the_text_is_kept() {
    let folder = TempDir::new().unwrap();
    let mut one = rig(&folder);
    let letter = open(&mut one);
    let mut two = rig(&folder);
    two.keys("g l s").sees("awaiting approval");
    one.text("More. ").keys("ctrl-s").sees("awaiting approval now").sees("More. One");
    one.tick().keys("esc");
    assert_eq!(stored(&mut one, &letter.id).body, letter.body);
    two.keys("u");
    one.tick().keys("enter").sees("More. One").keys("ctrl-s");
    assert!(stored(&mut one, &letter.id).body.starts_with("More. One"));
}

#[test]
fn find_and_replace_in_the_text() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let letter = Letter { body: "A dose, a dose, a Dose.".into(), ..letter() };
    put(&mut rig, &letter);
    rig.keys("g l enter ctrl-f").text("dose").sees("1 of 3").keys("enter").sees("2 of 3").keys("up").sees("1 of 3");
    rig.keys("alt-u").sees("1 of 2").keys("alt-u").sees("1 of 3").sees("Alt-U match case");
    rig.keys("esc ctrl-r").text("tablet").sees("1 of 3").keys("enter").sees("1 replaced, 2 left");
    rig.keys("ctrl-a").sees("2 replaced, 0 left").keys("esc").sees("A tablet, a tablet, a tablet.");
    rig.keys("ctrl-z").sees("A tablet, a dose, a Dose.").keys("esc");
    assert_eq!(stored(&mut rig, &letter.id).body, "A tablet, a dose, a Dose.");
}

#[test]
fn tab_goes_from_blank_to_blank_and_typing_fills_them() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    put(&mut rig, &Letter { body: "By {{?who}} on {{?when}}.".into(), ..letter() });
    rig.keys("g l enter").sees("2 blanks left").keys("tab").text("Sam").sees("By Sam on").sees("1 blank left");
    rig.keys("tab").text("Monday").sees("By Sam on Monday.").keys("tab").sees("No blank is left");
    rig.keys("ctrl-z").sees("{{?when}}");
}

#[test]
fn what_is_only_to_be_known_lets_it_go() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let needs = Patient { need_format: "Braille".into(), ..patient() };
    rig.cx().store.apply(&Change::new("Needs").update(&patient(), &needs), "Sam", now()).unwrap();
    put(&mut rig, &letter());
    rig.keys("g l enter alt-s")
        .sees("needs it in another form: Braille")
        .keys("down enter")
        .sees("Submitted Free letter");
}

#[test]
fn details_named_later_fill_the_blanks_and_move_the_clock() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let clinic = Letter { template: "clinic-letter".into(), body: "Seen on {{attended}}.".into(), ..letter() };
    put(&mut rig, &clinic);
    rig.keys("g l enter").text("So: ").keys("alt-d").text("27/2").keys("ctrl-s").sees("So: Seen on 27 February 2026.");
    assert_eq!(stored(&mut rig, &clinic.id).due_at.as_deref(), Some("2026-03-06"));
    rig.keys("esc");
    assert_eq!(stored(&mut rig, &clinic.id).body, "So: Seen on 27 February 2026.");
}

#[test]
fn pasted_text_is_text() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    open(&mut rig);
    rig.paste("q\u{1b}[2Jd\r\nnext ").sees("q[2Jd").sees("next One").keys("ctrl-z").misses("next One");
}

#[test]
fn one_letter_is_open_once() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let letter = open(&mut rig);
    rig.cx().show("letter", letter.id.clone());
    rig.tick().sees("open already").keys("esc enter").sees("Four five six.");
}
