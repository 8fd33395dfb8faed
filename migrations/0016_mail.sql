-- Digests of messages by e-mail: the outbox, one row a person and Beijing day, and what each account chose.

-- `state` is waiting, sent, spared (nothing was left to tell) or failed. `at` is stamped on the messages that it is to tell
-- of (`messages.digest_at`). Before `lease_until` nobody else tries: a sender's lease, or the delay after a failure.
CREATE TABLE mail (
    id          TEXT   PRIMARY KEY,
    user_id     TEXT   NOT NULL REFERENCES users (id),
    day         TEXT   NOT NULL,
    state       TEXT   NOT NULL,
    recipient   TEXT   NOT NULL,
    messages    BIGINT NOT NULL,
    attempts    BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    error       TEXT,
    at          BIGINT NOT NULL,
    sent_at     BIGINT,
    UNIQUE (user_id, day)
);
CREATE INDEX mail_waiting ON mail (state, day, lease_until);
CREATE INDEX mail_by_time ON mail (at);

-- Whether digests are sent, by rule where nothing was chosen; and where to, where the account is no address itself.
ALTER TABLE users ADD COLUMN digest BIGINT;
ALTER TABLE users ADD COLUMN digest_to TEXT;
