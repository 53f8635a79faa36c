//! What the department wrote before is offered; tables; how much there is to read; texts that are no letters.

use super::*;

/// Three patients' letters that say the same, and one that is open.
fn desk(folder: &TempDir, body: &str) -> Rig {
    let mut rig = rig(folder);
    for n in 1..=3 {
        let said = "Please take bisoprolol every morning with water. Grace came with John.";
        let sent = Letter { body: said.into(), patient_id: Some(format!("p{n}")), ..in_state("sent") };
        put(&mut rig, &sent);
    }
    put(&mut rig, &Letter { body: body.into(), ..letter() });
    // It is learnt once the letter stays open and the dictionaries are read.
    rig.keys("g l enter").tick();
    for _ in 0..2 {
        while rig.cx().busy() {
            rig.tick();
            std::thread::yield_now();
        }
        rig.tick();
    }
    rig
}

#[test]
fn words_of_three_patients_letters_are_offered_and_taken_by_one_key() {
    let folder = TempDir::new().unwrap();
    let mut rig = desk(&folder, "");
    rig.text("Please ta").sees("Please take bisoprolol every morning with water").sees("Right takes");
    rig.keys("right").sees("with water").misses("Right takes").text(".").keys("ctrl-z ctrl-z").sees("Please ta");
    rig.keys("ctrl-end").text("ke biso").sees("prolol every").keys("ctrl-space").sees("Please take bisoprolol every");
    rig.keys("enter").text("Please t").sees("Right takes").keys("esc").misses("Right takes").keys("esc");
    let id = rig.cx().db().text("SELECT id FROM letter WHERE state = 'drafting'", &[]).unwrap().unwrap();
    assert!(stored(&mut rig, &id).body.ends_with("with water\nPlease t"));
}

#[test]
fn no_name_is_offered() {
    let folder = TempDir::new().unwrap();
    let mut rig = desk(&folder, "");
    rig.text("Gra").misses("Right takes").keys("enter").text("came with Jo").misses("Right takes");
}

#[test]
fn a_table_of_medicines_is_typed_and_stands_in_columns() {
    let folder = TempDir::new().unwrap();
    let mut rig = desk(&folder, "");
    rig.keys("alt-b").sees("Medicine | Dose | How often | Since, changed or stopped").sees("4 blanks left");
    rig.text("Ramipril").keys("tab").text("5 mg").keys("tab").text("once a day").keys("tab").text("new");
    rig.keys("enter").sees("{{?medicine}} | {{?dose}} | {{?how often}} | {{?since, changed or stopped}}");
    rig.keys("ctrl-end enter").misses("{{?medicine}}").keys("alt-v").sees("Medicine  Dose  How often");
    rig.sees("Ramipril  5 mg  once a day  new");
}

#[test]
fn words_and_ease_are_counted() {
    let folder = TempDir::new().unwrap();
    let mut rig = desk(&folder, &"You came to see us. ".repeat(10));
    rig.sees("50 words · ease 100, plain").keys("ctrl-home").text("More ").sees("51 words");
}

/// Code of the typesetter, sequences that steer a terminal, marks that turn text round, emoji, combining letters.
const HOSTILE: &[&str] = &[
    "#import \"x\": *\n#read(\"/etc/passwd\") $x$ `#let` \\ @ref <label>",
    "\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m\u{85}\u{0}",
    "\u{202e}txet\u{202c} \u{2066}x\u{2069} \u{200f}",
    "🙂👩‍⚕️🇬🇧 e\u{301}\u{301}\u{301} z\u{300}\u{336}\u{489}",
    "a | b\n\u{202e} | 🙂\n| | |\n**|** | ****",
    "{{ {{?}} {{|}} }} ;fu ;;; [[[ ??? ```",
];

#[test]
fn texts_that_are_no_letters_are_shown_and_printed_as_text() {
    let folder = TempDir::new().unwrap();
    let mut rig = desk(&folder, "");
    for text in HOSTILE {
        rig.paste(text).text(" x").keys("enter").tick();
        let screen = rig.screen();
        assert!(
            !screen.contains(|c: char| c != '\n' && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}'))),
            "{text:?}"
        );
    }
    rig.keys("alt-c").keys("esc").keys("alt-v").keys("esc ctrl-s");
    let id = rig.cx().db().text("SELECT id FROM letter WHERE state = 'drafting'", &[]).unwrap().unwrap();
    let letter = stored(&mut rig, &id);
    let doc = crate::desk::letters::sheet::doc(rig.cx().db(), &house(), &letter, None, now()).unwrap();
    assert!(doc.pdf(None).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_line_of_a_megabyte_is_written_in() {
    let folder = TempDir::new().unwrap();
    let mut rig = desk(&folder, &"wörd 🙂 ".repeat(100_000));
    rig.keys("ctrl-end")
        .text("end")
        .keys("ctrl-home down down")
        .text("mid")
        .keys("backspace ctrl-z")
        .tick()
        .keys("esc");
    let id = rig.cx().db().text("SELECT id FROM letter WHERE state = 'drafting'", &[]).unwrap().unwrap();
    assert!(stored(&mut rig, &id).body.ends_with("end"));
}
