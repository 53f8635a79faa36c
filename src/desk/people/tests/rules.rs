//! Patients, contacts, banners, lines that people type.

use super::super::model::{
    Spokesperson, banner, banner_line, like_key, phone_line, read_phones, read_spokespeople, short_line,
    spokesperson_line,
};
use super::super::{Contact, repo};
use super::*;
use tempfile::TempDir;

#[test]
fn the_banner_says_who_in_one_order_and_never_less() {
    let mut grace = patient("Okafor", "Grace", "1980-08-14", "9990000018");
    grace.title = "Mrs".into();
    grace.gender = "Female".into();
    grace.nhs_status = "verified".into();
    assert_eq!(
        banner_line(&grace, now()),
        "OKAFOR, Grace (Mrs)   Born 14-Aug-1980 (45y)   Gender Female   NHS No. 999 000 0018"
    );
    grace.preferred_name = "Gracie".into();
    let said = banner(&grace, "Mill Lane Surgery", now());
    assert_eq!(said.second, ["Preferred name Gracie", "GP practice Mill Lane Surgery"]);
    assert!(!said.dead && said.flags.is_empty());
    let nobody = patient("Smith", "", "", "");
    assert_eq!(banner_line(&nobody, now()), "SMITH (Mr)   Born not known   Gender Male   NHS No. not known");
    let told = patient("Smith", "John", "", "9990000026");
    assert!(banner_line(&told, now()).ends_with("NHS No. 999 000 0026 (unverified)"));
}

#[test]
fn the_banner_of_the_dead_says_so_with_the_age_at_death() {
    let dead = patient("Smith", "John", "1944-03-01", "").with_death(day("2026-01-12"), day("2026-03-03")).unwrap();
    assert_eq!(
        banner_line(&dead, now()),
        "SMITH, John (Mr)   Born 01-Mar-1944   Died 12-Jan-2026   Age at Death 81y   Gender Male   NHS No. not known"
    );
    let said = banner(&dead, "", now());
    assert!(said.dead && said.flags[0].starts_with("DIED on 12-Jan-2026"));
    assert!(short_line(&dead, now()).ends_with("Died 12-Jan-2026"));
}

#[test]
fn needs_safe_contact_interpreter_and_alerts_are_flags() {
    let mut p = patient("Hussain", "Ali", "1955-02-02", "");
    p.safe_note = "Ring the mobile only".into();
    p.interpreter = true;
    p.language = "Urdu".into();
    p.need_format = "Large print".into();
    p.alerts = vec!["Two wheelchairs".into()];
    let said = banner(&p, "", now()).flags;
    assert_eq!(
        said,
        [
            "SAFE CONTACT: Ring the mobile only",
            "INTERPRETER: Urdu",
            "NEED: Information format: Large print",
            "REVIEW the needs with the patient (never reviewed).",
            "ALERT: Two wheelchairs",
        ]
    );
    assert!(p.wants_large_print());
    p.needs_reviewed_on = Some("2025-03-04".into());
    assert!(!p.needs_review(day("2026-03-03")), "a year is not over");
    assert!(p.needs_review(day("2026-03-04")));
    p.need_format = String::new();
    assert!(!p.needs_review(day("2026-03-04")), "nothing to review");
}

#[test]
fn nothing_goes_out_for_the_dead_without_a_reason() {
    let alive = patient("Smith", "John", "1944-03-01", "");
    assert_eq!(alive.goes_out(""), Ok(()));
    let dead = alive.with_death(day("2026-01-12"), day("2026-03-03")).unwrap();
    assert_eq!(
        dead.goes_out("  ").unwrap_err(),
        "SMITH, John (Mr) died on 12-Jan-2026. Nothing goes out unless you say why it must."
    );
    assert_eq!(dead.goes_out("letter to the widow"), Ok(()));
    let merged = Patient { merged_into: Some("x".into()), ..alive };
    assert!(merged.goes_out("reason").unwrap_err().contains("merged into another"));
}

#[test]
fn a_death_is_neither_to_come_nor_before_the_birth_and_can_be_taken_back() {
    let p = patient("Smith", "John", "1944-03-01", "");
    assert!(p.with_death(day("2026-03-04"), day("2026-03-03")).unwrap_err().contains("still to come"));
    assert!(p.with_death(day("1944-02-29"), day("2026-03-03")).unwrap_err().contains("before the day of birth"));
    let dead = p.with_death(day("2026-03-03"), day("2026-03-03")).unwrap();
    assert_eq!(dead.without_death().unwrap(), p);
    assert!(p.without_death().unwrap_err().contains("No death is entered"));
}

