//! The box in which a message is shown: what stands in the diary and what it is to be, side by side, and the keys
//! that answer it.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::answer::{self, Answered};
use super::{Kind, Message, Part, Side};
use crate::app::{Cx, Input, Layer, Row, Taken, prompt_saying};
use crate::exchange::ics::Answer;
use crate::keys::{Command, Done, Place};
use crate::store::{Refusal, private_folder, write_private};
use crate::ui::prose::{Para, Scroll, scroll_text};
use crate::ui::{Look, panel, pen, width};

/// A message, shown.
pub struct InviteLayer {
    message: Message,
    scroll: Scroll,
}

/// The folder of the desk in which answers are kept until they are sent.
const FOLDER: &str = "answers";

impl InviteLayer {
    /// A message to be looked at.
    pub fn new(message: Message) -> Self {
        Self { message, scroll: Scroll::default() }
    }

    fn answer(&mut self, answer: Answer, cx: &mut Cx) -> Done {
        let entries: Vec<_> = super::entries(&self.message.source).cloned().collect();
        let invited = entries.first().map(|e| e.attendees.clone()).unwrap_or_default();
        if let Some(me) = answer::me(cx.db(), &self.message.calendar, &invited)? {
            let answered = answer::of_message(cx.db(), &self.message, answer, &me, (&cx.who, cx.now))?;
            cx.close_below();
            return take(&answered, cx);
        }
        self.ask_address(answer, &invited, cx);
        Ok(())
    }

    /// Asks under which address one is invited, once for each calendar.
    fn ask_address(&self, answer: Answer, invited: &[String], cx: &mut Cx) {
        let message = self.message.clone();
        let said = match invited {
            [] => "The invitation names nobody. It is remembered for this calendar.".to_owned(),
            some => format!("Invited: {}. The address is remembered for this calendar.", some.join(", ")),
        };
        let title = format!("Which address is {}?", self.message.calendar);
        prompt_saying(cx, &title, &said, &[("E-mail address", "")], move |answers, cx| {
            let me = answer::read_address(&answers[0])?;
            let mut answered = answer::of_message(cx.db(), &message, answer, &me, (&cx.who, cx.now))?;
            if let Some(known) = answer::remember(cx.db(), &message.calendar, &me)? {
                answered.change = answered.change.and(known);
            }
            take(&answered, cx)?;
            cx.close();
            Ok(())
        });
    }

    fn take_in(&mut self, cx: &mut Cx) -> Done {
        if self.message.outdated || self.message.change.edits.is_empty() {
            let why = self.message.told.join(" ");
            return Err(Refusal::rule(if why.is_empty() { "This message changes nothing here.".into() } else { why }));
        }
        cx.apply(&self.message.change)?;
        cx.close_below();
        Ok(())
    }

    fn paras(&self, wide: usize) -> Vec<Para> {
        let mut out = self.head();
        out.extend(self.message.told.iter().map(Para::error));
        for part in &self.message.parts {
            out.push(Para::gap());
            out.extend(table(part, wide));
        }
        out.push(Para::gap());
        out.push(Para::body(self.what_to_do()));
        out
    }

    fn head(&self) -> Vec<Para> {
        let message = &self.message;
        let mut out = vec![Para::fact("Calendar", message.calendar.clone())];
        let facts = [("Organiser", &message.organizer), ("From", &message.from), ("They say", &message.comment)];
        out.extend(facts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(l, t)| Para::fact(l, t.clone())));
        out
    }

    fn what_to_do(&self) -> &'static str {
        let idle = self.message.outdated || self.message.change.edits.is_empty();
        match self.message.kind {
            _ if self.message.outdated => "Nothing is taken from an older version. Esc closes this.",
            Kind::Request => {
                "a accepts, t accepts tentatively, d declines: the answer is written as an e-mail draft. \
                 Enter takes it in without an answer. Ctrl-Z undoes it in the diary."
            }
            _ if idle => "This changes nothing in the diary. Esc closes it.",
            Kind::Cancel => "Enter marks it as cancelled; it stays in the diary, struck through. Ctrl-Z undoes it.",
            Kind::Reply => "Enter notes the answer. Ctrl-Z undoes it.",
            Kind::Counter => {
                "Enter moves your meeting to the proposed time; tell the others. Esc leaves it where it is."
            }
            Kind::Other => "Esc closes this.",
        }
    }

    fn title(&self) -> &'static str {
        match self.message.kind {
            Kind::Request if self.message.parts.iter().any(|p| p.now.is_some()) => "An invitation is different now",
            Kind::Request => "Invitation",
            Kind::Cancel => "Called off",
            Kind::Reply => "An answer to your invitation",
            Kind::Counter => "Another time is proposed",
            Kind::Other => "Message",
        }
    }

    const ROWS: &'static [Row<Self>] = &[
        Command {
            id: "invite.accept",
            keys: &["a"],
            label: "Accept",
            sentence: "Accept; the answer is written as an e-mail draft.",
            place: Place::Footer(1),
            everywhere: false,
            ready: may_answer,
            run: |layer, cx| layer.answer(Answer::Accepted, cx),
        },
        Command {
            id: "invite.tentative",
            keys: &["t"],
            label: "Tentative",
            sentence: "Accept tentatively; the answer is written as an e-mail draft.",
            place: Place::Footer(2),
            everywhere: false,
            ready: may_answer,
            run: |layer, cx| layer.answer(Answer::Tentative, cx),
        },
        Command {
            id: "invite.decline",
            keys: &["d"],
            label: "Decline",
            sentence: "Decline; the answer is written as an e-mail draft.",
            place: Place::Footer(3),
            everywhere: false,
            ready: may_answer,
            run: |layer, cx| layer.answer(Answer::Declined, cx),
        },
        Command {
            id: "invite.take",
            keys: &["enter", "ctrl-s"],
            label: "Take it in",
            sentence: "Change the diary as the message says, without an answer.",
            place: Place::Footer(4),
            everywhere: false,
            ready: crate::keys::command::always,
            run: Self::take_in,
        },
    ];
}

