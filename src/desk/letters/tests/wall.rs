//! No letter can come into a state in which it stands in no list: the states are walked at random, and the lists asked.

use proptest::prelude::*;

use super::*;
use crate::desk::letters::model::{Place, Sign};
use crate::desk::letters::repo::{self, Which};
use crate::desk::letters::run::make;
use crate::desk::letters::{acts, repo_post};
use crate::store::{Desk, Store};

/// What may be done to a letter, or to those it is about.
#[derive(Debug, Clone)]
enum Deed {
    Write(String),
    Submit(bool),
    Approve(u8),
    Return(bool),
    Recall,
    Hold(i64),
    Release,
    Cancel,
    Send(u8),
    Failed(u8),
    CameBack(u8),
    Correct,
    HandOn(&'static str),
    Way(u8),
    DropRecipients,
    NoAuthor,
    BinLetter,
    BinPatient,
    PatientDies,
    ForgetPatient,
    OwnerLeaves,
    PrintRun(bool),
    Undo,
    Later(i64),
}

fn deed() -> impl Strategy<Value = Deed> {
    let text = prop::sample::select(vec!["", "Rest.", "{{?blank}}", "A longer text. With two sentences."]);
    prop_oneof![
        2 => text.prop_map(|t| Deed::Write(t.into())),
        8 => any::<bool>().prop_map(Deed::Submit),
        8 => (0_u8..4).prop_map(Deed::Approve),
        2 => any::<bool>().prop_map(Deed::Return),
        2 => Just(Deed::Recall),
        2 => (1_i64..20).prop_map(Deed::Hold),
        2 => Just(Deed::Release),
        2 => Just(Deed::Cancel),
        8 => (0_u8..8).prop_map(Deed::Send),
        2 => (0_u8..3).prop_map(Deed::Failed),
        8 => (0_u8..3).prop_map(Deed::CameBack),
        2 => Just(Deed::Correct),
        2 => prop::sample::select(vec!["Jo", "", "Nobody known"]).prop_map(Deed::HandOn),
        2 => (0_u8..3).prop_map(Deed::Way),
        2 => Just(Deed::DropRecipients),
        2 => Just(Deed::NoAuthor),
        2 => Just(Deed::BinLetter),
        2 => Just(Deed::BinPatient),
        1 => Just(Deed::PatientDies),
        2 => Just(Deed::ForgetPatient),
        2 => Just(Deed::OwnerLeaves),
        2 => any::<bool>().prop_map(Deed::PrintRun),
        2 => Just(Deed::Undo),
        2 => (1_i64..40).prop_map(Deed::Later),
    ]
}

/// A letter of each stage: begun, approved, sent to all.
fn in_stage(n: usize) -> Letter {
    let state = ["dictated", "drafting", "approved", "sent"][n % 4];
    let letter = in_state(state);
    if state != "sent" {
        return letter;
    }
    let out = |r: &Recipient| Recipient { state: "sent".into(), at: "2026-03-02T16:00:00".into(), ..r.clone() };
    let recipients = letter.recipients.iter().map(out).collect();
    Letter { recipients, sent_at: Some("2026-03-02T16:00:00".into()), ..letter }
}

struct Walk {
    store: Store,
    now: NaiveDateTime,
    needs_approval: bool,
    _folder: TempDir,
}

impl Walk {
    fn new(letters: usize, needs_approval: bool) -> Self {
        let folder = TempDir::new().unwrap();
        let mut store = Desk::at(folder.path()).open(None, crate::desk::TABLES, now()).unwrap();
        let mut change = Change::new("Set-up").insert(&patient()).insert(&practice()).insert(&consultant());
        for n in 0..letters {
            change = change.insert(&in_stage(n));
        }
        store.apply(&change, "Set-up", now()).unwrap();
        Self { store, now: now(), needs_approval, _folder: folder }
    }

