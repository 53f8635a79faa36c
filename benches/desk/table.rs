//! The table that is printed.

use std::fmt;

use super::measure::Took;

struct Line {
    name: String,
    aim: String,
    cells: Vec<Option<Took>>,
}

/// What was measured: a line a deed, a column a size.
pub struct Table {
    sizes: Vec<usize>,
    lines: Vec<Line>,
}

impl Table {
    pub fn new(sizes: &[usize]) -> Self {
        Self { sizes: sizes.to_vec(), lines: Vec::new() }
    }

    pub fn put(&mut self, name: &str, aim: &str, at: usize, took: &Took) {
        let blank = || Line { name: name.into(), aim: aim.into(), cells: vec![None; self.sizes.len()] };
        if !self.lines.iter().any(|l| l.name == name) {
            let line = blank();
            self.lines.push(line);
        }
        let line = self.lines.iter_mut().find(|l| l.name == name).expect("it was put there");
        line.cells[at] = Some(took.clone());
    }
}

impl Line {
    /// How much more the largest desk takes than the smallest, by the median.
    fn ratio(&self) -> String {
        match (self.cells.first(), self.cells.last()) {
            (Some(Some(small)), Some(Some(large))) if self.cells.len() > 1 && small.median > 0.0 => {
                format!("{:.1}x", large.median / small.median)
            }
            _ => String::new(),
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = self
            .sizes
            .iter()
            .map(|n| format!("{n} of each"))
            .map(|h| format!(" {h:>22} |"))
            .collect::<Vec<_>>()
            .concat();
        writeln!(f, "| {:<34} | {:<14} |{heads} {:>8} |", "median / 99 of 100", "aim", "growth")?;
        let rules = self.sizes.iter().map(|_| format!("{}:|", "-".repeat(23))).collect::<Vec<_>>().concat();
        writeln!(f, "|{}|{}|{rules}{}:|", "-".repeat(36), "-".repeat(16), "-".repeat(9))?;
        for line in &self.lines {
            let cell = |c: &Option<Took>| format!(" {:>22} |", c.as_ref().map(ToString::to_string).unwrap_or_default());
            let cells = line.cells.iter().map(cell).collect::<String>();
            writeln!(f, "| {:<34} | {:<14} |{cells} {:>8} |", line.name, line.aim, line.ratio())?;
        }
        Ok(())
    }
}
