//! What the import says while it reads, and what it would do.

use super::super::import::{Plan, reject_line};
use super::super::view::thousands;
use super::{ImportLayer, Step};
use crate::ui::prose::Para;

impl ImportLayer {
    pub(super) fn paras(&self) -> Vec<Para> {
        match &self.at {
            Step::Reading(_) => vec![Para::body("Reading the file."), Para::dim("Esc leaves it.")],
            Step::Checking(job) => vec![Para::body(format!("Looking at the file: {}", job.words(self.file.len())))],
            Step::Importing(job) => vec![
                Para::body(format!("Importing: {}", job.words(self.file.len()))),
                Para::dim("Esc stops it; then nothing is imported."),
            ],
            Step::Stopping(_) => vec![Para::body("Stopping. Nothing is imported.")],
            Step::Checked(plan) => plan_paras(&self.file.name, plan),
            Step::Columns => Vec::new(),
        }
    }
}

fn plan_paras(name: &str, plan: &Plan) -> Vec<Para> {
    let mut paras = vec![
        Para::heading("If this is imported"),
        Para::fact("Lines", thousands(plan.lines() as i64)),
        Para::fact("New", thousands(plan.new as i64)),
        Para::fact("Changed", thousands(plan.changed as i64)),
        Para::fact("The same", thousands(plan.same as i64)),
    ];
    let more = [
        ("Said twice", plan.repeated),
        ("Closed, left out", plan.left_out),
        ("Practices made", plan.practices),
        ("Not taken", plan.rejected.len()),
    ];
    let more = more.into_iter().filter(|(_, n)| *n > 0);
    paras.extend(more.map(|(label, n)| Para::fact(label, thousands(n as i64))));
    paras.push(Para::gap());
    if plan.rejected.is_empty() {
        paras.push(Para::body("Enter imports it as one change; Ctrl-Z undoes it."));
    } else {
        paras.push(Para::body("Nothing is imported while lines are bad. s leaves them out and writes them to a file."));
        paras.push(Para::gap());
        let lines = plan.rejected.iter().take(500);
        paras.extend(lines.map(|(line, reason)| Para::error(reject_line(name, *line, reason))));
        if plan.rejected.len() > 500 {
            paras.push(Para::dim(format!("and {} more", plan.rejected.len() - 500)));
        }
    }
    paras
}
