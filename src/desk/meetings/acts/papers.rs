//! Papers: put down, asked for, and their files copied into the desk's folder.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use crate::clock::stamp;
use crate::desk::files;
use crate::desk::meetings::model::{Meeting, Paper};
use crate::store::{Change, Refusal};

/// No paper is larger.
const LARGEST: u64 = 50 << 20;

/// The ends of files that are taken as papers.
const ENDS: &[&str] = &["pdf", "docx", "xlsx", "pptx", "odt", "ods", "txt", "png", "jpg", "jpeg"];

/// The desk's folder of papers.
pub fn folder(desk: &Path) -> PathBuf {
    desk.join("papers")
}

/// A paper that is to come.
///
/// # Errors
/// It has no title.
pub fn put_down(meeting: &Meeting, paper: &Paper) -> Result<Change, Refusal> {
    if paper.title.trim().is_empty() {
        return Err(Refusal::rule("Say what the paper is called."));
    }
    Ok(Change::new(format!("Paper for {}: {}", meeting.name(), paper.title)).insert(paper))
}

/// Papers were asked for.
pub fn ask_for(meeting: &Meeting, papers: &[&Paper], now: NaiveDateTime) -> Change {
    let asked = |p: &Paper| Paper { asked_on: Some(now.date().to_string()), ..p.clone() };
    let change = Change::new(format!("Asked for {} of {}", counted(papers.len()), meeting.name()));
    papers.iter().fold(change, |change, p| change.update(*p, &asked(p)))
}

fn counted(n: usize) -> String {
    if n == 1 { "1 paper".into() } else { format!("{n} papers") }
}

/// The file of a paper, copied into the desk's folder: `before` is the paper that was put down, `fresh` one that was not.
///
/// # Errors
/// A sentence with the name of the file: of no kind that is taken, or it cannot be read.
pub fn attach(
    desk: &Path,
    meeting: &Meeting,
    paper: (Option<&Paper>, &Paper),
    path: &Path,
    now: NaiveDateTime,
) -> Result<(Paper, Change), Refusal> {
    let name = files::shown_name(&path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default());
    let refused = |why: String| Refusal::rule(format!("{name} was not taken: {why}."));
    let end = files::safe_end(&name);
    if !ENDS.contains(&end.as_str()) {
        return Err(refused(format!("a paper is one of these: {}", ENDS.join(", "))));
    }
    let copied = files::copy_in(path, &folder(desk), &end, LARGEST).map_err(refused)?;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_owned();
    let (before, fresh) = paper;
    let after = Paper {
        title: if fresh.title.trim().is_empty() { stem } else { fresh.title.clone() },
        came_on: Some(now.date().to_string()),
        file: copied.file,
        bytes: i64::try_from(copied.bytes).unwrap_or(i64::MAX),
        hash: copied.hash,
        ..fresh.clone()
    };
    let late = meeting.agenda_due.as_deref().and_then(|d| d.parse().ok());
    let late = if after.is_late(late, now.date()) { " (late)" } else { "" };
    let change = Change::new(format!("Paper for {}: {}{late}", meeting.name(), after.title));
    let change = before.map_or_else(|| change.clone().insert(&after), |b| change.clone().update(b, &after));
    Ok((after, change))
}

/// A paper into the bin; its file stays in the folder, so that it can come back.
pub fn take_away(paper: &Paper, now: NaiveDateTime) -> Change {
    let after = Paper { binned_at: Some(stamp(now)), ..paper.clone() };
    Change::new(format!("To the bin: paper {}", paper.title)).update(paper, &after)
}
