-- What the listener calls for an arrival: apply_pingback within the limits of limit_pingback.
CREATE OR REPLACE FUNCTION "receive_pingback"("event" jsonb, "arrivals" jsonb)
RETURNS TABLE ("verdict" "Verdict", "sentence" text, "order_id" text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
  PERFORM "limit_pingback"();
  RETURN QUERY SELECT a."verdict", a."sentence", a."order_id" FROM "apply_pingback"("event", "arrivals") a;
END $$;
