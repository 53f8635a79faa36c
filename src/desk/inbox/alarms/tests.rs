//! What callers say, and what must and must not raise the banner.

use super::words::{plain, root};
use super::*;
use proptest::prelude::*;
use std::path::PathBuf;

fn scan(words: &str) -> Vec<Hit> {
    Alarms::shipped().scan(words)
}

fn raised(words: &str) -> Vec<String> {
    scan(words).into_iter().filter(|hit| !hit.negated).map(|hit| hit.flag).collect()
}

fn raises(flag: &str, words: &str) {
    assert!(raised(words).iter().any(|it| it == flag), "{words:?} should raise {flag:?}: {:?}", scan(words));
}

/// Seen, and shown as a mention, but not raised.
fn mentions(flag: &str, words: &str) {
    assert_eq!(raised(words), Vec::<String>::new(), "{words:?} should raise nothing");
    assert!(scan(words).iter().any(|hit| hit.flag == flag), "{words:?} should mention {flag:?}");
}

#[test]
fn the_shipped_list_says_that_nobody_reviewed_it() {
    assert!(SHIPPED.contains("NOT CLINICALLY REVIEWED"));
    assert_eq!(Alarms::shipped().notice(), NOT_REVIEWED);
}

#[test]
fn a_reviewed_list_says_by_whom() {
    let list = Alarms::from_toml(
        "reviewed_by = \"Dr A PATEL\"\nreviewed_on = \"1 March 2026\"\n[[alarm]]\nflag = \"x\"\nkind = \"urgent\"\nroute = \"y\"\nphrases = [\"zebra bite\"]\n",
    )
    .unwrap();
    assert_eq!(list.notice(), "Alarm words reviewed by Dr A PATEL, 1 March 2026.");
    let hit = &list.scan("A zebra's bites hurt")[0];
    assert_eq!((hit.flag.as_str(), hit.route.as_str(), hit.kind), ("x", "y", Kind::Urgent));
    assert_eq!(hit.phrase, "zebra's bites");
}

#[test]
fn a_bad_list_is_refused_with_its_line() {
    let said = |text: &str| Alarms::from_toml(text).unwrap_err();
    assert!(said("reviewed_by = \"\"\n[[alarm]]\nflag = 3\n").starts_with("alarms.toml, line "));
    assert!(said("\n\n[[alarm]\n").starts_with("alarms.toml, line 3"));
    let empty = "[[alarm]]\nflag = \"x\"\nkind = \"urgent\"\nroute = \"y\"\nphrases = [\n  \"a b\",\n  \"a + \",\n]\n";
    assert_eq!(
        said(empty),
        "alarms.toml, line 7: the phrase \"a + \" has an empty place; write words, joined by spaces, | or +."
    );
    assert!(said("").contains("alarm"));
    let unknown = "[[alarm]]\nflag = \"x\"\nkind = \"soon\"\nroute = \"y\"\nphrases = [\"a\"]\n";
    assert!(said(unknown).starts_with("alarms.toml, line 3: unknown variant"), "{}", said(unknown));
}

#[test]
fn as_callers_speak() {
    for (flag, words) in [
        ("chest pain", "chest pain"),
        ("chest pain", "he has got pains in my chest"),
        ("chest pain", "pain in my left chest"),
        ("chest pain", "my chest hurts"),
        ("chest pain", "Her chest feels really tight."),
        ("chest pain", "there's a tight band round my chest"),
        ("chest pain", "CHEST  PAIN\tsince nine"),
        ("chest pain", "a pain going down my arm and I'm sweaty"),
        ("cannot breathe", "short of breath"),
        ("cannot breathe", "cannot breathe"),
        ("cannot breathe", "I cant breathe"),
        ("cannot breathe", "I can’t breathe"),
        ("cannot breathe", "I can't breathe"),
        ("cannot breathe", "I can not breathe"),
        ("cannot breathe", "can't catch her breath"),
        ("cannot breathe", "she is not breathing"),
        ("cannot breathe", "his lips are blue"),
        ("stroke signs", "he's having a stroke"),
        ("stroke signs", "her face has dropped on one side"),
        ("stroke signs", "she can't lift her arm"),
        ("stroke signs", "my speech is slurred"),
        ("poisoning", "taken too many tablets"),
        ("poisoning", "she's took too many of her tablets"),
        ("suicidal or in danger", "I want to end my life"),
        ("suicidal or in danger", "I don't want to be here anymore"),
        ("suicidal or in danger", "I can't go on"),
        ("collapse or unconscious", "she won't wake up"),
        ("collapse or unconscious", "Dad has collapsed in the hall"),
        ("heavy bleeding", "it won’t stop bleeding"),
        ("heavy bleeding", "he is coughing up blood"),
        ("fit or seizure", "he is having a fit"),
        ("possible sepsis", "a rash that does not fade"),
        ("cauda equina signs", "I'm numb between my legs"),
        ("sudden loss of sight", "like a curtain over my eye"),
        ("hot swollen calf or leg", "my calf is swollen and hot"),
        ("fever on chemotherapy or immunosuppression", "She had chemo last week and a temperature since last night"),
        ("pregnancy bleeding or baby not moving", "I'm 30 weeks pregnant and I'm bleeding"),
        ("pregnancy bleeding or baby not moving", "the baby isn't moving"),
        ("wound problem after operation", "the wound has opened"),
        ("blood sugar very high or low", "her blood sugar is over 20"),
        ("new jaundice or black stools", "his eyes have gone yellow"),
        ("medicine run out that must not be missed", "I've run out of my insulin"),
        ("device alarm or fault", "my ICD fired twice"),
        ("abuse or neglect", "my husband hits me"),
        ("abuse or neglect", "I'm scared of him"),
    ] {
        raises(flag, words);
    }
}

