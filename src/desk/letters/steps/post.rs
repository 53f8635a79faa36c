//! The way out: PDF, printer, e-mail draft, and what counts as sent.

use crate::app::{Cx, Effect, Notice, Question, prompt};
use crate::desk::letters::{House, Letter, Recipient, acts, out, repo, sheet};
use crate::keys::Done;
use crate::paper::{print, text};
use crate::store::{Change, Refusal};
use crate::ui::prose::Para;

use super::{again, subject};

/// Writes PDFs and says where; opens one where that is asked.
pub(in crate::desk::letters) fn pdf(letters: &[Letter], open: bool, cx: &mut Cx) -> Done {
    let house = House::of(&cx.store, &cx.config)?;
    let mut made = Vec::new();
    for letter in letters {
        made.push(out::pdf(cx.db(), &house, letter, cx.now)?);
    }
    if let Some(last) = made.last().filter(|_| open) {
        out::open(last)?;
    }
    let lines: Vec<String> = made.iter().map(|path| format!("The PDF is {}", path.display())).collect();
    show_files("PDF", &lines, cx);
    Ok(())
}

/// Says in a box where files are: a path is too long for the footer, and is to be copied from the screen.
fn show_files(title: &str, lines: &[String], cx: &mut Cx) {
    let mut paras: Vec<Para> = lines.iter().map(Para::body).collect();
    if cx.store.encrypted() {
        paras.push(Para::gap());
        paras.push(Para::body(
            "These files are not encrypted as the desk is: delete them when they are no longer needed.",
        ));
    }
    cx.open(Notice::new(title, paras));
}

/// Copies the letter as plain text.
pub(in crate::desk::letters) fn copy(letter: &Letter, cx: &mut Cx) -> Done {
    let house = House::of(&cx.store, &cx.config)?;
    let doc = sheet::doc(cx.db(), &house, letter, None, cx.now)?;
    cx.ask(Effect::Copy(text::letter(&doc, 80)));
    cx.say("The letter is copied as plain text.");
    Ok(())
}

/// Makes an e-mail draft and opens it where the computer has a program for it.
pub(in crate::desk::letters) fn mail(letter: &Letter, cx: &mut Cx) -> Done {
    let house = House::of(&cx.store, &cx.config)?;
    let path = out::mail(cx.db(), &house, letter, cx.now)?;
    let opened = out::open(&path).is_ok();
    let how = if opened {
        "It opens in your mail program: send it from there"
    } else {
        "Open it with your mail program, and send it from there"
    };
    let line = format!("{how}: {}", path.display());
    show_files("E-mail draft", &[line], cx);
    Ok(())
}

/// Those who are still to get it by post.
fn by_post(letter: &Letter) -> Vec<&Recipient> {
    letter.recipients.iter().filter(|r| r.way == "post" && !r.is_sent()).collect()
}

/// Prints letters, asked first: paper cannot be taken back.
pub(in crate::desk::letters) fn print(letters: &[Letter], cx: &mut Cx) -> Done {
    if !print::lp_available() {
        return Err(Refusal::rule(print::PrintError::Absent.to_string()));
    }
    let sheets: usize = letters.iter().map(|l| by_post(l).len().max(1)).sum();
    let drafts = letters.iter().any(|l| !matches!(l.state.as_str(), "approved" | "sent"));
    let draft = if drafts { " What is not approved is printed as a draft." } else { "" };
    let what = subject(letters, cx)?;
    let letters = letters.to_vec();
    let text = format!(
        "{what}\n\n{sheets} to print, one for each who gets it by post.{draft} Printing alone does not count as sent."
    );
    cx.open(Question::new("Print?", &text, "Print", "No", move |cx| {
        let house = House::of(&cx.store, &cx.config)?;
        for letter in &letters {
            let all = by_post(letter);
            let first: Vec<&Recipient> = letter.recipients.iter().take(1).collect();
            out::print(cx.db(), &house, letter, if all.is_empty() { &first } else { &all }, cx.now)?;
        }
        cx.say(format!("Printed {what}."));
        Ok(())
    }));
    Ok(())
}

