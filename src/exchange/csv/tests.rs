//! Small files of every kind, and what is wrong with some of them.

use super::{Cells, Table, guard, normal, sniff, unguard, write_csv, write_csv_with_bom};
use proptest::prelude::*;

fn cells(table: &Table) -> Vec<Vec<String>> {
    table.rows.iter().map(|r| r.cells.iter().map(str::to_owned).collect()).collect()
}

fn lines(table: &Table) -> Vec<usize> {
    table.rows.iter().map(|r| r.line).collect()
}

fn said(table: &Table) -> Vec<String> {
    table.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn reads_a_plain_table() {
    let table = sniff(b"surname,forename\r\nByron,Ada\r\n\r\nHopper,Grace");
    assert_eq!(table.headings, ["surname", "forename"]);
    assert_eq!(cells(&table), [["Byron", "Ada"], ["Hopper", "Grace"]]);
    assert_eq!((lines(&table), table.delimiter, &*table.encoding), (vec![2, 4], ',', "UTF-8"));
    assert!(table.problems.is_empty());
}

#[test]
fn finds_every_delimiter() {
    for mark in [',', ';', '\t', '|', '¬'] {
        let text = format!("name{mark}town{mark}phone\nByron{mark}Leeds, North{mark}0113 496 0000\nX{mark}Y{mark}Z\n");
        let text = if mark == ',' { text.replace("Leeds, North", "Leeds") } else { text };
        let table = sniff(text.as_bytes());
        assert_eq!((table.delimiter, table.headings.len(), table.rows.len()), (mark, 3, 2), "{mark}");
    }
    assert_eq!(sniff(b"sep=;\nname;town\na,b;c\n").rows[0].line, 3);
    assert_eq!(sniff(b"sep=;\nname;town\na,b;c\n").rows[0].cells.get(0), "a,b");
}

#[test]
fn finds_every_encoding() {
    let text = "name,town\nZoë,Ménilmontant\n";
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let with = |mark: &[u8], body: &[u8]| [mark, body].concat();
    let old = "name,town\nZo\u{eb},M\u{e9}nilmontant\n".chars().map(|c| c as u8).collect::<Vec<u8>>();
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), "UTF-8"),
        (with(b"\xef\xbb\xbf", text.as_bytes()), "UTF-8"),
        (with(b"\xff\xfe", &wide(u16::to_le_bytes)), "UTF-16LE"),
        (with(b"\xfe\xff", &wide(u16::to_be_bytes)), "UTF-16BE"),
        (wide(u16::to_le_bytes), "UTF-16LE"),
        (wide(u16::to_be_bytes), "UTF-16BE"),
        (old, "windows-1252"),
    ] {
        let table = sniff(&bytes);
        assert_eq!(table.encoding, encoding);
        assert_eq!(cells(&table), [["Zoë", "Ménilmontant"]], "{encoding}");
    }
}

#[test]
fn one_broken_byte_does_not_spoil_the_other_names() {
    let mut bytes = "name,town\n".as_bytes().to_vec();
    bytes.extend("Zoë,Zürich\n".repeat(5).as_bytes());
    bytes.extend(b"A\xffa,B\n");
    let table = sniff(&bytes);
    assert_eq!((table.rows[0].cells.get(0), table.rows[5].cells.get(0)), ("Zoë", "A\u{fffd}a"));
}

#[test]
fn quoted_cells_go_over_lines_and_lines_are_still_counted() {
    let table = sniff(b"name,note\n\"Byron, Ada\",\"one\r\ntwo \"\"x\"\"\"\nHopper,\"\"\n");
    assert_eq!(cells(&table), [["Byron, Ada", "one\r\ntwo \"x\""], ["Hopper", ""]]);
    assert_eq!(lines(&table), [2, 4]);
}

#[test]
fn bad_rows_are_named_and_the_others_kept() {
    let table = sniff(b"name,town,dob\nA,B\n\"C,D,1980-01-01\nE,\"F\"x,1980-01-01\nG,H,1980-01-01\nI,J,,,\nK,L,M,N\n");
    assert_eq!(cells(&table), [["G", "H", "1980-01-01"], ["I", "J", ""]]);
    assert_eq!(
        said(&table),
        [
            "line 2: 2 fields where the headings have 3",
            "line 3: text stands after a closing quotation mark",
            "line 4: text stands after a closing quotation mark",
            "line 7: 4 fields where the headings have 3",
        ]
    );
    let open = sniff(b"name,town\nA,\"B\nC,D\n");
    assert_eq!(
        (cells(&open), said(&open)),
        (vec![vec!["C".into(), "D".into()]], vec!["line 2: a quotation mark is opened and not closed".to_owned()])
    );
}

