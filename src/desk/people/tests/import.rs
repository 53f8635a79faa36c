//! Files in and out: dry run, all or nothing, the same again changes nothing.

use super::super::export::{self, What};
use super::super::import::{Plan, SourceFile, plan, remembered, run};
use super::super::{Contact, repo};
use super::*;
use crate::exchange::mapping::Field;
use std::fmt::Write as _;
use tempfile::TempDir;

const GOOD: &str = "hospital_no,nhs_number,title,forename,surname,dob,sex,address1,town,postcode,mobile,gp_code,gp_name\n\
H1,999 000 0018,Mr,John,Smith,1955-03-03,M,1 Mill Lane,Leeds,LS1 4AP,07700 900401,L81008,Mill Lane Surgery\n\
H2,999 000 0026,Ms,Ann,O'Neill,14/08/1980,F,2 Mill Lane,Leeds,ls14ap,,L81008,Mill Lane Surgery\n\
H3,,Mr,Ben,Brown,1990-01-02,,3 Mill Lane,Leeds,LS1 4AP,,,\n";

fn patients(text: &str) -> SourceFile {
    SourceFile::read(text.as_bytes(), "patients.csv", What::Patients, None).unwrap()
}

fn dry(store: &Store, file: &SourceFile) -> Plan {
    plan(file, store.db(), now(), &mut |_| true).unwrap()
}

fn wet(store: &mut Store, file: &SourceFile) -> Plan {
    run(file, store, "Sam", now(), false, &mut |_| true).unwrap()
}

fn counts(plan: &Plan) -> (usize, usize, usize) {
    (plan.new, plan.changed, plan.same)
}

#[test]
fn patients_come_in_with_their_practice_and_the_same_file_again_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let empty = everything(&store);
    let file = patients(GOOD);
    let foreseen = dry(&store, &file);
    assert_eq!((counts(&foreseen), foreseen.practices, foreseen.rejected.len()), ((3, 0, 0), 1, 0));
    assert_eq!(everything(&store), empty, "a dry run writes nothing");
    assert_eq!(wet(&mut store, &file), foreseen);
    let john = repo::by_nhs(store.db(), "9990000018").unwrap().unwrap();
    assert_eq!((&*john.gender, &*john.postcode, &*john.nhs_status), ("Male", "LS1 4AP", "unverified"));
    assert_eq!(repo::practice_of(store.db(), &john).unwrap().unwrap().ods_code.as_deref(), Some("L81008"));
    assert_eq!(repo::by_hospital(store.db(), "h2").unwrap()[0].born.as_deref(), Some("1980-08-14"));

    let after = everything(&store);
    assert_eq!(counts(&dry(&store, &file)), (0, 0, 3));
    assert_eq!(counts(&wet(&mut store, &file)), (0, 0, 3));
    assert_eq!(everything(&store), after);
    assert_eq!(store.undo("Sam", now()).unwrap().as_deref(), Some("Imported patients from patients.csv"));
    assert_eq!(everything(&store), empty, "one undo takes the whole import back");
}

#[test]
fn what_the_file_says_is_taken_and_what_it_does_not_say_stays() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    wet(&mut store, &patients(GOOD));
    let before = repo::by_hospital(store.db(), "H3").unwrap().remove(0);
    let mut after = before.clone();
    after.safe_note = "Mobile only".into();
    after.phones = super::super::model::read_phones("home 0113 496 0123").unwrap();
    store.apply(&Change::new("x").update(&before, &after), "Sam", now()).unwrap();
    let file =
        patients("hospital_no,nhs_number,forename,surname,dob,mobile\nH3,999 000 0034,Ben,Brown,,07700 900402\n");
    assert_eq!(counts(&wet(&mut store, &file)), (0, 1, 0));
    let ben = repo::by_nhs(store.db(), "9990000034").unwrap().unwrap();
    assert_eq!((&*ben.id, &*ben.safe_note, ben.born.as_deref()), (&*before.id, "Mobile only", Some("1990-01-02")));
    assert_eq!(ben.phones.len(), 2);
    assert_eq!(counts(&wet(&mut store, &file)), (0, 0, 1));
}

