-- Who sits in a session, in one line, so that a year is searched without reading every appointment: of each the time, the
-- number and the first letter of the kind (`09000n09200f`), in order. The triggers keep it; a check compares it.
CREATE TABLE sitting (
  on_date TEXT NOT NULL, session_id TEXT NOT NULL, sits TEXT NOT NULL, PRIMARY KEY (on_date, session_id)
) STRICT, WITHOUT ROWID;
CREATE VIEW seated AS SELECT substr(seat, 1, 10) AS on_date, session_id, seat,
  substr(seat, 12, 2) || substr(seat, 15, 2) || substr(seat, 19 + length(session_id)) || substr(kind, 1, 1) AS code
  FROM appointment WHERE session_id IS NOT NULL AND seat IS NOT NULL AND binned_at IS NULL;
INSERT INTO sitting SELECT on_date, session_id, group_concat(code, '') FROM (SELECT * FROM seated ORDER BY seat) GROUP BY 1, 2;

CREATE TRIGGER sitting_new AFTER INSERT ON appointment WHEN new.seat IS NOT NULL BEGIN
  DELETE FROM sitting WHERE on_date = substr(new.seat, 1, 10) AND session_id = new.session_id;
  INSERT INTO sitting SELECT on_date, session_id, group_concat(code, '') FROM (
    SELECT * FROM seated WHERE session_id = new.session_id AND seat >= substr(new.seat, 1, 10) AND seat < substr(new.seat, 1, 10) || 'U' ORDER BY seat
  ) GROUP BY 1, 2;
END;
CREATE TRIGGER sitting_gone AFTER DELETE ON appointment WHEN old.seat IS NOT NULL BEGIN
  DELETE FROM sitting WHERE on_date = substr(old.seat, 1, 10) AND session_id = old.session_id;
  INSERT INTO sitting SELECT on_date, session_id, group_concat(code, '') FROM (
    SELECT * FROM seated WHERE session_id = old.session_id AND seat >= substr(old.seat, 1, 10) AND seat < substr(old.seat, 1, 10) || 'U' ORDER BY seat
  ) GROUP BY 1, 2;
END;
CREATE TRIGGER sitting_other AFTER UPDATE OF seat, session_id, kind, binned_at ON appointment
WHEN old.seat IS NOT NULL OR new.seat IS NOT NULL BEGIN
  DELETE FROM sitting WHERE on_date = substr(old.seat, 1, 10) AND session_id = old.session_id;
  INSERT INTO sitting SELECT on_date, session_id, group_concat(code, '') FROM (
    SELECT * FROM seated WHERE session_id = old.session_id AND seat >= substr(old.seat, 1, 10) AND seat < substr(old.seat, 1, 10) || 'U' ORDER BY seat
  ) GROUP BY 1, 2;
  DELETE FROM sitting WHERE on_date = substr(new.seat, 1, 10) AND session_id = new.session_id;
  INSERT INTO sitting SELECT on_date, session_id, group_concat(code, '') FROM (
    SELECT * FROM seated WHERE session_id = new.session_id AND seat >= substr(new.seat, 1, 10) AND seat < substr(new.seat, 1, 10) || 'U' ORDER BY seat
  ) GROUP BY 1, 2;
END;
