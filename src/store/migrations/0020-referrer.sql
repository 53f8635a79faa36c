-- Who referred the patient: letters have a rule that sends to them.
ALTER TABLE appointment ADD COLUMN referrer_id TEXT;
CREATE INDEX appointment_referred ON appointment(patient_id, referred_on) WHERE referrer_id IS NOT NULL AND binned_at IS NULL;
