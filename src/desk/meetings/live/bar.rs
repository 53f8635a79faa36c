//! The line at the foot of the minutes: a decision, an action, who comes or does not.

use crossterm::event::KeyCode;
use serde::{Deserialize, Serialize};

use super::MinutesLayer;
use crate::app::{Cx, Input, Taken};
use crate::desk::meetings::acts;
use crate::desk::meetings::model::{COMING, Item};
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::dates;
use crate::ui::input::TextLine;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Ask {
    Decision,
    Action,
    Apology,
    Late,
    Attend,
}

impl Ask {
    /// What stands before the line.
    pub fn label(self) -> &'static str {
        match self {
            Self::Decision => "Decision",
            Self::Action => "Action",
            Self::Apology => "Apologies from",
            Self::Late => "Came late",
            Self::Attend => "Who is there",
        }
    }

    /// What to type.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Decision => "what was decided",
            Self::Action => "who, by when, what: Bob, fri, send the figures",
            Self::Apology => "a part of the name",
            Self::Late => "a part of the name, and when where it is not now: bob 14:20",
            Self::Attend => "all · ann · ann absent · bob deputy Kim Ho",
        }
    }
}

/// The line.
pub(super) struct Bar {
    pub ask: Ask,
    pub line: TextLine,
    /// What was wrong with what was typed.
    pub said: String,
}

impl Bar {
    pub fn new(ask: Ask, text: &str) -> Self {
        Self { ask, line: TextLine::new(text).hint(ask.hint()), said: String::new() }
    }
}

impl MinutesLayer {
    pub(super) fn ask(&mut self, ask: Ask) {
        self.bar = Some(Bar::new(ask, ""));
        self.version += 1;
    }

    pub(super) fn bar_input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        let Some(bar) = &mut self.bar else { return Taken::No };
        let taken = match input {
            Input::Key(key) if key.code == KeyCode::Enter => {
                self.answer(cx);
                Taken::Yes
            }
            Input::Key(key) => bar.line.handle(*key).into(),
            Input::Paste(text) => {
                bar.line.paste(text);
                Taken::Yes
            }
            _ => Taken::No,
        };
        self.version += 1;
        taken
    }

    fn answer(&mut self, cx: &mut Cx) {
        let Some((ask, text)) = self.bar.as_ref().map(|b| (b.ask, b.line.text().trim().to_owned())) else { return };
        let done = match ask {
            Ask::Decision => self.decide(&text, cx),
            Ask::Action => self.act(&text, cx),
            Ask::Apology => self.attend(&text, "apologies", "", cx),
            Ask::Late => self.late(&text, cx),
            Ask::Attend => self.comes(&text, cx),
        };
        match done {
            Ok(()) => self.bar = None,
            Err(e) => {
                if let Some(bar) = &mut self.bar {
                    bar.said = e.to_string();
                }
            }
        }
    }

    fn decide(&mut self, text: &str, cx: &mut Cx) -> Done {
        if text.is_empty() {
            return Err(Refusal::rule("Say what was decided. Esc closes this line."));
        }
        self.write(true, cx)?;
        let with = |i: &Item| {
            let mut after = i.clone();
            if i.id == self.at {
                after.decisions.push(text.to_owned());
            }
            after
        };
        let items: Vec<Item> = self.base.agenda.iter().map(with).collect();
        self.written(&items, cx)?;
        cx.say(format!("Decision: {text}. Ctrl-Z outside the text undoes it."));
        Ok(())
    }

    fn act(&mut self, text: &str, cx: &mut Cx) -> Done {
        let (base, item) = (self.base.clone(), self.item());
        let made = acts::add_action(&super::super::commands::meetings::at(cx)?, &base, &item, text)?;
        self.write(true, cx)?;
        cx.apply_quietly(&made.1)?;
        self.read_actions(cx)?;
        cx.say(format!("Action {}: {}. It is a task now.", made.0.number, made.0.line()));
        Ok(())
    }

    pub(super) fn attend(&mut self, name: &str, coming: &str, more: &str, cx: &mut Cx) -> Done {
        if name.is_empty() {
            return Err(Refusal::rule("Say who. Esc closes this line."));
        }
        self.read_again(cx)?;
        let change = acts::attend(&self.base, name, coming, more)?;
        self.attended(&change, cx)
    }

    fn attended(&mut self, change: &crate::store::Change, cx: &mut Cx) -> Done {
        cx.apply_quietly(change)?;
        self.note_typed();
        self.base = cx.db().must(&self.base.id)?;
        cx.say(format!("{}.", change.label));
        Ok(())
    }

    /// `bob`, or `bob 14:20`.
    fn late(&mut self, text: &str, cx: &mut Cx) -> Done {
        let last = text.rsplit_once(' ').filter(|(_, t)| chrono::NaiveTime::parse_from_str(t, "%H:%M").is_ok());
        let now = dates::time(cx.now.time());
        let (name, at) = last.unwrap_or((text, &now));
        self.attend(name, "late", at, cx)
    }

    /// `all`, `ann`, `ann absent`, `bob late 14:20`, `bob deputy Kim Ho`.
    fn comes(&mut self, text: &str, cx: &mut Cx) -> Done {
        if text.eq_ignore_ascii_case("all") {
            self.read_again(cx)?;
            let change = acts::all_present(&self.base)?;
            return self.attended(&change, cx);
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let at = words.iter().position(|w| COMING.contains(&w.to_lowercase().as_str())).filter(|at| *at > 0);
        match at {
            Some(at) => self.attend(&words[..at].join(" "), &words[at].to_lowercase(), &words[at + 1..].join(" "), cx),
            None => self.attend(text, "present", "", cx),
        }
    }
}
