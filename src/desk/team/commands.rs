//! What can be done in the team. A key of one page does nothing on the others and says on which it works.

mod absences;
mod backlog;
mod people;

use super::TeamPane;
use super::page::{self, What};
use super::repo_backlog::By;
use super::view::Page;
use crate::app::{Cx, Row};
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::ui::pages::Pages;

fn on(team: &TeamPane, page: Page, what: &str) -> Result<(), String> {
    if team.page == page { Ok(()) } else { Err(format!("This works {what}: Left and Right turn the pages.")) }
}

/// Goes to a page.
fn to_page(team: &mut TeamPane, page: Page, what: &str) -> Done {
    if team.page == page {
        return Err(Refusal::rule(format!("This is the page of {what}.")));
    }
    team.page = page;
    Ok(())
}

fn on_people(pane: &TeamPane, _: &Cx) -> Result<(), String> {
    on(pane, Page::People, "among the people")?;
    people::selected(pane).map(|_| ())
}

fn on_backlog(pane: &TeamPane, _: &Cx) -> Result<(), String> {
    on(pane, Page::Backlog, "in the backlog")?;
    backlog::selected(pane).map(|_| ())
}

fn on_away(pane: &TeamPane, _: &Cx) -> Result<(), String> {
    on(pane, Page::Away, "on the page of leave and cover")?;
    absences::selected(pane).map(|_| ())
}

pub(super) static ROWS: &[Row<TeamPane>] = &[
    row!(
        "team.new",
        ["n"],
        "New",
        "Add a member; on the page of leave, write leave or sickness down.",
        Place::Footer(40),
        always,
        new
    ),
    row!("team.edit", ["e"], "Edit", "Edit the line that is selected.", Place::Menu, always, edit),
    row!("team.bin", ["del"], "Bin", "Put the line that is selected into the bin.", Place::Menu, always, bin),
    row!(
        "team.page",
        ["v"],
        "Next page",
        "Go on from the people to the backlog, and to leave and cover; Left and Right go both ways.",
        Place::Footer(49),
        always,
        |pane, _| {
            pane.page = pane.page.turned(1);
            Ok(())
        }
    ),
    row!("team.go_people", ["P"], "People", "Go to the page of the people.", Place::Menu, always, |pane, _| {
        to_page(pane, Page::People, "the people")
    }),
    row!(
        "team.go_backlog",
        ["B"],
        "Backlog",
        "Go to the page of what waits with whom.",
        Place::Menu,
        always,
        |pane, _| { to_page(pane, Page::Backlog, "the backlog") }
    ),
    row!("team.go_leave", ["L"], "Leave", "Go to the page of leave and cover.", Place::Menu, always, |pane, _| {
        to_page(pane, Page::Away, "leave and cover")
    }),
    row!(
        "team.people_away",
        ["a"],
        "Away",
        "Write down that they are away, and who covers.",
        Place::Footer(41),
        on_people,
        people::away
    ),
    row!(
        "team.people_leaves",
        ["x"],
        "Leaves the team",
        "They leave the team: what is theirs is handed on with it. Who left is there again.",
        Place::Footer(43),
        on_people,
        people::leaves
    ),
    row!(
        "team.backlog_by",
        ["y"],
        "By whom",
        "By secretary, or by consultant.",
        Place::Footer(42),
        |pane, _| on(pane, Page::Backlog, "in the backlog"),
        |pane, cx| {
            pane.by = if pane.by == By::Secretary { By::Consultant } else { By::Secretary };
            pane.read(cx)
        }
    ),
    row!(
        "team.backlog_share",
        ["o"],
        "Share out",
        "Share out all that waits here among several, evenly; it is shown before it is done.",
        Place::Footer(41),
        on_backlog,
        backlog::share
    ),
    row!(
        "team.away_back",
        ["b"],
        "Is back",
        "They are here again: what others have of theirs is shown, and given back.",
        Place::Footer(41),
        on_away,
        absences::back
    ),
    row!(
        "team.people_handover",
        ["h"],
        "Handover",
        "What of theirs is open, promised, with whom and how late; on the screen, as PDF and as text.",
        Place::Footer(42),
        on_people,
        people::handover
    ),
    row!(
        "team.start",
        ["s"],
        "Start of day",
        "What is late and due, who is away and who covers, results, clinics, machines, stationery.",
        Place::Footer(46),
        always,
        |_, cx| page::open(What::Start, cx)
    ),
    row!(
        "team.end",
        ["z"],
        "End of day",
        "What was done and by whom, what was promised and is open, letters not sent, tomorrow.",
        Place::Footer(47),
        always,
        |_, cx| page::open(What::End, cx)
    ),
    row!(
        "team.handovers",
        ["H"],
        "Handover of all",
        "The handover of the whole team on one page.",
        Place::Menu,
        always,
        |_, cx| page::open(What::Handover(None), cx)
    ),
    row!(
        "team.needs",
        ["w"],
        "Machines, needs",
        "Which machines and stationery everybody has, lacks and has asked for.",
        Place::Footer(48),
        always,
        |_, cx| page::open(What::Things, cx)
    ),
    row!("team.csv", [], "Save as a table", "Save this page as a CSV file.", Place::Menu, always, super::csv::save),
];

fn new(pane: &mut TeamPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::People => people::new(cx),
        Page::Backlog => Err(Refusal::rule("What waits is made where it stands: a call (c), a letter, a task.")),
        Page::Away => absences::new("", cx),
    }
}

fn edit(pane: &mut TeamPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::People => people::edit(&people::selected(pane)?.member.clone(), cx),
        Page::Backlog => open(pane, cx),
        Page::Away => absences::edit(pane, cx),
    }
}

fn bin(pane: &mut TeamPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::People => people::bin(pane, cx),
        Page::Backlog => Err(Refusal::rule("Enter shows what waits: it is put into the bin where it stands.")),
        Page::Away => absences::bin(pane, cx),
    }
}

/// What is behind the selected line.
pub(super) fn open(pane: &mut TeamPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::People => {
            let row = people::selected(pane)?;
            let by = if row.member.is_author() { By::Consultant } else { By::Secretary };
            super::pile::open(by, &row.member.name.clone(), cx)
        }
        Page::Backlog => super::pile::open(pane.by, &backlog::selected(pane)?.of.who.clone(), cx),
        Page::Away => absences::open(pane, cx),
    }
}

/// Goes to a record that was found.
pub(super) fn show(pane: &mut TeamPane, kind: &str, id: &str, cx: &mut Cx) -> Done {
    match kind {
        "member" => {
            pane.page = Page::People;
            pane.people.select(id);
            Ok(())
        }
        "absence" => {
            pane.page = Page::Away;
            if !pane.away.select(id) {
                return Err(Refusal::rule("This absence is long over; the history has it."));
            }
            Ok(())
        }
        _ => {
            let one: super::Handed = cx.db().must(id)?;
            cx.show(one.kind, one.item_id);
            Ok(())
        }
    }
}
