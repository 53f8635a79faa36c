use super::*;
use crate::desk::letters::Letter;

fn letter(rig: &mut Rig, taken: &Taken) -> Letter {
    rig.cx().db().must(&taken.letter.id).unwrap()
}

#[test]
fn what_is_known_of_a_dictation_is_not_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = rig(&folder);
    let path = recording(folder.path(), "a.wav", 75, 1);
    let one = taken(&mut rig, &path, known());
    rig.keys("3").sees("3 Letters · 1 unsent").keys("3").sees("OKAFOR, Grace (Mrs)").sees("dictated · the pool");
    rig.keys("D").sees("Dictations · pool 1 (2 min) · mine 0 (0 min)").sees("1:15").sees("Clinic letter");
    rig.keys("enter").sees("Born 03-Mar-1950").sees("# not played yet 0:00 of 1:15 · 1.0x · a.wav");
    let begun = letter(&mut rig, &one);
    assert_eq!(
        (begun.state.as_str(), begun.owner.as_str(), begun.template.as_str()),
        ("drafting", "Sam Reed", "clinic-letter")
    );
    rig.keys("esc").sees("drafting · Sam Reed");
}

#[test]
fn what_is_not_known_is_asked_first_and_what_was_not_understood_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = rig(&folder);
    let path = recording(folder.path(), "a.wav", 5, 1);
    let told = Told { author: "Smith".into(), nhs: "999 000 0026".into(), attended: "3/3".into(), ..Told::default() };
    let one = taken(&mut rig, &path, told);
    assert_eq!(one.dictation.unclear.len(), 2, "{:?}", one.dictation.unclear);
    assert_eq!(one.letter.attended_on.as_deref(), Some("2026-03-03"));
    rig.keys("3 3 D").sees("NOT UNDERSTOOD: Nobody in the team is called “Smith”.").sees("author not known");
    rig.keys("enter").sees("Dictation · a.wav · 0:05").sees("Not understood: Nobody in the team");
    rig.text("okafor").keys("down enter").text("asha").keys("down enter").keys("ctrl-s");
    // The template is asked, as of any letter that is not begun.
    rig.sees("Which letter").text("free").keys("enter").sees("a.wav").sees("Born 03-Mar-1950");
    let begun = letter(&mut rig, &one);
    assert_eq!((begun.patient_id.as_deref(), begun.author.as_str()), (Some("p1"), "Dr Asha Patel"));
}

#[test]
fn a_surname_that_two_bear_or_another_birth_date_is_never_guessed() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = rig(&folder);
    let told =
        |born: &str, author: &str| Told { born: born.into(), author: author.into(), owner: "Patel".into(), ..known() };
    let path = recording(folder.path(), "a.wav", 5, 1);
    let one = taken(&mut rig, &path, told("4/3/1950", "Patel"));
    assert_eq!(
        (one.letter.author.as_str(), one.letter.patient_id.as_deref()),
        ("Dr Asha Patel", None),
        "only one of them signs"
    );
    let said = one.dictation.unclear.join("\n");
    assert!(said.contains("“Patel” may be Dr Asha Patel or Dr Ravi Patel."), "{said}");
    assert!(said.contains("OKAFOR, Grace (Mrs), and the birth date told is “4/3/1950”"), "{said}");
    let path = recording(folder.path(), "b.wav", 5, 2);
    let two = taken(&mut rig, &path, told("3/3/1950", "Dr A"));
    assert_eq!((two.letter.author.as_str(), two.letter.patient_id.as_deref()), ("", Some("p1")));
}

