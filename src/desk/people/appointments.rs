//! What is done with the appointments of a patient, from the list and from the timeline.

use super::PeoplePane;
use super::view::Detail;
use crate::app::Cx;
use crate::desk::clinics::booked::{self, About};
use crate::desk::clinics::{Appointment, whole};
use crate::keys::Done;
use crate::store::Refusal;

/// Books the patient; what is booked already is shown first.
pub(super) fn book(pane: &mut PeoplePane, cx: &mut Cx) -> Done {
    let patient = pane.current().filter(|(kind, _)| kind == "patient").map(|(_, id)| id);
    let id = patient.ok_or_else(|| Refusal::rule("That is for patients: select one, or / finds one."))?;
    booked::open(About::patient(&id), cx)
}

/// The appointment that is selected in the timeline.
fn selected(pane: &PeoplePane) -> Result<String, Refusal> {
    let chosen = pane.detail().and_then(Detail::chosen).filter(|(kind, _)| kind == "appointment");
    let why = "Open a patient with Enter and select an appointment in the timeline; b books.";
    chosen.map(|(_, id)| id).ok_or_else(|| Refusal::rule(why))
}

/// Whether an appointment is selected.
pub(super) fn is_selected(pane: &PeoplePane, _: &Cx) -> Result<(), String> {
    selected(pane).map(|_| ()).map_err(|e| e.to_string())
}

/// Does something with the selected appointment.
pub(super) fn with(pane: &PeoplePane, cx: &mut Cx, act: fn(&Appointment, &About, &mut Cx) -> Done) -> Done {
    let one: Appointment = cx.db().must(&selected(pane)?)?;
    act(&one, &About::patient(&one.patient_id), cx)
}

/// The selected appointment in full.
pub(super) fn whole(pane: &mut PeoplePane, cx: &mut Cx) -> Done {
    whole::open(&selected(pane)?, cx)
}
