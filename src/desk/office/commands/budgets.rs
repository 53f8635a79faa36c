//! Lines of the budget: made, edited, money moved between them, bills, years.

use super::super::model::{BudgetLine, Cost, Virement, Year};
use super::super::rows::BudgetRow;
use super::super::{OfficePane, acts, repo};
use crate::app::{Cx, MenuItem, choose, prompt};
use crate::clock::stamp;
use crate::form::FormLayer;
use crate::keys::Done;
use crate::store::{Change, Refusal, new_id};
use crate::text::{money, when};

pub(super) fn selected(pane: &OfficePane) -> Result<&BudgetRow, String> {
    pane.budgets.selected().ok_or_else(|| "There is no line in this year. n makes one, y shows another year.".into())
}

pub(super) fn new(pane: &OfficePane, cx: &mut Cx) -> Done {
    let centre_id = pane.budgets.selected().map(|r| r.of.centre.id.clone()).unwrap_or_default();
    let fresh = BudgetLine {
        id: new_id(),
        centre_id,
        year: pane.year.0,
        state: "open".into(),
        created_at: stamp(cx.now),
        ..BudgetLine::default()
    };
    let form = FormLayer::new("New budget line", None, fresh, cx, Box::new(save));
    cx.open(form);
    Ok(())
}

pub(super) fn edit(line: &BudgetLine, cx: &mut Cx) -> Done {
    let form = FormLayer::new("Budget line", Some(line.clone()), line.clone(), cx, Box::new(save));
    cx.open(form);
    Ok(())
}

fn save(before: Option<&BudgetLine>, after: &BudgetLine, draft: &str, cx: &mut Cx) -> Done {
    let change = acts::write_line(cx.db(), before, after, cx.now)?;
    cx.apply(&change.spends(draft))
}

pub(super) fn bin(pane: &OfficePane, cx: &mut Cx) -> Done {
    let row = selected(pane)?;
    let (line, f) = (row.of.line.clone(), row.of.figures);
    if f.committed != 0 || f.spent() != 0 || f.moved != 0 {
        let sentence = format!("{} has money ordered, spent or moved on it: freeze it instead (e).", line.label());
        return Err(Refusal::rule(sentence));
    }
    let after = BudgetLine { binned_at: Some(stamp(cx.now)), ..line.clone() };
    cx.apply(&Change::new(format!("To the bin: {}", line.label())).update(&line, &after))
}

/// The line to which money goes is chosen first, then how much and why.
pub(super) fn vire(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let from = selected(pane)?.of.line.clone();
    let others = pane.budgets.all().iter().filter(|r| r.of.line.id != from.id);
    let item = |r: &BudgetRow| {
        let left = money::show(r.of.figures.available());
        MenuItem::new(r.of.line.id.clone(), r.of.centre.code.clone(), r.of.line.label(), format!("{left} left"))
    };
    let items: Vec<MenuItem> = others.map(item).collect();
    if items.is_empty() {
        return Err(Refusal::rule("There is no other line in this year to move money to. n makes one."));
    }
    choose(cx, &format!("Move money from {} to", from.label()), items, move |to, cx| {
        let (from, to) = (from.clone(), to.to_owned());
        prompt(cx, &format!("From {}", from.label()), &[("How much", ""), ("Why", "")], move |answers, cx| {
            let virement = Virement {
                id: new_id(),
                from_id: from.id.clone(),
                to_id: to.clone(),
                pence: money::parse(&answers[0])?,
                reason: answers[1].trim().into(),
                on_day: cx.today().to_string(),
                who: cx.who.clone(),
                binned_at: None,
            };
            let change = acts::vire(cx.db(), &virement)?;
            cx.apply(&change)
        });
        Ok(())
    });
    Ok(())
}

pub(super) fn cost(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let line = selected(pane)?.of.line.clone();
    let asked = [("What for", ""), ("Amount", ""), ("Invoice or claim number", ""), ("Day", "tod")];
    prompt(cx, &format!("A cost on {}", line.label()), &asked, move |answers, cx| {
        if answers[0].trim().is_empty() {
            return Err(Refusal::rule("Say what it was for."));
        }
        let day = when::parse(&answers[3], cx.now)?.first().map_or(cx.today(), |w| w.date);
        let cost = Cost {
            id: new_id(),
            budget_id: line.id.clone(),
            on_day: day.to_string(),
            pence: money::parse(&answers[1])?,
            what: answers[0].trim().into(),
            reference: answers[2].trim().into(),
            ..Cost::default()
        };
        let label = format!("{} on {}: {}", money::show(cost.pence), line.label(), cost.what);
        cx.apply(&Change::new(label).insert(&cost))
    });
    Ok(())
}

/// The years there are, and the next one made of this one's lines.
pub(super) fn year(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let mut years = repo::years(cx.db())?;
    let this = Year::of(cx.today());
    if !years.contains(&this) {
        years.insert(0, this);
    }
    let next = Year(pane.year.0 + 1);
    let mut items: Vec<MenuItem> =
        years.iter().map(|y| MenuItem::new(y.0.to_string(), "", y.name(), "show it")).collect();
    if !years.contains(&next) && !pane.budgets.all().is_empty() {
        let detail = format!("carry the lines of {} into it", pane.year.name());
        items.push(MenuItem::new(format!("+{}", next.0), "", next.name(), detail));
    }
    let goal = pane.goal.clone();
    choose(cx, "Financial year", items, move |id, cx| {
        let year = Year(id.trim_start_matches('+').parse().unwrap_or(next.0));
        if id.starts_with('+') {
            let change = carried(Year(year.0 - 1), cx)?;
            cx.apply(&change)?;
        }
        goal.set(Some(year));
        cx.touch();
        Ok(())
    });
    Ok(())
}

/// The lines of a year once more for the next, with what they were given.
fn carried(from: Year, cx: &Cx) -> Result<Change, Refusal> {
    let all = repo::budget(cx.db(), from)?;
    let next = Year(from.0 + 1);
    let mut change = Change::new(format!("{} lines carried into {}", all.len(), next.name()));
    for one in all {
        change = change.insert(&BudgetLine {
            id: new_id(),
            year: next.0,
            state: "open".into(),
            created_at: stamp(cx.now),
            ..one.line
        });
    }
    Ok(change)
}
