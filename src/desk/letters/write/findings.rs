//! What the check of the letter found, at the foot of the text: each finding is shown where it stands, and put right or
//! kept with a reason by one key.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::WriteLayer;
use super::bars::Bar;
use super::hand::Handed;
use crate::app::{Cx, MenuItem, Taken, choose, prompt};
use crate::desk::letters::check::{Finding, Mend, Spot};
use crate::desk::letters::linter::{self, kept};
use crate::desk::letters::{Letter, acts, recipients};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::editor::MarkKind;
use crate::ui::{Look, pen, width};

/// So many findings are seen at once.
const SEEN: usize = 8;

/// A longer text is looked through only when that is asked for.
const LONGEST: usize = 64 * 1024;

/// The findings and which one is looked at.
pub(super) struct Found {
    pub all: Vec<Finding>,
    pub at: usize,
    /// Whether the letter is being submitted: where nothing stops it, one more line lets it go.
    submitting: bool,
}

impl Found {
    pub fn stops(&self) -> usize {
        self.all.iter().filter(|f| f.stops).count()
    }

    fn lets_go(&self) -> bool {
        self.submitting && self.stops() == 0
    }

    fn last(&self) -> usize {
        (self.all.len() + usize::from(self.lets_go())).saturating_sub(1)
    }

    /// Rows that it takes at this width.
    pub fn height(&self, wide: u16) -> u16 {
        let rows = (self.all.len() + usize::from(self.lets_go())).min(SEEN);
        (1 + rows + self.foot(wide).len()) as u16
    }

    /// Below the list: the sentence in full where its line has no room for it, and what the keys do.
    fn foot(&self, wide: u16) -> Vec<String> {
        let room = usize::from(wide.saturating_sub(2)).max(1);
        let text = self.all.get(self.at).map_or("", |f| f.text.as_str());
        let mut rows = if width::width(text) + 4 > room { width::wrap(text, room) } else { Vec::new() };
        rows.extend(width::wrap(&keys_of(self), room));
        rows
    }
}

impl WriteLayer {
    /// What is found in the letter with the text as it stands here.
    fn look_through(&self, cx: &Cx) -> Result<Vec<Finding>, Refusal> {
        let letter = Letter { body: self.editor.text(), ..self.base.clone() };
        linter::findings(cx.db(), &letter, &self.template, &self.about, &self.house, cx.today())
    }

    /// Where nobody has typed since the last tick, what stops the letter is marked in its text.
    pub(super) fn warn_at_rest(&mut self, cx: &Cx) {
        let rests = self.rested.0 == self.version;
        self.rested.0 = self.version;
        if !rests || self.rested.1 == Some(self.version) || self.editor.as_str().len() > LONGEST {
            return;
        }
        self.rested.1 = Some(self.version);
        let Ok(all) = self.look_through(cx) else { return };
        let kept = |kind: &MarkKind| *kind != MarkKind::Found;
        let mut marks: Vec<_> = self.editor.marks().iter().filter(|(_, kind)| kept(kind)).cloned().collect();
        marks.extend(all.into_iter().filter(|f| f.stops && f.rule != "form").filter_map(|f| match f.spot {
            Spot::Body(range) => Some((range, MarkKind::Found)),
            _ => None,
        }));
        self.editor.mark_ranges(marks);
    }

    /// Shows what the check finds, without submitting.
    pub(super) fn check(&mut self, cx: &mut Cx) -> Done {
        let all = self.look_through(cx)?;
        if all.is_empty() {
            cx.say("The check finds nothing in this letter.");
            return Ok(());
        }
        self.show_found(Found { all, at: 0, submitting: false });
        Ok(())
    }

    /// Writes the text, looks for what is missing, and submits where nothing is.
    pub(super) fn submit(&mut self, cx: &mut Cx) -> Done {
        self.write(cx)?;
        let all = self.look_through(cx)?;
        if all.iter().all(|f| f.kept.is_some()) {
            return self.submit_now(cx);
        }
        let found = Found { all, at: 0, submitting: true };
        let stops = found.stops();
        // Where nothing stops it, Enter lets it go.
        let at = if stops == 0 { found.last() } else { 0 };
        let found = Found { at, ..found };
        self.show_found(found);
        if stops > 0 {
            let word = if stops == 1 { "one thing stops it".to_owned() } else { format!("{stops} things stop it") };
            return Err(Refusal::rule(format!("Not submitted yet: {word}. Enter goes to the place.")));
        }
        Ok(())
    }

