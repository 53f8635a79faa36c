//! What is told of a dictation: by a side file with the same name, or by the name of the file. What is not understood is
//! said and never guessed.

use serde_json::Value;

use crate::text::names;

/// What is told of a dictation, as it is written; empty where nothing is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Whose letter it is.
    pub author: String,
    /// The record of the patient, where somebody has chosen it.
    pub patient_id: String,
    /// The patient's NHS number.
    pub nhs: String,
    /// The patient's hospital number.
    pub hospital: String,
    /// The patient's date of birth, to hold against the record.
    pub born: String,
    /// The patient's surname, to hold against the record.
    pub surname: String,
    /// The template: its id or name.
    pub kind: String,
    /// 1 to 3, or in a word.
    pub priority: String,
    /// The day of the attendance.
    pub attended: String,
    /// What the author wrote with it.
    pub note: String,
    /// Who is to type it.
    pub owner: String,
    /// What is not understood, each a sentence.
    pub unclear: Vec<String>,
}

impl Told {
    fn slot(&mut self, key: &str) -> Option<&mut String> {
        Some(match plain(key).as_str() {
            "author" | "dictatedby" | "doctor" | "consultant" => &mut self.author,
            "nhs" | "nhsnumber" | "nhsno" | "patient" => &mut self.nhs,
            "hospital" | "hospitalnumber" | "mrn" => &mut self.hospital,
            "born" | "dateofbirth" | "dob" => &mut self.born,
            "surname" => &mut self.surname,
            "kind" | "template" | "type" | "worktype" => &mut self.kind,
            "priority" | "urgency" => &mut self.priority,
            "attended" | "attendedon" | "date" | "clinicdate" => &mut self.attended,
            "note" | "notes" | "comment" | "comments" => &mut self.note,
            "owner" | "for" | "typist" | "secretary" => &mut self.owner,
            _ => return None,
        })
    }

    /// Takes one fact; what is not known by that name is said.
    fn put(&mut self, key: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() || key.trim() == "other" {
            return;
        }
        match self.slot(key) {
            Some(slot) => value.clone_into(slot),
            None => self.unclear.push(format!("“{}: {}” is not understood.", key.trim(), value)),
        }
    }

    /// This, and where it says nothing what the other says.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        let pairs = [
            (&mut self.author, other.author),
            (&mut self.born, other.born),
            (&mut self.surname, other.surname),
            (&mut self.kind, other.kind),
            (&mut self.priority, other.priority),
            (&mut self.attended, other.attended),
            (&mut self.note, other.note),
            (&mut self.owner, other.owner),
        ];
        for (own, theirs) in pairs {
            if own.is_empty() {
                *own = theirs;
            }
        }
        // Two numbers are of one patient: both from the same hand.
        if self.patient_id.is_empty() && self.nhs.is_empty() && self.hospital.is_empty() {
            (self.nhs, self.hospital) = (other.nhs, other.hospital);
        }
        self.unclear.extend(other.unclear);
        self
    }
}

/// Reads a side file by the end of its name: `toml`, `json`, else lines such as `author: Dr Patel`.
pub fn side_file(end: &str, text: &str) -> Told {
    let mut told = Told::default();
    let text = text.trim_start_matches('\u{feff}');
    let facts = match end {
        "json" => serde_json::from_str::<Value>(text).map_err(|e| format!("line {}", e.line())),
        "toml" => toml::from_str::<Value>(text).map_err(|e| e.message().to_owned()),
        _ => {
            lines(text, &mut told);
            return told;
        }
    };
    match facts {
        Ok(Value::Object(facts)) => {
            for (key, value) in &facts {
                match value {
                    Value::String(text) => told.put(key, text),
                    Value::Number(_) | Value::Bool(_) => told.put(key, &value.to_string()),
                    Value::Null => {}
                    _ => told.unclear.push(format!("“{key}” of the side file is not one value.")),
                }
            }
        }
        Ok(_) => told.unclear.push("The side file holds no names with values.".into()),
        Err(why) => told.unclear.push(format!("The side file cannot be read as {end}: {}.", why.trim_end_matches('.'))),
    }
    told
}

fn lines(text: &str, told: &mut Told) {
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        match line.split_once([':', '=']) {
            Some((key, value)) => told.put(key, value),
            None => told.unclear.push(format!("“{line}” is not understood.")),
        }
    }
}

