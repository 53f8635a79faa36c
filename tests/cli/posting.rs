//! Letters on their way out: approved on paper, printed in a run, in the post book, and back again.

use super::call::Bench;

/// The path of a file beside the desk, as a word of a command.
fn place(desk: &Bench, name: &str) -> String {
    desk.path(name).to_string_lossy().into_owned()
}

const BODY: &str = "You were well when we saw you. We shall see you again in six months.\n";

/// A desk with letters of one author that await approval; gives their ids.
fn awaiting(desk: &Bench, many: usize) -> Vec<String> {
    let body = desk.file("body.txt", BODY);
    let mut all = Vec::new();
    for n in 0..many {
        let nhs = ["999 000 0018", "999 000 0026", "999 000 0034"][n];
        let name = ["Okafor", "Smith", "Jones"][n];
        let id = desk.patient(name, "Grace", nhs);
        let id =
            desk.ok(&["letter", "new", &id, "--template", "free-letter", "--body", &body, "--author", "Dr A PATEL"]);
        desk.ok(&["letter", "submit", &id]);
        all.push(id);
    }
    all
}

#[test]
fn letters_are_approved_on_paper_printed_posted_and_come_back() {
    let desk = Bench::new();
    let ids = awaiting(&desk, 3);
    let sheet = place(&desk, "sheet.pdf");
    let number = desk.ok(&["letters", "approval", "-o", &sheet]);
    assert!(std::fs::read(&sheet).expect("the sheet").starts_with(b"%PDF"));
    assert!(desk.refused(&["letters", "answers", &number, "--ticked", "4 a"]).contains("There is no letter 4"));
    let all = desk.json(&["letters", "--unsent"]);
    let listed: Vec<&str> = all.iter().filter_map(|l| l["id"].as_str()).collect();
    desk.ok(&["letters", "answers", &number, "--ticked", "1-2 a; 3 r add the dose", "--on", "yest"]);
    let returned = desk.one(&["letter", "show", listed[2]]);
    assert_eq!((&returned["state"], &returned["comments"][0]["text"]), (&"drafting".into(), &"add the dose".into()));
    let approved = desk.one(&["letter", "show", listed[0]]);
    assert_eq!((&approved["state"], &approved["signed_by"]), (&"approved".into(), &"Dr A PATEL".into()));
    assert!(approved["sign_note"].as_str().expect("a note").starts_with("on paper, sheet 1, "));
    let file = place(&desk, "run.pdf");
    let run = desk.one(&["letters", "print", "-o", &file]);
    assert_eq!((&run["state"], &run["pages"]), (&"made".into(), &3.into()));
    assert!(desk.json(&["post"]).is_empty(), "printed is not sent");
    assert!(desk.ok(&["letters", "printed"]).starts_with("Posted 2 letters"));
    assert!(desk.refused(&["letters", "printed"]).contains("No such print run"));
    let post = desk.json(&["post"]);
    assert_eq!((post.len(), &post[0]["way"], &post[0]["class"]), (2, &"post".into(), &"second".into()));
    let table = place(&desk, "post.csv");
    desk.ok(&["post", "tod", "--csv", &table]);
    assert_eq!(std::fs::read_to_string(&table).expect("the table").lines().count(), 3);
    let back = desk.one(&["letter", "came-back", listed[0]]);
    assert_eq!(
        (&back["state"], &back["meaning"], &back["recipients"][0]["state"]),
        (&"approved".into(), &"act_now".into(), &"failed".into())
    );
    assert!(desk.json(&["tasks"])[0]["title"].as_str().expect("a title").contains("came back"));
    assert_eq!(desk.json(&["post"])[0]["state"], "returned");
    assert_eq!(desk.json(&["letters", "--unsent"]).len(), 2);
    desk.ok(&["undo"]);
    assert_eq!(desk.json(&["letters", "--unsent"]).len(), 1);
    assert_eq!(ids.len(), 3);
}

#[test]
fn what_changed_since_the_sheet_was_printed_is_not_approved_by_it() {
    let desk = Bench::new();
    let ids = awaiting(&desk, 1);
    let sheet = place(&desk, "sheet.pdf");
    desk.ok(&["letters", "approval", "-o", &sheet]);
    desk.ok(&["letter", "recall", &ids[0]]);
    assert!(desk.refused(&["letters", "answers", "1", "--ticked", "1 a"]).contains("is drafting"));
    assert!(desk.refused(&["letters", "approval", "-o", &sheet]).contains("No letter awaits approval"));
}

#[test]
fn a_letter_becomes_a_word_file_and_envelopes() {
    let desk = Bench::new();
    let ids = awaiting(&desk, 1);
    let file = |name: &str| std::fs::read(desk.path(name)).expect("a file");
    desk.ok(&["letter", "docx", &ids[0], "-o", &place(&desk, "a.docx")]);
    assert!(file("a.docx").starts_with(b"PK"));
    desk.ok(&["letter", "envelope", &ids[0], "-o", &place(&desk, "e.pdf")]);
    desk.ok(&["letter", "envelope", &ids[0], "-o", &place(&desk, "l.pdf"), "--on", "21", "--start", "21"]);
    assert!(file("e.pdf").starts_with(b"%PDF") && file("l.pdf").starts_with(b"%PDF"));
    let said =
        desk.refused(&["letter", "envelope", &ids[0], "-o", &place(&desk, "l.pdf"), "--on", "21", "--start", "22"]);
    assert!(said.contains("from 1 to 21"), "{said}");
}
