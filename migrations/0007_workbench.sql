-- The talk between reviewers and a city: when a return was first opened, what an approver says when sending back, and the
-- notes that CNIPA puts beside values in charts.

-- A return is unread while `return_opened_at` is missing or before `returned_at`.
ALTER TABLE reports ADD COLUMN return_opened_at BIGINT;
ALTER TABLE reports ADD COLUMN sent_back_at BIGINT;
ALTER TABLE reports ADD COLUMN sent_back_by TEXT;
ALTER TABLE reports ADD COLUMN sent_back_comment TEXT;

-- A note is proposed, then published: it holds from one line of the audit until another. `seq` is the line of its
-- proposal, from which on the city's answer counts.
CREATE TABLE notes (
    id           TEXT   PRIMARY KEY,
    report_id    TEXT   NOT NULL REFERENCES reports (id),
    city         TEXT   NOT NULL,
    period       TEXT   NOT NULL,
    indicator    TEXT   NOT NULL,
    text         TEXT   NOT NULL,
    seq          BIGINT NOT NULL,
    proposed_by  TEXT   NOT NULL,
    proposed_at  BIGINT NOT NULL,
    published_by TEXT,
    published_at BIGINT,
    valid_from   BIGINT,
    ended_by     TEXT,
    ended_at     BIGINT,
    valid_to     BIGINT
);
CREATE INDEX notes_by_report ON notes (report_id, seq);
CREATE INDEX notes_by_indicator ON notes (indicator, valid_from);
