//! Two records of one patient side by side: which stays, what it takes from the other, and what moves with it.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::model::{merge as merge_rule, numbers_differ};
use super::{Patient, repo};
use crate::app::{Cx, Input, Layer, Row, Taken, prompt};
use crate::form::{Entity, facts};
use crate::keys::command::always;
use crate::keys::{Command, Done, Place};
use crate::store::Refusal;
use crate::ui::prose::{Para, Scroll, scroll_text};
use crate::ui::{Look, panel, pen, width};

/// Two records side by side.
pub struct MergeLayer {
    both: [Patient; 2],
    /// What each holds: calls, letters, entries, tasks.
    hold: [String; 2],
    /// Field, left, right, and whether they differ.
    rows: Vec<(String, String, String, bool)>,
    stays: usize,
    scroll: Scroll,
}

/// Lays two records side by side.
pub(super) fn open(a: Patient, b: Patient, cx: &mut Cx) -> Done {
    // Nothing is asked of people that could not be done at all.
    merge_rule(&a, &b, "for now", cx.now).map_err(Refusal::Rule)?;
    let hold = [holds(&a, cx)?, holds(&b, cx)?];
    let rows = compare(&a, &b, cx);
    for patient in [&a, &b] {
        cx.viewed("patient", &patient.id, &format!("Opened {} to merge", patient.name()))?;
    }
    // The one with a verified number stays unless somebody says otherwise.
    let stays = usize::from(a.nhs_status != "verified" && b.nhs_status == "verified");
    cx.open(MergeLayer { both: [a, b], hold, rows, stays, scroll: Scroll::default() });
    Ok(())
}

fn holds(patient: &Patient, cx: &Cx) -> Result<String, Refusal> {
    let moments = repo::timeline(cx.db(), &patient.id)?;
    let of = |kind: &str| moments.iter().filter(|m| m.kind == kind && m.word != "promise").count();
    Ok(format!("{} calls, {} letters, {} diary entries, {} tasks", of("query"), of("letter"), of("entry"), of("task")))
}

fn compare(a: &Patient, b: &Patient, cx: &Cx) -> Vec<(String, String, String, bool)> {
    let (left, right) = (facts(a, cx.db()), facts(b, cx.db()));
    let of = |facts: &[(&'static str, String)], label: &str| {
        let text = facts.iter().find(|(l, _)| *l == label).map(|(_, t)| t.clone()).unwrap_or_default();
        text.lines().collect::<Vec<_>>().join(", ")
    };
    let labels = Patient::fields().iter().map(|f| f.label);
    labels
        .map(|label| (label.to_owned(), of(&left, label), of(&right, label)))
        .filter(|(_, l, r)| l != r || !(l.is_empty() || l == "no"))
        .map(|(label, l, r)| {
            let differ = l != r;
            (label, l, r, differ)
        })
        .collect()
}

impl MergeLayer {
    fn turn(&mut self) {
        self.stays = 1 - self.stays;
    }

    fn pair(&self) -> (Patient, Patient) {
        (self.both[self.stays].clone(), self.both[1 - self.stays].clone())
    }

    fn merge(&mut self, cx: &mut Cx) -> Done {
        let (stays, goes) = self.pair();
        if !numbers_differ(&stays, &goes) {
            return done(&stays, &goes, "", cx).map(|()| cx.close_below());
        }
        let title = format!("Different NHS numbers: {} and {}", stays.nhs_shown(), goes.nhs_shown());
        prompt(cx, &title, &[("Why one person", "")], move |answers, cx| {
            done(&stays, &goes, &answers[0], cx)?;
            // The side-by-side view lies under this question and goes with it.
            cx.close();
            Ok(())
        });
        Ok(())
    }

    const ROWS: &'static [Row<Self>] = &[
        Command {
            id: "merge.turn",
            keys: &["left", "right", "tab"],
            label: "The other stays",
            sentence: "Let the other record stay.",
            place: Place::Footer(2),
            everywhere: false,
            ready: always,
            run: |layer, _| {
                layer.turn();
                Ok(())
            },
        },
        Command {
            id: "merge.do",
            keys: &["ctrl-s", "enter"],
            label: "Merge",
            sentence: "Make one record of the two; Ctrl-Z undoes it.",
            place: Place::Footer(1),
            everywhere: false,
            ready: always,
            run: Self::merge,
        },
    ];

    fn paras(&self) -> Vec<Para> {
        let (stays, goes) = self.pair();
        vec![
            Para::body(format!(
                "{} stays and takes what it lacks; all calls, letters, diary entries and tasks come to it. {} is kept, \
                 out of all lists, and leads to it. Warnings of both are kept. Ctrl-Z undoes it.",
                stays.name(),
                goes.name()
            )),
            Para::gap(),
        ]
    }

    /// The table in three columns, wrapped so that nothing is cut.
    fn table(&self, wide: usize) -> Vec<(String, bool)> {
        let label = self.rows.iter().map(|r| width::width(&r.0)).max().unwrap_or(8).min(wide / 4);
        let column = (wide.saturating_sub(label + 6) / 2).max(8);
        let word = |n: usize| if n == self.stays { "STAYS" } else { "goes" };
        let mut out = vec![(three("", word(0), word(1), label, column), false)];
        out.push((three("Holds", &self.hold[0], &self.hold[1], label, column), false));
        for (name, left, right, differ) in &self.rows {
            let (left, right) = (width::wrap(left, column), width::wrap(right, column));
            for n in 0..left.len().max(right.len()).max(1) {
                let cell = |of: &[String]| of.get(n).cloned().unwrap_or_default();
                let name = if n == 0 { name.as_str() } else { "" };
                let line = three(name, &cell(&left), &cell(&right), label, column);
                let mark = if *differ && n == 0 { "* " } else { "  " };
                out.push((format!("{mark}{line}"), *differ));
            }
        }
        for line in out.iter_mut().take(2) {
            line.0.insert_str(0, "  ");
        }
        out
    }
}

fn three(label: &str, left: &str, right: &str, label_wide: usize, column: usize) -> String {
    let pad = |text: &str, wide: usize| {
        let text = width::clean(text);
        let blank = wide.saturating_sub(width::width(&text));
        format!("{text}{}", " ".repeat(blank))
    };
    let label = width::shorten(label, label_wide).into_owned();
    format!("{}  {}  {}", pad(&label, label_wide), pad(left, column), right)
}

fn done(stays: &Patient, goes: &Patient, reason: &str, cx: &mut Cx) -> Done {
    let change = repo::merge_change(cx.db(), stays, goes, reason, cx.now)?;
    cx.apply(&change)?;
    cx.show("patient", stays.id.clone());
    Ok(())
}

impl Layer for MergeLayer {
    const SCOPE: &'static str = "+merge";

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

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let inner = panel::panel(frame, area, "One patient, two records · * differs", true, look);
        let mut paras = self.paras();
        let table = self.table(usize::from(inner.width));
        paras.extend(
            table.into_iter().map(|(line, differ)| if differ { Para::heading(line) } else { Para::body(line) }),
        );
        scroll_text(frame, inner, &paras, &mut self.scroll, look)
    }
}
