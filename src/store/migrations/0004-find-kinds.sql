-- Of which table a record is stands among its words, as a word that nobody can type: a person is found among a hundred
-- thousand letters by the index alone.
UPDATE find_doc SET words = words || ' ' || char(57344) || kind;
INSERT INTO find_word (find_word) VALUES ('rebuild');
