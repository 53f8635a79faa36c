//! The player: another program (mpv) that plays a recording and is told what to do over a line between the two, which
//! has no name in any folder. When this program ends, however it ends, the line closes and the player ends with it.
//!
//! No key waits for it: what is asked is written to the line, and what it says is read on a thread of its own.

use std::io::{BufRead, BufReader, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

/// How the player is told to be: no window, no settings of its own, at the end it stays, the pitch stays with the speed.
const FLAGS: &[&str] = &[
    "--no-config",
    "--load-scripts=no",
    "--ytdl=no",
    "--no-video",
    "--no-terminal",
    "--idle=yes",
    "--pause",
    "--keep-open=yes",
    "--hr-seek=yes",
    "--audio-pitch-correction=yes",
    "--input-ipc-client=fd://0",
];

/// How it stands with the player.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// Where it is, in seconds.
    pub at: f64,
    /// How long the recording is, where the player has said it.
    pub length: Option<f64>,
    /// It stands still.
    pub paused: bool,
    /// It is at the end.
    pub ended: bool,
    /// How fast it plays.
    pub speed: f64,
    /// Why it plays no more.
    pub gone: Option<String>,
    /// It has opened the recording.
    loaded: bool,
    /// Where it was told to go and is not yet.
    goal: Option<f64>,
}

/// A player with one recording.
pub struct Player {
    child: Child,
    line: UnixStream,
    status: Arc<Mutex<Status>>,
}

impl Drop for Player {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What to install where the player is not there.
fn absent(program: &str, why: &std::io::Error) -> String {
    match why.kind() {
        std::io::ErrorKind::NotFound => format!(
            "There is no player: {program} is not on this computer. Install mpv (its package is called mpv), or name another \
             in config.toml, [dictation] player. Everything else works without it."
        ),
        _ => format!("The player {program} could not be started: {why}."),
    }
}

impl Player {
    /// Starts the player on a recording, standing still at a second. `program` may have options behind its name.
    ///
    /// # Errors
    /// It is not there: what to install.
    pub fn start(program: &str, file: &Path, at: f64, speed: f64) -> Result<Self, String> {
        let mut words = program.split_whitespace();
        let name = words.next().unwrap_or("mpv");
        let (line, theirs) = UnixStream::pair().map_err(|e| absent(name, &e))?;
        let _ = line.set_write_timeout(Some(Duration::from_millis(100)));
        let child = Command::new(name)
            .args(words)
            .args(FLAGS)
            .arg(format!("--start={at:.3}"))
            .arg(format!("--speed={speed:.2}"))
            .arg("--")
            .arg(file)
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| absent(name, &e))?;
        let status = Status::new(at, speed);
        let player = Self { child, line, status: Arc::new(Mutex::new(status)) };
        player.listen();
        for (n, what) in ["time-pos", "duration", "pause", "eof-reached", "speed"].iter().enumerate() {
            player.tell(&json!(["observe_property", n + 1, what]));
        }
        Ok(player)
    }

    /// Reads what the player says, until it says no more.
    fn listen(&self) {
        let status = Arc::clone(&self.status);
        let (Ok(line), Ok(back)) = (self.line.try_clone(), self.line.try_clone()) else { return };
        std::thread::spawn(move || {
            for said in BufReader::new(line).lines().map_while(Result::ok) {
                let Ok(said) = serde_json::from_str::<Value>(&said) else { continue };
                let goal = heard(&mut status.lock().unwrap_or_else(PoisonError::into_inner), &said);
                // Where it was told to go before the recording was open.
                if let Some(at) = goal {
                    let _ = write(&back, &go_to(at));
                }
            }
            let mut status = status.lock().unwrap_or_else(PoisonError::into_inner);
            status.paused = true;
            status.gone.get_or_insert_with(|| "The player has stopped. Play starts it again at the same place.".into());
        });
    }

    fn tell(&self, command: &Value) {
        if write(&self.line, command).is_err() {
            let mut status = self.status.lock().unwrap_or_else(PoisonError::into_inner);
            status
                .gone
                .get_or_insert_with(|| "The player does not answer. Play starts it again at the same place.".into());
        }
    }

