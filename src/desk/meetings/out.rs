//! What leaves of a meeting: agenda and minutes as PDF, with or without what is confidential, and e-mail drafts to all who
//! are on it, to those who may not see what is, and to each owner of an action.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use super::acts::folder;
use super::minutes_text;
use super::model::{Item, Logged, Meeting, Numbered, Paper, Seat, mime, numbered};
use super::repo;
use crate::desk::files;
use crate::desk::letters::House;
use crate::exchange::eml::{self, Attachment, Party};
use crate::paper::{MeetingAction, MeetingDoc, MeetingItem, MeetingKind};
use crate::store::{Db, Refusal, private_folder, write_private};
use crate::text::dates;

/// For whom something is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eyes {
    /// For those who may see everything.
    All,
    /// For those who may not see what is confidential.
    Open,
}

impl Eyes {
    fn all(self) -> bool {
        self == Self::All
    }
}

/// All of a meeting that its documents are made of.
pub struct Whole {
    /// The meeting.
    pub meeting: Meeting,
    actions: Vec<Logged>,
    gone_through: Vec<Logged>,
    papers: Vec<Paper>,
}

impl Whole {
    /// Reads it.
    ///
    /// # Errors
    /// The desk cannot be read.
    pub fn of(db: Db<'_>, meeting: &Meeting) -> Result<Self, Refusal> {
        Ok(Self {
            actions: repo::actions_of(db, &meeting.id)?,
            gone_through: repo::gone_through(db, meeting)?,
            papers: repo::papers(db, &meeting.id)?,
            meeting: meeting.clone(),
        })
    }

    /// Whether minutes are to be made of it, not an agenda.
    pub fn kind(&self) -> MeetingKind {
        match self.meeting.state.as_str() {
            "planned" | "agenda_sent" | "cancelled" => MeetingKind::Agenda,
            _ => MeetingKind::Minutes,
        }
    }

    fn item_of(&self, id: &str) -> Option<&Item> {
        self.meeting.agenda.iter().find(|i| i.id == id)
    }

    /// The papers that a reader may see.
    fn papers_for(&self, eyes: Eyes) -> Vec<&Paper> {
        let closed = |p: &Paper| self.item_of(&p.item_id).is_some_and(|i| i.confidential);
        self.papers.iter().filter(|p| eyes.all() || !closed(p)).collect()
    }
}

fn action(one: &Logged) -> MeetingAction {
    MeetingAction {
        number: one.action.number.clone(),
        who: one.action.owner.clone(),
        by: one.due().map_or_else(|| "no date".into(), dates::letter),
        what: one.action.text.clone(),
    }
}

fn late(one: &Logged, now: NaiveDateTime) -> MeetingAction {
    let mut row = action(one);
    if one.is_overdue(now.date()) {
        row.by = format!("{}, overdue", row.by);
    }
    row
}

/// What was said, in paragraphs; of a topic that was not reached that it was not.
fn said(item: &Item, shut: bool) -> Vec<String> {
    if !shut && item.role.is_empty() && !item.reached && !item.is_minuted() {
        return vec!["Not reached.".into()];
    }
    item.text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

fn items(whole: &Whole, eyes: Eyes, now: NaiveDateTime) -> Vec<MeetingItem> {
    let (m, minutes) = (&whole.meeting, whole.kind() == MeetingKind::Minutes);
    let seen = |l: &&Logged| eyes.all() || !l.action.confidential;
    let one = |n: &Numbered<'_>| {
        let item = n.item.for_eyes(eyes.all());
        let shut = n.item.confidential && !eyes.all();
        let of_item = |l: &&Logged| l.action.item_id == n.item.id && !shut;
        let listed = n.item.role == "actions" && !shut;
        MeetingItem {
            number: n.number_word(),
            time: n.time_word(),
            title: item.title.clone(),
            facts: item.facts(),
            text: if minutes { said(&item, shut) } else { Vec::new() },
            decisions: if minutes { item.decisions.clone() } else { Vec::new() },
            actions: whole.actions.iter().filter(seen).filter(of_item).map(action).collect(),
            listed: whole.gone_through.iter().filter(seen).filter(|_| listed).map(|l| late(l, now)).collect(),
        }
    };
    numbered(&m.agenda, m.starts()).iter().filter(|n| n.number > 0).map(one).collect()
}

