-- What waits for a side is counted on every page: by this index alone, without the texts.
CREATE INDEX problems_waiting ON problems (turn, city, state, due_on);
DROP INDEX problems_by_turn;
