//! The clocks of the pathways (domain 2.5): 18 weeks from referral, 28, 31 and 62 days for suspected cancer.

use chrono::{Duration, NaiveDate};

use super::model::Appointment;
use crate::text::dates;

/// The pathways: 18 weeks, faster diagnosis, decision to treatment, referral to treatment, none.
pub const PATHWAYS: &[&str] = &["rtt", "cancer-28", "cancer-31", "cancer-62", "none"];

/// The limits of the pathways, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreachDays {
    /// Referral to treatment: 126.
    pub rtt: i64,
    /// Referral to diagnosis where cancer is suspected: 28.
    pub cancer_28: i64,
    /// Decision to treat to treatment: 31.
    pub cancer_31: i64,
    /// Referral to treatment where cancer is suspected: 62.
    pub cancer_62: i64,
}

impl Default for BreachDays {
    fn default() -> Self {
        Self { rtt: 126, cancer_28: 28, cancer_31: 31, cancer_62: 62 }
    }
}

impl BreachDays {
    /// The limit of a pathway.
    pub fn of(&self, pathway: &str) -> Option<i64> {
        match pathway {
            "rtt" => Some(self.rtt),
            "cancer-28" => Some(self.cancer_28),
            "cancer-31" => Some(self.cancer_31),
            "cancer-62" => Some(self.cancer_62),
            _ => None,
        }
    }

    /// The last day that keeps the limit, counted from the start of the clock.
    pub fn breach_on(&self, pathway: &str, referred_on: Option<&str>) -> Option<NaiveDate> {
        let from: NaiveDate = referred_on?.parse().ok()?;
        from.checked_add_signed(Duration::days(self.of(pathway)?))
    }
}

impl Appointment {
    /// With the breach date that follows from its pathway and the start of its clock.
    #[must_use]
    pub fn with_breach(self, days: BreachDays) -> Self {
        let breach = days.breach_on(&self.pathway, self.referred_on.as_deref());
        Self { breach_on: breach.map(|d| d.to_string()), ..self }
    }

    /// The breach date.
    pub fn breach(&self) -> Option<NaiveDate> {
        self.breach_on.as_deref()?.parse().ok()
    }

    /// `Breach date Mon 11-May-2026, 69 days left`; none where no clock runs.
    pub fn breach_words(&self, today: NaiveDate) -> Option<String> {
        let Some(breach) = self.breach() else {
            let runs = !self.pathway.is_empty() && self.pathway != "none";
            return runs.then(|| "No breach date yet: it follows from the day of the referral.".into());
        };
        let left = match (breach - today).num_days() {
            0 => "today".into(),
            n if n < 0 => format!("LATE: {} over", days_in_words(-n)),
            n => format!("{} left", days_in_words(n)),
        };
        Some(format!("Breach date {}, {left}", dates::screen_weekday(breach)))
    }

    /// What a chosen day is to the breach date: `LATE: after the breach date Mon 11-May-2026`.
    pub fn late_words(&self, chosen: Option<&str>) -> Option<String> {
        let breach = dates::screen_weekday(self.breach()?);
        let chosen: Option<NaiveDate> = chosen.and_then(|d| d.parse().ok());
        Some(match chosen {
            Some(day) if self.breaches(day) => format!("LATE: after the breach date {breach}"),
            _ => format!("Breach date {breach}"),
        })
    }

    /// Whether a day lies beyond the breach date.
    pub fn breaches(&self, on: NaiveDate) -> bool {
        self.breach().is_some_and(|b| on > b)
    }
}

fn days_in_words(days: i64) -> String {
    if days == 1 { "1 day".into() } else { format!("{days} days") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eighteen_weeks_are_126_days() {
        let days = BreachDays::default();
        let on = |pathway: &str| days.breach_on(pathway, Some("2026-01-05")).map(|d| d.to_string());
        assert_eq!(on("rtt").as_deref(), Some("2026-05-11"));
        assert_eq!(on("cancer-28").as_deref(), Some("2026-02-02"));
        assert_eq!(on("cancer-31").as_deref(), Some("2026-02-05"));
        assert_eq!(on("cancer-62").as_deref(), Some("2026-03-08"));
        assert_eq!(on("none"), None);
        assert_eq!(days.breach_on("rtt", None), None);
    }

    #[test]
    fn the_breach_date_itself_is_in_time() {
        let one =
            Appointment { pathway: "rtt".into(), referred_on: Some("2026-01-05".into()), ..Appointment::default() }
                .with_breach(BreachDays::default());
        assert!(!one.breaches("2026-05-11".parse().unwrap()) && one.breaches("2026-05-12".parse().unwrap()));
    }
}
