//! Entries of the diary and tasks in.

use super::{Format, Job, NAMED, Outcome, Progress, extension, no_format, refused, rejects_of};
use crate::cli::Session;
use crate::desk::diary::{import as diary, invite};
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
    let lines = |faults: &[diary::Fault]| faults.iter().map(|f| (f.line, no_stop(&f.reason))).collect::<Vec<_>>();
    let (rejected, left_out) = (lines(&source.problems), lines(&source.left_out));
    must_be_whole(job, &rejected)?;
    if invite::kind_of(source.method.as_deref()).is_some() {
        return message(job, &source, rejected, session);
    }
    let bar = Progress::of(source.events.len());
    let (who, now) = (session.who.clone(), session.now);
    let how = diary::How::default();
    let plan = diary::plan_with(session.db(), &source, &job.of, (&who, now), how, &mut |n| bar.goes_on(n))?;
    let change = if job.cancel_missing { plan.gone.with(&plan.change) } else { plan.change.clone() };
    if !job.dry_run {
        diary::write(&mut session.store, &change, &who, now, &mut |n| bar.goes_on(n))?;
    }
    drop(bar);
    let cancelled = if job.cancel_missing { plan.gone.lines.len() } else { 0 };
    let mut told = if job.dry_run { plan.lines.clone() } else { Vec::new() };
    told.extend(plan.older.iter().cloned());
    told.extend(plan.told.iter().cloned());
    told.extend(gone(job, &plan));
    told.extend(source.repairs.iter().map(|f| format!("{}, line {}, mended: {}", job.name, f.line, f.reason)));
    if source.tasks > 0 {
        told.push(format!("{} things to do stand in it too: `rolltop import tasks` takes them.", source.tasks));
    }
    Ok(Outcome {
        summary: format!("{}, {} left out.", plan.summary(), rejected.len() + left_out.len()),
        told,
        counts: vec![
            ("new", plan.added),
            ("changed", plan.updated),
            ("same", plan.unchanged),
            ("missing", plan.gone.lines.len()),
            ("cancelled", cancelled),
        ],
        rejects: rejects_of(&job.bytes, format == diary::Format::Csv, &[rejected.as_slice(), &left_out].concat()),
        rejected,
        left_out,
    })
}

/// What came with an earlier version of the file and is not in it any more.
fn gone(job: &Job, plan: &diary::Plan) -> Vec<String> {
    if plan.gone.lines.is_empty() {
        return Vec::new();
    }
    let word = if job.cancel_missing { "Cancelled, no longer in it" } else { "No longer in it" };
    let mut told: Vec<String> = plan.gone.lines.iter().take(NAMED).map(|line| format!("{word}: {line}")).collect();
    if !job.cancel_missing {
        told.push(format!(
            "{} entries to come are not in the file any more; they stay. --cancel-missing cancels them.",
            plan.gone.lines.len()
        ));
    }
    told
}

/// Takes in an invitation, a cancellation or an answer; what it changes is said, old and new.
fn message(
    job: &Job,
    source: &diary::Source,
    rejected: Vec<(usize, String)>,
    session: &mut Session,
) -> Result<Outcome, Refusal> {
    let (who, now) = (session.who.clone(), session.now);
    let found = invite::look(session.db(), source, &job.of, (&who, now), &session.config.division)?;
    if found.outdated {
        return Err(Refusal::rule(format!("{} Nothing was changed.", found.told.join(" "))));
    }
    let proposal = found.kind == invite::Kind::Counter;
    let mut told = found.told.clone();
    told.extend(found.parts.iter().flat_map(part_lines));
    if proposal {
        let from = &found.from;
        told.push(format!("{from} proposes this. Nothing was changed: on the screen it can be taken with one key."));
    }
    if !job.dry_run && !proposal {
        session.apply(&found.change)?;
    }
    let new = found.parts.iter().filter(|p| p.now.is_none()).count();
    let changed = found.parts.len() - new;
    let said = format!("{new} new, {changed} changed in {}, {} left out.", found.calendar, rejected.len());
    Ok(Outcome {
        summary: if proposal { "Another time is proposed.".into() } else { said },
        told,
        counts: vec![("new", new), ("changed", if proposal { 0 } else { changed })],
        rejects: rejects_of(&job.bytes, false, &rejected),
        rejected,
        left_out: Vec::new(),
    })
}

fn part_lines(part: &invite::Part) -> Vec<String> {
    let side = |side: &invite::Side| {
        let words = [&side.times, &side.repeats, &side.place, &side.state, &side.answers];
        words.into_iter().filter(|w| !w.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ")
    };
    let title = part.new.as_ref().or(part.now.as_ref()).map_or("", |s| s.title.as_str());
    let line = match (&part.now, &part.new) {
        (Some(now), Some(new)) => format!("{}: {title}: {} → {}", part.what, side(now), side(new)),
        (None, Some(new)) => format!("New: {title}: {}", side(new)),
        (Some(now), None) => format!("No longer there: {title}: {}", side(now)),
        (None, None) => String::new(),
    };
    std::iter::once(line).chain(part.clashes.iter().map(|clash| format!("! {clash}"))).collect()
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
        left_out: Vec::new(),
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
