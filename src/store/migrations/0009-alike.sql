-- Who could be taken for whom is asked of everybody in a list: the indexes answer it without a look at the records.
DROP INDEX patient_like;
CREATE INDEX patient_like ON patient(like_key, surname, forename) WHERE binned_at IS NULL AND merged_into IS NULL;
CREATE INDEX patient_twin ON patient(born) WHERE binned_at IS NULL AND merged_into IS NULL;
