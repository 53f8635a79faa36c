//! How a letter goes from state to state. Every rule gives a new letter, or the sentence why not.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Comment, Letter, Place, Recipient};
use crate::clock::stamp;
use crate::store::new_id;
use crate::text::dates;

/// How a letter is approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sign {
    /// Signed by this person.
    Signed(String),
    /// Signed p.p. by this person on the author's behalf.
    Pp(String),
    /// Goes unverified on this person's authority.
    Unverified(String),
    /// Released on paper by this person, and what is noted of that.
    OnPaper(String, String),
}

impl Letter {
    /// What it is called in a sentence.
    pub(super) fn word(&self) -> String {
        if self.title.is_empty() { "This letter".into() } else { format!("“{}”", self.title) }
    }

    fn must_be(&self, state: &str, to: &str) -> Result<(), String> {
        if self.state == state {
            return Ok(());
        }
        let is = self.state.replace('_', " ");
        Err(format!("{} is {is}: only one that is {} can be {to}.", self.word(), state.replace('_', " ")))
    }

    pub(super) fn must_be_unsent(&self) -> Result<(), String> {
        match self.state.as_str() {
            "sent" => Err(format!("{} is sent, and what is sent is never changed: correct it instead.", self.word())),
            "cancelled" => Err(format!("{} is cancelled.", self.word())),
            _ => Ok(()),
        }
    }

    /// Nothing of it went out yet.
    fn must_be_whole(&self) -> Result<(), String> {
        let gone = self.named("sent");
        if gone.is_empty() {
            return Ok(());
        }
        Err(format!("{} went to {gone} already: send the rest, then correct it.", self.word()))
    }

    /// Written: its text is this.
    pub fn written(&self, body: &str) -> Result<Self, String> {
        if !self.is_draft() {
            let is = self.state.replace('_', " ");
            return Err(format!("{} is {is}: its text is written while it is drafting. Recall it first.", self.word()));
        }
        let comments = self.comments.iter().map(|c| c.following(&self.body, body)).collect();
        Ok(Self { body: body.into(), comments, state: "drafting".into(), ..self.clone() })
    }

    /// Submitted for approval. `lacks`: what it still lacks, each a sentence; any of them stops it and is named.
    /// A letter that needs no approval is approved with it, in the name of who submits.
    pub fn submitted(
        &self,
        lacks: &[String],
        needs_approval: bool,
        who: &str,
        now: NaiveDateTime,
    ) -> Result<Self, String> {
        self.must_be("drafting", "submitted")?;
        if !lacks.is_empty() {
            return Err(format!("Not submitted yet. {}", lacks.join(" ")));
        }
        let at = Some(stamp(now));
        let submitted = Self { state: "awaiting_approval".into(), submitted_at: at.clone(), ..self.clone() };
        if needs_approval {
            return Ok(submitted);
        }
        Ok(Self {
            state: "approved".into(),
            approved_at: at,
            sign_mode: "signed".into(),
            signed_by: who.into(),
            sign_note: "needs no approval".into(),
            ..submitted
        })
    }

    /// Approved: by whom and how is recorded.
    pub fn approved(&self, how: &Sign, who: &str, now: NaiveDateTime) -> Result<Self, String> {
        self.must_be("awaiting_approval", "approved")?;
        let (mode, by, note) = match how {
            Sign::Signed(by) => ("signed", by.trim(), ""),
            Sign::Pp(by) => ("pp", by.trim(), by.trim()),
            Sign::Unverified(authority) => ("unverified", authority.trim(), authority.trim()),
            Sign::OnPaper(by, note) => ("signed", by.trim(), note.trim()),
        };
        if by.is_empty() {
            return Err(match how {
                Sign::Unverified(_) => "Say on whose authority it goes unverified: a name.".into(),
                _ => "Say who approves it: a name.".into(),
            });
        }
        let signed_by = if mode == "unverified" { who } else { by };
        Ok(Self {
            state: "approved".into(),
            approved_at: Some(stamp(now)),
            sign_mode: mode.into(),
            signed_by: signed_by.into(),
            sign_note: note.into(),
            ..self.clone()
        })
    }

    /// Returned to be written again, with what is to be changed.
    pub fn returned(&self, comment: &str, who: &str, now: NaiveDateTime) -> Result<Self, String> {
        self.returned_with(&[(None, comment.to_owned())], who, now)
    }

