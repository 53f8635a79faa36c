//! How the call card looks: the banner, the fields, what stands beside them, what is done with it.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::permit::TICKS;
use super::{CallCard, ORDER, Spot};
use crate::text::{dates, names};
use crate::ui::banner::{self, BannerKind};
use crate::ui::prose::{self, Scroll, scroll_text};
use crate::ui::{Look, panel, pen, width};

/// From this width on the person stands beside the fields; a screen reader would read the two into one another.
const WIDE: u16 = 96;
const LABEL: u16 = 14;
/// So many of those found are shown.
const FOUND: usize = 6;
/// The field in which a promise is typed.
const PROMISED: u16 = 22;
/// Rows of the caller's words, where there is room and where there is little.
const WORDS: (u16, u16) = (5, 3);
/// Fewer rows than these are little.
const HIGH: u16 = 24;

fn label(spot: Spot) -> &'static str {
    match spot {
        Spot::About => "About",
        Spot::Caller => "Caller",
        Spot::Relation => "Relation",
        Spot::Ticks => "Has given",
        Spot::Words => "Own words",
        Spot::Number => "Number",
        Spot::Message => "Message",
        Spot::Kind => "Kind",
        Spot::Tone => "Sounds",
        Spot::Promised => "Promised by",
        Spot::Consultant => "Consultant",
        Spot::Mode => "Came by",
        Spot::Bar => "",
    }
}

impl CallCard {
    pub(super) fn draw_card(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let inner = panel::panel(frame, area, &self.heading(), true, look);
        self.rows = if inner.height < HIGH { WORDS.1 } else { WORDS.0 };
        let body = self.draw_banner(frame, inner, look);
        let lines = self.bar_lines(body.width);
        let bar = (lines.len() as u16).min(body.height / 4);
        let rest = Rect { height: body.height - bar, ..body };
        let cursor = if rest.width >= WIDE && !look.plain {
            let left = rest.width * 3 / 5;
            let side = Rect { x: rest.x + left + 2, width: rest.width - left - 2, ..rest };
            self.draw_side(frame, side, true, look);
            self.draw_fields(frame, Rect { width: left, ..rest }, look)
        } else {
            let most = if self.acts() { rest.height * 3 / 5 } else { rest.height * 2 / 5 };
            let below = (prose::height(&self.panel(false), rest.width) as u16).min(most);
            let side = Rect { y: rest.y + rest.height - below, height: below, ..rest };
            self.draw_side(frame, side, false, look);
            self.draw_fields(frame, Rect { height: rest.height - below, ..rest }, look)
        };
        let line = Rect { y: body.bottom() - bar, height: bar, ..body };
        let on_bar = self.draw_bar(frame, line, &lines, look);
        if self.acts() { on_bar } else { cursor }
    }

    fn heading(&self) -> String {
        let received = self.query.received();
        let at = format!("{} {}", dates::screen_weekday(received.date()), dates::time(received.time()));
        let state = match &self.before {
            None => "not filed yet, kept as it is typed".to_owned(),
            Some(b) if b.draft => "draft".to_owned(),
            Some(b) if self.touched => format!("{}, changes not filed yet", b.state),
            Some(b) => b.state.clone(),
        };
        format!("Call · {at} · {state}")
    }

    /// At most half of the card: the words must stay in sight.
    fn draw_banner(&self, frame: &mut Frame, area: Rect, look: &Look) -> Rect {
        let text = self.banner();
        if text.is_empty() {
            return area;
        }
        let high = banner::height(&text, area.width).min(area.height / 2);
        banner::banner(frame, Rect { height: high, ..area }, BannerKind::Alarm, &text, look);
        pen::below(area, high)
    }

    fn draw_side(&self, frame: &mut Frame, area: Rect, wide: bool, look: &Look) {
        scroll_text(frame, area, &self.panel(wide), &mut Scroll::default(), look);
    }

    /// What acts, in as many rows as it needs.
    fn bar_lines(&self, wide: u16) -> Vec<Vec<(&'static str, &'static str)>> {
        let mut lines = vec![Vec::new()];
        let mut used = self.bar_lead().len();
        for (key, label) in self.letters() {
            let need = key.len() + label.len() + 3;
            if used + need > usize::from(wide) + 2 {
                lines.push(Vec::new());
                used = 2;
            }
            used += need;
            if let Some(line) = lines.last_mut() {
                line.push((key, label));
            }
        }
        lines
    }

