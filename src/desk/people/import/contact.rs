//! One line about a contact.

use super::{Bad, Importer, Outcome, Seen, Verdict, notes, phones, pick};
use crate::desk::people::Contact;
use crate::desk::people::model::Phone;
use crate::desk::people::repo::{self, ContactKeys};
use crate::exchange::person::{KindHint, PersonCard, Status};
use crate::store::{Db, Edit, Refusal};
use crate::text::{names, phone, postcode};

impl Importer {
    /// What a line about a contact comes to.
    pub fn contact(&mut self, db: Db<'_>, card: &PersonCard) -> Verdict {
        let fresh = self.fresh_contact(card)?;
        let keys = keys(&fresh);
        let repeated =
            keys.iter().any(|k| self.seen.get(k).is_some_and(|s| s.line != card.line && fits(&fresh, &s.uid)));
        let known = self.known_contact(db, &fresh, &keys)?;
        let gone = !matches!(card.status, None | Some(Status::Active));
        if known.is_none() && gone {
            return Ok((Outcome::LeftOut, Vec::new()));
        }
        let (outcome, edit, id) = match known {
            None => (Outcome::New, Some(Edit::insert(&fresh)), fresh.id.clone()),
            Some(known) => {
                let after = self.updated(&known, &fresh, card);
                let same = after == known;
                let edit = (!same).then(|| Edit::update(&known, &after));
                (if same { Outcome::Same } else { Outcome::Changed }, edit, known.id)
            }
        };
        let uid = fresh.uid.clone().unwrap_or_default();
        for key in keys {
            if let Some(all) = &mut self.keys {
                all.ids.entry(key.clone()).or_insert_with(|| id.clone());
            }
            let seen = || Seen { line: card.line, name: String::new(), born: None, uid: uid.clone() };
            self.seen.entry(key).or_insert_with(seen);
        }
        Ok((if repeated { Outcome::Repeated } else { outcome }, edit.into_iter().collect()))
    }

    fn fresh_contact(&self, card: &PersonCard) -> Result<Contact, Bad> {
        let mut fresh = Contact {
            title: card.title.clone(),
            forename: format!("{} {}", card.forename, card.middle).trim().to_owned(),
            surname: format!("{} {}", card.surname, card.suffix).trim().to_owned(),
            organisation: card.organisation.clone(),
            department: card.department.clone(),
            job_title: card.job_title.clone(),
            ods_code: Some(card.ods_code.clone()).filter(|c| !c.is_empty()),
            address: card.address.clone(),
            email: card.emails.first().cloned().unwrap_or_default(),
            notes: all_notes(card),
            uid: Some(card.uid.clone()).filter(|u| !u.is_empty()),
            ..Contact::new(kind(card), self.now)
        };
        match postcode::tidy(&card.postcode) {
            Ok(code) => fresh.postcode = code,
            Err(_) if card.postcode.trim().is_empty() => {}
            Err(_) => fresh.address.push(card.postcode.trim().to_owned()),
        }
        take_phones(&mut fresh, card);
        let mut fresh = fresh.tidied();
        if !fresh.is_person() && fresh.organisation.is_empty() && fresh.department.is_empty() {
            // A number or an address alone is known by itself.
            let alone = fresh.phones.first().map(|p| p.number.clone()).or_else(|| Some(fresh.email.clone()));
            fresh.organisation = alone.filter(|a| !a.is_empty()).ok_or_else(|| Bad::Reason("no name".into()))?;
            fresh = fresh.tidied();
        }
        Ok(fresh)
    }

