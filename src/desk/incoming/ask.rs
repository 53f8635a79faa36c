//! What is asked on the screen about post that came in: a file to take in, the details of a referral.

use std::path::PathBuf;

use super::acts::{self, Referral};
use super::take::{self, Fate};
use crate::app::{Cx, prompt, prompt_saying};
use crate::desk::clinics::rules_breach::PATHWAYS;
use crate::desk::inbox::Query;
use crate::desk::people::{self, model::short_line};
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::when;

/// Asks for a file and takes it in beside the screen.
pub fn file(cx: &mut Cx) -> Done {
    prompt(cx, "Take in post or e-mail", &[("File (.eml, .pdf, picture; its whole path)", "")], |answers, cx| {
        let path = PathBuf::from(answers[0].trim());
        if !path.is_absolute() {
            return Err(Refusal::rule("Type the whole path of the file, from the first / on."));
        }
        let (config, who, now) = (cx.config.clone(), cx.who.clone(), cx.now);
        cx.start(move |store| match take::take_in(store, &config, &path, (&who, now))? {
            Fate::Taken(taken) => Ok(format!("{} is in the inbox. Ctrl-Z undoes it.", taken.post.source)),
            Fate::Again(why) => Err(Refusal::rule(why)),
        })
    });
    Ok(())
}

/// Confirms the patient that the post names, after showing who it is.
pub fn confirm(query: &Query, cx: &mut Cx) -> Done {
    let (change, patient) = acts::confirmed(cx.db(), query)?;
    let why = super::repo::of_query(cx.db(), &query.id)?.map(|p| p.guess_why).unwrap_or_default();
    let said = format!("{}. The post has {why}.", short_line(&patient, cx.now));
    let id = query.id.clone();
    let _ = change;
    prompt_saying(cx, "Is it about this patient?", &said, &[("yes or no", "")], move |answers, cx| {
        match answers[0].to_lowercase().as_str() {
            "y" | "yes" => {}
            "n" | "no" => return Ok(()),
            _ => return Err(Refusal::rule("Type yes or no.")),
        }
        let query: Query = cx.db().must(&id)?;
        let (change, _) = acts::confirmed(cx.db(), &query)?;
        cx.apply(&change)
    });
    Ok(())
}

const PRIORITIES: [&str; 3] = ["urgent", "soon", "routine"];

/// Asks what is to be known of a referral, and starts its clock.
pub fn referral(query: &Query, cx: &mut Cx) -> Done {
    acts::may_refer(query)?;
    let received = crate::text::dates::screen(query.received().date());
    let practice = practice_code(query, cx)?;
    let asked = [
        ("Received on", received.as_str()),
        ("Consultant", query.consultant.as_str()),
        ("Urgent, soon, routine", "routine"),
        ("Pathway (rtt, cancer-28, cancer-62)", "rtt"),
        ("Referred by (name or ODS code; empty: not known)", practice.as_str()),
    ];
    let said =
        "The clock starts on the day the referral was received; the patient then waits in the list of the clinics.";
    let id = query.id.clone();
    prompt_saying(cx, "A referral", said, &asked, move |answers, cx| {
        let query: Query = cx.db().must(&id)?;
        let referral = read(answers, cx)?;
        let (change, _) = acts::referred(cx.db(), &cx.config, &query, &referral, cx.now)?;
        cx.apply(&change)
    });
    Ok(())
}

/// What finds the practice of the patient: most referrals come from there.
fn practice_code(query: &Query, cx: &Cx) -> Result<String, Refusal> {
    let patient = people::repo::patient(cx.db(), query.patient_id.as_deref().unwrap_or_default())?;
    let practice = people::repo::practice_of(cx.db(), &patient)?;
    Ok(practice.map(|p| p.ods_code.unwrap_or(p.name)).unwrap_or_default())
}

fn read(answers: &[String], cx: &Cx) -> Result<Referral, Refusal> {
    let days = when::parse_past(&answers[0], cx.today())?;
    let received = days.first().ok_or_else(|| Refusal::rule("Type the day it was received: tod, yest, 2/3."))?;
    let typed = answers[2].trim().to_lowercase();
    let rank = PRIORITIES.iter().position(|p| p.starts_with(&typed) && !typed.is_empty());
    let priority = rank.ok_or_else(|| Refusal::rule("Type urgent, soon or routine."))? as i64 + 1;
    let pathway = answers[3].trim().to_lowercase();
    if !PATHWAYS.contains(&pathway.as_str()) {
        return Err(Refusal::rule(format!("The pathway is one of {}.", PATHWAYS.join(", "))));
    }
    let by = answers[4].trim();
    let referrer = (!by.is_empty()).then(|| people::repo::resolve_contact(&cx.store, by, cx.today())).transpose()?;
    Ok(Referral {
        received: received.date.to_string(),
        consultant: answers[1].trim().to_owned(),
        priority,
        pathway,
        referrer_id: referrer.map(|c| c.id),
    })
}
