//! `slots`: the first free slots of the next dates.

use clap::Args;

use super::{Answer, Means, Said, Session, consultant_of, days, json, patient_of, span};
use crate::desk::clinics::repo_free::{Free, Half, Wish, free};
use crate::desk::clinics::rules_needs::place_for;
use crate::desk::clinics::rules_plan::read_kind;
use crate::desk::clinics::{Appointment, repo};
use crate::store::Refusal;
use crate::text::dates;

/// Which slots.
#[derive(Debug, Args)]
pub struct Slots {
    /// Of this consultant only
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
    /// Of this clinic only
    #[arg(long, value_name = "NAME")]
    clinic: Option<String>,
    /// Of this kind only: new, follow-up, urgent, telephone, video, procedure
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Not before this day; today where it is not said
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// On how many dates
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=366))]
    count: u32,
    /// Before noon only
    #[arg(long, conflicts_with = "afternoons")]
    mornings: bool,
    /// From noon on only
    #[arg(long)]
    afternoons: bool,
    /// All free slots of those dates, not only the first of each
    #[arg(long)]
    every: bool,
    /// On these weekdays only: mon,tue or "tue am"
    #[arg(long, value_name = "DAYS")]
    days: Vec<String>,
    /// Not in these days, when the patient is away: 1/4..14/4; may be given several times
    #[arg(long, value_name = "FROM..TO")]
    not_in: Vec<String>,
    /// For whom: with the breach date and the days of whoever waits for a date
    #[arg(long, value_name = "PERSON")]
    patient: Option<String>,
}

impl Slots {
    /// Lists them.
    pub fn run(self, session: &mut Session) -> Said {
        let wish = self.wish(session)?;
        let means = Means::of(session)?;
        let found = free(session.db(), &wish, &means.holidays, session.now)?;
        let rows: Vec<Vec<String>> = found.iter().map(row).collect();
        let json = found.iter().map(json::clinics::slot).collect();
        let headings = ["WHEN", "CLINIC", "OF", "KIND", "FREE", "BREACH DATE", "WHERE", "ID"];
        let none = if repo::clinics(session.db())?.is_empty() {
            "There is no clinic yet: rolltop clinic add makes one."
        } else {
            "No slot is free within a year. Try another kind, clinic or half of the day."
        };
        Ok(Answer::listing(&headings, &rows, json, none))
    }

    fn wish(&self, session: &Session) -> Result<Wish, Refusal> {
        let from = match &self.from {
            Some(typed) => session.when(typed)?.date,
            None => session.today(),
        };
        let mut wish = Wish {
            kind: self.kind.as_deref().map(read_kind).transpose()?.map(str::to_owned),
            consultant: self.of.as_deref().map_or(Ok(String::new()), |of| consultant_of(session, of))?,
            half: self.half(),
            days: days(&self.days)?,
            away: self.not_in.iter().map(|s| span(session, s)).collect::<Result<_, _>>()?,
            count: self.count as usize,
            every: self.every,
            ..Wish::from(from)
        };
        if let Some(name) = &self.clinic {
            wish.clinic_id = Some(repo::clinic_named(session.db(), name)?.id);
        }
        if let Some(words) = &self.patient {
            fit(session, words, &mut wish)?;
        }
        Ok(wish)
    }

    fn half(&self) -> Option<Half> {
        match (self.mornings, self.afternoons) {
            (true, _) => Some(Half::Morning),
            (_, true) => Some(Half::Afternoon),
            _ => None,
        }
    }
}

/// The nearest breach date of what the patient waits for, and the days that suit.
fn fit(session: &Session, words: &str, wish: &mut Wish) -> Result<(), Refusal> {
    let patient = patient_of(session, &[words.to_owned()])?;
    let all = repo::of_patient(session.db(), &patient.id)?;
    for one in all.iter().filter(|a| a.state == "waiting") {
        wish.away.extend(one.away.iter().cloned());
        wish.place.extend(place_for(one, wish.kind.as_deref().unwrap_or(&one.kind)));
        if wish.days.is_empty() {
            wish.days.clone_from(&one.suits);
        }
    }
    let open = all.iter().filter(|a| matches!(a.state.as_str(), "waiting" | "booked"));
    wish.breach_on = open.filter_map(Appointment::breach).min();
    Ok(())
}

fn row(free: &Free) -> Vec<String> {
    let breach = match free.breach_on {
        Some(on) if free.is_late() => format!("{}, too late", dates::screen(on)),
        Some(on) => dates::screen(on),
        None => String::new(),
    };
    vec![
        dates::stamp_weekday(free.start),
        free.clinic.clone(),
        free.consultant.clone(),
        free.kind.clone(),
        free.session_free.to_string(),
        breach,
        free.place.clone(),
        free.id.clone(),
    ]
}
