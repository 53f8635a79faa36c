//! An appointment in full: the patient's banner, its facts with the attendance code, the history of its moves, and the
//! letters, tasks and queries that hang on it.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::booked::{self, About};
use super::model::Appointment;
use super::rules_short::priority_word;
use super::rules_suits::spans_text;
use super::{form_appointment, repo};
use crate::app::{Cx, Effect, Input, Layer, Row, Taken};
use crate::desk::inbox::Query;
use crate::desk::letters::Letter;
use crate::desk::people::model::{Banner, banner};
use crate::desk::tasks::Task;
use crate::desk::{links, people};
use crate::keys::{Done, Place, row};
use crate::store::{Db, Refusal};
use crate::text::dates;
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::prose::{Para, Scroll, scroll_text};
use crate::ui::{Look, Meaning, banner as drawn, panel, pen};

/// From this width on facts and threads stand side by side.
const WIDE: u16 = 100;

/// An appointment in full.
pub struct Whole {
    one: Appointment,
    name: String,
    /// The name with its mark.
    shown: String,
    banner: Banner,
    facts: Vec<Para>,
    targets: Vec<(String, String)>,
    lines: Vec<Line>,
    state: ListState,
    scroll: Scroll,
}

/// Opens an appointment in full; that the record was opened is written down.
///
/// # Errors
/// It is gone, or the desk cannot be read.
pub fn open(id: &str, cx: &mut Cx) -> Done {
    let whole = Whole::read(id, cx)?;
    cx.viewed("patient", &whole.one.patient_id, &format!("Opened {}", whole.name))?;
    cx.open(whole);
    Ok(())
}

impl Whole {
    fn read(id: &str, cx: &Cx) -> Result<Self, Refusal> {
        let one: Appointment = cx.db().must(id)?;
        let patient = people::repo::patient(cx.db(), &one.patient_id)?;
        let banner = banner(&patient, &people::repo::practice_name(cx.db(), &patient)?, cx.now);
        let (targets, lines) = threads(&one, cx)?.into_iter().unzip();
        Ok(Self {
            facts: facts(&one, cx)?,
            name: patient.name(),
            shown: people::repo::marked_name(cx.db(), &patient)?,
            banner,
            targets,
            lines,
            one,
            state: ListState::default(),
            scroll: Scroll::default(),
        })
    }

    fn about(&self) -> About {
        About::patient(&self.one.patient_id)
    }

    /// Opens what is selected: another appointment over this one, anything else in its pane.
    fn enter(&mut self, cx: &mut Cx) -> Done {
        let Some((kind, id)) = self.targets.get(self.state.selected()).cloned() else {
            return Err(Refusal::rule("Nothing is tied to this appointment yet."));
        };
        if kind == "appointment" {
            return if id == self.one.id { Err(Refusal::rule("This is the one that is open.")) } else { open(&id, cx) };
        }
        cx.ask(Effect::Close);
        cx.show(kind, id);
        Ok(())
    }

    fn edit(&mut self, cx: &mut Cx) -> Done {
        if self.one.state != "waiting" {
            return Err(Refusal::rule(
                "Only what waits for a date is edited here; what is booked is moved or cancelled.",
            ));
        }
        let form = form_appointment::edit(&self.one, cx);
        cx.open(form);
        Ok(())
    }
}

