//! Headings of many programs, and what becomes of their rows.

use super::{Field, Kind, Mapping, apply, apply_diary, apply_tasks, offer, signature};
use crate::exchange::csv::{Table, sniff};
use crate::exchange::person::{KindHint, PersonCard, Phone};
use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;

fn people(text: &str, kind: Kind) -> Vec<PersonCard> {
    let table = sniff(text.as_bytes());
    apply(&offer(&table.headings, kind), &table)
}

fn one(text: &str, kind: Kind) -> PersonCard {
    let mut found = people(text, kind);
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

fn phone(label: &str, number: &str) -> Phone {
    Phone { label: label.into(), number: number.into() }
}

#[test]
fn one_field_in_many_spellings() {
    for (field, spellings) in [
        (Field::NhsNumber, &["NHS No", "NHSNumber", "nhs_number", "NHS No.", "Patient NHS Number"][..]),
        (Field::HospitalNumber, &["Hosp No", "MRN", "PAS number", "hospital_no", "Patient ID", "Casenote No"]),
        (Field::Born, &["DOB", "DoB", "D.O.B.", "Date of Birth", "DateOfBirth", "Birthday", "Patient DOB"]),
        (Field::Surname, &["Surname", "Last name", "LastName", "Family name", "FAMILY_NAME", "Family"]),
        (Field::Forename, &["Forename", "First Name", "Given Name", "Forename(s)", "Christian name", "Given"]),
        (Field::FullName, &["Name", "Patient name", "Full Name"]),
        (Field::Postcode, &["Postcode", "Post Code", "Postal code", "Home Postal Code", "Patient Postcode"]),
        (Field::PracticeName, &["Registered practice", "GP Practice", "gp_name", "Surgery"]),
        (Field::PracticeCode, &["gp_code", "Practice Code", "GP Practice Code"]),
        (Field::Gender, &["Sex", "Gender"]),
        (Field::Phone, &["Home phone", "Mobile", "Tel. No.", "Telephone (work)", "Contact number", "Bleep", "Ext"]),
        (Field::Email, &["Email", "E-mail Address", "e-mail 2 address"]),
    ] {
        for heading in spellings {
            assert_eq!(offer(&[heading], Kind::Patients).column(field), Some(0), "{heading}");
        }
    }
}

#[test]
fn what_is_about_a_column_is_not_taken_for_it() {
    for heading in
        ["E-mail Display Name", "E-mail Type", "Phonetic First Name", "Mobile consent", "Web Page", "Latitude"]
    {
        for kind in [Kind::Patients, Kind::Contacts] {
            assert_eq!(offer(&[heading], kind).columns, [], "{heading}");
        }
    }
}

#[test]
fn the_likelier_of_two_columns_is_taken() {
    let mapping = offer(&["Patient ID", "MRN", "Name", "First name", "Surname"], Kind::Patients);
    assert_eq!(mapping.column(Field::HospitalNumber), Some(1));
    assert_eq!(mapping.column(Field::FullName), None, "both parts are there");
}

#[test]
fn a_patient_of_the_hospitals_list() {
    let card = one(
        "hospital_no,nhs_number,title,forename,surname,dob,sex,address1,town,postcode,home_phone,mobile,email,gp_code,gp_name\n\
         H100000,999 000 0018,Mrs,Ada,Byron,22/09/1953,F,76 Mill Lane,Leeds,LS1 4AB,0113 496 0000,07700 900001,ada@example.org,Y99999,The Surgery\n",
        Kind::Patients,
    );
    assert_eq!((card.kind_hint, card.line), (KindHint::Patient, 2));
    assert_eq!([&*card.title, &card.forename, &card.surname, &card.gender], ["Mrs", "Ada", "Byron", "F"]);
    assert_eq!((&*card.born_text, card.born), ("22/09/1953", NaiveDate::from_ymd_opt(1953, 9, 22)));
    assert_eq!([&*card.nhs_number, &card.hospital_number], ["999 000 0018", "H100000"]);
    assert_eq!((card.address, &*card.postcode), (vec!["76 Mill Lane".to_owned(), "Leeds".into()], "LS1 4AB"));
    assert_eq!(card.phones, [phone("Home", "0113 496 0000"), phone("Mobile", "07700 900001")]);
    assert_eq!([&*card.practice_code, &card.practice_name], ["Y99999", "The Surgery"]);
}

#[test]
fn one_column_for_the_name_and_one_for_the_address() {
    let card = one(
        "Name;DOB;Address;Practice;Date of death\nBYRON, Ada (Mrs);1953-09-22;\"12 Mill Lane, Leeds, LS1 4AB\";Y99999;01/02/2024\n",
        Kind::Patients,
    );
    assert_eq!([&*card.title, &card.forename, &card.surname], ["Mrs", "Ada", "BYRON"]);
    assert_eq!((card.address, &*card.postcode), (vec!["12 Mill Lane".to_owned(), "Leeds".into()], "LS1 4AB"));
    assert_eq!([&*card.practice_code, &card.practice_name], ["Y99999", ""]);
    assert_eq!(card.died, NaiveDate::from_ymd_opt(2024, 2, 1));
}

#[test]
fn house_numbers_and_lines() {
    let card = one("Surname,House number,Street,Address line 3,Town\nByron,12a,Mill Lane,,Leeds\n", Kind::Patients);
    assert_eq!(card.address, ["12a Mill Lane", "Leeds"]);
}

#[test]
fn births_of_an_american_file_are_not_guessed() {
    let found = people("Surname,DOB\nA,03/04/1980\nB,12/25/1990\n", Kind::Patients);
    assert_eq!((found[0].born, &*found[0].born_text), (None, "03/04/1980"));
    assert_eq!(found[1].born, NaiveDate::from_ymd_opt(1990, 12, 25));
}

#[test]
fn an_outlook_contact() {
    let card = one(
        "\"Title\",\"First Name\",\"Last Name\",\"Company\",\"Department\",\"Job Title\",\"Business Street\",\"Business Street 2\",\"Business City\",\"Business Postal Code\",\"Business Country/Region\",\"Home Street\",\"Home Postal Code\",\"Business Fax\",\"Business Phone\",\"Business Phone 2\",\"Mobile Phone\",\"Pager\",\"E-mail Address\",\"E-mail Display Name\",\"Notes\"\r\n\
         \"Dr\",\"Grace\",\"Hopper\",\"Hill Surgery\",\"\",\"GP\",\"1 Hill\",\"Upper\",\"Leeds\",\"LS1 4AB\",\"United Kingdom\",\"9 Home Road\",\"LS9 9ZZ\",\"0113 496 0001\",\"0113 496 0002\",\"\",\"07700 900002\",\"Bleep 12\",\"grace@example.org\",\"Grace Hopper\",\"One\r\nTwo\"\r\n",
        Kind::Contacts,
    );
    assert_eq!(card.address, ["1 Hill", "Upper", "Leeds"]);
    assert_eq!((&*card.postcode, card.kind_hint), ("LS1 4AB", KindHint::Contact));
    let expected =
        [("Work fax", "0113 496 0001"), ("Work", "0113 496 0002"), ("Mobile", "07700 900002"), ("Pager", "Bleep 12")];
    assert_eq!(card.phones, expected.map(|(label, number)| phone(label, number)));
    assert_eq!([&*card.organisation, &card.job_title, &card.notes], ["Hill Surgery", "GP", "One\nTwo"]);
    assert_eq!(card.emails, ["grace@example.org"]);
}

#[test]
fn the_other_address_where_the_first_is_empty() {
    let text = "Last Name,Business Street,Business Country/Region,Home Street,Home Postal Code\nHopper,,United Kingdom,9 Home Road,LS9 9ZZ\n";
    assert_eq!(one(text, Kind::Contacts).address, ["9 Home Road"]);
    let both = "Last Name,Business Street,Home Street\nHopper,1 Hill,9 Home Road\n";
    assert_eq!(one(both, Kind::Contacts).address, ["1 Hill"]);
    assert_eq!(one(both, Kind::Patients).address, ["9 Home Road"]);
}

#[test]
fn a_google_contact() {
    let card = one(
        "First Name,Last Name,Name Prefix,Nickname,Organization Name,Organization Title,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Address 1 - Country\n\
         Ada,Byron,Dr,Addie,Hill Surgery,Manager,* myContacts ::: GPs,* Work,ada@example.org ::: ada2@example.org,* Work,0113 496 0000 ::: 0113 496 0001,Work,\"1 Hill\nLeeds\nLS1 4AB\nGB\",1 Hill,Leeds,LS1 4AB,GB\n",
        Kind::Contacts,
    );
    assert_eq!(card.phones, [phone("Work", "0113 496 0000"), phone("Work", "0113 496 0001")]);
    assert_eq!(card.emails, ["ada@example.org", "ada2@example.org"]);
    assert_eq!((card.address, &*card.postcode), (vec!["1 Hill".to_owned(), "Leeds".into()], "LS1 4AB"));
    assert_eq!((card.categories, &*card.preferred_name), (vec!["GPs".to_owned()], "Addie"));
}

#[test]
fn organisations_are_told_from_people() {
    let found = people(
        "OrganisationCode,OrganisationType,Name,Postcode\nY99999,GP practice,Hill Surgery,LS1 4AB\nR9Z,Trust,Big Trust,LS1 4AC\nY99998,,Dale Surgery,\n",
        Kind::Contacts,
    );
    let kinds: Vec<KindHint> = found.iter().map(|c| c.kind_hint).collect();
    assert_eq!(kinds, [KindHint::Practice, KindHint::Organisation, KindHint::Practice]);
    assert_eq!((&*found[0].organisation, &*found[0].ods_code), ("Hill Surgery", "Y99999"));
}

#[test]
fn the_mapping_is_shown_and_changed_and_remembered() {
    let table = sniff(b"Surname,Mobile phone,Colour\nByron,07700 900001,\nHopper,,blue\n");
    let mut mapping = offer(&table.headings, Kind::Patients);
    let shown = mapping.describe(&table);
    let rows: Vec<_> = shown.iter().map(|s| (&*s.heading, &*s.meaning, &*s.sample)).collect();
    assert_eq!(
        rows,
        [
            ("Surname", "Surname", "Byron"),
            ("Mobile phone", "Telephone (Mobile)", "07700 900001"),
            ("Colour", "left out", "blue")
        ]
    );
    assert!(mapping.missing().is_empty());
    mapping.set(2, Some(Field::Surname));
    assert_eq!(mapping.column(Field::Surname), Some(2));
    assert_eq!(mapping.columns.len(), 2, "there is one surname only");
    mapping.set(2, None);
    assert_eq!(mapping.missing(), ["Surname"]);
    let text = serde_json::to_string(&mapping).unwrap();
    assert_eq!(serde_json::from_str::<Mapping>(&text).unwrap(), mapping);
}

#[test]
fn the_signature_is_that_of_the_headings() {
    let key = signature(&["NHS Number", "Surname"]);
    assert_eq!(key.len(), 32);
    assert_eq!(key, signature(&["nhs_number", " SURNAME"]));
    assert_ne!(key, signature(&["Surname", "NHS Number"]));
    assert_ne!(key, signature(&["NHS Number", "Surname", "DOB"]));
}

fn diary(text: &str) -> super::Applied<super::DiaryRow> {
    let table = sniff(text.as_bytes());
    apply_diary(&offer(&table.headings, Kind::Diary), &table)
}

#[test]
fn outlooks_calendar_in_british_dates() {
    let found = diary(
        "\"Subject\",\"Start Date\",\"Start Time\",\"End Date\",\"End Time\",\"All day event\",\"Reminder Date\",\"Meeting Organizer\",\"Required Attendees\",\"Optional Attendees\",\"Meeting Resources\",\"Description\",\"Location\",\"Private\",\"Sensitivity\",\"Show time as\"\r\n\
         \"Leave\",\"08/11/2025\",\"00:00:00\",\"10/11/2025\",\"00:00:00\",\"TRUE\",\"\",\"A\",\"\",\"\",\"Room 2\",\"One\r\nTwo\",\"OPD\",\"FALSE\",\"Normal\",\"3\"\r\n\
         \"MDT\",\"06/12/2025\",\"08:30:00\",\"06/12/2025\",\"11:00:00\",\"FALSE\",\"\",\"B\",\"C; D\",\"E\",\"\",\"\",\"\",\"FALSE\",\"Private\",\"2\"\r\n",
    );
    assert_eq!(found.problems, []);
    let [leave, mdt] = &found.rows[..] else { panic!("two entries") };
    assert_eq!((leave.start, leave.end, leave.all_day), (at("2025-11-08 00:00"), Some(at("2025-11-10 00:00")), true));
    assert_eq!(
        (&*leave.notes, &*leave.place, &leave.resources[..], leave.private),
        ("One\nTwo", "OPD", &["Room 2".to_owned()][..], false)
    );
    assert_eq!((mdt.start, mdt.end, mdt.all_day), (at("2025-12-06 08:30"), Some(at("2025-12-06 11:00")), false));
    assert_eq!((&mdt.with[..], mdt.private, mdt.line), (&["C".to_owned(), "D".into(), "E".into()][..], true, 4));
}

#[test]
fn other_calendars() {
    let days = diary("Title,Date,End Date\nConference,2026-03-03,2026-03-04\n");
    assert_eq!(days.rows[0].end, Some(at("2026-03-05 00:00")), "a last day without a time is meant whole");
    let single = diary("Title,Date,All day,Time\nLeave,03/03/2026,yes,\n");
    assert_eq!((single.rows[0].end, single.rows[0].all_day), (Some(at("2026-03-04 00:00")), true));
    let joined = diary(
        "Summary,Start,End,Duration\nA,2026-03-03T09:00,2026-03-03T09:30,\nB,03/03/2026 10:00,,45 min\nC,03/03/2026 10:00,,\n",
    );
    let ends: Vec<_> = joined.rows.iter().map(|r| r.end).collect();
    assert_eq!(ends, [Some(at("2026-03-03 09:30")), Some(at("2026-03-03 10:45")), None]);
    let american =
        diary("Subject,Start Date,Start Time,End Time\nA,3/4/2026,9:00 AM,1:30 PM\nB,12/25/2026,9:00 AM,10:00 AM\n");
    assert_eq!((american.rows[0].start, american.rows[0].end), (at("2026-03-04 09:00"), Some(at("2026-03-04 13:30"))));
}

#[test]
fn entries_that_cannot_be_read_are_named() {
    let found = diary(
        "Subject,Start Date,Start Time,End Date,End Time,Duration\nA,,,,,\nB,31/02/2026,,,,\nC,03/03/2026,25:00,,,\n,03/03/2026,,,,\nD,03/03/2026,10:00,02/03/2026,10:00,\nE,03/03/2026,10:00,,,long\nF,03/03/2026,10:00,,,\n",
    );
    let said: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "line 2: it has no start",
            "line 3: its start \"31/02/2026\" is not a date",
            "line 4: its start time \"25:00\" is not a time",
            "line 5: it has no title",
            "line 6: it ends before it begins",
            "line 7: its length \"long\" is not a number of minutes",
        ]
    );
    assert_eq!(found.rows.len(), 1);
}

