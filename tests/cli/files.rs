//! Files in and out: all of each or nothing, each bad line named.

use super::call::Bench;

const PEOPLE: &str = "NHS number,Surname,Forename,Date of birth,Mobile\n\
    9990000018,Okafor,Grace,14/08/1980,07700 900401\n\
    9434765918,Smith,John,01/02/1950,\n\
    9990000026,Lee,Ann,03/04/1960,\n";

#[test]
fn a_bad_line_is_named_and_nothing_is_imported_unless_it_is_to_be_left_out() {
    let desk = Bench::new();
    let file = desk.file("patients.csv", PEOPLE);
    let refused = desk.refused(&["import", "patients", &file]);
    assert!(refused.starts_with("patients.csv, line 3: NHS number 943 476 5918 fails its check digit"), "{refused}");
    assert!(desk.json(&["people"]).is_empty());
    let rejects = desk.path("rejects.csv").to_string_lossy().into_owned();
    let done = desk.one(&["import", "patients", &file, "--skip-bad", &rejects]);
    assert_eq!((&done["new"], &done["rejected"][0]["line"]), (&2.into(), &3.into()));
    let left_out = desk.text("rejects.csv");
    assert!(left_out.contains("Date of birth,Mobile,reason") && left_out.contains("9434765918,Smith"), "{left_out}");
    assert!(left_out.contains("fails its check digit") && !left_out.contains("Okafor"));
    let again = desk.one(&["import", "patients", &file, "--skip-bad", &rejects]);
    assert_eq!((&again["new"], &again["changed"], &again["same"]), (&0.into(), &0.into(), &2.into()));
    assert_eq!(desk.json(&["people"]).len(), 2);
    desk.ok(&["undo"]);
    assert!(desk.json(&["people"]).is_empty());
}

#[test]
fn a_rehearsal_says_what_would_be_and_changes_nothing() {
    let desk = Bench::new();
    let good = desk.file("good.csv", &PEOPLE.replace("9434765918", "9434765919"));
    let said = desk.ok(&["import", "patients", &good, "--dry-run"]);
    assert!(
        said.contains("Surname → Surname") && said.contains("Nothing was changed") && said.contains("3 new"),
        "{said}"
    );
    assert!(desk.json(&["people"]).is_empty());
    let bad = desk.file("bad.csv", PEOPLE);
    let rehearsed = desk.call(&["import", "patients", &bad, "--dry-run"]);
    assert_eq!(rehearsed.code, 1, "what would be refused is refused: {}", rehearsed.err);
    assert!(format!("{}{}", rehearsed.out, rehearsed.err).contains("bad.csv, line 3:"));
    let entries = desk.file("d.csv", "Subject,Start Date,Start Time\nWard round,04/03/2026,08:30\n");
    assert!(desk.ok(&["import", "diary", &entries, "--dry-run", "--of", "Dr A PATEL"]).contains("1 new"));
    let todo = desk.file("t.csv", "Subject,Due Date\nChase echo,05/03/2026\n");
    assert!(desk.ok(&["import", "tasks", &todo, "--dry-run"]).contains("1 new"));
    assert!(desk.json(&["diary", "--days", "30"]).is_empty() && desk.json(&["tasks"]).is_empty());
    assert_eq!(desk.refused(&["undo"]), "There is nothing left to take back.");
}

#[test]
fn files_that_are_none_are_refused_in_a_sentence() {
    let desk = Bench::new();
    let empty = desk.file("empty.csv", "");
    let colours = desk.file("colours.csv", "Colour,Size\nred,4\nblue,5\n");
    assert!(desk.refused(&["import", "patients", &empty]).contains("empty.csv is empty"));
    assert!(desk.refused(&["import", "patients", &colours]).contains("colours.csv, line 1: no column holds Surname"));
    assert!(desk.refused(&["import", "tasks", &colours]).contains("colours.csv, line 1: no column"));
    assert!(desk.refused(&["import", "diary", &colours]).starts_with("colours.csv, line 1: "));
    assert!(desk.refused(&["import", "patients", "/nonexistent.csv"]).contains("could not be read"));
    assert!(desk.refused(&["import", "tasks", &colours, "--format", "vcard"]).contains("csv or ics"));
    assert!(desk.refused(&["import", "diary", &colours, "--format", "ics"]).starts_with("colours.csv, line 1: "));
    assert!(
        desk.refused(&["import", "patients", &colours, "--skip-bad", "/nonexistent/r.csv"])
            .contains("could not be written")
    );
}

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n\
    BEGIN:VEVENT\r\nUID:a@x\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260304T090000\r\nDTEND:20260304T100000\r\n\
    SUMMARY:Clinic\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\n\
    BEGIN:VTODO\r\nUID:t@x\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Print the list\r\nDUE;VALUE=DATE:20260304\r\nEND:VTODO\r\n\
    END:VCALENDAR\r\n";

