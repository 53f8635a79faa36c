//! The call card: a call never waits, nothing is lost, nobody is led.

use super::*;
use crate::desk::letters::Letter;

fn letter() -> Letter {
    Letter {
        id: "l1".into(),
        state: "awaiting_approval".into(),
        title: "Clinic letter".into(),
        patient_id: Some("01".into()),
        author: "Dr A Patel".into(),
        created_at: "2026-02-27T10:00:00".into(),
        ..Letter::default()
    }
}

#[test]
fn when_is_my_letter_coming_takes_at_most_25_keys() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.cx().apply_quietly(&Change::new("a letter").insert(&letter())).unwrap();
    rig.presses = 0;
    rig.keys("c").text("okafor grace 14/8/80").sees("1 found").keys("enter").sees("OKAFOR, Grace (Mrs)");
    rig.keys("enter").misses("NHS No.").keys("n d").misses("NHS No.").keys("a").sees("NHS No.  ").sees("999 000 0018");
    rig.keys("ctrl-r").sees("┃ Letter       Your letter of 27 February 2026 is waiting for Dr A");
    rig.keys("esc enter").text("When is my letter coming?").keys("tab tab l").keys("ctrl-s").sees("> Filed.");
    rig.keys("d").text("Told: waits to be signed, this week").keys("enter");
    rig.sees("Closed: OKAFOR, Grace (Mrs). Ctrl-Z undoes it.").sees("0 open");
    assert!(rig.presses <= 25, "{} keys", rig.presses);
    let done = all(&mut rig).remove(0);
    assert_eq!((done.state.as_str(), done.kind.as_str(), done.relation.as_str()), ("done", "letter", "patient"));
    assert_eq!(done.ticked, ["name", "born", "address"]);
    rig.keys("ctrl-z").sees("1 open").keys("ctrl-z").sees("0 open").keys("ctrl-y ctrl-y").sees("Done again: Closed");
}

#[test]
fn a_call_in_the_middle_of_a_word_gives_the_form_back_as_it_was() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g t n").text("Chase the ec").keys("left left");
    let cursor = rig.cursor();
    rig.keys("ctrl-t").sees("Call · Tue 03-Mar-2026 09:41").text("okafor").keys("esc");
    assert_eq!(rig.cursor(), cursor);
    rig.text("X").sees("Chase the Xec").keys("ctrl-t").text("someone").keys("tab tab").text("words").keys("ctrl-s esc");
    rig.sees("Chase the Xec").keys("ctrl-s").sees("New task: Chase the Xec");
    assert_eq!(all(&mut rig).len(), 2);
}

#[test]
fn a_call_can_be_taken_over_a_prompt_a_question_and_another_call() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("c").text("first caller").keys("ctrl-t").text("second caller").keys("ctrl-s esc").sees("first caller");
    rig.keys("ctrl-s w").sees("On whom").keys("ctrl-t").text("third caller").keys("ctrl-s esc").sees("On whom");
    assert_eq!(all(&mut rig).len(), 3);
}

#[test]
fn the_record_is_hidden_and_nothing_leads() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("c").text("okafor").sees("2 found").misses("14-Aug-1980").misses("999 000").misses("Acacia");
    rig.keys("enter").sees("SAFE CONTACT: never ring the home number").sees("large print");
    rig.sees("Like-named, or born on the same day: OKAFOR").sees("3 to go");
    rig.keys("ctrl-r").sees("3 more to be given").keys("enter");
    for hidden in ["14-Aug-1980", "999 000 0018", "12 Acacia", "LS1 4AP", "07700"] {
        rig.misses(hidden);
    }
    rig.text("15/8/80").keys("enter").sees("That does not fit").misses("14-Aug");
    rig.text("14/8/80").keys("enter").sees("Fits: date of birth").sees("2 to go");
    rig.keys("n h").sees("Born").sees("14-Aug-1980 (45y)").keys("h").misses("14-Aug-1980");
}

#[test]
fn opening_the_record_is_written_down_once() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    identified(&mut rig).keys("enter").text("words");
    let views = rig.cx().store.history(Some("01"), 20).unwrap();
    assert_eq!(views.iter().filter(|v| v.change.kind == "view").count(), 1);
}

