-- What is in force, found without reading what is not: of an indicator the cities by period, of reports their states.
CREATE INDEX facts_in_force ON facts (indicator, period, city) WHERE valid_to IS NULL;
CREATE INDEX reports_by_state ON reports (state, period, city);
