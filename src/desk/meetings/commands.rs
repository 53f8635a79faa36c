//! What can be done with meetings. A key of one page does nothing on the others and says on which it works.

pub(super) mod actions;
pub(super) mod dates;
pub(super) mod meetings;
pub(super) mod papers;
mod series;

use super::MeetingsPane;
use super::live::MinutesLayer;
use super::view::Page;
use super::whole::WholeLayer;
use crate::app::{Cx, Row};
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::ui::pages::Pages;

fn on(shown: &MeetingsPane, page: Page, what: &str) -> Result<(), String> {
    if shown.page == page {
        Ok(())
    } else {
        Err(format!("This works among the {what}: Left and Right turn the pages."))
    }
}

fn on_meeting(pane: &MeetingsPane, _: &Cx) -> Result<(), String> {
    on(pane, Page::Meetings, "meetings")?;
    meetings::selected(pane).map(|_| ())
}

fn on_action(pane: &MeetingsPane, _: &Cx) -> Result<(), String> {
    on(pane, Page::Actions, "actions")?;
    actions::selected(pane).map(|_| ())
}

fn on_series(pane: &MeetingsPane, _: &Cx) -> Result<(), String> {
    on(pane, Page::Series, "series")?;
    series::selected(pane).map(|_| ())
}

pub(super) static ROWS: &[Row<MeetingsPane>] = &[
    row!("meetings.new", ["n"], "New", "Make a meeting or a series.", Place::Footer(40), always, new),
    row!("meetings.edit", ["e"], "Edit", "Edit the line that is selected.", Place::Menu, always, edit),
    row!("meetings.bin", ["del"], "Bin", "Put the line that is selected into the bin.", Place::Menu, always, bin),
    row!(
        "meetings.page",
        ["v"],
        "Next page",
        "Go on from meetings to actions and series; Left and Right go both ways.",
        Place::Footer(49),
        always,
        |pane, _| {
            pane.page = pane.page.turned(1);
            Ok(())
        }
    ),
    row!(
        "meetings.next",
        ["y"],
        "Next of series",
        "Make the next meeting of the series, with its agenda.",
        Place::Menu,
        always,
        next
    ),
    row!(
        "meetings.meeting_send",
        ["s"],
        "Agenda is out",
        "The agenda has gone out, with the papers.",
        Place::Footer(41),
        on_meeting,
        |pane, cx| meetings::send(&meetings::chosen(pane, cx)?, cx)
    ),
    row!(
        "meetings.meeting_minutes",
        ["m"],
        "Minutes",
        "Take the minutes: the agenda beside the text, a key for decisions, actions, who is there; the meeting begins with it.",
        Place::Footer(42),
        on_meeting,
        |pane, cx| MinutesLayer::open(&meetings::selected(pane)?.meeting.id.clone(), cx)
    ),
    row!(
        "meetings.meeting_circulate",
        ["i"],
        "Minutes out",
        "The draft minutes go out; from then on they are not edited.",
        Place::Footer(44),
        on_meeting,
        |pane, cx| meetings::circulate(&meetings::chosen(pane, cx)?, cx)
    ),
    row!(
        "meetings.meeting_approve",
        ["a"],
        "Approve",
        "The minutes were approved as a true record, with corrections or none.",
        Place::Footer(45),
        on_meeting,
        |pane, cx| meetings::approve(&meetings::chosen(pane, cx)?, cx)
    ),
    row!(
        "meetings.meeting_pdf",
        ["o"],
        "PDF",
        "Make the agenda or the minutes as a PDF, and a second without what is confidential, and open them.",
        Place::Footer(46),
        on_meeting,
        |pane, cx| papers::pdf(&meetings::chosen(pane, cx)?, cx)
    ),
    row!(
        "meetings.meeting_mail",
        ["w"],
        "E-mail",
        "Make the e-mail drafts: agenda and papers to all, or the minutes, and to each owner his actions.",
        Place::Footer(47),
        on_meeting,
        |pane, cx| papers::mail(&meetings::chosen(pane, cx)?, cx)
    ),
    row!(
        "meetings.meeting_date",
        ["r"],
        "A date for all",
        "Find the first dates on which those on it and a room are free; the meeting is put there, and the room booked.",
        Place::Footer(48),
        on_meeting,
        |pane, cx| dates::find(&meetings::chosen(pane, cx)?, cx)
    ),
    row!(
        "meetings.meeting_move",
        ["t"],
        "Move",
        "Move the meeting to another time; the diary follows.",
        Place::Menu,
        on_meeting,
        |pane, cx| meetings::reschedule(&meetings::chosen(pane, cx)?, cx)
    ),
    row!(
        "meetings.meeting_cancel",
        ["x"],
        "Cancel",
        "Cancel the meeting, in the diary too; what was to be taken up waits for the next.",
        Place::Menu,
        on_meeting,
        |pane, cx| meetings::cancel(&meetings::chosen(pane, cx)?, cx)
    ),
    row!(
        "meetings.meeting_draft",
        ["u"],
        "Draft again",
        "Make minutes that went out and are not approved a draft again; what went out is kept.",
        Place::Menu,
        on_meeting,
        |pane, cx| meetings::redraft(&meetings::chosen(pane, cx)?, cx)
    ),
    row!(
        "meetings.action_done",
        ["d"],
        "Done",
        "The action is done, and its task.",
        Place::Footer(41),
        on_action,
        actions::done
    ),
    row!(
        "meetings.action_drop",
        ["z"],
        "Drop",
        "The action is dropped, with the reason; it comes on no agenda any more.",
        Place::Footer(42),
        on_action,
        actions::dropped
    ),
    row!(
        "meetings.series_wait",
        ["l"],
        "Put aside",
        "Put an item into the backlog of the series: the next agenda takes it up.",
        Place::Footer(42),
        on_series,
        series::put_aside
    ),
    row!("meetings.csv", [], "Save as a table", "Save this page as a CSV file.", Place::Menu, always, super::csv::save),
];