/// Sends letters that are approved, asked first: the post cannot be called back.
pub(in crate::desk::letters) fn send(letters: &[Letter], cx: &mut Cx) -> Done {
    if let Some(dead) = dead_without_reason(letters, cx)? {
        return ask_reason(dead, letters.len() == 1, cx);
    }
    acts::may_go(cx.db(), letters, cx.now)?;
    let text = format!("{}\n\n{}", subject(letters, cx)?, goes(letters));
    let letters = letters.to_vec();
    cx.open(Question::new("Send?", &text, "Send", "No", move |cx| deliver(&letters, cx)));
    Ok(())
}

fn dead_without_reason(letters: &[Letter], cx: &Cx) -> Result<Option<Letter>, Refusal> {
    for letter in letters.iter().filter(|l| l.died_reason.is_empty()) {
        if acts::is_dead(cx.db(), letter)? {
            return Ok(Some(letter.clone()));
        }
    }
    Ok(None)
}

/// A dead patient's letter: why it goes out all the same.
fn ask_reason(letter: Letter, alone: bool, cx: &mut Cx) -> Done {
    let name = repo::name(cx.db(), &letter)?;
    if !alone {
        return Err(Refusal::rule(format!("{name} has died: send that letter by itself, with the reason.")));
    }
    prompt(cx, &format!("{name} has died"), &[("Why it goes out", "")], move |answers, cx| {
        let letter: Letter = cx.db().must(&letter.id)?;
        let after = letter.goes_out_because(&answers[0])?;
        cx.apply(&Change::new(format!("Reason to send: {name}")).update(&letter, &after))?;
        send(&[after], cx)
    });
    Ok(())
}

/// "By post to Mrs Okafor and Dr Lee: it is printed now."
fn goes(letters: &[Letter]) -> String {
    let prints = if print::lp_available() { "it is printed now" } else { "the PDF is made; print it and post it" };
    let of = |way: &str| {
        let all = letters.iter().flat_map(|l| &l.recipients).filter(|r| r.way == way && !r.is_sent());
        all.map(|r| r.name.clone()).collect::<Vec<_>>().join(", ")
    };
    let ways = [
        ("post", "By post", prints),
        ("email", "By e-mail", "a draft is made; send it"),
        ("hand", "By hand", "hand it over"),
    ];
    let lines =
        ways.iter().map(|(way, word, effect)| (word, of(way), effect)).filter(|(_, names, _)| !names.is_empty());
    let lines: Vec<String> = lines.map(|(word, names, effect)| format!("{word} to {names}: {effect}.")).collect();
    format!("{}\nIt then counts as sent.", lines.join("\n"))
}

/// Prints, makes PDFs and e-mail drafts, and marks as sent what went through, as one change.
fn deliver(letters: &[Letter], cx: &mut Cx) -> Done {
    let letters = again(letters, cx)?;
    let house = House::of(&cx.store, &cx.config)?;
    acts::may_go(cx.db(), &letters, cx.now)?;
    let (mut done, mut where_to, mut failed) = (Vec::new(), Vec::new(), None);
    for letter in &letters {
        match hand_out(letter, &house, cx) {
            Ok(said) => {
                done.push(letter.clone());
                where_to.extend(said);
            }
            Err(e) => {
                failed = Some(e);
                break;
            }
        }
    }
    if !done.is_empty() {
        let change = acts::send(cx.db(), &done, |_, _| true, &cx.who, cx.now)?;
        cx.apply_quietly(&change)?;
        cx.say(format!("{}. Ctrl-Z undoes the record of it.", change.label));
        if !where_to.is_empty() {
            show_files("Still to be done by hand", &where_to, cx);
        }
    }
    failed.map_or(Ok(()), Err)
}

/// What one letter needs to be on its way; where its files are.
fn hand_out(letter: &Letter, house: &House, cx: &Cx) -> Result<Vec<String>, Refusal> {
    let mut said = Vec::new();
    let post = by_post(letter);
    if !post.is_empty() && print::lp_available() {
        out::print(cx.db(), house, letter, &post, cx.now)?;
    } else if !post.is_empty() {
        said.push(format!("To print and post: {}", out::post_pdf(cx.db(), house, letter, &post, cx.now)?.display()));
    }
    if letter.recipients.iter().any(|r| r.way == "email" && !r.is_sent()) {
        said.push(format!("To send by e-mail: {}", out::mail(cx.db(), house, letter, cx.now)?.display()));
    }
    Ok(said)
}
