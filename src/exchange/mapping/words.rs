//! The spellings of headings, as [`normal`](crate::exchange::csv::normal) writes them. The first of a row is the
//! likeliest: where two columns claim one field, the earlier spelling wins.

use super::field::{Field, Kind};

type Spellings = &'static [(Field, &'static [&'static str])];

/// The spellings that count for a kind of import, those of the kind itself first.
pub fn spellings(kind: Kind) -> [Spellings; 2] {
    match kind {
        Kind::Patients => [PATIENTS, PEOPLE],
        Kind::Contacts => [CONTACTS, PEOPLE],
        Kind::Diary => [DIARY, COMMON],
        Kind::Tasks => [TASKS, COMMON],
    }
}

const PEOPLE: Spellings = &[
    (Field::Title, &["title", "salutation", "name prefix", "prefix", "honorific", "courtesy title", "name title"]),
    (
        Field::Forename,
        &[
            "forename",
            "forenames",
            "first name",
            "given name",
            "first names",
            "given names",
            "christian name",
            "firstname",
            "givenname",
            "first forename",
            "forename 1",
            "fname",
            "first",
        ],
    ),
    (
        Field::Middle,
        &["middle name", "middle names", "middle", "additional name", "other names", "second forename", "forename 2"],
    ),
    (
        Field::Surname,
        &["surname", "last name", "family name", "lastname", "familyname", "sname", "lname", "surnames", "last"],
    ),
    (Field::Suffix, &["suffix", "name suffix"]),
    (
        Field::FullName,
        &[
            "full name",
            "fullname",
            "name",
            "patient name",
            "name of patient",
            "contact name",
            "patient",
            "display name",
        ],
    ),
    (Field::PreferredName, &["preferred name", "known as", "nickname", "likes to be called", "preferred forename"]),
    (
        Field::Born,
        &["date of birth", "dob", "birth date", "birthdate", "birthday", "d o b", "born", "date birth", "dateofbirth"],
    ),
    (Field::Gender, &["gender", "sex", "gender code", "sex code", "administrative gender"]),
    (Field::Notes, &["notes", "note", "comments", "comment", "remarks", "memo", "additional information"]),
    (Field::Categories, &["categories", "category", "labels", "group membership", "groups", "tags"]),
    (Field::Uid, &["uid", "unique id", "external id", "id"]),
];

const PATIENTS: Spellings = &[
    (Field::Died, &["date of death", "death date", "dod", "died", "died on", "deceased date", "date deceased"]),
    (
        Field::NhsNumber,
        &["nhs number", "nhs no", "nhsno", "nhs num", "nhs nr", "nhsnumber", "nhs", "new nhs number", "nhs id"],
    ),
    (
        Field::HospitalNumber,
        &[
            "hospital number",
            "hospital no",
            "hosp no",
            "hosp number",
            "hospno",
            "hospital num",
            "hosp num",
            "hospital id",
            "mrn",
            "mrn number",
            "medical record number",
            "medical record no",
            "pas number",
            "pas no",
            "pas id",
            "pas",
            "unit number",
            "unit no",
            "case note number",
            "case note no",
            "casenote number",
            "casenote no",
            "casenotes no",
            "district number",
            "district no",
            "local patient identifier",
            "local patient id",
            "local identifier",
            "crn",
            "record number",
            "patient number",
            "patient no",
            "patient id",
            "patientid",
        ],
    ),
    (
        Field::PracticeCode,
        &[
            "practice code",
            "gp practice code",
            "gp code",
            "registered practice code",
            "surgery code",
            "gp ods code",
            "practice ods code",
            "ods code",
            "national practice code",
            "registered gp practice code",
        ],
    ),
    (
        Field::PracticeName,
        &[
            "practice name",
            "gp practice name",
            "registered practice",
            "registered practice name",
            "registered gp practice",
            "gp practice",
            "practice",
            "surgery name",
            "surgery",
            "gp surgery",
            "gp name",
            "registered gp",
            "gp",
        ],
    ),
];

const CONTACTS: Spellings = &[
    (
        Field::Organisation,
        &[
            "organisation name",
            "organization name",
            "organisation",
            "organization",
            "company",
            "company name",
            "organization 1 name",
            "practice name",
            "gp practice",
            "gp practice name",
            "practice",
            "surgery name",
            "surgery",
            "trust name",
            "trust",
            "hospital name",
            "hospital",
            "employer",
            "firm",
        ],
    ),
    (Field::OrganisationKind, &["organisation type", "organization type", "org type", "contact type"]),
    (
        Field::Department,
        &["department", "dept", "organization department", "organization 1 department", "ward", "team", "specialty"],
    ),
    (
        Field::JobTitle,
        &[
            "job title",
            "jobtitle",
            "position",
            "role",
            "organization title",
            "organization 1 title",
            "occupation",
            "post",
            "grade",
        ],
    ),
    (
        Field::OdsCode,
        &[
            "ods code",
            "ods",
            "organisation code",
            "organization code",
            "org code",
            "practice code",
            "gp practice code",
            "gp code",
            "national code",
            "code",
        ],
    ),
    (Field::Status, &["status", "organisation status", "status code"]),
    (Field::OpenedOn, &["open date", "opened", "opened on", "opening date", "legal start date"]),
    (Field::ClosedOn, &["close date", "closed", "closed on", "closing date", "legal end date"]),
    (Field::Uid, &["organisation id"]),
];

const COMMON: Spellings = &[
    (Field::Notes, &["notes", "note", "description", "comments", "comment", "details", "body", "remarks", "memo"]),
    (Field::Categories, &["categories", "category", "labels", "tags"]),
    (Field::Uid, &["uid", "unique id", "external id", "id"]),
];

const DIARY: Spellings = &[
    (
        Field::Subject,
        &["subject", "title", "summary", "event", "event name", "event title", "entry", "appointment", "what"],
    ),
    (
        Field::Start,
        &[
            "start date",
            "start",
            "start date time",
            "start datetime",
            "starts",
            "starts on",
            "begin date",
            "begin",
            "begins",
            "date from",
            "from date",
            "from",
            "date",
            "day",
            "when",
        ],
    ),
    (Field::StartTime, &["start time", "begin time", "from time", "time from", "time"]),
    (
        Field::End,
        &[
            "end date",
            "end",
            "end date time",
            "end datetime",
            "ends",
            "ends on",
            "finish date",
            "date to",
            "to date",
            "until",
            "finish",
            "to",
        ],
    ),
    (Field::EndTime, &["end time", "finish time", "to time", "time to"]),
    (Field::AllDay, &["all day event", "all day", "allday", "whole day"]),
    (Field::Duration, &["duration", "duration minutes", "minutes", "length", "length minutes"]),
    (Field::Place, &["location", "place", "venue", "room", "where"]),
    (
        Field::With,
        &["required attendees", "optional attendees", "attendees", "participants", "invitees", "guests", "with", "who"],
    ),
    (Field::Organiser, &["meeting organizer", "meeting organiser", "organizer", "organiser"]),
    (Field::Resources, &["meeting resources", "resources"]),
    (Field::Private, &["private"]),
    (Field::Sensitivity, &["sensitivity", "class", "visibility"]),
    (Field::ShowAs, &["show time as", "show as", "busy status", "free busy"]),
];

const TASKS: Spellings = &[
    (
        Field::Subject,
        &["subject", "task", "title", "task name", "task title", "summary", "to do", "todo", "action", "item", "what"],
    ),
    (Field::Due, &["due date", "due", "due on", "due by", "deadline", "target date", "by when", "by"]),
    (Field::DueTime, &["due time"]),
    (Field::Priority, &["priority", "urgency", "importance"]),
    (
        Field::Owner,
        &["owner", "task owner", "assigned to", "assignee", "person responsible", "responsible", "by whom", "who"],
    ),
    (Field::DoneOn, &["date completed", "completed on", "completed date", "done on"]),
    (Field::Progress, &["status", "state", "complete", "percent complete", "completed", "done"]),
];
