//! What becomes of a letter once it is out: it did not arrive, it came back.

use super::{Letter, Recipient};

impl Recipient {
    /// One of the ways that follow each other: second class post, first class, e-mail, by hand.
    #[must_use]
    pub fn by_next_way(&self) -> Self {
        let (way, class) = match (self.way.as_str(), self.class.as_str()) {
            ("post", "") => ("post", "first"),
            ("post", _) => ("email", ""),
            ("email", _) => ("hand", ""),
            _ => ("post", ""),
        };
        Self { way: way.into(), class: class.into(), ..self.clone() }
    }

    /// Under what it is gathered: letters to the same person at the same address go into one envelope.
    pub fn envelope(&self) -> String {
        let lines = std::iter::once(&self.name).chain(&self.address).chain(std::iter::once(&self.postcode));
        let plain = |line: &String| line.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        lines.map(plain).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

impl Letter {
    /// It came back from one of those it was sent to: it is to be sent to them again, and stands on the wall. A letter
    /// that was corrected since stays sent: the other one takes its place.
    pub fn came_back(&self, at: usize, why: &str) -> Result<Self, String> {
        if why.trim().is_empty() {
            return Err("Say why it came back: not known at this address.".into());
        }
        let sent = self.recipients.get(at).ok_or("There is no such recipient.")?;
        if !sent.is_sent() || self.state == "cancelled" {
            return Err(format!("{} was not sent to {}: what was not sent cannot come back.", self.word(), sent.name));
        }
        let mut recipients = self.recipients.clone();
        recipients[at] =
            Recipient { state: "failed".into(), at: String::new(), why: why.trim().into(), ..sent.clone() };
        if self.replaced_by.is_some() {
            return Ok(Self { recipients, ..self.clone() });
        }
        Ok(Self { recipients, state: "approved".into(), sent_at: None, ..self.clone() })
    }

    /// One recipient's place in the list, by the name.
    pub fn recipient_at(&self, name: &str) -> Option<usize> {
        self.recipients.iter().position(|r| r.name == name)
    }
}
