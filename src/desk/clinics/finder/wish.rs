//! The wish: its fields, what is typed into them, and what the search makes of it.

use chrono::{Days, Duration, NaiveDate};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{DATES, Deed, Finder, FinderFor};
use crate::app::{Cx, Taken};
use crate::desk::clinics::model::{Appointment, Clinic};
use crate::desk::clinics::repo_free::{HORIZON, Half, Wish};
use crate::desk::clinics::rules_clash::notice_of;
use crate::desk::clinics::rules_needs::{at_home, of_place, places_of, read_place, telephone_only};
use crate::desk::clinics::rules_plan::KINDS;
use crate::desk::clinics::rules_suits::{read_spans, read_suits};
use crate::desk::people::Patient;
use crate::text::{dates, names, when};
use crate::ui::input::TextLine;

/// Where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// The kind of slot.
    Kind,
    /// Whose clinic.
    Consultant,
    /// Which clinic.
    Clinic,
    /// Mornings or afternoons.
    Half,
    /// Which weekdays.
    Days,
    /// The first day that will do.
    From,
    /// When the patient is away.
    Away,
    /// What the place is to have.
    Place,
    /// The slots.
    List,
}

/// The fields in their order, with their labels.
pub(super) const FIELDS: &[(Spot, &str)] = &[
    (Spot::Kind, "Kind"),
    (Spot::Consultant, "Consultant"),
    (Spot::Clinic, "Clinic"),
    (Spot::Half, "Half of day"),
    (Spot::Days, "Weekdays"),
    (Spot::From, "Not before"),
    (Spot::Away, "Away"),
    (Spot::Place, "Place has"),
];

/// What must be known of the patient before a date is offered, each in a sentence.
pub(super) fn notes(patient: &Patient, one: &Appointment, today: NaiveDate) -> Vec<String> {
    let need = |what: &str| match notice_of(what) {
        0 => format!("Needs {what}."),
        days => {
            let first = today + Duration::days(days);
            format!("Needs {what}: {days} days' notice, so from {} on.", dates::screen_weekday(first))
        }
    };
    let mut out: Vec<String> = one.needs.iter().map(|n| need(&n.what)).collect();
    if !patient.need_support.is_empty() {
        out.push(format!("Needs {}.", patient.need_support));
    }
    if !patient.need_contact.is_empty() {
        out.push(format!("Contact: {}.", patient.need_contact));
    }
    if !patient.safe_note.is_empty() {
        out.push(format!("SAFE CONTACT: {}", patient.safe_note));
    }
    out.extend(patient.alerts.iter().map(|a| format!("ALERT: {a}")));
    out
}

/// The first day on which what the patient needs can be arranged; empty: today.
pub(super) fn first_day(one: &Appointment, today: NaiveDate) -> String {
    let notice = one.needs.iter().map(|n| notice_of(&n.what)).max().unwrap_or(0);
    let aim = one.aim_on.as_deref().and_then(|d| d.parse::<NaiveDate>().ok()).map(|d| d - Duration::days(14));
    let first = (today + Duration::days(notice)).max(aim.unwrap_or(today));
    if first > today { dates::screen(first) } else { String::new() }
}

/// The kind that is looked for first: a talk on the telephone for one who is not to be asked to come.
pub(super) fn first_kind(whom: &FinderFor) -> usize {
    let by_telephone = whom.deed == Deed::Book && telephone_only(&whom.one.needs);
    let kind = if by_telephone { "telephone" } else { whom.one.kind.as_str() };
    KINDS.iter().position(|k| *k == kind).unwrap_or(0)
}

/// What the place is to have, from what the patient needs.
pub(super) fn place_line(one: &Appointment) -> TextLine {
    TextLine::new(&of_place(&one.needs).join(", ")).hint("empty: any; hoist").whole()
}

/// What of a place at least one clinic says that it has.
pub(super) fn places(all: &[Clinic]) -> Vec<String> {
    all.iter().flat_map(places_of).collect()
}

/// The place of a name after “anybody”.
pub(super) fn place(all: &[String], name: &str) -> usize {
    all.iter().position(|c| names::fold(c) == names::fold(name)).map_or(0, |n| n + 1)
}

