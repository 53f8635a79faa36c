//! What is done at the approval desk.

use super::remarks::{Desk, Remark};
use super::{ApprovalLayer, answers};
use crate::app::{Cx, MenuItem, Question, Row, choose, prompt};
use crate::desk::letters::model::Sign;
use crate::desk::letters::{House, Letter, acts, onpaper, out, repo_post, steps};
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::{Change, Refusal};

fn some(layer: &ApprovalLayer, _: &Cx) -> Result<(), String> {
    layer.letter().map(|_| ())
}

fn listed(layer: &ApprovalLayer, cx: &Cx) -> Result<(), String> {
    if layer.reading.is_some() { Err("Esc goes back to the list first.".into()) } else { some(layer, cx) }
}

fn reading(layer: &ApprovalLayer, _: &Cx) -> Result<(), String> {
    if layer.reading.is_some() { Ok(()) } else { Err("Enter reads the letter first.".into()) }
}

pub(super) static ROWS: &[Row<ApprovalLayer>] = &[
    row!(
        "approval.approve",
        ["a"],
        "Approve",
        "Approve the letter, or all that are marked, as their author; somebody else says how.",
        Place::Footer(1),
        some,
        ApprovalLayer::approve
    ),
    row!("approval.read", ["enter"], "Read", "Read the letter.", Place::Footer(2), listed, |layer, cx| {
        let letter = layer.letter()?.clone();
        layer.open_letter(&letter, cx)
    }),
    row!(
        "approval.mark",
        ["space"],
        "Mark",
        "Mark the letter, to approve many at once.",
        Place::Footer(3),
        listed,
        |layer, _| {
            layer.state.toggle_mark(&layer.lines);
            Ok(())
        }
    ),
    row!(
        "approval.remark",
        ["m"],
        "Remark here",
        "Say what is to be changed at this place: Up and Down by sentences, Left and Right by words.",
        Place::Footer(2),
        reading,
        ApprovalLayer::remark
    ),
    row!(
        "approval.return",
        ["r"],
        "Return",
        "Return it with the remarks; where there are none one is asked for.",
        Place::Footer(3),
        some,
        ApprovalLayer::give_back
    ),
    row!(
        "approval.take_back",
        ["del", "backspace"],
        "Remark away",
        "Take the remark at this place away.",
        Place::Menu,
        reading,
        |layer, cx| {
            let Some(desk) = &mut layer.reading else { return Ok(()) };
            let gone = desk.take_back(cx)?;
            cx.say(format!("Taken away: {}", gone.text));
            Ok(())
        }
    ),
    row!("approval.next", ["n", "tab"], "Next letter", "Read the next one.", Place::Footer(4), reading, |layer, cx| {
        layer.next(cx)
    }),
    row!("approval.whose", ["w"], "Whose", "Whose letters are listed.", Place::Footer(4), listed_any, |_, cx| {
        whose(cx)
    }),
    row!(
        "approval.sheet",
        ["p"],
        "On paper",
        "A cover with boxes and the letters, as a PDF, for who does not sit at the desk.",
        Place::Footer(5),
        listed,
        ApprovalLayer::on_paper
    ),
    row!(
        "approval.answers",
        ["i"],
        "Paper answers",
        "Type back what was ticked on paper.",
        Place::Footer(6),
        listed_any,
        |_, cx| answers::choose_sheet(cx)
    ),
    row!(
        "approval.look",
        ["v"],
        "On the page",
        "See the letter as it lies on paper.",
        Place::Menu,
        some,
        |layer, cx| crate::desk::letters::read::preview(layer.letter()?, cx)
    ),
];

fn listed_any(layer: &ApprovalLayer, cx: &Cx) -> Result<(), String> {
    if layer.reading.is_some() { Err("Esc goes back to the list first.".into()) } else { always(layer, cx) }
}

impl ApprovalLayer {
    /// Approved by who sits here where the letters are theirs; else it is asked how.
    fn approve(&mut self, cx: &mut Cx) -> Done {
        let letters = self.chosen()?;
        let mine = letters.iter().all(|l| l.author == cx.who);
        let remarks = self.reading.as_ref().map_or(0, |desk| desk.remarks().len());
        if remarks > 0 {
            return Err(Refusal::rule(
                "It has remarks that were not sent: r returns it with them, Del takes them away.",
            ));
        }
        match (mine, letters.as_slice()) {
            (false, _) => steps::approve(&letters, cx),
            (true, [one]) => {
                let next = self.after(&one.id);
                signed(&letters, cx)?;
                self.go_on(next, cx)
            }
            (true, _) => {
                self.ask_all(letters, cx);
                Ok(())
            }
        }
    }

    /// Many at once: the number is named, and how many of them were not read here.
    fn ask_all(&self, letters: Vec<Letter>, cx: &mut Cx) {
        let unread = letters.iter().filter(|l| !self.opened.contains(&l.id)).count();
        let read = match unread {
            0 => "All of them were read just now.".to_owned(),
            n if n == letters.len() => "None of them was opened just now.".to_owned(),
            n => format!("{n} of them were not opened just now."),
        };
        let text = format!("{} letters, signed by {}. {read} One Ctrl-Z takes it back.", letters.len(), cx.who);
        let title = format!("Approve {} letters?", letters.len());
        cx.open(Question::new(&title, &text, "Approve", "No", move |cx| signed(&letters, cx)));
    }