#[test]
fn bad_lines_are_named_and_nothing_of_the_file_comes_in() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let empty = everything(&store);
    let text = format!(
        "{GOOD}H4,943 476 5918,Mr,Carl,Clark,1990-01-02,M,,,,,,\nH5,,Mr,Dan,,1990-01-02,M,,,,,,\n\
         H6,,Mr,Ed,Evans,31/02/1990,M,,,,,,\nH7,,Mr,Flo,Fox,2030-01-01,F,,,,,,\n,,Mr,Gus,Gray,,M,,,,,,\nH9,too,few\n"
    );
    let file = patients(&text);
    let said = run(&file, &mut store, "Sam", now(), false, &mut |_| true).unwrap_err().to_string();
    for wanted in [
        "patients.csv, line 5: NHS number 943 476 5918 fails its check digit\n",
        "patients.csv, line 6: no surname\n",
        "patients.csv, line 7: date of birth “31/02/1990” cannot be read in one way: write it as 14/08/1980\n",
        "patients.csv, line 8: date of birth 2030-01-01 is in the future\n",
        "patients.csv, line 9: neither NHS number nor hospital number nor date of birth",
        "patients.csv, line 10: 3 fields where the headings have 13\n",
        "Nothing was imported.",
    ] {
        assert!(said.contains(wanted), "{wanted}\nnot in\n{said}");
    }
    assert_eq!(everything(&store), empty);
    assert_eq!(store.history(None, 10).unwrap().len(), 0, "nor does it stand in the history");

    let done = run(&file, &mut store, "Sam", now(), true, &mut |_| true).unwrap();
    assert_eq!((done.new, done.rejected.len()), (3, 6));
    let rejects = String::from_utf8(file.rejects(&done.rejected)).unwrap();
    assert!(rejects.contains("hospital_no,") && rejects.contains(",reason\r\n"), "{rejects}");
    assert!(rejects.contains("H5,,Mr,Dan,,1990-01-02,M,,,,,,,no surname\r\n"), "{rejects}");
    assert!(rejects.contains("\"H9,too,few\""), "{rejects}");
}

#[test]
fn a_number_that_is_somebody_elses_is_refused() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    wet(&mut store, &patients(GOOD));
    let reason = |text: &str| {
        let plan = dry(&store, &patients(text));
        plan.rejected.first().map(|(_, r)| r.clone()).unwrap_or_default()
    };
    let other = reason("nhs_number,forename,surname,dob\n999 000 0018,Zoe,Quick,2001-01-01\n");
    assert!(
        other.contains("is that of SMITH, John (Mr)") && other.contains("another name and date of birth"),
        "{other}"
    );
    assert_eq!(
        reason("nhs_number,forename,surname,dob\n999 000 0018,John,Jones,1955-03-03\n"),
        "",
        "a new name is a new name"
    );
    let two = reason("hospital_no,nhs_number,forename,surname,dob\nH2,999 000 0018,John,Smith,1955-03-03\n");
    assert!(
        two.contains("the NHS number is that of SMITH") && two.contains("the hospital number that of O'NEILL"),
        "{two}"
    );
    let number = reason("hospital_no,nhs_number,forename,surname,dob\nH1,999 000 0034,John,Smith,1955-03-03\n");
    assert!(number.contains("who has another NHS number"), "{number}");
}

#[test]
fn a_patient_who_stands_in_the_file_twice_is_one() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let text = "nhs_number,forename,surname,dob,mobile\n999 000 0018,John,Smith,1955-03-03,\n\
                999 000 0018,John,Smith,1955-03-03,07700 900401\n999 000 0018,Zoe,Quick,2001-01-01,\n";
    let file = patients(text);
    let foreseen = dry(&store, &file);
    assert_eq!((foreseen.new, foreseen.repeated), (1, 1));
    assert_eq!(
        foreseen.rejected,
        [(4, "NHS number 999 000 0018 stands on line 2 too, with another name and date of birth".to_owned())]
    );
    assert_eq!(run(&file, &mut store, "Sam", now(), true, &mut |_| true).unwrap(), foreseen);
    assert_eq!(repo::by_nhs(store.db(), "9990000018").unwrap().unwrap().phones.len(), 1);
}