impl Finder {
    /// What is looked for; where a field cannot be read: which, and why.
    pub(super) fn wish(&self) -> Result<Wish, (Spot, String)> {
        let today = self.now.date();
        let days = read_suits(self.days.text()).map_err(|e| (Spot::Days, e))?;
        let away = read_spans(self.away.text(), self.now).map_err(|e| (Spot::Away, e))?;
        let place = read_place(self.place.text()).map_err(|e| (Spot::Place, e))?;
        let from = self.first().map_err(|e| (Spot::From, e))?.unwrap_or(today).max(today);
        let base = Wish {
            kind: Some(KINDS[self.kind].into()),
            consultant: self.consultant.checked_sub(1).map(|n| self.consultants[n].clone()).unwrap_or_default(),
            clinic_id: self.clinic.checked_sub(1).map(|n| self.clinics[n].0.clone()),
            half: self.half,
            days,
            away,
            count: self.count,
            breach_on: self.whom.one.breach(),
            place: if at_home(KINDS[self.kind]) { Vec::new() } else { place },
            ..Wish::from(from)
        };
        Ok(match self.every {
            Some(day) => {
                Wish { from: day, until: day.checked_add_days(Days::new(1)).unwrap_or(day), every: true, ..base }
            }
            None => Wish { until: from.checked_add_days(Days::new(HORIZON)).unwrap_or(from), ..base },
        })
    }

    /// What is made of what the place is to have.
    fn place_said(&self) -> String {
        let Ok(wanted) = read_place(self.place.text()) else { return String::new() };
        let (asked, open): (Vec<String>, Vec<String>) = wanted.into_iter().partition(|w| self.places.contains(w));
        let said = |words: &[String], what: &str| match words {
            [] => String::new(),
            words => format!("{}: {what}", words.join(", ")),
        };
        let open = said(&open, "no clinic says that it has this, so all are shown");
        match () {
            () if at_home(KINDS[self.kind]) => "not asked where the patient does not come".into(),
            () if !open.is_empty() => open,
            () if asked.is_empty() => "hoist, bariatric, wheelchair, ground floor, step-free".into(),
            () => said(&asked, "only clinics that say they have this"),
        }
    }

    fn first(&self) -> Result<Option<NaiveDate>, String> {
        if self.from.text().trim().is_empty() {
            return Ok(None);
        }
        Ok(when::parse(self.from.text(), self.now)?.first().map(|w| w.date))
    }

    /// What a field says.
    pub(super) fn value(&self, spot: Spot) -> String {
        match spot {
            Spot::Kind => KINDS[self.kind].into(),
            Spot::Consultant => {
                self.consultant.checked_sub(1).map_or("anybody".into(), |n| self.consultants[n].clone())
            }
            Spot::Clinic => self.clinic.checked_sub(1).map_or("any clinic".into(), |n| self.clinics[n].1.clone()),
            Spot::Half => half_word(self.half).into(),
            Spot::Days => self.days.text().into(),
            Spot::From => self.from.text().into(),
            Spot::Away => self.away.text().into(),
            Spot::Place => self.place.text().into(),
            Spot::List => String::new(),
        }
    }

    /// What is read from what is typed, for the line below the field.
    pub(super) fn reading(&self, spot: Spot) -> String {
        match spot {
            Spot::From => {
                self.first().ok().flatten().map_or_else(String::new, |d| format!("= {}", dates::screen_weekday(d)))
            }
            Spot::Away => read_spans(self.away.text(), self.now)
                .ok()
                .filter(|s| !s.is_empty())
                .map_or_else(String::new, |s| format!("= {}", super::super::rules_suits::spans_text(&s))),
            Spot::Days => "mon, tue am; empty: all".into(),
            Spot::Place => self.place_said(),
            Spot::List => String::new(),
            _ => "Left, Right or a letter; Enter: to the slots".into(),
        }
    }

    /// To the next field, and from the last to the slots.
    pub(super) fn step(&mut self, by: isize) {
        let len = FIELDS.len() as isize + 1;
        let here = FIELDS.iter().position(|f| f.0 == self.spot).map_or(len - 1, |n| n as isize);
        let to = (here + by).rem_euclid(len);
        self.spot = FIELDS.get(to as usize).map_or(Spot::List, |f| f.0);
    }

