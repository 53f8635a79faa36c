//! The invented dictations: some in the pool, one urgent, one whose patient was not understood. The recordings are a quiet
//! tone each, made here.

use chrono::{Duration, NaiveDateTime};

use super::folk::{CONSULTANTS, Folk, SECRETARIES};
use super::id;
use crate::clock::stamp;
use crate::desk::dictation::{Dictation, take};
use crate::desk::files;
use crate::desk::letters::Letter;
use crate::store::{Edit, Refusal, Store, private_folder, write_private};

/// Seconds, template, priority, whose (none: the pool's), hours ago, what was told with it.
type Told = (u32, &'static str, i64, Option<usize>, i64, &'static str);

const TOLD: [Told; 5] = [
    (95, "clinic-letter", 2, None, 26, ""),
    (41, "clinic-letter", 1, None, 2, "Urgent: she travels on Friday"),
    (62, "result-to-patient", 3, None, 50, ""),
    (128, "clinic-letter", 2, Some(0), 20, "Names of the medicines are spelt at the end"),
    (33, "", 2, None, 4, ""),
];

/// Samples of a second; each one byte.
const RATE: u32 = 8000;

/// A recording of so many seconds: a tone that swells and fades, the higher the later it stands in the list.
fn recording(seconds: u32, nth: usize) -> Vec<u8> {
    let samples = RATE * seconds;
    let mut out = b"RIFF".to_vec();
    out.extend((36 + samples).to_le_bytes());
    out.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    out.extend(RATE.to_le_bytes());
    out.extend(RATE.to_le_bytes());
    out.extend([1, 0, 8, 0]);
    out.extend(b"data");
    out.extend(samples.to_le_bytes());
    let half = 20 - nth as u32;
    // A square wave, soft, broken twice in a second, so that one hears where one is.
    let tone = |n: u32| if n % (RATE / 2) < RATE / 8 || (n / half).is_multiple_of(2) { 128 } else { 136 };
    out.extend((0..samples).map(tone));
    out
}

/// Takes the invented recordings in.
pub(super) fn invent(store: &Store, folk: &Folk, now: NaiveDateTime) -> Result<Vec<Edit>, Refusal> {
    let folder = take::folder(store.desk().folder());
    private_folder(&folder)?;
    let mut edits = Vec::new();
    for (n, told) in TOLD.iter().enumerate() {
        let bytes = recording(told.0, n);
        let hash = files::hash(&bytes);
        let file = format!("{}.wav", &hash[..32]);
        write_private(&folder.join(&file), &bytes)?;
        let (letter, dictation) = one(n, told, folk, now);
        edits.push(Edit::insert(&letter));
        edits.push(Edit::insert(&Dictation { file, hash, bytes: bytes.len() as i64, ..dictation }));
    }
    Ok(edits)
}

fn one(n: usize, told: &Told, folk: &Folk, now: NaiveDateTime) -> (Letter, Dictation) {
    let (seconds, kind, priority, whose, hours, note) = *told;
    let came = now - Duration::hours(hours);
    let attended = (came - Duration::hours(3)).date();
    let known = n != 4;
    let name =
        ["Clinic letter", "Clinic letter", "Result to the patient", "Clinic letter", "Dictation DS330412.wav"][n];
    let letter = Letter {
        id: id("dictated", n),
        state: "dictated".into(),
        title: name.into(),
        patient_id: known.then(|| folk.patient(30 + n).id.clone()),
        author: CONSULTANTS[n % 2].into(),
        owner: whose.map_or("", |at| SECRETARIES[at]).into(),
        priority,
        attended_on: known.then(|| attended.to_string()),
        due_at: known.then(|| (attended + Duration::days(7)).to_string()),
        created_at: stamp(came),
        ..Letter::default()
    };
    let unclear =
        if known { Vec::new() } else { vec!["NHS number “999 000 001”: it has 9 digits, not 10.".into()] };
    let dictation = Dictation {
        id: id("dictation", n),
        letter_id: letter.id.clone(),
        original: format!("DS3304{:02}.wav", 8 + n),
        length_ms: Some(i64::from(seconds) * 1000),
        kind: kind.into(),
        note: note.into(),
        unclear,
        created_at: stamp(came),
        ..Dictation::default()
    };
    (letter, dictation)
}
