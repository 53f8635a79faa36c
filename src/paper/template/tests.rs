use proptest::prelude::*;

use super::*;
use crate::paper::lint::{LackKind, lint};

fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

fn every_field() -> BTreeMap<String, String> {
    FIELDS.iter().map(|(name, says)| ((*name).to_owned(), (*says).to_owned())).collect()
}

fn little(body: &str) -> Template {
    let source = format!(
        "id = \"x\"\nname = \"X\"\nkind = \"admin\"\nto = \"patient\"\nneeds_approval = true\n\
         salutation = \"Dear {{{{recipient.salutation}}}}\"\nsign_off = \"Yours sincerely\"\nbody = '''{body}'''\n"
    );
    parse("x.toml", &source).unwrap()
}

#[test]
fn all_are_read_and_say_what_they_are() {
    let ids: Vec<&str> = built_in().iter().map(|t| t.id.as_str()).collect();
    let expected = [
        "clinic-letter",
        "appointment",
        "clinic-cancelled",
        "clinic-cancelled-wait",
        "did-not-attend",
        "result-to-patient",
        "reply-to-gp",
        "referral",
        "free-letter",
    ];
    assert_eq!(ids, expected);
    let clinic = &built_in()[0];
    assert_eq!(
        (clinic.to, clinic.copy.as_slice(), clinic.clock_days),
        (To::Patient, &[To::Gp, To::Referrer][..], Some(7))
    );
    assert!(built_in()[1..].iter().all(|t| t.clock_days.is_none()));
    assert!(!built_in()[1].needs_approval && built_in()[4].needs_approval);
}

#[test]
fn filled_with_every_field_only_the_writers_blanks_are_left() {
    for template in built_in() {
        let filled = fill(template, &every_field());
        assert!(filled.missing.is_empty(), "{}: {:?}", template.id, filled.missing);
        assert!(blanks(&filled.body).iter().all(super::super::lint::Blank::asks), "{}", template.id);
        let lacks = lint(&filled.body, template);
        assert!(lacks.iter().all(|lack| lack.kind == LackKind::Blank), "{}: {lacks:?}", template.id);
        assert!(!lacks.is_empty() || !template.needs_approval, "{} asks nothing of its writer", template.id);
    }
}

#[test]
fn the_clinic_letter_without_a_mandatory_heading_is_stopped() {
    let clinic = &built_in()[0];
    for heading in &clinic.headings {
        let body = fill(clinic, &every_field()).body.replace(&format!("# {}", heading.name), "# Something else");
        let lacks = lint(&body, clinic);
        assert!(lacks.iter().any(|l| l.kind == LackKind::HeadingAbsent && l.name == heading.name), "{}", heading.name);
    }
}

#[test]
fn a_value_is_never_read_again() {
    let template = little("{{patient.name}} of {{patient.address}}, {{?why}}");
    let filled =
        fill(&template, &values(&[("patient.name", "{{date}}"), ("patient.address", "a\nb"), ("date", "NOW")]));
    assert_eq!(filled.body, "{{date}} of a b, {{?why}}");
    assert_eq!(filled.missing, ["recipient.salutation"]);
    assert_eq!(filled.salutation, "Dear {{recipient.salutation}}");
}

#[test]
fn an_empty_value_is_missing() {
    let filled = fill(&little("{{date}} {{date}}"), &values(&[("date", "  ")]));
    assert_eq!(filled.missing, ["date", "recipient.salutation"]);
    assert_eq!(filled.body, "{{date}} {{date}}");
}

#[test]
fn a_fault_is_told_with_its_file_and_line() {
    let fault = parse("mine.toml", "id = \"x\"\nname = 3\n").unwrap_err().to_string();
    assert!(fault.starts_with("The letter template mine.toml cannot be used: line 2:"), "{fault}");
    let source = "id = \"x\"\nname = \"X\"\nkind = \"\"\nto = \"gp\"\nneeds_approval = false\nsalutation = \"\"\nsign_off = \"\"\n";
    let fault = parse("m.toml", &format!("{source}body = \"{{{{patinet.born}}}}\"")).unwrap_err();
    assert!(fault.why.contains("no field \"patinet.born\""), "{fault}");
    let fault = parse("m.toml", &format!("{source}body = \"a\"\n[[headings]]\nname = \"Plan\"")).unwrap_err();
    assert!(fault.why.contains("mandatory heading \"Plan\""), "{fault}");
    let fault = parse("m.toml", &format!("{source}body = \"a\"\ncolour = 1")).unwrap_err();
    assert!(fault.why.starts_with("line 9: unknown field"), "{fault}");
}

#[test]
fn a_folder_adds_replaces_and_names_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let source = include_str!("../../../assets/letters/free-letter.toml");
    std::fs::write(folder.path().join("a.toml"), source.replace("Free letter", "Our letter")).unwrap();
    std::fs::write(folder.path().join("b.toml"), source.replace("free-letter", "transport")).unwrap();
    std::fs::write(folder.path().join("c.toml"), "id = ").unwrap();
    std::fs::write(folder.path().join("d.txt"), "no template").unwrap();
    let listed = all(Some(folder.path()));
    assert_eq!(listed.templates.len(), 10);
    assert_eq!(listed.templates[8].name, "Our letter");
    assert_eq!(listed.templates[9].id, "transport");
    assert_eq!(listed.faults.len(), 1);
    assert_eq!(listed.faults[0].file, "c.toml");
    assert_eq!(all(Some(&folder.path().join("none"))).templates.len(), 9);
    assert_eq!(all(None).templates.len(), 9);
}

proptest! {
    #[test]
    fn no_value_breaks_out_of_its_place(value in any::<String>()) {
        let filled = fill(&little("[{{patient.name}}]"), &values(&[("patient.name", &value)]));
        prop_assert!(filled.body.starts_with('[') && filled.body.ends_with(']'));
        prop_assert!(!filled.body.contains('\n'));
    }
}
