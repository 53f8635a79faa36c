//! What can be done in the diary: the rows of its commands.

mod calendars;
mod change;
mod copy;
mod detail;
mod entry;
mod everyone;
mod files;
mod holidays;
mod intake;
mod invite;
mod jump;
mod leave;
mod paper;
mod search;
mod unanswered;

pub use calendars::Calendars;
pub(super) use calendars::calendars;
pub(super) use detail::enter;
pub use unanswered::Unanswered;

use super::pane::{DiaryPane, Mode};
use crate::app::{Cx, Row};
use crate::keys::command::always;
use crate::keys::{Command, Done, Place, row};

fn some_chosen(pane: &DiaryPane, _: &Cx) -> Result<(), String> {
    if pane.chosen().is_empty() { Err("No entry is selected: Down selects one, n makes one.".into()) } else { Ok(()) }
}

fn view(pane: &mut DiaryPane, cx: &mut Cx, mode: Mode) -> Done {
    if !pane.full {
        cx.ask(crate::app::Effect::Go("diary"));
    }
    if pane.mode == mode {
        cx.say("This view is the one on the screen.");
    }
    pane.view(mode, cx)
}

fn today(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    cx.say(format!("Today, {}.", crate::text::dates::screen_weekday(cx.today())));
    pane.go(cx.today(), cx)
}

