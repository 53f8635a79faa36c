-- Post and e-mail that came in as a file, each with the query that it became, and what was attached.
CREATE TABLE incoming (
  id TEXT PRIMARY KEY, query_id TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, hash TEXT NOT NULL,
  sender TEXT NOT NULL, from_address TEXT NOT NULL, subject TEXT NOT NULL, sent_at TEXT,
  guess_id TEXT, guess_why TEXT NOT NULL, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE UNIQUE INDEX incoming_hash ON incoming(hash) WHERE binned_at IS NULL;
CREATE INDEX incoming_query ON incoming(query_id);
CREATE TABLE attachment (
  id TEXT PRIMARY KEY, query_id TEXT NOT NULL, n INTEGER NOT NULL, name TEXT NOT NULL, file TEXT NOT NULL, mime TEXT NOT NULL,
  bytes INTEGER NOT NULL, hash TEXT NOT NULL, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX attachment_query ON attachment(query_id, n);
