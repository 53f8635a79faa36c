//! Cards of many programs, and back.

use super::{Version, read, write};
use crate::exchange::person::{KindHint, PersonCard, Phone, Status};
use chrono::NaiveDate;
use proptest::prelude::*;

fn one(text: &str) -> PersonCard {
    let mut found = read(text.as_bytes());
    assert_eq!((found.cards.len(), &found.problems[..]), (1, &[][..]), "{text}");
    found.cards.remove(0)
}

fn card(version: &str, lines: &str) -> String {
    format!("BEGIN:VCARD\r\nVERSION:{version}\r\n{lines}\r\nEND:VCARD\r\n")
}

fn phones(card: &PersonCard) -> Vec<(&str, &str)> {
    card.phones.iter().map(|p| (&*p.label, &*p.number)).collect()
}

#[test]
fn outlook_writes_2_1() {
    let found = one(&card(
        "2.1",
        "N;LANGUAGE=en-gb:Byron;Ada;King, May;Mrs;\r\nFN:Mrs Ada Byron\r\nORG:Surgery, The;Cardiology\r\nTITLE:Manager\r\nNOTE;ENCODING=QUOTED-PRINTABLE:One=0D=0A=\r\nTwo=3B three=0D=\r\n=0A\r\nTEL;WORK;VOICE:0113 496 0000\r\nTEL;WORK;FAX:0113 496 0001\r\nTEL;CELL;PREF:07700 900001\r\nADR;WORK;PREF:;;1 Hill, Upper;Leeds;;LS1 4AB;United Kingdom\r\nBDAY:19530922\r\nEMAIL;PREF;INTERNET:ada@example.org\r\nPHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n /9j/4AAQSkZJRgABAQEAYABgAAD\r\n AAAA\r\n\r\nX-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns=\"http://x\"><a:b/></card>",
    ));
    assert_eq!([&*found.surname, &found.forename, &found.middle, &found.title], ["Byron", "Ada", "King, May", "Mrs"]);
    assert_eq!([&*found.organisation, &found.department, &found.job_title], ["Surgery, The", "Cardiology", "Manager"]);
    assert_eq!(found.notes, "One\nTwo; three");
    assert_eq!(phones(&found), [("Work", "0113 496 0000"), ("Work fax", "0113 496 0001"), ("Mobile", "07700 900001")]);
    assert_eq!((&found.address[..], &*found.postcode), (&["1 Hill, Upper".to_owned(), "Leeds".into()][..], "LS1 4AB"));
    assert_eq!((&*found.born_text, found.born), ("19530922", NaiveDate::from_ymd_opt(1953, 9, 22)));
    assert_eq!(found.emails, ["ada@example.org"]);
}

#[test]
fn every_property_in_its_own_character_set() {
    let mut bytes =
        b"BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB=\n=C3=A9;Ad=3Ba\n".to_vec();
    bytes.extend(b"ORG;CHARSET=ISO-8859-1:Caf\xe9\nTITLE:Na\xefve\nNOTE;QUOTED-PRINTABLE;CHARSET=windows-1252:=93x=94=\n\nEND:VCARD\n");
    let found = read(&bytes);
    assert_eq!(found.problems, []);
    let found = &found.cards[0];
    assert_eq!([&*found.surname, &found.forename, &found.organisation], ["Zoëé", "Ad;a", "Café"]);
    assert_eq!([&*found.job_title, &found.notes], ["Naïve", "“x”"]);
}

#[test]
fn apples_groups_and_labels() {
    let found = one(&card(
        "3.0",
        "N:Byron;Ada;King,May;;\nFN:Ada Byron\nitem1.TEL:0113 496 0000\nitem1.X-ABLabel:_$!<AssistantPhone>!$_\nTEL;type=CELL;type=VOICE;type=pref:07700 900001\nTEL;type=MAIN:0113 496 0002\nitem2.TEL;TYPE=pref:0113 496 0003\nitem2.X-ABLabel:Bypass\nitem3.EMAIL;type=INTERNET:ada@example.org\nADR;type=HOME:;;9 Home Road;Leeds;;LS9 9ZZ;\nitem4.ADR;type=WORK:;;1 Hill\\nFloor 2;Leeds;;LS1 4AB;UK\nBDAY;value=date:1953-09-22\nURL;type=pref:http\\://example.org",
    ));
    assert_eq!(
        phones(&found),
        [
            ("AssistantPhone", "0113 496 0000"),
            ("Mobile", "07700 900001"),
            ("Main", "0113 496 0002"),
            ("Bypass", "0113 496 0003")
        ]
    );
    assert_eq!(
        (&found.address[..], &*found.middle),
        (&["1 Hill".to_owned(), "Floor 2".into(), "Leeds".into()][..], "King May")
    );
    assert_eq!(found.born, NaiveDate::from_ymd_opt(1953, 9, 22));
}

