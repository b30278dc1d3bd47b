-- A text as names are compared with it: small letters, without accents.
CREATE OR REPLACE FUNCTION "search_fold"("said" text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(unaccent('unaccent'::regdictionary, "said"));
