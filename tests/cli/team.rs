//! The team by command: leave and cover, work moved, shared out and given back, what is told, over several processes.

use super::call::{Bench, has};

fn desk() -> Bench {
    let desk = Bench::new();
    for name in ["Jo Marlow", "Kit Ward", "Bev Tranter"] {
        desk.ok(&["team", "add", name, "--hours", "mon-fri 9-17"]);
    }
    desk
}

fn task(desk: &Bench, title: &str, owner: &str) -> String {
    desk.ok(&["task", "add", title, "--of", owner])
}

fn owner(desk: &Bench, id: &str) -> String {
    let all = desk.json(&["tasks"]);
    let one = all.iter().find(|t| t["id"] == id).expect("the task");
    one["owner"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn members_are_added_changed_and_leave() {
    let desk = desk();
    let one = desk.json(&["team"]).into_iter().find(|m| m["name"] == "Jo Marlow").expect("a member");
    has(&one, "id name role state phone hours types_for skills covers_for away away_until letters queries tasks");
    assert_eq!(one["hours"], "mon-fri 09:00-17:00");
    assert!(desk.refused(&["team", "add", "jo marlow"]).contains("is of the team already"));
    assert!(desk.refused(&["team", "add", "X", "--hours", "always"]).contains("is no hours"));
    desk.ok(&["team", "edit", "kit", "--skills", "minutes, audio", "--covers-for", "jo"]);
    assert!(desk.ok(&["team", "show", "Kit"]).contains("Covers for: Jo Marlow"));
    let id = task(&desk, "Order paper", "Kit Ward");
    assert!(desk.refused(&["team", "leaves", "kit"]).contains("still has 1 task: say who has them"));
    assert!(
        desk.ok(&["team", "leaves", "kit", "--to", "bev"]).contains("Kit Ward has left; 1 task moved to Bev Tranter")
    );
    assert_eq!(owner(&desk, &id), "Bev Tranter");
    assert!(desk.json(&["team"]).iter().all(|m| m["name"] != "Kit Ward"));
    desk.ok(&["team", "edit", "bev", "--name", "Bev Shaw"]);
    assert_eq!(owner(&desk, &id), "Bev Shaw");
    assert!(desk.refused(&["team", "show", "nobody"]).contains("Nobody of the team is called"));
}

#[test]
fn what_comes_in_meanwhile_goes_to_the_cover_and_back() {
    let desk = desk();
    let old = task(&desk, "An old one", "Jo Marlow");
    let leave = ["team", "leave", "jo", "--kind", "sick", "--from", "4/3/26 08:00", "--until", "+2w", "--cover"];
    let one = desk.one(&[&leave[..], &["tasks: Kit", "--cover", "Bev"]].concat());
    has(&one, "id member kind from until cover handed returned_at");
    assert_eq!((&one["cover"], &one["handed"]), (&"tasks: Kit Ward; Bev Tranter".into(), &0.into()));
    assert!(desk.refused(&["team", "leave", "jo"]).contains("is away already"));
    // Nobody has the program open when it begins.
    let said = desk.call_as("Sam", "2026-03-05T09:00", &["task", "add", "A new one", "--of", "Jo Marlow"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let new = said.out.trim().to_owned();
    assert_eq!((owner(&desk, &new).as_str(), owner(&desk, &old).as_str()), ("Kit Ward", "Jo Marlow"));
    let items = desk.json(&["team", "backlog", "kit"]);
    has(&items[0], "kind id name what owner consultant since due waits_on state late audio_seconds for");
    assert_eq!(items[0]["for"], "Jo Marlow");
    let back = |words: &[&str]| desk.call_as("Sam", "2026-03-10T09:00", &[&["team", "back", "jo"], words].concat());
    assert!(back(&["--show"]).out.contains("goes back"));
    assert_eq!(owner(&desk, &new), "Kit Ward", "it was only shown");
    assert_eq!(back(&[]).code, 0);
    assert_eq!(owner(&desk, &new), "Jo Marlow");
    desk.ok(&["undo"]);
    assert_eq!(owner(&desk, &new), "Kit Ward");
}

#[test]
fn the_backlog_is_counted_moved_and_shared_out() {
    let desk = desk();
    for n in 0..6 {
        task(&desk, &format!("Task {n}"), "Jo Marlow");
    }
    let all = desk.json(&["team", "backlog"]);
    has(&all[0], "who items late oldest_days letters queries tasks dictations audio_minutes");
    assert_eq!((&all[0]["who"], &all[0]["tasks"]["items"]), (&"Jo Marlow".into(), &6.into()));
    let said = desk.ok(&["team", "move", "--from", "jo", "--most", "2", "--to", "kit"]);
    assert_eq!(said, "Moved 2 tasks from Jo Marlow to Kit Ward.");
    let shares = desk.json(&["team", "share", "jo", "--among", "kit", "--among", "bev", "--show"]);
    has(&shares[0], "to items audio_minutes ids");
    assert_eq!(desk.json(&["team", "backlog", "jo"]).len(), 4, "it was only shown");
    desk.ok(&["team", "share", "jo", "--among", "kit", "--among", "bev"]);
    assert_eq!(desk.json(&["team", "backlog", "jo"]).len(), 0);
    desk.ok(&["undo"]);
    assert_eq!(desk.json(&["team", "backlog", "jo"]).len(), 4);
    assert!(desk.refused(&["team", "move", "nothing", "--to", "kit"]).contains("has the id nothing"));
    assert!(desk.refused(&["team", "move", "--to", "kit"]).contains("Say which items"));
    let file = desk.path("backlog.csv").to_string_lossy().into_owned();
    desk.ok(&["team", "backlog", "--csv", &file]);
    assert!(desk.text("backlog.csv").contains("Jo Marlow,0,0,0,0,4,0,0,0,0"), "{}", desk.text("backlog.csv"));
}

#[test]
fn a_handover_and_the_pages_of_a_day_are_told_as_text_and_pdf() {
    let desk = desk();
    task(&desk, "Ring the ward", "Jo Marlow");
    desk.ok(&["task", "add", "Papers to Board", "--of", "Jo Marlow", "--due", "tod"]);
    let said = desk.ok(&["team", "handover", "jo"]);
    assert!(said.starts_with("Handover · Jo Marlow · Tue 03-Mar-2026 09:41"), "{said}");
    assert!(said.contains("Open: 2 tasks; 0 late, oldest 0 days.") && said.contains("Task Papers to Board"), "{said}");
    let page = desk.one(&["team", "start"]);
    has(&page, "title lead sections");
    assert!(desk.ok(&["team", "end"]).contains("Promised for today and still open"));
    assert!(desk.ok(&["team", "needs"]).contains("Who lacks what"));
    for (verb, file) in [("handover", "h.pdf"), ("start", "s.pdf"), ("end", "e.pdf")] {
        let path = desk.path(file).to_string_lossy().into_owned();
        desk.ok(&["team", verb, "--pdf", &path]);
        assert!(std::fs::read(desk.path(file)).expect("a file").starts_with(b"%PDF-1."));
    }
}
