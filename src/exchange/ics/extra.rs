//! What is not understood, kept as text and given back.

use super::component::Component;
use super::lines::{Line, parts};
use super::people;

/// Gathers the lines of an entry that no field of ours holds.
#[derive(Default)]
pub(super) struct Extra {
    people: String,
    others: String,
}

impl Extra {
    /// Keep a line as it is.
    pub fn keep(&mut self, line: &Line<'_>) {
        push(&mut self.others, &line.text);
    }

    /// Keep the line of a person where it says more than name and address.
    pub fn keep_person(&mut self, line: &Line<'_>, property: &str, person: &str) {
        if people::line(property, person) != line.text {
            push(&mut self.people, &line.text);
        }
    }

    /// Keep sub-components.
    pub fn keep_children(&mut self, component: &Component<'_>) {
        for child in &component.children {
            for line in child.text().lines() {
                push(&mut self.others, line);
            }
        }
    }

    /// All of it, people first.
    pub fn text(self) -> String {
        let mut out = self.people + &self.others;
        out.truncate(out.trim_end_matches('\n').len());
        out
    }
}

fn push(out: &mut String, line: &str) {
    let line = line.trim_start();
    out.extend(line.chars().filter(|c| !c.is_control() || *c == '\t'));
    out.push('\n');
}

/// The kept lines that may go into a file: content lines, in components that are closed. Nothing at all where
/// the frame is broken, for it would break the file's.
pub(super) fn lines(extra: &str) -> Vec<&str> {
    let mut open: Vec<String> = Vec::new();
    let mut out = Vec::new();
    for line in extra.lines() {
        let Some(prop) = parts(line) else { continue };
        if prop.is("BEGIN") {
            open.push(prop.value.trim().to_ascii_uppercase());
        } else if prop.is("END") && open.pop() != Some(prop.value.trim().to_ascii_uppercase()) {
            return Vec::new();
        }
        out.push(line);
    }
    if open.is_empty() { out } else { Vec::new() }
}
