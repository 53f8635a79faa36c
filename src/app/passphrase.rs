//! The passphrase of the desk: set, changed and removed from the screen.

use super::cx::Cx;
use super::prompt::prompt_secret;
use crate::keys::Done;
use crate::store::Refusal;

/// The key is made slowly so that nobody can try many, and the whole file is written anew.
const SEALING: &str = "Sealing the desk … this takes a moment.";

/// Asks for the old passphrase, where there is one, and twice for the new one; none removes it.
pub(super) fn change(cx: &mut Cx) -> Done {
    let old = cx.store.encrypted();
    let mut asked = vec!["New passphrase (empty: none)", "The same again"];
    if old {
        asked.insert(0, "Passphrase until now");
    }
    prompt_secret(cx, "Passphrase of this desk", &asked, SEALING, move |answers, cx| take(answers, old, cx));
    Ok(())
}

fn take(answers: &[String], old: bool, cx: &mut Cx) -> Done {
    let (new, again) = (&answers[answers.len() - 2], &answers[answers.len() - 1]);
    if new != again {
        return Err(Refusal::rule("The two are not the same. Type the new passphrase twice."));
    }
    if old {
        cx.store.unlocks(&answers[0], cx.now).map_err(|e| Refusal::rule(e.to_string()))?;
    }
    let new = Some(new.as_str()).filter(|p| !p.is_empty());
    cx.store.set_passphrase(new, cx.now)?;
    cx.touch();
    cx.say(match new {
        Some(_) => "The desk is encrypted with its new passphrase. Nobody can open it without, not even you.",
        None => "The desk has no passphrase any more, and its file is not encrypted.",
    });
    Ok(())
}
