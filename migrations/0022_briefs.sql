-- Briefs: what somebody of CNIPA has chosen and written for the brief of a period. `content` is JSON.
CREATE TABLE briefs (
    account  TEXT   NOT NULL,
    period   TEXT   NOT NULL,
    content  TEXT   NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (account, period)
);
