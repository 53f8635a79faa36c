//! The practice: one folder for each pane, and what all of them keep.
//!
//! A new pane is one folder, one migration and one word here.

pub mod beside;
pub mod clinics;
pub mod diary;
pub mod dictation;
pub mod files;
pub mod glossary;
pub mod inbox;
pub mod incoming;
pub mod letters;
pub mod links;
pub mod meetings;
pub mod numbers;
pub mod office;
pub mod people;
pub mod reminders;
pub mod rooms;
pub mod settings;
mod settle;
pub mod snippets;
pub mod tasks;
pub mod team;
pub mod together;
pub mod travel;
pub mod watch;

use crate::app::{AnyPane, Cx, Pane, Parts, rows_of};
use crate::form::FormLayer;
use crate::keys::{RowInfo, Scope};
use crate::store::Table;

/// All tables of the desk.
pub static TABLES: &[Table] = &[
    settings::SETTING,
    links::LINK,
    team::MEMBER,
    team::ABSENCE,
    team::HANDED,
    people::PATIENT,
    people::CONTACT,
    inbox::QUERY,
    incoming::INCOMING,
    incoming::ATTACHMENT,
    letters::LETTER,
    letters::LETTER_KEPT,
    snippets::SNIPPET,
    letters::POST_ITEM,
    letters::PRINT_RUN,
    letters::APPROVAL_SHEET,
    dictation::DICTATION,
    tasks::TASK,
    diary::CALENDAR,
    diary::ENTRY,
    diary::HOLIDAY,
    diary::VDIR_ITEM,
    clinics::CLINIC,
    clinics::SESSION,
    clinics::APPOINTMENT,
    meetings::SERIES,
    meetings::MEETING,
    meetings::ACTION,
    meetings::PAPER,
    meetings::KEPT,
    travel::TRIP,
    travel::TRIP_LEG,
    travel::MILEAGE_RATE,
    office::COST_CENTRE,
    office::BUDGET_LINE,
    office::VIREMENT,
    office::COST,
    office::STOCK_ITEM,
    office::STOCK_MOVE,
    office::PRICE,
    office::PURCHASE,
    office::EQUIPMENT,
    rooms::ROOM,
    rooms::BOOKING,
    rooms::BOOKING_LINE,
    glossary::WORD,
];

/// The panes, in their order.
pub fn panes(cx: &mut Cx) -> Vec<Box<dyn AnyPane>> {
    vec![
        Box::new(diary::DiaryPane::new(cx)),
        Box::new(inbox::InboxPane::new(cx)),
        Box::new(letters::LettersPane::new(cx)),
        Box::new(tasks::TasksPane::new(cx)),
        Box::new(people::PeoplePane::new(cx)),
        Box::new(clinics::ClinicsPane::new(cx)),
        Box::new(meetings::MeetingsPane::new(cx)),
        Box::new(travel::TravelPane::new(cx)),
        Box::new(rooms::RoomsPane::new(cx)),
        Box::new(office::OfficePane::new(cx)),
        Box::new(team::TeamPane::new(cx)),
        Box::new(glossary::GlossaryPane::new(cx)),
    ]
}

/// The rows of the layers that panes lay over the desk.
pub fn layer_rows() -> Vec<(Scope, Vec<RowInfo>)> {
    let mut all = vec![
        rows_of::<FormLayer<tasks::Task>>(),
        rows_of::<inbox::CallCard>(),
        rows_of::<people::MergeLayer>(),
        rows_of::<people::ImportLayer>(),
        rows_of::<letters::WriteLayer>(),
        rows_of::<letters::RecipientsLayer>(),
        rows_of::<snippets::SnippetsLayer>(),
        rows_of::<letters::VersionsLayer>(),
        rows_of::<letters::RunLayer>(),
        rows_of::<letters::TemplatesLayer>(),
        rows_of::<letters::TemplateLayer>(),
        rows_of::<letters::ApprovalLayer>(),
        rows_of::<letters::AnswersLayer>(),
        rows_of::<letters::PostBookLayer>(),
        rows_of::<numbers::page::NumbersPage>(),
        rows_of::<reminders::Reminders>(),
        rows_of::<meetings::WholeLayer>(),
        rows_of::<meetings::MinutesLayer>(),
        rows_of::<travel::TripLayer>(),
        rows_of::<office::WholeLayer>(),
        rows_of::<rooms::BookingLayer>(),
        rows_of::<together::DatesLayer>(),
        rows_of::<glossary::LookUp>(),
    ];
    all.extend(dictation::layer_rows());
    all.extend(clinics::layer_rows());
    all.extend(diary::layer_rows());
    all.extend(team::layer_rows());
    all
}

/// What the desk is made of.
pub const PARTS: Parts = Parts {
    tables: TABLES,
    panes,
    layer_rows,
    settle_in: settle::settle_in,
    whose: settle::whose,
    opened: settle::opened,
    alike: people::repo::alike_flags,
};
