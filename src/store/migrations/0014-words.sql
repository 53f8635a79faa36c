-- The department's own words: for the glossary, the speller and the check of a letter.
CREATE TABLE word (
  id TEXT PRIMARY KEY, word TEXT NOT NULL, also TEXT NOT NULL, kind TEXT NOT NULL, plain TEXT NOT NULL,
  meaning TEXT NOT NULL, spelling TEXT NOT NULL, added_by TEXT NOT NULL, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX word_name ON word(word) WHERE binned_at IS NULL;