#[test]
fn a_file_of_lost_marks_is_read_in_time() {
    let table = sniff("a,\"b\"\" c\n".repeat(200_000).as_bytes());
    assert!(table.rows.len() + table.problems.len() >= 1);
    assert!(table.problems.iter().all(|p| p.reason.contains("quotation")));
}

#[test]
fn knows_headings_from_data() {
    for (text, has) in [
        ("A81001,THE SURGERY,19740401\nA81002,OTHER,19740402\n", false),
        ("Smith,John\nJones,Mary\n", false),
        ("Name,DOB\n", true),
        ("foo,bar\n1,2\n3,4\n", true),
        ("ada@example.org,Ada\n", false),
        ("\"First Name\",\"Phone 1 - Value\"\n\"Ada\",\"020 7946 0000\"\n", true),
    ] {
        assert_eq!(!sniff(text.as_bytes()).headings.is_empty(), has, "{text}");
    }
    let bare = sniff(b"Smith,John\nJones,Mary\nBad\n");
    assert_eq!(said(&bare), ["line 3: 1 field where the other rows have 2"]);
    assert_eq!(bare.column_name(1), "Column 2");
}

#[test]
fn headings_are_compared_in_plain_words() {
    for heading in ["NHSNumber", "nhs_number", " NHS  Number ", "Nhs-Number"] {
        assert_eq!(normal(heading), "nhs number");
    }
    assert_eq!(normal("E-mail 1 - Value"), "email 1 value");
    assert_eq!(normal("address1"), "address 1");
    assert_eq!(normal("Assistant's Phone"), "assistants phone");
    assert_eq!(normal("D.O.B."), "dob");
}

#[test]
fn the_vocabulary_is_sorted_for_its_search() {
    let table = sniff(b"title,town\nx,y\n");
    assert_eq!(table.headings, ["title", "town"], "the first and the last words are found");
    assert_eq!(sniff(b"address,zzz\nx,y\n").headings, ["address", "zzz"]);
}

#[test]
fn formulas_are_guarded_and_numbers_are_not() {
    for cell in ["=1+1", "+cmd|'/C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "+44-20-7946", "-", "+"] {
        let guarded = guard(cell);
        assert_eq!((&*guarded, unguard(&guarded)), (&*format!("'{cell}"), cell));
    }
    for cell in ["-5", "+1.25", "+44 (0)20 7946 0000", "+442079460000", "O'Neill", "'tis", "", "Ada"] {
        assert_eq!((&*guard(cell), unguard(cell)), (cell, cell));
    }
    assert_eq!(write_csv(&["name"], [["=A,1"]]), b"name\r\n\"'=A,1\"\r\n");
    assert!(write_csv_with_bom(&["name"], [["x"]]).starts_with(b"\xef\xbb\xbfname\r\n"));
}

#[test]
fn cells_are_got_by_column() {
    let row: Cells = ["a", "", "ç"].into_iter().collect();
    assert_eq!((row.get(0), row.get(1), row.get(2), row.get(3), row.len()), ("a", "", "ç", "", 3));
    assert!(!row.is_blank());
    assert!([" ", ""].into_iter().collect::<Cells>().is_blank());
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(rows in prop::collection::vec(prop::collection::vec("[a-zé'=+@\"\n, ;-]{0,9}|\\PC{0,6}", 3), 1..12)) {
        let bytes = write_csv_with_bom(&["name", "town", "notes"], &rows);
        let table = sniff(&bytes);
        prop_assert_eq!(&table.problems, &vec![]);
        prop_assert_eq!(cells(&table), rows);
    }

    #[test]
    fn agrees_with_the_csv_crate(rows in prop::collection::vec(prop::collection::vec("[a-z\"\n,]{0,6}", 2), 2..9)) {
        let mut out = ::csv::Writer::from_writer(vec![]);
        out.write_record(["name", "town"]).unwrap();
        for row in &rows {
            out.write_record(row).unwrap();
        }
        let bytes = out.into_inner().unwrap();
        let theirs: Vec<Vec<String>> =
            ::csv::Reader::from_reader(&*bytes).records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(cells(&sniff(&bytes)), theirs);
    }

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let table = sniff(&bytes);
        prop_assert!(table.rows.iter().all(|r| r.cells.len() == table.width()));
        let _ = crate::exchange::ods::cards(&table);
    }

    #[test]
    fn random_marks_never_panic(text in "[\"',;|¬\t\r\na=é ]{0,200}") {
        let table = sniff(text.as_bytes());
        let last = text.lines().count() + text.matches('\r').count();
        prop_assert!(table.rows.iter().all(|r| r.line >= 1 && r.line <= last));
        prop_assert!(table.problems.iter().all(|p| p.line >= 1 && p.line <= last));
    }
}
