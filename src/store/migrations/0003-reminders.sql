-- Minutes before an entry at which it rings; none: as the settings have it, less than nought: never.
ALTER TABLE entry ADD COLUMN remind INTEGER;
CREATE INDEX entry_remind ON entry(remind) WHERE remind IS NOT NULL AND binned_at IS NULL;
-- A private entry is not in the search's index; whose it is finds it here.
CREATE INDEX entry_private ON entry(created_by) WHERE private = 1 AND binned_at IS NULL;

-- The chart of leave reads months, and nothing but who is away in them.
CREATE INDEX entry_away ON entry(kind, ends) WHERE kind IN ('leave', 'travel') AND binned_at IS NULL;
CREATE INDEX entry_calendar ON entry(calendar_id, start) WHERE binned_at IS NULL;

-- What rang: which window rang it, and whether it was looked at. It stands outside the journal, as drafts do: a ringing bell
-- is nothing to take back. The id says what is due and when, so whoever writes it first is the one that rings.
CREATE TABLE reminder (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, rec TEXT NOT NULL, due_at TEXT NOT NULL, state TEXT NOT NULL,
  until TEXT, seat TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX reminder_state ON reminder(state, due_at);
-- Until when somebody of that name was there to hear it.
CREATE TABLE watch (
  id TEXT PRIMARY KEY, at TEXT NOT NULL
) STRICT;
