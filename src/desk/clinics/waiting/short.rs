//! A slot that has become free is offered to the three short-notice patients whom it fits best. Nobody is booked by itself.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::app::{Cx, Input, Layer, Row, Taken};
use crate::desk::clinics::acts::{self, Booking};
use crate::desk::clinics::kit::Kit;
use crate::desk::clinics::model::Appointment;
use crate::desk::clinics::rules_clash::sentence;
use crate::desk::clinics::rules_short::{Fit, Freed, best};
use crate::desk::clinics::{repo, rules_session::Taken as Sitting};
use crate::desk::people;
use crate::desk::people::Patient;
use crate::desk::people::model::short_line;
use crate::desk::people::repo::Marks;
use crate::keys::{Command, Done, Place};
use crate::store::{Change, Refusal};
use crate::text::{dates, names, phone};
use crate::ui::list::{Line, ListState};
use crate::ui::{Look, Meaning, overlay, pen, width};

/// What a patient who comes earlier is moved with.
const EARLIER: &str = "earlier date at short notice";

/// Offers the slot that an appointment has left, where it can still be had and somebody fits.
///
/// # Errors
/// The desk cannot be read.
pub fn offer_freed(left: &Appointment, cx: &mut Cx) -> Done {
    let Some(id) = &left.session_id else { return Ok(()) };
    let session = repo::session(cx.db(), id, cx.today())?;
    let Some(freed) = Freed::of(left, &session) else { return Ok(()) };
    let taken: Sitting = repo::taken_in(cx.db(), &session)?;
    let free = session.free(&taken, Some(&freed.kind), cx.now);
    if !free.iter().any(|p| p.slot.at == freed.at && p.n == freed.n) {
        return Ok(());
    }
    let layer = ShortNotice::new(freed, cx)?;
    if !layer.fits.is_empty() {
        cx.open(layer);
    }
    Ok(())
}

/// Those who are offered a slot.
pub struct ShortNotice {
    freed: Freed,
    fits: Vec<(Fit, Patient)>,
    lines: Vec<Line>,
    state: ListState,
    /// The selected one is being rung.
    ringing: bool,
    warned: bool,
    identity: Vec<String>,
    marks: Marks,
}

impl ShortNotice {
    fn new(freed: Freed, cx: &Cx) -> Result<Self, Refusal> {
        let mut layer = Self {
            freed,
            fits: Vec::new(),
            lines: Vec::new(),
            state: ListState::default(),
            ringing: false,
            warned: false,
            identity: Vec::new(),
            marks: Marks::default(),
        };
        layer.read(cx)?;
        Ok(layer)
    }

    fn read(&mut self, cx: &Cx) -> Done {
        let all = repo::short_notice(cx.db(), self.freed.start.date())?;
        self.fits.clear();
        for fit in best(&all, &self.freed, cx.now) {
            let patient = people::repo::patient(cx.db(), &fit.one.patient_id)?;
            self.fits.push((fit, patient));
        }
        self.fits.retain(|(fit, p)| p.goes_out(&fit.one.died_reason).is_ok());
        self.marks.learn(cx.db(), self.fits.iter().map(|(_, p)| p.id.as_str()))?;
        self.lines = self.fits.iter().map(|(f, _)| Line::new(f.one.id.clone(), Meaning::None, [])).collect();
        self.identity = self.fits.iter().map(|(_, p)| short_line(p, cx.now)).collect();
        self.state.keep(&self.lines);
        Ok(())
    }

    fn selected(&self) -> Result<&(Fit, Patient), Refusal> {
        let none = || Refusal::rule("Nobody else fits this slot: Esc goes on.");
        self.fits.get(self.state.selected()).ok_or_else(none)
    }

    fn ring(&mut self, cx: &mut Cx) -> Done {
        let (_, patient) = self.selected()?;
        cx.viewed("patient", &patient.id, &format!("Opened {}", patient.name()))?;
        self.ringing = true;
        self.warned = false;
        Ok(())
    }

    fn takes_it(&mut self, cx: &mut Cx) -> Done {
        let (fit, _) = self.selected()?;
        let one = fit.one.clone();
        let booking = self.booking(&one, cx)?;
        if !self.warned
            && let Some(said) = sentence(&booking.clashes, "y again books it all the same.")
        {
            self.warned = true;
            return Err(Refusal::rule(said));
        }
        let (new, now) = (booking.appointment.clone(), cx.now);
        cx.apply_if(&booking.change, |db| acts::holds(db, &new, now))?;
        cx.close();
        // One who comes earlier leaves a later slot.
        if one.state == "booked" { offer_freed(&one, cx) } else { Ok(()) }
    }

    fn booking(&self, one: &Appointment, cx: &Cx) -> Result<Booking, Refusal> {
        let kit = Kit::of(cx)?;
        let session = repo::session(cx.db(), &self.freed.session_id, cx.today())?;
        let (at, n) = (self.freed.at.as_str(), self.freed.n);
        if one.state == "booked" {
            return acts::move_to(kit.at(cx), one, false, EARLIER, (&session, at, n), "telephone");
        }
        acts::book(kit.at(cx), one, &session, at, n, "telephone")
    }

