-- Practices: cases of cities, what was done with them, and which city adopted them.

-- The fields hold what was handed in last, of one never handed in what its city types; `draft` is what it types since
-- a return, as JSON, and none but the city reads it. Figures are exact decimals as typed, each with its period.
CREATE TABLE practices (
    id            TEXT   PRIMARY KEY,
    number        BIGINT NOT NULL UNIQUE,
    city          TEXT   NOT NULL,
    state         TEXT   NOT NULL,
    revision      BIGINT NOT NULL,
    aspect        TEXT   NOT NULL,
    goal          TEXT   NOT NULL,
    indicator     TEXT   NOT NULL,
    title         TEXT   NOT NULL,
    created_by    TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    saved_by      TEXT   NOT NULL,
    saved_at      BIGINT NOT NULL,
    submitted_by  TEXT,
    submitted_at  BIGINT,
    decided_by    TEXT,
    decided_at    BIGINT,
    published_by  TEXT,
    published_at  BIGINT,
    reason        TEXT,
    before_value  TEXT   NOT NULL,
    before_period TEXT   NOT NULL,
    after_value   TEXT   NOT NULL,
    after_period  TEXT   NOT NULL,
    background    TEXT   NOT NULL,
    measures      TEXT   NOT NULL,
    results       TEXT   NOT NULL,
    conditions    TEXT   NOT NULL,
    scope         TEXT   NOT NULL,
    draft         TEXT
);
CREATE INDEX practices_by_state ON practices (state, city);
CREATE INDEX practices_by_indicator ON practices (indicator, state);

-- What a search looks through: the fields above, the number and the city's names, in small letters. Apart, so that a list
-- does not pass over the texts.
CREATE TABLE practice_words (
    practice_id TEXT PRIMARY KEY REFERENCES practices (id),
    words       TEXT NOT NULL
);

CREATE TABLE practice_steps (
    practice_id TEXT   NOT NULL REFERENCES practices (id),
    seq         BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    by_id       TEXT   NOT NULL,
    action      TEXT   NOT NULL,
    text        TEXT   NOT NULL,
    PRIMARY KEY (practice_id, seq)
);

-- A city adopts a practice once; recorded again, the record is put right.
CREATE TABLE adoptions (
    id          TEXT   PRIMARY KEY,
    practice_id TEXT   NOT NULL REFERENCES practices (id),
    city        TEXT   NOT NULL,
    adopted_on  TEXT   NOT NULL,
    indicator   TEXT   NOT NULL,
    proof       TEXT   NOT NULL,
    by_id       TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    UNIQUE (practice_id, city)
);
CREATE INDEX adoptions_by_indicator ON adoptions (indicator);