fn facts(one: &Appointment, cx: &Cx) -> Result<Vec<Para>, Refusal> {
    let day = |iso: &Option<String>| iso.as_deref().and_then(|d| d.parse().ok()).map(dates::screen_weekday);
    let time = |iso: &Option<String>| iso.as_deref().and_then(|d| d.parse().ok()).map(dates::stamp_weekday);
    let session = one.session_id.as_deref().map(|id| repo::session(cx.db(), id, cx.today())).transpose()?;
    let place = session.as_ref().map(|s| format!("{} · {}", s.name, s.where_it_is()));
    let clinic = place.or_else(|| one.clinic_id.as_deref().map(|id| repo::clinic_name(cx.db(), id)));
    let breach = one.breach().map(|d| {
        let late = if one.day().unwrap_or(cx.today()) > d { " LATE" } else { "" };
        format!("{} ({}){late}", dates::screen_weekday(d), one.pathway)
    });
    let text = |t: &str| Some(t.to_owned()).filter(|t| !t.is_empty());
    let needs = one.needs.iter().map(|n| n.what.as_str()).collect::<Vec<_>>().join(", ");
    let short = one.short_notice.then(|| format!("yes, {} days' notice", one.notice_days));
    let offers =
        one.offers.iter().map(|o| format!("{} {}", time(&Some(o.start.clone())).unwrap_or_default(), o.answer));
    let all: Vec<(&str, Option<String>)> = vec![
        ("State", Some(format!("{} · attendance code {}", one.state_words(), one.attendance_code()))),
        ("When", one.starts().map(|at| format!("{}, {} min", dates::stamp_weekday(at), one.minutes))),
        ("Clinic", clinic),
        ("Consultant", text(&one.consultant)),
        ("Kind", text(&one.kind)),
        ("Reason", text(&one.reason)),
        ("Priority", Some(priority_word(one.priority).into())),
        ("Referred on", day(&one.referred_on)),
        ("Referred by", one.referrer_id.as_deref().map(|id| people::repo::name_contact(cx.db(), id))),
        ("Breach date", breach),
        ("Book by", day(&one.book_by)),
        ("To come about", day(&one.aim_on)),
        ("Needs", text(&needs)),
        ("Short notice", short),
        ("Suits", text(&one.suits.join(", "))),
        ("Away", text(&spans_text(&one.away))),
        ("Offers", text(&offers.collect::<Vec<_>>().join("; "))),
        ("Told by", text(&one.told)),
        ("Booked", time(&one.booked_at).map(|at| format!("{at} by {}, {}", one.booked_by, one.method))),
        ("Arrived", time(&one.arrived_at)),
        ("Seen", time(&one.seen_at)),
        ("Ended", time(&one.ended_at)),
        ("Why", text(&one.end_reason)),
        ("Notes", text(&one.notes)),
    ];
    Ok(all.into_iter().filter_map(|(label, text)| Some(Para::fact(label, text?))).collect())
}

type Thread = ((String, String), Line);

/// The moves first, then what hangs on any of them.
fn threads(one: &Appointment, cx: &Cx) -> Result<Vec<Thread>, Refusal> {
    let chain = repo::chain(cx.db(), one)?;
    let mut all: Vec<Thread> = Vec::new();
    if chain.len() > 1 {
        all.extend(chain.iter().map(|a| (("appointment".to_owned(), a.id.clone()), moved(a, a.id == one.id))));
    }
    for id in chain.iter().map(|a| a.id.as_str()) {
        for (kind, other) in links::others(cx.db(), id)? {
            let known = all.iter().any(|t| t.0.1 == other);
            if let Some(line) = thread(cx.db(), &kind, &other)?.filter(|_| !known) {
                all.push(((kind, other), line));
            }
        }
    }
    Ok(all)
}

fn moved(one: &Appointment, here: bool) -> Line {
    let at = one.starts().map_or_else(|| "waits for a date".into(), dates::stamp_weekday);
    let why = if one.end_reason.is_empty() { String::new() } else { format!(": {}", one.end_reason) };
    let here = if here { " (this one)" } else { "" };
    let what = format!("{at} {} {}{why}{here}", one.kind, one.state_words());
    Line::new(one.id.clone(), Meaning::None, ["appointment".to_owned(), what])
}

