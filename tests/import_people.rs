//! Real files of other programs, with counts taken from them by other means. Where the data are not there the tests
//! say so and pass: the modules' own tests do without.

use chrono::{Datelike, NaiveDate};
use rolltop::exchange::csv::{Table, sniff, write_csv_with_bom};
use rolltop::exchange::mapping::{Kind, apply, apply_diary, offer};
use rolltop::exchange::ods;
use rolltop::exchange::person::{KindHint, PersonCard, Status};
use rolltop::exchange::vcard::{self, Version};
use std::path::{Path, PathBuf};

/// A file of the shared data, or nothing with a word why.
fn data(name: &str) -> Option<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places: [PathBuf; 2] = ["../shared/data", "../../shared/data"].map(|place| root.join(place).join(name));
    let found = places.iter().find_map(|path| std::fs::read(path).ok());
    if found.is_none() {
        println!("skipped: shared/data/{name} is not here");
    }
    found
}

fn table(name: &str) -> Option<Table> {
    let table = sniff(&data(name)?);
    assert_eq!(table.problems, [], "{name}");
    Some(table)
}

fn people(name: &str, kind: Kind) -> Option<Vec<PersonCard>> {
    let table = table(name)?;
    Some(apply(&offer(&table.headings, kind), &table))
}

fn phones(cards: &[PersonCard]) -> usize {
    cards.iter().map(|c| c.phones.len()).sum()
}

fn emails(cards: &[PersonCard]) -> usize {
    cards.iter().map(|c| c.emails.len()).sum()
}

#[test]
fn two_thousand_patients() {
    let Some(cards) = people("demo-generated/uk_patients_2000.csv", Kind::Patients) else { return };
    assert_eq!((cards.len(), phones(&cards), emails(&cards)), (2000, 3612, 1199));
    assert!(cards.iter().all(|c| c.kind_hint == KindHint::Patient && c.nhs_number.starts_with("999 ")));
    assert!(cards.iter().all(|c| c.address.len() >= 2 && !c.postcode.is_empty() && c.practice_code.len() == 6));
    assert_eq!(cards.iter().filter(|c| c.gender == "F").count(), 972);
    assert_eq!(cards.iter().map(|c| c.born.expect("every date is ISO").year()).sum::<i32>(), 3_955_793);
    let last = &cards[1999];
    assert_eq!(
        (&*last.hospital_number, &*last.forename, &*last.surname, last.line),
        ("H101999", "Alexandra", "Godfrey", 2001)
    );
}

#[test]
fn six_thousand_patients_with_one_name_column() {
    let Some(cards) = people("patients/outpatient-generated/patients.csv", Kind::Patients) else { return };
    assert_eq!(cards.len(), 6466);
    assert!(cards.iter().all(|c| c.born.is_some() && !c.surname.is_empty() && !c.hospital_number.is_empty()));
}

#[test]
fn outlook_contacts() {
    let Some(cards) = people("demo-generated/outlook_contacts.csv", Kind::Contacts) else { return };
    assert_eq!((cards.len(), phones(&cards), emails(&cards)), (60, 147, 60));
    let first = &cards[0];
    assert_eq!([&*first.title, &first.surname, &first.job_title], ["Mr", "Jones", "Consultant Rheumatologist"]);
    let labels: Vec<&str> = first.phones.iter().map(|p| &*p.label).collect();
    assert_eq!(labels, ["Work fax", "Work", "Mobile", "Pager"]);
    assert!(first.notes.contains("results.\nFax"), "{}", first.notes);
    assert!(cards.iter().all(|c| !c.address.is_empty() && !c.postcode.is_empty()));
}

#[test]
fn google_contacts() {
    let Some(cards) = people("demo-generated/google_contacts.csv", Kind::Contacts) else { return };
    assert_eq!((cards.len(), phones(&cards), emails(&cards)), (40, 86, 40));
    assert_eq!(cards[0].phones[1].number, "0113 496 0176");
    assert!(cards.iter().all(|c| c.address.len() == 2 && c.categories.is_empty()));
}

