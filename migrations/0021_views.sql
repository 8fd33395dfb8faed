-- Saved views of the comparison: a name and the query of `/compare` that it stands for, shared within CNIPA.
CREATE TABLE views (
    id       TEXT   NOT NULL PRIMARY KEY,
    name     TEXT   NOT NULL,
    query    TEXT   NOT NULL,
    owner    TEXT   NOT NULL,
    saved_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX views_name ON views (name);
