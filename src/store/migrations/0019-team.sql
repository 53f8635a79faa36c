-- The team: hours, whom they type for, what they can do, whom they cover for; who is away and who has their work meanwhile.
ALTER TABLE member ADD COLUMN state TEXT NOT NULL DEFAULT 'active';
ALTER TABLE member ADD COLUMN hours TEXT NOT NULL DEFAULT '';
ALTER TABLE member ADD COLUMN types_for TEXT NOT NULL DEFAULT '[]';
ALTER TABLE member ADD COLUMN skills TEXT NOT NULL DEFAULT '[]';
ALTER TABLE member ADD COLUMN deputies TEXT NOT NULL DEFAULT '[]';
ALTER TABLE member ADD COLUMN left_on TEXT;

-- Somebody is away, and what comes in for them meanwhile goes to whom.
CREATE TABLE absence (
  id TEXT PRIMARY KEY, member TEXT NOT NULL, kind TEXT NOT NULL, from_at TEXT NOT NULL, until_at TEXT, turns TEXT NOT NULL,
  note TEXT NOT NULL, entry_id TEXT, returned_at TEXT, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX absence_open ON absence(member, from_at) WHERE returned_at IS NULL AND binned_at IS NULL;
CREATE INDEX absence_over ON absence(returned_at) WHERE returned_at IS NOT NULL AND binned_at IS NULL;
CREATE INDEX absence_entry ON absence(entry_id) WHERE entry_id IS NOT NULL;

-- An item that somebody has for another: by the plan of an absence, or shared out in it.
CREATE TABLE handed (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, item_id TEXT NOT NULL, from_name TEXT NOT NULL, to_name TEXT NOT NULL,
  why TEXT NOT NULL, absence_id TEXT NOT NULL, at TEXT NOT NULL, back_at TEXT
) STRICT;
CREATE INDEX handed_item ON handed(item_id) WHERE back_at IS NULL;
CREATE INDEX handed_absence ON handed(absence_id, to_name);
CREATE INDEX handed_kind ON handed(kind, item_id, from_name) WHERE back_at IS NULL;

-- What waits is counted by owner and by consultant from an index alone.
CREATE INDEX letter_backlog ON letter(owner, state, attended_on, created_at, replaces_id, id) WHERE state NOT IN ('sent', 'cancelled') AND binned_at IS NULL;
CREATE INDEX letter_backlog_of ON letter(author, state, attended_on, created_at, replaces_id, id) WHERE state NOT IN ('sent', 'cancelled') AND binned_at IS NULL;
CREATE INDEX dictation_audio ON dictation(letter_id, length_ms) WHERE binned_at IS NULL;
CREATE INDEX query_backlog ON query(owner, consultant, received_at, promised_by, state, chase_on, draft) WHERE state <> 'done' AND binned_at IS NULL;
CREATE INDEX task_backlog ON task(owner, created_at, due, state, waiting_until) WHERE state IN ('open', 'waiting') AND binned_at IS NULL;
