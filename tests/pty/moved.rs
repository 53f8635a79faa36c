//! A patient rings to move an appointment: found, the old slot freed, dates offered with the breach date beside each, one
//! booked, the letter queued, the freed slot offered to one at short notice. At most 30 keys besides what is typed.

use std::path::Path;

use rolltop::desk::TABLES;
use rolltop::desk::clinics::{Appointment, repo};
use rolltop::desk::letters::Letter;
use rolltop::desk::links;
use rolltop::store::{Desk, Store};

use super::support::now;
use super::support::term::Term;
use super::{demo, home};

const MOST: usize = 30;

fn store(home: &Path) -> Store {
    Desk::at(home.join("desk")).open(None, TABLES, now()).expect("the desk opens")
}

/// Presses keys and counts them.
struct Hand {
    term: Term,
    presses: usize,
}

impl Hand {
    fn keys(&mut self, keys: &str) -> &mut Self {
        self.presses += keys.split_whitespace().count();
        self.term.keys(keys);
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.term.text(text);
        self
    }

    fn sees(&mut self, text: &str) -> &mut Self {
        self.term.wait_for(text);
        self
    }
}

fn booked(store: &Store) -> Appointment {
    let id = store.db().text("SELECT id FROM patient WHERE surname = 'Jones' AND forename = 'Sarah'", &[]);
    let id = id.expect("a question").expect("a patient");
    let all = repo::of_patient(store.db(), &id).expect("appointments");
    all.into_iter().find(|a| a.state == "booked").expect("a date")
}

#[test]
fn a_date_is_moved_and_the_old_one_given_away_while_the_caller_waits() {
    let home = home();
    demo::fill(&mut store(home.path())).expect("the invented desk");
    // Without a letterhead no letter is whole.
    let config = toml::to_string(&demo::config()).expect("settings");
    std::fs::write(home.path().join("desk/config.toml"), config).expect("a file");
    let old = booked(&store(home.path()));
    let args = ["--desk", "desk", "--now", "2026-03-03T09:41", "--as", demo::WHO];
    let term = Term::start(home.path(), &args, &[], 120, 40);
    let mut hand = Hand { term, presses: 0 };
    hand.sees("4 Tasks").keys("c").sees("> About").text("jones sarah 14/8/80").sees("JONES, Sarah (Ms)");
    hand.keys("enter enter n d a").sees("NHS No.").keys("enter").text("I am away on the 17th");
    hand.keys("ctrl-s").sees("> Filed.").keys("b").sees("Appointments of JONES, Sarah (Ms)");
    hand.sees("Tue 17-Mar-2026 09:00").keys("enter").sees("Move from Tue 17-Mar-2026 09:00");
    hand.sees("5 dates").sees("breach 24-Apr-2026");
    hand.keys("x").sees("1 declined").keys("x").sees("2 declined").keys("enter").sees("How does the patient know?");
    hand.keys("enter").sees("Free now: Tue 17-Mar-2026 09:00 new, Clinic A").sees("notice enough");
    hand.keys("enter").sees("A message may be left").keys("y").sees("to Tue 17-Mar-2026 09:00. Ctrl-Z undoes it");
    println!("{} keys", hand.presses);
    assert!(hand.presses <= MOST, "{} keys", hand.presses);
    hand.keys("esc esc").sees("4 Tasks");
    hand.term.leave();
    after(&store(home.path()), &old);
}

/// What stands in the file afterwards.
fn after(store: &Store, old: &Appointment) {
    let left: Appointment = store.db().must(&old.id).expect("the old date");
    assert_eq!((left.state.as_str(), left.offers.len()), ("cancelled_patient", 2));
    let new: Appointment = store.db().must(left.rebooked_as.as_deref().expect("a new date")).expect("the new date");
    assert_eq!((new.state.as_str(), new.told.as_str()), ("booked", "letter"));
    let tied = links::others(store.db(), &new.id).expect("threads");
    assert!(tied.iter().any(|(kind, _)| kind == "query"), "the call is not tied to it: {tied:?}");
    let letter = &tied.iter().find(|(kind, _)| kind == "letter").expect("a letter").1;
    let letter: Letter = store.db().must(letter).expect("the letter");
    assert_eq!(letter.state, "approved", "it is not ready to go out");
    let seat = store.db().rows::<Appointment>("SELECT * FROM appointment WHERE seat = $1", &[&old.seat]);
    let seat = seat.expect("who sits there");
    assert!(seat.len() == 1 && seat[0].patient_id != old.patient_id && seat[0].told == "telephone", "{seat:?}");
}
