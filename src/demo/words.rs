//! The words the invented desk is made of: names, places, what callers say, letters, tasks, entries of a diary.
//!
//! They lie as plain files in `assets/demo/`. Blanks such as `{name}` are filled by [`fill`].

use serde::Deserialize;
use std::sync::OnceLock;

#[cfg(test)]
mod tests;

/// All of it.
#[derive(Debug)]
pub struct Words {
    /// Groups of names that go together.
    pub groups: Vec<Group>,
    /// Street names.
    pub streets: Vec<&'static str>,
    /// Names of houses without a number.
    pub houses: Vec<&'static str>,
    /// Towns, none of which exists.
    pub towns: Vec<Town>,
    /// Names of GP practices.
    pub practices: Vec<&'static str>,
    /// The hospital at which the desk stands.
    pub hospital: Hospital,
    /// What callers say.
    pub calls: Vec<Call>,
    /// Bodies of letters.
    pub letters: Vec<Letter>,
    /// Titles of tasks.
    pub tasks: Vec<Task>,
    /// Entries of the diary.
    pub entries: Vec<Entry>,
    /// Why patients come to clinic.
    pub reasons: Vec<&'static str>,
}

/// First and last names of one heritage.
#[derive(Debug)]
pub struct Group {
    /// What it is called.
    pub heritage: &'static str,
    /// How often it is drawn, against the sum of all shares.
    pub share: u32,
    /// First names of women.
    pub female: Vec<&'static str>,
    /// First names of men.
    pub male: Vec<&'static str>,
    /// Last names.
    pub surname: Vec<&'static str>,
}

/// A town and the first half of its postcodes.
#[derive(Debug, Clone, Copy)]
pub struct Town {
    /// Its name.
    pub name: &'static str,
    /// The outward half: "ZX1".
    pub postcode: &'static str,
}

/// The invented hospital.
#[derive(Debug)]
pub struct Hospital {
    /// Its name.
    pub name: &'static str,
    /// The trust it belongs to.
    pub trust: &'static str,
    /// The department the desk works for.
    pub department: &'static str,
    /// Street, town and postcode.
    pub address: [&'static str; 3],
    /// Wards and departments.
    pub wards: Vec<&'static str>,
    /// Rooms that can be booked.
    pub rooms: Vec<&'static str>,
    /// Firms it buys from.
    pub suppliers: Vec<&'static str>,
}

/// What a caller says, and how.
#[derive(Debug, Clone, Copy)]
pub struct Call {
    /// `appointment`, `results`, `letter`, `prescription`, `transport`, `complaint`, `clinical`, `safeguarding`, `other`.
    pub kind: &'static str,
    /// `calm`, `worried`, `upset`, `angry`.
    pub tone: &'static str,
    /// `self`, `gp`, `ward`, `other`, or how the caller is related to the patient.
    pub who: &'static str,
    /// The words themselves.
    pub words: &'static str,
    /// Holds alarm words on purpose (denied ones too).
    pub alarm: bool,
}

/// The body of a letter.
#[derive(Debug, Clone)]
pub struct Letter {
    /// What it is about.
    pub name: &'static str,
    /// The template it is made with: `clinic-letter`, `did-not-attend`, `result-to-patient`, `reply-to-gp`, `referral`.
    pub template: &'static str,
    /// Its parts in order; those of a letter without headings have the heading "".
    pub sections: Vec<Section>,
}

/// A heading and what stands under it.
#[derive(Debug, Clone)]
pub struct Section {
    /// The heading, or "".
    pub heading: &'static str,
    /// Paragraphs, parted by an end of line.
    pub text: String,
}

/// The title of a task.
#[derive(Debug, Clone, Copy)]
pub struct Task {
    /// `task`, `result` (a result awaited) or `routine`.
    pub kind: &'static str,
    /// The title, with blanks.
    pub title: &'static str,
}

/// An entry of the diary.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// `clinic`, `ward round`, `theatre`, `meeting`, `travel`, `leave`, `focus`, `personal`.
    pub kind: &'static str,
    /// `consultant`, `secretary`, `director`, `leave`.
    pub calendar: &'static str,
    /// How long it lasts.
    pub minutes: u32,
    /// Its title.
    pub title: &'static str,
    /// Where, or "".
    pub place: &'static str,
}

const NAMES: &str = include_str!("../../assets/demo/names.toml");
const PLACES: &str = include_str!("../../assets/demo/places.toml");
const CALLS: &str = include_str!("../../assets/demo/calls.txt");
const LETTERS: &str = include_str!("../../assets/demo/letters.txt");
const TASKS: &str = include_str!("../../assets/demo/tasks.txt");
const DIARY: &str = include_str!("../../assets/demo/diary.txt");
const REASONS: &str = include_str!("../../assets/demo/reasons.txt");