#[test]
fn version_4_with_uris_and_quotes() {
    let found = one(&card(
        "4.0",
        "FN:Ada Byron\nN:Byron;Ada;;;OBE,FRCP\nBDAY:--0203\nGENDER:F\nTEL;VALUE=uri;TYPE=\"work,voice\";PREF=1:tel:+44-113-496-0000;ext=102\nTEL;VALUE=uri;TYPE=\"work,cell\":tel:+44-7700-900001\nEMAIL;TYPE=work:ada@example.org\nADR;TYPE=work;LABEL=\"1 Hill: Leeds^nUK\":;Suite D;1 Hill;\n Leeds;;LS1 4AB;Canada\nCATEGORIES:a,b\\, c",
    ));
    assert_eq!(phones(&found), [("Work", "+44-113-496-0000 ext 102"), ("Work mobile", "+44-7700-900001")]);
    assert_eq!((&*found.born_text, found.born, &*found.gender, &*found.suffix), ("--0203", None, "F", "OBE, FRCP"));
    assert_eq!(
        (found.address, found.categories),
        (
            ["Suite D", "1 Hill", "Leeds", "Canada"].map(str::to_owned).to_vec(),
            ["a", "b", "c"].map(str::to_owned).to_vec(),
        )
    );
}

#[test]
fn names_where_n_is_missing() {
    let name = |lines: &str| {
        let found = one(&card("3.0", lines));
        [found.forename, found.surname, found.organisation]
    };
    assert_eq!(name("FN:Ada Byron"), ["Ada", "Byron", ""]);
    assert_eq!(name("N:;;;;\nFN:Ada Byron"), ["Ada", "Byron", ""]);
    assert_eq!(name("FN:Hill Surgery\nORG:Hill Surgery"), ["", "", "Hill Surgery"]);
    assert_eq!(name("FN:Hill Surgery\nX-ABShowAs:COMPANY"), ["", "", "Hill Surgery"]);
    assert_eq!(name("FN:ada@example.org\nEMAIL:ada@example.org"), ["", "", ""]);
    assert_eq!(one(&card("3.0", "FN:Hill\nORG:Hill")).kind_hint, KindHint::Organisation);
}

#[test]
fn a_card_within_a_card_is_left_out() {
    for agent in ["AGENT:\nBEGIN:VCARD", "AGENT:BEGIN:VCARD"] {
        let found =
            one(&card("2.1", &format!("N:Byron;Ada\n{agent}\nVERSION:2.1\nN:Other;One\nTEL:1\nEND:VCARD\nTEL:2")));
        assert_eq!((&*found.surname, phones(&found)), ("Byron", vec![("", "2")]));
    }
}

#[test]
fn bad_cards_are_named_and_the_others_kept() {
    let good = card("3.0", "FN:Ada Byron");
    let text = format!(
        "{good}BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Lost\r\n{good}END:VCARD\r\n{}BEGIN:VCARD\r\nFN:Cut",
        card("3.0", "NOTE:x")
    );
    let found = read(text.as_bytes());
    let said: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    assert_eq!(found.cards.iter().map(|c| c.line).collect::<Vec<_>>(), [1, 8]);
    assert_eq!(
        said,
        [
            "line 5: the card that begins here is not ended (no END:VCARD)",
            "line 12: END:VCARD without a BEGIN:VCARD before it",
            "line 13: the card that begins here has neither a name nor a number nor an address",
            "line 17: the card that begins here is not ended (no END:VCARD)",
        ]
    );
    assert_eq!(read(b"hello").problems.len(), 1);
    assert_eq!(read(b"").cards, []);
}

#[test]
fn any_file_of_cards_is_read() {
    let text = card("3.0", "FN:Zoë Byron\nNOTE:one\nstray line\n and folded");
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for bytes in [text.clone().into_bytes(), wide, marked, text.replace("\r\n", "\n").replace('\n', "\r").into_bytes()]
    {
        let found = read(&bytes);
        assert_eq!((&*found.cards[0].forename, &*found.cards[0].notes), ("Zoë", "one\nstray lineand folded"));
    }
    let lower = read(b"begin:vcard\nversion:3.0\nfn:Ada Byron\nend:vcard\n");
    assert_eq!(lower.cards[0].surname, "Byron");
}

