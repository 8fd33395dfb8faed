-- Messages to people, each made in the transaction of what it tells of, and the outbox of their digests by e-mail.

-- `about` is the address of the thing; `params` JSON from which the words are made when it is read; `once` names a message
-- that is made at most once. `done_at` is set where what it asked for is done: then it is read too.
CREATE TABLE messages (
    id        TEXT   PRIMARY KEY,
    user_id   TEXT   NOT NULL,
    kind      TEXT   NOT NULL,
    about     TEXT   NOT NULL,
    params    TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    seq       BIGINT NOT NULL,
    read_at   BIGINT,
    done_at   BIGINT,
    digest_at BIGINT,
    once      TEXT   UNIQUE
);
CREATE INDEX messages_by_user ON messages (user_id, read_at, seq);
CREATE INDEX messages_by_about ON messages (about, kind);
