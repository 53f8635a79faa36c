//! How a query came in that was a file: the message, whom it may be about, what was attached.

use crate::app::Cx;
use crate::desk::inbox::Query;
use crate::desk::inbox::detail::shown;
use crate::desk::incoming::{self, Attachment, Post};
use crate::desk::people::Patient;
use crate::desk::people::model::short_line;
use crate::store::Refusal;
use crate::ui::prose::Para;

/// How a query came in.
#[derive(Default)]
pub(super) struct Came {
    post: Option<Post>,
    /// Whom it may be about, in one line, while nobody has confirmed it.
    guess: Option<String>,
    /// What was attached.
    pub attached: Vec<Attachment>,
}

impl Came {
    /// Reads it.
    pub fn read(query: &Query, cx: &Cx) -> Result<Self, Refusal> {
        let post = incoming::repo::of_query(cx.db(), &query.id)?;
        let open = post.as_ref().and_then(|p| p.guess_id.as_deref()).filter(|_| query.patient_id.is_none());
        let guess = open.map(|id| cx.db().get::<Patient>(id)).transpose()?.flatten();
        let guess = guess.map(|p| short_line(&p, cx.now));
        Ok(Self { post, guess, attached: incoming::repo::attached(cx.db(), &query.id)? })
    }

    /// Whom it may be about: to be confirmed by a person.
    pub fn to_confirm(&self) -> Vec<Para> {
        let (Some(guess), Some(post)) = (&self.guess, &self.post) else { return Vec::new() };
        let line = format!("To be confirmed: perhaps {guess}. It has {}. P confirms it.", post.guess_why);
        vec![Para::error(line), Para::gap()]
    }

    /// What the message says of itself.
    pub fn facts(&self) -> Vec<Para> {
        let Some(post) = &self.post else { return Vec::new() };
        let mut paras = Vec::new();
        if post.kind == "email" {
            let from = format!("{} <{}>", post.sender, post.from_address);
            paras.push(Para::fact("E-mail from", from.trim().to_owned()));
            paras.extend(post.sent_at.as_deref().map(|at| Para::fact("Sent", format!("{}, as it says", shown(at)))));
        }
        paras.push(Para::fact("File", post.source.clone()));
        paras.push(Para::dim("l answers it with a letter; C makes it a referral, and its clock starts."));
        if post.guess_id.is_none() && !post.guess_why.is_empty() {
            paras.push(Para::fact("No patient", post.guess_why.clone()));
        }
        paras
    }

    /// What was attached, to be chosen and opened.
    pub fn list(&self, at: usize) -> Vec<Para> {
        if self.attached.is_empty() {
            return Vec::new();
        }
        let line =
            |(n, a): (usize, &Attachment)| Para::body(format!("{} {}", if n == at { ">" } else { " " }, a.line()));
        let mut paras = vec![Para::heading("Attached (Up and Down choose, Enter opens)")];
        paras.extend(self.attached.iter().enumerate().map(line));
        paras.push(Para::gap());
        paras
    }
}
