-- How a version was signed, and who handed it in to its approver: beside the content, so that the check code printed on what
-- is signed is the code of what is submitted.
ALTER TABLE versions ADD COLUMN signature TEXT NOT NULL DEFAULT '{"how":"on_screen"}';
ALTER TABLE versions ADD COLUMN drafted_by TEXT;
-- What waits for the signature, as JSON: a change of the period before, meanwhile, changes no letter of it.
ALTER TABLE reports ADD COLUMN frozen TEXT;
CREATE INDEX versions_by_hash ON versions (hash);

-- How many items differ from the accepted version: in the last version that stands, and in the draft while the city has it.
ALTER TABLE reports ADD COLUMN changed_sent BIGINT NOT NULL DEFAULT 0;
ALTER TABLE reports ADD COLUMN changed_draft BIGINT NOT NULL DEFAULT 0;
