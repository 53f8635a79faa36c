//! What can be done in the pane of the clinics.

use super::view::ClinicsPane;
use super::{form, plans, reach, sitting};
use crate::app::{Cx, MenuItem, Row, choose, prompt};
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::text::{dates, when};

fn some(pane: &ClinicsPane, _: &Cx) -> Result<(), String> {
    pane.selected().map(|_| ())
}

pub(super) static ROWS: &[Row<ClinicsPane>] = &[
    row!(
        "clinics.new",
        ["n"],
        "New",
        "Make a clinic that repeats, or one session on its own.",
        Place::Footer(42),
        always,
        new
    ),
    row!(
        "clinics.edit",
        ["e"],
        "Edit",
        "Change the selected session; the clinic's plan stays.",
        Place::Menu,
        some,
        |p, cx| {
            form::session(p.selected()?, cx);
            Ok(())
        }
    ),
    row!(
        "clinics.jump",
        ["@"],
        "Date",
        "Go to a date as you type it: fri, 14/3, +6w.",
        Place::Footer(43),
        always,
        jump
    ),
    row!("clinics.today", ["t"], "Today", "The sessions from today on.", Place::Footer(45), always, |p, cx| {
        p.first = cx.today();
        cx.say(format!("Today, {}.", dates::screen_weekday(cx.today())));
        p.load(cx)
    }),
    row!(
        "clinics.plans",
        ["p"],
        "Plans",
        "The clinics and their plans: make, change from a day on, end.",
        Place::Footer(44),
        always,
        |_, cx| { plans::open(cx) }
    ),
    row!(
        "clinics.reach",
        ["r"],
        "To reach",
        "Every patient of a cancelled clinic who must be reached.",
        Place::Footer(40),
        always,
        |_, cx| { reach::open(None, cx) }
    ),
    row!(
        "clinics.waiting",
        ["w"],
        "Waiting list",
        "Everybody who waits for a date, the worst clock first.",
        Place::Footer(41),
        always,
        |_, cx| { super::waiting::open(cx) }
    ),
    row!(
        "clinics.open",
        ["o"],
        "Session",
        "Open the selected session: its slots and patients.",
        Place::Menu,
        some,
        |p, cx| {
            let id = p.selected()?.id.clone();
            sitting::open_session(&id, cx)
        }
    ),
];

fn new(pane: &mut ClinicsPane, cx: &mut Cx) -> Done {
    let day = pane.selected().map_or(cx.today(), super::Session::day).max(cx.today());
    let items = vec![
        MenuItem::new("clinic", "", "A clinic that repeats", "weekday, weeks of the month, slots"),
        MenuItem::new("session", "", "One session on its own", dates::screen_weekday(day)),
    ];
    choose(cx, "New", items, move |id, cx| {
        if id == "clinic" {
            form::new_clinic(cx);
        } else {
            form::own_session(day, cx);
        }
        Ok(())
    });
    Ok(())
}

fn jump(pane: &mut ClinicsPane, cx: &mut Cx) -> Done {
    let goal = pane.goal.clone();
    prompt(cx, "Go to", &[("Date", "")], move |answers, cx| {
        let found = when::parse(&answers[0], cx.now)?;
        let day = found.first().ok_or_else(|| Refusal::rule("Type a date: fri, 14/3, +6w, 3/12."))?.date;
        goal.set(Some(day));
        cx.say(format!("From {}.", dates::screen_weekday(day)));
        cx.touch();
        Ok(())
    });
    Ok(())
}
