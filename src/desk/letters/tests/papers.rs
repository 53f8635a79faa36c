//! How a letter lies on paper.

use super::*;
use crate::desk::letters::facts::About;
use crate::desk::letters::{acts, out, repo, sheet};
use crate::paper::SignedAs;
use crate::paper::template::built_in;

fn doc(letter: &Letter, patient: Patient, to: Option<&Recipient>) -> crate::paper::LetterDoc {
    let about = About {
        patient: Some(patient),
        practice: Some(practice()),
        referrer: None,
        author: Some(consultant()),
        next: None,
        attended: String::new(),
        cancelled: None,
    };
    let template = built_in().iter().find(|t| t.id == letter.template).unwrap();
    sheet::doc_of(letter, to, template, &about, &house(), now().date())
}

#[test]
fn the_sheet_has_all_that_a_letter_shows() {
    let sheet = doc(&letter(), patient(), None);
    assert_eq!(sheet.nhs_line, "NHS No. 999 000 0018");
    assert_eq!(sheet.running_name, "OKAFOR, Grace · NHS No. 999 000 0018");
    assert_eq!(sheet.recipient.name, ["Mrs Grace Okafor"]);
    assert_eq!(sheet.copies, ["Dr Sarah Lee, 14 Harbour Rise"]);
    assert_eq!((sheet.our_ref.as_str(), sheet.sign_off.as_str()), ("AP/SR", "Yours sincerely"));
    assert_eq!(
        (sheet.signatory.name.as_str(), sheet.signatory.role.as_str()),
        ("Dr Asha Patel", "Consultant, Cardiology")
    );
    let to_gp = doc(&letter(), patient(), Some(&copy()));
    assert_eq!(to_gp.recipient.name, ["Dr Sarah Lee"]);
}

#[test]
fn what_is_not_approved_is_marked_as_a_draft() {
    for (state, draft) in [("drafting", true), ("awaiting_approval", true), ("approved", false), ("sent", false)] {
        assert_eq!(doc(&in_state(state), patient(), None).draft_mark, draft, "{state}");
    }
    let dated = Letter { approved_at: Some("2026-02-20T10:00:00".into()), ..in_state("sent") };
    assert_eq!(doc(&dated, patient(), None).date.to_string(), "2026-02-20");
}

#[test]
fn it_says_how_it_is_signed() {
    let with = |mode: &str| Letter { sign_mode: mode.into(), sign_note: "Jo".into(), ..in_state("approved") };
    assert_eq!(doc(&with("pp"), patient(), None).signed, SignedAs::Pp { by: "Jo".into() });
    assert_eq!(doc(&with("unverified"), patient(), None).signed, SignedAs::Unverified { authority: "Jo".into() });
    assert_eq!(doc(&with("signed"), patient(), None).signed, SignedAs::Signed);
}

#[test]
fn large_print_for_the_patient_who_needs_it_and_not_for_the_gp() {
    let needs = Patient { need_format: "Large print, 18 point".into(), ..patient() };
    assert!(doc(&letter(), needs.clone(), None).large_print);
    assert!(!doc(&letter(), needs, Some(&copy())).large_print);
    assert!(!doc(&letter(), patient(), None).large_print);
}

#[cfg(unix)]
#[test]
fn files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let mail = Patient { email: "grace@example.org".into(), email_ok: true, ..patient() };
    rig.cx().store.apply(&Change::new("E-mail").update(&patient(), &mail), "Sam", now()).unwrap();
    let cx = rig.cx();
    let house = House::of(&cx.store, &cx.config).unwrap();
    let by_email =
        Letter { recipients: vec![Recipient { way: "email".into(), ..to("principal") }], ..in_state("approved") };
    let pdf = out::pdf(cx.db(), &house, &by_email, now()).unwrap();
    let eml = out::mail(cx.db(), &house, &by_email, now()).unwrap();
    let mode = |p: &std::path::Path| std::fs::metadata(p).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&pdf), mode(&eml), mode(pdf.parent().unwrap())), (0o600, 0o600, 0o700));
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
    let text = std::fs::read_to_string(&eml).unwrap();
    assert!(text.contains("grace@example.org") && text.contains("X-Unsent: 1"));
    assert!(!text.lines().any(|l| l.starts_with("Subject") && l.contains("kafor")), "no name on the way");
    let post_only = out::mail(cx.db(), &house, &in_state("approved"), now()).unwrap_err();
    assert!(post_only.to_string().contains("Nobody gets this letter by e-mail"));
}

#[test]
fn many_are_done_as_one_and_the_one_that_cannot_be_is_named() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let (one, two) = (in_state("approved"), in_state("approved"));
    put(&mut rig, &one);
    put(&mut rig, &two);
    let db = rig.cx().db();
    let change = acts::send(db, &[one.clone(), two], |_, _| true, "Sam Reed", now()).unwrap();
    assert_eq!((change.label.as_str(), change.edits.len()), ("Sent 2 letters", 6));
    let said = acts::send(db, &[one, letter()], |_, _| true, "Sam Reed", now()).unwrap_err().to_string();
    assert!(said.starts_with("OKAFOR, Grace (Mrs): ") && said.contains("is drafting"), "{said}");
}

#[test]
fn the_wall_has_every_unsent_letter_worst_clock_first() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let due = |day: &str, title: &str, state: &str| Letter {
        due_at: Some(day.into()),
        title: title.into(),
        ..in_state(state)
    };
    let held = due("2026-03-08", "held", "approved")
        .held_until("result", at("2026-03-20T00:00:00").date(), now().date())
        .unwrap();
    let sent = Letter { sent_at: Some("2026-03-01T09:00:00".into()), ..due("2026-03-01", "sent", "sent") };
    let all = [
        due("2026-03-09", "later", "drafting"),
        held,
        due("2026-02-20", "late", "awaiting_approval"),
        sent,
        due("2026-03-01", "cancelled", "cancelled"),
        Letter { due_at: None, ..due("", "no clock", "dictated") },
    ];
    for letter in &all {
        put(&mut rig, letter);
    }
    let db = rig.cx().db();
    let titles = |which| -> Vec<String> {
        let rows = repo::listed(db, now().date(), which).unwrap();
        rows.into_iter().map(|l| l.letter.title).collect()
    };
    assert_eq!(titles(repo::Which::Unsent), ["late", "held", "later", "no clock"]);
    assert_eq!(titles(repo::Which::SentLately), ["sent"]);
    assert_eq!(titles(repo::Which::All).len(), 6);
}