#[test]
fn a_calendar_comes_in_once_and_goes_out_as_it_came() {
    let desk = Bench::new();
    let file = desk.file("c.ics", CALENDAR);
    let import = ["import", "diary", file.as_str(), "--of", "Dr A PATEL"];
    assert_eq!(desk.one(&import)["new"], 1);
    assert_eq!(desk.one(&import)["same"], 1);
    assert_eq!(desk.json(&["diary", "tod", "--days", "30"]).len(), 3);
    assert_eq!(desk.one(&["import", "tasks", &file])["new"], 1);
    assert_eq!(desk.one(&["import", "tasks", &file])["same"], 1);
    assert_eq!(desk.one(&["tasks"])["due"], "2026-03-04");
    let out = desk.path("out.ics").to_string_lossy().into_owned();
    desk.ok(&["export", "diary", &out]);
    assert!(desk.text("out.ics").contains("UID:a@x"));
    let other = Bench::new();
    assert_eq!(other.one(&["import", "diary", &out, "--of", "Dr A PATEL"])["new"], 1);
    assert_eq!(other.json(&["diary", "tod", "--days", "30"]).len(), 3);
}

#[test]
fn everything_goes_out_in_every_form_it_has() {
    let desk = Bench::new();
    desk.patient("Okafor", "Grace", "999 000 0018");
    desk.ok(&["person", "add", "--kind", "ward", "--organisation", "Ward 7"]);
    desk.ok(&["task", "add", "=HYPERLINK(1)"]);
    desk.ok(&["call", "--words", "Where is my letter?", "--patient", "okafor"]);
    desk.ok(&["letter", "new", "okafor", "--template", "free-letter"]);
    desk.ok(&["entry", "add", "--title", "Clinic", "--start", "tom 9:00"]);
    let forms = [
        ("people", "csv vcf json", "Okafor"),
        ("contacts", "csv vcf json", "Ward 7"),
        ("diary", "csv ics json", "Clinic"),
        ("tasks", "csv ics json", "HYPERLINK"),
        ("letters", "csv json", "free-letter"),
        ("inbox", "csv json", "Where is my letter?"),
    ];
    for (kind, ends, word) in forms {
        for end in ends.split(' ') {
            let name = format!("{kind}.{end}");
            desk.ok(&["export", kind, &desk.path(&name).to_string_lossy()]);
            let text = desk.text(&name);
            assert!(text.contains(word), "{name}: {text}");
            assert!(
                end != "json" || serde_json::from_str::<Vec<serde_json::Value>>(&text).is_ok_and(|all| !all.is_empty())
            );
        }
    }
    assert!(desk.text("tasks.csv").contains("'=HYPERLINK"));
    desk.ok(&["export", "records", "--of-kind", "letters", &desk.path("raw.csv").to_string_lossy()]);
    assert!(desk.text("raw.csv").contains("free-letter"));
    let unknown = desk.refused(&["export", "records", "--of-kind", "wishes", "x.csv"]);
    assert!(
        unknown.starts_with("There are no records called “wishes”. There are: setting, link, team member"),
        "{unknown}"
    );
    desk.ok(&["export", "everything", &desk.path("all.json").to_string_lossy()]);
    let all: serde_json::Value = serde_json::from_str(&desk.text("all.json")).unwrap();
    assert_eq!((all["patient"][0]["surname"].as_str(), all["task"].as_array().unwrap().len()), (Some("Okafor"), 1));
    let refused = desk.refused(&["export", "letters", "l.ics"]);
    assert_eq!(refused, "Letters are written as csv or json. Choose one with --format.");
    assert!(desk.json(&["history"]).iter().any(|h| h["label"] == "Exported all patients" && h["action"] == "view"));
    let other = Bench::new();
    for (kind, name) in [("patients", "people.csv"), ("contacts", "contacts.vcf"), ("tasks", "tasks.ics")] {
        assert_eq!(other.one(&["import", kind, &desk.path(name).to_string_lossy()])["new"], 1, "{name}");
    }
    let entries = desk.path("diary.csv").to_string_lossy().into_owned();
    assert_eq!(other.one(&["import", "diary", &entries])["new"], 1);
}

