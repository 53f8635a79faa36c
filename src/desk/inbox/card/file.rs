//! The card is filed as a query, kept as a draft, or taken up again.

use super::{CallCard, Kept, Spot};
use crate::app::Cx;
use crate::desk::inbox::actions::{name_of, read_promise};
use crate::desk::inbox::alarms::Alarms;
use crate::desk::inbox::{Query, repo};
use crate::keys::Done;
use crate::store::{Change, Edit, Refusal};

impl Kept {
    /// The query as it was being written; what could not be read yet stands with the words.
    pub fn into_draft(self, alarms: &Alarms) -> Query {
        let mut query = self.query;
        let unread = !self.promised.trim().is_empty() && query.promised_by.is_none();
        if unread {
            let words = format!("{}\nPromised by: {}", query.words, self.promised);
            words.trim().clone_into(&mut query.words);
        }
        Query { draft: true, ..query.scanned(alarms) }
    }
}

impl CallCard {
    /// Files the call, or what was changed of it; the cursor goes to what is done with it.
    pub(super) fn file(&mut self, cx: &mut Cx) -> Done {
        self.gather();
        if self.is_empty() {
            return Err(Refusal::rule("Nothing is written yet: type who it is about, or what was said."));
        }
        self.read_promised(cx)?;
        if self.before.as_ref().is_some_and(|b| !b.draft) && !self.touched {
            self.at = Spot::Bar;
            return Ok(());
        }
        let mut after = self.query.filed(&self.alarms, cx.now);
        if after.owner.is_empty() {
            after.owner.clone_from(&cx.who);
        }
        if after.repeat_of.is_none() {
            after.repeat_of = self.same_matter(cx)?;
        }
        let label = format!("Call: {}", name_of(&after, cx));
        self.write(&after, Change::new(label), cx)?;
        self.at = Spot::Bar;
        Ok(())
    }

    /// An open query of the same caller about the same kind of matter.
    fn same_matter(&self, cx: &Cx) -> Result<Option<String>, Refusal> {
        let days = crate::desk::inbox::model::SAME_MATTER_DAYS;
        let (patient, number) = (self.query.patient_id.as_deref(), &self.query.number);
        let all = repo::earlier(cx.db(), patient, number, &self.query.id, cx.now, days)?;
        let same = |q: &&Query| q.kind == self.query.kind && q.kind != "other" && !q.is_over();
        Ok(all.iter().find(same).map(|q| q.id.clone()))
    }

    fn read_promised(&mut self, cx: &Cx) -> Done {
        let typed = self.promised.text().trim().to_owned();
        if typed.is_empty() {
            return Ok(());
        }
        let fault = match read_promise(&typed, cx.now) {
            Err(e) => Some(e),
            Ok(at) if at <= cx.now && self.before.as_ref().is_none_or(|b| b.promised_by != self.query.promised_by) => {
                Some("That time has passed: promise one that is still to come.".into())
            }
            Ok(_) => None,
        };
        let Some(fault) = fault else { return Ok(()) };
        self.at = Spot::Promised;
        self.fault = Some((Spot::Promised, fault.clone()));
        Err(Refusal::rule(format!("Not filed yet: {fault}")))
    }

    fn write(&mut self, after: &Query, change: Change, cx: &mut Cx) -> Done {
        let change = match &self.before {
            Some(before) => change.update(before, after),
            None => change.insert(after),
        };
        if let Err(e) = cx.apply(&change.spends(self.draft())) {
            if e.is_stale() {
                self.rebase(cx)?;
            }
            return Err(e);
        }
        self.before = Some(after.clone());
        self.query = after.clone();
        self.touched = false;
        Ok(())
    }

    /// Another window was faster: what was typed here is laid over what stands there now, and can be saved.
    fn rebase(&mut self, cx: &Cx) -> Done {
        let Some(before) = &self.before else { return Ok(()) };
        let Some(theirs) = cx.db().get::<Query>(&before.id)? else {
            self.before = None;
            return Ok(());
        };
        let (mine, base) = (Edit::insert(&self.query), Edit::insert(before));
        let (Some(mine), Some(base)) = (mine.after, base.after) else { return Ok(()) };
        let mut row = Edit::insert(&theirs).after.unwrap_or_default();
        for (key, value) in mine {
            if base.get(&key) != Some(&value) {
                row.insert(key, value);
            }
        }
        self.query = serde_json::from_value(serde_json::Value::Object(row))?;
        self.before = Some(theirs);
        self.show_query();
        Ok(())
    }

    /// The lines say again what the query says.
    pub(super) fn show_query(&mut self) {
        if self.words.as_str() != self.query.words {
            self.words.set_text(&self.query.words);
        }
        self.number.set_text(&self.query.number);
        let by = self.query.promised_by.as_deref().and_then(|p| p.parse().ok()).map(crate::text::dates::stamp);
        self.promised.set_text(&by.unwrap_or_default());
        let other = self.person.is_some() && self.query.relation != "patient";
        if other {
            self.caller.set_text(&self.query.caller);
            self.relation.set_text(&self.query.relation);
        }
        self.scan();
    }

    /// Esc: an empty card leaves nothing behind; one that was not filed stays in the inbox as a draft.
    pub(super) fn leave(&mut self, cx: &mut Cx) -> Done {
        let draft = self.before.as_ref().is_none_or(|b| b.draft);
        if self.before.is_none() && self.is_empty() {
            cx.store.drop_draft(&self.draft())?;
        } else if self.touched && draft {
            self.gather();
            self.keep_as_draft(cx)?;
        } else if self.touched {
            self.keep_now(cx)?;
            cx.say("Not filed; what you typed is kept and stands on the card when you open this query again.");
        }
        cx.close();
        Ok(())
    }

    fn keep_as_draft(&mut self, cx: &mut Cx) -> Done {
        let kept = Kept {
            query: self.query.clone(),
            before: self.before.clone(),
            about: String::new(),
            caller: String::new(),
            promised: self.promised.text().into(),
            at: self.at,
        };
        let after = kept.into_draft(&self.alarms);
        let label = format!("Draft call kept in the inbox: {}", name_of(&after, cx));
        self.write(&after, Change::new(label), cx)
    }
}
