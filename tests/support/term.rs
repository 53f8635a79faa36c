//! The program in a pseudo-terminal, driven by key presses and read from an emulated screen.
//!
//! The screen is polled until it shows what is waited for, with a deadline; there is no blind sleep, and the raw
//! stream is never searched (blank cells are skipped in it).

use std::ffi::OsString;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// A debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a terminal is told besides what it shows.
#[derive(Default)]
pub struct Told {
    /// The titles that the window was given.
    pub titles: Vec<String>,
    /// How often the bell rang.
    pub bells: usize,
}

impl vt100::Callbacks for Told {
    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        self.titles.push(String::from_utf8_lossy(title).into_owned());
    }
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.bells += 1;
    }
}

/// The program in a pseudo-terminal.
pub struct Term {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    from: Receiver<Vec<u8>>,
    parser: vt100::Parser<Told>,
    held: Vec<u8>,
    gone: bool,
    /// Keys pressed by [`Term::keys`]; typed text does not count.
    pub presses: usize,
    /// Bytes that went to the program.
    pub sent: usize,
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn output(mut from: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            if send.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    receive
}

fn command(home: &Path, args: &[&str], env: &[(&str, &str)]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_rolltop"));
    command.args(args.iter().map(OsString::from));
    command.cwd(home);
    command.env("TERM", "xterm-256color");
    for folder in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
        command.env(folder, home);
    }
    for setting in ["ROLLTOP_DESK", "ROLLTOP_AS", "ROLLTOP_NOW", "ROLLTOP_KEY_FILE", "NO_COLOR"] {
        command.env_remove(setting);
    }
    for (name, value) in env {
        command.env(name, value);
    }
    command
}

impl Term {
    /// Starts the program with its home in this folder.
    pub fn start(home: &Path, args: &[&str], env: &[(&str, &str)], cols: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(cols, rows)).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command(home, args, env)).expect("the program starts");
        drop(pair.slave);
        let from = output(pair.master.try_clone_reader().expect("what it writes"));
        let writer = pair.master.take_writer().expect("what it reads");
        let (high, wide) = (NonZeroU16::new(rows).expect("rows"), NonZeroU16::new(cols).expect("columns"));
        let parser = vt100::Parser::new_with_callbacks(high, wide, 0, Told::default());
        Self { child, master: pair.master, writer, from, parser, held: Vec::new(), gone: false, presses: 0, sent: 0 }
    }

    /// The desk in the folder `desk` of this home, at the fixed time of the tests, 120 by 40.
    pub fn desk(home: &Path) -> Self {
        Self::start(home, &["--desk", "desk", "--now", "2026-03-03T09:41"], &[], 120, 40)
    }

    /// Reads what has come, for at most this long. False: nothing came.
    pub fn pump(&mut self, at_most: Duration) -> bool {
        match self.from.recv_timeout(at_most) {
            Ok(bytes) => {
                self.show(&bytes);
                while let Ok(bytes) = self.from.try_recv() {
                    self.show(&bytes);
                }
                true
            }
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => {
                self.gone = true;
                false
            }
        }
    }

    /// Shows no half frame, as a terminal does that knows synchronised updates: a toast of which one character is
    /// still that of the toast before would say that something was saved which was not.
    fn show(&mut self, bytes: &[u8]) {
        self.held.extend_from_slice(bytes);
        let rest = self.held.split_off(whole(&self.held));
        self.parser.process(&self.held);
        self.held = rest;
    }

    /// Reads until the screen is as wanted. Says how long it took; none where the deadline passed or the program is gone.
    pub fn wait_until(&mut self, within: Duration, wanted: impl Fn(&Self) -> bool) -> Option<Duration> {
        let began = Instant::now();
        loop {
            if wanted(self) {
                return Some(began.elapsed());
            }
            let left = within.saturating_sub(began.elapsed());
            if self.gone || left.is_zero() {
                return None;
            }
            self.pump(left.min(Duration::from_millis(200)));
        }
    }

    /// Waits until the screen shows this text on a line.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        let seen = self.wait_until(PATIENCE, |t| t.shows(text)).is_some();
        assert!(seen, "“{text}” did not come on the screen{}:\n{}", self.fate(), self.screen());
        self
    }

    /// Waits until the screen does not show this text any more.
    #[track_caller]
    pub fn wait_gone(&mut self, text: &str) -> &mut Self {
        let seen = self.wait_until(PATIENCE, |t| !t.shows(text)).is_some();
        assert!(seen, "“{text}” did not go from the screen{}:\n{}", self.fate(), self.screen());
        self
    }

    fn fate(&self) -> &'static str {
        if self.gone { " (the program has gone)" } else { "" }
    }

    /// Presses keys, written with spaces between them: `n ctrl-s down enter`.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.presses += 1;
            self.bytes(&bytes_of(key));
        }
        self
    }

    /// Types text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }

    /// Pastes text as a terminal does.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.bytes(format!("\x1b[200~{text}\x1b[201~").as_bytes())
    }

    /// Sends bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        // A program that has gone reads nothing: what is waited for next says so, with the screen.
        if self.writer.write_all(bytes).and_then(|()| self.writer.flush()).is_ok() {
            self.sent += bytes.len();
        }
        self
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// Whether the screen shows this text on a line.
    pub fn shows(&self, text: &str) -> bool {
        self.screen().contains(text)
    }

    /// A line of the screen, from 0.
    pub fn line(&self, row: u16) -> String {
        let (_, cols) = self.parser.screen().size();
        self.parser.screen().rows(0, cols.get()).nth(usize::from(row)).unwrap_or_default()
    }

    /// The line the cursor stands on.
    pub fn cursor_line(&self) -> String {
        self.line(self.cursor().0)
    }

    /// The place of the cursor: row and column.
    pub fn cursor(&self) -> (u16, u16) {
        self.parser.screen().cursor_position()
    }

    /// The emulated screen, for its attributes.
    pub fn raw(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// What the terminal was told.
    pub fn told(&self) -> &Told {
        self.parser.callbacks()
    }

    /// Whether the terminal gives the program its keys one by one and unechoed.
    pub fn is_raw(&self) -> bool {
        let flags = self.master.get_termios().map(|t| format!("{:?}", t.local_flags)).unwrap_or_default();
        !flags.contains("ICANON") && !flags.contains("ECHO |") && !flags.ends_with("ECHO")
    }

    /// Makes the window another size.
    pub fn resize(&mut self, cols: u16, rows: u16) -> &mut Self {
        let (high, wide) = (NonZeroU16::new(rows).expect("rows"), NonZeroU16::new(cols).expect("columns"));
        self.parser.screen_mut().set_size(high, wide);
        self.master.resize(size(cols, rows)).expect("another size");
        self
    }

    /// Kills the program as a power cut does; nothing of it runs any more when this returns.
    pub fn kill9(mut self) {
        self.kill_now();
    }

    // The library's own kill asks with SIGHUP, on which everything is saved, and kills a moment later all the same.
    fn kill_now(&mut self) {
        self.signal("-9");
    }

    /// The window is closed: the program is told, and ends by itself.
    pub fn hang_up(mut self) {
        self.signal("-HUP");
    }

    fn signal(&mut self, which: &str) {
        let pid = self.child.process_id().expect("it runs");
        let done = std::process::Command::new("kill").args([which, &pid.to_string()]).status().expect("kill");
        assert!(done.success(), "kill {which} {pid}");
        self.child.wait().expect("it has gone");
    }

    /// Kills the program and gives what it had shown until then.
    pub fn kill9_and_look(mut self) -> String {
        self.kill_now();
        self.wait_until(PATIENCE, |t| t.gone);
        self.screen()
    }

    /// Waits until the program has ended by itself; its exit code.
    #[track_caller]
    pub fn ended(&mut self) -> u32 {
        let seen = self.wait_until(PATIENCE, |t| t.gone).is_some();
        assert!(seen, "the program did not end:\n{}", self.screen());
        self.child.wait().expect("it has gone").exit_code()
    }

    /// Leaves with Ctrl-Q and checks that the terminal is as it was.
    #[track_caller]
    pub fn leave(mut self) {
        assert!(self.is_raw(), "the keys were not the program's own");
        self.keys("ctrl-q");
        let code = self.ended();
        assert_eq!(code, 0, "it left with {code}:\n{}", self.screen());
        assert!(!self.raw().alternate_screen(), "the alternate screen was not left");
        assert!(!self.raw().bracketed_paste(), "bracketed paste was not turned off");
        assert!(!self.raw().hide_cursor(), "the cursor is hidden");
        assert!(!self.is_raw(), "the terminal still is in raw mode");
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
        }
    }
}

