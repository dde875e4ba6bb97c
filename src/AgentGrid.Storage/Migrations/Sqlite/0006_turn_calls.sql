-- What was known of a turn's provider calls when a batch of its events was stored, as JSON: what a crash leaves of them.
ALTER TABLE turn_events ADD COLUMN calls TEXT;
