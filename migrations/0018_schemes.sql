-- Pilot schemes: the draft field by field, frozen versions, what CNIPA said of their items, and the targets in force.

-- One row a city. `number` is the version in force, `round` the first version of the round of work under way; `reason` says
-- why what is filed is amended.
CREATE TABLE schemes (
    id            TEXT   PRIMARY KEY,
    city          TEXT   NOT NULL UNIQUE,
    state         TEXT   NOT NULL,
    revision      BIGINT NOT NULL,
    frozen        TEXT,
    signed_off_by TEXT,
    latest        BIGINT,
    filed         BIGINT,
    reason        TEXT   NOT NULL,
    returned_at   BIGINT,
    taken_by      TEXT,
    sent_back     TEXT,
    opened_at     BIGINT NOT NULL
);

-- One row per field that was ever typed; `past` is what stood there before, and until which revision.
CREATE TABLE scheme_fields (
    scheme_id TEXT   NOT NULL REFERENCES schemes (id),
    name      TEXT   NOT NULL,
    text      TEXT   NOT NULL,
    revision  BIGINT NOT NULL,
    saved_at  BIGINT NOT NULL,
    saved_by  TEXT   NOT NULL,
    past      TEXT   NOT NULL,
    PRIMARY KEY (scheme_id, name)
);

-- `closed_as` is withdrawn, returned or filed. What is filed has the system's own number, and CNIPA's letter where it typed
-- one; it is in force from one line of the audit until another.
CREATE TABLE scheme_versions (
    scheme_id     TEXT   NOT NULL REFERENCES schemes (id),
    number        BIGINT NOT NULL,
    content       TEXT   NOT NULL,
    hash          TEXT   NOT NULL,
    check_code    TEXT   NOT NULL,
    signature     TEXT   NOT NULL,
    drafted_by    TEXT,
    own_draft     BIGINT NOT NULL,
    reason        TEXT   NOT NULL,
    submitted_at  BIGINT NOT NULL,
    submitted_by  TEXT   NOT NULL,
    closed_at     BIGINT,
    closed_as     TEXT,
    closed_by     TEXT,
    filing        TEXT,
    letter_number TEXT,
    letter_on     TEXT,
    valid_from    BIGINT,
    valid_to      BIGINT,
    PRIMARY KEY (scheme_id, number)
);
CREATE INDEX scheme_versions_in_force ON scheme_versions (valid_from, valid_to);
CREATE INDEX scheme_versions_by_code ON scheme_versions (check_code);

-- Why CNIPA returned an item of a version, and what the city answered; `seq` is the audit's number.
CREATE TABLE scheme_remarks (
    id          TEXT   PRIMARY KEY,
    scheme_id   TEXT   NOT NULL REFERENCES schemes (id),
    item        TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    author      TEXT   NOT NULL,
    author_role TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    text        TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    seq         BIGINT NOT NULL
);
CREATE INDEX scheme_remarks_by_scheme ON scheme_remarks (scheme_id, seq);

-- What charts and scores read: the promise for an indicator as filed, and the one that counts for scores where CNIPA has not
-- granted a lower one. Both are JSON.
CREATE TABLE targets (
    city       TEXT   NOT NULL,
    indicator  TEXT   NOT NULL,
    promise    TEXT   NOT NULL,
    scoring    TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to   BIGINT,
    PRIMARY KEY (city, indicator, valid_from)
);
CREATE INDEX targets_by_indicator ON targets (indicator, valid_from);