    fn known_contact(&mut self, db: Db<'_>, fresh: &Contact, keys: &[String]) -> Result<Option<Contact>, Refusal> {
        if let Some(code) = &fresh.ods_code {
            return repo::by_ods(db, code);
        }
        if self.keys.is_none() {
            self.keys = Some(repo::contact_keys(db)?);
        }
        let Some(all) = &self.keys else { return Ok(None) };
        for key in keys {
            let Some(id) = all.ids.get(key) else { continue };
            let found = db.get::<Contact>(id)?.filter(|c| c.binned_at.is_none());
            let Some(found) = found else { continue };
            if fits(fresh, found.uid.as_deref().unwrap_or_default()) && found.ods_code.is_none() {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The known record with what the file says; what the file does not say stays.
    fn updated(&self, known: &Contact, fresh: &Contact, card: &PersonCard) -> Contact {
        let closed_on = match card.status {
            Some(Status::Active) => None,
            Some(Status::Closed) => {
                let on = card.closed_on.unwrap_or_else(|| self.today()).to_string();
                known.closed_on.clone().or(Some(on))
            }
            _ => known.closed_on.clone(),
        };
        Contact {
            kind: if known.kind == "other" { fresh.kind.clone() } else { known.kind.clone() },
            title: pick(&fresh.title, &known.title),
            forename: pick(&fresh.forename, &known.forename),
            surname: pick(&fresh.surname, &known.surname),
            organisation: pick(&fresh.organisation, &known.organisation),
            department: pick(&fresh.department, &known.department),
            job_title: pick(&fresh.job_title, &known.job_title),
            address: if fresh.address.is_empty() { known.address.clone() } else { fresh.address.clone() },
            postcode: pick(&fresh.postcode, &known.postcode),
            phones: phones(&fresh.phones, &known.phones),
            bypass: pick(&fresh.bypass, &known.bypass),
            bleep: pick(&fresh.bleep, &known.bleep),
            extension: pick(&fresh.extension, &known.extension),
            email: pick(&fresh.email, &known.email),
            notes: notes(&fresh.notes, &known.notes),
            uid: known.uid.clone().or_else(|| fresh.uid.clone()),
            closed_on,
            ..known.clone()
        }
        .tidied()
    }
}

/// Two that other programs know by different keys are two, whatever their names.
fn fits(fresh: &Contact, uid: &str) -> bool {
    let own = fresh.uid.as_deref().unwrap_or_default();
    own.is_empty() || uid.is_empty() || own == uid
}

fn keys(fresh: &Contact) -> Vec<String> {
    if let Some(code) = &fresh.ods_code {
        return vec![format!("ods\t{code}")];
    }
    ContactKeys::of(&fresh.name, &fresh.organisation, &fresh.email, fresh.uid.as_deref())
}

/// Bleep, bypass and extension have places of their own.
fn take_phones(fresh: &mut Contact, card: &PersonCard) {
    for found in &card.phones {
        let label = found.label.to_lowercase();
        let number = phone::tidy(&found.number);
        let place = match label.as_str() {
            "bleep" | "pager" => &mut fresh.bleep,
            "bypass" => &mut fresh.bypass,
            "extension" | "ext" => &mut fresh.extension,
            _ => {
                fresh.phones.push(Phone { label, number });
                continue;
            }
        };
        if place.is_empty() {
            *place = number;
        } else {
            fresh.phones.push(Phone { label, number });
        }
    }
}

/// What has no place of its own is not lost: further e-mail addresses and the words it was filed under.
fn all_notes(card: &PersonCard) -> String {
    let mut lines = vec![card.notes.clone()];
    lines.extend(card.emails.iter().skip(1).map(|e| format!("E-mail: {e}")));
    lines.join("\n").trim().to_owned()
}

fn kind(card: &PersonCard) -> &'static str {
    let job = names::fold(&card.job_title);
    let filed = card.categories.iter().map(|c| names::fold(c)).collect::<Vec<_>>().join(" ");
    let surgery = filed.is_empty() || filed.contains("practice") || filed.contains("surgery");
    match card.kind_hint {
        KindHint::Practice if surgery => "practice",
        KindHint::Practice | KindHint::Organisation => {
            let word = |w: &str| filed.contains(w) || names::fold(&card.department).contains(w);
            match () {
                () if word("ward") => "ward",
                () if word("supplier") => "supplier",
                () if !card.department.is_empty() => "department",
                () => "other",
            }
        }
        _ if job.contains("secretary") => "secretary",
        _ if job.contains("consultant") => "consultant",
        _ if job.contains("general practitioner") || job == "gp" || job.starts_with("gp ") => "gp",
        _ => "other",
    }
}
