//! A month of very many entries: what each day shows is picked before any of it is put into words.

use std::collections::{BTreeSet, HashMap};

use chrono::{Duration, NaiveDate};

use super::blocks::meaning;
use super::{DiaryPane, Occurrence};
use crate::desk::diary::rules_chart::is_absence;
use crate::ui::Meaning;

/// No day of a month shows more titles than this of either sort.
const SHOWN: usize = 8;

/// What a month knows of a day beside the blocks that it shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::desk::diary) struct MonthDay {
    /// How many entries count.
    pub count: usize,
    /// The worst of their meanings.
    pub meaning: Meaning,
    whole: usize,
    timed: usize,
}

impl DiaryPane {
    /// Counts what stands on each day, and gives which of it is put into words: the first of each day, and all of the
    /// selected one. The leave that is told by names is not counted.
    pub(super) fn month_days(&self) -> (HashMap<NaiveDate, MonthDay>, Vec<usize>) {
        let named: BTreeSet<String> = self.chart.chart.told().map(Occurrence::id).collect();
        let shown = (self.window.1 - self.window.0).num_days().max(0) as usize;
        let mut days: Vec<MonthDay> = vec![MonthDay::default(); shown];
        let mut kept = Vec::new();
        for (n, one) in self.shown.iter().enumerate() {
            let told = !named.is_empty() && is_absence(one) && named.contains(&one.id());
            let mut wanted = false;
            let mut date = one.start.date().max(self.window.0);
            let last = one.last_day().min(self.window.1 - Duration::days(1));
            while date <= last {
                let Some(day) = days.get_mut((date - self.window.0).num_days() as usize) else { break };
                wanted |= date == self.date() || (!told && day.has_room(one));
                if !told {
                    day.add(one);
                }
                date += Duration::days(1);
            }
            if wanted {
                kept.push(n);
            }
        }
        (self.window.0.iter_days().zip(days).filter(|(_, day)| *day != MonthDay::default()).collect(), kept)
    }
}

impl MonthDay {
    fn has_room(&self, one: &Occurrence) -> bool {
        (if one.all_day { self.whole } else { self.timed }) < SHOWN
    }

    fn add(&mut self, one: &Occurrence) {
        *(if one.all_day { &mut self.whole } else { &mut self.timed }) += 1;
        if one.settled && one.sitting.is_none() {
            self.count += 1;
        } else if one.entry.state != "cancelled" {
            self.count += 1;
            self.meaning = self.meaning.min(meaning(one));
        }
    }
}
