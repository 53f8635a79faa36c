-- Meetings: the series, each meeting with its agenda and who came, actions, papers, and minutes as they were finalised.
CREATE TABLE meeting_series (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, roll TEXT NOT NULL, quorum INTEGER NOT NULL, terms TEXT NOT NULL,
  frequency TEXT NOT NULL, room TEXT NOT NULL, starts_at TEXT NOT NULL, length INTEGER NOT NULL, standing TEXT NOT NULL,
  backlog TEXT NOT NULL, papers_days INTEGER NOT NULL, draft_days INTEGER NOT NULL, approved_days INTEGER NOT NULL,
  numbering TEXT NOT NULL, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;

CREATE TABLE meeting (
  id TEXT PRIMARY KEY, series_id TEXT, title TEXT NOT NULL, seq INTEGER NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL,
  start TEXT NOT NULL, ends TEXT NOT NULL, place TEXT NOT NULL, room_booking_id TEXT, roll TEXT NOT NULL,
  quorum INTEGER NOT NULL, agenda TEXT NOT NULL, papers_days INTEGER NOT NULL, draft_days INTEGER NOT NULL,
  approved_days INTEGER NOT NULL, agenda_due TEXT, minutes_due TEXT, approve_due TEXT, sent_at TEXT, held_at TEXT,
  circulated_at TEXT, approved_at TEXT, approved_in TEXT NOT NULL, corrections TEXT NOT NULL, version INTEGER NOT NULL,
  reason TEXT NOT NULL, notes TEXT NOT NULL, created_by TEXT NOT NULL, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX meeting_open ON meeting(start) WHERE state NOT IN ('minutes_approved', 'cancelled') AND binned_at IS NULL;
CREATE INDEX meeting_over ON meeting(start) WHERE state IN ('minutes_approved', 'cancelled') AND binned_at IS NULL;
CREATE INDEX meeting_series_start ON meeting(series_id, start) WHERE binned_at IS NULL;
CREATE INDEX meeting_seq ON meeting(series_id, seq);
CREATE INDEX meeting_seq_year ON meeting(series_id, substr(start, 1, 4), seq);

CREATE TABLE meeting_action (
  id TEXT PRIMARY KEY, series_id TEXT, meeting_id TEXT NOT NULL, item_id TEXT NOT NULL, number TEXT NOT NULL,
  text TEXT NOT NULL, owner TEXT NOT NULL, due TEXT, task_id TEXT NOT NULL, confidential INTEGER NOT NULL,
  created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX meeting_action_meeting ON meeting_action(meeting_id) WHERE binned_at IS NULL;
CREATE INDEX meeting_action_series ON meeting_action(series_id, created_at) WHERE binned_at IS NULL;
CREATE INDEX meeting_action_made ON meeting_action(created_at) WHERE binned_at IS NULL;
CREATE INDEX task_live ON task(state) WHERE state IN ('open', 'waiting');
CREATE INDEX meeting_action_task ON meeting_action(task_id);

CREATE TABLE meeting_paper (
  id TEXT PRIMARY KEY, meeting_id TEXT NOT NULL, item_id TEXT NOT NULL, title TEXT NOT NULL, owner TEXT NOT NULL,
  asked_on TEXT, came_on TEXT, file TEXT NOT NULL, bytes INTEGER NOT NULL, hash TEXT NOT NULL, created_at TEXT NOT NULL,
  binned_at TEXT
) STRICT;
CREATE INDEX meeting_paper_meeting ON meeting_paper(meeting_id) WHERE binned_at IS NULL;

CREATE TABLE minutes_kept (
  id TEXT PRIMARY KEY, meeting_id TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL, roll TEXT NOT NULL,
  agenda TEXT NOT NULL, note TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX minutes_kept_meeting ON minutes_kept(meeting_id, version);