    fn submit_now(&mut self, cx: &mut Cx) -> Done {
        let one = std::slice::from_ref(&self.base);
        let change = acts::submit(cx.db(), &self.house, one, &cx.who, cx.now)?;
        cx.apply(&change)?;
        cx.close();
        Ok(())
    }

    fn show_found(&mut self, found: Found) {
        self.bar = Bar::Found(found);
        self.show_place();
    }

    /// The place of the finding that is looked at is selected in the text above.
    fn show_place(&mut self) {
        let Bar::Found(found) = &self.bar else { return };
        if let Some(Spot::Body(range)) = found.all.get(found.at).map(|f| f.spot.clone()) {
            self.editor.set_selection(range);
        }
    }

    /// Looks again after something was put right or kept; where nothing is left the findings close.
    pub(super) fn look_again(&mut self, cx: &mut Cx) -> Done {
        let Bar::Found(before) = &self.bar else { return Ok(()) };
        let (at, submitting) = (before.at, before.submitting);
        let all = self.look_through(cx)?;
        if all.is_empty() && !submitting {
            self.bar = Bar::None;
            cx.say("The check finds nothing more.");
            return Ok(());
        }
        let found = Found { all, at: 0, submitting };
        let at = at.min(found.last());
        self.show_found(Found { at, ..found });
        Ok(())
    }

    pub(super) fn found_key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        let Bar::Found(found) = &mut self.bar else { return Taken::No };
        let last = found.last();
        match key.code {
            KeyCode::Down | KeyCode::Tab => found.at = (found.at + 1).min(last),
            KeyCode::Up | KeyCode::BackTab => found.at = found.at.saturating_sub(1),
            KeyCode::PageDown => found.at = (found.at + SEEN).min(last),
            KeyCode::PageUp => found.at = found.at.saturating_sub(SEEN),
            KeyCode::Enter => return self.said(Self::take_found, cx),
            KeyCode::Char('m') if key.modifiers.is_empty() => return self.said(Self::mend, cx),
            KeyCode::Char('k') if key.modifiers.is_empty() => return self.said(Self::keep_found, cx),
            KeyCode::Char(_) if key.modifiers.is_empty() => {}
            _ => return Taken::No,
        }
        self.show_place();
        Taken::Yes
    }

    /// Does something, and says in the footer where it was not done.
    fn said(&mut self, what: fn(&mut Self, &mut Cx) -> Done, cx: &mut Cx) -> Taken {
        if let Err(e) = what(self, cx) {
            cx.warn(e.to_string());
        }
        Taken::Yes
    }

    /// Enter: to the place, or submits.
    fn take_found(&mut self, cx: &mut Cx) -> Done {
        let Bar::Found(found) = std::mem::replace(&mut self.bar, Bar::None) else { return Ok(()) };
        if let Some(one) = found.all.get(found.at) {
            return self.go_to(&one.spot, cx);
        }
        self.write(cx)?;
        self.submit_now(cx)
    }

    fn chosen_finding(&self) -> Result<&Finding, Refusal> {
        let Bar::Found(found) = &self.bar else { return Err(Refusal::rule("Nothing is found here.")) };
        found.all.get(found.at).ok_or_else(|| Refusal::rule("Enter submits the letter; Up goes back to a finding."))
    }

    /// m: puts it right by itself, where that can be.
    fn mend(&mut self, cx: &mut Cx) -> Done {
        let found = self.chosen_finding()?;
        let nothing = "Nobody but you knows what belongs there: Enter goes to the place.";
        match found.mend.clone() {
            Some(Mend::Put(puts)) => {
                self.put_all(&puts);
                self.look_again(cx)
            }
            Some(Mend::OneOf(range, all)) => {
                self.ask_which(&range, &all, cx);
                Ok(())
            }
            None if matches!(found.spot, Spot::Details | Spot::Recipients) => {
                let spot = found.spot.clone();
                self.go_to(&spot, cx)
            }
            None => Err(Refusal::rule(nothing)),
        }
    }

    fn ask_which(&self, range: &Range<usize>, all: &[String], cx: &mut Cx) {
        let short = self.editor.as_str()[range.clone()].to_owned();
        let items = all.iter().map(|m| MenuItem::new(m.clone(), "", m.clone(), format!("{m} ({short})"))).collect();
        let (hand, range) = (std::rc::Rc::clone(&self.hand), range.clone());
        choose(cx, &format!("What does {short} stand for here?"), items, move |meaning, cx| {
            hand.borrow_mut().push(Handed::Put(vec![(range.clone(), format!("{meaning} ({short})"))]));
            cx.touch();
            Ok(())
        });
    }

    /// Puts texts in their places, as one step of undo.
    pub(super) fn put_all(&mut self, puts: &[(Range<usize>, String)]) {
        self.editor.replace_many(puts);
        self.changed();
    }

    /// k: it stays as it is, with a reason that the approver reads.
    fn keep_found(&mut self, cx: &mut Cx) -> Done {
        let found = self.chosen_finding()?.clone();
        if found.kept.is_some() {
            return Err(Refusal::rule("It is kept already, with its reason. Ctrl-Z on the desk takes that back."));
        }
        // What cannot be kept is said before a reason is typed.
        kept::keep(&self.base.id, &found, "a reason", &cx.who, cx.now)?;
        let (id, title) = (self.base.id.clone(), format!("Keep “{}” as it is", found.words));
        prompt(cx, &title, &[("Why", "")], move |answers, cx| {
            cx.apply(&kept::keep(&id, &found, &answers[0], &cx.who, cx.now)?)
        });
        Ok(())
    }

    fn go_to(&mut self, spot: &Spot, cx: &mut Cx) -> Done {
        match spot {
            Spot::Body(range) => self.editor.set_selection(range.clone()),
            Spot::Details => crate::desk::letters::steps::details(&self.base, cx),
            Spot::Recipients => {
                let layer = recipients::RecipientsLayer::new(self.base.clone(), cx)?;
                cx.open(layer);
            }
            Spot::Patient => cx.say("This is to be known of the patient; nothing in the letter changes it."),
        }
        Ok(())
    }
}

