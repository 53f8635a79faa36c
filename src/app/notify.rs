//! The desktop's notification: by `notify-send` where the desktop is this computer's, else by the terminal. It may be read
//! by anybody who passes, so its sentence names nobody.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A notification and the way it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    text: String,
    way: Way,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    Program(PathBuf),
    /// iTerm2, kitty, Windows Terminal and others.
    Osc9,
    /// rxvt, foot, and terminals of GNOME.
    Osc777,
}

/// The environment, handed in.
type Env<'a> = &'a dyn Fn(&str) -> Option<OsString>;

impl Notification {
    /// The notification by the way that is set; none where it is off, or nobody would see it.
    pub fn of(text: &str, setting: &str, env: Env<'_>) -> Option<Self> {
        let way = match setting {
            "off" => return None,
            "notify-send" => Way::Program(notify_send(env)?),
            "osc9" => Way::Osc9,
            "osc777" => Way::Osc777,
            _ => by_itself(env)?,
        };
        // A control character would end the sequence early.
        let text = text.chars().filter(|c| !c.is_control()).collect();
        Some(Self { text, way })
    }

    /// Gives it. What the desktop does with it is not waited for.
    pub fn give(&self, terminal: &mut impl Write) -> io::Result<()> {
        match &self.way {
            Way::Program(program) => {
                let nothing = (Stdio::null(), Stdio::null(), Stdio::null());
                let mut command = Command::new(program);
                command.args(["--app-name=Rolltop", "Rolltop", &self.text]);
                let child = command.stdin(nothing.0).stdout(nothing.1).stderr(nothing.2).spawn();
                // A desktop without a service for it is no fault of this program.
                if let Ok(mut child) = child {
                    std::thread::spawn(move || child.wait());
                }
                return Ok(());
            }
            Way::Osc9 => write!(terminal, "\x1b]9;Rolltop: {}\x07", self.text)?,
            Way::Osc777 => write!(terminal, "\x1b]777;notify;Rolltop;{}\x07", self.text.replace(';', ","))?,
        }
        terminal.flush()
    }
}

/// `notify-send` where the desktop is this computer's; else what the terminal is known to read.
fn by_itself(env: Env<'_>) -> Option<Way> {
    let has = |name: &str| env(name).is_some_and(|value| !value.is_empty());
    let far = has("SSH_CONNECTION") || has("SSH_TTY");
    if !far
        && (has("DISPLAY") || has("WAYLAND_DISPLAY"))
        && let Some(program) = notify_send(env)
    {
        return Some(Way::Program(program));
    }
    let term = env("TERM").and_then(|t| t.into_string().ok()).unwrap_or_default();
    // The console of the system would take it for a colour.
    if term.is_empty() || term == "linux" || term == "dumb" {
        return None;
    }
    let other = ["rxvt", "foot"].iter().any(|t| term.starts_with(t)) || has("VTE_VERSION");
    Some(if other { Way::Osc777 } else { Way::Osc9 })
}

fn notify_send(env: Env<'_>) -> Option<PathBuf> {
    let path = env("PATH")?;
    std::env::split_paths::<OsStr>(path.as_ref()).map(|folder| folder.join("notify-send")).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(setting: &str, vars: &[(&str, &str)]) -> Option<Notification> {
        let vars: Vec<(String, String)> = vars.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect();
        let env = move |name: &str| vars.iter().find(|(k, _)| k == name).map(|(_, v)| OsString::from(v));
        Notification::of("An answer\x07 is promised: in 10min; now", setting, &env)
    }

    fn written(one: &Notification) -> String {
        let mut out = Vec::new();
        one.give(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_terminal_is_told_in_the_way_it_reads() {
        let xterm = of("auto", &[("TERM", "xterm-256color")]).unwrap();
        assert_eq!(written(&xterm), "\x1b]9;Rolltop: An answer is promised: in 10min; now\x07");
        for vars in [&[("TERM", "rxvt-unicode")][..], &[("TERM", "xterm-256color"), ("VTE_VERSION", "7600")][..]] {
            let said = written(&of("auto", vars).unwrap());
            assert_eq!(said, "\x1b]777;notify;Rolltop;An answer is promised: in 10min, now\x07");
        }
    }

    #[test]
    fn where_nobody_would_see_it_nothing_is_written() {
        assert_eq!(of("off", &[("TERM", "xterm")]), None);
        assert_eq!(of("auto", &[("TERM", "linux")]), None);
        assert_eq!(of("auto", &[]), None);
        assert_eq!(of("notify-send", &[("PATH", "/nowhere")]), None);
    }

    #[cfg(unix)]
    #[test]
    fn the_program_is_taken_only_on_a_desktop_of_this_computer() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("notify-send");
        std::fs::write(&program, "#!/bin/sh\n").unwrap();
        let path = folder.path().to_str().unwrap();
        let here = of("auto", &[("PATH", path), ("DISPLAY", ":0"), ("TERM", "xterm")]).unwrap();
        assert_eq!(here.way, Way::Program(program));
        let far = of("auto", &[("PATH", path), ("DISPLAY", ":0"), ("TERM", "xterm"), ("SSH_TTY", "/dev/pts/1")]);
        assert_eq!(far.unwrap().way, Way::Osc9);
        let bare = of("auto", &[("PATH", path), ("TERM", "xterm")]).unwrap();
        assert_eq!(bare.way, Way::Osc9);
    }
}
