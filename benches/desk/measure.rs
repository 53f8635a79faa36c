//! What is measured: a press of a key, from the key to the drawn frame, on a screen of 120 by 40.

use std::fmt;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use rolltop::app::rig::Rig;
use rolltop::config::Config;
use rolltop::demo::{Dice, invented_patient};
use rolltop::desk::people::Contact;
use rolltop::desk::people::import::{self, SourceFile, What};
use rolltop::desk::{PARTS, TABLES};
use rolltop::store::Desk;
use rolltop::ui::Look;
use tempfile::TempDir;

use super::fill::{UNSENT, WHO};
use super::now;

/// Presses of a kind.
const PRESSES: usize = 240;

/// What something took: the median and the 99th of a hundred.
#[derive(Debug, Clone)]
pub struct Took {
    /// The median.
    pub median: f64,
    worst: Option<f64>,
    unit: &'static str,
}

impl Took {
    /// One figure.
    pub fn single(figure: f64, unit: &'static str) -> Self {
        Self { median: figure, worst: None, unit }
    }

    fn of(mut all: Vec<f64>) -> Self {
        all.sort_by(f64::total_cmp);
        let at = |percent: usize| all[(all.len() * percent / 100).min(all.len() - 1)];
        Self { median: at(50), worst: Some(at(99)), unit: "ms" }
    }
}

impl fmt::Display for Took {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = if self.median < 100.0 { 2 } else { 0 };
        match self.worst {
            Some(worst) => write!(f, "{:.digits$} / {worst:.digits$} {}", self.median, self.unit),
            None => write!(f, "{:.digits$} {}", self.median, self.unit),
        }
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let began = Instant::now();
    let made = work();
    (began.elapsed().as_secs_f64() * 1000.0, made)
}

fn open(folder: &Path) -> Rig {
    let store = Desk::at(folder).open(None, TABLES, now()).expect("the desk opens");
    Rig::on(store, PARTS, now(), WHO, Config { idle_minutes: 0, ..Config::default() }, Look::default())
}

/// Measures everything on this desk and hands each result on with its name and its aim.
pub fn all(folder: &Path, size: usize, mut put: impl FnMut(&str, &str, &Took)) {
    // The first time brings a kept desk of an older form up to date.
    drop(open(folder));
    let opened: Vec<f64> = (0..60).map(|_| timed(|| open(folder)).0).collect();
    put("open to first full frame", "30 ms", &Took::of(opened));
    let mut rig = open(folder);
    put("key: move in a list", "p99 5 ms", &moves(&mut rig));
    put("key: change pane", "p99 5 ms", &changes(&mut rig));
    put("key: open what is selected", "p99 5 ms", &opens(&mut rig));
    put("key: the call card", "p99 5 ms", &cards(&mut rig));
    put("key: type in a letter", "p99 5 ms", &letter(&mut rig));
    put("key: type in find", "p99 10 ms", &find(&mut rig));
    put("key: find the caller on the card", "p99 10 ms", &caller(&mut rig));
    put("key: another day of the diary", "p99 5 ms", &days(&mut rig));
    put("the disk alone, one small write", "", &disk(folder));
    put("a saved call", "10 ms", &calls(&mut rig));
    put("undo and redo of a call", "10 ms", &undo(&mut rig));
    put("tick with another window's change", "", &ticks(folder, &mut rig));
    drop(rig);
    put("first start of a day (backup)", "", &backup(folder));
    put("import of as many patients", "", &import_of(size));
}

/// The keys one after the other, again and again; what each press takes.
fn presses(rig: &mut Rig, keys: &[&str]) -> Took {
    let press = |n: usize| timed(|| rig.keys(keys[n % keys.len()])).0;
    Took::of((0..PRESSES).map(press).collect())
}

fn home(rig: &mut Rig) {
    rig.keys("esc esc esc esc esc");
}

fn moves(rig: &mut Rig) -> Took {
    home(rig);
    let mut all = Vec::new();
    for pane in ["g i", "g l", "g t", "g p"] {
        rig.keys(pane);
        for key in ["down", "down", "down", "up", "pgdn", "home"].iter().cycle().take(PRESSES / 4) {
            all.push(timed(|| rig.keys(key)).0);
        }
    }
    Took::of(all)
}

fn changes(rig: &mut Rig) -> Took {
    home(rig);
    rig.keys("1");
    home(rig);
    presses(rig, &["2", "3", "4", "1", "tab"])
}

/// Enter on the lines of each pane; the way back is not counted.
fn opens(rig: &mut Rig) -> Took {
    let mut all = Vec::new();
    for pane in ["i", "l", "t", "p"] {
        for n in 0..PRESSES / 4 {
            home(rig);
            rig.keys(&format!("g {pane}"));
            for _ in 0..n % 12 {
                rig.keys("down");
            }
            all.push(timed(|| rig.keys("enter")).0);
        }
    }
    home(rig);
    Took::of(all)
}

fn cards(rig: &mut Rig) -> Took {
    home(rig);
    let all = (0..PRESSES / 4).map(|_| {
        let took = timed(|| rig.keys("c")).0;
        rig.keys("esc");
        took
    });
    Took::of(all.collect())
}

const TYPED: &str = "the echocardiogram shows good function of both ventricles, and no change is needed. ";

fn type_one_by_one(rig: &mut Rig, typed: &str, all: &mut Vec<f64>) {
    for c in typed.chars() {
        let key = if c == ' ' { "space".to_owned() } else { c.to_string() };
        all.push(timed(|| rig.keys(&key)).0);
    }
}

