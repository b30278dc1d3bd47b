-- Tells all processes of the shop that what they keep of the catalog is old: at the end of a transaction, so that it holds
-- the one row for a moment only, and once.
CREATE OR REPLACE FUNCTION "move_cache_clock"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "cache_clock" SET "version" = "version" + 1 WHERE xmin <> pg_current_xact_id()::xid;
  RETURN NULL;
END $$;
