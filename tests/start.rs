//! The program started in a pseudo-terminal: `rolltop --demo` shows the desk, Ctrl-Q leaves it with exit code 0.
//!
//! `ROLLTOP_PROGRAM` names another program to start than the one built for the tests: `.ci/run` gives the released one.

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

const ROWS: u16 = 30;
const COLS: u16 = 100;
/// A debug build on a busy machine needs some seconds to invent a desk.
const PATIENCE: Duration = Duration::from_mins(1);
const CTRL_Q: &[u8] = &[0x11];

/// What the program writes, as it comes; the channel closes when the program has gone.
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

/// Draws what comes until `done` likes the screen. `Ok(false)`: the program has gone. `Err`: time is up.
fn draw(screen: &mut vt100::Parser, from: &Receiver<Vec<u8>>, done: impl Fn(&str) -> bool) -> Result<bool, ()> {
    let until = Instant::now() + PATIENCE;
    loop {
        match from.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(bytes) => screen.process(&bytes),
            Err(RecvTimeoutError::Disconnected) => return Ok(false),
            Err(RecvTimeoutError::Timeout) => return Err(()),
        }
        if done(&screen.screen().contents()) {
            return Ok(true);
        }
    }
}

fn command(home: &std::path::Path) -> CommandBuilder {
    let built = env!("CARGO_BIN_EXE_rolltop").to_owned();
    let mut command = CommandBuilder::new(std::env::var("ROLLTOP_PROGRAM").unwrap_or(built));
    command.arg("--demo");
    command.cwd(home);
    command.env("TERM", "xterm-256color");
    for folder in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
        command.env(folder, home);
    }
    for setting in ["ROLLTOP_DESK", "ROLLTOP_AS", "ROLLTOP_NOW", "ROLLTOP_KEY_FILE", "NO_COLOR"] {
        command.env_remove(setting);
    }
    command
}

#[test]
fn the_demo_opens_and_ctrl_q_leaves() {
    let home = tempfile::tempdir().expect("a folder for the program");
    let size = PtySize { rows: ROWS, cols: COLS, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
    let mut child = pair.slave.spawn_command(command(home.path())).expect("the program starts");
    drop(pair.slave);
    let from = output(pair.master.try_clone_reader().expect("what it writes"));
    let mut keys = pair.master.take_writer().expect("what it reads");
    let mut screen = vt100::Parser::new(NonZeroU16::new(ROWS).unwrap(), NonZeroU16::new(COLS).unwrap(), 0);

    let shown = draw(&mut screen, &from, |text| text.contains("Inbox"));
    if shown != Ok(true) {
        let _ = child.kill();
        panic!("the desk was not shown ({shown:?}); the screen:\n{}", screen.screen().contents());
    }
    keys.write_all(CTRL_Q).and_then(|()| keys.flush()).expect("the key goes in");
    let left = draw(&mut screen, &from, |_| false);
    if left != Ok(false) {
        let _ = child.kill();
        panic!("Ctrl-Q did not leave; the screen:\n{}", screen.screen().contents());
    }
    let status = child.wait().expect("it has gone");
    assert!(status.success(), "it left with {status:?}; the screen:\n{}", screen.screen().contents());
    assert!(!screen.screen().alternate_screen(), "the terminal was not given back");
}