#[test]
fn records_are_tidied() {
    let p = Patient {
        surname: "  van  der Berg ".into(),
        forename: "Jan".into(),
        nhs_number: Some("9990000018".into()),
        nhs_status: "none".into(),
        hospital_number: Some("  ".into()),
        address: vec!["1 Mill  Lane".into(), " ".into()],
        postcode: "ls14ap".into(),
        phones: read_phones("mobile +447700900401\n\nhome: 0113 4960123").unwrap(),
        ..Patient::new(now())
    }
    .tidied();
    assert_eq!((&*p.surname, &*p.nhs_status, &*p.postcode), ("van der Berg", "unverified", "LS1 4AP"));
    assert_eq!((p.hospital_number.clone(), p.address.clone()), (None, vec!["1 Mill Lane".to_owned()]));
    let lines: Vec<String> = p.phones.iter().map(phone_line).collect();
    assert_eq!(lines, ["mobile 07700 900401", "home 0113 496 0123"]);
    assert_eq!(p.tidied(), p, "tidied twice is tidied once");
    let without = Patient { nhs_number: None, ..p };
    assert_eq!(without.tidied().nhs_status, "none");
}

#[test]
fn telephones_and_those_who_may_be_spoken_to_are_lines() {
    assert!(read_phones("ring the ward").unwrap_err().contains("has no number"));
    let ext = read_phones("x4521").unwrap();
    assert_eq!((&*ext[0].label, &*ext[0].number), ("", "x4521"));
    let read = |text: &str| read_spokespeople(text, |d| Ok((!d.is_empty()).then(|| d.to_owned())));
    let two = read("John Okafor; husband\nAnn; sister; appointments; 2026-03-03").unwrap();
    assert_eq!(two[0].scope, "everything");
    assert_eq!(spokesperson_line(&two[0]), "John Okafor; husband; everything");
    assert_eq!(spokesperson_line(&two[1]), "Ann; sister; appointments; 03-Mar-2026");
    assert_eq!(two[1].words(), "Ann, sister: appointments, until 03-Mar-2026");
    assert!(two[1].holds(day("2026-03-03")) && !two[1].holds(day("2026-03-04")) && two[0].holds(day("2099-01-01")));
    assert!(read("John").unwrap_err().contains("name; relation"));
    assert!(read("a;b;c;;e").unwrap_err().contains("more than four"));
    let p = Patient { may_speak: two, ..patient("Okafor", "Grace", "", "") };
    assert_eq!(p.may_speak_today(day("2026-03-04")).len(), 1);
    assert_eq!(Spokesperson::default().words(), ", : ");
}

#[test]
fn like_names_have_one_key() {
    for (a, b) in [
        (("Smith", "John"), ("Smyth", "Jon")),
        (("O'Neill", "Catherine"), ("ONeil", "Kathryn")),
        (("Brown", "Jean"), ("Browne", "Gene")),
        (("Hussain", "Mohammed"), ("Hussein", "Muhammad")),
    ] {
        assert_eq!(like_key(a.0, a.1), like_key(b.0, b.1), "{a:?} {b:?}");
    }
    assert_ne!(like_key("Smith", "John"), like_key("Smith", "Ann"));
    assert_ne!(like_key("王", "明"), like_key("李", "明"));
}

#[test]
fn those_who_are_like_are_found_and_what_differs_is_said() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let john = patient("Smith", "John", "1955-03-03", "9990000018");
    let smyth = patient("Smyth", "Jon", "1980-01-01", "9990000026");
    let changed_over = patient("John", "Smith", "1990-01-01", "");
    let twin = patient("Zebra", "Quentin", "1955-03-03", "");
    let other = patient("Adams", "Ann", "1960-01-01", "");
    let gone = Patient { binned_at: Some("2026-01-01T00:00:00".into()), ..patient("Smith", "Jane", "1955-03-03", "") };
    add(&mut store, &[&john, &smyth, &changed_over, &twin, &other, &gone]);
    let like: Vec<String> = repo::alike(store.db(), &john).unwrap().iter().map(Patient::name).collect();
    assert_eq!(like, ["JOHN, Smith (Mr)", "SMYTH, Jon (Mr)", "ZEBRA, Quentin (Mr)"]);
    let ids = [john.id.as_str(), &smyth.id, &twin.id, &other.id];
    let marks = repo::alike_flags(store.db(), &ids).unwrap();
    assert_eq!(marks.get(&john.id).copied(), Some("like name"));
    assert_eq!(marks.get(&twin.id).copied(), Some("same birth date"));
    assert_eq!(marks.get(&other.id), None);
    assert_eq!(
        repo::alike_flags(store.db(), &[twin.id.as_str()]).unwrap().get(&twin.id),
        Some(&"same birth date"),
        "also where the other does not stand in the list"
    );
    assert_eq!(
        john.differs_from(&smyth),
        "surname Smith here, Smyth there; forename John here, Jon there; born 03-Mar-1955 here, 01-Jan-1980 there; \
         NHS No. 999 000 0018 here, 999 000 0026 there"
    );
    assert!(john.differs_from(&john).contains("M merges two"));
}

