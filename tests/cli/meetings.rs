//! Meetings by command: a series, its agenda, minutes and actions over several processes.

use serde_json::Value;

use super::call::{Bench, has};

/// A board of four that meets on the second Tuesday, and its first meeting.
fn board(desk: &Bench) -> String {
    let who = [
        "Ann Lee <ann@example.org>, chair",
        "Bob Ray <bob@example.org>",
        "Jo Marlow, secretary",
        "Kim Ho, in attendance",
    ];
    let mut words =
        vec!["meeting", "series", "add", "Board", "--quorum", "2", "--room", "Room 4", "--starts-at", "2pm"];
    for one in &who {
        words.extend(["--who", one]);
    }
    let series = desk.one(&words);
    has(&series, "id name frequency starts_at length room quorum roll standing backlog");
    assert_eq!((&series["starts_at"], series["roll"].as_array().unwrap().len()), (&"14:00".into(), 4));
    desk.ok(&["meeting", "add", "--series", "board", "--start", "10/3"])
}

fn titles(meeting: &Value) -> Vec<String> {
    let items = meeting["items"].as_array().expect("items");
    items.iter().map(|i| i["title"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_next_of_a_series_has_its_agenda_and_its_days() {
    let desk = Bench::new();
    let id = board(&desk);
    let one = desk.one(&["meeting", "show", &id]);
    has(
        &one,
        "id series_id title number state meaning start end place agenda_due minutes_due items people actions papers versions",
    );
    assert_eq!((&one["number"], &one["start"]), (&"1/2026".into(), &"2026-03-10T14:00:00".into()));
    assert_eq!((&one["agenda_due"], &one["minutes_due"]), (&"2026-03-02".into(), &"2026-03-24".into()));
    assert_eq!(one["meaning"], "act_now", "the agenda was due yesterday");
    assert_eq!(titles(&one)[0], "Apologies for absence");
    let listed = desk.json(&["meeting"]);
    assert_eq!(listed.len(), 1);
    desk.ok(&["meeting", "series", "wait", "board", "Parking / 5 min / Kim Ho"]);
    let second = desk.one(&["meeting", "add", "--series", "board"]);
    assert_eq!((&second["number"], &second["start"]), (&"2/2026".into(), &"2026-04-14T14:00:00".into()));
    assert!(titles(&desk.one(&["meeting", "show", "board 2/2026"])).contains(&"Parking".to_owned()));
    assert!(desk.refused(&["meeting", "show", "board"]).contains("More than one meeting fits “board”"));
    assert!(desk.refused(&["meeting", "series", "add", "X", "--who", "Ann, boss"]).contains("“boss” is no part"));
}

#[test]
fn minutes_go_from_the_first_word_to_the_next_meeting_and_the_action_comes_back() {
    let desk = Bench::new();
    let id = board(&desk);
    desk.ok(&["meeting", "item", "add", &id, "Budget / 20 min / Bob Ray / decision"]);
    desk.ok(&["meeting", "item", "add", &id, "Lifts / 10 min"]);
    assert_eq!(desk.one(&["meeting", "send", &id])["state"], "agenda_sent");
    desk.ok(&["meeting", "attend", &id, "kim", "apologies"]);
    assert_eq!(
        desk.one(&["meeting", "minute", &id, "5", "The budget was gone through.", "--decision", "It stands."])["state"],
        "held"
    );
    assert_eq!(desk.one(&["meeting", "attend", &id, "all"])["there"], 2);
    let action = desk.one(&["meeting", "action", &id, "5", "bob, fri, send the figures"]);
    assert_eq!(
        (&action["owner"], &action["due"], &action["number"]),
        (&"Bob Ray".into(), &"2026-03-06".into(), &"1/2026-1".into())
    );
    let tasks = desk.json(&["tasks"]);
    assert_eq!((&tasks[0]["title"], &tasks[0]["owner"]), (&"send the figures".into(), &"Bob Ray".into()));
    assert_eq!(desk.one(&["meeting", "close", &id])["state"], "minutes_draft");
    assert_eq!(desk.one(&["meeting", "circulate", &id])["state"], "minutes_circulated");
    assert!(desk.refused(&["meeting", "minute", &id, "5", "More"]).contains("its minutes are finished"));
    let second = desk.ok(&["meeting", "add", "--series", "board"]);
    let next = desk.one(&["meeting", "show", &second]);
    assert_eq!(next["gone_through"][0]["text"], "send the figures");
    let titles = titles(&next);
    assert!(titles.contains(&"Lifts".to_owned()) && titles.contains(&"Budget".to_owned()), "{titles:?}");
    assert!(titles.contains(&"Minutes of Board 1/2026, Tue 10-Mar-2026".to_owned()), "{titles:?}");
    desk.ok(&["task", "done", tasks[0]["id"].as_str().unwrap()]);
    assert_eq!(desk.one(&["meeting", "show", &second])["gone_through"], Value::Array(Vec::new()));
    assert_eq!(desk.json(&["meeting", "actions", "--series", "board", "--all"])[0]["state"], "done");
    let approved =
        desk.one(&["meeting", "approve", &id, "--at", "Board 2/2026", "--corrections", "Item 5: not twenty"]);
    assert_eq!((&approved["state"], &approved["meaning"]), (&"minutes_approved".into(), &"done".into()));
    assert_eq!(desk.one(&["meeting", "show", &id])["versions"].as_array().unwrap().len(), 2);
}

#[test]
fn an_overdue_action_is_marked_and_a_dropped_one_comes_no_more() {
    let desk = Bench::new();
    let id = board(&desk);
    desk.ok(&["meeting", "action", &id, "1", "ann, tom, ring the caterer"]);
    let late = desk.call_as("Sam", "2026-03-09T09:00", &["meeting", "actions", "--json"]).out;
    assert!(late.contains("\"overdue\": true") || late.contains("\"overdue\":true"), "{late}");
    assert!(desk.refused(&["meeting", "drop", "1/2026-1", "--reason", " "]).contains("Say why"));
    assert_eq!(desk.one(&["meeting", "drop", "1/2026-1", "--reason", "Overtaken"])["state"], "dropped");
    assert_eq!(desk.ok(&["meeting", "actions"]), "No action is open.");
    assert_eq!(desk.one(&["meeting", "cancel", &id, "--reason", "No quorum"])["state"], "cancelled");
}

#[test]
fn a_meeting_stands_in_the_diary_moves_and_goes_with_one_undo() {
    let desk = Bench::new();
    desk.ok(&["entry", "add", "--title", "Clinic", "--start", "tom 9:00", "--of", "Ann Lee"]);
    let id = board(&desk);
    let seen = |day: &str| {
        desk.json(&["diary", day, "--of", "Ann Lee"]).iter().map(|e| e["title"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(seen("10/3"), ["Board 1/2026"]);
    desk.ok(&["meeting", "move", &id, "--to", "12/3 3pm"]);
    assert!(seen("10/3").is_empty());
    assert_eq!(seen("12/3"), ["Board 1/2026"]);
    desk.ok(&["meeting", "cancel", &id, "--reason", "Snow"]);
    let state = desk.json(&["diary", "12/3", "--of", "Ann Lee"]);
    assert!(state.is_empty() || state[0]["state"] == "cancelled", "{state:?}");
    desk.ok(&["undo"]);
    assert_eq!(seen("12/3"), ["Board 1/2026"]);
}

#[test]
fn agenda_and_minutes_leave_as_pdf_and_as_drafts_to_those_who_may_see_them() {
    let desk = Bench::new();
    let id = board(&desk);
    desk.ok(&["meeting", "item", "add", &id, "Pay of the director / 10 min / confidential"]);
    let paper = desk.file("figures.txt", "figures");
    desk.ok(&["meeting", "paper", &id, "4", "Figures", "--owner", "Ann Lee", "--file", &paper]);
    assert!(desk.refused(&["meeting", "paper", &id, "4", "X", "--file", "../../etc/passwd"]).contains("was not taken"));
    let pdf = desk.path("agenda.pdf");
    desk.ok(&["meeting", "pdf", &id, "-o", pdf.to_str().unwrap()]);
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
    let folder = desk.path("out");
    std::fs::create_dir(&folder).unwrap();
    let made = desk.json(&["meeting", "eml", &id, "-o", folder.to_str().unwrap()]);
    assert_eq!(made.len(), 1, "whoever has an address may see everything");
    let eml = std::fs::read_to_string(folder.join("agenda.eml")).unwrap();
    assert!(eml.contains("X-Unsent: 1") && eml.contains("Figures.txt") && eml.contains("ann@example.org"), "{eml}");
    let shown = desk.one(&["meeting", "show", &id]);
    assert_eq!(shown["papers"][0]["late"], true, "papers were due yesterday");
}

#[test]
fn papers_that_are_pdfs_are_joined_behind_the_agenda() {
    let pages = |file: &std::path::Path| {
        let said = std::process::Command::new("pdfinfo").arg(file).output().expect("pdfinfo runs");
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        text.lines().find_map(|l| l.strip_prefix("Pages:")?.trim().parse::<usize>().ok()).expect("a number of pages")
    };
    if std::process::Command::new("pdfunite").arg("-v").output().is_err() {
        println!("skipped: pdfunite is not installed");
        return;
    }
    let desk = Bench::new();
    let id = board(&desk);
    let (first, paper) = (desk.path("agenda.pdf"), desk.path("paper.pdf"));
    let made = desk.one(&["meeting", "pdf", &id, "-o", first.to_str().unwrap(), "--pack"]);
    assert_eq!(made["pack"], Value::Null, "no paper has come");
    std::fs::copy(&first, &paper).unwrap();
    desk.ok(&["meeting", "paper", &id, "4", "Figures", "--file", paper.to_str().unwrap()]);
    let made = desk.one(&["meeting", "pdf", &id, "-o", first.to_str().unwrap(), "--pack"]);
    let pack = desk.path("agenda-pack.pdf");
    assert_eq!(made["pack"], pack.to_str().unwrap());
    assert_eq!(pages(&pack), pages(&first) + pages(&paper));
    std::fs::write(&paper, "no PDF at all").unwrap();
    desk.ok(&["meeting", "paper", &id, "4", "Broken", "--file", paper.to_str().unwrap()]);
    let said = desk.refused(&["meeting", "pdf", &id, "-o", first.to_str().unwrap(), "--pack"]);
    assert!(said.contains("were not joined"), "{said}");
}