#[test]
fn taken_put_back_handed_on_and_ranked_with_keys() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = rig(&folder);
    for n in 1..=3u8 {
        let path = recording(folder.path(), &format!("{n}.wav"), 60, n);
        taken(&mut rig, &path, known());
    }
    rig.keys("3 3 D").sees("pool 3 (3 min) · mine 0");
    rig.keys("space down space t").sees("pool 1 (1 min) · mine 2 (2 min)").sees("Taken: 2 letters. Ctrl-Z undoes it.");
    rig.keys("ctrl-z")
        .sees("pool 3 (3 min)")
        .keys("t")
        .sees("mine 1")
        .keys("v")
        .sees("only the pool")
        .keys("v")
        .sees("only mine");
    rig.keys("b").sees("pool 3 (3 min) · mine 0").sees("You have none: t takes one from the pool.");
    rig.keys("v v").sees("pool 3").keys("p").sees("Urgent:").sees("! ");
    rig.keys("w").text("kit").keys("enter").sees("Handed to Kit").sees("pool 2");
    rig.keys("v v v").sees("everybody's").sees("Kit").keys("/").text("kit").sees("(1 of 3)").keys("esc").sees("Kit");
}

#[test]
fn a_file_is_taken_in_by_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = rig(&folder);
    let path = recording(folder.path(), "ward round.wav", 61, 1);
    rig.keys("3 3 D")
        .sees("Every dictation is typed.")
        .keys("n")
        .text("ward.wav")
        .keys("enter")
        .sees("Type the whole path");
    rig.keys("esc n").text(&path.to_string_lossy()).keys("enter");
    for _ in 0..100_000 {
        if rig.tick().shows("taken in: ward round.wav") {
            break;
        }
        std::thread::yield_now();
    }
    rig.sees("Dictation taken in: ward round.wav.").sees("1:01").sees("pool 1 (2 min)");
    rig.keys("esc ctrl-z").sees("Taken back: Dictation taken in: ward round.wav.").keys("D").sees("pool 0");
}

#[test]
fn a_dictation_that_is_begun_does_not_go_back_to_the_pool() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = rig(&folder);
    let path = recording(folder.path(), "a.wav", 5, 1);
    taken(&mut rig, &path, known());
    rig.keys("3 3 D enter")
        .text("Hello.")
        .keys("esc D")
        .sees("being typed")
        .keys("b")
        .sees("is drafting: hand it on instead");
    rig.keys("e").sees("Its letter is begun");
}

#[test]
fn a_recording_that_is_a_part_of_another_letter_goes_with_it_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = rig(&folder);
    let first = taken(&mut rig, &recording(folder.path(), "a.wav", 61, 1), known());
    let second = taken(&mut rig, &recording(folder.path(), "b.wav", 30, 2), known());
    let mut elsewhere = Patient { id: "p2".into(), nhs_number: Some("9990000026".into()), ..grace() };
    elsewhere.surname = "Brown".into();
    rig.cx().store.apply(&Change::new("One more").insert(&elsewhere), "Set-up", now()).unwrap();
    let other = Told { nhs: "999 000 0026".into(), ..known() };
    taken(&mut rig, &recording(folder.path(), "c.wav", 20, 3), other);
    rig.keys("3 3 D / ").text("b.wav").keys("enter");
    rig.keys("a").sees("It belongs to the letter").misses("BROWN");
    rig.keys("enter").sees("Recording put with the letter");
    let letter_of = |rig: &mut Rig, id: &str| rig.cx().db().must::<super::super::Dictation>(id).unwrap().letter_id;
    assert_eq!(letter_of(&mut rig, &second.dictation.id), first.letter.id);
    assert!(rig.cx().db().must::<Letter>(&second.letter.id).unwrap().binned_at.is_some());
    rig.keys("esc / ")
        .text("a.wav")
        .keys("enter enter")
        .sees("not played yet 0:00 of 1:01")
        .sees("1 of 2 (Alt-9 the next)");
    rig.keys("alt-9").sees("0:00 of 0:30").sees("2 of 2").keys("alt-9").sees("of 1:01");
    rig.keys("esc esc esc ctrl-z");
    for _ in 0..4 {
        if letter_of(&mut rig, &second.dictation.id) != second.letter.id {
            rig.keys("ctrl-z");
        }
    }
    assert_eq!(letter_of(&mut rig, &second.dictation.id), second.letter.id);
    assert!(rig.cx().db().must::<Letter>(&second.letter.id).unwrap().binned_at.is_none());
}
