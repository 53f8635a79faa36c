//! Approval on paper, for who does not sit at the desk: a cover with numbered boxes before the letters, and the answers
//! typed back: released on paper, by whom, on which day, and who typed it.

use chrono::{NaiveDate, NaiveDateTime};
use sha2::{Digest, Sha256};

use super::facts::About;
use super::model::Sign;
use super::model_post::{ApprovalSheet, OnPaper};
use super::{House, Letter, acts, repo, repo_post, sheet};
use crate::clock::stamp;
use crate::paper::{Bundle, Cover, CoverLine, LetterDoc, PaperError};
use crate::store::{Change, Db, Refusal, new_id};
use crate::text::{dates, nhs};

/// What was ticked for one letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tick {
    /// Approved.
    Approve,
    /// To be changed, with the comment.
    Change(String),
}

/// Letters for one author on paper: the record, and the file to print.
pub fn sheet_of(
    db: Db<'_>,
    house: &House,
    letters: &[Letter],
    who: &str,
    now: NaiveDateTime,
) -> Result<(ApprovalSheet, Vec<u8>), Refusal> {
    let author = one_author(letters)?;
    let record = ApprovalSheet {
        id: new_id(),
        number: repo_post::next_sheet(db)?,
        author: author.clone(),
        made_at: stamp(now),
        made_by: who.into(),
        letters: letters.iter().map(|l| OnPaper { letter: l.id.clone(), print: fingerprint(l) }).collect(),
        ..ApprovalSheet::default()
    };
    let head = [house.head.trust.as_str(), house.department.as_str()];
    let cover = Cover {
        head: head.iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join(" · "),
        number: record.number,
        author,
        back_to: who.into(),
        date: now.date(),
        lines: letters.iter().map(|l| cover_line(db, l, now)).collect::<Result<_, _>>()?,
    };
    let said = |e: PaperError| Refusal::rule(format!("The sheet could not be made: {e}"));
    let mut bundle = Bundle::new(true);
    cover.bind(&mut bundle).map_err(said)?;
    for (at, letter) in letters.iter().enumerate() {
        let layout = house.layout(&letter.template);
        let doc = sheet::doc(db, house, letter, None, now)?;
        let numbered = LetterDoc { our_ref: format!("No. {} on sheet {}", at + 1, record.number), ..doc };
        bundle.letter(&numbered, layout.as_deref()).map_err(said)?;
    }
    let pdf = bundle.finish(&format!("Letters for approval, sheet {}", record.number)).map_err(said)?;
    Ok((record, pdf))
}

fn one_author(letters: &[Letter]) -> Result<String, Refusal> {
    let first = letters.first().ok_or_else(|| Refusal::rule("No letter awaits approval."))?;
    if let Some(not) = letters.iter().find(|l| l.state != "awaiting_approval") {
        return Err(Refusal::rule(format!("“{}” is {}: it does not await approval.", not.title, not.state_words())));
    }
    if letters.iter().any(|l| l.author != first.author) {
        return Err(Refusal::rule("These letters are of several authors: make a sheet for each of them."));
    }
    Ok(first.author.clone())
}

fn cover_line(db: Db<'_>, letter: &Letter, now: NaiveDateTime) -> Result<CoverLine, Refusal> {
    let about = About::of(db, letter, now)?;
    let born = about.patient.as_ref().and_then(|p| p.born.as_deref()).and_then(|d| d.parse().ok());
    let number = about.patient.as_ref().and_then(|p| p.nhs_number.as_deref()).map(nhs::show);
    let known = [born.map(|b| format!("Born {}", dates::screen(b))), number.map(|n| format!("NHS No. {n}"))];
    let to = letter.recipients.iter().find(|r| r.is_principal()).map(|r| format!(", to {}", r.name));
    Ok(CoverLine {
        patient: repo::name(db, letter)?,
        known: known.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        what: format!("{}{}", letter.title, to.unwrap_or_default()),
        clock: letter.clock_word(now.date()),
    })
}

/// Of what the author reads; another text has another one.
pub fn fingerprint(letter: &Letter) -> String {
    let names: Vec<&str> = letter.recipients.iter().map(|r| r.name.as_str()).collect();
    let all = [letter.subject.as_str(), &letter.salutation, &letter.body, &names.join("\n")].join("\u{1f}");
    let digest = Sha256::digest(all.as_bytes());
    u128::from_be_bytes(std::array::from_fn(|at| digest[at])).to_string()
}

/// Reads answers: a number or a stretch of numbers, `a` or `r`, and what is to be changed; one on each line, or with
/// semicolons between them: `1-4 a; 5 r the dose is 10 mg`.
pub fn read_answers(typed: &str, of: usize) -> Result<Vec<(usize, Tick)>, String> {
    let mut all: Vec<(usize, Tick)> = Vec::new();
    for line in typed.split(['\n', ';']).map(str::trim).filter(|l| !l.is_empty()) {
        let (numbers, tick) = read_line(line)?;
        for number in numbers {
            if !(1..=of).contains(&number) {
                return Err(format!("There is no letter {number} on the sheet; it has {of}."));
            }
            if all.iter().any(|(known, _)| *known == number) {
                return Err(format!("Letter {number} is answered twice."));
            }
            all.push((number, tick.clone()));
        }
    }
    if all.is_empty() {
        Err("Type what was ticked: 1 a for approved, 2 r and what is to be changed.".into())
    } else {
        Ok(all)
    }
}

