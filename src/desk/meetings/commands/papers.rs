//! What leaves: agenda and minutes as PDF and as e-mail drafts; papers put down, asked for, opened.

use std::path::{Path, PathBuf};

use super::super::model::{Item, Meeting, Paper};
use super::super::{acts, out};
use super::meetings::apply;
use crate::app::{Cx, Notice, prompt_saying};
use crate::desk::files;
use crate::desk::letters::{House, out as opener};
use crate::keys::Done;
use crate::paper::MeetingKind;
use crate::store::{Change, Refusal};
use crate::ui::prose::Para;

fn house(cx: &Cx) -> Result<House, Refusal> {
    House::of(&cx.store, &cx.config)
}

/// Opens what was made with the computer's program, and says where it is.
fn shown(title: &str, made: &[PathBuf], cx: &mut Cx) -> Done {
    let opened = made.iter().filter(|path| opener::open(path).is_ok()).count();
    let note = if opened > 0 {
        "They are open in the program that the computer has for them."
    } else {
        "Open them with the program that you use."
    };
    let mut paras: Vec<Para> = made.iter().map(|path| Para::body(path.display().to_string())).collect();
    paras.extend([Para::gap(), Para::dim(note)]);
    cx.open(Notice::new(title, paras));
    Ok(())
}

/// The agenda of a meeting to come, else its minutes; a second one without the confidential items where there are any.
pub(in super::super) fn pdf(meeting: &Meeting, cx: &mut Cx) -> Done {
    let (whole, house) = (out::Whole::of(cx.db(), meeting)?, house(cx)?);
    let word = if whole.kind() == MeetingKind::Agenda { "agenda" } else { "minutes" };
    let closed = meeting.agenda.iter().any(|i| i.confidential && !i.skip);
    let mut made = Vec::new();
    for (eyes, end) in [(out::Eyes::All, ""), (out::Eyes::Open, "-open")] {
        if eyes == out::Eyes::All || closed {
            let bytes = out::pdf(&whole, &house, eyes, &cx.who, cx.now)?;
            let file = out::keep(&house, meeting, &format!("{word}{end}.pdf"), &bytes)?;
            match out::pack(&whole, &house, eyes, &file) {
                Ok(pack) => made.extend(pack),
                Err(e) => cx.warn(e.to_string()),
            }
            made.push(file);
        }
    }
    shown(&format!("The {word} of {}", meeting.name()), &made, cx)
}

/// E-mail drafts with the agenda and the papers, or with the minutes and to each owner his actions.
pub(in super::super) fn mail(meeting: &Meeting, cx: &mut Cx) -> Done {
    let (whole, house) = (out::Whole::of(cx.db(), meeting)?, house(cx)?);
    let mails = out::mails(&whole, &house, &cx.who, cx.now)?;
    let made = mails
        .iter()
        .map(|m| out::keep(&house, meeting, &format!("{}.eml", m.name), &m.bytes))
        .collect::<Result<Vec<_>, _>>()?;
    shown(&format!("{} for {}", counted(made.len()), meeting.name()), &made, cx)
}

fn counted(n: usize) -> String {
    if n == 1 { "1 e-mail draft".into() } else { format!("{n} e-mail drafts") }
}

/// A paper of an item: to come, or with its file.
pub(in super::super) fn put_down(meeting: &Meeting, item: &Item, cx: &mut Cx) -> Done {
    meeting.with_agenda(Vec::new())?;
    let asked = [("Paper", item.title.as_str()), ("Who writes it", item.owner.as_str()), ("File (empty: to come)", "")];
    let (meeting, of) = (meeting.clone(), item.id.clone());
    let said = "A file is copied into the desk’s folder and goes out with the agenda.";
    prompt_saying(cx, &format!("Paper for “{}”", item.title), said, &asked, move |answers, cx| {
        let paper = Paper::new(&meeting.id, &of, &answers[0], &answers[1], cx.now);
        let change = if answers[2].is_empty() {
            acts::put_down(&meeting, &paper)?
        } else {
            taken(&meeting, (None, &paper), &answers[2], cx)?
        };
        cx.apply(&change)
    });
    Ok(())
}

fn taken(meeting: &Meeting, paper: (Option<&Paper>, &Paper), file: &str, cx: &Cx) -> Result<Change, Refusal> {
    Ok(acts::attach(cx.store.desk().folder(), meeting, paper, Path::new(file), cx.now)?.1)
}

/// Opens a paper; one that has not come is asked for its file.
pub(in super::super) fn open(meeting: &Meeting, paper: &Paper, cx: &mut Cx) -> Done {
    if !paper.file.is_empty() {
        let path = files::own(&acts::folder(cx.store.desk().folder()), &paper.file)?;
        if opener::open(&path).is_err() {
            cx.say(format!("{} is {}.", paper.title, path.display()));
        }
        return Ok(());
    }
    let (meeting, paper) = (meeting.clone(), paper.clone());
    let said = "It is copied into the desk’s folder and goes out with the agenda.";
    prompt_saying(cx, &format!("The paper “{}” came", paper.title), said, &[("File", "")], move |answers, cx| {
        let change = taken(&meeting, (Some(&paper), &paper), &answers[0], cx)?;
        cx.apply(&change)
    });
    Ok(())
}

/// An e-mail draft to those whose papers have not come; when they were asked stands with the papers.
pub(in super::super) fn ask_for(meeting: &Meeting, cx: &mut Cx) -> Done {
    let (whole, house) = (out::Whole::of(cx.db(), meeting)?, house(cx)?);
    let (mail, missing) = out::asking(&whole, cx.now)?;
    let path = out::keep(&house, meeting, &format!("{}.eml", mail.name), &mail.bytes)?;
    apply(cx, |at| Ok(acts::ask_for(meeting, &missing.iter().collect::<Vec<_>>(), at.now)))?;
    shown(&format!("Papers for {}", meeting.name()), &[path], cx)
}
