//! "Who may use whom", as a table, and what reads the sources against it.

use crate::lexer::{Kind, Path, Piece, functions, paths, pieces, without_tests};
use std::collections::BTreeSet;

/// A file of the house: its path from the root, with slashes, and its text.
#[derive(Debug, Clone)]
pub struct Source {
    /// "src/desk/inbox/view.rs".
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// Who may use whom. A zone may use itself, and what stands beside its name. See [`place`] for the names.
const MAY_USE: &[(&str, &str)] = &[
    ("text", ""),
    ("words", "text"),
    ("clock", ""),
    ("config", "text keys words"),
    ("store", "text config desk/model clock/pure"),
    ("ui", "text"),
    ("keys", "form ui text store config clock/pure"),
    ("form", "keys ui text store config clock/pure app"),
    ("paper", "text words config desk/model clock/pure"),
    ("exchange", "text config desk/model clock/pure store/types"),
    ("desk/model", "words text store/types clock/pure"),
    ("desk/repo", "words text store form desk/model desk/shared desk/pane clock/pure config"),
    ("desk/shared", "words text store form keys config clock/pure desk/model desk/repo"),
    (
        "desk/pane",
        "app keys form ui store paper exchange text words config desk/model desk/repo desk/shared desk/list clock/pure",
    ),
    (
        "desk/list",
        "app keys form ui store paper exchange text words config desk/model desk/repo desk/shared desk/pane clock/pure",
    ),
    ("app", "words keys form ui store paper exchange text config clock desk/shared desk/list"),
    ("demo", "words text store config clock/pure desk/model desk/repo desk/shared desk/pane desk/list"),
    (
        "cli",
        "text words store config clock keys form paper exchange demo desk/model desk/repo desk/shared desk/pane desk/list",
    ),
];

/// Files that stand in one zone and work for another: what opens the screen for the command line, and the first start,
/// which asks on behalf of the panes.
const LENT: &[(&str, &str)] = &[("src/screen.rs", "root"), ("src/desk/settle.rs", "desk/list")];

/// What anybody may know of the store: the shape of a row and of a change, not the database.
const STORE_TYPES: &[&str] = &["Record", "Row", "Doc", "Edit", "Change", "Value", "Refusal", "Table", "new_id"];
/// What of the clock is arithmetic and reads no clock.
const CLOCK_PURE: &[&str] = &["stamp", "utc_of"];

/// Crates that have a home, and the zones that are it.
const HOMES: &[(&[&str], &[&str])] = &[
    (&["typst", "typst_pdf", "typst_layout", "typst_library", "comemo"], &["paper"]),
    (&["rusqlite"], &["store", "desk/repo"]),
    (&["ratatui", "crossterm", "rat_text"], &["ui", "app", "keys", "form", "desk/pane", "desk/list", "root"]),
    (&["clap", "clap_complete", "clap_mangen"], &["cli", "root"]),
];

/// A call of the system's clock, and where it may stand.
const CLOCKS: &[(&str, &str, &[&str])] = &[
    ("Local", "now", &["clock"]),
    ("Utc", "now", &["clock"]),
    ("SystemTime", "now", &["clock"]),
    ("Instant", "now", &["clock", "app"]),
];

/// Parts of a pane that only the pane itself may use.
const PRIVATE_TO_PANE: &[&str] = &["commands", "view", "form", "tests"];

const FILE_LISTED: usize = 400;
const FILE_REFUSED: usize = 700;
const FUNCTION_REFUSED: usize = 60;

/// Files long enough to be listed: path and lines.
pub fn long_files(sources: &[Source]) -> Vec<(String, usize)> {
    let long = sources.iter().map(|source| (source.path.clone(), source.text.lines().count()));
    long.filter(|(_, lines)| *lines > FILE_LISTED).collect()
}

/// Every broken rule, as a sentence that begins with the file and the line.
pub fn broken(sources: &[Source]) -> Vec<String> {
    let house = House::of(sources);
    sources.iter().flat_map(|source| house.check(source)).collect()
}

/// What must be known of all files before one is judged.
struct House {
    panes: BTreeSet<String>,
}

impl House {
    fn of(sources: &[Source]) -> Self {
        let panes = sources.iter().filter_map(|source| {
            let (pane, inner) = source.path.strip_prefix("src/desk/")?.split_once('/')?;
            (!inner.is_empty()).then(|| pane.to_owned())
        });
        Self { panes: panes.collect() }
    }

