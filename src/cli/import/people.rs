//! Patients and contacts in.

use super::{Format, Job, Outcome, Progress, no_format};
use crate::cli::Session;
use crate::desk::people::import::{self, Plan, SourceFile, What};
use crate::store::Refusal;

/// Imports patients or contacts.
pub fn import(job: &Job, what: What, session: &mut Session) -> Result<Outcome, Refusal> {
    let mut file = SourceFile::read(&job.bytes, &job.name, what, format(job)?)?;
    if let Some(mapping) = import::remembered(session.db(), &file)? {
        file.set_mapping(mapping);
    }
    let missing = file.missing();
    if !missing.is_empty() {
        let headings: Vec<String> = file.columns().into_iter().map(|c| c.heading).collect();
        return Err(Refusal::rule(format!(
            "{}, line 1: no column holds {}; its headings are {}. Nothing was imported.",
            job.name,
            missing.join(" or "),
            headings.join(", ")
        )));
    }
    let (who, now) = (session.who.clone(), session.now);
    let bar = Progress::of(file.len());
    let mut progress = |n: usize| {
        bar.at(n);
        true
    };
    let plan = if job.dry_run {
        import::plan(&file, session.db(), now, &mut progress)?
    } else {
        import::run(&file, &mut session.store, &who, now, job.skip_bad, &mut progress)?
    };
    let rejects = file.rejects(&plan.rejected);
    Ok(Outcome { told: if job.dry_run { columns(&file) } else { Vec::new() }, rejects, ..outcome(plan) })
}

fn format(job: &Job) -> Result<Option<import::Format>, Refusal> {
    Ok(match job.format {
        None => None,
        Some(Format::Csv) => Some(import::Format::Csv),
        Some(Format::Vcard) => Some(import::Format::Vcard),
        Some(Format::Ods) => Some(import::Format::Ods),
        Some(Format::Ics) => return Err(no_format("People", "csv, vcard or ods")),
    })
}

/// What every column is taken for, with a value.
fn columns(file: &SourceFile) -> Vec<String> {
    let line = |c: crate::exchange::mapping::Shown| format!("{} → {} (such as “{}”)", c.heading, c.meaning, c.sample);
    file.columns().into_iter().map(line).collect()
}

fn outcome(plan: Plan) -> Outcome {
    Outcome {
        summary: format!("{}.", plan.words()),
        counts: vec![
            ("new", plan.new),
            ("changed", plan.changed),
            ("same", plan.same),
            ("repeated", plan.repeated),
            ("left_out", plan.left_out),
            ("practices", plan.practices),
        ],
        rejected: plan.rejected,
        ..Outcome::default()
    }
}
