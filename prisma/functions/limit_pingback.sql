-- Sets the limits of the listener's statements, for the transaction and not for the connection, so that they work behind any
-- pooler: a wait for a lock times out soon, and `OK` promises that the row survives a crash, whatever the server's default
-- is. Returns what is in force.
CREATE OR REPLACE FUNCTION "limit_pingback"()
RETURNS TABLE ("lock_timeout" text, "synchronous_commit" text)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN QUERY SELECT set_config('lock_timeout', '250ms', true), set_config('synchronous_commit', 'on', true);
END $$;