#[test]
fn a_relative_hears_what_was_agreed_to_and_no_more() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.cx().apply_quietly(&Change::new("a letter").insert(&letter())).unwrap();
    rig.keys("c")
        .text("okafor grace")
        .keys("enter")
        .text("Ada Okafor")
        .keys("enter")
        .text("daughter")
        .keys("enter n d a");
    rig.sees("(daughter) may be told:").sees("No appointment is booked").misses("NHS No.").misses("Your letter");
    rig.keys("ctrl-r").sees("No appointment is booked").misses("Your letter").keys("esc");
    rig.keys("shift-tab shift-tab ctrl-u").text("Ben").keys("tab tab").sees("You may listen and write down");
    rig.misses("No appointment is booked").keys("ctrl-r").sees("Ben is not among those who may be spoken to");
}

#[test]
fn an_alarm_is_raised_as_it_is_typed_and_holds_the_query() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    identified(&mut rig).keys("enter").text("no chest pain today").sees("Mentioned, not raised: “chest pain”");
    rig.misses("! ALARM").text(", but now I cannot breathe").sees("! ALARM").sees("Keep the caller on the line");
    rig.sees("Is it happening now?").sees("have not been clinically");
    assert!(rig.app().take_bell());
    rig.keys("ctrl-s d").sees("before a named clinician has accepted it");
    rig.keys("x").text("Dr A Patel").keys("enter y enter").keys("enter").sees("Accepted by Dr A Patel");
    rig.keys("d").text("Dr Patel rang 999").keys("enter").sees("Closed: OKAFOR");
    let done = all(&mut rig).remove(0);
    assert_eq!((done.accepted_by.as_str(), done.state.as_str()), ("Dr A Patel", "done"));
}

#[test]
fn safeguarding_words_stand_in_no_list_and_no_search() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    identified(&mut rig).keys("enter").text("my husband hits me, do not tell anyone").sees("never promise secrecy");
    rig.keys("ctrl-s esc").keys("g i").sees("safeguarding (restricted)").misses("husband").sees("1 act now");
    rig.keys("f").text("husband").sees("Nothing has all these words").keys("esc");
    rig.keys("enter").sees("my husband hits me");
    let mut other = Rig::open(folder.path(), PARTS, now(), "Kit");
    other.keys("g i").misses("husband").keys("enter").sees("Restricted: only Sam").misses("husband");
    other.keys("e").sees("Restricted: only Sam").misses("husband");
}

#[test]
fn every_key_survives_a_kill() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    identified(&mut rig).keys("enter").text("When is my let");
    let drafts = rig.cx().store.drafts("call/").unwrap();
    assert!(drafts[0].body.contains("When is my let"), "kept before the next key");
    drop(rig);
    let mut rig = open(&folder);
    rig.sees("stands in the inbox as a draft")
        .keys("g i")
        .sees("draft call: When is my let")
        .sees("OKAFOR, Grace (Mrs)");
    rig.keys("enter")
        .sees("When is my let")
        .sees("[x] d date of birth")
        .text("ter")
        .keys("ctrl-s esc")
        .sees("When is my letter");
    assert!(rig.cx().store.drafts("call/").unwrap().is_empty());
    let all = all(&mut rig);
    assert_eq!((all.len(), all[0].draft, all[0].received_at.as_str()), (1, false, NOW));
}

#[test]
fn a_kill_of_a_draft_that_was_taken_up_again_loses_nothing() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("c").text("Ward 7").keys("tab tab").text("bring").keys("esc g i").sees("draft call: bring");
    rig.keys("enter").text(" it forward");
    drop(rig);
    let mut rig = open(&folder);
    rig.keys("g i").sees("draft call: bring it forward").sees("1 open");
}

#[test]
fn esc_keeps_a_draft_and_an_empty_card_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("c esc g i").sees("0 open").keys("c").text("x").keys("backspace esc").sees("0 open");
    assert!(rig.cx().store.drafts("call/").unwrap().is_empty());
    rig.keys("c")
        .text("Mr Nobody")
        .keys("tab tab")
        .text("hello")
        .keys("tab")
        .text("0113 496 0123")
        .keys("tab y tab tab tab");
    rig.text("3p")
        .sees("Cannot read")
        .keys("ctrl-s")
        .sees("Not filed yet")
        .keys("esc")
        .sees("Draft call kept in the inbox");
    rig.sees("draft call: hello Promised by: 3p").keys("d").sees("is a draft").keys("enter").sees("0113 496 0123");
    rig.sees("yes, a message may be left").keys("ctrl-s").sees("> Filed.").keys("esc").misses("draft call");
}

#[test]
fn an_unknown_caller_is_kept_by_the_name_typed() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("c")
        .text("Mr Okafor of Hull")
        .sees("On no record")
        .keys("tab tab")
        .text("wants a date")
        .keys("ctrl-s esc g i");
    rig.sees("Mr Okafor of Hull").sees("wants a date");
    assert_eq!(all(&mut rig)[0].patient_id, None);
}