    fn letters(&self) -> Vec<Letter> {
        self.store.db().rows("SELECT * FROM letter ORDER BY created_at, id", &[]).unwrap()
    }

    /// Does it to the letter at this place; what is refused is not done, as on the screen.
    fn act(&mut self, at: usize, deed: &Deed) {
        if let Deed::Later(days) = deed {
            self.now += chrono::Duration::days(*days);
            return;
        }
        if matches!(deed, Deed::Undo) {
            self.store.undo("Sam", self.now).ok();
            return;
        }
        let all = self.letters();
        let letter = all[at % all.len()].clone();
        if let Ok(change) = self.change(&letter, deed) {
            self.store.apply(&change, "Sam", self.now).ok();
        }
    }

    fn change(&self, letter: &Letter, deed: &Deed) -> Result<Change, crate::store::Refusal> {
        let (db, now) = (self.store.db(), self.now);
        let one = std::slice::from_ref(letter);
        let to = |after: Letter| Change::new("x").update(letter, &after);
        Ok(match deed {
            Deed::Write(text) => to(letter.written(text)?),
            Deed::Submit(whole) if *whole => acts::submit(db, &house(), one, "Sam", now)?,
            Deed::Submit(_) => to(letter.submitted(&[], self.needs_approval, "Sam", now)?),
            Deed::Approve(how) => to(letter.approved(&sign(*how), "Sam", now)?),
            Deed::Return(placed) => {
                let place = placed.then(|| Place { start: 3, end: 9, quote: "longer".into() });
                to(letter.returned_with(&[(place, "say more".into())], "Dr Asha Patel", now)?)
            }
            Deed::Recall => to(letter.recalled()?),
            Deed::Hold(days) => to(letter.held_until("why", now.date() + chrono::Duration::days(*days), now.date())?),
            Deed::Release => to(letter.released()?),
            Deed::Cancel => to(letter.cancelled("twice", now)?),
            Deed::Send(which) => acts::send(db, one, |n, _| *which == 7 || n == usize::from(*which), "Sam", now)?,
            Deed::Failed(n) => to(letter.failed(usize::from(*n))?),
            Deed::CameBack(n) => {
                let at = usize::from(*n);
                if at >= letter.recipients.len() {
                    return Err("none".into());
                }
                acts::came_back(db, letter, at, "gone away", "Sam", now)?
            }
            Deed::Correct => acts::correct(db, &house(), letter, "Sam", now)?.0,
            Deed::HandOn(name) => to(letter.handed_to(name)?),
            Deed::Way(n) => to(letter.addressed(by_next_way(letter, *n), now)?),
            Deed::DropRecipients => to(letter.addressed(Vec::new(), now)?),
            Deed::NoAuthor if letter.is_unsent() => to(Letter { author: String::new(), ..letter.clone() }),
            Deed::BinLetter => to(letter.binned(now)?),
            Deed::BinPatient => self.patient(|p| Patient { binned_at: Some("2026-03-03T10:00:00".into()), ..p })?,
            Deed::PatientDies => self.patient(|p| Patient { died_on: Some("2026-03-03".into()), ..p })?,
            Deed::ForgetPatient if letter.is_draft() => {
                to(Letter { patient_id: Some("gone".into()), ..letter.clone() })
            }
            Deed::OwnerLeaves => self.owner_leaves()?,
            Deed::PrintRun(all) => self.printed(*all)?,
            _ => return Err("not done".into()),
        })
    }

    fn patient(&self, to: impl Fn(Patient) -> Patient) -> Result<Change, crate::store::Refusal> {
        let before: Patient = self.store.db().must("p1")?;
        Ok(Change::new("x").update(&before, &to(before.clone())))
    }

    fn owner_leaves(&self) -> Result<Change, crate::store::Refusal> {
        let all: Vec<Member> = self.store.db().rows("SELECT * FROM member", &[])?;
        let member = all.first().ok_or("nobody")?;
        let gone = Member { binned_at: Some("2026-03-03T10:00:00".into()), ..member.clone() };
        Ok(Change::new("x").update(member, &gone))
    }

