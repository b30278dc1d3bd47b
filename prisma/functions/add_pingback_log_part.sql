-- Adds one table that the log of arrivals lacks: of this month and the next two, and of the month of arrivals that the default
-- table had to take in, which move there. No row is returned when none is missing. Nobody waits for long: a reader only while
-- the table is attached, and a pingback not at all. One that is on its way into the default table must not find that its place is
-- elsewhere by now: PostgreSQL would refuse it. So where this month is missing, its table begins a little later, and another one
-- takes in what came before once that is over.
--   oldest:  arrivals from before it stay in the default table, and are deleted there.
--   ahead:   how much later. Nothing if no arrival is on its way.
CREATE OR REPLACE FUNCTION "add_pingback_log_part"("oldest" timestamptz, "ahead" interval DEFAULT '2 minutes')
RETURNS TABLE ("part" text, "since" timestamptz, "until" timestamptz, "moved" bigint)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  this_month timestamptz := date_trunc('month', now(), 'UTC');
  gap record;
  soon timestamptz := date_trunc('minute', now()) + "ahead";
BEGIN
  PERFORM set_config('lock_timeout', '200ms', true);
  -- One at a time.
  LOCK TABLE "pingback_attempts" IN SHARE UPDATE EXCLUSIVE MODE;
  FOR gap IN
    WITH parts AS MATERIALIZED (SELECT p."since", p."until" FROM "pingback_log_parts"() p WHERE NOT p."is_default"),
    months AS (
      SELECT "add_period"(this_month, n, 'month') AS "begins" FROM generate_series(0, 2) n
      UNION
      SELECT date_trunc('month', min(d."received_at"), 'UTC') FROM "pingback_attempts_default" d WHERE d."received_at" >= "oldest"
      HAVING count(*) > 0
    )
    SELECT x."since", LEAST("add_period"(m."begins", 1, 'month'), (SELECT min(p."since") FROM parts p WHERE p."since" > x."since")) AS "until"
    FROM months m CROSS JOIN LATERAL (
      SELECT m."begins" UNION
      SELECT p."until" FROM parts p WHERE p."until" > m."begins" AND p."until" < "add_period"(m."begins", 1, 'month')
    ) x ("since")
    WHERE NOT EXISTS (SELECT FROM parts p WHERE p."since" <= x."since" AND p."until" > x."since")
    ORDER BY m."begins" = this_month DESC, 1
  LOOP
    until := gap."until";
    since := CASE WHEN until > now() - "ahead" AND "ahead" > interval '0' THEN GREATEST(gap."since", soon) ELSE gap."since" END;
    CONTINUE WHEN since >= until;
    -- What arrives now would wait while the default table's rows move.
    CONTINUE WHEN "ahead" > interval '0'
      AND NOT EXISTS (SELECT FROM "pingback_log_parts"() p WHERE NOT p."is_default" AND p."since" <= now() AND p."until" > now())
      AND EXISTS (SELECT FROM "pingback_attempts_default" d WHERE d."received_at" >= since AND d."received_at" < until);
    part := to_char(since AT TIME ZONE 'UTC', CASE
      WHEN since = date_trunc('month', since, 'UTC') THEN '"pingback_attempts_"YYYY_MM' ELSE '"pingback_attempts_"YYYY_MM_DD_HH24MI' END);
    LOCK TABLE "pingback_attempts_default" IN SHARE ROW EXCLUSIVE MODE;
    EXECUTE format('CREATE TABLE %I (LIKE "pingback_attempts" INCLUDING ALL)', part);
    EXECUTE format($move$
      WITH moved AS (
        DELETE FROM "pingback_attempts_default" WHERE "received_at" >= $1 AND "received_at" < $2 RETURNING *
      ) INSERT INTO %I SELECT * FROM moved$move$, part) USING since, until;
    GET DIAGNOSTICS moved = ROW_COUNT;
    EXECUTE format('ALTER TABLE "pingback_attempts" ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, since, until);
    RETURN NEXT;
    RETURN;
  END LOOP;
END $$;
