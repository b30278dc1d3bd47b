-- The moment one period after another, by the provider's calendar: a day that the month does not have runs over into the next
-- (docs/paymentwall/widget.md). UTC. The same as in lib/plans/period.ts; a test holds the two equal.
CREATE OR REPLACE FUNCTION "add_period"("begins" timestamptz, "length" int, "unit" "PeriodUnit")
RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN "unit" IN ('month', 'year')
    THEN (date_trunc('month', t) + "length" * ('1 ' || "unit"::text)::interval + (t - date_trunc('month', t))) AT TIME ZONE 'UTC'
    ELSE (t + "length" * ('1 ' || "unit"::text)::interval) AT TIME ZONE 'UTC' END
  FROM (SELECT "begins" AT TIME ZONE 'UTC' AS t) local;
$$;
