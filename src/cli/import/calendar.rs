//! Entries of the diary and tasks in.

use super::{Format, Job, Outcome, extension, no_format, refused, rejects_of};
use crate::cli::Session;
use crate::desk::diary::import as diary;
use crate::desk::tasks::import as tasks;
use crate::store::Refusal;

/// Imports entries into a calendar.
pub fn diary(job: &Job, session: &mut Session) -> Result<Outcome, Refusal> {
    let format = match job.format {
        None => diary::format_of(&job.name, &job.bytes),
        Some(Format::Csv) => diary::Format::Csv,
        Some(Format::Ics) => diary::Format::Ics,
        Some(_) => return Err(no_format("Entries of the diary", "csv or ics")),
    };
    let source = diary::read(&job.bytes, format);
    let rejected: Vec<(usize, String)> = source.problems.iter().map(|f| (f.line, no_stop(&f.reason))).collect();
    must_be_whole(job, &rejected)?;
    let plan = diary::plan(session.db(), &source, &job.of, &session.who, session.now)?;
    if !job.dry_run {
        session.apply(&plan.change)?;
    }
    let mut told = if job.dry_run { plan.lines.clone() } else { Vec::new() };
    told.extend(source.repairs.iter().map(|f| format!("{}, line {}, mended: {}", job.name, f.line, f.reason)));
    if source.tasks > 0 {
        told.push(format!("{} things to do stand in it too: `rolltop import tasks` takes them.", source.tasks));
    }
    Ok(Outcome {
        summary: format!("{}, {} left out.", plan.summary(), rejected.len()),
        told,
        counts: vec![("new", plan.added), ("changed", plan.updated), ("same", plan.unchanged)],
        rejects: rejects_of(&job.bytes, format == diary::Format::Csv, &rejected),
        rejected,
    })
}

/// Imports things to do.
pub fn tasks(job: &Job, session: &mut Session) -> Result<Outcome, Refusal> {
    let is_table = match job.format {
        None => !is_calendar(job),
        Some(Format::Csv) => true,
        Some(Format::Ics) => false,
        Some(_) => return Err(no_format("Tasks", "csv or ics")),
    };
    let source = if is_table { tasks::read_csv(&job.bytes) } else { tasks::read_ics(&job.bytes) };
    let rejected: Vec<(usize, String)> = source.problems.iter().map(|p| (p.line, no_stop(&p.reason))).collect();
    must_be_whole(job, &rejected)?;
    let plan = tasks::plan(session.db(), &source, &job.of, &session.who, session.now)?;
    if !job.dry_run {
        session.apply(&plan.change)?;
    }
    Ok(Outcome {
        summary: format!("{}, {} left out.", plan.summary(), rejected.len()),
        told: Vec::new(),
        counts: vec![("new", plan.added), ("changed", plan.updated), ("same", plan.unchanged)],
        rejects: rejects_of(&job.bytes, is_table, &rejected),
        rejected,
    })
}

fn is_calendar(job: &Job) -> bool {
    let head = String::from_utf8_lossy(&job.bytes[..job.bytes.len().min(512)]).to_uppercase();
    head.contains("BEGIN:VCALENDAR") || extension(&job.name) == "ics"
}

fn must_be_whole(job: &Job, rejected: &[(usize, String)]) -> Result<(), Refusal> {
    let bad = !rejected.is_empty() && !job.skip_bad && !job.dry_run;
    if bad { Err(refused(&job.name, rejected)) } else { Ok(()) }
}

/// A reason stands behind its line, without a full stop.
fn no_stop(reason: &str) -> String {
    reason.trim_end_matches('.').to_owned()
}
