-- The figures of a period that are in force, read from the index alone.
CREATE INDEX facts_figures ON facts (period, indicator, city, kind, n, value, numerator, denominator, corrected)
    WHERE valid_to IS NULL;
