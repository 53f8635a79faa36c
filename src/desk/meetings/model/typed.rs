//! Who belongs to a meeting, and what is on an agenda, as people type it: a line each.

use super::{Item, KINDS, PARTS, Seat};

/// `Ann Lee <ann@example.org>, chair, deputy Kim Ho`.
pub fn seat_shown(seat: &Seat) -> String {
    let mut parts = vec![seat.name.clone()];
    if !seat.email.is_empty() {
        parts[0] = format!("{} <{}>", seat.name, seat.email);
    }
    if seat.part != "member" {
        parts.push(seat.part.clone());
    }
    if !seat.deputy.is_empty() {
        parts.push(format!("deputy {}", seat.deputy));
    }
    match (seat.confidential, seat.part == "in attendance") {
        (false, false) => parts.push("not confidential".into()),
        (true, true) => parts.push("confidential".into()),
        _ => {}
    }
    parts.join(", ")
}

/// All of a roll, a line each.
pub fn roll_shown(roll: &[Seat]) -> String {
    roll.iter().map(seat_shown).collect::<Vec<_>>().join("\n")
}

/// The roll that was typed; whoever stood on it before keeps whether they come.
///
/// # Errors
/// The line, and what is wrong with it.
pub fn read_roll(text: &str, before: &[Seat]) -> Result<Vec<Seat>, String> {
    let mut all: Vec<Seat> = Vec::new();
    for typed in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let mut seat = read_seat(typed)?;
        if all.iter().any(|s| s.name == seat.name) {
            return Err(format!("{} stands there twice.", seat.name));
        }
        if let Some(known) = before.iter().find(|b| b.name == seat.name) {
            seat.coming.clone_from(&known.coming);
            seat.at.clone_from(&known.at);
        }
        all.push(seat);
    }
    Ok(all)
}

fn read_seat(typed: &str) -> Result<Seat, String> {
    let mut parts = typed.split(',').map(str::trim);
    let first = parts.next().unwrap_or_default();
    let (name, email) = match first.split_once('<') {
        Some((name, rest)) => (name.trim(), rest.trim_end_matches('>').trim()),
        None => (first, ""),
    };
    if name.is_empty() {
        return Err(format!("“{typed}” has no name: type Ann Lee <ann@example.org>, chair."));
    }
    if !email.is_empty() && (!email.contains('@') || email.contains(char::is_whitespace)) {
        return Err(format!("“{email}” is no e-mail address."));
    }
    let mut seat = Seat { email: email.into(), ..Seat::member(name) };
    let mut confidential = None;
    for part in parts.filter(|p| !p.is_empty()) {
        let small = part.to_lowercase();
        match small.as_str() {
            "confidential" => confidential = Some(true),
            "not confidential" | "no confidential" => confidential = Some(false),
            _ if PARTS.contains(&small.as_str()) => seat.part.clone_from(&small),
            _ if small.starts_with("deputy ") => part[7..].trim().clone_into(&mut seat.deputy),
            _ => {
                return Err(format!(
                    "“{part}” is no part: type {}, deputy NAME, or not confidential.",
                    PARTS.join(", ")
                ));
            }
        }
    }
    seat.confidential = confidential.unwrap_or(seat.part != "in attendance");
    Ok(seat)
}

/// `Finance report / 10 min / Bob Ray / decision / confidential`.
pub fn item_shown(item: &Item) -> String {
    let mut parts = vec![item.title.clone()];
    if item.length > 0 {
        parts.push(format!("{} min", item.length));
    }
    if !item.owner.is_empty() {
        parts.push(item.owner.clone());
    }
    if !item.kind.is_empty() && item.kind != "discussion" {
        parts.push(item.kind.clone());
    }
    if item.confidential {
        parts.push("confidential".into());
    }
    parts.join(" / ")
}

/// All items, a line each.
pub fn items_shown(items: &[Item]) -> String {
    items.iter().map(item_shown).collect::<Vec<_>>().join("\n")
}