#[test]
fn a_written_card_keeps_to_the_rules() {
    let card = PersonCard { surname: "Zoë".into(), notes: "x".repeat(200), ..PersonCard::default() };
    for (version, number) in [(Version::V3, "3.0"), (Version::V4, "4.0")] {
        let text = String::from_utf8(write(std::slice::from_ref(&card), version)).unwrap();
        assert!(text.starts_with(&format!("BEGIN:VCARD\r\nVERSION:{number}\r\nFN")));
        assert!(text.ends_with("END:VCARD\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    }
}

#[test]
fn a_text_cannot_begin_a_property() {
    let mut card = PersonCard { surname: "Byron".into(), ..PersonCard::default() };
    card.notes = "x\nTEL:999\nEND:VCARD\r\nBEGIN:VCARD".into();
    card.phones = vec![Phone { label: "a\r\nEMAIL:evil@example.org".into(), number: "1".into() }];
    let found = read(&write(&[card], Version::V4));
    assert_eq!((found.cards.len(), found.problems.len()), (1, 0));
    assert_eq!((found.cards[0].phones.len(), found.cards[0].emails.len()), (1, 0));
}

/// A text of one line as the readers leave it.
fn line() -> impl Strategy<Value = String> {
    "[A-Za-z0-9é;:,\\\\\"'^=.@€日-]{0,6}( [A-Za-z0-9é;:,\\\\\"'^=.@€日-]{1,40}){0,2}".prop_map(|s| s.trim().to_owned())
}

fn word() -> impl Strategy<Value = String> {
    "[A-Za-zé]{1,9}"
}

prop_compose! {
    fn anybody()(
        names in prop::collection::vec(line(), 5),
        surname in word(),
        work in prop::collection::vec(line(), 4),
        numbers in prop::collection::vec(line(), 5),
        address in prop::collection::vec("[A-Za-z0-9;,\\\\]{1,30}", 0..5),
        phones in prop::collection::vec(("Work|Home|Mobile|Work fax|Fax|Main||Bleep|[A-Z][a-z]{2,5} ext", "[0-9+]{3,12}"), 0..4),
        emails in prop::collection::vec("[a-z]{1,8}@example\\.org", 0..3),
        notes in prop::collection::vec(line(), 0..4),
        categories in prop::collection::vec("[A-Za-z;]{1,8}", 0..3),
        days in prop::option::of(0u64..40_000),
        kind in prop::sample::select(vec![KindHint::Patient, KindHint::Contact, KindHint::Practice, KindHint::Organisation]),
        status in prop::option::of(prop::sample::select(vec![Status::Active, Status::Closed, Status::Dormant, Status::Proposed])),
        gender in "|M|F|Male|m|not said",
    ) -> PersonCard {
        let [title, forename, middle, suffix, preferred_name]: [String; 5] = names.try_into().unwrap();
        let [organisation, department, job_title, postcode]: [String; 4] = work.try_into().unwrap();
        let [nhs_number, hospital_number, ods_code, practice_code, practice_name]: [String; 5] = numbers.try_into().unwrap();
        let born = days.map(|d| NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Days::new(d));
        let mut card = PersonCard {
            kind_hint: kind, title, forename, middle, surname, suffix, preferred_name, organisation, department, job_title,
            postcode, nhs_number, hospital_number, ods_code, practice_code, practice_name, address, born, gender, status,
            born_text: born.map_or("about 1950".into(), |d| d.to_string()),
            died: born, died_text: born.map(|d| d.to_string()).unwrap_or_default(),
            opened_on: born, closed_on: born, uid: "urn:uuid:1;2,3".into(), line: 1,
            notes: crate::exchange::person::tidy_text(&notes.join("\n")),
            ..PersonCard::default()
        };
        for (label, number) in &phones {
 card.add_phone(label, number);
}
        for email in &emails {
 card.add_email(email);
}
        for category in &categories {
 card.add_category(category);
}
        card
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(card in anybody()) {
        for version in [Version::V3, Version::V4] {
            let bytes = write(std::slice::from_ref(&card), version);
            let found = read(&bytes);
            prop_assert_eq!(&found.problems, &vec![]);
            let mut wanted = card.clone();
            if let (Version::V4, Some(day)) = (version, card.born) {
                wanted.born_text = day.format("%Y%m%d").to_string();
                wanted.died_text.clone_from(&wanted.born_text);
            }
            prop_assert_eq!(&found.cards, &vec![wanted], "{}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
        let inside = [b"BEGIN:VCARD\nVERSION:2.1\nN:", &*bytes, b"\nEND:VCARD\n"].concat();
        let _ = read(&inside);
    }

    #[test]
    fn random_lines_never_panic(
        version in "2\\.1|3\\.0|4\\.0|",
        lines in prop::collection::vec("(item1\\.)?(N|FN|TEL|ADR|ORG|NOTE|BDAY|GENDER|KIND|UID|CATEGORIES|AGENT|X-ABLabel|BEGIN|END)(;(TYPE=|VALUE=|PREF|JSCOMPS=|LABEL=|CHARSET=|ENCODING=QUOTED-PRINTABLE|WORK)[a-z\",0-9]{0,5}){0,3}:?[-;,:=\\\\\"\nA-Z0-9 é/]{0,20}", 0..8),
    ) {
        let text = format!("BEGIN:VCARD\nVERSION:{version}\n{}\nEND:VCARD\n", lines.join("\n"));
        let found = read(text.as_bytes());
        prop_assert!(found.cards.iter().all(|c| c.line >= 1));
    }
}
