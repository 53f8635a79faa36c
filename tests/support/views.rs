//! Every screen that can be reached: the desk, each pane in full, what each command opens, and what lies deeper.

use rolltop::app::rig::Rig;
use rolltop::app::{Cx, Tab};
use rolltop::config::Config;
use rolltop::desk::PARTS;
use rolltop::keys::{RowInfo, Scope};

use super::{now, world};

/// A screen and how it is reached.
#[derive(Debug, Clone)]
pub struct Screen {
    /// Its name in a failure.
    pub name: String,
    /// Keys, and in `"quotes"` typed text.
    pub steps: String,
    /// Looked at closely: the desk, the panes, and what the day is spent in.
    pub main: bool,
}

impl Screen {
    fn new(name: impl Into<String>, steps: impl Into<String>, main: bool) -> Self {
        Self { name: name.into(), steps: steps.into(), main }
    }
}

/// Presses keys and types what stands in quotes.
pub fn walk(rig: &mut Rig, steps: &str) {
    for (n, part) in steps.split('"').enumerate() {
        if n % 2 == 0 {
            rig.keys(part);
        } else {
            rig.text(part);
        }
    }
}

/// The panes with their commands.
pub fn panes() -> Vec<(Tab, Vec<RowInfo>)> {
    let folder = world::empty();
    let mut cx = Cx::new(world::store(folder.path()), now(), "Jo Marlow", Config::default());
    (PARTS.panes)(&mut cx).iter().map(|p| (p.tab(), p.infos())).collect()
}

/// All scopes of keys.
pub fn scopes() -> Vec<(Scope, Vec<RowInfo>)> {
    let folder = world::empty();
    let mut cx = Cx::new(world::store(folder.path()), now(), "Jo Marlow", Config::default());
    rolltop::app::scopes(&(PARTS.panes)(&mut cx), PARTS.layer_rows)
}

/// Screens that lie deeper than one command, or belong to no pane.
const DEEPER: &[(&str, &str, bool)] = &[
    ("find, nothing typed", "f", false),
    ("find", "f \"smith\"", true),
    ("find, nothing found", "f \"zzzz qqqq\"", false),
    ("palette", "ctrl-p", true),
    ("palette, typed", "ctrl-p \"task\"", false),
    ("help", "?", true),
    ("goto", "g", false),
    ("narrow", "g t / \"echo\"", false),
    ("narrowed away", "g t / \"zzzz\" enter", false),
    ("the lock", "ctrl-l", false),
    ("a refusal", "ctrl-c", false),
    ("the passphrase", "ctrl-p \"passphrase\" enter", false),
    ("a session", "g c enter", true),
    ("a session, booking", "g c enter n \"smith\"", false),
    ("a session, to be cancelled", "g c enter X", false),
    ("those to be reached", "g c r", true),
    ("the clinics' plans", "g c p", false),
    ("a clinic", "g c p enter", false),
    ("another slot for one to be reached", "g c r o", false),
    ("a form with a fault", "g t n ctrl-s", false),
    ("a misspelt word", "g l / \"hussain\" enter enter \"haemoptisis \" alt-w", true),
    ("a word looked up", "g l / \"hussain\" enter enter \"haemoptysis\" alt-g", false),
    ("words found", "g g / \"pe\"", false),
    ("the slot finder", "g p / \"jones sarah\" enter b n", true),
    ("a field of the finder", "g p / \"haddad leila\" enter b n u \"16/2-\"", false),
    ("how the patient knows", "g p / \"jones sarah\" enter b n enter", false),
    ("what is booked", "g p / \"jones sarah\" enter b", false),
    ("why it is cancelled", "g p / \"jones sarah\" enter b x", false),
    ("a freed slot is offered", "g p / \"jones sarah\" enter b x enter", false),
    ("whom to ring", "g p / \"jones sarah\" enter b x enter enter", false),
    ("the whole appointment", "g p / \"jones sarah\" enter b v", true),
    ("a form with findings", "g t n tab tab tab ctrl-u \"a\"", false),
];

/// Every screen.
pub fn all() -> Vec<Screen> {
    let mut all = vec![Screen::new("the desk", "", true)];
    for (tab, rows) in panes() {
        if let Some(number) = tab.number.filter(|_| tab.home) {
            all.push(Screen::new(format!("{} on the desk", tab.id), format!("{number}"), true));
        }
        let there = format!("g {}", tab.letter);
        all.push(Screen::new(format!("{} in full", tab.id), there.clone(), true));
        all.push(Screen::new(format!("{}, enter", tab.id), format!("{there} enter"), false));
        for row in rows {
            let Some(key) = row.keys.first() else { continue };
            all.push(Screen::new(row.id, format!("{there} {key}"), row.label == "New"));
        }
    }
    all.extend(DEEPER.iter().map(|(name, steps, main)| Screen::new(*name, *steps, *main)));
    all
}
