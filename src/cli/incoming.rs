//! `incoming`: post and e-mail that come as files, each a query; the patient confirmed; a referral's clock.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::{Value, json};

use super::answer::{Answer, note, short};
use super::{Said, Session};
use crate::desk::clinics::rules_breach::PATHWAYS;
use crate::desk::inbox::Query;
use crate::desk::incoming::acts::{self, Referral};
use crate::desk::incoming::take::{self, Fate};
use crate::desk::incoming::{Post, model, open, repo, watch};
use crate::desk::people;
use crate::desk::watch::{self as files, Dealt};
use crate::store::Refusal;

/// What can be done with post.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Take files in (.eml, .pdf, pictures): each becomes a query, with all of it kept
    Add {
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Take in what rests in the watched folder of the settings; what cannot be becomes a task
    Collect,
    /// List what came in last, the latest first
    List {
        /// How many
        #[arg(long, default_value_t = 50)]
        limit: i64,
    },
    /// The patient that the post names is the right one
    Confirm {
        /// The query
        id: String,
    },
    /// The query is a referral: the patient waits for an appointment, and the clock starts
    Referral {
        /// The query
        id: String,
        /// When it was received; the day it came in where it is not said
        #[arg(long, value_name = "DATE")]
        received: Option<String>,
        /// The consultant; that of the query where it is not said
        #[arg(long, value_name = "WHO")]
        of: Option<String>,
        /// 1 (urgent) to 3 (routine)
        #[arg(long, value_parser = clap::value_parser!(i64).range(1..=3), default_value_t = 3)]
        priority: i64,
        /// The pathway
        #[arg(long, value_parser = PATHWAYS.to_vec(), default_value = "rtt")]
        pathway: String,
        /// Who referred: a GP, practice or department, by name or ODS code
        #[arg(long, value_name = "CONTACT")]
        by: Option<String>,
    },
}

fn record(session: &Session, post: &Post) -> Result<Value, Refusal> {
    let query: Option<Query> = session.db().get(&post.query_id)?;
    let attached = repo::attached(session.db(), &post.query_id)?;
    let one = |a: &model::Attachment| -> Value {
        let path = open::path(&session.store, a).map(|p| p.display().to_string()).ok();
        json!({"id": a.id, "name": a.name, "mime": a.mime, "bytes": a.bytes, "hash": a.hash, "path": path})
    };
    let some = |text: &str| if text.is_empty() { Value::Null } else { text.into() };
    Ok(json!({
        "id": post.query_id, "incoming_id": post.id, "kind": post.kind, "source": post.source, "sender": some(&post.sender),
        "address": some(&post.from_address), "subject": some(&post.subject), "sent_at": post.sent_at,
        "received_at": query.as_ref().map(|q| q.received_at.clone()), "state": query.as_ref().map(|q| q.state.clone()),
        "owner": query.as_ref().map(|q| some(&q.owner)), "consultant": query.as_ref().map(|q| some(&q.consultant)),
        "patient_id": query.as_ref().and_then(|q| q.patient_id.clone()), "to_confirm": post.guess_id,
        "why": some(&post.guess_why), "attachments": attached.iter().map(one).collect::<Vec<_>>(),
    }))
}

/// The queries: their ids for people, the records for machines.
fn said(session: &Session, posts: &[Post]) -> Said {
    let plain: Vec<&str> = posts.iter().map(|p| p.query_id.as_str()).collect();
    let json: Result<Vec<Value>, Refusal> = posts.iter().map(|p| record(session, p)).collect();
    Ok(Answer::said(plain.join("\n"), json?))
}