#[test]
fn contacts_get_a_name_and_can_close_and_open() {
    let gp = Contact {
        surname: "Lee".into(),
        forename: "Anna".into(),
        title: "Dr".into(),
        ods_code: Some(" l81008 ".into()),
        ..Contact::new("gp", now())
    };
    let gp = gp.tidied();
    assert_eq!((&*gp.name, gp.ods_code.as_deref()), ("LEE, Anna (Dr)", Some("L81008")));
    let ward =
        Contact { organisation: "St Elsewhere".into(), department: "Ward 7".into(), ..Contact::new("ward", now()) };
    assert_eq!(ward.tidied().name, "St Elsewhere, Ward 7");
    let surgery = practice("l81008", "Mill Lane Surgery");
    let closed = surgery.closed_since(day("2026-01-31")).unwrap();
    assert_eq!(closed.closed_since(day("2026-02-01")).unwrap_err(), "Mill Lane Surgery is closed since 31-Jan-2026.");
    assert_eq!(closed.open_again().unwrap(), surgery);
    assert!(surgery.open_again().is_err());
    assert_eq!(surgery.detail(), "L81008");
}

#[test]
fn a_person_is_resolved_by_id_numbers_or_words_and_never_guessed() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let mut john = patient("Smith", "John", "1955-03-03", "9990000018");
    john.hospital_number = Some("H100".into());
    let jane = patient("Smith", "Jane", "1960-03-03", "9990000026");
    add(&mut store, &[&john, &jane]);
    let found = |words: &str| repo::resolve(&store, words, now().date()).map(|p| p.forename);
    for words in
        [john.id.as_str(), "999 000 0018", "9990000018", "h100", "smith john", "SMITH, John (Mr)", "smith 3/3/55"]
    {
        assert_eq!(found(words).unwrap(), "John", "{words}");
    }
    let said = found("smith").unwrap_err().to_string();
    assert!(
        said.starts_with("2 patients fit “smith”") && said.contains(&jane.id) && said.contains("SMITH, John"),
        "{said}"
    );
    assert!(found("nobody").unwrap_err().to_string().contains("No patient fits"));
    assert!(found(" ").unwrap_err().to_string().contains("Say who"));
    let surgery = practice("L81008", "Mill Lane Surgery");
    store.apply(&Change::new("x").insert(&surgery), "Sam", now()).unwrap();
    for words in ["l81008", "mill lane", &surgery.id] {
        assert_eq!(repo::resolve_contact(&store, words, now().date()).unwrap().id, surgery.id);
    }
    assert_eq!(repo::name_of(store.db(), &surgery.id), "Mill Lane Surgery");
    assert_eq!(repo::name_of(store.db(), &john.id), "SMITH, John (Mr)");
    assert_eq!(repo::name_of(store.db(), "nobody"), "");
}

#[test]
fn a_list_is_marked_at_once_and_again_when_somebody_changes() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    // The first with the key of Allan is Alan, whose forename is unlike; only the third is like.
    let first = patient("Alan", "Gemma", "1931-01-01", "");
    let jack = patient("Allan", "Jack", "1932-01-01", "");
    let third = patient("Allan", "Jacques", "1933-01-01", "");
    let crossed = patient("Jack", "Allan", "1934-01-01", "");
    let alone = patient("Zebra", "Quentin", "1955-03-03", "");
    add(&mut store, &[&first, &jack, &alone]);
    let mut marks = repo::Marks::default();
    let ids = [jack.id.as_str(), &alone.id];
    marks.learn(store.db(), ids).unwrap();
    assert_eq!((marks.of(Some(&jack.id)), marks.of(Some(&alone.id)), marks.of(None)), ("", "", ""));
    add(&mut store, &[&third]);
    marks.learn(store.db(), ids).unwrap();
    assert_eq!((marks.of(Some(&jack.id)), marks.of(Some(&alone.id))), ("like name", ""));
    let gone = Patient { binned_at: Some("2026-03-03T09:00:00".into()), ..third.clone() };
    store.apply(&Change::new("Bin").update(&third, &gone), "Sam", now()).unwrap();
    marks.learn(store.db(), ids).unwrap();
    assert_eq!(marks.of(Some(&jack.id)), "");
    add(&mut store, &[&crossed]);
    marks.learn(store.db(), ids).unwrap();
    assert_eq!(marks.of(Some(&jack.id)), "like name", "surname and forename changed over");
}
