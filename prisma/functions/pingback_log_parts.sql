-- The tables that make up the log of arrivals: each holds those from one moment up to another, and the default one those of
-- any other time.
CREATE OR REPLACE FUNCTION "pingback_log_parts"()
RETURNS TABLE ("part" regclass, "since" timestamptz, "until" timestamptz, "is_default" boolean)
LANGUAGE sql STABLE AS $$
  SELECT c."oid"::regclass,
    coalesce(substring(b."bounds" FROM 'FROM \(''([^'']+)''\)')::timestamptz, '-infinity'),
    coalesce(substring(b."bounds" FROM 'TO \(''([^'']+)''\)')::timestamptz, 'infinity'),
    b."bounds" = 'DEFAULT'
  FROM pg_inherits i JOIN pg_class c ON c."oid" = i."inhrelid" CROSS JOIN pg_get_expr(c."relpartbound", c."oid") b ("bounds")
  WHERE i."inhparent" = 'pingback_attempts'::regclass
  ORDER BY 4, 2;
$$;
