//! Arguments, open the desk, run, give the terminal back.

use std::process::ExitCode;

fn main() -> ExitCode {
    rolltop::cli::main(&rolltop::screen::FRONT)
}