/// Reads the name of a file (without its end) by a pattern such as `{author}_{nhs}_{date}_{kind}`.
pub fn name(pattern: &str, stem: &str) -> Told {
    let mut told = Told::default();
    if pattern.trim().is_empty() {
        return told;
    }
    match parts(pattern, stem) {
        Some(facts) => facts.iter().for_each(|(key, value)| told.put(key, &value.replace('+', " "))),
        None => told.unclear.push(format!("The name “{stem}” does not follow the pattern {pattern}.")),
    }
    told
}

/// The fields of a pattern with what stands in their places. A field ends where the text behind it begins.
fn parts<'a>(pattern: &'a str, stem: &str) -> Option<Vec<(&'a str, String)>> {
    let (lead, mut fields) = pattern.split_once('{').unwrap_or((pattern, ""));
    let mut rest = stem.strip_prefix(lead)?;
    let mut out = Vec::new();
    while !fields.is_empty() {
        let (field, behind) = fields.split_once('}')?;
        let (stop, next) = behind.split_once('{').unwrap_or((behind, ""));
        let (value, after) = match (stop, next) {
            ("", _) => (rest, ""),
            (stop, "") => (rest.strip_suffix(stop)?, ""),
            (stop, _) => rest.split_once(stop)?,
        };
        out.push((field, value.to_owned()));
        (rest, fields) = (after, next);
    }
    rest.is_empty().then_some(out)
}

/// Letters and digits only, small: how names of templates and fields are held against each other.
pub fn plain(text: &str) -> String {
    names::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The priority that a word stands for: 1 is first.
pub fn priority(text: &str) -> Option<i64> {
    match names::fold(text).as_str() {
        "1" | "urgent" | "high" | "stat" | "immediate" => Some(1),
        "2" | "soon" | "normal" | "medium" => Some(2),
        "3" | "routine" | "low" => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_by_the_pattern() {
        let told = name("{author}_{nhs}_{date}_{kind}", "patel_9990000018_20260303_clinic-letter");
        let wanted = Told {
            author: "patel".into(),
            nhs: "9990000018".into(),
            attended: "20260303".into(),
            kind: "clinic-letter".into(),
            ..Told::default()
        };
        assert_eq!(told, wanted);
        assert_eq!(name("DS-{other}-{author}", "DS-0012-Dr+Patel").author, "Dr Patel");
        assert_eq!(name("", "anything"), Told::default());
        assert_eq!(name("{author}_x", "patel_x").author, "patel");
    }

    #[test]
    fn a_name_that_does_not_follow_is_said_and_not_guessed() {
        for stem in ["patel", "patel_9990000018", "", "_"] {
            let told = name("{author}_{nhs}_{date}", stem);
            assert!(told.unclear[0].contains("does not follow the pattern"), "{stem}");
            assert_eq!(Told { unclear: Vec::new(), ..told }, Told::default(), "{stem}");
        }
    }

    #[test]
    fn side_files_say_the_same_in_three_forms() {
        let wanted = Told {
            author: "Dr Asha Patel".into(),
            nhs: "999 000 0018".into(),
            priority: "1".into(),
            ..Told::default()
        };
        let toml = "author = \"Dr Asha Patel\"\nnhs_number = \"999 000 0018\"\npriority = 1\n";
        let json = "{\"Author\": \"Dr Asha Patel\", \"NHS number\": \"999 000 0018\", \"priority\": 1, \"kind\": null}";
        let text = "# from the recorder\nAuthor: Dr Asha Patel\nNHS No: 999 000 0018\npriority=1\n";
        for (end, text) in [("toml", toml), ("json", json), ("txt", text)] {
            assert_eq!(side_file(end, text), wanted, "{end}");
        }
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let told = side_file("txt", "colour: blue\nhello\nauthor: Dr Lee");
        assert_eq!(told.unclear, ["“colour: blue” is not understood.", "“hello” is not understood."]);
        assert_eq!(told.author, "Dr Lee");
        for (end, text) in [("json", "{"), ("json", "[1]"), ("toml", "a = "), ("json", "{\"author\": [1]}")] {
            assert_eq!(side_file(end, text).unclear.len(), 1, "{end} {text}");
        }
    }

    #[test]
    fn a_side_file_goes_before_the_name() {
        let side = Told { nhs: "1".into(), ..Told::default() };
        let named = Told { nhs: "2".into(), hospital: "H2".into(), author: "Lee".into(), ..Told::default() };
        let both = side.or(named);
        assert_eq!((both.nhs.as_str(), both.hospital.as_str(), both.author.as_str()), ("1", "", "Lee"));
    }
}
