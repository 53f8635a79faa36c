//! What can be done with an opened meeting.

use super::super::commands::{actions as action_steps, dates, meetings as meeting_steps, papers as paper_steps};
use super::super::live::MinutesLayer;
use super::super::model::{COMING, Item, Seat, typed};
use super::super::{acts, minutes_text};
use super::{On, WholeLayer};
use crate::app::{Cx, MenuItem, Notice, Row, choose, prompt, prompt_saying};
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;

pub(super) static ROWS: &[Row<WholeLayer>] = &[
    row!(
        "meeting.open",
        ["enter"],
        "Open",
        "Open the selected line: change the item, say whether somebody comes, open the paper or the task.",
        Place::Footer(1),
        |layer, _| layer.on().map(|_| ()),
        open
    ),
    row!(
        "meeting.new",
        ["n"],
        "New item",
        "Put an item on the agenda: behind the selected topic, else before any other business.",
        Place::Footer(2),
        always,
        new
    ),
    row!(
        "meeting.edit",
        ["e"],
        "Who, when",
        "Edit the meeting: when, where, who.",
        Place::Footer(8),
        always,
        |layer, cx| { meeting_steps::edit(&layer.meeting, cx) }
    ),
    row!(
        "meeting.down",
        ["]"],
        "Down",
        "Move the item one place down.",
        Place::Menu,
        |l, _| l.item().map(|_| ()),
        |l, cx| moved(l, true, cx)
    ),
    row!(
        "meeting.up",
        ["["],
        "Up",
        "Move the item one place up.",
        Place::Menu,
        |l, _| l.item().map(|_| ()),
        |l, cx| moved(l, false, cx)
    ),
    row!(
        "meeting.skip",
        ["space"],
        "Leave out",
        "Leave the item out this time, or take it in again.",
        Place::Menu,
        |l, _| l.item().map(|_| ()),
        skip
    ),
    row!(
        "meeting.off",
        ["del"],
        "Take off",
        "Take the item off the agenda, or the paper away.",
        Place::Menu,
        |layer, _| layer.on().map(|_| ()),
        off
    ),
    row!(
        "meeting.build",
        ["b"],
        "Build agenda",
        "Put on the agenda what belongs there and is not on it: standing items, what was not reached, what has an open action, what waits.",
        Place::Footer(3),
        always,
        |layer, cx| {
            let change = acts::build(cx.db(), &layer.meeting)?;
            cx.apply(&change)
        }
    ),
    row!(
        "meeting.action",
        ["t"],
        "Action",
        "Take down an action under the selected item: who, by when, what.",
        Place::Footer(5),
        |l, _| l.item().map(|_| ()),
        action
    ),
    row!(
        "meeting.room",
        ["r"],
        "Room",
        "Open the booking of its room: refreshments, machines; where it has none, find a date and a room.",
        Place::Footer(8),
        always,
        |layer, cx| dates::room(&layer.meeting.clone(), cx)
    ),
    row!(
        "meeting.paper",
        ["p"],
        "Paper",
        "Put down a paper for the selected item, with its file where it is here.",
        Place::Footer(4),
        |l, _| l.item().map(|_| ()),
        |l, cx| paper_steps::put_down(&l.meeting, &l.item()?, cx)
    ),
    row!(
        "meeting.ask",
        ["q"],
        "Ask for papers",
        "Make an e-mail draft to those whose papers have not come.",
        Place::Menu,
        always,
        |layer, cx| paper_steps::ask_for(&layer.meeting.clone(), cx)
    ),
    row!(
        "meeting.pdf",
        ["o"],
        "PDF",
        "Make the agenda or the minutes as a PDF and open it.",
        Place::Menu,
        always,
        |layer, cx| paper_steps::pdf(&layer.meeting.clone(), cx)
    ),
    row!(
        "meeting.mail",
        ["w"],
        "E-mail",
        "Make the e-mail drafts with agenda and papers, or with the minutes.",
        Place::Menu,
        always,
        |layer, cx| paper_steps::mail(&layer.meeting.clone(), cx)
    ),
    row!(
        "meeting.minutes",
        ["m"],
        "Minutes",
        "Take the minutes; the meeting begins with it.",
        Place::Footer(4),
        always,
        |layer, cx| MinutesLayer::open(&layer.meeting.id.clone(), cx)
    ),
    row!(
        "meeting.all_there",
        ["a"],
        "All are there",
        "Everybody who did not send apologies is present.",
        Place::Footer(6),
        always,
        all_there
    ),
    row!(
        "meeting.finish",
        ["d"],
        "Done, over",
        "The selected action is done; else the meeting is over, and its minutes are a draft.",
        Place::Footer(7),
        always,
        finish
    ),
];

fn open(layer: &mut WholeLayer, cx: &mut Cx) -> Done {
    match layer.on()? {
        On::Item(item) => edit_item(&item.clone(), layer, cx),
        On::Seat(seat) => comes(&seat.clone(), layer, cx),
        On::Action(one) => action_steps::edit(&one.clone(), cx),
        On::Paper(paper) => paper_steps::open(&layer.meeting, &paper.clone(), cx),
        On::Kept(kept) => {
            let text = minutes_text::of(&kept.agenda, &kept.roll, &[], true);
            let paras = text.lines().map(crate::ui::prose::Para::body).collect();
            cx.open(Notice::new(format!("{}, version {}", layer.meeting.name(), kept.version), paras));
            Ok(())
        }
    }
}