fn facts(whole: &Whole) -> Vec<(String, String)> {
    let m = &whole.meeting;
    let (from, until) = (dates::time(m.starts().time()), dates::time(m.finishes().time()));
    let day = m.starts().date();
    let mut all = vec![
        ("When".to_owned(), format!("{} {}, {from} to {until}", day.format("%A"), dates::letter(day))),
        ("Where".to_owned(), m.place.clone()),
    ];
    if whole.kind() == MeetingKind::Agenda {
        let names: Vec<String> = m.roll.iter().map(Seat::label).collect();
        all.push(("To".into(), names.join(", ")));
    } else {
        all.extend(minutes_text::attendance(&m.roll).into_iter().map(|(l, v)| (l.to_owned(), v)));
        if m.quorum > 0 {
            let enough = if m.quorum().is_met() { "quorate" } else { "not quorate" };
            all.push(("Quorum".into(), format!("{} needed, {} there: {enough}", m.quorum, m.quorum().there)));
        }
    }
    all.retain(|(_, value)| !value.is_empty());
    all
}

/// What stands above it: that it is a draft, that something is left out.
fn mark(whole: &Whole, eyes: Eyes) -> String {
    let m = &whole.meeting;
    let state = match m.state.as_str() {
        "held" | "minutes_draft" => "Draft, not sent out",
        "minutes_circulated" => "Draft, to be approved",
        "minutes_approved" => "Approved",
        "cancelled" => "Cancelled",
        _ => "",
    };
    let at = if m.state == "minutes_approved" { format!("{state}: {}", m.approved_in) } else { state.to_owned() };
    let without = m.agenda.iter().any(|i| i.confidential && !i.skip);
    let closed = match (without, eyes) {
        (true, Eyes::All) => "Confidential",
        (true, Eyes::Open) => "Without the confidential items",
        _ => "",
    };
    [at.as_str(), closed].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The agenda of a meeting to come, the minutes of one that was held.
pub fn document(whole: &Whole, house: &House, eyes: Eyes, who: &str, now: NaiveDateTime) -> MeetingDoc {
    let (m, today) = (&whole.meeting, now.date());
    let due = m.agenda_due.as_deref().and_then(|d| d.parse().ok());
    let agenda = numbered(&m.agenda, m.starts());
    let number = |id: &str| agenda.iter().find(|n| n.item.id == id).map(Numbered::number_word).unwrap_or_default();
    let paper = |p: &&Paper| (number(&p.item_id), p.title.clone(), p.state(due, today));
    let head = [house.head.trust.as_str(), house.department.as_str()];
    MeetingDoc {
        head: head.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", "),
        kind: whole.kind(),
        name: m.name(),
        facts: facts(whole),
        mark: mark(whole, eyes),
        items: items(whole, eyes, now),
        papers: whole.papers_for(eyes).iter().map(paper).collect(),
        corrections: if eyes.all() { m.corrections.clone() } else { String::new() },
        sign: whole.kind() == MeetingKind::Minutes && m.state != "held",
        made_at: now,
        made_by: who.into(),
    }
}

/// The document as a PDF.
///
/// # Errors
/// It holds what no accessible PDF can hold.
pub fn pdf(whole: &Whole, house: &House, eyes: Eyes, who: &str, now: NaiveDateTime) -> Result<Vec<u8>, Refusal> {
    let said = |e| Refusal::rule(format!("The document could not be made into a PDF: {e}"));
    document(whole, house, eyes, who, now).pdf().map_err(said)
}

/// The agenda that was written to a file, with the papers that came as PDF behind it, as one file beside it. None where no
/// such paper has come.
///
/// # Errors
/// A paper's file is gone, or the files cannot be joined: what to install.
pub fn pack(whole: &Whole, house: &House, eyes: Eyes, agenda: &Path) -> Result<Option<PathBuf>, Refusal> {
    let is_pdf = |p: &&&Paper| mime(&p.file) == "application/pdf";
    let papers = whole.papers_for(eyes);
    let mut parts = vec![agenda.to_path_buf()];
    for paper in papers.iter().filter(is_pdf) {
        parts.push(files::own(&folder(&house.folder), &paper.file)?);
    }
    if parts.len() == 1 || whole.kind() != MeetingKind::Agenda {
        return Ok(None);
    }
    let stem = agenda.file_stem().unwrap_or_default().to_string_lossy();
    let to = agenda.with_file_name(format!("{stem}-pack.pdf"));
    crate::paper::pack::join(&parts, &to).map_err(|e| Refusal::rule(e.to_string()))?;
    Ok(Some(to))
}

