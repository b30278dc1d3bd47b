-- Delivers a line that waited for a licence key, if one is there now; takes the lock that a pingback takes. True when it was
-- delivered.
CREATE OR REPLACE FUNCTION "deliver_waiting"("line" text) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  waiting record;
BEGIN
  SELECT o."id", o."uid" INTO waiting FROM "orders" o
  WHERE o."id" = (SELECT w."order_id" FROM "key_waits" w WHERE w."order_line_id" = "line") FOR NO KEY UPDATE;
  IF waiting."id" IS NULL THEN
    RETURN false;
  END IF;
  PERFORM "update_deliveries"(waiting."id", waiting."uid");
  RETURN EXISTS (SELECT FROM "deliveries" d WHERE d."order_line_id" = "line" AND d."withdrawn_at" IS NULL);
END $$;