    /// The letter below this one.
    fn after(&self, id: &str) -> Option<String> {
        let at = self.all.iter().position(|l| l.letter.id == id)?;
        self.all.get(at + 1).or(at.checked_sub(1).and_then(|before| self.all.get(before))).map(|l| l.letter.id.clone())
    }

    /// Reads on with the next letter where one was read.
    fn go_on(&mut self, next: Option<String>, cx: &mut Cx) -> Done {
        if self.reading.take().is_none() {
            return Ok(());
        }
        let Some(letter) = next.map(|id| cx.db().must::<Letter>(&id)).transpose()? else { return Ok(()) };
        self.open_letter(&letter, cx)
    }

    fn next(&mut self, cx: &mut Cx) -> Done {
        let id = self.letter()?.id.clone();
        let at = self.all.iter().position(|l| l.letter.id == id).unwrap_or_default();
        let next = &self.all[(at + 1) % self.all.len()].letter.clone();
        if next.id == id {
            return Err("It is the only one.".into());
        }
        self.open_letter(next, cx)
    }

    fn remark(&mut self, cx: &mut Cx) -> Done {
        let Some(desk) = &self.reading else { return Ok(()) };
        let (id, place) = (desk.id().to_owned(), desk.place());
        let title = place.as_ref().map_or_else(|| "Remark".to_owned(), |p| format!("“{}”", p.quoted(50)));
        prompt(cx, &title, &[("What is to be changed", "")], move |answers, cx| {
            if answers[0].is_empty() {
                return Err("Say what is to be changed.".into());
            }
            Desk::add(&id, Remark { place: place.clone(), text: answers[0].clone() }, cx)
        });
        Ok(())
    }

    /// Returned with the remarks, or with one that is asked for.
    fn give_back(&mut self, cx: &mut Cx) -> Done {
        let Some(desk) = self.reading.as_ref().filter(|desk| !desk.remarks().is_empty()) else {
            return steps::give_back(&self.chosen()?, cx);
        };
        let letter = self.letter()?.clone();
        let said: Vec<_> = desk.remarks().iter().map(|r| (r.place.clone(), r.text.clone())).collect();
        let many = if said.len() == 1 { "a remark".into() } else { format!("{} remarks", said.len()) };
        let (word, who, now) = (format!("Returned with {many}:"), cx.who.clone(), cx.now);
        let one = std::slice::from_ref(&letter);
        let change = acts::each(cx.db(), &word, one, |l| Ok(l.returned_with(&said, &who, now)?))?;
        let next = self.after(&letter.id);
        let spent = desk.draft(cx);
        cx.apply(&change.spends(spent))?;
        self.go_on(next, cx)
    }

    /// The marked letters, or all of the list, on paper for their author.
    fn on_paper(&mut self, cx: &mut Cx) -> Done {
        let marked = !self.state.marked.is_empty();
        let letters = if marked { self.chosen()? } else { self.all.iter().map(|l| l.letter.clone()).collect() };
        let house = House::of(&cx.store, &cx.config)?;
        let (sheet, pdf) = onpaper::sheet_of(cx.db(), &house, &letters, &cx.who, cx.now)?;
        let path = out::kept(&house, &format!("approval-sheet-{}.pdf", sheet.number), &pdf)?;
        let label = format!("Sheet {} for {}: {} letters", sheet.number, sheet.author, letters.len());
        cx.apply_quietly(&Change::new(label.clone()).insert(&sheet))?;
        let opened = if out::open(&path).is_ok() { " It opens now." } else { "" };
        cx.say(format!("{label}, in {}.{opened} i types the answers back.", path.display()));
        Ok(())
    }
}

/// Signed by their author, who sits here.
fn signed(letters: &[Letter], cx: &mut Cx) -> Done {
    let letters = steps::again(letters, cx)?;
    let change = acts::approve(cx.db(), &letters, &Sign::Signed(cx.who.clone()), &cx.who, cx.now)?;
    cx.apply(&change)
}

/// Chooses whose letters are listed.
fn whose(cx: &mut Cx) -> Done {
    let authors = repo_post::authors_awaited(cx.db())?;
    let all: i64 = authors.iter().map(|(_, n)| n).sum();
    let many = |n: i64| if n == 1 { "1 letter".to_owned() } else { format!("{n} letters") };
    let mut items = vec![MenuItem::new("", "", "Everybody's", many(all))];
    items.extend(authors.into_iter().map(|(author, n)| MenuItem::new(author.clone(), "", author, many(n))));
    choose(cx, "Whose letters", items, |author, cx| {
        let author = (!author.is_empty()).then(|| author.to_owned());
        cx.ask(crate::app::Effect::CloseOf("+approval"));
        super::open_of(author, cx)
    });
    Ok(())
}