    /// How it stands.
    pub fn status(&self) -> Status {
        self.status.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Plays, from some seconds before where it stood.
    pub fn play(&self, back: f64) {
        if back > 0.0 && self.status().at > 0.0 {
            self.seek(-back);
        }
        self.set("pause", &json!(false));
    }

    /// Stands still.
    pub fn pause(&self) {
        self.set("pause", &json!(true));
    }

    /// Goes on or back by some seconds.
    pub fn seek(&self, by: f64) {
        self.go(self.status().at + by);
    }

    /// Goes to a second; at once, or as soon as the recording is open.
    pub fn go(&self, at: f64) {
        let mut status = self.status.lock().unwrap_or_else(PoisonError::into_inner);
        let at = at.clamp(0.0, status.length.unwrap_or(f64::MAX));
        (status.at, status.goal) = (at, Some(at));
        let loaded = status.loaded;
        drop(status);
        if loaded {
            self.tell(&go_to(at));
        }
    }

    /// Plays at another speed; the pitch stays.
    pub fn speed(&self, speed: f64) {
        self.set("speed", &json!(speed));
    }

    fn set(&self, name: &str, value: &Value) {
        self.tell(&json!(["set_property", name, value]));
    }
}

fn go_to(at: f64) -> Value {
    json!(["seek", at, "absolute+exact"])
}

fn write(mut line: &UnixStream, command: &Value) -> std::io::Result<()> {
    let mut bytes = json!({ "command": command }).to_string().into_bytes();
    bytes.push(b'\n');
    line.write_all(&bytes)
}

impl Status {
    fn new(at: f64, speed: f64) -> Self {
        Self { at, length: None, paused: true, ended: false, speed, gone: None, loaded: false, goal: None }
    }

    /// Where the player says it is. What it says on the way to where it was told to go is passed over.
    fn moved(&mut self, at: f64) {
        match self.goal {
            Some(goal) if (goal - at).abs() > 0.5 => {}
            _ => (self.at, self.goal) = (at, None),
        }
    }
}

/// Takes in what the player said. Gives where it is to be sent now that it has opened the recording.
fn heard(status: &mut Status, said: &Value) -> Option<f64> {
    let data = &said["data"];
    match (said["event"].as_str(), said["name"].as_str()) {
        (Some("property-change"), Some("time-pos")) => status.moved(data.as_f64()?),
        (Some("property-change"), Some("duration")) => status.length = data.as_f64().or(status.length),
        (Some("property-change"), Some("pause")) => status.paused = data.as_bool().unwrap_or(status.paused),
        (Some("property-change"), Some("eof-reached")) => status.ended = data.as_bool().unwrap_or(false),
        (Some("property-change"), Some("speed")) => status.speed = data.as_f64().unwrap_or(status.speed),
        (Some("file-loaded"), _) => {
            status.loaded = true;
            return status.goal;
        }
        (Some("end-file"), _) if said["reason"] == "error" => {
            status.paused = true;
            let why = said["file_error"].as_str().unwrap_or("it is none that the player knows");
            status.gone = Some(format!("This recording cannot be played: {why}."));
        }
        _ => {}
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_player_says_is_taken_in_and_rubbish_is_passed_over() {
        let mut status = Status::new(1.0, 1.0);
        let said = [
            json!({"event": "property-change", "name": "time-pos", "data": 2.5}),
            json!({"event": "property-change", "name": "duration", "data": 30.0}),
            json!({"event": "property-change", "name": "pause", "data": false}),
            json!({"event": "property-change", "name": "time-pos"}),
            json!({"error": "success"}),
            json!([1, "a"]),
            json!({"event": 3}),
        ];
        assert!(said.iter().all(|s| heard(&mut status, s).is_none()));
        assert!((status.at - 2.5).abs() < 1e-9);
        assert_eq!((status.length, status.paused, status.gone.as_deref()), (Some(30.0), false, None));
        heard(&mut status, &json!({"event": "end-file", "reason": "error", "file_error": "unrecognized file format"}));
        assert!(status.gone.unwrap().ends_with("unrecognized file format."));
    }

    #[test]
    fn it_goes_where_it_was_told_to_before_the_recording_was_open() {
        let mut status = Status { goal: Some(20.0), ..Status::new(20.0, 1.0) };
        let at = |n: f64| json!({"event": "property-change", "name": "time-pos", "data": n});
        heard(&mut status, &at(0.0));
        assert!((status.at - 20.0).abs() < 1e-9);
        assert_eq!(heard(&mut status, &json!({"event": "file-loaded"})), Some(20.0));
        heard(&mut status, &at(20.02));
        heard(&mut status, &at(21.0));
        assert!((status.at - 21.0).abs() < 1e-9 && status.goal.is_none());
    }

    #[test]
    fn an_absent_player_is_named_with_what_to_install() {
        let said = Player::start("no-such-player-here", Path::new("a.wav"), 0.0, 1.0).err().unwrap();
        assert!(said.contains("Install mpv"), "{said}");
    }
}