fn read_line(line: &str) -> Result<(std::ops::RangeInclusive<usize>, Tick), String> {
    let unclear = || format!("“{line}” is not clear. Type a number, a or r, and the comment: 2 r the dose is 10 mg.");
    let (number, rest) = line.split_once(char::is_whitespace).ok_or_else(unclear)?;
    let (from, to) = number.split_once('-').unwrap_or((number, number));
    let read = |text: &str| text.trim_end_matches('.').parse::<usize>().map_err(|_| unclear());
    let rest = rest.trim();
    let (word, comment) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let tick = match word.to_lowercase().as_str() {
        "a" | "approve" | "approved" if comment.is_empty() => Tick::Approve,
        "a" | "approve" | "approved" => {
            return Err(format!("“{line}”: what is approved has no comment. With one it is returned: r."));
        }
        "r" | "c" | "change" | "return" if comment.trim().is_empty() => {
            return Err(format!("“{line}”: say what is to be changed."));
        }
        "r" | "c" | "change" | "return" => Tick::Change(comment.trim().to_owned()),
        _ => return Err(unclear()),
    };
    Ok((read(from)?..=read(to)?, tick))
}

/// What was ticked, as one change. A letter whose text is no longer the one on paper is refused.
pub fn answered(
    db: Db<'_>,
    sheet: &ApprovalSheet,
    ticks: &[(usize, Tick)],
    (by, on): (&str, NaiveDate),
    who: &str,
    now: NaiveDateTime,
) -> Result<Change, Refusal> {
    if by.trim().is_empty() {
        return Err(Refusal::rule("Say who signed the sheet: a name."));
    }
    let note = format!("on paper, sheet {}, {}; typed in by {who}", sheet.number, dates::screen(on));
    let (mut edits, mut approved, mut returned) = (Change::new(""), 0, 0);
    for (number, tick) in ticks {
        let letter = on_sheet(db, sheet, *number)?;
        let after = match tick {
            Tick::Approve => {
                approved += 1;
                letter.approved(&Sign::OnPaper(by.trim().into(), note.clone()), who, now)?
            }
            Tick::Change(comment) => {
                returned += 1;
                letter.returned(comment, by.trim(), now)?
            }
        };
        edits = edits.and(acts::each(db, "", std::slice::from_ref(&letter), |_| Ok(after.clone()))?);
    }
    let mut change =
        Change::new(format!("Sheet {}: {approved} approved, {returned} returned", sheet.number)).and(edits);
    if is_whole(db, sheet, ticks)? {
        let after = ApprovalSheet { answered_at: Some(stamp(now)), answered_by: who.into(), ..sheet.clone() };
        change = change.update(sheet, &after);
    }
    Ok(change)
}

fn on_sheet(db: Db<'_>, sheet: &ApprovalSheet, number: usize) -> Result<Letter, Refusal> {
    let known = number.checked_sub(1).and_then(|at| sheet.letters.get(at));
    let known = known.ok_or_else(|| Refusal::rule(format!("There is no letter {number} on the sheet.")))?;
    let letter: Letter = db.must(&known.letter)?;
    let name = repo::name(db, &letter)?;
    if letter.binned_at.is_some() {
        return Err(Refusal::rule(format!("Letter {number}, {name}, is in the bin.")));
    }
    if fingerprint(&letter) != known.print {
        let why = "was changed since the sheet was printed: what was signed is not what stands there now. Put it before the author again.";
        return Err(Refusal::rule(format!("Letter {number}, {name}, {why}")));
    }
    Ok(letter)
}

/// Whether nothing on the sheet waits for an answer after these.
fn is_whole(db: Db<'_>, sheet: &ApprovalSheet, ticks: &[(usize, Tick)]) -> Result<bool, Refusal> {
    for (at, known) in sheet.letters.iter().enumerate() {
        let answered = ticks.iter().any(|(number, _)| *number == at + 1);
        let waits = db.get::<Letter>(&known.letter)?.is_some_and(|l| l.state == "awaiting_approval");
        if waits && !answered {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_as_they_are_typed() {
        let all = read_answers("1 a\n2 r the dose is 10 mg\n\n3-4 A; 5. change add the date", 5).unwrap();
        assert_eq!(all[1], (2, Tick::Change("the dose is 10 mg".into())));
        assert_eq!(all[3], (4, Tick::Approve));
        assert_eq!(all[4], (5, Tick::Change("add the date".into())));
    }

    #[test]
    fn what_is_not_clear_is_said() {
        for (typed, said) in [
            ("", "Type what was ticked"),
            ("1", "is not clear"),
            ("x a", "is not clear"),
            ("1 b", "is not clear"),
            ("6 a", "There is no letter 6"),
            ("0 a", "There is no letter 0"),
            ("1 a; 1 r x", "answered twice"),
            ("2 r", "say what is to be changed"),
            ("2 a but the dose", "has no comment"),
        ] {
            let refused = read_answers(typed, 5).unwrap_err();
            assert!(refused.contains(said), "{typed}: {refused}");
        }
    }
}
