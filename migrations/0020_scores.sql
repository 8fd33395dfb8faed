-- What a reviewer agreed does not apply to a city, from a quarter on: it leaves the base of the city's score. It holds from
-- one line of the audit until another.

CREATE TABLE agreements (
    city         TEXT   NOT NULL,
    indicator    TEXT   NOT NULL,
    from_quarter TEXT   NOT NULL,
    reason       TEXT   NOT NULL,
    agreed_by    TEXT   NOT NULL,
    agreed_at    BIGINT NOT NULL,
    valid_from   BIGINT NOT NULL,
    valid_to     BIGINT,
    PRIMARY KEY (city, indicator, valid_from)
);