#[test]
fn outlook_calendar() {
    let Some(table) = table("demo-generated/outlook_calendar_en-GB.csv") else { return };
    let found = apply_diary(&offer(&table.headings, Kind::Diary), &table);
    assert_eq!(found.problems, []);
    assert_eq!((found.rows.len(), found.rows.iter().filter(|r| r.all_day).count()), (120, 8));
    let minutes: i64 = found.rows.iter().map(|r| (r.end.expect("all have one") - r.start).num_minutes()).sum();
    assert_eq!(minutes, 28_320);
    assert_eq!(found.rows.iter().map(|r| r.with.len()).sum::<usize>(), 180);
    assert_eq!(found.rows.iter().filter(|r| r.notes.contains('\n')).count(), 12);
    let first = found.rows.iter().map(|r| r.start).min();
    assert_eq!(first, NaiveDate::from_ymd_opt(2025, 11, 3).and_then(|d| d.and_hms_opt(13, 30, 0)));
}

#[test]
fn the_practices_of_england_and_wales() {
    let Some(table) = table("ods/epraccur_2023.csv") else { return };
    assert!(ods::is_epraccur(&table));
    let cards = ods::cards(&table).expect("it is the list");
    let with = |status| cards.iter().filter(|c| c.status == Some(status)).count();
    assert_eq!(cards.len(), 14_303);
    assert_eq!([Status::Active, Status::Closed, Status::Dormant, Status::Proposed].map(with), [11_482, 2_427, 389, 5]);
    assert_eq!(cards.iter().filter(|c| c.closed_on.is_some()).count(), 2_427);
    assert_eq!(cards.iter().map(|c| c.address.len()).sum::<usize>(), 52_478);
    assert_eq!(phones(&cards), 14_034);
    assert_eq!(cards.iter().filter(|c| c.categories == ["GP practice"]).count(), 8_201);
    assert!(cards.iter().all(|c| c.opened_on.is_some() && !c.categories.is_empty()));
}

#[test]
fn the_trusts() {
    let Some(table) = table("ods/etr_2022.csv") else { return };
    assert!(ods::is_etr(&table));
    let cards = ods::cards(&table).expect("it is the list");
    let closed = cards.iter().filter(|c| c.status == Some(Status::Closed)).count();
    assert_eq!((cards.len(), closed, cards.iter().map(|c| c.address.len()).sum::<usize>()), (218, 6, 704));
}

#[test]
fn nhs_choices() {
    for (file, count, numbers, addresses, kind) in [
        ("Clinics.csv", 5333, 735, 232, KindHint::Organisation),
        ("GPPractices.csv", 8288, 0, 0, KindHint::Practice),
        ("Hospital.csv", 1761, 2320, 1091, KindHint::Organisation),
        ("Trust.csv", 702, 0, 0, KindHint::Organisation),
    ] {
        let Some(table) = table(&format!("ods/nhs-choices-2014/{file}")) else { continue };
        assert_eq!((&*table.encoding, table.delimiter), ("windows-1252", '¬'));
        let cards = ods::cards(&table).expect("it is a list");
        assert_eq!((cards.len(), phones(&cards), emails(&cards)), (count, numbers, addresses), "{file}");
        assert!(cards.iter().all(|c| c.kind_hint == kind && !c.organisation.is_empty() && !c.ods_code.is_empty()));
    }
}

#[test]
fn what_was_read_is_written_and_read_again() {
    for name in ["demo-generated/uk_patients_2000.csv", "demo-generated/outlook_contacts.csv", "ods/epraccur_2023.csv"]
    {
        let Some(table) = table(name) else { continue };
        let again = sniff(&write_csv_with_bom(&table.headings, table.rows.iter().map(|r| r.cells.iter())));
        assert_eq!(again.problems, []);
        assert!(again.headings == table.headings && again.rows.len() == table.rows.len(), "{name}");
        assert!(again.rows.iter().zip(&table.rows).all(|(a, b)| a.cells == b.cells), "{name}");
    }
}

/// The file, its cards, telephones and e-mail addresses, and the first card's surname, forename, organisation,
/// postcode and date of birth.
type Expected = (&'static str, usize, usize, usize, [&'static str; 5]);

