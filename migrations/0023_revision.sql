-- What answers kept in memory depend on, beside the head of the audit and moved with it: when its last line was written,
-- and the last line that may change what another person than its writer reads (every one but a saved draft's).
ALTER TABLE audit_head ADD COLUMN at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit_head ADD COLUMN shown BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit_head ADD COLUMN shown_at BIGINT NOT NULL DEFAULT 0;
UPDATE audit_head SET
    at = COALESCE((SELECT MAX(at) FROM audit WHERE audit.seq = audit_head.seq), 0),
    shown = seq,
    shown_at = COALESCE((SELECT MAX(at) FROM audit WHERE audit.seq = audit_head.seq), 0);
