//! Spelling while a letter is written: what is marked, what is offered, what is right all the same.

use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{letter, put, rig, stored};
use crate::app::rig::Rig;
use crate::desk::letters::Letter;
use crate::store::Change;
use crate::ui::Look;

fn written(folder: &TempDir, body: &str) -> (Rig, Letter) {
    let mut rig = rig(folder);
    let letter = Letter { body: body.into(), ..letter() };
    put(&mut rig, &letter);
    rig.keys("g l enter");
    (rig, letter)
}

/// Lets the worker find what is like a word.
fn until(rig: &mut Rig, text: &str) {
    let start = Instant::now();
    while !rig.tick().shows(text) && start.elapsed() < Duration::from_secs(20) {
        std::thread::yield_now();
    }
    rig.sees(text);
}

#[test]
fn a_wrong_word_is_marked_and_put_right_by_a_figure() {
    let folder = TempDir::new().unwrap();
    let (mut rig, letter) = written(&folder, "She has haemoptisis and a cough.");
    rig.sees("1 to spell (Alt-W)").keys("alt-w").sees("“haemoptisis” is in no dictionary");
    until(&mut rig, "1 haemoptysis");
    rig.keys("1").sees("She has haemoptysis and").misses("to spell").keys("ctrl-s");
    assert_eq!(stored(&mut rig, &letter.id).body, "She has haemoptysis and a cough.");
    rig.keys("ctrl-z").sees("haemoptisis");
}

#[test]
fn an_american_form_is_marked_and_the_british_one_stands_first() {
    let folder = TempDir::new().unwrap();
    let (mut rig, _) = written(&folder, "Known Anemia, on acetaminophen.");
    rig.sees("2 to spell").keys("alt-w").sees("“Anemia” is American; here it is Anaemia.");
    until(&mut rig, "> 1 Anaemia");
    rig.keys("enter alt-w").sees("here it is paracetamol");
    until(&mut rig, "> 1 paracetamol");
    rig.keys("enter").sees("Known Anaemia, on paracetamol.");
}

#[test]
fn the_people_of_the_letter_and_of_the_team_are_spelt_right() {
    let folder = TempDir::new().unwrap();
    let (mut rig, _) =
        written(&folder, "Mrs Okafor’s GP in Stellswick wrote to Dr Asha Patel: BP 140/80, SOB, 10mg bd, jo@x.net.");
    rig.misses("to spell");
    rig.keys("alt-w").sees("No word is marked.");
}

#[test]
fn a_word_is_not_marked_while_it_is_typed() {
    let folder = TempDir::new().unwrap();
    let (mut rig, _) = written(&folder, "");
    rig.text("haemopt").misses("to spell").text("isiss ").sees("1 to spell");
    rig.text("wrongg").sees("1 to spell").keys("left").sees("2 to spell");
}

#[test]
fn a_word_is_added_to_those_of_the_department_for_every_window() {
    let folder = TempDir::new().unwrap();
    let (mut one, _) = written(&folder, "The Stellograph was normal.");
    one.sees("1 to spell").keys("alt-w a").sees("Added to the department's words: Stellograph").misses("to spell");
    let mut two = rig(&folder);
    two.keys("g l enter").sees("The Stellograph").misses("to spell").keys("esc");
    two.keys("ctrl-z").tick();
    one.tick().tick().sees("1 to spell");
}

#[test]
fn a_word_can_be_let_be_in_one_letter_and_stays_so() {
    let folder = TempDir::new().unwrap();
    let (mut rig, _) = written(&folder, "Grrr and wrongg.");
    rig.sees("2 to spell").keys("alt-w i").sees("is let be in this letter").sees("1 to spell").keys("ctrl-s esc enter");
    rig.sees("1 to spell").keys("alt-w").sees("“wrongg” is in no");
}

#[test]
fn next_goes_on_and_esc_goes_back_to_the_text() {
    let folder = TempDir::new().unwrap();
    let (mut rig, _) = written(&folder, "Onne two threee.");
    rig.keys("alt-w").sees("“Onne”").keys("alt-w").sees("“threee”").keys("alt-w").sees("“Onne”").keys("esc");
    rig.misses("in no dictionary").sees("Onne two threee.");
    rig.keys("alt-n").text("three").sees("Onne two three.");
}

#[test]
fn spelling_can_be_turned_off_and_says_so() {
    let folder = TempDir::new().unwrap();
    let (mut rig, _) = written(&folder, "Wrongg.");
    rig.sees("1 to spell").keys("ctrl-o").text("spelling on").keys("enter").sees("spelling off").misses("to spell");
    rig.keys("alt-w").sees("Spelling is off");
    rig.keys("ctrl-o").text("spelling on").keys("enter").sees("1 to spell");
}

#[test]
fn the_mark_is_an_underline_also_without_colour() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    put(&mut rig, &Letter { body: "Wrongg.".into(), ..letter() });
    rig.keys("g l enter");
    assert!(rig.has_modifier(ratatui::style::Modifier::UNDERLINED));
    assert!(Look::default().theme.error != Look::default().theme.base);
}

#[test]
fn a_word_is_looked_up_and_the_cursor_stays() {
    let folder = TempDir::new().unwrap();
    let (mut rig, _) = written(&folder, "Known atrial fibrillation, no dizzyness.");
    rig.keys("right right right right right right right right");
    let before = rig.cursor();
    rig.keys("alt-g").sees("an irregular heartbeat").sees("Esc").keys("esc").misses("an irregular heartbeat");
    assert_eq!(rig.cursor(), before);
    rig.keys("ctrl-home alt-g").sees("The glossary does not have “Known”");
}

#[test]
fn the_check_reads_the_words_of_the_department() {
    let folder = TempDir::new().unwrap();
    let (mut rig, _) = written(&folder, "QXQ seen.");
    rig.keys("alt-c").misses("quick exam");
    let word = crate::desk::glossary::Word {
        kind: "abbreviation".into(),
        meaning: "quick exam; quiet exit".into(),
        ..crate::desk::glossary::Word::new("QXQ", "Sam", super::now())
    };
    rig.cx().store.apply(&Change::new("A word").insert(&word), "Sam", super::now()).unwrap();
    rig.tick().keys("alt-c").sees("quick exam");
}