impl Verb {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        match self {
            Self::Add { files } => add(session, &files),
            Self::Collect => collect(session),
            Self::List { limit } => list(session, limit),
            Self::Confirm { id } => {
                let query: Query = session.db().must(&id)?;
                let (change, _) = acts::confirmed(session.db(), &query)?;
                session.apply(&change)?;
                of_query(session, &id)
            }
            Self::Referral { id, received, of, priority, pathway, by } => {
                let query: Query = session.db().must(&id)?;
                let day = query.received_at.get(..10).unwrap_or_default().to_owned();
                let received = received.map(|d| session.past(&d)).transpose()?.unwrap_or(day);
                let consultant =
                    of.map(|n| session.member(&n)).transpose()?.unwrap_or_else(|| query.consultant.clone());
                let find = |words: String| people::repo::resolve_contact(&session.store, &words, session.now.date());
                let referrer_id = by.map(find).transpose()?.map(|c| c.id);
                let referral = Referral { received, consultant, priority, pathway, referrer_id };
                let (change, one) = acts::referred(session.db(), &session.config, &query, &referral, session.now)?;
                session.apply(&change)?;
                let json = json!({
                    "id": one.id, "query_id": id, "patient_id": one.patient_id, "state": one.state, "pathway": one.pathway,
                    "referred_on": one.referred_on, "referrer_id": one.referrer_id, "breach_on": one.breach_on, "priority": one.priority,
                });
                Ok(Answer::made(&one.id, json))
            }
        }
    }
}

fn of_query(session: &Session, id: &str) -> Said {
    let post = repo::of_query(session.db(), id)?;
    said(session, post.as_slice())
}

/// Takes files in. One that is refused is said; the others are taken in all the same.
fn add(session: &mut Session, files: &[PathBuf]) -> Said {
    let (who, now, config) = (session.who.clone(), session.now, session.config.clone());
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    for path in files {
        match take::take_in(&mut session.store, &config, path, (&who, now)) {
            Ok(Fate::Taken(one)) => {
                tell(session, &one.post);
                taken.push(one.post);
            }
            Ok(Fate::Again(why)) => refused.push(why),
            Err(why) => refused.push(why.to_string()),
        }
    }
    if taken.is_empty()
        && let Some((first, rest)) = refused.split_first()
    {
        for why in rest {
            note(why);
        }
        return Err(Refusal::rule(first.clone()));
    }
    for why in &refused {
        note(why);
    }
    let answer = said(session, &taken)?;
    Ok(if refused.is_empty() { answer } else { answer.failed() })
}

fn tell(session: &Session, post: &Post) {
    let named = repo::to_confirm(session.db(), &post.query_id).ok().flatten();
    let about = match named {
        Some((_, patient)) => format!("to be confirmed: {} ({})", patient.name(), post.guess_why),
        None if post.guess_why.is_empty() => "no patient is named".to_owned(),
        None => format!("no patient: {}", post.guess_why),
    };
    note(&format!("{} · {} · {about}", post.source, short(&post.subject)));
}

/// Between two looks at the watched folder.
const MOMENT: std::time::Duration = std::time::Duration::from_millis(500);

fn collect(session: &mut Session) -> Said {
    let none = "No folder is watched: write one into config.toml, [incoming] folder.";
    let folder = session.config.incoming.place(session.store.desk().folder()).ok_or_else(|| Refusal::rule(none))?;
    let given = files::resting(&folder, watch::is_wanted, MOMENT);
    let (config, who, now) = (session.config.clone(), session.who.clone(), session.now);
    let counts = watch::collect(&mut session.store, &config, &given, &Dealt::default(), (&who, now))?;
    let said = counts.said("piece of post", "pieces of post");
    let said = if said.is_empty() { "Nothing new rests in the folder.".to_owned() } else { said };
    Ok(Answer::said(said, vec![json!({"taken": counts.taken, "again": counts.again, "refused": counts.refused})]))
}

fn list(session: &mut Session, limit: i64) -> Said {
    let all = repo::latest(session.db(), limit.max(0))?;
    let row = |p: &Post| {
        let from = if p.sender.is_empty() { &p.from_address } else { &p.sender };
        vec![
            p.created_at.replace('T', " "),
            p.kind.clone(),
            short(from),
            short(&p.subject),
            p.source.clone(),
            p.query_id.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let json: Result<Vec<Value>, Refusal> = all.iter().map(|p| record(session, p)).collect();
    Ok(Answer::listing(&["CAME", "BY", "FROM", "ABOUT", "FILE", "QUERY"], &rows, json?, "Nothing came in."))
}
