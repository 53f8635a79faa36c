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
];

fn picture(steps: &str, (wide, high): (u16, u16), look: Look) -> String {
    let folder = world::filled();
    let mut rig = world::rig_of(folder.path(), WHO, look);
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