#[test]
fn what_goes_out_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Bench::new();
    desk.ok(&["export", "people", &desk.path("p.csv").to_string_lossy()]);
    let mode = std::fs::metadata(desk.path("p.csv")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_calendar_that_also_holds_a_journal_is_taken_and_what_was_left_out_is_named() {
    let desk = Bench::new();
    let journal = "BEGIN:VJOURNAL\r\nUID:j@x\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Notes\r\nEND:VJOURNAL\r\n";
    let file = desk.file("c.ics", &CALENDAR.replace("BEGIN:VTODO", &format!("{journal}{journal}BEGIN:VTODO")));
    let import = ["import", "diary", file.as_str(), "--of", "Dr A PATEL"];
    let named = "Left out, 2 times, first in line 12: A journal entry is not taken in; only events and tasks are.";
    let rehearsed = desk.ok(&[&import[..], &["--dry-run"]].concat());
    assert!(
        rehearsed.contains(named) && rehearsed.contains("1 new, 0 changed, 0 as before, 2 left out."),
        "{rehearsed}"
    );
    assert!(desk.json(&["diary", "--days", "30"]).is_empty());
    let rejects = desk.path("rejects.csv").to_string_lossy().into_owned();
    let taken = desk.one(&[&import[..], &["--skip-bad", &rejects]].concat());
    assert_eq!((&taken["new"], taken["left_out"][1]["line"].as_u64()), (&1.into(), Some(17)));
    assert_eq!(taken["rejected"].as_array().map(Vec::len), Some(0));
    assert!(desk.text("rejects.csv").contains("12,BEGIN:VJOURNAL,A journal entry"), "{}", desk.text("rejects.csv"));
    assert!(desk.ok(&import).contains(named), "said without a rehearsal too");
    let only = desk.file("j.ics", &format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{journal}END:VCALENDAR\r\n"));
    assert!(desk.refused(&["import", "diary", &only]).starts_with("j.ics, line 3: A journal entry is not taken in"));
}

#[test]
fn a_reminder_goes_out_as_an_alarm_and_comes_back_as_one() {
    let desk = Bench::new();
    let alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT45M\r\nDESCRIPTION:soon\r\nEND:VALARM\r\n";
    let file = desk.file("a.ics", &CALENDAR.replacen("END:VEVENT", &format!("{alarm}END:VEVENT"), 1));
    desk.ok(&["import", "diary", &file, "--of", "Dr A PATEL"]);
    let out = desk.path("out.ics").to_string_lossy().into_owned();
    desk.ok(&["export", "diary", &out, "--of", "Dr A PATEL"]);
    let text = desk.text("out.ics");
    assert!(text.contains(alarm) && text.matches("VALARM").count() == 2, "{text}");
    // What is outside of RFC 5545's order would be lost elsewhere: the alarm is the last of the entry.
    assert!(text.contains("END:VALARM\r\nEND:VEVENT"), "{text}");
    let add = ["entry", "add", "--of", "Dr A PATEL", "--title", "Board", "--start", "tom 14:00", "--remind"];
    desk.ok(&[&add[..], &["90min"]].concat());
    desk.ok(&[&add[..], &["none"]].concat());
    assert!(desk.refused(&[&add[..], &["soon"]].concat()).contains("15min, 1 day"));
    desk.ok(&["export", "diary", &out, "--of", "Dr A PATEL"]);
    let text = desk.text("out.ics");
    assert!(text.contains("TRIGGER:-PT90M") && text.contains("X-ROLLTOP-REMIND:never"), "{text}");
    let other = Bench::new();
    other.ok(&["import", "diary", &out, "--of", "Dr A PATEL"]);
    let again = other.path("again.ics").to_string_lossy().into_owned();
    other.ok(&["export", "diary", &again, "--of", "Dr A PATEL"]);
    assert_eq!(other.text("again.ics"), text);
}
