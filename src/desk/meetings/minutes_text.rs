//! The minutes as plain text: what is read on the screen, sent in an e-mail, and kept.

use super::model::{Item, Logged, Seat};

/// So-and-so: who was there, who was not.
pub fn attendance(roll: &[Seat]) -> Vec<(&'static str, String)> {
    let those =
        |fits: fn(&Seat) -> bool| roll.iter().filter(|s| fits(s)).map(Seat::label).collect::<Vec<_>>().join(", ");
    let counts = |s: &Seat| s.is_there() && s.part != "in attendance";
    let parts = [
        ("Present", those(counts)),
        ("In attendance", those(|s| s.is_there() && s.part == "in attendance")),
        ("Apologies", those(|s| s.coming == "apologies")),
        ("Absent", those(|s| s.coming == "absent")),
    ];
    parts.into_iter().filter(|(_, names)| !names.is_empty()).collect()
}

/// The minutes: who was there, and of each item what was said, decided and asked for. `confidential`: whether the reader
/// may see what is.
pub fn of(agenda: &[Item], roll: &[Seat], actions: &[Logged], confidential: bool) -> String {
    let mut out: Vec<String> = attendance(roll).into_iter().map(|(label, names)| format!("{label}: {names}")).collect();
    let mut number = 0;
    for item in agenda.iter().filter(|i| !i.skip) {
        number += 1;
        let seen = item.for_eyes(confidential);
        out.push(String::new());
        out.push(format!("{number}. {}", seen.title));
        out.extend(seen.text.lines().map(str::to_owned));
        out.extend(seen.decisions.iter().map(|d| format!("Decision: {d}")));
        let of_item = actions.iter().filter(|l| l.action.item_id == item.id && (confidential || !item.confidential));
        out.extend(of_item.map(|l| format!("Action {}: {}", l.action.number, l.action.line())));
    }
    out.join("\n")
}
