//! Lists of invented organisations in the true lists' layouts.

use super::{List, cards, is_epraccur, is_etr, list};
use crate::exchange::csv::sniff;
use crate::exchange::person::{KindHint, Phone, Status};
use chrono::NaiveDate;

/// A row of the 27 columns.
fn row(code: &str, name: &str, close: &str, status: &str, phone: &str, setting: &str) -> String {
    format!(
        "\"{code}\",\"{name}\",\"Y63\",\"Q74\",\"HEALTH CENTRE\",\"1 HILL\",\"\",\"LEEDS\",\"\",\"LS1 4AB\",\"19740401\",\"{close}\",\"{status}\",\"B\",\"00K\",\"20130401\",\"\",\"{phone}\",\"\",\"\",\"\",\"0\",\"\",\"00K\",\"\",\"{setting}\",\"\"\r\n"
    )
}

#[test]
fn practices_open_and_closed() {
    let text = row("Y99999", "HILL SURGERY", "", "A", "0113 496 0000", "4")
        + &row("Y99998", "DALE, SURGERY", "20171031", "C", "", "25")
        + &row("Y99997", "SLEEPING", "", "D", "", "")
        + &row("Y99996", "COMING", "", "P", "", "0");
    let table = sniff(text.as_bytes());
    assert!(is_epraccur(&table) && !is_etr(&table));
    let found = cards(&table).unwrap();
    let states: Vec<_> = found.iter().map(|c| c.status.unwrap()).collect();
    assert_eq!(states, [Status::Active, Status::Closed, Status::Dormant, Status::Proposed]);
    assert!(found.iter().all(|c| c.kind_hint == KindHint::Practice));
    assert_eq!(found[0].address, ["HEALTH CENTRE", "1 HILL", "LEEDS"]);
    assert_eq!((&*found[0].postcode, &*found[0].ods_code, found[0].line), ("LS1 4AB", "Y99999", 1));
    assert_eq!(found[0].phones, [Phone { label: String::new(), number: "0113 496 0000".into() }]);
    assert_eq!(found[0].opened_on, NaiveDate::from_ymd_opt(1974, 4, 1));
    assert_eq!((&*found[1].organisation, found[1].closed_on), ("DALE, SURGERY", NaiveDate::from_ymd_opt(2017, 10, 31)));
    assert_eq!(
        (&found[0].categories[..], &found[1].categories[..]),
        (&["GP practice".to_owned()][..], &["Prison".to_owned()][..])
    );
}

#[test]
fn trusts_have_no_status_letter() {
    let text = row("R9Z", "BIG TRUST", "", "", "", "") + &row("R9Y", "OLD TRUST", "20200930", "", "", "");
    let table = sniff(text.as_bytes());
    assert_eq!(list(&table), Some(List::Trusts));
    let found = cards(&table).unwrap();
    assert_eq!((found[0].kind_hint, found[0].status), (KindHint::Organisation, Some(Status::Active)));
    assert_eq!(found[1].status, Some(Status::Closed));
}

#[test]
fn nhs_choices_in_windows_1252_brought_together() {
    let text = "OrganisationID¬OrganisationCode¬OrganisationType¬SubType¬OrganisationStatus¬OrganisationName¬Address1¬Address2¬City¬County¬Postcode¬Latitude¬ParentODSCode¬ParentName¬Phone¬Email¬Website¬Fax\r\n\
                1¬R9Z01¬Hospital¬Hospital¬Visible¬Saint Zoë’s¬½ Hill¬¬Leeds¬West Yorkshire¬LS1 4AB¬53.1¬R9Z¬Big Trust¬0113 496 0000¬a@example.org¬http://example.org¬0113 496 0009\r\n\
                1¬R9Z01¬Hospital¬Hospital¬Visible¬Saint Zoë’s¬½ Hill¬¬Leeds¬West Yorkshire¬LS1 4AB¬53.1¬R9Z¬Big Trust¬0113 496 0000¬b@example.org¬http://example.org¬0113 496 0009\r\n\
                2¬Y99999¬GP practice¬UNKNOWN¬Visible¬Dale Surgery¬2 Dale¬¬Leeds¬¬LS1 4AC¬53.2¬¬¬¬¬¬\r\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let table = sniff(&bytes);
    assert_eq!((&*table.encoding, table.delimiter, list(&table)), ("windows-1252", '¬', Some(List::Choices)));
    let found = cards(&table).unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(
        (&*found[0].organisation, found[0].kind_hint, found[0].status),
        ("Saint Zoë’s", KindHint::Organisation, Some(Status::Active))
    );
    assert_eq!(found[0].address, ["½ Hill", "Leeds", "West Yorkshire"]);
    assert_eq!((found[0].emails.len(), found[0].phones.len()), (2, 2));
    assert_eq!([&*found[0].uid, &found[0].notes], ["1", "Part of Big Trust"]);
    assert_eq!((found[1].kind_hint, found[1].line), (KindHint::Practice, 4));
}

#[test]
fn other_tables_are_no_lists() {
    for text in ["", "a,b\n1,2\n", &("x,".repeat(26) + "x\n"), "OrganisationCode,Name\nA,B\n"] {
        assert_eq!((list(&sniff(text.as_bytes())), cards(&sniff(text.as_bytes()))), (None, None));
    }
}
