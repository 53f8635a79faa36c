//! Each rule on sentences as they stand in letters.

use super::*;
use crate::desk::letters::check::Spot;

fn woman() -> Patient {
    Patient {
        id: "p1".into(),
        title: "Mrs".into(),
        forename: "Grace".into(),
        surname: "Okafor".into(),
        gender: "Female".into(),
        born: Some("1950-03-03".into()),
        nhs_number: Some("9990000018".into()),
        hospital_number: Some("H100234".into()),
        ..Patient::default()
    }
}

fn other() -> Other {
    Other {
        surname: "Hall".into(),
        forename: "John".into(),
        title: "Mr".into(),
        born: Some("1961-07-01".into()),
        nhs: Some("9990000026".into()),
        hospital: Some("H200111".into()),
    }
}

fn with(body: &str, to_patient: bool, lists: &Lists) -> Vec<Finding> {
    let (patient, others) = (woman(), [other()]);
    let facts = Facts {
        body,
        salutation: "Dear Mrs Okafor",
        patient: Some(&patient),
        to_patient,
        others: &others,
        known: &["Dr Sarah Lee".into()],
        lists,
        today: "2026-03-03".parse().unwrap(),
    };
    facts.findings()
}

fn to_gp(body: &str) -> Vec<Finding> {
    with(body, false, &Lists::of(&[]))
}

/// The rules of the findings, with `!` where they stop the letter, and the words they found.
fn said(body: &str) -> Vec<String> {
    to_gp(body).iter().map(|f| format!("{}{} {}", if f.stops { "!" } else { "" }, f.rule, f.words)).collect()
}

/// The text with everything put right that can be.
fn mended(body: &str) -> String {
    let mut text = body.to_owned();
    let mut puts: Vec<(std::ops::Range<usize>, String)> = to_gp(body)
        .into_iter()
        .filter_map(|f| match f.mend {
            Some(Mend::Put(puts)) => Some(puts),
            _ => None,
        })
        .flatten()
        .collect();
    puts.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, with) in puts {
        text.replace_range(range, &with);
    }
    text
}

#[test]
fn anothers_number_is_found_and_mended() {
    assert_eq!(said("NHS No. 999 000 0026, hospital H200111."), ["!nhs-number 9990000026", "!hospital-number H200111"]);
    assert_eq!(mended("NHS No. 999 000 0026, hospital H200111."), "NHS No. 999 000 0018, hospital H100234.");
    assert!(to_gp("NHS No. 999 000 0026")[0].text.contains("HALL, John (Mr)"));
    assert!(to_gp("NHS No. 999 000 0019")[0].text.contains("check digit"));
    assert!(to_gp("NHS No. 999 000 0034")[0].text.contains("is not the patient's, which is 999 000 0018"));
    assert!(said("NHS No. 999 000 0018, H100234, ring 020 7946 0123").is_empty());
}

#[test]
fn anothers_name_is_found_however_it_is_written() {
    for body in ["I saw John Hall today.", "HALL, John was seen.", "John Hall's scan"] {
        assert!(said(body)[0].starts_with("!other-patient"), "{body}: {:?}", said(body));
    }
    assert!(to_gp("I saw John Hall.")[0].text.contains("born 01-Jul-1961"));
    assert!(said("I saw Grace Okafor with Dr Sarah Lee in John Street Hall.").is_empty());
}

#[test]
fn words_of_the_other_sex_stop_unless_somebody_else_may_be_meant() {
    assert_eq!(said("He is well. I gave him his tablets."), ["!sex he", "!sex him", "!sex his"]);
    assert_eq!(mended("He is well. I gave him his tablets."), "She is well. I gave her her tablets.");
    assert_eq!(said("Her husband came. He was worried."), ["sex-perhaps he"]);
    assert_eq!(said("She said “he is well”."), ["sex-perhaps he"]);
    assert!(said("She took her tablets herself.").is_empty());
    assert_eq!(said("I saw Mr Okafor.")[0], "!title Mr Okafor");
    assert_eq!(mended("I saw Mr Okafor."), "I saw Mrs Okafor.");
    assert!(with("I saw him.", true, &Lists::of(&[])).iter().all(|f| !f.stops), "a letter to her speaks of others");
}

#[test]
fn days_that_cannot_be_and_births_of_others() {
    assert_eq!(said("on 31 February 2026"), ["!no-day 31 February 2026"]);
    assert_eq!(said("born 4 March 1950"), ["!birth 4 March 1950"]);
    assert_eq!(mended("born 4 March 1950"), "born 3 March 1950");
    assert_eq!(said("on Monday 3 March 2026"), ["!weekday Monday 3 March 2026"]);
    assert_eq!(mended("on Monday 3 March 2026"), "on Tuesday 3 March 2026");
    assert!(said("born 03/03/1950, seen on Tuesday 3 March 2026, and Fri 6 March").is_empty());
}

