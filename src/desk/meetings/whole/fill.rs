//! What an opened meeting shows.

use chrono::{NaiveDate, NaiveDateTime};

use super::super::model::{Kept, Logged, Numbered, Paper, Seat, numbered};
use super::super::repo;
use super::WholeLayer;
use crate::app::Cx;
use crate::keys::Done;
use crate::text::dates;
use crate::ui::Meaning;
use crate::ui::list::Line;

/// Lines of one kind, with a heading above the first.
fn group(all: &mut Vec<Line>, heading: &str, lines: impl Iterator<Item = Line>) {
    all.extend(lines.enumerate().map(|(n, line)| if n == 0 { line.under(heading) } else { line }));
}

fn item_line(one: &Numbered<'_>, papers: &[Paper]) -> Line {
    let item = one.item;
    let mut more = vec![item.facts(), item.comes_from()];
    let count = papers.iter().filter(|p| p.item_id == item.id).count();
    if count > 0 {
        more.push(if count == 1 { "1 paper".into() } else { format!("{count} papers") });
    }
    if item.skip {
        more.insert(0, "left out".into());
    }
    if item.is_minuted() {
        more.push("minuted".into());
    }
    let more: Vec<String> = more.into_iter().filter(|t| !t.is_empty()).collect();
    let meaning = if item.skip {
        Meaning::Paused
    } else if item.reached || item.is_minuted() {
        Meaning::Done
    } else {
        Meaning::None
    };
    Line::new(
        format!("item/{}", item.id),
        meaning,
        [one.number_word(), one.time_word(), item.title.clone(), more.join(" · ")],
    )
}

fn action_line(one: &Logged, today: NaiveDate) -> Line {
    let meaning = match one.state() {
        _ if one.is_overdue(today) => Meaning::ActNow,
        "open" => Meaning::ToDo,
        _ => Meaning::Done,
    };
    let due = one.due().map_or_else(String::new, dates::screen);
    let what = format!("{}: {}", one.action.owner, one.action.text);
    let state = format!("{} · {}", one.action.number, one.state_words(today));
    Line::new(format!("action/{}", one.action.id), meaning, [String::new(), due, what, state])
}

fn seat_line(seat: &Seat) -> Line {
    let meaning = match seat.coming.as_str() {
        "apologies" | "absent" => Meaning::Paused,
        "present" | "late" | "deputy" => Meaning::Done,
        _ => Meaning::None,
    };
    let coming = if seat.at.is_empty() { seat.coming.clone() } else { format!("{} {}", seat.coming, seat.at) };
    let mut more = vec![coming, seat.email.clone()];
    if !seat.confidential {
        more.push("sees nothing confidential".into());
    }
    if !seat.deputy.is_empty() && seat.coming != "deputy" {
        more.push(format!("deputy {}", seat.deputy));
    }
    let more: Vec<String> = more.into_iter().filter(|t| !t.is_empty()).collect();
    Line::new(format!("seat/{}", seat.name), meaning, [String::new(), String::new(), seat.label(), more.join(" · ")])
}

fn paper_line(paper: &Paper, number: &str, due: Option<NaiveDate>, today: NaiveDate) -> Line {
    let meaning = match (paper.file.is_empty(), paper.is_late(due, today)) {
        (true, true) => Meaning::ActNow,
        (true, false) => Meaning::ToDo,
        _ => Meaning::Done,
    };
    let mut more = vec![paper.state(due, today), paper.owner.clone()];
    if paper.bytes > 0 {
        more.push(crate::desk::incoming::model::size(paper.bytes));
    }
    let more: Vec<String> = more.into_iter().filter(|t| !t.is_empty()).collect();
    let item = if number.is_empty() { String::new() } else { format!("for {number}") };
    Line::new(format!("paper/{}", paper.id), meaning, [String::new(), item, paper.title.clone(), more.join(" · ")])
}

fn kept_line(kept: &Kept) -> Line {
    let at = kept.at.parse::<NaiveDateTime>().map(dates::stamp).unwrap_or_default();
    let what = format!("Version {}, {}", kept.version, kept.state.replace('_', " "));
    let note = if kept.note.is_empty() { String::new() } else { format!(" · corrections: {}", kept.note) };
    Line::new(
        format!("kept/{}", kept.id),
        Meaning::Done,
        [String::new(), String::new(), what, format!("{at} by {}{note}", kept.who)],
    )
}

impl WholeLayer {
    pub(super) fn fill(&mut self, cx: &Cx) -> Done {
        let id = self.meeting.id.clone();
        self.meeting = cx.db().must(&id)?;
        self.gone_through = repo::gone_through(cx.db(), &self.meeting)?;
        self.actions = repo::actions_of(cx.db(), &id)?;
        self.papers = repo::papers(cx.db(), &id)?;
        self.kept = repo::kept(cx.db(), &id)?;
        self.title = format!("{} · {}", self.meeting.label(), self.meeting.state_words());
        self.said = self.facts(cx.now);
        self.lines = self.all_lines(cx.today());
        self.state.keep(&self.lines);
        Ok(())
    }

    fn facts(&self, now: NaiveDateTime) -> Vec<String> {
        let m = &self.meeting;
        let (from, until) = (dates::time(m.starts().time()), dates::time(m.finishes().time()));
        let planned: i64 = m.agenda.iter().filter(|i| !i.skip).map(|i| i.length).sum();
        let over = planned - m.minutes();
        let fits = if over > 0 { format!(", {over} more than there are") } else { String::new() };
        let place = if m.place.is_empty() { "no place yet".to_owned() } else { m.place.clone() };
        let mut said = vec![format!("{from}–{until} · {place} · {planned} minutes planned{fits} · {}", self.enough())];
        let step = m.next_step(now);
        if !step.is_empty() {
            said.push(step);
        }
        if !m.corrections.is_empty() {
            said.push(format!("Corrections: {}", m.corrections));
        }
        if !m.notes.is_empty() {
            said.push(m.notes.replace('\n', " / "));
        }
        said
    }

    /// Whether enough are there; before it begins how many must be.
    fn enough(&self) -> String {
        let quorum = self.meeting.quorum();
        if self.meeting.held_at.is_some() {
            quorum.words()
        } else {
            format!("quorum {} of {} members", quorum.needed, quorum.of)
        }
    }

    fn all_lines(&self, today: NaiveDate) -> Vec<Line> {
        let m = &self.meeting;
        let due = m.agenda_due.as_deref().and_then(|d| d.parse().ok());
        let agenda = numbered(&m.agenda, m.starts());
        let number = |id: &str| agenda.iter().find(|n| n.item.id == id).map(Numbered::number_word).unwrap_or_default();
        let mut all = Vec::new();
        group(&mut all, "Agenda", agenda.iter().map(|one| item_line(one, &self.papers)));
        group(&mut all, "Action log, gone through", self.gone_through.iter().map(|l| action_line(l, today)));
        group(&mut all, "Actions of this meeting", self.actions.iter().map(|l| action_line(l, today)));
        group(&mut all, "Who", m.roll.iter().map(seat_line));
        group(&mut all, "Papers", self.papers.iter().map(|p| paper_line(p, &number(&p.item_id), due, today)));
        group(&mut all, "Minutes as they went out", self.kept.iter().map(kept_line));
        all
    }
}
