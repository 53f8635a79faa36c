//! The command line: the commands, a file a noun; no rule of their own.
//!
//! A command reads its words, calls the models and repositories of the desk, and gives an [`Answer`]: a table or a
//! sentence for people, records for machines. What needs the screen is handed in as a [`Front`].

mod about;
mod answer;
mod clinics;
mod diary;
mod dictation;
mod export;
mod files;
mod find;
mod glossary;
mod history;
mod import;
mod inbox;
mod incoming;
mod json;
mod keep;
mod letters;
mod meetings;
mod numbers;
mod office;
mod passphrase;
mod people;
mod rooms;
mod session;
mod sync;
mod tasks;
mod team;
mod travel;
mod words;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDateTime;
use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::clock::Clock;
use crate::store::{Desk, Refusal};
use answer::Answer;
use session::Session;

/// What a command gives back: an answer, or a sentence why not.
type Said = Result<Answer, Refusal>;

/// A medical secretary's whole desk in one terminal.
///
/// Without a command the desk opens on the screen. Every main action is a command as well, over the same file and
/// the same rules. Dates are typed as people do: tom, fri, next fri, 14/3, 14 mar 2pm, +3d, +6w, 6/52.
#[derive(Debug, Parser)]
#[command(name = "rolltop", version, about)]
struct Cli {
    /// Open a filled, invented desk that is thrown away after
    #[arg(long)]
    demo: bool,
    /// No boxes, the cursor on the line that has the focus: for screen readers
    #[arg(long)]
    plain: bool,
    #[command(flatten)]
    given: Given,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Options of every command")]
struct Given {
    /// The folder of the desk; made if it is not there
    #[arg(long, global = true, env = "ROLLTOP_DESK", value_name = "DIR", hide_env_values = true)]
    desk: Option<PathBuf>,
    /// The team member who acts; added to the team if nobody bears that name
    #[arg(long = "as", global = true, env = "ROLLTOP_AS", value_name = "NAME", hide_env_values = true)]
    who: Option<String>,
    /// A rehearsal clock, local time: 2026-03-03T09:41
    #[arg(long, global = true, env = "ROLLTOP_NOW", value_name = "TIME", hide_env_values = true, value_parser = read_now)]
    now: Option<NaiveDateTime>,
    /// Print arrays of objects
    #[arg(long, global = true)]
    json: bool,
    /// A file with the passphrase of an encrypted desk
    #[arg(long, global = true, env = "ROLLTOP_KEY_FILE", value_name = "FILE", hide_env_values = true)]
    key_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Find people, or list them all
    People(people::List),
    /// Show or add a person
    #[command(subcommand)]
    Person(people::Verb),
    /// Take a call down, or whatever else comes in
    Call(inbox::Call),
    /// List the queries that are open, worst clock first
    Inbox(inbox::List),
    /// Take a query from state to state
    #[command(subcommand)]
    Query(inbox::Verb),
    /// Take in post and e-mail, confirm whom it is about, start the clock of a referral
    #[command(subcommand)]
    Incoming(incoming::Verb),
    /// List what stands in the diary
    Diary(diary::List),
    /// Make an entry in the diary, or answer an invitation
    #[command(subcommand)]
    Entry(diary::Verb),
    /// List the tasks, worst clock first
    Tasks(tasks::List),
    /// Make a task, or do something to one
    #[command(subcommand)]
    Task(tasks::Verb),
    /// List the letters, those that are unsent and pressing first
    Letters(letters::List),
    /// Begin a letter, or take one from state to state
    #[command(subcommand)]
    Letter(letters::Verb),
    /// The post book of a day: what left, to whom, how, by whom; what came back
    Post(letters::Post),
    /// How long letters take, by week, consultant or secretary, and how much is waiting
    Numbers(numbers::Numbers),
    /// List the dictations that are still to be typed: urgent ones first, then the oldest
    Dictations(dictation::List),
    /// Take audio files in, or do something to a dictation
    #[command(subcommand)]
    Dictation(dictation::Verb),
    /// List, make and change clinics, and cancel a session
    Clinic(clinics::clinic::Clinics),
    /// The first free slots of the next dates
    Slots(clinics::slots::Slots),
    /// Book a patient into a free slot
    Book(Box<clinics::book::Book>),
    /// Take an appointment from state to state, move or rebook it
    #[command(subcommand)]
    Appointment(clinics::appointment::Verb),
    /// Who waits for a date
    Waiting(clinics::waiting::Waiting),
    /// The meetings: agendas, attendance, minutes, actions; a series made, the next one made
    Meeting(Box<meetings::Meetings>),
    /// The trips: asked for, approved, booked, claimed; their legs, itineraries and mileage rates
    Trip(travel::Trips),
    /// The budget: its lines and figures; a line made, money moved, a cost put on a line
    Budget(office::budget::Budget),
    /// The stock: what there is, taken and counted, ordered where it is low
    Stock(office::stock::Stock),
    /// The orders: made, approved, received, invoiced
    Order(office::order::Orders),
    /// The machines: lent, broken, serviced
    Equipment(office::equipment::Machines),
    /// The team: members, who is away and who covers, what waits with whom, moved and shared out
    Team(Box<team::Team>),
    /// The rooms: booked, what is laid on, who has them when; a date for everyone
    Room(rooms::Rooms),
    /// Find anybody and anything by any mix of words and numbers
    Find(find::Find),
    /// Look a word up: meaning, plain English, spelling, what an abbreviation can stand for; or add one
    Glossary(glossary::Glossary),
    /// Take back the last change of whoever acts
    Undo,
    /// Do again what was taken back last
    Redo,
    /// Who did what when, latest first, with before and after
    History(history::List),
    /// Take in a file of another program
    Import(import::Import),
    /// Write what stands on the desk for other programs
    Export(export::Export),
    /// Keep a calendar and a folder of calendar files (a vdir) the same, both ways
    Sync(sync::Sync),
    /// Copy the desk into a file
    Backup(keep::Backup),
    /// Put a copy in the place of the desk, which is kept beside it
    Restore(keep::Restore),
    /// Is the desk's file whole?
    Check,
    /// Set, change or remove the passphrase of the desk
    #[command(subcommand)]
    Passphrase(passphrase::Verb),
    /// List every key of the desk on the screen
    Keys,
    /// Print what a shell needs to complete these commands
    Completions(about::Completions),
    /// Print the manual page
    Man,
}

/// What is needed to open the desk on the screen.
#[derive(Debug)]
pub struct Opening {
    /// The desk.
    pub desk: Desk,
    /// Its clock.
    pub clock: Clock,
    /// Who acts, where that was said.
    pub who: Option<String>,
    /// The passphrase, where a file with it was given.
    pub passphrase: Option<String>,
    /// A filled, invented desk that is thrown away after.
    pub demo: bool,
    /// For screen readers.
    pub plain: bool,
}

/// A command of the screen with its keys.
#[derive(Debug)]
pub struct KeyLine {
    /// Where it works: `everywhere`, a pane, a layer.
    pub place: String,
    /// Its name in the configuration.
    pub id: &'static str,
    /// Its keys.
    pub keys: Vec<String>,
    /// One or two words.
    pub label: &'static str,
    /// A sentence.
    pub sentence: &'static str,
}

/// What the screen does for the command line, which does not know it.
pub struct Front {
    /// Opens the desk on the screen and comes back when it is left.
    pub open: fn(&Opening) -> Result<(), String>,
    /// Lists the keys.
    pub keys: fn(&Opening) -> Result<Vec<KeyLine>, String>,
}

fn read_now(text: &str) -> Result<NaiveDateTime, String> {
    let forms = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"];
    forms
        .iter()
        .find_map(|f| NaiveDateTime::parse_from_str(text, f).ok())
        .ok_or_else(|| "Write the time as 2026-03-03T09:41.".into())
}

/// Runs the program; gives its exit code: 0 done, 1 refused, 2 wrong usage.
pub fn main(front: &Front) -> ExitCode {
    let cli = Cli::parse();
    if let (true, Some(_)) = (cli.demo, &cli.command) {
        // The command would be done on a real desk.
        let said = "--demo opens the desk on the screen; a command cannot stand beside it";
        Cli::command().error(clap::error::ErrorKind::ArgumentConflict, said).exit();
    }
    let json = cli.given.json;
    match run(cli, front) {
        Ok(answer) => answer.print(json),
        Err(reason) => {
            answer::refuse(&reason);
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli, front: &Front) -> Said {
    let given = cli.given;
    match cli.command {
        None => {
            let opening = Opening { demo: cli.demo, plain: cli.plain, ..opening(&given)? };
            (front.open)(&opening)?;
            Ok(Answer::nothing())
        }
        Some(Command::Keys) => about::keys(&(front.keys)(&opening(&given)?)?),
        Some(Command::Completions(it)) => it.run(),
        Some(Command::Man) => about::man(),
        Some(Command::Restore(it)) => it.run(&given),
        Some(command) => at_desk(command, &mut Session::open(&given)?),
    }
}

/// The commands that work on an open desk.
fn at_desk(command: Command, session: &mut Session) -> Said {
    match command {
        Command::People(it) => it.run(session),
        Command::Person(it) => it.run(session),
        Command::Call(it) => it.run(session),
        Command::Inbox(it) => it.run(session),
        Command::Query(it) => it.run(session),
        Command::Incoming(it) => it.run(session),
        Command::Diary(it) => it.run(session),
        Command::Entry(it) => it.run(session),
        Command::Tasks(it) => it.run(session),
        Command::Task(it) => it.run(session),
        Command::Letters(it) => it.run(session),
        Command::Letter(it) => it.run(session),
        Command::Post(it) => it.run(session),
        Command::Numbers(it) => it.run(session),
        Command::Dictations(it) => it.run(session),
        Command::Dictation(it) => it.run(session),
        Command::Clinic(it) => it.run(session),
        Command::Slots(it) => it.run(session),
        Command::Book(it) => it.run(session),
        Command::Appointment(it) => it.run(session),
        Command::Waiting(it) => it.run(session),
        Command::Meeting(it) => it.run(session),
        Command::Budget(it) => it.run(session),
        Command::Stock(it) => it.run(session),
        Command::Order(it) => it.run(session),
        Command::Equipment(it) => it.run(session),
        Command::Team(it) => it.run(session),
        Command::Room(it) => it.run(session),
        Command::Trip(it) => it.run(session),
        Command::Find(it) => it.run(session),
        Command::Glossary(it) => it.run(session),
        Command::Undo => history::undo(session),
        Command::Redo => history::redo(session),
        Command::History(it) => it.run(session),
        Command::Import(it) => it.run(session),
        Command::Export(it) => it.run(session),
        Command::Sync(it) => it.run(session),
        Command::Backup(it) => it.run(session),
        Command::Passphrase(it) => it.run(session),
        Command::Check => keep::check(session),
        // The rest was done before a desk was opened.
        _ => Ok(Answer::nothing()),
    }
}

fn opening(given: &Given) -> Result<Opening, Refusal> {
    let passphrase = given.key_file.as_deref().map(passphrase::read).transpose()?;
    Ok(Opening {
        desk: session::folder(given)?,
        clock: session::clock(given),
        who: given.who.clone(),
        passphrase,
        demo: false,
        plain: false,
    })
}
