-- What the listener calls when applying failed: record_failed_pingback within the limits of limit_pingback.
CREATE OR REPLACE FUNCTION "receive_failed_pingback"("event" jsonb, "arrival" jsonb, "fault" text)
RETURNS TABLE ("verdict" "Verdict", "sentence" text, "order_id" text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
  PERFORM "limit_pingback"();
  RETURN QUERY SELECT a."verdict", a."sentence", a."order_id" FROM "record_failed_pingback"("event", "arrival", "fault") a;
END $$;