const CARDS: [Expected; 18] = [
    ("io__text__John_Doe_ANDROID", 6, 9, 5, ["", "", "", "", ""]),
    ("io__text__John_Doe_BLACK_BERRY", 1, 1, 0, ["Doe", "john", "Acme Solutions", "", ""]),
    ("io__text__John_Doe_EVOLUTION", 1, 2, 1, ["Doe", "John", "IBM", "12345", "1980-03-22"]),
    ("io__text__John_Doe_GMAIL", 1, 2, 1, ["Doe", "John", "IBM", "", "1980-03-22"]),
    ("io__text__John_Doe_IPHONE", 1, 7, 1, ["Doe", "John", "IBM", "12345", "2012-06-06"]),
    ("io__text__John_Doe_LOTUS_NOTES", 1, 2, 2, ["Doe", "John", "IBM", "NYC887", "1980-05-21"]),
    ("io__text__John_Doe_MAC_ADDRESS_BOOK", 1, 7, 1, ["Doe", "John", "IBM", "12345", "2012-06-06"]),
    ("io__text__John_Doe_MS_OUTLOOK", 1, 2, 1, ["Doe", "John", "IBM", "12345", "1980-03-22"]),
    ("io__text__fullcontact", 1, 9, 5, ["LastName", "FirstName", "Organization1", "WorkPostal", "2016-08-01"]),
    ("io__text__gmail-list", 3, 0, 3, ["Smith", "Arnold", "", "", ""]),
    ("io__text__gmail-single", 1, 2, 1, ["Dartmouth", "Greg", "TheCompany", "", "1960-09-10"]),
    ("io__text__gmail-single2", 1, 11, 5, ["Test", "VCard", "TheCompany", "10011", "1912-06-23"]),
    ("io__text__outlook-2003", 1, 4, 1, ["Doe", "John", "Company, The", "12345", "1980-03-21"]),
    ("io__text__outlook-2007", 1, 4, 1, ["Angstadt", "Michael", "TheCompany", "99999", "1922-03-10"]),
    ("io__text__rfc2426-example", 2, 4, 3, ["Dawson", "Frank", "Lotus Development Corporation", "27613-3502", ""]),
    ("io__text__rfc6350-example", 1, 2, 1, ["Perreault", "Simon", "Viagenie", "G1V 2M2", ""]),
    (
        "io__text__thunderbird-MoreFunctionsForAddressBook-extension",
        1,
        5,
        5,
        ["Doe", "John", "TheOrganization", "98765", "1970-09-21"],
    ),
    ("issue__issue114", 1, 2, 1, ["Dummy", "Dummy", "Dummy GmbH", "61352", ""]),
];

#[test]
fn every_file_of_cards() {
    for (file, count, numbers, addresses, first) in CARDS {
        let Some(bytes) = data(&format!("vcf/ez-vcard/{file}.vcf")) else { continue };
        let found = vcard::read(&bytes);
        assert_eq!(found.problems, [], "{file}");
        assert_eq!(
            (found.cards.len(), phones(&found.cards), emails(&found.cards)),
            (count, numbers, addresses),
            "{file}"
        );
        let card = &found.cards[0];
        let born = card.born.map(|d| d.to_string()).unwrap_or_default();
        assert_eq!([&*card.surname, &card.forename, &card.organisation, &card.postcode, &born], first, "{file}");
        for version in [Version::V3, Version::V4] {
            let again = vcard::read(&vcard::write(&found.cards, version));
            assert_eq!((again.cards.len(), again.problems.len()), (count, 0), "{file}");
            let same = |a: &PersonCard, b: &PersonCard| {
                (&a.surname, &a.phones, &a.emails, &a.address, &a.postcode, &a.notes, a.born)
                    == (&b.surname, &b.phones, &b.emails, &b.address, &b.postcode, &b.notes, b.born)
            };
            assert!(again.cards.iter().zip(&found.cards).all(|(a, b)| same(a, b)), "{file}");
        }
    }
}
