//! The command line: the commands, a file a noun; no rule of their own.

mod open;

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDateTime;
use clap::{Args, Parser, Subcommand};

/// A medical secretary's whole desk in one terminal.
#[derive(Debug, Parser)]
#[command(name = "rolltop", version, about)]
pub struct Cli {
    #[command(flatten)]
    given: Given,
    #[command(subcommand)]
    command: Option<Command>,
    /// Open a filled, invented desk that is thrown away after.
    #[arg(long)]
    demo: bool,
    /// No boxes, the cursor on the line that has the focus: for screen readers.
    #[arg(long)]
    plain: bool,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub struct Given {
    /// The folder of the desk.
    #[arg(long, global = true, env = "ROLLTOP_DESK")]
    desk: Option<PathBuf>,
    /// The team member who acts.
    #[arg(long = "as", global = true, env = "ROLLTOP_AS", value_name = "NAME")]
    who: Option<String>,
    /// A rehearsal clock, local time: 2026-03-03T09:41.
    #[arg(long, global = true, env = "ROLLTOP_NOW", value_parser = read_now)]
    now: Option<NaiveDateTime>,
    /// Print arrays of objects.
    #[arg(long, global = true)]
    json: bool,
    /// A file with the passphrase.
    #[arg(long, global = true, env = "ROLLTOP_KEY_FILE")]
    key_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {}

fn read_now(text: &str) -> Result<NaiveDateTime, String> {
    let forms = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"];
    forms
        .iter()
        .find_map(|f| NaiveDateTime::parse_from_str(text, f).ok())
        .ok_or_else(|| "Write the time as 2026-03-03T09:41.".into())
}

/// Runs the program; gives its exit code: 0 done, 1 refused, 2 wrong usage.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match open::desk(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}