    /// Returned with comments, each at its place in the text or on all of it.
    pub fn returned_with(
        &self,
        said: &[(Option<Place>, String)],
        who: &str,
        now: NaiveDateTime,
    ) -> Result<Self, String> {
        self.must_be("awaiting_approval", "returned")?;
        if said.is_empty() || said.iter().any(|(_, text)| text.trim().is_empty()) {
            return Err("Say what is to be changed: a comment.".into());
        }
        let new = said.iter().map(|(place, text)| Comment {
            at: stamp(now),
            who: who.into(),
            text: text.trim().into(),
            place: place.clone(),
            done: false,
        });
        let comments = self.comments.iter().cloned().chain(new).collect();
        Ok(Self { comments, ..self.unapproved() })
    }

    /// Recalled to be written again; the approval is cleared.
    pub fn recalled(&self) -> Result<Self, String> {
        if !matches!(self.state.as_str(), "approved" | "awaiting_approval") {
            self.must_be_unsent()?;
            return Err(format!("{} is being drafted already.", self.word()));
        }
        self.must_be_whole()?;
        Ok(self.unapproved())
    }

    fn unapproved(&self) -> Self {
        Self {
            state: "drafting".into(),
            submitted_at: None,
            approved_at: None,
            sign_mode: String::new(),
            signed_by: String::new(),
            sign_note: String::new(),
            ..self.clone()
        }
    }

    /// Cancelled before it was sent, with the reason.
    pub fn cancelled(&self, reason: &str, now: NaiveDateTime) -> Result<Self, String> {
        self.must_be_unsent()?;
        self.must_be_whole()?;
        if reason.trim().is_empty() {
            return Err("Say why it is cancelled.".into());
        }
        let at = Some(stamp(now));
        Ok(Self { state: "cancelled".into(), cancel_reason: reason.trim().into(), cancelled_at: at, ..self.clone() })
    }

    /// Held for a reason until a day; it stays on the unsent wall.
    pub fn held_until(&self, reason: &str, until: NaiveDate, today: NaiveDate) -> Result<Self, String> {
        self.must_be_unsent()?;
        if reason.trim().is_empty() {
            return Err("Say why it is held.".into());
        }
        if until <= today {
            return Err("A letter is held until a day to come: tom, fri, +1w.".into());
        }
        let until = Some(until.to_string());
        Ok(Self { held: true, hold_reason: reason.trim().into(), hold_until: until, ..self.clone() })
    }

    /// No longer held.
    pub fn released(&self) -> Result<Self, String> {
        if !self.held {
            return Err(format!("{} is not held.", self.word()));
        }
        Ok(Self { held: false, hold_reason: String::new(), hold_until: None, ..self.clone() })
    }

    /// With the reason why it goes out although the patient died.
    pub fn goes_out_because(&self, reason: &str) -> Result<Self, String> {
        self.must_be_unsent()?;
        if reason.trim().is_empty() {
            return Err("The patient has died. Say why this letter goes out all the same.".into());
        }
        Ok(Self { died_reason: reason.trim().into(), ..self.clone() })
    }

    /// Whether it may go out now; a dead patient's letter only with a reason.
    pub fn may_go(&self, dead: bool, today: NaiveDate) -> Result<(), String> {
        self.must_be_unsent()?;
        self.must_be("approved", "sent")?;
        if dead && self.died_reason.is_empty() {
            return Err(format!("{} is not sent: the patient has died. Give the reason why it goes out.", self.word()));
        }
        if self.is_held(today) {
            let until = self.hold_until.as_deref().and_then(|d| d.parse().ok()).map(dates::screen).unwrap_or_default();
            return Err(format!(
                "{} is held until {until}: {}. Take the hold off first.",
                self.word(),
                self.hold_reason
            ));
        }
        if !self.recipients.iter().any(Recipient::is_principal) {
            return Err(format!("{} goes to nobody: give it a recipient first.", self.word()));
        }
        Ok(())
    }