#[test]
fn slips_of_the_fingers_are_understood() {
    raises("fit or seizure", "she had a siezure");
    raises("collapse or unconscious", "he is unconcious");
    raises("collapse or unconscious", "she has colapsed");
    raises("suicidal or in danger", "feeling sucidal");
}

#[test]
fn accents_and_odd_spaces_do_not_hide_a_word() {
    raises("chest pain", "chést\u{a0}páin");
    raises("heavy bleeding", "coffee\u{2011}ground vomiting");
}

#[test]
fn what_is_denied_is_shown_and_not_raised() {
    for words in [
        "no chest pain",
        "No history of chest pain.",
        "She denies chest pain",
        "denies any chest pain",
        "he hasn't got chest pain",
        "hasn’t got any chest pain",
        "doesn't have chest pain",
        "does not have any chest pain",
        "comes without chest pain",
        "never had chest pain",
        "she's not getting chest pain any more",
        "the chest pain is not there any more",
        "chest pain: none",
        "Chest pain? No.",
        "no fever, cough or chest pain",
        "denies fever, cough or chest pain",
    ] {
        mentions("chest pain", words);
    }
    mentions("new jaundice or black stools", "No black tarry stools.");
    mentions("stroke signs", "denies unilateral weakness");
    mentions("cannot breathe", "no chest pain or shortness of breath");
    mentions("fever on chemotherapy or immunosuppression", "he has had chemo, no temperature");
    mentions("suicidal or in danger", "he says he is not suicidal");
}

#[test]
fn what_only_looks_denied_is_raised() {
    for words in [
        "no better, chest pain",
        "no better and chest pain",
        "no, I have chest pain",
        "no I have chest pain",
        "no my chest hurts",
        "not sure if chest pain",
        "chest pain not going away",
        "chest pain no better",
        "I hope it's not chest pain",
        "he can't walk without chest pain",
        "never had chest pain like this",
        "never had chest pain before",
        "no fever but chest pain",
        "not sleeping. chest pain",
        "there's no doubt it's chest pain",
        "not just chest pain",
        "chest pain not stopping any more than it did",
        "chest pain is not better any more",
        "no reply to my letter and now chest pain",
        "no sleep or chest pain all night",
        "I don't think it's chest pain",
        "no chest pain yesterday. chest pain today",
    ] {
        raises("chest pain", words);
    }
    raises("cannot breathe", "I can't breathe");
    raises("suicidal or in danger", "I don't want to kill myself but I can't go on");
    raises("cannot breathe", "no chest pain but short of breath");
}

#[test]
fn the_business_of_the_office_raises_nothing() {
    for words in [
        "When is my appointment at the chest pain clinic?",
        "I'd like to know when my letter is coming",
        "the stroke unit rang about his follow-up",
        "I'm confused about the two letters",
        "I've had no response to my letter",
        "I'm afraid her appointment has to be moved",
        "there's some confusion over the date",
        "can you move my pacemaker check to May",
        "what are the surgery opening hours",
        "they won't let me book on line",
        "can't make Tuesday, I take warfarin",
        "I lost a lot of time in the car park",
        "he had an echo and wants the result",
        "please send a fit note",
        "nobody is answering the telephone",
        "it has been three weeks and I'm very cross",
    ] {
        assert_eq!(raised(words), Vec::<String>::new(), "{words:?}: {:?}", scan(words));
    }
}

#[test]
fn parts_of_words_are_no_words() {
    assert_eq!(raised("the chestnut paint, a stroker, profits, befitting, Seizureville"), Vec::<String>::new());
}

#[test]
fn the_range_is_what_was_said() {
    let words = "Well – é – pains in my chest, she said";
    let hit = &scan(words)[0];
    assert_eq!(&words[hit.range.clone()], "pains in my chest");
    assert_eq!(hit.phrase, "pains in my chest");
    assert_eq!((hit.route.as_str(), hit.kind), ("call 999", Kind::Emergency));
}

