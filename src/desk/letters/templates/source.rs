//! The files of templates: a copy under another name, kept, put aside.

use std::path::{Path, PathBuf};

use crate::store::{Refusal, private_folder, write_private};
use crate::text::names;

/// The source under another name: its id is made of that. Everything else stays as it is, comments too.
pub(super) fn renamed(source: &str, name: &str) -> Result<(String, String), Refusal> {
    let name = name.trim();
    let id = id_of(name);
    if id.is_empty() {
        return Err(Refusal::rule("Give it a name in letters: Clinic letter, cardiology."));
    }
    let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
    let mut done = (false, false);
    let line = |line: &str| match line.split('=').next().map(str::trim) {
        Some("id") if !done.0 => {
            done.0 = true;
            format!("id = \"{id}\"")
        }
        Some("name") if !done.1 => {
            done.1 = true;
            format!("name = \"{quoted}\"")
        }
        _ => line.to_owned(),
    };
    let text = source.lines().map(line).collect::<Vec<_>>().join("\n") + "\n";
    Ok((id, text))
}

fn id_of(name: &str) -> String {
    let plain: String = names::fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    plain.split('-').filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-")
}

/// Writes a new file; one that is there is never written over.
pub(super) fn keep_new(path: &Path, text: &str) -> Result<(), Refusal> {
    if path.exists() {
        return Err(Refusal::rule(format!(
            "{} is there already: choose another name, or change that one (e).",
            path.display()
        )));
    }
    keep(path, text)
}

/// Writes the file.
pub(super) fn keep(path: &Path, text: &str) -> Result<(), Refusal> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let written = private_folder(folder).and_then(|()| write_private(path, text.as_bytes()));
    written.map_err(|e| Refusal::rule(format!("{} could not be written: {e}.", path.display())))
}

/// Gives the file an ending under which it is not used; where it is then.
pub(super) fn put_aside(path: &Path) -> Result<PathBuf, Refusal> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".aside");
    let to = path.with_file_name(name);
    let moved = std::fs::rename(path, &to);
    moved.map_err(|e| Refusal::rule(format!("{} could not be put aside: {e}.", path.display())))?;
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::template::{built_in, built_in_source, parse};

    #[test]
    fn a_copy_has_a_name_of_its_own_and_says_the_same() {
        let source = built_in_source("clinic-letter").unwrap();
        let (id, text) = renamed(source, "  Clinic letter (Dr \"Jo\" Ward's) ").unwrap();
        assert_eq!(id, "clinic-letter-dr-jo-wards");
        let copy = parse("x.toml", &text).unwrap();
        assert_eq!(copy.name, "Clinic letter (Dr \"Jo\" Ward's)");
        assert_eq!((&copy.id, &copy.body), (&id, &built_in()[0].body));
        assert!(text.starts_with("# The letter after a clinic"));
        assert!(renamed(source, "—").is_err());
    }
}
