-- Evidence: the bytes of a file are kept once by hash, under a key of their own; owners and frozen versions name them.

-- Keys of which the store may hold bytes that nothing names: a file being received, or one that nobody names any more.
CREATE TABLE uploads (
    key      TEXT   PRIMARY KEY,
    begun_at BIGINT NOT NULL
);

CREATE TABLE blobs (
    hash TEXT   PRIMARY KEY,
    key  TEXT   NOT NULL UNIQUE,
    kind TEXT   NOT NULL,
    size BIGINT NOT NULL
);

-- A file at an item of an owner, as `report:suzhou/2026-06`; `version` is that of the signature whose scan it is.
CREATE TABLE evidence (
    id       TEXT   PRIMARY KEY,
    owner    TEXT   NOT NULL,
    item     TEXT   NOT NULL,
    hash     TEXT   NOT NULL REFERENCES blobs (hash),
    name     TEXT   NOT NULL,
    version  BIGINT,
    added_by TEXT   NOT NULL,
    added_at BIGINT NOT NULL
);
CREATE INDEX evidence_by_owner ON evidence (owner, item);
CREATE INDEX evidence_by_hash ON evidence (hash);

-- What the contents of versions name, for looking it up.
CREATE TABLE version_files (
    report_id TEXT   NOT NULL REFERENCES reports (id),
    version   BIGINT NOT NULL,
    item      TEXT   NOT NULL,
    hash      TEXT   NOT NULL REFERENCES blobs (hash),
    name      TEXT   NOT NULL,
    PRIMARY KEY (report_id, version, item, hash)
);
CREATE INDEX version_files_by_hash ON version_files (hash);
