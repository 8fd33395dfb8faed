-- Tasks in motion: the scheme's tasks in quarterly reports, and what accepted reports say of them.

-- The version of the scheme that was in force when the report was first typed, and the numbers of its tasks: `1,2,3`.
ALTER TABLE reports ADD COLUMN plan BIGINT;
ALTER TABLE reports ADD COLUMN tasks TEXT NOT NULL DEFAULT '';
-- The numbers of the tasks in force.
ALTER TABLE schemes ADD COLUMN tasks TEXT NOT NULL DEFAULT '';

-- The read model: what an accepted quarterly report says of a task held from one line of the audit until another; `detail` is
-- JSON and has all of it: note, cause, new date, and the day of each milestone that was reached.
CREATE TABLE task_progress (
    city       TEXT   NOT NULL,
    task       BIGINT NOT NULL,
    period     TEXT   NOT NULL,
    state      TEXT   NOT NULL,
    percent    BIGINT NOT NULL,
    detail     TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to   BIGINT,
    PRIMARY KEY (city, task, period, valid_from)
);

-- Spent since the pilot began, in 10,000 yuan.
CREATE TABLE funding_spent (
    city       TEXT   NOT NULL,
    period     TEXT   NOT NULL,
    amount     TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to   BIGINT,
    PRIMARY KEY (city, period, valid_from)
);
