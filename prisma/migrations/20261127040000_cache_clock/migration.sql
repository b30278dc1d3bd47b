-- What is kept of the catalog in each process is loaded again when this moves (lib/cache-clock.ts).
CREATE TABLE "cache_clock" (
    "id" BOOLEAN NOT NULL DEFAULT true,
    "version" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "cache_clock_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "cache_clock_is_one" CHECK ("id")
);
INSERT INTO "cache_clock" DEFAULT VALUES;

-- Tells all processes of the shop that what they keep of the catalog is old: at the end of a transaction, so that it holds
-- the one row for a moment only, and once.
CREATE OR REPLACE FUNCTION "move_cache_clock"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "cache_clock" SET "version" = "version" + 1 WHERE xmin <> pg_current_xact_id()::xid;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "products_move_cache_clock" AFTER INSERT OR UPDATE OR DELETE ON "products"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "move_cache_clock"();
-- Not when keys are taken: pingbacks do that, and must not wait for each other.
CREATE CONSTRAINT TRIGGER "licence_keys_move_cache_clock" AFTER INSERT OR DELETE ON "licence_keys"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "move_cache_clock"();
