//! Finding one person or place as it is typed: whose appointment, who else is to get the letter.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::cx::Cx;
use super::layer::Layer;
use super::pane::Row;
use super::{Input, Taken};
use crate::keys::Done;
use crate::store::Found;
use crate::text::names;
use crate::ui::Look;
use crate::ui::picker::{Item, Picked, Picker};

/// What stands first of somebody found, and what behind it: those who could be taken for others bear their mark.
pub(super) fn shown(found: &Found, mark: &str) -> (String, String) {
    let label = names::marked(found.title.clone(), mark);
    (label, if mark.is_empty() { found.detail.clone() } else { format!("{mark} · {}", found.detail) })
}

/// What is done with the one that was found.
type Chosen = Box<dyn FnMut(&Found, &mut Cx) -> Done>;

/// How many are offered.
const OFFERED: usize = 50;

/// Finds one of some kinds as it is typed.
pub struct WhoLayer {
    kinds: &'static [&'static str],
    picker: Picker<Found>,
    chosen: Chosen,
}

impl WhoLayer {
    /// Finds one of these kinds; it goes to `chosen` when this layer has closed.
    pub fn new(
        title: &str,
        kinds: &'static [&'static str],
        chosen: impl FnMut(&Found, &mut Cx) -> Done + 'static,
    ) -> Self {
        let picker = Picker::external(title)
            .hint("name, ODS code, postcode, telephone, date of birth, any number")
            .empty("Type, and what fits is shown at once.");
        Self { kinds, picker, chosen: Box::new(chosen) }
    }

    fn seek(&mut self, cx: &mut Cx) {
        let found = cx.store.seek(self.picker.text(), self.kinds, cx.today(), OFFERED);
        match found.and_then(|f| Ok((cx.marks(&f)?, f))) {
            Ok((marks, found)) => {
                let item = |f: Found| {
                    let (label, detail) = shown(&f, marks.get(&f.id).copied().unwrap_or_default());
                    Item::new(label, detail, f)
                };
                self.picker.set_items(found.into_iter().map(item).collect());
            }
            Err(e) => cx.warn(e.to_string()),
        }
    }

    fn take(&mut self, cx: &mut Cx) {
        let Some(found) = self.picker.chosen().map(|i| i.value.clone()) else { return };
        cx.close();
        if let Err(e) = (self.chosen)(&found, cx) {
            cx.warn(e.to_string());
        }
    }
}

impl Layer for WhoLayer {
    const SCOPE: &'static str = "+who";

    fn rows() -> &'static [Row<Self>] {
        &[]
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("Enter", "Choose"), ("Up Down", "Move")]
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        let picked = match input {
            Input::Key(key) => self.picker.handle(*key),
            Input::Paste(text) => self.picker.paste(text),
            _ => return Taken::No,
        };
        match picked {
            Picked::Changed => self.seek(cx),
            Picked::Chosen => self.take(cx),
            Picked::Used => {}
            Picked::Ignored | Picked::Cancelled => return Taken::No,
        }
        Taken::Yes
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        self.picker.draw(frame, area, look)
    }
}
