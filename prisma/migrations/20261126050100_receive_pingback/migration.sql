-- The limits of the listener's statements, set for the transaction and not for the connection, so that every pooler leaves
-- them alone: who waits for a lock gives up soon, and `OK` promises that the row survives a crash, whatever the server's
-- default is. Says what is in force.
CREATE FUNCTION "limit_pingback"()
RETURNS TABLE ("lock_timeout" text, "synchronous_commit" text)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM set_config('lock_timeout', '250ms', true), set_config('synchronous_commit', 'on', true);
  RETURN QUERY SELECT current_setting('lock_timeout'), current_setting('synchronous_commit');
END $$;

-- What the listener calls for an arrival: apply_pingback, and record_failed_pingback, within these limits.
CREATE FUNCTION "receive_pingback"("event" jsonb, "arrivals" jsonb)
RETURNS TABLE ("verdict" "Verdict", "sentence" text, "order_id" text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
  PERFORM "limit_pingback"();
  RETURN QUERY SELECT a."verdict", a."sentence", a."order_id" FROM "apply_pingback"("event", "arrivals") a;
END $$;

CREATE FUNCTION "receive_failed_pingback"("event" jsonb, "arrival" jsonb, "fault" text)
RETURNS TABLE ("verdict" "Verdict", "sentence" text, "order_id" text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
  PERFORM "limit_pingback"();
  RETURN QUERY SELECT a."verdict", a."sentence", a."order_id" FROM "record_failed_pingback"("event", "arrival", "fault") a;
END $$;