#[test]
fn one_place_is_one_hit_of_an_alarm() {
    let hits = scan("crushing chest pain, tight chest");
    assert_eq!(hits.iter().filter(|hit| hit.flag == "chest pain").count(), 2, "{hits:?}");
}

#[test]
fn endings_fall() {
    for (a, b) in [
        ("breathing", "breathe"),
        ("collapsed", "collapse"),
        ("fitting", "fit"),
        ("bleeding", "bleed"),
        ("lips", "lip"),
    ] {
        assert_eq!(root(a), root(b));
    }
    assert_eq!(plain("Can’t"), "cant");
    assert_eq!(plain("she's"), "she");
}

proptest! {
    #[test]
    fn anything_at_all_can_be_read(words in "\\PC{0,200}") {
        for hit in scan(&words) {
            prop_assert!(words.get(hit.range).is_some());
        }
    }

    #[test]
    fn broken_alarm_sentences_can_be_read(
        words in prop::collection::vec(prop::sample::select(vec![
            "no", "not", "chest", "pain", "can't", "breathe", "or", ",", ".", ":", "?", "without", "never", "had", "any", "more", "–", "é", "chemo", "fever",
        ]), 0..40),
    ) {
        let words = words.join(" ");
        for hit in scan(&words) {
            prop_assert!(words.get(hit.range).is_some());
        }
    }
}

/// The rows of a file of `../shared/data/messages`, or none where it is absent.
fn rows(name: &str) -> Option<Vec<csv::StringRecord>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/messages").join(name);
    let Ok(mut reader) = csv::Reader::from_path(&path) else {
        println!("skipped: {name} is not here");
        return None;
    };
    Some(reader.records().map(Result::unwrap).collect())
}

/// The share of these messages that raises the banner.
fn share(name: &str, messages: &[String]) -> f64 {
    let count = messages.iter().filter(|words| !raised(words).is_empty()).count();
    let share = count as f64 / messages.len() as f64;
    println!("{name}: {count} of {} raise the banner ({:.1} %)", messages.len(), share * 100.0);
    share
}

fn messages(rows: &[csv::StringRecord], column: usize, keep: impl Fn(&csv::StringRecord) -> bool) -> Vec<String> {
    rows.iter().filter(|row| keep(row)).map(|row| row[column].to_owned()).collect()
}

// The floors and ceilings below are a little on the safe side of what was measured: 98, 93 and 0 %; 100, 94, 10 and
// 0 %; 14 and 12 %. They say how well the words are known, not how well the sick are
// found; and the list was widened with these messages in view, so on others it will do worse.

#[test]
fn emergencies_of_the_vignettes_are_seen() {
    let Some(rows) = rows("triage_vignettes.csv") else { return };
    let words = |row: &csv::StringRecord| format!("{}. {}", &row[1], &row[2]);
    let of = |tier: &str| rows.iter().filter(|row| &row[5] == tier).map(words).collect::<Vec<_>>();
    assert!(share("vignettes, critical", &of("critical")) >= 0.95);
    assert!(share("vignettes, urgent", &of("urgent")) >= 0.90);
    assert!(share("vignettes, routine", &of("routine")) <= 0.08);
}

#[test]
fn emergencies_of_the_complaints_are_seen() {
    let Some(rows) = rows("nursesim_complaints.csv") else { return };
    let of = |tier: &str| messages(&rows, 1, |row| &row[0] == tier);
    assert!(share("complaints, category 1", &of("1")) >= 0.96);
    assert!(share("complaints, category 2", &of("2")) >= 0.90);
    assert!(share("complaints, category 4", &of("4")) <= 0.15);
    assert!(share("complaints, category 5", &of("5")) <= 0.05);
}

#[test]
fn ordinary_messages_seldom_raise_the_banner() {
    if let Some(rows) = rows("primock57_patient_opening_words.csv") {
        assert!(share("primock57", &messages(&rows, 2, |_| true)) <= 0.18);
    }
    if let Some(rows) = rows("meqsum_1-700.csv") {
        assert!(share("meqsum", &messages(&rows, 1, |_| true)) <= 0.13);
    }
}

/// Phrases of the draft that say too little on their own in an office: they need another word beside them.
const TOO_LITTLE: &[&str] = &["crushing", "burned", "swallowed", "blue", "sunken", "pacemaker"];

#[test]
fn every_phrase_of_the_draft_is_known() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/own-words/red_flags_draft.csv");
    let Ok(mut reader) = csv::Reader::from_path(&path) else {
        println!("skipped: the draft is not here");
        return;
    };
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let phrases = rows.iter().flat_map(|row| row[1].split(';').map(str::trim));
    let unknown: Vec<&str> = phrases.filter(|phrase| raised(phrase).is_empty()).collect();
    assert_eq!(unknown, TOO_LITTLE);
}