#[test]
fn without_numbers_name_and_birth_tell_who_it_is() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let file = patients("forename,surname,dob\nJohn,Smith,1955-03-03\nJohn,Smith,1966-03-03\n");
    assert_eq!(counts(&wet(&mut store, &file)), (2, 0, 0));
    assert_eq!(counts(&wet(&mut store, &file)), (0, 0, 2));
    let numbered = patients("nhs_number,forename,surname,dob\n999 000 0018,JOHN,SMITH,1955-03-03\n");
    assert_eq!(counts(&wet(&mut store, &numbered)), (0, 1, 0));
    let another = patients("nhs_number,forename,surname,dob\n999 000 0026,John,Smith,1955-03-03\n");
    assert_eq!(counts(&wet(&mut store, &another)), (1, 0, 0), "another number is another patient");
}

#[test]
fn a_merged_patient_is_not_brought_back_by_the_same_file() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let file = patients(
        "nhs_number,forename,surname,dob\n999 000 0018,John,Smith,1955-03-03\n999 000 0026,Jon,Smith,1955-03-03\n",
    );
    wet(&mut store, &file);
    let of = |n: &str| repo::by_nhs(store.db(), n).unwrap().unwrap();
    let change = repo::merge_change(store.db(), &of("9990000018"), &of("9990000026"), "one person", now()).unwrap();
    store.apply(&change, "Sam", now()).unwrap();
    assert_eq!(dry(&store, &file).new, 0);
    wet(&mut store, &file);
    assert_eq!(repo::total(store.db()).unwrap().0, 1);
    assert_eq!(repo::by_nhs(store.db(), "9990000018").unwrap().unwrap().nhs_number.as_deref(), Some("9990000018"));
}

#[test]
fn a_stop_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let empty = everything(&store);
    let mut text = String::from("hospital_no,forename,surname,dob\n");
    for n in 0..200 {
        let _ = writeln!(text, "H{n},John,Smith{n},1955-03-03");
    }
    let file = patients(&text);
    let said = run(&file, &mut store, "Sam", now(), false, &mut |n| n < 100).unwrap_err();
    assert_eq!(said.to_string(), "Stopped. Nothing was imported.");
    assert_eq!(everything(&store), empty);
    assert_eq!(wet(&mut store, &file).new, 200);
}

#[test]
fn a_mapping_that_was_changed_is_remembered_under_its_headings() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let text = "A,B,C\nSmith,John,H1\nJones,Ann,H2\n";
    let mut file =
        SourceFile::read(text.as_bytes(), "odd.csv", What::Patients, Some(super::super::import::Format::Csv)).unwrap();
    assert_eq!(file.missing(), ["Surname"]);
    let mut mapping = file.mapping().unwrap().clone();
    for (column, field) in [(0, Field::Surname), (1, Field::Forename), (2, Field::HospitalNumber)] {
        mapping.set(column, Some(field));
    }
    file.set_mapping(mapping.clone());
    assert_eq!(remembered(store.db(), &file).unwrap(), None);
    assert_eq!(wet(&mut store, &file).new, 2);
    let again = SourceFile::read(text.as_bytes(), "odd2.csv", What::Patients, None).unwrap();
    assert_eq!(remembered(store.db(), &again).unwrap(), Some(mapping));
}

#[test]
fn contacts_are_known_by_code_key_or_name_and_closed_ones_are_left_out() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let read = |text: &str| SourceFile::read(text.as_bytes(), "c.csv", What::Contacts, None).unwrap();
    let file = read(
        "First Name,Last Name,Company,Job Title,E-mail Address,Business Phone,Pager\n\
         Anna,Lee,Mill Lane Surgery,GP,anna@example.org,0113 496 0123,\n\
         Anna,Lee,Other Surgery,GP,,,\nOla,Berg,St Elsewhere,Consultant Cardiologist,,,2542\n",
    );
    assert_eq!(counts(&wet(&mut store, &file)), (3, 0, 0), "two of one name at two places are two");
    assert_eq!(counts(&wet(&mut store, &file)), (0, 0, 3));
    let berg = repo::resolve_contact(&store, "berg", now().date()).unwrap();
    assert_eq!((&*berg.kind, &*berg.bleep, &*berg.name), ("consultant", "2542", "BERG, Ola"));

    let list = read(
        "OrganisationCode,OrganisationType,OrganisationName,Postcode\nL81008,GP Practice,Mill Lane Surgery,LS1 4AP\n",
    );
    assert_eq!(counts(&wet(&mut store, &list)), (1, 0, 0));
    assert_eq!(counts(&wet(&mut store, &list)), (0, 0, 1));
    assert_eq!(repo::by_ods(store.db(), "l81008").unwrap().unwrap().kind, "practice");
    let patients_list = SourceFile::read(
        "OrganisationCode,OrganisationType,OrganisationName\nL81008,GP Practice,Mill\n".as_bytes(),
        "gp.csv",
        What::Patients,
        None,
    );
    assert!(patients_list.err().unwrap().to_string().contains("list of organisations"));
}

