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
