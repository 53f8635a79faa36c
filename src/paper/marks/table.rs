//! A table in plain marks: two lines or more with cells that ` | ` divides; the first names the columns.

use super::{Block, heading_of, is_item, runs};

/// The cells of a line, if it is a row of a table: two or more.
pub fn cells(line: &str) -> Option<Vec<&str>> {
    let bare = line.trim();
    let framed = bare.starts_with('|');
    if bare.is_empty() || heading_of(line).is_some() || is_item(line) || !(framed || bare.contains(" | ")) {
        return None;
    }
    let inner = bare.strip_prefix('|').unwrap_or(bare);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
    (cells.len() > 1).then_some(cells)
}

/// A line of dashes below the names of the columns, as some type it: it is not printed.
fn is_rule(cells: &[&str]) -> bool {
    cells.iter().all(|c| !c.is_empty() && c.chars().all(|c| matches!(c, '-' | ':' | ' ')))
}

/// A table that begins with the first of these lines, and how many lines it takes.
pub(super) fn at(lines: &[&str]) -> Option<(Block, usize)> {
    let head = cells(lines.first()?)?;
    let rows: Vec<Vec<&str>> = lines[1..].iter().map_while(|line| cells(line)).collect();
    if rows.is_empty() || is_rule(&head) {
        return None;
    }
    let taken = rows.len() + 1;
    let rule = usize::from(is_rule(&rows[0]) && rows.len() > 1);
    let rows = rows[rule..].iter().map(|row| fitted(row, head.len()).iter().map(|c| runs(c)).collect()).collect();
    Some((Block::Table { head: head.iter().map(|c| runs(c)).collect(), rows }, taken))
}

/// A row with as many cells as there are columns: what is too many stands in the last one.
fn fitted(row: &[&str], columns: usize) -> Vec<String> {
    let mut all: Vec<String> = row.iter().take(columns).map(|c| (*c).to_owned()).collect();
    if row.len() > columns {
        all[columns - 1] = row[columns - 1..].join(" | ");
    }
    all.resize(columns, String::new());
    all
}

#[cfg(test)]
mod tests {
    use super::super::{Block, parse, plain};

    fn words(line: &super::super::Line) -> String {
        line.iter().map(|r| r.text.as_str()).collect()
    }

    fn table(body: &str) -> Option<(Vec<String>, Vec<Vec<String>>)> {
        parse(body).into_iter().find_map(|b| match b {
            Block::Table { head, rows } => Some((
                head.iter().map(words).collect(),
                rows.iter().map(|row| row.iter().map(words).collect()).collect(),
            )),
            _ => None,
        })
    }

    #[test]
    fn rows_are_a_table_and_the_first_names_the_columns() {
        let (head, rows) =
            table("Text.\nMedicine | Dose | How often\nRamipril | **5 mg** | once a day\nAspirin | 75 mg").unwrap();
        assert_eq!(head, ["Medicine", "Dose", "How often"]);
        assert_eq!(rows, [["Ramipril", "5 mg", "once a day"], ["Aspirin", "75 mg", ""]]);
        let (head, rows) = table("| a | b |\n|---|---|\n| 1 | 2 | 3 |").unwrap();
        assert_eq!((head.len(), rows), (2, vec![vec!["1".to_owned(), "2 | 3".to_owned()]]));
    }

    #[test]
    fn one_line_or_a_list_is_no_table() {
        for body in ["120 | 80", "- a | b\n- c | d", "# a | b\n# c | d", "a|b\nc|d", "a | b\n\nc | d"] {
            assert_eq!(table(body), None, "{body}");
        }
        assert_eq!(plain("a | b"), "a | b");
    }
}
