-- Trusted extensions: whoever may create objects in the database may create them.
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Words by their stems, without accents.
CREATE TEXT SEARCH CONFIGURATION "shop_search" (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION "shop_search" ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;

CREATE OR REPLACE FUNCTION "search_fold"("said" text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(unaccent('unaccent'::regdictionary, "said"));

-- AlterTable
ALTER TABLE "products"
  ADD COLUMN "name_words" tsvector GENERATED ALWAYS AS (to_tsvector('shop_search', "name")) STORED,
  ADD COLUMN "words" tsvector GENERATED ALWAYS AS
    (to_tsvector('shop_search', "name" || ' ' || "summary" || ' ' || "description")) STORED;

CREATE INDEX "products_name_words_idx" ON "products" USING gin ("name_words") WITH (fastupdate = off);
CREATE INDEX "products_words_idx" ON "products" USING gin ("words") WITH (fastupdate = off);
-- Of a mistyped word the names that are nearest.
CREATE INDEX "products_name_near_idx" ON "products" USING gist (search_fold("name") gist_trgm_ops (siglen = 64)) WHERE "active";

-- CreateIndex
CREATE INDEX "products_active_kind_position_idx" ON "products"("active", "kind", "position");
CREATE INDEX "products_currency_amount_idx" ON "products"("currency", "amount");
CREATE INDEX "products_active_created_at_idx" ON "products"("active", "created_at");
