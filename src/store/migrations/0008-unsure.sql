-- What is proposed or held and still to come, counted for the title of the diary and listed.
CREATE INDEX entry_unsure ON entry(start) WHERE state IN ('proposed', 'hold') AND series_until IS NULL AND binned_at IS NULL;
CREATE INDEX entry_unsure_series ON entry(series_until) WHERE state IN ('proposed', 'hold') AND series_until IS NOT NULL AND binned_at IS NULL;