/// What the keys do with this finding.
fn keys_of(found: &Found) -> String {
    let Some(one) = found.all.get(found.at) else { return "Enter submits it · Esc back to the text".into() };
    let mut said = Vec::new();
    if let Some(why) = &one.kept {
        said.push(format!("kept: {why}"));
    }
    match &one.mend {
        Some(Mend::Put(puts)) if puts.len() == 1 => said.push(format!("m puts in “{}”", puts[0].1.trim())),
        Some(Mend::Put(puts)) => said.push(format!("m mends all {}", puts.len())),
        Some(Mend::OneOf(..)) => said.push("m asks which is meant".into()),
        None => {}
    }
    if one.keepable && one.kept.is_none() {
        said.push("k keeps it, with a reason".into());
    }
    said.push("Enter to the place".into());
    said.push("Esc back to the text".into());
    said.join(" · ")
}

fn head_of(found: &Found) -> String {
    let kept = found.all.iter().filter(|f| f.kept.is_some()).count();
    let known = found.all.len() - found.stops() - kept;
    let count = |n: usize, one: &str, many: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let parts = [
        count(found.stops(), "stops it", "stop it"),
        count(known, "is to be known", "are to be known"),
        count(kept, "is kept with a reason", "are kept with reasons"),
    ];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    if said.is_empty() { "Nothing stops it any more.".into() } else { format!("Check: {}", said.join(", ")) }
}

pub(super) fn draw(frame: &mut Frame, area: Rect, found: &Found, look: &Look) -> Option<Position> {
    let buf = frame.buffer_mut();
    pen::put_short(buf, area, (1, 0), area.width.saturating_sub(1), &head_of(found), look.theme.title);
    let mut rows: Vec<(&str, &str)> = found.all.iter().map(|f| (sign(f), f.text.as_str())).collect();
    if found.lets_go() {
        rows.push((" ", "Submit it all the same."));
    }
    let below = found.foot(area.width);
    let list = Rect { height: area.height.saturating_sub(1 + below.len() as u16), ..pen::below(area, 1) };
    let first = (found.at + 1).saturating_sub(usize::from(list.height));
    let mut cursor = None;
    for (y, (n, (sign, text))) in (0..list.height).zip(rows.iter().enumerate().skip(first)) {
        let line = pen::row(list, y);
        let mark = if n == found.at { ">" } else { " " };
        let style = if *sign == "!" { look.theme.error } else { look.theme.base };
        pen::put_short(buf, line, (1, 0), line.width.saturating_sub(1), &format!("{mark} {sign} {text}"), style);
        if n == found.at {
            pen::tint(buf, line, look.theme.selected);
            cursor = Some(Position::new(line.x, line.y));
        }
    }
    for (y, text) in (0..).zip(&below) {
        let line = pen::below(area, 1 + list.height + y);
        let style = if y + 1 < below.len() as u16 { look.theme.base } else { look.theme.dim };
        pen::put_short(buf, line, (1, 0), line.width.saturating_sub(1), text, style);
    }
    cursor
}

fn sign(found: &Finding) -> &'static str {
    match (found.stops, &found.kept) {
        (true, _) => "!",
        (false, Some(_)) => "x",
        (false, None) => " ",
    }
}
