//! What is done to a session: listed, shown, cancelled or made shorter with its worklist, opened, closed.

use chrono::{Days, NaiveDate};
use clap::Args;
use serde_json::Value;

use super::plan::{Cut, time};
use super::{Answer, Means, Said, Session, Sitting, consultant_of, json, session_change, session_of, shown};
use crate::cli::answer::short;
use crate::desk::clinics::acts::{self, Wave};
use crate::desk::clinics::rules_session::{Taken, slot_parts};
use crate::desk::clinics::{Appointment, repo};
use crate::desk::people;
use crate::store::Refusal;
use crate::text::dates;

/// Which sessions.
#[derive(Debug, Args)]
pub struct Sessions {
    /// The first day; today where it is not said
    when: Option<String>,
    /// How many days
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=3660))]
    days: u32,
    /// Of this clinic only
    #[arg(long, value_name = "NAME")]
    clinic: Option<String>,
    /// Of this consultant only
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
}

/// A shorter session.
#[derive(Debug, Args)]
pub struct Reduce {
    /// The clinic
    name: String,
    /// The day
    when: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// When it begins now
    #[arg(long, value_name = "09:00")]
    from: Option<String>,
    /// When it ends now
    #[arg(long, value_name = "11:00")]
    to: Option<String>,
    #[command(flatten)]
    cut: Cut,
}

impl Sessions {
    /// Lists them.
    pub fn run(self, session: &mut Session) -> Said {
        let today = session.today();
        let from = self.when.as_deref().map_or(Ok(today), |typed| Ok::<_, Refusal>(session.when(typed)?.date))?;
        let until = from.checked_add_days(Days::new(u64::from(self.days))).unwrap_or(NaiveDate::MAX);
        let db = session.db();
        let mut all = repo::sessions(db, from, until, today)?;
        if let Some(name) = &self.clinic {
            let clinic = repo::clinic_named(db, name)?;
            all.retain(|s| s.clinic_id.as_ref() == Some(&clinic.id));
        }
        if let Some(of) = &self.of {
            let consultant = consultant_of(session, of)?;
            all.retain(|s| s.consultant == consultant);
        }
        let mut taken = repo::taken(db, from, until)?;
        let all: Vec<(Sitting, Taken)> =
            all.into_iter().map(|s| (taken.remove(&s.id).unwrap_or_default(), s)).map(|(t, s)| (s, t)).collect();
        let rows: Vec<Vec<String>> = all.iter().map(|(s, t)| row(s, t)).collect();
        let free = |s: &Sitting, t: &Taken| s.free(t, None, session.now).len();
        let json = all.iter().map(|(s, t)| json::clinics::session(s, t, free(s, t))).collect();
        let headings = ["WHEN", "CLINIC", "OF", "BOOKED", "STATE", "WHERE", "ID"];
        Ok(Answer::listing(&headings, &rows, json, "There is no session then."))
    }
}

fn row(one: &Sitting, taken: &Taken) -> Vec<String> {
    let state = if one.state == "open" { "open".into() } else { short(&one.state_words()) };
    vec![
        format!("{} {}–{}", dates::screen_weekday(one.day()), one.starts, one.ends),
        one.name.clone(),
        one.consultant.clone(),
        one.fullness(taken),
        state,
        one.where_it_is(),
        one.id.clone(),
    ]
}

/// One session: its slots as lines, free ones too, and who was there.
pub fn show(session: &Session, one: &Sitting) -> Said {
    let (db, today) = (session.db(), session.today());
    let taken = repo::taken_in(db, one)?;
    let all = repo::of_session(db, &one.id)?;
    let mut rows: Vec<Vec<String>> = all.iter().map(|a| line(session, a)).collect();
    for place in one.places().iter().filter(|p| !taken.has(&p.slot.at, p.n)) {
        let held = place.slot.held_on(one.day(), today).map(|who| format!("held for {who}"));
        let state = held.unwrap_or_else(|| "free".into());
        let words = [place.slot.at.clone(), place.slot.kind.clone(), String::new(), state, String::new()];
        rows.push(words.into_iter().chain([place.id(&one.id)]).collect());
    }
    rows.sort();
    let mut record = json::clinics::session(one, &taken, one.free(&taken, None, session.now).len());
    record["appointments"] = all.iter().map(|a| shown(session, a)).collect::<Vec<Value>>().into();
    let none = format!("{} has no slot on that day.", one.name);
    let headings = ["AT", "KIND", "PATIENT", "STATE", "NEEDS", "ID"];
    Ok(Answer::listing(&headings, &rows, vec![record], &none))
}

fn line(session: &Session, one: &Appointment) -> Vec<String> {
    let needs: Vec<&str> = one.needs.iter().map(|n| n.what.as_str()).collect();
    let name = people::repo::name_of(session.db(), &one.patient_id);
    vec![one.at().into(), one.kind.clone(), name, one.state_words(), short(&needs.join(", ")), one.id.clone()]
}

fn named(session: &Session, name: &str, when: &str) -> Result<Sitting, Refusal> {
    session_of(session, &repo::clinic_named(session.db(), name)?, when)
}