    fn bar_lead(&self) -> &'static str {
        if self.acts() { "> Filed. " } else { "  Ctrl-S files, then: " }
    }

    fn draw_bar(
        &self,
        frame: &mut Frame,
        area: Rect,
        lines: &[Vec<(&'static str, &'static str)>],
        look: &Look,
    ) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        let buf = frame.buffer_mut();
        let acts = self.acts();
        let (plain, key_style) =
            if acts { (look.theme.base, look.theme.key) } else { (look.theme.dim, look.theme.dim) };
        for (y, line) in (0..area.height).zip(lines) {
            let lead = if y == 0 { self.bar_lead() } else { "  " };
            let mut x = pen::put(buf, area, 0, y, lead, if acts { look.theme.title } else { plain });
            for (key, label) in line {
                x = pen::put(buf, area, x, y, key, key_style);
                x = pen::put(buf, area, x + 1, y, label, plain) + 2;
            }
        }
        Some(Position::new(area.x, area.y))
    }

    fn draw_fields(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let shown: Vec<Spot> = ORDER.iter().copied().filter(|s| *s != Spot::Bar && self.is_shown(*s)).collect();
        let heights: Vec<u16> = shown.iter().map(|s| self.height(*s, area.width)).collect();
        let focus = shown.iter().position(|s| *s == self.at).unwrap_or(0);
        let first = first_shown(&heights, focus, area.height);
        let mut y = area.y;
        let mut cursor = None;
        for (spot, high) in shown.iter().zip(&heights).skip(first) {
            if y >= area.bottom() {
                break;
            }
            let block = Rect { y, height: (*high).min(area.bottom() - y), ..area };
            let here = self.draw_field(frame, block, *spot, look);
            cursor = if *spot == self.at { here } else { cursor };
            y += high;
        }
        cursor
    }

    fn height(&self, spot: Spot, wide: u16) -> u16 {
        let place = wide.saturating_sub(LABEL);
        let (below, fault) = (self.below(spot, place), self.fault_rows(spot, place));
        self.own(spot, place) + (below.len() + fault.len()) as u16
    }

    /// The rows of a field without what stands below it.
    fn own(&self, spot: Spot, wide: u16) -> u16 {
        match spot {
            Spot::Ticks => tick_rows(wide).len() as u16,
            Spot::Words => self.rows,
            Spot::About if self.finds() => 1 + self.found.len().min(FOUND) as u16,
            _ => 1,
        }
    }

    /// Whether the finder shows what it found.
    fn finds(&self) -> bool {
        self.at == Spot::About && self.person.is_none() && !self.about.is_empty()
    }

    fn fault_rows(&self, spot: Spot, wide: u16) -> Vec<String> {
        let fault = self.fault.as_ref().filter(|f| f.0 == spot);
        fault.map_or_else(Vec::new, |f| width::wrap(&f.1, usize::from(wide)))
    }

    /// What stands below a field in rows of its own, so that none of it is cut.
    fn below(&self, spot: Spot, wide: u16) -> Vec<String> {
        let text = match spot {
            Spot::About if self.finds() => self.found_note(),
            Spot::Ticks => self.check_line().unwrap_or_default(),
            Spot::Words => self.mentions(),
            Spot::Kind | Spot::Tone | Spot::Mode | Spot::Consultant if spot == self.at => self.others(spot, wide).1,
            Spot::Promised => self.reading(wide).1,
            _ => String::new(),
        };
        // A place is kept for what is being held against the record.
        if spot == Spot::Ticks && self.says.is_some() { vec![text] } else { width::wrap(&text, usize::from(wide)) }
    }

    /// What else can be chosen: beside the value where it fits there, else below it.
    fn others(&self, spot: Spot, wide: u16) -> (String, String) {
        let (words, chosen) = self.choices(spot);
        let others = words.iter().filter(|w| !w.is_empty()).copied().collect::<Vec<_>>().join(" · ");
        beside_or_below(others, width::width(chosen).max(4) + 3, wide)
    }

    /// How what is promised is read: beside the field where it fits there, else below it.
    fn reading(&self, wide: u16) -> (String, String) {
        if self.promised.is_empty() {
            return (String::new(), String::new());
        }
        let text = match crate::text::when::parse(self.promised.text(), self.now) {
            Ok(found) => format!("= {}", found.iter().map(ToString::to_string).collect::<Vec<_>>().join("   or ")),
            Err(why) => why,
        };
        beside_or_below(text, usize::from(PROMISED) + 1, wide)
    }

    fn draw_field(&mut self, frame: &mut Frame, block: Rect, spot: Spot, look: &Look) -> Option<Position> {
        let focused = spot == self.at;
        let style = if focused { look.theme.title } else { look.theme.dim };
        let mark = if focused { ">" } else { " " };
        pen::put_short(frame.buffer_mut(), block, (0, 0), LABEL, &format!("{mark} {}", label(spot)), style);
        let place = Rect { x: block.x + LABEL, width: block.width.saturating_sub(LABEL), ..block };
        let faults = self.fault_rows(spot, place.width);
        put_rows(frame, place, place.height.saturating_sub(faults.len() as u16), &faults, look.theme.error);
        let notes = self.below(spot, place.width);
        put_rows(frame, place, self.own(spot, place.width), &notes, look.theme.dim);
        match spot {
            Spot::About => self.draw_about(frame, place, look, focused),
            Spot::Ticks => self.draw_ticks(frame, place, look, focused),
            Spot::Words => self.draw_words(frame, place, look, focused),
            Spot::Message => {
                let text = if self.query.message_ok { "yes, a message may be left" } else { "no message" };
                draw_value(frame, place, text, "Space turns it", look, focused)
            }
            Spot::Kind | Spot::Tone | Spot::Mode | Spot::Consultant => {
                let (others, _) = self.others(spot, place.width);
                let (_, chosen) = self.choices(spot);
                let chosen = if chosen.is_empty() { "none" } else { chosen };
                draw_value(frame, place, chosen, &others, look, focused)
            }
            Spot::Promised => self.draw_promised(frame, place, look, focused),
            Spot::Caller => self.caller.draw(frame, place, look, focused),
            Spot::Relation => self.relation.draw(frame, place, look, focused),
            Spot::Number => self.number.draw(frame, place, look, focused),
            Spot::Bar => None,
        }
    }

    /// The finder, and those it found: by name alone, so that nobody is led.
    fn draw_about(&mut self, frame: &mut Frame, place: Rect, look: &Look, focused: bool) -> Option<Position> {
        let cursor = self.about.draw(frame, pen::row(place, 0), look, focused);
        if !self.finds() {
            return cursor;
        }
        let first = (self.chosen + 1).saturating_sub(FOUND);
        let buf = frame.buffer_mut();
        for (y, (n, found)) in (1..).zip(self.found.iter().enumerate().skip(first).take(FOUND)) {
            let here = n == self.chosen;
            let style = if here { look.theme.selected } else { look.theme.base };
            let what = if found.kind == "contact" { format!("   {}", found.detail) } else { String::new() };
            let name = names::marked(found.title.clone(), self.marks.get(&found.id).copied().unwrap_or_default());
            let text = format!("{} {name}{what}", if here { ">" } else { " " });
            pen::put_short(buf, place, (0, y), place.width, &text, style);
        }
        cursor
    }

    fn found_note(&self) -> String {
        let alike = self.found.iter().filter(|f| self.found.first().is_some_and(|one| one.title == f.title)).count();
        match self.found.len() {
            0 => "On no record with all of this. Tab keeps it as typed.".into(),
            _ if alike > 1 => format!("{alike} of this name: ask for the date of birth or a number, and type it here."),
            n => format!("{n} found · Enter picks · Tab keeps it as typed"),
        }
    }

    /// What is being held against the record, or what came of it.
    fn check_line(&self) -> Option<String> {
        if self.says.is_some() {
            return Some(String::new());
        }
        let hint = "A letter ticks; a digit or = checks what is said.";
        let said = if self.verdict.is_empty() { hint } else { &self.verdict };
        (self.at == Spot::Ticks || !self.verdict.is_empty()).then(|| said.to_owned())
    }

    fn draw_ticks(&mut self, frame: &mut Frame, place: Rect, look: &Look, focused: bool) -> Option<Position> {
        let rows = tick_rows(place.width);
        let buf = frame.buffer_mut();
        let mut cursor = Position::new(place.x, place.y);
        for (y, row) in (0..).zip(&rows) {
            let mut x = 0;
            for at in row {
                let (key, id, words) = TICKS[*at];
                let ticked = self.query.ticked.iter().any(|t| t == id);
                if focused && *at == self.tick {
                    cursor = Position::new(place.x + x + 1, place.y + y);
                }
                x = pen::put(buf, place, x, y, if ticked { "[x] " } else { "[ ] " }, look.theme.base);
                x = pen::put(buf, place, x, y, &key.to_string(), look.theme.key);
                x = pen::put(buf, place, x + 1, y, words, look.theme.base) + 2;
            }
        }
        let below = pen::row(place, rows.len() as u16);
        if let Some(line) = self.says.as_mut().filter(|_| !below.is_empty()) {
            return line.draw(frame, below, look, focused);
        }
        focused.then_some(cursor)
    }

    fn draw_words(&mut self, frame: &mut Frame, place: Rect, look: &Look, focused: bool) -> Option<Position> {
        let area = Rect { height: self.rows.min(place.height), ..place };
        let cursor = self.words.draw(frame, area, look);
        pen::tint(frame.buffer_mut(), area, if focused { look.theme.field_focus } else { look.theme.field });
        cursor.filter(|_| focused)
    }

    /// What is read from what was typed stands beside it.
    fn draw_promised(&mut self, frame: &mut Frame, place: Rect, look: &Look, focused: bool) -> Option<Position> {
        let field = Rect { width: place.width.min(PROMISED), height: 1, ..place };
        let cursor = self.promised.draw(frame, field, look, focused);
        let (text, x) = (self.reading(place.width).0, field.width + 1);
        pen::put_short(frame.buffer_mut(), place, (x, 0), place.width.saturating_sub(x), &text, look.theme.dim);
        cursor
    }
}

