-- Rooms: the rooms themselves, their bookings, and what is laid on for a booking. Money is in pence.
CREATE TABLE room (
  id TEXT PRIMARY KEY, site TEXT NOT NULL, name TEXT NOT NULL, capacity INTEGER NOT NULL, layouts TEXT NOT NULL,
  things TEXT NOT NULL, phone TEXT NOT NULL, hours TEXT NOT NULL, approver TEXT NOT NULL, notes TEXT NOT NULL,
  created_at TEXT NOT NULL, binned_at TEXT
) STRICT;

CREATE TABLE booking (
  id TEXT PRIMARY KEY, room_id TEXT NOT NULL, start TEXT NOT NULL, ends TEXT NOT NULL, title TEXT NOT NULL,
  host TEXT NOT NULL, booked_for TEXT NOT NULL, booked_by TEXT NOT NULL, people INTEGER NOT NULL, layout TEXT NOT NULL,
  external INTEGER NOT NULL, private INTEGER NOT NULL, state TEXT NOT NULL, approved_by TEXT NOT NULL, reason TEXT NOT NULL,
  repeats TEXT NOT NULL, series_id TEXT, of_kind TEXT NOT NULL, of_id TEXT, notes TEXT NOT NULL, created_at TEXT NOT NULL,
  binned_at TEXT
) STRICT;
CREATE INDEX booking_room ON booking(room_id, start) WHERE binned_at IS NULL;
CREATE INDEX booking_start ON booking(start) WHERE binned_at IS NULL;
CREATE INDEX booking_asked ON booking(start) WHERE state IN ('tentative', 'requested') AND binned_at IS NULL;
CREATE INDEX booking_series ON booking(series_id, start) WHERE series_id IS NOT NULL;
CREATE INDEX booking_of ON booking(of_id) WHERE of_id IS NOT NULL;

CREATE TABLE booking_line (
  id TEXT PRIMARY KEY, booking_id TEXT NOT NULL, on_day TEXT NOT NULL, kind TEXT NOT NULL, what TEXT NOT NULL, quantity INTEGER NOT NULL,
  diets TEXT NOT NULL, at TEXT NOT NULL, supplier TEXT NOT NULL, equipment_id TEXT, pence INTEGER NOT NULL,
  cost_code TEXT NOT NULL, budget_id TEXT, confirm_by TEXT, state TEXT NOT NULL, reference TEXT NOT NULL,
  note TEXT NOT NULL, committed INTEGER NOT NULL, cost_id TEXT, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX booking_line_of ON booking_line(booking_id) WHERE binned_at IS NULL;
CREATE INDEX booking_line_day ON booking_line(on_day) WHERE binned_at IS NULL;
CREATE INDEX booking_line_open ON booking_line(confirm_by) WHERE state IN ('needed', 'requested') AND binned_at IS NULL;
CREATE INDEX booking_line_machine ON booking_line(equipment_id, on_day) WHERE equipment_id IS NOT NULL AND binned_at IS NULL;
CREATE INDEX booking_line_committed ON booking_line(budget_id, committed) WHERE committed > 0 AND binned_at IS NULL;
CREATE INDEX booking_line_owed ON booking_line(on_day) WHERE committed > 0 AND binned_at IS NULL;