    fn check(&self, source: &Source) -> Vec<String> {
        let all = pieces(&source.text);
        let mut out = lengths(source, &all);
        if !is_test_file(&source.path) {
            let code = without_tests(&all);
            let file = File { house: self, source, zone: self.zone(&source.path), module: module(&source.path) };
            for path in paths(&code) {
                file.path(&path, &mut out);
            }
            file.statements(&code, &mut out);
        }
        out
    }

    /// The zone a file belongs to.
    fn zone(&self, path: &str) -> String {
        let lent = LENT.iter().find(|lent| lent.0 == path).map(|lent| lent.1.to_owned());
        lent.unwrap_or_else(|| place(&module(path), &self.panes).0)
    }
}

fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/") || path.ends_with("/testing.rs")
}

/// "src/desk/inbox/mod.rs" is `desk::inbox`.
fn module(path: &str) -> Vec<String> {
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs");
    let parts = inner.split('/').filter(|part| !matches!(*part, "mod" | "lib" | "main"));
    parts.map(str::to_owned).collect()
}

/// The zone a module or an item belongs to, and the pane where it is one of a pane.
///
/// `desk/model`: rules without terminal or database (`model`, and what is not one of the other files of a pane).
/// `desk/repo`: questions to the database. `desk/pane`: the rest of a pane. `desk/shared`: files beside the panes.
/// `desk/list`: `desk` itself. `store/types` and `clock/pure`: the harmless part of those. `root`: `main` and `lib`.
fn place(path: &[String], panes: &BTreeSet<String>) -> (String, Option<String>) {
    let at = |index: usize| path.get(index).map_or("", String::as_str);
    let zone = match at(0) {
        "" => "root",
        "desk" if at(1).is_empty() => "desk/list",
        "desk" if panes.contains(at(1)) => {
            return (format!("desk/{}", kind_in_pane(at(2))), Some(at(1).to_owned()));
        }
        "desk" if at(1).starts_with(|c: char| c.is_lowercase()) && path.len() <= 3 => "desk/shared",
        "desk" => "desk/list",
        "store" if STORE_TYPES.contains(&at(1)) => "store/types",
        "clock" if CLOCK_PURE.contains(&at(1)) => "clock/pure",
        other => other,
    };
    (zone.to_owned(), None)
}

fn kind_in_pane(file: &str) -> &'static str {
    let stem = file.split('_').next().unwrap_or_default();
    match stem {
        "repo" => "repo",
        "model" | "rules" | "alarms" | "holidays" | "recur" | "state" | "clash" => "model",
        _ => "pane",
    }
}

struct File<'a> {
    house: &'a House,
    source: &'a Source,
    zone: String,
    module: Vec<String>,
}

