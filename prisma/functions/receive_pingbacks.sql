-- What the listener calls for events that wait at once: apply_pingback for each, within the limits of limit_pingback, committed
-- together. Each has a failure scope of its own; one that fails, or whose order is busy, returns a single row without a verdict,
-- and is to be received by itself. In the order of their orders, so that of two such batches only one ever waits for the other.
--   batch:   an array of {"event": a "pingback_event", "arrivals": as for apply_pingback}.
--   place:   where in the batch the event stands, from 0.
CREATE OR REPLACE FUNCTION "receive_pingbacks"("batch" jsonb)
RETURNS TABLE ("place" integer, "verdict" "Verdict", "sentence" text, "order_id" text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  item record;
BEGIN
  -- The others of the batch wait along.
  PERFORM "limit_pingback"('50ms');
  FOR item IN
    SELECT (x."n" - 1)::integer AS "place", x."item"->'event' AS "event", x."item"->'arrivals' AS "arrivals"
    FROM jsonb_array_elements("batch") WITH ORDINALITY AS x("item", "n")
    ORDER BY x."item"->'event'->>'goodsid', x."item"->'event'->>'ref', x."n"
  LOOP
    BEGIN
      RETURN QUERY SELECT item."place", a."verdict", a."sentence", a."order_id"
      FROM "apply_pingback"(item."event", item."arrivals") a;
    EXCEPTION WHEN OTHERS THEN
      RETURN QUERY SELECT item."place", NULL::"Verdict", NULL, NULL;
    END;
  END LOOP;
END $$;
