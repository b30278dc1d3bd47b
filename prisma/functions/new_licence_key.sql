-- An unguessable key of 25 digits: five groups of five.
CREATE OR REPLACE FUNCTION "new_licence_key"() RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT regexp_replace(left(upper(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')), 25), '(.{5})(?=.)', '\1-', 'g');
$$;
