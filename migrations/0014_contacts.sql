-- The address book of each city, and the log of who was reminded of what and promised what.

CREATE TABLE contacts (
    id         TEXT   PRIMARY KEY,
    city       TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    post       TEXT   NOT NULL,
    landline   TEXT   NOT NULL,
    mobile     TEXT   NOT NULL,
    deputy     TEXT   NOT NULL,
    changed_by TEXT   NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX contacts_by_city ON contacts (city);

-- `seq` is the number of the audit line: the order of what was said.
CREATE TABLE chases (
    id          TEXT   PRIMARY KEY,
    city        TEXT   NOT NULL,
    period      TEXT   NOT NULL,
    channel     TEXT   NOT NULL,
    spoke_to    TEXT   NOT NULL,
    said        TEXT   NOT NULL,
    promised_on TEXT,
    by_user     TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    seq         BIGINT NOT NULL
);
CREATE INDEX chases_by_city ON chases (city, seq);