#[test]
fn the_third_call_of_a_week_is_counted_with_the_last_tone() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    for (day, tone) in
        [("2026-02-27T10:00:00", "calm"), ("2026-03-02T10:00:00", "upset"), ("2026-02-01T10:00:00", "angry")]
    {
        let at = day.parse().unwrap();
        put(&mut rig, &Query { patient_id: Some("01".into()), tone: tone.into(), ..Query::new(at) });
    }
    rig.keys("c").text("okafor grace").keys("enter").sees("Third call this week, last upset");
    put(
        &mut rig,
        &Query { number: "0113 496 0123".into(), tone: "angry".into(), caller: "Ann".into(), ..Query::new(now()) },
    );
    rig.keys("esc c").text("Ann").keys("tab tab tab").text("01134960123").sees("Second call this week, last angry");
}

#[test]
fn the_same_matter_again_opens_what_was_done() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let old = Query {
        patient_id: Some("01".into()),
        words: "letter?".into(),
        ..Query::new("2026-02-27T10:00:00".parse().unwrap())
    };
    put(&mut rig, &old.closed("Told: soon", "Sam", "2026-02-27T11:00:00".parse().unwrap()).unwrap());
    identified(&mut rig)
        .keys("enter")
        .text("still no letter")
        .keys("ctrl-s s")
        .sees("The same matter again")
        .keys("enter");
    rig.sees("Same matter again: OKAFOR").keys("esc g i").sees("2 open").keys("ctrl-z").sees("1 open");
    rig.keys("ctrl-y").sees("2 open");
    let again = all(&mut rig).into_iter().find(|q| q.repeat_of.is_some()).unwrap();
    assert_eq!(again.repeat_of.as_deref(), Some(old.id.as_str()));
}

#[test]
fn from_the_card_one_key_each_and_all_of_it_tied() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    identified(&mut rig).keys("enter").text("please ring me").keys("ctrl-s");
    rig.keys("b").text("tom 9:00").keys("enter enter enter").sees("Booked 04-Mar-2026 09:00: OKAFOR, Grace (Mrs)");
    rig.keys("m").text("find the notes").keys("enter enter").sees("New task: OKAFOR: find the notes");
    rig.keys("r")
        .sees("SAFE CONTACT")
        .sees("07700 900401")
        .keys("enter")
        .text("3pm")
        .keys("enter")
        .sees("Promised to ring back");
    rig.keys("w").text("Lab").keys("enter enter").sees("Waits on Lab");
    rig.keys("h").sees("Hand on to").text("kit").keys("enter").sees("Handed on to Kit");
    rig.keys("esc g i enter")
        .sees("Lab; chase on 05-Mar-2026")
        .sees("diary: 04-Mar-2026 09:00")
        .sees("task: OKAFOR: find the notes");
    rig.sees("Handed on to Kit: OKAFOR").sees("03-Mar-2026 15:00");
    rig.keys("ctrl-z ctrl-z ctrl-z ctrl-z ctrl-z").misses("task: OKAFOR").misses("diary: 04").sees("please ring me");
    rig.keys("ctrl-z")
        .sees("0 open")
        .keys("ctrl-y ctrl-y ctrl-y ctrl-y ctrl-y ctrl-y enter")
        .sees("task: OKAFOR: find the notes");
}

#[test]
fn a_clash_is_said_before_it_is_booked_and_enter_again_books_all_the_same() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    identified(&mut rig)
        .keys("enter")
        .text("a date please")
        .keys("ctrl-s b")
        .text("tom 9:00")
        .keys("enter enter enter");
    rig.sees("Booked 04-Mar-2026 09:00").keys("b").text("tom").keys("enter enter enter").sees("Give the time as well");
    rig.keys("up up").text(" 9:15").keys("enter enter enter").sees("Clashes with 09:00 OKAFOR");
    assert_eq!(rig.cx().db().count("SELECT COUNT(*) FROM entry", &[]).unwrap(), 1);
    rig.keys("enter").sees("Booked 04-Mar-2026 09:15");
}