/// How many of these bytes can be shown: all up to the beginning of a frame that has not ended.
fn whole(bytes: &[u8]) -> usize {
    const BEGIN: &[u8] = b"\x1b[?2026h";
    const END: &[u8] = b"\x1b[?2026l";
    let last = |mark: &[u8]| bytes.windows(mark.len()).rposition(|w| w == mark);
    match (last(BEGIN), last(END)) {
        (Some(begun), ended) if ended.is_none_or(|e| e < begun) => begun,
        _ => bytes.len() - (0..BEGIN.len()).rev().find(|n| bytes.ends_with(&BEGIN[..*n])).unwrap_or(0),
    }
}

/// What a terminal sends for a key.
fn bytes_of(key: &str) -> Vec<u8> {
    let fixed: &[u8] = match key {
        "enter" => b"\r",
        // Twice the byte is one Esc at once; once could be the beginning of another key.
        "esc" => b"\x1b\x1b",
        "tab" => b"\t",
        "shift-tab" => b"\x1b[Z",
        "space" => b" ",
        "backspace" => b"\x7f",
        "del" => b"\x1b[3~",
        "up" => b"\x1b[A",
        "down" => b"\x1b[B",
        "right" => b"\x1b[C",
        "left" => b"\x1b[D",
        "home" => b"\x1b[H",
        "end" => b"\x1b[F",
        "pgup" => b"\x1b[5~",
        "pgdn" => b"\x1b[6~",
        "ctrl-home" => b"\x1b[1;5H",
        "ctrl-end" => b"\x1b[1;5F",
        "ctrl-left" => b"\x1b[1;5D",
        "ctrl-right" => b"\x1b[1;5C",
        _ => b"",
    };
    if !fixed.is_empty() {
        return fixed.to_vec();
    }
    if let Some(letter) = key.strip_prefix("ctrl-") {
        return vec![letter.bytes().next().expect("a letter").to_ascii_lowercase() & 0x1f];
    }
    if let Some(letter) = key.strip_prefix("alt-") {
        return [b"\x1b", letter.as_bytes()].concat();
    }
    assert_eq!(key.chars().count(), 1, "“{key}” is no key of a terminal");
    key.as_bytes().to_vec()
}