/// An e-mail draft: for whom it is, and the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// What it is called: `agenda`, `agenda-open`, `actions-bob-ray`.
    pub name: String,
    /// How many get it.
    pub to: usize,
    /// The file.
    pub bytes: Vec<u8>,
}

fn parties<'a>(roll: impl Iterator<Item = &'a Seat>) -> Vec<Party> {
    roll.filter(|s| !s.email.is_empty()).map(|s| Party::new(s.name.clone(), s.email.clone())).collect()
}

/// The e-mail drafts of agenda or minutes: one to all who may see everything, one without the confidential items to the
/// rest, and with minutes one to each owner of an action.
///
/// # Errors
/// Nobody has an address; a paper's file is gone.
pub fn mails(whole: &Whole, house: &House, who: &str, now: NaiveDateTime) -> Result<Vec<Mail>, Refusal> {
    let closed = whole.meeting.agenda.iter().any(|i| i.confidential && !i.skip);
    let roll = &whole.meeting.roll;
    let full = parties(roll.iter().filter(|s| !closed || s.confidential));
    let open = parties(roll.iter().filter(|s| closed && !s.confidential));
    if full.is_empty() && open.is_empty() {
        return Err(Refusal::rule(
            "Nobody on this meeting has an e-mail address: e writes them behind the names: Ann Lee <ann@example.org>.",
        ));
    }
    let mut all = Vec::new();
    for (to, eyes, name) in [(full, Eyes::All, ""), (open, Eyes::Open, "-open")] {
        if !to.is_empty() {
            all.push(mail(whole, house, (&to, eyes, name), who, now)?);
        }
    }
    if whole.kind() == MeetingKind::Minutes {
        all.extend(owners(whole, now));
    }
    Ok(all)
}

