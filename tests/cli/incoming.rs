//! Post as scripts take it in, a referral, and the numbers.

use std::fs;

use super::call::{Bench, has};

fn mail(desk: &Bench, name: &str, body: &str) -> String {
    let head = "From: Dr Lowe <lowe@surgery.example.org>\r\nSubject: Referral\r\nDate: Mon, 02 Mar 2026 16:20:00 +0000\r\n\r\n";
    desk.file(name, &format!("{head}{body}\r\n"))
}

#[test]
fn an_email_becomes_a_query_the_patient_is_confirmed_and_a_referral_starts_its_clock() {
    let desk = Bench::new();
    let patient = desk.patient("Okafor", "Grace", "999 000 0018");
    let file = mail(&desk, "ref.eml", "Please see Mrs Okafor, born 14/8/1980, NHS 999 000 0018.");
    let taken = desk.one(&["incoming", "add", &file]);
    has(
        &taken,
        "id kind source sender address subject sent_at received_at state owner consultant patient_id to_confirm why attachments",
    );
    assert_eq!((&taken["patient_id"], &taken["to_confirm"]), (&serde_json::Value::Null, &patient.as_str().into()));
    assert_eq!(taken["why"], "NHS No. 999 000 0018 and birth date");
    assert!(fs::exists(taken["attachments"][0]["path"].as_str().expect("a path")).unwrap());
    let id = taken["id"].as_str().expect("an id");
    let query = desk.one(&["inbox"]);
    assert_eq!(
        (&query["mode"], &query["words"]),
        (&"email".into(), &"Referral\n\nPlease see Mrs Okafor, born 14/8/1980, NHS 999 000 0018.".into())
    );
    assert!(desk.refused(&["incoming", "referral", id]).contains("confirm the one that the post names"));
    assert_eq!(desk.one(&["incoming", "confirm", id])["patient_id"], patient.as_str());
    let by =
        desk.ok(&["person", "add", "--kind", "ward", "--organisation", "Stellswick General", "--department", "Ward 7"]);
    let waits = desk.one(&["incoming", "referral", id, "--received", "2/3", "--priority", "1", "--by", "ward 7"]);
    assert_eq!(waits["referrer_id"], by.trim());
    let letter = desk.one(&["letter", "new", "okafor", "--template", "clinic-letter", "--attended", "2/3"]);
    let named = |part: &str| letter["recipients"].as_array().unwrap().iter().filter(|r| r["part"] == part).count();
    assert_eq!((named("principal"), named("copy")), (1, 1), "{letter}");
    assert!(letter["recipients"][1]["name"].as_str().unwrap().contains("Ward 7"), "{letter}");
    assert_eq!((&waits["referred_on"], &waits["breach_on"]), (&"2026-03-02".into(), &"2026-07-06".into()));
    assert_eq!(desk.json(&["waiting"]).len(), 1);
    assert!(desk.refused(&["incoming", "add", &file]).contains("it came in on"));
    assert_eq!(desk.json(&["incoming", "list"]).len(), 1);
    desk.ok(&["undo"]);
    desk.ok(&["undo"]);
    assert!(desk.json(&["waiting"]).is_empty());
}

#[test]
fn the_desks_own_folder_is_collected() {
    let desk = Bench::new();
    desk.ok(&["tasks"]);
    let own = desk.desk().join("incoming");
    fs::create_dir(&own).unwrap();
    fs::copy(mail(&desk, "m.eml", "Hello."), own.join("m.eml")).unwrap();
    fs::write(own.join("bad.xyz"), "x").unwrap();
    let counts = desk.one(&["incoming", "collect"]);
    assert_eq!((&counts["taken"], &counts["refused"]), (&1.into(), &1.into()));
    assert!(own.join("taken/m.eml").exists() && own.join("refused/bad.xyz").exists());
    assert_eq!(desk.ok(&["incoming", "collect"]), "Nothing new rests in the folder.");
    assert!(desk.ok(&["tasks"]).contains("bad.xyz was not taken in"));
}

#[test]
fn the_numbers_are_those_of_the_letters() {
    let desk = Bench::new();
    desk.patient("Okafor", "Grace", "999 000 0018");
    let body = desk.file("body.txt", "You were well.\n");
    let new = |day: &str| {
        let words = [
            "letter",
            "new",
            "okafor",
            "--template",
            "free-letter",
            "--body",
            &body,
            "--author",
            "Dr Lee",
            "--attended",
            day,
        ];
        desk.ok(&words)
    };
    let id = new("23/2/2026");
    new("1/3/2026");
    desk.ok(&["letter", "submit", &id]);
    if desk.json(&["letters", "--state", "awaiting_approval"]).len() == 1 {
        desk.ok(&["letter", "approve", &id, "--by", "Dr Lee"]);
    }
    desk.ok(&["letter", "send", &id]);
    let all = desk.json(&["numbers", "--by", "consultant"]);
    assert_eq!((&all[0]["name"], &all[0]["sent"], &all[0]["median_days"]), (&"Dr Lee".into(), &1.into(), &8.0.into()));
    assert_eq!((&all[0]["share_over_percent"], &all[1]["unsent"]), (&100.into(), &1.into()));
    assert_eq!(desk.json(&["numbers", "--weeks", "3"]).iter().filter(|n| n["what"] == "sent").count(), 3);
    let csv = desk.path("n.csv").to_string_lossy().into_owned();
    desk.ok(&["numbers", "--csv", &csv]);
    assert!(desk.text("n.csv").contains("sent by week,2026-03-02,1,8,8,1,100"));
}