    /// Declined: written down, and on to the next.
    fn declined(&mut self, cx: &mut Cx) -> Done {
        let (fit, patient) = self.selected()?;
        let after = fit.one.offered(self.freed.start, "declined", cx.now);
        let label = format!("Declined {}: {}", dates::stamp_weekday(self.freed.start), patient.name());
        cx.apply(&Change::new(label).update(&fit.one, &after))?;
        self.ringing = false;
        self.read(cx)?;
        if self.fits.is_empty() {
            cx.close();
        }
        Ok(())
    }

    fn title(&self) -> String {
        let freed = &self.freed;
        format!("Free now: {} {}, {}", dates::stamp_weekday(freed.start), freed.kind, freed.clinic)
    }

    fn list_rows(&self, room: usize) -> Vec<(String, bool)> {
        let mut rows = vec![("Offer it to one who comes at short notice:".to_owned(), false), (String::new(), false)];
        for (n, (fit, patient)) in self.fits.iter().enumerate() {
            let here = n == self.state.selected();
            let mark = if here { ">" } else { " " };
            let now = match fit.one.starts() {
                Some(at) => format!(" (booked {})", dates::stamp_weekday(at)),
                None => String::new(),
            };
            let name = names::marked(patient.name(), self.marks.of(Some(&patient.id)));
            let first = format!("{mark} {}. {name}{now}", n + 1);
            rows.extend(width::wrap(&first, room).into_iter().map(|r| (r, here)));
            rows.extend(
                width::wrap(&fit.reason, room.saturating_sub(5)).into_iter().map(|r| (format!("     {r}"), here)),
            );
        }
        rows.push((String::new(), false));
        rows.extend(
            width::wrap("Enter rings the marked one · Esc offers it to nobody", room).into_iter().map(|r| (r, false)),
        );
        rows
    }

    fn ring_rows(&self, room: usize) -> Vec<(String, bool)> {
        let Some((fit, patient)) = self.fits.get(self.state.selected()) else { return Vec::new() };
        let mut text = Vec::new();
        if !patient.safe_note.is_empty() {
            text.push((format!("! SAFE CONTACT: {}", patient.safe_note), true));
        }
        if !patient.need_contact.is_empty() {
            text.push((format!("! Contact: {}", patient.need_contact), true));
        }
        text.push((self.identity.get(self.state.selected()).cloned().unwrap_or_default(), false));
        text.push((fit.reason.clone(), false));
        for number in &patient.phones {
            text.push((format!("{}  {}", phone::tidy(&number.number), number.label), true));
        }
        if patient.phones.is_empty() {
            text.push(("No telephone number is known.".into(), true));
        }
        let message = if patient.voicemail_ok { "A message may be left." } else { "Leave no message." };
        text.push((message.into(), false));
        text.push((String::new(), false));
        text.push(("y takes it · n declined, the next one · Esc back".into(), false));
        text.into_iter().flat_map(|(t, strong)| width::wrap(&t, room).into_iter().map(move |r| (r, strong))).collect()
    }
}

fn is_ringing(layer: &ShortNotice, _: &Cx) -> Result<(), String> {
    if layer.ringing { Ok(()) } else { Err("Enter rings the marked one first.".into()) }
}

fn is_choosing(layer: &ShortNotice, _: &Cx) -> Result<(), String> {
    if layer.ringing { Err("y takes it, n declined, Esc back to the list.".into()) } else { Ok(()) }
}

static ROWS: &[Row<ShortNotice>] = &[
    Command {
        id: "short.ring",
        keys: &["enter"],
        label: "Ring",
        sentence: "Show the numbers of the marked one, to ring and offer the slot.",
        place: Place::Footer(1),
        everywhere: false,
        ready: is_choosing,
        run: ShortNotice::ring,
    },
    Command {
        id: "short.takes",
        keys: &["y"],
        label: "Takes it",
        sentence: "The patient takes the slot: book it.",
        place: Place::Footer(2),
        everywhere: false,
        ready: is_ringing,
        run: ShortNotice::takes_it,
    },
    Command {
        id: "short.declined",
        keys: &["n"],
        label: "Declined",
        sentence: "The patient declined: write it down and go on to the next.",
        place: Place::Footer(3),
        everywhere: false,
        ready: is_ringing,
        run: ShortNotice::declined,
    },
];

impl Layer for ShortNotice {
    const SCOPE: &'static str = "+short";

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) -> Taken {
        match input {
            Input::Key(key) if !self.ringing => self.state.handle(&self.lines, *key).into(),
            _ => Taken::No,
        }
    }

    fn esc(&mut self, cx: &mut Cx) {
        if self.ringing {
            self.ringing = false;
        } else {
            cx.close();
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.read(cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let wide = 76.min(area.width);
        let room = usize::from(wide.saturating_sub(4)).max(1);
        let rows = if self.ringing { self.ring_rows(room) } else { self.list_rows(room) };
        let inner = overlay::open(frame, area, (wide, rows.len() as u16 + 2), &self.title(), look);
        let mut cursor = None;
        for (y, (row, strong)) in rows.iter().enumerate().take(usize::from(inner.height)) {
            let style = match (self.ringing, strong) {
                (true, true) => look.theme.act_now,
                (false, true) => look.theme.selected,
                _ => look.theme.base,
            };
            pen::put(frame.buffer_mut(), inner, 1, y as u16, row, style);
            if row.starts_with('>') && look.plain {
                cursor = Some(Position::new(inner.x, inner.y + y as u16));
            }
        }
        cursor
    }
}
