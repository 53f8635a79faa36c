//! The mark of those who could be taken for somebody else, on entries and in the slots of clinics.

use std::sync::Arc;

use super::DiaryPane;
use crate::app::Cx;
use crate::desk::diary::Occurrence;
use crate::store::Refusal;
use crate::text::names;

impl DiaryPane {
    /// Marks every patient who could be taken for somebody else.
    pub(super) fn mark_alike(&mut self, read: &mut [Occurrence], cx: &Cx) -> Result<(), Refusal> {
        self.marks.learn(cx.db(), read.iter().flat_map(patients))?;
        let mark = |name: &mut String, id: Option<&str>| {
            if !name.is_empty() {
                *name = names::marked(std::mem::take(name), self.marks.of(id));
            }
        };
        for one in read {
            mark(&mut one.patient, one.entry.patient_id.as_deref());
            let Some(sitting) = one.sitting.as_mut().filter(|s| !s.slots.is_empty()) else { continue };
            for slot in &mut Arc::make_mut(sitting).slots {
                mark(&mut slot.patient, slot.patient_id.as_deref());
            }
        }
        Ok(())
    }
}

/// The patient of an entry; of a session all who sit in it.
fn patients(one: &Occurrence) -> impl Iterator<Item = &str> {
    let slots = one.sitting.iter().flat_map(|s| &s.slots);
    one.entry.patient_id.as_deref().into_iter().chain(slots.filter_map(|s| s.patient_id.as_deref()))
}
