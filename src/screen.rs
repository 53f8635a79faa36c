//! `rolltop` without a command: the desk on the screen, and the list of its keys. What the command line must not know.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::{Cx, Input, Program, Stage, look_of, open_terminal, run, scopes};
use crate::cli::{Front, KeyLine, Opening};
use crate::clock::Clock;
use crate::config::Config;
use crate::demo::Throwaway;
use crate::desk::PARTS;
use crate::keys::Keymap;
use crate::store::{Access, Desk};

/// What the command line hands over to.
pub const FRONT: Front = Front { open, keys };

/// Opens the desk in the terminal.
fn open(opening: &Opening) -> Result<(), String> {
    let demo = opening.demo.then(|| Throwaway::new(PARTS.tables)).transpose().map_err(|e| e.to_string())?;
    let desk = demo.as_ref().map_or_else(|| opening.desk.clone(), Throwaway::desk);
    let clock = if opening.demo { Clock::running(crate::demo::day()) } else { opening.clock };
    let config = if opening.demo { crate::demo::config() } else { Config::read(desk.folder())? };
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let look = look_of(&config, opening.plain, no_color, desk.folder())?;
    let locked = desk.access().map_err(|e| e.to_string())? == Access::Locked;
    let mut stage = Stage::new(desk, PARTS, clock, config, look, opening.who.clone());
    if let Some(fault) = stage.fault() {
        return Err(fault.to_owned());
    }
    if let Some(word) = opening.passphrase.as_deref().filter(|_| locked) {
        stage.handle(&Input::Paste(word.to_owned()));
        stage.handle(&Input::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)));
    }
    let mut screen = open_terminal().map_err(|e| format!("The terminal could not be used: {e}."))?;
    let done = run(&mut screen, &mut stage);
    drop(screen);
    done.map_err(|e| format!("The terminal went away: {e}. What you typed is kept."))?;
    stage.fault().map_or(Ok(()), |f| Err(f.to_owned()))
}

/// Every command with its keys, as shipped and as changed by the configuration. The panes are made on a desk of
/// their own that is thrown away, so that nobody's desk has to be unlocked for it.
fn keys(opening: &Opening) -> Result<Vec<KeyLine>, String> {
    let config = Config::read(opening.desk.folder())?;
    let folder = std::env::temp_dir().join(format!("rolltop-keys-{}", crate::store::new_id()));
    let listed = keys_of(&folder, opening, config);
    let _ = std::fs::remove_dir_all(&folder);
    listed
}

fn keys_of(folder: &std::path::Path, opening: &Opening, config: Config) -> Result<Vec<KeyLine>, String> {
    let now = opening.clock.now();
    let store = Desk::at(folder).open(None, PARTS.tables, now).map_err(|e| e.to_string())?;
    let changed = config.keys.clone();
    let mut cx = Cx::new(store, now, "", config);
    let panes = (PARTS.panes)(&mut cx);
    let scopes = scopes(&panes, PARTS.layer_rows);
    let map = Keymap::build(&scopes, &changed)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let line = |scope: &str, row: &crate::keys::RowInfo| KeyLine {
        place: place(scope, row.everywhere),
        id: row.id,
        keys: map.keys(row.id).iter().map(ToString::to_string).collect(),
        label: row.label,
        sentence: row.sentence,
    };
    Ok(scopes.iter().flat_map(|(scope, rows)| rows.iter().map(move |row| line(scope, row))).collect())
}

/// Where a key works, in words: a layer's scope begins with a plus.
fn place(scope: &str, everywhere: bool) -> String {
    if scope.is_empty() || everywhere { "everywhere".into() } else { scope.trim_start_matches('+').to_owned() }
}
