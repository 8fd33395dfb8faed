-- The core: audit, accounts, sessions, settings. One SQL for SQLite and PostgreSQL: columns only TEXT, BIGINT,
-- DOUBLE PRECISION, BYTEA; truth as 0/1; times in microseconds UTC; JSON as text. Migrations only expand.

-- One row: the last audit number and hash with a keyed code over both. It is the one write lock.
CREATE TABLE audit_head (
    id   BIGINT PRIMARY KEY,
    seq  BIGINT NOT NULL,
    hash TEXT   NOT NULL,
    mac  TEXT   NOT NULL
);
INSERT INTO audit_head (id, seq, hash, mac) VALUES (1, 0, '', '');

CREATE TABLE audit (
    seq          BIGINT PRIMARY KEY,
    at           BIGINT NOT NULL,
    actor_id     TEXT   NOT NULL,
    account      TEXT   NOT NULL,
    source       TEXT   NOT NULL,
    action       TEXT   NOT NULL,
    object       TEXT   NOT NULL,
    before_value TEXT   NOT NULL,
    after_value  TEXT   NOT NULL,
    hash         TEXT   NOT NULL
);
CREATE INDEX audit_by_object ON audit (object, seq);
CREATE INDEX audit_by_account ON audit (account, seq);

CREATE TABLE users (
    id            TEXT   PRIMARY KEY,
    account       TEXT   NOT NULL UNIQUE,
    name          TEXT   NOT NULL,
    role          TEXT   NOT NULL,
    scope         TEXT   NOT NULL,
    scope_of      TEXT   NOT NULL,
    password_hash TEXT,
    disabled_at   BIGINT,
    created_at    BIGINT NOT NULL
);

CREATE TABLE links (
    token_hash TEXT   PRIMARY KEY,
    user_id    TEXT   NOT NULL REFERENCES users (id),
    purpose    TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);
CREATE INDEX links_by_user ON links (user_id);

CREATE TABLE sessions (
    id         TEXT   PRIMARY KEY,
    data       TEXT   NOT NULL,
    user_id    TEXT,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE attempts (
    key TEXT   NOT NULL,
    at  BIGINT NOT NULL
);
CREATE INDEX attempts_by_key ON attempts (key, at);

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
