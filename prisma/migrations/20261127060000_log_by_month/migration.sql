-- The log of arrivals is kept by month, so that it is pruned by dropping tables. What was logged so far stays in its table,
-- which becomes one of them, up to the end of this month. No arrival is logged meanwhile: it waits, or is answered 503.

ALTER TYPE "AlertKind" ADD VALUE 'log_month_missing';

ALTER TABLE "pingback_attempts" RENAME TO "pingback_attempts_before";
ALTER TABLE "pingback_attempts_before" DROP CONSTRAINT "pingback_attempts_pkey";
DROP INDEX "pingback_attempts_received_at_id_idx";
ALTER INDEX "pingback_attempts_order_id_idx" RENAME TO "pingback_attempts_before_order_id_idx";
ALTER INDEX "pingback_attempts_pingback_id_idx" RENAME TO "pingback_attempts_before_pingback_id_idx";
ALTER INDEX "pingback_attempts_verdict_id_idx" RENAME TO "pingback_attempts_before_verdict_id_idx";
ALTER INDEX "pingback_attempts_type" RENAME TO "pingback_attempts_before_type";
ALTER INDEX "pingback_attempts_version" RENAME TO "pingback_attempts_before_version";
ALTER INDEX "pingback_attempts_stray_ref" RENAME TO "pingback_attempts_before_stray_ref";
ALTER INDEX "pingback_attempts_stray_uid" RENAME TO "pingback_attempts_before_stray_uid";

CREATE TABLE "pingback_attempts" (
    "id" BIGINT NOT NULL DEFAULT nextval('pingback_attempts_id_seq'),
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "verdict" "Verdict" NOT NULL,
    "sentence" TEXT NOT NULL,
    "reason" TEXT,
    "duration_ms" REAL NOT NULL,
    "address" TEXT,
    "sign_version" INTEGER,
    "secret" TEXT,
    "pingback_id" BIGINT,
    "order_id" TEXT,
    "arrivals" INTEGER NOT NULL DEFAULT 1,
    "parameters" JSONB NOT NULL,

    CONSTRAINT "pingback_attempts_pkey" PRIMARY KEY ("received_at", "id")
) PARTITION BY RANGE ("received_at");
ALTER SEQUENCE "pingback_attempts_id_seq" OWNED BY "pingback_attempts"."id";

CREATE INDEX "pingback_attempts_id_idx" ON "pingback_attempts"("id");
CREATE INDEX "pingback_attempts_order_id_idx" ON "pingback_attempts"("order_id");
CREATE INDEX "pingback_attempts_pingback_id_idx" ON "pingback_attempts"("pingback_id");
CREATE INDEX "pingback_attempts_verdict_id_idx" ON "pingback_attempts"("verdict", "id");
CREATE INDEX "pingback_attempts_type" ON "pingback_attempts" (("parameters"->>'type'), "id") WHERE "parameters"->>'type' <> '0';
CREATE INDEX "pingback_attempts_version" ON "pingback_attempts" ("sign_version", "id") WHERE "sign_version" <> 3;
CREATE INDEX "pingback_attempts_stray_ref" ON "pingback_attempts" (("parameters"->>'ref')) WHERE "pingback_id" IS NULL;
CREATE INDEX "pingback_attempts_stray_uid" ON "pingback_attempts" (("parameters"->>'uid')) WHERE "pingback_id" IS NULL;

-- For what no other table takes: an arrival is never refused because a month is missing.
CREATE TABLE "pingback_attempts_default" PARTITION OF "pingback_attempts" DEFAULT;

-- The tables that make up the log of arrivals: each holds those from one moment up to another, and the default one those of
-- any other time.
CREATE OR REPLACE FUNCTION "pingback_log_parts"()
RETURNS TABLE ("part" regclass, "since" timestamptz, "until" timestamptz, "is_default" boolean)
LANGUAGE sql STABLE AS $$
  SELECT c."oid"::regclass,
    coalesce(substring(b."bounds" FROM 'FROM \(''([^'']+)''\)')::timestamptz, '-infinity'),
    coalesce(substring(b."bounds" FROM 'TO \(''([^'']+)''\)')::timestamptz, 'infinity'),
    b."bounds" = 'DEFAULT'
  FROM pg_inherits i JOIN pg_class c ON c."oid" = i."inhrelid" CROSS JOIN pg_get_expr(c."relpartbound", c."oid") b ("bounds")
  WHERE i."inhparent" = 'pingback_attempts'::regclass
  ORDER BY 4, 2;
$$;

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

-- Drops the oldest table of the log of arrivals that may hold an arrival from before a moment, and returns its name; NULL when
-- there is none. One that spans more than a month goes only when all of it is older.
CREATE OR REPLACE FUNCTION "drop_pingback_log_part"("before" timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  old text := (
    SELECT p."part"::text FROM "pingback_log_parts"() p
    WHERE NOT p."is_default"
      AND (p."until" <= "before" OR (p."since" < "before" AND isfinite(p."since") AND p."until" <= "add_period"(p."since", 1, 'month')))
    ORDER BY p."since" LIMIT 1);
BEGIN
  IF old IS NOT NULL THEN
    PERFORM set_config('lock_timeout', '200ms', true);
    EXECUTE 'DROP TABLE ' || old;
  END IF;
  RETURN old;
END $$;

DO $$
DECLARE
  next_month timestamptz := "add_period"(date_trunc('month', now(), 'UTC'), 1, 'month');
BEGIN
  IF EXISTS (SELECT FROM "pingback_attempts_before") THEN
    -- A clock was ahead.
    WITH ahead AS (
      DELETE FROM "pingback_attempts_before" WHERE "received_at" >= next_month
      RETURNING "id", "received_at", "verdict", "sentence", "reason", "duration_ms", "address", "sign_version", "secret", "pingback_id", "order_id", "arrivals", "parameters"
    ) INSERT INTO "pingback_attempts" SELECT * FROM ahead;
    EXECUTE format('ALTER TABLE "pingback_attempts" ATTACH PARTITION "pingback_attempts_before" FOR VALUES FROM (MINVALUE) TO (%L)', next_month);
  ELSE
    DROP TABLE "pingback_attempts_before";
  END IF;
  WHILE EXISTS (SELECT FROM "add_pingback_log_part"('-infinity', '0')) LOOP END LOOP;
END $$;
