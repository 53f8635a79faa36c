//! The command line as scripts use it: the program itself, on desks of its own, with the clock standing still.

#[path = "cli/calendar.rs"]
mod calendar;
#[path = "cli/call.rs"]
mod call;
#[path = "cli/calls.rs"]
mod calls;
#[path = "cli/clinics.rs"]
mod clinics;
#[path = "cli/dictation.rs"]
mod dictation;
#[path = "cli/files.rs"]
mod files;
#[path = "cli/glossary.rs"]
mod glossary;
#[path = "cli/incoming.rs"]
mod incoming;
#[path = "cli/invites.rs"]
mod invites;
#[path = "cli/keeping.rs"]
mod keeping;
#[path = "cli/letters.rs"]
mod letters;
#[path = "cli/meetings.rs"]
mod meetings;
#[path = "cli/office.rs"]
mod office;
#[path = "cli/people.rs"]
mod people;
#[path = "cli/posting.rs"]
mod posting;
#[path = "cli/rooms.rs"]
mod rooms;
#[path = "cli/sync.rs"]
mod sync;
#[path = "cli/tasks.rs"]
mod tasks;
#[path = "cli/team.rs"]
mod team;
#[path = "cli/travel.rs"]
mod travel;
