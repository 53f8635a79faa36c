-- The office: budgets, orders and stationery, equipment. Money is in pence.
CREATE TABLE cost_centre (
  id TEXT PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, holder TEXT NOT NULL, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;

CREATE TABLE budget_line (
  id TEXT PRIMARY KEY, centre_id TEXT NOT NULL, year INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL,
  allocated INTEGER NOT NULL, state TEXT NOT NULL, note TEXT NOT NULL, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX budget_line_year ON budget_line(year, centre_id) WHERE binned_at IS NULL;

CREATE TABLE virement (
  id TEXT PRIMARY KEY, from_id TEXT NOT NULL, to_id TEXT NOT NULL, pence INTEGER NOT NULL, reason TEXT NOT NULL,
  on_day TEXT NOT NULL, who TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX virement_from ON virement(from_id, pence) WHERE binned_at IS NULL;
CREATE INDEX virement_to ON virement(to_id, pence) WHERE binned_at IS NULL;

CREATE TABLE cost (
  id TEXT PRIMARY KEY, budget_id TEXT NOT NULL, on_day TEXT NOT NULL, pence INTEGER NOT NULL, what TEXT NOT NULL,
  reference TEXT NOT NULL, of_kind TEXT NOT NULL, of_id TEXT, binned_at TEXT
) STRICT;
CREATE INDEX cost_budget ON cost(budget_id, on_day, pence) WHERE binned_at IS NULL;
CREATE INDEX cost_of ON cost(of_id) WHERE of_id IS NOT NULL;

CREATE TABLE stock_item (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL, unit TEXT NOT NULL, supplier_id TEXT, supplier TEXT NOT NULL,
  minimum INTEGER NOT NULL, reorder INTEGER NOT NULL, place TEXT NOT NULL, last_pence INTEGER NOT NULL, budget_id TEXT,
  created_at TEXT NOT NULL, binned_at TEXT
) STRICT;

CREATE TABLE stock_move (
  id TEXT PRIMARY KEY, item_id TEXT NOT NULL, quantity INTEGER NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL,
  who TEXT NOT NULL, note TEXT NOT NULL, order_id TEXT
) STRICT;
CREATE INDEX stock_move_item ON stock_move(item_id, quantity);
CREATE INDEX stock_move_at ON stock_move(item_id, at);

CREATE TABLE price (
  id TEXT PRIMARY KEY, item_id TEXT NOT NULL, on_day TEXT NOT NULL, supplier TEXT NOT NULL, unit_pence INTEGER NOT NULL,
  order_id TEXT NOT NULL
) STRICT;
CREATE INDEX price_item ON price(item_id, on_day);

CREATE TABLE purchase (
  id TEXT PRIMARY KEY, number TEXT NOT NULL, state TEXT NOT NULL, supplier_id TEXT, supplier TEXT NOT NULL, budget_id TEXT,
  requested_by TEXT NOT NULL, approved_by TEXT NOT NULL, approved_at TEXT, submitted_at TEXT, ordered_on TEXT, needed_by TEXT,
  lines TEXT NOT NULL, invoices TEXT NOT NULL, committed INTEGER NOT NULL, total INTEGER NOT NULL, reason TEXT NOT NULL,
  notes TEXT NOT NULL, created_at TEXT NOT NULL, closed_at TEXT, binned_at TEXT
) STRICT;
CREATE INDEX purchase_open ON purchase(state, created_at) WHERE state NOT IN ('closed', 'rejected', 'cancelled') AND binned_at IS NULL;
CREATE INDEX purchase_made ON purchase(created_at) WHERE binned_at IS NULL;
CREATE INDEX purchase_committed ON purchase(budget_id, committed) WHERE committed > 0 AND binned_at IS NULL;
CREATE INDEX purchase_number ON purchase(number);

CREATE TABLE equipment (
  id TEXT PRIMARY KEY, tag TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, serial TEXT NOT NULL,
  place TEXT NOT NULL, holder TEXT NOT NULL, warranty TEXT, service_on TEXT, loans TEXT NOT NULL, faults TEXT NOT NULL,
  wishes TEXT NOT NULL, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
CREATE INDEX equipment_state ON equipment(state) WHERE binned_at IS NULL;
