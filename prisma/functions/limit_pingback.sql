-- Sets the limits of the listener's statements, for the transaction and not for the connection, so that they work behind any
-- pooler: a wait for a lock times out soon, and `OK` promises that the row survives a crash, whatever the server's default
-- is. Returns what is in force.
--   patience:  how long a statement waits for a lock.
CREATE OR REPLACE FUNCTION "limit_pingback"("patience" text DEFAULT '250ms', OUT "lock_timeout" text, OUT "synchronous_commit" text)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  lock_timeout := set_config('lock_timeout', "patience", true);
  synchronous_commit := set_config('synchronous_commit', 'on', true);
END $$;
