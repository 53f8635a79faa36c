//! Organizers and attendees: "Name <address>" for people, content lines for calendars.

use super::lines::{Prop, parts};
use super::text::{clean, one_line};
use std::fmt::Write as _;

/// The address that stands for "no address is known".
const NOBODY: &str = "invalid:nomail";

/// "Name <address>" from its two halves; either may be empty.
pub fn person(name: &str, address: &str) -> String {
    match (name.trim(), address.trim()) {
        ("", address) => address.to_string(),
        (name, "") => name.to_string(),
        (name, address) => format!("{name} <{address}>"),
    }
}

/// The address in "Name <address>"; empty where there is only a name.
pub fn address(person: &str) -> &str {
    halves(person).1
}

fn halves(person: &str) -> (&str, &str) {
    if let Some((name, rest)) = person.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        return (name.trim(), rest.trim());
    }
    if person.contains(['@', ':']) { ("", person.trim()) } else { (person.trim(), "") }
}

/// The person of an ORGANIZER or ATTENDEE property.
pub(super) fn of_prop(prop: &Prop<'_>) -> String {
    let value = clean(prop.value.trim()).replace(['<', '>'], "");
    let bare =
        value.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:")).map_or(value.as_str(), |_| &value[7..]);
    let address = if bare.eq_ignore_ascii_case(NOBODY) { "" } else { bare };
    let name = one_line(&clean(&prop.param("CN").unwrap_or_default())).replace(['<', '>'], "");
    let name = if name.eq_ignore_ascii_case(address) { String::new() } else { name };
    person(&name, &one_line(address))
}

/// A content line for a person.
pub(super) fn line(property: &str, person: &str) -> String {
    let (name, address) = halves(person);
    let cn = if name.is_empty() { String::new() } else { format!(";CN={}", parameter(name)) };
    let uri = match address {
        "" => NOBODY.to_string(),
        uri if uri.contains(':') => uri.to_string(),
        mail => format!("mailto:{mail}"),
    };
    format!("{property}{cn}:{}", one_line(&clean(&uri)))
}

/// A parameter's value, quoted and careted (RFC 6868) where it must be.
fn parameter(value: &str) -> String {
    let value = one_line(&clean(value)).replace('^', "^^").replace('"', "^'");
    if value.contains([':', ';', ',']) { format!("\"{value}\"") } else { value }
}

/// The same ATTENDEE line with another answer (PARTSTAT) and nothing asked (RSVP).
pub(super) fn answered(line: &str, answer: &str) -> String {
    let Some(prop) = parts(line) else { return line.to_string() };
    let mut out = prop.name.to_ascii_uppercase();
    for (name, value) in prop.params() {
        if name != "PARTSTAT" && name != "RSVP" && !name.is_empty() {
            let _ = write!(out, ";{name}={}", parameter(&value));
        }
    }
    format!("{out};PARTSTAT={answer}:{}", prop.value.trim())
}

/// The kept line of an attendee, known by the address, else by the whole name.
fn kept_line<'a>(extra: &'a str, person: &str) -> Option<&'a str> {
    let fits = |line: &&str| parts(line).is_some_and(|prop| prop.is("ATTENDEE") && is_same(&of_prop(&prop), person));
    super::extra::lines(extra).into_iter().find(fits)
}

/// Whether two persons are one: by their addresses, where both have one, else by their names.
pub fn is_same(one: &str, other: &str) -> bool {
    match (address(one), address(other)) {
        ("", _) | (_, "") => one.trim().eq_ignore_ascii_case(other.trim()),
        (a, b) => a.eq_ignore_ascii_case(b),
    }
}

/// What an attendee has answered so far, in capitals (`ACCEPTED`); none where nothing is known.
pub fn answer_of(extra: &str, person: &str) -> Option<String> {
    let prop = parts(kept_line(extra, person)?)?;
    prop.param("PARTSTAT").map(|answer| answer.to_ascii_uppercase())
}

/// What is kept of an entry, with another answer of one attendee.
pub fn with_answer(extra: &str, person: &str, answer: &str) -> String {
    let Some(old) = kept_line(extra, person) else {
        let line = answered(&line("ATTENDEE", person), answer);
        return if extra.is_empty() { line } else { format!("{line}\n{extra}") };
    };
    let new = answered(old, answer);
    extra.lines().map(|line| if line == old { new.as_str() } else { line }).collect::<Vec<_>>().join("\n")
}
