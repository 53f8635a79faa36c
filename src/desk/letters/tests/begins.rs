//! How a letter begins, and what it lacks.

use super::*;
use crate::desk::letters::check::{self, Spot};
use crate::desk::letters::facts::About;
use crate::desk::letters::{address, start};
use crate::paper::template::built_in;

fn about() -> About {
    About {
        patient: Some(patient()),
        practice: Some(practice()),
        referrer: None,
        author: Some(consultant()),
        next: None,
        attended: String::new(),
        cancelled: None,
    }
}

fn template(id: &str) -> crate::paper::Template {
    built_in().iter().find(|t| t.id == id).unwrap().clone()
}

fn begun(id: &str) -> Letter {
    let blank = Letter {
        patient_id: Some("p1".into()),
        author: "Dr Asha Patel".into(),
        attended_on: Some("2026-02-27".into()),
        ..start::empty("Sam Reed", now())
    };
    start::dressed(&blank, &template(id), &about(), &house(), now().date())
}

fn lacks(letter: &Letter, about: &About) -> Vec<String> {
    check::stops(&check::findings(letter, &template(&letter.template), about, &house(), now().date()))
}

fn known(letter: &Letter, about: &About) -> String {
    let all = check::findings(letter, &template(&letter.template), about, &house(), now().date());
    all.into_iter().filter(|f| !f.stops).map(|f| f.text).collect::<Vec<_>>().join(" ")
}

#[test]
fn to_the_patient_with_a_copy_to_the_gp_and_the_fields_filled() {
    let letter = begun("clinic-letter");
    let names: Vec<_> =
        letter.recipients.iter().map(|r| (r.name.as_str(), r.part.as_str(), r.state.as_str())).collect();
    assert_eq!(names, [("Mrs Grace Okafor", "principal", "to_send"), ("Dr Sarah Lee", "copy", "to_send")]);
    assert_eq!(letter.recipients[1].address[0], "Oldmarket Surgery");
    assert_eq!(letter.salutation, "Dear Mrs Okafor");
    assert_eq!(letter.subject, "Mrs Grace OKAFOR, born 3 March 1950");
    assert!(letter.body.contains("Thank you for coming to the cardiology clinic"));
    assert!(letter.body.contains("responsible for your care is Dr Asha Patel"));
    assert!(letter.body.contains("Dr Asha Patel, Consultant, Cardiology, 3 March 2026"));
    assert_eq!((letter.title.as_str(), letter.due_at.as_deref()), ("Clinic letter", Some("2026-03-06")));
}

#[test]
fn a_reply_goes_to_the_gp_and_a_referral_to_nobody_yet() {
    let reply = begun("reply-to-gp");
    assert_eq!((reply.recipients[0].name.as_str(), reply.salutation.as_str()), ("Dr Sarah Lee", "Dear Dr Lee"));
    let referral = begun("referral");
    assert!(referral.recipients.iter().all(|r| !r.is_principal()));
    assert!(lacks(&referral, &about()).iter().any(|l| l.contains("to nobody yet")));
}

#[test]
fn every_blank_and_heading_is_named() {
    let letter = begun("clinic-letter");
    let all = lacks(&letter, &about());
    assert!(all.iter().any(|l| l.contains("who saw you")), "{all:?}");
    let without = Letter { body: "# Plan\nRest.".into(), ..letter };
    let all = lacks(&without, &about()).join(" ");
    assert!(all.contains("\"Clinical summary\" is missing") && all.contains("\"Allergies and adverse reactions\""));
    let no_visit = Letter { attended_on: None, body: String::new(), ..without };
    assert!(lacks(&no_visit, &about()).iter().any(|l| l.contains("the day of the visit")));
}

#[test]
fn a_whole_letter_lacks_nothing() {
    assert_eq!(lacks(&letter(), &about()), Vec::<String>::new());
    assert_eq!(known(&letter(), &about()), "");
}

