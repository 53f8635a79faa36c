-- The post book, print runs that are not answered yet, what was put before an author on paper; and when an address was confirmed.
CREATE TABLE post_item (
  id TEXT PRIMARY KEY, day TEXT NOT NULL, at TEXT NOT NULL, name TEXT NOT NULL, postcode TEXT NOT NULL, what TEXT NOT NULL, letter_id TEXT,
  patient_id TEXT, way TEXT NOT NULL, class TEXT NOT NULL, by TEXT NOT NULL, state TEXT NOT NULL, note TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX post_item_day ON post_item(day, at) WHERE binned_at IS NULL;
CREATE INDEX post_item_letter ON post_item(letter_id);

CREATE TABLE print_run (
  id TEXT PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, state TEXT NOT NULL, sheets TEXT NOT NULL, file TEXT NOT NULL, answered_at TEXT
) STRICT;
CREATE INDEX print_run_open ON print_run(at) WHERE state = 'made';

CREATE TABLE approval_sheet (
  id TEXT PRIMARY KEY, number INTEGER NOT NULL, author TEXT NOT NULL, made_at TEXT NOT NULL, made_by TEXT NOT NULL, letters TEXT NOT NULL,
  answered_at TEXT, answered_by TEXT NOT NULL
) STRICT;
CREATE INDEX approval_sheet_open ON approval_sheet(made_at) WHERE answered_at IS NULL;

ALTER TABLE patient ADD COLUMN address_checked_on TEXT;
ALTER TABLE patient ADD COLUMN address_bad_on TEXT;
CREATE INDEX letter_awaiting ON letter(author, due_at) WHERE state = 'awaiting_approval' AND binned_at IS NULL;
