CREATE TEXT SEARCH CONFIGURATION "shop_search_german" (COPY = pg_catalog.german);
ALTER TEXT SEARCH CONFIGURATION "shop_search_german" ALTER MAPPING FOR hword, hword_part, word WITH unaccent, german_stem;

CREATE OR REPLACE FUNCTION "shop_search_in"("said_in" text) RETURNS regconfig LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE "said_in" WHEN 'de' THEN 'shop_search_german'::regconfig ELSE 'shop_search'::regconfig END;

-- CreateTable
CREATE TABLE "product_texts" (
  "product_id" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "summary" TEXT NOT NULL,
  "description" TEXT NOT NULL,
  "name_words" tsvector GENERATED ALWAYS AS (to_tsvector(shop_search_in("language"), "name")) STORED,
  "words" tsvector GENERATED ALWAYS AS
    (to_tsvector(shop_search_in("language"), "name" || ' ' || "summary" || ' ' || "description")) STORED,
  CONSTRAINT "product_texts_pkey" PRIMARY KEY ("product_id", "language"),
  CONSTRAINT "product_texts_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id")
    ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "product_texts_name_words_idx" ON "product_texts" USING gin ("name_words") WITH (fastupdate = off);
CREATE INDEX "product_texts_words_idx" ON "product_texts" USING gin ("words") WITH (fastupdate = off);
CREATE INDEX "product_texts_name_near_idx" ON "product_texts" USING gist (search_fold("name") gist_trgm_ops (siglen = 64));

CREATE CONSTRAINT TRIGGER "product_texts_move_cache_clock" AFTER INSERT OR UPDATE OR DELETE ON "product_texts"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "move_cache_clock"();