fn new(pane: &mut MeetingsPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Meetings => meetings::new(cx),
        Page::Actions => Err(Refusal::rule("An action is taken down in the minutes of a meeting: Left, and m there.")),
        Page::Series => series::new(cx),
    }
}

fn edit(pane: &mut MeetingsPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Meetings => meetings::edit(&meetings::chosen(pane, cx)?, cx),
        Page::Actions => actions::edit(&actions::selected(pane)?.logged.clone(), cx),
        Page::Series => series::edit(&series::selected(pane)?.series.clone(), cx),
    }
}

fn bin(pane: &mut MeetingsPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Meetings => meetings::bin(&meetings::chosen(pane, cx)?, cx),
        Page::Actions => actions::bin(pane, cx),
        Page::Series => series::bin(pane, cx),
    }
}

/// The next meeting of the series that is selected, or of the selected meeting's series.
fn next(pane: &mut MeetingsPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Series => meetings::next_of(&series::selected(pane)?.series.clone(), cx),
        Page::Meetings => {
            let meeting = meetings::chosen(pane, cx)?;
            let series = super::repo::series_of(cx.db(), &meeting)?;
            meetings::next_of(&series.ok_or("This is a single meeting: n makes another.")?, cx)
        }
        Page::Actions => {
            Err(Refusal::rule("This works among the meetings and the series: Left and Right turn the pages."))
        }
    }
}

/// What is behind the selected line.
pub(super) fn open(pane: &mut MeetingsPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Meetings => WholeLayer::open(&meetings::selected(pane)?.meeting.id.clone(), cx),
        Page::Actions => WholeLayer::open(&actions::selected(pane)?.logged.action.meeting_id.clone(), cx),
        Page::Series => series::edit(&series::selected(pane)?.series.clone(), cx),
    }
}

/// Goes to a record that was found.
pub(super) fn show(pane: &mut MeetingsPane, kind: &str, id: &str, cx: &mut Cx) -> Done {
    match kind {
        "meeting" => {
            pane.page = Page::Meetings;
            pane.meetings.select(id);
            WholeLayer::open(id, cx)
        }
        "meeting_series" => {
            pane.page = Page::Series;
            pane.series.select(id);
            Ok(())
        }
        "meeting_action" => {
            pane.page = Page::Actions;
            if !pane.actions.select(id) {
                let one: super::Action = cx.db().must(id)?;
                return WholeLayer::open(&one.meeting_id, cx);
            }
            Ok(())
        }
        "meeting_paper" => {
            let one: super::Paper = cx.db().must(id)?;
            show(pane, "meeting", &one.meeting_id, cx)
        }
        "minutes_kept" => {
            let one: super::Kept = cx.db().must(id)?;
            show(pane, "meeting", &one.meeting_id, cx)
        }
        _ => Ok(()),
    }
}
