-- Clinics and their plans, the sessions that have something of their own, and the appointments in them.
CREATE TABLE clinic (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL, consultant TEXT NOT NULL, calendar_id TEXT NOT NULL,
  site TEXT NOT NULL, room TEXT NOT NULL, plans TEXT NOT NULL, notes TEXT NOT NULL, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE UNIQUE INDEX clinic_name ON clinic(name) WHERE binned_at IS NULL;

-- A session of a clinic has the id `clinic.20260303`; it stands here only when it differs from its plan.
CREATE TABLE session (
  id TEXT PRIMARY KEY, clinic_id TEXT, name TEXT NOT NULL, code TEXT NOT NULL, consultant TEXT NOT NULL, calendar_id TEXT NOT NULL,
  site TEXT NOT NULL, room TEXT NOT NULL, on_date TEXT NOT NULL, starts TEXT NOT NULL, ends TEXT NOT NULL, state TEXT NOT NULL,
  slots TEXT NOT NULL, limits TEXT NOT NULL, overbook INTEGER NOT NULL, reason TEXT NOT NULL, notice_weeks INTEGER, notes TEXT NOT NULL,
  cancelled_at TEXT, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX session_date ON session(on_date);

CREATE TABLE appointment (
  id TEXT PRIMARY KEY, patient_id TEXT NOT NULL, session_id TEXT, clinic_id TEXT, consultant TEXT NOT NULL, kind TEXT NOT NULL,
  state TEXT NOT NULL, start TEXT, minutes INTEGER NOT NULL, seat TEXT, reason TEXT NOT NULL,
  pathway TEXT NOT NULL, referred_on TEXT, breach_on TEXT, priority INTEGER NOT NULL,
  booked_by TEXT NOT NULL, booked_at TEXT, method TEXT NOT NULL, told TEXT NOT NULL, needs TEXT NOT NULL,
  short_notice INTEGER NOT NULL, notice_days INTEGER NOT NULL, suits TEXT NOT NULL, away TEXT NOT NULL,
  added_on TEXT NOT NULL, aim_on TEXT, book_by TEXT, offers TEXT NOT NULL,
  arrived_at TEXT, seen_at TEXT, late INTEGER NOT NULL, outcome TEXT NOT NULL, follow_weeks INTEGER, ended_at TEXT, end_reason TEXT NOT NULL,
  reach TEXT NOT NULL, proposed TEXT, rebooked_from TEXT, rebooked_as TEXT, died_reason TEXT NOT NULL, notes TEXT NOT NULL,
  created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
-- Whoever sits in a slot has its seat: `2026-03-03T09:00 session 0`. Never two in one, whatever two windows do.
CREATE UNIQUE INDEX appointment_seat ON appointment(seat) WHERE seat IS NOT NULL AND binned_at IS NULL;
-- Read by itself when free slots are looked for.
CREATE INDEX appointment_sits ON appointment(seat, kind) WHERE seat IS NOT NULL AND binned_at IS NULL;
CREATE INDEX appointment_start ON appointment(start) WHERE start IS NOT NULL AND binned_at IS NULL;
CREATE INDEX appointment_session ON appointment(session_id, start);
CREATE INDEX appointment_patient ON appointment(patient_id, start);
CREATE INDEX appointment_waiting ON appointment(book_by) WHERE state = 'waiting' AND binned_at IS NULL;
CREATE INDEX appointment_reach ON appointment(session_id) WHERE reach = 'to_reach' AND binned_at IS NULL;
CREATE INDEX appointment_short ON appointment(start) WHERE short_notice = 1 AND binned_at IS NULL;
