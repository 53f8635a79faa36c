//! What is done with a query: each step gives the query as it is to be, or a sentence why not.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Query, empty};
use crate::clock::stamp;

impl Query {
    /// Whether anything can be done with it: not while it is a draft, in the bin, or done.
    pub fn stands(&self) -> Result<(), String> {
        if self.draft {
            return Err("This call card is a draft: Enter opens it, Ctrl-S saves it; then go on.".into());
        }
        if self.binned_at.is_some() {
            return Err("This query is in the bin. Ctrl-Z takes it out.".into());
        }
        if self.is_over() {
            return Err("This query is done. Open it again first.".into());
        }
        Ok(())
    }

    fn owned_by(&self, who: &str) -> String {
        if self.owner.is_empty() { who.to_owned() } else { self.owner.clone() }
    }

    /// Taken by a member of the team, who owns it from now on.
    pub fn taken(&self, who: &str) -> Result<Self, String> {
        self.stands()?;
        if self.state != "new" && self.owner == who {
            return Err("This query is yours already.".into());
        }
        let state = if self.state == "new" { "open".into() } else { self.state.clone() };
        Ok(Self { state, owner: who.into(), ..self.clone() })
    }

    /// Handed on to another member of the team.
    pub fn handed(&self, to: &str) -> Result<Self, String> {
        self.stands()?;
        match to.trim() {
            "" => Err("Say to whom: the name of a member of the team.".into()),
            to if to == self.owner => Err(format!("This query is {to}’s already.")),
            to => Ok(Self { owner: to.into(), ..self.clone() }),
        }
    }

    /// Waiting on somebody until a day on which they are chased.
    pub fn waiting(&self, on: &str, chase: Option<NaiveDate>, who: &str, now: NaiveDateTime) -> Result<Self, String> {
        self.stands()?;
        if self.needs_acceptance() {
            return Err(self.unaccepted("wait"));
        }
        if on.trim().is_empty() {
            return Err("Say on whom it waits: a name, a ward, a department.".into());
        }
        let Some(chase) = chase else {
            return Err("A query that waits needs a day to chase on: a date, or +2d.".into());
        };
        if chase < now.date() {
            return Err("The day to chase on has passed: give today or a later one.".into());
        }
        Ok(Self {
            state: "waiting".into(),
            waiting_on: on.trim().into(),
            chase_on: Some(chase.to_string()),
            owner: self.owned_by(who),
            ..self.clone()
        })
    }

    /// Open again: the answer it waited for came, or it was chased.
    pub fn answered(&self) -> Result<Self, String> {
        self.stands()?;
        if self.state != "waiting" {
            return Err(format!("This query waits for nothing: it is {}.", self.state));
        }
        Ok(Self { state: "open".into(), waiting_on: empty(), chase_on: None, ..self.clone() })
    }

    /// Escalated to a clinician, or to the safeguarding lead.
    pub fn escalated(&self, to: &str, who: &str, now: NaiveDateTime) -> Result<Self, String> {
        self.stands()?;
        if to.trim().is_empty() {
            return Err("Say to whom: a clinician by name, or for safeguarding the named lead.".into());
        }
        let since = self.escalated_at.clone().filter(|_| self.state == "escalated");
        Ok(Self {
            state: "escalated".into(),
            escalated_to: to.trim().into(),
            escalated_at: Some(since.unwrap_or_else(|| stamp(now))),
            accepted_by: empty(),
            accepted_at: None,
            waiting_on: empty(),
            chase_on: None,
            owner: self.owned_by(who),
            ..self.clone()
        })
    }

    /// Accepted by a named person at a time; open again.
    pub fn accepted(&self, by: &str, at: NaiveDateTime, now: NaiveDateTime) -> Result<Self, String> {
        self.stands()?;
        if !self.needs_acceptance() {
            return Err("Nothing here waits to be accepted. x escalates the query.".into());
        }
        if by.trim().is_empty() {
            return Err("Say who has accepted it: a clinician by name, or for safeguarding the named lead.".into());
        }
        if at > now {
            return Err("That time is still to come: say when it was accepted.".into());
        }
        if at.date() < self.received().date() {
            return Err("That was before the query came in: say when it was accepted.".into());
        }
        let to = if self.escalated_to.is_empty() { by.trim().to_owned() } else { self.escalated_to.clone() };
        Ok(Self {
            state: "open".into(),
            escalated_to: to,
            escalated_at: self.escalated_at.clone().or_else(|| Some(stamp(at))),
            accepted_by: by.trim().into(),
            accepted_at: Some(stamp(at)),
            ..self.clone()
        })
    }

    /// Closed, with what came of it.
    pub fn closed(&self, outcome: &str, who: &str, now: NaiveDateTime) -> Result<Self, String> {
        self.stands()?;
        if self.needs_acceptance() {
            return Err(self.unaccepted("be closed"));
        }
        if outcome.trim().is_empty() {
            return Err("Say what came of it: what the caller was told, what was done.".into());
        }
        Ok(Self {
            state: "done".into(),
            outcome: outcome.trim().into(),
            closed_at: Some(stamp(now)),
            waiting_on: empty(),
            chase_on: None,
            owner: self.owned_by(who),
            ..self.clone()
        })
    }

    /// Open again after it was done.
    pub fn reopened(&self) -> Result<Self, String> {
        if !self.is_over() || self.draft || self.binned_at.is_some() {
            return Err("Only a query that is done can be opened again.".into());
        }
        Ok(Self { state: "open".into(), outcome: empty(), closed_at: None, promised_by: None, ..self.clone() })
    }

    /// An answer promised by a time.
    pub fn promised(&self, by: NaiveDateTime, who: &str, now: NaiveDateTime) -> Result<Self, String> {
        self.stands()?;
        if by <= now {
            return Err("That time has passed: promise one that is still to come.".into());
        }
        Ok(Self { promised_by: Some(stamp(by)), owner: self.owned_by(who), ..self.clone() })
    }

    /// Rung back: the promise is kept, and the call out stands beside the call in. Gives both.
    pub fn rung_back(&self, number: &str, said: &str, who: &str, now: NaiveDateTime) -> Result<(Self, Self), String> {
        self.stands()?;
        if said.trim().is_empty() {
            return Err("Say what came of the call: answered, no answer, message left.".into());
        }
        let out = Self {
            state: "done".into(),
            direction: "out".into(),
            caller: self.caller.clone(),
            relation: self.relation.clone(),
            number: number.into(),
            message_ok: self.message_ok,
            patient_id: self.patient_id.clone(),
            kind: self.kind.clone(),
            words: said.trim().into(),
            owner: who.into(),
            consultant: self.consultant.clone(),
            outcome: said.trim().into(),
            closed_at: Some(stamp(now)),
            ..Self::new(now)
        };
        Ok((Self { promised_by: None, owner: self.owned_by(who), ..self.clone() }, out))
    }

    /// Put into the bin. What a clinician has yet to accept stays where it is seen.
    pub fn binned(&self, now: NaiveDateTime) -> Result<Self, String> {
        if self.needs_acceptance() && !self.is_over() {
            return Err(self.unaccepted("go to the bin"));
        }
        Ok(Self { binned_at: Some(stamp(now)), ..self.clone() })
    }

    fn unaccepted(&self, what: &str) -> String {
        let who = if self.is_restricted() { "the safeguarding lead" } else { "a named clinician" };
        let whom = if self.escalated_to.is_empty() { "x says to whom it goes, " } else { "" };
        format!("This cannot {what} before {who} has accepted it: {whom}y who accepted it.")
    }
}
