//! How a dictation is begun: first what is not known of it is asked, then it is a letter.

use super::{Dictation, form, repo};
use crate::app::Cx;
use crate::desk::letters::Letter;
use crate::keys::Done;
use crate::store::{Db, Refusal};

/// The dictation of a letter that is not begun; none where it has none or is begun.
pub fn waiting(db: Db<'_>, letter: &Letter) -> Result<Option<Dictation>, Refusal> {
    if letter.state != "dictated" {
        return Ok(None);
    }
    Ok(repo::of_letter(db, &letter.id)?.into_iter().next())
}

/// Asks what is not known, before the letter is begun. False: there is nothing to ask.
pub fn ask_first(letter: &Letter, cx: &mut Cx) -> Result<bool, Refusal> {
    let Some(dictation) = waiting(cx.db(), letter)? else { return Ok(false) };
    let known = letter.patient_id.is_some() && !letter.author.is_empty() && dictation.unclear.is_empty();
    if known || dictation.settled {
        return Ok(false);
    }
    form::open(&dictation, letter, true, cx)?;
    Ok(true)
}

/// The form of what is known of a dictation. False: the letter has none, or is begun.
pub fn details(letter: &Letter, cx: &mut Cx) -> Result<bool, Refusal> {
    let Some(dictation) = waiting(cx.db(), letter)? else { return Ok(false) };
    form::open(&dictation, letter, false, cx)?;
    Ok(true)
}

/// Opens the letter of a dictation, to be begun or written on.
pub fn begin(letter: &str, cx: &mut Cx) -> Done {
    cx.show("letter", letter);
    Ok(())
}