#[test]
fn tasks_of_a_list() {
    let table = sniff(
        b"Task,Due Date,Due time,Priority,Owner,Notes,Status\nRing ward,03/03/2026,9.30,High,Pat,x,\nPost,None,,2,,,Completed\nBad,soon,,,,,\nWorse,,,sometimes,,,\n",
    );
    let found = apply_tasks(&offer(&table.headings, Kind::Tasks), &table);
    let [ring, post] = &found.rows[..] else { panic!("two tasks: {found:?}") };
    assert_eq!(
        (&*ring.title, ring.due, ring.priority, &*ring.owner),
        ("Ring ward", NaiveDate::from_ymd_opt(2026, 3, 3), Some(1), "Pat")
    );
    assert_eq!(ring.due_time, chrono::NaiveTime::from_hms_opt(9, 30, 0));
    assert_eq!((post.due, post.priority, post.done, ring.done), (None, Some(2), true, false));
    let lines: Vec<usize> = found.problems.iter().map(|p| p.line).collect();
    assert_eq!(lines, [4, 5]);
}

const HEADINGS: [&str; 16] = [
    "Name",
    "DOB",
    "Address",
    "Town",
    "Phone 1 - Value",
    "Phone 1 - Label",
    "Postcode",
    "Start Date",
    "End Date",
    "Start Time",
    "End Time",
    "Subject",
    "Due Date",
    "Priority",
    "Duration",
    "All day event",
];

