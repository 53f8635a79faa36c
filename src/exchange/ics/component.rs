//! The components of a file (calendars, events, alarms) as a tree, whatever is missing.

use super::Problem;
use super::lines::Line;

/// Deeper than this nobody nests; what is deeper is left out.
const DEEPEST: usize = 8;

/// How a component ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// By its own END.
    Proper,
    /// By another component's BEGIN or END.
    Missing,
    /// By the end of the file.
    FileCut,
}

/// A component: its own lines, and those within it.
#[derive(Debug, Clone)]
pub(super) struct Component<'a> {
    pub name: String,
    pub line: usize,
    pub lines: Vec<Line<'a>>,
    pub children: Vec<Component<'a>>,
    pub ending: Ending,
}

impl Component<'_> {
    /// The first value of a property.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.lines.iter().filter_map(Line::prop).find(|prop| prop.is(name)).map(|prop| prop.value.trim())
    }

    /// The unfolded text, BEGIN and END included.
    pub fn text(&self) -> String {
        let mut out = format!("BEGIN:{}\n", self.name);
        for line in &self.lines {
            out.push_str(&line.text);
            out.push('\n');
        }
        for child in &self.children {
            out.push_str(&child.text());
        }
        out.push_str("END:");
        out.push_str(&self.name);
        out.push('\n');
        out
    }
}

/// Builds the tree from the lines.
#[derive(Default)]
struct Builder<'a> {
    done: Vec<Component<'a>>,
    open: Vec<Component<'a>>,
    too_deep: usize,
    problems: Vec<Problem>,
}

/// The outermost components of a file, and what was wrong with its frame.
pub(super) fn tree(lines: Vec<Line<'_>>) -> (Vec<Component<'_>>, Vec<Problem>) {
    let mut builder = Builder::default();
    for line in lines {
        builder.take(line);
    }
    while !builder.open.is_empty() {
        builder.close(Ending::FileCut);
    }
    (builder.done, builder.problems)
}

impl<'a> Builder<'a> {
    fn take(&mut self, line: Line<'a>) {
        let frame = line.prop().and_then(|prop| {
            let name = prop.value.trim().to_ascii_uppercase();
            if prop.is("BEGIN") { Some((true, name)) } else { prop.is("END").then_some((false, name)) }
        });
        match frame {
            Some((true, name)) => self.begin(name, line.number),
            Some((false, name)) => self.end(&name, line.number),
            None => self.property(line),
        }
    }

    fn begin(&mut self, name: String, line: usize) {
        // An entry never holds an entry: the END of the first is missing.
        let entry = is_entry(&name) || name == "VCALENDAR";
        while entry && self.open.last().is_some_and(|open| open.name != "VCALENDAR") {
            self.close(Ending::Missing);
        }
        if name == "VCALENDAR" && self.open.last().is_some() {
            self.close(Ending::Missing);
        }
        if self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        self.open.push(Component { name, line, lines: Vec::new(), children: Vec::new(), ending: Ending::Proper });
    }

    fn end(&mut self, name: &str, line: usize) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if !self.open.iter().any(|open| open.name == name) {
            self.problems.push(Problem { line, reason: "An END without its BEGIN was passed over.".to_string() });
            return;
        }
        while self.open.last().is_some_and(|open| open.name != name) {
            self.close(Ending::Missing);
        }
        self.close(Ending::Proper);
    }

    fn property(&mut self, line: Line<'a>) {
        if self.too_deep > 0 {
            return;
        }
        match self.open.last_mut() {
            Some(open) => open.lines.push(line),
            None => self.stray(line.number),
        }
    }

    /// A line outside of everything; a file of such lines is said to be one once.
    fn stray(&mut self, line: usize) {
        if self.problems.is_empty() {
            let reason = "This line stands outside of any calendar and was passed over, like any others of its kind.";
            self.problems.push(Problem { line, reason: reason.to_string() });
        }
    }

    fn close(&mut self, ending: Ending) {
        if let Some(mut component) = self.open.pop() {
            component.ending = ending;
            match self.open.last_mut() {
                Some(parent) => parent.children.push(component),
                None => self.done.push(component),
            }
        }
    }
}

/// A component that may stand directly in a calendar.
pub(super) fn is_entry(name: &str) -> bool {
    matches!(name, "VEVENT" | "VTODO" | "VJOURNAL" | "VFREEBUSY" | "VTIMEZONE")
}
