//! `rolltop`: open the desk on the screen.

use super::{Cli, Given};
use crate::app::{Stage, look_of, open_terminal, run};
use crate::clock::Clock;
use crate::config::Config;
use crate::store::Desk;

/// Opens the desk in the terminal.
pub(super) fn desk(cli: &Cli) -> Result<(), String> {
    let demo = if cli.demo {
        Some(crate::demo::Throwaway::new(crate::desk::TABLES).map_err(|e| e.to_string())?)
    } else {
        None
    };
    let desk = demo.as_ref().map_or_else(|| folder(&cli.given), |d| Ok(d.desk()))?;
    let config = Config::read(desk.folder())?;
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let look = look_of(&config, cli.plain, no_color, desk.folder())?;
    let clock = if cli.demo { Clock::running(crate::demo::day()) } else { clock(&cli.given) };
    let mut stage = Stage::new(desk, crate::desk::PARTS, clock, config, look, cli.given.who.clone());
    if let Some(fault) = stage.fault() {
        return Err(fault.to_owned());
    }
    let mut screen = open_terminal().map_err(|e| format!("The terminal could not be used: {e}."))?;
    let done = run(&mut screen, &mut stage);
    drop(screen);
    done.map_err(|e| format!("The terminal went away: {e}. What you typed is kept."))?;
    stage.fault().map_or(Ok(()), |f| Err(f.to_owned()))
}

/// The desk that was asked for, else the platform's own folder.
pub(super) fn folder(given: &Given) -> Result<Desk, String> {
    if let Some(folder) = &given.desk {
        return Ok(Desk::at(folder));
    }
    let dirs = directories::ProjectDirs::from("", "", "rolltop")
        .ok_or("No home folder was found. Say where the desk is with --desk.")?;
    Ok(Desk::at(dirs.data_dir()))
}

/// The clock that was asked for.
pub(super) fn clock(given: &Given) -> Clock {
    given.now.map_or(Clock::System, Clock::Fixed)
}
