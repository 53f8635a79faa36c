//! Drafts, and names that try to be headers.

use super::{Attachment, Draft, Party, draft};
use proptest::prelude::*;

const DATE: &str = "Tue, 3 Mar 2026 09:41:00 +0000";

fn written(draft_of: &Draft) -> String {
    String::from_utf8(draft(draft_of)).expect("a draft is text")
}

/// The names of the headers before the body.
fn headers(text: &str) -> Vec<&str> {
    let head = text.split("\r\n\r\n").next().unwrap_or_default();
    let lines = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
    lines.map(|line| line.split(':').next().unwrap_or_default()).collect()
}

#[test]
fn a_letter_by_mail() {
    let to = [Party::new("Hopper, Grace", "grace@example.org"), Party::new("", "ward@example.org")];
    let text = written(&Draft {
        to: &to,
        cc: &[Party::new("Zoë Byron", "zoe@example.org")],
        subject: "Clinic letter",
        body: "Dear Dr Hopper\n\nEnclosed.",
        invite: None,
        attachments: &[Attachment { name: "letter.pdf", mime: "application/pdf", bytes: b"%PDF-1.7\n" }],
        from: Some(&Party::new("A \"B\" Secretary", "sec@example.org")),
        date_rfc2822: DATE,
        message_id_seed: "letter 1",
    });
    assert!(text.starts_with("X-Unsent: 1\r\nFrom: \"A \\\"B\\\" Secretary\" <sec@example.org>\r\n"), "{text}");
    assert!(text.contains("To: \"Hopper, Grace\" <grace@example.org>, ward@example.org\r\n"), "{text}");
    assert!(text.contains("Cc: =?utf-8?B?Wm/DqyBCeXJvbg==?= <zoe@example.org>\r\n"), "{text}");
    assert!(text.contains("Subject: Clinic letter\r\nDate: Tue, 3 Mar 2026 09:41:00 +0000\r\nMessage-ID: <"));
    assert!(text.contains("Dear Dr Hopper\r\n\r\nEnclosed."));
    assert!(text.contains("Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"letter.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjcK"));
}

#[test]
fn the_same_arguments_give_the_same_draft() {
    let files = [Attachment { name: "a.txt", mime: "text/plain", bytes: b"a\nb" }];
    let one = Draft { subject: "x", attachments: &files, date_rfc2822: DATE, message_id_seed: "1", ..Draft::default() };
    assert_eq!(draft(&one), draft(&one.clone()));
    assert_ne!(draft(&one), draft(&Draft { message_id_seed: "2", ..one }));
    assert!(written(&one).contains("YQpi"), "line ends of a file are left alone");
    let empty = Draft::default();
    assert_eq!(draft(&empty), draft(&empty), "without a date the clock is not asked either");
}

#[test]
fn no_text_becomes_a_header() {
    let evil = "x\r\nBcc: evil@example.org\r\n\r\nbody";
    let to = [Party::new(evil, format!("a@example.org>\r\nBcc: <{evil}")), Party::new("nobody", evil.replace('@', ""))];
    let text = written(&Draft {
        to: &to,
        cc: &to,
        subject: evil,
        body: "text",
        invite: None,
        attachments: &[Attachment { name: evil, mime: evil, bytes: b"" }],
        from: Some(&to[0]),
        date_rfc2822: evil,
        message_id_seed: evil,
    });
    assert_eq!(
        headers(&text),
        ["X-Unsent", "From", "To", "Cc", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
    );
    assert!(!text.contains("\nBcc"), "{text}");
    assert!(text.contains("Content-Type: application/octet-stream"));
}

#[test]
fn file_names_of_any_kind() {
    let disposition = |name: &str| {
        let files = [Attachment { name, mime: "text/calendar; method=REPLY; charset=utf-8", bytes: b"x" }];
        let text = written(&Draft { attachments: &files, date_rfc2822: DATE, ..Draft::default() });
        let old = text.contains("name=\"=?utf-8?B?Wm/Dqy5wZGY=?=\"\r\n");
        assert!(text.contains("Content-Type: text/calendar; method=REPLY; charset=utf-8") && old != name.is_ascii());
        text.split("attachment; ").nth(1).and_then(|t| t.split("\r\n").next()).unwrap_or_default().to_owned()
    };
    assert_eq!(disposition("../../etc/a\"b.pdf"), "filename=\"a'b.pdf\"");
    assert_eq!(disposition("Zoë.pdf"), "filename*=UTF-8''Zo%C3%AB.pdf");
    assert_eq!(disposition("..\\"), "filename=\"attachment\"");
}

#[test]
fn a_long_name_is_cut_between_letters() {
    let to = [Party::new("é".repeat(100), "a@example.org")];
    let text = written(&Draft { to: &to, date_rfc2822: DATE, ..Draft::default() });
    let words: Vec<&str> = text.split_whitespace().filter(|w| w.starts_with("=?utf-8?B?")).collect();
    assert!(words.len() > 3 && words.iter().all(|w| w.len() <= 75 && w.ends_with("?=")), "{text}");
}

proptest! {
    #[test]
    fn headers_are_ours_whatever_the_texts(name in any::<String>(), email in any::<String>(), subject in any::<String>(), file in any::<String>()) {
        let to = [Party::new(name, email)];
        let files = [Attachment { name: &file, mime: &subject, bytes: b"x" }];
        let text = written(&Draft { to: &to, cc: &to, subject: &subject, attachments: &files, date_rfc2822: DATE, ..Draft::default() });
        for header in headers(&text) {
            prop_assert!(["X-Unsent", "To", "Cc", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"].contains(&header), "{}", header);
        }
        prop_assert_eq!(text.matches("\r\nContent-Disposition:").count(), 1);
        prop_assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    }

    #[test]
    fn any_body_is_one_part(body in "(\\PC{0,90}(\n|\r|\r\n)?){0,6}") {
        let text = written(&Draft { body: &body, date_rfc2822: DATE, ..Draft::default() });
        prop_assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        prop_assert_eq!(headers(&text).len(), 7);
    }
}
