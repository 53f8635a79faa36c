CREATE TABLE setting (
  id TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT;

CREATE TABLE member (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, phone TEXT NOT NULL, notes TEXT NOT NULL,
  created_at TEXT NOT NULL, binned_at TEXT
) STRICT;

CREATE TABLE patient (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, forename TEXT NOT NULL, middle TEXT NOT NULL, surname TEXT NOT NULL,
  preferred_name TEXT NOT NULL, born TEXT, gender TEXT NOT NULL, nhs_number TEXT, nhs_status TEXT NOT NULL,
  hospital_number TEXT, address TEXT NOT NULL, postcode TEXT NOT NULL, phones TEXT NOT NULL, email TEXT NOT NULL,
  contact_by TEXT NOT NULL, voicemail_ok INTEGER NOT NULL, email_ok INTEGER NOT NULL, safe_note TEXT NOT NULL,
  practice_id TEXT, gp_name TEXT NOT NULL,
  need_support TEXT NOT NULL, need_professional TEXT NOT NULL, need_contact TEXT NOT NULL, need_format TEXT NOT NULL,
  needs_reviewed_on TEXT, language TEXT NOT NULL, interpreter INTEGER NOT NULL, may_speak TEXT NOT NULL,
  alerts TEXT NOT NULL, died_on TEXT, merged_into TEXT, notes TEXT NOT NULL, like_key TEXT NOT NULL,
  created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE UNIQUE INDEX patient_nhs ON patient(nhs_number) WHERE nhs_number IS NOT NULL AND binned_at IS NULL AND merged_into IS NULL;
CREATE INDEX patient_hospital ON patient(hospital_number);
CREATE INDEX patient_name ON patient(surname, forename) WHERE binned_at IS NULL AND merged_into IS NULL;
CREATE INDEX patient_merged ON patient(nhs_number) WHERE merged_into IS NOT NULL;
CREATE INDEX patient_like ON patient(like_key);
CREATE INDEX patient_born ON patient(born);
CREATE INDEX patient_practice ON patient(practice_id);

CREATE TABLE contact (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, forename TEXT NOT NULL, surname TEXT NOT NULL,
  organisation TEXT NOT NULL, department TEXT NOT NULL, job_title TEXT NOT NULL, ods_code TEXT, parent_id TEXT,
  address TEXT NOT NULL, postcode TEXT NOT NULL, phones TEXT NOT NULL, bypass TEXT NOT NULL, bleep TEXT NOT NULL,
  extension TEXT NOT NULL, email TEXT NOT NULL, hours TEXT NOT NULL, notes TEXT NOT NULL, closed_on TEXT,
  uid TEXT, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE UNIQUE INDEX contact_ods ON contact(ods_code) WHERE ods_code IS NOT NULL AND binned_at IS NULL;
CREATE INDEX contact_name ON contact(name) WHERE binned_at IS NULL;
CREATE INDEX contact_uid ON contact(uid);
CREATE INDEX contact_parent ON contact(parent_id);

CREATE TABLE query (
  id TEXT PRIMARY KEY, state TEXT NOT NULL, draft INTEGER NOT NULL, direction TEXT NOT NULL, mode TEXT NOT NULL, caller TEXT NOT NULL,
  relation TEXT NOT NULL, number TEXT NOT NULL, message_ok INTEGER NOT NULL, patient_id TEXT, ticked TEXT NOT NULL,
  kind TEXT NOT NULL, words TEXT NOT NULL, tone TEXT NOT NULL, owner TEXT NOT NULL, consultant TEXT NOT NULL,
  received_at TEXT NOT NULL, promised_by TEXT, waiting_on TEXT NOT NULL, chase_on TEXT, escalated_to TEXT NOT NULL,
  escalated_at TEXT, accepted_by TEXT NOT NULL, accepted_at TEXT, outcome TEXT NOT NULL, closed_at TEXT, repeat_of TEXT,
  alarm TEXT NOT NULL, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX query_open ON query(state, received_at) WHERE state <> 'done' AND binned_at IS NULL;
CREATE INDEX query_closed ON query(closed_at);
CREATE INDEX query_patient ON query(patient_id, received_at);
CREATE INDEX query_number ON query(number, received_at);

CREATE TABLE task (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, note TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, due TEXT, priority INTEGER NOT NULL,
  owner TEXT NOT NULL, creator TEXT NOT NULL, repeat TEXT NOT NULL, checklist TEXT NOT NULL, waiting_on TEXT NOT NULL, waiting_until TEXT,
  patient_id TEXT, test TEXT NOT NULL, asked_on TEXT, expected_by TEXT, back_at TEXT, seen_by TEXT NOT NULL, seen_at TEXT,
  outcome TEXT NOT NULL, done_at TEXT, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX task_open ON task(state, due) WHERE state IN ('open', 'waiting') AND binned_at IS NULL;
CREATE INDEX task_done ON task(done_at);
CREATE INDEX task_patient ON task(patient_id);

CREATE TABLE letter (
  id TEXT PRIMARY KEY, state TEXT NOT NULL, template TEXT NOT NULL, title TEXT NOT NULL, patient_id TEXT, author TEXT NOT NULL, owner TEXT NOT NULL,
  priority INTEGER NOT NULL, attended_on TEXT, due_at TEXT, subject TEXT NOT NULL, salutation TEXT NOT NULL, body TEXT NOT NULL,
  enclosures TEXT NOT NULL, recipients TEXT NOT NULL, comments TEXT NOT NULL, held INTEGER NOT NULL, hold_reason TEXT NOT NULL, hold_until TEXT,
  sign_mode TEXT NOT NULL, signed_by TEXT NOT NULL, sign_note TEXT NOT NULL, died_reason TEXT NOT NULL, cancel_reason TEXT NOT NULL,
  replaces_id TEXT, replaced_by TEXT, submitted_at TEXT, approved_at TEXT, sent_at TEXT, cancelled_at TEXT,
  created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX letter_unsent ON letter(state, due_at) WHERE state NOT IN ('sent', 'cancelled') AND binned_at IS NULL;
CREATE INDEX letter_binned ON letter(binned_at) WHERE binned_at IS NOT NULL;
CREATE INDEX letter_sent ON letter(sent_at);
CREATE INDEX letter_patient ON letter(patient_id, created_at);

CREATE TABLE calendar (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, shown INTEGER NOT NULL, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;

CREATE TABLE entry (
  id TEXT PRIMARY KEY, calendar_id TEXT NOT NULL, title TEXT NOT NULL, start TEXT NOT NULL, ends TEXT NOT NULL, all_day INTEGER NOT NULL,
  place TEXT NOT NULL, with_whom TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, private INTEGER NOT NULL,
  buffer_before INTEGER NOT NULL, buffer_after INTEGER NOT NULL, papers TEXT NOT NULL, notes TEXT NOT NULL, patient_id TEXT,
  uid TEXT NOT NULL, sequence INTEGER NOT NULL, stamped_at TEXT, zone TEXT, rules TEXT NOT NULL, rdates TEXT NOT NULL, exdates TEXT NOT NULL,
  series_until TEXT, master_id TEXT, recurrence_id TEXT, organizer TEXT NOT NULL, attendees TEXT NOT NULL, extra TEXT NOT NULL,
  created_by TEXT NOT NULL, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
-- A single entry (or a moved occurrence) has no series_until; a series has the end of its last occurrence, '9999' where it is endless.
CREATE INDEX entry_single ON entry(start, ends) WHERE series_until IS NULL AND binned_at IS NULL;
CREATE INDEX entry_series ON entry(series_until, start) WHERE series_until IS NOT NULL AND binned_at IS NULL;
-- What reaches into another day is looked for by its end, so that a day need not be sought in all that began before it.
CREATE INDEX entry_long ON entry(ends, start) WHERE series_until IS NULL AND binned_at IS NULL AND substr(ends, 1, 10) > substr(start, 1, 10);
CREATE INDEX entry_moved ON entry(recurrence_id) WHERE master_id IS NOT NULL AND binned_at IS NULL;
CREATE INDEX entry_uid ON entry(uid, calendar_id);
CREATE INDEX entry_master ON entry(master_id);
CREATE INDEX entry_patient ON entry(patient_id, start);

CREATE TABLE holiday (
  id TEXT PRIMARY KEY, on_date TEXT NOT NULL, title TEXT NOT NULL, removed INTEGER NOT NULL
) STRICT;

-- What belongs together: the call and the task, letter or diary entry that it led to.
CREATE TABLE link (
  id TEXT PRIMARY KEY, from_kind TEXT NOT NULL, from_id TEXT NOT NULL, to_kind TEXT NOT NULL, to_id TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX link_from ON link(from_id);
CREATE INDEX link_to ON link(to_id);

-- The journal: undo stack and audit trail at once.
CREATE TABLE change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, label TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo', 'view')), target INTEGER, undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX change_undo ON change(who, seq) WHERE kind = 'do' AND undone = 0;
CREATE INDEX change_redo ON change(who, seq) WHERE kind = 'undo' AND undone = 0;
CREATE TABLE change_item (
  seq INTEGER NOT NULL, n INTEGER NOT NULL, tbl TEXT NOT NULL, rec TEXT NOT NULL, before TEXT, after TEXT, PRIMARY KEY (seq, n)
) STRICT;
CREATE INDEX change_item_rec ON change_item(rec, seq);

-- Text that is being typed and is not yet part of a record.
CREATE TABLE draft (
  id TEXT PRIMARY KEY, seat TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

CREATE TABLE find_doc (
  doc INTEGER PRIMARY KEY, kind TEXT NOT NULL, rec TEXT NOT NULL UNIQUE, title TEXT NOT NULL, detail TEXT NOT NULL, words TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE find_word USING fts5(words, content='find_doc', content_rowid='doc', prefix='2 3 4', tokenize='unicode61 remove_diacritics 2');
