//! The forms of a clinic and of a session, and what saving them does.

use super::plan;
use crate::app::Cx;
use crate::desk::clinics::acts;
use crate::desk::clinics::given::with_at;
use crate::desk::clinics::model::{Clinic, Plan, Session};
use crate::desk::clinics::rules_plan::{check_slots, check_times, read_slots};
use crate::desk::{diary, team};
use crate::form::FormLayer;
use crate::keys::Done;
use crate::store::{Change, Refusal, new_id};
use crate::text::dates;

/// The form of a new clinic, or of a copy of its last plan from a day on.
pub(in crate::desk::clinics) fn new_clinic(cx: &mut Cx) {
    let today = cx.today();
    let plan = Plan {
        since: today.to_string(),
        from: "09:00".into(),
        to: "12:30".into(),
        slots: read_slots("4 new 30m, 6 follow-up 15m", "09:00").unwrap_or_default(),
        ..Plan::default()
    };
    let fresh =
        Clinic { id: new_id(), plans: vec![plan], created_at: crate::clock::stamp(cx.now), ..Clinic::default() };
    let form = FormLayer::new("New clinic", None, fresh, cx, Box::new(save_clinic));
    cx.open(form);
}

/// The form of a clinic as it is now.
pub(in crate::desk::clinics) fn clinic(clinic: &Clinic, cx: &mut Cx) {
    let form = FormLayer::new("Clinic", Some(clinic.clone()), clinic.clone(), cx, Box::new(save_clinic));
    cx.open(form);
}

/// The form of a clinic with a new plan that begins today or later: the past stays.
pub(in crate::desk::clinics) fn clinic_from(clinic: &Clinic, cx: &mut Cx) {
    let next = Plan { since: cx.today().to_string(), ..plan(clinic) };
    let mut base = clinic.clone();
    base.plans.push(next);
    let before = clinic.clone();
    let saving = move |_: Option<&Clinic>, after: &Clinic, draft: &str, cx: &mut Cx| {
        let since = plan(after).since.clone();
        if since <= before.plans.last().map(|p| p.since.clone()).unwrap_or_default() {
            return Err(Refusal::rule(
                "That day lies before the plan it follows: type a later one, or edit the clinic.",
            ));
        }
        let changed = Clinic { plans: before.with_plan(plan(after)).plans, ..after.clone() };
        save_clinic(Some(&before), &changed, draft, cx)
    };
    let form = FormLayer::new("Clinic, changed from a day on", None, base, cx, Box::new(saving));
    cx.open(form);
}

fn save_clinic(before: Option<&Clinic>, after: &Clinic, draft: &str, cx: &mut Cx) -> Done {
    for one in &after.plans {
        one.check()?;
    }
    let (calendar, made) = diary::repo::ensure_calendar(cx.db(), &after.consultant, None, cx.now)?;
    let after = Clinic { calendar_id: calendar.id, consultant: calendar.name, ..after.clone() };
    let change = match before {
        None => Change::new(format!("New clinic: {}, {}", after.name, plan(&after).days_in_words())).insert(&after),
        Some(before) => Change::new(format!("Clinic: {}", after.name)).update(before, &after),
    };
    let member = team::repo::ensure(cx.db(), &after.consultant, "consultant", cx.now)?;
    let change = [made, member].into_iter().flatten().fold(change, Change::and);
    let done = change.label.clone();
    cx.apply(&change.spends(draft))?;
    say_lost(&after, &done, cx)
}

/// So many are named.
const NAMED: usize = 3;

/// Who is booked where the plan has no slot any more is said: nobody is moved by itself.
pub(in crate::desk::clinics) fn say_lost(clinic: &Clinic, done: &str, cx: &mut Cx) -> Done {
    let lost = acts::without_slot(cx.db(), &clinic.id, cx.today())?;
    if lost.is_empty() {
        return Ok(());
    }
    let names = with_at(cx, |at| Ok(lost.iter().take(NAMED).map(|a| at.named(a)).collect::<Vec<_>>()))?;
    let more = if lost.len() > NAMED { format!(" and {} more", lost.len() - NAMED) } else { String::new() };
    cx.warn(format!("{done}. Without a slot now, to be moved in their sessions (v): {}{more}.", names.join("; ")));
    Ok(())
}

/// The form of one session.
pub(in crate::desk::clinics) fn session(session: &Session, cx: &mut Cx) {
    let before = session.clone();
    let title = format!("{} {}", session.name, dates::screen_weekday(session.day()));
    let saving =
        move |_: Option<&Session>, after: &Session, draft: &str, cx: &mut Cx| save_session(&before, after, draft, cx);
    let form = FormLayer::new(title, Some(session.clone()), session.clone(), cx, Box::new(saving));
    cx.open(form);
}

/// The form of a session on its own, without a clinic.
pub(in crate::desk::clinics) fn own_session(day: chrono::NaiveDate, cx: &mut Cx) {
    let fresh = Session {
        id: new_id(),
        name: "Extra clinic".into(),
        on_date: day.to_string(),
        starts: "09:00".into(),
        ends: "12:30".into(),
        state: "open".into(),
        slots: read_slots("4 new 30m, 6 follow-up 15m", "09:00").unwrap_or_default(),
        ..Session::default()
    };
    let before = fresh.clone();
    let saving =
        move |_: Option<&Session>, after: &Session, draft: &str, cx: &mut Cx| save_session(&before, after, draft, cx);
    let form = FormLayer::new("A session on its own", None, fresh, cx, Box::new(saving));
    cx.open(form);
}

fn save_session(before: &Session, after: &Session, draft: &str, cx: &mut Cx) -> Done {
    check_times(&after.starts, &after.ends)?;
    check_slots(&after.slots, &after.starts, &after.ends)?;
    let lost = acts::would_lose(cx.db(), before, after)?;
    if lost > 0 {
        return Err(Refusal::rule(format!(
            "Not saved: {lost} booked there would lose their slot. Leave theirs, or reduce the session (r): it makes a list of them."
        )));
    }
    let (calendar, made) = diary::repo::ensure_calendar(cx.db(), &after.consultant, None, cx.now)?;
    let after = Session { calendar_id: calendar.id, consultant: calendar.name, ..after.stored(cx.now) };
    let mut change = Change::new(format!("Session: {} {}", after.name, dates::screen_weekday(after.day())));
    change.edits.push(acts::written(before, &after));
    let change = made.map_or(change.clone(), |m| change.and(m));
    cx.apply(&change.spends(draft))
}
