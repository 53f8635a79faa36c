-- What is gone is counted by itself, so that the others are counted without reading them.
CREATE INDEX patient_gone ON patient(binned_at) WHERE binned_at IS NOT NULL OR merged_into IS NOT NULL;
CREATE INDEX contact_gone ON contact(binned_at) WHERE binned_at IS NOT NULL;
-- Who waits past the date is counted for every screen.
CREATE INDEX appointment_late ON appointment(breach_on, book_by) WHERE state = 'waiting' AND binned_at IS NULL;
