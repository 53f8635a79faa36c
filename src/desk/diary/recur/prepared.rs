//! A series whose rules were read once, for whoever asks it again and again: a pane that goes from month to month.

use chrono::NaiveDateTime;

use super::period::Plan;
use super::series::window;
use super::{RecurError, Rule, Series, starts_between};

/// A series with its rules read.
pub struct Prepared {
    series: Series,
    /// None: a rule finer than a day, which is walked anew.
    plans: Option<Vec<Plan>>,
}

impl Prepared {
    /// Reads the rules of a series.
    ///
    /// # Errors
    /// One cannot be followed.
    pub fn new(series: Series) -> Result<Self, RecurError> {
        let rules: Vec<Rule> = series.rules.iter().map(|text| Rule::parse(text)).collect::<Result<_, _>>()?;
        let fine = rules.iter().any(|rule| rule.freq.is_fine());
        let plans = (!fine).then(|| rules.into_iter().map(|rule| series.plan(rule)).collect());
        Ok(Self { series, plans })
    }

    /// As [`starts_between`], into a list that is cleared first: who asks ten thousand series makes one list.
    ///
    /// # Errors
    /// More dates than anyone could look at.
    pub fn starts_into(
        &self,
        from: NaiveDateTime,
        until: NaiveDateTime,
        out: &mut Vec<NaiveDateTime>,
    ) -> Result<(), RecurError> {
        out.clear();
        let Some(plans) = &self.plans else {
            out.extend(starts_between(&self.series, from, until)?);
            return Ok(());
        };
        let singles = std::iter::once(self.series.start).chain(self.series.rdates.iter().copied());
        out.extend(singles.filter(|at| *at >= from && *at < until));
        for plan in plans {
            window(plan, from, until, out)?;
        }
        if !out.is_sorted_by(|a, b| a < b) {
            out.sort_unstable();
            out.dedup();
        }
        if !self.series.exdates.is_empty() {
            out.retain(|at| !self.series.excepts(*at));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_gives_what_the_series_gives() {
        let at = |text: &str| -> NaiveDateTime { text.parse().unwrap() };
        for rule in [
            "FREQ=WEEKLY",
            "FREQ=MONTHLY;BYDAY=-1FR",
            "FREQ=YEARLY;COUNT=3",
            "FREQ=HOURLY;COUNT=5",
            "FREQ=DAILY;UNTIL=20260310",
        ] {
            let mut series = Series::once(at("2026-01-30T09:00:00"));
            series.rules = vec![rule.into()];
            series.rdates = vec![at("2026-03-01T10:00:00")];
            series.exdates = vec![at("2026-02-06T09:00:00")];
            let (from, until) = (at("2026-01-01T00:00:00"), at("2026-04-01T00:00:00"));
            let prepared = Prepared::new(series.clone()).unwrap();
            let mut found = Vec::new();
            prepared.starts_into(from, until, &mut found).unwrap();
            assert_eq!(found, starts_between(&series, from, until).unwrap(), "{rule}");
        }
        let bad = Series { rules: vec!["FREQ=SOMETIMES".into()], ..Series::once(at("2026-01-30T09:00:00")) };
        assert!(Prepared::new(bad).is_err());
    }
}
