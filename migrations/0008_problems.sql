-- The problem register. Days are Beijing days as text, so that they sort and group on both databases.

-- `turn` follows from state and level; `joined_to` is the id of a group that CNIPA answers at once. `days_*` are the days
-- that each side held it before `turn_since`; `reply_days` those from the first escalation to the first answer. `search`
-- is number, title, description and unit, folded.
CREATE TABLE problems (
    id            TEXT   PRIMARY KEY,
    number        BIGINT NOT NULL UNIQUE,
    city          TEXT   NOT NULL,
    title         TEXT   NOT NULL,
    description   TEXT   NOT NULL,
    category      TEXT   NOT NULL,
    kind          TEXT   NOT NULL,
    severity      TEXT   NOT NULL,
    level         TEXT   NOT NULL,
    state         TEXT   NOT NULL,
    turn          TEXT   NOT NULL,
    revision      BIGINT NOT NULL,
    shared        BIGINT NOT NULL,
    unit          TEXT,
    due_on        TEXT,
    indicator     TEXT,
    period        TEXT,
    from_report   BIGINT NOT NULL,
    joined_to     TEXT,
    raised_by     TEXT   NOT NULL,
    raised_at     BIGINT NOT NULL,
    raised_on     TEXT   NOT NULL,
    updated_at    BIGINT NOT NULL,
    turn_since    BIGINT NOT NULL,
    days_city     BIGINT NOT NULL,
    days_province BIGINT NOT NULL,
    days_cnipa    BIGINT NOT NULL,
    escalated_on  TEXT,
    replied_on    TEXT,
    reply_days    BIGINT,
    closed_on     TEXT,
    search        TEXT   NOT NULL
);
CREATE INDEX problems_by_city ON problems (city, state);
CREATE INDEX problems_by_turn ON problems (turn, state);
CREATE INDEX problems_by_indicator ON problems (indicator, state);
-- All that the register counts and sorts by, so that it need not read the texts.
CREATE INDEX problems_counted ON problems (state, due_on, severity, raised_at, number, category, city, turn, raised_on,
    shared, closed_on, replied_on, reply_days, indicator);
CREATE INDEX problems_by_group ON problems (joined_to);

-- Every step with its author; `from_state` is missing at the registration. `details` is JSON: unit, due day, level, what
-- changed. `practice` is the number of the practice that an answer names.
CREATE TABLE problem_steps (
    id          TEXT   PRIMARY KEY,
    problem_id  TEXT   NOT NULL REFERENCES problems (id),
    seq         BIGINT NOT NULL,
    place       BIGINT NOT NULL,
    author      TEXT   NOT NULL,
    author_role TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    action      TEXT   NOT NULL,
    text        TEXT   NOT NULL,
    from_state  TEXT,
    to_state    TEXT   NOT NULL,
    turn        TEXT   NOT NULL,
    details     TEXT   NOT NULL,
    practice    BIGINT
);
CREATE INDEX problem_steps_by_problem ON problem_steps (problem_id, seq, place);
