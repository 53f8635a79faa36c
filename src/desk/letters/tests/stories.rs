//! The letters' stories, in key presses.

use super::*;

fn begun(rig: &mut Rig) {
    rig.keys("g l n").text("clinic l").keys("enter").sees("New letter · Clinic letter");
    rig.text("okafor grace").keys("enter").text("27/2").keys("ctrl-s").sees("Thank you for coming");
}

/// A text with everything a clinic letter must have.
const WHOLE: &str = "# Attendance details\nSeen by Dr Patel.\n# Plan\nRest.\n# Clinical summary\nWell.\n\
                     # Allergies\nNone known.\n# Person completing record\nDr Patel";

#[test]
fn a_letter_goes_through_all_states_to_a_pdf() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    begun(&mut rig);
    rig.sees("OKAFOR, Grace (Mrs)").sees("Born 03-Mar-1950 (76y)").sees("NHS No. 999 000 0018");
    rig.sees("to Mrs Grace Okafor by post · copy Dr Sarah Lee by post").sees("Dear Mrs Okafor").sees("blanks left");
    rig.keys("alt-s").sees("Not submitted yet").sees("A blank is still to be filled: who saw you").keys("enter");
    rig.text("Dr Patel").sees("You were seen on 27 February 2026 by Dr Patel,");
    rig.keys("ctrl-a").paste(WHOLE).keys("alt-s").sees("Submitted Clinic letter: OKAFOR, Grace (Mrs)");
    rig.sees("1 unsent · oldest 4 days").sees("awaiting approval").sees("Dr Asha");
    rig.keys("a").sees("born 03-Mar-1950").text("pp").keys("enter").sees("Approved Clinic letter").keys("enter");
    rig.sees("Seen in the cardiology clinic on 27 February 2026").misses("DRAFT");
    rig.keys("end")
        .sees("p.p. Sam Reed")
        .sees("signed p.p. by Sam Reed for Dr Asha Patel")
        .keys("esc o")
        .sees("The PDF is");
    rig.keys("esc d")
        .sees("By post to Mrs Grace Okafor, Dr Sarah Lee")
        .keys("enter")
        .sees("1 unsent")
        .keys("d right enter")
        .sees("To print and post:")
        .keys("esc");
    let letter = only(&mut rig);
    assert_eq!((letter.state.as_str(), letter.sent_at.as_deref()), ("sent", Some("2026-03-03T09:41:00")));
    let pdf = std::fs::read(folder.path().join("letters").join(format!("{}.pdf", letter.id))).unwrap();
    assert!(pdf.starts_with(b"%PDF") && pdf.len() > 5_000);
    rig.sees("none unsent").keys("v").sees("1 sent in the last 30 days").sees("OKAFOR, Grace (Mrs)");
    rig.keys("v").sees("all 1").keys("v ctrl-z").sees("1 unsent").keys("ctrl-y").sees("none unsent");
}

#[test]
fn every_change_is_undone_and_redone() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let letter = letter();
    put(&mut rig, &letter);
    rig.keys("g l s").sees("awaiting approval").keys("r").text("Say more").keys("enter").sees("drafting, returned");
    rig.keys("h")
        .text("result")
        .keys("enter ctrl-u")
        .text("fri")
        .keys("enter")
        .sees("held till Fri · drafting, returned · Sam Ree");
    rig.keys("w").text("asha").keys("enter").sees("Handed to Dr Asha Patel");
    rig.keys("x").text("not wanted").keys("enter").sees("none unsent");
    let end = stored(&mut rig, &letter.id);
    rig.keys("ctrl-z ctrl-z ctrl-z ctrl-z ctrl-z");
    assert_eq!(stored(&mut rig, &letter.id), letter);
    rig.keys("ctrl-y ctrl-y ctrl-y ctrl-y ctrl-y");
    assert_eq!(stored(&mut rig, &letter.id), end);
}

#[test]
fn the_wall_is_not_filtered_and_says_when_it_is() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    put(&mut rig, &Letter { created_at: "2026-02-25T09:00:00".into(), ..letter() });
    put(&mut rig, &Letter { title: "Referral".into(), due_at: Some("2026-03-04".into()), ..letter() });
    rig.sees("3 Letters · 2 unsent · oldest 6 days").sees("1d").keys("g l").sees("! 1d");
    rig.keys("/").text("refer").keys("enter").sees("only “refer” (1 of 2)").keys("esc").misses("only “refer”");
    rig.keys("h").text("echo").keys("enter enter").sees("held till").sees("2 unsent");
}

#[test]
fn many_are_approved_and_sent_as_one_change() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    for _ in 0..3 {
        put(&mut rig, &in_state("awaiting_approval"));
    }
    rig.keys("g l space space a").sees("Approve 2 letters").keys("enter").sees("Approved 2 letters. Ctrl-Z");
    rig.keys("home space space space d").sees("different states").keys("end space home d").sees("Send?");
    rig.keys("right enter").sees("Sent 2 letters").sees("1 unsent").keys("esc ctrl-z").sees("3 unsent");
}