/// A text beside something so wide where it fits there, else below it.
fn beside_or_below(text: String, taken: usize, wide: u16) -> (String, String) {
    if taken + width::width(&text) <= usize::from(wide) { (text, String::new()) } else { (String::new(), text) }
}

fn put_rows(frame: &mut Frame, place: Rect, from: u16, rows: &[String], style: ratatui::style::Style) {
    for (y, row) in (from..place.height).zip(rows) {
        pen::put_short(frame.buffer_mut(), place, (0, y), place.width, row, style);
    }
}

/// A value that is chosen, with the others beside it while it has the keys.
fn draw_value(
    frame: &mut Frame,
    place: Rect,
    value: &str,
    others: &str,
    look: &Look,
    focused: bool,
) -> Option<Position> {
    let row = pen::row(place, 0);
    if row.is_empty() {
        return None;
    }
    let style = if focused { look.theme.field_focus } else { look.theme.field };
    let wide = (width::width(value) as u16).clamp(1, row.width);
    pen::put_short(frame.buffer_mut(), row, (0, 0), row.width, value, style);
    if focused {
        let room = row.width.saturating_sub(wide + 3);
        pen::put_short(frame.buffer_mut(), row, (wide + 3, 0), room, others, look.theme.dim);
    }
    focused.then(|| Position::new(row.x, row.y))
}

/// The identifiers in as many rows as they need.
fn tick_rows(wide: u16) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = vec![Vec::new()];
    let mut used = 0;
    for (at, (_, _, words)) in TICKS.iter().enumerate() {
        let need = width::width(words) + 8;
        if used + need > usize::from(wide) + 2 && used > 0 {
            rows.push(Vec::new());
            used = 0;
        }
        used += need;
        if let Some(row) = rows.last_mut() {
            row.push(at);
        }
    }
    rows
}

/// The first field to draw so that the one with the keys is seen whole.
fn first_shown(heights: &[u16], focus: usize, room: u16) -> usize {
    let mut first = focus;
    let mut used = heights.get(focus).copied().unwrap_or(1);
    while first > 0 && used + heights[first - 1] <= room {
        first -= 1;
        used += heights[first];
    }
    first
}