const HOW: &str = "Title / 10 min / Bob Ray / information, discussion or decision / confidential";

fn new(layer: &mut WholeLayer, cx: &mut Cx) -> Done {
    layer.meeting.with_agenda(Vec::new())?;
    let meeting = layer.meeting.clone();
    // Behind a topic; what stands on every agenda keeps its place at the head and the end.
    let behind = layer.item().ok().filter(|i| i.role.is_empty() && i.origin != "standing").map(|i| i.id);
    prompt_saying(cx, &format!("New item of {}", meeting.name()), HOW, &[("Item", "")], move |answers, cx| {
        let item = typed::read_item(&answers[0])?;
        let change = acts::add_item(&meeting, item, behind.as_deref())?;
        cx.apply(&change)
    });
    Ok(())
}

fn edit_item(item: &Item, layer: &WholeLayer, cx: &mut Cx) -> Done {
    layer.meeting.with_agenda(Vec::new())?;
    let (meeting, before, first) = (layer.meeting.clone(), item.clone(), typed::item_shown(item));
    prompt_saying(cx, &format!("Item of {}", meeting.name()), HOW, &[("Item", &first)], move |answers, cx| {
        let read = typed::read_item(&answers[0])?;
        let after = Item {
            title: read.title,
            owner: read.owner,
            length: read.length,
            kind: read.kind,
            confidential: read.confidential,
            ..before.clone()
        };
        let change = acts::change_item(&meeting, &after, "Changed item")?;
        cx.apply(&change)
    });
    Ok(())
}

fn moved(layer: &mut WholeLayer, down: bool, cx: &mut Cx) -> Done {
    let change = acts::move_item(&layer.meeting, &layer.item()?.id, down)?;
    cx.apply(&change)
}

fn skip(layer: &mut WholeLayer, cx: &mut Cx) -> Done {
    let item = layer.item()?;
    let after = Item { skip: !item.skip, ..item };
    let what = if after.skip { "Left out" } else { "Taken in again" };
    let change = acts::change_item(&layer.meeting, &after, what)?;
    cx.apply(&change)
}

fn off(layer: &mut WholeLayer, cx: &mut Cx) -> Done {
    let change = match layer.on()? {
        On::Item(item) => acts::take_off(&layer.meeting, &item.id)?,
        On::Paper(paper) => acts::take_away(paper, cx.now),
        On::Action(one) => return action_steps::drop_one(&one.clone(), cx),
        On::Seat(_) => {
            return Err(Refusal::rule("Enter says whether somebody comes; e takes somebody off the meeting."));
        }
        On::Kept(_) => return Err(Refusal::rule("Minutes that went out are kept.")),
    };
    cx.apply(&change)
}

/// Whether somebody comes; late asks when, a deputy who.
fn comes(seat: &Seat, layer: &WholeLayer, cx: &mut Cx) -> Done {
    let items =
        COMING.iter().map(|word| MenuItem::new(*word, "", *word, if *word == seat.coming { "now" } else { "" }));
    let (meeting, name, deputy) = (layer.meeting.clone(), seat.name.clone(), seat.deputy.clone());
    let title = format!("{} comes", seat.name);
    choose(cx, &title, items.collect(), move |word, cx| {
        let (meeting, name, word) = (meeting.clone(), name.clone(), word.to_owned());
        let first = if word == "late" { crate::text::dates::time(cx.now.time()) } else { deputy.clone() };
        let label = match word.as_str() {
            "late" => "From when",
            "deputy" => "Who comes instead",
            _ => {
                let change = acts::attend(&meeting, &name, &word, "")?;
                return cx.apply(&change);
            }
        };
        prompt(cx, &name.clone(), &[(label, &first)], move |answers, cx| {
            let change = acts::attend(&meeting, &name, &word, &answers[0])?;
            cx.apply(&change)
        });
        Ok(())
    });
    Ok(())
}

fn all_there(layer: &mut WholeLayer, cx: &mut Cx) -> Done {
    let change = acts::all_present(&layer.meeting)?;
    cx.apply(&change)
}

fn action(layer: &mut WholeLayer, cx: &mut Cx) -> Done {
    layer.meeting.with_agenda(Vec::new())?;
    let (meeting, item) = (layer.meeting.clone(), layer.item()?);
    let said = "Who, by when, what: Bob, fri, send the figures";
    prompt_saying(cx, &format!("Action of “{}”", item.title), said, &[("Action", "")], move |answers, cx| {
        meeting_steps::apply(cx, |at| Ok(acts::add_action(at, &meeting, &item, &answers[0])?.1))
    });
    Ok(())
}

fn finish(layer: &mut WholeLayer, cx: &mut Cx) -> Done {
    if let Ok(On::Action(one)) = layer.on() {
        let one = one.clone();
        return meeting_steps::apply(cx, |at| acts::finish_action(at, &one));
    }
    let meeting = layer.meeting.clone();
    meeting_steps::apply(cx, |at| acts::close(at, &meeting))
}