    /// A print run that is answered: all of it printed, or the first sheet spoilt.
    fn printed(&self, all: bool) -> Result<Change, crate::store::Refusal> {
        let (db, now) = (self.store.db(), self.now);
        let chosen = make::all_approved(db, now)?;
        let sheets = chosen.envelopes.iter().flat_map(|e| &e.sheets).map(|(at, place)| {
            let letter = &chosen.letters[*at];
            crate::desk::letters::model_post::Sheet {
                letter: letter.id.clone(),
                name: letter.recipients[*place].name.clone(),
            }
        });
        let made = make::Made { sheets: sheets.collect(), ..make::Made::default() };
        let run = make::run_of(&made, "file", "Sam", now);
        let not = if all { Vec::new() } else { vec![0] };
        let done = make::answered(db, &run, &not, "Sam", now)?.change;
        let edits = done.edits.into_iter().filter(|e| e.table != "print_run").collect();
        Ok(Change { edits, ..Change::new("x").insert(&run) })
    }

    /// Every letter stands where its state says, whatever became of it.
    fn check(&self) -> Result<(), TestCaseError> {
        let (db, today) = (self.store.db(), self.now.date());
        let ids = |which| -> Vec<String> {
            repo::listed(db, today, which).unwrap().into_iter().map(|l| l.letter.id).collect()
        };
        let (wall, all) = (ids(Which::Unsent), ids(Which::All));
        let awaiting = repo_post::awaiting(db, None).unwrap();
        for letter in self.letters().iter().filter(|l| l.binned_at.is_none()) {
            let is_done = matches!(letter.state.as_str(), "sent" | "cancelled");
            prop_assert_eq!(wall.contains(&letter.id), !is_done, "on the wall: {:?}", letter);
            prop_assert!(all.contains(&letter.id), "in no list: {letter:?}");
            let waits = letter.state == "awaiting_approval";
            prop_assert_eq!(awaiting.iter().any(|l| l.letter.id == letter.id), waits);
            if letter.state == "sent" && letter.replaced_by.is_none() {
                let out = letter.recipients.iter().filter(|r| r.is_principal()).all(Recipient::is_sent);
                prop_assert!(out, "sent, and not to all: {letter:?}");
            }
            let known = ["dictated", "drafting", "awaiting_approval", "approved", "sent", "cancelled"];
            prop_assert!(known.contains(&letter.state.as_str()), "{}", letter.state);
        }
        let failed =
            |l: &Letter| l.binned_at.is_none() && l.is_unsent() && l.recipients.iter().any(|r| r.state == "failed");
        for letter in self.letters().iter().filter(|l| failed(l)) {
            prop_assert_eq!(letter.press(today), crate::desk::letters::model::Press::ActNow);
        }
        Ok(())
    }
}

fn sign(how: u8) -> Sign {
    match how {
        0 => Sign::Signed("Dr Asha Patel".into()),
        1 => Sign::Pp("Sam".into()),
        2 => Sign::Unverified("Dr Asha Patel".into()),
        _ => Sign::OnPaper("Dr Asha Patel".into(), "on paper".into()),
    }
}

fn by_next_way(letter: &Letter, n: u8) -> Vec<Recipient> {
    let next =
        |(at, r): (usize, &Recipient)| if at == usize::from(n) && !r.is_sent() { r.by_next_way() } else { r.clone() };
    letter.recipients.iter().enumerate().map(next).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_letter_always_stands_in_a_list(
        deeds in prop::collection::vec((0_usize..4, deed()), 1..40),
        needs_approval in any::<bool>(),
    ) {
        let mut walk = Walk::new(4, needs_approval);
        for (at, deed) in &deeds {
            walk.act(*at, deed);
            walk.check()?;
        }
    }
}
