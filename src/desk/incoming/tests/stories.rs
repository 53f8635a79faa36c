use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::config::After;
use crate::desk::clinics::Appointment;
use crate::desk::incoming::{repo, watch};
use crate::desk::people::Contact;
use crate::desk::tasks::Task;
use crate::desk::watch::{Dealt, resting};

#[test]
fn an_email_is_a_query_with_its_text_and_all_of_it_is_kept() {
    let (desk, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut rig = rig(&desk);
    let path = file(place.path(), "mail.eml", mail("Mrs Okafor", "Her letter has not come.\n\nSarah"));
    let one = taken(&mut rig, &path);
    let it = query(&mut rig, &one);
    assert_eq!((it.mode.as_str(), it.caller.as_str(), it.state.as_str()), ("email", "Dr Sarah Lowe", "new"));
    assert_eq!(it.words, "Mrs Okafor\n\nHer letter has not come.\n\nSarah");
    assert_eq!((it.consultant.as_str(), it.owner.as_str()), ("Dr Asha Patel", ""), "named in the address; in the pool");
    assert_eq!(
        (it.received_at.as_str(), one.post.sent_at.as_deref()),
        ("2026-03-03T09:41:00", Some("2026-03-02T16:20:00"))
    );
    let kept = crate::desk::incoming::open::path(&rig.cx().store, &one.attached[0]).unwrap();
    assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
    rig.keys("2 2").sees("Dr Sarah Lowe").keys("enter").sees("Her letter has not come.").sees("mail.eml");
    rig.sees("E-mail from").sees("02-Mar-2026 16:20, as it says");
    let Ok(Fate::Again(why)) = fate(&mut rig, &path) else { panic!("taken in twice") };
    assert_eq!(why, "mail.eml was not taken in: it came in on 03-Mar-2026 09:41 as mail.eml.");
}

#[test]
fn the_patient_is_named_only_by_number_with_birth_date_or_name_and_only_to_be_confirmed() {
    let (desk, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut rig = rig(&desk);
    let mut guess = |name: &str, body: &str| {
        let path = file(place.path(), name, mail("About", body));
        let one = taken(&mut rig, &path);
        assert_eq!(query(&mut rig, &one).patient_id, None, "nobody is put into the query unasked");
        (one.post.guess_id, one.post.guess_why)
    };
    let (id, why) = guess("1.eml", "NHS 999 000 0018, born 3/3/1950");
    assert_eq!((id.as_deref(), why.as_str()), (Some("p1"), "NHS No. 999 000 0018 and birth date"));
    assert_eq!(guess("2.eml", "Grace OKAFOR 9990000018").0.as_deref(), Some("p1"));
    for (n, body, said) in [
        ("3.eml", "9990000018", "is OKAFOR, Grace (Mrs)'s, but neither birth date nor name stands with it"),
        ("4.eml", "Grace Okafor, born 3/3/1950", ""),
        ("5.eml", "9990000034 John Smith", "is nobody's on this desk"),
        ("6.eml", "9990000018 Grace Okafor and 9990000026 John Smith", "several patients are named"),
        ("7.eml", "9990000026 Grace Okafor", "neither birth date nor name"),
    ] {
        let (id, why) = guess(n, body);
        assert!(id.is_none() && why.contains(said), "{body}: {why}");
    }
}

#[test]
fn a_person_confirms_and_the_referral_starts_its_clock() {
    let (desk, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut rig = rig(&desk);
    let path = file(place.path(), "ref.eml", mail("Referral", "Please see Grace Okafor, 999 000 0018."));
    let one = taken(&mut rig, &path);
    rig.keys("2 2 enter").sees("To be confirmed: perhaps OKAFOR, Grace").sees("P confirms it.");
    rig.keys("C").sees("confirm the one that the post names (P)");
    rig.keys("P").sees("Is it about this patient?").sees("Born 03-Mar-1950").text("no").keys("enter");
    assert_eq!(query(&mut rig, &one).patient_id, None);
    rig.keys("P")
        .text("yes")
        .keys("enter")
        .sees("Confirmed: it is about OKAFOR, Grace (Mrs)")
        .misses("To be confirmed");
    let heart = Contact { id: "c9".into(), name: "Heart Failure Service".into(), ..Contact::default() };
    rig.cx().store.apply(&Change::new("A service").insert(&heart), "Set-up", now()).unwrap();
    rig.keys("C").sees("The clock starts").keys("enter enter enter enter").text("nobody known").keys("enter");
    rig.sees("No contact fits").keys("ctrl-u").text("heart failure").keys("enter").sees("breach date 07-Jul-2026");
    let it = query(&mut rig, &one);
    assert_eq!((it.kind.as_str(), it.patient_id.as_deref()), ("referral", Some("p1")));
    let waits: Appointment = rig.cx().db().one("SELECT * FROM appointment", &[]).unwrap().unwrap();
    assert_eq!((waits.state.as_str(), waits.breach_on.as_deref()), ("waiting", Some("2026-07-07")), "126 days");
    assert_eq!((waits.consultant.as_str(), waits.kind.as_str()), ("Dr Asha Patel", "new"));
    assert_eq!(waits.referrer_id.as_deref(), Some("c9"));
    rig.sees("appointment: new waiting, breach date 07-Jul-2026").keys("C").sees("a referral already");
    rig.keys("ctrl-z").misses("appointment: new waiting");
    rig.keys("l").sees("Letter");
}

#[test]
fn scanned_post_is_what_its_name_says() {
    let (desk, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut rig = rig(&desk);
    let path = file(place.path(), "scan 01.pdf", "%PDF-1.4\nno page\n");
    let one = taken(&mut rig, &path);
    assert_eq!((one.query.mode.as_str(), one.query.words.as_str()), ("post", "Scanned: scan 01.pdf"));
    assert_eq!(one.attached.len(), 1);
    taken(&mut rig, &file(place.path(), "photo.JPG", b"\xff\xd8\xff\xe0rest"));
    for (name, bytes, said) in [
        (
            "a.pdf",
            &b"MZ program"[..],
            "a.pdf was not taken in: its name ends in .pdf, and what is in it is something else.",
        ),
        ("a.png", b"%PDF-1.4", "what is in it is something else"),
        ("a.docx", b"PK", "it is no .eml, .pdf or picture"),
        ("a.eml", b"", "it is empty"),
    ] {
        let why = fate(&mut rig, &file(place.path(), name, bytes)).unwrap_err();
        assert!(why.contains(said), "{why}");
    }
}

#[test]
fn hostile_mail_is_shown_as_text_and_nothing_leads_out_of_the_folder() {
    let (desk, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut rig = rig(&desk);
    let eml = "From: \"\u{1b}[2J\u{202e}evil\" <x@example.org>\r\nSubject: =?utf-8?B?G1sySuKAriE=?=\r\nMIME-Version: 1.0\r\n\
               Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n\
               <script>run()</script><p>Hello\u{1b}[31m\u{202e}there</p>\r\n\
               --b\r\nContent-Type: application/x-sh; name=\"../../../tmp/evil.sh\"\r\n\r\necho\r\n\
               --b\r\nContent-Type: application/pdf; name=\"/etc/passwd\"\r\n\r\nx\r\n\
               --b\r\nContent-Type: message/rfc822\r\n\r\nFrom: inner@example.org\r\nSubject: Inner\r\n\r\nInner text.\r\n--b--\r\n";
    let one = taken(&mut rig, &file(place.path(), "h.eml", eml));
    let words = &one.query.words;
    assert!(!words.contains(['\u{1b}', '\u{202e}']) && !words.contains("run()"), "{words:?}");
    assert!(
        words.contains("there") && words.contains("Inner text.") && words.contains("Message from inner@example.org"),
        "{words}"
    );
    let names: Vec<&str> = one.attached.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["evil.sh", "passwd", "h.eml"]);
    let inside = |a: &crate::desk::incoming::Attachment| crate::desk::incoming::open::path(&rig.cx().store, a).unwrap();
    let folder = desk.path().join("attachments");
    assert!(one.attached.iter().map(inside).all(|p| p.parent() == Some(folder.as_path())));
    rig.keys("2 2 enter")
        .sees("Attached")
        .sees("evil.sh")
        .keys("enter")
        .sees("is a program or a page that can run one");
}

#[test]
fn what_is_attached_is_opened_with_the_program_of_the_settings() {
    let (desk, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut rig = rig(&desk);
    rig.cx().config.incoming.opener = "no-such-opener".into();
    let path = file(place.path(), "scan.pdf", "%PDF-1.4\n");
    taken(&mut rig, &path);
    rig.keys("2 2 O").sees("could not be opened with no-such-opener");
    rig.cx().config.incoming.opener = "true".into();
    rig.keys("enter enter").misses("could not be opened");
    fs::remove_dir_all(desk.path().join("attachments")).unwrap();
    rig.keys("enter").sees("The file is no longer in");
}

#[test]
fn words_of_alarm_in_the_post_are_seen_and_undo_takes_it_all_back() {
    let (desk, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut rig = rig(&desk);
    let one = taken(&mut rig, &file(place.path(), "m.eml", mail("Help", "I have chest pain and cannot breathe.")));
    assert_eq!(query(&mut rig, &one).state, "escalated");
    rig.keys("2 2").sees("ESCALATE").keys("ctrl-z").sees("Taken back: Came in by e-mail").sees("No open queries.");
    assert!(repo::by_hash(rig.cx().db(), &one.post.hash).unwrap().is_none());
}

#[test]
fn the_folder_gives_up_what_rests_in_it() {
    let (desk, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut rig = rig(&desk);
    file(place.path(), "m.eml", mail("Hello", "Hello."));
    file(place.path(), "bad.doc", "x");
    file(place.path(), "tape.mp3", "sound");
    let mut config = rig.cx().config.clone();
    config.incoming.after = After::Move;
    let given = resting(place.path(), watch::is_wanted, std::time::Duration::ZERO);
    let counts = watch::collect(&mut rig.cx().store, &config, &given, &Dealt::default(), ("Sam Reed", now())).unwrap();
    assert_eq!((counts.taken, counts.again, counts.refused), (2, 0, 1));
    assert!(place.path().join("taken/m.eml").exists() && place.path().join("refused/bad.doc").exists());
    let task: Task = rig.cx().db().one("SELECT * FROM task", &[]).unwrap().unwrap();
    assert_eq!(task.title, "bad.doc was not taken in: it is no .eml, .pdf or picture.");
    assert_eq!(rig.cx().db().count("SELECT COUNT(*) FROM dictation", &[]).unwrap(), 1, "a recording is a dictation");
}

#[test]
fn the_screen_takes_in_what_is_dropped_into_the_desks_own_folder() {
    let desk = tempfile::tempdir().unwrap();
    let mut rig = rig(&desk);
    fs::create_dir(desk.path().join("incoming")).unwrap();
    file(&desk.path().join("incoming"), "m.eml", mail("Hello", "Hello."));
    for _ in 0..100_000 {
        if rig.tick().shows("taken in from the folder") {
            break;
        }
        std::thread::yield_now();
    }
    rig.sees("1 piece of post taken in from the folder.").keys("2 2").sees("Dr Sarah Lowe");
    rig.keys("i").text("nothing.eml").keys("enter").sees("Type the whole path").keys("esc");
}