#[test]
fn a_letter_is_started_with_the_patient() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    identified(&mut rig).keys("enter").text("please write").keys("ctrl-s l").sees("Free letter").keys("enter");
    let letters: Vec<Letter> = rig.cx().db().rows("SELECT * FROM letter", &[]).unwrap();
    assert_eq!((letters[0].state.as_str(), letters[0].patient_id.as_deref()), ("drafting", Some("01")));
    assert_eq!(letters[0].recipients[0].id, "01");
    rig.keys("ctrl-end").text("Thank you for your le");
    let (cursor, screen) = (rig.cursor(), rig.screen());
    rig.keys("ctrl-t").sees("Call · Tue").text("smith john").keys("enter esc").misses("Call · Tue");
    assert_eq!((rig.cursor(), rig.screen().lines().nth(5)), (cursor, screen.lines().nth(5)));
    rig.text("tter").sees("Thank you for your letter").keys("ctrl-t esc").sees("Thank you for your letter");
    assert_eq!(rig.cx().db().count("SELECT COUNT(*) FROM link", &[]).unwrap(), 1);
}

#[test]
fn two_windows_the_slower_is_refused_and_keeps_its_text() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("c").text("Ward 7").keys("tab tab").text("bring it forward").keys("ctrl-s esc g i e").text(" please");
    let mut other = Rig::open(folder.path(), PARTS, now(), "Kit");
    other.keys("g i t").sees("Taken: Ward 7");
    rig.keys("ctrl-s").sees("changed meanwhile by Kit").sees("bring it forward please").keys("ctrl-s").sees("> Filed.");
    let one = all(&mut rig).remove(0);
    assert_eq!((one.owner.as_str(), one.words.as_str()), ("Kit", "bring it forward please"));
}

#[test]
fn a_paste_is_text_and_steers_no_terminal() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("c").paste("okafor\u{1b}[31m grace").keys("tab tab").paste("line one\nline two\u{7}").keys("ctrl-s");
    let one = all(&mut rig).remove(0);
    assert_eq!(one.words, "line one\nline two");
    assert!(!one.caller.contains('\u{1b}'));
}

#[test]
fn the_card_is_drawn_at_every_size() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    identified(&mut rig).keys("enter").text("chest pain, cannot breathe, no fever");
    for wide in (1..140).step_by(7) {
        for high in 1..50 {
            rig.resize(wide, high);
        }
    }
    rig.keys("ctrl-s");
    for (wide, high) in [(80, 24), (40, 16), (30, 8), (1, 1), (200, 50)] {
        rig.resize(wide, high);
    }
}

#[test]
fn what_is_typed_on_the_card_is_taken_back_step_by_step() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("c ctrl-z").sees("nothing typed here to take back");
    rig.text("okafor grace").keys("enter enter n").sees("[x] n full name").keys("ctrl-z").sees("[ ] n full name");
    rig.keys("tab").text("When").keys("tab").text("0770").keys("tab tab l").sees("Kind        letter");
    rig.keys("ctrl-z").sees("> Kind        other").keys("ctrl-z ctrl-z").sees("> Number      07").misses("0770");
    rig.keys("ctrl-z ctrl-z").sees("When").sees("OKAFOR, Grace (Mrs)");
    rig.keys("ctrl-z").sees("> About       okafor grace").sees("1 found").sees("When");
    rig.keys("backspace ctrl-z ctrl-z").sees("> About       okafor grac ").sees("When");
    // In the own words the editor takes back, and the fields stay.
    rig.keys("tab tab").text(" tomorrow").keys("ctrl-z").misses("tomorrow").sees("okafor grac");
    // Once it is filed, Ctrl-Z is the undo of the desk.
    rig.keys("ctrl-s").sees("> Filed.").keys("ctrl-z").sees("Taken back");
}

#[test]
fn nothing_on_the_card_is_cut() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    for (wide, high) in [(80, 24), (120, 40), (200, 50)] {
        rig.resize(wide, high).keys("c").text("okafor grainne").keys("enter");
        rig.sees("Escalate").sees("d Close").keys("tab tab tab tab").sees("> Kind").sees("clinical · safeguarding");
        rig.keys("tab tab").text("3/4 or so").sees("> Promised by").misses("…").keys("esc del");
    }
}

/// In the text below the key of undo takes back typing, so the sentence does not say that it undoes the call.
#[test]
fn how_a_call_is_undone_is_said_for_where_one_is() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g t n").text("Chase the echo").keys("ctrl-t").text("okafor grace").keys("enter ctrl-s d");
    rig.text("Told").keys("enter").sees("Closed: OKAFOR, Grace (Mrs). Back on the desk, Ctrl-Z undoes it.");
    rig.keys("ctrl-z").sees("Chase the ech").misses("Taken back").keys("esc").keys("ctrl-z").sees("Taken back: Closed");
    rig.keys("c").text("okafor grace").keys("enter ctrl-s").sees("Call: OKAFOR, Grace (Mrs). Ctrl-Z undoes it.");
}