/// One item as it was typed.
///
/// # Errors
/// It has no title.
pub fn read_item(typed: &str) -> Result<Item, String> {
    let mut parts = typed.split(" / ").map(|p| p.trim().trim_end_matches(" /"));
    let title = parts.next().unwrap_or_default().trim();
    if title.is_empty() {
        return Err("Say what the item is about: Finance report / 10 min / Bob Ray / decision.".into());
    }
    let mut item = Item::new(title);
    for part in parts.filter(|p| !p.is_empty()) {
        let small = part.to_lowercase();
        let minutes = small.trim_end_matches("minutes").trim_end_matches("mins").trim_end_matches("min").trim();
        match minutes.parse::<i64>() {
            Ok(n) if (0..=600).contains(&n) => item.length = n,
            _ if KINDS.contains(&small.as_str()) => item.kind = small,
            _ if small == "confidential" => item.confidential = true,
            _ => part.clone_into(&mut item.owner),
        }
    }
    Ok(item)
}

/// The items that were typed; what is called as before stays the same item.
///
/// # Errors
/// A line without a title.
pub fn read_items(text: &str, before: &[Item]) -> Result<Vec<Item>, String> {
    let mut all: Vec<Item> = Vec::new();
    for typed in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let item = read_item(typed)?;
        let known = before.iter().find(|b| b.title == item.title && all.iter().all(|a| a.id != b.id));
        all.push(match known {
            Some(known) => Item {
                length: item.length,
                owner: item.owner,
                kind: item.kind,
                confidential: item.confidential,
                ..known.clone()
            },
            None => item,
        });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_roll_is_read_as_it_is_typed() {
        let text =
            "Ann Lee <ann@example.org>, chair, deputy Kim Ho\nBob Ray\nJo Marlow, secretary\nSam Fox, in attendance";
        let roll = read_roll(text, &[]).unwrap();
        assert_eq!((roll[0].part.as_str(), roll[0].deputy.as_str()), ("chair", "Kim Ho"));
        assert_eq!(roll.iter().map(|s| s.confidential).collect::<Vec<_>>(), [true, true, true, false]);
        assert_eq!(roll_shown(&roll), text);
        assert!(read_roll("Ann Lee, boss", &[]).unwrap_err().contains("“boss” is no part"));
        assert!(read_roll("Ann <nobody>", &[]).unwrap_err().contains("no e-mail address"));
        assert!(read_roll("Ann\nAnn", &[]).unwrap_err().contains("twice"));
    }

    #[test]
    fn an_item_is_one_line() {
        let item = read_item("Finance report / 10 min / Bob Ray / decision / confidential").unwrap();
        assert_eq!(
            (item.length, item.owner.as_str(), item.kind.as_str(), item.confidential),
            (10, "Bob Ray", "decision", true)
        );
        assert_eq!(item_shown(&item), "Finance report / 10 min / Bob Ray / decision / confidential");
        assert_eq!(read_item("Lifts / 5").unwrap().length, 5);
        assert!(read_item(" ").is_err());
        let again = read_items("Lifts / 7\nNew", &[read_item("Lifts / 5").unwrap()]).unwrap();
        assert_eq!((again[0].length, again.len()), (7, 2));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(title in "[A-Z][a-z]{1,10}( [a-z]{1,8}){0,3}", owner in "([A-Z][a-z]{2,8} [A-Z][a-z]{2,8})?", length in 0i64..600, kind in 0usize..3, confidential in any::<bool>()) {
            let item = Item { owner, length, kind: KINDS[kind].into(), confidential, ..Item::new(&title) };
            let back = read_item(&item_shown(&item)).unwrap();
            prop_assert_eq!(Item { id: item.id.clone(), root: item.root.clone(), ..back }, item);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,80}") {
            let _ = (read_item(&text), read_roll(&text, &[]));
        }
    }
}
