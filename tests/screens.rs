//! The main screens of the invented desk as they look at 80 by 24, 120 by 40 and 40 by 16, and without colour.
//!
//! `INSTA_UPDATE=always cargo test --test screens` writes the pictures anew; look at what changed before it is kept.

mod support;

use ratatui::style::Modifier;
use rolltop::demo::WHO;
use rolltop::ui::{Look, Theme};
use support::views::walk;
use support::world;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (40, 16)];

/// Name and steps of what is pictured.
const SCREENS: &[(&str, &str)] = &[
    ("desk", ""),
    ("tasks", "g t"),
    ("task-form", "g t e"),
    ("find", "f \"smith\""),
    ("help", "g t ?"),
    ("commands", "ctrl-p \"task\""),
    ("go-to", "g"),
    ("narrowed", "g t / \"echo\""),
    ("shut", "ctrl-l"),
    ("inbox", "g i"),
    ("query", "g i enter"),
    ("letters", "g l"),
    ("letter-read", "g l enter"),
    ("letter-editor", "g l / \"hussain\" enter enter"),
    ("spelling", "g l / \"hussain\" enter enter \"No haemoptisis \" alt-w"),
    ("looked-up", "g l / \"hussain\" enter enter \"No haemoptysis\" alt-g"),
    ("glossary", "g g / \"haemo\""),
    ("recipients", "g l t"),
    ("diary-day", "g d D"),
    ("diary-week", "g d W"),
    ("diary-month", "g d M"),
    ("people", "g p"),
    ("patient", "f \"okafor grace\" enter"),
    ("answer-card", "f \"okafor grace\" enter a"),
    ("call-empty", "c"),
    ("call-person", "c \"okafor grace\" enter tab n d a"),
    ("call-alarm", "c \"okafor grace\" enter tab n d a tab \"I have a pain in my chest\""),
    ("call-filed", "c \"okafor grace\" enter tab n d a tab \"When is my letter coming?\" ctrl-s"),
    ("import", "g p i enter \"patients.csv\" enter"),
    ("a-long-refusal", "g p M"),
];

/// What the import pictures.
const TABLE: &str = "hospital_no,nhs_number,title,forename,surname,dob,sex,address1,postcode,mobile\n\
H1,999 000 0018,Mr,John,Smith,1955-03-03,M,1 Mill Lane,ZX1 4AP,07700 900401\n";

fn picture(steps: &str, (wide, high): (u16, u16), look: Look) -> String {
    let folder = world::filled();
    let mut rig = world::rig_of(folder.path(), WHO, look);
    std::fs::write("patients.csv", TABLE).expect("a file in the folder that is thrown away");
    rig.resize(wide, high);
    walk(&mut rig, steps);
    rig.screen()
}

fn all(name: &str, steps: &str) {
    for size in SIZES {
        let shown = picture(steps, size, Look::default());
        insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), shown);
    }
    let mono = Look::new(Theme::named("mono").expect("a theme"));
    insta::assert_snapshot!(format!("{name}-mono"), picture(steps, (80, 24), mono));
    let plain = Look::plain(Theme::default());
    insta::assert_snapshot!(format!("{name}-plain"), picture(steps, (80, 24), plain));
}

#[test]
fn the_main_screens_look_as_they_did() {
    for (name, steps) in SCREENS {
        all(name, steps);
    }
}

#[test]
fn without_colour_what_is_selected_still_stands_out() {
    let folder = world::filled();
    let mono = Look::new(Theme::named("mono").expect("a theme"));
    let mut rig = world::rig_of(folder.path(), WHO, mono);
    for steps in ["", "g t", "ctrl-p", "f \"smith\""] {
        rig.keys("esc esc esc");
        walk(&mut rig, steps);
        assert!(rig.has_modifier(Modifier::REVERSED), "{steps}: nothing is reversed:\n{}", rig.screen());
    }
}
