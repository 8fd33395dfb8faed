-- How many items and sections of the draft have something typed, counted by the write that changes it: lists of many reports read it.
ALTER TABLE reports ADD COLUMN filled BIGINT NOT NULL DEFAULT 0;
UPDATE reports SET filled = (SELECT COUNT(DISTINCT d.item) FROM draft_fields d WHERE d.report_id = reports.id
    AND d.field NOT IN ('kind', 'explanation', 'expected_on') AND trim(d.text) <> '');
