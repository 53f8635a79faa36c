//! What a column may hold.

use serde::{Deserialize, Serialize};

/// What a file is imported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// People who are treated.
    Patients,
    /// People and organisations who are rung and written to.
    Contacts,
    /// Entries of a calendar.
    Diary,
    /// Things to be done.
    Tasks,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident $label:literal),* $(,)?) => {
        /// What a column may hold. Not every kind of import knows every field: see [`Field::of`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field { $($(#[$doc])* $name,)* }

        impl Field {
            /// Its name as people read it.
            pub fn label(self) -> &'static str {
                match self { $(Field::$name => $label,)* }
            }
        }
    };
}

fields! {
    /// Mr, Mrs, Dr.
    Title "Title",
    /// First name.
    Forename "Forename",
    /// Further first names.
    Middle "Middle names",
    /// Family name.
    Surname "Surname",
    /// Jr, OBE.
    Suffix "Suffix",
    /// The whole name in one cell.
    FullName "Whole name",
    /// What the person likes to be called.
    PreferredName "Preferred name",
    /// Date of birth.
    Born "Date of birth",
    /// Date of death.
    Died "Date of death",
    /// Sex or gender.
    Gender "Gender",
    /// NHS number.
    NhsNumber "NHS number",
    /// Hospital number.
    HospitalNumber "Hospital number",
    /// Organisation or firm.
    Organisation "Organisation",
    /// Part of the organisation.
    Department "Department",
    /// Position.
    JobTitle "Job title",
    /// Code of the organisation itself.
    OdsCode "ODS code",
    /// Kind of the organisation.
    OrganisationKind "Kind of organisation",
    /// A line of the address.
    Address "Address line",
    /// The whole address in one cell.
    AddressBlock "Whole address",
    /// Town.
    Town "Town",
    /// County.
    County "County",
    /// Postcode.
    Postcode "Postcode",
    /// Country.
    Country "Country",
    /// A telephone number.
    Phone "Telephone",
    /// An e-mail address.
    Email "E-mail",
    /// Words of any kind.
    Notes "Notes",
    /// Code of a patient's practice.
    PracticeCode "Practice code",
    /// Name of a patient's practice.
    PracticeName "Practice",
    /// Words it is filed under.
    Categories "Categories",
    /// Open, closed.
    Status "Status",
    /// Since when it is open.
    OpenedOn "Open since",
    /// Since when it is closed.
    ClosedOn "Closed on",
    /// Key in the other program.
    Uid "Key in the other program",
    /// Title of an entry or a task.
    Subject "Title",
    /// Day, or day and time, of the beginning.
    Start "Start",
    /// Time of the beginning.
    StartTime "Start time",
    /// Day, or day and time, of the end.
    End "End",
    /// Time of the end.
    EndTime "End time",
    /// Whether it takes the whole day.
    AllDay "All day",
    /// Length in minutes.
    Duration "Minutes",
    /// Where.
    Place "Place",
    /// Who else is there.
    With "With",
    /// Who asked for it.
    Organiser "Organiser",
    /// Rooms and things asked for.
    Resources "Resources",
    /// Whether it is private.
    Private "Private",
    /// The same in words.
    Sensitivity "Sensitivity",
    /// Busy, free, away.
    ShowAs "Shown as",
    /// Day, or day and time, by which it is due.
    Due "Due",
    /// Time by which it is due.
    DueTime "Due time",
    /// How pressing it is.
    Priority "Priority",
    /// Whose it is.
    Owner "Owner",
    /// When it was done.
    DoneOn "Done on",
    /// How far it is done.
    Progress "State",
}

impl Field {
    /// The fields of a kind of import, in the order in which a form shows them.
    pub fn of(kind: Kind) -> &'static [Field] {
        match kind {
            Kind::Patients => PATIENTS,
            Kind::Contacts => CONTACTS,
            Kind::Diary => DIARY,
            Kind::Tasks => TASKS,
        }
    }

    /// Whether several columns may hold it.
    pub fn takes_many(self) -> bool {
        self.is_address()
            || matches!(self, Field::Phone | Field::Email | Field::With | Field::Categories | Field::Notes)
    }

    /// Whether it belongs to an address, of which a file may have several.
    pub fn is_address(self) -> bool {
        use Field::{Address, AddressBlock, Country, County, Postcode, Town};
        matches!(self, Address | AddressBlock | Town | County | Postcode | Country)
    }
}

const PATIENTS: &[Field] = &[
    Field::Title,
    Field::Forename,
    Field::Middle,
    Field::Surname,
    Field::Suffix,
    Field::FullName,
    Field::PreferredName,
    Field::Born,
    Field::Died,
    Field::Gender,
    Field::NhsNumber,
    Field::HospitalNumber,
    Field::Address,
    Field::AddressBlock,
    Field::Town,
    Field::County,
    Field::Postcode,
    Field::Country,
    Field::Phone,
    Field::Email,
    Field::PracticeCode,
    Field::PracticeName,
    Field::Notes,
    Field::Categories,
    Field::Uid,
];

const CONTACTS: &[Field] = &[
    Field::Title,
    Field::Forename,
    Field::Middle,
    Field::Surname,
    Field::Suffix,
    Field::FullName,
    Field::PreferredName,
    Field::Organisation,
    Field::OrganisationKind,
    Field::Department,
    Field::JobTitle,
    Field::OdsCode,
    Field::Address,
    Field::AddressBlock,
    Field::Town,
    Field::County,
    Field::Postcode,
    Field::Country,
    Field::Phone,
    Field::Email,
    Field::Notes,
    Field::Categories,
    Field::Born,
    Field::Gender,
    Field::Status,
    Field::OpenedOn,
    Field::ClosedOn,
    Field::Uid,
];

const DIARY: &[Field] = &[
    Field::Subject,
    Field::Start,
    Field::StartTime,
    Field::End,
    Field::EndTime,
    Field::AllDay,
    Field::Duration,
    Field::Place,
    Field::With,
    Field::Organiser,
    Field::Resources,
    Field::Notes,
    Field::Private,
    Field::Sensitivity,
    Field::ShowAs,
    Field::Categories,
    Field::Uid,
];

const TASKS: &[Field] = &[
    Field::Subject,
    Field::Notes,
    Field::Due,
    Field::DueTime,
    Field::Priority,
    Field::Owner,
    Field::DoneOn,
    Field::Progress,
    Field::Categories,
    Field::Uid,
];
