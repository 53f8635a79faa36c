//! `keys`, `completions` and `man`: what the program tells of itself.

use std::fmt::Write as _;

use clap::{Args, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use serde_json::json;

use super::answer::Answer;
use super::{Cli, KeyLine, Said};
use crate::store::Refusal;

/// For which shell.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// Prints what the shell needs.
    pub fn run(&self) -> Said {
        let mut bytes = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "rolltop", &mut bytes);
        Ok(Answer::raw(bytes))
    }
}

/// Lists the keys.
pub fn keys(lines: &[KeyLine]) -> Said {
    let row = |k: &KeyLine| vec![k.place.clone(), k.keys.join(" "), k.id.to_owned(), k.sentence.to_owned()];
    let rows: Vec<Vec<String>> = lines.iter().map(row).collect();
    let json = lines
        .iter()
        .map(|k| json!({"place": k.place, "id": k.id, "keys": k.keys, "label": k.label, "sentence": k.sentence}));
    Ok(Answer::listing(&["WHERE", "KEYS", "COMMAND", "WHAT IT DOES"], &rows, json.collect(), "There are no keys."))
}

/// Prints the manual page: the program, then each command as a part of its own.
pub fn man() -> Said {
    let failed = |e: std::io::Error| Refusal::rule(format!("The manual page could not be made: {e}."));
    let root = Cli::command();
    let mut page = Vec::new();
    Man::new(root.clone()).render(&mut page).map_err(failed)?;
    let mut parts = String::new();
    for command in root.get_subcommands() {
        part(command, "rolltop", &mut parts).map_err(failed)?;
    }
    // No pages of their own: the commands stand in this one.
    let text = String::from_utf8_lossy(&page).replace("rolltop\\-", "rolltop ").replace("(1)\n", "\n");
    // The commands stand before the version, which is the last word.
    let at = text.find("\n.SH VERSION").map_or(text.len(), |at| at + 1);
    Ok(Answer::raw(format!("{}{parts}{}", &text[..at], &text[at..]).into_bytes()))
}

fn part(command: &clap::Command, above: &str, out: &mut String) -> std::io::Result<()> {
    let name = format!("{above} {}", command.get_name());
    let below: Vec<&clap::Command> = command.get_subcommands().collect();
    if below.is_empty() {
        let page = Man::new(command.clone().bin_name(&name).disable_help_flag(true));
        let mut bytes = Vec::new();
        page.render_synopsis_section(&mut bytes)?;
        page.render_description_section(&mut bytes)?;
        page.render_options_section(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes).replace(".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n", "");
        let _ = writeln!(out, ".SH \"{}\"", name.to_uppercase());
        out.push_str(&text.replace(".SH ", ".SS "));
    }
    for command in below {
        part(command, &name, out)?;
    }
    Ok(())
}