fn date(now: NaiveDateTime) -> String {
    crate::clock::utc_of(now).format("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

fn mail(
    whole: &Whole,
    house: &House,
    (to, eyes, end): (&[Party], Eyes, &str),
    who: &str,
    now: NaiveDateTime,
) -> Result<Mail, Refusal> {
    let m = &whole.meeting;
    let word = if whole.kind() == MeetingKind::Agenda { "Agenda" } else { "Minutes" };
    let sheet = pdf(whole, house, eyes, who, now)?;
    let mut held: Vec<(String, &'static str, Vec<u8>)> =
        vec![(format!("{word} {}.pdf", m.name().replace('/', "-")), "application/pdf", sheet)];
    for paper in whole.papers_for(eyes).iter().filter(|p| !p.file.is_empty() && word == "Agenda") {
        let path = files::own(&folder(&house.folder), &paper.file)?;
        let bytes = files::read(&path, 50 << 20).map_err(|e| Refusal::rule(format!("{}: {e}.", paper.title)))?;
        held.push((paper.outside_name(), mime(&paper.file), bytes));
    }
    let attachments: Vec<Attachment> =
        held.iter().map(|(name, mime, bytes)| Attachment { name, mime, bytes }).collect();
    let seed = format!("{}{word}{end}{}", m.id, m.version);
    let bytes = eml::draft(&eml::Draft {
        to,
        subject: &format!("{word}: {}", m.label()),
        body: &body(whole, eyes),
        attachments: &attachments,
        date_rfc2822: &date(now),
        message_id_seed: &seed,
        ..eml::Draft::default()
    });
    Ok(Mail { name: format!("{}{end}", word.to_lowercase()), to: to.len(), bytes })
}

fn body(whole: &Whole, eyes: Eyes) -> String {
    let m = &whole.meeting;
    let (from, place) = (dates::time(m.starts().time()), &m.place);
    let when = format!("{} {}, {from}, {place}", m.starts().format("%A"), dates::letter(m.starts().date()));
    if whole.kind() == MeetingKind::Minutes {
        let actions: Vec<Logged> =
            whole.actions.iter().filter(|l| eyes.all() || !l.action.confidential).cloned().collect();
        let items: Vec<Item> = m.agenda.iter().map(|i| i.for_eyes(eyes.all())).collect();
        let text = minutes_text::of(&items, &m.roll, &actions, eyes.all());
        return format!("Dear all,\n\nPlease find attached the minutes of {}.\n\n{text}\n", m.label());
    }
    let lines: Vec<String> = numbered(&m.agenda, m.starts())
        .iter()
        .filter(|n| n.number > 0)
        .map(|n| format!("{:>2}  {}  {}", n.number, n.time_word(), n.item.for_eyes(eyes.all()).title))
        .collect();
    format!("Dear all,\n\nPlease find attached the agenda of {}: {when}.\n\n{}\n", m.name(), lines.join("\n"))
}

/// To each owner of an open action with an address: what they are to do.
fn owners(whole: &Whole, now: NaiveDateTime) -> Vec<Mail> {
    let mut all = Vec::new();
    for seat in whole.meeting.roll.iter().filter(|s| !s.email.is_empty()) {
        let own = whole.actions.iter().filter(|l| l.action.owner == seat.name && l.state() == "open");
        let seen: Vec<String> = own
            .filter(|l| seat.confidential || !l.action.confidential)
            .map(|l| format!("{}  {}", l.action.number, l.action.line()))
            .collect();
        if seen.is_empty() {
            continue;
        }
        let subject = format!("Your actions from {}", whole.meeting.label());
        let body =
            format!("Dear {},\n\n{} asked you to do this:\n\n{}\n", seat.name, whole.meeting.name(), seen.join("\n"));
        let bytes = eml::draft(&eml::Draft {
            to: &[Party::new(seat.name.clone(), seat.email.clone())],
            subject: &subject,
            body: &body,
            date_rfc2822: &date(now),
            message_id_seed: &format!("{}actions{}{}", whole.meeting.id, seat.name, whole.meeting.version),
            ..eml::Draft::default()
        });
        let short: String =
            seat.name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        all.push(Mail { name: format!("actions-{short}"), to: 1, bytes });
    }
    all
}

/// The e-mail that asks the owners of papers that have not come for them.
///
/// # Errors
/// None is to come, or none of their owners has an address.
pub fn asking(whole: &Whole, now: NaiveDateTime) -> Result<(Mail, Vec<Paper>), Refusal> {
    let missing: Vec<Paper> = whole.papers.iter().filter(|p| p.file.is_empty()).cloned().collect();
    if missing.is_empty() {
        return Err(Refusal::rule("No paper is to come: p puts one down for the selected item."));
    }
    let roll = &whole.meeting.roll;
    let asked = |s: &&Seat| missing.iter().any(|p| p.owner == s.name);
    let to = parties(roll.iter().filter(asked));
    if to.is_empty() {
        return Err(Refusal::rule("None of those who write the papers is on this meeting with an e-mail address."));
    }
    let by = whole.meeting.agenda_due.as_deref().and_then(|d| d.parse().ok()).map(dates::letter).unwrap_or_default();
    // The paper of a confidential item is asked for by its writer's name only.
    let lines: Vec<String> = missing
        .iter()
        .map(|p| {
            let closed = whole.item_of(&p.item_id).is_some_and(|i| i.confidential);
            format!("{}: {}", p.owner, if closed { "the paper that was agreed" } else { &p.title })
        })
        .collect();
    let subject = format!("Papers for {}", whole.meeting.label());
    let body = format!("Dear all,\n\nPlease send these papers by {by}:\n\n{}\n", lines.join("\n"));
    let bytes = eml::draft(&eml::Draft {
        to: &to,
        subject: &subject,
        body: &body,
        date_rfc2822: &date(now),
        message_id_seed: &format!("{}papers{}", whole.meeting.id, now.date()),
        ..eml::Draft::default()
    });
    Ok((Mail { name: "papers".into(), to: to.len(), bytes }, missing))
}

/// Writes a file into the desk's folder of what was made of meetings, for its owner only.
///
/// # Errors
/// It cannot be written.
pub fn keep(house: &House, meeting: &Meeting, name: &str, bytes: &[u8]) -> Result<PathBuf, Refusal> {
    let place = house.folder.join("meetings");
    let path = place.join(format!("{}-{name}", meeting.id));
    let written = private_folder(&place).and_then(|()| write_private(&path, bytes));
    written.map_err(|e| Refusal::rule(format!("{} could not be written: {e}.", path.display())))?;
    Ok(path)
}

#[cfg(test)]
mod tests;