#[test]
fn a_letter_from_a_call_asks_for_its_template_first() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let call = Letter {
        patient_id: Some("p1".into()),
        template: "free-letter".into(),
        title: "Free letter".into(),
        author: "Sam Reed".into(),
        ..start::empty("Sam Reed", now())
    };
    put(&mut rig, &call);
    rig.cx().show("letter", call.id.clone());
    rig.tick().sees("Which letter: OKAFOR, Grace (Mrs)").text("free").keys("enter").sees("Dear Mrs Okafor");
    let letter = stored(&mut rig, &call.id);
    assert_eq!((letter.title.as_str(), letter.author.as_str()), ("Free letter", "Dr Asha Patel"));
    assert_eq!((letter.recipients.len(), letter.due_at.as_deref()), (1, Some("2026-03-10")));
}

#[test]
fn a_dead_patients_letter_waits_for_a_reason() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let died = Patient { died_on: Some("2026-02-20".into()), ..patient() };
    rig.cx().store.apply(&Change::new("Died").update(&patient(), &died), "Sam", now()).unwrap();
    let letter = in_state("approved");
    put(&mut rig, &letter);
    rig.keys("g l d").sees("has died").keys("enter").sees("Say why this letter goes out");
    assert_eq!(stored(&mut rig, &letter.id).state, "approved");
    rig.text("to the executors").keys("enter").sees("Send?").keys("right enter").sees("none unsent");
    assert_eq!(stored(&mut rig, &letter.id).died_reason, "to the executors");
}

#[test]
fn a_sent_letter_is_corrected_by_a_new_one() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let sent = Letter { sent_at: Some("2026-03-01T10:00:00".into()), ..in_state("sent") };
    put(&mut rig, &sent);
    rig.keys("g l v e")
        .sees("never changed")
        .keys("b")
        .sees("Please keep taking")
        .keys("ctrl-end")
        .text(" Twice a day.");
    rig.keys("esc").sees("Wrote Free letter").keys("esc").sees("1 unsent");
    let old = stored(&mut rig, &sent.id);
    assert_eq!(Letter { replaced_by: None, ..old.clone() }, sent);
    let new = stored(&mut rig, &old.replaced_by.unwrap());
    assert_eq!(new.body, "Please keep taking the tablets. Twice a day.");
    rig.keys("v enter").sees("Replaced by");
}

#[test]
fn recipients_are_added_changed_and_sent_one_by_one() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let letter = Letter { recipients: vec![to("principal")], ..letter() };
    put(&mut rig, &letter);
    rig.keys("g l t").sees("Recipients · OKAFOR, Grace (Mrs)").keys("a").text("oldmarket").keys("enter");
    rig.sees("Oldmarket Surgery gets the letter")
        .keys("down w")
        .sees("by post, 1st")
        .keys("w")
        .sees("by e-mail")
        .keys("w w e")
        .keys("enter enter ctrl-u");
    rig.text("zz9 9zz").keys("enter").sees("ZZ9 9ZZ").keys("esc s a enter t s").sees("sent 03-Mar-2026 09:41");
    rig.keys("d").sees("sent to them already").keys("down f").sees("failed");
    assert!(stored(&mut rig, &letter.id).is_unsent());
    rig.keys("esc").sees("failed to reach").keys("t down s").sees("sent");
    assert_eq!(stored(&mut rig, &letter.id).state, "sent");
}

#[test]
fn only_what_is_not_sent_goes_to_the_bin() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    put(&mut rig, &letter());
    rig.keys("g l del").sees("none unsent").keys("ctrl-z").sees("1 unsent");
    put(&mut rig, &Letter { sent_at: Some("2026-03-01T10:00:00".into()), ..in_state("sent") });
    rig.keys("v del").sees("stays with the patient's letters");
}

#[test]
fn it_is_drawn_at_every_size() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    begun(&mut rig);
    rig.keys("alt-s").keys("esc ctrl-r").text("the");
    for (wide, high) in [(1, 1), (30, 8), (40, 16), (80, 24), (200, 50)] {
        rig.resize(wide, high);
    }
    rig.resize(80, 24).sees("NHS No. 999 000 0018").resize(60, 24).sees("NHS No. 999 000 0018");
    rig.keys("esc esc").resize(80, 24).sees("OKAFOR, Grace (Mrs)").keys("s enter").resize(31, 9);
}

#[test]
fn nobody_types_a_reason_for_what_cannot_be_done() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    put(&mut rig, &in_state("approved"));
    rig.keys("g l r").sees("only one that is awaiting approval can be returned").misses("What is to be changed");
    put(&mut rig, &in_state("sent"));
    rig.keys("v v x").sees("what is sent is never changed").misses("Why");
    rig.keys("h").sees("what is sent is never changed").misses("Until");
}

/// On a wide screen what is known of a letter stands beside it.
#[test]
fn a_wide_screen_shows_the_letter_and_its_state_side_by_side() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    begun(&mut rig);
    rig.keys("ctrl-a").paste(WHOLE).keys("alt-s enter").sees("Held by").resize(200, 50);
    let line = rig.screen().lines().find(|l| l.contains("DRAFT: not approved")).map(str::to_owned).unwrap();
    assert!(line.contains("Patient    OKAFOR, Grace (Mrs)"), "{line}");
    rig.sees("History").resize(120, 40).sees("Held by").sees("DRAFT");
}