    /// The next or the one before of what a field can be.
    pub(super) fn turn(&mut self, spot: Spot, by: isize) {
        let turned = |at: usize, len: usize| (at as isize + by).rem_euclid(len as isize) as usize;
        match spot {
            Spot::Kind => self.kind = turned(self.kind, KINDS.len()),
            Spot::Consultant => self.consultant = turned(self.consultant, self.consultants.len() + 1),
            Spot::Clinic => self.clinic = turned(self.clinic, self.clinics.len() + 1),
            Spot::Half => {
                const ALL: [Option<Half>; 3] = [None, Some(Half::Morning), Some(Half::Afternoon)];
                let at = ALL.iter().position(|h| *h == self.half).unwrap_or(0);
                self.half = ALL[turned(at, ALL.len())];
            }
            _ => return,
        }
        self.fresh();
    }

    /// Another wish: the dates begin anew.
    fn fresh(&mut self) {
        self.count = DATES;
        self.every = None;
    }

    fn line_of(&mut self) -> Option<&mut TextLine> {
        Some(match self.spot {
            Spot::Days => &mut self.days,
            Spot::From => &mut self.from,
            Spot::Away => &mut self.away,
            Spot::Place => &mut self.place,
            _ => return None,
        })
    }

    pub(super) fn paste(&mut self, text: &str, cx: &mut Cx) -> Taken {
        let Some(line) = self.line_of() else { return Taken::No };
        line.paste(text);
        self.fresh();
        self.again(cx);
        Taken::Yes
    }

    pub(super) fn field_key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        let nudge = match key.code {
            KeyCode::Up | KeyCode::Down if self.spot == Spot::From && key.modifiers.is_empty() => Some(key.code),
            KeyCode::BackTab | KeyCode::Up => return self.moved(-1),
            KeyCode::Down => return self.moved(1),
            _ => None,
        };
        let changed = match nudge {
            Some(code) => self.nudged(code == KeyCode::Up),
            None => self.typed(key),
        };
        match changed {
            None => Taken::No,
            Some(false) => Taken::Yes,
            Some(true) => {
                self.fresh();
                self.again(cx);
                Taken::Yes
            }
        }
    }

    fn moved(&mut self, by: isize) -> Taken {
        self.step(by);
        Taken::Yes
    }

    /// A week later or earlier.
    fn nudged(&mut self, later: bool) -> Option<bool> {
        let today = self.now.date();
        let from = self.first().ok().flatten().unwrap_or(today);
        let to = from + Duration::weeks(if later { 1 } else { -1 });
        let text = if to > today { dates::screen(to) } else { String::new() };
        self.from.set_text(&text);
        Some(true)
    }

    /// A key into the field: whether it was of use, and whether something changed.
    fn typed(&mut self, key: KeyEvent) -> Option<bool> {
        let spot = self.spot;
        if let Some(line) = self.line_of() {
            let before = line.text().to_owned();
            return line.handle(key).then(|| line.text() != before);
        }
        let held = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        match key.code {
            KeyCode::Right | KeyCode::Char(' ') if !held => self.turn(spot, 1),
            KeyCode::Left => self.turn(spot, -1),
            KeyCode::Char(c) if !held => self.jump(spot, c),
            _ => return None,
        }
        Some(true)
    }

    /// The next value that begins with a letter.
    fn jump(&mut self, spot: Spot, letter: char) {
        let before = (self.kind, self.consultant, self.clinic, self.half);
        for _ in 0..=KINDS.len().max(self.consultants.len()).max(self.clinics.len()) {
            self.turn(spot, 1);
            let value = self.value(spot);
            if value.to_lowercase().trim_start_matches("dr ").starts_with(letter.to_ascii_lowercase()) {
                return;
            }
        }
        (self.kind, self.consultant, self.clinic, self.half) = before;
    }
}

/// Which half of the day, in a word.
pub(super) fn half_word(half: Option<Half>) -> &'static str {
    match half {
        None => "all day",
        Some(Half::Morning) => "mornings",
        Some(Half::Afternoon) => "afternoons",
    }
}