proptest! {
    #[test]
    fn random_cells_never_panic(
        rows in prop::collection::vec(prop::collection::vec("[0-9/:. TZ-]{0,12}|\\PC{0,8}|[0-9]{1,2}/[0-9]{1,2}/20[0-9]{2}", 16), 0..5),
    ) {
        let rows: Vec<_> = rows.iter().map(|r| crate::exchange::csv::Row { line: 2, cells: r.iter().collect() }).collect();
        let table = Table { headings: HEADINGS.map(str::to_owned).to_vec(), rows, ..Table::default() };
        for kind in [Kind::Patients, Kind::Contacts] {
            let _ = apply(&offer(&table.headings, kind), &table);
        }
        let entries = apply_diary(&offer(&table.headings, Kind::Diary), &table);
        prop_assert!(entries.rows.iter().all(|e| e.end.is_none_or(|end| end >= e.start)));
        let _ = apply_tasks(&offer(&table.headings, Kind::Tasks), &table);
    }

    #[test]
    fn random_headings_never_panic(headings in prop::collection::vec(any::<String>(), 0..6)) {
        for kind in [Kind::Patients, Kind::Contacts, Kind::Diary, Kind::Tasks] {
            let mapping = offer(&headings, kind);
            prop_assert!(mapping.columns.iter().all(|c| c.column < headings.len()));
        }
    }
}