fn may_answer(layer: &InviteLayer, _: &Cx) -> Result<(), String> {
    layer.answerable()
}

impl InviteLayer {
    fn answerable(&self) -> Result<(), String> {
        match self.message.kind {
            Kind::Request if self.message.outdated => Err(self.message.told.join(" ")),
            Kind::Request => Ok(()),
            _ => Err("Only an invitation can be answered; Enter takes this in.".into()),
        }
    }
}

/// Does what an answer does in the diary, and keeps its draft in the desk's folder.
pub(in crate::desk::diary) fn take(answered: &Answered, cx: &mut Cx) -> Done {
    let folder = cx.store.desk().folder().join(FOLDER);
    let path = folder.join(&answered.file);
    let written = private_folder(&folder).and_then(|()| write_private(&path, &answered.eml));
    written
        .map_err(|e| Refusal::rule(format!("{} could not be written: {e}. Nothing was answered.", path.display())))?;
    cx.apply_quietly(&answered.change)?;
    let (words, file) = (&answered.words, &answered.file);
    cx.say(format!("{words}. Ctrl-Z undoes it. The draft to send is {FOLDER}/{file} in the desk's folder."));
    Ok(())
}

/// A part in three columns, wrapped so that nothing is cut; below each other where the screen is narrow.
fn table(part: &Part, wide: usize) -> Vec<Para> {
    let mut out = vec![Para::heading(part.what.clone())];
    let rows = rows_of(part);
    let label = 10;
    let column = wide.saturating_sub(label + 4) / 2;
    if part.now.is_none() {
        out.extend(rows.iter().map(|(name, _, new)| Para::fact(name.clone(), new.clone())));
    } else if column < 24 {
        for (name, now, new) in &rows {
            let both = if now == new { now.clone() } else { format!("{} → {}", or_none(now), or_none(new)) };
            out.push(Para::fact(name.clone(), both));
        }
    } else {
        out.push(Para::dim(three("", "Now", "To be", label, column)));
        for (name, now, new) in &rows {
            out.extend(lines_of(name, now, new, label, column));
        }
    }
    out.extend(part.clashes.iter().map(|clash| Para::error(format!("! {clash}"))));
    out
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "nothing" } else { text }
}

/// What there is to compare: name, now, to be; what is empty on both sides is left out.
fn rows_of(part: &Part) -> Vec<(String, String, String)> {
    type Get = fn(&Side) -> &String;
    let fields: [(&str, Get); 7] = [
        ("Title", |s| &s.title),
        ("When", |s| &s.times),
        ("Repeats", |s| &s.repeats),
        ("Place", |s| &s.place),
        ("State", |s| &s.state),
        ("Answers", |s| &s.answers),
        ("Notes", |s| &s.notes),
    ];
    let text = |side: &Option<Side>, get: Get| side.as_ref().map(|s| get(s).clone()).unwrap_or_default();
    let rows = fields.into_iter().map(|(name, get)| (name.to_owned(), text(&part.now, get), text(&part.new, get)));
    rows.filter(|(_, now, new)| !(now.is_empty() && new.is_empty())).collect()
}

fn lines_of(name: &str, now: &str, new: &str, label: usize, column: usize) -> Vec<Para> {
    let (left, right) = (width::wrap(or_none(now), column), width::wrap(or_none(new), column));
    let differ = now != new;
    let line = |n: usize| {
        let cell = |of: &[String]| of.get(n).cloned().unwrap_or_default();
        let name = if n == 0 { format!("{}{name}", if differ { "* " } else { "  " }) } else { String::new() };
        let text = three(&name, &cell(&left), &cell(&right), label, column);
        if differ { Para::heading(text) } else { Para::body(text) }
    };
    (0..left.len().max(right.len()).max(1)).map(line).collect()
}

fn three(label: &str, left: &str, right: &str, label_wide: usize, column: usize) -> String {
    let pad = |text: &str, wide: usize| format!("{text}{}", " ".repeat(wide.saturating_sub(width::width(text))));
    format!("{}  {}  {}", pad(label, label_wide), pad(left, column), right)
}

impl Layer for InviteLayer {
    const SCOPE: &'static str = "+invite";

    fn rows() -> &'static [Row<Self>] {
        Self::ROWS
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) -> Taken {
        match input {
            Input::Key(key) => self.scroll.handle(*key).into(),
            _ => Taken::No,
        }
    }

    fn in_footer(&self, id: &str) -> bool {
        match id {
            "invite.take" => !self.message.outdated && !self.message.change.edits.is_empty(),
            _ => self.answerable().is_ok(),
        }
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let inner = panel::panel(frame, area, self.title(), true, look);
        let text = Rect { x: inner.x + u16::from(inner.width > 2), width: inner.width.saturating_sub(2), ..inner };
        let paras = self.paras(usize::from(text.width));
        scroll_text(frame, text, &paras, &mut self.scroll, look)
    }
}
