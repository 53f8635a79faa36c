//! Short lists of reasons that the desk can edit: why a patient comes, why a visit is cancelled, why somebody leaves the
//! waiting list.

use std::rc::Rc;

use crate::app::{Cx, MenuItem, choose, prompt};
use crate::desk::settings;
use crate::keys::Done;
use crate::store::{Db, Refusal};

/// What is done with the reason that was chosen.
type Then = Rc<dyn Fn(&str, &mut Cx) -> Done>;

/// One of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reasons {
    /// The setting that keeps it.
    pub setting: &'static str,
    /// What it is a list of.
    pub word: &'static str,
    shipped: &'static [&'static str],
}

/// Why an appointment is cancelled. What begins with `hospital:` counts as cancelled by the hospital.
pub const CANCEL: Reasons = Reasons {
    setting: "cancel_reasons",
    word: "Reasons to cancel",
    shipped: &[
        "cannot come that day",
        "unwell",
        "no longer needed",
        "seen elsewhere",
        "no transport",
        "hospital: consultant away",
        "hospital: booked by mistake",
    ],
};

/// Why a patient comes.
pub const VISIT: Reasons = Reasons {
    setting: "visit_reasons",
    word: "Reasons for a visit",
    shipped: &[
        "chest pain",
        "palpitations",
        "breathlessness",
        "heart failure review",
        "valve review",
        "after a procedure",
        "device check",
        "blood pressure",
        "results",
    ],
};

/// Why somebody is taken off the waiting list.
pub const OFF: Reasons = Reasons {
    setting: "off_list_reasons",
    word: "Reasons off the waiting list",
    shipped: &[
        "no longer needed",
        "wish of the patient",
        "treated elsewhere",
        "back to the GP, by the consultant",
        "moved away",
        "added twice",
    ],
};

const OTHER: &str = "\u{1}other";
const EDIT: &str = "\u{1}edit";

impl Reasons {
    /// The list as the desk has it.
    ///
    /// # Errors
    /// The desk cannot be read.
    pub fn all(self, db: Db<'_>) -> Result<Vec<String>, Refusal> {
        let own = settings::get(db, self.setting)?;
        Ok(match own {
            Some(own) => own.lines().map(str::to_owned).filter(|l| !l.is_empty()).collect(),
            None => self.shipped.iter().map(|s| (*s).to_owned()).collect(),
        })
    }

    /// Lets choose a reason, say it in other words, or edit the list.
    ///
    /// # Errors
    /// The desk cannot be read.
    pub fn ask(self, title: &str, then: impl Fn(&str, &mut Cx) -> Done + 'static, cx: &mut Cx) -> Done {
        self.ask_again(title.to_owned(), Rc::new(then), cx)
    }

    fn ask_again(self, title: String, then: Then, cx: &mut Cx) -> Done {
        let mut items: Vec<MenuItem> =
            self.all(cx.db())?.into_iter().map(|r| MenuItem::new(r.clone(), "", r, "")).collect();
        items.push(MenuItem::new(OTHER, "", "In other words…", "type it"));
        items.push(MenuItem::new(EDIT, "", "Edit this list…", self.word));
        choose(cx, &title.clone(), items, move |id, cx| match id {
            OTHER => {
                let then = then.clone();
                prompt(cx, &title, &[("In a few words", "")], move |answers, cx| match answers[0].as_str() {
                    "" => Err(Refusal::rule("Say why, in a few words.")),
                    words => then(words, cx),
                });
                Ok(())
            }
            EDIT => self.edit(title.clone(), then.clone(), cx),
            reason => then(reason, cx),
        });
        Ok(())
    }

    fn edit(self, title: String, then: Then, cx: &mut Cx) -> Done {
        let now = self.all(cx.db())?.join(", ");
        prompt(cx, self.word, &[("With commas between", &now)], move |answers, cx| {
            let list: Vec<&str> = answers[0].split(',').map(str::trim).filter(|r| !r.is_empty()).collect();
            let change = settings::set(cx.db(), self.setting, &list.join("\n"), self.word)?;
            cx.apply(&change)?;
            self.ask_again(title.clone(), then.clone(), cx)
        });
        Ok(())
    }
}

/// Whether a reason is one of the hospital's, and its words without that.
pub fn by_hospital(reason: &str) -> (bool, &str) {
    let lower = reason.to_lowercase();
    match lower.strip_prefix("hospital:") {
        Some(_) => (true, reason["hospital:".len()..].trim()),
        None => (false, reason.trim()),
    }
}