/// Cancels a session and gives its worklist.
pub fn cancel(session: &mut Session, name: &str, when: &str, reason: &str) -> Said {
    let one = named(session, name, when)?;
    let means = Means::of(session)?;
    let wave = acts::cancel_session(means.at(session), &one, reason)?;
    done(session, &wave, "Cancelled. Nobody was booked in it.")
}

impl Reduce {
    /// Makes it shorter and gives its worklist.
    pub fn run(self, session: &mut Session) -> Said {
        let one = named(session, &self.name, &self.when)?;
        let or = |given: &Option<String>, was: &String| given.as_ref().map_or(Ok(was.clone()), |g| time(session, g));
        let (from, to) = (or(&self.from, &one.starts)?, or(&self.to, &one.ends)?);
        let kept = || one.slots.iter().filter(|s| s.at >= from && s.ends() <= to).cloned().collect();
        let slots = self.cut.laid(&from, &to)?.unwrap_or_else(kept);
        let means = Means::of(session)?;
        let wave = acts::reduce_session(means.at(session), &one, (&from, &to), slots, &self.reason)?;
        done(session, &wave, "Made shorter. Nobody has lost a slot.")
    }
}

fn done(session: &mut Session, wave: &Wave, nobody: &str) -> Said {
    session.apply(&wave.change)?;
    Ok(listing(session, &wave.touched, nobody))
}

/// Who is still to be told.
pub fn worklist(session: &Session, name: &str, when: &str, every: bool) -> Said {
    let one = named(session, name, when)?;
    let means = Means::of(session)?;
    let mut all = acts::left(means.at(session), &one.id)?;
    if every {
        let dealt = repo::of_session(session.db(), &one.id)?;
        all.extend(dealt.into_iter().filter(|a| matches!(a.reach.as_str(), "reached" | "unreachable")));
    }
    let nobody = if one.is_live() && one.state != "reduced" {
        "This session takes place as planned: there is nobody to tell."
    } else {
        "Everybody was reached, or a task goes on with it."
    };
    Ok(listing(session, &all, nobody))
}

fn listing(session: &Session, all: &[Appointment], nobody: &str) -> Answer {
    let rows: Vec<Vec<String>> = all.iter().map(|a| to_tell(session, a)).collect();
    let json = all.iter().map(|a| told(session, a)).collect();
    let headings = ["BREACH", "PATIENT", "WAS", "INSTEAD", "TELL BY", "NEEDS", "REACHED", "ID"];
    Answer::listing(&headings, &rows, json, nobody)
}

fn to_tell(session: &Session, one: &Appointment) -> Vec<String> {
    let needs: Vec<&str> = one.needs.iter().map(|n| n.what.as_str()).collect();
    let reached = match one.reach.as_str() {
        "to_reach" => "not yet",
        "unreachable" => "a task goes on",
        other => other,
    };
    vec![
        one.breach().map(dates::screen).unwrap_or_default(),
        people::repo::name_of(session.db(), &one.patient_id),
        one.starts().map(dates::stamp_weekday).unwrap_or_default(),
        proposed(one).unwrap_or_else(|| "none free".into()),
        one.told.clone(),
        short(&needs.join(", ")),
        reached.into(),
        one.id.clone(),
    ]
}

/// When the slot that is proposed begins.
fn proposed(one: &Appointment) -> Option<String> {
    let (day, at) = proposed_at(one)?;
    Some(format!("{} {at}", dates::screen_weekday(day)))
}

fn proposed_at(one: &Appointment) -> Option<(NaiveDate, String)> {
    let (sitting, at, _) = slot_parts(one.proposed.as_deref()?)?;
    let day = sitting.rsplit_once('.').and_then(|(_, day)| NaiveDate::parse_from_str(day, "%Y%m%d").ok())?;
    Some((day, at))
}

fn told(session: &Session, one: &Appointment) -> Value {
    let mut record = shown(session, one);
    record["proposed_start"] = proposed_at(one).map(|(day, at)| format!("{day}T{at}:00")).into();
    record
}

/// Takes a cancellation back.
pub fn take_back(session: &mut Session, name: &str, when: &str) -> Said {
    let one = named(session, name, when)?;
    let means = Means::of(session)?;
    let change = acts::take_back(means.at(session), &one)?;
    session.apply(&change)?;
    made(session, &one.id)
}

/// Opens a draft or closed session.
pub fn open(session: &mut Session, name: &str, when: &str) -> Said {
    let one = named(session, name, when)?;
    let after = one.opened()?.stored(session.now);
    set(session, "Opened", &one, &after)
}

/// Closes a session.
pub fn close(session: &mut Session, name: &str, when: &str) -> Said {
    let one = named(session, name, when)?;
    let all = repo::of_session(session.db(), &one.id)?;
    let after = one.closed(&all, session.now)?.stored(session.now);
    set(session, "Closed", &one, &after)
}

fn set(session: &mut Session, word: &str, before: &Sitting, after: &Sitting) -> Said {
    let label = format!("{word} {} {}", before.name, dates::screen_weekday(before.day()));
    session.apply(&session_change(label, before, after))?;
    made(session, &after.id)
}

fn made(session: &Session, id: &str) -> Said {
    let one = repo::session(session.db(), id, session.today())?;
    let taken = repo::taken_in(session.db(), &one)?;
    let free = one.free(&taken, None, session.now).len();
    Ok(Answer::made(id, json::clinics::session(&one, &taken, free)))
}