#[test]
fn what_is_past_is_not_to_come() {
    assert_eq!(said("Your next appointment is on 2 March 2026."), ["!past 2 March 2026"]);
    assert_eq!(said("You were seen on 4 March 2026."), ["!future 4 March 2026"]);
    assert!(said("Your appointment is on 4 March 2026. You were seen on 2 March 2026.").is_empty());
    assert!(said("Your appointment on 2 March 2026 was cancelled.").len() <= 1);
}

#[test]
fn doses_that_are_misread() {
    assert_eq!(
        mended("digoxin 62.5 mcg, insulin 10U, warfarin 1.0 mg, .5 mg, 250\u{b5}g, 5.00mg"),
        "digoxin 62.5 micrograms, insulin 10 units, warfarin 1 mg, 0.5 mg, 250 micrograms, 5mg"
    );
    assert!(said("potassium 4.0 mmol/l, ferritin 12.0 ng/ml, albumin 40.0 g/l, 10 mg, 1.5 mg, 20.0 kg/m2").len() <= 1);
}

#[test]
fn dangerous_abbreviations_stop_until_they_are_written_out() {
    assert_eq!(said("There was no PE."), ["!abbreviation PE"]);
    assert!(said("There was no pulmonary embolism (PE). The PE was ruled out.").is_empty());
    let Some(Mend::OneOf(_, all)) = to_gp("There was no PE.")[0].mend.clone() else { panic!("it asks which") };
    assert!(all.contains(&"pulmonary embolism".to_owned()));
}

#[test]
fn latin_and_blanks_that_people_leave() {
    let found = with("ramipril 5 mg bd", true, &Lists::of(&[]));
    assert_eq!((found[0].rule, found[0].stops), ("latin", false));
    assert!(said("ramipril 5 mg bd").is_empty(), "a doctor knows it");
    assert_eq!(
        said("Seen by XXX on [date] at ____, TBC."),
        ["!place XXX", "!place [date]", "!place ____", "place TBC"]
    );
}

#[test]
fn a_medicine_that_no_list_knows_is_named_with_one_that_is_near() {
    let lists = Lists::of(&["bisoprolol", "ramipril"]);
    let body =
        "# Medicines\n- Bisoprolal 5 mg\n- Ramipril 5 mg\n- None stopped\nWe talked it over.\n\n# Plan\n- Rest 5 days";
    let found = with(body, false, &lists);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].stops && found[0].text.contains("Is it bisoprolol?"));
    assert_eq!(found[0].spot, Spot::Body(14..24));
}

#[test]
fn the_greeting_names_the_patient() {
    let patient = woman();
    let facts = |salutation| Facts {
        body: "",
        salutation,
        patient: Some(&patient),
        to_patient: true,
        others: &[],
        known: &[],
        lists: Lists::shipped(),
        today: "2026-03-03".parse().unwrap(),
    };
    assert!(facts("Dear Mr Hall").findings()[0].text.contains("does not greet the patient"));
    for fine in ["Dear Mrs Okafor", "Dear Grace", "To the parents of Grace", "Dear {{recipient.salutation}}", ""] {
        assert!(facts(fine).findings().is_empty(), "{fine}");
    }
}

#[test]
fn what_is_kept_with_a_reason_stops_nothing() {
    let now = "2026-03-03T09:41:00".parse().unwrap();
    let mut all = to_gp("There was no PE.");
    assert!(kept::keep("l1", &all[0], " ", "Sam", now).is_err());
    let change = kept::keep("l1", &all[0], "the GP's own words", "Sam", now).unwrap();
    let row = change.edits[0].after.clone().unwrap();
    let kept: Kept = serde_json::from_value(serde_json::Value::Object(row)).unwrap();
    kept::apply(&mut all, &[kept]);
    assert_eq!((all[0].stops, all[0].kept.as_deref()), (false, Some("the GP's own words (Sam)")));
}

mod hostile {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever stands in a text, every finding is of the text, and what mends it fits into it.
        #[test]
        fn findings_are_of_the_text(
            body in "([a-zA-Z0-9 .,/'’()\\[\\]{}#*|\n\u{301}\u{202e}é漢🙂µ-]|NHS|999 000 0026|Mr |Hall|John|his |PE |\\.5 mg|1\\.0mg|31/2/2026|Monday |3 March 2026|# Medicines\n){0,60}"
        ) {
            for found in with(&body, false, &Lists::of(&["ramipril"])) {
                if let Spot::Body(range) = &found.spot {
                    prop_assert!(body.get(range.clone()).is_some(), "{found:?}");
                }
                if let Some(Mend::Put(puts)) = &found.mend {
                    prop_assert!(puts.iter().all(|(range, _)| body.get(range.clone()).is_some()), "{found:?}");
                }
            }
        }
    }

    #[test]
    fn a_line_without_an_end_is_looked_through() {
        for piece in ["aé漢🙂\u{301} ", "9990000026 ", "He said Mr Hall ", "[[[(((", "{{?x", "1.0 mg .5mg PE "] {
            let body = piece.repeat(100_000 / piece.len());
            let _ = with(&body, false, &Lists::of(&[]));
        }
    }
}
