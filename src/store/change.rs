//! What is written: a change is a label in words and its edits; swapping before and after is its undo.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// A row as the store sees it: column name to value. Lists stay lists here and are JSON text in the file.
pub type Row = Map<String, Value>;

/// A record that has a table of its own.
pub trait Record: Serialize + DeserializeOwned + Clone {
    /// The name of its table.
    const TABLE: &'static str;
    /// Its identifier.
    fn id(&self) -> &str;
}

/// One row before and after. No *before*: it is new. No *after*: it is erased.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The table.
    pub table: String,
    /// The identifier of the row.
    pub id: String,
    /// The whole row as it was read, or none.
    pub before: Option<Row>,
    /// The whole row as it is to be, or none.
    pub after: Option<Row>,
}

/// A record as a row.
///
/// # Panics
/// Never for a record that serialises to an object, which every record does.
pub fn row_of<R: Record>(record: &R) -> Row {
    match serde_json::to_value(record) {
        Ok(Value::Object(row)) => row,
        _ => Row::new(),
    }
}

impl Edit {
    /// A new record.
    pub fn insert<R: Record>(record: &R) -> Self {
        Self { table: R::TABLE.into(), id: record.id().into(), before: None, after: Some(row_of(record)) }
    }

    /// A record that is to be different.
    pub fn update<R: Record>(before: &R, after: &R) -> Self {
        Self {
            table: R::TABLE.into(),
            id: before.id().into(),
            before: Some(row_of(before)),
            after: Some(row_of(after)),
        }
    }

    /// A record that is to be erased (a link, a setting): what people delete goes to the bin instead.
    pub fn delete<R: Record>(record: &R) -> Self {
        Self { table: R::TABLE.into(), id: record.id().into(), before: Some(row_of(record)), after: None }
    }

    /// Whether it would change anything.
    pub fn is_idle(&self) -> bool {
        self.before == self.after
    }
}

/// One change, done and undone as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What was done, in words: "Cancelled 10:20 SMITH, John".
    pub label: String,
    /// The edits, in order.
    pub edits: Vec<Edit>,
    /// Drafts that are part of the records from now on and can go.
    pub spent_drafts: Vec<String>,
}

impl Change {
    /// A change with a label and no edits yet.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), edits: Vec::new(), spent_drafts: Vec::new() }
    }

    /// With a new record.
    #[must_use]
    pub fn insert<R: Record>(mut self, record: &R) -> Self {
        self.edits.push(Edit::insert(record));
        self
    }

    /// With a record that is to be different.
    #[must_use]
    pub fn update<R: Record>(mut self, before: &R, after: &R) -> Self {
        self.edits.push(Edit::update(before, after));
        self
    }

    /// With a record that is to be erased.
    #[must_use]
    pub fn delete<R: Record>(mut self, record: &R) -> Self {
        self.edits.push(Edit::delete(record));
        self
    }

    /// With a draft that is part of the record from now on.
    #[must_use]
    pub fn spends(mut self, draft: impl Into<String>) -> Self {
        self.spent_drafts.push(draft.into());
        self
    }

    /// With another change's edits after its own.
    #[must_use]
    pub fn and(mut self, other: Change) -> Self {
        self.edits.extend(other.edits);
        self.spent_drafts.extend(other.spent_drafts);
        self
    }

    /// The change without the edits that alter nothing.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        self.edits.retain(|e| !e.is_idle());
        self
    }
}
