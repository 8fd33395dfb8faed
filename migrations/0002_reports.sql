-- Reporting: the draft field by field, frozen versions, the reviewers' word, accepted facts and their release.
-- Audit numbers (valid_from, valid_to) make history: a row held from one line of the audit until another.

-- `versions` counts those that stand; `latest_version` is the number of the last of them.
CREATE TABLE reports (
    id                 TEXT   PRIMARY KEY,
    city               TEXT   NOT NULL,
    period             TEXT   NOT NULL,
    state              TEXT   NOT NULL,
    revision           BIGINT NOT NULL,
    versions           BIGINT NOT NULL,
    latest_version     BIGINT,
    accepted_version   BIGINT,
    taken_at           BIGINT,
    taken_by           TEXT,
    first_submitted_at BIGINT,
    extended_until     BIGINT,
    returned_at        BIGINT,
    signed_off_by      TEXT,
    created_at         BIGINT NOT NULL,
    UNIQUE (city, period)
);

-- One row per field that was ever typed; `revision` is the report's at that save.
CREATE TABLE draft_fields (
    report_id TEXT   NOT NULL REFERENCES reports (id),
    item      TEXT   NOT NULL,
    field     TEXT   NOT NULL,
    text      TEXT   NOT NULL,
    revision  BIGINT NOT NULL,
    saved_at  BIGINT NOT NULL,
    saved_by  TEXT   NOT NULL,
    PRIMARY KEY (report_id, item, field)
);

-- What stood in a field from one revision until another: tells a change from a field that was only shown.
CREATE TABLE draft_past (
    report_id TEXT   NOT NULL REFERENCES reports (id),
    item      TEXT   NOT NULL,
    field     TEXT   NOT NULL,
    text      TEXT   NOT NULL,
    revision  BIGINT NOT NULL,
    until     BIGINT NOT NULL,
    PRIMARY KEY (report_id, item, field, revision)
);

-- `closed_as` is withdrawn, returned or accepted; a version without it waits for a reviewer.
CREATE TABLE versions (
    id           TEXT   PRIMARY KEY,
    report_id    TEXT   NOT NULL REFERENCES reports (id),
    number       BIGINT NOT NULL,
    content      TEXT   NOT NULL,
    hash         TEXT   NOT NULL,
    check_code   TEXT   NOT NULL,
    submitted_at BIGINT NOT NULL,
    submitted_by TEXT   NOT NULL,
    own_draft    BIGINT NOT NULL,
    closed_at    BIGINT,
    closed_as    TEXT,
    UNIQUE (report_id, number)
);
CREATE INDEX versions_by_time ON versions (submitted_at, closed_at);

CREATE TABLE verdicts (
    report_id TEXT   NOT NULL REFERENCES reports (id),
    version   BIGINT NOT NULL,
    item      TEXT   NOT NULL,
    verdict   TEXT   NOT NULL,
    comment   TEXT   NOT NULL,
    by_user   TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (report_id, version, item)
);

-- `seq` is the number of the audit line: the order of what was said.
CREATE TABLE remarks (
    id          TEXT   PRIMARY KEY,
    report_id   TEXT   NOT NULL REFERENCES reports (id),
    item        TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    author      TEXT   NOT NULL,
    author_role TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    text        TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    seq         BIGINT NOT NULL
);
CREATE INDEX remarks_by_report ON remarks (report_id, seq);

-- The read model of charts, comparison and exports. `detail` is the whole entry as JSON; `scaled` its figure in
-- millionths for sums.
CREATE TABLE facts (
    city          TEXT   NOT NULL,
    period        TEXT   NOT NULL,
    indicator     TEXT   NOT NULL,
    kind          TEXT   NOT NULL,
    no_cases      BIGINT NOT NULL,
    numerator     TEXT,
    denominator   TEXT,
    value         TEXT,
    n             TEXT,
    detail        TEXT   NOT NULL,
    scaled        BIGINT,
    definition    BIGINT NOT NULL,
    report_id     TEXT   NOT NULL REFERENCES reports (id),
    report_period TEXT   NOT NULL,
    version       BIGINT NOT NULL,
    valid_from    BIGINT NOT NULL,
    valid_to      BIGINT,
    accepted_at   BIGINT NOT NULL,
    PRIMARY KEY (city, period, indicator, valid_from)
);
CREATE INDEX facts_by_indicator ON facts (indicator, period, valid_from);
CREATE INDEX facts_by_period ON facts (period, valid_from);

-- An empty period or indicator means every one.
CREATE TABLE releases (
    period     TEXT   NOT NULL,
    indicator  TEXT   NOT NULL,
    level      TEXT   NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to   BIGINT,
    PRIMARY KEY (period, indicator, valid_from)
);
CREATE INDEX audit_by_time ON audit (at, seq);
