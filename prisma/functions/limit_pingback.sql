-- The limits of the listener's statements, set for the transaction and not for the connection, so that every pooler leaves
-- them alone: who waits for a lock gives up soon, and `OK` promises that the row survives a crash, whatever the server's
-- default is. Says what is in force.
CREATE OR REPLACE FUNCTION "limit_pingback"()
RETURNS TABLE ("lock_timeout" text, "synchronous_commit" text)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM set_config('lock_timeout', '250ms', true), set_config('synchronous_commit', 'on', true);
  RETURN QUERY SELECT current_setting('lock_timeout'), current_setting('synchronous_commit');
END $$;