pub(super) static ROWS: &[Row<DiaryPane>] = &[
    row!("diary.new", ["n"], "New", "Make an entry on the selected day.", Place::Footer(40), always, entry::new),
    row!(
        "diary.jump",
        ["@"],
        "Date",
        "Go to a date as you type it: fri, 14/3, +6w, 3/12.",
        Place::Footer(41),
        always,
        jump::jump
    ),
    row!("diary.today", ["t"], "Today", "Go to today.", Place::Footer(42), always, today),
    row!(
        "diary.view",
        ["v"],
        "View (DWMASLY)",
        "The next view: day, week, month, agenda, side by side, leave, year of leave.",
        Place::Footer(43),
        always,
        |pane, cx| {
            let next = if pane.full { pane.mode.next() } else { pane.mode };
            view(pane, cx, next)
        }
    ),
    row!("diary.day", ["D"], "Day", "Show one day by the hour.", Place::Menu, always, |p, cx| view(p, cx, Mode::Day)),
    row!("diary.week", ["W"], "Week", "Show a week.", Place::Menu, always, |p, cx| view(p, cx, Mode::Week)),
    row!("diary.month", ["M"], "Month", "Show a month.", Place::Menu, always, |p, cx| view(p, cx, Mode::Month)),
    row!("diary.agenda", ["A"], "Agenda", "List what is on, day after day.", Place::Menu, always, |p, cx| view(
        p,
        cx,
        Mode::Agenda
    )),
    row!(
        "diary.side",
        ["S"],
        "Side by side",
        "Show the calendars of one day side by side.",
        Place::Menu,
        always,
        |p, cx| view(p, cx, Mode::Side)
    ),
    row!(
        "diary.leave",
        ["L"],
        "Leave chart",
        "Who is away in the weeks ahead, day by person; days on which nobody covers are marked.",
        Place::Menu,
        always,
        |p, cx| view(p, cx, Mode::Leave)
    ),
    row!(
        "diary.year",
        ["Y"],
        "Year of leave",
        "The leave of a year: everybody by the week, one person by the day.",
        Place::Menu,
        always,
        |p, cx| view(p, cx, Mode::Year)
    ),
    row!(
        "diary.move",
        ["m"],
        "Move",
        "Move the entry to another time; its length stays.",
        Place::Footer(44),
        some_chosen,
        entry::shift
    ),
    row!(
        "diary.edit",
        ["e"],
        "Edit",
        "Edit the entry; of a series this one, this and later, or all.",
        Place::Menu,
        some_chosen,
        entry::edit
    ),
    row!(
        "diary.done",
        ["d"],
        "Done",
        "It has been: mark it, or all that are marked, as done.",
        Place::Menu,
        some_chosen,
        entry::done
    ),
    row!(
        "diary.cancel",
        ["x"],
        "Cancel",
        "Cancel it; it stays in the diary, struck through.",
        Place::Menu,
        some_chosen,
        |p, cx| { entry::state(p, cx, "Cancelled", |e, _| e.cancelled()) }
    ),
    row!(
        "diary.confirm",
        ["o"],
        "Confirm",
        "Confirm it; also opens again what is cancelled or done.",
        Place::Menu,
        some_chosen,
        |p, cx| { entry::state(p, cx, "Confirmed", |e, _| e.confirmed()) }
    ),
    row!("diary.hold", ["h"], "Hold", "Hold the time: not sure yet.", Place::Menu, some_chosen, |p, cx| {
        entry::state(p, cx, "Held", |e, _| e.held())
    }),
    row!(
        "diary.propose",
        ["p"],
        "Propose",
        "It is proposed, and waits for replies.",
        Place::Menu,
        some_chosen,
        |p, cx| { entry::state(p, cx, "Proposed", |e, _| e.proposed()) }
    ),
    row!(
        "diary.bin",
        ["del"],
        "Bin",
        "Put the entry, or all that are marked, into the bin.",
        Place::Menu,
        some_chosen,
        entry::bin
    ),
    row!(
        "diary.everyone",
        ["E"],
        "A date for all",
        "Find the first dates when these people and a room are free; the entry and the room are booked together.",
        Place::Menu,
        always,
        everyone::date
    ),
    row!(
        "diary.calendars",
        ["l"],
        "Calendars",
        "Show or hide calendars, add one, rename one.",
        Place::Footer(45),
        always,
        |_, cx| { calendars(cx) }
    ),
    row!(
        "diary.search",
        ["s"],
        "Search",
        "Search the whole diary by words, past and to come; Enter goes there.",
        Place::Footer(46),
        always,
        search::search
    ),
    row!(
        "diary.copy",
        ["y"],
        "Copy",
        "Copy the date, the time, the place, a number or an address: y, then its letter.",
        Place::Menu,
        always,
        copy::copy
    ),
    row!(
        "diary.paper",
        ["P"],
        "Day sheet",
        "The selected day on one page of A4: as a PDF, or on the printer.",
        Place::Menu,
        always,
        paper::paper
    ),
    row!(
        "diary.holidays",
        ["b"],
        "Bank holidays",
        "The bank holidays: add a day, take one out, read a newer file.",
        Place::Menu,
        always,
        |p, cx| { holidays::holidays(p, cx) }
    ),
    Command {
        id: "diary.reminders",
        keys: &["R", "ctrl-g"],
        label: "Reminders",
        sentence: "What rang: look at it, put it off, or be done with it.",
        place: Place::Menu,
        everywhere: true,
        ready: always,
        run: |_, cx| crate::desk::reminders::open(cx),
    },
    row!(
        "diary.import",
        ["i"],
        "Import",
        "Take in a calendar file or an invitation (.ics), or Outlook's table (.csv).",
        Place::Menu,
        always,
        |_, cx| { files::import(cx) }
    ),
    row!(
        "diary.export",
        ["w"],
        "Write to a file",
        "Write a calendar to a file that other programs read.",
        Place::Menu,
        always,
        |_, cx| { files::export(cx) }
    ),
    row!(
        "diary.busy",
        ["B"],
        "Busy times to a file",
        "Write a calendar's busy times to a file, without titles, places and names.",
        Place::Menu,
        always,
        |_, cx| { files::export_busy(cx) }
    ),
    row!(
        "diary.sync",
        ["F"],
        "Folder of files",
        "Keep a calendar and a folder of .ics files the same, both ways.",
        Place::Menu,
        always,
        |_, cx| { files::sync(cx) }
    ),
    row!(
        "diary.answer",
        ["a"],
        "Answer",
        "Accept or decline the invitation; the answer is written as an e-mail draft.",
        Place::Menu,
        some_chosen,
        invite::answer
    ),
    row!(
        "diary.unanswered",
        ["u"],
        "Not sure yet",
        "Invitations to answer, proposals that wait for others, time that is held; since when.",
        Place::Menu,
        always,
        unanswered::open
    ),
];
