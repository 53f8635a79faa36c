//! `clinic`: list them, show one, make one, change one from a day on; what is done to a session stands in `sessions`.

use std::fmt::Write as _;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::plan::{Cut, time, weekday};
use super::sessions::{self, Reduce, Sessions};
use super::{Answer, Said, Session, json, note, session_of};
use crate::desk::clinics::rules_plan::{limits_text, slots_text};
use crate::desk::clinics::{Clinic, Plan, acts, repo};
use crate::desk::{diary, people, team};
use crate::store::{Change, Refusal, new_id};
use crate::text::dates;

/// Clinics and their sessions; the list of them without a word after it.
#[derive(Debug, Args)]
pub struct Clinics {
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// What can be done with a clinic.
#[derive(Debug, Subcommand)]
enum Verb {
    /// List the clinics
    List,
    /// Show a clinic with its plans, or one of its sessions with everybody in it
    Show {
        /// Its name or code
        name: String,
        /// The day of a session
        when: Option<String>,
    },
    /// Make a clinic
    Add(Box<Add>),
    /// Change a clinic from a day on; what was before stays
    Change(Box<Edit>),
    /// List the sessions of some days, cancelled ones too
    Sessions(Sessions),
    /// Cancel a session: all its patients come onto its worklist, which is printed
    Cancel {
        /// The clinic
        name: String,
        /// The day
        when: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Hold a shorter session: those whose slot is gone come onto its worklist, which is printed
    Reduce(Box<Reduce>),
    /// Who is still to be told of a cancelled or shorter session, the nearest breach date first
    Worklist {
        /// The clinic
        name: String,
        /// The day
        when: String,
        /// Those who were dealt with too
        #[arg(long)]
        all: bool,
    },
    /// Take a whole cancellation back, while no letter has gone out
    Uncancel {
        /// The clinic
        name: String,
        /// The day
        when: String,
    },
    /// Open a draft or a closed session for booking
    Open {
        /// The clinic
        name: String,
        /// The day
        when: String,
    },
    /// Close a session in which everybody has an outcome
    Close {
        /// The clinic
        name: String,
        /// The day
        when: String,
    },
}

/// A new clinic.
#[derive(Debug, Args)]
struct Add {
    /// Its name
    #[arg(long, value_name = "N")]
    name: String,
    /// Whose clinic; added to the team and given a calendar if the name is new
    #[arg(long, value_name = "WHO")]
    of: String,
    /// On which weekdays: mon or mon,thu
    #[arg(long, value_name = "mon", value_delimiter = ',', required = true)]
    weekday: Vec<String>,
    /// When it begins
    #[arg(long, value_name = "09:00")]
    from: String,
    /// When it ends
    #[arg(long, value_name = "12:30")]
    to: String,
    /// The first day; today where it is not said
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    #[command(flatten)]
    cut: Cut,
    #[command(flatten)]
    about: About,
}

/// A change of a clinic.
#[derive(Debug, Args)]
struct Edit {
    /// Its name or code
    name: String,
    /// The day from which the new days, times, slots and limits hold
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Another name
    #[arg(long, value_name = "N")]
    rename: Option<String>,
    /// On which weekdays
    #[arg(long, value_name = "mon", value_delimiter = ',')]
    weekday: Vec<String>,
    /// When it begins
    #[arg(long, value_name = "09:00")]
    from: Option<String>,
    /// When it ends
    #[arg(long, value_name = "12:30")]
    to: Option<String>,
    #[command(flatten)]
    cut: Cut,
    #[command(flatten)]
    about: About,
}

/// Where it is, and what else is known of it.
#[derive(Debug, Args)]
struct About {
    /// Site
    #[arg(long, value_name = "SITE")]
    site: Option<String>,
    /// Room
    #[arg(long, value_name = "ROOM")]
    room: Option<String>,
    /// Its code in the hospital's system
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// Anything else
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
}

impl About {
    fn onto(&self, clinic: Clinic) -> Clinic {
        let or = |given: &Option<String>, was: String| given.as_deref().map_or(was, |g| g.trim().to_owned());
        Clinic {
            site: or(&self.site, clinic.site),
            room: or(&self.room, clinic.room),
            code: or(&self.code, clinic.code),
            notes: or(&self.notes, clinic.notes),
            ..clinic
        }
    }
}

impl Clinics {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        match self.verb.unwrap_or(Verb::List) {
            Verb::List => list(session),
            Verb::Show { name, when: None } => show(session, &repo::clinic_named(session.db(), &name)?),
            Verb::Show { name, when: Some(when) } => {
                let clinic = repo::clinic_named(session.db(), &name)?;
                sessions::show(session, &session_of(session, &clinic, &when)?)
            }
            Verb::Add(add) => add.run(session),
            Verb::Change(edit) => edit.run(session),
            Verb::Sessions(it) => it.run(session),
            Verb::Cancel { name, when, reason } => sessions::cancel(session, &name, &when, &reason),
            Verb::Reduce(it) => it.run(session),
            Verb::Worklist { name, when, all } => sessions::worklist(session, &name, &when, all),
            Verb::Uncancel { name, when } => sessions::take_back(session, &name, &when),
            Verb::Open { name, when } => sessions::open(session, &name, &when),
            Verb::Close { name, when } => sessions::close(session, &name, &when),
        }
    }
}

fn list(session: &Session) -> Said {
    let all = repo::clinics(session.db())?;
    let today = session.today();
    let row = |c: &Clinic| {
        let slots = c.plan_on(today).or(c.plans.last()).map_or_else(String::new, |p| slots_text(&p.slots, &p.from));
        vec![c.name.clone(), c.consultant.clone(), c.days_in_words(today), slots, c.room.clone(), c.id.clone()]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let json = all.iter().map(|c| json::clinics::clinic(c, today)).collect();
    let headings = ["CLINIC", "OF", "WHEN", "SLOTS", "ROOM", "ID"];
    Ok(Answer::listing(&headings, &rows, json, "There is no clinic yet: rolltop clinic add makes one."))
}

fn show(session: &Session, clinic: &Clinic) -> Said {
    let mut page = format!("{}   {}   {}   {}\n\n", clinic.name, clinic.consultant, clinic.room, clinic.site);
    for plan in &clinic.plans {
        let until = plan.until.as_deref().map(|u| format!(" until {}", screen(u))).unwrap_or_default();
        let _ = writeln!(page, "From {}{until}: {}", screen(&plan.since), plan.days_in_words());
        let _ = writeln!(page, "  {}", slots_text(&plan.slots, &plan.from));
        let _ = writeln!(page, "  {}", allowed(plan));
        if !plan.excluded.is_empty() {
            let days: Vec<String> = plan.excluded.iter().map(|d| screen(d)).collect();
            let _ = writeln!(page, "  Not on {}", days.join(", "));
        }
    }
    let _ = writeln!(page, "\n{}", super::next_days(clinic, session.today(), session.today()));
    Ok(Answer::said(page, vec![json::clinics::clinic(clinic, session.today())]))
}

fn screen(iso: &str) -> String {
    iso.parse::<NaiveDate>().map_or_else(|_| iso.to_owned(), dates::screen)
}

fn allowed(plan: &Plan) -> String {
    let limits =
        if plan.limits.is_empty() { String::new() } else { format!("at most {}; ", limits_text(&plan.limits)) };
    match plan.overbook {
        0 => format!("{limits}nobody beyond the slots"),
        n => format!("{limits}{n} beyond the slots"),
    }
}

/// Weekdays as they are kept; what is none stays and is refused by the plan's own check.
fn weekdays(all: &[String]) -> Vec<String> {
    all.iter().map(|d| weekday(d).map_or_else(|| d.trim().to_owned(), str::to_owned)).collect()
}

impl Add {
    fn run(&self, session: &mut Session) -> Said {
        if self.name.trim().is_empty() {
            return Err(Refusal::rule("A clinic needs a name."));
        }
        let (calendar, new) = diary::repo::ensure_calendar(session.db(), &self.of, Some("consultant"), session.now)?;
        let member = team::repo::ensure(session.db(), &self.of, "consultant", session.now)?;
        let clinic = self.about.onto(Clinic {
            id: new_id(),
            name: self.name.trim().into(),
            consultant: calendar.name.clone(),
            calendar_id: calendar.id,
            plans: vec![self.plan(session)?],
            created_at: crate::clock::stamp(session.now),
            ..Clinic::default()
        });
        let change = Change::new(format!("New clinic: {}", clinic.name));
        let change = new.into_iter().chain(member).fold(change, Change::and);
        session.apply(&change.insert(&clinic))?;
        Ok(Answer::made(&clinic.id, json::clinics::clinic(&clinic, session.today())))
    }

    fn plan(&self, session: &Session) -> Result<Plan, Refusal> {
        let since =
            self.since.as_deref().map_or(Ok(session.today()), |typed| Ok::<_, Refusal>(session.when(typed)?.date))?;
        let plan = Plan {
            since: since.to_string(),
            weekdays: weekdays(&self.weekday),
            from: time(session, &self.from)?,
            to: time(session, &self.to)?,
            ..Plan::default()
        };
        let plan = self.cut.onto(session, plan)?;
        if plan.slots.is_empty() {
            return Err(Refusal::rule("A clinic needs slots: --new 4x30m, --follow-up 8x15m or another kind."));
        }
        Ok(plan)
    }
}

impl Edit {
    fn run(&self, session: &mut Session) -> Said {
        let before = repo::clinic_named(session.db(), &self.name)?;
        let mut after = self.about.onto(before.clone());
        if let Some(name) = &self.rename {
            name.trim().clone_into(&mut after.name);
        }
        let planned = !(self.cut.is_empty() && self.weekday.is_empty() && self.from.is_none() && self.to.is_none());
        if planned {
            after = after.with_plan(self.plan(session, &before)?);
        }
        if after == before {
            return Err(Refusal::rule(
                "Nothing of it was changed: say what, such as --room or --since DATE --to 12:00.",
            ));
        }
        session.apply(&Change::new(format!("Changed clinic {}", after.name)).update(&before, &after))?;
        if planned {
            say_without_slot(session, &after)?;
        }
        Ok(Answer::made(&after.id, json::clinics::clinic(&after, session.today())))
    }

    fn plan(&self, session: &Session, clinic: &Clinic) -> Result<Plan, Refusal> {
        let since = self.since.as_ref().ok_or_else(|| {
            Refusal::rule("Say from which day on it holds: --since DATE. What was before that day stays.")
        })?;
        let since = session.when(since)?.date;
        if since < session.today() {
            return Err(Refusal::rule("The past stays as it was: choose a day from today on."));
        }
        let old = clinic.plan_on(since).or(clinic.plans.last()).cloned().unwrap_or_default();
        let or = |given: &Option<String>, was: &String| given.as_ref().map_or(Ok(was.clone()), |g| time(session, g));
        let days = if self.weekday.is_empty() { old.weekdays.clone() } else { weekdays(&self.weekday) };
        let (from, to) = (or(&self.from, &old.from)?, or(&self.to, &old.to)?);
        self.cut.onto(session, Plan { since: since.to_string(), weekdays: days, from, to, ..old })
    }
}

/// Who is booked where the new plan has no slot is said: nobody is moved by itself.
fn say_without_slot(session: &Session, clinic: &Clinic) -> Result<(), Refusal> {
    let (db, today) = (session.db(), session.today());
    let lost: Vec<String> = acts::without_slot(db, &clinic.id, today)?
        .iter()
        .map(|a| {
            let at = a.starts().map(dates::stamp_weekday).unwrap_or_default();
            format!("{at} {} ({})", people::repo::name_of(db, &a.patient_id), a.id)
        })
        .collect();
    if !lost.is_empty() {
        note(&format!("Booked where it has no slot any more, move each:\n  {}", lost.join("\n  ")));
    }
    Ok(())
}
