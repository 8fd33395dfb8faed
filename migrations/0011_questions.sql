-- Questions of definition: what a city asks of an indicator, and what CNIPA answers to all.

-- Without an answer it waits; `declined` is 1 where the answer is the reason why there is none, which only its city reads.
CREATE TABLE questions (
    id          TEXT   PRIMARY KEY,
    indicator   TEXT   NOT NULL,
    city        TEXT   NOT NULL,
    text        TEXT   NOT NULL,
    asked_by    TEXT   NOT NULL,
    asked_at    BIGINT NOT NULL,
    answer      TEXT,
    declined    BIGINT NOT NULL,
    answered_by TEXT,
    answered_at BIGINT,
    changed_at  BIGINT
);
CREATE INDEX questions_by_indicator ON questions (indicator, asked_at);
