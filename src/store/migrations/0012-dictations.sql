-- A dictation: an audio file in the desk's own folder, and the letter that it becomes. Whose it is, whom it is about and
-- how far it is are the letter's.
CREATE TABLE dictation (
  id TEXT PRIMARY KEY, letter_id TEXT NOT NULL, file TEXT NOT NULL, original TEXT NOT NULL, hash TEXT NOT NULL, bytes INTEGER NOT NULL,
  length_ms INTEGER, kind TEXT NOT NULL, note TEXT NOT NULL, unclear TEXT NOT NULL, settled INTEGER NOT NULL,
  created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE UNIQUE INDEX dictation_hash ON dictation(hash) WHERE binned_at IS NULL;
CREATE INDEX dictation_letter ON dictation(letter_id);
