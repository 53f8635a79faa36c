-- What the check of a letter found and a member keeps as it is, with the reason.
CREATE TABLE letter_kept (
  id TEXT PRIMARY KEY, letter_id TEXT NOT NULL, rule TEXT NOT NULL, words TEXT NOT NULL, said TEXT NOT NULL, reason TEXT NOT NULL,
  who TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX letter_kept_letter ON letter_kept(letter_id, at);
-- Whose name stands in a letter is asked without regard to capitals.
CREATE INDEX patient_said ON patient(surname COLLATE NOCASE, forename COLLATE NOCASE) WHERE binned_at IS NULL AND merged_into IS NULL;

-- The text of a letter at each of its steps, kept for ever: nothing changes or erases it, not even undo.
CREATE TABLE letter_version (
  id INTEGER PRIMARY KEY, letter_id TEXT NOT NULL, seq INTEGER NOT NULL, was TEXT NOT NULL, state TEXT NOT NULL,
  subject TEXT NOT NULL, salutation TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX letter_version_letter ON letter_version(letter_id, id);
CREATE TRIGGER letter_version_new AFTER UPDATE OF state ON letter
WHEN new.state <> old.state AND new.state <> 'cancelled' AND (old.state <> 'dictated') BEGIN
  INSERT INTO letter_version (letter_id, seq, was, state, subject, salutation, body)
  VALUES (new.id, (SELECT MAX(seq) FROM change), old.state, new.state, new.subject, new.salutation, new.body);
END;
CREATE TRIGGER letter_version_stays BEFORE UPDATE ON letter_version BEGIN
  SELECT RAISE(ABORT, 'The versions of a letter are kept as they are.');
END;
CREATE TRIGGER letter_version_kept BEFORE DELETE ON letter_version BEGIN
  SELECT RAISE(ABORT, 'The versions of a letter are kept for ever.');
END;

-- The department's own snippets: what is typed, and the words it stands for.
CREATE TABLE snippet (
  id TEXT PRIMARY KEY, typed TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, created_at TEXT NOT NULL, binned_at TEXT
) STRICT;
