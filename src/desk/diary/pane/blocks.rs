//! Entries and sessions as blocks of the grids: what stands in them, and what they ask for.

use chrono::NaiveTime;

use super::{DiaryPane, Mode};
use crate::desk::diary::Occurrence;
use crate::desk::diary::rules_sitting::SlotRow;
use crate::ui::Meaning;
use crate::ui::grid::Block;

impl DiaryPane {
    pub(super) fn block(&self, one: &Occurrence, lane: usize) -> Block {
        let open = one.open_to(&self.who);
        let id = one.id();
        let mark = if self.marked.contains(&id) { "* " } else { "" };
        let days = one.entry.all_day;
        let sitting = one.sitting.as_deref();
        let full = sitting.filter(|_| self.mode == Mode::Week).map_or(String::new(), |s| format!("  {}", s.counts));
        Block {
            title: format!("{mark}{}{full}", one.title(&self.who)),
            rows: sitting.map_or_else(Vec::new, |s| s.slots.iter().map(SlotRow::line).collect()),
            detail: self.detail(one, lane == 0 && self.mode != Mode::Side),
            start: one.start,
            end: if days { one.last_day().and_time(NaiveTime::MIN) } else { one.end },
            all_day: days,
            meaning: meaning(one),
            lane,
            struck: one.entry.state == "cancelled",
            tentative: one.entry.state == "hold",
            private: one.entry.private && open,
            id,
        }
    }

    /// Where, with whom, whose, which papers.
    fn detail(&self, one: &Occurrence, calendar: bool) -> String {
        let e = &one.entry;
        let mut parts: Vec<String> = Vec::new();
        // How full it is comes first: the end is cut where it is narrow.
        parts.extend(one.sitting.as_ref().map(|s| s.counts.clone()));
        if calendar && self.several() {
            parts.push(one.calendar.name.clone());
        }
        if let Some(sitting) = &one.sitting {
            parts.extend([sitting.state.clone(), e.place.clone()]);
        } else if one.open_to(&self.who) {
            let proposed = if e.state == "proposed" { "proposed" } else { "" };
            let with = if e.with_whom.is_empty() { String::new() } else { format!("with {}", e.with_whom) };
            let papers = if e.papers.is_empty() { String::new() } else { format!("papers: {}", e.papers) };
            parts.extend([proposed.to_owned(), e.place.clone(), one.patient.clone(), with, papers]);
        }
        parts.retain(|p| !p.is_empty());
        parts.join(" · ")
    }
}

/// What an occurrence asks for, in the four meanings.
pub(super) fn meaning(one: &Occurrence) -> Meaning {
    if one.sitting.as_ref().is_some_and(|s| s.left > 0) {
        return Meaning::ActNow;
    }
    match one.entry.state.as_str() {
        "done" => Meaning::Done,
        "hold" | "proposed" | "cancelled" => Meaning::Paused,
        _ => Meaning::None,
    }
}