#[test]
fn an_author_an_address_and_a_way_that_was_agreed_to() {
    let nobodys = Letter { author: String::new(), ..letter() };
    assert!(lacks(&nobodys, &about())[0].contains("nobody's letter"));
    let nowhere = Letter { recipients: vec![Recipient { postcode: String::new(), ..to("principal") }], ..letter() };
    assert!(lacks(&nowhere, &about())[0].contains("address of Mrs Grace Okafor"));
    let by_email = Letter { recipients: vec![Recipient { way: "email".into(), ..to("principal") }], ..letter() };
    let with_email = |ok| About {
        patient: Some(Patient { email: "grace@example.org".into(), email_ok: ok, ..patient() }),
        ..about()
    };
    assert!(lacks(&by_email, &about())[0].contains("no e-mail address"));
    assert!(lacks(&by_email, &with_email(false))[0].contains("did not agree"));
    assert!(lacks(&by_email, &with_email(true)).is_empty());
}

#[test]
fn what_is_to_be_known_of_the_patient_does_not_stop_it() {
    let of = |p: Patient| known(&letter(), &About { patient: Some(p), ..about() });
    assert!(of(Patient { died_on: Some("2026-02-01".into()), ..patient() }).contains("has died"));
    assert!(of(Patient { need_format: "Braille".into(), ..patient() }).contains("Braille"));
    assert_eq!(of(Patient { need_format: "large print".into(), ..patient() }), "");
    assert!(of(Patient { language: "Polish".into(), ..patient() }).contains("Polish"));
    let closed = About { practice: Some(Contact { closed_on: Some("2025-01-01".into()), ..practice() }), ..about() };
    assert!(known(&letter(), &closed).contains("Oldmarket Surgery has closed"));
}

#[test]
fn a_finding_knows_its_place() {
    let open = Letter { body: "See {{?who}}.".into(), ..letter() };
    let all = check::findings(&open, &template("free-letter"), &about(), &house(), now().date());
    assert_eq!(all[0].spot, Spot::Body(4..12));
    let subject = Letter { subject: "{{patient.born}}".into(), ..letter() };
    let all = check::findings(&subject, &template("free-letter"), &about(), &house(), now().date());
    assert_eq!((&all[0].spot, all[0].text.contains("date of birth")), (&Spot::Details, true));
}

#[test]
fn blanks_are_filled_again_when_they_are_known() {
    let text = "By {{consultant}}, {{?who}} and {{patient.born}}.";
    let filled = start::filled_again(text, &letter(), &about(), &house(), now().date());
    assert_eq!(filled, "By Dr Asha Patel, {{?who}} and 3 March 1950.");
}

#[test]
fn a_department_may_be_named_either_way() {
    let house = House { department: "Department of Cardiology".into(), ..house() };
    let known = crate::desk::letters::facts::values(&letter(), &about(), &house, now().date());
    assert_eq!(
        (known["clinic"].as_str(), known["consultant.role"].as_str()),
        ("the cardiology clinic", "Consultant, Cardiology")
    );
}

#[test]
fn people_are_greeted_as_they_are_called() {
    assert_eq!(address::title_surname("Mrs", "Grace", "OKAFOR-SMITH"), "Mrs Okafor-Smith");
    assert_eq!(address::title_surname("", "Grace", "Okafor"), "Grace Okafor");
    assert_eq!(address::greeting("Dr Sarah Lee"), "Dr Lee");
    assert_eq!(address::greeting("Oldmarket Surgery"), "Colleague");
}

/// A letter about a visit names the clinic of that visit, not the one that is next.
#[test]
fn the_clinic_is_that_of_the_day_the_letter_is_about() {
    let next = crate::desk::letters::repo::Visit {
        start: "2026-03-17T09:00:00".into(),
        clinic: "Clinic A".into(),
        ..Default::default()
    };
    let about = About { next: Some(next), attended: "Rhythm clinic".into(), ..about() };
    let of = |letter: &Letter, about: &About| {
        crate::desk::letters::facts::values(letter, about, &house(), now().date())["clinic"].clone()
    };
    let seen = Letter { attended_on: Some("2026-02-27".into()), ..letter() };
    let to_come = Letter { attended_on: None, ..letter() };
    assert_eq!(of(&seen, &about), "the Rhythm clinic");
    assert_eq!(of(&seen, &About { attended: String::new(), ..about.clone() }), "the cardiology clinic");
    assert_eq!(of(&to_come, &about), "Clinic A");
}