#[test]
fn a_practice_that_closed_in_the_list_closes_here_and_unknown_closed_ones_stay_out() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let row = |code: &str, status: &str, closed: &str| {
        format!(
            "\"{code}\",\"MILL {code}\",\"Y63\",\"Q74\",\"1 LANE\",\"\",\"LEEDS\",\"\",\"\",\"LS1 4AP\",\"19740401\",\"{closed}\",\
             \"{status}\",\"B\",\"00K\",\"20130401\",\"\",\"0113 4960123\",\"\",\"\",\"\",\"0\",\"\",\"00K\",\"\",\"4\",\"\"\n"
        )
    };
    let read = |text: &str| SourceFile::read(text.as_bytes(), "epraccur.csv", What::Contacts, None).unwrap();
    let first = wet(&mut store, &read(&format!("{}{}", row("A81001", "A", ""), row("A81002", "C", "20200101"))));
    assert_eq!((first.new, first.left_out), (1, 1));
    let then = read(&row("A81001", "C", "20260131"));
    assert_eq!(wet(&mut store, &then).changed, 1);
    assert_eq!(repo::by_ods(store.db(), "A81001").unwrap().unwrap().closed_on.as_deref(), Some("2026-01-31"));
    assert_eq!(counts(&wet(&mut store, &then)), (0, 0, 1));
    assert_eq!(wet(&mut store, &read(&row("A81001", "A", ""))).changed, 1, "open after all");
}

#[test]
fn address_cards_come_in_as_either_and_go_out_again() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:abc\r\nN:Lee;Anna;;Dr;\r\nFN:Dr Anna Lee\r\nORG:Mill Lane Surgery\r\n\
                TEL;TYPE=WORK:01134960123\r\nEMAIL:anna@example.org\r\nEND:VCARD\r\n";
    let file = SourceFile::read(text.as_bytes(), "lee.vcf", What::Contacts, None).unwrap();
    assert_eq!(counts(&wet(&mut store, &file)), (1, 0, 0));
    let out = export::cards(store.db(), What::Contacts).unwrap();
    let again = SourceFile::read(&out, "out.vcf", What::Contacts, None).unwrap();
    assert_eq!(counts(&dry(&store, &again)), (0, 0, 1));
    let nobody = SourceFile::read(b"no card\r\n", "x.vcf", What::Contacts, None).unwrap();
    assert!(dry(&store, &nobody).rejected[0].1.contains("no address card"));
    assert!(SourceFile::read(b" \n", "x.csv", What::Contacts, None).err().unwrap().to_string().contains("is empty"));
}

#[test]
fn what_goes_out_comes_in_as_it_was() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    wet(&mut store, &patients(GOOD));
    let surgery = repo::by_ods(store.db(), "L81008").unwrap().unwrap();
    let closed = Contact { bleep: "2542".into(), ..surgery.clone() };
    store.apply(&Change::new("x").update(&surgery, &closed), "Sam", now()).unwrap();
    for what in [What::Patients, What::Contacts] {
        let out = export::csv(store.db(), what).unwrap();
        let file = SourceFile::read(&out, "out.csv", what, None).unwrap();
        let plan = dry(&store, &file);
        assert_eq!((plan.new, plan.changed, plan.rejected.len()), (0, 0, 0), "{what:?}: {plan:?}");
        assert!(plan.same > 0);
    }
    let john = repo::by_nhs(store.db(), "9990000018").unwrap().unwrap();
    let formula = Patient { notes: "=HYPERLINK(1)".into(), ..john.clone() };
    store.apply(&Change::new("x").update(&john, &formula), "Sam", now()).unwrap();
    let out = String::from_utf8(export::csv(store.db(), What::Patients).unwrap()).unwrap();
    assert!(out.contains("'=HYPERLINK(1)"), "no formula reaches a spreadsheet");
}
