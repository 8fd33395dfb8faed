-- Corrections of accepted reports, and what CNIPA sets over the calendar's settings. `reports.extended_until` is no longer
-- used: an extension is a rule of the calendar, with its reason and its history.

-- A request without a decision waits for CNIPA; `items` and `granted` are lists as JSON.
CREATE TABLE corrections (
    id         TEXT   PRIMARY KEY,
    report_id  TEXT   NOT NULL REFERENCES reports (id),
    version    BIGINT NOT NULL,
    items      TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    asked_by   TEXT   NOT NULL,
    asked_at   BIGINT NOT NULL,
    decision   TEXT,
    granted    TEXT,
    answer     TEXT,
    decided_by TEXT,
    decided_at BIGINT
);
CREATE INDEX corrections_by_report ON corrections (report_id, asked_at);

-- An empty city means every one, an empty period none in particular. A rule holds from one line of the audit until another.
CREATE TABLE calendar_rules (
    rule         TEXT   NOT NULL,
    city         TEXT   NOT NULL,
    period       TEXT   NOT NULL,
    value        TEXT   NOT NULL,
    reason       TEXT   NOT NULL,
    set_by       TEXT   NOT NULL,
    set_at       BIGINT NOT NULL,
    valid_from   BIGINT NOT NULL,
    ended_by     TEXT,
    ended_at     BIGINT,
    ended_reason TEXT,
    valid_to     BIGINT,
    PRIMARY KEY (rule, city, period, valid_from)
);

-- 1 where the fact took the place of another value: it was corrected.
ALTER TABLE facts ADD COLUMN corrected BIGINT NOT NULL DEFAULT 0;