fn thread(db: Db<'_>, kind: &str, id: &str) -> Result<Option<Line>, Refusal> {
    let line = |open: bool, word: &str, text: String| {
        let meaning = if open { Meaning::ToDo } else { Meaning::Done };
        Line::new(id.to_owned(), meaning, [word.to_owned(), text])
    };
    Ok(match kind {
        "letter" => db
            .get::<Letter>(id)?
            .map(|l| line(l.is_unsent(), "letter", format!("{}, {}", l.title, l.state.replace('_', " ")))),
        "task" => db.get::<Task>(id)?.map(|t| line(!t.is_over(), "task", format!("{}, {}", t.title, t.state))),
        "query" => db.get::<Query>(id)?.map(|q| line(!q.is_over(), "call", format!("{}, {}", q.gist(), q.state))),
        "appointment" => db.get::<Appointment>(id)?.map(|a| moved(&a, false)),
        _ => None,
    })
}

static ROWS: &[Row<Whole>] = &[
    row!(
        "whole.open",
        ["enter"],
        "Open",
        "Open the selected letter, task, call or earlier date.",
        Place::Footer(1),
        Whole::enter
    ),
    row!("whole.move", ["m"], "Move", "Look for another date.", Place::Footer(2), |whole, cx| {
        booked::move_one(&whole.one.clone(), &whole.about(), cx)
    }),
    row!(
        "whole.cancel",
        ["x"],
        "Cancel it",
        "Cancel it, with a reason from a short list.",
        Place::Footer(3),
        |whole, cx| { booked::cancel_one(&whole.one.clone(), &whole.about(), cx) }
    ),
    row!("whole.edit", ["e"], "Edit", "Edit what the patient waits for.", Place::Footer(4), Whole::edit),
    row!("whole.patient", ["p"], "Patient", "Show the patient's record.", Place::Footer(5), |whole, cx| {
        cx.ask(Effect::Close);
        cx.show("patient", whole.one.patient_id.clone());
        Ok(())
    }),
];

impl Layer for Whole {
    const SCOPE: &'static str = "+whole";

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) -> Taken {
        use crossterm::event::KeyCode;
        let Input::Key(key) = input else { return Taken::No };
        match key.code {
            KeyCode::Left => self.scroll.offset = self.scroll.offset.saturating_sub(3),
            KeyCode::Right => self.scroll.offset = self.scroll.offset.saturating_add(3),
            _ => return self.state.handle(&self.lines, *key).into(),
        }
        Taken::Yes
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        let (state, scroll) = (self.state.clone(), self.scroll);
        *self = Self::read(&self.one.id.clone(), cx)?;
        (self.state, self.scroll) = (state, scroll);
        self.state.keep(&self.lines);
        Ok(())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let word = if self.one.state == "waiting" { "Waits for a date" } else { "Appointment" };
        let inner = panel::panel(frame, area, &format!("{word} · {}", self.shown), true, look);
        let mut rest = inner;
        for parts in [&self.banner.line, &self.banner.second] {
            rest = drawn::parts(frame, rest, self.banner.dead, parts, look);
        }
        let flags: Vec<String> = self.banner.flags.iter().map(|f| format!("! {f}")).collect();
        rest = drawn::parts(frame, rest, self.banner.dead, &flags, look);
        let (left, right) = halves(rest);
        let place = panel::panel(frame, left, "Facts · Left and Right scroll", false, look);
        scroll_text(frame, place, &self.facts, &mut self.scroll, look);
        let list =
            List { columns: COLUMNS, empty: "Nothing is tied to it yet.", hint: "m Move   x Cancel it", focused: true };
        list.draw_in_panel(
            frame,
            right,
            "Moves, letters, tasks, calls · Enter opens",
            &self.lines,
            &mut self.state,
            look,
        )
    }
}

const COLUMNS: &[Column] = &[Column::fixed(11).priority(1), Column::min(20).identifier()];

fn halves(area: Rect) -> (Rect, Rect) {
    if area.width >= WIDE {
        let left = area.width / 2;
        return (Rect { width: left, ..area }, Rect { x: area.x + left, width: area.width - left, ..area });
    }
    let high = area.height * 3 / 5;
    (Rect { height: high, ..area }, pen::below(area, high))
}
