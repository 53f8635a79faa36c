//! What can be done while minutes are taken.

use super::MinutesLayer;
use super::bar::Ask;
use crate::app::{Cx, Notice, Row};
use crate::desk::meetings::minutes_text;
use crate::desk::meetings::model::Item;
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::ui::prose::Para;

/// A command that opens the line at the foot.
macro_rules! ask {
    ($id:literal, $key:literal, $label:literal, $sentence:literal, $place:literal, $ask:ident) => {
        row!($id, [$key], $label, $sentence, Place::Footer($place), always, |layer, _| {
            layer.ask(Ask::$ask);
            Ok(())
        })
    };
}

pub(super) static ROWS: &[Row<MinutesLayer>] = &[
    row!(
        "minutes.next",
        ["alt-n"],
        "Next item",
        "This item is dealt with; go to the next, whose clock begins.",
        Place::Footer(1),
        always,
        MinutesLayer::next
    ),
    ask!("minutes.decision", "alt-d", "Decision", "Take down what was decided.", 2, Decision),
    ask!("minutes.action", "alt-a", "Action", "Take down who does what by when; it is a task at once.", 3, Action),
    ask!("minutes.apology", "alt-z", "Apology", "Somebody sends apologies.", 5, Apology),
    ask!("minutes.late", "alt-l", "Late", "Somebody comes late: from now, or from a time.", 6, Late),
    ask!(
        "minutes.there",
        "alt-p",
        "Who is there",
        "Say who is there: all, one, one who is absent, a deputy.",
        4,
        Attend
    ),
    row!(
        "minutes.down",
        ["alt-down"],
        "Item below",
        "Look at the next item; the one before is not taken as dealt with.",
        Place::Menu,
        always,
        |layer, cx| layer.look(true, cx)
    ),
    row!("minutes.up", ["alt-up"], "Item above", "Go back to the item before.", Place::Menu, always, |layer, cx| layer
        .look(false, cx)),
    row!(
        "minutes.save",
        ["ctrl-s"],
        "Save",
        "Write the text into the meeting and stay.",
        Place::Footer(8),
        always,
        MinutesLayer::save
    ),
    row!(
        "minutes.read",
        ["alt-o"],
        "Read all",
        "Read the minutes so far, from the beginning.",
        Place::Menu,
        always,
        read
    ),
    row!(
        "minutes.end",
        ["alt-e"],
        "End meeting",
        "The meeting is over; its minutes are a draft.",
        Place::Footer(7),
        always,
        MinutesLayer::end
    ),
];

fn read(layer: &mut MinutesLayer, cx: &mut Cx) -> Done {
    let items: Vec<Item> = layer.base.agenda.iter().map(|i| Item { text: layer.text_of(i), ..i.clone() }).collect();
    let text = minutes_text::of(&items, &layer.base.roll, &layer.actions, true);
    let paras = text.lines().map(Para::body).collect();
    cx.open(Notice::new(format!("Minutes of {}", layer.base.name()), paras));
    Ok(())
}