    /// Sent to those that `to` says (by their place in the list). The letter is sent when every principal recipient is
    /// and no copy is left to send or has failed.
    pub fn sent(&self, to: impl Fn(usize, &Recipient) -> bool, dead: bool, now: NaiveDateTime) -> Result<Self, String> {
        self.may_go(dead, now.date())?;
        let mut recipients = self.recipients.clone();
        let chosen = recipients.iter_mut().enumerate().filter(|(n, r)| !r.is_sent() && to(*n, r));
        let mut any = false;
        for (_, recipient) in chosen {
            recipient.state = "sent".into();
            recipient.at = stamp(now);
            recipient.why = String::new();
            any = true;
        }
        if !any {
            return Err(format!("{}: nobody is left to send it to.", self.word()));
        }
        Ok(Self { recipients, ..self.clone() }.settled(now))
    }

    /// It did not reach one of those it was to go to.
    pub fn failed(&self, at: usize) -> Result<Self, String> {
        self.must_be_unsent()?;
        self.must_be("approved", "marked as failed")?;
        let mut recipients = self.recipients.clone();
        let recipient = recipients.get_mut(at).ok_or("There is no such recipient.")?;
        recipient.state = "failed".into();
        recipient.at = String::new();
        Ok(Self { recipients, ..self.clone() })
    }

    /// With other recipients. Who it is to is settled while it is drafted; who was sent it stays.
    pub fn addressed(&self, recipients: Vec<Recipient>, now: NaiveDateTime) -> Result<Self, String> {
        self.must_be_unsent()?;
        if self.recipients.iter().any(|r| r.is_sent() && !recipients.contains(r)) {
            return Err("It was sent to them already; that stays as it is.".into());
        }
        let principals = |all: &[Recipient]| -> Vec<String> {
            all.iter().filter(|r| r.is_principal()).map(|r| r.id.clone() + &r.name).collect()
        };
        if !self.is_draft() && principals(&recipients) != principals(&self.recipients) {
            return Err("Who it is written to is changed while it is drafting: recall it first.".into());
        }
        let after = Self { recipients, ..self.clone() };
        Ok(if after.state == "approved" { after.settled(now) } else { after })
    }

    /// Sent, if all it takes is done.
    pub(super) fn settled(self, now: NaiveDateTime) -> Self {
        let all = self.recipients.iter().all(Recipient::is_sent);
        if !all || !self.recipients.iter().any(Recipient::is_principal) {
            return self;
        }
        Self { state: "sent".into(), sent_at: Some(stamp(now)), held: false, ..self }
    }

    /// The letter as it is once corrected, and the new one that replaces it: drafting, unsigned, to the same people.
    pub fn corrected(&self, owner: &str, now: NaiveDateTime) -> Result<(Self, Self), String> {
        self.must_be("sent", "corrected")?;
        if self.replaced_by.is_some() {
            return Err(format!("{} has been corrected already, by another letter. Correct that one.", self.word()));
        }
        let again =
            |r: &Recipient| Recipient { state: "to_send".into(), at: String::new(), why: String::new(), ..r.clone() };
        let new = Self {
            id: new_id(),
            owner: owner.into(),
            recipients: self.recipients.iter().map(again).collect(),
            comments: Vec::new(),
            died_reason: String::new(),
            held: false,
            hold_reason: String::new(),
            hold_until: None,
            replaces_id: Some(self.id.clone()),
            sent_at: None,
            created_at: stamp(now),
            ..self.unapproved()
        };
        Ok((Self { replaced_by: Some(new.id.clone()), ..self.clone() }, new))
    }

    /// Handed on to another member of the team.
    pub fn handed_to(&self, owner: &str) -> Result<Self, String> {
        self.must_be_unsent()?;
        if owner.trim().is_empty() {
            return Err("Every letter is somebody's: type a name.".into());
        }
        Ok(Self { owner: owner.trim().into(), ..self.clone() })
    }

    /// Back into the pool, where anybody takes it: a dictation that is not typed yet.
    pub fn put_back(&self) -> Result<Self, String> {
        self.must_be_unsent()?;
        if self.state != "dictated" {
            let is = self.state.replace('_', " ");
            return Err(format!(
                "{} is {is}: hand it on instead (w). Only a dictation that is not begun goes back.",
                self.word()
            ));
        }
        Ok(Self { owner: String::new(), ..self.clone() })
    }

    /// To the bin; what is sent stays.
    pub fn binned(&self, now: NaiveDateTime) -> Result<Self, String> {
        if self.state == "sent" {
            return Err(format!("{} is sent: it stays with the patient's letters.", self.word()));
        }
        self.must_be_whole()?;
        Ok(Self { binned_at: Some(stamp(now)), ..self.clone() })
    }
}
