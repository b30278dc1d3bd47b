-- How the words of a language are searched. One more language is one more line.
CREATE OR REPLACE FUNCTION "shop_search_in"("said_in" text) RETURNS regconfig LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE "said_in" WHEN 'de' THEN 'shop_search_german'::regconfig ELSE 'shop_search'::regconfig END;