impl File<'_> {
    fn say(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.source.path)
    }

    fn path(&self, (path, line): &Path, out: &mut Vec<String>) {
        self.crates(path, *line, out);
        self.clocks(path, *line, out);
        if let Some(target) = self.resolved(path) {
            self.uses(&target, *line, out);
        }
    }

    /// From the root of the crate; nothing where the path leads out of it.
    fn resolved(&self, path: &[String]) -> Option<Vec<String>> {
        let mut base = self.module.clone();
        let mut rest = path;
        match path[0].as_str() {
            "crate" | "rolltop" => base.clear(),
            "self" => {}
            "super" => {
                base.pop();
            }
            _ => return None,
        }
        rest = &rest[1..];
        while rest.first().is_some_and(|part| part == "super") {
            base.pop();
            rest = &rest[1..];
        }
        base.extend(rest.iter().cloned());
        Some(base)
    }

    fn uses(&self, target: &[String], line: usize, out: &mut Vec<String>) {
        let (zone, pane) = place(target, &self.house.panes);
        let own = place(&self.module, &self.house.panes).1;
        let part = target.get(2).map_or("", |part| part.split('_').next().unwrap_or_default());
        if pane.is_some() && pane == own && (self.zone == "desk/pane" || zone == "desk/pane" && target.len() <= 3) {
            return;
        }
        let name = target.join("::");
        if self.zone == "app" && pane.is_some() {
            out.push(self.say(line, &format!("app must name no pane, and names {name}")));
        } else if pane.is_some()
            && pane != own
            && self.zone != "root"
            && PRIVATE_TO_PANE.contains(&part)
            && !self.may_form(part)
        {
            out.push(self.say(line, &format!("{name} belongs to its pane alone; use its model or repo")));
        } else if !self.allowed(&zone) {
            out.push(self.say(line, &format!("{} must not use {name} ({zone})", self.zone)));
        }
    }

    /// The list of panes and the command line read the fields of every record.
    fn may_form(&self, part: &str) -> bool {
        self.zone == "desk/list" || (part == "form" && self.zone == "cli")
    }

    fn allowed(&self, zone: &str) -> bool {
        let whole = zone.split('/').next().unwrap_or(zone);
        let row = MAY_USE.iter().find(|row| row.0 == self.zone);
        let may = |name: &str| row.is_some_and(|row| row.1.split(' ').any(|it| it == name));
        let part_of_allowed = matches!(zone, "store/types" | "clock/pure") && (may(whole) || self.zone == whole);
        self.zone == "root" || self.zone == zone || zone == "root" || may(zone) || part_of_allowed
    }

    fn crates(&self, path: &[String], line: usize, out: &mut Vec<String>) {
        for (crates, homes) in HOMES {
            if crates.contains(&path[0].as_str()) && !homes.contains(&self.zone.as_str()) {
                out.push(self.say(line, &format!("{} must not use the crate {}", self.zone, path[0])));
            }
        }
    }

    fn clocks(&self, path: &[String], line: usize, out: &mut Vec<String>) {
        let [.., of, call] = path else { return };
        for (clock, now, homes) in CLOCKS {
            if of == clock && call == now && !homes.contains(&self.zone.as_str()) {
                out.push(self.say(line, &format!("time is handed in: {clock}::{now} belongs to the clock")));
            }
        }
    }

    /// Only the store writes.
    fn statements(&self, code: &[Piece], out: &mut Vec<String>) {
        if self.zone == "store" {
            return;
        }
        for piece in code {
            if let Kind::Text(text) = &piece.kind
                && writes(text)
            {
                out.push(self.say(piece.line, "only the store writes: no INSERT, UPDATE or DELETE here"));
            }
        }
    }
}

/// Whether a string is a statement that writes.
fn writes(text: &str) -> bool {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == '(').filter(|word| !word.is_empty()).collect();
    let upper = words.windows(3).any(|three| statement(three[0], three[1], three[2]));
    let shout: Vec<String> = words.iter().take(3).map(|word| word.to_uppercase()).collect();
    let begins = matches!(&shout[..], [a, b, c] if statement(a, b, c) && text.trim_start().starts_with(words[0]) && sql_like(text));
    upper || begins
}

fn statement(first: &str, second: &str, third: &str) -> bool {
    match first {
        "INSERT" | "REPLACE" => matches!(second, "INTO" | "OR"),
        "DELETE" => second == "FROM",
        "UPDATE" => third == "SET",
        _ => false,
    }
}

/// Lower-case SQL looks like prose; a place-holder gives it away.
fn sql_like(text: &str) -> bool {
    text.contains('$') || text.contains('?') || text.contains('=')
}

fn lengths(source: &Source, pieces: &[Piece]) -> Vec<String> {
    let lines = source.text.lines().count();
    let mut out = Vec::new();
    if lines > FILE_REFUSED {
        out.push(format!("{}:1: {lines} lines; split it (at most {FILE_REFUSED}, better {FILE_LISTED})", source.path));
    }
    for function in functions(pieces).iter().filter(|function| function.lines > FUNCTION_REFUSED && !function.allowed) {
        let what = format!("{} has {} lines, at most {FUNCTION_REFUSED}", function.name, function.lines);
        out.push(format!("{}:{}: {what}", source.path, function.line));
    }
    out
}
