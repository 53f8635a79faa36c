-- Travel: trips, their legs, and the rates of mileage. Money is in pence, miles in tenths, rates in tenths of a penny a mile.
CREATE TABLE trip (
  id TEXT PRIMARY KEY, traveller TEXT NOT NULL, purpose TEXT NOT NULL, from_place TEXT NOT NULL, to_place TEXT NOT NULL,
  starts_on TEXT NOT NULL, ends_on TEXT NOT NULL, budget_id TEXT, estimate INTEGER NOT NULL, approver TEXT NOT NULL,
  visa TEXT NOT NULL, risk TEXT NOT NULL, diet TEXT NOT NULL, bring TEXT NOT NULL, notes TEXT NOT NULL, state TEXT NOT NULL,
  asked_by TEXT NOT NULL, asked_on TEXT NOT NULL, approved_by TEXT NOT NULL, approved_on TEXT, booked_on TEXT,
  claim_number TEXT NOT NULL, claimed_on TEXT, claimed INTEGER NOT NULL, paid_on TEXT, paid INTEGER NOT NULL,
  committed INTEGER NOT NULL, due_on TEXT, reason TEXT NOT NULL, kept_files TEXT NOT NULL, created_at TEXT NOT NULL,
  closed_at TEXT, binned_at TEXT
) STRICT;
CREATE INDEX trip_due ON trip(due_on) WHERE due_on IS NOT NULL AND binned_at IS NULL;
CREATE INDEX trip_over ON trip(starts_on) WHERE due_on IS NULL AND binned_at IS NULL;
CREATE INDEX trip_committed ON trip(budget_id, committed) WHERE committed > 0 AND binned_at IS NULL;
CREATE INDEX trip_traveller ON trip(traveller, starts_on) WHERE binned_at IS NULL;

CREATE TABLE trip_leg (
  id TEXT PRIMARY KEY, trip_id TEXT NOT NULL, kind TEXT NOT NULL, carrier TEXT NOT NULL, reference TEXT NOT NULL,
  from_place TEXT NOT NULL, from_zone TEXT NOT NULL, departs TEXT NOT NULL, to_place TEXT NOT NULL, to_zone TEXT NOT NULL,
  arrives TEXT NOT NULL, location TEXT NOT NULL, phone TEXT NOT NULL, pence INTEGER NOT NULL, payer TEXT NOT NULL,
  receipt TEXT NOT NULL, is_booked INTEGER NOT NULL, vehicle TEXT NOT NULL, miles10 INTEGER NOT NULL, passengers INTEGER NOT NULL,
  rated TEXT NOT NULL, note TEXT NOT NULL, entry_id TEXT, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX trip_leg_trip ON trip_leg(trip_id, departs);
CREATE INDEX trip_leg_entry ON trip_leg(entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX trip_leg_departs ON trip_leg(departs) WHERE binned_at IS NULL;

CREATE TABLE mileage_rate (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, tenths INTEGER NOT NULL, after_tenths INTEGER NOT NULL, threshold INTEGER NOT NULL,
  valid_from TEXT NOT NULL, source TEXT NOT NULL, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