fn letter(rig: &mut Rig) -> Took {
    home(rig);
    rig.keys("g l home");
    // The first letter that can still be written in.
    for _ in 0..UNSENT {
        rig.keys("enter").text("zqz");
        if rig.shows("zqz") {
            break;
        }
        rig.keys("esc down");
    }
    assert!(rig.shows("zqz"), "no letter can be written in:\n{}", rig.screen());
    let mut all = Vec::new();
    for _ in 0..4 {
        type_one_by_one(rig, TYPED, &mut all);
        rig.tick();
    }
    home(rig);
    Took::of(all)
}

const SOUGHT: &[&str] = &["smith jo", "o'neill", "9990000", "14/8/80", "echo", "a", "wil", "h2000", "zz1", "jones mar"];

fn find(rig: &mut Rig) -> Took {
    let mut all = Vec::new();
    while all.len() < PRESSES {
        for sought in SOUGHT {
            home(rig);
            rig.keys("f");
            type_one_by_one(rig, sought, &mut all);
        }
    }
    home(rig);
    Took::of(all)
}

fn caller(rig: &mut Rig) -> Took {
    let mut all = Vec::new();
    while all.len() < PRESSES {
        for sought in SOUGHT {
            home(rig);
            rig.keys("c");
            type_one_by_one(rig, sought, &mut all);
            rig.keys("ctrl-u");
        }
    }
    home(rig);
    Took::of(all)
}

/// Day after day in the pane in full, by the key for the next day; never so far off that a small desk has nothing there.
fn days(rig: &mut Rig) -> Took {
    home(rig);
    rig.keys("g d D");
    let (right, left) = (["right"; 5], ["left"; 5]);
    let took = presses(rig, &[right, left, left, right].concat());
    rig.keys("t");
    home(rig);
    took
}

/// A call that is written down; only the press that files it counts.
fn calls(rig: &mut Rig) -> Took {
    let mut all = Vec::new();
    for n in 0..60 {
        home(rig);
        rig.keys("c").text("smith").keys("enter");
        rig.keys("tab tab").text(&format!("When is my letter coming? {n}"));
        all.push(timed(|| rig.keys("ctrl-s")).0);
        assert!(rig.shows("Ctrl-Z undoes it"), "the call was not filed:\n{}", rig.screen());
    }
    home(rig);
    Took::of(all)
}

/// What the disk takes to keep 16 kB for good: no saved call can be faster, and its worst is the disk's worst.
fn disk(folder: &Path) -> Took {
    let path = folder.join("disk");
    let mut file = std::fs::File::create(&path).expect("a file");
    let mut write = || {
        std::io::Write::write_all(&mut file, &[7; 16 * 1024]).expect("it is written");
        file.sync_data().expect("it is kept");
    };
    let all = (0..PRESSES).map(|_| timed(&mut write).0).collect();
    std::fs::remove_file(&path).expect("the file is there");
    Took::of(all)
}

fn undo(rig: &mut Rig) -> Took {
    home(rig);
    let took = presses(rig, &["ctrl-z", "ctrl-y"]);
    for _ in 0..60 {
        rig.keys("ctrl-z");
    }
    took
}

/// What a tick takes that finds that another window has written.
fn ticks(folder: &Path, rig: &mut Rig) -> Took {
    home(rig);
    let mut other = open(folder);
    other.keys("g t");
    let all = (0..40).map(|n| {
        other.keys("n").text(&format!("Other {n}")).keys("ctrl-s");
        timed(|| rig.tick()).0
    });
    let all = all.collect();
    for _ in 0..40 {
        other.keys("ctrl-z");
    }
    Took::of(all)
}

/// Opening the desk for the first time on a day, when the copy is made.
fn backup(folder: &Path) -> Took {
    let made = folder.join("backups").join(format!("desk-{}.db", now().date()));
    std::fs::remove_file(&made).expect("the mark of today's backup");
    let took = timed(|| open(folder)).0;
    std::fs::write(&made, "").expect("a file");
    Took::single(took, "ms")
}

/// So many patients from a table, into an empty desk.
fn import_of(size: usize) -> Took {
    let mut dice = Dice::new(7);
    let practice = Contact { id: "p".into(), name: "Surgery".into(), ..Contact::default() };
    let practices = vec![practice.clone(), practice];
    let mut csv = String::from("hospital_no,nhs_number,title,forename,surname,dob,sex,address1,postcode,mobile\n");
    for n in 0..size {
        let p = invented_patient(n, &mut dice, &practices, now());
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        let phone = p.phones.first().map(|p| p.number.clone()).unwrap_or_default();
        let (number, nhs, born) = (text(&p.hospital_number), text(&p.nhs_number), text(&p.born));
        let (sex, address) = (&p.gender[..1], p.address[0].replace(',', " "));
        let name = format!("{},{},{}", p.title, p.forename, p.surname);
        let _ = writeln!(csv, "{number},{nhs},{name},{born},{sex},{address},{},{phone}", p.postcode);
    }
    let folder = TempDir::new().expect("a folder");
    let mut store = Desk::at(folder.path()).open(None, TABLES, now()).expect("a new desk");
    let (took, done) = timed(|| {
        let file = SourceFile::read(csv.as_bytes(), "patients.csv", What::Patients, None).expect("a table");
        import::run(&file, &mut store, WHO, now(), false, &mut |_| true).expect("all are taken")
    });
    assert_eq!(done.new, size, "{}", done.words());
    Took::single(took, "ms")
}

/// A bit of everything, for the memory it takes.
pub fn work_through(folder: &Path) {
    let mut rig = open(folder);
    moves(&mut rig);
    changes(&mut rig);
    opens(&mut rig);
    letter(&mut rig);
    find(&mut rig);
    days(&mut rig);
}

/// The most memory this process has had, in kB.
pub fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    line.and_then(|l| l.split_whitespace().nth(1)).and_then(|n| n.parse().ok()).unwrap_or(0)
}