/// The words, read once.
pub fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(read)
}

/// A text with its blanks filled: `fill("Echo: {name}", &[("name", "SMITH, John (Mr)")])`.
pub fn fill(text: &str, blanks: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 40);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let known = rest[open + 1..].find('}').map(|close| open + 1 + close);
        let value = known.and_then(|close| blanks.iter().find(|blank| blank.0 == &rest[open + 1..close]));
        let (Some((_, value)), Some(close)) = (value, known) else {
            out.push_str(&rest[..=open]);
            rest = &rest[open + 1..];
            continue;
        };
        out.push_str(&rest[..open]);
        out.push_str(value);
        rest = &rest[close + 1..];
    }
    out + rest
}

#[derive(Deserialize)]
struct NamesFile {
    group: Vec<GroupRow>,
}

#[derive(Deserialize)]
struct GroupRow {
    heritage: String,
    share: u32,
    female: String,
    male: String,
    surname: String,
}

#[derive(Deserialize)]
struct PlacesFile {
    streets: String,
    houses: String,
    town: Vec<TownRow>,
    practices: PracticeRows,
    hospital: HospitalRow,
}

#[derive(Deserialize)]
struct TownRow {
    name: String,
    postcode: String,
}

#[derive(Deserialize)]
struct PracticeRows {
    names: String,
}

#[derive(Deserialize)]
struct HospitalRow {
    name: String,
    trust: String,
    department: String,
    street: String,
    town: String,
    postcode: String,
    wards: String,
    rooms: String,
    suppliers: String,
}

fn read() -> Words {
    let names: NamesFile = toml::from_str(NAMES).expect("the shipped names are read by a test");
    let places: PlacesFile = toml::from_str(PLACES).expect("the shipped places are read by a test");
    Words {
        groups: names.group.into_iter().map(group).collect(),
        streets: listed(places.streets),
        houses: listed(places.houses),
        towns: places.town.into_iter().map(|row| Town { name: kept(row.name), postcode: kept(row.postcode) }).collect(),
        practices: listed(places.practices.names),
        hospital: hospital(places.hospital),
        calls: lines(CALLS).filter_map(call).collect(),
        letters: letters(LETTERS),
        tasks: lines(TASKS).filter_map(task).collect(),
        entries: lines(DIARY).filter_map(entry).collect(),
        reasons: lines(REASONS).collect(),
    }
}

/// Read once and kept as long as the program runs.
fn kept(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn listed(text: String) -> Vec<&'static str> {
    kept(text).split([',', '\n']).map(str::trim).filter(|word| !word.is_empty()).collect()
}

fn group(row: GroupRow) -> Group {
    Group {
        heritage: kept(row.heritage),
        share: row.share,
        female: listed(row.female),
        male: listed(row.male),
        surname: listed(row.surname),
    }
}

fn hospital(row: HospitalRow) -> Hospital {
    Hospital {
        name: kept(row.name),
        trust: kept(row.trust),
        department: kept(row.department),
        address: [kept(row.street), kept(row.town), kept(row.postcode)],
        wards: listed(row.wards),
        rooms: listed(row.rooms),
        suppliers: listed(row.suppliers),
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn columns<const N: usize>(line: &'static str) -> Option<[&'static str; N]> {
    line.splitn(N, '|').map(str::trim).collect::<Vec<_>>().try_into().ok()
}

fn call(line: &'static str) -> Option<Call> {
    let [kind, tone, who, words] = columns(line)?;
    let alarm = kind.starts_with('!');
    Some(Call { kind: kind.trim_start_matches('!').trim(), tone, who, words, alarm })
}

fn task(line: &'static str) -> Option<Task> {
    let [kind, title] = columns(line)?;
    Some(Task { kind, title })
}

fn entry(line: &'static str) -> Option<Entry> {
    let [kind, calendar, minutes, title, place] = columns(line)?;
    Some(Entry { kind, calendar, minutes: minutes.parse().ok()?, title, place })
}

fn letters(text: &'static str) -> Vec<Letter> {
    text.split("\n=== ").skip(1).filter_map(letter).collect()
}

fn letter(text: &'static str) -> Option<Letter> {
    let (head, body) = text.split_once('\n')?;
    let [name, template] = columns(head)?;
    let mut sections: Vec<Section> = Vec::new();
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_prefix("## ") {
            sections.push(Section { heading, text: String::new() });
            continue;
        }
        if sections.is_empty() {
            sections.push(Section { heading: "", text: String::new() });
        }
        let Some(Section { text, .. }) = sections.last_mut() else { continue };
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    }
    Some(Letter { name, template, sections })
}
