//! The loop: read, handle, draw; and the terminal given back whole, whatever happens.

use std::io::{self, Stdout, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, SetTitle,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{clipboard::CopyToClipboard, execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use signal_hook::consts::{SIGHUP, SIGTERM};
use signal_hook::iterator::Signals;

use super::{App, Input, Notification};

/// Between two looks at the clock and at other windows' changes.
const TICK: Duration = Duration::from_millis(250);

/// What the terminal is to do besides showing the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct After {
    /// What is to go to the clipboard.
    pub copied: Option<String>,
    /// Whether the bell is to ring.
    pub bell: bool,
    /// What the desktop is to notify of.
    pub notice: Option<Notification>,
}

impl After {
    fn carry_out(self) -> io::Result<()> {
        if let Some(text) = self.copied {
            execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))?;
        }
        if let Some(notice) = self.notice {
            notice.give(&mut io::stdout())?;
        }
        if self.bell {
            io::stdout().write_all(b"\x07")?;
            io::stdout().flush()?;
        }
        Ok(())
    }
}

/// What runs in the terminal: the door, then the desk.
pub trait Program {
    /// Takes an input. False: it is over.
    fn handle(&mut self, input: &Input) -> bool;
    /// Draws itself.
    fn draw(&mut self, frame: &mut ratatui::Frame);
    /// What is to be done after drawing.
    fn after(&mut self) -> After {
        After::default()
    }
    /// The window is going away: keep what is being typed.
    fn keep(&mut self) {}
}

impl Program for App {
    fn handle(&mut self, input: &Input) -> bool {
        App::handle(self, input);
        !self.leaving()
    }
    fn draw(&mut self, frame: &mut ratatui::Frame) {
        App::draw(self, frame);
    }
    fn after(&mut self) -> After {
        After { copied: self.take_clipboard(), bell: self.take_bell(), notice: self.take_notice() }
    }
    fn keep(&mut self) {
        self.keep_everything();
    }
}

/// The terminal of the program; given back when dropped, also after a panic.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
}

/// Takes the terminal.
pub fn open_terminal() -> io::Result<Screen> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        give_back();
        hook(info);
    }));
    enable_raw_mode()?;
    // No name of anybody in the window's title.
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, SetTitle("Rolltop"))?;
    Ok(Screen { terminal: Terminal::new(CrosstermBackend::new(io::stdout()))? })
}

fn give_back() {
    let _ = disable_raw_mode();
    let _ = execute!(
        io::stdout(),
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        crossterm::cursor::Show
    );
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Runs a program until it is over or the terminal goes away.
pub fn run(screen: &mut Screen, program: &mut impl Program) -> io::Result<()> {
    let hung_up = watch_for_the_end()?;
    let mut ticked = Instant::now();
    paint(screen, program)?;
    loop {
        let more = wait(program, &mut ticked);
        if hung_up.load(Ordering::Relaxed) || more.is_err() {
            program.keep();
            return Ok(());
        }
        if !more? {
            program.keep();
            return Ok(());
        }
        paint(screen, program)?;
        program.after().carry_out()?;
    }
}

/// Draws a frame. A terminal that knows synchronised updates shows it whole or not at all; others pass the marks over.
fn paint(screen: &mut Screen, program: &mut impl Program) -> io::Result<()> {
    queue!(io::stdout(), BeginSynchronizedUpdate)?;
    screen.terminal.draw(|f| program.draw(f))?;
    execute!(io::stdout(), EndSynchronizedUpdate)
}

/// Notes that the terminal went away or that the program is to end. The reader of the terminal may never come back
/// from a terminal that is gone, so the program ends by itself after a moment: all but the last quarter of a second of
/// what was typed is in the file by then.
fn watch_for_the_end() -> io::Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    let seen = flag.clone();
    let mut signals = Signals::new([SIGTERM, SIGHUP])?;
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            seen.store(true, Ordering::Relaxed);
            std::thread::sleep(Duration::from_secs(1));
            give_back();
            std::process::exit(0);
        }
    });
    Ok(flag)
}

/// Waits for input or the tick, and takes all that has come before the screen is drawn again.
fn wait(program: &mut impl Program, ticked: &mut Instant) -> io::Result<bool> {
    let left = TICK.saturating_sub(ticked.elapsed());
    if !event::poll(left)? {
        *ticked = Instant::now();
        return Ok(program.handle(&Input::Tick));
    }
    let began = Instant::now();
    while event::poll(Duration::ZERO)? {
        let Some(input) = Input::of(event::read()?) else { continue };
        if !program.handle(&input) {
            return Ok(false);
        }
        if began.elapsed() > Duration::from_millis(30) {
            break;
        }
    }
    if ticked.elapsed() >= TICK {
        *ticked = Instant::now();
        return Ok(program.handle(&Input::Tick));
    }
    Ok(true)
}
